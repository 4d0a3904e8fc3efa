/* DESIGN: a school's additions as its page changes them: only the school's, keys that are free. */
#include "policy_school_edit.h"

#include "embedded.h"
#include "support.h"

static struct arena *arena;
static struct policy_pack pack;

static int set_up(void **state)
{
    struct refusal why;
    (void)state;
    arena = arena_new();
    refusal_init(&why, arena);
    assert_ok(
        policy_pack_check("bronte", embedded_find(embedded_policies, "bronte.json"), &pack, &why));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct policy_school_edit *open(struct str text)
{
    struct policy_school_edit *edit;
    assert_ok(policy_school_edit_new(text, &pack, &edit));
    return edit;
}

/* What came of it, which must be good additions. */
static struct policy_school close(struct policy_school_edit *edit, struct str *ret_text)
{
    struct policy_school school;
    struct refusal why;
    refusal_init(&why, arena);
    *ret_text = policy_school_edit_format(edit, arena);
    policy_school_edit_free(edit);
    if (policy_school_check("additions", *ret_text, &pack, &school, &why) != OK)
        fail_msg("%s", why.detail);
    return school;
}

static const struct policy_list *list_of(const struct policy_school *school, const char *key)
{
    return &school->lists[policy_list_kind_find(key) - policy_list_kinds];
}

static void keys_are_free_ones(void **state)
{
    struct str text;
    const char *trusts = policy_list_find(&pack, "aims")->items[0].text;
    struct policy_school_edit *edit = open((struct str){NULL, 0});
    (void)state;
    policy_school_edit_item_add(edit, "providers", NULL, "River Museum");
    policy_school_edit_item_add(edit, "providers", NULL, "River museum!");
    policy_school_edit_item_add(edit, "providers", NULL, "42");
    policy_school_edit_item_add(edit, "aims", NULL, trusts);
    struct policy_school school = close(edit, &text);
    const struct policy_list *list = list_of(&school, "providers");
    assert_int_equal(list->item_count, 3);
    assert_string_equal(list->items[0].key, "river_museum");
    assert_string_equal(list->items[1].key, "river_museum_2");
    assert_string_equal(list->items[2].key, "item");
    assert_string_equal(list_of(&school, "aims")->items[0].text, trusts);
    assert_null(
        policy_list_item(policy_list_find(&pack, "aims"), list_of(&school, "aims")->items[0].key));
}

static void a_section_of_the_plan(void **state)
{
    struct str text;
    struct policy_school_edit *edit = open((struct str){NULL, 0});
    (void)state;
    const char *section = policy_school_edit_group_add(edit, "plan", "Reading here");
    policy_school_edit_item_add(edit, "plan", section, "How will I read aloud?");
    struct policy_school school = close(edit, &text);
    assert_string_equal(list_of(&school, "plan")->items[0].group, "reading_here");
    assert_string_equal(list_of(&school, "plan")->groups[0].text, "Reading here");
}

static void only_the_schools_own_is_retired(void **state)
{
    struct str text;
    struct policy_school_edit *edit = open((struct str){NULL, 0});
    const char *trusts = policy_list_find(&pack, "providers")->items[0].key;
    (void)state;
    policy_school_edit_item_add(edit, "providers", NULL, "River");
    assert_false(policy_school_edit_retire(edit, "providers", trusts, true));
    assert_false(policy_school_edit_retire(edit, "aims", "river", true));
    assert_true(policy_school_edit_retire(edit, "providers", "river", true));
    struct policy_school school = close(edit, &text);
    assert_true(list_of(&school, "providers")->items[0].retired);
    edit = open(text);
    assert_true(policy_school_edit_retire(edit, "providers", "river", false));
    school = close(edit, &text);
    assert_false(list_of(&school, "providers")->items[0].retired);
}

static void dates_come_and_go(void **state)
{
    struct str text;
    struct policy_school_edit *edit = open((struct str){NULL, 0});
    (void)state;
    policy_school_edit_dates(edit, "goals", "first school day on or after 10-01",
                             "last school day on or before 10-16");
    policy_school_edit_dates_remove(edit, "final");
    struct policy_school school = close(edit, &text);
    assert_int_equal(school.date_count, 1);
    assert_string_equal(school.dates[0].key, "goals");
    edit = open(text);
    policy_school_edit_dates_remove(edit, "goals");
    school = close(edit, &text);
    assert_int_equal(school.date_count, 0);
}

/* A newer pack took the school's key and its group, and another group is gone: an edit of anything
 * is still good. */
static void what_the_trust_took_is_the_trusts(void **state)
{
    const char *item = policy_list_find(&pack, "providers")->items[0].key;
    const char *group = policy_list_find(&pack, "plan")->groups[0].key;
    (void)state;
    struct str text = str_of(arena_printf(
        arena,
        "{\"lists\": {\"providers\": {\"items\": [{\"key\": \"%s\", \"text\": \"x\", \"source\": "
        "\"school\"}, {\"key\": \"river\", \"text\": \"River\", \"source\": \"school\"}]}, "
        "\"plan\": {\"groups\": [{\"key\": \"%s\", \"text\": \"x\", \"source\": \"school\"}], "
        "\"items\": [{\"key\": \"aloud\", \"text\": \"x\", \"group\": \"gone\", \"source\": "
        "\"school\"}, {\"key\": \"quiet\", \"text\": \"x\", \"group\": \"%s\", \"source\": "
        "\"school\"}]}}}",
        item, group, group));
    struct policy_school school = close(open(text), &text);
    assert_int_equal(list_of(&school, "providers")->item_count, 1);
    assert_string_equal(list_of(&school, "providers")->items[0].key, "river");
    assert_int_equal(list_of(&school, "plan")->group_count, 0);
    assert_null(list_of(&school, "plan")->items[0].group);
    assert_string_equal(list_of(&school, "plan")->items[1].group, group);
}

static void other_text_is_refused(void **state)
{
    struct policy_school_edit *edit;
    (void)state;
    assert_int_equal(policy_school_edit_new(STR("{"), &pack, &edit), ERR_INVALID);
    assert_int_equal(policy_school_edit_new(STR("[]"), &pack, &edit), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_are_free_ones, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_section_of_the_plan, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_the_schools_own_is_retired, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_come_and_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_trust_took_is_the_trusts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_text_is_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
