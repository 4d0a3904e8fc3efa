/* DESIGN: the board of an event's coordinator: read as one piece, and each step a new version. */
#include "programme_board.h"

#include <stdlib.h>

#include "check.h"
#include "programme.h"
#include "programme_instance.h"
#include "talk.h"
#include "talk_scene.h"

enum { RULE_ADD, RULE_REMOVE };
static const char *const SQL[] = {
    [RULE_ADD] = "INSERT INTO talk_rule (event_id, kind, first_id, second_id)"
                 " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [RULE_REMOVE] = "DELETE FROM talk_rule WHERE event_id = $1 AND kind = $2 AND first_id = $3"
                    " AND second_id = $4",
};

/* ---- reading ---- */

static enum err read_talks(struct store *store, struct arena *arena, struct programme_board *board)
{
    struct talk_rows rows;
    enum err err = talk_store_live(store, board->event, arena, &rows);
    if (err != OK)
        return err;
    talk_store_keep_slots(&rows);
    board->talks = rows.items;
    board->talk_count = rows.count;
    return OK;
}

static enum err read_rules(struct store *store, struct arena *arena, struct programme_board *board)
{
    struct talk_rules_list list;
    enum err err = talk_scene_rules(store, board->event, arena, &list);
    if (err != OK)
        return err;
    board->rules = ARENA_ARRAY(arena, struct board_rule, (size_t)list.count + 1);
    for (; board->rule_count < list.count; board->rule_count++) {
        const struct talk_rule *rule = &list.items[board->rule_count];
        board->rules[board->rule_count] =
            (struct board_rule){rule->before, rule->first, rule->second};
    }
    return OK;
}

/* As before the first version: packed in the order of booking, or as the rules allow. */
static enum err pack_slots(struct store *store, struct event_id event, struct arena *arena,
                           struct programme_slots *ret)
{
    struct programme programme;
    enum err err = programme_find_drafted(store, event, arena, &programme);
    if (err != OK)
        return err;
    ret->items = ARENA_ARRAY(arena, struct programme_slot, (size_t)programme.count + 1);
    for (ret->count = 0; ret->count < programme.count; ret->count++) {
        const struct programme_item *item = &programme.items[ret->count];
        ret->items[ret->count] =
            (struct programme_slot){item->talk.id, item->room + 1, item->starts_at, item->pinned};
    }
    return OK;
}

static enum err read_slots(struct store *store, struct arena *arena, struct programme_board *board,
                           struct programme_slots *ret)
{
    enum err err = programme_version_latest(store, board->event, arena, &board->version);
    if (err == ERR_NOT_FOUND) {
        board->version = (struct programme_version){.number = 0};
        return pack_slots(store, board->event, arena, ret);
    }
    if (err == OK)
        err = programme_version_walk(store, board->event, board->version.number, &board->undo_to,
                                     &board->redo_to);
    board->undo_to_booked =
        !board->undo_to && board->version.same_as != 0 && !board->settings.published;
    if (err == OK)
        err = programme_version_slots(store, board->version.id, arena, ret);
    if (err == OK && board->settings.published)
        err = programme_version_slots(store, board->settings.published, arena, &board->announced);
    return err;
}

enum err programme_board_find(struct store *store, const struct event *event, struct arena *arena,
                              struct programme_board *ret)
{
    struct programme_board board = {.event = event->id, .doors = event->fields.starts_at};
    struct programme_slots slots = {0};
    enum err err = spark_event_find(store, event->id, arena, &board.settings);
    if (err == OK)
        err = read_talks(store, arena, &board);
    if (err == OK)
        err = read_rules(store, arena, &board);
    if (err == OK)
        err = read_slots(store, arena, &board, &slots);
    if (err == OK)
        err = programme_instance_fill(
            store, &slots, event->fields.ends_at.v - event->fields.starts_at.v, arena, &board);
    if (err == OK)
        *ret = board;
    return err;
}

enum err programme_board_announced(struct store *store, const struct board_frame *frame,
                                   struct arena *arena, struct programme_board *ret)
{
    struct programme_board board = {
        .event = frame->event, .doors = frame->starts_at, .settings = *frame->settings};
    enum err err = read_talks(store, arena, &board);
    if (err == OK)
        err = read_rules(store, arena, &board);
    if (err == OK)
        err = programme_version_slots(store, frame->settings->published, arena, &board.announced);
    for (int i = 0; err == OK && i < board.announced.count; i++) {
        struct programme_slot *slot = &board.announced.items[i];
        slot->starts_at = instant_add(slot->starts_at, frame->later_s);
    }
    if (err == OK)
        err = programme_instance_fill(store, &board.announced,
                                      frame->ends_at.v - frame->starts_at.v, arena, &board);
    if (err == OK)
        *ret = board;
    return err;
}

int programme_board_index(const struct programme_board *board, struct talk_id talk)
{
    int low = 0, high = board->talk_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (board->talks[middle].id.v < talk.v)
            low = middle + 1;
        else
            high = middle;
    }
    return low < board->talk_count && board->talks[low].id.v == talk.v ? low : -1;
}

static int by_start(const void *left, const void *right)
{
    const struct programme_slot *a = left, *b = right;
    if (a->starts_at.v != b->starts_at.v)
        return a->starts_at.v < b->starts_at.v ? -1 : 1;
    return a->room != b->room ? a->room - b->room : a->talk.v < b->talk.v ? -1 : 1;
}

struct programme_slots programme_board_slots(const struct programme_board *board,
                                             const struct arrange_slot *plan, struct arena *arena)
{
    struct programme_slots slots = {
        ARENA_ARRAY(arena, struct programme_slot, (size_t)board->talk_count + 1), 0};
    for (int i = 0; i < board->talk_count; i++) {
        if (plan[i].room < 0)
            continue;
        slots.items[slots.count++] =
            (struct programme_slot){board->talks[i].id, plan[i].room + 1,
                                    instant_add(board->doors, plan[i].start_s), board->pinned[i]};
    }
    qsort(slots.items, (size_t)slots.count, sizeof *slots.items, by_start);
    return slots;
}

void programme_board_judge(const struct programme_board *board, const struct arrange_slot *plan,
                           struct arena *arena, struct arrange_report *ret)
{
    struct arrange_report report;
    arrange_judge(&board->instance, plan, arena, &report);
    struct arrange_break *breaks = ARENA_ARRAY(
        arena, struct arrange_break, (size_t)report.break_count + (size_t)board->talk_count + 1);
    int count = 0;
    for (int i = 0; i < board->talk_count; i++) {
        if (plan[i].room < 0)
            breaks[count++] = (struct arrange_break){HARD_ONCE, {i, -1}};
    }
    for (int i = 0; i < report.break_count; i++)
        breaks[count++] = report.breaks[i];
    report.breaks = breaks;
    report.break_count = count;
    *ret = report;
}

/* ---- steps ---- */

enum err programme_board_check(const struct programme_board *board, int number, struct refusal *why)
{
    if (number == board->version.number)
        return OK;
    return refuse(why, ERR_STALE, "stale",
                  "The programme was changed meanwhile, by somebody else or because somebody "
                  "withdrew. Nothing was lost: look at it as it is now and try again.");
}

enum err programme_board_save(struct store *store, struct instant now,
                              const struct programme_board *board, const struct arrange_slot *plan,
                              enum programme_why made_by, struct person_id by, struct arena *arena)
{
    const struct programme_slots slots = programme_board_slots(board, plan, arena);
    const struct programme_draft draft = {board->event, made_by, by, &slots};
    int64_t id = 0;
    return programme_version_add(store, now, &draft, &id);
}

enum err programme_board_pin(struct store *store, struct instant now,
                             const struct programme_board *board, int talk, bool pinned,
                             struct person_id by, struct refusal *why)
{
    struct programme_board next = *board;
    if (board->plan[talk].room < 0)
        return refuse(why, ERR_CONFLICT, "no-slot",
                      "This talk has no slot yet. Give it one, then pin it.");
    if (board->pinned[talk] == pinned)
        return OK;
    next.pinned = ARENA_ARRAY(why->arena, bool, (size_t)board->talk_count);
    for (int i = 0; i < board->talk_count; i++)
        next.pinned[i] = i == talk ? pinned : board->pinned[i];
    return programme_board_save(store, now, &next, board->plan, PROGRAMME_PINNED, by, why->arena);
}

static enum err earlier_slots(struct store *store, const struct programme_board *board, int number,
                              struct refusal *why, struct programme_slots *ret)
{
    struct programme_version version;
    enum err err = programme_version_find(store, board->event, number, why->arena, &version);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found", "There is no such earlier programme.");
    return err == OK ? programme_version_slots(store, version.id, why->arena, ret) : err;
}

/* *ret: the id of the version that was made. */
static enum err take_up(struct store *store, struct instant now,
                        const struct programme_board *board, const struct programme_slots *slots,
                        struct person_id by, int64_t *ret)
{
    const struct programme_draft draft = {board->event, PROGRAMME_TAKEN_BACK, by, slots};
    return programme_version_add(store, now, &draft, ret);
}

enum err programme_board_take_back(struct store *store, struct instant now,
                                   const struct programme_board *board, int number,
                                   struct person_id by, struct refusal *why)
{
    int64_t id = 0;
    struct programme_slots slots;
    enum err err = earlier_slots(store, board, number, why, &slots);
    return err == OK ? take_up(store, now, board, &slots, by, &id) : err;
}

enum err programme_board_walk(struct store *store, struct instant now,
                              const struct programme_board *board, enum board_walk walk,
                              struct person_id by, struct refusal *why)
{
    int64_t id = 0;
    struct programme_slots slots;
    int number = walk == BOARD_UNDO ? board->undo_to : board->redo_to;
    bool booked = walk == BOARD_UNDO && board->undo_to_booked;
    if (!number && !booked && walk == BOARD_UNDO)
        return refuse(why, ERR_CONFLICT, "nothing-to-undo",
                      "There is no earlier step to go back to.");
    if (!number && !booked)
        return refuse(why, ERR_CONFLICT, "nothing-to-redo", "There is no later step to redo.");
    enum err err = booked ? pack_slots(store, board->event, why->arena, &slots)
                          : earlier_slots(store, board, number, why, &slots);
    if (err == OK)
        err = take_up(store, now, board, &slots, by, &id);
    return err == OK ? programme_version_same(store, id, number) : err;
}

/* ---- rules of order ---- */

static const char *kind_of(const struct board_rule *rule)
{
    return rule->before ? "before" : "not after";
}

enum err programme_board_rule_add(struct store *store, const struct programme_board *board,
                                  const struct board_rule *rule, struct refusal *why)
{
    if (programme_board_index(board, rule->first) < 0)
        refuse_field(why, "first", "Choose a talk of this event.");
    if (programme_board_index(board, rule->second) < 0)
        refuse_field(why, "second", "Choose a talk of this event.");
    else if (rule->first.v == rule->second.v)
        refuse_field(why, "second", "Choose another talk than the first.");
    if (why->field_count == 0 && board->rule_count >= ARRANGE_RULES_MAX)
        return refuse(why, ERR_CONFLICT, "too-many",
                      "A programme has room for a thousand rules. Remove one first.");
    enum err err = refusal_check(why);
    return err == OK ? store_exec(store, SQL[RULE_ADD],
                                  PARAMS(p_int(board->event.v), p_text(kind_of(rule)),
                                         p_int(rule->first.v), p_int(rule->second.v)))
                     : err;
}

enum err programme_board_rule_remove(struct store *store, struct instant now, struct event_id event,
                                     const struct board_rule *rule, struct arena *arena)
{
    enum err err = store_exec(
        store, SQL[RULE_REMOVE],
        PARAMS(p_int(event.v), p_text(kind_of(rule)), p_int(rule->first.v), p_int(rule->second.v)));
    return err == OK ? talk_promote(store, now, arena) : err;
}
