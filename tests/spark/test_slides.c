/* DESIGN: slides are handed in by a cut-off, reminded of once, and numbered as the programme is. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

#include "joint.h"
#include "slides_set.h"
#include "spark_event.h"
#include "talk_library.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 8, CHAIR = 0, FIRST = 1, JOINT = 2, SECOND = 3 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id first, second;
};

static struct talk_id offer(struct evening *e, int person, int joint, const char *title)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = title,
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .co_presenters = joint ? &e->f.people[joint] : NULL,
                                         .co_presenter_count = joint != 0,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed.id;
}

/* Two talks on 12 November 2026, 16:00: one of two presenters, then one of one. */
static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[CHAIR], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    e->first = offer(e, FIRST, JOINT, "Ten words: a day / two");
    assert_ok(fixture_job(&e->f, joint_answer(e->f.store, e->f.now, e->first, e->f.people[JOINT],
                                              true, fixture_why(&e->f))));
    e->second = offer(e, SECOND, 0, "Quiet corridors");
}

static enum err hand_in(struct evening *e, struct talk_id id, int person, const char *link,
                        bool without)
{
    struct talk talk;
    assert_ok(talk_find(e->f.store, id, e->f.arena, &talk));
    const struct slides_edit edit = {
        .talk = &talk, .by = e->f.people[person], .link = link, .without = without};
    return fixture_job(&e->f, slides_put(e->f.store, e->f.now, &edit, fixture_why(&e->f)));
}

static enum err cut_off(struct evening *e, const char *at)
{
    const struct event event = fixture_find(&e->f, e->spark);
    struct instant closes_at = at ? support_at(at) : (struct instant){0};
    return fixture_job(&e->f, slides_cutoff_put(e->f.store, e->f.now, &event, e->f.people[CHAIR],
                                                closes_at, fixture_why(&e->f)));
}

static struct slides_set set_of(struct evening *e)
{
    struct slides_set set;
    assert_ok(slides_set_find(e->f.store, e->spark, e->f.people[CHAIR], e->f.arena, &set));
    return set;
}

static void add_file(struct evening *e, struct talk_id talk, const char *hash, const char *name)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "INSERT INTO stored_file VALUES ('%064d', 9, 'pdf', 0);"
             "INSERT INTO file_link (hash, noun, noun_id, name, added_by, added_at)"
             " VALUES ('%064d', 'talk', %lld, '%s', %lld, 0);",
             atoi(hash), atoi(hash), (long long)talk.v, name, (long long)e->f.people[FIRST].v);
    assert_ok(store_script(e->f.store, str_of(sql)));
}

static void something_or_the_word_that_nothing(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    static const struct {
        const char *link;
        bool without;
        const char *field; /* NULL: taken */
    } table[] = {
        {"", false, "file"},
        {"http://slides.example", false, "link"},
        {"https://slides.example/a b", false, "link"},
        {"https://slides.example", true, "without"},
        {"https://slides.example", false, NULL},
        {"", true, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        enum err err = hand_in(&e, e.second, SECOND, table[i].link, table[i].without);
        assert_int_equal(err, table[i].field ? ERR_INVALID : OK);
        assert_true(!table[i].field || fixture_refused(&e.f, table[i].field));
    }
    assert_int_equal(set_of(&e).missing, 1);
    assert_ok(talk_withdraw(e.f.store, e.f.now, e.second, e.f.people[SECOND], fixture_why(&e.f)));
    assert_int_equal(hand_in(&e, e.second, SECOND, "", true), ERR_CONFLICT);
    fixture_done(&e.f);
}

static void late_ones_are_taken_and_marked(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_int_equal(cut_off(&e, "2026-11-12T16:01"), ERR_INVALID);
    assert_int_equal(cut_off(&e, "2026-11-02T09:00"), ERR_INVALID);
    assert_ok(cut_off(&e, "2026-11-10T12:00"));
    e.f.now = support_at("2026-11-10T12:00");
    assert_ok(hand_in(&e, e.first, JOINT, "https://slides.example/1", false));
    e.f.now = support_at("2026-11-10T12:01");
    assert_ok(hand_in(&e, e.second, SECOND, "https://slides.example/2", false));
    struct slides_set set = set_of(&e);
    assert_int_equal(set.late, 1);
    assert_false(set.items[0].slides.late);
    assert_true(set.items[1].slides.late);
    e.f.now = support_at("2026-11-10T12:02");
    assert_ok(cut_off(&e, NULL));
    assert_int_equal(set_of(&e).late, 0);
    fixture_done(&e.f);
}

static int64_t remind(struct evening *e, const char *at)
{
    bool more = true;
    e->f.now = support_at(at);
    while (more)
        assert_ok(slides_remind_due(e->f.store, e->f.now, 1, e->f.arena, &more));
    return fixture_mails(&e->f, "slides-due", (struct person_id){0});
}

/* Each presenter of a talk of which nothing came, by one mail, within three days of the cut-off. */
static void who_has_handed_in_nothing_is_reminded_once(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_int_equal(remind(&e, "2026-11-02T09:00"), 0);
    assert_ok(cut_off(&e, "2026-11-10T12:00"));
    assert_ok(hand_in(&e, e.second, SECOND, "", true));
    assert_int_equal(remind(&e, "2026-11-07T11:59"), 0);
    assert_int_equal(remind(&e, "2026-11-07T12:00"), 2);
    assert_int_equal(fixture_mails(&e.f, "slides-due", e.f.people[JOINT]), 1);
    assert_int_equal(remind(&e, "2026-11-09T12:00"), 2);
    struct talk_id later = offer(&e, 5, 0, "Came later");
    assert_int_equal(remind(&e, "2026-11-09T13:00"), 3);
    assert_int_equal(remind(&e, "2026-11-10T12:00"), 3);
    assert_ok(hand_in(&e, later, 5, "", true));
    fixture_done(&e.f);
}

static void take(struct evening *e)
{
    const struct slides_set set = set_of(e);
    assert_ok(slides_set_take(e->f.store, e->f.now, &set, e->f.people[CHAIR]));
}

/* Numbers are what matters to whoever took them: not a setting, nor who stands in line. */
static void the_order_changed_only_if_a_number_did(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    take(&e);
    struct spark_fields spark = spark_event_defaults();
    const struct spark_change change = {
        .event = e.spark, .fields = fixture_find(&e.f, e.spark).fields, .spark = &spark};
    int version = set_of(&e).programme.version;
    spark.talks_a_person = 2;
    assert_ok(
        fixture_job(&e.f, spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f))));
    assert_true(set_of(&e).programme.version > version);
    assert_false(set_of(&e).order_changed);
    offer(&e, 5, 0, "One more at the end");
    assert_true(set_of(&e).order_changed);
    fixture_done(&e.f);
}

static void the_set_is_numbered_as_the_programme_is(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    add_file(&e, e.first, "1", "a.pdf");
    struct slides_set set = set_of(&e);
    take(&e);
    assert_int_equal(set.count, 2);
    assert_int_equal(set.missing, 1);
    assert_int_equal(set.files, 1);
    assert_false(set.order_changed);
    assert_string_equal(set.items[0].file_name, "01 Hall Ten words- a day - two – Person 01.pdf");
    assert_int_equal(set.items[1].number, 2);
    assert_ok(store_exec(e.f.store, "UPDATE talk_room SET name = ''", PARAMS()));
    set = set_of(&e); /* a room without a name leaves no gap */
    assert_string_equal(set.items[0].file_name, "01 Ten words- a day - two – Person 01.pdf");
    assert_string_equal(slides_set_heading(&set, &set.items[0]), "The room");
    e.f.now = instant_add(e.f.now, 60);
    assert_ok(talk_withdraw(e.f.store, e.f.now, e.first, e.f.people[FIRST], fixture_why(&e.f)));
    assert_ok(hand_in(&e, e.second, SECOND, "https://slides.example/2", false));
    set = set_of(&e);
    assert_true(set.order_changed);
    assert_int_equal(set.newer, 1);
    assert_int_equal(set.count, 1);
    assert_true(set.items[0].number == 1 && set.items[0].talk->id.v == e.second.v);
    take(&e);
    assert_int_equal(set_of(&e).newer, 0);
    e.f.now = instant_add(e.f.now, 60);
    assert_ok(slides_note_removal(e.f.store, e.f.now, e.second, e.f.people[SECOND]));
    assert_int_equal(set_of(&e).newer, 1);
    fixture_done(&e.f);
}

/* What was handed in is what is shared afterwards: nobody types it twice. */
static void it_is_the_same_that_is_shared_afterwards(void **state)
{
    struct evening e;
    struct talk talk;
    struct talk_after after;
    struct library library;
    bool shared = true;
    (void)state;
    start(&e);
    add_file(&e, e.second, "1", "a.pdf");
    assert_ok(hand_in(&e, e.second, SECOND, "https://slides.example/2", false));
    e.f.now = fixture_find(&e.f, e.spark).fields.ends_at;
    assert_ok(talk_find(e.f.store, e.second, e.f.arena, &talk));
    assert_ok(talk_after_find(e.f.store, &talk, talk.person, e.f.arena, &after));
    assert_string_equal(after.slides.link, "https://slides.example/2");
    assert_ok(talk_library_has_slides(e.f.store, e.f.now, e.second, &shared));
    assert_false(shared);
    struct talk_after_edit edit = {.talk = &talk,
                                   .by = talk.person,
                                   .recommendations = "",
                                   .slides_link = after.slides.link,
                                   .with_slides = true,
                                   .agrees = true};
    assert_ok(talk_after_save(e.f.store, e.f.now, &edit, fixture_why(&e.f)));
    const struct library_filter all = {.q = "", .category = "", .theme = "", .limit = 10};
    assert_ok(talk_library_list(e.f.store, e.f.now, &all, e.f.arena, &library));
    assert_int_equal(library.count, 1);
    assert_string_equal(library.items[0].slides_link, "https://slides.example/2");
    assert_true(library.items[0].slides_file.v == after.slides.file.id.v);
    assert_ok(talk_library_has_slides(e.f.store, e.f.now, e.second, &shared));
    assert_true(shared);

    /* the words are shared without them as well */
    edit.with_slides = false;
    assert_ok(talk_after_save(e.f.store, e.f.now, &edit, fixture_why(&e.f)));
    assert_ok(talk_library_list(e.f.store, e.f.now, &all, e.f.arena, &library));
    assert_int_equal(library.count, 1);
    assert_string_equal(library.items[0].slides_link, "");
    assert_int_equal(library.items[0].slides_file.v, 0);
    assert_ok(talk_library_has_slides(e.f.store, e.f.now, e.second, &shared));
    assert_false(shared);
    fixture_done(&e.f);
}

static void move(struct evening *e, const char *from, const char *to)
{
    struct spark_change change = {.event = e->spark,
                                  .fields = fixture_find(&e->f, e->spark).fields};
    change.fields.starts_at = support_at(from);
    change.fields.ends_at = support_at(to);
    assert_ok(
        fixture_job(&e->f, spark_event_update(e->f.store, e->f.now, &change, fixture_why(&e->f))));
}

static int64_t cut_off_of(struct evening *e)
{
    struct instant closes_at;
    assert_ok(slides_cutoff_find(e->f.store, e->spark, &closes_at));
    return closes_at.v;
}

/* The cut-off goes along with the evening; noon stays noon when the clocks change in between. */
static void it_moves_with_the_event(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(cut_off(&e, "2026-11-10T12:00"));
    move(&e, "2026-11-19T16:00", "2026-11-19T17:30");
    assert_int_equal(cut_off_of(&e), support_at("2026-11-17T12:00").v);
    move(&e, "2027-03-29T16:00", "2027-03-29T17:30"); /* the 28th is the last day of winter time */
    assert_int_equal(cut_off_of(&e), support_at("2027-03-27T12:00").v);
    fixture_done(&e.f);
}

/* A reminder was of a cut-off: of one that was put off with its evening there is another. */
static void who_was_reminded_of_another_day_is_reminded_again(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(cut_off(&e, "2026-11-10T12:00"));
    assert_int_equal(remind(&e, "2026-11-07T12:00"), 3);
    move(&e, "2026-11-12T16:30", "2026-11-12T18:00"); /* the same day: nobody hears of it again */
    assert_int_equal(remind(&e, "2026-11-08T12:00"), 3);
    move(&e, "2026-11-19T16:30", "2026-11-19T18:00");
    assert_int_equal(remind(&e, "2026-11-14T12:00"), 3);
    assert_int_equal(remind(&e, "2026-11-14T13:00"), 6);
    assert_int_equal(remind(&e, "2026-11-15T13:00"), 6);
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(something_or_the_word_that_nothing),
        cmocka_unit_test(late_ones_are_taken_and_marked),
        cmocka_unit_test(who_has_handed_in_nothing_is_reminded_once),
        cmocka_unit_test(the_set_is_numbered_as_the_programme_is),
        cmocka_unit_test(the_order_changed_only_if_a_number_did),
        cmocka_unit_test(it_is_the_same_that_is_shared_afterwards),
        cmocka_unit_test(it_moves_with_the_event),
        cmocka_unit_test(who_was_reminded_of_another_day_is_reminded_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
