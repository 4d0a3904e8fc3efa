/* DESIGN: what presenters are told of a talk. */
#include "event_rules.h"
#include "talk_scene.h"

enum err talk_notice_by(struct store *store, struct arena *arena, struct talk_news *news)
{
    struct person person;
    if (news->by.v == 0)
        return OK;
    enum err err = person_find(store, news->by, arena, &person);
    if (err == OK)
        news->by_name = person.name;
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Once it is announced, a talk's entry in a calendar is its slot. */
static enum err find_place(struct store *store, const struct event *event, const struct talk *talk,
                           struct arena *arena, struct programme_place *ret)
{
    struct programme_place place;
    enum err err = talk_status_has_slot(talk->status)
                       ? programme_version_place(store, talk->id, arena, &place)
                       : ERR_NOT_FOUND;
    if (err == OK)
        place.room = event_rules_place(arena, place.room, event->school_name);
    if (err == ERR_NOT_FOUND) {
        place =
            (struct programme_place){event->place, event->fields.starts_at, event->fields.ends_at};
        err = OK;
    }
    if (err == OK)
        *ret = place;
    return err;
}

static struct notice notice_of(const struct event *event, const struct talk *talk,
                               const struct programme_place *place, const struct talk_news *news)
{
    return (struct notice){
        .kind = news->kind,
        .object_id = talk->id.v,
        .seq = talk->seq,
        .had_place = news->had_place,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .place = place->room,
        .starts_at = place->starts_at,
        .ends_at = place->ends_at,
        .talk_title = talk->title,
        .minutes = talk->minutes,
        .wanted_minutes = talk->wanted_minutes,
        .position = talk->position,
        .by = news->by_name,
        .detail = news->detail ? news->detail : talk->why,
        .until = news->until,
        .tentative = talk->status != TALK_CONFIRMED,
    };
}

/* Who is only asked hears of the question and its end: nothing is in their calendar yet. */
static bool is_spared(const struct talk_presenter *presenter, enum notice_kind kind)
{
    return presenter->asked && kind != NOTICE_JOINT_PRESENTER && kind != NOTICE_TALK_WITHDRAWN &&
           kind != NOTICE_TALK_DECLINED && kind != NOTICE_EVENT_CANCELLED &&
           kind != NOTICE_EVENT_CHANGED && kind != NOTICE_EVENT_MOVED;
}

enum err talk_notice_one(struct store *store, struct instant now, const struct event *event,
                         const struct talk *talk, const struct talk_presenter *presenter,
                         const struct talk_news *news)
{
    struct programme_place place;
    if (is_spared(presenter, news->kind))
        return OK;
    struct arena *arena = arena_new();
    enum err err = news->at ? OK : find_place(store, event, talk, arena, &place);
    if (err == OK) {
        if (news->at)
            place = *news->at;
        struct notice notice = notice_of(event, talk, &place, news);
        notice.to = presenter->person;
        notice.to_name = presenter->name;
        notice.to_email = presenter->email;
        notice.uid = presenter->asked ? NULL : presenter->uid;
        notice.had_place = news->had_place && !presenter->asked;
        if (news->by.v == presenter->person.v)
            notice.by = NULL;
        err = notice_queue(store, now, &notice);
    }
    arena_free(arena);
    return err;
}

enum err talk_notice_all(struct store *store, struct instant now, const struct event *event,
                         const struct talk *talk, const struct talk_news *news)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_notice_one(store, now, event, talk, &talk->presenters[i], news);
    return err;
}
