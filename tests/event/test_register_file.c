/* DESIGN: a register out of an attendance file: who is who, what stays, and the same file twice. */
#include <stdio.h>

#include "fixture.h"

#include "register_file.h"

/* A twilight of 12 November, 16:00 to 17:30; people 1 to 4 are booked. */
struct evening {
    struct fixture f;
    struct event_id event;
    struct register_state state;
    int64_t file;
    struct register_file_done done;
    struct actor coordinator, leader; /* who sees all addresses, and who sees none */
};

static void book(struct evening *r, int person)
{
    const struct booking_request request = {
        .event = r->event, .person = r->f.people[person], .by = r->f.people[person]};
    struct booking_placed placed;
    assert_ok(booking_book(r->f.store, r->f.now, &request, fixture_why(&r->f), &placed));
}

static void set_up(struct evening *r)
{
    struct register_states states;
    *r = (struct evening){.event = {0}};
    fixture_init(&r->f, 8);
    r->leader.person = r->coordinator.person = r->f.people[0];
    r->coordinator.grants = (struct grants){{{ROLE_TRUST_COORDINATOR, {0}}}, 1};
    r->leader.grants = (struct grants){{{ROLE_STAFF, {0}}}, 1};
    struct event_fields fields = fixture_event_fields(&r->f);
    fields.capacity = 10;
    r->event = fixture_event(&r->f, &fields);
    for (int i = 1; i <= 4; i++)
        book(r, i);
    r->f.now = support_at("2026-11-12T17:35");
    assert_ok(register_list(r->f.store, r->event, r->f.arena, &states));
    r->state = states.items[0];
}

static enum err put(struct evening *r, const char *text)
{
    const struct register_file_new file = {.event = r->event,
                                           .state = &r->state,
                                           .by = r->f.people[0],
                                           .name = STR("report.csv"),
                                           .bytes = str_of(text)};
    return fixture_job(
        &r->f, register_file_put(r->f.store, r->f.now, &file, fixture_why(&r->f), &r->file));
}

static struct register_file_ask ask_of(struct evening *r, struct register_file *file)
{
    assert_ok(register_file_find(r->f.store, r->file, r->f.arena, file));
    return (struct register_file_ask){.file = file,
                                      .state = &r->state,
                                      .rule = register_file_usual(&r->state),
                                      .sees = &r->coordinator,
                                      .by = r->f.people[0]};
}

static struct register_file_plan plan_of(struct evening *r)
{
    struct register_file file;
    struct register_file_plan plan;
    const struct register_file_ask ask = ask_of(r, &file);
    assert_ok(register_file_plan(r->f.store, r->f.now, &ask, fixture_why(&r->f), &plan));
    return plan;
}

static enum err apply(struct evening *r, const struct register_file_choice *choices, int count)
{
    struct register_file file;
    struct register_file_ask ask = ask_of(r, &file);
    ask.choices = choices;
    ask.choice_count = count;
    return fixture_job(
        &r->f, register_file_apply(r->f.store, r->f.now, &ask, fixture_why(&r->f), &r->done));
}

/* "here 10 0 5 file", "none" */
static void assert_standing(struct evening *r, int person, const char *expected)
{
    struct register_roll roll;
    const char *found = "not on it";
    assert_ok(register_roll(r->f.store, r->event, r->state.session, r->f.arena, &roll));
    for (int i = 0; i < roll.count; i++) {
        const struct register_standing *s = &roll.items[i].standing;
        if (roll.items[i].person.v == r->f.people[person].v)
            found = s->mark == REGISTER_NONE
                        ? "none"
                        : arena_printf(r->f.arena, "%s %d %d %d %s", register_mark_name(s->mark),
                                       s->late_min, s->early_min, s->away_min,
                                       register_how_name(s->how));
    }
    assert_string_equal(found, expected);
}

static const char REPORT[] =
    "Name,Join Time,Leave Time,Duration,Email,Role\n"
    "Somebody,\"12/11/2026, 15:58:00\",\"12/11/2026, 17:32:00\",,PERSON01@demo.example,Attendee\n"
    "02\u00a0(Guest),\"12/11/2026, 16:00:00\",\"12/11/2026, 17:30:00\",,,Attendee\n"
    "\"02, Person\",\"12/11/2026, 16:12:30\",\"12/11/2026, 16:40:00\",,,Attendee\n"
    "person 02 (Guest),\"12/11/2026, 16:50:00\",\"12/11/2026, 17:20:00\",,,Attendee\n"
    "Person 03,\"12/11/2026, 17:00:00\",\"12/11/2026, 17:30:00\",,,Attendee\n"
    "X,\"12/11/2026, 16:01:00\",\"12/11/2026, 17:30:00\",,person05@demo.example,Attendee\n"
    "Person 06,\"12/11/2026, 16:00:00\",\"12/11/2026, 17:30:00\",,,Attendee\n";

static void test_who_is_who(void **state)
{
    (void)state;
    static const struct {
        enum register_file_kind kind;
        int line, person, minutes, late, early, away;
        bool by_name;
    } EXPECTED[] = {
        {REGISTER_FILE_MARK, 2, 1, 90, 0, 0, 0, false},
        {REGISTER_FILE_UNKNOWN, 3, -1, 90, 0, 0, 0, false},
        {REGISTER_FILE_MARK, 4, 2, 58, 12, 10, 10, true}, /* with two devices, one after another */
        {REGISTER_FILE_SHORT, 6, 3, 30, 60, 0, 0, true},
        {REGISTER_FILE_STRANGER, 7, 5, 89, 0, 0, 0, false},
        {REGISTER_FILE_UNKNOWN, 8, -1, 90, 0, 0, 0, false}, /* a name is not enough */
    };
    struct evening r;
    set_up(&r);
    assert_ok(put(&r, REPORT));
    struct register_file_plan plan = plan_of(&r);
    assert_int_equal(plan.count, COUNT_OF(EXPECTED));
    for (int i = 0; i < plan.count; i++) {
        const struct register_file_line *line = &plan.lines[i];
        assert_int_equal(line->kind, EXPECTED[i].kind);
        assert_int_equal(line->line, EXPECTED[i].line);
        assert_int_equal(line->person.v,
                         EXPECTED[i].person < 0 ? 0 : r.f.people[EXPECTED[i].person].v);
        assert_int_equal(line->minutes, EXPECTED[i].minutes);
        assert_int_equal(line->late_min, EXPECTED[i].late);
        assert_int_equal(line->early_min, EXPECTED[i].early);
        assert_int_equal(line->away_min, EXPECTED[i].away);
        assert_int_equal(line->by_name, EXPECTED[i].by_name);
    }
    assert_int_equal(plan.lines[5].guess_count, 1);
    assert_int_equal(plan.lines[5].guesses[0].v, r.f.people[6].v);
    assert_int_equal(plan.missing_count, 1);
    assert_int_equal(plan.missing[0]->person.v, r.f.people[4].v);
    fixture_done(&r.f);
}

static void test_taken_over_once(void **state)
{
    struct evening r;
    (void)state;
    set_up(&r);
    assert_ok(put(&r, REPORT));
    assert_ok(apply(&r, NULL, 0));
    assert_int_equal(r.done.marked, 2);
    assert_int_equal(r.done.added, 0);
    assert_standing(&r, 1, "here 0 0 0 file");
    assert_standing(&r, 2, "here 12 10 10 file");
    assert_standing(&r, 3, "none");
    assert_standing(&r, 5, "not on it");
    assert_ok(apply(&r, NULL, 0)); /* a second click */
    assert_int_equal(r.done.marked, 0);
    int64_t before = fixture_count(&r.f, "SELECT count(*) FROM register_entry WHERE $1 = 0", 0);
    assert_ok(put(&r, REPORT)); /* the same file again */
    assert_int_equal(plan_of(&r).counts[REGISTER_FILE_SAME], 2);
    assert_ok(apply(&r, NULL, 0));
    assert_int_equal(r.done.marked, 0);
    assert_int_equal(fixture_count(&r.f, "SELECT count(*) FROM register_entry WHERE $1 = 0", 0),
                     before);
    assert_int_equal(fixture_count(&r.f,
                                   "SELECT count(*) FROM register_file WHERE $1 = 0"
                                   " AND bytes IS NOT NULL",
                                   0),
                     0);
    fixture_done(&r.f);
}

static void test_choices(void **state)
{
    struct evening r;
    (void)state;
    set_up(&r);
    const struct register_file_choice choices[] = {{3, r.f.people[4]}, /* who "02" is */
                                                   {7, r.f.people[5]}, /* yes, add them */
                                                   {8, {0}}};          /* leave them out */
    assert_ok(put(&r, REPORT));
    assert_ok(apply(&r, choices, 3));
    assert_int_equal(r.done.marked, 4);
    assert_int_equal(r.done.added, 1);
    assert_standing(&r, 4, "here 0 0 0 file");
    assert_standing(&r, 5, "here 0 0 0 file");
    assert_standing(&r, 6, "not on it");
    fixture_done(&r.f);
}

static void test_choices_of_nobody(void **state)
{
    struct evening r;
    (void)state;
    set_up(&r);
    const struct register_file_choice nobody = {7, {99999}}, no_line = {5, r.f.people[4]};
    assert_ok(put(&r, REPORT));
    assert_int_equal(apply(&r, &nobody, 1), ERR_INVALID);
    assert_true(fixture_refused(&r.f, "people"));
    assert_int_equal(apply(&r, &no_line, 1), ERR_INVALID);
    assert_true(fixture_refused(&r.f, "people"));
    assert_standing(&r, 1, "none"); /* all or nothing */
    fixture_done(&r.f);
}

/* What was seen at the door counts more than a file, unless somebody says so. */
static void test_hand_marks_stay(void **state)
{
    struct evening r;
    struct register_marked marked;
    (void)state;
    set_up(&r);
    const struct register_mark absent = {.event = r.event,
                                         .session = r.state.session,
                                         .person = r.f.people[1],
                                         .mark = REGISTER_ABSENT,
                                         .by = r.f.people[0]};
    const struct register_file_choice yes = {2, r.f.people[1]};
    assert_ok(
        fixture_job(&r.f, register_mark(r.f.store, r.f.now, &absent, fixture_why(&r.f), &marked)));
    assert_ok(put(&r, REPORT));
    assert_int_equal(plan_of(&r).lines[0].kind, REGISTER_FILE_MARKED);
    assert_ok(apply(&r, NULL, 0));
    assert_standing(&r, 1, "absent 0 0 0 door");
    assert_ok(put(&r, REPORT));
    r.f.now = instant_add(r.f.now, 60);
    assert_ok(apply(&r, &yes, 1));
    assert_standing(&r, 1, "here 0 0 0 file");
    fixture_done(&r.f);
}

static void test_rule(void **state)
{
    struct evening r;
    struct register_file file;
    struct register_file_plan plan;
    (void)state;
    set_up(&r);
    assert_ok(put(&r, REPORT));
    struct register_file_ask ask = ask_of(&r, &file);
    assert_int_equal(ask.rule.least_min, 45);
    ask.rule = (struct register_file_rule){.least_min = 30, .grace_min = 11};
    assert_ok(register_file_plan(r.f.store, r.f.now, &ask, fixture_why(&r.f), &plan));
    assert_int_equal(plan.lines[3].kind, REGISTER_FILE_MARK);
    assert_int_equal(plan.lines[2].late_min, 12);
    assert_int_equal(plan.lines[2].early_min, 0);
    ask.rule = (struct register_file_rule){.least_min = 91, .grace_min = -1};
    assert_int_equal(register_file_plan(r.f.store, r.f.now, &ask, fixture_why(&r.f), &plan),
                     ERR_INVALID);
    assert_true(fixture_refused(&r.f, "least") && fixture_refused(&r.f, "grace"));
    fixture_done(&r.f);
}

/* A file tells nobody whose an address is who could not look it up. */
static void test_strangers_to_those_who_may_see(void **state)
{
    struct evening r;
    struct register_file file;
    struct register_file_plan plan;
    (void)state;
    set_up(&r);
    assert_ok(put(&r, REPORT));
    struct register_file_ask ask = ask_of(&r, &file);
    ask.sees = &r.leader;
    assert_ok(register_file_plan(r.f.store, r.f.now, &ask, fixture_why(&r.f), &plan));
    assert_int_equal(plan.lines[0].kind, REGISTER_FILE_MARK); /* is booked */
    assert_int_equal(plan.lines[4].kind, REGISTER_FILE_UNKNOWN);
    assert_int_equal(plan.lines[4].person.v, 0);
    assert_string_equal(plan.lines[4].name, "");
    ask.sees = NULL;
    assert_ok(register_file_plan(r.f.store, r.f.now, &ask, fixture_why(&r.f), &plan));
    assert_int_equal(plan.lines[4].kind, REGISTER_FILE_UNKNOWN);
    fixture_done(&r.f);
}

/* Anybody can type a name: beside an address that is nobody's it is a guess. */
static void test_a_name_with_a_foreign_address(void **state)
{
    struct evening r;
    (void)state;
    set_up(&r);
    assert_ok(put(&r, "Name,Join time,Leave time,Email,Participant ID (UPN)\n"
                      "Person 02,16:00,17:30,u0@x.example,\n"
                      "Person 03,16:00,17:30,,u1@x.example\n"
                      "Person 04,16:00,17:30,,\n"));
    struct register_file_plan plan = plan_of(&r);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(plan.lines[i].kind, REGISTER_FILE_UNKNOWN);
        assert_int_equal(plan.lines[i].guess_count, 1);
        assert_int_equal(plan.lines[i].guesses[0].v, r.f.people[2 + i].v);
    }
    assert_int_equal(plan.lines[2].kind, REGISTER_FILE_MARK);
    assert_ok(apply(&r, NULL, 0));
    assert_standing(&r, 2, "none");
    fixture_done(&r.f);
}

/* Somebody who came with very many devices, each in and out very often: what the plan takes of
 * memory grows with the file, not with its square. */
static void test_many_devices(void **state)
{
    enum { DEVICES = 1000, STAYS = 19, ROOM = 64 };
    struct evening r;
    (void)state;
    set_up(&r);
    char *text = arena_alloc(r.f.arena, (size_t)DEVICES * STAYS * ROOM), *end = text;
    struct register_file_choice *choices =
        ARENA_ARRAY(r.f.arena, struct register_file_choice, DEVICES);
    end += sprintf(end, "Name,Join time,Leave time,Email\n");
    for (int i = 0; i < DEVICES * STAYS; i++)
        end += sprintf(end, "Person 01,16:15,17:15,u%d@x.example\n", i % DEVICES);
    for (int i = 0; i < DEVICES; i++)
        choices[i] = (struct register_file_choice){i + 2, r.f.people[1]};
    assert_ok(put(&r, text));
    struct register_file file;
    struct register_file_plan plan;
    struct register_file_ask ask = ask_of(&r, &file);
    ask.choices = choices;
    ask.choice_count = DEVICES;
    size_t before = arena_used(r.f.arena);
    assert_ok(register_file_plan(r.f.store, r.f.now, &ask, fixture_why(&r.f), &plan));
    assert_true(arena_used(r.f.arena) - before < 24u * 1024 * 1024);
    assert_int_equal(plan.count, 1);
    assert_int_equal(plan.lines[0].minutes, 60);
    assert_int_equal(plan.lines[0].late_min, 15);
    assert_int_equal(plan.lines[0].early_min, 15);
    fixture_done(&r.f);
}

/* An account's address, as it signs in with, is as good as a mailbox. */
static void test_account_address(void **state)
{
    struct evening r;
    (void)state;
    set_up(&r);
    assert_ok(store_exec(r.f.store,
                         "INSERT INTO identity (person_id, issuer, subject, email, linked_at)"
                         " VALUES ($1, 'https://login.example', 's', 'P3@Other.Example', 0)",
                         PARAMS(p_int(r.f.people[3].v))));
    assert_ok(put(&r, "Name,Join time,Leave time,Email,Participant ID (UPN)\n"
                      "A,16:00,17:30,,p3@other.example\n"));
    struct register_file_plan plan = plan_of(&r);
    assert_int_equal(plan.lines[0].person.v, r.f.people[3].v);
    fixture_done(&r.f);
}

static void test_refused(void **state)
{
    struct evening r;
    (void)state;
    set_up(&r);
    assert_int_equal(put(&r, "holiday photos"), ERR_INVALID);
    assert_true(fixture_refused(&r.f, "file"));
    assert_int_equal(put(&r, "Name,Join time,Leave time\nAnn,16:00,soon\n"), ERR_INVALID);
    assert_non_null(strstr(r.f.why.fields[0].message, "Line 2, column 3"));
    assert_int_equal(put(&r, "Name,Join time,Leave time\nAnn,\"13/11/2026, 16:00\",\"13/11/2026, "
                             "17:00\"\n"),
                     ERR_INVALID); /* another day */
    assert_true(fixture_refused(&r.f, "file"));
    assert_ok(store_exec(r.f.store, "UPDATE event SET status = 'cancelled' WHERE id = $1",
                         PARAMS(p_int(r.event.v))));
    assert_int_equal(put(&r, REPORT), ERR_CONFLICT);
    assert_string_equal(r.f.why.slug, "cancelled");
    assert_ok(store_exec(r.f.store, "UPDATE event SET status = 'published' WHERE id = $1",
                         PARAMS(p_int(r.event.v))));
    r.state.closed_at = r.f.now;
    assert_int_equal(put(&r, REPORT), ERR_CONFLICT);
    r.state.closed_at.v = 0;
    r.f.now = support_at("2026-11-12T14:00");
    assert_int_equal(put(&r, REPORT), ERR_CONFLICT);
    fixture_done(&r.f);
}

static void test_forgotten(void **state)
{
    struct evening r;
    struct register_file file;
    (void)state;
    set_up(&r);
    assert_ok(put(&r, REPORT));
    assert_ok(put(&r, REPORT)); /* the later of one person's takes the place of the earlier */
    assert_int_equal(fixture_count(&r.f, "SELECT count(*) FROM register_file WHERE $1 = 0", 0), 1);
    assert_ok(register_file_sweep(r.f.store, instant_add(r.f.now, REGISTER_FILE_LIFE_S)));
    assert_ok(register_file_find(r.f.store, r.file, r.f.arena, &file));
    assert_ok(register_file_sweep(r.f.store, instant_add(r.f.now, REGISTER_FILE_LIFE_S + 1)));
    assert_int_equal(register_file_find(r.f.store, r.file, r.f.arena, &file), ERR_NOT_FOUND);
    assert_ok(put(&r, REPORT));
    assert_ok(register_file_drop(r.f.store, r.file));
    assert_int_equal(register_file_find(r.f.store, r.file, r.f.arena, &file), ERR_NOT_FOUND);
    fixture_done(&r.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_who),
        cmocka_unit_test(test_taken_over_once),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_choices_of_nobody),
        cmocka_unit_test(test_hand_marks_stay),
        cmocka_unit_test(test_rule),
        cmocka_unit_test(test_account_address),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_forgotten),
        cmocka_unit_test(test_strangers_to_those_who_may_see),
        cmocka_unit_test(test_a_name_with_a_foreign_address),
        cmocka_unit_test(test_many_devices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
