/* DESIGN: a newer pack on the year that runs, and a school's own dates and items. */
#include "cycle_addition.h"
#include "cycle_change.h"

#include "cycle_date.h"
#include "fixture.h"
#include "policy_use.h"

static const char NOW[] = "2026-09-03T09:00";

static int setup(void **state)
{
    static struct fixture f;
    fixture_open(&f);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture_close(*state);
    return 0;
}

/* The Brontë pack's text with `from` replaced, as version 2. */
static struct str edited(struct fixture *f, const char *from, const char *to)
{
    const char *text = arena_str_c(f->arena, embedded_find(embedded_policies, "bronte.json"));
    const char *pairs[][2] = {{"\"version\": 1", "\"version\": 2"}, {from, to}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        const char *at = strstr(text, pairs[i][0]);
        assert_non_null(at);
        text = arena_printf(f->arena, "%.*s%s%s", (int)(at - text), text, pairs[i][1],
                            at + strlen(pairs[i][0]));
    }
    return str_of(text);
}

static struct cycle_change find(struct fixture *f, struct str text)
{
    struct cycle_change change;
    struct refusal why;
    refusal_init(&why, f->arena);
    if (cycle_change_find(f->store, "b.json", text, support_at(NOW), f->arena, &change, &why) != OK)
        fail_msg("%s", why.detail);
    return change;
}

static struct policy_pack load(struct fixture *f, struct str text)
{
    struct cycle_change change = find(f, text);
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, f->arena);
    if (cycle_change_load(f->store, "b.json", text, change.pack_id, (struct person_id){0},
                          support_at(NOW), &pack, &why) != OK)
        fail_msg("%s", why.detail);
    return pack;
}

static struct day due(struct fixture *f, struct person_id person, const char *key)
{
    return fixture_deadline(f, person, key, NOW).due_on;
}

static const char GOALS_DUE[] = "last school day on or before 10-31";

static void test_what_would_change(void **state)
{
    struct fixture *f = *state;
    struct person_id one = fixture_teacher(f);
    (void)fixture_teacher(f);
    fixture_sync(f, NOW);
    struct day before = due(f, one, "goals");

    struct cycle_change none = find(f, embedded_find(embedded_policies, "bronte.json"));
    assert_true(none.running);
    assert_int_equal(none.year, 2026);
    assert_int_equal(none.changes.count, 0);

    struct cycle_change change =
        find(f, edited(f, GOALS_DUE, "last school day on or before 10-16"));
    assert_int_equal(change.changes.count, 1);
    assert_string_equal(change.changes.items[0].what, "cycle.goals.due");
    assert_string_equal(change.changes.items[0].from, GOALS_DUE);
    assert_string_equal(change.changes.items[0].to, "last school day on or before 10-16");
    assert_int_equal(change.changes.items[0].people, 2);
    assert_int_equal(change.people, 2);
    assert_int_equal(due(f, one, "goals").v, before.v);

    change = find(f, edited(f, "\"professional development mentor\"", "\"growth mentor\""));
    assert_int_equal(change.changes.count, 1);
    assert_string_equal(change.changes.items[0].what, "labels.pd_mentor");
    change = find(f, edited(f, "What are my strengths?", "What am I good at?"));
    assert_int_equal(change.changes.count, 1);
    assert_string_equal(change.changes.items[0].what, "lists.plan.strengths");
    assert_int_equal(change.people, 0);
}

/* The running year follows; the year that is over keeps the version it was made with. */
static void test_load_newer(void **state)
{
    struct fixture *f = *state;
    struct cycle_id past;
    struct cycle cycle;
    assert_ok(cycle_open(f->store, 2025, &f->pack, &past));
    struct person_id one = fixture_teacher(f);
    fixture_sync(f, NOW);
    struct policy_pack pack = load(f, edited(f, GOALS_DUE, "last school day on or before 10-16"));
    fixture_sync(f, NOW);
    struct day wanted;
    assert_ok(day_parse(STR("2026-10-16"), &wanted));
    assert_int_equal(due(f, one, "goals").v, wanted.v);
    assert_ok(cycle_find(f->store, 2026, &cycle));
    assert_int_equal(cycle.pack_id, pack.id);
    assert_ok(cycle_find(f->store, 2025, &cycle));
    assert_int_equal(cycle.pack_id, f->pack.id);
    struct policy_pack kept;
    assert_ok(policy_pack_find_whole(f->store, cycle.pack_id, f->arena, &kept));
    assert_int_equal(kept.version, 1);
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM cycle_item i JOIN cycle c ON c.id ="
                                    " i.cycle_id WHERE c.year = 2025 AND i.due_rule ="
                                    " 'last school day on or before 10-31'"),
                     1);
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM audit WHERE action = 'policy-loaded'"),
                     1);
}

static void test_stale(void **state)
{
    struct fixture *f = *state;
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, f->arena);
    struct str text = edited(f, "\"version\": 2", "\"version\": 2");
    assert_int_equal(cycle_change_load(f->store, "b.json", text, f->pack.id + 1,
                                       (struct person_id){0}, support_at(NOW), &pack, &why),
                     ERR_STALE);
}

/* A key that a record holds may be retired, not dropped or renamed. */
static void test_key_in_use(void **state)
{
    struct fixture *f = *state;
    struct cycle_change change;
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, f->arena);
    struct str renamed = edited(f, "\"key\": \"lsa\"", "\"key\": \"teaching_assistants\"");
    assert_int_equal(find(f, renamed).changes.count, 2);
    assert_ok(policy_use_add(f->store, "standards", "lsa"));
    assert_ok(policy_use_add(f->store, "standards", "lsa"));
    assert_ok(policy_use_add(f->store, "standards", "of a school"));
    assert_int_equal(
        cycle_change_find(f->store, "b.json", renamed, support_at(NOW), f->arena, &change, &why),
        ERR_INVALID);
    assert_string_equal(why.slug, "key-in-use");
    int line = 1;
    for (const char *p = renamed.p; p < strstr(renamed.p, "\"standards\""); p++)
        line += *p == '\n';
    assert_string_equal(why.detail,
                        arena_printf(f->arena,
                                     "b.json:%d: lists.standards: \"lsa\" is held by records and "
                                     "may not go or be renamed; put it back, with \"retired\": "
                                     "true if it is not offered any more",
                                     line));
    assert_int_equal(cycle_change_load(f->store, "b.json", renamed, f->pack.id,
                                       (struct person_id){0}, support_at(NOW), &pack, &why),
                     ERR_INVALID);
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM policy_pack"), 1);
    struct str retired = edited(f, "\"draft\": true", "\"draft\": true, \"retired\": true");
    change = find(f, retired);
    assert_int_equal(change.changes.count, 1);
    assert_string_equal(change.changes.items[0].what, "lists.standards.lsa.retired");
    (void)load(f, retired);
}

/* ---- schools ---- */

static struct policy_school save(struct fixture *f, struct school_id school, int version,
                                 const char *text)
{
    struct policy_pack pack;
    struct policy_school additions;
    struct refusal why;
    refusal_init(&why, f->arena);
    assert_ok(policy_pack_find_whole(f->store, 0, f->arena, &pack));
    if (policy_school_save(f->store, school, version, str_of(text), &pack, support_at(NOW),
                           &additions, &why) != OK)
        fail_msg("%s", why.detail);
    return additions;
}

static const char DATES[] = "{\"dates\": {\"goals\": {\"opens\": \"first school day on or after "
                            "10-01\", \"due\": \"last school day on or before 10-16\", \"source\": "
                            "\"school\"}}}";

static void test_school_dates(void **state)
{
    struct fixture *f = *state;
    struct school_id other = fixture_school(f, "Ashgrove");
    struct person_id here = fixture_teacher(f);
    struct person_id there = fixture_person(f, other, "teaching", WORKING_DAYS_ALL);
    struct day wanted;
    int moved;
    fixture_sync(f, NOW);
    struct day trusts = due(f, there, "goals");
    struct policy_school additions = save(f, f->school, 0, DATES);
    assert_ok(cycle_date_apply(f->store, f->school, &additions, support_at(NOW), &moved));
    assert_int_equal(moved, 1);
    assert_ok(day_parse(STR("2026-10-16"), &wanted));
    assert_int_equal(due(f, here, "goals").v, wanted.v);
    assert_string_equal(fixture_deadline(f, here, "goals", NOW).rule,
                        "last school day on or before 10-16");
    assert_int_equal(due(f, there, "goals").v, trusts.v);
    assert_string_equal(fixture_deadline(f, there, "goals", NOW).rule, GOALS_DUE);
    /* Nothing the trust's newer pack says of it moves that school. */
    struct cycle_change change =
        find(f, edited(f, GOALS_DUE, "last school day on or before 10-09"));
    assert_int_equal(change.people, 1);
    /* The next year begins with them; without them the trust's hold again. */
    struct cycle_id next;
    assert_ok(cycle_open(f->store, 2027, &f->pack, &next));
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM cycle_item_date"), 2);
    additions = save(f, f->school, 1, "{}");
    assert_ok(cycle_date_apply(f->store, f->school, &additions, support_at(NOW), &moved));
    assert_int_equal(due(f, here, "goals").v, trusts.v);
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM cycle_item_date"), 0);
}

static void test_school_items(void **state)
{
    struct fixture *f = *state;
    struct policy_pack pack;
    save(f, f->school, 0,
         "{\"lists\": {\"providers\": {\"items\": [{\"key\": \"river_trust\", \"text\": \"River "
         "Trust\", \"source\": \"school\"}]}, \"plan\": {\"groups\": [{\"key\": \"ours\", "
         "\"text\": \"Our own\", \"stage\": \"goals\", \"source\": \"school\"}], \"items\": "
         "[{\"key\": \"reading_aloud\", \"text\": \"How will I read aloud?\", \"group\": "
         "\"ours\", \"kind\": \"text\", \"source\": \"school\"}]}}}");
    struct policy_school found;
    assert_ok(policy_pack_find_whole(f->store, 0, f->arena, &pack));
    assert_ok(policy_school_find(f->store, f->school, &pack, f->arena, &found));
    assert_int_equal(found.version, 1);
    struct policy_pack effective = policy_school_apply(&pack, &found, f->arena);
    const struct policy_list *plan = policy_list_find(&effective, "plan");
    assert_int_equal(plan->item_count, 42);
    assert_string_equal(plan->items[41].key, "reading_aloud");
    assert_int_equal(plan->items[41].origin, POLICY_SCHOOL);
    assert_int_equal(policy_list_find(&pack, "plan")->item_count, 41);
    assert_non_null(
        policy_list_item(policy_list_find(&effective, "providers"), "national_college"));
    struct policy_school nothing;
    assert_ok(
        policy_school_find(f->store, fixture_school(f, "Ashgrove"), &pack, f->arena, &nothing));
    assert_int_equal(nothing.version, 0);
    struct policy_pack same = policy_school_apply(&pack, &nothing, f->arena);
    assert_ptr_equal(same.lists, pack.lists);
}

static void test_school_refusals(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *want;
    } table[] = {
        {"{\"colour\": 1}", "additions:1: colour: no such key"},
        {"{\n\"lists\": {\"providers\": {\"items\": [{\"key\": \"national_college\", \"text\": "
         "\"x\", \"source\": \"school\"}]}}}",
         "additions:2: lists.providers.items[0].key: \"national_college\" is the trust's"},
        {"{\"lists\": {\"providers\": {\"items\": [{\"key\": \"x\", \"text\": \"x\", \"source\": "
         "\"B:1\"}]}}}",
         "additions:1: lists.providers.items[0].source: must be \"school\""},
        {"{\"lists\": {\"providers\": {\"adds\": true, \"items\": []}}}",
         "additions:1: lists.providers.adds: no such key"},
        {"{\"lists\": {\"plan\": {\"items\": [{\"key\": \"x\", \"text\": \"x\", \"group\": "
         "\"nowhere\", \"source\": \"school\"}]}}}",
         "additions:1: lists.plan.items[0].group: the list has no group of that key"},
        {"{\"dates\": {\"autumn\": {}}}", "additions:1: dates.autumn: no such key"},
        {"{\"dates\": {\"goals\": {\"opens\": \"first school day on or after 10-20\", \"due\": "
         "\"last school day on or before 10-10\", \"source\": \"school\"}}}",
         "additions:1: dates.goals.due: lies before opens"},
        {"[]", "additions:1: pack: must be an object"},
        {"{", "additions:1: column"},
    };
    struct policy_pack pack;
    assert_ok(policy_pack_find_whole(f->store, 0, f->arena, &pack));
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct policy_school additions;
        struct refusal why;
        refusal_init(&why, f->arena);
        assert_int_equal(policy_school_save(f->store, f->school, 0, str_of(table[i].text), &pack,
                                            support_at(NOW), &additions, &why),
                         ERR_INVALID);
        if (!strstr(why.detail, table[i].want))
            fail_msg("%s does not say %s", why.detail, table[i].want);
    }
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM school_policy"), 0);
}

static void test_school_key_in_use(void **state)
{
    struct fixture *f = *state;
    struct policy_pack pack;
    struct policy_school additions;
    struct refusal why;
    refusal_init(&why, f->arena);
    save(f, f->school, 0,
         "{\"lists\": {\"providers\": {\"items\": [{\"key\": \"river\", \"text\": \"River\", "
         "\"source\": \"school\"}]}}}");
    assert_ok(policy_use_add(f->store, "providers", "river"));
    assert_ok(policy_pack_find_whole(f->store, 0, f->arena, &pack));
    assert_int_equal(policy_school_save(f->store, f->school, 1, STR("{}"), &pack, support_at(NOW),
                                        &additions, &why),
                     ERR_INVALID);
    assert_string_equal(why.slug, "key-in-use");
    assert_int_equal(policy_school_save(f->store, f->school, 7,
                                        STR("{\"lists\": {\"providers\": {\"items\": [{\"key\": "
                                            "\"river\", \"text\": \"River\", \"retired\": true, "
                                            "\"source\": \"school\"}]}}}"),
                                        &pack, support_at(NOW), &additions, &why),
                     ERR_STALE);
}

/* A key that records hold and the trust's pack has taken since is there still. */
static void test_school_key_taken(void **state)
{
    struct fixture *f = *state;
    struct policy_pack pack;
    struct policy_school additions;
    struct refusal why;
    refusal_init(&why, f->arena);
    save(f, f->school, 0,
         "{\"lists\": {\"providers\": {\"items\": [{\"key\": \"river\", \"text\": \"River\", "
         "\"source\": \"school\"}]}}}");
    assert_ok(policy_use_add(f->store, "providers", "river"));
    assert_ok(policy_pack_find_whole(f->store, 0, f->arena, &pack));
    assert_ok(policy_school_find(f->store, f->school, &pack, f->arena, &additions));
    struct policy_pack newer = policy_school_apply(&pack, &additions, f->arena);
    assert_ok(policy_school_save(f->store, f->school, 1, STR("{}"), &newer, support_at(NOW),
                                 &additions, &why));
}

/* Trying says what saving would move, and leaves nothing behind. */
static void test_addition_is_tried_first(void **state)
{
    struct fixture *f = *state;
    struct person_id here = fixture_teacher(f);
    struct policy_pack pack;
    struct refusal why;
    int moved = 0;
    refusal_init(&why, f->arena);
    fixture_sync(f, NOW);
    struct day trusts = due(f, here, "goals");
    assert_ok(policy_pack_find_whole(f->store, 0, f->arena, &pack));
    const struct cycle_addition addition = {.actor = here,
                                            .school = f->school,
                                            .text = str_of(DATES),
                                            .pack = &pack,
                                            .words = "own dates for goals"};
    assert_ok(cycle_addition_count(f->store, &addition, support_at(NOW), &moved, &why));
    assert_int_equal(moved, 1);
    assert_int_equal(due(f, here, "goals").v, trusts.v);
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM school_policy"), 0);
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM audit WHERE action = 'policy-add'"), 0);
    moved = 0;
    assert_ok(cycle_addition_save(f->store, &addition, support_at(NOW), &moved, &why));
    assert_int_equal(moved, 1);
    assert_int_not_equal(due(f, here, "goals").v, trusts.v);
    assert_int_equal(fixture_int(f, "SELECT count(*) FROM audit WHERE action = 'policy-add' AND "
                                    "detail = 'own dates for goals; deadlines moved: 1'"),
                     1);
    /* What saving would refuse, trying refuses. */
    assert_int_equal(cycle_addition_count(f->store, &addition, support_at(NOW), &moved, &why),
                     ERR_STALE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_would_change, setup, teardown),
        cmocka_unit_test_setup_teardown(test_load_newer, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stale, setup, teardown),
        cmocka_unit_test_setup_teardown(test_key_in_use, setup, teardown),
        cmocka_unit_test_setup_teardown(test_school_dates, setup, teardown),
        cmocka_unit_test_setup_teardown(test_school_items, setup, teardown),
        cmocka_unit_test_setup_teardown(test_school_refusals, setup, teardown),
        cmocka_unit_test_setup_teardown(test_school_key_in_use, setup, teardown),
        cmocka_unit_test_setup_teardown(test_school_key_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(test_addition_is_tried_first, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
