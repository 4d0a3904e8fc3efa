/* DESIGN: pure judgement on slots: is there a gap for one more talk, with nobody moved? */
#include "slot_rules.h"
#include "talk_rules.h"

#include <strings.h>

struct want {
    const struct slot_scene *scene;
    const struct talk *talk;
    int64_t size_s, talk_s;     /* with and without the changeover */
    const struct talk **others; /* of each slot; NULL: it is live no more */
};

/* ---- kit ---- */

static bool has_word(const char *list, struct str word)
{
    struct str rest = str_of(list), there;
    while (str_split(&rest, ',', &there)) {
        there = str_trim(there);
        if (there.n == word.n && strncasecmp(there.p, word.p, word.n) == 0)
            return true;
    }
    return false;
}

const char *slot_rules_missing_kit(struct arena *arena, const char *wanted, const char *there)
{
    struct str rest = str_of(wanted), word;
    while (str_split(&rest, ',', &word)) {
        word = str_trim(word);
        if (word.n && !has_word(there, word))
            return arena_str_c(arena, word);
    }
    return NULL;
}

/* ---- a gap ---- */

static const struct talk *talk_of(const struct slot_scene *scene, struct talk_id id)
{
    for (int i = 0; i < scene->talks->count; i++) {
        if (scene->talks->items[i].id.v == id.v)
            return &scene->talks->items[i];
    }
    return NULL;
}

/* Looked for once, since a gap is looked for among all pairs of slots. */
static const struct talk **talks_of(const struct slot_scene *scene, struct arena *arena)
{
    const struct talk **list =
        ARENA_ARRAY(arena, const struct talk *, (size_t)scene->slots->count + 1);
    for (int i = 0; i < scene->slots->count; i++)
        list[i] = talk_of(scene, scene->slots->items[i].talk);
    return list;
}

static int64_t end_of(const struct want *want, int slot)
{
    const struct talk *talk = want->others[slot];
    return want->scene->slots->items[slot].starts_at.v + (talk ? talk->minutes : 0) * 60;
}

/* H3 and H7 against one other slot. */
static bool meets(const struct want *want, const struct programme_slot *at, int index)
{
    const struct programme_slot *other = &want->scene->slots->items[index];
    int64_t changeover = want->scene->settings->pack.changeover_s;
    if (other->talk.v == want->talk->id.v || at->starts_at.v >= end_of(want, index) + changeover ||
        other->starts_at.v >= at->starts_at.v + want->size_s)
        return false;
    const struct talk *talk = want->others[index];
    return other->room == at->room || (talk && talk_rules_share_presenter(want->talk, talk));
}

/* H8 and H9 for one rule that names the talk. */
static bool keeps_rule(const struct want *want, const struct programme_slot *at,
                       const struct talk_rule *rule)
{
    bool is_first = rule->first.v == want->talk->id.v;
    struct talk_id id = is_first ? rule->second : rule->first;
    const struct programme_slots *slots = want->scene->slots;
    int64_t changeover = want->scene->settings->pack.changeover_s;
    for (int i = 0; i < slots->count; i++) {
        const struct programme_slot *other = &slots->items[i];
        if (other->talk.v != id.v)
            continue;
        int64_t end = is_first ? at->starts_at.v + want->talk_s : end_of(want, i);
        int64_t start = is_first ? other->starts_at.v : at->starts_at.v;
        if (rule->before)
            return start >= end + changeover;
        return other->room != at->room || start != end + changeover;
    }
    return true;
}

/* H8 and H9 */
static bool keeps_order(const struct want *want, const struct programme_slot *at)
{
    const struct slot_scene *scene = want->scene;
    for (int i = 0; i < scene->rules->count; i++) {
        const struct talk_rule *rule = &scene->rules->items[i];
        bool named = rule->first.v == want->talk->id.v || rule->second.v == want->talk->id.v;
        if (named && !keeps_rule(want, at, rule))
            return false;
    }
    return true;
}

static bool is_free(const struct want *want, const struct programme_slot *at)
{
    for (int i = 0; i < want->scene->slots->count; i++) {
        if (meets(want, at, i))
            return false;
    }
    return keeps_order(want, at);
}

/* H4 and H5 */
static bool keeps_times(const struct want *want, int64_t start)
{
    const struct talk *talk = want->talk;
    return start >= talk->arrive_at.v &&
           (talk->leave_at.v == 0 || start + want->talk_s <= talk->leave_at.v);
}

/* H2 */
static bool is_in_block(const struct want *want, int64_t start)
{
    const struct pack *pack = &want->scene->settings->pack;
    for (int b = 0; b < pack->block_count; b++) {
        if (start >= pack->blocks[b].start_s && start + want->size_s <= pack->blocks[b].end_s)
            return true;
    }
    return false;
}

static bool is_inside(const struct want *want, int64_t start)
{
    return keeps_times(want, start) && is_in_block(want, start);
}

static struct want want_of(const struct slot_scene *scene, const struct talk *talk, int minutes,
                           struct arena *arena)
{
    return (struct want){.scene = scene,
                         .talk = talk,
                         .size_s = minutes * 60 + scene->settings->pack.changeover_s,
                         .talk_s = minutes * 60,
                         .others = talks_of(scene, arena)};
}

static bool has_kit(const struct slot_scene *scene, const struct talk *talk, int room,
                    struct arena *arena)
{
    return !slot_rules_missing_kit(arena, talk->kit ? talk->kit : "",
                                   scene->settings->rooms[room - 1].kit);
}

enum slot_bar slot_rules_bar(const struct slot_scene *scene, const struct talk *talk,
                             const struct programme_slot *at, struct arena *arena)
{
    const struct want want = want_of(scene, talk, talk->minutes, arena);
    if (at->room < 1 || at->room > scene->settings->pack.room_count ||
        !is_in_block(&want, at->starts_at.v))
        return SLOT_NO_ROOM;
    if (!keeps_times(&want, at->starts_at.v))
        return SLOT_TIMES;
    if (!has_kit(scene, talk, at->room, arena))
        return SLOT_KIT;
    for (int i = 0; i < scene->slots->count; i++) {
        if (meets(&want, at, i))
            return scene->slots->items[i].room == at->room ? SLOT_NO_ROOM : SLOT_PEOPLE;
    }
    return keeps_order(&want, at) ? SLOT_HOLDS : SLOT_ORDER;
}

bool slot_rules_holds(const struct slot_scene *scene, const struct talk *talk,
                      const struct programme_slot *at, struct arena *arena)
{
    return slot_rules_bar(scene, talk, at, arena) == SLOT_HOLDS;
}

static void consider(const struct want *want, int room, int64_t start, struct programme_slot *best)
{
    const struct programme_slot at = {want->talk->id, room, {start}, false};
    bool earlier = best->room == 0 || start < best->starts_at.v;
    if (earlier && is_inside(want, start) && is_free(want, &at))
        *best = at;
}

/* A gap begins where a block does, behind another talk in any room (a presenter may come from
 * there), or when its people arrive. */
static void consider_room(const struct want *want, int room, struct programme_slot *best)
{
    const struct slot_scene *scene = want->scene;
    const struct pack *pack = &scene->settings->pack;
    consider(want, room, want->talk->arrive_at.v, best);
    for (int b = 0; b < pack->block_count; b++)
        consider(want, room, pack->blocks[b].start_s, best);
    for (int i = 0; i < scene->slots->count; i++)
        consider(want, room, end_of(want, i) + pack->changeover_s, best);
}

bool slot_rules_gap(const struct slot_scene *scene, const struct talk *talk, int minutes,
                    struct arena *arena, struct programme_slot *ret)
{
    const struct want want = want_of(scene, talk, minutes, arena);
    struct programme_slot best = {.room = 0};
    for (int r = 0; r < scene->settings->pack.room_count; r++) {
        if (has_kit(scene, talk, r + 1, arena))
            consider_room(&want, r + 1, &best);
    }
    if (best.room == 0)
        return false;
    *ret = best;
    return true;
}

const struct talk *slot_rules_elsewhere(const struct slot_scene *scene, const struct talk *talk,
                                        struct arena *arena)
{
    const struct want want = want_of(scene, talk, talk->minutes, arena);
    const struct programme_slots *slots = scene->slots;
    struct programme_slot at = {.room = 0}; /* no room: only people can be in two places */
    for (int i = 0; i < slots->count; i++) {
        if (slots->items[i].talk.v == talk->id.v)
            at.starts_at = slots->items[i].starts_at;
    }
    for (int i = 0; at.starts_at.v && i < slots->count; i++) {
        if (meets(&want, &at, i))
            return want.others[i];
    }
    return NULL;
}
