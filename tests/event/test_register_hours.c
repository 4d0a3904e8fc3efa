/* DESIGN: hours from the door to the ledger, against a table computed by hand. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "employment.h"
#include "ledger.h"
#include "register.h"

enum { YEAR = 2026, TEXT_MAX = 1 << 14 };

struct hours_case {
    struct str name, sessions, marks, credited;
    int hours_min;
};

static int number(struct str text)
{
    int n = 0;
    for (size_t i = 0; i < text.n; i++) {
        CHECK(text.p[i] >= '0' && text.p[i] <= '9');
        n = n * 10 + (text.p[i] - '0');
    }
    return n;
}

static struct str next(struct str *rest, char by)
{
    struct str before = *rest;
    if (!str_split(rest, by, &before))
        *rest = STR("");
    return before;
}

static struct event_id make_event(struct fixture *f, const struct hours_case *c)
{
    struct event_fields fields = fixture_event_fields(f);
    struct event_session_fields times[5];
    struct str rest = c->sessions;
    struct instant at = fields.starts_at;
    int count = 0;
    fields.hours_min = c->hours_min;
    fields.counts = EVENT_COUNTS_INSET;
    while (rest.n) {
        int minutes = number(next(&rest, ';'));
        times[count++] = (struct event_session_fields){
            .starts_at = at, .ends_at = instant_add(at, (int64_t)minutes * 60)};
        at = instant_add(at, 86400);
    }
    fields.ends_at = times[0].ends_at;
    struct event_id event = fixture_event(f, &fields);
    assert_ok(event_set_sessions(f->store, f->now, event, 0, times, count, fixture_why(f)));
    return event;
}

static void say(struct fixture *f, struct register_mark mark, struct str said)
{
    struct register_marked marked;
    struct str what = next(&said, '-');
    if (!what.n) /* nothing */
        return;
    assert_ok(register_mark_parse(what, &mark.mark));
    mark.late_min = number(next(&said, '-'));
    mark.early_min = number(next(&said, '-'));
    mark.away_min = number(said);
    assert_ok(register_mark(f->store, f->now, &mark, fixture_why(f), &marked));
}

static void take_registers(struct fixture *f, struct event_id event, struct str said)
{
    struct register_states states;
    assert_ok(register_list(f->store, event, f->arena, &states));
    for (int i = 0; i < states.count; i++) {
        const struct register_closing closing = {
            .event = event, .session = states.items[i].session, .by = f->people[0]};
        f->now = states.items[i].ends_at;
        say(f,
            (struct register_mark){.event = event,
                                   .session = closing.session,
                                   .person = f->people[1],
                                   .by = f->people[0]},
            next(&said, ';'));
        assert_ok(register_close(f->store, f->now, &closing, fixture_why(f)));
    }
}

static void run_case(const struct hours_case *c)
{
    struct fixture f;
    struct ledger ledger;
    struct booking_placed placed;
    fixture_init(&f, 2);
    const struct hours_choice choice = {
        .from_year = YEAR, .this_year = YEAR, .kept = true, .rules = hours_setting_default()};
    assert_ok(hours_setting_change(f.store, &choice, f.people[0], f.now, fixture_why(&f)));
    struct event_id event = make_event(&f, c);
    const struct booking_request request = {
        .event = event, .person = f.people[1], .by = f.people[1]};
    assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed));
    take_registers(&f, event, c->marks);
    assert_ok(ledger_find(f.store, f.people[1], YEAR, f.arena, &ledger));
    bool absent = str_eq_c(c->credited, "absent");
    if (ledger.totals.inset_done != (absent ? 0 : number(c->credited)))
        fail_msg("%.*s: %d minutes", (int)c->name.n, c->name.p, ledger.totals.inset_done);
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM booking WHERE event_id = $1"
                                   " AND status = 'attended'",
                                   event.v),
                     !absent);
    fixture_done(&f);
}

static void test_table(void **state)
{
    static char text[TEXT_MAX];
    FILE *file = fopen(SPARKD_SOURCE_DIR "/tests/data/register_hours.tsv", "re");
    int cases = 0;
    (void)state;
    CHECK(file != NULL);
    struct str rest = str_make(text, fread(text, 1, sizeof text, file));
    fclose(file);
    CHECK(rest.n < sizeof text);
    while (rest.n) {
        struct str line = next(&rest, '\n');
        if (!line.n || line.p[0] == '#')
            continue;
        struct hours_case c = {.name = next(&line, '\t')};
        c.hours_min = number(next(&line, '\t'));
        c.sessions = next(&line, '\t');
        c.marks = next(&line, '\t');
        c.credited = line;
        run_case(&c);
        cases++;
    }
    assert_int_equal(cases, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
