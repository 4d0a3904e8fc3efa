/* DESIGN: for whom an event is, who is asked and booked by it, who is let go, and quotas. */
#include "audience.h"
#include "calendar.h"
#include "employment.h"
#include "fixture.h"
#include "programme_year.h"
#include "training_day.h"

static void add(struct fixture *f, struct event_id event, enum audience_kind kind, int64_t object,
                const char *word)
{
    const struct audience_line line = {.kind = kind, .object = object, .word = word};
    assert_ok(audience_add(f->store, f->now, event, &line, fixture_why(f)));
}

static int people_of(struct fixture *f, struct event_id event, int *ret_required)
{
    struct event found = fixture_find(f, event);
    struct audience_people people;
    assert_ok(audience_list(f->store, &found, f->arena, &people));
    if (ret_required)
        *ret_required = people.required;
    return people.count;
}

static struct event_id required_draft(struct fixture *f, int capacity)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.attendance = ATTENDANCE_REQUIRED;
    fields.capacity = capacity;
    return fixture_draft(f, &fields);
}

static void set_job(struct fixture *f, int person, const char *column, int64_t value)
{
    const char *sql = strcmp(column, "days") == 0
                          ? "UPDATE employment SET working_days = $2 WHERE person_id = $1"
                          : "UPDATE employment SET ends_on = $2 WHERE person_id = $1";
    assert_ok(store_exec(f->store, sql, PARAMS(p_int(f->people[person].v), p_int(value))));
}

static void word_of(struct fixture *f, int person, const char *staff_group, const char *role)
{
    assert_ok(store_exec(f->store,
                         "UPDATE employment SET staff_group = $2, role_category = $3"
                         " WHERE person_id = $1",
                         PARAMS(p_int(f->people[person].v), p_text(staff_group), p_text(role))));
}

static int64_t live(struct fixture *f, struct event_id event)
{
    return fixture_count(f, "SELECT count(*) FROM booking WHERE event_id = $1 AND ended_at IS NULL",
                         event.v);
}

/* One line of each kind there is, in one job; named people besides. */
static void lines_narrow_together(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 8); /* 0 2 4 6 at oak, 1 3 5 7 at ash */
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_draft(&f, &fields);
    assert_int_equal(people_of(&f, event, NULL), 0);
    add(&f, event, AUDIENCE_SCHOOL, f.oak.v, "");
    assert_int_equal(people_of(&f, event, NULL), 4);
    word_of(&f, 2, "classroom support", "LSA");
    word_of(&f, 3, "classroom support", "LSA");
    add(&f, event, AUDIENCE_STAFF_GROUP, 0, "classroom support");
    assert_int_equal(people_of(&f, event, NULL), 1);
    add(&f, event, AUDIENCE_SCHOOL, f.ash.v, "");
    assert_int_equal(people_of(&f, event, NULL), 2);
    add(&f, event, AUDIENCE_PERSON, f.people[5].v, "");
    add(&f, event, AUDIENCE_PERSON, f.people[5].v, ""); /* the same again */
    assert_int_equal(people_of(&f, event, NULL), 3);
    struct audience_lines lines;
    assert_ok(audience_lines(f.store, event, f.arena, &lines));
    assert_int_equal(lines.count, 4);
    assert_ok(audience_remove(f.store, event, lines.items[0].id));
    fixture_done(&f);
}

static void groups_and_governors(void **state)
{
    struct fixture f;
    int64_t group = 0;
    (void)state;
    fixture_init(&f, 6);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_draft(&f, &fields);
    assert_ok(store_find_int(f.store,
                             "INSERT INTO org_group (kind, name) VALUES ('team', 'Readers')"
                             " RETURNING id",
                             PARAMS(), &group));
    assert_ok(store_exec(f.store,
                         "INSERT INTO org_group_member (group_id, person_id, duty, from_on, to_on)"
                         " VALUES ($1, $2, 'member', 0, NULL), ($1, $3, 'member', 0, 100)",
                         PARAMS(p_int(group), p_int(f.people[1].v), p_int(f.people[3].v))));
    add(&f, event, AUDIENCE_GROUP, group, "");
    assert_int_equal(people_of(&f, event, NULL), 1); /* the other has left the group */
    assert_ok(store_exec(f.store,
                         "INSERT INTO participation (person_id, kind, school_id)"
                         " VALUES ($1, 'governor', $2)",
                         PARAMS(p_int(f.people[4].v), p_int(f.ash.v))));
    add(&f, event, AUDIENCE_GOVERNORS, f.oak.v, "");
    assert_int_equal(people_of(&f, event, NULL), 1);
    add(&f, event, AUDIENCE_GOVERNORS, 0, "");
    assert_int_equal(people_of(&f, event, NULL), 2);
    fixture_done(&f);
}

static void what_is_not_there_is_refused(void **state)
{
    struct fixture f;
    (void)state;
    static const struct {
        struct audience_line line;
        const char *field;
    } cases[] = {
        {{.kind = AUDIENCE_SCHOOL, .object = 999}, "school"},
        {{.kind = AUDIENCE_GROUP, .object = 999}, "group"},
        {{.kind = AUDIENCE_PERSON, .object = 999}, "person"},
        {{.kind = AUDIENCE_GOVERNORS, .object = 999}, "governors"},
        {{.kind = AUDIENCE_STAFF_GROUP, .word = "wizards"}, "staff_group"},
        {{.kind = AUDIENCE_ROLE, .word = ""}, "role"},
    };
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_draft(&f, &fields);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(audience_add(f.store, f.now, event, &cases[i].line, fixture_why(&f)),
                         ERR_INVALID);
        assert_true(fixture_refused(&f, cases[i].field));
    }
    fixture_done(&f);
}

/* Required of the host's staff where no line says so; not of those who do not work then. */
static void required_books_and_tells(void **state)
{
    struct fixture f;
    int required;
    (void)state;
    fixture_init(&f, 6);                 /* 0 2 4 at oak */
    set_job(&f, 4, "days", 1023 ^ 0x80); /* no Thursday afternoon */
    struct event_id event = required_draft(&f, 10);
    assert_int_equal(people_of(&f, event, &required), 3);
    assert_int_equal(required, 2);
    fixture_publish(&f, event);
    assert_int_equal(live(&f, event), 2);
    assert_int_equal(fixture_find(&f, event).taken, 2);
    assert_int_equal(fixture_mails(&f, "event-required", (struct person_id){0}), 2);
    assert_int_equal(fixture_mails(&f, "event-invited", f.people[4]), 1);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM busy WHERE event_id = $1", event.v),
                     2);
    /* asked again, nobody hears of it twice */
    struct event found = fixture_find(&f, event);
    assert_ok(audience_ask(f.store, f.now, &found, f.arena));
    assert_int_equal(fixture_mails(&f, "event-required", (struct person_id){0}), 2);
    assert_int_equal(live(&f, event), 2);
    fixture_done(&f);
}

static void required_needs_places_and_people(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = required_draft(&f, 2);
    assert_int_equal(event_publish(f.store, f.now, event, 0, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "capacity"));
    assert_non_null(strstr(f.why.fields[0].message, "3 people"));
    for (int i = 0; i < 6; i += 2)
        set_job(&f, i, "days", 0x3f);
    assert_int_equal(event_publish(f.store, f.now, event, 0, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "attendance"));
    fixture_done(&f);
}

/* Nobody is required when their school is closed; a school without a calendar excuses nobody. */
static void closed_schools_excuse(void **state)
{
    struct fixture f;
    int required;
    (void)state;
    fixture_init(&f, 2);
    struct event_id event = required_draft(&f, 10);
    const struct span spans[] = {
        {.kind = SPAN_TERM,
         .name = "Autumn",
         .from = support_day("2026-09-01"),
         .to = support_day("2026-12-18")},
        {.kind = SPAN_CLOSURE,
         .name = "Boiler",
         .from = support_day("2026-11-12"),
         .to = support_day("2026-11-12")},
    };
    people_of(&f, event, &required);
    assert_int_equal(required, 1);
    assert_ok(calendar_insert_year(f.store, f.oak, spans, COUNT_OF(spans)));
    people_of(&f, event, &required);
    assert_int_equal(required, 0);
    fixture_done(&f);
}

/* How many mails of that kind to them say so. */
static int64_t told(struct fixture *f, const char *kind, int person, const char *words)
{
    int64_t count = 0;
    assert_ok(store_find_int(f->store,
                             "SELECT count(*) FROM outbox WHERE kind = $1 AND person_id = $2"
                             " AND instr(body, $3) > 0",
                             PARAMS(p_text(kind), p_int(f->people[person].v), p_text(words)),
                             &count));
    return count;
}

/* Whoever is let go is told why: the school is closed, or they do not work then. */
static void let_go_says_why(void **state)
{
    struct fixture f;
    struct event event;
    (void)state;
    fixture_init(&f, 4); /* 0 2 at oak */
    struct event_id id = required_draft(&f, 10);
    fixture_publish(&f, id);
    set_job(&f, 2, "days", 15); /* not on Thursdays */
    event = fixture_find(&f, id);
    assert_ok(audience_ask(f.store, f.now, &event, f.arena));
    assert_int_equal(told(&f, "booking-cancelled", 2, "You do not work at that time"), 1);
    const struct span closed = {.kind = SPAN_TERM,
                                .name = "Autumn",
                                .from = support_day("2026-09-01"),
                                .to = support_day("2026-10-23")};
    assert_ok(calendar_insert_year(f.store, f.oak, &closed, 1));
    event = fixture_find(&f, id);
    assert_ok(audience_ask(f.store, f.now, &event, f.arena));
    assert_int_equal(told(&f, "booking-cancelled", 0, "Your school is closed that day"), 1);
    assert_int_equal(told(&f, "booking-cancelled", 0, "You do not work"), 0);
    assert_int_equal(told(&f, "booking-cancelled", 0, "\"required\":1"), 1);
    fixture_done(&f);
}

/* What comes after the year's programme was given out says why (TW-09). */
/* Who has two jobs comes to what one of the schools requires on that school's days alone (P3). */
static void a_second_job_is_judged_by_itself(void **state)
{
    struct fixture f;
    int required = 0;
    (void)state;
    fixture_init(&f, 4); /* 0 2 at oak, 1 3 at ash */
    assert_ok(store_exec(f.store,
                         "INSERT INTO employment (person_id, school_id, staff_group, role_category,"
                         " working_days) VALUES ($1, $2, 'teaching', 'main scale', 15)",
                         PARAMS(p_int(f.people[1].v), p_int(f.oak.v))));
    struct event_id event = required_draft(&f, 10); /* a Thursday at oak */
    assert_int_equal(people_of(&f, event, &required), 3);
    assert_int_equal(required, 2);
    add(&f, event, AUDIENCE_SCHOOL, f.oak.v, "");
    assert_int_equal(people_of(&f, event, &required), 3);
    assert_int_equal(required, 2);
    add(&f, event, AUDIENCE_SCHOOL, f.ash.v, "");
    assert_int_equal(people_of(&f, event, &required), 4);
    assert_int_equal(required, 4); /* they work at ash then */
    fixture_done(&f);
}

static void late_ones_say_why(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_id event = required_draft(&f, 10);
    assert_ok(programme_year_publish(f.store, f.now, f.people[0], f.ash, 2026, fixture_why(&f)));
    bool out = true;
    assert_ok(programme_year_is_out(f.store, f.oak, support_day("2026-11-12"), &out));
    assert_false(out);
    assert_ok(programme_year_publish(f.store, f.now, f.people[0], f.oak, 2026, fixture_why(&f)));
    assert_int_equal(event_publish(f.store, f.now, event, 0, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "emerging"));
    assert_ok(store_exec(f.store,
                         "INSERT INTO event_about (event_id, emerging) VALUES ($1, 'Inspection')",
                         PARAMS(p_int(event.v))));
    fixture_publish(&f, event);
    assert_int_equal(told(&f, "event-required", 2, "programme was given out: Inspection"), 1);
    assert_int_equal(
        programme_year_publish(f.store, f.now, f.people[0], f.oak, 2030, fixture_why(&f)),
        ERR_INVALID);
    fixture_done(&f);
}

static struct booking live_of(struct fixture *f, struct event_id event, int person)
{
    struct booking_list list;
    assert_ok(booking_list_attendees(f->store, event, f->arena, &list));
    for (int i = 0; i < list.count; i++)
        if (list.items[i].person.v == f->people[person].v)
            return list.items[i];
    return (struct booking){0};
}

static void excused_by_the_organiser_alone(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_id id = required_draft(&f, 10);
    fixture_publish(&f, id);
    struct event event = fixture_find(&f, id);
    struct booking mine = live_of(&f, id, 2);
    assert_true(mine.required);
    assert_int_equal(booking_withdraw(f.store, f.now,
                                      &(struct booking_withdrawal){mine.id, f.people[2], NULL},
                                      fixture_why(&f)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "required");
    assert_int_equal(audience_decline(f.store, f.now, id, f.people[2], "", fixture_why(&f)),
                     ERR_CONFLICT);
    assert_int_equal(audience_excuse(f.store, f.now, &event, f.people[2], "", fixture_why(&f)),
                     ERR_INVALID);
    assert_true(fixture_refused(&f, "reason"));
    assert_ok(
        audience_excuse(f.store, f.now, &event, f.people[2], "At a funeral", fixture_why(&f)));
    assert_int_equal(live_of(&f, id, 2).id.v, 0);
    assert_int_equal(told(&f, "booking-cancelled", 2, "Why: At a funeral"), 1);
    assert_ok(audience_ask(f.store, f.now, &event, f.arena)); /* and stays excused */
    assert_int_equal(live_of(&f, id, 2).id.v, 0);
    fixture_done(&f);
}

/* Who joins is booked, though the event was full; who no longer belongs to it is let go. */
static void it_follows_its_people(void **state)
{
    struct fixture f;
    struct event_id after = {0};
    (void)state;
    fixture_init(&f, 5); /* 0 2 4 at oak */
    set_job(&f, 4, "ends", support_day("2026-10-01").v);
    struct event_id id = required_draft(&f, 2);
    fixture_publish(&f, id);
    assert_ok(store_exec(f.store, "UPDATE employment SET ends_on = NULL WHERE person_id = $1",
                         PARAMS(p_int(f.people[4].v))));
    set_job(&f, 2, "ends", support_day("2026-11-05").v);
    assert_ok(audience_ask_all(f.store, f.now, support_at("2027-01-01T00:00"), (struct event_id){0},
                               50, &after));
    assert_int_equal(after.v, 0);
    assert_true(live_of(&f, id, 4).required);
    assert_int_equal(live_of(&f, id, 2).id.v, 0);
    assert_int_equal(fixture_mails(&f, "booking-cancelled", f.people[2]), 1);
    struct event event = fixture_find(&f, id);
    assert_int_equal(event.taken, 2);
    assert_int_equal(event.fields.capacity, 3);
    fixture_done(&f);
}

/* What one had asked for becomes the place one has to take. */
static void a_wait_becomes_a_place(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 3); /* 0 2 at oak */
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    struct event_id id = fixture_event(&f, &fields);
    for (int i = 1; i < 3; i++) {
        const struct booking_request request = {id, f.people[i], f.people[i], false};
        assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed));
    }
    assert_int_equal(placed.status, BOOKING_WAITING);
    fields.attendance = ATTENDANCE_REQUIRED;
    assert_ok(event_update(f.store, f.now, id, 0, &fields, fixture_why(&f)));
    assert_int_equal(live_of(&f, id, 2).status, BOOKING_CONFIRMED);
    assert_true(live_of(&f, id, 2).required);
    assert_false(live_of(&f, id, 1).required);
    assert_int_equal(fixture_find(&f, id).taken, 3);
    fixture_done(&f);
}

static void invitations_are_answered(void **state)
{
    struct fixture f;
    struct invitation invitation;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.attendance = ATTENDANCE_INVITED;
    struct event_id id = fixture_draft(&f, &fields);
    add(&f, id, AUDIENCE_PERSON, f.people[1].v, "");
    fixture_publish(&f, id);
    assert_int_equal(live(&f, id), 0);
    assert_int_equal(fixture_mails(&f, "event-invited", f.people[1]), 1);
    assert_ok(audience_decline(f.store, f.now, id, f.people[1], "Away", fixture_why(&f)));
    assert_ok(audience_find_invitation(f.store, id, f.people[1], f.arena, &invitation));
    assert_true(invitation.declined);
    assert_string_equal(invitation.reason, "Away");
    assert_int_equal(audience_decline(f.store, f.now, id, f.people[2], "", fixture_why(&f)),
                     ERR_NOT_FOUND);
    fixture_done(&f);
}

/* 403 not-eligible (contract, section 5); whoever edits events may book anybody. */
static void others_cannot_book(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    add(&f, id, AUDIENCE_SCHOOL, f.oak.v, "");
    struct booking_request request = {id, f.people[1], f.people[1], false};
    assert_int_equal(booking_book(f.store, f.now, &request, fixture_why(&f), &placed), ERR_DENIED);
    assert_string_equal(f.why.slug, "not-eligible");
    request.sees_drafts = true;
    assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed));
    request = (struct booking_request){id, f.people[2], f.people[2], false};
    assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed));
    fixture_done(&f);
}

static void a_school_has_its_quota(void **state)
{
    struct fixture f;
    struct booking_placed placed[3];
    struct event_quotas quotas;
    (void)state;
    fixture_init(&f, 6);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    assert_ok(audience_set_quota(f.store, id, f.oak, 1, fixture_why(&f)));
    static const int who[] = {0, 2, 1};
    for (int i = 0; i < 3; i++) {
        const struct booking_request request = {id, f.people[who[i]], f.people[who[i]], false};
        assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed[i]));
    }
    assert_int_equal(placed[0].status, BOOKING_CONFIRMED);
    assert_int_equal(placed[1].status, BOOKING_WAITING);
    assert_int_equal(placed[2].status, BOOKING_CONFIRMED); /* ash has no limit */
    assert_ok(audience_quotas(f.store, id, f.arena, &quotas));
    assert_int_equal(quotas.count, 1);
    assert_int_equal(quotas.items[0].taken, 1);
    /* ash's place given up helps oak's line nothing; oak's own does */
    assert_ok(booking_withdraw(f.store, f.now,
                               &(struct booking_withdrawal){placed[2].id, f.people[1], NULL},
                               fixture_why(&f)));
    assert_int_equal(live_of(&f, id, 2).status, BOOKING_WAITING);
    assert_ok(booking_withdraw(f.store, f.now,
                               &(struct booking_withdrawal){placed[0].id, f.people[0], NULL},
                               fixture_why(&f)));
    assert_int_equal(live_of(&f, id, 2).status, BOOKING_CONFIRMED);
    assert_int_equal(audience_set_quota(f.store, id, f.oak, 10001, fixture_why(&f)), ERR_INVALID);
    assert_ok(audience_set_quota(f.store, id, f.oak, -1, fixture_why(&f)));
    assert_ok(audience_quotas(f.store, id, f.arena, &quotas));
    assert_int_equal(quotas.count, 0);
    fixture_done(&f);
}

/* TW-03 */
static void training_days_are_agreed(void **state)
{
    struct fixture f;
    struct training_day day;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id twilight = fixture_draft(&f, &fields);
    fields.kind = EVENT_INSET;
    struct event_id inset = fixture_draft(&f, &fields);
    struct event of_twilight = fixture_find(&f, twilight), of_inset = fixture_find(&f, inset);
    assert_ok(training_day_check(f.store, &of_twilight, fixture_why(&f)));
    assert_int_equal(training_day_check(f.store, &of_inset, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-agreed");
    assert_int_equal(training_day_agree(f.store, f.now, &of_twilight, f.people[0], fixture_why(&f)),
                     ERR_CONFLICT);
    struct training_days days;
    assert_ok(training_day_list(f.store, f.now, f.arena, &days));
    assert_int_equal(days.count, 1);
    assert_int_equal(days.items[0].event.v, inset.v);
    assert_ok(training_day_agree(f.store, f.now, &of_inset, f.people[1], fixture_why(&f)));
    assert_ok(training_day_list(f.store, f.now, f.arena, &days));
    assert_int_equal(days.count, 0);
    assert_ok(training_day_agree(f.store, f.now, &of_inset, f.people[0], fixture_why(&f)));
    assert_ok(training_day_check(f.store, &of_inset, fixture_why(&f)));
    assert_ok(training_day_find(f.store, inset, f.arena, &day));
    assert_int_equal(day.agreed_by.v, f.people[1].v); /* the first who did */
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_narrow_together),
        cmocka_unit_test(groups_and_governors),
        cmocka_unit_test(what_is_not_there_is_refused),
        cmocka_unit_test(required_books_and_tells),
        cmocka_unit_test(required_needs_places_and_people),
        cmocka_unit_test(closed_schools_excuse),
        cmocka_unit_test(let_go_says_why),
        cmocka_unit_test(a_second_job_is_judged_by_itself),
        cmocka_unit_test(late_ones_say_why),
        cmocka_unit_test(excused_by_the_organiser_alone),
        cmocka_unit_test(it_follows_its_people),
        cmocka_unit_test(a_wait_becomes_a_place),
        cmocka_unit_test(invitations_are_answered),
        cmocka_unit_test(others_cannot_book),
        cmocka_unit_test(a_school_has_its_quota),
        cmocka_unit_test(training_days_are_agreed),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
