/* DESIGN: an editor's changes to a pack: only what is changed is written, as the trust's own. */
#include "policy_edit.h"

#include "embedded.h"
#include "support.h"

static struct arena *arena;

struct bench {
    struct str text;
    struct policy_pack pack;
    struct policy_edit *edit;
};

static struct policy_pack read_pack(struct str text)
{
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, arena);
    if (policy_pack_check("edited", text, &pack, &why) != OK)
        fail_msg("%s", why.detail);
    return pack;
}

static void open_pack(struct bench *b, const char *name)
{
    b->text = embedded_find(embedded_policies, name);
    b->pack = read_pack(b->text);
    assert_ok(policy_edit_new(b->text, &b->pack, arena, &b->edit));
}

static struct policy_pack close_pack(struct bench *b, int version, bool want_changed)
{
    bool changed;
    struct str text = policy_edit_format(b->edit, version, arena, &changed);
    policy_edit_free(b->edit);
    assert_int_equal(changed, want_changed);
    b->text = text;
    return read_pack(text);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void what_is_not_changed_stays_as_it_was(void **state)
{
    struct bench b;
    open_pack(&b, "bronte.json");
    struct str before = b.text;
    (void)state;
    policy_edit_label(b.edit, "pd_mentor", "professional development mentor");
    policy_edit_appraisal(b.edit, APPRAISAL_SEPARATE);
    policy_edit_item(b.edit, "levels", policy_list_find(&b.pack, "levels")->items[0].key,
                     policy_list_find(&b.pack, "levels")->items[0].text, false);
    (void)close_pack(&b, 1, false);
    assert_true(str_eq(b.text, before));
}

static void a_word_is_the_trusts_own(void **state)
{
    struct bench b;
    open_pack(&b, "step.json");
    (void)state;
    policy_edit_label(b.edit, "cpd_leader", "CPD champion");
    policy_edit_appraisal(b.edit, APPRAISAL_COMBINED);
    struct policy_pack pack = close_pack(&b, 2, true);
    assert_string_equal(policy_pack_label(&pack, "cpd_leader"), "CPD champion");
    assert_string_equal(policy_pack_label(&pack, "pd_mentor"),
                        policy_pack_label(&b.pack, "pd_mentor"));
    assert_int_equal(pack.version, 2);
    assert_int_equal(pack.appraisal, APPRAISAL_COMBINED);
    assert_string_equal(pack.appraisal_source, "trust");
    for (int i = 0; i < pack.label_count; i++)
        if (strcmp(pack.labels[i].key, "cpd_leader") == 0)
            assert_string_equal(pack.labels[i].source, "trust");
}

/* STEP prints no cycle: its year is inherited, and written out once it is edited. */
static void a_date_of_an_inherited_year(void **state)
{
    struct bench b;
    open_pack(&b, "step.json");
    const struct policy_edit_part part = {.key = "goals",
                                          .label = policy_pack_part(&b.pack, "goals")->label,
                                          .opens = "first school day on or after 09-20",
                                          .due = "last school day on or before 11-15",
                                          .nudges = "ladder"};
    (void)state;
    policy_edit_part(b.edit, &part);
    struct policy_pack pack = close_pack(&b, 2, true);
    const struct pack_item *goals = policy_pack_part(&pack, "goals");
    assert_int_equal(goals->due.month, 11);
    assert_string_equal(goals->dates, "trust");
    assert_string_equal(goals->source, "product");
    assert_string_equal(policy_pack_part(&pack, "final")->dates, "product");
    assert_int_equal(pack.item_count, b.pack.item_count);
}

static void items_change_retire_and_come(void **state)
{
    struct bench b;
    open_pack(&b, "robert-carre.json");
    const struct policy_list *before = policy_list_find(&b.pack, "prioritisation_criteria");
    const char *first = before->items[0].key, *second = before->items[1].key;
    (void)state;
    policy_edit_item(b.edit, "prioritisation_criteria", first, "meet our own priorities", false);
    policy_edit_item(b.edit, "prioritisation_criteria", second, before->items[1].text, true);
    policy_edit_item_add(b.edit, "prioritisation_criteria", NULL, "can be had by bus");
    policy_edit_item_add(b.edit, "prioritisation_criteria", NULL, "can be had by bus");
    struct policy_pack pack = close_pack(&b, 2, true);
    const struct policy_list *after = policy_list_find(&pack, "prioritisation_criteria");
    assert_int_equal(after->item_count, before->item_count + 2);
    assert_string_equal(policy_list_item(after, first)->text, "meet our own priorities");
    assert_string_equal(policy_list_item(after, first)->source, "trust");
    assert_true(policy_list_item(after, second)->retired);
    assert_string_equal(policy_list_item(after, second)->source, before->items[1].source);
    assert_string_equal(policy_list_item(after, "can_be_had_by_bus_2")->text, "can be had by bus");
    assert_string_equal(after->stem, before->stem);
}

/* An item added to a list that is half inherited leaves all that stood there. */
static void adding_to_a_mixed_list_loses_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < policy_list_kind_count; i++) {
        struct bench b;
        open_pack(&b, "bronte.json");
        const struct policy_list *before = policy_list_find(&b.pack, policy_list_kinds[i].key);
        const char *group = before->group_count ? before->groups[0].key : NULL;
        policy_edit_item_add(b.edit, before->kind->key, group, "one more");
        struct policy_pack pack = close_pack(&b, 2, true);
        const struct policy_list *after = policy_list_find(&pack, before->kind->key);
        assert_int_equal(after->item_count, before->item_count + 1);
        for (int j = 0; j < before->item_count; j++)
            assert_string_equal(policy_list_item(after, before->items[j].key)->text,
                                before->items[j].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_not_changed_stays_as_it_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_word_is_the_trusts_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_date_of_an_inherited_year, set_up, tear_down),
        cmocka_unit_test_setup_teardown(items_change_retire_and_come, set_up, tear_down),
        cmocka_unit_test_setup_teardown(adding_to_a_mixed_list_loses_nothing, set_up, tear_down),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
