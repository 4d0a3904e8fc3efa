/* DESIGN: who cannot come tonight: somebody who works here and runs things learns of it. */
#include "fixture.h"

#include "event_people.h"
#include "grant.h"
#include "spark_event.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum {
    PEOPLE = 8,
    MAKER = 0,
    ORGANISER = 1,
    OTHER = 2,
    LEADER = 3,
    DEPUTY = 4,
    COORDINATOR = 5,
    SPEAKER = 6
};

static const char TONIGHT[] = "2026-11-12T15:00";

struct evening {
    struct fixture f;
    struct event_id spark;
};

static void start(struct evening *e)
{
    static const struct {
        int who;
        enum role role;
        bool trust;
    } GRANTS[] = {{LEADER, ROLE_CPD_LEADER, false},
                  {DEPUTY, ROLE_CPD_DEPUTY, false},
                  {COORDINATOR, ROLE_TRUST_COORDINATOR, true}};
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    fields.kind = EVENT_SPARK;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[MAKER], &fields, NULL,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    for (size_t i = 0; i < sizeof GRANTS / sizeof *GRANTS; i++)
        assert_ok(grant_insert(
            e->f.store, e->f.people[GRANTS[i].who],
            (struct grant){GRANTS[i].role, GRANTS[i].trust ? (struct school_id){0} : fields.school},
            day_of(2026, 9, 1)));
}

static void organise(struct evening *e, int who)
{
    assert_ok(
        event_organiser_add(e->f.store, e->f.now, e->spark, e->f.people[who], fixture_why(&e->f)));
}

static void change(struct evening *e, const char *sql, struct person_id person)
{
    assert_ok(store_exec(e->f.store, sql, PARAMS(p_int(person.v))));
}

/* The day before. */
static void leave(struct evening *e, int who)
{
    change(e,
           arena_printf(e->f.arena, "UPDATE person SET left_on = %d WHERE id = $1",
                        (int)day_of(2026, 11, 11).v),
           e->f.people[who]);
}

/* Books a talk, which is withdrawn on its evening; who is told, as their numbers: "1 2". */
static const char *told_by(struct evening *e, int speaker, int by)
{
    const char *text = "";
    struct talk_placed placed = {0};
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[speaker],
                                         .by = e->f.people[speaker],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .lengths = &LENGTHS};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    e->f.now = support_at(TONIGHT);
    assert_ok(fixture_job(&e->f, talk_withdraw(e->f.store, e->f.now, placed.id, e->f.people[by],
                                               fixture_why(&e->f))));
    for (int i = 0; i < PEOPLE; i++)
        if (fixture_mails(&e->f, "talk-called-off", e->f.people[i]))
            text = arena_printf(e->f.arena, "%s%s%d", text, *text ? " " : "", i);
    return text;
}

static const char *told(struct evening *e, int speaker)
{
    return told_by(e, speaker, speaker);
}

static void whoever_organises_it_is_told(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    organise(&e, ORGANISER);
    organise(&e, OTHER);
    assert_string_equal(told(&e, SPEAKER), "1 2");
    fixture_done(&e.f);
    start(&e); /* nobody organises it: its page names the host school's CPD leader */
    assert_string_equal(told(&e, SPEAKER), "0 3");
    fixture_done(&e.f);
}

/* Who leads it, or has the remote, is told besides. */
static void whoever_runs_it_is_told_too(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    organise(&e, ORGANISER);
    change(&e,
           "INSERT INTO stage_act (event_id, room, seq, kind, at, by_id)"
           " SELECT id, 1, 1, 'break', starts_at, $1 FROM event WHERE kind = 'spark'",
           e.f.people[OTHER]);
    assert_string_equal(told(&e, SPEAKER), "1 2");
    fixture_done(&e.f);
}

static void who_left_is_not_waited_for(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    organise(&e, ORGANISER);
    organise(&e, OTHER);
    leave(&e, ORGANISER);
    assert_string_equal(told(&e, SPEAKER), "2");
    fixture_done(&e.f);
    start(&e);
    organise(&e, ORGANISER);
    leave(&e, ORGANISER);
    assert_string_equal(told(&e, SPEAKER), "0");
    fixture_done(&e.f);
}

static void then_the_school_and_then_the_trust_are(void **state)
{
    static const char *const EXPECTED[] = {"3", "4", "5"};
    struct evening e;
    (void)state;
    for (int gone = 0; gone < 3; gone++) {
        start(&e);
        organise(&e, ORGANISER);
        leave(&e, ORGANISER);
        leave(&e, MAKER);
        for (int i = 0; i < gone; i++)
            leave(&e, LEADER + i);
        assert_string_equal(told(&e, SPEAKER), EXPECTED[gone]);
        fixture_done(&e.f);
    }
}

/* Nor is it told to whoever says it, or to a mailbox that is none. */
static void not_who_says_it(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    organise(&e, ORGANISER);
    organise(&e, OTHER);
    change(&e, "UPDATE person SET email = NULL WHERE id = $1", e.f.people[OTHER]);
    assert_string_equal(told(&e, ORGANISER), "0");
    fixture_done(&e.f);
    start(&e);
    assert_string_equal(told(&e, MAKER), "3");
    fixture_done(&e.f);
    start(&e);
    organise(&e, ORGANISER);
    assert_string_equal(told_by(&e, SPEAKER, ORGANISER), ""); /* they know */
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_organises_it_is_told),
        cmocka_unit_test(whoever_runs_it_is_told_too),
        cmocka_unit_test(who_left_is_not_waited_for),
        cmocka_unit_test(then_the_school_and_then_the_trust_are),
        cmocka_unit_test(not_who_says_it),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
