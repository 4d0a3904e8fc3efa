/* DESIGN: two records made one and apart again: nothing is lost, and the undo is exact. */
#include "fixture.h"

#include "employment.h"
#include "grant.h"
#include "person_merge.h"
#include "person_record.h"
#include "register.h"
#include "relation.h"
#include "spark_event.h"
#include "talk.h"
#include "token.h"
#include "tz.h"

enum { KEPT, GONE, OTHER, EVENTS = 6, SEEDS = 40 };

static struct fixture f;

static int setup(void **state)
{
    (void)state;
    fixture_init(&f, 6);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

static enum err merge(struct person_merge_id *ret)
{
    const struct person_merge_request request = {
        .kept = f.people[KEPT], .gone = f.people[GONE], .by = f.people[OTHER]};
    return fixture_job(&f, person_merge(f.store, f.now, &request, fixture_why(&f), ret));
}

static enum err undo(struct person_merge_id id)
{
    return fixture_job(&f, person_merge_undo(f.store, f.now, id, f.people[OTHER], fixture_why(&f)));
}

static enum booking_status book(struct event_id event, int who)
{
    const struct booking_request wish = {
        .event = event, .person = f.people[who], .by = f.people[who]};
    struct booking_placed placed = {.status = BOOKING_CANCELLED};
    enum err err = fixture_job(&f, booking_book(f.store, f.now, &wish, fixture_why(&f), &placed));
    return err == OK ? placed.status : BOOKING_CANCELLED;
}

static struct event_id event_on(int day, int capacity)
{
    struct event_fields fields = fixture_event_fields(&f);
    fields.starts_at = instant_add(fields.starts_at, day * INT64_C(86400));
    fields.ends_at = instant_add(fields.ends_at, day * INT64_C(86400));
    fields.capacity = capacity;
    return fixture_event(&f, &fields);
}

static int64_t places(int who)
{
    return fixture_count(
        &f, "SELECT count(*) FROM booking WHERE person_id = $1 AND status = 'confirmed'",
        f.people[who].v);
}

static int64_t taken(struct event_id event)
{
    return fixture_count(&f, "SELECT taken FROM event WHERE id = $1", event.v);
}

/* ---- every reference has its verdict ---- */

static void every_reference_to_a_person_moves_or_stays(void **state)
{
    (void)state;
    static const char sql[] =
        "SELECT m.name || '.' || k.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) k"
        " WHERE m.type = 'table' AND k.\"table\" = 'person' ORDER BY 1";
    struct rows rows = store_query(f.store, sql, PARAMS());
    int faults = 0;
    while (rows_next(&rows)) {
        struct str name = rows_str(&rows, 0);
        if (person_merge_knows(name))
            continue;
        print_message("%.*s: say in spark/person_merge_table.c whether a merge moves it\n",
                      (int)name.n, name.p);
        faults++;
    }
    assert_ok(rows_end(&rows));
    assert_int_equal(faults, 0);
}

/* ---- one by one ---- */

static void of_two_places_the_better_one_stays(void **state)
{
    (void)state;
    struct person_merge_id id;
    struct event_id both = event_on(0, 10), waits = event_on(1, 1);
    assert_int_equal(book(both, KEPT), BOOKING_CONFIRMED);
    assert_int_equal(book(both, GONE), BOOKING_CONFIRMED);
    assert_int_equal(book(waits, GONE), BOOKING_CONFIRMED);
    assert_int_equal(book(waits, KEPT), BOOKING_WAITING);
    assert_ok(merge(&id));
    assert_int_equal(places(KEPT), 2);
    assert_int_equal(places(GONE), 0);
    assert_int_equal(taken(both), 1);
    assert_int_equal(taken(waits), 1);
}

static void a_place_that_came_free_goes_on_and_the_undo_waits_in_line(void **state)
{
    (void)state;
    struct person_merge_id id;
    struct event_id event = event_on(0, 2);
    book(event, KEPT);
    book(event, GONE);
    assert_int_equal(book(event, OTHER), BOOKING_WAITING);
    assert_ok(merge(&id));
    assert_int_equal(places(OTHER), 1);
    assert_ok(undo(id));
    assert_int_equal(places(KEPT), 1);
    assert_int_equal(places(GONE), 0);
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM booking WHERE person_id = $1"
                                   " AND status = 'waiting'",
                                   f.people[GONE].v),
                     1);
    assert_int_equal(taken(event), 2);
}

/* ---- the register ---- */

static void say_here(struct event_id event, int64_t session, int who, int late_min)
{
    struct register_marked marked;
    const struct register_mark mark = {.event = event,
                                       .session = session,
                                       .person = f.people[who],
                                       .mark = REGISTER_HERE,
                                       .late_min = late_min,
                                       .by = f.people[OTHER]};
    assert_ok(register_mark(f.store, f.now, &mark, fixture_why(&f), &marked));
}

static int64_t credit(struct event_id event, int who)
{
    return fixture_count(&f,
                         arena_printf(f.arena,
                                      "SELECT coalesce(sum(credit_min), -1) FROM booking WHERE"
                                      " event_id = $1 AND status = 'attended' AND person_id = %lld",
                                      (long long)f.people[who].v),
                         event.v);
}

/* Marked under one record and booked under both: they were there. */
static void what_the_register_says_moves_with_them(void **state)
{
    (void)state;
    struct person_merge_id id;
    struct register_states states;
    struct event_fields fields = fixture_event_fields(&f);
    fields.hours_min = 90;
    struct event_id event = fixture_event(&f, &fields);
    book(event, KEPT);
    book(event, GONE);
    assert_ok(register_list(f.store, event, f.arena, &states));
    f.now = states.items[0].starts_at;
    say_here(event, states.items[0].session, GONE, 10);
    f.now = states.items[0].ends_at;
    const struct register_closing closing = {
        .event = event, .session = states.items[0].session, .by = f.people[OTHER]};
    assert_ok(register_close(f.store, f.now, &closing, fixture_why(&f)));
    assert_int_equal(credit(event, KEPT), -1);
    assert_int_equal(credit(event, GONE), 80);
    assert_ok(merge(&id));
    assert_int_equal(credit(event, KEPT), 80);
    assert_ok(undo(id));
    assert_int_equal(credit(event, KEPT), -1);
    assert_int_equal(credit(event, GONE), 80);
}

static void the_record_that_goes_cannot_be_used(void **state)
{
    (void)state;
    struct person_merge_id id;
    struct person_record gone;
    struct person person;
    struct day today = tz_day(f.now);
    assert_ok(merge(&id));
    assert_ok(person_record_find(f.store, f.people[GONE], f.arena, &gone));
    assert_int_equal(gone.merged_into.v, f.people[KEPT].v);
    assert_int_equal(
        person_find_by_email(f.store, STR("person01@demo.example"), today, f.arena, &person),
        ERR_NOT_FOUND);
    assert_int_equal(merge(&id), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "merged");
}

static void values_are_chosen(void **state)
{
    (void)state;
    struct person_merge_id id;
    struct person_record kept;
    const struct person_merge_request request = {.kept = f.people[KEPT],
                                                 .gone = f.people[GONE],
                                                 .name_of_gone = true,
                                                 .email_of_gone = true,
                                                 .by = f.people[OTHER]};
    assert_ok(fixture_job(&f, person_merge(f.store, f.now, &request, fixture_why(&f), &id)));
    assert_ok(person_record_find(f.store, f.people[KEPT], f.arena, &kept));
    assert_string_equal(kept.name, "Person 01");
    assert_string_equal(kept.email, "person01@demo.example");
    assert_ok(undo(id));
    assert_ok(person_record_find(f.store, f.people[KEPT], f.arena, &kept));
    assert_string_equal(kept.name, "Person 00");
}

static void it_is_refused_where_it_makes_no_sense(void **state)
{
    (void)state;
    struct person_merge_id id;
    struct person_merge_request request = {
        .kept = f.people[KEPT], .gone = f.people[KEPT], .by = f.people[OTHER]};
    assert_int_equal(person_merge(f.store, f.now, &request, fixture_why(&f), &id), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "same");
    request.gone = f.people[OTHER];
    assert_int_equal(person_merge(f.store, f.now, &request, fixture_why(&f), &id), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "yourself");
    assert_ok(merge(&id));
    f.now = instant_add(f.now, 31 * INT64_C(86400));
    assert_int_equal(undo(id), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    f.now = instant_add(f.now, -2 * INT64_C(86400));
    assert_ok(undo(id));
    assert_int_equal(undo(id), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "undone");
}

/* ---- any two people ---- */

static struct talk_id offer(struct event_id event, int lead, int joint)
{
    static const struct talk_lengths LENGTHS = {{2, 7}, 2};
    const struct talk_request request = {.event = event,
                                         .person = f.people[lead],
                                         .by = f.people[lead],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 2,
                                         .co_presenters = &f.people[joint],
                                         .co_presenter_count = joint != lead,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    enum err err = fixture_job(&f, talk_book(f.store, f.now, &request, fixture_why(&f), &placed));
    return err == OK ? placed.id : (struct talk_id){0};
}

static struct event_id evening(int day)
{
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = {0};
    fields.kind = EVENT_SPARK;
    fields.starts_at = instant_add(fields.starts_at, day * INT64_C(86400));
    fields.ends_at = instant_add(fields.ends_at, day * INT64_C(86400));
    assert_ok(
        spark_event_create(f.store, f.now, f.people[OTHER], &fields, NULL, fixture_why(&f), &id));
    fixture_publish(&f, id);
    return id;
}

static int below(int n)
{
    return (int)token_below((uint32_t)n);
}

/* Some are asked, some have to come, some are excused, whether they have a place or not. */
static void ask_some(struct event_id event)
{
    for (int who = 0; who < 3; who++) {
        const char *reason = below(3) ? "" : "Moves house.\tSorry\n";
        int required = *reason ? 0 : below(2);
        assert_ok(
            store_exec(f.store,
                       "INSERT INTO invitee (event_id, person_id, required, asked_at,"
                       " declined_at, reason) VALUES ($1, $2, $3, $4, $5, $6)",
                       PARAMS(p_int(event.v), p_int(f.people[who].v), p_int(required),
                              p_int(below(100)), p_id_or_null(*reason ? 7 : 0), p_text(reason))));
    }
    assert_ok(store_exec(f.store,
                         "UPDATE booking SET required = 1 FROM invitee i"
                         " WHERE booking.event_id = $1 AND i.event_id = $1"
                         " AND i.person_id = booking.person_id AND i.required = 1",
                         PARAMS(p_int(event.v))));
}

static void some_acts(void)
{
    struct event_id events[EVENTS], spark = evening(20);
    struct day today = tz_day(f.now);
    for (int i = 0; i < EVENTS; i++)
        events[i] = event_on(i, 10);
    for (int i = 0; i < 12; i++)
        book(events[below(EVENTS)], below(4));
    for (int i = 0; i < EVENTS; i += 2)
        ask_some(events[i]);
    for (int i = 0; i < 3; i++)
        offer(spark, below(3), below(3));
    for (int i = 0; i < 8; i++) {
        struct relation_id id;
        const struct relation_new r = {(enum relation_kind)below(RELATION_COUNT),
                                       f.people[below(4)], f.people[below(4)],
                                       day_add(today, below(40) - 20), DAY_NONE};
        (void)!fixture_job(&f, relation_begin(f.store, &r, today, fixture_why(&f), &id));
    }
    for (int i = 0; i < 5; i++) {
        static const enum role roles[] = {ROLE_HEAD, ROLE_SLT, ROLE_CPD_DEPUTY};
        struct grant_id id;
        const struct grant_new g = {f.people[below(3)],
                                    {roles[below(3)], below(2) ? f.oak : f.ash},
                                    DAY_NONE,
                                    DAY_NONE,
                                    f.people[below(3)]};
        (void)!fixture_job(&f, grant_begin(f.store, &g, today, fixture_why(&f), &id));
    }
}

/* All that a merge may touch, as one text. */
static const char *dump(void)
{
    static const struct {
        const char *sql;
        int columns;
    } tables[] = {
        {"SELECT * FROM person ORDER BY 1", 15},
        {"SELECT * FROM employment ORDER BY 1", 13},
        {"SELECT * FROM role_grant ORDER BY 1", 7},
        {"SELECT * FROM relation ORDER BY 1", 6},
        {"SELECT * FROM booking ORDER BY 1", 11},
        {"SELECT * FROM event_session ORDER BY 1", 7},
        {"SELECT * FROM invitee ORDER BY 1, 2", 6},
        {"SELECT * FROM busy ORDER BY source, source_id, part, person_id", 8},
        {"SELECT * FROM talk ORDER BY 1", 15},
        {"SELECT * FROM talk_presenter ORDER BY talk_id, person_id", 6},
        {"SELECT * FROM event ORDER BY 1", 31},
        {"SELECT * FROM former_name ORDER BY 1", 4},
    };
    const char *text = "";
    for (size_t t = 0; t < COUNT_OF(tables); t++) {
        struct rows rows = store_query(f.store, tables[t].sql, PARAMS());
        while (rows_next(&rows)) {
            for (int c = 0; c < tables[t].columns; c++) {
                const char *value = rows_text(&rows, c, f.arena);
                text = arena_printf(f.arena, "%s|%s", text, value ? value : "-");
            }
            text = arena_printf(f.arena, "%s\n", text);
        }
        assert_ok(rows_end(&rows));
    }
    return text;
}

static int64_t rows_of_gone(const char *sql)
{
    return fixture_count(&f, sql, f.people[GONE].v);
}

static void a_merge_and_its_undo_leave_all_as_it_was(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct person_merge_id id;
        fixture_done(&f);
        fixture_init(&f, 6);
        token_seed(seed);
        some_acts();
        const char *before = dump();
        f.now = instant_add(f.now, 3600);
        assert_ok(merge(&id));
        assert_int_equal(rows_of_gone("SELECT count(*) FROM booking WHERE person_id = $1"), 0);
        assert_int_equal(rows_of_gone("SELECT count(*) FROM talk_presenter WHERE person_id = $1"),
                         0);
        assert_int_equal(
            fixture_count(&f,
                          "SELECT count(*) FROM (SELECT 1 FROM booking WHERE ended_at IS NULL"
                          " AND $1 > 0 GROUP BY event_id, person_id HAVING count(*) > 1)",
                          1),
            0);
        assert_int_equal(
            fixture_count(&f,
                          "SELECT count(*) FROM booking b WHERE b.required = 1 AND $1 > 0"
                          " AND b.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM invitee i WHERE"
                          " i.event_id = b.event_id AND i.person_id = b.person_id"
                          " AND i.required = 1)",
                          1),
            0);
        assert_string_not_equal(dump(), before);
        assert_ok(undo(id));
        assert_string_equal(dump(), before);
    }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(every_reference_to_a_person_moves_or_stays),
        T(of_two_places_the_better_one_stays),
        T(a_place_that_came_free_goes_on_and_the_undo_waits_in_line),
        T(what_the_register_says_moves_with_them),
        T(the_record_that_goes_cannot_be_used),
        T(values_are_chosen),
        T(it_is_refused_where_it_makes_no_sense),
        T(a_merge_and_its_undo_leave_all_as_it_was),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
