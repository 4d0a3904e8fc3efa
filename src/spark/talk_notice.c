/* DESIGN: what presenters are told of a talk. */
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

enum err talk_notice_one(struct store *store, struct instant now, const struct event *event,
                         const struct talk *talk, const struct talk_presenter *presenter,
                         const struct talk_news *news)
{
    const struct notice notice = {
        .kind = news->kind,
        .to = presenter->person,
        .to_name = presenter->name,
        .to_email = presenter->email,
        .object_id = talk->id.v,
        .uid = presenter->uid,
        .seq = talk->seq,
        .had_place = news->had_place,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .place = event->place,
        .starts_at = event->fields.starts_at,
        .ends_at = event->fields.ends_at,
        .talk_title = talk->title,
        .minutes = talk->minutes,
        .wanted_minutes = talk->wanted_minutes,
        .position = talk->position,
        .by = news->by.v == presenter->person.v ? NULL : news->by_name,
        .detail = talk->why,
    };
    return notice_queue(store, now, &notice);
}

enum err talk_notice_all(struct store *store, struct instant now, const struct event *event,
                         const struct talk *talk, const struct talk_news *news)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_notice_one(store, now, event, talk, &talk->presenters[i], news);
    return err;
}
