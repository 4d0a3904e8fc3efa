/* DESIGN: one of several who give a talk cannot: it goes on with those who stay. */
#include "joint.h"
#include "talk_reserve.h"
#include "talk_scene.h"

/* Who leads it once they are off it: the lead, or the first who has said yes. */
static const struct talk_presenter *lead_without(const struct talk *talk, struct person_id gone)
{
    for (int i = 0; i < talk->presenter_count; i++)
        if (talk->presenters[i].person.v != gone.v && !talk->presenters[i].asked)
            return &talk->presenters[i];
    return NULL;
}

bool talk_goes_on(const struct talk *talk, struct person_id without)
{
    return lead_without(talk, without) != NULL;
}

/* ---- told ---- */

static bool is_alone(const struct talk *talk)
{
    return !talk_goes_on(talk, talk->person);
}

static const char *words_for(const struct talk *talk, const struct talk_presenter *presenter,
                             struct arena *arena)
{
    if (!presenter->lead)
        return arena_printf(arena, "%s leads it.", talk->presenters[0].name);
    return is_alone(talk) ? "You give it alone, and can change or withdraw it."
                          : "You lead it, and can change or withdraw it.";
}

static enum err tell(struct store *store, struct instant now, const struct event *event,
                     const struct talk *talk, const struct talk_presenter *gone,
                     struct arena *arena)
{
    const char *stay = joint_names(arena, talk, false);
    struct talk_news news = {.kind = NOTICE_TALK_LEFT,
                             .had_place = talk->status == TALK_CONFIRMED,
                             .by = gone->person,
                             .by_name = gone->name,
                             .detail = stay};
    enum err err = talk_notice_one(store, now, event, talk, gone, &news);
    news.kind = NOTICE_JOINT_LEFT;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        news.detail = words_for(talk, &talk->presenters[i], arena);
        err = talk_notice_one(store, now, event, talk, &talk->presenters[i], &news);
    }
    return err;
}

/* ---- done ---- */

static enum err take_off(struct store *store, struct instant now, const struct talk *before,
                         const struct talk_presenter *gone, struct arena *arena, struct talk *ret)
{
    struct talk after = *before;
    after.person = lead_without(before, gone->person)->person;
    enum err err = talk_store_delete_presenter(store, before, gone->person);
    if (err == OK)
        err = talk_store_set_lead(store, before->id, after.person);
    if (err == OK)
        err = talk_store_update(store, now, &after);
    if (err == OK)
        err = talk_store_presenters(store, arena, &after);
    if (err == OK && talk_status_has_slot(before->status))
        err = talk_scene_unseat(store, before, gone);
    if (err == OK)
        *ret = after;
    return err;
}

static enum err leave(struct store *store, struct instant now, const struct talk_scene *scene,
                      const struct talk *talk, const struct talk_presenter *gone,
                      struct arena *arena)
{
    struct talk_reserve reserve;
    struct talk after;
    enum err err = talk_reserve_begin(store, now, scene, talk, arena, &reserve);
    if (err == OK)
        err = take_off(store, now, talk, gone, arena, &after);
    if (err == OK)
        err = tell(store, now, &scene->event, &after, gone, arena);
    if (err != OK || !talk_status_has_slot(talk->status))
        return err;
    err = talk_promote_freed(store, now, gone, 1, arena);
    reserve.gone = gone->name;
    reserve.goes_on = arena_printf(arena, "%s %s.", joint_names(arena, &after, false),
                                   is_alone(&after) ? "gives it alone" : "give it without them");
    return err == OK ? talk_reserve_tell(store, now, &reserve, &after, gone->person, arena) : err;
}

static enum err find(struct store *store, struct talk_id id, struct refusal *why, struct talk *ret)
{
    enum err err = talk_store_find(store, id, why->arena, ret);
    if (err == ERR_NOT_FOUND || (err == OK && ret->status == TALK_DRAFT))
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such talk. Yours are on the event's page, drafts too.");
    if (err == OK && (ret->status == TALK_WITHDRAWN || ret->status == TALK_DECLINED))
        return refuse(why, ERR_CONFLICT, "withdrawn",
                      "This talk will not be given, so there is nothing to step down from.");
    return err == OK ? talk_store_presenters(store, why->arena, ret) : err;
}

enum err talk_leave(struct store *store, struct instant now, struct talk_id id,
                    struct person_id person, struct refusal *why)
{
    struct talk_scene scene;
    struct talk talk;
    enum err err = find(store, id, why, &talk);
    if (err != OK)
        return err;
    const struct talk_presenter *gone = talk_presenter_of(&talk, person);
    if (!gone)
        return refuse(why, ERR_NOT_FOUND, "not-found", "You do not give this talk.");
    if (gone->asked)
        return joint_answer(store, now, id, person, false, why);
    if (!talk_goes_on(&talk, person))
        return refuse(why, ERR_CONFLICT, "alone",
                      "Nobody else has said yes to giving this talk. Withdraw it instead.");
    err = talk_scene_find(store, talk.event, true, why, &scene);
    if (err == OK)
        err = talk_reserve_check(store, now, &scene, &talk, why);
    return err == OK ? leave(store, now, &scene, &talk, gone, why->arena) : err;
}
