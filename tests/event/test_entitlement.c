/* DESIGN: what a policy lets somebody expect: whose it is, and what counts toward it. */
#include "fixture.h"

#include "entitlement.h"
#include "policy_pack.h"

enum { YEAR = 2026 };

static const char PACK[] =
    "{ \"name\": \"mine\", \"title\": \"Mine\", \"note\": \"made up\", \"version\": 1,"
    " \"documents\": { \"P\": \"Our policy\" },"
    " \"lists\": { \"activities\": { \"adds\": true, \"groups\": [ { \"key\": \"policy\", \"text\":"
    " \"Ours\", \"source\": \"P:1\" } ], \"items\": [ { \"key\": \"walks\", \"text\": \"walks "
    "through"
    " lessons\", \"group\": \"policy\", \"type\": \"school_visit\", \"source\": \"P:2\" } ] },"
    " \"entitlements\": { \"items\": ["
    " { \"key\": \"training\", \"text\": \"30 hours of training\", \"unit\": \"hours\", \"amount\":"
    " 30, \"who\": \"teachers and leaders\", \"source\": \"P:3\" },"
    " { \"key\": \"visits\", \"text\": \"two visits\", \"unit\": \"items\", \"amount\": 2,"
    " \"activities\": [ \"school_visit\" ], \"source\": \"P:4\" },"
    " { \"key\": \"wellbeing\", \"text\": \"something on wellbeing\", \"themes\": [ \"wellbeing\" "
    "],"
    " \"who\": \"everyone\", \"source\": \"P:5\" },"
    " { \"key\": \"office\", \"text\": \"a course for the office\", \"amount\": 1, \"who\":"
    " \"support staff\", \"source\": \"P:6\" },"
    " { \"key\": \"old\", \"text\": \"not any more\", \"retired\": true, \"source\": \"P:7\" } ] } "
    "} }";

struct world {
    struct fixture f;
    struct policy_pack pack;
};

static void open_world(struct world *w)
{
    fixture_init(&w->f, 2);
    enum err err = policy_pack_check("mine.json", str_of(PACK), &w->pack, fixture_why(&w->f));
    if (err != OK)
        fail_msg("%s", w->f.why.detail);
}

static int64_t add(struct world *w, const char *kind, const char *type, const char *theme,
                   int minutes, int64_t parent, const char *status)
{
    int64_t event;
    assert_ok(store_find_int(
        w->f.store,
        "INSERT INTO event (uid, kind, type, title, host_school_id, starts_at, ends_at, capacity,"
        " hours_min, status, parent_id, created_by, created_at, modified_at)"
        " VALUES (hex(randomblob(8)), $1, $2, 'x', $3, $4, $4 + 60, 0, $5, 'done', $6, $7, 0, 0)"
        " RETURNING id",
        PARAMS(p_text(kind), p_text(type), p_int(w->f.oak.v),
               p_instant(support_at("2026-10-12T16:00")), p_int(minutes), p_id_or_null(parent),
               p_int(w->f.people[1].v)),
        &event));
    assert_ok(store_exec(w->f.store, "INSERT INTO event_about (event_id, theme) VALUES ($1, $2)",
                         PARAMS(p_int(event), p_text(theme))));
    assert_ok(store_exec(w->f.store,
                         "INSERT INTO booking (uid, event_id, person_id, status, booked_at,"
                         " modified_at) VALUES (hex(randomblob(8)), $1, $2, $3, 0, 0)",
                         PARAMS(p_int(event), p_int(w->f.people[0].v), p_text(status))));
    return event;
}

static struct entitlement_list look(struct world *w, enum hours_group group)
{
    struct entitlement_list list;
    struct ledger_job job = {.job = {.group = group}};
    const struct ledger ledger = {
        .year = YEAR, .person = w->f.people[0], .jobs = &job, .job_count = 1};
    assert_ok(entitlement_list(w->f.store, &w->pack, &ledger, w->f.arena, &list));
    return list;
}

/* "key=had" of each, blanks between. */
static void assert_had(struct world *w, enum hours_group group, const char *want)
{
    struct entitlement_list list = look(w, group);
    const char *got = "";
    for (int i = 0; i < list.count; i++)
        got = arena_printf(w->f.arena, "%s%s%s=%d", got, i ? " " : "", list.items[i].key,
                           list.items[i].had);
    assert_string_equal(got, want);
}

static void test_whose_it_is(void **state)
{
    struct world w;
    (void)state;
    open_world(&w);
    assert_had(&w, HOURS_TEACHING, "training=0 visits=0 wellbeing=0");
    assert_had(&w, HOURS_LEADERSHIP, "training=0 visits=0 wellbeing=0");
    assert_had(&w, HOURS_ADMINISTRATION, "visits=0 wellbeing=0 office=0");
    assert_had(&w, HOURS_GOVERNANCE, "visits=0 wellbeing=0");
    struct entitlement_list list = look(&w, HOURS_TEACHING);
    assert_true(list.items[0].is_hours);
    assert_int_equal(list.items[0].amount, 1800);
    assert_int_equal(list.items[1].amount, 2);
    assert_false(list.items[1].is_hours);
    assert_int_equal(list.items[2].amount, 0);
    assert_string_equal(list.items[2].source, "P:5");
    fixture_done(&w.f);
}

static void test_what_counts(void **state)
{
    struct world w;
    (void)state;
    open_world(&w);
    add(&w, "course", "", "", 120, 0, "attended");
    assert_had(&w, HOURS_TEACHING, "training=120 visits=0 wellbeing=0");
    add(&w, "visit", "", "wellbeing", 60, 0, "attended"); /* the kind's own activity */
    add(&w, "course", "walks", "", 30, 0, "attended");    /* the policy's form of a visit */
    add(&w, "visit", "course", "", 30, 0, "attended");    /* says it is something else */
    assert_had(&w, HOURS_TEACHING, "training=240 visits=2 wellbeing=1");
    add(&w, "visit", "", "wellbeing", 60, 0, "absent");
    add(&w, "visit", "", "wellbeing", 60, 0, "confirmed");
    assert_had(&w, HOURS_TEACHING, "training=240 visits=2 wellbeing=1");
    fixture_done(&w.f);
}

/* A day and its workshops count once. */
static void test_day_and_workshops(void **state)
{
    struct world w;
    (void)state;
    open_world(&w);
    int64_t day = add(&w, "inset", "", "", 360, 0, "attended");
    assert_had(&w, HOURS_ADMINISTRATION, "visits=0 wellbeing=0 office=1");
    add(&w, "course", "", "wellbeing", 90, day, "attended");
    add(&w, "course", "", "", 90, day, "attended");
    assert_had(&w, HOURS_TEACHING, "training=360 visits=0 wellbeing=1");
    assert_had(&w, HOURS_ADMINISTRATION, "visits=0 wellbeing=1 office=2");
    fixture_done(&w.f);
}

static void write_down(struct world *w, const char *type, const char *theme, int minutes,
                       const char *to)
{
    assert_ok(
        store_exec(w->f.store,
                   "INSERT INTO activity (person_id, type, title, from_on, to_on, minutes,"
                   " theme, created_at, modified_at) VALUES ($1, $2, 'x', $3, $3, $4, $5, 1, 1)",
                   PARAMS(p_int(w->f.people[0].v), p_text(type), p_day(support_day(to)),
                          p_int(minutes), p_text(theme))));
}

/* What was written down counts too, in the year it ended; toward hours if its kind does (AC-37). */
static void test_written_down(void **state)
{
    struct world w;
    (void)state;
    open_world(&w);
    write_down(&w, "walks", "wellbeing", 45, "2026-08-01");
    write_down(&w, "research", "", 100, "2027-07-31");
    write_down(&w, "school_visit", "", 60, "2026-07-31");
    write_down(&w, "school_visit", "", 60, "2027-08-01");
    assert_had(&w, HOURS_TEACHING, "training=145 visits=1 wellbeing=1");
    write_down(&w, "governing_body", "wellbeing", 90, "2026-10-01");
    assert_had(&w, HOURS_TEACHING, "training=145 visits=1 wellbeing=2");
    fixture_done(&w.f);
}

/* The product promises nobody anything. */
static void test_product_has_none(void **state)
{
    struct world w;
    static const char plain[] = "{ \"name\": \"plain\", \"title\": \"P\", \"note\": \"n\","
                                " \"version\": 1, \"documents\": { \"P\": \"Ours\" } }";
    (void)state;
    fixture_init(&w.f, 1);
    assert_ok(policy_pack_check("p.json", str_of(plain), &w.pack, fixture_why(&w.f)));
    assert_had(&w, HOURS_TEACHING, "");
    fixture_done(&w.f);
}

static void test_pack_is_refused(void **state)
{
    static const char *const BAD[][2] = {{"\"unit\": \"hours\"", "\"unit\": \"weeks\""},
                                         {"\"school_visit\" ]", "\"picnics\" ]"},
                                         {"\"themes\": [ \"wellbeing\" ]", "\"themes\": \"x\""},
                                         {"\"teachers and leaders\"", "\"pupils\""}};
    struct world w;
    (void)state;
    fixture_init(&w.f, 1);
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        const char *at = strstr(PACK, BAD[i][0]);
        assert_non_null(at);
        const char *text = arena_printf(w.f.arena, "%.*s%s%s", (int)(at - PACK), PACK, BAD[i][1],
                                        at + strlen(BAD[i][0]));
        assert_int_equal(policy_pack_check("b.json", str_of(text), &w.pack, fixture_why(&w.f)),
                         ERR_INVALID);
        assert_non_null(strstr(w.f.why.detail, "lists.entitlements.items"));
    }
    fixture_done(&w.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whose_it_is),       cmocka_unit_test(test_what_counts),
        cmocka_unit_test(test_day_and_workshops), cmocka_unit_test(test_product_has_none),
        cmocka_unit_test(test_pack_is_refused),   cmocka_unit_test(test_written_down),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
