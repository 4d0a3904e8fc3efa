/* DESIGN: may() against a table written by hand from the roles of the http specification,
 * section 11. */
#include "permission.h"

#include "support.h"

enum where { NONE, OWN, PAIR, SCHOOL, ALL };

/* What each role may do, and how far; written apart from the table that may() reads. */
static const struct {
    enum action action;
    enum where reach[ROLE_COUNT];
} EXPECTED[] = {
    /*                              staff leader head coordinator governor administrator */
    {ACTION_EVENT_VIEW, {ALL, ALL, ALL, ALL, ALL, ALL}},
    {ACTION_EVENT_BOOK, {ALL, ALL, ALL, ALL, ALL, NONE}},
    {ACTION_EVENT_EDIT, {NONE, SCHOOL, NONE, ALL, NONE, NONE}},
    {ACTION_EVENT_ATTENDEES, {NONE, SCHOOL, SCHOOL, ALL, NONE, NONE}},
    {ACTION_PERSON_EMAIL, {OWN, SCHOOL, NONE, ALL, NONE, ALL}},
    {ACTION_DEADLINE_VIEW, {PAIR, PAIR, PAIR, PAIR, NONE, NONE}},
    {ACTION_CONVERSATION_RECORD, {PAIR, PAIR, PAIR, PAIR, NONE, NONE}},
    {ACTION_NUDGE_COUNT, {OWN, NONE, NONE, ALL, NONE, NONE}},
    {ACTION_OUTBOX_VIEW, {NONE, NONE, NONE, NONE, NONE, ALL}},
};

enum { ME = 1, SOMEBODY = 2, MY_SCHOOL = 10, OTHER_SCHOOL = 11 };

static struct actor actor_of(enum role role, int64_t school)
{
    return (struct actor){.person = {ME}, .grants = {{{role, {school}}}, 1}};
}

static bool reaches(enum where reach, enum where what)
{
    switch (what) {
    case OWN:
        return reach == OWN || reach == PAIR || reach == ALL;
    case PAIR:
        return reach == PAIR || reach == ALL;
    case SCHOOL:
        return reach == SCHOOL || reach == ALL;
    default:
        return reach == ALL;
    }
}

static void every_cell_of_the_table(void **state)
{
    const struct {
        enum where what;
        struct object object;
    } objects[] = {
        {OWN, {.owner = {ME}}},
        {PAIR, {.owner = {SOMEBODY}, .pd_mentor = {ME}}},
        {SCHOOL, {.school = {MY_SCHOOL}}},
        {ALL, {.school = {OTHER_SCHOOL}}},
        {ALL, {.owner = {SOMEBODY}, .pd_mentor = {3}}},
    };
    (void)state;
    assert_int_equal(COUNT_OF(EXPECTED), ACTION_COUNT);
    for (size_t a = 0; a < COUNT_OF(EXPECTED); a++)
        for (int role = 0; role < ROLE_COUNT; role++)
            for (size_t o = 0; o < COUNT_OF(objects); o++) {
                struct actor actor = actor_of((enum role)role, MY_SCHOOL);
                bool want = reaches(EXPECTED[a].reach[role], objects[o].what);
                assert_int_equal(may(&actor, EXPECTED[a].action, &objects[o].object), want);
            }
}

static void nobody_may_anything(void **state)
{
    struct actor nobody = {.person = {0}};
    struct object trust = {.school = {0}};
    (void)state;
    for (int action = 0; action < ACTION_COUNT; action++) {
        struct actor bare = {.person = {ME}};
        assert_false(may(&nobody, (enum action)action, &trust));
        assert_false(may(&bare, (enum action)action, &trust));
    }
}

static void a_school_role_for_the_whole_trust_reaches_every_school(void **state)
{
    struct actor leader = actor_of(ROLE_CPD_LEADER, 0);
    struct object other = {.school = {OTHER_SCHOOL}};
    (void)state;
    assert_true(may(&leader, ACTION_EVENT_EDIT, &other));
}

static void a_leader_may_not_edit_events_of_no_school(void **state)
{
    struct actor leader = actor_of(ROLE_CPD_LEADER, MY_SCHOOL);
    struct object trust = {.school = {0}};
    (void)state;
    assert_false(may(&leader, ACTION_EVENT_EDIT, &trust));
}

static void a_reading_token_never_acts(void **state)
{
    struct actor actor = actor_of(ROLE_TRUST_COORDINATOR, 0);
    struct object own = {.owner = {ME}};
    (void)state;
    actor.read_only = true;
    assert_false(may(&actor, ACTION_EVENT_EDIT, &own));
    assert_false(may(&actor, ACTION_EVENT_BOOK, &own));
    assert_false(may(&actor, ACTION_CONVERSATION_RECORD, &own));
    assert_true(may(&actor, ACTION_EVENT_VIEW, &own));
    assert_int_equal(permission_scope(&actor, ACTION_EVENT_EDIT).trust, false);
}

static void grants_add_up_in_scopes(void **state)
{
    struct actor actor = {.person = {ME},
                          .grants = {{{ROLE_STAFF, {MY_SCHOOL}},
                                      {ROLE_CPD_LEADER, {MY_SCHOOL}},
                                      {ROLE_CPD_LEADER, {OTHER_SCHOOL}}},
                                     3}};
    struct permission_scope scope = permission_scope(&actor, ACTION_EVENT_EDIT);
    (void)state;
    assert_false(scope.trust);
    assert_int_equal(scope.school_count, 2);
    assert_int_equal(scope.schools[1].v, OTHER_SCHOOL);
    scope = permission_scope(&actor, ACTION_DEADLINE_VIEW);
    assert_true(scope.own && scope.pairs && !scope.trust);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_of_the_table),
        cmocka_unit_test(nobody_may_anything),
        cmocka_unit_test(a_school_role_for_the_whole_trust_reaches_every_school),
        cmocka_unit_test(a_leader_may_not_edit_events_of_no_school),
        cmocka_unit_test(a_reading_token_never_acts),
        cmocka_unit_test(grants_add_up_in_scopes),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
