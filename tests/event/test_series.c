/* DESIGN: series: made, changed, called off, brought back; each date keeps its identity; a person
 * is told once; a group's members are on every date. */
#include "fixture.h"

#include "audience.h"
#include "busy.h"
#include "notice.h"
#include "series_member.h"
#include "tz.h"

/* Oak's years 2026/27 and 2027/28, and a twilight at oak on 12 November 2026, 16:00 to 17:30. */
struct world {
    struct fixture f;
    struct event_id first;
    struct series_id series;
    struct event_list list;
};

static void add_year(struct fixture *f, const char *const rows[][3], int count)
{
    static const char LETTERS[] = "thic"; /* as enum span_kind */
    struct span spans[16];
    for (int i = 0; i < count; i++)
        spans[i] = (struct span){(enum span_kind)(strchr(LETTERS, rows[i][0][0]) - LETTERS),
                                 rows[i][0] + 2, support_day(rows[i][1]), support_day(rows[i][2])};
    assert_ok(calendar_insert_year(f->store, f->oak, spans, count));
}

static void set_up_years(struct fixture *f)
{
    static const char *const y2026[][3] = {
        {"t Autumn", "2026-09-03", "2026-12-18"},  {"h October", "2026-10-26", "2026-10-30"},
        {"t Spring", "2027-01-05", "2027-03-25"},  {"h February", "2027-02-15", "2027-02-19"},
        {"i INSET", "2026-11-27", "2026-11-27"},   {"t Summer", "2027-04-12", "2027-07-21"},
        {"h Whitsun", "2027-05-31", "2027-06-04"}, {"c Polling day", "2027-05-06", "2027-05-06"},
    };
    static const char *const y2027[][3] = {
        {"t Autumn", "2027-09-02", "2027-12-17"},
        {"h October", "2027-10-25", "2027-10-29"},
        {"t Spring", "2028-01-04", "2028-03-31"},
        {"h February", "2028-02-14", "2028-02-18"},
    };
    add_year(f, y2026, (int)COUNT_OF(y2026));
    add_year(f, y2027, (int)COUNT_OF(y2027));
}

static void reload(struct world *w)
{
    assert_ok(series_list(w->f.store, w->series, w->f.people[0], w->f.arena, &w->list));
}

static void begin(struct world *w, int people)
{
    *w = (struct world){0};
    fixture_init(&w->f, people);
    set_up_years(&w->f);
    struct event_fields fields = fixture_event_fields(&w->f);
    w->first = fixture_event(&w->f, &fields);
}

static struct series_rule rule_until(struct world *w, const char *until)
{
    struct event event = fixture_find(&w->f, w->first);
    struct series_rule rule = series_rule_of(&event);
    rule.until = support_day(until);
    return rule;
}

static enum err make(struct world *w, const struct series_rule *rule)
{
    return fixture_job(&w->f, series_create(w->f.store, w->f.now, w->f.people[0], w->first, rule,
                                            fixture_why(&w->f), &w->series));
}

/* Weekly to 17 December 2026: 12, 19, 26 November, 3, 10, 17 December; published. */
static void begin_weekly(struct world *w, int people)
{
    begin(w, people);
    struct series_rule rule = rule_until(w, "2026-12-17");
    assert_ok(make(w, &rule));
    assert_ok(series_publish(w->f.store, w->f.now, w->series, fixture_why(&w->f)));
    reload(w);
    assert_int_equal(w->list.count, 6);
}

static struct booking_id book(struct world *w, int occurrence, int person)
{
    struct booking_placed placed = {0};
    const struct booking_request request = {.event = w->list.items[occurrence].id,
                                            .person = w->f.people[person],
                                            .by = w->f.people[person]};
    assert_ok(fixture_job(
        &w->f, booking_book(w->f.store, w->f.now, &request, fixture_why(&w->f), &placed)));
    return placed.id;
}

static int64_t live(struct world *w, int occurrence)
{
    return fixture_count(&w->f,
                         "SELECT count(*) FROM booking WHERE event_id = $1 AND ended_at IS NULL",
                         w->list.items[occurrence].id.v);
}

static void assert_on(struct world *w, int occurrence, const char *wall)
{
    assert_int_equal(w->list.items[occurrence].fields.starts_at.v, support_at(wall).v);
}

/* ---- making ---- */

static void test_made_of_an_event(void **state)
{
    (void)state;
    struct world w;
    begin(&w, 1);
    struct series_rule rule = rule_until(&w, "2027-01-14");
    assert_int_equal(rule.weekday, THURSDAY);
    assert_int_equal(rule.length_min, 90);
    assert_ok(make(&w, &rule));
    reload(&w);
    assert_int_equal(w.list.count, 8); /* not 24 and 31 December */
    assert_int_equal(w.list.items[0].id.v, w.first.v);
    assert_int_equal(w.list.items[0].status, EVENT_PUBLISHED);
    assert_on(&w, 6, "2027-01-07T16:00");
    for (int i = 1; i < w.list.count; i++) {
        assert_int_equal(w.list.items[i].status, EVENT_DRAFT);
        assert_string_equal(w.list.items[i].fields.title, w.list.items[0].fields.title);
        assert_int_equal(w.list.items[i].series, w.series.v);
        assert_int_equal(w.list.items[i].series_on.v, tz_day(w.list.items[i].fields.starts_at).v);
    }
    assert_int_equal(make(&w, &rule), ERR_CONFLICT);
    assert_string_equal(w.f.why.slug, "cannot-repeat");
    fixture_done(&w.f);
}

/* Who has to come to the first has to come to the others, and no more than they (TW-13). */
static void test_for_whom_is_repeated(void **state)
{
    (void)state;
    struct world w;
    begin(&w, 4);
    struct event_fields fields = fixture_event_fields(&w.f);
    fields.attendance = ATTENDANCE_REQUIRED;
    fields.capacity = 2;
    const struct audience_line line = {
        .kind = AUDIENCE_PERSON, .object = w.f.people[1].v, .word = ""};
    assert_ok(
        event_create(w.f.store, w.f.now, w.f.people[0], &fields, fixture_why(&w.f), &w.first));
    assert_ok(audience_add(w.f.store, w.f.now, w.first, &line, fixture_why(&w.f)));
    assert_ok(audience_set_quota(w.f.store, w.first, w.f.oak, 2, fixture_why(&w.f)));
    assert_ok(event_publish(w.f.store, w.f.now, w.first, 0, fixture_why(&w.f)));
    struct series_rule rule = rule_until(&w, "2026-12-10");
    assert_ok(make(&w, &rule));
    assert_ok(series_publish(w.f.store, w.f.now, w.series, fixture_why(&w.f)));
    reload(&w);
    assert_int_equal(w.list.count, 5);
    for (int i = 0; i < w.list.count; i++) {
        struct booking_list coming;
        struct event_quotas quotas;
        assert_ok(booking_list_attendees(w.f.store, w.list.items[i].id, w.f.arena, &coming));
        assert_int_equal(coming.count, 1);
        assert_int_equal(coming.items[0].person.v, w.f.people[1].v);
        assert_ok(audience_quotas(w.f.store, w.list.items[i].id, w.f.arena, &quotas));
        assert_int_equal(quotas.count, 1);
        assert_int_equal(quotas.items[0].places, 2);
    }
    fixture_done(&w.f);
}

static void test_what_cannot_repeat(void **state)
{
    (void)state;
    struct world w;
    begin(&w, 1);
    struct series_rule rule = rule_until(&w, "2026-11-18");
    assert_int_equal(make(&w, &rule), ERR_INVALID);
    assert_true(fixture_refused(&w.f, "until"));
    rule.until = DAY_NONE;
    rule.times = 500;
    assert_int_equal(make(&w, &rule), ERR_INVALID);
    assert_true(fixture_refused(&w.f, "times"));
    struct event_fields fields = fixture_event_fields(&w.f);
    fields.kind = EVENT_SPARK;
    w.first = fixture_draft(&w.f, &fields);
    rule = rule_until(&w, "2027-01-14");
    assert_int_equal(make(&w, &rule), ERR_CONFLICT);
    assert_string_equal(w.f.why.slug, "cannot-repeat");
    fixture_done(&w.f);
}

/* Its own day counts, though the rule names another: 12 November is the second Thursday of the
 * half, the rule says the third. */
static void test_the_first_stands_where_it_is(void **state)
{
    (void)state;
    struct world w;
    begin(&w, 1);
    struct series_rule rule = rule_until(&w, "2027-03-25");
    rule.repeat = SERIES_HALF_TERMLY;
    rule.nth = 3;
    rule.until = DAY_NONE;
    rule.times = 4;
    assert_ok(make(&w, &rule));
    reload(&w);
    assert_int_equal(w.list.count, 4);
    assert_on(&w, 0, "2026-11-12T16:00");
    assert_on(&w, 1, "2026-11-19T16:00");
    assert_on(&w, 2, "2027-01-21T16:00");
    assert_on(&w, 3, "2027-03-11T16:00");
    fixture_done(&w.f);
}

/* Two years with both clock changes and 29 February 2028: always 16:00, never a closed day. */
static void test_two_years(void **state)
{
    (void)state;
    struct world w;
    begin(&w, 1);
    struct event_fields fields = fixture_event_fields(&w.f);
    fields.starts_at = support_at("2026-11-10T16:00");
    fields.ends_at = support_at("2026-11-10T17:30");
    fields.booking_opens_at = support_at("2026-11-03T08:00");
    w.first = fixture_event(&w.f, &fields);
    struct series_rule rule = rule_until(&w, "2028-03-31");
    assert_ok(make(&w, &rule));
    reload(&w);
    bool leap = false;
    int summer = 0;
    for (int i = 0; i < w.list.count; i++) {
        struct local at = tz_local(w.list.items[i].fields.starts_at);
        struct local opens = tz_local(w.list.items[i].fields.booking_opens_at);
        assert_int_equal(at.hour, 16);
        assert_int_equal(opens.hour, 8);
        assert_int_equal(at.day.v - opens.day.v, 7);
        leap = leap || at.day.v == support_day("2028-02-29").v;
        summer += tz_offset_s(w.list.items[i].fields.starts_at) == 3600;
    }
    assert_true(leap);
    assert_true(summer > 10 && summer < w.list.count - 10);
    fixture_done(&w.f);
}

/* ---- changing ---- */

static struct series_change change_of(struct world *w, unsigned set)
{
    return (struct series_change){
        .series = w->series, .set = set, .start_min = 16 * 60 + 30, .length_min = 60};
}

static enum err change(struct world *w, const struct series_change *change)
{
    enum err err =
        fixture_job(&w->f, series_change(w->f.store, w->f.now, change, fixture_why(&w->f)));
    reload(w);
    return err;
}

static void test_this_one_and_all_after(void **state)
{
    (void)state;
    struct world w;
    begin_weekly(&w, 1);
    /* the fourth was given its own room, and moved to Friday */
    struct event_fields fields = w.list.items[3].fields;
    fields.room = "Library";
    fields.starts_at = support_at("2026-12-04T15:00");
    fields.ends_at = support_at("2026-12-04T16:30");
    assert_ok(event_update(w.f.store, w.f.now, w.list.items[3].id, 0, &fields, fixture_why(&w.f)));
    struct series_change renamed = change_of(&w, SERIES_SET_TITLE | SERIES_SET_CAPACITY);
    renamed.title = "Reading together";
    renamed.capacity = 7;
    renamed.from = w.list.items[2].id;
    assert_ok(change(&w, &renamed));
    for (int i = 0; i < 6; i++) {
        assert_string_equal(w.list.items[i].fields.title,
                            i < 2 ? "Reading aloud" : "Reading together");
        assert_int_equal(w.list.items[i].fields.capacity, i < 2 ? 10 : 7);
    }
    assert_string_equal(w.list.items[3].fields.room, "Library");
    assert_on(&w, 3, "2026-12-04T15:00");
    assert_int_equal(w.list.items[3].series_on.v, support_day("2026-12-03").v);
    /* a new time of day is one wherever the day is */
    struct series_change later = change_of(&w, SERIES_SET_TIME);
    assert_ok(change(&w, &later));
    assert_on(&w, 0, "2026-11-12T16:30");
    assert_on(&w, 3, "2026-12-04T16:30");
    assert_string_equal(w.list.items[3].fields.room, "Library");
    /* what has begun stays */
    w.f.now = support_at("2026-11-20T09:00");
    struct series_change moved = change_of(&w, SERIES_SET_ROOM);
    moved.room = "Gym";
    assert_ok(change(&w, &moved));
    assert_string_equal(w.list.items[1].fields.room, "Hall");
    assert_string_equal(w.list.items[3].fields.room, "Gym"); /* the field itself was edited */
    fixture_done(&w.f);
}

static void test_ids_uids_and_bookings_stay(void **state)
{
    (void)state;
    struct world w;
    begin_weekly(&w, 3);
    struct event_list was = w.list;
    struct booking_id booking = book(&w, 1, 1);
    book(&w, 2, 1);
    book(&w, 2, 2);
    struct series_change later = change_of(&w, SERIES_SET_TIME);
    assert_ok(change(&w, &later));
    for (int i = 0; i < 6; i++) {
        assert_int_equal(w.list.items[i].id.v, was.items[i].id.v);
        assert_string_equal(w.list.items[i].uid, was.items[i].uid);
    }
    struct booking found;
    assert_ok(booking_find(w.f.store, booking, w.f.arena, &found));
    assert_int_equal(found.status, BOOKING_CONFIRMED);
    assert_int_equal(found.starts_at.v, support_at("2026-11-19T16:30").v);
    /* two dates of one person are one mail; one date is told as ever */
    assert_int_equal(fixture_mails(&w.f, "series-changed", w.f.people[1]), 1);
    assert_int_equal(fixture_mails(&w.f, "event-changed", w.f.people[1]), 0);
    assert_int_equal(fixture_mails(&w.f, "series-changed", w.f.people[2]), 0);
    assert_int_equal(fixture_mails(&w.f, "event-changed", w.f.people[2]), 1);
    fixture_done(&w.f);
}

static void test_capacity_below_those_who_come(void **state)
{
    (void)state;
    struct world w;
    begin_weekly(&w, 4);
    for (int person = 1; person <= 3; person++)
        book(&w, 4, person);
    struct series_change fewer = change_of(&w, SERIES_SET_CAPACITY);
    fewer.capacity = 2;
    assert_int_equal(change(&w, &fewer), ERR_INVALID);
    assert_true(fixture_refused(&w.f, "capacity"));
    assert_non_null(strstr(w.f.why.fields[0].message, "3 on Thursday 10 December 2026"));
    for (int i = 0; i < 6; i++)
        assert_int_equal(w.list.items[i].fields.capacity, 10);
    fewer.capacity = 3;
    assert_ok(change(&w, &fewer));
    fixture_done(&w.f);
}

static void test_a_clash_is_listed_first(void **state)
{
    (void)state;
    struct world w;
    struct series_strands strands;
    begin_weekly(&w, 3);
    book(&w, 2, 1);
    book(&w, 3, 1);
    struct event_fields fields = fixture_event_fields(&w.f);
    fields.title = "Phonics";
    fields.starts_at = support_at("2026-12-03T17:30");
    fields.ends_at = support_at("2026-12-03T18:30");
    struct event_id phonics = fixture_event(&w.f, &fields);
    struct booking_placed placed;
    const struct booking_request request = {
        .event = phonics, .person = w.f.people[1], .by = w.f.people[1]};
    assert_ok(booking_book(w.f.store, w.f.now, &request, fixture_why(&w.f), &placed));
    struct series_change longer = change_of(&w, SERIES_SET_TIME);
    longer.length_min = 90;
    assert_ok(series_change_strands(w.f.store, w.f.now, &longer, w.f.arena, &strands));
    assert_int_equal(strands.count, 1);
    assert_int_equal(strands.items[0].event.v, w.list.items[3].id.v);
    assert_string_equal(strands.items[0].person, "Person 01");
    assert_string_equal(strands.items[0].other, "Phonics");
    assert_int_equal(change(&w, &longer), ERR_CONFLICT);
    assert_string_equal(w.f.why.slug, "would-strand");
    assert_on(&w, 0, "2026-11-12T16:00");
    longer.sure = true;
    assert_ok(change(&w, &longer));
    assert_on(&w, 3, "2026-12-03T16:30");
    fixture_done(&w.f);
}

/* ---- the end, and back ---- */

static void test_the_end_lists_whom_it_strands(void **state)
{
    (void)state;
    struct world w;
    struct series_strands strands;
    begin_weekly(&w, 3);
    book(&w, 3, 1);
    book(&w, 4, 1);
    book(&w, 4, 2);
    struct series_ending ending = {.series = w.series, .from = w.list.items[2].id};
    assert_ok(series_end_strands(w.f.store, w.f.now, w.series, ending.from, w.f.arena, &strands));
    assert_int_equal(strands.bookings, 3);
    assert_int_equal(strands.count, 2);
    assert_int_equal(strands.items[1].bookings, 2);
    assert_int_equal(fixture_job(&w.f, series_end(w.f.store, w.f.now, &ending, fixture_why(&w.f))),
                     ERR_CONFLICT);
    assert_string_equal(w.f.why.slug, "would-strand");
    ending.sure = true;
    assert_ok(fixture_job(&w.f, series_end(w.f.store, w.f.now, &ending, fixture_why(&w.f))));
    reload(&w);
    for (int i = 0; i < 6; i++)
        assert_int_equal(w.list.items[i].status == EVENT_CANCELLED, i >= 2);
    assert_int_equal(fixture_mails(&w.f, "series-cancelled", w.f.people[1]), 1);
    assert_int_equal(fixture_mails(&w.f, "event-cancelled", w.f.people[1]), 0);
    assert_int_equal(fixture_mails(&w.f, "event-cancelled", w.f.people[2]), 1);
    struct series found;
    assert_ok(series_find(w.f.store, w.series, &found));
    assert_int_equal(found.rule.until.v, support_day("2026-11-25").v);
    fixture_done(&w.f);
}

static struct series_joined join(struct world *w, int person)
{
    struct series_joined joined = {0};
    assert_ok(
        fixture_job(&w->f, series_member_join(w->f.store, w->f.now, w->series, w->f.people[person],
                                              w->f.people[person], fixture_why(&w->f), &joined)));
    return joined;
}

static void test_a_date_is_skipped_and_restored(void **state)
{
    (void)state;
    struct world w;
    begin_weekly(&w, 3);
    join(&w, 1);
    book(&w, 2, 2);
    struct event_id skipped = w.list.items[2].id;
    const char *uid = w.list.items[2].uid;
    int seq = w.list.items[2].seq;
    assert_ok(event_cancel(w.f.store, w.f.now, skipped, 0, fixture_why(&w.f)));
    assert_int_equal(live(&w, 2), 0);
    assert_ok(fixture_job(&w.f, series_restore(w.f.store, w.f.now, skipped, fixture_why(&w.f))));
    reload(&w);
    assert_int_equal(w.list.items[2].status, EVENT_PUBLISHED);
    assert_int_equal(w.list.items[2].id.v, skipped.v);
    assert_string_equal(w.list.items[2].uid, uid);
    assert_true(w.list.items[2].seq > seq + 1); /* calendars follow */
    assert_int_equal(live(&w, 2), 1);           /* the member; others were told, and book anew */
    struct event_fields fields = fixture_event_fields(&w.f);
    struct event_id alone = fixture_event(&w.f, &fields);
    assert_ok(event_cancel(w.f.store, w.f.now, alone, 0, fixture_why(&w.f)));
    assert_int_equal(series_restore(w.f.store, w.f.now, alone, fixture_why(&w.f)), ERR_CONFLICT);
    fixture_done(&w.f);
}

/* ---- the group ---- */

static void test_members_are_on_every_date(void **state)
{
    (void)state;
    struct world w;
    int added = 0;
    begin_weekly(&w, 4);
    struct series_joined joined = join(&w, 1);
    assert_int_equal(joined.booked, 6);
    assert_int_equal(joined.missed_count, 0);
    assert_int_equal(fixture_mails(&w.f, "series-booked", w.f.people[1]), 1);
    assert_int_equal(fixture_mails(&w.f, "booking-confirmed", w.f.people[1]), 0);
    struct series_joined again;
    assert_int_equal(series_member_join(w.f.store, w.f.now, w.series, w.f.people[1], w.f.people[1],
                                        fixture_why(&w.f), &again),
                     ERR_CONFLICT);
    assert_string_equal(w.f.why.slug, "already-booked");
    /* dates that are added later are theirs too */
    assert_ok(
        fixture_job(&w.f, series_extend(w.f.store, w.f.now, w.f.people[0], w.series, 0,
                                        support_day("2027-01-14"), fixture_why(&w.f), &added)));
    assert_int_equal(added, 2);
    reload(&w);
    assert_int_equal(w.list.count, 8);
    assert_int_equal(live(&w, 7), 1);
    assert_int_equal(fixture_mails(&w.f, "series-booked", w.f.people[1]), 2);
    assert_ok(fixture_job(&w.f, series_member_leave(w.f.store, w.f.now, joined.member,
                                                    w.f.people[0], fixture_why(&w.f))));
    for (int i = 0; i < 8; i++)
        assert_int_equal(live(&w, i), 0);
    assert_int_equal(fixture_mails(&w.f, "series-cancelled", w.f.people[1]), 1);
    assert_int_equal(
        fixture_count(&w.f, "SELECT count(*) FROM busy WHERE person_id = $1", w.f.people[1].v), 0);
    /* and in again */
    assert_int_equal(join(&w, 1).booked, 8);
    fixture_done(&w.f);
}

static void test_dates_without_a_place_are_said(void **state)
{
    (void)state;
    struct world w;
    begin_weekly(&w, 4);
    struct series_change one = change_of(&w, SERIES_SET_CAPACITY);
    one.capacity = 1;
    assert_ok(change(&w, &one));
    book(&w, 1, 2); /* full: a wait */
    struct event_fields fields = fixture_event_fields(&w.f);
    fields.starts_at = support_at("2026-12-03T16:00");
    fields.ends_at = support_at("2026-12-03T17:00");
    struct event_id other = fixture_event(&w.f, &fields);
    struct booking_placed placed;
    const struct booking_request request = {
        .event = other, .person = w.f.people[1], .by = w.f.people[1]};
    assert_ok(booking_book(w.f.store, w.f.now, &request, fixture_why(&w.f), &placed));
    struct series_joined joined = join(&w, 1);
    assert_int_equal(joined.booked, 4);
    assert_int_equal(joined.waiting, 1);
    assert_int_equal(joined.missed_count, 1);
    assert_int_equal(joined.missed[0].event.v, w.list.items[3].id.v);
    assert_non_null(strstr(joined.missed[0].why, "already booked"));
    fixture_done(&w.f);
}

/* A draft is no date to come to; published alone it is theirs. */
static void test_a_draft_published_alone(void **state)
{
    (void)state;
    struct world w;
    begin(&w, 2);
    struct series_rule rule = rule_until(&w, "2026-11-26");
    assert_ok(make(&w, &rule));
    reload(&w);
    assert_int_equal(join(&w, 1).booked, 1);
    assert_ok(event_publish(w.f.store, w.f.now, w.list.items[1].id, 0, fixture_why(&w.f)));
    assert_int_equal(live(&w, 1), 1);
    assert_int_equal(live(&w, 2), 0);
    fixture_done(&w.f);
}

/* ---- the calendar changes ---- */

/* A closure falls on a date that is booked: nothing moves by itself, and the day says so. */
static void test_term_edits_after_booking(void **state)
{
    (void)state;
    struct world w;
    struct series_calendar calendar;
    const char *name;
    begin_weekly(&w, 2);
    book(&w, 3, 1);
    struct series_change later = change_of(&w, SERIES_SET_ROOM);
    later.room = "Gym";
    const struct span closed = {SPAN_CLOSURE, "Boiler", support_day("2026-12-03"),
                                support_day("2026-12-03")};
    assert_ok(calendar_insert_year(w.f.store, w.f.oak, &closed, 1));
    assert_ok(change(&w, &later));
    assert_on(&w, 3, "2026-12-03T16:00");
    assert_int_equal(live(&w, 3), 1);
    assert_ok(series_load_calendar(w.f.store, w.f.oak, support_day("2026-11-12"),
                                   support_day("2026-12-17"), w.f.arena, &calendar));
    for (int i = 0; i < 6; i++) {
        struct day on = tz_day(w.list.items[i].fields.starts_at);
        enum series_why why = series_rules_day(&calendar, on, false, &name);
        assert_int_equal(why, i == 3 ? SERIES_CLOSURE : SERIES_MEETS);
    }
    fixture_done(&w.f);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_made_of_an_event),
        cmocka_unit_test(test_for_whom_is_repeated),
        cmocka_unit_test(test_what_cannot_repeat),
        cmocka_unit_test(test_the_first_stands_where_it_is),
        cmocka_unit_test(test_two_years),
        cmocka_unit_test(test_this_one_and_all_after),
        cmocka_unit_test(test_ids_uids_and_bookings_stay),
        cmocka_unit_test(test_capacity_below_those_who_come),
        cmocka_unit_test(test_a_clash_is_listed_first),
        cmocka_unit_test(test_the_end_lists_whom_it_strands),
        cmocka_unit_test(test_a_date_is_skipped_and_restored),
        cmocka_unit_test(test_members_are_on_every_date),
        cmocka_unit_test(test_dates_without_a_place_are_said),
        cmocka_unit_test(test_a_draft_published_alone),
        cmocka_unit_test(test_term_edits_after_booking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
