/* DESIGN: talks are shared when each presenter says so, and no longer when one takes it back. */
#include "fixture.h"

#include "joint.h"
#include "spark_event.h"
#include "talk_library.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 8, LEAD = 1, JOINT = 2, ALONE = 3 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id joint, alone;
};

static struct talk_id offer(struct evening *e, int person, int joint, const char *title)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = title,
                                         .category = talk_categories[joint != 0],
                                         .minutes = 7,
                                         .co_presenters = joint ? &e->f.people[joint] : NULL,
                                         .co_presenter_count = joint != 0,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed.id;
}

/* A talk of two presenters and one of a single one; the evening is over. */
static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    e->joint = offer(e, LEAD, JOINT, "Ten words a day");
    assert_ok(
        joint_answer(e->f.store, e->f.now, e->joint, e->f.people[JOINT], true, fixture_why(&e->f)));
    e->alone = offer(e, ALONE, 0, "Quiet corridors");
    e->f.now = fixture_find(&e->f, e->spark).fields.ends_at;
}

static enum err share_with(struct evening *e, struct talk_id id, int person, bool agrees,
                           const char *link)
{
    struct talk talk;
    assert_ok(talk_find(e->f.store, id, e->f.arena, &talk));
    const struct talk_after_edit edit = {.talk = &talk,
                                         .by = e->f.people[person],
                                         .recommendations = "Start with five words.",
                                         .slides_link = link,
                                         .agrees = agrees};
    return fixture_job(&e->f, talk_after_save(e->f.store, e->f.now, &edit, fixture_why(&e->f)));
}

static enum err share(struct evening *e, struct talk_id id, int person, bool agrees)
{
    return share_with(e, id, person, agrees, "https://slides.example/1");
}

static struct library list(struct evening *e, const struct library_filter *filter)
{
    struct library library;
    assert_ok(talk_library_list(e->f.store, e->f.now, filter, e->f.arena, &library));
    return library;
}

static int shared(struct evening *e)
{
    const struct library_filter all = {.q = "", .category = "", .theme = "", .limit = 10};
    return list(e, &all).count;
}

static void nothing_is_shared_unless_each_says_yes(void **state)
{
    struct evening e;
    struct talk talk;
    struct talk_after after;
    (void)state;
    start(&e);
    assert_int_equal(shared(&e), 0);
    assert_ok(share(&e, e.joint, LEAD, false)); /* words alone are no yes */
    assert_int_equal(shared(&e), 0);
    assert_ok(share(&e, e.joint, LEAD, true));
    assert_int_equal(shared(&e), 0);
    assert_ok(talk_find(e.f.store, e.joint, e.f.arena, &talk));
    assert_ok(talk_after_find(e.f.store, &talk, e.f.people[LEAD], e.f.arena, &after));
    assert_true(after.agreed);
    assert_int_equal(after.missing, 1);
    assert_ok(share(&e, e.joint, JOINT, true));
    assert_int_equal(shared(&e), 1);
    fixture_done(&e.f);
}

static void it_is_taken_back_at_once(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(share(&e, e.joint, LEAD, true));
    assert_ok(share(&e, e.joint, JOINT, true));
    assert_ok(share(&e, e.joint, JOINT, false));
    assert_int_equal(shared(&e), 0);
    assert_int_equal(
        fixture_count(&e.f, "SELECT count(*) FROM audit WHERE action LIKE 'talk-%share' AND $1 = 0",
                      0),
        3);
    fixture_done(&e.f);
}

static void before_the_evening_is_over_nothing_is_shown(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    e.f.now.v--;
    assert_ok(share(&e, e.alone, ALONE, true));
    assert_int_equal(shared(&e), 0);
    e.f.now.v++;
    assert_int_equal(shared(&e), 1);
    fixture_done(&e.f);
}

static void it_is_searched(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(share(&e, e.joint, LEAD, true));
    assert_ok(share(&e, e.joint, JOINT, true));
    assert_ok(share(&e, e.alone, ALONE, true));
    const struct {
        struct library_filter filter;
        int count;
    } ROWS[] = {
        {{.q = "", .category = "", .theme = "", .limit = 10}, 2},
        {{.q = "QUIET", .category = "", .theme = "", .limit = 10}, 1},
        {{.q = "five words", .category = "", .theme = "", .limit = 10}, 2},
        {{.q = "%", .category = "", .theme = "", .limit = 10}, 0},
        {{.q = "", .category = "personal insight", .theme = "", .limit = 10}, 1},
        {{.q = "", .category = "", .theme = "maths", .limit = 10}, 0},
        {{.q = "", .category = "", .theme = "", .school = e.f.oak, .limit = 10}, 1},
        {{.q = "", .category = "", .theme = "", .event = e.spark, .limit = 10}, 2},
        {{.q = "", .category = "", .theme = "", .event = {999}, .limit = 10}, 0},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++)
        if (list(&e, &ROWS[i].filter).count != ROWS[i].count)
            fail_msg("row %zu finds %d", i, list(&e, &ROWS[i].filter).count);
    const struct library_filter first = {.q = "", .category = "", .theme = "", .limit = 1};
    struct library page = list(&e, &first);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.next, 1);
    assert_string_equal(page.items[0].talk.title, "Quiet corridors");
    fixture_done(&e.f);
}

static void links_are_https_alone(void **state)
{
    static const char *const BAD[] = {"http://slides.example/1", "javascript:alert(1)",
                                      "https://a b", "//x", "slides"};
    struct evening e;
    (void)state;
    start(&e);
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        assert_int_equal(share_with(&e, e.alone, ALONE, true, BAD[i]), ERR_INVALID);
        assert_true(fixture_refused(&e.f, "slides_link"));
    }
    assert_ok(share_with(&e, e.alone, ALONE, true, ""));
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_shared_unless_each_says_yes),
        cmocka_unit_test(it_is_taken_back_at_once),
        cmocka_unit_test(before_the_evening_is_over_nothing_is_shown),
        cmocka_unit_test(it_is_searched),
        cmocka_unit_test(links_are_https_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
