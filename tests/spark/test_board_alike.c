/* DESIGN: two talks about the same at one time in two rooms are named, and nothing else is. */
#include "fixture.h"

#include "board_alike.h"
#include "spark_event.h"
#include "talk_topic.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { TALKS = 4 };

/* Talks of two minutes with a changeover of one: 0, 180, 360 … are their starts. */
static void the_same_at_one_time(void **state)
{
    static const char *const titles[TALKS] = {"Reading aloud with boys", "Boys reading aloud",
                                              "Fractions", "Quiet corridors"};
    static const struct {
        int room[2], start_s[2]; /* of the first pair */
        const char *about;       /* NULL: nothing is said */
    } rows[] = {
        {{0, 1}, {0, 0}, "reading aloud boy"},
        {{0, 1}, {0, 179}, "reading aloud boy"}, /* there is no time to change rooms */
        {{0, 1}, {0, 180}, NULL},
        {{0, 0}, {0, 180}, NULL},
        {{0, -1}, {0, 0}, NULL},
    };
    struct fixture f;
    struct programme_board board;
    struct talk_placed placed;
    struct board_alikes alike;
    struct event_id id;
    (void)state;
    fixture_init(&f, TALKS + 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    spark.changeover_s = 60;
    spark.room_count = 2;
    spark.rooms[0] = (struct talk_room){"Hall", 50, ""};
    spark.rooms[1] = (struct talk_room){"Library", 30, ""};
    assert_ok(
        spark_event_create(f.store, f.now, f.people[0], &fields, &spark, fixture_why(&f), &id));
    fixture_publish(&f, id);
    for (int i = 0; i < TALKS; i++) {
        const struct talk_request request = {.event = id,
                                             .person = f.people[i],
                                             .by = f.people[i],
                                             .title = titles[i],
                                             .category = talk_categories[0],
                                             .minutes = 2,
                                             .lengths = &LENGTHS};
        assert_ok(talk_book(f.store, f.now, &request, fixture_why(&f), &placed));
    }
    struct event event = fixture_find(&f, id);
    assert_ok(programme_board_find(f.store, &event, f.arena, &board));
    board.plan[2] = (struct arrange_slot){.room = 0, .start_s = 1200};
    board.plan[3] = (struct arrange_slot){.room = 1, .start_s = 1200};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (int k = 0; k < 2; k++)
            board.plan[k] =
                (struct arrange_slot){.room = rows[i].room[k], .start_s = rows[i].start_s[k]};
        assert_ok(board_alike_find(f.store, &board, f.arena, &alike));
        assert_int_equal(alike.count, rows[i].about != NULL);
        if (rows[i].about)
            assert_string_equal(alike.items[0].about, rows[i].about);
    }
    /* by what they say they are about, though no title does; a phase is no subject */
    const struct talk_topic maths = {{"Early years", "Maths", ""}},
                            none = {{"Early years", "", ""}};
    assert_ok(talk_topic_put(f.store, board.talks[2].id, &maths, f.arena));
    assert_ok(talk_topic_put(f.store, board.talks[3].id, &none, f.arena));
    assert_ok(board_alike_find(f.store, &board, f.arena, &alike));
    assert_int_equal(alike.count, 0);
    assert_ok(talk_topic_put(f.store, board.talks[3].id, &maths, f.arena));
    assert_ok(board_alike_find(f.store, &board, f.arena, &alike));
    assert_int_equal(alike.count, 1);
    assert_string_equal(alike.items[0].about, "Maths");
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_at_one_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
