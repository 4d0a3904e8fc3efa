/* DESIGN: everyone's roles on any day, after any acts, against a list that is kept naively. */
#include "org_fixture.h"
#include "token.h"

enum { PEOPLE = 6, ACTS = 400, GIVEN_MAX = 512, DAYS = 60 };

static struct fixture f;
static struct person_id people[PEOPLE];
static struct day first;

/* What was given: from one day to another, both inclusive; a naive model ends it by its dates. */
static struct given {
    struct grant_id id;
    int person;
    struct grant grant;
    int from, to; /* days after the first */
} given[GIVEN_MAX];
static int given_count;

static int holds(int person, struct grant grant, int on)
{
    for (int i = 0; i < given_count; i++)
        if (given[i].person == person && given[i].grant.role == grant.role &&
            given[i].grant.school.v == grant.school.v && given[i].from <= on && on <= given[i].to)
            return 1;
    return 0;
}

static bool overlaps(int person, struct grant grant, int from, int to)
{
    for (int day = from; day <= to; day++)
        if (holds(person, grant, day))
            return true;
    return false;
}

static int below(int n)
{
    return (int)token_below((uint32_t)n);
}

static struct grant some_grant(void)
{
    static const enum role roles[] = {ROLE_CPD_LEADER, ROLE_HEAD, ROLE_SLT, ROLE_ADMINISTRATOR};
    struct grant grant = {roles[below(4)], below(2) ? f.oak : f.ash};
    if (grant.role == ROLE_ADMINISTRATOR)
        grant.school.v = 0;
    return grant;
}

/* The leader of before ends the day before; one named for later refuses. */
static bool model_makes_room(struct grant grant, int from)
{
    if (grant.role != ROLE_CPD_LEADER)
        return true;
    for (int i = 0; i < given_count; i++)
        if (given[i].grant.role == ROLE_CPD_LEADER && given[i].grant.school.v == grant.school.v &&
            given[i].from >= from && given[i].to >= given[i].from)
            return false;
    for (int i = 0; i < given_count; i++)
        if (given[i].grant.role == ROLE_CPD_LEADER && given[i].grant.school.v == grant.school.v &&
            given[i].to >= from)
            given[i].to = from - 1;
    return true;
}

static void give(int now)
{
    struct grant grant = some_grant();
    int who = below(PEOPLE), from = now + below(10);
    int to = below(3) ? from + below(20) : 10000;
    struct grant_new fresh = {
        people[who], grant, day_add(first, from), to == 10000 ? DAY_NONE : day_add(first, to), {0}};
    struct grant_id id;
    enum err err = grant_begin(f.store, &fresh, day_add(first, now), fixture_why(&f), &id);
    bool fits = !overlaps(who, grant, from, to) && model_makes_room(grant, from);
    assert_int_equal(err, fits ? OK : ERR_CONFLICT);
    if (fits)
        given[given_count++] = (struct given){id, who, grant, from, to};
}

static int other_administrators(int person, int after)
{
    int count = 0;
    for (int p = 0; p < PEOPLE; p++)
        for (int i = 0; p != person && i < given_count; i++)
            if (given[i].person == p && given[i].grant.role == ROLE_ADMINISTRATOR &&
                given[i].from <= after && given[i].to > after) {
                count++;
                break;
            }
    return count;
}

static void end(int now)
{
    struct given *g = &given[below(given_count)];
    int last = now - 1 + below(8);
    bool later = g->to < last;
    if (g->to < now)
        return;
    bool last_admin = g->grant.role == ROLE_ADMINISTRATOR && holds(g->person, g->grant, last) &&
                      other_administrators(g->person, last) == 0;
    enum err err =
        grant_end(f.store, g->id, day_add(first, last), day_add(first, now), fixture_why(&f));
    assert_int_equal(err, later ? ERR_INVALID : last_admin ? ERR_CONFLICT : OK);
    if (err == OK)
        g->to = last;
}

static void check_everyone(int on)
{
    for (int p = 0; p < PEOPLE; p++) {
        struct grants grants;
        int want = 0;
        struct grant seen[GIVEN_MAX];
        for (int i = 0; i < given_count; i++) {
            bool known = false;
            for (int j = 0; j < want; j++)
                known = known || (seen[j].role == given[i].grant.role &&
                                  seen[j].school.v == given[i].grant.school.v);
            if (given[i].person == p && !known && given[i].from <= on && on <= given[i].to)
                seen[want++] = given[i].grant;
        }
        assert_ok(grant_list(f.store, people[p], day_add(first, on), &grants));
        assert_int_equal(grants.count, want);
        for (int i = 0; i < grants.count; i++)
            assert_true(holds(p, grants.items[i], on));
    }
}

static bool leads(int person, struct school_id school, int on)
{
    struct grants grants;
    assert_ok(grant_list(f.store, people[person], day_add(first, on), &grants));
    for (int i = 0; i < grants.count; i++)
        if (grants.items[i].role == ROLE_CPD_LEADER && grants.items[i].school.v == school.v)
            return true;
    return false;
}

/* No two people ever lead one school on one day (PR-09). */
static void check_leaders(int on)
{
    int at_oak = 0, at_ash = 0;
    for (int p = 0; p < PEOPLE; p++) {
        at_oak += leads(p, f.oak, on);
        at_ash += leads(p, f.ash, on);
    }
    assert_true(at_oak <= 1 && at_ash <= 1);
}

static void roles_on_any_day_are_those_that_were_given(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        token_seed(seed);
        fixture_open(&f);
        given_count = 0;
        first = support_day("2026-09-01");
        for (int i = 0; i < PEOPLE; i++)
            people[i] = fixture_person(&f);
        for (int i = 0; i < ACTS / 4; i++) {
            int now = i * DAYS / (ACTS / 4);
            if (given_count && below(3) == 0)
                end(now);
            else
                give(now);
        }
        for (int on = 0; on < DAYS + 30; on += 3) {
            check_everyone(on);
            check_leaders(on);
        }
        fixture_close(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_on_any_day_are_those_that_were_given),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
