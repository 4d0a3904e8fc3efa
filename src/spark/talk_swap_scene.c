/* DESIGN: what slots may be exchanged at an event, and what a swap is refused for, in words. */
#include "talk_swap_scene.h"

#include <stdlib.h>

#include "talk_swap_rules.h"
#include "talk_swap_store.h"

struct slot_scene talk_swap_scene_slots(const struct talk_scene *scene)
{
    return (struct slot_scene){&scene->settings, &scene->talks, &scene->slots, &scene->rules};
}

enum err talk_swap_scene_find(struct store *store, struct instant now, struct event_id event,
                              struct refusal *why, struct talk_scene *ret)
{
    struct talk_scene scene;
    enum err err = talk_scene_find(store, event, true, why, &scene);
    if (err != OK)
        return err;
    if (now.v >= scene.event.fields.starts_at.v || !event_status_is_on(scene.event.status))
        return refuse(why, ERR_CONFLICT, "too-late",
                      "Slots are swapped before the event begins. Tell whoever chairs it.");
    if (scene.settings.order != SPARK_ARRANGED || scene.settings.drawing)
        return refuse(why, ERR_CONFLICT, "drawn",
                      "The order of this event is drawn by lot, so slots are not swapped.");
    if (!scene.settings.published)
        return refuse(why, ERR_CONFLICT, "not-announced",
                      "The programme is not announced yet, so nobody has a slot to swap.");
    *ret = scene;
    return OK;
}

/* ---- who is in it ---- */

static const struct talk *talk_of(const struct talk_scene *scene, struct talk_id id)
{
    for (int i = 0; i < scene->talks.count; i++) {
        const struct talk *talk = &scene->talks.items[i];
        if (talk->id.v == id.v && talk->status == TALK_CONFIRMED)
            return talk;
    }
    return NULL;
}

static const char *room_name(const struct talk_scene *scene, int room)
{
    return room <= scene->settings.pack.room_count ? scene->settings.rooms[room - 1].name : "";
}

static bool has_lead(const struct talk_swap *swap, const struct talk *talk)
{
    for (int i = 0; i < swap->count; i++) {
        if (swap->parts[i].talk.person.v == talk->person.v)
            return true;
    }
    return false;
}

static enum err add_part(const struct talk_scene *scene, struct talk_id id, struct refusal *why,
                         struct talk_swap *swap)
{
    const struct talk *talk = talk_of(scene, id);
    const struct programme_slot *slot = talk_swap_rules_slot(&scene->slots, id);
    if (!talk || !slot)
        return refuse_field(why, "talks", "Choose talks that have a slot at this event.");
    if (has_lead(swap, talk))
        return refuse_field(why, "talks",
                            "Choose each person once: everybody in a swap says yes for one talk.");
    swap->parts[swap->count++] =
        (struct talk_swap_part){.talk = *talk, .slot = *slot, .room = room_name(scene, slot->room)};
    return OK;
}

/* H10, and one swap at a time. */
static enum err check_free(struct store *store, const struct talk_swap_part *part,
                           struct refusal *why)
{
    struct talk_swap_id open;
    if (part->slot.pinned)
        return refuse(why, ERR_CONFLICT, "pinned",
                      "The organisers fixed the slot of “%s”, so it is not swapped. Ask them.",
                      part->talk.title);
    enum err err = talk_swap_store_open(store, part->talk.id, &open);
    if (err == ERR_NOT_FOUND)
        return OK;
    return err == OK
               ? refuse(
                     why, ERR_CONFLICT, "swap-open",
                     "The talk “%s” is in another swap that is not answered yet. Wait until it is, "
                     "or choose somebody else.",
                     part->talk.title)
               : err;
}

enum err talk_swap_scene_parts(struct store *store, const struct talk_scene *scene,
                               const struct talk_swap_request *request, struct refusal *why,
                               struct talk_swap *ret)
{
    struct talk_swap swap = {.event = scene->event.id, .ended_by = -1};
    if (request->count > TALK_SWAP_MAX)
        return refuse_field(why, "talks", "Choose at most %d talks.", TALK_SWAP_MAX);
    enum err err = OK;
    for (int i = 0; err == OK && i < request->count; i++)
        err = add_part(scene, request->talks[i], why, &swap);
    for (int i = 0; err == OK && i < swap.count; i++)
        err = check_free(store, &swap.parts[i], why);
    if (err == OK)
        *ret = swap;
    return err;
}

/* ---- whether it holds ---- */

static void ids_of(const struct talk_swap *swap, struct talk_id ids[static TALK_SWAP_MAX])
{
    for (int i = 0; i < swap->count; i++)
        ids[i] = swap->parts[i].talk.id;
}

/* What others told the organisers of themselves is nobody's business. */
static const char *own_words(enum slot_bar bar)
{
    static const char *const WORDS[] = {
        [SLOT_HOLDS] = "",
        [SLOT_NO_ROOM] = "it is too long for that slot",
        [SLOT_TIMES] = "somebody who gives it is not there yet, or has to leave",
        [SLOT_KIT] = "that room lacks what it needs",
        [SLOT_PEOPLE] = "somebody who gives it gives another talk at that time",
        [SLOT_ORDER] = "the organisers set an order among talks that it would break",
    };
    return WORDS[bar];
}

enum err talk_swap_scene_check(const struct talk_scene *scene, const struct talk_swap *swap,
                               struct refusal *why)
{
    const struct slot_scene slots = talk_swap_scene_slots(scene);
    struct talk_id ids[TALK_SWAP_MAX];
    int at = 0;
    ids_of(swap, ids);
    enum slot_bar bar = talk_swap_rules_bar(&slots, ids, swap->count, why->arena, &at);
    if (bar == SLOT_HOLDS)
        return OK;
    const char *title = swap->parts[at].talk.title;
    const char *next = talk_swap_next(swap, at)->talk.title;
    if (at == 0 || bar == SLOT_NO_ROOM)
        return refuse(why, ERR_CONFLICT, "does-not-hold",
                      "The talk “%s” cannot be given in the slot of “%s”: %s.", title, next,
                      own_words(bar));
    return refuse(why, ERR_CONFLICT, "does-not-hold",
                  "The talk “%s” cannot be given in the slot of “%s”.", title, next);
}

/* ---- what could be asked for ---- */

enum err talk_swap_try(struct store *store, struct instant now,
                       const struct talk_swap_request *request, struct refusal *why,
                       struct talk_swap *ret)
{
    struct talk_scene scene;
    struct talk_swap swap;
    enum err err = talk_swap_scene_find(store, now, request->event, why, &scene);
    if (err == OK && request->count < TALK_SWAP_MIN)
        err = refuse_field(why, "talks", "Choose whose slot you would like.");
    if (err == OK)
        err = talk_swap_scene_parts(store, &scene, request, why, &swap);
    if (err != OK)
        return err;
    *ret = swap;
    return talk_swap_scene_check(&scene, &swap, why);
}

static int by_start(const void *a, const void *b)
{
    const struct programme_slot *x = &((const struct talk_swap_choice *)a)->slot;
    const struct programme_slot *y = &((const struct talk_swap_choice *)b)->slot;
    if (x->starts_at.v != y->starts_at.v)
        return x->starts_at.v < y->starts_at.v ? -1 : 1;
    return (x->room > y->room) - (x->room < y->room);
}

/* OK too if that one can be in no swap: then it is no choice. */
static enum err consider(struct store *store, const struct talk_scene *scene,
                         const struct talk_swap *so_far, const struct programme_slot *slot,
                         struct arena *arena, struct talk_swap_choices *list)
{
    struct talk_swap swap = *so_far;
    struct refusal unused;
    refusal_init(&unused, arena);
    const struct talk *talk = talk_of(scene, slot->talk);
    if (!talk)
        return OK;
    enum err err = add_part(scene, slot->talk, &unused, &swap);
    if (err == OK)
        err = check_free(store, &swap.parts[swap.count - 1], &unused);
    if (err == ERR_INVALID || err == ERR_CONFLICT)
        return OK;
    if (err != OK)
        return err;
    bool closes = talk_swap_scene_check(scene, &swap, &unused) == OK;
    list->items[list->count++] =
        (struct talk_swap_choice){talk, *slot, room_name(scene, slot->room), closes};
    return OK;
}

enum err talk_swap_choose(struct store *store, struct instant now,
                          const struct talk_swap_request *so_far, struct refusal *why,
                          struct talk_swap_choices *ret)
{
    struct talk_scene scene;
    struct talk_swap swap;
    enum err err = talk_swap_scene_find(store, now, so_far->event, why, &scene);
    if (err == OK)
        err = talk_swap_scene_parts(store, &scene, so_far, why, &swap);
    if (err != OK)
        return err;
    struct talk_swap_choices list = {
        ARENA_ARRAY(why->arena, struct talk_swap_choice, (size_t)scene.slots.count + 1), 0};
    for (int i = 0; err == OK && swap.count < TALK_SWAP_MAX && i < scene.slots.count; i++)
        err = consider(store, &scene, &swap, &scene.slots.items[i], why->arena, &list);
    if (err != OK)
        return err;
    if (list.count > 1)
        qsort(list.items, (size_t)list.count, sizeof *list.items, by_start);
    *ret = list;
    return OK;
}
