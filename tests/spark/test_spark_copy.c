/* DESIGN: an event made again on another day with all of it but its people; a year made again by
 * weeks of term, once however often it is done. */
#include "fixture.h"

#include "audience.h"
#include "call.h"
#include "draw.h"
#include "event_about.h"
#include "event_people.h"
#include "event_place.h"
#include "event_session.h"
#include "series.h"
#include "slides.h"
#include "spark_copy.h"
#include "talk_offer.h"
#include "tz.h"
#include "workshop.h"

static void add_year(struct fixture *f, const char *const rows[][3], int count)
{
    static const char LETTERS[] = "thic"; /* as enum span_kind */
    struct span spans[16];
    for (int i = 0; i < count; i++)
        spans[i] = (struct span){(enum span_kind)(strchr(LETTERS, rows[i][0][0]) - LETTERS),
                                 rows[i][0] + 2, support_day(rows[i][1]), support_day(rows[i][2])};
    assert_ok(calendar_insert_year(f->store, f->oak, spans, count));
}

static void begin(struct fixture *f, int people)
{
    static const char *const y2026[][3] = {{"t Autumn", "2026-09-03", "2026-12-18"},
                                           {"h October", "2026-10-26", "2026-10-30"},
                                           {"i INSET", "2026-11-27", "2026-11-27"}};
    static const char *const y2027[][3] = {{"t Autumn", "2027-09-02", "2027-12-17"},
                                           {"h October", "2027-10-25", "2027-10-29"},
                                           {"i INSET", "2027-12-06", "2027-12-06"}};
    fixture_init(f, people);
    add_year(f, y2026, (int)COUNT_OF(y2026));
    add_year(f, y2027, (int)COUNT_OF(y2027));
}

static struct spark_copied copy(struct fixture *f, struct event_id from, const char *on)
{
    struct spark_copied copied = {{0}, false};
    assert_ok(fixture_job(f, spark_copy(f->store, f->now, f->people[0], from, support_day(on),
                                        fixture_why(f), &copied)));
    return copied;
}

static void all_of_it_but_its_people(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_about about = event_about_new();
    about.methods = "Try it.";
    about.emerging = "A new law.";
    fields.about = &about;
    fields.booking_closes_at = support_at("2026-11-10T12:00");
    struct event_id id = fixture_event(&f, &fields);
    const struct event_place place = {"", "By the gate.", "", "", "Step-free.", 0};
    assert_ok(event_place_put(f.store, f.now, id, 0, &place, fixture_why(&f)));
    assert_ok(event_organiser_add(f.store, f.now, id, f.people[3], fixture_why(&f)));
    const struct audience_line line = {.kind = AUDIENCE_SCHOOL, .object = f.oak.v, .word = ""};
    assert_ok(audience_add(f.store, f.now, id, &line, fixture_why(&f)));
    assert_ok(store_exec(f.store,
                         "INSERT INTO event_quota (event_id, school_id, places)"
                         " VALUES ($1, $2, 3)",
                         PARAMS(p_int(id.v), p_int(f.oak.v))));
    struct booking_placed placed;
    const struct booking_request request = {.event = id, .person = f.people[0], .by = f.people[0]};
    assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed));

    struct event made = fixture_find(&f, copy(&f, id, "2027-06-10").event);
    struct event_place there;
    struct event_organisers organisers;
    struct audience_lines lines;
    assert_int_equal(made.status, EVENT_DRAFT);
    assert_int_equal(made.taken, 0);
    assert_int_equal(made.fields.starts_at.v, support_at("2027-06-10T16:00").v);
    assert_int_equal(made.fields.booking_closes_at.v, support_at("2027-06-08T12:00").v);
    assert_ok(event_about_find(f.store, made.id, f.arena, &about));
    assert_string_equal(about.methods, "Try it.");
    assert_string_equal(about.emerging, "");
    assert_ok(event_place_find(f.store, made.id, f.arena, &there));
    assert_string_equal(there.getting_in, "By the gate.");
    assert_string_equal(there.needs, ""); /* of those who came to the other */
    assert_ok(event_organiser_list(f.store, made.id, f.arena, &organisers));
    assert_int_equal(organisers.count, 1);
    assert_ok(audience_lines(f.store, made.id, f.arena, &lines));
    assert_int_equal(lines.count, 1);
    assert_int_equal(
        fixture_count(&f, "SELECT places FROM event_quota WHERE event_id = $1", made.id.v), 3);
    assert_int_equal(fixture_count(&f, "SELECT copied_from FROM event WHERE id = $1", made.id.v),
                     id.v);
    fixture_done(&f);
}

static void sessions_keep_their_distance(void **state)
{
    struct fixture f;
    struct event_sessions sessions;
    (void)state;
    begin(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    const struct event_session_fields times[] = {
        {0, fields.starts_at, fields.ends_at, ""},
        {0, support_at("2026-11-19T16:00"), support_at("2026-11-19T17:30"), "Library"}};
    assert_ok(event_set_sessions(f.store, f.now, id, 0, times, 2, fixture_why(&f)));
    struct event_id made = copy(&f, id, "2027-03-25").event; /* then the clocks change */
    assert_ok(event_session_list(f.store, made, f.arena, &sessions));
    assert_int_equal(sessions.count, 2);
    assert_int_equal(sessions.items[1].starts_at.v, support_at("2027-04-01T16:00").v);
    assert_string_equal(sessions.items[1].room, "Library");
    fixture_done(&f);
}

static void a_spark_evening_keeps_its_blocks(void **state)
{
    struct fixture f;
    struct spark_settings settings;
    struct event_id id;
    (void)state;
    begin(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.booking_opens_at = support_at("2026-10-12T09:00");
    spark.block_count = 2;
    spark.blocks[0] =
        (struct spark_span){support_at("2026-11-12T16:05"), support_at("2026-11-12T16:30")};
    spark.blocks[1] =
        (struct spark_span){support_at("2026-11-12T16:45"), support_at("2026-11-12T17:20")};
    assert_ok(
        spark_event_create(f.store, f.now, f.people[0], &fields, &spark, fixture_why(&f), &id));
    struct event made = fixture_find(&f, copy(&f, id, "2027-11-11").event);
    assert_ok(spark_event_find(f.store, made.id, f.arena, &settings));
    assert_int_equal(settings.pack.block_count, 2);
    assert_int_equal(settings.pack.blocks[1].start_s, support_at("2027-11-11T16:45").v);
    assert_int_equal(made.fields.booking_opens_at.v, support_at("2027-10-11T09:00").v);
    fixture_done(&f);
}

/* What is set apart from its form comes too, at the same distance; whom it was for does not. */
static void a_spark_evening_keeps_its_call(void **state)
{
    static const struct talk_lengths lengths = {{2, 7}, 2};
    struct fixture f;
    struct event_id id;
    struct talk_offer_setting setting;
    struct instant closes_at;
    struct call call;
    (void)state;
    begin(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    fields.kind = EVENT_SPARK;
    assert_ok(spark_event_create(f.store, f.now, f.people[0], &fields, NULL, fixture_why(&f), &id));
    const struct call_change says = {.call = {.event = id,
                                              .words = "One thing that worked.",
                                              .closes_on = support_day("2026-11-09"),
                                              .phases = "Early years",
                                              .lengths = "2",
                                              .first_timers = 1,
                                              .short_places = 2,
                                              .short_until = support_day("2026-11-05")},
                                     .lengths = &lengths};
    const struct draw_choice draw = {.event = id, .order = SPARK_DRAWN, .first_timer_weight = 3};
    const struct event event = fixture_find(&f, id);
    assert_ok(call_save(f.store, f.now, &says, fixture_why(&f)));
    assert_ok(talk_offer_setting_save(f.store, f.now, id, &(struct talk_offer_setting){48, true},
                                      fixture_why(&f)));
    assert_ok(slides_cutoff_put(f.store, f.now, &event, f.people[0], support_at("2026-11-10T12:00"),
                                fixture_why(&f)));
    assert_ok(draw_choose(f.store, f.now, &draw, fixture_why(&f)));
    assert_ok(store_exec(f.store, "UPDATE spark_call SET short_open = 1", PARAMS()));

    struct event_id made = copy(&f, id, "2027-04-01").event; /* the clocks went on on the 28th */
    assert_ok(call_find(f.store, made, f.arena, &call));
    assert_string_equal(call.words, "One thing that worked.");
    assert_string_equal(call.phases, "Early years");
    assert_int_equal(call.closes_on.v, support_day("2027-03-29").v);
    assert_int_equal(call.short_until.v, support_day("2027-03-25").v);
    assert_int_equal(call.first_timers, 1);
    assert_false(call.short_open);
    assert_ok(talk_offer_setting_find(f.store, made, &setting));
    assert_int_equal(setting.answer_h, 48);
    assert_true(setting.to_end);
    assert_ok(slides_cutoff_find(f.store, made, &closes_at));
    assert_int_equal(closes_at.v, support_at("2027-03-30T12:00").v);
    assert_int_equal(
        fixture_count(&f, "SELECT first_timer_weight FROM draw_setting WHERE event_id = $1",
                      made.v),
        3);
    fixture_done(&f);
}

static void a_day_keeps_its_workshops(void **state)
{
    struct fixture f;
    struct block_id block;
    struct event_id shop, again;
    struct workshop_list list;
    (void)state;
    begin(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    fields.kind = EVENT_CONFERENCE;
    struct event_id day = fixture_event(&f, &fields);
    const struct block_fields morning = {"First", fields.starts_at, support_at("2026-11-12T17:00"),
                                         true};
    const struct block_fields second = {"Second", support_at("2026-11-12T17:00"), fields.ends_at,
                                        true};
    assert_ok(block_create(f.store, f.now, day, &morning, fixture_why(&f), &block));
    struct workshop_fields w = {
        .block = block, .title = "Ask", .purpose = "", .room = "One", .capacity = 5};
    assert_ok(workshop_create(f.store, f.now, f.people[0], day, &w, fixture_why(&f), &shop));
    assert_ok(block_create(f.store, f.now, day, &second, fixture_why(&f), &w.block));
    w.same_as = shop;
    assert_ok(workshop_create(f.store, f.now, f.people[0], day, &w, fixture_why(&f), &again));
    struct event_id made = copy(&f, day, "2026-11-19").event;
    assert_ok(workshop_list(f.store, made, (struct person_id){0}, f.arena, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].starts_at.v, support_at("2026-11-19T16:00").v);
    assert_int_equal(list.items[1].starts_at.v, support_at("2026-11-19T17:00").v);
    assert_int_equal(list.items[1].run_of.v, list.items[0].id.v);
    assert_int_equal(list.items[0].status, EVENT_DRAFT);
    struct spark_copied none;
    assert_int_equal(spark_copy(f.store, f.now, f.people[0], shop, support_day("2026-11-19"),
                                fixture_why(&f), &none),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "with-its-day");
    fixture_done(&f);
}

/* ---- a year ---- */

static struct event_id event_on(struct fixture *f, enum event_kind kind, const char *day)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.kind = kind;
    fields.title = day;
    fields.starts_at = support_at(arena_printf(f->arena, "%sT16:00", day));
    fields.ends_at = support_at(arena_printf(f->arena, "%sT17:00", day));
    return fixture_event(f, &fields);
}

static struct year_copy plan(struct fixture *f)
{
    struct year_copy p = {.count = -1};
    assert_ok(year_copy_plan(f->store, 2026, NULL, -1, f->arena, &p));
    return p;
}

/* A school's events are found however many others there are, and what does not fit is said. */
static void a_year_with_more_than_fit(void **state)
{
    struct fixture f;
    struct year_copy p;
    (void)state;
    begin(&f, 1);
    f.now = support_at("2026-09-01T09:00");
    struct event_id first = event_on(&f, EVENT_TWILIGHT, "2026-11-12");
    assert_false(plan(&f).more);
    assert_ok(store_exec(f.store,
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                         " WHERE i < $2) INSERT INTO event (uid, seq, kind, title, purpose,"
                         " host_school_id, room, starts_at, ends_at, capacity, taken, status,"
                         " created_by, created_at, modified_at) SELECT 'u' || i, 1, kind, title,"
                         " purpose, host_school_id, room, starts_at, ends_at, capacity, 0, status,"
                         " created_by, created_at, modified_at FROM event, n WHERE id = $1",
                         PARAMS(p_int(first.v), p_int(YEAR_COPY_MAX))));
    p = plan(&f);
    assert_true(p.more);
    assert_int_equal(p.count, YEAR_COPY_MAX);
    struct event_id last = {p.items[YEAR_COPY_MAX - 1].event.v + 1};
    assert_ok(store_exec(f.store, "UPDATE event SET host_school_id = $2 WHERE id = $1",
                         PARAMS(p_int(last.v), p_int(f.ash.v))));
    assert_ok(year_copy_plan(f.store, 2026, (struct school_id[]){{99}, f.ash}, 2, f.arena, &p));
    assert_int_equal(p.count, 1);
    assert_int_equal(p.items[0].event.v, last.v);
    assert_ok(year_copy_plan(f.store, 2026, NULL, 0, f.arena, &p));
    assert_int_equal(p.count, 0);
    /* once the first is copied, it makes room for the last */
    assert_ok(store_exec(f.store,
                         "UPDATE event SET copied_from = $1, starts_at = starts_at + 31449600,"
                         " ends_at = ends_at + 31449600 WHERE id = $2",
                         PARAMS(p_int(first.v), p_int(first.v + 1))));
    p = plan(&f);
    assert_false(p.more);
    assert_int_equal(p.items[YEAR_COPY_MAX - 1].event.v, first.v);
    fixture_done(&f);
}

static struct spark_copy_year run(struct fixture *f, const struct year_copy *p, const bool *leave)
{
    struct spark_copy_year all = {.made = -1};
    assert_ok(fixture_job(
        f, spark_copy_year(f->store, f->now, f->people[0], p, leave, fixture_why(f), &all)));
    return all;
}

static void a_year_is_copied_once(void **state)
{
    struct fixture f;
    bool leave[YEAR_COPY_MAX] = {false};
    (void)state;
    begin(&f, 1);
    f.now = support_at("2026-09-01T09:00");
    event_on(&f, EVENT_TWILIGHT, "2026-11-12");
    event_on(&f, EVENT_INSET, "2026-11-27");
    event_on(&f, EVENT_COURSE, "2026-12-30"); /* not in term */
    struct event_id off = event_on(&f, EVENT_COURSE, "2026-11-13");
    assert_ok(event_cancel(f.store, f.now, off, 0, fixture_why(&f)));
    struct event_id first = event_on(&f, EVENT_GROUP, "2026-11-05");
    struct event event = fixture_find(&f, first);
    struct series_rule rule = series_rule_of(&event);
    struct series_id series;
    rule.until = support_day("2026-11-26");
    assert_ok(series_create(f.store, f.now, f.people[0], first, &rule, fixture_why(&f), &series));
    assert_ok(series_publish(f.store, f.now, series, fixture_why(&f)));

    struct year_copy p = plan(&f);
    assert_int_equal(p.count, 4); /* the series once, the cancelled one not at all */
    assert_int_equal(p.items[0].series, series.v);
    static const char *const days[] = {"2027-11-04", "2027-11-11", "2027-12-06", ""};
    for (int i = 0; i < 4; i++)
        assert_int_equal(p.items[i].day.on.v, *days[i] ? support_day(days[i]).v : DAY_NONE.v);
    leave[1] = true;
    struct spark_copy_year all = run(&f, &p, leave);
    assert_int_equal(all.made, 2);
    assert_int_equal(all.missed_count, 0);
    /* the rule gave the series its dates: 4, 11, 18, 25 November 2027 */
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM event WHERE series_id > $1"
                                   " AND starts_at > 1814400000",
                                   series.v),
                     4);
    /* again: only what was left out; then nothing */
    leave[1] = false;
    p = plan(&f);
    assert_int_equal(run(&f, &p, leave).made, 1);
    p = plan(&f);
    assert_int_equal(run(&f, &p, leave).made, 0);
    assert_int_equal(fixture_mails(&f, "event-required", (struct person_id){0}), 0);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_but_its_people),
        cmocka_unit_test(sessions_keep_their_distance),
        cmocka_unit_test(a_spark_evening_keeps_its_blocks),
        cmocka_unit_test(a_spark_evening_keeps_its_call),
        cmocka_unit_test(a_day_keeps_its_workshops),
        cmocka_unit_test(a_year_with_more_than_fit),
        cmocka_unit_test(a_year_is_copied_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
