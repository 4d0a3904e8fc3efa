/* Events for one person (issue 4, Finding): the rule by a table, and its words; what is found. */
#include <string.h>

#include "audience.h"
#include "calendar.h"
#include "fixture.h"
#include "for_me.h"
#include "hours_setting.h"
#include "org_group.h"

/* ---- the rule ---- */

static void test_rule(void **state)
{
    static const struct {
        struct for_me_facts facts;
        const char *words; /* the reasons, "; " between them; "": none */
        int score;
    } ROWS[] = {
        {{0}, "", 0},
        {{.role = ""}, "", 0},
        {{.invited = true}, "You are invited", 50},
        {{.role = "main scale"}, "For your role: main scale", 25},
        {{.staff_group = "classroom support"}, "For classroom support staff", 20},
        {{.group = "Year 6 team"}, "For Year 6 team, your group", 30},
        {{.phase = "Year 6"}, "About Year 6, where you work", 20},
        {{.subject = "Maths"}, "About Maths, your subject", 25},
        {{.staff = "Oak Primary School"}, "For staff of Oak Primary School", 10},
        {{.at_school = "Oak Primary School"}, "At Oak Primary School, your school", 5},
        /* hours: what is needed of it weighs, not all of it */
        {{.counts_min = 120, .owed_min = 360}, "Counts 2 h of the 6 h you still owe", 30},
        {{.counts_min = 60, .owed_min = 90}, "Counts 1 h of the 1 h 30 min you still owe", 20},
        {{.counts_min = 120, .owed_min = 45}, "Counts 45 min of the 45 min you still owe", 17},
        {{.counts_min = 390, .owed_min = 1800}, "Counts 6 h 30 min of the 30 h you still owe", 30},
        {{.counts_min = 300, .owed_min = 990, .booked_min = 690},
         "Counts 5 h of the 16 h 30 min you still owe",
         30},
        {{.counts_min = 300, .owed_min = 990, .booked_min = 1000}, "", 0},
        {{.counts_min = 120, .owed_min = 0}, "", 0},
        {{.counts_min = 0, .owed_min = 360}, "", 0},
        /* several: the weightiest first */
        {{.at_school = "Oak",
          .subject = "Maths",
          .invited = true,
          .counts_min = 60,
          .owed_min = 60},
         "You are invited; About Maths, your subject; Counts 1 h of the 1 h you still owe;"
         " At Oak, your school",
         100},
        {{.phase = "Year 6", .staff_group = "teaching"},
         "For teaching staff; About Year 6, where you work",
         40},
    };
    struct arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct for_me_judgement judgement = for_me_judge(&ROWS[i].facts);
        const char *words = "";
        for (int n = 0; n < judgement.count; n++)
            words = arena_printf(arena, "%s%s%s", words, n ? "; " : "",
                                 for_me_words(&ROWS[i].facts, judgement.reasons[n], arena));
        assert_string_equal(words, ROWS[i].words);
        assert_int_equal(judgement.score, ROWS[i].score);
    }
    arena_free(arena);
}

/* ---- what is found ---- */

static struct for_me_list ask(struct fixture *f, int person, struct instant since)
{
    const struct event_viewer viewer = {.person = f->people[person]};
    const struct for_me_ask asked = {.viewer = &viewer, .now = f->now, .since = since, .limit = 20};
    struct for_me_list list;
    enum err err = for_me_find(f->store, &asked, f->arena, &list);
    if (err != OK)
        fail_msg("%s: %s", err_name(err), store_error(f->store));
    return list;
}

/* "Title: why; why", of that event; "" if it is not there. */
static const char *why(struct fixture *f, int person, struct event_id id)
{
    struct for_me_list list = ask(f, person, (struct instant){0});
    const char *words = "";
    for (int i = 0; i < list.count; i++)
        for (int n = 0; list.items[i].event.id.v == id.v && n < list.items[i].judgement.count; n++)
            words = arena_printf(
                f->arena, "%s%s%s", words, n ? "; " : "",
                for_me_words(&list.items[i].facts, list.items[i].judgement.reasons[n], f->arena));
    return words;
}

static void set(struct fixture *f, const char *sql, int64_t id)
{
    assert_ok(store_exec(f->store, sql, PARAMS(p_int(id))));
}

/* People of even number work at oak. */
static void test_found_with_its_reason(void **state)
{
    struct fixture f;
    struct org_group_id group;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    assert_string_equal(why(&f, 0, id), "At Oak Primary School, your school");
    assert_string_equal(why(&f, 1, id), "");

    const struct org_group_fields year6 = {ORG_GROUP_PHASE, f.ash, "Year 6 team"};
    assert_ok(org_group_create(f.store, &year6, fixture_why(&f), &group));
    assert_ok(store_exec(f.store,
                         "INSERT INTO org_group_member (group_id, person_id, duty, from_on)"
                         " VALUES ($1, $2, 'member', 0)",
                         PARAMS(p_int(group.v), p_int(f.people[1].v))));
    set(&f, "INSERT INTO event_about (event_id, phase) VALUES ($1, 'year 6')", id.v);
    assert_string_equal(why(&f, 1, id), "About year 6, where you work");
    set(&f, "UPDATE event_about SET phase = 'Year' WHERE event_id = $1", id.v);
    assert_string_equal(why(&f, 1, id), "About Year, where you work");
    set(&f, "UPDATE event_about SET phase = 'Year 60' WHERE event_id = $1", id.v);
    assert_string_equal(why(&f, 1, id), "");

    const struct audience_line line = {.kind = AUDIENCE_GROUP, .object = group.v, .word = ""};
    assert_ok(audience_add(f.store, f.now, id, &line, fixture_why(&f)));
    assert_string_equal(why(&f, 1, id), "For Year 6 team, your group");
    /* for others only now: what cannot be booked is not offered */
    assert_string_equal(why(&f, 0, id), "");
    fixture_done(&f);
}

static void test_what_is_not_offered(void **state)
{
    static const char *const CHANGES[] = {
        "SELECT $1",
        "UPDATE event SET status = 'closed' WHERE id = $1",
        "UPDATE event SET status = 'draft' WHERE id = $1",
        "UPDATE event SET capacity = 0 WHERE id = $1",
        "UPDATE event SET starts_at = 0, ends_at = 1 WHERE id = $1",
        "UPDATE event SET booking_opens_at = starts_at - 60 WHERE id = $1",
        "UPDATE event SET booking_closes_at = 1 WHERE id = $1",
        "INSERT INTO busy (person_id, from_at, to_at, source, source_id) SELECT 1, starts_at,"
        " ends_at, 'own calendar', 1 FROM event WHERE id = $1",
        "INSERT INTO invitee (event_id, person_id, required, asked_at, declined_at)"
        " VALUES ($1, 1, 0, 0, 1)",
        "INSERT INTO event_about (event_id, strand) VALUES ($1, 'governors')",
        "INSERT INTO event_quota (event_id, school_id, places) VALUES ($1, 1, 0)",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(CHANGES); i++) {
        struct fixture f;
        fixture_init(&f, 2);
        struct event_fields fields = fixture_event_fields(&f);
        struct event_id id = fixture_event(&f, &fields);
        assert_int_equal(f.people[0].v, 1);
        if (i == 0)
            assert_ok(fixture_count(&f, CHANGES[i], id.v) == id.v ? OK : ERR_BUG);
        else
            set(&f, CHANGES[i], id.v);
        if ((*why(&f, 0, id) != '\0') != (i == 0))
            fail_msg("%s", CHANGES[i]);
        fixture_done(&f);
    }
}

/* Another school's INSET day is nothing for whoever has their own then. */
static void test_own_inset_comes_first(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4); /* 1 3 at ash */
    struct event_fields fields = fixture_event_fields(&f);
    fields.kind = EVENT_INSET;
    fields.school = f.oak;
    struct event_id theirs = fixture_event(&f, &fields);
    set(&f, "INSERT INTO invitee (event_id, person_id, required, asked_at) VALUES ($1, 2, 0, 0)",
        theirs.v);
    assert_int_equal(f.people[1].v, 2);
    assert_string_equal(why(&f, 1, theirs), "You are invited");
    fields.school = f.ash;
    struct event_id own = fixture_event(&f, &fields);
    assert_string_equal(why(&f, 1, theirs), "");
    assert_string_equal(why(&f, 1, own), "At Ash High School, your school");
    set(&f, "UPDATE event SET status = 'cancelled' WHERE id = $1", own.v);
    assert_string_equal(why(&f, 1, theirs), "You are invited");
    const struct span inset = {.kind = SPAN_INSET,
                               .name = "INSET day",
                               .from = support_day("2026-11-12"),
                               .to = support_day("2026-11-12")};
    assert_ok(calendar_insert_year(f.store, f.ash, &inset, 1));
    assert_string_equal(why(&f, 1, theirs), "");
    assert_ok(store_exec(f.store, "DELETE FROM school_span", PARAMS()));
    assert_string_equal(why(&f, 1, theirs), "You are invited");
    fields.kind = EVENT_TWILIGHT;
    own = fixture_event(&f, &fields);
    assert_string_equal(why(&f, 1, theirs), "You are invited");
    set(&f, "INSERT INTO invitee (event_id, person_id, required, asked_at) VALUES ($1, 2, 1, 0)",
        own.v);
    assert_string_equal(why(&f, 1, theirs), "");
    fixture_done(&f);
}

/* Booked, it is no suggestion any more; new ones are those published since. */
static void test_booked_and_new(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    assert_int_equal(ask(&f, 0, f.now).count, 1);
    assert_int_equal(ask(&f, 0, instant_add(f.now, 1)).count, 0);
    const struct booking_request request = {.event = id, .person = f.people[0]};
    assert_ok(fixture_job(&f, booking_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    assert_int_equal(ask(&f, 0, (struct instant){0}).count, 0);
    fixture_done(&f);
}

/* Hours of the ledger, once the trust keeps one: the figure is the ledger's. */
static void test_hours_still_owed(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 2);
    struct hours_choice choice = {.version = 1,
                                  .from_year = 2026,
                                  .this_year = 2026,
                                  .kept = true,
                                  .rules = hours_setting_default()};
    assert_ok(hours_setting_change(f.store, &choice, f.people[0], f.now, fixture_why(&f)));
    struct event_fields fields = fixture_event_fields(&f);
    fields.counts = EVENT_COUNTS_INSET;
    fields.hours_min = 90;
    struct event_id id = fixture_event(&f, &fields);
    assert_string_equal(why(&f, 0, id), "Counts 1 h 30 min of the 30 h you still owe;"
                                        " At Oak Primary School, your school");
    fields.starts_at = instant_add(fields.starts_at, 86400);
    fields.ends_at = instant_add(fields.ends_at, 86400);
    struct event_id other = fixture_event(&f, &fields);
    const struct booking_request request = {.event = id, .person = f.people[0]};
    assert_ok(fixture_job(&f, booking_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    assert_string_equal(why(&f, 0, other), "Counts 1 h 30 min of the 30 h you still owe;"
                                           " At Oak Primary School, your school");
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rule),
        cmocka_unit_test(test_found_with_its_reason),
        cmocka_unit_test(test_what_is_not_offered),
        cmocka_unit_test(test_own_inset_comes_first),
        cmocka_unit_test(test_booked_and_new),
        cmocka_unit_test(test_hours_still_owed),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
