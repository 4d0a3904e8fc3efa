/* DESIGN: a keynote takes its time out of the evening, gives it back, and is counted on the stage.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

#include "keynote_rules.h"
#include "programme.h"
#include "spark_event.h"
#include "stage.h"
#include "thanks.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 8, CHAIR = 0 };

struct evening {
    struct fixture f;
    struct event_id spark;
};

/* 12 November 2026, 16:00 to 17:30; talks from 16:10 to 17:20, with a changeover of two minutes. */
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
}

static struct talk_id offer(struct evening *e, int person)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed.id;
}

static struct keynote_edit edit_of(struct evening *e, const char *at, int minutes)
{
    return (struct keynote_edit){.event = e->spark,
                                 .by = e->f.people[CHAIR],
                                 .keynote = {.guest = "Dr Ada Quill",
                                             .title = "What reading is for",
                                             .abstract = "",
                                             .minutes = minutes,
                                             .room = 1,
                                             .starts_at = support_at(at)}};
}

static enum err save(struct evening *e, const struct keynote_edit *edit, struct keynote_id *ret)
{
    return fixture_job(&e->f, keynote_save(e->f.store, e->f.now, edit, fixture_why(&e->f), ret));
}

static struct keynote_id add(struct evening *e, const char *at, int minutes)
{
    const struct keynote_edit edit = edit_of(e, at, minutes);
    struct keynote_id id;
    assert_ok(save(e, &edit, &id));
    return id;
}

static struct spark_settings settings_of(struct evening *e)
{
    struct spark_settings settings;
    assert_ok(spark_event_find(e->f.store, e->spark, e->f.arena, &settings));
    return settings;
}

/* "16:10-16:30 17:02-17:20" */
static const char *blocks_of(struct evening *e)
{
    const struct spark_settings settings = settings_of(e);
    int64_t day = support_at("2026-11-12T00:00").v;
    const char *text = "";
    for (int i = 0; i < settings.pack.block_count; i++) {
        int from = (int)(settings.pack.blocks[i].start_s - day) / 60;
        int to = (int)(settings.pack.blocks[i].end_s - day) / 60;
        text = arena_printf(e->f.arena, "%s%s%02d:%02d-%02d:%02d", text, i ? " " : "", from / 60,
                            from % 60, to / 60, to % 60);
    }
    return text;
}

static void its_time_is_taken_out_and_given_back(void **state)
{
    struct evening e;
    struct refusal *why;
    (void)state;
    start(&e);
    int64_t room_s = settings_of(&e).room_s;
    struct keynote_id id = add(&e, "2026-11-12T16:30", 30);
    assert_string_equal(blocks_of(&e), "16:10-16:30 17:02-17:20");
    assert_int_equal(settings_of(&e).room_s, room_s - 32 * 60);
    struct keynote_edit edit = edit_of(&e, "2026-11-12T16:00", 20);
    edit.keynote.id = id;
    edit.keynote.version = 1;
    assert_ok(save(&e, &edit, &id));
    assert_string_equal(blocks_of(&e), "16:22-17:20");
    assert_int_equal(save(&e, &edit, &id), ERR_STALE);
    edit.keynote.version = 0;
    why = fixture_why(&e.f);
    assert_ok(fixture_job(&e.f, keynote_remove(e.f.store, e.f.now, &edit, why)));
    assert_string_equal(blocks_of(&e), "16:10-17:20");
    assert_int_equal(settings_of(&e).room_s, room_s);
    assert_int_equal(fixture_job(&e.f, keynote_remove(e.f.store, e.f.now, &edit, why)),
                     ERR_NOT_FOUND);
    fixture_done(&e.f);
}

static void what_is_wrong_is_said(void **state)
{
    struct evening e;
    struct keynote_id id;
    (void)state;
    start(&e);
    add(&e, "2026-11-12T16:30", 10);
    static const struct {
        const char *at, *guest;
        int minutes, room;
        const char *field;
    } table[] = {
        {"2026-11-12T17:00", "", 10, 1, "guest"},
        {"2026-11-12T17:00", "Ada", 4, 1, "minutes"},
        {"2026-11-12T17:00", "Ada", 91, 1, "minutes"},
        {"2026-11-12T16:00", "Ada", 90, 1, "starts_at"}, /* over the other */
        {"2026-11-12T17:00", "Ada", 10, 2, "room"},
        {"2026-11-12T15:59", "Ada", 10, 1, "starts_at"},
        {"2026-11-12T17:21", "Ada", 10, 1, "starts_at"},
        {"2026-11-12T16:41", "Ada", 10, 1, "starts_at"}, /* within the changeover */
        {"2026-11-12T16:42", "Ada", 10, 1, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct keynote_edit edit = edit_of(&e, table[i].at, table[i].minutes);
        edit.keynote.guest = table[i].guest;
        edit.keynote.room = table[i].room;
        assert_int_equal(save(&e, &edit, &id), table[i].field ? ERR_INVALID : OK);
        assert_true(!table[i].field || fixture_refused(&e.f, table[i].field));
    }
    e.f.now = support_at("2026-11-12T16:00");
    struct keynote_edit late = edit_of(&e, "2026-11-12T17:00", 10);
    assert_int_equal(save(&e, &late, &id), ERR_CONFLICT);
    fixture_done(&e.f);
}

/* Seven talks of seven minutes fill the evening; no keynote takes a slot from one of them. */
static void talks_keep_what_they_have(void **state)
{
    struct evening e;
    struct programme programme;
    struct keynote_id id;
    (void)state;
    start(&e);
    id = add(&e, "2026-11-12T16:30", 30);
    for (int i = 1; i < PEOPLE; i++)
        offer(&e, i);
    assert_ok(programme_find(e.f.store, e.spark, e.f.arena, &programme));
    assert_int_equal(programme.count, 4); /* two before, two behind */
    assert_int_equal(programme.waiting_count, 3);
    for (int i = 0; i < programme.count; i++)
        assert_true(programme.items[i].ends_at.v <= support_at("2026-11-12T16:30").v ||
                    programme.items[i].starts_at.v >= support_at("2026-11-12T17:02").v);
    struct keynote_edit longer = edit_of(&e, "2026-11-12T16:30", 45);
    longer.keynote.id = id;
    assert_int_equal(save(&e, &longer, &id), ERR_CONFLICT);
    assert_ok(fixture_job(&e.f, keynote_remove(e.f.store, e.f.now, &longer, fixture_why(&e.f))));
    assert_ok(programme_find(e.f.store, e.spark, e.f.arena, &programme));
    assert_int_equal(programme.count, 7); /* who waited has a slot now */
    fixture_done(&e.f);
}

static void it_goes_along_with_the_event(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    add(&e, "2026-11-12T16:30", 30);
    struct spark_change change = {.event = e.spark, .fields = fixture_find(&e.f, e.spark).fields};
    change.fields.starts_at = instant_add(change.fields.starts_at, 1800);
    change.fields.ends_at = instant_add(change.fields.ends_at, 1800);
    assert_ok(spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f)));
    assert_string_equal(blocks_of(&e), "16:40-17:00 17:32-17:50");
    assert_true(settings_of(&e).keynotes.items[0].starts_at.v == support_at("2026-11-12T17:00").v);
    change.fields.ends_at = support_at("2026-11-12T17:15");
    assert_int_equal(
        fixture_job(&e.f, spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f))),
        ERR_INVALID);
    assert_true(fixture_refused(&e.f, "ends_at"));
    fixture_done(&e.f);
}

/* ---- on the stage ---- */

static enum err do_act(struct evening *e, const char *at, enum stage_kind kind)
{
    struct stage_done done;
    const struct stage_request request = {
        .event = e->spark, .room = 1, .kind = kind, .by = e->f.people[CHAIR]};
    e->f.now = support_at(at);
    return fixture_job(&e->f, stage_act(e->f.store, e->f.now, &request, fixture_why(&e->f), &done));
}

static struct stage_room stage_at(struct evening *e, const char *at)
{
    struct stage stage;
    assert_ok(stage_find(e->f.store, support_at(at), e->spark, e->f.arena, &stage));
    return stage.rooms[0];
}

static void on_the_stage_it_is_counted(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    struct keynote_id id = add(&e, "2026-11-12T16:30", 30);
    offer(&e, 1);
    for (int i = 2; i < 4; i++)
        offer(&e, i); /* the third has to stand behind the keynote */
    assert_int_equal(stage_at(&e, "2026-11-12T16:00").next_keynote.v, 0);
    assert_int_equal(stage_at(&e, "2026-11-12T16:00").keynote_count, 1);
    assert_ok(do_act(&e, "2026-11-12T16:10", STAGE_START));
    assert_int_equal(do_act(&e, "2026-11-12T16:11", STAGE_KEYNOTE), ERR_CONFLICT);
    assert_ok(do_act(&e, "2026-11-12T16:17", STAGE_STOP));
    assert_ok(do_act(&e, "2026-11-12T16:19", STAGE_START));
    assert_ok(do_act(&e, "2026-11-12T16:26", STAGE_STOP));
    assert_int_equal(stage_at(&e, "2026-11-12T16:27").next_keynote.v, id.v);
    assert_ok(do_act(&e, "2026-11-12T16:31", STAGE_KEYNOTE));
    struct stage_room room = stage_at(&e, "2026-11-12T16:40");
    assert_int_equal(room.keynote.v, id.v);
    assert_string_equal(stage_room_phase(&room), "keynote");
    assert_true(stage_due(&room).v == support_at("2026-11-12T17:01").v);
    assert_true(room.rows[room.next].estimate.v == support_at("2026-11-12T17:03").v);
    assert_int_equal(do_act(&e, "2026-11-12T16:41", STAGE_KEYNOTE), ERR_CONFLICT);
    assert_ok(do_act(&e, "2026-11-12T16:42", STAGE_UNDO));
    assert_int_equal(stage_at(&e, "2026-11-12T16:42").next_keynote.v, id.v);
    assert_ok(do_act(&e, "2026-11-12T16:43", STAGE_KEYNOTE));
    assert_ok(do_act(&e, "2026-11-12T17:10", STAGE_RESUME));
    room = stage_at(&e, "2026-11-12T17:10");
    assert_true(room.phase == STAGE_BETWEEN && !room.keynote.v && !room.next_keynote.v);
    assert_int_equal(room.keynote_count, 0);
    fixture_done(&e.f);
}

/* It runs over as a talk does: half a minute more moves all that comes after it. */
static void half_a_minute_more(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    struct keynote_id id = add(&e, "2026-11-12T16:10", 30);
    offer(&e, 1);
    assert_int_equal(do_act(&e, "2026-11-12T16:09", STAGE_EXTEND), ERR_CONFLICT);
    assert_ok(do_act(&e, "2026-11-12T16:10", STAGE_KEYNOTE));
    assert_ok(do_act(&e, "2026-11-12T16:39", STAGE_EXTEND));
    assert_ok(do_act(&e, "2026-11-12T16:40", STAGE_EXTEND));
    struct stage_room room = stage_at(&e, "2026-11-12T16:40");
    assert_int_equal(room.keynote.v, id.v);
    assert_true(stage_due(&room).v == support_at("2026-11-12T16:41").v);
    assert_true(room.rows[room.next].estimate.v == support_at("2026-11-12T16:43").v);
    assert_ok(do_act(&e, "2026-11-12T16:41", STAGE_UNDO));
    room = stage_at(&e, "2026-11-12T16:41");
    assert_true(stage_due(&room).v == support_at("2026-11-12T16:40").v + STAGE_EXTEND_S);
    assert_ok(do_act(&e, "2026-11-12T16:42", STAGE_RESUME));
    assert_int_equal(do_act(&e, "2026-11-12T16:42", STAGE_EXTEND), ERR_CONFLICT);
    assert_ok(do_act(&e, "2026-11-12T16:43", STAGE_START));
    room = stage_at(&e, "2026-11-12T16:43"); /* a talk has its own minutes */
    assert_true(stage_due(&room).v == support_at("2026-11-12T16:50").v);
    fixture_done(&e.f);
}

/* The last word of an evening may be a keynote's: the stage is not over before it. */
static void the_last_word(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    add(&e, "2026-11-12T17:00", 20);
    offer(&e, 1);
    assert_ok(do_act(&e, "2026-11-12T16:10", STAGE_START));
    assert_ok(do_act(&e, "2026-11-12T16:17", STAGE_STOP));
    assert_int_equal(stage_at(&e, "2026-11-12T16:18").phase, STAGE_BETWEEN);
    assert_ok(do_act(&e, "2026-11-12T17:00", STAGE_KEYNOTE));
    assert_int_equal(stage_at(&e, "2026-11-12T17:19").phase, STAGE_PAUSED);
    assert_ok(do_act(&e, "2026-11-12T17:20", STAGE_RESUME));
    assert_int_equal(stage_at(&e, "2026-11-12T17:20").phase, STAGE_OVER);
    fixture_done(&e.f);
}

/* ---- afterwards ---- */

static int thanked(struct evening *e)
{
    struct thanks thanks;
    assert_ok(thanks_find(e->f.store, e->spark, e->f.arena, &thanks));
    return thanks.keynotes.count;
}

/* Its guest is named if the stage says so, and where nobody ran that. */
static void the_guest_is_thanked(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    add(&e, "2026-11-12T16:30", 20);
    add(&e, "2026-11-12T17:00", 20);
    offer(&e, 1);
    assert_int_equal(thanked(&e), 2);
    assert_ok(do_act(&e, "2026-11-12T16:10", STAGE_START));
    assert_ok(do_act(&e, "2026-11-12T16:17", STAGE_STOP));
    assert_ok(do_act(&e, "2026-11-12T16:30", STAGE_KEYNOTE));
    assert_ok(do_act(&e, "2026-11-12T16:31", STAGE_UNDO));
    assert_int_equal(thanked(&e), 0);
    assert_ok(do_act(&e, "2026-11-12T16:32", STAGE_KEYNOTE));
    assert_ok(do_act(&e, "2026-11-12T16:52", STAGE_RESUME));
    assert_int_equal(thanked(&e), 1);
    fixture_done(&e.f);
}

/* ---- the rule alone, beside a naive one that looks at every minute ---- */

static bool is_free(const struct pack_block *spans, int count, const struct keynotes *keynotes,
                    int changeover_s, int64_t at)
{
    bool inside = false;
    for (int i = 0; i < count; i++)
        inside = inside || (at >= spans[i].start_s && at < spans[i].end_s);
    for (int i = 0; i < keynotes->count; i++)
        if (at >= keynotes->items[i].starts_at.v &&
            at < keynote_ends_at(&keynotes->items[i]).v + changeover_s)
            return false;
    return inside;
}

static bool is_in(const struct pack *pack, int64_t at)
{
    for (int i = 0; i < pack->block_count; i++)
        if (at >= pack->blocks[i].start_s && at < pack->blocks[i].end_s)
            return true;
    return false;
}

static void what_is_left_is_what_nobody_holds(void **state)
{
    unsigned seed = 11;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct pack pack = {.changeover_s = 60 * (round % 4)};
        struct pack_block spans[3];
        struct keynotes keynotes = {.count = rand_r(&seed) % 4};
        int64_t at = 0;
        for (int i = 0; i < 3; i++) {
            at += 60 * (rand_r(&seed) % 20);
            spans[i].start_s = at;
            spans[i].end_s = at += 60 * (5 + rand_r(&seed) % 40);
        }
        at = 0;
        for (int i = 0; i < keynotes.count; i++) {
            int minutes = 5 + rand_r(&seed) % 30;
            at += 60 * (rand_r(&seed) % 40);
            keynotes.items[i] = (struct keynote){.minutes = minutes, .starts_at = {at}};
            at += 60 * minutes + pack.changeover_s;
        }
        assert_true(keynote_rules_cut(spans, 3, &keynotes, &pack));
        for (int64_t s = 0; s < 4 * 3600; s += 60)
            assert_int_equal(is_in(&pack, s), is_free(spans, 3, &keynotes, pack.changeover_s, s));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_time_is_taken_out_and_given_back),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(talks_keep_what_they_have),
        cmocka_unit_test(it_goes_along_with_the_event),
        cmocka_unit_test(on_the_stage_it_is_counted),
        cmocka_unit_test(half_a_minute_more),
        cmocka_unit_test(the_last_word),
        cmocka_unit_test(the_guest_is_thanked),
        cmocka_unit_test(what_is_left_is_what_nobody_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
