/* DESIGN: what those who speak need: each their own, for the organisers, erased afterwards. */
#include "fixture.h"

#include "joint.h"
#include "retention.h"
#include "spark_event.h"
#include "talk_need.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { CHAIR, LEAD, JOINT, OTHER, PEOPLE };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id talk;
};

static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[CHAIR], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[LEAD],
                                         .by = e->f.people[LEAD],
                                         .title = "Quiet corridors",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .co_presenters = &e->f.people[JOINT],
                                         .co_presenter_count = 1,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    e->talk = placed.id;
}

static enum err put(struct evening *e, int person, const char *access)
{
    struct talk talk;
    assert_ok(talk_find(e->f.store, e->talk, e->f.arena, &talk));
    return talk_need_put(e->f.store, e->f.now, &talk, e->f.people[person], access,
                         fixture_why(&e->f));
}

static const char *said(struct evening *e, int person)
{
    const char *access = NULL;
    assert_ok(talk_need_find(e->f.store, e->talk, e->f.people[person], e->f.arena, &access));
    return access;
}

static int listed(struct evening *e, struct talk_need_list *list)
{
    assert_ok(talk_need_list(e->f.store, e->spark, e->f.arena, list));
    return list->count;
}

static void test_each_their_own(void **state)
{
    struct evening e;
    struct talk_need_list list;
    (void)state;
    start(&e);
    assert_int_equal(put(&e, JOINT, "A chair"), ERR_NOT_FOUND); /* asked, and no yes yet */
    assert_int_equal(put(&e, OTHER, "A chair"), ERR_NOT_FOUND);
    assert_ok(joint_answer(e.f.store, e.f.now, e.talk, e.f.people[JOINT], true, fixture_why(&e.f)));
    assert_ok(put(&e, JOINT, "A chair with arms"));
    assert_ok(put(&e, LEAD, "A microphone"));
    assert_string_equal(said(&e, JOINT), "A chair with arms");
    assert_string_equal(said(&e, OTHER), "");
    assert_int_equal(listed(&e, &list), 2);
    assert_string_equal(list.items[0].name, "Person 01");
    assert_string_equal(list.items[0].access, "A microphone");
    assert_string_equal(list.items[0].title, "Quiet corridors");

    char long_text[TALK_NEED_CHARS_MAX + 2];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_int_equal(put(&e, LEAD, long_text), ERR_INVALID);
    assert_true(fixture_refused(&e.f, "access"));
    assert_ok(put(&e, LEAD, ""));
    assert_string_equal(said(&e, LEAD), "");
    assert_int_equal(listed(&e, &list), 1);
    fixture_done(&e.f);
}

/* Whoever steps down leaves nothing; of a talk that is not given nobody is told. */
static void test_ends_with_the_part(void **state)
{
    struct evening e;
    struct talk_need_list list;
    (void)state;
    start(&e);
    assert_ok(joint_answer(e.f.store, e.f.now, e.talk, e.f.people[JOINT], true, fixture_why(&e.f)));
    assert_ok(put(&e, JOINT, "A chair"));
    assert_ok(put(&e, LEAD, "A microphone"));
    const struct talk_edit alone = {
        .talk = e.talk, .by = e.f.people[LEAD], .co_presenter_count = 0, .lengths = &LENGTHS};
    struct talk_placed placed;
    assert_ok(talk_change(e.f.store, e.f.now, &alone, fixture_why(&e.f), &placed));
    assert_string_equal(said(&e, JOINT), "");
    assert_int_equal(listed(&e, &list), 1);
    assert_ok(talk_withdraw(e.f.store, e.f.now, e.talk, e.f.people[LEAD], fixture_why(&e.f)));
    assert_int_equal(listed(&e, &list), 0);
    assert_int_equal(put(&e, LEAD, "A lamp"), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "ended");
    assert_ok(put(&e, LEAD, "")); /* what was said can always be taken back */
    assert_string_equal(said(&e, LEAD), "");
    fixture_done(&e.f);
}

static void test_too_late(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    e.f.now = support_at("2026-11-12T17:30");
    assert_int_equal(put(&e, LEAD, "A lamp"), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "too-late");
    fixture_done(&e.f);
}

/* After 30 days, from the end of the event or of the talk; not a day before. */
static void test_erased_afterwards(void **state)
{
    static const char NEEDS[] = "SELECT count(*) FROM talk_need WHERE talk_id > $1";
    static const struct {
        bool withdrawn;
        const char *at;
        int64_t left;
    } ROWS[] = {
        {false, "2026-12-12T17:29", 1},
        {false, "2026-12-12T17:31", 0},
        {true, "2026-12-02T08:59", 1}, /* withdrawn on 2 November */
        {true, "2026-12-02T09:01", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct evening e;
        int64_t rows = 1;
        start(&e);
        assert_ok(put(&e, LEAD, "A lamp"));
        if (ROWS[i].withdrawn)
            assert_ok(
                talk_withdraw(e.f.store, e.f.now, e.talk, e.f.people[LEAD], fixture_why(&e.f)));
        while (rows)
            assert_ok(retention_run_some(e.f.store, (struct person_id){0}, support_at(ROWS[i].at),
                                         e.f.arena, &rows));
        assert_int_equal(fixture_count(&e.f, NEEDS, 0), ROWS[i].left);
        fixture_done(&e.f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_their_own),
        cmocka_unit_test(test_ends_with_the_part),
        cmocka_unit_test(test_too_late),
        cmocka_unit_test(test_erased_afterwards),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
