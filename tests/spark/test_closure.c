/* DESIGN: a school closed by snow: its calendar, its events and one mail a person, all or nothing.
 */
#include "fixture.h"

#include "closure.h"
#include "event_session.h"
#include "school_year.h"
#include "tz.h"
#include "workshop.h"

static void begin(struct fixture *f, int people)
{
    const struct span autumn[] = {
        {SPAN_TERM, "Autumn", support_day("2026-09-03"), support_day("2026-12-18")},
        {SPAN_INSET, "INSET", support_day("2026-11-13"), support_day("2026-11-13")}};
    fixture_init(f, people);
    assert_ok(calendar_insert_year(f->store, f->oak, autumn, 2));
}

static struct event_id event_at(struct fixture *f, const char *title, const char *at)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.title = title;
    fields.starts_at = support_at(at);
    fields.ends_at = instant_add(fields.starts_at, 3600);
    return fixture_event(f, &fields);
}

static void book(struct fixture *f, struct event_id id, int who)
{
    struct booking_placed placed;
    const struct booking_request request = {
        .event = id, .person = f->people[who], .by = f->people[who]};
    assert_ok(fixture_job(f, booking_book(f->store, f->now, &request, fixture_why(f), &placed)));
}

static struct closure snow(struct fixture *f)
{
    return (struct closure){f->oak, support_day("2026-11-12"), support_day("2026-11-12"), "Snow",
                            f->people[0]};
}

static struct closure_plan plan(struct fixture *f)
{
    const struct closure closure = snow(f);
    struct closure_plan p = {.count = -1};
    assert_ok(closure_plan(f->store, f->now, &closure, fixture_why(f), &p));
    return p;
}

static enum err make(struct fixture *f, const struct closure_fate *fates, int count,
                     struct closure_made *ret)
{
    const struct closure closure = snow(f);
    return fixture_job(f,
                       closure_make(f->store, f->now, &closure, fates, count, fixture_why(f), ret));
}

/* The next school day: Friday is an INSET day, so it is Monday; Tuesday for who is busy then. */
static void a_next_day_is_proposed(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f, 2);
    struct event_id id = event_at(&f, "Reading", "2026-11-12T16:00");
    event_at(&f, "Another day", "2026-11-19T16:00");
    struct event_fields draft = fixture_event_fields(&f);
    fixture_draft(&f, &draft);
    book(&f, id, 0);
    struct closure_plan p = plan(&f);
    assert_int_equal(p.count, 1);
    assert_int_equal(p.items[0].told, 1);
    assert_int_equal(p.items[0].proposed.v, support_at("2026-11-16T16:00").v);
    book(&f, event_at(&f, "On Monday", "2026-11-16T16:30"), 0);
    assert_int_equal(plan(&f).items[0].proposed.v, support_at("2026-11-17T16:00").v);
    fixture_done(&f);
}

static void one_act_and_one_mail(void **state)
{
    struct fixture f;
    struct closure_made made;
    struct school_year year;
    (void)state;
    begin(&f, 3);
    struct event_id moved = event_at(&f, "Reading", "2026-11-12T16:00");
    struct event_id off = event_at(&f, "Writing", "2026-11-12T09:00");
    book(&f, moved, 0);
    book(&f, off, 0);
    book(&f, moved, 1);
    const struct closure_fate fates[] = {{moved, 0, support_at("2026-11-16T16:00")}, {off, 0, {0}}};
    assert_int_equal(make(&f, fates, 1, &made), ERR_INVALID);
    assert_true(fixture_refused(&f, "events"));
    assert_ok(make(&f, fates, 2, &made));
    assert_int_equal(made.moved, 1);
    assert_int_equal(made.called_off, 1);
    assert_int_equal(fixture_find(&f, moved).fields.starts_at.v, support_at("2026-11-16T16:00").v);
    assert_int_equal(fixture_find(&f, off).status, EVENT_CANCELLED);
    assert_string_equal(fixture_find(&f, off).cancel_reason, "Snow");
    /* who had both gets one mail of both; who had one is asked about that */
    assert_int_equal(fixture_mails(&f, "closure", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 0);
    assert_int_equal(fixture_mails(&f, "event-cancelled", f.people[0]), 0);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[1]), 1);
    assert_ok(school_year_load(f.store, f.oak, 2026, f.arena, &year));
    assert_int_equal(year.count, 3);
    assert_int_equal(plan(&f).count, 0); /* nothing is left there */
    fixture_done(&f);
}

/* A course that meets three times keeps its other dates. */
static void one_session_of_several(void **state)
{
    struct fixture f;
    struct closure_made made;
    struct event_sessions sessions;
    (void)state;
    begin(&f, 2);
    struct event_id id = event_at(&f, "Course", "2026-11-05T16:00");
    const struct event_session_fields times[] = {
        {0, support_at("2026-11-05T16:00"), support_at("2026-11-05T17:00"), ""},
        {0, support_at("2026-11-12T16:00"), support_at("2026-11-12T17:00"), ""},
        {0, support_at("2026-11-19T16:00"), support_at("2026-11-19T17:00"), ""}};
    assert_ok(event_set_sessions(f.store, f.now, id, 0, times, 3, fixture_why(&f)));
    book(&f, id, 0);
    struct closure_plan p = plan(&f);
    assert_int_equal(p.count, 1);
    assert_true(p.items[0].session);
    const struct closure_fate fate = {id, p.items[0].session, {0}};
    assert_ok(make(&f, &fate, 1, &made));
    assert_ok(event_session_list(f.store, id, f.arena, &sessions));
    assert_int_equal(sessions.count, 2);
    assert_int_equal(fixture_find(&f, id).status, EVENT_PUBLISHED);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 1);
    fixture_done(&f);
}

/* Twice on the closed day, and perhaps once after it. */
static struct event_id course(struct fixture *f, int count)
{
    struct event_id id = event_at(f, "Course", "2026-11-12T09:00");
    const struct event_session_fields times[] = {
        {0, support_at("2026-11-12T09:00"), support_at("2026-11-12T10:00"), ""},
        {0, support_at("2026-11-12T16:00"), support_at("2026-11-12T17:00"), ""},
        {0, support_at("2026-11-19T16:00"), support_at("2026-11-19T17:00"), ""}};
    assert_ok(event_set_sessions(f->store, f->now, id, 0, times, count, fixture_why(f)));
    book(f, id, 0);
    return id;
}

/* Every fate of both dates that meet then: none is passed over, none is refused, none goes to the
 * wrong one. */
static void two_sessions_of_several(void **state)
{
    static const char *const NEW[] = {"2026-11-16T09:00", "2026-11-16T16:00"};
    (void)state;
    for (int way = 0; way < 8; way++) {
        bool moves[] = {way & 1, way & 2};
        int count = way & 4 ? 2 : 3, stay = count - 2 + moves[0] + moves[1];
        struct fixture f;
        struct closure_made made;
        struct event_sessions sessions;
        begin(&f, 2);
        struct event_id id = course(&f, count);
        struct closure_plan p = plan(&f);
        assert_int_equal(p.count, 2);
        const struct closure_fate fates[] = {
            {id, p.items[0].session, moves[0] ? support_at(NEW[0]) : (struct instant){0}},
            {id, p.items[1].session, moves[1] ? support_at(NEW[1]) : (struct instant){0}}};
        assert_ok(make(&f, fates, 2, &made));
        assert_int_equal(made.moved, moves[0] + moves[1]);
        assert_int_equal(made.called_off, 2 - made.moved);
        struct event event = fixture_find(&f, id);
        assert_int_equal(event.status, stay ? EVENT_PUBLISHED : EVENT_CANCELLED);
        assert_string_equal(event.cancel_reason, stay ? "" : "Snow");
        assert_ok(event_session_list(f.store, id, f.arena, &sessions));
        for (int i = 0; stay && i < sessions.count; i++)
            assert_true(tz_day(sessions.items[i].starts_at).v != support_day("2026-11-12").v);
        if (stay)
            assert_int_equal(sessions.count, stay);
        for (int i = 0; i < 2; i++)
            assert_int_equal(fixture_count(&f,
                                           arena_printf(f.arena,
                                                        "SELECT count(*) FROM event_session WHERE"
                                                        " event_id = $1 AND starts_at = %lld",
                                                        (long long)support_at(NEW[i]).v),
                                           id.v),
                             moves[i]);
        assert_int_equal(
            fixture_mails(&f, stay ? "event-postponed" : "event-cancelled", f.people[0]), 1);
        fixture_done(&f);
    }
}

/* A conference whose first day falls out: its workshops end with it, the second day stays whole. */
static void a_day_of_a_conference(void **state)
{
    struct fixture f;
    struct closure_made made;
    struct event_id shops[2];
    struct event_sessions sessions;
    (void)state;
    begin(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    fields.kind = EVENT_CONFERENCE;
    fields.starts_at = support_at("2026-11-12T09:00");
    fields.ends_at = support_at("2026-11-12T12:00");
    struct event_id day = fixture_event(&f, &fields);
    const struct event_session_fields dates[] = {
        {0, fields.starts_at, fields.ends_at, ""},
        {0, support_at("2026-11-19T09:00"), support_at("2026-11-19T12:00"), ""}};
    assert_ok(event_set_sessions(f.store, f.now, day, 0, dates, 2, fixture_why(&f)));
    for (int i = 0; i < 2; i++) {
        const struct block_fields block = {"Block", instant_add(dates[i].starts_at, 3600),
                                           instant_add(dates[i].starts_at, 7200), false};
        struct workshop_fields shop = {.title = i ? "Late" : "Early", .room = "", .capacity = 5};
        assert_ok(block_create(f.store, f.now, day, &block, fixture_why(&f), &shop.block));
        assert_ok(
            workshop_create(f.store, f.now, f.people[0], day, &shop, fixture_why(&f), &shops[i]));
    }
    book(&f, day, 0);
    struct closure_plan p = plan(&f);
    assert_int_equal(p.count, 1);
    const struct closure_fate fate = {day, p.items[0].session, {0}};
    assert_ok(make(&f, &fate, 1, &made));
    assert_ok(event_session_list(f.store, day, f.arena, &sessions));
    assert_int_equal(sessions.count, 1);
    assert_int_equal(fixture_find(&f, shops[0]).status, EVENT_CANCELLED);
    assert_string_equal(fixture_find(&f, shops[0]).cancel_reason, "Snow");
    assert_int_equal(fixture_find(&f, shops[1]).status, EVENT_PUBLISHED);
    assert_int_equal(fixture_find(&f, shops[1]).fields.starts_at.v,
                     support_at("2026-11-19T10:00").v);
    fixture_done(&f);
}

/* As the same act of a page says of each event. */
static void it_is_in_the_log(void **state)
{
    static const char sql[] = "SELECT count(*) FROM audit WHERE object_id = $1 AND action = '%s'";
    struct fixture f;
    struct closure_made made;
    (void)state;
    begin(&f, 2);
    struct event_id moved = event_at(&f, "Reading", "2026-11-12T16:00");
    struct event_id off = event_at(&f, "Writing", "2026-11-12T09:00");
    const struct closure_fate fates[] = {{moved, 0, support_at("2026-11-16T16:00")}, {off, 0, {0}}};
    assert_ok(make(&f, fates, 2, &made));
    assert_int_equal(fixture_count(&f, arena_printf(f.arena, sql, "event-postpone"), moved.v), 1);
    assert_int_equal(fixture_count(&f, arena_printf(f.arena, sql, "event-cancel"), off.v), 1);
    fixture_done(&f);
}

/* As many as a form has room for. */
static void too_many_at_once(void **state)
{
    struct fixture f;
    struct closure_plan p;
    (void)state;
    begin(&f, 1);
    for (int i = 0; i <= CLOSURE_HITS_MAX; i++)
        event_at(&f, "Reading", "2026-11-12T16:00");
    const struct closure closure = snow(&f);
    assert_int_equal(closure_plan(f.store, f.now, &closure, fixture_why(&f), &p), ERR_INVALID);
    assert_true(fixture_refused(&f, "to"));
    fixture_done(&f);
}

static void what_is_refused(void **state)
{
    static const struct {
        const char *from, *to, *reason, *field;
    } rows[] = {
        {"2026-11-01", "2026-11-02", "Snow", "from"},
        {"2026-11-12", "2026-11-11", "Snow", "to"},
        {"2026-11-12", "2026-11-26", "Snow", "to"},
        {"2026-11-12", "2026-11-12", "", "reason"},
    };
    struct fixture f;
    struct closure_made made;
    (void)state;
    begin(&f, 1);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct closure closure = {f.oak, support_day(rows[i].from), support_day(rows[i].to),
                                        rows[i].reason, f.people[0]};
        struct closure_plan p;
        assert_int_equal(closure_plan(f.store, f.now, &closure, fixture_why(&f), &p), ERR_INVALID);
        assert_true(fixture_refused(&f, rows[i].field));
    }
    struct closure none = snow(&f);
    struct closure_plan p;
    none.to = DAY_NONE;
    assert_int_equal(closure_list(f.store, f.now, &none, fixture_why(&f), &p), ERR_INVALID);
    assert_true(fixture_refused(&f, "to"));
    none.from = DAY_NONE;
    assert_int_equal(closure_list(f.store, f.now, &none, fixture_why(&f), &p), ERR_INVALID);
    assert_true(fixture_refused(&f, "from"));
    struct event_id id = event_at(&f, "Reading", "2026-11-12T16:00");
    const struct closure_fate then = {id, 0, support_at("2026-11-12T18:00")};
    assert_int_equal(make(&f, &then, 1, &made), ERR_INVALID);
    assert_true(fixture_refused(&f, "events[0].to"));
    assert_int_equal(fixture_find(&f, id).status, EVENT_PUBLISHED);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_next_day_is_proposed), cmocka_unit_test(one_act_and_one_mail),
        cmocka_unit_test(one_session_of_several), cmocka_unit_test(two_sessions_of_several),
        cmocka_unit_test(it_is_in_the_log),       cmocka_unit_test(a_day_of_a_conference),
        cmocka_unit_test(too_many_at_once),       cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
