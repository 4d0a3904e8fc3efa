/* DESIGN: reading a confidential record in an emergency: who, with whom, for how long, and who is
 * told. */
#include "break_glass.h"

#include "support.h"
#include "trust.h"

enum { HOUR_S = 3600 };
static const char REASON[] = "A complaint must be answered before she is back.";

static struct store *store;
static struct arena *arena;
static struct refusal why;
static struct instant now;
static struct person_id owner, head, coordinator;

static struct person_id add_person(const char *name, const char *email, enum role role)
{
    struct person_id id = {0};
    const struct person_new person = {name, email};
    assert_ok(person_insert(store, &person, now, &id));
    assert_ok(grant_insert(store, id, (struct grant){role, {0}}, DAY_NONE));
    return id;
}

static int set_up(void **state)
{
    const struct trust trust = {"Trust", "cpd@trust.example"};
    (void)state;
    now = support_at("2026-11-02T09:00");
    arena = arena_new();
    refusal_init(&why, arena);
    store = support_store();
    assert_ok(trust_insert(store, &trust, now));
    owner = add_person("Ola Own", "ola@trust.example", ROLE_STAFF);
    head = add_person("Hilary Head", "hilary@trust.example", ROLE_HEAD);
    coordinator = add_person("Chris Coordinator", "chris@trust.example", ROLE_TRUST_COORDINATOR);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

static struct actor actor_of(struct person_id person)
{
    struct actor actor = {.person = person};
    assert_ok(grant_list(store, person, support_day("2026-11-02"), &actor.grants));
    return actor;
}

static enum err ask(struct person_id who, const char *reason, int64_t hours, int64_t *ret_id)
{
    struct actor actor = actor_of(who);
    refusal_init(&why, arena);
    return break_glass_ask(store, &actor, owner, str_of(reason), hours, now, &why, ret_id);
}

static enum err approve(struct person_id who, int64_t id)
{
    struct actor actor = actor_of(who);
    refusal_init(&why, arena);
    return break_glass_approve(store, &actor, id, now, &why);
}

static enum err end(struct person_id who, int64_t id)
{
    struct actor actor = actor_of(who);
    refusal_init(&why, arena);
    return break_glass_end(store, &actor, id, now, &why);
}

/* May they read the owner's deadlines now? */
static bool reads(struct person_id who)
{
    struct actor actor = actor_of(who);
    struct object object;
    assert_ok(permission_person_now(store, &actor, owner, now, arena, &object));
    return may(&actor, ACTION_DEADLINE_VIEW, &object);
}

static int64_t count(const char *sql)
{
    int64_t n = -1;
    assert_ok(store_find_int(store, sql, PARAMS(), &n));
    return n;
}

static int64_t opened(void)
{
    int64_t id = 0;
    assert_ok(ask(head, REASON, 24, &id));
    assert_ok(approve(coordinator, id));
    return id;
}

static void it_takes_two_and_opens_to_who_asked(void **state)
{
    int64_t id = 0;
    (void)state;
    assert_ok(ask(head, REASON, 24, &id));
    assert_false(reads(head));
    assert_int_equal(count("SELECT count(*) FROM outbox"), 0);
    assert_int_equal(approve(head, id), ERR_CONFLICT);
    assert_string_equal(why.slug, "same-person");
    assert_int_equal(approve(owner, id), ERR_CONFLICT);
    assert_ok(approve(coordinator, id));
    assert_true(reads(head));
    assert_false(reads(coordinator));
    assert_int_equal(approve(coordinator, id), ERR_CONFLICT);
    assert_string_equal(why.slug, "not-waiting");
}

/* The database is the last wall. */
static void the_schema_wants_two_people_too(void **state)
{
    int64_t id = 0;
    (void)state;
    assert_ok(ask(head, REASON, 24, &id));
    assert_int_equal(store_exec(store,
                                "UPDATE break_glass SET approved_by = asked_by, approved_at = 1,"
                                " ends_at = 1 + hours * 3600",
                                PARAMS()),
                     ERR_CONFLICT);
    assert_int_equal(store_exec(store, "UPDATE break_glass SET hours = 73", PARAMS()),
                     ERR_CONFLICT);
}

static void the_owner_is_told_at_once_without_the_reason(void **state)
{
    (void)state;
    opened();
    assert_int_equal(count("SELECT count(*) FROM outbox WHERE kind = 'break-glass' AND"
                           " to_email = 'ola@trust.example' AND due_at <= queued_at"),
                     1);
    assert_int_equal(count("SELECT count(*) FROM outbox WHERE body LIKE '%complaint%'"), 0);
    assert_int_equal(count("SELECT count(*) FROM audit WHERE subject_id = 1 AND reason LIKE"
                           " '%complaint%' AND action LIKE 'break-glass-%'"),
                     2);
}

static void it_ends_by_itself(void **state)
{
    (void)state;
    opened();
    now = instant_add(now, 24 * HOUR_S - 1);
    assert_true(reads(head));
    now = instant_add(now, 1);
    assert_false(reads(head));
}

static void it_is_ended_by_either(void **state)
{
    int64_t id = opened();
    (void)state;
    assert_ok(end(coordinator, id));
    assert_false(reads(head));
    assert_int_equal(end(head, id), ERR_CONFLICT);
    assert_ok(ask(head, REASON, 24, &id));
    assert_ok(end(head, id)); /* withdrawn before anybody agreed */
    assert_int_equal(approve(coordinator, id), ERR_CONFLICT);
    assert_false(reads(head));
}

static void nobody_approves_an_old_request(void **state)
{
    int64_t id = 0;
    (void)state;
    assert_ok(ask(head, REASON, 2, &id));
    now = instant_add(now, 2 * HOUR_S);
    assert_int_equal(approve(coordinator, id), ERR_CONFLICT);
    assert_ok(ask(head, REASON, 2, &id)); /* and may ask again */
}

/* Who loses the role loses the reading with it. */
static void a_role_that_ends_ends_it(void **state)
{
    (void)state;
    opened();
    assert_true(reads(head));
    assert_ok(store_exec(store, "UPDATE role_grant SET to_on = 1 WHERE person_id = $1",
                         PARAMS(p_int(head.v))));
    assert_false(reads(head));
}

static void a_reason_and_hours_are_needed(void **state)
{
    static const struct {
        const char *reason;
        int64_t hours;
        enum err err;
    } rows[] = {
        {"", 24, ERR_INVALID},     {"Because.", 24, ERR_INVALID}, {REASON, 0, ERR_INVALID},
        {REASON, 73, ERR_INVALID}, {REASON, -1, ERR_INVALID},     {REASON, 72, OK},
    };
    int64_t id = 0;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(ask(head, rows[i].reason, rows[i].hours, &id), rows[i].err);
    assert_int_equal(ask(head, REASON, 24, &id), ERR_CONFLICT);
    assert_string_equal(why.slug, "already-asked");
    assert_int_equal(ask(owner, REASON, 24, &id), ERR_CONFLICT);
    assert_string_equal(why.slug, "own");
}

static void lists_are_paged_and_the_owners_are_theirs(void **state)
{
    struct break_glass_list list;
    (void)state;
    for (int i = 0; i < 5; i++)
        assert_ok(end(coordinator, opened()));
    assert_ok(break_glass_list(store, owner, 0, 3, now, arena, &list));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].state, BREAK_GLASS_ENDED);
    assert_string_equal(list.items[0].approved_by_name, "Chris Coordinator");
    assert_ok(break_glass_list(store, owner, list.next, 3, now, arena, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.next, 0);
    assert_ok(break_glass_list(store, head, 0, 3, now, arena, &list));
    assert_int_equal(list.count, 0);
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(it_takes_two_and_opens_to_who_asked),
        IN_STORE(the_schema_wants_two_people_too),
        IN_STORE(the_owner_is_told_at_once_without_the_reason),
        IN_STORE(it_ends_by_itself),
        IN_STORE(it_is_ended_by_either),
        IN_STORE(nobody_approves_an_old_request),
        IN_STORE(a_role_that_ends_ends_it),
        IN_STORE(a_reason_and_hours_are_needed),
        IN_STORE(lists_are_paged_and_the_owners_are_theirs),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
