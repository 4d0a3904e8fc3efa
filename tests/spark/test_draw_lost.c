/* DESIGN: a draw whose record cannot be computed any more is said, and can be ended. */
#include "fixture.h"

#include "draw.h"
#include "draw_store.h"
#include "spark_event.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

static struct event_id evening(struct fixture *f, int order)
{
    struct event_fields fields = fixture_event_fields(f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    fields.kind = EVENT_SPARK;
    spark.order = order;
    assert_ok(
        spark_event_create(f->store, f->now, f->people[0], &fields, &spark, fixture_why(f), &id));
    fixture_publish(f, id);
    return id;
}

static struct talk_id book(struct fixture *f, struct event_id event, int person, int minutes)
{
    const struct talk_request request = {.event = event,
                                         .person = f->people[person],
                                         .by = f->people[person],
                                         .title = "Retrieval",
                                         .category = "personal insight",
                                         .minutes = minutes,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(fixture_job(f, talk_book(f->store, f->now, &request, fixture_why(f), &placed)));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    return placed.id;
}

static enum err act(struct fixture *f, struct event_id event, enum draw_act what, int seen,
                    struct talk_id talk)
{
    const struct draw_deed deed = {event, what, talk, f->people[0], seen};
    return fixture_job(f, draw_do(f->store, f->now, &deed, fixture_why(f)));
}

static void assert_act(struct fixture *f, struct event_id event, enum draw_act what, int seen)
{
    assert_ok(act(f, event, what, seen, (struct talk_id){0}));
}

static void refused(struct fixture *f, struct event_id event, enum draw_act what, int seen,
                    const char *slug)
{
    assert_int_not_equal(act(f, event, what, seen, (struct talk_id){0}), OK);
    assert_string_equal(f->why.slug, slug);
    assert_true(strlen(f->why.detail) > 20);
}

static struct draw_night look(struct fixture *f, struct event_id event)
{
    struct draw_night night;
    assert_ok(draw_find(f->store, event, f->arena, &night));
    return night;
}

static void to_the_evening(struct fixture *f)
{
    f->now = support_at("2026-11-12T16:00");
}

/* Of an algorithm that is gone, or damaged: said, ended, and no reason to stop the server. */
static void test_a_lost_draw_can_be_ended(void **state)
{
    static const char *const RECORDS[] = {"{}", NULL};
    struct fixture f;
    struct draw_speaker speaker;
    (void)state;
    for (int i = 0; i < 2; i++) {
        fixture_init(&f, 6);
        struct event_id event = evening(&f, SPARK_DRAWN);
        for (int k = 1; k < 5; k++)
            book(&f, event, k, 2);
        to_the_evening(&f);
        assert_act(&f, event, DRAW_ACT_NEXT, 0);
        struct draw_row row;
        assert_ok(draw_store_latest(f.store, event, f.arena, &row));
        char *other = arena_strdup(f.arena, row.round.record);
        strstr(other, "\"weight\":1")[strlen("\"weight\":")] = '9'; /* another list, another seed */
        strstr(other, "\"start_s\":")[strlen("\"start_s\":")] = '9';
        other = RECORDS[i] ? arena_strdup(f.arena, RECORDS[i]) : other;
        assert_ok(store_exec(f.store, "UPDATE draw_round SET record = $1", PARAMS(p_text(other))));
        struct draw_night night = look(&f, event);
        assert_true(night.lost && night.over);
        assert_int_equal(night.count, 0);
        assert_ok(draw_speaker(f.store, event, f.arena, &speaker));
        refused(&f, event, DRAW_ACT_NEXT, -1, "lost");
        refused(&f, event, DRAW_ACT_NO_SHOW, -1, "lost");
        assert_act(&f, event, DRAW_ACT_END, -1);
        night = look(&f, event);
        assert_true(night.lost && night.round.ended_at.v);
        assert_string_equal(night.round.record, other);
        assert_act(&f, event, DRAW_ACT_AGAIN, -1);
        assert_false(look(&f, event).lost);
        fixture_done(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_lost_draw_can_be_ended),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
