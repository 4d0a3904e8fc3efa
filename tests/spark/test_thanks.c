/* DESIGN: who is thanked after an evening, in which words, and that it happens once. */
#include "fixture.h"

#include "question.h"
#include "register.h"
#include "spark_event.h"
#include "stage.h"
#include "thanks.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 10, FIRST = 1, MISSING = 2, RESERVE = 3, HEARER = 4, AWAY = 5, WAITS = 6 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id first, missing, reserve;
    struct instant doors, ends;
};

static struct talk_id offer(struct evening *e, int person, const char *title)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = title,
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed.id;
}

static void come(struct evening *e, int person)
{
    const struct booking_request request = {
        .event = e->spark, .person = e->f.people[person], .by = e->f.people[person]};
    struct booking_placed placed;
    assert_ok(booking_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
}

static void act(struct evening *e, int at_s, enum stage_kind kind, struct talk_id talk)
{
    const struct stage_request request = {
        .event = e->spark, .room = 1, .kind = kind, .talk = talk, .by = e->f.people[0]};
    struct stage_done done;
    e->f.now = instant_add(e->doors, at_s);
    assert_ok(
        fixture_job(&e->f, stage_act(e->f.store, e->f.now, &request, fixture_why(&e->f), &done)));
}

/* Room for two talks. One is given, one is not there and the reserve speaks; two people have a
 * place to hear them, one waits for theirs. It is over. */
static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    fields.starts_at = e->doors = support_at("2026-11-12T16:00");
    fields.ends_at = e->ends = support_at("2026-11-12T16:16");
    fields.capacity = 2;
    spark.changeover_s = 60;
    spark.fixed_minutes = 0;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    e->first = offer(e, FIRST, "Ten words a day");
    e->missing = offer(e, MISSING, "Nobody hears it");
    e->reserve = offer(e, RESERVE, "Books in the hall");
    come(e, HEARER);
    come(e, AWAY);
    come(e, WAITS);
    act(e, 0, STAGE_START, e->first);
    act(e, 400, STAGE_STOP, e->first);
    act(e, 420, STAGE_NO_SHOW, e->missing);
    act(e, 430, STAGE_START, e->reserve);
    act(e, 800, STAGE_STOP, e->reserve);
    e->f.now = e->ends;
}

static enum err write_word(struct evening *e, const char *word, int version)
{
    const struct thanks_edit edit = {e->spark, e->f.people[0], version, word};
    return fixture_job(&e->f, thanks_write(e->f.store, e->f.now, &edit, fixture_why(&e->f)));
}

static enum err send(struct evening *e, int version, int *ret)
{
    return fixture_job(&e->f, thanks_send(e->f.store, e->f.now, e->spark, version, e->f.people[0],
                                          fixture_why(&e->f), ret));
}

static struct thanks find(struct evening *e)
{
    struct thanks thanks;
    assert_ok(thanks_find(e->f.store, e->spark, e->f.arena, &thanks));
    return thanks;
}

static int64_t mails(struct evening *e, int person)
{
    return fixture_mails(&e->f, "thanks", e->f.people[person]);
}

static void mark(struct evening *e, int person, enum register_mark_kind kind)
{
    struct register_states states;
    struct register_marked marked;
    assert_ok(register_list(e->f.store, e->spark, e->f.arena, &states));
    const struct register_mark mark = {.event = e->spark,
                                       .session = states.items[0].session,
                                       .person = e->f.people[person],
                                       .mark = kind,
                                       .by = e->f.people[0],
                                       .at = e->f.now};
    assert_ok(register_mark(e->f.store, e->f.now, &mark, fixture_why(&e->f), &marked));
    e->f.now = instant_add(e->f.now, 1);
}

/* ---- who ---- */

static void who_spoke_is_named_in_the_order_of_the_stage(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    const struct thanks thanks = find(&e);
    assert_int_equal(thanks.count, 2);
    assert_int_equal(thanks.talks[0].talk.id.v, e.first.v);
    assert_int_equal(thanks.talks[1].talk.id.v, e.reserve.v);
    assert_false(thanks.talks[0].reserve);
    assert_true(thanks.talks[1].reserve);
    assert_int_equal(thanks.speakers, 2);
    assert_int_equal(thanks.schools, 1);
    assert_int_equal(thanks.came, 4);
    assert_false(thanks.counted);
    fixture_done(&e.f);
}

static void each_has_one_mail_and_who_was_absent_none(void **state)
{
    struct evening e;
    struct thanks_readers readers;
    int count = 0;
    (void)state;
    start(&e);
    mark(&e, AWAY, REGISTER_ABSENT);
    mark(&e, HEARER, REGISTER_HERE);
    assert_ok(thanks_readers(e.f.store, e.spark, e.f.arena, &readers));
    assert_int_equal(readers.count, 3);
    assert_int_equal(readers.speakers, 2);
    assert_non_null(readers.items[0].talk_title);
    assert_null(readers.items[2].talk_title);
    assert_ok(send(&e, 0, &count));
    assert_int_equal(count, 3);
    for (int i = 0; i < PEOPLE; i++)
        assert_int_equal(mails(&e, i), i == FIRST || i == RESERVE || i == HEARER);
    fixture_done(&e.f);
}

/* The last mark counts, not the first. */
static void who_was_marked_absent_by_mistake_is_thanked(void **state)
{
    struct evening e;
    int count = 0;
    (void)state;
    start(&e);
    mark(&e, HEARER, REGISTER_ABSENT);
    mark(&e, HEARER, REGISTER_HERE);
    assert_ok(send(&e, 0, &count));
    assert_int_equal(count, 4);
    assert_int_equal(mails(&e, HEARER), 1);
    fixture_done(&e.f);
}

static void a_closed_register_says_how_many_came(void **state)
{
    struct evening e;
    struct register_states states;
    (void)state;
    start(&e);
    for (int person = FIRST; person <= AWAY; person++)
        mark(&e, person, person == AWAY || person == MISSING ? REGISTER_ABSENT : REGISTER_HERE);
    assert_ok(register_list(e.f.store, e.spark, e.f.arena, &states));
    const struct register_closing closing = {
        .event = e.spark, .session = states.items[0].session, .by = e.f.people[0]};
    assert_ok(fixture_job(&e.f, register_close(e.f.store, e.f.now, &closing, fixture_why(&e.f))));
    const struct thanks thanks = find(&e);
    assert_true(thanks.counted);
    assert_int_equal(thanks.came, 3);
    fixture_done(&e.f);
}

/* ---- once ---- */

static void it_is_sent_once_and_a_mended_word_is_not(void **state)
{
    struct evening e;
    int count = 0;
    (void)state;
    start(&e);
    assert_ok(write_word(&e, "What an evening.", 0));
    assert_int_equal(find(&e).version, 1);
    assert_ok(send(&e, 1, &count));
    assert_int_equal(find(&e).sent_at.v, e.f.now.v);
    assert_int_equal(find(&e).sent_to, 4);
    assert_int_equal(send(&e, 1, &count), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "sent-already");
    assert_ok(write_word(&e, "What an evening it was.", 1));
    assert_string_equal(find(&e).word, "What an evening it was.");
    assert_int_equal(send(&e, 0, &count), ERR_CONFLICT);
    assert_int_equal(mails(&e, FIRST), 1);
    assert_int_equal(mails(&e, HEARER), 1);
    fixture_done(&e.f);
}

static void a_word_that_was_not_looked_at_is_not_sent(void **state)
{
    struct evening e;
    int count = 0;
    (void)state;
    start(&e);
    assert_ok(write_word(&e, "One.", 0));
    assert_ok(write_word(&e, "Two.", 1));
    assert_int_equal(write_word(&e, "Three.", 1), ERR_STALE);
    assert_int_equal(send(&e, 1, &count), ERR_STALE);
    assert_int_equal(mails(&e, FIRST), 0);
    assert_ok(send(&e, 2, &count));
    fixture_done(&e.f);
}

static void not_before_it_is_over(void **state)
{
    struct evening e;
    int count = 0;
    (void)state;
    start(&e);
    e.f.now = instant_add(e.ends, -1);
    assert_int_equal(write_word(&e, "Early.", 0), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "too-early");
    assert_int_equal(send(&e, 0, &count), ERR_CONFLICT);
    e.f.now = e.ends;
    assert_ok(write_word(&e, "Now.", 0));
    fixture_done(&e.f);
}

/* ---- questions ---- */

static enum err ask(struct evening *e, struct talk_id talk, struct question_id *ret)
{
    const struct question_ask asking = {.event = e->spark,
                                        .talk = talk,
                                        .by = e->f.people[HEARER],
                                        .words = "How do you begin?",
                                        .named = true};
    return fixture_job(&e->f, question_ask(e->f.store, e->f.now, &asking, fixture_why(&e->f), ret));
}

/* Who spoke from the waiting list is asked, told and read like all others; who was not there is
 * not. */
static void a_reserve_who_spoke_answers_questions(void **state)
{
    struct evening e;
    struct question_id id = {0};
    struct questions shared;
    bool more = true;
    (void)state;
    start(&e);
    assert_int_equal(ask(&e, e.missing, &id), ERR_INVALID);
    assert_true(fixture_refused(&e.f, "talk_id"));
    assert_ok(ask(&e, e.reserve, &id));
    const struct question_moderation moderation = {id, e.f.people[0], QUESTION_PASSED};
    assert_ok(question_moderate(e.f.store, e.f.now, &moderation, fixture_why(&e.f)));
    e.f.now = instant_add(e.f.now, QUESTION_TELL_AFTER_S);
    assert_ok(question_tell_due(e.f.store, e.f.now, 10, e.f.arena, &more));
    assert_int_equal(fixture_mails(&e.f, "questions", e.f.people[RESERVE]), 1);
    const struct question_reply alone = {id, e.f.people[RESERVE], "With one shelf.", false};
    assert_ok(question_answer(e.f.store, e.f.now, &alone, fixture_why(&e.f)));
    assert_int_equal(find(&e).answered, 0);
    const struct question_reply reply = {id, e.f.people[RESERVE], "With one shelf.", true};
    assert_ok(question_answer(e.f.store, e.f.now, &reply, fixture_why(&e.f)));
    assert_ok(question_list(e.f.store, e.spark, QUESTION_LIST_SHARED, e.f.people[HEARER], e.f.arena,
                            &shared));
    assert_int_equal(shared.count, 1);
    assert_int_equal(find(&e).answered, 1);
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_spoke_is_named_in_the_order_of_the_stage),
        cmocka_unit_test(each_has_one_mail_and_who_was_absent_none),
        cmocka_unit_test(who_was_marked_absent_by_mistake_is_thanked),
        cmocka_unit_test(a_closed_register_says_how_many_came),
        cmocka_unit_test(it_is_sent_once_and_a_mended_word_is_not),
        cmocka_unit_test(a_word_that_was_not_looked_at_is_not_sent),
        cmocka_unit_test(not_before_it_is_over),
        cmocka_unit_test(a_reserve_who_spoke_answers_questions),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
