/* DESIGN: the list at closing, read strictly: what the draw's algorithm relies on holds after it.
 */
#include "draw_json.h"

static bool read_rooms(const struct draw_json *r, const json_t *object, struct draw_list *list)
{
    const json_t *rooms = draw_json_array(r, "list", object, "rooms", DRAW_ROOMS_MAX);
    for (size_t i = 0; rooms && i < json_array_size(rooms); i++) {
        const json_t *room = json_array_get(rooms, i);
        json_int_t id = json_integer_value(room);
        if (!json_is_integer(room) || id < 1 || id > DRAW_ID_MAX || (i && id <= list->rooms[i - 1]))
            return draw_json_bad(r, "list.rooms", "must be ids, each larger than the one before");
        list->rooms[list->room_count++] = id;
    }
    return rooms != NULL;
}

/* By start, then room, and none into another of its room. */
static bool is_apart(const struct draw_list *list, const struct draw_stretch *stretch)
{
    for (int i = 0; i < list->stretch_count; i++) {
        const struct draw_stretch *other = &list->stretches[i];
        if (other->room == stretch->room && other->end_s > stretch->start_s)
            return false;
        if (other->start_s > stretch->start_s ||
            (other->start_s == stretch->start_s && other->room >= stretch->room))
            return false;
    }
    return true;
}

static bool read_stretch(const struct draw_json *r, const char *path, const json_t *value,
                         struct draw_list *list)
{
    struct draw_stretch stretch;
    if (!draw_json_object(r, path, value, "room start_s end_s") ||
        !draw_json_room(r, draw_json_path(r, path, "room"), json_object_get(value, "room"), list,
                        &stretch.room) ||
        !draw_json_int(r, path, value, "start_s", 0, DRAW_LENGTH_MAX_S, &stretch.start_s) ||
        !draw_json_int(r, path, value, "end_s", stretch.start_s + 1, DRAW_LENGTH_MAX_S,
                       &stretch.end_s))
        return false;
    if (!is_apart(list, &stretch))
        return draw_json_bad(r, path,
                             "must start after the one before (then by room), apart from others "
                             "of its room");
    list->stretches[list->stretch_count++] = stretch;
    return true;
}

static bool read_stretches(const struct draw_json *r, const json_t *object, struct draw_list *list)
{
    const json_t *all = draw_json_array(r, "list", object, "stretches", DRAW_STRETCHES_MAX);
    if (!all)
        return false;
    list->stretches = ARENA_ARRAY(r->why->arena, struct draw_stretch, json_array_size(all) + 1);
    for (size_t i = 0; i < json_array_size(all); i++) {
        if (!read_stretch(r, draw_json_path_at(r, "list.stretches", i), json_array_get(all, i),
                          list))
            return false;
    }
    return true;
}

/* ---- talks ---- */

static bool read_talk_rooms(const struct draw_json *r, const char *path, const json_t *value,
                            const struct draw_list *list, struct draw_talk *talk)
{
    const json_t *rooms = draw_json_array(r, path, value, "rooms", DRAW_ROOMS_MAX);
    int before = DRAW_NONE;
    for (size_t i = 0; rooms && i < json_array_size(rooms); i++) {
        int room;
        const char *at = draw_json_path_at(r, draw_json_path(r, path, "rooms"), i);
        if (!draw_json_room(r, at, json_array_get(rooms, i), list, &room))
            return false;
        if (room <= before)
            return draw_json_bad(r, at, "must be larger than the one before");
        talk->rooms |= (uint32_t)1 << room;
        before = room;
    }
    return rooms != NULL;
}

static bool read_people(const struct draw_json *r, const char *path, const json_t *value,
                        struct draw_talk *talk)
{
    const json_t *people = draw_json_array(r, path, value, "people", DRAW_PEOPLE_MAX);
    for (size_t i = 0; people && i < json_array_size(people); i++) {
        const json_t *person = json_array_get(people, i);
        json_int_t number = json_integer_value(person);
        if (!json_is_integer(person) || number < 1 || number > 1000 ||
            (i && number <= talk->people[i - 1]))
            return draw_json_bad(
                r, path, "people must be numbers from 1 to 1000, each larger than the one before");
        talk->people[talk->people_count++] = (int)number;
    }
    return people != NULL;
}

/* A fixed place keeps clear of every stretch of its room. */
static bool read_place(const struct draw_json *r, const char *path, const json_t *value,
                       const struct draw_list *list, struct draw_talk *talk)
{
    const json_t *at = json_object_get(value, "at");
    const char *here = draw_json_path(r, path, "at");
    talk->room = DRAW_NONE;
    if (!at)
        return true;
    if (!draw_json_object(r, here, at, "room start_s") ||
        !draw_json_room(r, draw_json_path(r, here, "room"), json_object_get(at, "room"), list,
                        &talk->room) ||
        !draw_json_int(r, here, at, "start_s", 0, DRAW_LENGTH_MAX_S, &talk->start_s))
        return false;
    int end_s = talk->start_s + talk->duration_s + list->changeover_s;
    for (int i = 0; i < list->stretch_count; i++) {
        const struct draw_stretch *stretch = &list->stretches[i];
        if (stretch->room == talk->room && stretch->start_s < end_s &&
            talk->start_s < stretch->end_s)
            return draw_json_bad(r, here, "must keep clear of the stretches of its room");
    }
    return true;
}

static bool read_talk(const struct draw_json *r, const char *path, const json_t *value,
                      struct draw_list *list)
{
    struct draw_talk talk = {.id = 0};
    if (!draw_json_object(r, path, value,
                          "id duration_s arrive_s leave_s rooms people first weight at?") ||
        !draw_json_number(r, path, value, "id", 1, DRAW_ID_MAX, &talk.id) ||
        !draw_json_int(r, path, value, "duration_s", 1, DRAW_LENGTH_MAX_S, &talk.duration_s) ||
        !draw_json_int(r, path, value, "arrive_s", 0, DRAW_LENGTH_MAX_S, &talk.arrive_s) ||
        !draw_json_int(r, path, value, "leave_s", 0, DRAW_LENGTH_MAX_S, &talk.leave_s) ||
        !read_talk_rooms(r, path, value, list, &talk) || !read_people(r, path, value, &talk) ||
        !draw_json_bool(r, path, value, "first", &talk.first) ||
        !draw_json_int(r, path, value, "weight", 1, DRAW_WEIGHT_MAX, &talk.weight) ||
        !read_place(r, path, value, list, &talk))
        return false;
    if (list->talk_count && talk.id <= list->talks[list->talk_count - 1].id)
        return draw_json_bad(r, path, "must have a larger id than the talk before");
    list->talks[list->talk_count++] = talk;
    return true;
}

static bool read_talks(const struct draw_json *r, const json_t *object, struct draw_list *list)
{
    const json_t *all = draw_json_array(r, "list", object, "talks", DRAW_TALKS_MAX);
    if (!all)
        return false;
    list->talks = ARENA_ARRAY(r->why->arena, struct draw_talk, json_array_size(all) + 1);
    for (size_t i = 0; i < json_array_size(all); i++) {
        if (!read_talk(r, draw_json_path_at(r, "list.talks", i), json_array_get(all, i), list))
            return false;
    }
    return true;
}

/* ---- rules of order ---- */

static bool is_after(const struct draw_pair *pair, const struct draw_pair *before)
{
    return pair->first != before->first ? pair->first > before->first
                                        : pair->second > before->second;
}

static bool read_pairs(const struct draw_json *r, const json_t *object, const char *key,
                       const struct draw_list *list, struct draw_pair **ret, int *ret_count)
{
    const json_t *all = draw_json_array(r, "list", object, key, DRAW_RULES_MAX);
    if (!all)
        return false;
    struct draw_pair *pairs =
        ARENA_ARRAY(r->why->arena, struct draw_pair, json_array_size(all) + 1);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const char *path = draw_json_path_at(r, draw_json_path(r, "list", key), i);
        const json_t *pair = json_array_get(all, i);
        if (json_array_size(pair) != 2)
            return draw_json_bad(r, path, "must be the ids of two talks");
        if (!draw_json_talk(r, path, json_array_get(pair, 0), list, &pairs[i].first) ||
            !draw_json_talk(r, path, json_array_get(pair, 1), list, &pairs[i].second))
            return false;
        if (pairs[i].first == pairs[i].second || (i && !is_after(&pairs[i], &pairs[i - 1])))
            return draw_json_bad(r, path, "must be two talks, in the order of their ids");
    }
    *ret = pairs;
    *ret_count = (int)json_array_size(all);
    return true;
}

bool draw_json_list(const struct draw_json *r, const json_t *value, struct draw_list *ret)
{
    struct draw_list list = {.changeover_s = 0};
    if (!draw_json_object(r, "list", value,
                          "changeover_s rooms stretches talks before not_after") ||
        !draw_json_int(r, "list", value, "changeover_s", 0, DRAW_LENGTH_MAX_S,
                       &list.changeover_s) ||
        !read_rooms(r, value, &list) || !read_stretches(r, value, &list) ||
        !read_talks(r, value, &list) ||
        !read_pairs(r, value, "before", &list, &list.before, &list.before_count) ||
        !read_pairs(r, value, "not_after", &list, &list.not_after, &list.not_after_count))
        return false;
    *ret = list;
    return true;
}
