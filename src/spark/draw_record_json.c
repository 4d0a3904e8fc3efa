/* DESIGN: a draw's record as a stranger hands it in. */
#include <string.h>

#include "draw_json.h"

static bool read_mode(const struct draw_json *r, const json_t *root, enum draw_mode *ret)
{
    const char *text = json_string_value(json_object_get(root, "mode"));
    for (int mode = 0; text && mode < DRAW_MODES; mode++) {
        if (strcmp(text, draw_record_mode_name(mode)) == 0) {
            *ret = mode;
            return true;
        }
    }
    return draw_json_bad(r, "mode", "must be \"whole\" or \"one_by_one\"");
}

static bool read_slot(const struct draw_json *r, const char *path, const json_t *value,
                      const struct draw_list *list, int *ret_room, int *ret_start_s)
{
    return draw_json_room(r, draw_json_path(r, path, "room"), json_object_get(value, "room"), list,
                          ret_room) &&
           draw_json_int(r, path, value, "start_s", 0, DRAW_LENGTH_MAX_S, ret_start_s);
}

static bool read_order(const struct draw_json *r, const json_t *root, struct draw_record *record)
{
    struct draw_order *order = &record->order;
    const json_t *all = draw_json_array(r, "", root, "order", DRAW_TALKS_MAX);
    if (!all || !draw_json_int(r, "", root, "tries", 1, DRAW_TRIES, &order->tries) ||
        !draw_json_bool(r, "", root, "repaired", &order->repaired))
        return false;
    order->slots = ARENA_ARRAY(r->why->arena, struct draw_slot, json_array_size(all) + 1);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const char *path = draw_json_path_at(r, "order", i);
        const json_t *value = json_array_get(all, i);
        struct draw_slot *slot = &order->slots[i];
        if (!draw_json_object(r, path, value, "talk room start_s") ||
            !draw_json_talk(r, draw_json_path(r, path, "talk"), json_object_get(value, "talk"),
                            &record->list, &slot->talk) ||
            !read_slot(r, path, value, &record->list, &slot->room, &slot->start_s))
            return false;
        order->count++;
    }
    return true;
}

/* ---- steps ---- */

/* Talks by their ids, each larger than the one before. */
static bool read_talks(const struct draw_json *r, const char *path, const json_t *object,
                       const char *key, const struct draw_list *list, int **ret, int *ret_count)
{
    const json_t *all = draw_json_array(r, path, object, key, DRAW_TALKS_MAX);
    if (!all)
        return false;
    int *talks = ARENA_ARRAY(r->why->arena, int, json_array_size(all) + 1);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const char *at = draw_json_path_at(r, draw_json_path(r, path, key), i);
        if (!draw_json_talk(r, at, json_array_get(all, i), list, &talks[i]))
            return false;
        if (i && talks[i] <= talks[i - 1])
            return draw_json_bad(r, at, "must be larger than the one before");
    }
    *ret = talks;
    *ret_count = (int)json_array_size(all);
    return true;
}

static bool read_kind(const struct draw_json *r, const char *path, const json_t *value,
                      enum draw_kind *ret)
{
    for (int kind = 0; kind < DRAW_KINDS; kind++) {
        if (json_object_get(value, draw_rules_kind_name(kind))) {
            *ret = kind;
            return true;
        }
    }
    return draw_json_bad(r, path, "must say who was drawn, did not show or has withdrawn");
}

/* "late": rooms that ran behind their plan, and by how much. */
static bool read_late(const struct draw_json *r, const char *path, const json_t *value,
                      const struct draw_list *list, int **ret)
{
    if (!json_object_get(value, "late"))
        return true;
    const json_t *all = draw_json_array(r, path, value, "late", DRAW_ROOMS_MAX);
    if (!all)
        return false;
    int *late_s = ARENA_ARRAY(r->why->arena, int, (size_t)list->room_count + 1);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const char *at = draw_json_path_at(r, draw_json_path(r, path, "late"), i);
        const json_t *one = json_array_get(all, i);
        int room;
        if (!draw_json_object(r, at, one, "room s") ||
            !draw_json_room(r, draw_json_path(r, at, "room"), json_object_get(one, "room"), list,
                            &room) ||
            !draw_json_int(r, at, one, "s", 1, DRAW_LENGTH_MAX_S, &late_s[room]))
            return false;
    }
    *ret = late_s;
    return true;
}

static bool read_step(const struct draw_json *r, const char *path, const json_t *value,
                      const struct draw_list *list, struct draw_step *step)
{
    static const char *const KEYS[DRAW_KINDS] = {
        [DRAW_DRAWN] = "drawn among room start_s late?",
        [DRAW_NO_SHOW] = "no_show back",
        [DRAW_WITHDRAWN] = "withdrawn",
    };
    if (!read_kind(r, path, value, &step->kind) ||
        !draw_json_object(r, path, value, KEYS[step->kind]))
        return false;
    const char *name = draw_rules_kind_name(step->kind);
    if (!draw_json_talk(r, draw_json_path(r, path, name), json_object_get(value, name), list,
                        &step->talk))
        return false;
    if (step->kind == DRAW_NO_SHOW)
        return draw_json_bool(r, path, value, "back", &step->back);
    return step->kind != DRAW_DRAWN ||
           (read_talks(r, path, value, "among", list, &step->among, &step->among_count) &&
            read_slot(r, path, value, list, &step->room, &step->start_s) &&
            read_late(r, path, value, list, &step->late_s));
}

static bool read_steps(const struct draw_json *r, const json_t *root, struct draw_record *record)
{
    const json_t *all = draw_json_array(r, "", root, "steps", DRAW_STEPS_MAX);
    if (!all)
        return false;
    record->steps = ARENA_ARRAY(r->why->arena, struct draw_step, json_array_size(all) + 1);
    for (size_t i = 0; i < json_array_size(all); i++) {
        if (!read_step(r, draw_json_path_at(r, "steps", i), json_array_get(all, i), &record->list,
                       &record->steps[i]))
            return false;
        record->step_count++;
    }
    return read_talks(r, "", root, "reserves", &record->list, &record->reserves,
                      &record->reserve_count) &&
           read_talks(r, "", root, "undrawn", &record->list, &record->undrawn,
                      &record->undrawn_count);
}

static bool read_record(const struct draw_json *r, const json_t *root, struct draw_record *record)
{
    static const char *const KEYS[DRAW_MODES] = {
        [DRAW_WHOLE] = "sparkd_draw event round mode commitment secret seed list tries repaired "
                       "order",
        [DRAW_ONE_BY_ONE] = "sparkd_draw event round mode commitment secret seed list steps "
                            "reserves undrawn",
    };
    int form;
    if (!json_is_object(root))
        return draw_json_bad(r, "", "must be an object in braces");
    if (!draw_json_int(r, "", root, "sparkd_draw", 1, 1, &form) ||
        !read_mode(r, root, &record->mode) || !draw_json_object(r, "", root, KEYS[record->mode]) ||
        !draw_json_number(r, "", root, "event", 1, DRAW_ID_MAX, &record->event) ||
        !draw_json_int(r, "", root, "round", 1, DRAW_ROUNDS_MAX, &record->round) ||
        !draw_json_hash(r, "", root, "commitment", record->commitment) ||
        !draw_json_hash(r, "", root, "secret", record->secret) ||
        !draw_json_hash(r, "", root, "seed", record->seed) ||
        !draw_json_list(r, json_object_get(root, "list"), &record->list))
        return false;
    return record->mode == DRAW_WHOLE ? read_order(r, root, record) : read_steps(r, root, record);
}

enum err draw_record_parse(struct str json, struct refusal *why, struct draw_record *ret)
{
    const struct draw_json r = {why};
    struct draw_record record = {.event = 0};
    json_error_t fault;
    if (json.n > DRAW_RECORD_BYTES_MAX)
        return refuse(why, ERR_INVALID, "bad-draw", "it is larger than a record can be");
    json_t *root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES, &fault);
    if (!root)
        return refuse(why, ERR_INVALID, "bad-draw", "line %d: it is not JSON", fault.line);
    bool read = read_record(&r, root, &record);
    json_decref(root);
    if (!read)
        return ERR_INVALID;
    *ret = record;
    return OK;
}
