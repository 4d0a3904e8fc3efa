/* DESIGN: groups and who is in them, with their history (PR-17, PR-18, PR-25). */
#include "world.h"

#include "org_group.h"

static struct org_group_id make(struct world *w, enum org_group_kind kind, struct school_id school,
                                const char *name)
{
    struct org_group_id id = {0};
    const struct org_group_fields fields = {kind, school, name};
    assert_ok(org_group_create(w->store, &fields, world_why(w), &id));
    return id;
}

static void what_a_group_may_be(void **state)
{
    struct world w;
    struct org_group_id id;
    (void)state;
    world_init(&w);
    make(&w, ORG_GROUP_DEPARTMENT, w.oak, "Maths");
    make(&w, ORG_GROUP_DEPARTMENT, w.ash, "Maths");
    make(&w, ORG_GROUP_TEAM, w.oak, "Maths");
    make(&w, ORG_GROUP_WORKING_PARTY, (struct school_id){0}, "Reading");
    const struct {
        struct org_group_fields fields;
        enum err err;
        const char *field;
    } bad[] = {
        {{ORG_GROUP_DEPARTMENT, w.oak, "MATHS"}, ERR_CONFLICT, "name"},
        {{ORG_GROUP_WORKING_PARTY, {0}, "reading"}, ERR_CONFLICT, "name"},
        {{ORG_GROUP_DEPARTMENT, {0}, "Maths"}, ERR_INVALID, "school"},
        {{ORG_GROUP_PHASE, {0}, "Early years"}, ERR_INVALID, "school"},
        {{ORG_GROUP_TEAM, {99}, "Office"}, ERR_INVALID, "school"},
        {{ORG_GROUP_TEAM, w.oak, ""}, ERR_INVALID, "name"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(org_group_create(w.store, &bad[i].fields, world_why(&w), &id), bad[i].err);
        assert_true(world_refused(&w, bad[i].field));
    }
    world_done(&w);
}

static void joining_and_leaving(void **state)
{
    struct world w;
    struct org_group group;
    struct membership_id id, other;
    struct membership *list;
    int count;
    struct day sept = support_day("2026-09-01"), nov = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    struct org_group_id maths = make(&w, ORG_GROUP_DEPARTMENT, w.oak, "Maths");
    const struct membership_new leads = {MEMBERSHIP_OF_GROUP, maths.v, w.ana, DUTY_LEADER, sept};
    const struct membership_new links = {MEMBERSHIP_OF_GROUP, maths.v, w.ben, DUTY_SLT_LINK, sept};
    assert_ok(membership_add(w.store, &leads, world_why(&w), &id));
    assert_ok(membership_add(w.store, &links, world_why(&w), &other));
    assert_int_equal(membership_add(w.store, &leads, world_why(&w), &other), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "already-member");
    assert_int_equal(w.why.other_id, id.v);
    const struct membership_new nobody = {MEMBERSHIP_OF_GROUP, maths.v, {99}, DUTY_MEMBER, sept};
    assert_int_equal(membership_add(w.store, &nobody, world_why(&w), &other), ERR_INVALID);
    assert_true(world_refused(&w, "person_id"));
    const struct membership_new never = {MEMBERSHIP_OF_GROUP, maths.v, {0}, DUTY_MEMBER, DAY_NONE};
    assert_int_equal(membership_add(w.store, &never, world_why(&w), &other), ERR_INVALID);
    assert_true(world_refused(&w, "person_id") && world_refused(&w, "from_on"));
    assert_ok(org_group_find(w.store, maths, nov, w.arena, &group));
    assert_string_equal(group.leaders, "Ana Bell");
    assert_int_equal(group.members, 2);
    /* Before they came nobody led it. */
    assert_ok(org_group_find(w.store, maths, day_add(sept, -1), w.arena, &group));
    assert_int_equal(group.members, 0);
    assert_int_equal(
        membership_end(w.store, MEMBERSHIP_OF_GROUP, id, day_add(sept, -2), world_why(&w)),
        ERR_INVALID);
    assert_ok(membership_end(w.store, MEMBERSHIP_OF_GROUP, id, nov, world_why(&w)));
    assert_int_equal(membership_end(w.store, MEMBERSHIP_OF_GROUP, id, nov, world_why(&w)),
                     ERR_CONFLICT);
    assert_ok(membership_list(w.store, MEMBERSHIP_OF_GROUP, maths.v, w.arena, &list, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].name, "Ben Cole");
    assert_int_equal(list[1].to.v, nov.v);
    /* Who comes again has a second row. */
    assert_ok(membership_add(w.store, &leads, world_why(&w), &other));
    world_done(&w);
}

static void duties(void **state)
{
    enum duty duty;
    (void)state;
    assert_ok(duty_parse(MEMBERSHIP_OF_GROUP, STR("slt link"), &duty));
    assert_int_equal(duty, DUTY_SLT_LINK);
    assert_ok(duty_parse(MEMBERSHIP_OF_BODY, STR("member"), &duty));
    assert_int_equal(duty_parse(MEMBERSHIP_OF_GROUP, STR("chair"), &duty), ERR_INVALID);
    assert_int_equal(duty_parse(MEMBERSHIP_OF_BODY, STR("leader"), &duty), ERR_INVALID);
    assert_int_equal(duty_parse(MEMBERSHIP_OF_BODY, STR(""), &duty), ERR_INVALID);
}

static void changing_and_ending(void **state)
{
    struct world w;
    struct org_group group;
    struct membership_id id;
    struct membership m;
    struct day nov = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    struct org_group_id maths = make(&w, ORG_GROUP_DEPARTMENT, w.oak, "Maths");
    struct org_group_fields fields = {ORG_GROUP_TEAM, w.ash, "Mathematics"};
    assert_ok(org_group_change(w.store, maths, 1, &fields, world_why(&w)));
    assert_int_equal(org_group_change(w.store, maths, 1, &fields, world_why(&w)), ERR_STALE);
    assert_ok(org_group_find(w.store, maths, nov, w.arena, &group));
    assert_int_equal(group.fields.school.v, w.oak.v); /* a group does not move */
    assert_int_equal(group.fields.kind, ORG_GROUP_TEAM);
    const struct membership_new in = {MEMBERSHIP_OF_GROUP, maths.v, w.cem, DUTY_MEMBER, nov};
    assert_ok(membership_add(w.store, &in, world_why(&w), &id));
    assert_ok(org_group_end(w.store, maths, 2, nov, world_why(&w)));
    assert_ok(membership_find(w.store, MEMBERSHIP_OF_GROUP, id, w.arena, &m));
    assert_int_equal(m.to.v, nov.v);
    assert_int_equal(org_group_end(w.store, maths, 0, nov, world_why(&w)), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "ended");
    make(&w, ORG_GROUP_TEAM, w.oak, "Mathematics"); /* the name is free again */
    world_done(&w);
}

static void pages_of_a_list(void **state)
{
    struct world w;
    struct org_group_list list;
    struct day nov = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    make(&w, ORG_GROUP_TEAM, w.oak, "B");
    make(&w, ORG_GROUP_TEAM, w.oak, "A");
    make(&w, ORG_GROUP_WORKING_PARTY, (struct school_id){0}, "Z");
    struct org_group_id gone = make(&w, ORG_GROUP_TEAM, w.ash, "Gone");
    assert_ok(org_group_end(w.store, gone, 0, nov, world_why(&w)));
    struct org_group_filter filter = {.limit = 2};
    assert_ok(org_group_list(w.store, &filter, nov, w.arena, &list));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].fields.name, "Z"); /* the trust's own first */
    assert_string_equal(list.items[1].fields.name, "A");
    filter.after = list.next;
    assert_ok(org_group_list(w.store, &filter, nov, w.arena, &list));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.next, 0);
    filter = (struct org_group_filter){.limit = 9, .ended = true};
    assert_ok(org_group_list(w.store, &filter, nov, w.arena, &list));
    assert_int_equal(list.count, 1);
    filter = (struct org_group_filter){.limit = 9, .of_trust = true};
    assert_ok(org_group_list(w.store, &filter, nov, w.arena, &list));
    assert_int_equal(list.count, 1);
    filter = (struct org_group_filter){.limit = 9, .school = w.oak, .kind = "phase"};
    assert_ok(org_group_list(w.store, &filter, nov, w.arena, &list));
    assert_int_equal(list.count, 0);
    world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_group_may_be),
        cmocka_unit_test(joining_and_leaving),
        cmocka_unit_test(duties),
        cmocka_unit_test(changing_and_ending),
        cmocka_unit_test(pages_of_a_list),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
