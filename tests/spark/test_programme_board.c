/* DESIGN: the coordinator's board: moves and their times, pins, undo, rules, and announcing it. */
#include "fixture.h"

#include "programme_board.h"
#include "programme_publish.h"
#include "spark_event.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 12, SLOT_2_S = 180, SLOT_7_S = 480 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct event event;
    struct programme_board board;
};

/* Two rooms, two blocks of 16 minutes from minute 10 and minute 40, changeover 60 s. */
static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    spark.changeover_s = 60;
    for (; spark.block_count < 2; spark.block_count++) {
        struct instant from = instant_add(fields.starts_at, (10 + 30 * spark.block_count) * 60);
        spark.blocks[spark.block_count] = (struct spark_span){from, instant_add(from, 16 * 60)};
    }
    spark.rooms[0] = (struct talk_room){"Hall", 50, "screen"};
    spark.rooms[1] = (struct talk_room){"Library", 30, ""};
    spark.room_count = 2;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
}

static struct talk_id offer(struct evening *e, int person, int minutes)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = minutes,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    return placed.id;
}

static void look(struct evening *e)
{
    const struct event_viewer viewer = {.all_drafts = true};
    assert_ok(event_find(e->f.store, &viewer, e->spark, e->f.arena, &e->event));
    assert_ok(programme_board_find(e->f.store, &e->event, e->f.arena, &e->board));
}

static void save(struct evening *e)
{
    assert_ok(programme_board_save(e->f.store, e->f.now, &e->board, e->board.plan, PROGRAMME_MOVED,
                                   e->f.people[0], e->f.arena));
    look(e);
}

static bool move(struct evening *e, struct board_move step)
{
    return board_rules_move(&e->board, &step, e->board.plan);
}

static void at(const struct evening *e, int talk, int room, int start_s)
{
    assert_int_equal(e->board.plan[talk].room, room);
    assert_int_equal(e->board.plan[talk].start_s, start_s);
}

/* SP-05: without a version the board shows what everybody reads, and is no version yet. */
static void begins_as_it_was_booked(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    offer(&e, 1, 7);
    offer(&e, 2, 7);
    look(&e);
    assert_int_equal(e.board.version.number, 0);
    assert_int_equal(e.board.talk_count, 2);
    at(&e, 0, 0, 600);
    at(&e, 1, 1, 600);
    assert_int_equal(e.board.instance.kit_count, 1);
    assert_int_equal(e.board.instance.rooms[0].kit, 1);
    assert_int_equal(e.board.instance.blocks[1].start_s, 2400);
    assert_int_equal(e.board.instance.talks[0].duration_s, 420);
    fixture_done(&e.f);
}

static void times_follow_a_move(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    offer(&e, 1, 7);
    offer(&e, 2, 2);
    offer(&e, 3, 2);
    look(&e);
    for (int i = 0; i < 3; i++) /* all into the hall's first block, in the order of booking */
        assert_true(move(&e, (struct board_move){i, BOARD_TO, 0, 0, i + 1}));
    at(&e, 0, 0, 600);
    at(&e, 1, 0, 600 + SLOT_7_S);
    at(&e, 2, 0, 600 + SLOT_7_S + SLOT_2_S);
    assert_true(move(&e, (struct board_move){.talk = 2, .how = BOARD_UP}));
    at(&e, 2, 0, 600 + SLOT_7_S);
    at(&e, 1, 0, 600 + SLOT_7_S + SLOT_2_S);
    assert_true(move(&e, (struct board_move){.talk = 0, .how = BOARD_DOWN}));
    at(&e, 2, 0, 600);
    at(&e, 0, 0, 600 + SLOT_2_S);
    /* over the end of a block into the next, and the room it left closes up */
    assert_true(move(&e, (struct board_move){.talk = 1, .how = BOARD_DOWN}));
    at(&e, 1, 0, 2400);
    assert_false(move(&e, (struct board_move){.talk = 1, .how = BOARD_DOWN}));
    assert_true(move(&e, (struct board_move){.talk = 1, .how = BOARD_UP}));
    at(&e, 1, 0, 600 + SLOT_2_S + SLOT_7_S);
    fixture_done(&e.f);
}

static void a_pin_stays_and_others_go_around_it(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    offer(&e, 1, 2);
    offer(&e, 2, 2);
    offer(&e, 3, 7);
    look(&e);
    for (int i = 0; i < 2; i++)
        assert_true(move(&e, (struct board_move){i, BOARD_TO, 0, 0, i + 1}));
    assert_true(move(&e, (struct board_move){2, BOARD_TO, 1, 0, 1}));
    save(&e);
    assert_ok(programme_board_pin(e.f.store, e.f.now, &e.board, 1, true, e.f.people[0],
                                  fixture_why(&e.f)));
    look(&e);
    assert_int_equal(e.board.version.why, PROGRAMME_PINNED);
    assert_true(e.board.pinned[1]);
    at(&e, 1, 0, 600 + SLOT_2_S);
    assert_false(move(&e, (struct board_move){.talk = 1, .how = BOARD_UP}));
    /* seven minutes have no room before the pinned talk: they go behind it */
    assert_true(move(&e, (struct board_move){2, BOARD_TO, 0, 0, 1}));
    at(&e, 2, 0, 600 + 2 * SLOT_2_S);
    at(&e, 1, 0, 600 + SLOT_2_S);
    assert_int_equal(e.board.instance.talks[1].pin.start_s, 600 + SLOT_2_S);
    fixture_done(&e.f);
}

static void broken_rules_are_named(void **state)
{
    struct evening e;
    struct arrange_report report;
    (void)state;
    start(&e);
    struct talk_id a = offer(&e, 1, 7), b = offer(&e, 2, 7);
    look(&e);
    const struct board_rule rule = {true, b, a};
    assert_ok(programme_board_rule_add(e.f.store, &e.board, &rule, fixture_why(&e.f)));
    look(&e);
    assert_true(move(&e, (struct board_move){1, BOARD_TO, 0, 0, 2}));
    programme_board_judge(&e.board, e.board.plan, e.f.arena, &report);
    assert_int_equal(report.break_count, 1);
    assert_int_equal(report.breaks[0].rule, HARD_BEFORE);
    assert_string_equal(board_words_break(e.f.arena, &e.board, e.board.plan, &report.breaks[0], 0),
                        "has to come after “Ten words a day”");
    save(&e);
    assert_int_equal(
        programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[0], fixture_why(&e.f)),
        ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "broken-rules");
    assert_string_equal(e.f.why.fields[0].field, "H8");
    assert_ok(programme_board_rule_remove(e.f.store, e.f.now, e.spark, &rule, e.f.arena));
    look(&e);
    assert_ok(programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[0],
                                fixture_why(&e.f)));
    const struct board_rule same = {false, a, a};
    assert_int_equal(programme_board_rule_add(e.f.store, &e.board, &same, fixture_why(&e.f)),
                     ERR_INVALID);
    fixture_done(&e.f);
}

/* SP-11: a move of the coordinator's that leaves a gap is room for whoever waits for one. */
static void a_gap_that_is_published_is_given(void **state)
{
    static const struct board_move PLAN[] = {
        {0, BOARD_TO, 0, 0, 1}, {6, BOARD_TO, 0, 0, 2}, {1, BOARD_TO, 0, 1, 1},
        {7, BOARD_TO, 0, 1, 2}, {2, BOARD_TO, 1, 0, 1}, {3, BOARD_TO, 1, 0, 2},
        {4, BOARD_TO, 1, 1, 1}, {5, BOARD_TO, 1, 1, 2},
    };
    struct evening e;
    struct talk talk;
    struct talk_placed placed;
    (void)state;
    start(&e);
    for (int i = 1; i <= 8; i++)
        offer(&e, i, i <= 6 ? 7 : 2);
    look(&e);
    for (size_t i = 0; i < COUNT_OF(PLAN); i++)
        (void)move(&e, PLAN[i]);
    save(&e);
    assert_ok(programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[0],
                                fixture_why(&e.f)));
    const struct talk_request request = {.event = e.spark,
                                         .person = e.f.people[9],
                                         .by = e.f.people[9],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .lengths = &LENGTHS};
    assert_ok(talk_book(e.f.store, e.f.now, &request, fixture_why(&e.f), &placed));
    assert_int_equal(placed.status, TALK_WAITING); /* two gaps of 5 minutes */
    look(&e);
    assert_true(move(&e, (struct board_move){6, BOARD_TO, 0, 1, 3}));
    save(&e);
    assert_ok(programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[0],
                                fixture_why(&e.f)));
    assert_ok(talk_find(e.f.store, placed.id, e.f.arena, &talk));
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(fixture_mails(&e.f, "talk-promoted", e.f.people[9]), 1);
    fixture_done(&e.f);
}

static void an_earlier_programme_is_taken_up(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    offer(&e, 1, 7);
    offer(&e, 2, 7);
    look(&e);
    save(&e);
    assert_true(move(&e, (struct board_move){0, BOARD_TO, 1, 1, 1}));
    save(&e);
    assert_int_equal(e.board.version.number, 2);
    assert_int_equal(programme_board_check(&e.board, 1, fixture_why(&e.f)), ERR_STALE);
    assert_ok(programme_board_take_back(e.f.store, e.f.now, &e.board, 1, e.f.people[0],
                                        fixture_why(&e.f)));
    look(&e);
    assert_int_equal(e.board.version.number, 3);
    assert_int_equal(e.board.version.why, PROGRAMME_TAKEN_BACK);
    at(&e, 0, 0, 600);
    assert_int_equal(programme_board_take_back(e.f.store, e.f.now, &e.board, 9, e.f.people[0],
                                               fixture_why(&e.f)),
                     ERR_NOT_FOUND);
    fixture_done(&e.f);
}

/* SP-12: the first time everybody is told, then only whose slot is another. */
static void walk(struct evening *e, enum board_walk way, enum err expect)
{
    assert_int_equal(programme_board_walk(e->f.store, e->f.now, &e->board, way, e->f.people[0],
                                          fixture_why(&e->f)),
                     expect);
    look(e);
}

static void step_to(struct evening *e, int position)
{
    assert_true(move(e, (struct board_move){0, BOARD_TO, 0, 0, position}));
    save(e);
}

/* Undo goes back step by step, redo comes back the same way, a new step leaves what was undone. */
static void steps_back_follow_one_another(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    for (int i = 1; i <= 5; i++)
        offer(&e, i, 2);
    look(&e);
    for (int i = 1; i < e.board.talk_count; i++)
        e.board.plan[i] = (struct arrange_slot){0, 600 + i * SLOT_2_S};
    e.board.plan[0] = (struct arrange_slot){0, 600};
    save(&e); /* 1 */
    step_to(&e, 2);
    step_to(&e, 3);
    step_to(&e, 4); /* 4 */
    assert_int_equal(e.board.redo_to, 0);
    walk(&e, BOARD_UNDO, OK);
    at(&e, 0, 0, 600 + 2 * SLOT_2_S);
    walk(&e, BOARD_UNDO, OK);
    at(&e, 0, 0, 600 + SLOT_2_S);
    walk(&e, BOARD_UNDO, OK);
    at(&e, 0, 0, 600);
    assert_int_equal(e.board.version.same_as, 1);
    assert_true(e.board.undo_to_booked);
    walk(&e, BOARD_UNDO, OK);
    assert_int_equal(e.board.version.same_as, 0);
    walk(&e, BOARD_UNDO, ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "nothing-to-undo");
    walk(&e, BOARD_REDO, OK);
    at(&e, 0, 0, 600);
    walk(&e, BOARD_REDO, OK);
    at(&e, 0, 0, 600 + SLOT_2_S);
    walk(&e, BOARD_REDO, OK);
    walk(&e, BOARD_REDO, OK);
    at(&e, 0, 0, 600 + 3 * SLOT_2_S);
    walk(&e, BOARD_REDO, ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "nothing-to-redo");

    walk(&e, BOARD_UNDO, OK);
    walk(&e, BOARD_UNDO, OK);
    step_to(&e, 5);
    assert_int_equal(e.board.redo_to, 0);
    walk(&e, BOARD_UNDO, OK);
    at(&e, 0, 0, 600 + SLOT_2_S);
    walk(&e, BOARD_REDO, OK);
    at(&e, 0, 0, 600 + 4 * SLOT_2_S);
    walk(&e, BOARD_UNDO, OK);
    walk(&e, BOARD_UNDO, OK);
    at(&e, 0, 0, 600);
    fixture_done(&e.f);
}

/* The very first step can be undone too, by what the order was before it. */
static void the_first_step_leads_back_to_the_order_of_booking(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    for (int i = 1; i <= 3; i++)
        offer(&e, i, 2);
    look(&e);
    assert_false(e.board.undo_to_booked);
    assert_ok(programme_board_pin(e.f.store, e.f.now, &e.board, 1, true, e.f.people[0],
                                  fixture_why(&e.f)));
    look(&e);
    assert_true(e.board.pinned[1]);
    walk(&e, BOARD_UNDO, OK);
    assert_false(e.board.pinned[1]);
    step_to(&e, 2);
    walk(&e, BOARD_UNDO, OK);
    at(&e, 0, 0, 600);
    assert_false(e.board.undo_to_booked);
    walk(&e, BOARD_REDO, OK);
    at(&e, 0, 0, 600 + SLOT_2_S);
    assert_int_equal(programme_board_take_back(e.f.store, e.f.now, &e.board, 0, e.f.people[0],
                                               fixture_why(&e.f)),
                     ERR_NOT_FOUND);
    assert_ok(programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[0],
                                fixture_why(&e.f)));
    fixture_done(&e.f);
}

static void only_who_is_moved_is_told_again(void **state)
{
    struct evening e;
    struct talk_list list;
    (void)state;
    start(&e);
    for (int i = 1; i <= 3; i++)
        offer(&e, i, 7);
    look(&e);
    assert_int_equal(programme_publish_telling(&e.board, e.f.arena).count, 3);
    assert_ok(programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[0],
                                fixture_why(&e.f)));
    for (int i = 1; i <= 3; i++)
        assert_int_equal(fixture_mails(&e.f, "talk-slot", e.f.people[i]), 1);
    look(&e);
    assert_int_equal(programme_publish_telling(&e.board, e.f.arena).count, 0);
    assert_ok(talk_list_between(e.f.store, e.f.people[1], e.event.fields.starts_at,
                                e.event.fields.ends_at, e.f.arena, &list));
    assert_int_equal(list.items[0].starts_at.v, e.event.fields.starts_at.v + 600);
    assert_int_equal(list.items[0].ends_at.v, e.event.fields.starts_at.v + 600 + 420);
    int seq = list.items[0].seq;
    assert_true(move(&e, (struct board_move){0, BOARD_TO, 1, 1, 1}));
    save(&e);
    const struct programme_telling telling = programme_publish_telling(&e.board, e.f.arena);
    assert_true(telling.count >= 1 && telling.count < 3);
    assert_ok(programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[0],
                                fixture_why(&e.f)));
    assert_int_equal(fixture_mails(&e.f, "talk-slot", e.f.people[1]), 2);
    assert_int_equal(fixture_mails(&e.f, "talk-slot", (struct person_id){0}), 3 + telling.count);
    assert_ok(talk_list_between(e.f.store, e.f.people[1], e.event.fields.starts_at,
                                e.event.fields.ends_at, e.f.arena, &list));
    assert_int_equal(list.items[0].seq, seq + 1);
    assert_int_equal(list.items[0].starts_at.v, e.event.fields.starts_at.v + 2400);
    fixture_done(&e.f);
}

/* Whatever is moved: no two talks of one room overlap, and nobody is lost. */
static void any_moves_keep_the_order_sound(void **state)
{
    struct evening e;
    struct arrange_report report;
    uint32_t dice = 7;
    (void)state;
    start(&e);
    for (int i = 1; i <= 7; i++)
        offer(&e, i, i % 3 ? 2 : 7);
    look(&e);
    for (int i = 0; i < 400; i++) {
        dice = dice * 1664525u + 1013904223u;
        const struct board_move step = {(int)(dice >> 8) % e.board.talk_count,
                                        (enum board_how)((dice >> 16) % 3), (int)(dice >> 20) % 2,
                                        (int)(dice >> 22) % 2, 1 + (int)(dice >> 24) % 6};
        move(&e, step);
        programme_board_judge(&e.board, e.board.plan, e.f.arena, &report);
        for (int k = 0; k < report.break_count; k++)
            assert_int_equal(report.breaks[k].rule, HARD_IN_BLOCK);
    }
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_as_it_was_booked),
        cmocka_unit_test(times_follow_a_move),
        cmocka_unit_test(a_pin_stays_and_others_go_around_it),
        cmocka_unit_test(broken_rules_are_named),
        cmocka_unit_test(a_gap_that_is_published_is_given),
        cmocka_unit_test(an_earlier_programme_is_taken_up),
        cmocka_unit_test(steps_back_follow_one_another),
        cmocka_unit_test(the_first_step_leads_back_to_the_order_of_booking),
        cmocka_unit_test(only_who_is_moved_is_told_again),
        cmocka_unit_test(any_moves_keep_the_order_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
