/* DESIGN: random bookings, withdrawals, answers and silence where people are asked first, judged by
 * hand after every step: no slot twice, the line honoured, nobody kept beyond their time (SP-11).
 */
#include "fixture.h"

#include "programme.h"
#include "programme_version.h"
#include "spark_event.h"
#include "talk_offer.h"
#include "token.h"

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum { PEOPLE = 14, STEPS = 2400, TALKS_MAX = 400, EVERY = 120 };
enum { BOOKED, WITHDREW, SAID_YES, SAID_NO, LAPSED, TOOK_AFTER_ALL, GIVEN, KINDS };

struct seen {
    int64_t id, queued_at, school;
    int minutes;
    bool waits, passed_over, left_waiting; /* the last: at the event before */
};

struct bench {
    struct fixture f;
    struct event_id spark;
    bool to_end;
    struct seen line[TALKS_MAX]; /* who waited before the step, in order */
    int count;
    int done[KINDS];
};

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

static void announce(struct bench *b)
{
    struct programme programme = {0};
    struct programme_slot items[PEOPLE];
    struct programme_slots slots = {items, 0};
    int64_t id = 0;
    assert_ok(programme_find(b->f.store, b->spark, b->f.arena, &programme));
    for (; slots.count < programme.count; slots.count++) {
        const struct programme_item *item = &programme.items[slots.count];
        items[slots.count] =
            (struct programme_slot){item->talk.id, item->room + 1, item->starts_at, false};
    }
    const struct programme_draft draft = {b->spark, PROGRAMME_ARRANGED, b->f.people[0], &slots};
    assert_ok(programme_version_add(b->f.store, b->f.now, &draft, &id));
    assert_ok(programme_version_publish(b->f.store, b->f.now, b->spark, id));
}

/* Thirty minutes for talks on another evening each time; announced or not. */
static void begin(struct bench *b, bool announced)
{
    const struct talk_offer_setting setting = {1 + (int)token_below(30), token_below(2) > 0};
    struct event_fields fields = fixture_event_fields(&b->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.starts_at = instant_add(b->f.now, 20 * 86400);
    fields.ends_at = instant_add(fields.starts_at, 5400);
    spark.fixed_minutes = 60;
    assert_ok(spark_event_create(b->f.store, b->f.now, b->f.people[0], &fields, &spark,
                                 fixture_why(&b->f), &b->spark));
    fixture_publish(&b->f, b->spark);
    assert_ok(
        talk_offer_setting_save(b->f.store, b->f.now, b->spark, &setting, fixture_why(&b->f)));
    b->to_end = setting.to_end;
    if (announced)
        announce(b);
}

/* One of the talks that a statement gives; 0 if it gives none. */
static int64_t any(struct bench *b, const char *sql)
{
    int64_t ids[PEOPLE];
    int count = 0;
    struct rows rows = store_query(b->f.store, sql, PARAMS(p_int(b->spark.v)));
    while (rows_next(&rows))
        ids[count++ % PEOPLE] = rows_int(&rows, 0);
    assert_ok(rows_end(&rows));
    return count ? ids[token_below((uint32_t)count)] : 0;
}

#define TALKS(status) "SELECT id FROM talk WHERE event_id = $1 AND status " status " ORDER BY id"

/* ---- steps ---- */

static void step_book(struct bench *b)
{
    struct person_id person = b->f.people[token_below(PEOPLE)];
    const struct talk_request request = {.event = b->spark,
                                         .person = person,
                                         .by = person,
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = LENGTHS.minutes[token_below(3) > 0],
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    enum err err =
        fixture_job(&b->f, talk_book(b->f.store, b->f.now, &request, fixture_why(&b->f), &placed));
    assert_true(err == OK || err == ERR_CONFLICT);
    b->done[BOOKED] += err == OK;
}

static void step_withdraw(struct bench *b)
{
    struct talk_id id = {any(b, TALKS("IN ('confirmed', 'offered', 'waiting')"))};
    if (!id.v)
        return;
    assert_ok(talk_withdraw(b->f.store, b->f.now, id, (struct person_id){0}, fixture_why(&b->f)));
    b->done[WITHDREW]++;
}

static void step_answer(struct bench *b)
{
    bool offered = token_below(2) > 0;
    const struct talk_answer said = {
        {any(b, offered ? TALKS("= 'offered'") : TALKS("= 'waiting'"))}, {0}, token_below(2) > 0};
    if (!said.talk.v)
        return;
    enum err err =
        fixture_job(&b->f, talk_offer_answer(b->f.store, b->f.now, &said, fixture_why(&b->f)));
    assert_true(err == OK || err == ERR_CONFLICT);
    if (err == OK && said.yes)
        b->done[offered ? SAID_YES : TOOK_AFTER_ALL]++;
    else if (err == OK)
        b->done[SAID_NO]++;
}

static void step_time(struct bench *b)
{
    bool more = true;
    int64_t before = fixture_mails(&b->f, "talk-offer-over", (struct person_id){0});
    b->f.now.v += token_below(12 * 3600);
    while (more)
        assert_ok(talk_offer_end_due(b->f.store, b->f.now, 3, b->f.arena, &more));
    b->done[LAPSED] += fixture_mails(&b->f, "talk-offer-over", (struct person_id){0}) > before;
}

/* ---- what must hold ---- */

static const char *const BROKEN[] = {
    /* offered and over time, or offered without an offer, or an offer without a talk */
    "SELECT count(*) FROM talk t WHERE t.event_id = $1 AND (t.status = 'offered') <> EXISTS "
    "(SELECT 1"
    " FROM talk_offer o WHERE o.talk_id = t.id AND o.over_at IS NULL)",
    "SELECT count(*) FROM talk_offer o JOIN talk t ON t.id = o.talk_id WHERE o.over_at IS NOT NULL"
    " AND t.status <> 'waiting' AND t.event_id = $1",
    /* more time given than there is */
    "SELECT count(*) FROM spark_event s WHERE s.event_id = $1 AND (used_s > room_s OR used_s <>"
    " (SELECT coalesce(sum(minutes * 60 + s.changeover_s), 0) FROM talk WHERE event_id = $1"
    " AND status IN ('confirmed', 'offered')))",
    /* two in one slot; a slot without a talk, or the other way */
    "SELECT count(*) FROM spark_event s JOIN programme_slot a ON a.version_id = s.published_id"
    " JOIN talk t ON t.id = a.talk_id JOIN programme_slot b ON b.version_id = s.published_id"
    " AND b.talk_id <> a.talk_id AND b.room = a.room WHERE s.event_id = $1"
    " AND b.starts_at >= a.starts_at"
    " AND b.starts_at < a.starts_at + t.minutes * 60 + s.changeover_s",
    "SELECT count(*) FROM spark_event s JOIN talk t ON t.event_id = s.event_id WHERE s.event_id = "
    "$1"
    " AND s.published_id IS NOT NULL AND (t.status IN ('confirmed', 'offered')) <> EXISTS (SELECT 1"
    " FROM programme_slot p WHERE p.version_id = s.published_id AND p.talk_id = t.id)",
    /* who is busy: those with a slot */
    "SELECT (SELECT count(*) FROM busy WHERE event_id = $1) <> (SELECT count(*) FROM talk"
    " WHERE event_id = $1 AND status IN ('confirmed', 'offered'))",
    /* not announced, free time is one stretch: nobody waits beside it who was not asked */
    "SELECT count(*) FROM talk t JOIN spark_event s ON s.event_id = t.event_id WHERE t.event_id = "
    "$1"
    " AND s.published_id IS NULL AND t.status = 'waiting'"
    " AND NOT EXISTS (SELECT 1 FROM talk_offer o WHERE o.talk_id = t.id)"
    " AND s.used_s + t.minutes * 60 + s.changeover_s <= s.room_s",
};

static void look(struct bench *b)
{
    struct rows rows = store_query(
        b->f.store,
        "SELECT t.id, queued_at, minutes, status = 'waiting', EXISTS (SELECT 1 FROM talk_offer o"
        " WHERE o.talk_id = t.id AND o.over_at IS NOT NULL), (SELECT school_id FROM employment w"
        " WHERE w.person_id = t.person_id), coalesce((SELECT o.status = 'waiting' FROM talk o"
        " WHERE o.person_id = t.person_id AND o.event_id < $1"
        " AND o.status IN ('confirmed', 'offered', 'waiting')"
        " ORDER BY o.event_id DESC LIMIT 1), 0) FROM talk t WHERE event_id = $1"
        " ORDER BY queued_at, id",
        PARAMS(p_int(b->spark.v)));
    b->count = 0;
    while (rows_next(&rows))
        b->line[b->count++] = (struct seen){.id = rows_int(&rows, 0),
                                            .queued_at = rows_int(&rows, 1),
                                            .school = rows_int(&rows, 5),
                                            .minutes = (int)rows_int(&rows, 2),
                                            .waits = rows_int(&rows, 3) != 0,
                                            .passed_over = rows_int(&rows, 4) != 0,
                                            .left_waiting = rows_int(&rows, 6) != 0};
    assert_ok(rows_end(&rows));
}

static bool still_waits_unasked(struct bench *b, int64_t id)
{
    return fixture_count(&b->f,
                         "SELECT count(*) FROM talk t WHERE id = $1 AND status = 'waiting'"
                         " AND NOT EXISTS (SELECT 1 FROM talk_offer o WHERE o.talk_id = t.id)",
                         id) > 0;
}

static bool has_slot(struct bench *b, int64_t id)
{
    return fixture_count(
               &b->f,
               "SELECT count(*) FROM talk WHERE id = $1 AND status IN ('confirmed', 'offered')",
               id) > 0;
}

/* Nobody of its school has a slot who did not come out of the line in this step too. */
static bool is_first_of_its_school(struct bench *b, const struct seen *talk)
{
    for (int i = 0; i < b->count; i++) {
        const struct seen *other = &b->line[i];
        if (other->school == talk->school && !other->waits && has_slot(b, other->id))
            return false;
    }
    return true;
}

/* Whoever waited for less long goes first for one of two reasons. */
static bool has_precedence(struct bench *b, const struct seen *later, const struct seen *before)
{
    return (later->left_waiting && !before->left_waiting) ||
           (later->school != before->school && is_first_of_its_school(b, later));
}

/* Whoever came out of the line came before all behind them who are no
 * longer and were not asked. */
static void check_line(struct bench *b)
{
    for (int i = 0; i < b->count; i++) {
        const struct seen *later = &b->line[i];
        if (!later->waits || later->passed_over || !has_slot(b, later->id))
            continue;
        b->done[GIVEN]++;
        for (int k = 0; k < i; k++) {
            const struct seen *before = &b->line[k];
            if (before->waits && before->minutes <= later->minutes &&
                still_waits_unasked(b, before->id) && !has_precedence(b, later, before))
                fail_msg("talk %lld was passed over for %lld", (long long)before->id,
                         (long long)later->id);
        }
    }
}

static void check(struct bench *b)
{
    for (size_t i = 0; i < COUNT_OF(BROKEN); i++)
        if (fixture_count(&b->f, BROKEN[i], b->spark.v))
            fail_msg("broken after a step: %s", BROKEN[i]);
    int64_t late = fixture_count(&b->f,
                                 "SELECT count(*) FROM talk_offer WHERE over_at IS NULL"
                                 " AND answer_by <= $1",
                                 b->f.now.v);
    assert_int_equal(late, 0);
    check_line(b);
}

static void step(struct bench *b)
{
    uint32_t dice = token_below(100);
    look(b);
    if (dice < 35)
        step_book(b);
    else if (dice < 50)
        step_withdraw(b);
    else if (dice < 80)
        step_answer(b);
    else
        step_time(b);
    check(b);
    b->f.now.v++;
    bool more = true; /* the clockwork comes by each minute */
    while (more)
        assert_ok(talk_offer_end_due(b->f.store, b->f.now, 3, b->f.arena, &more));
}

static void test_asked_in_order_and_in_time(void **state)
{
    struct bench b = {.done = {0}};
    (void)state;
    fixture_init(&b.f, PEOPLE);
    for (int i = 0; i < STEPS; i++) {
        if (i % EVERY == 0)
            begin(&b, i / EVERY % 2);
        step(&b);
        arena_reset(b.f.arena);
    }
    for (int i = 0; i < KINDS; i++)
        if (b.done[i] == 0)
            fail_msg("step %d was never taken", i);
    fixture_done(&b.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_asked_in_order_and_in_time)};
    support_init();
    token_seed(20261112);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
