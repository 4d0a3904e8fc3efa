/* DESIGN: presenters exchange their slots: asked for, answered by each, performed by the last yes,
 * or overtaken. */
#include "talk_swap.h"

#include "talk_swap_notice.h"
#include "talk_swap_rules.h"
#include "talk_swap_scene.h"
#include "talk_swap_store.h"

enum { OVERTAKEN_AT_ONCE = 20 };

enum err talk_swap_ask(struct store *store, struct instant now,
                       const struct talk_swap_request *request, struct refusal *why,
                       struct talk_swap_id *ret)
{
    struct event event;
    struct talk_swap swap;
    const struct event_viewer viewer = {.all_drafts = true};
    bool more;
    /* what is over already is in nobody's way */
    enum err err = talk_swap_end_due(store, now, OVERTAKEN_AT_ONCE, why->arena, &more);
    if (err == OK)
        err = talk_swap_try(store, now, request, why, &swap);
    if (err == OK)
        err = event_find(store, &viewer, request->event, why->arena, &event);
    if (err == OK)
        err = talk_swap_store_insert(store, now, &swap);
    if (err == OK)
        err = talk_swap_notice_ask(store, now, &event, &swap);
    if (err == OK)
        *ret = swap.id;
    return err;
}

/* ---- it is over without ---- */

/* by: who did it and need not be told; part: who said no, else -1. */
struct ending {
    enum talk_swap_status status;
    int part;
    struct person_id by;
};

static enum err end(struct store *store, struct instant now, struct talk_swap *swap,
                    const struct ending *ending, struct arena *arena)
{
    const struct event_viewer viewer = {.all_drafts = true};
    struct event event;
    enum err err = talk_swap_store_end(store, now, swap->id, ending->status, ending->part);
    if (err == OK)
        err = event_find(store, &viewer, swap->event, arena, &event);
    if (err != OK)
        return err;
    swap->status = ending->status;
    swap->ended_by = ending->part;
    /* who is told that there is no event needs no second mail */
    return event_status_is_on(event.status)
               ? talk_swap_notice_over(store, now, &event, swap, ending->by)
               : OK;
}

static enum err overtake(struct store *store, struct instant now, struct talk_swap *swap,
                         struct arena *arena)
{
    return end(store, now, swap, &(struct ending){TALK_SWAP_OVERTAKEN, -1, {0}}, arena);
}

enum err talk_swap_end_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *ret_more)
{
    struct talk_swap_id id;
    struct talk_swap swap;
    enum err err = OK;
    int ended = 0;
    while (err == OK && ended < limit) {
        err = talk_swap_store_next_due(store, now, &id);
        if (err == OK)
            err = talk_swap_find(store, id, arena, &swap);
        if (err == OK)
            err = overtake(store, now, &swap, arena);
        ended += err == OK;
    }
    if (err == ERR_NOT_FOUND)
        err = OK;
    if (err == OK)
        *ret_more = ended == limit;
    return err;
}

/* ---- the last yes ---- */

/* The slots that change, as one step of the programme. */
static enum err turn(struct store *store, struct instant now, const struct talk_scene *scene,
                     const struct talk_swap *swap, struct person_id by, struct arena *arena)
{
    struct programme_slot items[TALK_SWAP_MAX];
    const struct programme_slots slots = {items, swap->count};
    const struct programme_draft draft = {scene->event.id, PROGRAMME_SWAPPED, by, &slots};
    for (int i = 0; i < swap->count; i++) {
        const struct programme_slot *to = &talk_swap_next(swap, i)->slot;
        items[i] = (struct programme_slot){swap->parts[i].talk.id, to->room, to->starts_at, false};
    }
    return programme_version_exchange(store, now, &draft, arena);
}

static enum err perform(struct store *store, struct instant now, const struct talk_scene *scene,
                        struct talk_swap *swap, struct person_id by, struct arena *arena)
{
    enum err err = turn(store, now, scene, swap, by, arena);
    for (int i = 0; err == OK && i < swap->count; i++) /* their calendars follow */
        err = talk_store_update(store, now, &swap->parts[i].talk);
    if (err == OK)
        err = talk_swap_store_end(store, now, swap->id, TALK_SWAP_DONE, -1);
    if (err == OK)
        err = talk_swap_notice_done(store, now, &scene->event, swap);
    /* of talks of several lengths there may be a gap now that was none before */
    return err == OK ? talk_room_changed(store, now, scene->event.id, arena) : err;
}

static bool is_agreed(const struct talk_swap *swap)
{
    for (int i = 0; i < swap->count; i++) {
        if (swap->parts[i].yes_at.v == 0)
            return false;
    }
    return true;
}

static enum err say_yes(struct store *store, struct instant now, struct talk_swap *swap, int part,
                        struct refusal *why)
{
    struct talk_scene scene;
    struct refusal unused;
    if (swap->parts[part].yes_at.v)
        return OK;
    enum err err = talk_swap_store_yes(store, now, swap->id, part);
    swap->parts[part].yes_at = now;
    if (err != OK || !is_agreed(swap))
        return err;
    refusal_init(&unused, why->arena);
    err = talk_swap_scene_find(store, now, swap->event, &unused, &scene);
    if (err == OK)
        err = talk_swap_scene_check(&scene, swap, &unused);
    if (err == ERR_CONFLICT)
        return overtake(store, now, swap, why->arena);
    return err == OK ? perform(store, now, &scene, swap, swap->parts[part].talk.person, why->arena)
                     : err;
}

static enum err say_no(struct store *store, struct instant now, struct talk_swap *swap, int part,
                       struct arena *arena)
{
    const struct person_id by = swap->parts[part].talk.person;
    const struct ending ending = part ? (struct ending){TALK_SWAP_REFUSED, part, by}
                                      : (struct ending){TALK_SWAP_TAKEN_BACK, -1, by};
    return end(store, now, swap, &ending, arena);
}

static bool was_said(const struct talk_swap *swap, int part, bool yes)
{
    if (yes)
        return swap->status == TALK_SWAP_DONE;
    return part ? swap->status == TALK_SWAP_REFUSED && swap->ended_by == part
                : swap->status == TALK_SWAP_TAKEN_BACK;
}

enum err talk_swap_answer(struct store *store, struct instant now,
                          const struct talk_swap_answer *answer, struct refusal *why)
{
    struct talk_swap swap;
    bool due = false;
    enum err err = talk_swap_find(store, answer->swap, why->arena, &swap);
    int part = err == OK ? talk_swap_part_of(&swap, answer->by) : -1;
    if (err == ERR_NOT_FOUND || (err == OK && part < 0))
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such swap. Look under My bookings for your talk.");
    if (err == OK && swap.status != TALK_SWAP_OPEN)
        return was_said(&swap, part, answer->yes)
                   ? OK
                   : refuse(why, ERR_CONFLICT, "swap-over",
                            "This swap is over already, so there is nothing more to say.");
    if (err == OK)
        err = talk_swap_store_is_due(store, now, swap.id, &due);
    if (err != OK)
        return err;
    if (due)
        return overtake(store, now, &swap, why->arena);
    return answer->yes ? say_yes(store, now, &swap, part, why)
                       : say_no(store, now, &swap, part, why->arena);
}
