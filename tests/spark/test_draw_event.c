/* DESIGN: lots at an event: a commitment first, the secret with the result, the programme after it.
 */
#include "fixture.h"

#include "draw.h"
#include "draw_store.h"
#include "programme.h"
#include "programme_publish.h"
#include "spark_event.h"
#include "stage.h"
#include "stage_talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

static struct event_id evening(struct fixture *f, int order)
{
    struct event_fields fields = fixture_event_fields(f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    fields.kind = EVENT_SPARK;
    spark.order = order;
    assert_ok(
        spark_event_create(f->store, f->now, f->people[0], &fields, &spark, fixture_why(f), &id));
    fixture_publish(f, id);
    return id;
}

static struct talk_id book(struct fixture *f, struct event_id event, int person, int minutes)
{
    const struct talk_request request = {.event = event,
                                         .person = f->people[person],
                                         .by = f->people[person],
                                         .title = "Retrieval",
                                         .category = "personal insight",
                                         .minutes = minutes,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(fixture_job(f, talk_book(f->store, f->now, &request, fixture_why(f), &placed)));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    return placed.id;
}

static enum err act(struct fixture *f, struct event_id event, enum draw_act what, int seen,
                    struct talk_id talk)
{
    const struct draw_deed deed = {event, what, talk, f->people[0], seen};
    return fixture_job(f, draw_do(f->store, f->now, &deed, fixture_why(f)));
}

static void assert_act(struct fixture *f, struct event_id event, enum draw_act what, int seen)
{
    assert_ok(act(f, event, what, seen, (struct talk_id){0}));
}

static void refused(struct fixture *f, struct event_id event, enum draw_act what, int seen,
                    const char *slug)
{
    assert_int_not_equal(act(f, event, what, seen, (struct talk_id){0}), OK);
    assert_string_equal(f->why.slug, slug);
    assert_true(strlen(f->why.detail) > 20);
}

static enum err choose(struct fixture *f, struct event_id event, enum spark_order order, int weight,
                       const struct draw_pin *pin)
{
    const struct draw_choice choice = {event, order, weight, pin, pin != NULL};
    return fixture_job(f, draw_choose(f->store, f->now, &choice, fixture_why(f)));
}

static struct draw_night look(struct fixture *f, struct event_id event)
{
    struct draw_night night;
    assert_ok(draw_find(f->store, event, f->arena, &night));
    return night;
}

static const char *secret(struct fixture *f, struct event_id event)
{
    struct draw_row row;
    assert_ok(draw_store_latest(f->store, event, f->arena, &row));
    return row.round.secret;
}

static void assert_holds(struct fixture *f, const struct draw_round *round)
{
    struct draw_verdict verdict;
    assert_non_null(round->record);
    assert_ok(
        draw_record_verify(str_of(round->record), round->commitment, fixture_why(f), &verdict));
    assert_int_equal(verdict.fault_count, 0);
}

static void to_the_evening(struct fixture *f)
{
    f->now = support_at("2026-11-12T16:00");
}

/* ---- committing ---- */

static void test_a_commitment_stands_with_the_event(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_id arranged = evening(&f, SPARK_ARRANGED), drawn = evening(&f, SPARK_DRAWN);
    assert_int_equal(look(&f, arranged).round.round, 0);
    struct draw_night night = look(&f, drawn);
    assert_int_equal(night.round.round, 1);
    char commitment[SHA256_HEX_MAX];
    draw_record_commit(secret(&f, drawn), commitment);
    assert_string_equal(night.round.commitment, commitment);
    assert_null(night.round.record);
    /* chosen later: committed then; chosen again: what stands stays */
    assert_ok(choose(&f, arranged, SPARK_SHUFFLED, 2, NULL));
    const char *first = secret(&f, arranged);
    assert_ok(choose(&f, arranged, SPARK_DRAWN, 1, NULL));
    assert_string_equal(secret(&f, arranged), first);
    assert_string_not_equal(first, secret(&f, drawn));
    /* and cannot be changed by anything */
    assert_int_equal(store_exec(f.store, "UPDATE draw_round SET secret = commitment", PARAMS()),
                     ERR_CONFLICT);
    fixture_done(&f);
}

/* ---- the whole order ---- */

static void test_shuffled_and_published(void **state)
{
    struct fixture f;
    struct programme programme;
    (void)state;
    fixture_init(&f, 8);
    struct event_id event = evening(&f, SPARK_SHUFFLED);
    refused(&f, event, DRAW_ACT_ORDER, 0, "nothing-to-draw");
    for (int i = 1; i < 7; i++)
        book(&f, event, i, i % 2 ? 7 : 2);
    refused(&f, event, DRAW_ACT_NEXT, 0, "not-drawn");
    refused(&f, event, DRAW_ACT_AGAIN, 0, "drawing");
    assert_act(&f, event, DRAW_ACT_ORDER, 0);
    struct draw_night night = look(&f, event);
    assert_holds(&f, &night.round);
    assert_int_equal(fixture_mails(&f, "talk-slot", (struct person_id){0}), 6); /* each once */
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    assert_true(programme.announced);
    assert_int_equal(programme.count, 6);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(night.entries[i].nth, i + 1);
        assert_int_equal(programme.items[i].talk.id.v, night.entries[i].talk.id.v);
        assert_int_equal(programme.items[i].starts_at.v, night.entries[i].starts_at.v);
    }
    refused(&f, event, DRAW_ACT_ORDER, 0, "over");
    /* again, with a new secret; the first record stays */
    const char *first = secret(&f, event);
    assert_act(&f, event, DRAW_ACT_AGAIN, 0);
    assert_string_not_equal(secret(&f, event), first);
    assert_act(&f, event, DRAW_ACT_ORDER, 0);
    struct draw_rounds rounds;
    assert_ok(draw_rounds(f.store, event, f.arena, &rounds));
    assert_int_equal(rounds.count, 2);
    assert_holds(&f, &rounds.items[0]);
    assert_holds(&f, &rounds.items[1]);
    assert_int_equal(store_exec(f.store, "UPDATE draw_round SET record = ''", PARAMS()),
                     ERR_CONFLICT);
    fixture_done(&f);
}

static void test_pins_and_what_cannot_be_kept(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 8);
    struct event_id event = evening(&f, SPARK_SHUFFLED);
    struct talk_id talks[7] = {{0}};
    for (int i = 1; i < 7; i++)
        talks[i] = book(&f, event, i, 2);
    struct draw_pin pin = {.talk = talks[4], .first = true};
    assert_ok(choose(&f, event, SPARK_SHUFFLED, 3, &pin));
    assert_null(look(&f, event).trouble);
    pin.leave_at = support_at("2026-11-12T16:05");
    assert_ok(choose(&f, event, SPARK_SHUFFLED, 3, &pin));
    assert_non_null(strstr(look(&f, event).trouble, "Retrieval"));
    refused(&f, event, DRAW_ACT_ORDER, 0, "no-order");
    pin.room = 2;
    assert_int_equal(choose(&f, event, SPARK_SHUFFLED, 3, &pin), ERR_INVALID);
    assert_int_equal(choose(&f, event, SPARK_SHUFFLED, 0, NULL), ERR_INVALID);
    assert_true(fixture_refused(&f, "first_timer_weight"));
    pin = (struct draw_pin){.talk = {99}, .first = true};
    assert_int_equal(choose(&f, event, SPARK_SHUFFLED, 1, &pin), ERR_INVALID);
    pin.talk = talks[4];
    assert_ok(choose(&f, event, SPARK_SHUFFLED, 3, &pin));
    assert_act(&f, event, DRAW_ACT_ORDER, 0);
    assert_int_equal(look(&f, event).entries[0].talk.id.v, talks[4].v);
    fixture_done(&f);
}

/* Who has presented before weighs 1; who has not, what was chosen. */
static void test_first_timers_weigh_more(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_id event = evening(&f, SPARK_SHUFFLED);
    struct event_id before = evening(&f, SPARK_ARRANGED);
    assert_ok(store_exec(f.store,
                         "UPDATE event SET starts_at = starts_at - 864000, ends_at = ends_at - "
                         "864000 WHERE id = $1",
                         PARAMS(p_int(before.v))));
    assert_ok(store_exec(f.store,
                         "UPDATE spark_block SET starts_at = starts_at - 864000, ends_at ="
                         " ends_at - 864000 WHERE event_id = $1",
                         PARAMS(p_int(before.v))));
    book(&f, before, 1, 2);
    struct talk_id old = book(&f, event, 1, 2), new = book(&f, event, 2, 2);
    assert_ok(choose(&f, event, SPARK_SHUFFLED, 3, NULL));
    assert_act(&f, event, DRAW_ACT_ORDER, 0);
    struct draw_verdict verdict;
    assert_ok(
        draw_record_verify(str_of(look(&f, event).round.record), NULL, fixture_why(&f), &verdict));
    for (int i = 0; i < 2; i++) {
        const struct draw_talk *talk = &verdict.record.list.talks[i];
        assert_int_equal(talk->weight, talk->id == new.v ? 3 : 1);
        assert_true(talk->id == new.v || talk->id == old.v);
    }
    fixture_done(&f);
}

/* ---- one at a time ---- */

static void test_one_at_a_time(void **state)
{
    struct fixture f;
    struct programme programme;
    struct draw_speaker speaker;
    (void)state;
    fixture_init(&f, 8);
    struct event_id event = evening(&f, SPARK_DRAWN);
    for (int i = 1; i < 6; i++)
        book(&f, event, i, 2);
    refused(&f, event, DRAW_ACT_NEXT, 0, "not-now");
    refused(&f, event, DRAW_ACT_NO_SHOW, 0, "not-now");
    to_the_evening(&f);
    assert_act(&f, event, DRAW_ACT_NEXT, 0);
    assert_int_equal(act(&f, event, DRAW_ACT_NEXT, 0, (struct talk_id){0}), ERR_STALE);
    assert_int_equal(choose(&f, event, SPARK_ARRANGED, 1, NULL), ERR_CONFLICT);
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    assert_int_equal(programme.count, 1);
    assert_ok(draw_speaker(f.store, event, f.arena, &speaker));
    assert_true(speaker.anybody);
    assert_int_equal(speaker.nth, 1);
    assert_int_equal(speaker.talk.id.v, programme.items[0].talk.id.v);
    struct talk_id absent = speaker.talk.id;
    /* not there: back in the hat, and out of the programme */
    assert_act(&f, event, DRAW_ACT_NO_SHOW, 1);
    assert_ok(draw_speaker(f.store, event, f.arena, &speaker));
    assert_false(speaker.anybody);
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    assert_int_equal(programme.count, 0);
    refused(&f, event, DRAW_ACT_NO_SHOW, 2, "not-now");
    assert_act(&f, event, DRAW_ACT_NEXT, 2);
    assert_ok(draw_speaker(f.store, event, f.arena, &speaker));
    assert_int_not_equal(speaker.talk.id.v, absent.v);
    /* somebody goes home */
    assert_ok(act(&f, event, DRAW_ACT_WITHDRAWN, 3, absent));
    assert_int_equal(act(&f, event, DRAW_ACT_WITHDRAWN, 4, absent), ERR_CONFLICT);
    for (int steps = 4; !look(&f, event).over; steps++)
        assert_act(&f, event, DRAW_ACT_NEXT, steps);
    refused(&f, event, DRAW_ACT_NEXT, -1, "over");
    assert_null(look(&f, event).round.record);
    assert_act(&f, event, DRAW_ACT_END, -1);
    struct draw_night night = look(&f, event);
    assert_holds(&f, &night.round);
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    assert_int_equal(programme.count, 4);
    refused(&f, event, DRAW_ACT_NEXT, -1, "over");
    fixture_done(&f);
}

/* Whoever stayed in the hat, or was twice not there, is confirmed still and did not speak. */
static void test_only_who_was_drawn_has_spoken(void **state)
{
    struct fixture f;
    struct talk_id talks[6] = {{0}};
    int spoken = 0;
    (void)state;
    fixture_init(&f, 8);
    struct event_id event = evening(&f, SPARK_DRAWN);
    for (int i = 1; i < 4; i++)
        talks[i] = book(&f, event, i, 2);
    to_the_evening(&f);
    assert_act(&f, event, DRAW_ACT_NEXT, 0);
    assert_act(&f, event, DRAW_ACT_END, -1);
    for (int i = 1; i < 4; i++) {
        bool spoke;
        struct talk talk;
        assert_ok(talk_find(f.store, talks[i], f.arena, &talk));
        assert_int_equal(talk.status, TALK_CONFIRMED);
        assert_ok(stage_talk_spoke(f.store, talks[i], &spoke));
        spoken += spoke;
    }
    assert_int_equal(spoken, 1);
    fixture_done(&f);
}

/* A talk that is withdrawn after the list was closed leaves the hat by itself. */
static void test_a_withdrawn_talk_is_not_drawn(void **state)
{
    struct fixture f;
    struct talk_id talks[4] = {{0}};
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = evening(&f, SPARK_DRAWN);
    for (int i = 1; i < 4; i++)
        talks[i] = book(&f, event, i, 2);
    f.now = support_at("2026-11-12T15:30");
    assert_act(&f, event, DRAW_ACT_NEXT, 0);
    int gone = look(&f, event).entries[0].talk.id.v == talks[1].v ? 2 : 1;
    assert_ok(fixture_job(
        &f, talk_withdraw(f.store, f.now, talks[gone], f.people[gone], fixture_why(&f))));
    assert_act(&f, event, DRAW_ACT_NEXT, 1);
    struct draw_night night = look(&f, event);
    assert_true(night.over);
    for (int i = 0; i < night.count; i++)
        assert_int_equal(night.entries[i].place,
                         night.entries[i].talk.id.v == talks[gone].v ? DRAW_GONE : DRAW_SPOKEN);
    assert_act(&f, event, DRAW_ACT_END, -1);
    night = look(&f, event);
    assert_holds(&f, &night.round);
    fixture_done(&f);
}

static enum err speak(struct fixture *f, struct event_id event, enum stage_kind kind,
                      struct stage *ret)
{
    struct stage_done done;
    const struct stage_request request = {
        .event = event, .room = 1, .kind = kind, .by = f->people[0]};
    enum err err = fixture_job(f, stage_act(f->store, f->now, &request, fixture_why(f), &done));
    return err == OK ? stage_find(f->store, f->now, event, f->arena, ret) : err;
}

/* Who is in the hat is no less confirmed, and the evening is not over before the hat is empty. */
static void test_who_is_in_the_hat_is_still_there(void **state)
{
    struct fixture f;
    struct stage stage;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = evening(&f, SPARK_DRAWN);
    for (int i = 1; i < 3; i++)
        book(&f, event, i, 2);
    to_the_evening(&f);
    assert_act(&f, event, DRAW_ACT_NEXT, 0);
    /* who is not there goes back into the hat, by the draw */
    assert_int_equal(speak(&f, event, STAGE_NO_SHOW, &stage), ERR_CONFLICT);
    assert_non_null(strstr(f.why.detail, "the page of the draw"));
    assert_ok(speak(&f, event, STAGE_START, &stage));
    assert_int_equal(stage.programme.count, 1);
    assert_int_equal(stage.programme.unplaced_count, 1);
    assert_true(stage.programme.drawing);
    f.now = instant_add(f.now, 100);
    assert_ok(speak(&f, event, STAGE_STOP, &stage));
    assert_int_not_equal(stage.rooms[0].phase, STAGE_OVER);
    assert_act(&f, event, DRAW_ACT_NEXT, 1);
    f.now = instant_add(f.now, 60);
    assert_ok(speak(&f, event, STAGE_START, &stage));
    assert_int_equal(stage.programme.unplaced_count, 0);
    f.now = instant_add(f.now, 100);
    assert_ok(speak(&f, event, STAGE_STOP, &stage));
    assert_int_equal(stage.rooms[0].phase, STAGE_OVER);
    fixture_done(&f);
}

/* The first speaker talks for long: whoever has to leave soon comes next, out of nine. */
static void test_who_has_to_leave_is_drawn_in_time(void **state)
{
    struct fixture f;
    struct stage stage;
    struct draw_speaker speaker;
    struct talk_id talks[11] = {{0}};
    (void)state;
    fixture_init(&f, 11);
    struct event_id event = evening(&f, SPARK_DRAWN);
    for (int i = 1; i < 11; i++)
        talks[i] = book(&f, event, i, 2);
    const struct draw_pin pins[] = {
        {.talk = talks[1], .first = true},
        {.talk = talks[7], .leave_at = support_at("2026-11-12T16:30")},
    };
    const struct draw_choice choice = {event, SPARK_DRAWN, 1, pins, COUNT_OF(pins)};
    assert_ok(fixture_job(&f, draw_choose(f.store, f.now, &choice, fixture_why(&f))));
    to_the_evening(&f);
    assert_act(&f, event, DRAW_ACT_NEXT, 0);
    f.now = support_at("2026-11-12T16:10");
    assert_ok(speak(&f, event, STAGE_START, &stage));
    f.now = support_at("2026-11-12T16:25");
    assert_act(&f, event, DRAW_ACT_NEXT, 1);
    assert_ok(draw_speaker(f.store, event, f.arena, &speaker));
    assert_int_equal(speaker.talk.id.v, talks[7].v);
    while (!look(&f, event).over)
        assert_act(&f, event, DRAW_ACT_NEXT, -1);
    assert_act(&f, event, DRAW_ACT_END, -1);
    struct draw_night night = look(&f, event);
    assert_holds(&f, &night.round);
    assert_non_null(strstr(night.round.record, ",\"late\":[{\"room\":1,\"s\":"));
    fixture_done(&f);
}

/* Between two steps of a draw nobody but the draw places: who comes now waits, and is told why. */
static void test_a_booking_waits_while_speakers_are_drawn(void **state)
{
    struct fixture f;
    struct talk_id talks[4] = {{0}};
    struct talk_placed placed = {0};
    struct programme programme;
    (void)state;
    fixture_init(&f, 8);
    struct event_id event = evening(&f, SPARK_DRAWN);
    for (int i = 1; i < 4; i++)
        talks[i] = book(&f, event, i, 2);
    f.now = support_at("2026-11-12T15:30");
    assert_act(&f, event, DRAW_ACT_NEXT, 0);
    const struct talk_request request = {.event = event,
                                         .person = f.people[5],
                                         .by = f.people[5],
                                         .title = "Late",
                                         .category = "personal insight",
                                         .minutes = 7,
                                         .lengths = &LENGTHS};
    assert_ok(fixture_job(&f, talk_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    assert_int_equal(placed.status, TALK_WAITING);
    assert_non_null(strstr(placed.why, "being drawn"));
    /* nor does what is drawn already grow into the next one's time */
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    const struct talk_edit edit = {.talk = programme.items[0].talk.id,
                                   .minutes = 7,
                                   .lengths = &LENGTHS,
                                   .co_presenter_count = TALK_UNCHANGED,
                                   .by = programme.items[0].talk.person};
    assert_int_equal(fixture_job(&f, talk_change(f.store, f.now, &edit, fixture_why(&f), &placed)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "drawing");
    assert_act(&f, event, DRAW_ACT_NEXT, 1);
    assert_act(&f, event, DRAW_ACT_NEXT, 2);
    /* and a withdrawal moves nobody up before the draw is over */
    int gone = look(&f, event).entries[0].talk.id.v == talks[1].v ? 1 : 2;
    assert_ok(fixture_job(
        &f, talk_withdraw(f.store, f.now, talks[gone], f.people[gone], fixture_why(&f))));
    assert_int_equal(fixture_mails(&f, "talk-promoted", (struct person_id){0}), 0);
    assert_act(&f, event, DRAW_ACT_END, -1);
    struct draw_night night = look(&f, event);
    assert_holds(&f, &night.round);
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    assert_int_equal(programme.count, 3);
    assert_int_equal(programme.waiting_count, 0);
    assert_int_equal(fixture_mails(&f, "talk-promoted", f.people[5]), 1);
    fixture_done(&f);
}

/* ---- when, and over what ---- */

static void announce(struct fixture *f, struct event_id event, const char *slug)
{
    struct programme_board board;
    struct event found = fixture_find(f, event);
    assert_ok(programme_board_find(f->store, &found, f->arena, &board));
    enum err err = fixture_job(
        f, programme_publish(f->store, f->now, &found, &board, f->people[0], fixture_why(f)));
    assert_int_equal(err, slug ? ERR_CONFLICT : OK);
    if (slug)
        assert_string_equal(f->why.slug, slug);
}

/* Who was told a time is not put back into a hat, whichever form is used. */
static void test_an_announced_order_is_not_drawn_live(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = evening(&f, SPARK_ARRANGED);
    for (int i = 1; i < 4; i++)
        book(&f, event, i, 2);
    announce(&f, event, NULL);
    assert_int_equal(choose(&f, event, SPARK_DRAWN, 1, NULL), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "announced");
    struct event_fields fields = fixture_find(&f, event).fields;
    struct spark_fields spark = spark_event_defaults();
    spark.order = SPARK_DRAWN;
    const struct spark_change change = {event, 0, fields, &spark};
    assert_int_equal(fixture_job(&f, spark_event_update(f.store, f.now, &change, fixture_why(&f))),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "announced");
    assert_true(fixture_refused(&f, "order"));
    assert_ok(choose(&f, event, SPARK_SHUFFLED, 1, NULL)); /* which tells everybody */
    fixture_done(&f);
}

static void test_the_order_is_not_changed_beside_a_draw(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = evening(&f, SPARK_DRAWN);
    for (int i = 1; i < 4; i++)
        book(&f, event, i, 2);
    to_the_evening(&f);
    assert_act(&f, event, DRAW_ACT_NEXT, 0);
    struct event_fields fields = fixture_find(&f, event).fields;
    struct spark_fields spark = spark_event_defaults();
    spark.order = SPARK_ARRANGED;
    const struct spark_change change = {event, 0, fields, &spark};
    assert_int_equal(fixture_job(&f, spark_event_update(f.store, f.now, &change, fixture_why(&f))),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "drawing");
    struct spark_change later = {event, 0, fields, NULL}; /* nor the times it was closed with */
    later.fields.ends_at = instant_add(fields.ends_at, 1800);
    assert_int_equal(fixture_job(&f, spark_event_update(f.store, f.now, &later, fixture_why(&f))),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "drawing");
    fixture_done(&f);
}

static void test_nobody_sets_a_drawn_order_by_hand(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = evening(&f, SPARK_SHUFFLED);
    for (int i = 1; i < 4; i++)
        book(&f, event, i, 2);
    announce(&f, event, "drawn");
    assert_act(&f, event, DRAW_ACT_ORDER, -1);
    announce(&f, event, "drawn");
    assert_ok(choose(&f, event, SPARK_ARRANGED, 1, NULL));
    announce(&f, event, NULL);
    fixture_done(&f);
}

static void test_nothing_is_drawn_once_it_is_over(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id shuffled = evening(&f, SPARK_SHUFFLED), drawn = evening(&f, SPARK_DRAWN);
    book(&f, shuffled, 1, 2);
    book(&f, drawn, 2, 2);
    to_the_evening(&f);
    refused(&f, shuffled, DRAW_ACT_ORDER, -1, "not-now");
    f.now = support_at("2026-11-12T17:30");
    refused(&f, shuffled, DRAW_ACT_ORDER, -1, "past");
    refused(&f, drawn, DRAW_ACT_NEXT, -1, "past");
    fixture_done(&f);
}

/* Pinned on the board in a second room that was taken away since: drawn like the others. */
static void test_a_pin_in_a_room_that_is_gone(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = evening(&f, SPARK_SHUFFLED);
    struct programme_slot items[] = {
        {book(&f, event, 1, 2), 2, support_at("2026-11-12T16:12"), true}};
    book(&f, event, 2, 2);
    const struct programme_slots slots = {items, 1};
    const struct programme_draft draft = {event, PROGRAMME_PINNED, f.people[0], &slots};
    int64_t id = 0;
    assert_ok(programme_version_add(f.store, f.now, &draft, &id));
    assert_act(&f, event, DRAW_ACT_ORDER, -1);
    struct draw_night night = look(&f, event);
    assert_holds(&f, &night.round);
    assert_int_equal(night.count, 2);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_commitment_stands_with_the_event),
        cmocka_unit_test(test_shuffled_and_published),
        cmocka_unit_test(test_pins_and_what_cannot_be_kept),
        cmocka_unit_test(test_first_timers_weigh_more),
        cmocka_unit_test(test_one_at_a_time),
        cmocka_unit_test(test_only_who_was_drawn_has_spoken),
        cmocka_unit_test(test_a_withdrawn_talk_is_not_drawn),
        cmocka_unit_test(test_who_is_in_the_hat_is_still_there),
        cmocka_unit_test(test_who_has_to_leave_is_drawn_in_time),
        cmocka_unit_test(test_a_booking_waits_while_speakers_are_drawn),
        cmocka_unit_test(test_an_announced_order_is_not_drawn_live),
        cmocka_unit_test(test_the_order_is_not_changed_beside_a_draw),
        cmocka_unit_test(test_nobody_sets_a_drawn_order_by_hand),
        cmocka_unit_test(test_nothing_is_drawn_once_it_is_over),
        cmocka_unit_test(test_a_pin_in_a_room_that_is_gone),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
