/* DESIGN: policy packs: what the Brontë pack says, and that every fault is named with its path. */
#include "policy_pack.h"

#include <stdio.h>
#include <stdlib.h>

#include "embedded.h"
#include "policy_pack_json.h"
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
    assert_string_equal(pack.talk_order, "arranged");
    assert_string_equal(pack.talk_order_source, "product");
    assert_string_equal(policy_pack_category(&pack, "good practice"), "Sharing good practice");
    assert_null(policy_pack_category(&pack, "sales"));
    assert_string_equal(policy_pack_label(&pack, "pd_mentor"), "professional development mentor");
    assert_null(policy_pack_label(&pack, "mentor"));
    /* Where Brontë is silent the product speaks, and says so. */
    assert_string_equal(policy_pack_label(&pack, "cpd_leader"), "CPD leader");
    for (int i = 0; i < pack.label_count; i++)
        assert_int_equal(pack.labels[i].origin, strcmp(pack.labels[i].source, "product") == 0
                                                    ? POLICY_PRODUCT
                                                    : POLICY_TRUST);
    assert_int_equal(pack.appraisal, APPRAISAL_SEPARATE);
}

/* Group by group: Brontë's own questions for the end of the cycle, the product's for the rest. */
static void test_lists_inherit(void **state)
{
    (void)state;
    struct refusal why;
    struct policy_pack pack;
    refusal_init(&why, arena);
    assert_ok(policy_pack_check("bronte.json", bronte(), &pack, &why));
    const struct policy_list *questions = policy_list_find(&pack, "evaluation_questions");
    const struct policy_item *made = policy_list_item(questions, "made");
    assert_string_equal(made->text, "the difference it made on the pupils");
    assert_string_equal(made->source, "B:180");
    assert_int_equal(made->origin, POLICY_TRUST);
    const struct policy_item *learnt = policy_list_item(questions, "learnt");
    assert_int_equal(learnt->origin, POLICY_PRODUCT);
    assert_string_equal(policy_group_attribute(policy_list_group(questions, "later"), "times"),
                        "six_weeks twelve_weeks");
    assert_null(policy_list_item(questions, "intended_achieved"));
    /* A form of support is kept as the type it is of. */
    const struct policy_list *activities = policy_list_find(&pack, "activities");
    assert_string_equal(policy_item_attribute(policy_list_item(activities, "training"), "mode"),
                        "bookable");
    assert_int_equal(activities->item_count, 5 + 35);
    /* A whole list is the policy's alone. */
    assert_null(policy_list_item(policy_list_find(&pack, "plan"), "by_when"));
    assert_null(policy_list_find(&pack, "moods"));
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

/* What is written whole reads back on its own as the same pack. */
static void test_round_trip(void **state)
{
    (void)state;
    for (const struct embedded *file = embedded_policies; file->name; file++) {
        struct refusal why;
        struct policy_pack pack, again;
        if (strcmp(file->name, "schema.json") == 0)
            continue;
        refusal_init(&why, arena);
        if (policy_pack_check(file->name, file->text, &pack, &why) != OK)
            fail_msg("%s", why.detail);
        struct str text = policy_pack_format(&pack, arena);
        if (policy_pack_json_read(file->name, text, NULL, PACK_WHOLE, &again, &why) != OK)
            fail_msg("%s", why.detail);
        assert_true(str_eq(text, policy_pack_format(&again, arena)));
    }
}

/* The packs lie as the product lays them out: an edit on screen differs only where it edits. */
static void test_layout(void **state)
{
    (void)state;
    for (const struct embedded *file = embedded_policies; file->name; file++) {
        struct str text;
        assert_ok(policy_layout_json(file->text, arena, &text));
        if (!str_eq(text, file->text))
            fail_msg("%s is not as policy_layout_json lays it out", file->name);
    }
    struct str text;
    assert_int_equal(policy_layout_json(STR("{\"a\": }"), arena, &text), ERR_INVALID);
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
    assert_string_equal(why.detail,
                        "b.json:36: cycle: the stage \"support\" is missing; add it with "
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
    struct refusal why;
    struct policy_pack first, same, raised, found;
    refusal_init(&why, arena);
    store = support_store();
    assert_int_equal(policy_pack_find(store, arena, &found), ERR_NOT_FOUND);

    assert_ok(policy_pack_load(store, "b", bronte(), (struct instant){100}, &first, &why));
    assert_ok(policy_pack_load(store, "b", bronte(), (struct instant){110}, &same, &why));
    assert_int_equal(first.id, same.id);
    struct str other = edited("\"value\": 90", "\"value\": 60");
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
        cmocka_unit_test_setup_teardown(test_lists_inherit, setup, teardown),
        cmocka_unit_test_setup_teardown(test_round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(test_layout, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing_stage, setup, teardown),
        cmocka_unit_test_setup_teardown(test_truncated, setup, teardown),
        cmocka_unit_test_setup_teardown(test_load_and_find, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
