/* DESIGN: kinds of activity as policies name them, and what people write down themselves. */
#include "activity.h"

#include "embedded.h"
#include "fixture.h"
#include "policy_pack.h"

static void load(struct fixture *f, const char *file, struct policy_pack *ret)
{
    if (policy_pack_load(f->store, file, embedded_find(embedded_policies, file), f->now, ret,
                         fixture_why(f)) != OK)
        fail_msg("%s: %s", file, f->why.detail);
}

/* A course of three hours that Ana went to. */
static struct activity_fields course(void)
{
    return (struct activity_fields){.type = "course",
                                    .title = "Questioning in mathematics",
                                    .provider = "Maths Hub",
                                    .from = support_day("2026-10-20"),
                                    .to = DAY_NONE,
                                    .minutes = 180,
                                    .level = "",
                                    .theme = "",
                                    .award = {.body = "", .level = "", .on = DAY_NONE}};
}

static struct activity_id make(struct fixture *f, struct policy_pack *pack,
                               const struct activity_fields *fields)
{
    struct activity_id id = {0};
    if (activity_create(f->store, f->now, f->people[0], pack, fields, fixture_why(f), &id) != OK)
        fail_msg("%s: %s", fields->title,
                 f->why.field_count ? f->why.fields[0].message : f->why.detail);
    return id;
}

static struct activity find(struct fixture *f, struct activity_id id)
{
    struct activity activity;
    assert_ok(activity_find(f->store, id, f->arena, &activity));
    return activity;
}

/* ---- kinds (AC-37) ---- */

/* Each policy's own words first, the catalogue beside; each kind says how it comes about. */
static void every_policy_has_its_catalogue(void **state)
{
    static const char *const files[] = {"product.json", "bronte.json", "step.json",
                                        "robert-carre.json", "symphony.json"};
    static const int own[] = {0, 5, 14, 11, 14};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct fixture f;
        struct policy_pack pack;
        struct activity_type award;
        fixture_init(&f, 1);
        load(&f, files[i], &pack);
        struct activity_type_list list = activity_type_list(&pack, f.arena);
        int of_policy = 0, modes[3] = {0};
        for (int k = 0; k < list.count; k++) {
            of_policy += strcmp(list.items[k].group, "policy") == 0;
            modes[list.items[k].mode]++;
            assert_true(*list.items[k].text);
        }
        if (of_policy != own[i] || list.count != of_policy + 35)
            fail_msg("%s: %d of %d are the policy's own", files[i], of_policy, list.count);
        assert_true(modes[ACTIVITY_BOOKABLE] && modes[ACTIVITY_SELF_RECORDED] &&
                    modes[ACTIVITY_CONVERSATION]);
        assert_true(activity_type_find(&pack, "award", &award));
        assert_true(activity_type_is_award(&award) && award.counts && award.evaluated);
        fixture_done(&f);
    }
}

/* What a policy's item leaves unsaid it takes from the kind that it is of. */
static void a_kind_inherits(void **state)
{
    struct fixture f;
    struct policy_pack pack;
    struct activity_type type;
    (void)state;
    fixture_init(&f, 1);
    load(&f, "step.json", &pack);
    assert_true(activity_type_find(&pack, "award_bearing_work", &type));
    assert_string_equal(type.kind, "award");
    assert_string_equal(type.source, "S:67");
    assert_int_equal(type.mode, ACTIVITY_SELF_RECORDED);
    assert_true(activity_type_is_award(&type) && activity_type_is_recorded(&type));
    assert_true(activity_type_find(&pack, "learning_conversation", &type));
    assert_int_equal(type.mode, ACTIVITY_CONVERSATION);
    assert_false(activity_type_is_recorded(&type) || type.evaluated);
    assert_true(activity_type_find(&pack, "environment", &type));
    assert_false(type.counts);
    assert_false(activity_type_find(&pack, "circus", &type));
    fixture_done(&f);
}

/* ---- what may be written down ---- */

static void what_an_activity_may_be(void **state)
{
    struct fixture f;
    struct policy_pack pack;
    struct activity_id id;
    (void)state;
    fixture_init(&f, 1);
    load(&f, "bronte.json", &pack);
#define BAD(set, name)                                                                             \
    do {                                                                                           \
        struct activity_fields bad = course();                                                     \
        set;                                                                                       \
        assert_int_equal(                                                                          \
            activity_create(f.store, f.now, f.people[0], &pack, &bad, fixture_why(&f), &id),       \
            ERR_INVALID);                                                                          \
        if (!fixture_refused(&f, name))                                                            \
            fail_msg("%s is not refused", name);                                                   \
    } while (0)
    BAD(bad.type = "", "type");
    BAD(bad.type = "circus", "type");
    BAD(bad.type = "learning_conversation", "type");
    BAD(bad.title = " ", "title");
    BAD(bad.title = "two\nlines", "title");
    BAD(bad.from = DAY_NONE, "from");
    BAD(bad.from = support_day("2026-11-03"), "from"); /* it is 2 November */
    BAD(bad.to = support_day("2026-10-19"), "to");
    BAD(bad.to = support_day("2040-01-01"), "to");
    BAD(bad.minutes = 0, "minutes"); /* a course's hours may count */
    BAD(bad.minutes = -1, "minutes");
    BAD(bad.minutes = ACTIVITY_MINUTES_MAX + 1, "minutes");
    BAD(bad.level = "galaxy", "level");
    BAD(bad.theme = "circus", "theme");
    BAD(bad.standard = 32, "standard");
    BAD(bad.award.body = "City University", "award_body"); /* a course has no award */
    BAD((bad.type = "award", bad.award.credits = 1001), "award_credits");
    BAD((bad.type = "award", bad.award.on = support_day("2026-10-30")), "award_on");
    BAD((bad.type = "award", bad.award.status = AWARD_COMPLETED,
         bad.award.on = support_day("2026-10-19")),
        "award_on");
#undef BAD
    /* without hours where they do not count */
    struct activity_fields wall = course();
    wall.type = "environment";
    wall.minutes = 0;
    make(&f, &pack, &wall);
    fixture_done(&f);
}

static void what_is_written_is_read(void **state)
{
    struct fixture f;
    struct policy_pack pack;
    const char *learned;
    int64_t used = 0;
    (void)state;
    fixture_init(&f, 1);
    load(&f, "bronte.json", &pack);
    struct activity_fields npq = course();
    npq.type = "award";
    npq.to = support_day("2028-07-01"); /* still going on */
    npq.part = ACTIVITY_CO_LEADER;
    npq.level = "school";
    npq.theme = "wellbeing";
    npq.standard = 17;
    npq.award = (struct activity_award){"Ambition", "NPQ", 60, AWARD_STUDYING, DAY_NONE};
    const struct activity got = find(&f, make(&f, &pack, &npq));
    assert_string_equal(got.person_name, "Person 00");
    assert_int_equal(got.fields.to.v, npq.to.v);
    assert_int_equal(got.fields.part, ACTIVITY_CO_LEADER);
    assert_int_equal(got.fields.standard, 17);
    assert_string_equal(got.fields.award.level, "NPQ");
    assert_int_equal(got.fields.award.status, AWARD_STUDYING);
    assert_true(day_is_none(got.fields.award.on));
    assert_int_equal(got.verified_by.v, 0);
    /* what records hold no newer pack drops */
    assert_ok(store_find_int(f.store,
                             "SELECT count(*) FROM policy_use WHERE (list, key) IN"
                             " (VALUES ('activities', 'award'), ('levels', 'school'),"
                             " ('themes', 'wellbeing'))",
                             PARAMS(), &used));
    assert_int_equal(used, 3);
    /* the note is its own thing */
    assert_ok(activity_note_find(f.store, got.id, f.arena, &learned));
    assert_string_equal(learned, "");
    assert_ok(activity_note_keep(f.store, got.id, "Wait\nlonger", fixture_why(&f)));
    assert_ok(activity_note_keep(f.store, got.id, "Wait longer", fixture_why(&f)));
    assert_ok(activity_note_find(f.store, got.id, f.arena, &learned));
    assert_string_equal(learned, "Wait longer");
    assert_ok(activity_delete(f.store, got.id, got.version, fixture_why(&f)));
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM activity_note WHERE activity_id = $1", got.id.v),
        0);
    fixture_done(&f);
}

/* A kind that the policy gave up stays on what was written before. */
static void a_retired_kind_stays_where_it_is(void **state)
{
    struct fixture f;
    struct policy_pack pack, newer;
    struct activity_id id;
    struct activity_fields fields = course();
    (void)state;
    fixture_init(&f, 1);
    load(&f, "bronte.json", &pack);
    fields.type = "training";
    id = make(&f, &pack, &fields);
    const char *text = arena_str_c(f.arena, embedded_find(embedded_policies, "bronte.json"));
    char *at = strstr(strstr(text, "\"key\": \"training\""), "\"source\": \"B:140\"");
    assert_non_null(at);
    const char *retired =
        arena_printf(f.arena, "%.*s\"retired\": true, %s", (int)(at - text), text, at);
    assert_ok(policy_pack_check("b.json", str_of(retired), &newer, fixture_why(&f)));
    assert_int_equal(
        activity_create(f.store, f.now, f.people[0], &newer, &fields, fixture_why(&f), &id),
        ERR_INVALID);
    assert_true(fixture_refused(&f, "type"));
    fields.title = "Another title";
    assert_ok(activity_change(f.store, f.now, id, 1, &newer, &fields, fixture_why(&f)));
    assert_int_equal(activity_change(f.store, f.now, id, 1, &newer, &fields, fixture_why(&f)),
                     ERR_STALE);
    fixture_done(&f);
}

/* ---- the yes of somebody else (RE-02) ---- */

static void somebody_else_verifies(void **state)
{
    struct fixture f;
    struct policy_pack pack;
    struct activity_fields fields = course();
    (void)state;
    fixture_init(&f, 2);
    load(&f, "bronte.json", &pack);
    struct activity_id id = make(&f, &pack, &fields);
    assert_int_equal(activity_verify(f.store, f.now, id, f.people[0], fixture_why(&f)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "your-own");
    assert_ok(activity_verify(f.store, f.now, id, f.people[1], fixture_why(&f)));
    struct activity got = find(&f, id);
    assert_string_equal(got.verified_by_name, "Person 01");
    assert_int_equal(got.verified_at.v, f.now.v);
    assert_ok(activity_verify(f.store, instant_add(f.now, 60), id, f.people[1], fixture_why(&f)));
    assert_int_equal(find(&f, id).verified_at.v, f.now.v);
    assert_int_equal(find(&f, id).version, got.version);
    /* how it is filed is not what was said yes to; how long it took is */
    fields.theme = "wellbeing";
    assert_ok(activity_change(f.store, f.now, id, 0, &pack, &fields, fixture_why(&f)));
    assert_int_equal(find(&f, id).verified_by.v, f.people[1].v);
    fields.minutes = 360;
    assert_ok(activity_change(f.store, f.now, id, 0, &pack, &fields, fixture_why(&f)));
    assert_int_equal(find(&f, id).verified_by.v, 0);
    assert_ok(activity_verify(f.store, f.now, id, f.people[1], fixture_why(&f)));
    assert_ok(activity_unverify(f.store, id));
    assert_ok(activity_unverify(f.store, id));
    assert_int_equal(find(&f, id).verified_by.v, 0);
    /* nobody can say that it was so before it is over */
    fields.to = support_day("2026-11-03");
    assert_ok(activity_change(f.store, f.now, id, 0, &pack, &fields, fixture_why(&f)));
    assert_int_equal(activity_verify(f.store, f.now, id, f.people[1], fixture_why(&f)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-over");
    fixture_done(&f);
}

/* ---- lists ---- */

static void mine_newest_first_by_year(void **state)
{
    static const char *const days[] = {"2025-07-31", "2025-08-01", "2026-07-31", "2026-08-01",
                                       "2026-10-20"};
    struct fixture f;
    struct policy_pack pack;
    struct activity_list list;
    int first, last;
    (void)state;
    fixture_init(&f, 1);
    load(&f, "bronte.json", &pack);
    assert_ok(activity_years(f.store, f.people[0], &first, &last));
    assert_int_equal(first, 0);
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        struct activity_fields fields = course();
        fields.from = support_day(days[i]);
        make(&f, &pack, &fields);
    }
    assert_ok(activity_years(f.store, f.people[0], &first, &last));
    assert_int_equal(first, 2024);
    assert_int_equal(last, 2026);
    const struct activity_filter year = {f.people[0], 2025, 0, 10};
    assert_ok(activity_list(f.store, &year, f.arena, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.total, 360);
    assert_int_equal(list.items[0].fields.from.v, support_day("2026-07-31").v);
    const struct activity_filter pages[] = {{f.people[0], 0, 0, 3}, {f.people[0], 0, 3, 3}};
    assert_ok(activity_list(f.store, &pages[0], f.arena, &list));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.next, 3);
    assert_int_equal(list.total, 5 * 180);
    assert_ok(activity_list(f.store, &pages[1], f.arena, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.next, 0);
    fixture_done(&f);
}

/* Person 00 and 02 are at oak, 01 at ash. */
static void what_waits_for_whom(void **state)
{
    struct fixture f;
    struct policy_pack pack;
    struct activity_list list;
    struct day today = support_day("2026-11-02");
    (void)state;
    fixture_init(&f, 3);
    load(&f, "bronte.json", &pack);
    struct activity_fields fields = course();
    struct activity_id id = make(&f, &pack, &fields);
    fields.to = support_day("2026-12-01");
    make(&f, &pack, &fields); /* not over */
    const struct activity_watch oak = {f.people[2], false, &f.oak, 1},
                                ash = {f.people[1], false, &f.ash, 1},
                                own = {f.people[0], true, NULL, 0},
                                trust = {f.people[1], true, NULL, 0},
                                none = {f.people[1], false, NULL, 0};
    const struct {
        const struct activity_watch *watch;
        int want;
    } cases[] = {{&oak, 1}, {&ash, 0}, {&own, 0}, {&trust, 1}, {&none, 0}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_ok(activity_list_to_verify(f.store, cases[i].watch, today, 0, 10, f.arena, &list));
        if (list.count != cases[i].want)
            fail_msg("case %zu: %d", i, list.count);
    }
    assert_ok(activity_verify(f.store, f.now, id, f.people[2], fixture_why(&f)));
    assert_ok(activity_list_to_verify(f.store, &trust, today, 0, 10, f.arena, &list));
    assert_int_equal(list.count, 0);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_policy_has_its_catalogue),
        cmocka_unit_test(a_kind_inherits),
        cmocka_unit_test(what_an_activity_may_be),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_retired_kind_stays_where_it_is),
        cmocka_unit_test(somebody_else_verifies),
        cmocka_unit_test(mine_newest_first_by_year),
        cmocka_unit_test(what_waits_for_whom),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
