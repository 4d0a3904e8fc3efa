/* DESIGN: an announced programme: nobody is moved, gaps are kept and filled, rooms side by side. */
#include "fixture.h"

#include "programme.h"
#include "programme_version.h"
#include "slot_rules.h"
#include "spark_event.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 12 };

struct evening {
    struct fixture f;
    struct event_id spark;
};

/* One block of `minutes` in each of so many rooms, changeover 60 s. */
static void start(struct evening *e, int minutes, int rooms)
{
    static const struct talk_room names[] = {
        {"Hall", 50, "screen"}, {"Library", 30, ""}, {"Gym", 80, "screen, piano"}};
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    spark.changeover_s = 60;
    spark.fixed_minutes = 90 - minutes;
    for (; spark.room_count < rooms; spark.room_count++)
        spark.rooms[spark.room_count] = names[spark.room_count];
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
}

static struct talk_placed offer(struct evening *e, int person, int minutes)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = minutes,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed;
}

static void withdraw(struct evening *e, struct talk_placed placed, int by)
{
    assert_ok(talk_withdraw(e->f.store, e->f.now, placed.id, e->f.people[by], fixture_why(&e->f)));
}

static struct programme read(struct evening *e)
{
    struct programme programme = {0};
    assert_ok(programme_find(e->f.store, e->spark, e->f.arena, &programme));
    return programme;
}

/* What the programme shows becomes a version, and that is announced. */
static void announce(struct evening *e)
{
    struct programme programme = read(e);
    struct programme_slot items[PEOPLE];
    struct programme_slots slots = {items, 0};
    for (; slots.count < programme.count; slots.count++) {
        const struct programme_item *item = &programme.items[slots.count];
        items[slots.count] =
            (struct programme_slot){item->talk.id, item->room + 1, item->starts_at, false};
    }
    const struct programme_draft draft = {e->spark, PROGRAMME_ARRANGED, e->f.people[0], &slots};
    int64_t id = 0;
    assert_ok(programme_version_add(e->f.store, e->f.now, &draft, &id));
    assert_ok(programme_version_publish(e->f.store, e->f.now, e->spark, id));
}

/* Minutes after the first block's start; -1: not in the programme. */
static int minute_of(struct evening *e, struct talk_placed placed)
{
    struct programme programme = read(e);
    struct spark_settings settings;
    assert_ok(spark_event_find(e->f.store, e->spark, e->f.arena, &settings));
    for (int i = 0; i < programme.count; i++) {
        if (programme.items[i].talk.id.v == placed.id.v)
            return (int)(programme.items[i].starts_at.v - settings.pack.blocks[0].start_s) / 60;
    }
    return -1;
}

static int room_of(struct evening *e, struct talk_placed placed)
{
    struct programme programme = read(e);
    for (int i = 0; i < programme.count; i++) {
        if (programme.items[i].talk.id.v == placed.id.v)
            return programme.items[i].room;
    }
    return -1;
}

static void rooms_side_by_side(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 16, 2); /* two talks of 7 minutes a room */
    for (int i = 0; i < 4; i++)
        assert_int_equal(offer(&e, i, 7).status, TALK_CONFIRMED);
    assert_int_equal(offer(&e, 4, 2).status, TALK_WAITING);
    struct programme programme = read(&e);
    assert_int_equal(programme.room_count, 2);
    assert_int_equal(programme.count, 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(programme.items[i].room, i % 2);
    assert_int_equal(programme.items[1].starts_at.v, programme.items[0].starts_at.v);
    assert_false(programme.announced);
    fixture_done(&e.f);
}

static void who_withdraws_leaves_a_gap_and_the_line_fills_it(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 24, 1);
    struct talk_placed a = offer(&e, 0, 7), b = offer(&e, 1, 7), c = offer(&e, 2, 7);
    announce(&e);
    withdraw(&e, a, 0);
    assert_int_equal(minute_of(&e, a), -1);
    assert_int_equal(minute_of(&e, b), 8);
    assert_int_equal(minute_of(&e, c), 16);
    struct talk_placed d = offer(&e, 3, 2), last = offer(&e, 4, 7);
    assert_int_equal(d.status, TALK_CONFIRMED);
    assert_int_equal(minute_of(&e, d), 0);
    assert_int_equal(last.status, TALK_WAITING);
    withdraw(&e, b, 1); /* five minutes before it and eight of its own */
    assert_int_equal(minute_of(&e, last), 3);
    assert_int_equal(minute_of(&e, c), 16);
    fixture_done(&e.f);
}

static void a_longer_form_needs_a_gap_of_its_own(void **state)
{
    struct evening e;
    struct talk_placed placed = {0};
    (void)state;
    start(&e, 16, 1);
    struct talk_placed a = offer(&e, 0, 2), b = offer(&e, 1, 7);
    announce(&e); /* 2 minutes, 7 minutes, and 5 minutes free at the end */
    const struct talk_edit edit = {.talk = a.id,
                                   .by = e.f.people[0],
                                   .minutes = 7,
                                   .co_presenter_count = TALK_UNCHANGED,
                                   .lengths = &LENGTHS};
    assert_int_equal(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed),
                     ERR_CONFLICT);
    assert_int_equal(minute_of(&e, a), 0);
    withdraw(&e, b, 1);
    assert_ok(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    assert_int_equal(minute_of(&e, a), 0);
    fixture_done(&e.f);
}

static void a_room_with_talks_stays(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 8, 2);
    offer(&e, 0, 7);
    struct talk_placed second = offer(&e, 1, 7);
    announce(&e);
    struct event event;
    const struct event_viewer viewer = {.all_drafts = true};
    assert_ok(event_find(e.f.store, &viewer, e.spark, e.f.arena, &event));
    struct spark_fields spark = spark_event_defaults();
    spark.room_count = 1;
    spark.rooms[0] = (struct talk_room){.seats = SPARK_UNSET};
    struct spark_change change = {.event = e.spark, .fields = event.fields, .spark = &spark};
    assert_int_equal(spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f)),
                     ERR_INVALID);
    assert_string_equal(e.f.why.fields[0].field, "rooms");
    assert_int_equal(room_of(&e, second), 1);
    fixture_done(&e.f);
}

static struct spark_change change_of(struct evening *e, const struct spark_fields *spark)
{
    struct event event = {0};
    const struct event_viewer viewer = {.all_drafts = true};
    assert_ok(event_find(e->f.store, &viewer, e->spark, e->f.arena, &event));
    return (struct spark_change){.event = e->spark, .fields = event.fields, .spark = spark};
}

static enum err update(struct evening *e, const struct spark_change *change)
{
    return fixture_job(&e->f, spark_event_update(e->f.store, e->f.now, change, fixture_why(&e->f)));
}

static void refused_under(const struct evening *e, const char *field, const char *sentence)
{
    assert_string_equal(e->f.why.slug, "broken-rules");
    assert_true(e->f.why.field_count > 0);
    assert_string_equal(e->f.why.fields[0].field, field);
    assert_string_equal(e->f.why.fields[0].message, sentence);
    assert_non_null(strstr(e->f.why.detail, sentence));
}

/* SP-12: changeover 60 to 120 would push announced talks; who withdraws still can. */
static void a_longer_changeover_keeps_what_is_announced(void **state)
{
    struct evening e;
    struct spark_fields spark = spark_event_defaults();
    (void)state;
    start(&e, 30, 1);
    struct talk_placed a = offer(&e, 0, 7), b = offer(&e, 1, 7), last = offer(&e, 2, 7);
    announce(&e);
    spark.changeover_s = 120;
    const struct spark_change change = change_of(&e, &spark);
    assert_int_equal(update(&e, &change), ERR_CONFLICT);
    refused_under(&e, "changeover_s",
                  "“Ten words a day” is in one room with “Ten words a day” at the same time.");
    assert_int_equal(e.f.why.field_count, 2);
    withdraw(&e, b, 1);
    assert_ok(update(&e, &change)); /* there is room between them now */
    assert_int_equal(minute_of(&e, last), 16);
    withdraw(&e, a, 0);
    assert_int_equal(minute_of(&e, last), 16);
    fixture_done(&e.f);
}

static void blocks_are_not_moved_from_under_announced_talks(void **state)
{
    struct evening e;
    struct spark_fields spark = spark_event_defaults();
    (void)state;
    start(&e, 30, 1);
    offer(&e, 0, 7);
    announce(&e);
    struct spark_change change = change_of(&e, &spark);
    struct instant from = instant_add(change.fields.starts_at, 3600);
    spark.block_count = 1;
    spark.blocks[0] = (struct spark_span){from, change.fields.ends_at};
    assert_int_equal(update(&e, &change), ERR_CONFLICT);
    refused_under(&e, "blocks", "“Ten words a day” begins before 5pm, when the talks begin.");
    change.spark = NULL;
    change.fields.title = "SPARK in November";
    assert_ok(update(&e, &change));
    fixture_done(&e.f);
}

static void kit_stays_where_an_announced_talk_needs_it(void **state)
{
    struct evening e;
    struct talk_placed placed = {0};
    struct spark_fields spark = spark_event_defaults();
    (void)state;
    start(&e, 30, 2);
    struct talk_placed a = offer(&e, 0, 7);
    const struct talk_needs needs = {.kit = "screen", .theme = ""};
    const struct talk_edit edit = {.talk = a.id,
                                   .by = e.f.people[0],
                                   .co_presenter_count = TALK_UNCHANGED,
                                   .needs = &needs,
                                   .lengths = &LENGTHS};
    assert_ok(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed));
    announce(&e);
    spark.room_count = 2;
    spark.rooms[0] = (struct talk_room){"Hall", 50, ""};
    spark.rooms[1] = (struct talk_room){"Library", 30, "screen"};
    const struct spark_change change = change_of(&e, &spark);
    assert_int_equal(update(&e, &change), ERR_CONFLICT);
    refused_under(&e, "rooms", "“Ten words a day” needs screen, and Hall has none.");
    spark.rooms[0].kit = "piano, screen";
    assert_ok(update(&e, &change));
    fixture_done(&e.f);
}

static void the_programme_moves_with_its_event(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 16, 1);
    offer(&e, 0, 7);
    struct talk_placed b = offer(&e, 1, 7);
    announce(&e);
    struct event event;
    const struct event_viewer viewer = {.all_drafts = true};
    assert_ok(event_find(e.f.store, &viewer, e.spark, e.f.arena, &event));
    struct spark_change change = {.event = e.spark, .fields = event.fields};
    change.fields.starts_at = instant_add(change.fields.starts_at, 3600);
    change.fields.ends_at = instant_add(change.fields.ends_at, 3600);
    assert_ok(spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f)));
    assert_int_equal(minute_of(&e, b), 8);
    fixture_done(&e.f);
}

static int64_t needs_of(struct evening *e, struct talk_placed placed, const char *sql)
{
    return fixture_count(&e->f, sql, placed.id.v);
}

/* What people said of a day stays with it, and goes along to another day. */
static void who_has_to_leave_moves_with_the_day(void **state)
{
    static const char LEAVE[] = "SELECT leave_at FROM talk WHERE id = $1";
    static const char PIN[] = "SELECT leave_at FROM draw_pin WHERE talk_id = $1";
    struct evening e;
    (void)state;
    start(&e, 30, 1);
    struct talk_placed a = offer(&e, 0, 7);
    struct spark_change change = change_of(&e, NULL);
    struct instant from = change.fields.starts_at;
    int64_t leave = from.v + 3600;
    assert_ok(store_exec(e.f.store, "UPDATE talk SET arrive_at = $2, leave_at = $3 WHERE id = $1",
                         PARAMS(p_int(a.id.v), p_instant(from), p_int(leave))));
    assert_ok(store_exec(e.f.store,
                         "INSERT INTO draw_pin (talk_id, first, leave_at) VALUES ($1, 0, $2)",
                         PARAMS(p_int(a.id.v), p_int(leave))));
    change.fields.starts_at = instant_add(from, 600);
    assert_ok(update(&e, &change));
    assert_int_equal(needs_of(&e, a, LEAVE), leave);
    change.fields.starts_at = instant_add(from, 600 + 7 * 86400);
    change.fields.ends_at = instant_add(change.fields.ends_at, 7 * 86400);
    assert_ok(update(&e, &change));
    assert_int_equal(needs_of(&e, a, LEAVE), leave + 7 * 86400);
    assert_int_equal(needs_of(&e, a, PIN), leave + 7 * 86400);
    fixture_done(&e.f);
}

/* H7 for somebody who joins a talk whose slot is announced. */
static void who_joins_speaks_in_one_place_at_a_time(void **state)
{
    struct evening e;
    struct talk_placed placed = {0};
    struct spark_fields spark = spark_event_defaults();
    (void)state;
    start(&e, 30, 2);
    spark.talks_a_person = 2;
    const struct spark_change change = change_of(&e, &spark);
    assert_ok(update(&e, &change));
    struct talk_placed a = offer(&e, 0, 7);
    offer(&e, 1, 7);
    offer(&e, 2, 7); /* after a, where b's presenter is free */
    announce(&e);
    struct talk_edit edit = {.talk = a.id,
                             .by = e.f.people[0],
                             .co_presenters = &e.f.people[1],
                             .co_presenter_count = 1,
                             .lengths = &LENGTHS};
    assert_int_equal(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed),
                     ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "clash");
    edit.co_presenters = &e.f.people[2];
    assert_ok(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed));
    fixture_done(&e.f);
}

static void two_at_once_are_not_announced(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 16, 1);
    struct talk_placed a = offer(&e, 0, 7), b = offer(&e, 1, 7);
    struct spark_settings settings;
    assert_ok(spark_event_find(e.f.store, e.spark, e.f.arena, &settings));
    struct instant at = {settings.pack.blocks[0].start_s};
    struct programme_slot items[] = {{a.id, 1, at, false},
                                     {b.id, 1, instant_add(at, 7 * 60 + 59), false}};
    struct programme_slots slots = {items, 2};
    const struct programme_draft draft = {e.spark, PROGRAMME_MOVED, e.f.people[0], &slots};
    int64_t id = 0;
    assert_ok(programme_version_add(e.f.store, e.f.now, &draft, &id));
    assert_int_equal(programme_version_publish(e.f.store, e.f.now, e.spark, id), ERR_CONFLICT);
    fixture_done(&e.f);
}

static void what_is_worked_on_follows_too(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 16, 1);
    struct talk_placed a = offer(&e, 0, 7), b = offer(&e, 1, 7);
    announce(&e);
    struct spark_settings settings;
    assert_ok(spark_event_find(e.f.store, e.spark, e.f.arena, &settings));
    struct instant at = {settings.pack.blocks[0].start_s};
    struct programme_slot items[] = {{b.id, 1, at, true}, {a.id, 1, instant_add(at, 480), false}};
    struct programme_slots slots = {items, 2};
    const struct programme_draft draft = {e.spark, PROGRAMME_MOVED, e.f.people[0], &slots};
    int64_t id = 0;
    assert_ok(programme_version_add(e.f.store, e.f.now, &draft, &id));
    withdraw(&e, a, 0);
    struct programme_version latest;
    assert_ok(programme_version_latest(e.f.store, e.spark, e.f.arena, &latest));
    assert_int_equal(latest.published_at.v, 0);
    assert_int_equal(latest.why, PROGRAMME_WITHDRAWN);
    int undo_to = 0, redo_to = -1; /* the draft, not the announced step between */
    assert_ok(programme_version_walk(e.f.store, e.spark, latest.number, &undo_to, &redo_to));
    assert_int_equal(redo_to, 0);
    assert_int_equal(undo_to, 2);
    assert_ok(programme_version_slots(e.f.store, latest.id, e.f.arena, &slots));
    assert_int_equal(slots.count, 1);
    assert_int_equal(slots.items[0].talk.v, b.id.v);
    assert_true(slots.items[0].pinned);
    assert_int_equal(minute_of(&e, b), 8); /* as announced */
    fixture_done(&e.f);
}

static void kit_is_compared_word_by_word(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_null(slot_rules_missing_kit(arena, "", ""));
    assert_null(slot_rules_missing_kit(arena, "Screen", "piano, screen"));
    assert_null(slot_rules_missing_kit(arena, "piano,screen", " screen ,piano"));
    assert_string_equal(slot_rules_missing_kit(arena, "screen, hoist", "screens, screen"), "hoist");
    assert_string_equal(slot_rules_missing_kit(arena, "screen", "screens"), "screen");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms_side_by_side),
        cmocka_unit_test(who_withdraws_leaves_a_gap_and_the_line_fills_it),
        cmocka_unit_test(a_longer_form_needs_a_gap_of_its_own),
        cmocka_unit_test(a_room_with_talks_stays),
        cmocka_unit_test(a_longer_changeover_keeps_what_is_announced),
        cmocka_unit_test(blocks_are_not_moved_from_under_announced_talks),
        cmocka_unit_test(kit_stays_where_an_announced_talk_needs_it),
        cmocka_unit_test(the_programme_moves_with_its_event),
        cmocka_unit_test(who_has_to_leave_moves_with_the_day),
        cmocka_unit_test(who_joins_speaks_in_one_place_at_a_time),
        cmocka_unit_test(two_at_once_are_not_announced),
        cmocka_unit_test(what_is_worked_on_follows_too),
        cmocka_unit_test(kit_is_compared_word_by_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
