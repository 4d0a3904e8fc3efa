/* DESIGN: the register beside a naive model: two phones out of step, corrections, closing and
 * opening again; the same attendance, and hours that add up. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "register.h"
#include "token.h"

/* The database allocates much and small: a short quarantine halves the time under ASan. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum { ROUNDS = 30, STEPS = 250, PEOPLE = 8, BOOKED = 4, SESSIONS = 2, ENTRIES = 1024, KEPT = 64 };

/* What the model knows: everything that was ever taken in, in the order of its arrival. */
struct entry {
    int session, person;
    enum register_mark_kind mark;
    int missed_min;
    int64_t at;
};
/* A mark on a phone that has not been sent yet. */
struct kept {
    struct register_mark mark;
    int session, person;
    bool walk_in;
    char key[24];
};
struct model {
    struct fixture f;
    struct event_id event;
    struct register_states states;
    int hours_min, capacity, next_key;
    struct entry entries[ENTRIES];
    int entry_count;
    bool closed[SESSIONS], on[PEOPLE], walk_in[PEOPLE], beyond[PEOPLE];
    struct kept kept[2][KEPT];
    int kept_count[2];
    int taken_in, refused, repeated, settled;
};

/* ---- the naive side ---- */

static const struct entry *standing(const struct model *m, int session, int person)
{
    const struct entry *last = NULL;
    for (int i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        if (e->session == session && e->person == person && (!last || e->at >= last->at))
            last = e;
    }
    return last;
}

static enum register_mark_kind mark_at(const struct model *m, int session, int person)
{
    const struct entry *e = standing(m, session, person);
    return e ? e->mark : REGISTER_NONE;
}

static int minutes_of(const struct model *m, int session)
{
    const struct register_state *s = &m->states.items[session];
    return (int)(s->ends_at.v - s->starts_at.v) / 60;
}

static bool all_closed(const struct model *m)
{
    return m->closed[0] && m->closed[1];
}

/* The event's hours, by the sessions' lengths, rounded at their ends. */
static int share(const struct model *m, int session)
{
    double first = minutes_of(m, 0), all = first + minutes_of(m, 1);
    int before = (int)(m->hours_min * first / all + 0.5);
    return session == 0 ? before : m->hours_min - before;
}

static int credit(const struct model *m, int person)
{
    int total = 0;
    for (int s = 0; s < SESSIONS; s++) {
        const struct entry *e = standing(m, s, person);
        if (e && e->mark == REGISTER_HERE && share(m, s) > e->missed_min)
            total += share(m, s) - e->missed_min;
    }
    return total;
}

static int count_taken(const struct model *m)
{
    int taken = 0;
    for (int i = 0; i < PEOPLE; i++)
        taken += m->on[i] && !m->beyond[i];
    return taken;
}

/* ---- both at once ---- */

static void open_round(struct model *m)
{
    *m = (struct model){.capacity = BOOKED + 1};
    fixture_init(&m->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&m->f);
    struct event_session_fields times[SESSIONS] = {{0}};
    fields.capacity = m->capacity;
    times[0].starts_at = fields.starts_at;
    times[0].ends_at = instant_add(fields.starts_at, 60 * (20 + (int)token_below(30)));
    times[1].starts_at = instant_add(times[0].ends_at, 600);
    times[1].ends_at = instant_add(times[1].starts_at, 60 * (20 + (int)token_below(30)));
    fields.ends_at = times[0].ends_at;
    int whole = (int)(times[0].ends_at.v - times[0].starts_at.v + times[1].ends_at.v -
                      times[1].starts_at.v) /
                60;
    m->hours_min = fields.hours_min = token_below(2) ? whole : (int)token_below(120);
    m->event = fixture_event(&m->f, &fields);
    assert_ok(
        event_set_sessions(m->f.store, m->f.now, m->event, 0, times, SESSIONS, fixture_why(&m->f)));
    assert_ok(register_list(m->f.store, m->event, m->f.arena, &m->states));
    for (int i = 0; i < BOOKED; i++) {
        const struct booking_request request = {
            .event = m->event, .person = m->f.people[i], .by = m->f.people[i]};
        struct booking_placed placed;
        assert_ok(booking_book(m->f.store, m->f.now, &request, fixture_why(&m->f), &placed));
        m->on[i] = true;
    }
    m->f.now = times[0].starts_at;
}

/* Somebody taps: the mark stays on the phone. */
static void tap(struct model *m, int phone)
{
    if (m->kept_count[phone] == KEPT)
        return;
    struct kept *k = &m->kept[phone][m->kept_count[phone]++];
    int person = (int)token_below(PEOPLE), session = (int)token_below(SESSIONS);
    *k = (struct kept){.session = session, .person = person, .walk_in = token_below(6) == 0};
    k->mark = (struct register_mark){.event = m->event,
                                     .session = m->states.items[session].session,
                                     .person = m->f.people[person],
                                     .mark = (enum register_mark_kind)token_below(REGISTER_MARKS),
                                     .by = m->f.people[phone],
                                     .at = m->f.now};
    if (k->walk_in)
        k->mark.mark = REGISTER_HERE;
    if (k->mark.mark == REGISTER_HERE && token_below(2))
        k->mark.late_min = (int)token_below(15);
    if (k->mark.mark == REGISTER_HERE && token_below(3) == 0)
        k->mark.early_min = (int)token_below(5);
    snprintf(k->key, sizeof k->key, "k%d", m->next_key++);
    if (token_below(8) == 0)
        k->mark.reason = "A correction";
}

static enum err send(struct model *m, struct kept *k, struct register_marked *ret)
{
    k->mark.key = k->key;
    if (k->walk_in)
        return fixture_job(
            &m->f, register_walk_in(m->f.store, m->f.now, &k->mark, fixture_why(&m->f), ret));
    if (k->mark.mark == REGISTER_NONE)
        return fixture_job(&m->f,
                           register_undo(m->f.store, m->f.now, &k->mark, fixture_why(&m->f), ret));
    return fixture_job(&m->f,
                       register_mark(m->f.store, m->f.now, &k->mark, fixture_why(&m->f), ret));
}

/* What the engine has to say to it, and the model after it. */
static bool expect_taken(struct model *m, const struct kept *k)
{
    const struct register_state *state = &m->states.items[k->session];
    if (m->f.now.v < state->opens_at.v || (m->closed[k->session] && !k->mark.reason) ||
        (!m->on[k->person] && !k->walk_in))
        return false;
    if (!m->on[k->person]) {
        m->beyond[k->person] = count_taken(m) == m->capacity;
        m->on[k->person] = m->walk_in[k->person] = true;
    }
    int64_t at = k->mark.at.v < state->opens_at.v ? state->opens_at.v : k->mark.at.v;
    m->entries[m->entry_count++] =
        (struct entry){k->session, k->person, k->mark.mark, k->mark.late_min + k->mark.early_min,
                       m->closed[k->session] ? m->f.now.v : at};
    if (k->mark.mark == REGISTER_NONE && m->walk_in[k->person] &&
        mark_at(m, 0, k->person) == REGISTER_NONE && mark_at(m, 1, k->person) == REGISTER_NONE)
        m->on[k->person] = m->walk_in[k->person] = m->beyond[k->person] = false;
    return true;
}

/* The phone is in reach: one of its marks arrives, often twice, in any order. */
static void deliver(struct model *m, int phone)
{
    struct register_marked marked;
    if (!m->kept_count[phone] || m->entry_count == ENTRIES)
        return;
    int at = (int)token_below((uint32_t)m->kept_count[phone]);
    struct kept k = m->kept[phone][at];
    bool taken = expect_taken(m, &k);
    enum err err = send(m, &k, &marked);
    if ((err == OK) != taken)
        fail_msg("%s: %s", taken ? "refused" : "taken in", m->f.why.slug ? m->f.why.slug : "");
    if (taken) {
        const struct entry *e = standing(m, k.session, k.person);
        assert_int_equal(marked.standing.mark, e->mark);
        assert_int_equal(marked.stands, e == &m->entries[m->entry_count - 1]);
        m->taken_in++;
    } else {
        m->refused++;
    }
    if (token_below(3) == 0 && taken) { /* the answer was lost */
        assert_ok(send(m, &k, &marked));
        assert_true(marked.repeated);
        m->repeated++;
    }
    m->kept[phone][at] = m->kept[phone][--m->kept_count[phone]];
}

static void end(struct model *m, bool closes)
{
    int session = (int)token_below(SESSIONS);
    const struct register_closing closing = {.event = m->event,
                                             .session = m->states.items[session].session,
                                             .by = m->f.people[0],
                                             .reason = "Not all of it"};
    bool over = m->f.now.v >= m->states.items[session].ends_at.v;
    enum err err =
        closes
            ? fixture_job(&m->f, register_close(m->f.store, m->f.now, &closing, fixture_why(&m->f)))
            : fixture_job(&m->f,
                          register_reopen(m->f.store, m->f.now, &closing, fixture_why(&m->f)));
    assert_int_equal(err == OK, !closes || over || m->closed[session]);
    if (err == OK)
        m->closed[session] = closes;
}

/* ---- the same on both sides ---- */

static void assert_row(struct model *m, const struct register_row *row, int session)
{
    for (int i = 0; i < PEOPLE; i++) {
        if (m->f.people[i].v != row->person.v)
            continue;
        const struct entry *e = standing(m, session, i);
        assert_true(m->on[i]);
        assert_int_equal(row->standing.mark, e ? e->mark : REGISTER_NONE);
        assert_int_equal(row->standing.late_min + row->standing.early_min, e ? e->missed_min : 0);
        assert_int_equal(row->walk_in, m->walk_in[i]);
        assert_int_equal(row->beyond, m->beyond[i]);
    }
}

static void assert_bookings(struct model *m)
{
    struct rows rows = store_query(m->f.store,
                                   "SELECT person_id, status, coalesce(credit_min, -1) FROM booking"
                                   " WHERE event_id = $1 AND ended_at IS NULL",
                                   PARAMS(p_int(m->event.v)));
    while (rows_next(&rows))
        for (int i = 0; i < PEOPLE; i++) {
            if (m->f.people[i].v != rows_int(&rows, 0))
                continue;
            bool here = mark_at(m, 0, i) == REGISTER_HERE || mark_at(m, 1, i) == REGISTER_HERE;
            assert_str(rows_str(&rows, 1), !all_closed(m) ? "confirmed"
                                           : here         ? "attended"
                                                          : "absent");
            assert_int_equal(rows_int(&rows, 2), all_closed(m) && here ? credit(m, i) : -1);
            m->settled += all_closed(m);
        }
    assert_ok(rows_end(&rows));
}

static void assert_same(struct model *m)
{
    int on = 0;
    for (int i = 0; i < PEOPLE; i++)
        on += m->on[i];
    for (int s = 0; s < SESSIONS; s++) {
        struct register_roll roll;
        assert_ok(
            register_roll(m->f.store, m->event, m->states.items[s].session, m->f.arena, &roll));
        assert_int_equal(roll.count, on);
        for (int i = 0; i < roll.count; i++)
            assert_row(m, &roll.items[i], s);
    }
    struct event event = fixture_find(&m->f, m->event);
    assert_int_equal(event.taken, count_taken(m));
    assert_int_equal(event.status, all_closed(m) ? EVENT_DONE : EVENT_PUBLISHED);
    assert_bookings(m);
}

static void test_two_phones_and_a_naive_model(void **state)
{
    int taken_in = 0, refused = 0, repeated = 0, settled = 0;
    struct model *m = calloc(1, sizeof *m);
    (void)state;
    token_seed(20261112);
    for (int round = 0; round < ROUNDS; round++) {
        open_round(m);
        for (int step = 0; step < STEPS; step++) {
            int phone = (int)token_below(2);
            m->f.now = instant_add(m->f.now, token_below(60));
            uint32_t what = token_below(20);
            if (what < 9)
                tap(m, phone);
            else if (what < 18)
                deliver(m, phone);
            else
                end(m, token_below(3) != 0);
            if (step % 5 == 0)
                assert_same(m);
        }
        taken_in += m->taken_in, refused += m->refused;
        repeated += m->repeated, settled += m->settled;
        fixture_done(&m->f);
    }
    print_message("%d marks taken in, %d refused, %d sent again, %d bookings settled\n", taken_in,
                  refused, repeated, settled);
    assert_true(taken_in > 1000 && refused > 300 && repeated > 300 && settled > 300);
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_two_phones_and_a_naive_model)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
