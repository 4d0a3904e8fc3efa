/* DESIGN: a break is added, and talks make way for it or are named; the rule beside one that looks
 * at every minute. */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#include "board_break.h"
#include "keynote.h"
#include "programme_publish.h"
#include "spark_break.h"
#include "spark_event.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 12, CHAIR = 0 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct event event;
    struct programme_board board;
};

/* 12 November 2026, 16:00 to 17:30; talks from 16:10 to 17:20 in so many rooms, a minute between
 * them. */
static void start(struct evening *e, int rooms)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    spark.changeover_s = 60;
    spark.rooms[0] = (struct talk_room){"Hall", 50, "screen"};
    spark.rooms[1] = (struct talk_room){"Library", 30, ""};
    spark.room_count = rooms;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[CHAIR], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
}

static void offer(struct evening *e, int person, const char *title)
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
    assert_int_equal(placed.status, TALK_CONFIRMED);
}

static void look(struct evening *e)
{
    const struct event_viewer viewer = {.all_drafts = true};
    assert_ok(event_find(e->f.store, &viewer, e->spark, e->f.arena, &e->event));
    assert_ok(programme_board_find(e->f.store, &e->event, e->f.arena, &e->board));
}

/* What stands becomes a version. */
static void keep(struct evening *e)
{
    look(e);
    assert_ok(programme_board_save(e->f.store, e->f.now, &e->board, e->board.plan, PROGRAMME_MOVED,
                                   e->f.people[CHAIR], e->f.arena));
    look(e);
}

static enum err add(struct evening *e, const char *at, int minutes)
{
    const struct spark_break added = {.event = e->spark,
                                      .starts_at = support_at(at),
                                      .minutes = minutes,
                                      .by = e->f.people[CHAIR]};
    enum err err =
        fixture_job(&e->f, spark_break_add(e->f.store, e->f.now, &added, fixture_why(&e->f)));
    look(e);
    return err;
}

static const char *clock_of(struct evening *e, int64_t at)
{
    int minute = (int)(at - support_at("2026-11-12T00:00").v) / 60;
    return arena_printf(e->f.arena, "%02d:%02d", minute / 60, minute % 60);
}

/* "16:10-16:30 16:45-17:20" */
static const char *blocks_of(struct evening *e)
{
    const char *text = "";
    const struct pack *pack = &e->board.settings.pack;
    for (int i = 0; i < pack->block_count; i++)
        text =
            arena_printf(e->f.arena, "%s%s%s-%s", text, i ? " " : "",
                         clock_of(e, pack->blocks[i].start_s), clock_of(e, pack->blocks[i].end_s));
    return text;
}

/* "16:10 16:18": when each talk begins, in the order of booking. */
static const char *talks_of(struct evening *e)
{
    const char *text = "";
    for (int i = 0; i < e->board.talk_count; i++)
        text = arena_printf(e->f.arena, "%s%s%s", text, i ? " " : "",
                            e->board.plan[i].room < 0
                                ? "-"
                                : clock_of(e, e->board.doors.v + e->board.plan[i].start_s));
    return text;
}

static bool is_named(const struct evening *e, const char *title)
{
    for (int i = 0; i < e->f.why.field_count; i++)
        if (strstr(e->f.why.fields[i].message, title))
            return true;
    return false;
}

static void before_anybody_put_talks_in_order(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 1);
    for (int i = 1; i < 5; i++)
        offer(&e, i, "Ten words");
    assert_ok(add(&e, "2026-11-12T16:30", 15));
    assert_string_equal(blocks_of(&e), "16:10-16:30 16:45-17:20");
    assert_string_equal(talks_of(&e), "16:10 16:18 16:45 16:53");
    assert_int_equal(e.board.version.number, 0);
    fixture_done(&e.f);
}

static void whoever_stands_in_its_way_goes_on(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 1);
    for (int i = 1; i < 5; i++)
        offer(&e, i, "Ten words");
    keep(&e);
    assert_string_equal(talks_of(&e), "16:10 16:18 16:26 16:34");
    e.board.plan[3].start_s = 60 * 60; /* 17:00, by itself */
    assert_ok(programme_board_save(e.f.store, e.f.now, &e.board, e.board.plan, PROGRAMME_MOVED,
                                   e.f.people[CHAIR], e.f.arena));
    assert_ok(add(&e, "2026-11-12T16:30", 15));
    assert_string_equal(talks_of(&e), "16:10 16:18 16:45 17:00");
    int version = e.board.version.number;
    assert_ok(add(&e, "2026-11-12T17:10", 5)); /* in nobody's way */
    assert_string_equal(blocks_of(&e), "16:10-16:30 16:45-17:10 17:15-17:20");
    assert_int_equal(e.board.version.number, version);
    fixture_done(&e.f);
}

static void who_has_no_time_left_fills_a_gap(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 2);
    for (int i = 1; i < 4; i++)
        offer(&e, i, "Ten words");
    keep(&e);
    e.board.plan[0] = (struct arrange_slot){0, 3000}; /* 16:50 */
    e.board.plan[1] = (struct arrange_slot){0, 3500};
    e.board.plan[2] = (struct arrange_slot){1, 3000};
    assert_ok(programme_board_save(e.f.store, e.f.now, &e.board, e.board.plan, PROGRAMME_MOVED,
                                   e.f.people[CHAIR], e.f.arena));
    assert_ok(add(&e, "2026-11-12T16:40", 31)); /* nine minutes are left after it */
    assert_string_equal(blocks_of(&e), "16:10-16:40 17:11-17:20");
    assert_string_equal(talks_of(&e), "17:11 16:10 17:11");
    fixture_done(&e.f);
}

static void a_pin_stays_and_is_named(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 1);
    offer(&e, 1, "Ten words");
    offer(&e, 2, "Pinned words");
    offer(&e, 3, "More words");
    keep(&e);
    assert_ok(programme_board_pin(e.f.store, e.f.now, &e.board, 1, true, e.f.people[CHAIR],
                                  fixture_why(&e.f)));
    assert_int_equal(add(&e, "2026-11-12T16:20", 10), ERR_CONFLICT);
    assert_true(is_named(&e, "Pinned words") && !is_named(&e, "More words"));
    assert_string_equal(blocks_of(&e), "16:10-17:20");
    assert_string_equal(talks_of(&e), "16:10 16:18 16:26");
    assert_ok(add(&e, "2026-11-12T16:26", 4));
    assert_string_equal(talks_of(&e), "16:10 16:18 16:30");
    assert_true(e.board.pinned[1] && !e.board.pinned[0]);
    fixture_done(&e.f);
}

static void whoever_would_lose_a_slot_is_named(void **state)
{
    struct evening e;
    (void)state;
    for (int ordered = 0; ordered < 2; ordered++) {
        start(&e, 1);
        for (int i = 1; i < 8; i++)
            offer(&e, i, i == 7 ? "Last words" : "Ten words");
        offer(&e, 8, "Very last words");
        if (ordered)
            keep(&e);
        look(&e);
        const char *before = talks_of(&e);
        assert_int_equal(add(&e, "2026-11-12T16:42", 15), ERR_CONFLICT);
        assert_true(is_named(&e, "Very last words"));
        assert_string_equal(e.f.why.slug, "does-not-fit");
        assert_string_equal(blocks_of(&e), "16:10-17:20");
        assert_string_equal(talks_of(&e), before);
        fixture_done(&e.f);
    }
}

static void what_is_announced_is_not_moved(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 1);
    for (int i = 1; i < 4; i++)
        offer(&e, i, i == 3 ? "Told words" : "Ten words");
    look(&e);
    assert_ok(programme_publish(e.f.store, e.f.now, &e.event, &e.board, e.f.people[CHAIR],
                                fixture_why(&e.f)));
    assert_int_equal(add(&e, "2026-11-12T16:30", 15), ERR_CONFLICT);
    assert_true(is_named(&e, "Told words"));
    assert_string_equal(talks_of(&e), "16:10 16:18 16:26");
    assert_ok(add(&e, "2026-11-12T16:40", 15));
    assert_string_equal(talks_of(&e), "16:10 16:18 16:26");
    fixture_done(&e.f);
}

static void what_is_wrong_is_said(void **state)
{
    static const struct {
        const char *at;
        int minutes;
        const char *field;
    } WRONG[] = {
        {"2026-11-12T16:30", 0, "break_minutes"}, {"2026-11-12T16:30", 121, "break_minutes"},
        {"2026-11-12T16:10", 10, "break_at"},     {"2026-11-12T16:05", 10, "break_at"},
        {"2026-11-12T17:10", 10, "break_at"},     {"2026-11-12T17:20", 5, "break_at"},
        {"2026-11-12T16:45", 10, "break_at"}, /* the keynote */
    };
    struct evening e;
    struct keynote_id id;
    (void)state;
    start(&e, 1);
    const struct keynote_edit edit = {.event = e.spark,
                                      .by = e.f.people[CHAIR],
                                      .keynote = {.guest = "Dr Ada Quill",
                                                  .title = "What reading is for",
                                                  .abstract = "",
                                                  .minutes = 10,
                                                  .room = 1,
                                                  .starts_at = support_at("2026-11-12T16:50")}};
    assert_ok(keynote_save(e.f.store, e.f.now, &edit, fixture_why(&e.f), &id));
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_int_equal(add(&e, WRONG[i].at, WRONG[i].minutes), ERR_INVALID);
        assert_true(fixture_refused(&e.f, WRONG[i].field));
    }
    assert_ok(add(&e, "2026-11-12T17:00", 10)); /* right after it */
    assert_string_equal(blocks_of(&e), "16:10-16:50 17:10-17:20");
    fixture_done(&e.f);
}

/* ---- the rule alone ---- */

enum { TALKS = 9, ROOMS = 2, CHANGE_S = 60 };

static bool meets(const struct programme_board *board, const struct arrange_slot *plan, int a,
                  int b)
{
    int a_s = board->instance.talks[a].duration_s + CHANGE_S;
    int b_s = board->instance.talks[b].duration_s + CHANGE_S;
    return plan[a].room == plan[b].room && plan[a].start_s < plan[b].start_s + b_s &&
           plan[b].start_s < plan[a].start_s + a_s;
}

static bool is_inside(const struct programme_board *board, struct arrange_slot slot, int talk)
{
    for (int b = 0; b < board->instance.block_count; b++)
        if (slot.start_s >= board->instance.blocks[b].start_s &&
            slot.start_s + board->instance.talks[talk].duration_s + CHANGE_S <=
                board->instance.blocks[b].end_s)
            return true;
    return false;
}

/* Seen from each minute: is it free in that room for that talk? */
static bool has_gap(const struct programme_board *board, const struct arrange_slot *plan, int talk)
{
    for (int room = 0; room < ROOMS; room++)
        for (int s = 0; s < 3 * 3600; s += 60) {
            struct arrange_slot tried[TALKS];
            memcpy(tried, plan, sizeof tried);
            tried[talk] = (struct arrange_slot){room, s};
            bool free = is_inside(board, tried[talk], talk);
            for (int i = 0; i < TALKS; i++)
                free = free && (i == talk || plan[i].room < 0 || !meets(board, tried, talk, i));
            if (free)
                return true;
        }
    return false;
}

static void check_plan(const struct programme_board *board, const struct arrange_slot *plan)
{
    for (int i = 0; i < TALKS; i++) {
        if (board->pinned[i]) {
            assert_int_equal(plan[i].room, board->plan[i].room);
            assert_int_equal(plan[i].start_s, board->plan[i].start_s);
            continue;
        }
        if (plan[i].room < 0) {
            assert_false(has_gap(board, plan, i));
            continue;
        }
        assert_true(is_inside(board, plan[i], i));
        for (int k = 0; k < TALKS; k++)
            assert_true(k == i || plan[k].room < 0 || !meets(board, plan, i, k));
    }
}

static void talks_stand_well_or_have_no_gap(void **state)
{
    unsigned seed = 5;
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct arrange_block blocks[] = {{1, 600, 0}, {2, 0, 6000}};
        struct arrange_room rooms[ROOMS] = {{1, 50, 0}, {2, 50, 0}};
        struct arrange_talk talks[TALKS] = {0};
        struct arrange_slot was[TALKS], plan[TALKS];
        bool pinned[TALKS];
        int at_s[ROOMS] = {600, 600};
        for (int i = 0; i < TALKS; i++) {
            int room = rand_r(&seed) % ROOMS;
            talks[i].duration_s = rand_r(&seed) % 2 ? 420 : 120;
            at_s[room] += rand_r(&seed) % 3 ? 0 : 120;
            was[i] = plan[i] = (struct arrange_slot){room, at_s[room]};
            at_s[room] += talks[i].duration_s + CHANGE_S;
            pinned[i] = rand_r(&seed) % 6 == 0;
        }
        blocks[0].end_s = 1200 + 60 * (rand_r(&seed) % 30);
        blocks[1].start_s = blocks[0].end_s + 60 * (1 + rand_r(&seed) % 30);
        struct programme_board board = {.plan = was, .pinned = pinned, .talk_count = TALKS};
        board.instance = (struct arrange_instance){.length_s = 6600,
                                                   .changeover_s = CHANGE_S,
                                                   .blocks = blocks,
                                                   .block_count = 2,
                                                   .rooms = rooms,
                                                   .room_count = ROOMS,
                                                   .talks = talks,
                                                   .talk_count = TALKS};
        board_break_make_way(&board, plan);
        check_plan(&board, plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_anybody_put_talks_in_order),
        cmocka_unit_test(whoever_stands_in_its_way_goes_on),
        cmocka_unit_test(who_has_no_time_left_fills_a_gap),
        cmocka_unit_test(a_pin_stays_and_is_named),
        cmocka_unit_test(whoever_would_lose_a_slot_is_named),
        cmocka_unit_test(what_is_announced_is_not_moved),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(talks_stand_well_or_have_no_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
