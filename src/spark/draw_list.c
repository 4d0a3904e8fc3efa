/* DESIGN: the list at closing, made of an event: every name and reason is left behind here. */
#include "draw_list.h"

#include <stdlib.h>

#include "check.h"
#include "draw_state.h"

struct making {
    const struct draw_scene *from;
    struct instant doors_at;
    int length_s, changeover_s;
    struct programme_slots fixed; /* of the programme that is worked on; pinned or not */
    struct talk_rules_list rules;
    struct arena *arena;
    struct draw_list list;
};

static int seconds(const struct making *making, struct instant at)
{
    int64_t s = at.v - making->doors_at.v;
    return s < 0 ? 0 : s > making->length_s ? making->length_s : (int)s;
}

/* ---- rooms and stretches ---- */

static void add_stretch(struct making *making, int room, int start_s, int end_s)
{
    struct draw_list *list = &making->list;
    if (end_s > start_s && list->stretch_count < DRAW_STRETCHES_MAX)
        list->stretches[list->stretch_count++] = (struct draw_stretch){room, start_s, end_s};
}

/* A block of a room, less the time of the talks that are fixed there. */
static void cut_block(struct making *making, int room, const struct pack_block *block)
{
    int at_s = seconds(making, (struct instant){block->start_s});
    int end_s = seconds(making, (struct instant){block->end_s});
    for (;;) {
        int from_s = end_s, to_s = end_s;
        for (int i = 0; i < making->list.talk_count; i++) {
            const struct draw_talk *talk = &making->list.talks[i];
            int over_s = talk->start_s + talk->duration_s + making->changeover_s;
            if (talk->room == room && over_s > at_s && talk->start_s < from_s) {
                from_s = talk->start_s;
                to_s = over_s;
            }
        }
        add_stretch(making, room, at_s, from_s);
        if (to_s >= end_s)
            return;
        at_s = to_s;
    }
}

static int by_start(const void *left, const void *right)
{
    const struct draw_stretch *a = left, *b = right;
    return a->start_s != b->start_s ? a->start_s - b->start_s : a->room - b->room;
}

static void make_stretches(struct making *making)
{
    struct draw_list *list = &making->list;
    list->stretches = ARENA_ARRAY(making->arena, struct draw_stretch, DRAW_STRETCHES_MAX);
    const struct pack *pack = &making->from->scene.settings.pack;
    for (int b = 0; b < pack->block_count; b++) {
        for (int r = 0; r < pack->room_count; r++)
            cut_block(making, r, &pack->blocks[b]);
    }
    qsort(list->stretches, (size_t)list->stretch_count, sizeof *list->stretches, by_start);
}

/* ---- talks ---- */

static uint32_t rooms_of(const struct making *making, const struct talk *talk,
                         const struct draw_pin *pin)
{
    const struct spark_settings *settings = &making->from->scene.settings;
    uint32_t rooms = 0;
    for (int i = 0; i < settings->pack.room_count; i++) {
        bool here = !pin->room || pin->room == i + 1;
        if (here && !slot_rules_missing_kit(making->arena, talk->kit, settings->rooms[i].kit))
            rooms |= (uint32_t)1 << i;
    }
    return rooms;
}

/* A person's number in this list: the first talk of it that they present, and their place there. */
static int number_of(const struct draw_scene *from, struct person_id person)
{
    int at = 0;
    while (!talk_presenter_of(&from->talks[at], person))
        at++;
    int nth = 0;
    while (from->talks[at].presenters[nth].person.v != person.v)
        nth++;
    return at * DRAW_PEOPLE_MAX + nth + 1;
}

static int by_number(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

static void add_people(const struct making *making, const struct talk *talk, struct draw_talk *ret)
{
    for (int i = 0; i < talk->presenter_count && i < DRAW_PEOPLE_MAX; i++)
        ret->people[ret->people_count++] = number_of(making->from, talk->presenters[i].person);
    qsort(ret->people, (size_t)ret->people_count, sizeof *ret->people, by_number);
}

static int leave_of(const struct making *making, const struct talk *talk,
                    const struct draw_pin *pin)
{
    int leave_s = making->length_s;
    if (talk->leave_at.v && seconds(making, talk->leave_at) < leave_s)
        leave_s = seconds(making, talk->leave_at);
    if (pin->leave_at.v && seconds(making, pin->leave_at) < leave_s)
        leave_s = seconds(making, pin->leave_at);
    return leave_s;
}

static void fix(const struct making *making, const struct talk *talk, struct draw_talk *ret)
{
    ret->room = DRAW_NONE;
    for (int i = 0; i < making->fixed.count; i++) {
        const struct programme_slot *slot = &making->fixed.items[i];
        /* A room that is gone holds nobody: then the talk is drawn as others are. */
        if (!slot->pinned || slot->talk.v != talk->id.v || slot->room > making->list.room_count)
            continue;
        ret->room = slot->room - 1;
        ret->start_s = seconds(making, slot->starts_at);
    }
}

static struct draw_talk talk_of(const struct making *making, int at)
{
    const struct talk *talk = &making->from->talks[at];
    const struct draw_need *need = &making->from->needs.items[at];
    struct draw_talk item = {
        .id = talk->id.v,
        .duration_s = talk->minutes * 60,
        .arrive_s = talk->arrive_at.v ? seconds(making, talk->arrive_at) : 0,
        .leave_s = leave_of(making, talk, &need->pin),
        .rooms = rooms_of(making, talk, &need->pin),
        .first = need->pin.first,
        .weight = need->first_timer ? making->from->weight : 1,
    };
    add_people(making, talk, &item);
    fix(making, talk, &item);
    return item;
}

/* ---- rules ---- */

static int talk_index(const struct draw_list *list, int64_t id)
{
    for (int i = 0; i < list->talk_count; i++) {
        if (list->talks[i].id == id)
            return i;
    }
    return DRAW_NONE;
}

static int by_talks(const void *left, const void *right)
{
    const struct draw_pair *a = left, *b = right;
    return a->first != b->first ? a->first - b->first : a->second - b->second;
}

/* Those of one kind whose talks are both on the list. */
static struct draw_pair *make_pairs(struct making *making, bool before, int *ret_count)
{
    size_t room = (size_t)making->rules.count + 1;
    struct draw_pair *pairs = ARENA_ARRAY(making->arena, struct draw_pair, room);
    int count = 0;
    for (int i = 0; i < making->rules.count; i++) {
        const struct talk_rule *rule = &making->rules.items[i];
        struct draw_pair pair = {talk_index(&making->list, rule->first.v),
                                 talk_index(&making->list, rule->second.v)};
        if (rule->before == before && pair.first != DRAW_NONE && pair.second != DRAW_NONE)
            pairs[count++] = pair;
    }
    qsort(pairs, (size_t)count, sizeof *pairs, by_talks);
    *ret_count = count;
    return pairs;
}

static void make(struct making *making)
{
    struct draw_list *list = &making->list;
    list->changeover_s = making->changeover_s;
    list->room_count = making->from->scene.settings.pack.room_count;
    for (int i = 0; i < list->room_count; i++)
        list->rooms[i] = i + 1;
    list->talks = ARENA_ARRAY(making->arena, struct draw_talk, DRAW_TALKS_MAX);
    for (int i = 0; i < making->from->talk_count; i++)
        list->talks[list->talk_count++] = talk_of(making, i);
    make_stretches(making);
    list->before = make_pairs(making, true, &list->before_count);
    list->not_after = make_pairs(making, false, &list->not_after_count);
}

/* The slots of the programme that is worked on; none before there is one. */
static enum err find_fixed(struct store *store, struct making *making)
{
    struct programme_version latest;
    struct event_id event = making->from->scene.event.id;
    enum err err = programme_version_latest(store, event, making->arena, &latest);
    if (err == ERR_NOT_FOUND)
        return OK;
    return err == OK ? programme_version_slots(store, latest.id, making->arena, &making->fixed)
                     : err;
}

enum err draw_list_build(struct store *store, const struct draw_scene *from, struct refusal *why,
                         struct draw_list *ret)
{
    const struct event_fields *when = &from->scene.event.fields;
    struct making making = {
        .from = from,
        .doors_at = when->starts_at,
        .length_s = (int)(when->ends_at.v - when->starts_at.v),
        .changeover_s = from->scene.settings.pack.changeover_s,
        .arena = why->arena,
    };
    if (from->talk_count > DRAW_TALKS_MAX)
        return refuse(why, ERR_LIMIT, "does-not-fit",
                      "More than %d talks cannot be drawn. Arrange them instead.", DRAW_TALKS_MAX);
    enum err err = find_fixed(store, &making);
    if (err == OK)
        err = talk_scene_rules(store, from->scene.event.id, why->arena, &making.rules);
    if (err != OK)
        return err;
    if (making.rules.count > DRAW_RULES_MAX)
        return refuse(why, ERR_LIMIT, "does-not-fit",
                      "More than %d rules of order cannot be kept by lots. Take some away.",
                      DRAW_RULES_MAX);
    make(&making);
    *ret = making.list;
    return OK;
}

/* ---- the scene ---- */

enum err draw_list_scene(struct store *store, struct event_id event, struct refusal *why,
                         struct draw_scene *ret)
{
    struct draw_scene scene = {.weight = 1};
    struct talk_rows rows;
    enum err err = talk_scene_find(store, event, true, why, &scene.scene);
    if (err == OK)
        err = talk_store_live(store, event, why->arena, &rows);
    if (err == OK)
        err = draw_store_needs(store, event, why->arena, &scene.needs);
    if (err == OK)
        err = draw_store_weight(store, event, &scene.weight);
    if (err != OK)
        return err;
    talk_store_keep_slots(&rows);
    scene.talks = rows.items;
    scene.talk_count = rows.count;
    CHECK(scene.needs.count == scene.talk_count);
    *ret = scene;
    return OK;
}

/* ---- what cannot be kept ---- */

/* Alone with the fixed ones, and without a rule: has it any start? */
static bool has_start(const struct draw_list *list, int talk)
{
    struct draw_list alone = *list;
    struct draw_state state;
    alone.before_count = alone.not_after_count = 0;
    draw_state_init(&state, &alone);
    return state.place[talk] != DRAW_IN_HAT || draw_state_start(&state, talk).stretch != DRAW_NONE;
}

const char *draw_list_trouble(const struct draw_scene *scene, const struct draw_list *list,
                              struct arena *arena)
{
    struct draw_state state;
    for (int i = 0; i < list->talk_count; i++) {
        if (!has_start(list, i))
            return arena_printf(arena,
                                "There is no time and room for “%s” at all. Look at when its "
                                "presenters come and leave, and at the room and kit it needs.",
                                scene->talks[i].title);
    }
    draw_state_init(&state, list);
    if (draw_state_can_finish(&state))
        return NULL;
    return "No order was found that keeps everything. Look at who comes late or leaves early, who "
           "speaks first and the rules of order, or give the talks more time.";
}
