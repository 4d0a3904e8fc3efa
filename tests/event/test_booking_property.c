/* DESIGN: 50,000 random bookings and cancellations at two overlapping events beside a model. */
#include "fixture.h"

#include "token.h"

/* The database allocates much and small: a short quarantine halves the time under ASan. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum { PEOPLE = 24, EVENTS = 2, STEPS = 50000, EMPTY_EVERY = 2000 };

enum state { NONE, PLACE, LINE };

struct model_booking {
    enum state state;
    int64_t id, booked_at;
};

struct model {
    int capacity[EVENTS];
    bool waiting_list[EVENTS];
    struct model_booking of[EVENTS][PEOPLE];
};

struct bench {
    struct fixture f;
    struct event_id events[EVENTS];
    struct model model;
    int placed, waited, full, clashed, promoted, shrunk;
};

static int taken(const struct model *model, int event)
{
    int count = 0;
    for (int p = 0; p < PEOPLE; p++)
        count += model->of[event][p].state == PLACE;
    return count;
}

static bool is_before(const struct model_booking *a, const struct model_booking *b)
{
    return a->booked_at < b->booked_at || (a->booked_at == b->booked_at && a->id < b->id);
}

/* The first in line at an event who is free; NULL if nobody is. */
static struct model_booking *first_free(struct model *model, int event)
{
    struct model_booking *first = NULL;
    for (int p = 0; p < PEOPLE; p++) {
        struct model_booking *booking = &model->of[event][p];
        bool free = model->of[!event][p].state != PLACE;
        if (booking->state == LINE && free && (!first || is_before(booking, first)))
            first = booking;
    }
    return first;
}

static int model_promote(struct model *model, int event)
{
    struct model_booking *first;
    int count = 0;
    while (taken(model, event) < model->capacity[event] && (first = first_free(model, event))) {
        first->state = PLACE;
        count++;
    }
    return count;
}

/* ---- one step in both ---- */

static void assert_refused(struct bench *b, enum err err, const char *slug)
{
    assert_int_equal(err, ERR_CONFLICT);
    assert_string_equal(b->f.why.slug, slug);
    assert_non_null(b->f.why.detail);
}

static void step_book(struct bench *b, int event, int person)
{
    struct model_booking *booking = &b->model.of[event][person];
    const struct model_booking *other = &b->model.of[!event][person];
    const struct booking_request request = {b->events[event], b->f.people[person],
                                            b->f.people[person], false};
    struct booking_placed placed = {0};
    enum err err = fixture_job(
        &b->f, booking_book(b->f.store, b->f.now, &request, fixture_why(&b->f), &placed));
    if (booking->state != NONE) {
        assert_refused(b, err, "already-booked");
        assert_int_equal(b->f.why.other_id, booking->id);
        return;
    }
    if (other->state == PLACE) {
        assert_refused(b, err, "clash");
        assert_int_equal(b->f.why.other_id, b->events[!event].v);
        b->clashed++;
        return;
    }
    bool room = taken(&b->model, event) < b->model.capacity[event];
    if (!room && !b->model.waiting_list[event]) {
        assert_refused(b, err, "full");
        b->full++;
        return;
    }
    assert_int_equal(err, OK);
    assert_int_equal(placed.status, room ? BOOKING_CONFIRMED : BOOKING_WAITING);
    *booking = (struct model_booking){room ? PLACE : LINE, placed.id.v, b->f.now.v};
    b->placed += room;
    b->waited += !room;
}

static void step_cancel(struct bench *b, int event, int person)
{
    struct model_booking *booking = &b->model.of[event][person];
    enum state was = booking->state;
    if (was == NONE)
        return;
    assert_ok(
        fixture_job(&b->f, booking_cancel(b->f.store, b->f.now, (struct booking_id){booking->id},
                                          b->f.people[person], fixture_why(&b->f))));
    booking->state = NONE;
    if (was != PLACE)
        return;
    b->promoted += model_promote(&b->model, event);
    if (b->model.of[!event][person].state == LINE) /* they are free again */
        b->promoted += model_promote(&b->model, !event);
}

static void step_resize(struct bench *b, int event)
{
    int capacity = (int)token_below(9);
    struct event_fields fields = fixture_find(&b->f, b->events[event]).fields;
    fields.capacity = capacity;
    enum err err = fixture_job(&b->f, event_update(b->f.store, b->f.now, b->events[event], 0,
                                                   &fields, fixture_why(&b->f)));
    if (capacity < taken(&b->model, event)) {
        assert_int_equal(err, ERR_INVALID);
        assert_true(fixture_refused(&b->f, "capacity"));
        b->shrunk++;
        return;
    }
    assert_int_equal(err, OK);
    b->model.capacity[event] = capacity;
    b->promoted += model_promote(&b->model, event);
}

static void step(struct bench *b)
{
    int event = (int)token_below(EVENTS), person = (int)token_below(PEOPLE);
    uint32_t dice = token_below(100);
    b->f.now.v += token_below(3) == 0;
    if (dice < 55)
        step_book(b, event, person);
    else if (dice < 97)
        step_cancel(b, event, person);
    else
        step_resize(b, event);
}

/* ---- what must hold after every step ---- */

static void check_rows(struct bench *b, int event)
{
    static const char sql[] = "SELECT b.id, b.status = 'confirmed', b.person_id FROM booking b"
                              " WHERE b.event_id = $1 AND b.ended_at IS NULL"
                              " ORDER BY b.person_id";
    int confirmed = 0, person = 0;
    struct rows rows = store_query(b->f.store, sql, PARAMS(p_int(b->events[event].v)));
    for (; rows_next(&rows); person++) {
        while (person < PEOPLE && b->model.of[event][person].state == NONE)
            person++;
        assert_true(person < PEOPLE);
        assert_int_equal(rows_int(&rows, 0), b->model.of[event][person].id);
        assert_int_equal(rows_int(&rows, 1), b->model.of[event][person].state == PLACE);
        assert_int_equal(rows_int(&rows, 2), b->f.people[person].v);
        confirmed += rows_int(&rows, 1) != 0;
    }
    assert_ok(rows_end(&rows));
    for (; person < PEOPLE; person++)
        assert_int_equal(b->model.of[event][person].state, NONE);
    assert_true(confirmed <= b->model.capacity[event]);
    assert_int_equal(
        fixture_count(&b->f, "SELECT taken FROM event WHERE id = $1", b->events[event].v),
        confirmed);
    assert_int_equal(
        fixture_count(&b->f, "SELECT count(*) FROM busy WHERE event_id = $1", b->events[event].v),
        confirmed);
}

static void start(struct bench *b)
{
    *b = (struct bench){.model = {.capacity = {5, 3}, .waiting_list = {true, false}}};
    fixture_init(&b->f, PEOPLE);
    for (int e = 0; e < EVENTS; e++) {
        struct event_fields fields = fixture_event_fields(&b->f);
        fields.capacity = b->model.capacity[e];
        fields.waiting_list = b->model.waiting_list[e];
        fields.starts_at = instant_add(fields.starts_at, e * 1800);
        b->events[e] = fixture_event(&b->f, &fields);
    }
}

static void test_bookings(void **state)
{
    struct bench b;
    (void)state;
    start(&b);
    for (int i = 1; i <= STEPS; i++) {
        step(&b);
        for (int e = 0; e < EVENTS; e++)
            check_rows(&b, e);
        if (i % EMPTY_EVERY == 0)
            assert_ok(store_exec(b.f.store, "DELETE FROM outbox", PARAMS()));
        if (i == STEPS / 2) { /* from here on both have a line */
            struct event_fields fields = fixture_find(&b.f, b.events[1]).fields;
            fields.waiting_list = b.model.waiting_list[1] = true;
            assert_ok(event_update(b.f.store, b.f.now, b.events[1], 0, &fields, fixture_why(&b.f)));
        }
        arena_reset(b.f.arena);
    }
    assert_true(b.placed && b.waited && b.full && b.clashed && b.promoted && b.shrunk);
    fixture_done(&b.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bookings)};
    support_init();
    token_seed(20261113);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
