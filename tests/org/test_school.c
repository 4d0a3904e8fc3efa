/* DESIGN: schools come, change their name and leave (PR-02). */
#include "world.h"

#include "governing_body.h"
#include "org_group.h"
#include "school_officer.h"

static const struct school_fields ELM = {"Elm", "2 Elm Road"};

static void names(void **state)
{
    struct world w;
    struct school_id id;
    (void)state;
    world_init(&w);
    static const struct {
        struct school_fields fields;
        const char *field;
    } bad[] = {
        {{"", ""}, "name"},           {{"  ", ""}, "name"},
        {{"Two\nlines", ""}, "name"}, {{"Elm", "a\x01"}, "address"},
        {{"oak", ""}, "name"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_not_equal(school_create(w.store, &bad[i].fields, world_why(&w), &id), OK);
        assert_true(world_refused(&w, bad[i].field));
    }
    assert_ok(school_create(w.store, &ELM, world_why(&w), &id));
    assert_int_equal(school_create(w.store, &ELM, world_why(&w), &id), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "name-taken");
    assert_int_equal(w.why.other_id, id.v);
    world_done(&w);
}

static void stale_forms(void **state)
{
    struct world w;
    struct school school;
    (void)state;
    world_init(&w);
    assert_ok(school_change(w.store, w.oak, 1, &ELM, world_why(&w)));
    assert_int_equal(school_change(w.store, w.oak, 1, &ELM, world_why(&w)), ERR_STALE);
    assert_string_equal(w.why.slug, "stale");
    assert_ok(school_change(w.store, w.oak, 0, &ELM, world_why(&w)));
    assert_ok(school_find(w.store, w.oak, w.arena, &school));
    assert_string_equal(school.name, "Elm");
    assert_string_equal(school.address, "2 Elm Road");
    assert_int_equal(school.version, 3);
    assert_int_equal(school_change(w.store, (struct school_id){99}, 0, &ELM, world_why(&w)),
                     ERR_NOT_FOUND);
    world_done(&w);
}

/* What belongs to a school ends with it, and is kept. */
static void leaving(void **state)
{
    struct world w;
    struct school *schools;
    struct org_group group;
    struct org_group_id group_id;
    struct governing_body_id body;
    struct membership_id id;
    struct membership m;
    int count;
    struct day today = support_day("2026-11-02"), before = support_day("2026-10-01");
    (void)state;
    world_init(&w);
    const struct org_group_fields fields = {ORG_GROUP_TEAM, w.ash, "Office"};
    assert_ok(org_group_create(w.store, &fields, world_why(&w), &group_id));
    assert_ok(governing_body_create(w.store, w.ash, "Governors", world_why(&w), &body));
    const struct membership_new chair = {MEMBERSHIP_OF_BODY, body.v, w.ana, DUTY_CHAIR, today};
    assert_ok(membership_add(w.store, &chair, world_why(&w), &id));
    assert_int_equal(school_end(w.store, w.oak, 0, today, today, world_why(&w)), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "in-use");
    assert_int_equal(school_end(w.store, w.ash, 0, day_add(today, 1), today, world_why(&w)),
                     ERR_INVALID);
    assert_true(world_refused(&w, "ended_on"));
    assert_ok(school_end(w.store, w.ash, 1, before, today, world_why(&w)));
    assert_ok(org_group_find(w.store, group_id, today, w.arena, &group));
    assert_int_equal(group.ended_on.v, before.v);
    assert_ok(membership_find(w.store, MEMBERSHIP_OF_BODY, id, w.arena, &m));
    assert_int_equal(m.to.v, today.v - 1); /* it had not begun */
    assert_ok(school_list(w.store, w.arena, &schools, &count));
    assert_int_equal(count, 1);
    assert_int_equal(school_change(w.store, w.ash, 0, &ELM, world_why(&w)), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "ended");
    world_done(&w);
}

/* PR-09, PR-15: heads, the leader, then deputies; who has left or is not yet there does not count.
 */
static void officers(void **state)
{
    struct world w;
    struct school_officer *list;
    int count;
    struct day today = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    const struct grant deputy = {ROLE_CPD_DEPUTY, w.oak}, leader = {ROLE_CPD_LEADER, w.oak},
                       head = {ROLE_HEAD, w.oak}, of_trust = {ROLE_CPD_LEADER, {0}};
    assert_ok(grant_insert(w.store, w.ana, deputy, DAY_NONE));
    assert_ok(grant_insert(w.store, w.ben, leader, DAY_NONE));
    assert_ok(grant_insert(w.store, w.cem, head, today));
    assert_ok(grant_insert(w.store, w.cem, of_trust, DAY_NONE));
    assert_ok(school_officer_list(w.store, w.oak, today, w.arena, &list, &count));
    assert_int_equal(count, 3);
    assert_int_equal(list[0].role, ROLE_HEAD);
    assert_string_equal(list[1].name, "Ben Cole");
    assert_int_equal(list[2].role, ROLE_CPD_DEPUTY);
    assert_ok(school_officer_list(w.store, w.oak, day_add(today, -1), w.arena, &list, &count));
    assert_int_equal(count, 2);
    assert_ok(school_officer_list(w.store, w.ash, today, w.arena, &list, &count));
    assert_int_equal(count, 0);
    world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(stale_forms),
        cmocka_unit_test(leaving),
        cmocka_unit_test(officers),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
