/* DESIGN: a slot that falls free is offered to the first in line: kept, answered, or passed on. */
#include "talk_offer.h"

#include "busy.h"
#include "spark_store.h"
#include "talk_offer_store.h"
#include "talk_scene.h"

enum err talk_offer_setting_save(struct store *store, struct instant now, struct event_id event,
                                 const struct talk_offer_setting *setting, struct refusal *why)
{
    if (setting->answer_h < 0 || setting->answer_h > TALK_OFFER_MAX_H)
        refuse_field(why, "answer_hours", "Enter 1 to %d hours.", TALK_OFFER_MAX_H);
    enum err err = refusal_check(why);
    if (err == OK)
        err = talk_offer_store_save_setting(store, event, setting);
    if (err == OK && setting->answer_h == 0)
        err = talk_offer_store_renew(store, event);
    return err == OK ? talk_promote(store, now, why->arena) : err;
}

/* ---- a slot is kept ---- */

/* They are taken at that time, and keep a place in the audience until they say yes. */
static enum err hold(struct store *store, const struct talk_scene *scene, const struct talk *talk)
{
    const struct event_fields *when = &scene->event.fields;
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        const struct busy busy = {.person = talk->presenters[i].person,
                                  .from = when->starts_at,
                                  .to = when->ends_at,
                                  .source = BUSY_TALK,
                                  .source_id = talk->id.v,
                                  .event_id = talk->event.v,
                                  .school = when->school};
        err = busy_put(store, &busy);
    }
    return err;
}

enum err talk_offer_make(struct store *store, struct instant now, struct talk_scene *scene,
                         struct instant until, struct arena *arena, struct talk *talk)
{
    const struct talk_offer offer = {.talk = talk->id, .offered_at = now, .answer_by = until};
    const struct talk_news news = {.kind = NOTICE_TALK_OFFERED, .until = until};
    talk_scene_count(scene, talk, talk->minutes, 1);
    talk->status = TALK_OFFERED;
    enum err err = talk_store_update(store, now, talk);
    if (err == OK)
        err = talk_offer_store_insert(store, &offer);
    if (err == OK)
        err = hold(store, scene, talk);
    if (err == OK)
        err = talk_scene_place(store, now, scene, talk, PROGRAMME_PROMOTED, arena);
    return err == OK ? talk_notice_one(store, now, &scene->event, talk, &talk->presenters[0], &news)
                     : err;
}

/* ---- it is over ---- */

/* Back into the line; nobody is told here. */
static enum err fall_back(struct store *store, struct instant now, struct talk_scene *scene,
                          struct talk *talk, struct arena *arena)
{
    struct talk_offer offer;
    enum err err = talk_offer_find(store, talk->id, &offer);
    talk->status = TALK_WAITING;
    if (scene->asks.to_end)
        talk->queued_at = now;
    if (err == OK)
        err = talk_store_update(store, now, talk);
    offer.over_at = now;
    if (err == OK)
        err = talk_offer_store_insert(store, &offer);
    if (err == OK)
        err = talk_scene_displace(store, now, scene, talk, (struct person_id){0}, arena);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_unseat(store, talk, &talk->presenters[i]);
    return err == OK ? spark_store_recount(store, talk->event) : err;
}

static enum err ask_next(struct store *store, struct instant now, const struct talk *talk,
                         struct arena *arena)
{
    return talk_promote_freed(store, now, talk->presenters, talk->presenter_count, arena);
}

static enum err find_both(struct store *store, struct talk_id id, struct refusal *why,
                          struct talk *talk, struct talk_scene *scene)
{
    enum err err = talk_store_find(store, id, why->arena, talk);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such talk. Look under My bookings for yours.");
    if (err == OK)
        err = talk_store_presenters(store, why->arena, talk);
    return err == OK ? talk_scene_find(store, talk->event, true, why, scene) : err;
}

static enum err lapse(struct store *store, struct instant now, struct talk_id id,
                      struct arena *arena)
{
    struct talk_scene scene;
    struct talk talk;
    struct talk_queue queue;
    struct refusal unused;
    refusal_init(&unused, arena);
    enum err err = find_both(store, id, &unused, &talk, &scene);
    if (err == OK)
        err = fall_back(store, now, &scene, &talk, arena);
    if (err == OK)
        err = talk_queue_find(store, talk.event, arena, &queue);
    if (err != OK)
        return err;
    talk.position = talk_queue_place(&queue, id, arena).position;
    const struct talk_news news = {.kind = NOTICE_TALK_OFFER_OVER};
    err = talk_notice_one(store, now, &scene.event, &talk, &talk.presenters[0], &news);
    return err == OK ? ask_next(store, now, &talk, arena) : err;
}

enum err talk_offer_end_due(struct store *store, struct instant now, int limit, struct arena *arena,
                            bool *ret_more)
{
    struct talk_id id;
    enum err err = OK;
    int ended = 0;
    while (err == OK && ended < limit) {
        err = talk_offer_store_next_due(store, now, &id);
        if (err == OK)
            err = lapse(store, now, id, arena);
        ended += err == OK;
    }
    if (err == ERR_NOT_FOUND)
        err = OK;
    if (err == OK)
        *ret_more = ended == limit;
    return err;
}

/* ---- it is answered ---- */

static enum err refuse_over(struct refusal *why)
{
    return refuse(why, ERR_CONFLICT, "offer-over",
                  "The time to answer is over, and the slot went to the next in line. Your talk "
                  "waits, and you get a mail when another slot falls free.");
}

static enum err confirm(struct store *store, struct instant now, const struct talk_scene *scene,
                        struct talk *talk, struct arena *arena)
{
    const struct talk_news news = {.kind = NOTICE_TALK_PROMOTED, .had_place = true};
    talk->status = TALK_CONFIRMED;
    enum err err = talk_store_update(store, now, talk);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_seat(store, now, scene, talk, &talk->presenters[i], arena);
    return err == OK ? talk_notice_all(store, now, &scene->event, talk, &news) : err;
}

static enum err accept(struct store *store, struct instant now, const struct talk_scene *scene,
                       struct talk *talk, struct refusal *why)
{
    struct talk_offer offer;
    enum err err = talk_offer_find(store, talk->id, &offer);
    if (err == OK && now.v >= offer.answer_by.v)
        return refuse_over(why);
    return err == OK ? confirm(store, now, scene, talk, why->arena) : err;
}

/* Too late, but nobody else has taken it. */
static enum err take_after_all(struct store *store, struct instant now, struct talk_scene *scene,
                               struct talk *talk, struct refusal *why)
{
    const struct talk_news news = {.kind = NOTICE_TALK_PROMOTED, .had_place = true};
    bool given = false, over = false;
    enum err err = talk_offer_store_is_over(store, talk->id, &over);
    if (err == OK && !over)
        return refuse(why, ERR_CONFLICT, "no-offer",
                      "No slot is offered to this talk. You get a mail as soon as one falls free.");
    scene->asks.answer_h = 0;
    if (err == OK && now.v < scene->event.fields.starts_at.v)
        err = talk_scene_try(store, now, scene, &news, why->arena, talk, &given);
    if (err != OK)
        return err;
    return given ? spark_store_recount(store, talk->event) : refuse_over(why);
}

static enum err say_yes(struct store *store, struct instant now, struct talk_scene *scene,
                        struct talk *talk, struct refusal *why)
{
    if (talk->status == TALK_CONFIRMED)
        return OK;
    if (talk->status == TALK_OFFERED)
        return accept(store, now, scene, talk, why);
    if (talk->status == TALK_WAITING && event_status_is_on(scene->event.status))
        return take_after_all(store, now, scene, talk, why);
    return refuse(why, ERR_CONFLICT, "no-offer",
                  "No slot is offered to this talk. See on the event's page how it stands.");
}

enum err talk_offer_answer(struct store *store, struct instant now,
                           const struct talk_answer *answer, struct refusal *why)
{
    struct talk_scene scene;
    struct talk talk;
    enum err err = find_both(store, answer->talk, why, &talk, &scene);
    if (err == OK && answer->yes)
        return say_yes(store, now, &scene, &talk, why);
    if (err == OK && talk.status == TALK_WAITING)
        return OK;
    if (err == OK && talk.status != TALK_OFFERED)
        return refuse(why, ERR_CONFLICT, "no-offer",
                      "Nothing is asked of this talk any more. If it has its slot and you cannot "
                      "come, withdraw it.");
    if (err == OK)
        err = fall_back(store, now, &scene, &talk, why->arena);
    return err == OK ? ask_next(store, now, &talk, why->arena) : err;
}
