/* DESIGN: the booking engine beside a naive model: random rounds of everything that moves a place.
 */
#include "fixture.h"

#include <stdlib.h>

#include "booking_ask.h"
#include "booking_group.h"
#include "booking_model.h"
#include "booking_online.h"
#include "event_place.h"
#include "token.h"

/* The database allocates much and small: a short quarantine halves the time under ASan. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

/* ROUND_STEPS moves at fresh events; SPARKD_MODEL_STEPS=1000000 is what the release build does. */
enum { ROUND_STEPS = 400, STEPS = 40000, CHECK_EVERY = 4 };

struct bench {
    struct fixture f;
    struct model m;
    int done[MODEL_MOVES], refused[MODEL_MOVES];
};

/* ---- a fresh round ---- */

static struct event_fields random_fields(struct bench *b, int event)
{
    static const int offers[] = {0, 0, 30, 90};
    struct event_fields f = fixture_event_fields(&b->f);
    f.starts_at = instant_add(b->f.now, 2 * 3600 + event / 2 * 3600 + (int)token_below(3) * 1800);
    f.ends_at = instant_add(f.starts_at, 3600);
    f.capacity = 1 + (int)token_below(5);
    f.waiting_list = token_below(5) != 0;
    f.offer_min = offers[token_below(4)];
    f.fresh_first = token_below(3) == 0;
    f.approval = token_below(4) == 0;
    f.withdraw_h = token_below(3) == 0;
    if (token_below(3) == 0)
        f.booking_closes_at = instant_add(f.starts_at, -1800);
    return f;
}

static void start_round(struct bench *b)
{
    static const char *const empty[] = {"DELETE FROM booking_ask",   "DELETE FROM busy",
                                        "DELETE FROM booking",       "DELETE FROM outbox",
                                        "DELETE FROM event_session", "DELETE FROM event_place",
                                        "DELETE FROM event",         "DELETE FROM sqlite_sequence"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_ok(store_exec(b->f.store, empty[i], PARAMS()));
    arena_reset(b->f.arena);
    const struct event_place online = {"https://meet.example/room", "", "", "", "", 0};
    b->f.now = support_at("2026-11-03T09:00");
    b->m = (struct model){.next_booking = 1, .next_ask = 1};
    for (int e = 0; e < MODEL_EVENTS; e++) {
        struct model_event *event = &b->m.events[e];
        event->fields = random_fields(b, e);
        event->id = fixture_event(&b->f, &event->fields);
        event->both = token_below(2) == 0;
        if (event->both)
            assert_ok(
                event_place_put(b->f.store, b->f.now, event->id, 0, &online, fixture_why(&b->f)));
    }
}

/* ---- one move in both ---- */

static void assert_outcome(struct bench *b, const struct move *move, enum err err,
                           const char *expected)
{
    const char *got = err == OK ? NULL : b->f.why.slug;
    if ((expected == NULL) != (got == NULL) || (got && strcmp(got, expected) != 0))
        fail_msg("move %d of event %d: %s instead of %s", move->kind, move->event,
                 got ? got : "done", expected ? expected : "done");
    if (err != OK)
        assert_true(err == ERR_INVALID || strlen(b->f.why.detail) > 20);
    *(err == OK ? &b->done[move->kind] : &b->refused[move->kind]) += 1;
}

static enum err book(struct bench *b, const struct move *move)
{
    enum booking_part part = move->kind == MOVE_LEAD ? PART_LEADER : PART_ATTENDEE;
    const struct booking_request request = {b->m.events[move->event].id,
                                            b->f.people[move->person],
                                            b->f.people[move->person],
                                            false,
                                            part,
                                            move->kind == MOVE_BOOK_ONLINE};
    struct booking_placed placed;
    return booking_book(b->f.store, b->f.now, &request, fixture_why(&b->f), &placed);
}

/* All or nothing that came to nothing is no error; the model calls it "full". */
static enum err book_group(struct bench *b, const struct move *move)
{
    struct person_id people[MODEL_GROUP];
    struct booking_group_result result;
    for (int i = 0; i < MODEL_GROUP; i++)
        people[i] = b->f.people[model_group_person(move, i)];
    const struct booking_group group = {.event = b->m.events[move->event].id,
                                        .people = people,
                                        .count = MODEL_GROUP,
                                        .by = b->f.people[0],
                                        .all = move->kind == MOVE_GROUP_ALL};
    enum err err = booking_group_book(b->f.store, b->f.now, &group, fixture_why(&b->f), &result);
    if (err != OK || result.done)
        return err;
    return refuse(&b->f.why, ERR_CONFLICT, "full", "Nobody was booked, for not all of them fit.");
}

static enum err update(struct bench *b, const struct move *move)
{
    struct event_fields fields = b->m.events[move->event].fields;
    model_change_fields(move, &fields);
    return event_update(b->f.store, b->f.now, b->m.events[move->event].id, 0, &fields,
                        fixture_why(&b->f));
}

static enum err ask(struct bench *b, const struct move *move, struct booking_id id)
{
    const bool swap = move->kind == MOVE_ASK_SWAP;
    const struct booking_ask_new new = {id, b->f.people[move->other],
                                        swap ? b->m.events[move->other_event].id
                                             : (struct event_id){0}};
    struct booking_ask_id ask;
    return booking_ask_make(b->f.store, b->f.now, &new, fixture_why(&b->f), &ask);
}

static enum err run(struct bench *b, const struct move *move)
{
    struct store *store = b->f.store;
    struct instant now = b->f.now;
    struct refusal *why = fixture_why(&b->f);
    struct person_id person = b->f.people[move->person], other = b->f.people[move->other];
    struct booking_id id = {b->m.events[move->event].of[move->person].id};
    struct booking_id theirs = {b->m.events[move->other_event].of[move->other].id};
    const struct booking_withdrawal withdrawal = {id, move->kind == MOVE_WITHDRAW ? person : other,
                                                  move->flag ? "They are ill." : NULL};
    const struct booking_decision decision = {id, other, move->flag, "No cover."};
    const struct booking_handing handing = {id, other, b->f.people[0], NULL};
    const struct booking_switch to = {id, person, move->kind == MOVE_ONLINE};
    const struct booking_ask_id asked = {move->ask};
    struct booking_placed placed;
    bool more;
    switch (move->kind) {
    case MOVE_BOOK:
    case MOVE_BOOK_ONLINE:
    case MOVE_LEAD:
        return book(b, move);
    case MOVE_ONLINE:
    case MOVE_ROOM:
        return booking_online_switch(store, now, &to, why);
    case MOVE_GROUP_ALL:
    case MOVE_GROUP_FIT:
        return book_group(b, move);
    case MOVE_WITHDRAW:
    case MOVE_WITHDRAW_FOR:
        return booking_withdraw(store, now, &withdrawal, why);
    case MOVE_ACCEPT:
        return booking_accept(store, now, id, why);
    case MOVE_DECIDE:
        return booking_decide(store, now, &decision, why);
    case MOVE_HAND:
        return booking_hand(store, now, &handing, why, &placed);
    case MOVE_SWAP:
        return booking_swap(store, now, id, theirs, why);
    case MOVE_ASK_HAND:
    case MOVE_ASK_SWAP:
        return ask(b, move, id);
    case MOVE_ASK_YES:
        return booking_ask_accept(store, now, asked, why);
    case MOVE_ASK_NO:
        return booking_ask_decline(store, now, asked, b->f.arena);
    case MOVE_RESIZE:
    case MOVE_TIME:
        return update(b, move);
    case MOVE_CALL_OFF:
        return event_cancel(store, now, b->m.events[move->event].id, 0, why);
    case MOVE_TICK:
        return booking_promote_due(store, now, 50, b->f.arena, &more);
    case MODEL_MOVES:
        break;
    }
    fail();
    return ERR_BUG;
}

static void step(struct bench *b)
{
    b->f.now.v += token_below(3) ? token_below(80) : 0;
    const struct move move = model_random_move(&b->m);
    struct model before = b->m;
    b->m.now = b->f.now.v;
    const char *expected = model_run(&b->m, &move);
    struct model after = b->m;
    b->m = before; /* ids as they are before the move */
    enum err err = fixture_job(&b->f, run(b, &move));
    assert_outcome(b, &move, err, expected);
    if (!expected)
        b->m = after;
}

/* ---- what must hold ---- */

static void check_bookings(struct bench *b)
{
    static const char sql[] =
        "SELECT b.id, b.status, b.part, b.approved, coalesce(b.offered_until, 0), b.event_id,"
        " b.person_id, (SELECT count(*) FROM busy y WHERE y.source = 'booking'"
        " AND y.source_id = b.id AND y.person_id = b.person_id AND y.event_id = b.event_id), "
        "b.online"
        " FROM booking b WHERE b.ended_at IS NULL ORDER BY b.event_id, b.person_id";
    struct rows rows = store_query(b->f.store, sql, PARAMS());
    for (int e = 0; e < MODEL_EVENTS; e++) {
        for (int p = 0; p < MODEL_PEOPLE; p++) {
            const struct slot *slot = &b->m.events[e].of[p];
            if (slot->state == NONE)
                continue;
            assert_true(rows_next(&rows));
            assert_int_equal(rows_int(&rows, 0), slot->id);
            assert_int_equal(rows_int(&rows, 5), b->m.events[e].id.v);
            assert_int_equal(rows_int(&rows, 6), b->f.people[p].v);
            assert_true(str_eq_c(rows_str(&rows, 1), model_status(slot->state)));
            assert_int_equal(str_eq_c(rows_str(&rows, 2), "leader"), slot->state == LEADS);
            assert_int_equal(rows_int(&rows, 3), slot->approved);
            assert_int_equal(rows_int(&rows, 4), slot->state == OFFER ? slot->until : 0);
            assert_int_equal(rows_int(&rows, 7), slot->state != LINE);
            assert_int_equal(rows_int(&rows, 8), slot->online);
        }
    }
    assert_false(rows_next(&rows));
    assert_ok(rows_end(&rows));
}

static void check_places(struct bench *b)
{
    int64_t busy = 0, held = 0;
    for (int e = 0; e < MODEL_EVENTS; e++) {
        int64_t taken =
            fixture_count(&b->f, "SELECT taken FROM event WHERE id = $1", b->m.events[e].id.v);
        assert_int_equal(taken, model_taken(&b->m, e));
        assert_true(taken <= b->m.events[e].fields.capacity);
        for (int p = 0; p < MODEL_PEOPLE; p++)
            held += b->m.events[e].of[p].state != NONE && b->m.events[e].of[p].state != LINE;
    }
    busy = fixture_count(&b->f, "SELECT count(*) FROM busy WHERE $1 = 0", 0);
    assert_int_equal(busy, held);
}

/* Each promotion is told once, and only once. */
static void check_mails(struct bench *b)
{
    static const struct person_id all = {0};
    assert_int_equal(fixture_mails(&b->f, "booking-promoted", all), b->m.promoted);
    assert_int_equal(fixture_mails(&b->f, "booking-offered", all), b->m.offered);
    assert_int_equal(fixture_mails(&b->f, "booking-swapped", all), 2 * b->m.swapped);
}

/* A move that never went well, or never went wrong, tests nothing. Calling off goes wrong only once
 * an event is over, which is rare. */
static void check_everything_happened(const struct bench *b)
{
    static const bool NEVER_REFUSED[MODEL_MOVES] = {
        [MOVE_GROUP_FIT] = true, [MOVE_ASK_NO] = true, [MOVE_TICK] = true};
    for (int kind = 0; kind < MODEL_MOVES; kind++) {
        if (getenv("SPARKD_MODEL_STEPS"))
            print_message("move %2d: %d done, %d refused\n", kind, b->done[kind], b->refused[kind]);
        assert_true(b->done[kind] > 0);
        if (kind != MOVE_CALL_OFF)
            assert_int_equal(b->refused[kind] > 0, !NEVER_REFUSED[kind]);
    }
}

static int64_t steps_wanted(void)
{
    const char *text = getenv("SPARKD_MODEL_STEPS");
    return text ? strtoll(text, NULL, 10) : STEPS;
}

static void test_model(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    int64_t steps = steps_wanted();
    (void)state;
    fixture_init(&b->f, MODEL_PEOPLE);
    for (int64_t i = 0; i < steps; i++) {
        if (i % ROUND_STEPS == 0) {
            if (i)
                check_mails(b);
            start_round(b);
        }
        step(b);
        if (i % CHECK_EVERY == 0 || i % ROUND_STEPS == ROUND_STEPS - 1) {
            check_bookings(b);
            check_places(b);
        }
    }
    check_everything_happened(b);
    fixture_done(&b->f);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_model)};
    const char *seed = getenv("SPARKD_MODEL_SEED");
    support_init();
    token_seed(seed ? strtoull(seed, NULL, 10) : 20261128);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
