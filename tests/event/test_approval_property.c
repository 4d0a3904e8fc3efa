/* DESIGN: random acts on requests beside a model that knows nothing but the rule in words. */
#include <stdlib.h>

#include "approval_fixture.h"

/* The database allocates much and small: a short quarantine halves the time under ASan. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum { REQUESTS = 4, STEPS = 3, ROUNDS = 6000, NOBODY = -1 };
static const int ASKERS[REQUESTS] = {ASKER, DEPUTY, LEADER, HEAD};
static const int ACTORS[] = {ASKER, COLLEAGUE, MANAGER, LEADER, DEPUTY, HEAD, SENIOR, COORDINATOR};

struct model {
    struct approval_id id;
    int asker, here, delegate; /* here: STEPS once it is over */
    enum approval_status status;
    struct day due;
};

/* Who holds a step of such a request, in one word: there is one of each at oak. */
static int holder(int step, int asker)
{
    if (step == 0)
        return asker == ASKER ? MANAGER : NOBODY;
    if (step == 1)
        return asker == LEADER ? NOBODY : LEADER;
    return asker == HEAD ? COORDINATOR : HEAD;
}

static bool is_live(const struct model *m)
{
    return m->status == APPROVAL_OPEN || m->status == APPROVAL_ASKED;
}

static struct day weekdays_later(struct day day, int n)
{
    while (n) {
        day = day_add(day, 1);
        n -= day_weekday(day) < SATURDAY;
    }
    return day;
}

static void renew(struct fixture *f, struct model *m)
{
    m->due = weekdays_later(tz_day(f->now), 5);
}

static void go_to_next(struct fixture *f, struct model *m)
{
    m->delegate = NOBODY;
    do
        m->here++;
    while (m->here < STEPS && holder(m->here, m->asker) == NOBODY);
    m->status = m->here == STEPS ? APPROVAL_APPROVED : APPROVAL_OPEN;
    renew(f, m);
}

static bool may_decide(const struct model *m, int who)
{
    return is_live(m) && who != m->asker &&
           (who == m->delegate || who == holder(m->here, m->asker));
}

static void make(struct fixture *f, struct model *m)
{
    m->id = approval_ask_for(f, m->asker, APPROVAL_FUNDING);
    m->here = -1;
    go_to_next(f, m);
}

static void assert_same(struct fixture *f, const struct model *m)
{
    struct approval approval = approval_of(f, m->id);
    assert_int_equal(approval.status, m->status);
    assert_int_equal(approval.here, is_live(m) ? m->here : -1);
    if (is_live(m)) {
        assert_int_equal(approval.steps[m->here].due.v, m->due.v);
        assert_int_equal(approval.steps[m->here].delegate.v,
                         m->delegate == NOBODY ? 0 : f->people[m->delegate].v);
    }
    for (int i = 0; i < approval.step_count; i++)
        assert_int_not_equal(approval.steps[i].by.v, approval.person.v);
    if (approval.status == APPROVAL_APPROVED)
        assert_int_equal(approval.steps[STEPS - 1].state, APPROVAL_STEP_APPROVED);
}

static void decide(struct fixture *f, struct model *m, int who, bool approve)
{
    enum err err = approval_try(f, m->id, who, approve, "Because");
    assert_int_equal(err == OK, may_decide(m, who));
    if (err != OK)
        return;
    if (approve)
        go_to_next(f, m);
    else
        m->status = APPROVAL_DECLINED;
}

static void ask_or_reply(struct fixture *f, struct model *m, int who, bool ask)
{
    const struct approval_act act = {m->id, 0, f->people[who], "Words"};
    enum err err = fixture_job(f, ask ? approval_ask(f->store, f->now, &act, fixture_why(f))
                                      : approval_reply(f->store, f->now, &act, fixture_why(f)));
    bool may = ask ? may_decide(m, who) : who == m->asker && m->status == APPROVAL_ASKED;
    assert_int_equal(err == OK, may);
    if (may && !ask)
        renew(f, m);
    if (may)
        m->status = ask ? APPROVAL_ASKED : APPROVAL_OPEN;
}

static void delegate(struct fixture *f, struct model *m, int who, int to)
{
    const struct approval_act act = {m->id, 0, f->people[who], ""};
    enum err err =
        fixture_job(f, approval_delegate(f->store, f->now, &act, f->people[to], fixture_why(f)));
    bool may = may_decide(m, who) && to != m->asker;
    assert_int_equal(err == OK, may);
    if (may) {
        m->delegate = to == who ? NOBODY : to;
        renew(f, m);
    }
}

static void pass_days(struct fixture *f, struct model *all, int days)
{
    bool more = true;
    f->now = instant_add(f->now, days * 86400);
    assert_ok(fixture_job(f, approval_escalate(f->store, f->now, 10, f->arena, &more)));
    assert_false(more);
    for (int i = 0; i < REQUESTS; i++) {
        struct model *m = &all[i];
        if (m->status != APPROVAL_OPEN || m->due.v >= tz_day(f->now).v)
            continue;
        if (m->here == STEPS - 1)
            renew(f, m);
        else
            go_to_next(f, m);
    }
}

static void random_acts_end_where_the_rule_says(void **state)
{
    struct fixture f;
    struct model all[REQUESTS] = {0};
    unsigned seed = 11;
    int ends[APPROVAL_STATUSES] = {0};
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    for (int i = 0; i < REQUESTS; i++) {
        all[i].asker = ASKERS[i];
        make(&f, &all[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        struct model *m = &all[rand_r(&seed) % REQUESTS];
        int who = ACTORS[rand_r(&seed) % COUNT_OF(ACTORS)];
        int act = rand_r(&seed) % 10;
        if (act < 5)
            decide(&f, m, who, act > 0);
        else if (act < 7)
            ask_or_reply(&f, m, who, act == 5);
        else if (act < 9)
            delegate(&f, m, who, ACTORS[rand_r(&seed) % COUNT_OF(ACTORS)]);
        else
            pass_days(&f, all, rand_r(&seed) % 3);
        if (is_live(m) && rand_r(&seed) % 100 == 0) {
            assert_ok(approval_withdraw(f.store, f.now, m->id, 0, fixture_why(&f)));
            m->status = APPROVAL_WITHDRAWN;
        }
        for (int i = 0; i < REQUESTS; i++)
            assert_same(&f, &all[i]);
        if (!is_live(m)) {
            ends[m->status]++;
            make(&f, m);
        }
        arena_free(f.arena);
        f.arena = arena_new();
    }
    for (int status = APPROVAL_APPROVED; status < APPROVAL_STATUSES; status++)
        assert_true(ends[status] > 20);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_acts_end_where_the_rule_says)};
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
