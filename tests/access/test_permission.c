/* DESIGN: may() against what the http specification, section 11, and the requirements say in
 * words; written apart from the table that may() reads. */
#include "permission.h"

#include "support.h"

/*
 * Who may do what, the exceptions named one by one: "ROLE=REACH", REACH one of
 * own, school, trust; a relation is named alone. EVERYBODY, EMPLOYED and
 * MEMBERS are sets of roles; a later word for a role wins.
 */
#define EVERYBODY(reach)                                                                           \
    EMPLOYED(reach)                                                                                \
    "governor=" reach " trustee=" reach " administrator=" reach " trainee=" reach                  \
    " itt_student=" reach " parent=" reach " volunteer=" reach " guest=" reach " "
#define EMPLOYED(reach)                                                                            \
    "staff=" reach " cpd_leader=" reach " cpd_deputy=" reach " head=" reach " slt=" reach          \
    " executive_head=" reach " subject_leader=" reach " curriculum_coordinator=" reach             \
    " operations_manager=" reach " cover=" reach " finance=" reach " trust_coordinator=" reach " "
/* Whoever belongs to the trust: not parents, not the guest of one event. */
#define MEMBERS EVERYBODY("trust") "parent=none guest=none "
#define LEADERS "cpd_leader=school cpd_deputy=school trust_coordinator=trust "
#define HEADSHIP "head=school slt=school executive_head=school "

#define REQUESTERS EMPLOYED("own") "governor=own trustee=own trainee=own "
#define RECORDERS                                                                                  \
    EMPLOYED("own") "governor=own trustee=own trainee=own itt_student=own volunteer=own "

static const struct {
    enum action action;
    const char *may;
} EXPECTED[] = {
    {ACTION_EVENT_VIEW, EVERYBODY("trust") "parent=own guest=own"},
    {ACTION_EVENT_BOOK, EVERYBODY("trust") "parent=own guest=own administrator=none"},
    {ACTION_EVENT_EDIT, LEADERS},
    {ACTION_EVENT_ATTENDEES, LEADERS HEADSHIP "cover=school"},
    {ACTION_EVENT_BOOK_OTHERS, LEADERS},
    {ACTION_TRAINING_DAY, HEADSHIP "trust_coordinator=trust"},
    {ACTION_PROGRAMME_YEAR, LEADERS HEADSHIP},
    {ACTION_EVENT_NEEDS, LEADERS},
    {ACTION_REGISTER_VIEW, LEADERS HEADSHIP},
    {ACTION_REGISTER_TAKE, LEADERS},
    {ACTION_STAGE_RUN, LEADERS},
    {ACTION_PERSON_LIST, MEMBERS "trainee=school itt_student=school volunteer=school"},
    {ACTION_PERSON_EMAIL, EVERYBODY("own") LEADERS
     "administrator=trust pd_mentor ect_mentor itt_mentor coach line_manager performance_manager"},
    {ACTION_PERSON_VIEW,
     EVERYBODY("own") LEADERS HEADSHIP "administrator=trust line_manager performance_manager"},
    {ACTION_PERSON_EDIT, LEADERS "administrator=trust"},
    {ACTION_PEOPLE_IMPORT, "trust_coordinator=trust administrator=trust"},
    {ACTION_PEOPLE_EXPORT, "trust_coordinator=trust administrator=trust"},
    {ACTION_ROLE_VIEW,
     EVERYBODY("own") LEADERS "head=school executive_head=school administrator=trust"},
    {ACTION_ROLE_GRANT, "administrator=trust"},
    {ACTION_ORG_VIEW, MEMBERS},
    {ACTION_ORG_EDIT, LEADERS "head=school executive_head=school administrator=trust"},
    {ACTION_SCHOOL_CREATE, "trust_coordinator=trust administrator=trust"},
    {ACTION_PROVIDER_VIEW,
     "cpd_leader=trust cpd_deputy=trust head=trust slt=trust"
     " executive_head=trust curriculum_coordinator=trust operations_manager=trust finance=trust"
     " trust_coordinator=trust"},
    {ACTION_PROVIDER_EDIT, "cpd_leader=trust cpd_deputy=trust trust_coordinator=trust"},
    {ACTION_CALENDAR_VIEW, MEMBERS},
    {ACTION_CALENDAR_EDIT, LEADERS HEADSHIP "operations_manager=school administrator=trust"},
    {ACTION_POLICY_VIEW, MEMBERS},
    {ACTION_POLICY_EDIT, "trust_coordinator=trust administrator=trust"},
    {ACTION_POLICY_ADD, LEADERS "head=school executive_head=school administrator=trust"},
    {ACTION_DEADLINE_VIEW, EMPLOYED("own") "pd_mentor"},
    {ACTION_CONVERSATION_RECORD, EMPLOYED("own") "pd_mentor"},
    {ACTION_STATUS_VIEW, LEADERS HEADSHIP},
    {ACTION_AGGREGATE_VIEW, LEADERS HEADSHIP "governor=school trustee=trust"},
    {ACTION_NUDGE_COUNT, "staff=own trust_coordinator=trust"},
    {ACTION_OUTBOX_VIEW, "administrator=trust"},
    {ACTION_AUDIT_VIEW, EVERYBODY("own") "administrator=trust"},
    {ACTION_DATA_TAKE, EVERYBODY("own")},
    {ACTION_RETENTION_EDIT, "administrator=trust"},
    {ACTION_SIGN_IN_HELP, LEADERS "administrator=trust"},
    {ACTION_FACTOR_RESET, "administrator=trust"},
    {ACTION_BREAK_GLASS, "head=school executive_head=school trust_coordinator=trust"},
    {ACTION_LINK_CONFIRM, "administrator=trust"},
    {ACTION_REQUEST_MAKE, REQUESTERS},
    {ACTION_REQUEST_VIEW, REQUESTERS LEADERS HEADSHIP "cover=school finance=school"},
    {ACTION_PATTERN_VIEW,
     REQUESTERS "cpd_leader=school cpd_deputy=school head=school executive_head=school"},
    {ACTION_REQUEST_COMMENT, REQUESTERS LEADERS HEADSHIP "cover=school finance=school"},
    {ACTION_REQUEST_DECIDE, EMPLOYED("own")},
    {ACTION_REQUEST_ARRANGE, LEADERS HEADSHIP "cover=school finance=school"},
    {ACTION_ACTIVITY_VIEW, RECORDERS LEADERS},
    {ACTION_ACTIVITY_KEEP, RECORDERS},
    {ACTION_ACTIVITY_VERIFY, LEADERS},
    {ACTION_HOURS_VIEW, EMPLOYED("own") LEADERS HEADSHIP "line_manager"},
    {ACTION_HOURS_AGREE, LEADERS},
    {ACTION_HOURS_SET, "trust_coordinator=trust administrator=trust"},
};

/* The last word about that role or relation; p NULL: none. */
static struct str word_for(const char *list, const char *name)
{
    struct str rest = str_of(list), word, found = {NULL, 0};
    while (str_split(&rest, ' ', &word)) {
        struct str left = word, reach = STR("pair");
        if (str_find(word, '=') >= 0) {
            left = str_first(word, (size_t)str_find(word, '='));
            reach = str_from(word, left.n + 1);
        }
        if (str_eq_c(left, name))
            found = reach;
    }
    return found;
}

enum { ME = 1, SOMEBODY = 2, MY_SCHOOL = 10, OTHER_SCHOOL = 11 };
static const struct school_id TWO_SCHOOLS[] = {{OTHER_SCHOOL}, {MY_SCHOOL}};

static struct actor actor_of(enum role role, int64_t school)
{
    return (struct actor){.person = {ME}, .grants = {{{role, {school}}}, 1}};
}

/* What the description reaches, beside each object. */
static const struct {
    bool own, school;
    struct object object;
} OBJECTS[] = {
    {true, false, {.owner = {ME}}},
    {false, true, {.school = {MY_SCHOOL}}},
    {false, true, {.owner = {SOMEBODY}, .more_schools = TWO_SCHOOLS, .more_school_count = 2}},
    {false, false, {.school = {OTHER_SCHOOL}}},
    {false, false, {.owner = {SOMEBODY}}},
    {false, false, {.school = {0}}},
};

static bool wanted(struct str reach, size_t object)
{
    bool own = OBJECTS[object].own, school = OBJECTS[object].school;
    if (str_eq_c(reach, "trust"))
        return true;
    if (str_eq_c(reach, "school"))
        return own || school;
    return str_eq_c(reach, "own") && own;
}

static void every_role_reaches_what_is_written(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(EXPECTED), ACTION_COUNT);
    for (size_t a = 0; a < COUNT_OF(EXPECTED); a++) {
        enum action action = EXPECTED[a].action;
        assert_int_equal(action, a); /* each has its row */
        for (int role = 0; role < ROLE_COUNT; role++)
            for (size_t o = 0; o < COUNT_OF(OBJECTS); o++) {
                struct actor actor = actor_of((enum role)role, MY_SCHOOL);
                struct str reach = word_for(EXPECTED[a].may, role_name((enum role)role));
                if (may(&actor, action, &OBJECTS[o].object) != wanted(reach, o))
                    fail_msg("%s as %s on object %zu", permission_table[action].name,
                             role_name((enum role)role), o);
            }
    }
}

static void every_relation_reaches_what_is_written(void **state)
{
    (void)state;
    for (size_t a = 0; a < COUNT_OF(EXPECTED); a++)
        for (int kind = 0; kind < RELATION_COUNT; kind++) {
            struct actor bare = {.person = {ME}};
            struct object theirs = {.owner = {SOMEBODY}, .relations = RELATION_BIT(kind)};
            struct str word = word_for(EXPECTED[a].may, relation_name((enum relation_kind)kind));
            bool got = may(&bare, EXPECTED[a].action, &theirs);
            if (got != str_eq_c(word, "pair"))
                fail_msg("%s as %s", permission_table[EXPECTED[a].action].name,
                         relation_name((enum relation_kind)kind));
        }
}

/* A step of a request is decided by whoever has it, wherever they work. */
static void what_is_in_hand_is_as_good_as_own(void **state)
{
    struct actor staff = actor_of(ROLE_STAFF, MY_SCHOOL), admin = actor_of(ROLE_ADMINISTRATOR, 0);
    struct object theirs = {.owner = {SOMEBODY}, .school = {OTHER_SCHOOL}};
    (void)state;
    assert_false(may(&staff, ACTION_REQUEST_DECIDE, &theirs));
    theirs.in_hand = true;
    assert_true(may(&staff, ACTION_REQUEST_DECIDE, &theirs));
    assert_true(may(&staff, ACTION_REQUEST_VIEW, &theirs));
    assert_false(may(&staff, ACTION_REQUEST_ARRANGE, &theirs));
    assert_false(may(&admin, ACTION_REQUEST_DECIDE, &theirs));
    staff.read_only = true;
    assert_false(may(&staff, ACTION_REQUEST_DECIDE, &theirs));
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

static void every_row_has_a_letter_for_each_column(void **state)
{
    (void)state;
    for (int action = 0; action < ACTION_COUNT; action++) {
        const struct permission_row *row = &permission_table[action];
        int roles = 0, relations = 0;
        bool behind = false;
        assert_non_null(row->name);
        for (const char *p = row->reach; *p; p++) {
            behind = behind || *p == '|';
            if (*p == ' ' || *p == '|')
                continue;
            assert_non_null(strchr(behind ? "-p" : "-ost", *p));
            *(behind ? &relations : &roles) += 1;
        }
        assert_int_equal(roles, ROLE_COUNT);
        assert_int_equal(relations, RELATION_COUNT);
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
    for (int action = 0; action < ACTION_COUNT; action++)
        if (permission_table[action].acts)
            assert_false(may(&actor, (enum action)action, &own));
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
    assert_true(scope.own && !scope.trust);
    assert_int_equal(scope.relations, RELATION_BIT(RELATION_PD_MENTOR));
}

/* Break-glass reads and never acts; the administrator has no way, whatever else they are. */
static void broken_glass_is_read_and_nothing_else(void **state)
{
    struct object open = {.owner = {SOMEBODY}, .school = {MY_SCHOOL}, .broken_glass = true};
    struct object shut = {.owner = {SOMEBODY}, .school = {MY_SCHOOL}};
    struct object elsewhere = {.owner = {SOMEBODY}, .school = {OTHER_SCHOOL}, .broken_glass = true};
    struct actor head = actor_of(ROLE_HEAD, MY_SCHOOL), admin = actor_of(ROLE_ADMINISTRATOR, 0);
    (void)state;
    for (int action = 0; action < ACTION_COUNT; action++) {
        bool reads = action == ACTION_DEADLINE_VIEW;
        assert_int_equal(may(&head, (enum action)action, &open),
                         reads || may(&head, (enum action)action, &shut));
        if (permission_table[action].acts)
            assert_false(permission_opens_to_glass((enum action)action));
    }
    assert_false(may(&head, ACTION_DEADLINE_VIEW, &elsewhere));
    assert_false(may(&admin, ACTION_DEADLINE_VIEW, &open));
    admin.grants.items[admin.grants.count++] = (struct grant){ROLE_HEAD, {0}};
    assert_false(may(&admin, ACTION_BREAK_GLASS, &open));
    assert_false(may(&admin, ACTION_DEADLINE_VIEW, &open));
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct actor actor = actor_of((enum role)role, MY_SCHOOL);
        bool want =
            role == ROLE_HEAD || role == ROLE_EXECUTIVE_HEAD || role == ROLE_TRUST_COORDINATOR;
        assert_int_equal(may(&actor, ACTION_DEADLINE_VIEW, &open), want);
    }
    head.read_only = true;
    assert_true(may(&head, ACTION_DEADLINE_VIEW, &open));
}

/* Whoever organises an event changes it, publishes it and sees who comes and what they need;
 * nothing else of anybody's opens, and a reading token still does not act. */
static void an_event_in_ones_hands(void **state)
{
    struct actor bare = {.person = {ME}};
    const struct object theirs = {.school = {OTHER_SCHOOL}, .organised = true};
    (void)state;
    for (int action = 0; action < ACTION_COUNT; action++)
        assert_int_equal(may(&bare, (enum action)action, &theirs),
                         action == ACTION_EVENT_EDIT || action == ACTION_EVENT_ATTENDEES ||
                             action == ACTION_EVENT_NEEDS || action == ACTION_REGISTER_VIEW ||
                             action == ACTION_REGISTER_TAKE || action == ACTION_STAGE_RUN);
    bare.read_only = true;
    assert_false(may(&bare, ACTION_EVENT_EDIT, &theirs));
    assert_true(may(&bare, ACTION_EVENT_ATTENDEES, &theirs));
    bare.person.v = 0; /* nobody organises anything */
    assert_false(may(&bare, ACTION_EVENT_ATTENDEES, &theirs));
}

/* Whoever leads it takes its register, runs its stage, and changes nothing else of it (TW-14). */
static void an_event_that_one_leads(void **state)
{
    struct actor bare = {.person = {ME}};
    const struct object theirs = {.school = {OTHER_SCHOOL}, .led = true};
    (void)state;
    for (int action = 0; action < ACTION_COUNT; action++)
        assert_int_equal(may(&bare, (enum action)action, &theirs),
                         action == ACTION_REGISTER_VIEW || action == ACTION_REGISTER_TAKE ||
                             action == ACTION_STAGE_RUN);
    bare.read_only = true;
    assert_true(may(&bare, ACTION_REGISTER_VIEW, &theirs));
    assert_false(may(&bare, ACTION_REGISTER_TAKE, &theirs));
}

static void shorter_sessions_for_whoever_leads(void **state)
{
    static const enum role privileged[] = {
        ROLE_CPD_LEADER,     ROLE_CPD_DEPUTY,        ROLE_HEAD,         ROLE_SLT,
        ROLE_EXECUTIVE_HEAD, ROLE_TRUST_COORDINATOR, ROLE_ADMINISTRATOR};
    (void)state;
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct actor actor = actor_of((enum role)role, MY_SCHOOL);
        bool want = false;
        for (size_t i = 0; i < COUNT_OF(privileged); i++)
            want = want || privileged[i] == (enum role)role;
        assert_int_equal(actor_is_privileged(&actor), want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_reaches_what_is_written),
        cmocka_unit_test(every_relation_reaches_what_is_written),
        cmocka_unit_test(what_is_in_hand_is_as_good_as_own),
        cmocka_unit_test(nobody_may_anything),
        cmocka_unit_test(every_row_has_a_letter_for_each_column),
        cmocka_unit_test(a_school_role_for_the_whole_trust_reaches_every_school),
        cmocka_unit_test(a_leader_may_not_edit_events_of_no_school),
        cmocka_unit_test(a_reading_token_never_acts),
        cmocka_unit_test(grants_add_up_in_scopes),
        cmocka_unit_test(broken_glass_is_read_and_nothing_else),
        cmocka_unit_test(an_event_in_ones_hands),
        cmocka_unit_test(an_event_that_one_leads),
        cmocka_unit_test(shorter_sessions_for_whoever_leads),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
