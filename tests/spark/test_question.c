/* DESIGN: question cards: who may ask and when, who is told, once a day, and what is taken back. */
#include "fixture.h"

#include "joint.h"
#include "question.h"
#include "spark_event.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 12, SPEAKER = 1, JOINT = 2, OTHER = 3, HEARER = 4, STRANGER = 5 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id talk, joint;
    struct instant starts, ends;
};

static struct talk_id offer(struct evening *e, int person, int joint)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .co_presenters = joint ? &e->f.people[joint] : NULL,
                                         .co_presenter_count = joint != 0,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed.id;
}

static void come(struct evening *e, int person)
{
    const struct booking_request request = {
        .event = e->spark, .person = e->f.people[person], .by = e->f.people[person]};
    struct booking_placed made = {0};
    assert_ok(booking_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &made));
}

/* A talk of one speaker and a joint one; one person comes to hear them, and it begins now. */
static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    e->talk = offer(e, SPEAKER, 0);
    e->joint = offer(e, OTHER, JOINT);
    assert_ok(
        joint_answer(e->f.store, e->f.now, e->joint, e->f.people[JOINT], true, fixture_why(&e->f)));
    come(e, HEARER);
    const struct event event = fixture_find(&e->f, e->spark);
    e->starts = event.fields.starts_at;
    e->ends = event.fields.ends_at;
    e->f.now = e->starts;
}

static enum err ask(struct evening *e, int person, struct talk_id talk, const char *words,
                    struct question_id *ret)
{
    struct question_id id = {0};
    const struct question_ask ask = {
        .event = e->spark, .talk = talk, .by = e->f.people[person], .words = words, .named = true};
    enum err err =
        fixture_job(&e->f, question_ask(e->f.store, e->f.now, &ask, fixture_why(&e->f), &id));
    if (ret)
        *ret = id;
    return err;
}

static enum err moderate(struct evening *e, struct question_id id, enum question_status to)
{
    const struct question_moderation moderation = {id, e->f.people[0], to};
    return fixture_job(&e->f,
                       question_moderate(e->f.store, e->f.now, &moderation, fixture_why(&e->f)));
}

static enum err answer(struct evening *e, struct question_id id, const char *words, bool shared)
{
    const struct question_reply reply = {id, e->f.people[SPEAKER], words, shared};
    return fixture_job(&e->f, question_answer(e->f.store, e->f.now, &reply, fixture_why(&e->f)));
}

static int count(struct evening *e, enum question_which which, int person)
{
    struct questions list;
    assert_ok(question_list(e->f.store, e->spark, which, e->f.people[person], e->f.arena, &list));
    return list.count;
}

static struct question_id passed(struct evening *e, struct talk_id talk)
{
    struct question_id id;
    assert_ok(ask(e, HEARER, talk, "How do you begin?", &id));
    assert_ok(moderate(e, id, QUESTION_PASSED));
    return id;
}

static void tell(struct evening *e)
{
    bool more = true;
    assert_ok(question_tell_due(e->f.store, e->f.now, 10, e->f.arena, &more));
    assert_false(more);
}

static int64_t told(struct evening *e, int person)
{
    return fixture_mails(&e->f, "questions", e->f.people[person]);
}

/* What waits at the first event of the list; -1: nothing. */
static int to_pass(struct evening *e)
{
    struct question_open_list list;
    assert_ok(question_open_to_pass(e->f.store, e->f.now, e->f.arena, &list));
    return list.count ? list.items[0].count : -1;
}

static int to_answer(struct evening *e, int person)
{
    struct question_open_list list;
    assert_ok(
        question_open_to_answer(e->f.store, e->f.now, e->f.people[person], e->f.arena, &list));
    return list.count ? list.items[0].count : -1;
}

static int of_talk(struct evening *e, struct talk_id talk)
{
    int count = -1;
    assert_ok(question_open_of_talk(e->f.store, talk, &count));
    return count;
}

/* ---- asking ---- */

static void only_while_it_is_time(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    e.f.now = instant_add(e.starts, -1);
    assert_int_equal(ask(&e, HEARER, e.talk, "How?", NULL), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "too-early");
    e.f.now = e.starts;
    assert_ok(ask(&e, HEARER, e.talk, "How?", NULL));
    e.f.now = instant_add(e.ends, QUESTION_DAYS_AFTER * 86400 - 1);
    assert_ok(ask(&e, HEARER, e.talk, "And later?", NULL));
    e.f.now = instant_add(e.f.now, 1);
    assert_int_equal(ask(&e, HEARER, e.talk, "How?", NULL), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "too-late");
    fixture_done(&e.f);
}

static void only_by_whoever_comes_of_a_talk_of_others(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_int_equal(ask(&e, STRANGER, e.talk, "How?", NULL), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "no-place");
    assert_int_equal(ask(&e, JOINT, e.joint, "How?", NULL), ERR_INVALID);
    assert_true(fixture_refused(&e.f, "talk_id"));
    assert_ok(ask(&e, JOINT, e.talk, "How?", NULL)); /* speakers are hearers too */
    assert_int_equal(ask(&e, HEARER, (struct talk_id){99}, "", NULL), ERR_INVALID);
    assert_true(fixture_refused(&e.f, "talk_id") && fixture_refused(&e.f, "words"));
    fixture_done(&e.f);
}

static void so_many_a_person(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    for (int i = 0; i < QUESTIONS_A_PERSON_MAX; i++)
        assert_ok(ask(&e, HEARER, i % 2 ? e.talk : e.joint, "How?", NULL));
    assert_int_equal(ask(&e, HEARER, e.talk, "How?", NULL), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "enough");
    assert_ok(ask(&e, OTHER, e.talk, "How?", NULL));
    fixture_done(&e.f);
}

/* ---- let through or held ---- */

static void a_speaker_sees_what_was_let_through(void **state)
{
    struct evening e;
    struct question_id id;
    (void)state;
    start(&e);
    assert_ok(ask(&e, HEARER, e.talk, "How?", &id));
    assert_int_equal(count(&e, QUESTION_LIST_TO_ME, SPEAKER), 0);
    assert_int_equal(answer(&e, id, "So.", false), ERR_CONFLICT);
    assert_ok(moderate(&e, id, QUESTION_HELD));
    assert_int_equal(count(&e, QUESTION_LIST_TO_ME, SPEAKER), 0);
    assert_ok(moderate(&e, id, QUESTION_PASSED));
    assert_int_equal(count(&e, QUESTION_LIST_TO_ME, SPEAKER), 1);
    assert_int_equal(count(&e, QUESTION_LIST_TO_ME, OTHER), 0);
    assert_ok(moderate(&e, id, QUESTION_WAITING));
    assert_int_equal(count(&e, QUESTION_LIST_TO_ME, SPEAKER), 0);
    assert_int_equal(count(&e, QUESTION_LIST_ALL, 0), 1);
    fixture_done(&e.f);
}

/* ---- mails ---- */

static void speakers_have_one_mail_after_the_evening(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    passed(&e, e.joint);
    passed(&e, e.joint);
    e.f.now = instant_add(e.ends, -1);
    tell(&e);
    assert_int_equal(told(&e, OTHER), 0);
    e.f.now = e.ends;
    tell(&e);
    tell(&e);
    assert_int_equal(told(&e, OTHER), 1);
    assert_int_equal(told(&e, JOINT), 1);
    assert_int_equal(told(&e, SPEAKER), 0);
    fixture_done(&e.f);
}

static void one_mail_a_day_however_many_cards(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    passed(&e, e.talk);
    e.f.now = e.ends;
    tell(&e);
    passed(&e, e.talk);
    e.f.now = instant_add(e.ends, QUESTION_TELL_EVERY_S - 1);
    tell(&e);
    assert_int_equal(told(&e, SPEAKER), 1);
    e.f.now = instant_add(e.ends, QUESTION_TELL_EVERY_S);
    tell(&e);
    assert_int_equal(told(&e, SPEAKER), 2);
    e.f.now = instant_add(e.f.now, 10 * QUESTION_TELL_EVERY_S);
    tell(&e);
    assert_int_equal(told(&e, SPEAKER), 2); /* never the same card twice */
    fixture_done(&e.f);
}

/* A card let through a moment ago may still be taken back: it is told another day, not never. */
static void a_card_too_new_for_a_mail_has_the_next(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    passed(&e, e.talk);
    e.f.now = e.ends;
    passed(&e, e.talk);
    tell(&e);
    assert_int_equal(told(&e, SPEAKER), 1);
    e.f.now = instant_add(e.ends, QUESTION_TELL_EVERY_S);
    tell(&e);
    assert_int_equal(told(&e, SPEAKER), 2);
    fixture_done(&e.f);
}

static void what_is_taken_back_in_time_is_not_told(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    e.f.now = e.ends;
    struct question_id id = passed(&e, e.talk);
    e.f.now = instant_add(e.f.now, QUESTION_TELL_AFTER_S - 1);
    tell(&e);
    assert_ok(moderate(&e, id, QUESTION_WAITING));
    e.f.now = instant_add(e.f.now, 3600);
    tell(&e);
    assert_int_equal(told(&e, SPEAKER), 0);
    fixture_done(&e.f);
}

/* ---- answers ---- */

static void whoever_asked_is_told_once(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    struct question_id id = passed(&e, e.talk);
    assert_int_equal(answer(&e, id, "", false), ERR_INVALID);
    assert_ok(answer(&e, id, "With five words.", false));
    assert_int_equal(count(&e, QUESTION_LIST_SHARED, HEARER), 0);
    assert_ok(answer(&e, id, "With ten words.", true));
    assert_int_equal(count(&e, QUESTION_LIST_SHARED, HEARER), 1);
    assert_int_equal(fixture_mails(&e.f, "question-answered", e.f.people[HEARER]), 1);
    assert_int_equal(moderate(&e, id, QUESTION_HELD), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "answered");
    fixture_done(&e.f);
}

/* A card waits for its moderators, then for its speakers, and for nobody a month later. */
static void a_card_waits_for_somebody(void **state)
{
    struct evening e;
    struct question_id id;
    (void)state;
    start(&e);
    assert_int_equal(to_pass(&e), -1);
    assert_ok(ask(&e, HEARER, e.joint, "How do you begin?", &id));
    assert_ok(ask(&e, HEARER, e.talk, "And then?", NULL));
    assert_int_equal(to_pass(&e), 2);
    assert_int_equal(to_answer(&e, JOINT), -1);
    assert_ok(moderate(&e, id, QUESTION_PASSED));
    assert_int_equal(to_pass(&e), 1);
    assert_int_equal(to_answer(&e, JOINT), 1);
    assert_int_equal(to_answer(&e, OTHER), 1);
    assert_int_equal(to_answer(&e, SPEAKER), -1);
    assert_int_equal(of_talk(&e, e.joint), 1);
    assert_int_equal(of_talk(&e, e.talk), 0);
    e.f.now = instant_add(e.starts, QUESTION_OPEN_DAYS * 86400);
    assert_int_equal(to_pass(&e), -1);
    assert_int_equal(to_answer(&e, JOINT), -1);
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_while_it_is_time),
        cmocka_unit_test(only_by_whoever_comes_of_a_talk_of_others),
        cmocka_unit_test(so_many_a_person),
        cmocka_unit_test(a_speaker_sees_what_was_let_through),
        cmocka_unit_test(speakers_have_one_mail_after_the_evening),
        cmocka_unit_test(one_mail_a_day_however_many_cards),
        cmocka_unit_test(a_card_too_new_for_a_mail_has_the_next),
        cmocka_unit_test(what_is_taken_back_in_time_is_not_told),
        cmocka_unit_test(whoever_asked_is_told_once),
        cmocka_unit_test(a_card_waits_for_somebody),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
