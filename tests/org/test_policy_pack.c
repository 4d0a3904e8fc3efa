/* DESIGN: policy packs: what the Brontë pack says, and that every fault is named with its path. */
#include "policy_pack.h"

#include <stdio.h>
#include <stdlib.h>

#include "embedded.h"
#include "migrate.h"
#include "support.h"

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct str bronte(void)
{
    return embedded_find(embedded_policies, "bronte.json");
}

static void test_bronte(void **state)
{
    (void)state;
    struct refusal why;
    struct policy_pack pack;
    refusal_init(&why, arena);
    assert_ok(policy_pack_check("bronte.json", bronte(), &pack, &why));
    assert_string_equal(pack.name, "bronte");
    assert_string_equal(pack.note, "from the published policy; not endorsed");
    assert_int_equal(pack.talk_length_count, 2);
    assert_true(policy_pack_has_talk_length(&pack, 2));
    assert_true(policy_pack_has_talk_length(&pack, 7));
    assert_false(policy_pack_has_talk_length(&pack, 3));
    assert_int_equal(pack.changeover_s, 120);
    assert_int_equal(pack.fixed_minutes, 20);
    assert_string_equal(policy_pack_category(&pack, "good practice"), "Sharing good practice");
    assert_null(policy_pack_category(&pack, "sales"));
    assert_string_equal(policy_pack_label(&pack, "pd_mentor"), "professional development mentor");
    assert_null(policy_pack_label(&pack, "mentor"));
}

/* L18: six stages and three conversations, in this order. */
static void test_bronte_cycle(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *label, *due, *nudges;
    } want[] = {
        {"stage", "Professional Reflections", "last school day on or before 09-25", "ladder"},
        {"conversation", "Initial Professional Development Conversation",
         "last school day on or before 10-09", "ladder"},
        {"stage", "Setting Professional Development Goals", "last school day on or before 10-31",
         "ladder"},
        {"stage", "Professional Support", "last school day on or before 01-31", "opening"},
        {"conversation", "Second Professional Development Conversation",
         "last school day on or before 01-31", "ladder"},
        {"stage", "Refine Goals", "last school day on or before 01-31", "opening"},
        {"stage", "Implement, practice and feedback", "last school day on or before 06-30",
         "opening"},
        {"conversation", "Final Professional Development Conversation",
         "last school day on or before 06-30", "ladder"},
        {"stage", "Review and Share", "last school day of the year", "ladder"},
    };
    struct refusal why;
    struct policy_pack pack;
    refusal_init(&why, arena);
    assert_ok(policy_pack_check("bronte.json", bronte(), &pack, &why));
    assert_int_equal(pack.item_count, COUNT_OF(want));
    for (int i = 0; i < pack.item_count; i++) {
        char due[DEADLINE_RULE_TEXT_MAX];
        deadline_rule_format(pack.items[i].due, due);
        assert_string_equal(pack.items[i].kind, want[i].kind);
        assert_string_equal(pack.items[i].label, want[i].label);
        assert_string_equal(due, want[i].due);
        assert_string_equal(pack.items[i].nudges, want[i].nudges);
    }
}

/* The pack's text with the first `from` replaced. */
static struct str edited(const char *from, const char *to)
{
    const char *text = arena_str_c(arena, bronte());
    const char *at = strstr(text, from);
    assert_non_null(at);
    return str_of(arena_printf(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)));
}

static void test_faults_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *want;
    } table[] = {
        {"\"version\": 1", "\"version\": 1, \"colour\": 3", "b.json: pack.colour: no such key"},
        {"\"version\": 1,", "", "b.json: pack.version: is missing"},
        {"\"version\": 1", "\"version\": 0",
         "b.json: pack.version: must be a whole number from 1 to 1000000"},
        {"\"version\": 1", "\"version\": 1, \"version\": 2", "duplicate"},
        {"\"name\": \"bronte\"", "\"name\": \"\"", "b.json: pack.name: must be 1 to 200 bytes"},
        {"\"name\": \"bronte\"", "\"name\": 7", "b.json: pack.name: must be a text"},
        {"\"source\": \"B:40\"", "\"source\": \"C:40\"",
         "b.json: labels.pd.source: must be \"product\", or lines"},
        {"\"source\": \"B:40\"", "\"source\": \"B:forty\"", "b.json: labels.pd.source:"},
        {"\"source\": \"B:40\"", "\"source\": \"\"", "b.json: labels.pd.source:"},
        {"\"pd_plan\"", "\"plan\"", "b.json: labels.plan: no such key"},
        {"{ \"value\": 7", "{ \"value\": 61",
         "b.json: talks.minutes[1].value: must be a whole number from 1 to 60"},
        {"{ \"value\": 7", "{ \"value\": 2", "b.json: talks.minutes[1]: lengths must rise"},
        {"\"personal insight\"", "\"good practice\"",
         "b.json: talks.categories[1].key: is there twice"},
        {"\"personal insight\"", "\"sales\"", "b.json: talks.categories[1].key: must be"},
        {"last school day on or before 09-25", "end of September",
         "b.json: cycle[0].due: not a rule; write"},
        {"last school day on or before 09-25", "last school day on or before 09-31",
         "b.json: cycle[0].due: not a date; write"},
        {"last school day on or before 10-09", "last school day on or before 09-09",
         "b.json: cycle[1].due: lies before opens"},
        {"\"nudges\": \"ladder\"", "\"nudges\": \"often\"",
         "b.json: cycle[0].nudges: must be ladder, opening or none"},
        {"\"kind\": \"stage\"", "\"kind\": \"conversation\"",
         "b.json: cycle[0].kind: must be \"stage\""},
        {"\"key\": \"goals\"", "\"key\": \"reflections\"", "b.json: cycle[2].key: is there twice"},
        {"\"key\": \"goals\"", "\"key\": \"aims\"", "b.json: cycle[2].key: must be reflections"},
        {"\"cycle\": [", "\"cycle\": 3, \"x\": [", "b.json: pack.x: no such key"},
        {"\"version\": 1,", "\"version\": 1,,", "b.json:5: column"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct refusal why;
        struct policy_pack pack;
        refusal_init(&why, arena);
        assert_int_equal(
            policy_pack_check("b.json", edited(table[i].from, table[i].to), &pack, &why),
            ERR_INVALID);
        assert_string_equal(why.slug, "bad-policy");
        if (!strstr(why.detail, table[i].want))
            fail_msg("%s does not say %s", why.detail, table[i].want);
    }
}

static void test_missing_stage(void **state)
{
    (void)state;
    struct refusal why;
    struct policy_pack pack;
    const char *text = arena_str_c(arena, bronte());
    const char *from = strstr(text, "{\n      \"key\": \"support\"");
    const char *to = strstr(text, "{\n      \"key\": \"second\"");
    assert_true(from && to);
    struct str without = str_of(arena_printf(arena, "%.*s%s", (int)(from - text), text, to));
    refusal_init(&why, arena);
    assert_int_equal(policy_pack_check("b.json", without, &pack, &why), ERR_INVALID);
    assert_string_equal(why.detail, "b.json: cycle: the stage \"support\" is missing; add it with "
                                    "label, opens, due and nudges");
}

/* Cut anywhere, it is refused and nothing is read past the end. */
static void test_truncated(void **state)
{
    (void)state;
    struct str whole = bronte();
    while (whole.n && whole.p[whole.n - 1] == '\n')
        whole.n--;
    for (size_t n = 0; n < whole.n; n += 37) {
        struct refusal why;
        struct policy_pack pack;
        char *copy = malloc(n + 1);
        assert_non_null(copy);
        memcpy(copy, whole.p, n);
        refusal_init(&why, arena);
        assert_int_equal(policy_pack_check("b.json", str_make(copy, n), &pack, &why), ERR_INVALID);
        free(copy);
    }
}

static void test_load_and_find(void **state)
{
    (void)state;
    struct store *store;
    struct migrate_fault fault;
    struct refusal why;
    struct policy_pack first, same, raised, found;
    refusal_init(&why, arena);
    assert_ok(store_open(":memory:", STORE_WRITE, &store));
    assert_ok(migrate_apply(store, (struct instant){0}, &fault));
    assert_int_equal(policy_pack_find(store, arena, &found), ERR_NOT_FOUND);

    assert_ok(policy_pack_load(store, "b", bronte(), (struct instant){100}, &first, &why));
    assert_ok(policy_pack_load(store, "b", bronte(), (struct instant){110}, &same, &why));
    assert_int_equal(first.id, same.id);
    struct str other = edited("\"value\": 120", "\"value\": 60");
    assert_int_equal(policy_pack_load(store, "b", other, (struct instant){120}, &raised, &why),
                     ERR_CONFLICT);
    assert_string_equal(why.slug, "same-version");
    assert_ok(policy_pack_load(store, "b", edited("\"version\": 1", "\"version\": 2"),
                               (struct instant){130}, &raised, &why));
    assert_ok(policy_pack_find(store, arena, &found));
    assert_int_equal(found.id, raised.id);
    assert_int_equal(found.version, 2);
    /* An older pack loaded again is in force again. */
    assert_ok(policy_pack_load(store, "b", bronte(), (struct instant){140}, &same, &why));
    assert_ok(policy_pack_find(store, arena, &found));
    assert_int_equal(found.id, first.id);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bronte, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bronte_cycle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_faults_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing_stage, setup, teardown),
        cmocka_unit_test_setup_teardown(test_truncated, setup, teardown),
        cmocka_unit_test_setup_teardown(test_load_and_find, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
