/* DESIGN: what presenters are told of a talk. */
#include "event_rules.h"
#include "programme.h"
#include "talk_scene.h"
#include "tz.h"

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

void talk_notice_place(const struct programme *programme, const struct event *event,
                       struct talk_id talk, struct arena *arena, struct talk_spot *ret)
{
    const struct event_fields *when = &event->fields;
    *ret = (struct talk_spot){.at = {event->place, when->starts_at, when->ends_at}};
    for (int i = 0; i < programme->count; i++) {
        const struct programme_item *item = &programme->items[i];
        const char *room = programme->rooms[item->room].name;
        if (item->talk.id.v != talk.v)
            continue;
        if (room && *room)
            ret->at.room = event_rules_place(arena, room, event->school_name);
        if (programme->announced) {
            ret->at.starts_at = item->starts_at;
            ret->at.ends_at = item->ends_at;
        } else {
            ret->expected_at = item->starts_at;
        }
    }
}

/* Once it is announced, a talk's entry in a calendar is its slot; on the day of what is not, its
 * people are told what is expected. */
static enum err find_place(struct store *store, struct instant now, const struct event *event,
                           const struct talk *talk, struct arena *arena, struct talk_spot *ret)
{
    struct programme programme;
    const struct event_fields *when = &event->fields;
    struct talk_spot place = {.at = {event->place, when->starts_at, when->ends_at}};
    bool has_slot = talk_status_has_slot(talk->status);
    enum err err =
        has_slot ? programme_version_place(store, talk->id, arena, &place.at) : ERR_NOT_FOUND;
    if (err == OK)
        place.at.room = event_rules_place(arena, place.at.room, event->school_name);
    bool unknown = err == ERR_NOT_FOUND;
    if (unknown)
        err = OK;
    if (unknown && has_slot && tz_day(now).v == tz_day(when->starts_at).v) {
        err = programme_find_plain(store, event->id, arena, &programme);
        if (err == OK)
            talk_notice_place(&programme, event, talk->id, arena, &place);
    }
    if (err == OK)
        *ret = place;
    return err;
}

static struct notice notice_of(const struct event *event, const struct talk *talk,
                               const struct talk_spot *place, const struct talk_news *news)
{
    return (struct notice){
        .kind = news->kind,
        .object_id = talk->id.v,
        .seq = talk->seq,
        .had_place = news->had_place,
        .accepted = news->accepted,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .place = place->at.room,
        .starts_at = place->at.starts_at,
        .ends_at = place->at.ends_at,
        .expected_at = place->expected_at,
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
    struct talk_spot place = {.expected_at = {0}};
    if (is_spared(presenter, news->kind))
        return OK;
    struct arena *arena = arena_new();
    enum err err = news->at ? OK : find_place(store, now, event, talk, arena, &place);
    if (err == OK) {
        if (news->at)
            place.at = *news->at;
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
