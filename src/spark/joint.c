/* DESIGN: joint presenters are asked, and say yes or no. */
#include "joint.h"

#include "talk_scene.h"

/* ---- reading ---- */

bool joint_is_asked(const struct talk *talk, struct person_id person)
{
    const struct talk_presenter *presenter = talk_presenter_of(talk, person);
    return presenter && presenter->asked;
}

const char *joint_names(struct arena *arena, const struct talk *talk, bool asked)
{
    const char *text = NULL;
    int left = 0;
    for (int i = 0; i < talk->presenter_count; i++)
        left += talk->presenters[i].asked == asked;
    for (int i = 0; i < talk->presenter_count; i++) {
        const struct talk_presenter *p = &talk->presenters[i];
        if (p->asked != asked)
            continue;
        left--;
        text = text ? arena_printf(arena, "%s%s%s", text, left ? ", " : " and ", p->name) : p->name;
    }
    return text;
}

/* ---- answering ---- */

static enum err refuse_unknown(struct refusal *why)
{
    return refuse(why, ERR_NOT_FOUND, "not-found",
                  "There is no such question. Look under My bookings for your talks.");
}

static enum err check_open(const struct talk *talk, const struct event *event, struct instant now,
                           struct refusal *why)
{
    if (talk->status == TALK_WITHDRAWN || talk->status == TALK_DECLINED)
        return refuse(why, ERR_CONFLICT, "withdrawn",
                      "This talk will not be given, so there is nothing to answer.");
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event is cancelled, so there is nothing to answer.");
    if (now.v >= event->fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event has begun, so the question is closed. Tell whoever asked you.");
    return OK;
}

static enum err say_yes(struct store *store, struct instant now, const struct talk_scene *scene,
                        struct talk *talk, struct talk_presenter *presenter, struct arena *arena)
{
    struct talk_news news = {.kind = NOTICE_TALK_CONFIRMED, .had_place = true};
    news.by = presenter->person;
    presenter->asked = false;
    /* It reads otherwise in calendars, so its number rises. */
    enum err err = talk_store_update(store, now, talk);
    if (err == OK)
        err = talk_store_set_answered(store, talk->id, presenter->person);
    /* What is offered is the lead's to take yet: nobody gives up a place for it. */
    if (err != OK || talk->status != TALK_CONFIRMED)
        return err;
    err = talk_scene_seat(store, now, scene, talk, presenter, arena);
    return err == OK ? talk_notice_one(store, now, &scene->event, talk, presenter, &news) : err;
}

static enum err say_no(struct store *store, struct instant now, const struct talk_scene *scene,
                       struct talk *talk, const struct talk_presenter *presenter,
                       struct arena *arena)
{
    const struct talk_news news = {
        .kind = NOTICE_JOINT_NO, .by = presenter->person, .by_name = presenter->name};
    enum err err = talk_store_update(store, now, talk);
    if (err == OK)
        err = talk_store_delete_presenter(store, talk, presenter->person);
    if (err == OK)
        err = talk_scene_unseat(store, talk, presenter);
    if (err == OK) /* the lead stands first */
        err = talk_notice_one(store, now, &scene->event, talk, &talk->presenters[0], &news);
    return err == OK ? talk_promote_freed(store, now, presenter, 1, arena) : err;
}

enum err joint_answer(struct store *store, struct instant now, struct talk_id id,
                      struct person_id by, bool yes, struct refusal *why)
{
    struct talk_scene scene;
    struct talk talk;
    enum err err = talk_find(store, id, why->arena, &talk);
    if (err == ERR_NOT_FOUND || (err == OK && talk.status == TALK_DRAFT))
        return refuse_unknown(why);
    if (err != OK)
        return err;
    struct talk_presenter *presenter = talk_presenter_of(&talk, by);
    if (!presenter)
        return refuse_unknown(why);
    err = talk_scene_find(store, talk.event, true, why, &scene);
    if (err == OK)
        err = check_open(&talk, &scene.event, now, why);
    if (err != OK || (yes && !presenter->asked))
        return err;
    if (!presenter->asked)
        return refuse(why, ERR_CONFLICT, "answered",
                      "You give this talk already. Step down from it on the event's page, or "
                      "withdraw it if you offered it.");
    return yes ? say_yes(store, now, &scene, &talk, presenter, why->arena)
               : say_no(store, now, &scene, &talk, presenter, why->arena);
}
