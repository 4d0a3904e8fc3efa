/* DESIGN: a year planned over real calendars: what the rules see of the store, what a proposal
 * keeps and leaves alone, and drafts. */
#include "fixture.h"

#include <string.h>

#include "audience.h"
#include "booking.h"
#include "calendar.h"
#include "date_plan.h"

enum { YEAR = 2026 };

static void add_year(struct fixture *f, struct school_id school, const char *closed)
{
    const struct span spans[] = {
        {SPAN_TERM, "Autumn", support_day("2026-09-03"), support_day("2026-12-18")},
        {SPAN_TERM, "Spring", support_day("2027-01-04"), support_day("2027-03-26")},
        {SPAN_HALF_TERM, "February", support_day("2027-02-15"), support_day("2027-02-19")},
        {SPAN_INSET, "INSET", support_day("2027-01-04"), support_day("2027-01-04")},
        {SPAN_CLOSURE, "Closed", support_day(closed), support_day(closed)},
    };
    assert_ok(calendar_insert_year(f->store, school, spans, (int)COUNT_OF(spans)));
}

static void begin(struct fixture *f)
{
    fixture_init(f, 8);
    add_year(f, f->oak, "2027-01-12");
    add_year(f, f->ash, "2027-01-13");
}

static struct date_wish_fields wish_fields(void)
{
    return (struct date_wish_fields){
        .kind = EVENT_TWILIGHT,
        .title = "Maths together",
        .times = 2,
        .minutes = 60,
        .earliest_min = 960,
        .latest_min = 1020,
        .weekdays = 31,
        .from = support_day("2027-01-11"),
        .to = support_day("2027-03-26"),
    };
}

static struct date_wish_id wish(struct fixture *f, const struct date_wish_fields *fields)
{
    struct date_wish_id id = {0};
    assert_ok(
        date_plan_wish_add(f->store, f->now, f->people[0], YEAR, fields, fixture_why(f), &id));
    return id;
}

static struct date_plan load(struct fixture *f)
{
    struct date_plan plan;
    assert_ok(date_plan_load(f->store, YEAR, f->arena, &plan));
    return plan;
}

static int propose(struct fixture *f, const char *today)
{
    struct date_proposal proposal;
    assert_ok(date_plan_begin(f->store, support_day(today), YEAR, 7, f->arena, &proposal));
    date_plan_search(&proposal, NULL, f->arena);
    assert_ok(date_plan_keep(f->store, f->now, &proposal));
    return proposal.undated;
}

static struct date_problem problem(struct fixture *f, struct date_plan *ret_plan)
{
    struct date_problem problem;
    *ret_plan = load(f);
    assert_ok(date_plan_problem(f->store, ret_plan, support_day("2026-11-02"), f->arena, &problem));
    return problem;
}

static int state_on(const struct date_problem *p, int school, const char *day)
{
    return p->instance
        .state[school * p->instance.day_count + support_day(day).v - p->instance.first.v];
}

static void days_of_each_school_and_what_stands(void **state)
{
    struct fixture f;
    struct date_plan plan;
    (void)state;
    begin(&f);
    const struct date_wish_fields all = wish_fields();
    struct date_wish_fields one = wish_fields();
    one.schools = &f.ash;
    one.school_count = 1;
    one.times = 1;
    wish(&f, &all);
    wish(&f, &one);
    const struct event_fields stands = fixture_event_fields(&f); /* for everybody, at oak */
    fixture_event(&f, &stands);
    const struct date_problem p = problem(&f, &plan);
    assert_int_equal(p.instance.school_count, 2);
    int oak = p.instance.schools[0].id.v == f.oak.v ? 0 : 1, ash = 1 - oak;
    assert_int_equal(state_on(&p, oak, "2027-01-12"), DATE_DAY_CLOSED);
    assert_int_equal(state_on(&p, ash, "2027-01-12"), DATE_DAY_SCHOOL);
    assert_int_equal(state_on(&p, oak, "2027-01-04"), DATE_DAY_INSET);
    assert_int_equal(state_on(&p, oak, "2027-02-16"), DATE_DAY_OUT);
    assert_int_equal(state_on(&p, oak, "2027-01-16"), DATE_DAY_OUT); /* Saturday */
    assert_int_equal(p.instance.term_count, 2);
    assert_string_equal(p.terms[1], "Spring");
    assert_int_equal(p.instance.event_count, 2 + 1 + 1);
    assert_int_equal(p.slots[3].host, oak);
    assert_int_equal(p.slots[3].start_min, 960);
    /* half of all work at ash: who of the smaller audience is in the larger */
    assert_int_equal(p.instance.share[0 * 4 + 2], 100);
    assert_int_equal(p.instance.share[2 * 4 + 3], 100);
    assert_int_equal(p.instance.travel_min[1], 30);
    fixture_done(&f);
}

/* An event for one person, or for one school's staff, is in nobody else's way; one for everybody is
 * in everybody's. */
static void what_stands_is_for_whom_it_names(void **state)
{
    struct fixture f;
    struct date_plan plan;
    (void)state;
    begin(&f);
    struct date_wish_fields at_one = wish_fields();
    at_one.school_count = 1;
    at_one.times = 1;
    at_one.schools = &f.ash;
    wish(&f, &at_one);
    at_one.schools = &f.oak;
    wish(&f, &at_one);
    struct event_fields stands = fixture_event_fields(&f); /* at oak */
    const struct event_id for_one = fixture_event(&f, &stands);
    const int64_t of_oak =
        fixture_count(&f,
                      "SELECT min(person_id) FROM employment WHERE school_id = $1"
                      " AND person_id NOT IN (SELECT person_id FROM employment"
                      " WHERE school_id <> $1)",
                      f.oak.v);
    const struct audience_line line = {.kind = AUDIENCE_PERSON, .object = of_oak, .word = ""};
    assert_ok(audience_add(f.store, f.now, for_one, &line, fixture_why(&f)));
    stands.attendance = ATTENDANCE_INVITED; /* without a line: the host's staff */
    fixture_event(&f, &stands);
    stands.attendance = ATTENDANCE_VOLUNTARY;
    fixture_event(&f, &stands);
    const struct date_problem p = problem(&f, &plan);
    enum { AT_ASH, AT_OAK, FOR_ONE, FOR_OAK, FOR_ALL, EVENTS };
    static const int SHARES[2][EVENTS] = {
        [AT_ASH] = {[FOR_ONE] = 0, [FOR_OAK] = 0, [FOR_ALL] = 100},
        [AT_OAK] = {[FOR_ONE] = 100, [FOR_OAK] = 100, [FOR_ALL] = 100}};
    assert_int_equal(p.instance.event_count, EVENTS);
    for (int i = AT_ASH; i <= AT_OAK; i++)
        for (int k = FOR_ONE; k < EVENTS; k++)
            assert_int_equal(p.instance.share[i * EVENTS + k], SHARES[i][k]);
    fixture_done(&f);
}

/* Two at one hour of one day, each at a school of its own: one leader cannot be at both. */
static void nobody_is_asked_to_lead_two_at_once(void **state)
{
    for (int leads = 0; leads < 2; leads++) {
        struct fixture f;
        (void)state;
        begin(&f);
        struct date_wish_fields fields = wish_fields();
        fields.times = 1;
        fields.from = fields.to = support_day("2027-01-14");
        fields.schools = &f.oak;
        fields.school_count = 1;
        fields.leader = leads ? f.people[3] : (struct person_id){0};
        wish(&f, &fields);
        fields.schools = &f.ash;
        wish(&f, &fields);
        assert_int_equal(propose(&f, "2026-11-02"), leads);
        const struct date_plan plan = load(&f);
        assert_int_equal(plan.wishes[0].fields.leader.v, fields.leader.v);
        assert_int_equal(*plan.wishes[0].leader != '\0', leads);
        assert_ok(date_plan_wish_remove(f.store, plan.wishes[0].id));
        assert_int_equal(propose(&f, "2026-11-02"), 0);
        fixture_done(&f);
    }
}

/* Who leads what stands already leads nothing else then. */
static void whoever_leads_what_stands_is_taken_then(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    struct date_wish_fields fields = wish_fields();
    struct event_fields stands = fixture_event_fields(&f);
    stands.school = f.ash;
    stands.starts_at = support_at("2027-01-14T16:00");
    stands.ends_at = support_at("2027-01-14T17:00");
    const struct event_id event = fixture_event(&f, &stands);
    const struct booking_request leads = {.event = event,
                                          .person = f.people[3],
                                          .by = f.people[0],
                                          .part = PART_LEADER,
                                          .sees_drafts = true};
    struct booking_placed placed;
    assert_ok(booking_book(f.store, f.now, &leads, fixture_why(&f), &placed));
    fields.times = 1;
    fields.from = fields.to = support_day("2027-01-14");
    fields.host = f.oak;
    fields.leader = f.people[3];
    wish(&f, &fields);
    assert_int_equal(propose(&f, "2026-11-02"), 1);
    fixture_done(&f);
}

static void a_proposal_leaves_alone_what_is_fixed(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    const struct date_wish_fields fields = wish_fields();
    const struct date_wish_id id = wish(&f, &fields);
    const struct date_pick_fields hand = {.wish = id,
                                          .nth = 1,
                                          .on = support_day("2027-01-12"),
                                          .start_min = 990,
                                          .host = f.ash,
                                          .fixed = true};
    assert_ok(date_plan_pick_set(f.store, &hand, fixture_why(&f)));
    assert_int_equal(propose(&f, "2026-11-02"), 0);
    struct date_plan plan = load(&f);
    assert_int_equal(plan.picks[0].on.v, hand.on.v);
    assert_int_equal(plan.picks[0].start_min, 990);
    assert_true(plan.picks[0].fixed);
    assert_false(day_is_none(plan.picks[1].on));
    assert_int_equal(plan.proposed_at.v, f.now.v);
    /* who saw it before that sees it again first */
    struct date_pick_fields old = hand;
    old.version = plan.picks[0].version - 1;
    assert_int_equal(date_plan_pick_set(f.store, &old, fixture_why(&f)), ERR_STALE);
    old.version++;
    assert_ok(date_plan_pick_set(f.store, &old, fixture_why(&f)));
    fixture_done(&f);
}

static void nothing_is_proposed_for_the_past(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    const struct date_wish_fields fields = wish_fields();
    wish(&f, &fields);
    assert_int_equal(propose(&f, "2027-03-16"), 0);
    struct date_plan plan = load(&f);
    for (int i = 0; i < plan.pick_count; i++)
        assert_true(plan.picks[i].on.v > support_day("2027-03-16").v);
    assert_int_equal(propose(&f, "2027-03-26"), 2);
    plan = load(&f);
    assert_true(day_is_none(plan.picks[0].on));
    fixture_done(&f);
}

static void drafts_are_made_once_and_can_be_made_again_if_called_off(void **state)
{
    struct fixture f;
    struct date_plan_drafts drafts;
    (void)state;
    begin(&f);
    const struct date_wish_fields fields = wish_fields();
    const struct date_wish_id id = wish(&f, &fields);
    propose(&f, "2026-11-02");
    assert_ok(date_plan_draft(f.store, f.now, f.people[0], YEAR, fixture_why(&f), &drafts));
    assert_int_equal(drafts.made, 2);
    struct date_plan plan = load(&f);
    struct event event = fixture_find(&f, plan.picks[0].event);
    assert_int_equal(event.status, EVENT_DRAFT);
    assert_int_equal(event.fields.school.v, plan.picks[0].host.v);
    assert_int_equal(event.fields.ends_at.v - event.fields.starts_at.v, 3600);
    assert_ok(date_plan_draft(f.store, f.now, f.people[0], YEAR, fixture_why(&f), &drafts));
    assert_int_equal(drafts.made, 0);
    const struct date_pick_fields none = {.wish = id, .nth = 1, .on = DAY_NONE};
    assert_int_equal(date_plan_pick_set(f.store, &none, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "has-draft");
    assert_ok(event_cancel(f.store, f.now, event.id, 0, fixture_why(&f)));
    assert_ok(date_plan_pick_set(f.store, &none, fixture_why(&f)));
    assert_ok(date_plan_wish_remove(f.store, id));
    assert_int_equal(load(&f).pick_count, 0);
    assert_int_equal(fixture_find(&f, plan.picks[1].event).status, EVENT_DRAFT);
    assert_int_equal(date_plan_wish_remove(f.store, id), ERR_NOT_FOUND);
    fixture_done(&f);
}

/* What was wished since is without a date because nobody looked, and that is another thing. */
static void what_nobody_looked_for_was_not_sought(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    struct date_wish_fields fields = wish_fields();
    fields.seats = 9999;
    wish(&f, &fields);
    assert_false(load(&f).picks[0].sought);
    assert_int_equal(propose(&f, "2026-11-02"), 2);
    assert_true(load(&f).picks[0].sought && load(&f).picks[1].sought);
    struct date_wish changed = load(&f).wishes[0];
    changed.fields.seats = 0;
    changed.fields.times = 3;
    assert_ok(date_plan_wish_change(f.store, f.now, &changed, fixture_why(&f)));
    for (int i = 0; i < 3; i++)
        assert_false(load(&f).picks[i].sought);
    assert_int_equal(propose(&f, "2026-11-02"), 0);
    assert_false(load(&f).picks[0].sought);
    fixture_done(&f);
}

static void of_fewer_drafts_and_fixed_dates_stay(void **state)
{
    struct fixture f;
    struct date_plan_drafts drafts;
    (void)state;
    begin(&f);
    struct date_wish_fields fields = wish_fields();
    const struct date_wish_id id = wish(&f, &fields);
    propose(&f, "2026-11-02");
    assert_ok(date_plan_draft(f.store, f.now, f.people[0], YEAR, fixture_why(&f), &drafts));
    struct date_wish changed = load(&f).wishes[0];
    changed.fields.times = 1;
    assert_int_equal(date_plan_wish_change(f.store, f.now, &changed, fixture_why(&f)), ERR_INVALID);
    assert_string_equal(f.why.fields[0].field, "times");
    changed.fields.times = 5;
    changed.fields.schools = &f.ash;
    changed.fields.school_count = 1;
    assert_ok(date_plan_wish_change(f.store, f.now, &changed, fixture_why(&f)));
    assert_int_equal(date_plan_wish_change(f.store, f.now, &changed, fixture_why(&f)), ERR_STALE);
    const struct date_pick_fields fixed = {.wish = id,
                                           .nth = 5,
                                           .on = support_day("2027-03-24"),
                                           .start_min = 960,
                                           .host = f.ash,
                                           .fixed = true};
    assert_ok(date_plan_pick_set(f.store, &fixed, fixture_why(&f)));
    propose(&f, "2026-11-02");
    changed = load(&f).wishes[0];
    assert_int_equal(changed.fields.school_count, 1);
    changed.fields.times = 3;
    assert_ok(date_plan_wish_change(f.store, f.now, &changed, fixture_why(&f)));
    const struct date_plan plan = load(&f);
    assert_int_equal(plan.pick_count, 3);
    assert_true(plan.picks[0].event.v && plan.picks[1].event.v && plan.picks[2].fixed);
    changed.id.v++;
    assert_int_equal(date_plan_wish_change(f.store, f.now, &changed, fixture_why(&f)),
                     ERR_NOT_FOUND);
    fixture_done(&f);
}

static int led(struct fixture *f, struct event_id event, struct person_id person)
{
    return (int)fixture_count(f,
                              "SELECT count(*) FROM booking WHERE event_id = $1 AND part = 'leader'"
                              " AND ended_at IS NULL",
                              event.v) == 1 &&
           fixture_count(f, "SELECT person_id FROM booking WHERE event_id = $1", event.v) ==
               person.v;
}

/* Their time is taken and they are told; where they are elsewhere by then, the draft says so. */
static void who_is_to_lead_leads_the_draft(void **state)
{
    struct fixture f;
    struct date_plan_drafts drafts;
    (void)state;
    begin(&f);
    struct date_wish_fields fields = wish_fields();
    fields.leader = f.people[3];
    fields.times = 1;
    wish(&f, &fields);
    propose(&f, "2026-11-02");
    assert_ok(date_plan_draft(f.store, f.now, f.people[0], YEAR, fixture_why(&f), &drafts));
    struct date_plan plan = load(&f);
    assert_true(led(&f, plan.picks[0].event, f.people[3]));
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM outbox WHERE person_id = $1 AND body"
                                   " LIKE '%You are asked to lead it. It is a draft: nothing is"
                                   " published yet.%'",
                                   f.people[3].v),
                     1);
    assert_int_equal(fixture_count(&f, "SELECT person_id FROM event_organiser WHERE event_id = $1",
                                   plan.picks[0].event.v),
                     f.people[0].v);
    assert_string_equal(plan.picks[0].missed, "");
    /* the same hour by hand, of another wish */
    const struct date_pick_fields same = {.wish = wish(&f, &fields),
                                          .nth = 1,
                                          .on = plan.picks[0].on,
                                          .start_min = plan.picks[0].start_min,
                                          .host = f.ash,
                                          .fixed = true};
    assert_ok(date_plan_pick_set(f.store, &same, fixture_why(&f)));
    assert_ok(date_plan_draft(f.store, f.now, f.people[0], YEAR, fixture_why(&f), &drafts));
    assert_int_equal(drafts.made, 1);
    plan = load(&f);
    assert_int_equal(fixture_find(&f, plan.picks[1].event).status, EVENT_DRAFT);
    assert_false(led(&f, plan.picks[1].event, f.people[3]));
    assert_non_null(strstr(plan.picks[1].missed, " does not lead it: "));
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_each_school_and_what_stands),
        cmocka_unit_test(what_stands_is_for_whom_it_names),
        cmocka_unit_test(nobody_is_asked_to_lead_two_at_once),
        cmocka_unit_test(what_nobody_looked_for_was_not_sought),
        cmocka_unit_test(of_fewer_drafts_and_fixed_dates_stay),
        cmocka_unit_test(who_is_to_lead_leads_the_draft),
        cmocka_unit_test(whoever_leads_what_stands_is_taken_then),
        cmocka_unit_test(a_proposal_leaves_alone_what_is_fixed),
        cmocka_unit_test(nothing_is_proposed_for_the_past),
        cmocka_unit_test(drafts_are_made_once_and_can_be_made_again_if_called_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
