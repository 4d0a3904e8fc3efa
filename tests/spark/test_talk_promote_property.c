/* DESIGN: random bookings, talks and moves of events that overlap: nobody waits beside what they
 * could have, judged by hand after every step (SP-11). */
#include "fixture.h"

#include "spark_booking.h"
#include "spark_event.h"
#include "talk.h"
#include "token.h"

/* The database allocates much and small: a short quarantine halves the time under ASan. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum { PEOPLE = 12, EVENTS = 5, SPARKS = 2, STEPS = 2500, EMPTY_EVERY = 250 };
enum { TALKED, TALK_WAITED, BOOKED, BOOKING_WAITED, MOVED, CALLED_OFF, HELD_UP, PASSED_OVER };

/* The first SPARKS events are SPARK events, the others courses. */
struct bench {
    struct fixture f;
    struct event_id events[EVENTS];
    int done[PASSED_OVER + 1]; /* how often each was seen, so that none is missed */
};

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

static bool is_spark(int event)
{
    return event < SPARKS;
}

/* An afternoon, early, late or across both: 90 minutes each. */
static void set_time(struct event_fields *fields)
{
    fields->starts_at = instant_add(support_at("2026-11-12T15:00"), token_below(5) * 1800);
    fields->ends_at = instant_add(fields->starts_at, 5400);
}

static void create(struct bench *b, int event)
{
    struct event_fields fields = fixture_event_fields(&b->f);
    struct spark_fields spark = spark_event_defaults();
    set_time(&fields);
    fields.kind = is_spark(event) ? EVENT_SPARK : EVENT_COURSE;
    fields.capacity = 4;
    spark.fixed_minutes = 90 - 20; /* two talks of 7 minutes, or more that are shorter */
    assert_ok(spark_event_create(b->f.store, b->f.now, b->f.people[0], &fields, &spark,
                                 fixture_why(&b->f), &b->events[event]));
    fixture_publish(&b->f, b->events[event]);
}

/* One of the rows that a statement with one number gives; 0 if it gives none. */
static int64_t any(struct bench *b, const char *sql, int64_t param)
{
    int64_t ids[128];
    int count = 0;
    struct rows rows = store_query(b->f.store, sql, PARAMS(p_int(param)));
    while (rows_next(&rows) && count < (int)COUNT_OF(ids))
        ids[count++] = rows_int(&rows, 0);
    assert_ok(rows_end(&rows));
    return count ? ids[token_below((uint32_t)count)] : 0;
}

static int64_t any_live_talk(struct bench *b)
{
    return any(b, "SELECT id FROM talk WHERE status < 'withdrawn' AND $1 = 0", 0);
}

/* ---- steps ---- */

static void step_book(struct bench *b)
{
    struct person_id person = b->f.people[token_below(PEOPLE)];
    const struct booking_request request = {b->events[token_below(EVENTS)], person, person, false};
    struct booking_placed placed = {0};
    enum err err = fixture_job(
        &b->f, booking_book(b->f.store, b->f.now, &request, fixture_why(&b->f), &placed));
    assert_true(err == OK || err == ERR_CONFLICT);
    b->done[placed.status == BOOKING_WAITING ? BOOKING_WAITED : BOOKED] += err == OK;
}

static void step_cancel(struct bench *b)
{
    struct booking_id id = {any(b, "SELECT id FROM booking WHERE ended_at IS NULL AND $1 = 0", 0)};
    if (id.v)
        assert_ok(spark_booking_withdraw(
            b->f.store, b->f.now, &(struct booking_withdrawal){id, (struct person_id){0}, NULL},
            fixture_why(&b->f)));
}

static void step_offer(struct bench *b)
{
    uint32_t lead = token_below(PEOPLE), other = token_below(PEOPLE);
    const struct talk_request request = {.event = b->events[token_below(SPARKS)],
                                         .person = b->f.people[lead],
                                         .by = b->f.people[lead],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = LENGTHS.minutes[token_below(4) > 0],
                                         .co_presenters = &b->f.people[other],
                                         .co_presenter_count = other != lead && token_below(2),
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    enum err err =
        fixture_job(&b->f, talk_book(b->f.store, b->f.now, &request, fixture_why(&b->f), &placed));
    assert_true(err == OK || err == ERR_CONFLICT);
    b->done[placed.status == TALK_WAITING ? TALK_WAITED : TALKED] += err == OK;
}

static void step_withdraw(struct bench *b)
{
    struct talk_id id = {any_live_talk(b)};
    if (id.v)
        assert_ok(
            talk_withdraw(b->f.store, b->f.now, id, (struct person_id){0}, fixture_why(&b->f)));
}

static void step_change(struct bench *b)
{
    struct talk_placed placed;
    const struct talk_edit edit = {.talk = {any_live_talk(b)},
                                   .minutes = LENGTHS.minutes[token_below(2)],
                                   .wait_for_longer = true,
                                   .co_presenters = &b->f.people[token_below(PEOPLE)],
                                   .co_presenter_count = (int)token_below(2),
                                   .lengths = &LENGTHS};
    if (!edit.talk.v)
        return;
    enum err err =
        fixture_job(&b->f, talk_change(b->f.store, b->f.now, &edit, fixture_why(&b->f), &placed));
    assert_true(err == OK || err == ERR_CONFLICT || err == ERR_INVALID);
}

static void step_move(struct bench *b)
{
    struct spark_change change = {.event = b->events[token_below(EVENTS)]};
    change.fields = fixture_find(&b->f, change.event).fields;
    set_time(&change.fields);
    assert_ok(spark_event_update(b->f.store, b->f.now, &change, fixture_why(&b->f)));
    b->done[MOVED]++;
}

static void step_call_off(struct bench *b)
{
    int event = (int)token_below(EVENTS);
    assert_ok(spark_event_cancel(b->f.store, b->f.now, b->events[event], 0, fixture_why(&b->f)));
    create(b, event);
    b->done[CALLED_OFF]++;
}

static void step(struct bench *b)
{
    uint32_t dice = token_below(100);
    b->f.now.v++;
    if (dice < 24)
        step_book(b);
    else if (dice < 29)
        step_cancel(b);
    else if (dice < 55)
        step_offer(b);
    else if (dice < 59)
        step_withdraw(b);
    else if (dice < 65)
        step_change(b);
    else if (dice < 99)
        step_move(b);
    else
        step_call_off(b);
}

/* ---- what must hold after every step ---- */

/* Whoever has a place or a slot at another event that overlaps; not by the rows of busy. */
#define FREE_AT(person, event)                                                                     \
    "NOT EXISTS (SELECT 1 FROM event o WHERE o.id <> " event ".id"                                 \
    " AND o.starts_at < " event ".ends_at AND o.ends_at > " event ".starts_at"                     \
    " AND (EXISTS (SELECT 1 FROM booking h"                                                        \
    " WHERE h.event_id = o.id AND h.person_id = " person " AND h.status = 'confirmed')"            \
    " OR EXISTS (SELECT 1 FROM talk_presenter h JOIN talk n ON n.id = h.talk_id"                   \
    " WHERE n.event_id = o.id AND h.person_id = " person " AND n.status = 'confirmed')))"

#define PLACE_IS_FREE                                                                              \
    "SELECT count(*) FROM booking b"                                                               \
    " JOIN event e ON e.id = b.event_id WHERE b.status = 'waiting' AND e.taken < e.capacity"       \
    " AND $1 = 0"
/* A SPARK event here has one block: what is left of it is one stretch. */
#define SLOT_IS_FREE                                                                               \
    "talk t JOIN event e ON e.id = t.event_id JOIN spark_event s ON s.event_id = e.id WHERE $1 = " \
    "0 AND t.status = 'waiting'"                                                                   \
    " AND s.used_s + t.minutes * 60 + s.changeover_s <= s.room_s"

static const char *const BROKEN[] = {
    PLACE_IS_FREE " AND " FREE_AT("b.person_id", "e"),
    "SELECT count(*) FROM " SLOT_IS_FREE
    " AND NOT EXISTS (SELECT 1 FROM talk_presenter p WHERE p.talk_id = t.id"
    " AND NOT " FREE_AT("p.person_id", "e") ")",
    "SELECT count(*) FROM talk t JOIN spark_event s ON s.event_id = t.event_id WHERE $1 = 0"
    " AND t.status = 'confirmed' AND s.used_s + (t.wanted_minutes - t.minutes) * 60 <= s.room_s",
    "SELECT count(*) FROM event e WHERE $1 = 0 AND taken <> (SELECT count(*)"
    " FROM booking b WHERE b.event_id = e.id AND b.status = 'confirmed')",
    /* who is busy, and when: no more and no less than places and slots */
    "SELECT count(*) FROM busy y JOIN event e ON e.id = y.event_id WHERE $1 = 0"
    " AND (y.from_at <> e.starts_at OR y.to_at <> e.ends_at)",
    "SELECT (SELECT count(*) FROM busy) <> (SELECT count(*) FROM booking"
    " WHERE status = 'confirmed') + (SELECT count(*) FROM talk_presenter p JOIN talk t"
    " ON t.id = p.talk_id WHERE t.status = 'confirmed') + $1",
};

/* The sentence of each talk in line names who is at what if there is room, else the room. */
static void check_sentences(struct bench *b)
{
    int64_t id = any(b, "SELECT t.id FROM " SLOT_IS_FREE, 0);
    struct talk talk;
    if (!id)
        return;
    assert_ok(talk_find(b->f.store, (struct talk_id){id}, b->f.arena, &talk));
    assert_non_null(strstr(talk.why, " is at “"));
    b->done[HELD_UP]++;
}

static void check(struct bench *b)
{
    for (size_t i = 0; i < COUNT_OF(BROKEN); i++)
        if (fixture_count(&b->f, BROKEN[i], 0))
            fail_msg("broken after a step: %s", BROKEN[i]);
    b->done[PASSED_OVER] += fixture_count(&b->f, PLACE_IS_FREE, 0) > 0;
    check_sentences(b);
}

static void test_nobody_waits_beside_what_they_could_have(void **state)
{
    struct bench b = {.done = {0}};
    (void)state;
    fixture_init(&b.f, PEOPLE);
    for (int event = 0; event < EVENTS; event++)
        create(&b, event);
    for (int i = 1; i <= STEPS; i++) {
        step(&b);
        check(&b);
        if (i % EMPTY_EVERY == 0)
            assert_ok(store_exec(b.f.store, "DELETE FROM outbox", PARAMS()));
        arena_reset(b.f.arena);
    }
    for (int i = 0; i <= PASSED_OVER; i++)
        assert_true(b.done[i] > STEPS / 200);
    fixture_done(&b.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody_waits_beside_what_they_could_have)};
    support_init();
    token_seed(20261112);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
