/* DESIGN: random bookings, changes and withdrawals beside a model that does it by hand: 10,000 with
 * sanitizers, 100,000 on the release build. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "programme.h"
#include "spark_room.h"
#include "token.h"

/* The database allocates much and small: a short quarantine halves the time under ASan. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2:max_malloc_fill_size=0:detect_stack_use_"
           "after_return=0";
}

/* STEPS moves at each kind of event; SPARKD_MODEL_STEPS=20000 is what the release build does. */
enum { PEOPLE = 16, LIVE_MAX = PEOPLE * 2, STEPS = 2000, LOOK_EVERY = 250, EMPTY_EVERY = 250 };

/* One kind of event. */
struct setting {
    int changeover_s, talks_a_person;
    int block_minutes[2]; /* the second 0: one block */
    struct talk_lengths lengths;
    bool waiting_list;
};

static const struct setting SETTINGS[] = {
    {120, 1, {40, 0}, {{2, 7}, 2}, true},  {60, 2, {19, 14}, {{2, 7}, 2}, true},
    {0, 1, {21, 9}, {{2, 5, 7}, 3}, true}, {45, 1, {30, 0}, {{2, 7}, 2}, false},
    {30, 2, {25, 25}, {{2, 7}, 2}, true},
};

/* ---- the model ---- */

struct model_talk {
    int64_t id;
    bool on[PEOPLE]; /* presenters */
    int lead;
    int minutes, wanted;
    bool confirmed;
    int64_t queued_at;
};

struct model {
    const struct setting *setting;
    struct model_talk talks[LIVE_MAX]; /* live ones, by id */
    int count;
    int64_t now;
};

static bool fits_from(const struct setting *s, const int *sizes, int count, int left_0, int left_1)
{
    if (count == 0)
        return true;
    int size = sizes[count - 1];
    return (left_0 >= size && fits_from(s, sizes, count - 1, left_0 - size, left_1)) ||
           (left_1 >= size && left_1 != left_0 &&
            fits_from(s, sizes, count - 1, left_0, left_1 - size));
}

static int by_size(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* All confirmed talks, but `except` (NULL: none) as one of `minutes`, or one more. */
static bool model_fits(const struct model *model, const struct model_talk *except, int minutes)
{
    int sizes[LIVE_MAX + 1], count = 0, sum = 0;
    const struct setting *s = model->setting;
    int left_0 = s->block_minutes[0] * 60, left_1 = s->block_minutes[1] * 60;
    for (int i = 0; i < model->count; i++) {
        if (model->talks[i].confirmed && &model->talks[i] != except)
            sizes[count++] = model->talks[i].minutes * 60 + s->changeover_s;
    }
    if (minutes)
        sizes[count++] = minutes * 60 + s->changeover_s;
    for (int i = 0; i < count; i++)
        sum += sizes[i];
    if (sum > left_0 + left_1)
        return false;
    qsort(sizes, (size_t)count, sizeof *sizes, by_size);
    return fits_from(s, sizes, count, left_0, left_1);
}

static bool in_line(const struct model_talk *talk)
{
    return !talk->confirmed || talk->wanted;
}

static bool could_move_up(const struct model *model, const struct model_talk *talk)
{
    return talk->confirmed ? model_fits(model, talk, talk->wanted)
                           : model_fits(model, NULL, talk->minutes);
}

/* People work at two schools in turn. */
static bool school_has_a_slot(const struct model *model, const struct model_talk *talk)
{
    bool has = false;
    for (int i = 0; i < model->count; i++)
        has = has || (model->talks[i].confirmed && model->talks[i].lead % 2 == talk->lead % 2);
    return has;
}

/* By precedence: whose school has no slot yet, then whoever waits longer. */
static bool is_before(const struct model *model, const struct model_talk *a,
                      const struct model_talk *b)
{
    int order = school_has_a_slot(model, a) - school_has_a_slot(model, b);
    if (order)
        return order < 0;
    return a->queued_at < b->queued_at || (a->queued_at == b->queued_at && a->id < b->id);
}

/* Again and again the first in line who would fit, until nobody does. */
static void model_promote(struct model *model)
{
    for (;;) {
        struct model_talk *first = NULL;
        for (int i = 0; i < model->count; i++) {
            struct model_talk *talk = &model->talks[i];
            if (in_line(talk) && (!first || is_before(model, talk, first)) &&
                could_move_up(model, talk))
                first = talk;
        }
        if (!first)
            return;
        first->minutes = first->confirmed ? first->wanted : first->minutes;
        first->wanted = 0;
        first->confirmed = true;
    }
}

static bool model_may_present(const struct model *model, int person)
{
    int count = 0;
    for (int i = 0; i < model->count; i++)
        count += model->talks[i].on[person];
    return count < model->setting->talks_a_person;
}

static void model_remove(struct model *model, struct model_talk *talk)
{
    int at = (int)(talk - model->talks);
    memmove(talk, talk + 1, (size_t)(model->count - at - 1) * sizeof *talk);
    model->count--;
    model_promote(model);
}

/* ---- one step in both ---- */

struct bench {
    struct fixture f;
    struct event_id event;
    struct model model;
    int done[8]; /* how often each outcome came, so that none is missed */
};

enum { CONFIRMED, WAITED, TWICE, NO_ROOM, LONGER, WAITS_LONGER, SHORTER, MOVED_UP };

static struct person_id person(const struct bench *b, int index)
{
    return b->f.people[index];
}

static int random_length(const struct bench *b)
{
    const struct talk_lengths *lengths = &b->model.setting->lengths;
    return lengths->minutes[token_below((uint32_t)lengths->count)];
}

/* None, one or two others. */
static int random_others(const struct bench *b, int lead, struct person_id *ids, bool *on)
{
    int wanted = token_below(4) ? 0 : 1 + (int)token_below(2), count = 0;
    for (int tries = 0; count < wanted && tries < 8; tries++) {
        int other = (int)token_below(PEOPLE);
        if (other == lead || on[other])
            continue;
        on[other] = true;
        ids[count++] = person(b, other);
    }
    return count;
}

static void step_book(struct bench *b)
{
    struct model_talk talk = {.lead = (int)token_below(PEOPLE), .minutes = random_length(b)};
    struct person_id others[2];
    struct talk_placed placed = {0};
    bool allowed = true;
    int other_count = random_others(b, talk.lead, others, talk.on);
    talk.on[talk.lead] = true;
    talk.queued_at = b->f.now.v;
    for (int i = 0; i < PEOPLE; i++)
        allowed = allowed && (!talk.on[i] || model_may_present(&b->model, i));
    talk.confirmed = model_fits(&b->model, NULL, talk.minutes);
    const struct talk_request request = {.event = b->event,
                                         .person = person(b, talk.lead),
                                         .by = person(b, talk.lead),
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = talk.minutes,
                                         .co_presenters = others,
                                         .co_presenter_count = other_count,
                                         .lengths = &b->model.setting->lengths};
    enum err err =
        fixture_job(&b->f, talk_book(b->f.store, b->f.now, &request, fixture_why(&b->f), &placed));
    if (!allowed || (!talk.confirmed && !b->model.setting->waiting_list)) {
        assert_int_equal(err, ERR_CONFLICT);
        assert_string_equal(b->f.why.slug, allowed ? "does-not-fit" : "already-booked");
        b->done[allowed ? NO_ROOM : TWICE]++;
        return;
    }
    assert_int_equal(err, OK);
    assert_int_equal(placed.status, talk.confirmed ? TALK_CONFIRMED : TALK_WAITING);
    assert_int_equal(placed.why != NULL, !talk.confirmed);
    b->done[talk.confirmed ? CONFIRMED : WAITED]++;
    talk.id = placed.id.v;
    b->model.talks[b->model.count++] = talk;
}

static void step_withdraw(struct bench *b, struct model_talk *talk)
{
    struct talk_id id = {talk->id};
    int confirmed = 0;
    assert_ok(fixture_job(
        &b->f, talk_withdraw(b->f.store, b->f.now, id, person(b, talk->lead), fixture_why(&b->f))));
    for (int i = 0; i < b->model.count; i++)
        confirmed -= b->model.talks[i].confirmed;
    confirmed += talk->confirmed;
    model_remove(&b->model, talk);
    for (int i = 0; i < b->model.count; i++)
        confirmed += b->model.talks[i].confirmed;
    b->done[MOVED_UP] += confirmed > 0;
}

/* What a change of length does to the model: OK, or ERR_CONFLICT and nothing. */
static enum err model_resize(struct bench *b, struct model_talk *talk, int minutes, bool wait)
{
    bool longer = talk->confirmed && minutes > talk->minutes;
    if (longer && !model_fits(&b->model, talk, minutes)) {
        if (talk->wanted == minutes)
            return OK;
        if (!wait || !b->model.setting->waiting_list)
            return ERR_CONFLICT;
        talk->wanted = minutes;
        talk->queued_at = b->f.now.v;
        b->done[WAITS_LONGER]++;
        return OK;
    }
    b->done[LONGER] += longer;
    b->done[SHORTER] += minutes < talk->minutes;
    talk->minutes = minutes;
    talk->wanted = 0;
    model_promote(&b->model);
    return OK;
}

static void step_resize(struct bench *b, struct model_talk *talk)
{
    struct talk_placed placed;
    const struct talk_edit edit = {.talk = {talk->id},
                                   .by = person(b, talk->lead),
                                   .minutes = random_length(b),
                                   .wait_for_longer = token_below(2),
                                   .co_presenter_count = TALK_UNCHANGED,
                                   .lengths = &b->model.setting->lengths};
    enum err err =
        fixture_job(&b->f, talk_change(b->f.store, b->f.now, &edit, fixture_why(&b->f), &placed));
    enum err expected = model_resize(b, talk, edit.minutes, edit.wait_for_longer);
    assert_int_equal(err, expected);
    if (err != OK)
        assert_string_equal(b->f.why.slug, "does-not-fit");
    else
        assert_int_equal(placed.why != NULL, in_line(talk));
}

static void step_recast(struct bench *b, struct model_talk *talk)
{
    struct talk_placed placed;
    struct person_id others[2];
    bool on[PEOPLE] = {false}, allowed = true;
    int count = random_others(b, talk->lead, others, on);
    const struct talk_edit edit = {.talk = {talk->id},
                                   .by = person(b, talk->lead),
                                   .title = token_below(2) ? "Ten words a day" : "Five words",
                                   .co_presenters = others,
                                   .co_presenter_count = count,
                                   .lengths = &b->model.setting->lengths};
    on[talk->lead] = true;
    for (int i = 0; i < PEOPLE; i++)
        allowed = allowed && (!on[i] || talk->on[i] || model_may_present(&b->model, i));
    enum err err =
        fixture_job(&b->f, talk_change(b->f.store, b->f.now, &edit, fixture_why(&b->f), &placed));
    assert_int_equal(err, allowed ? OK : ERR_CONFLICT);
    if (allowed)
        memcpy(talk->on, on, sizeof on);
}

static void step(struct bench *b)
{
    uint32_t dice = token_below(100);
    struct model_talk *talk =
        b->model.count ? &b->model.talks[token_below((uint32_t)b->model.count)] : NULL;
    b->f.now.v += token_below(3) == 0;
    if (!talk || dice < 50)
        step_book(b);
    else if (dice < 70)
        step_withdraw(b, talk);
    else if (dice < 92)
        step_resize(b, talk);
    else
        step_recast(b, talk);
}

/* ---- what must hold after every step ---- */

/* The rows are the model's talks, and nobody in line would fit. */
static void check_rows(struct bench *b)
{
    static const char sql[] = "SELECT id, status = 'confirmed', minutes, coalesce(wanted_minutes,"
                              " 0), queued_at, (SELECT count(*) FROM talk_presenter p WHERE"
                              " p.talk_id = t.id AND p.nth IS NOT NULL) FROM talk t"
                              " WHERE event_id = $1 AND status IN ('confirmed', 'waiting')"
                              " ORDER BY id";
    int count = 0;
    struct rows rows = store_query(b->f.store, sql, PARAMS(p_int(b->event.v)));
    while (rows_next(&rows)) {
        assert_true(count < b->model.count);
        const struct model_talk *talk = &b->model.talks[count++];
        int presenters = 0;
        for (int i = 0; i < PEOPLE; i++)
            presenters += talk->on[i];
        assert_int_equal(rows_int(&rows, 0), talk->id);
        assert_int_equal(rows_int(&rows, 1), talk->confirmed);
        assert_int_equal(rows_int(&rows, 2), talk->minutes);
        assert_int_equal(rows_int(&rows, 3), talk->wanted);
        assert_int_equal(rows_int(&rows, 4), talk->queued_at);
        assert_int_equal(rows_int(&rows, 5), presenters);
        assert_true(!in_line(talk) || !could_move_up(&b->model, talk));
    }
    assert_ok(rows_end(&rows));
    assert_int_equal(count, b->model.count);
    assert_true(model_fits(&b->model, NULL, 0));
}

static void check_used(struct bench *b)
{
    int64_t used = 0;
    for (int i = 0; i < b->model.count; i++) {
        const struct model_talk *talk = &b->model.talks[i];
        used += talk->confirmed ? talk->minutes * 60 + b->model.setting->changeover_s : 0;
    }
    assert_int_equal(
        fixture_count(&b->f, "SELECT used_s FROM spark_event WHERE event_id = $1", b->event.v),
        used);
}

static void check_presenters(struct bench *b)
{
    assert_int_equal(
        fixture_count(&b->f,
                      "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM talk_presenter"
                      " WHERE event_id = $1 AND nth IS NOT NULL GROUP BY person_id)",
                      b->event.v) <= b->model.setting->talks_a_person,
        true);
    assert_int_equal(
        fixture_count(&b->f, "SELECT count(*) FROM busy WHERE source = 'talk' AND event_id = $1",
                      b->event.v),
        fixture_count(&b->f,
                      "SELECT count(*) FROM talk_presenter p JOIN talk t ON t.id = p.talk_id"
                      " WHERE t.event_id = $1 AND t.status = 'confirmed'",
                      b->event.v));
}

static void check_item(const struct programme_item *item, const struct pack *pack, int64_t *end)
{
    bool inside = false;
    for (int i = 0; i < pack->block_count; i++)
        inside = inside || (item->starts_at.v >= pack->blocks[i].start_s &&
                            item->ends_at.v + pack->changeover_s <= pack->blocks[i].end_s);
    assert_true(inside);
    assert_true(item->starts_at.v >= *end);
    assert_int_equal(item->ends_at.v - item->starts_at.v, item->talk.minutes * 60);
    assert_true(item->talk.presenter_count >= 1 && item->talk.presenters[0].lead);
    *end = item->ends_at.v + pack->changeover_s;
}

static void check_programme(struct bench *b)
{
    struct programme programme;
    struct spark_settings settings;
    struct spark_room room;
    int64_t end = 0;
    int confirmed = 0, waiting = 0;
    assert_ok(programme_find(b->f.store, b->event, b->f.arena, &programme));
    assert_ok(spark_event_find(b->f.store, b->event, b->f.arena, &settings));
    assert_ok(spark_room_left(b->f.store, b->event, &b->model.setting->lengths, &room));
    for (int i = 0; i < b->model.count; i++) {
        confirmed += b->model.talks[i].confirmed;
        waiting += in_line(&b->model.talks[i]);
    }
    assert_int_equal(programme.count, confirmed);
    assert_int_equal(programme.waiting_count, waiting);
    assert_int_equal(room.waiting, waiting);
    assert_int_equal(room.seconds_left, programme.seconds_left);
    for (int i = 0; i < programme.count; i++)
        check_item(&programme.items[i], &settings.pack, &end);
    for (int i = 0; i < programme.waiting_count; i++) {
        assert_int_equal(programme.waiting[i].position, i + 1);
        assert_non_null(programme.waiting[i].why);
    }
    for (int i = 0; i < b->model.setting->lengths.count; i++)
        assert_int_equal(room.more[i] > 0,
                         model_fits(&b->model, NULL, b->model.setting->lengths.minutes[i]));
}

/* ---- */

static void start(struct bench *b, const struct setting *setting)
{
    *b = (struct bench){.model = {.setting = setting}};
    fixture_init(&b->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&b->f);
    struct spark_fields spark = spark_event_defaults();
    struct instant at = instant_add(fields.starts_at, 600);
    fields.kind = EVENT_SPARK;
    fields.waiting_list = setting->waiting_list;
    spark.changeover_s = setting->changeover_s;
    spark.talks_a_person = setting->talks_a_person;
    for (int i = 0; i < 2 && setting->block_minutes[i]; i++) {
        spark.blocks[spark.block_count++] =
            (struct spark_span){at, instant_add(at, setting->block_minutes[i] * 60)};
        at = instant_add(at, setting->block_minutes[i] * 60 + 300);
    }
    assert_ok(spark_event_create(b->f.store, b->f.now, b->f.people[0], &fields, &spark,
                                 fixture_why(&b->f), &b->event));
    fixture_publish(&b->f, b->event);
}

static int steps_wanted(void)
{
    const char *text = getenv("SPARKD_MODEL_STEPS");
    return text ? atoi(text) : STEPS;
}

static void run(const struct setting *setting, int steps)
{
    struct bench b;
    start(&b, setting);
    for (int i = 1; i <= steps; i++) {
        step(&b);
        check_rows(&b);
        check_used(&b);
        if (i % LOOK_EVERY == 0) {
            check_presenters(&b);
            check_programme(&b);
        }
        if (i % EMPTY_EVERY == 0)
            assert_ok(store_exec(b.f.store, "DELETE FROM outbox", PARAMS()));
        arena_reset(b.f.arena);
    }
    for (int outcome = 0; outcome <= MOVED_UP; outcome++) {
        bool possible = setting->waiting_list
                            ? outcome != NO_ROOM
                            : outcome != WAITED && outcome != WAITS_LONGER && outcome != MOVED_UP;
        assert_int_equal(b.done[outcome] > 0, possible);
    }
    fixture_done(&b.f);
}

static void test_settings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++)
        run(&SETTINGS[i], steps_wanted());
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_settings)};
    support_init();
    token_seed(20261112);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
