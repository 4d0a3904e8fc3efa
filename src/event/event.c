/* DESIGN: events from draft to cancelled: load, ask the rules, save, tell whoever is booked. */
#include "event.h"

#include "assigned_reading.h"
#include "audience.h"
#include "booking.h"
#include "booking_store.h"
#include "event_about_part.h"
#include "event_life.h"
#include "event_room.h"
#include "event_rules.h"
#include "event_session.h"
#include "event_store.h"
#include "register.h"
#include "series_member.h"
#include "workshop.h"

static enum err not_found(struct refusal *why)
{
    return refuse(why, ERR_NOT_FOUND, "not-found",
                  "There is no such event. Look under Events for what is on.");
}

static enum err find_any(struct store *store, struct event_id id, struct refusal *why,
                         struct event *ret)
{
    enum err err = event_store_find(store, (struct person_id){0}, id, why->arena, ret);
    return err == ERR_NOT_FOUND ? not_found(why) : err;
}

static bool sees_drafts_of(const struct event_viewer *viewer, struct school_id school)
{
    bool sees = viewer->all_drafts;
    for (int i = 0; i < viewer->draft_school_count; i++)
        sees = sees || viewer->draft_schools[i].v == school.v;
    return sees;
}

bool event_is_opened(const struct event_viewer *viewer, struct event_id id)
{
    bool opened = !viewer->only_opened;
    for (int i = 0; i < viewer->opened.count; i++)
        opened = opened || viewer->opened.ids[i] == id.v;
    return opened;
}

bool event_is_seen(const struct event_viewer *viewer, const struct event *event)
{
    bool hidden = event->status == EVENT_DRAFT || event->seq == 0;
    bool runs = event->organised || event->my_part != PART_ATTENDEE;
    return (!hidden || runs || sees_drafts_of(viewer, event->fields.school)) &&
           event_is_opened(viewer, event->id);
}

enum err event_find(struct store *store, const struct event_viewer *viewer, struct event_id id,
                    struct arena *arena, struct event *ret)
{
    struct event event = {0};
    enum err err = event_store_find(store, viewer->person, id, arena, &event);
    if (err != OK)
        return err;
    if (!event_is_seen(viewer, &event))
        return ERR_NOT_FOUND;
    *ret = event;
    return OK;
}

/* ---- drafts ---- */

/* before NULL: a new one */
static enum err check_fields(struct store *store, struct instant now, const struct event *before,
                             const struct event_fields *fields, struct refusal *why)
{
    struct school school;
    event_rules_check(fields, why);
    enum err err = school_find(store, fields->school, why->arena, &school);
    if (err == ERR_NOT_FOUND)
        refuse_field(why, "host_school", "Choose a school of the trust as the host.");
    else if (err != OK)
        return err;
    err = event_about_judge(store, now, before, fields, why);
    return err == OK ? refusal_check(why) : err;
}

enum err event_create(struct store *store, struct instant now, struct person_id actor,
                      const struct event_fields *fields, struct refusal *why, struct event_id *ret)
{
    struct event_fields f = *fields;
    struct event_id id;
    enum err err = check_fields(store, now, NULL, &f, why);
    if (err == OK)
        err = event_room_settle(store, NULL, &f, why);
    if (err == OK)
        err = event_store_insert(store, now, actor, &f, &id);
    if (err == OK)
        err = event_about_save(store, id, &f);
    if (err == OK)
        *ret = id;
    return err;
}

/* ---- change ---- */

static enum err check_change(struct store *store, struct instant now, const struct event *event,
                             int version, const struct event_fields *fields, struct refusal *why)
{
    enum err err = event_check_stale(store, event, version, fields, why);
    if (err != OK)
        return err;
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled and can no longer be changed. Create a new "
                      "one.");
    if (fields->starts_at.v > now.v && event_life_is_over(event, now))
        refuse_field(why, "starts_at",
                     "This event has taken place, so it stays on its day. Copy it to hold it "
                     "again.");
    if (fields->kind != event->fields.kind &&
        (fields->kind == EVENT_SPARK || event->fields.kind == EVENT_SPARK))
        refuse_field(why, "kind",
                     "A SPARK event stays one, and no other event can become one. Create a new "
                     "event.");
    if (fields->capacity < event->taken && fields->capacity >= 0)
        refuse_field(why, "capacity", "%d places are taken already. Enter %d or more.",
                     event->taken, event->taken);
    if (event->date_count == 0)
        return check_fields(store, now, event, fields, why);
    if (fields->starts_at.v != event->fields.starts_at.v ||
        fields->ends_at.v != event->fields.ends_at.v)
        refuse_field(why, "starts_at", "It meets %d times. Change its sessions instead.",
                     event->date_count);
    struct event_fields first = *fields; /* what is judged by its length is judged by the first */
    first.ends_at = event->dates[0].ends_at;
    return check_fields(store, now, event, &first, why);
}

/* Those who had a place are free then, all of them: now for what they wait for elsewhere. */
static enum err promote_freed(struct store *store, struct instant now,
                              const struct booking_rows *rows, struct arena *arena)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < rows->count; i++) {
        if (booking_status_has_place(rows->items[i].status))
            err = booking_promote_person(store, now, rows->items[i].person, arena);
    }
    return err;
}

/* Those who have a place are told once. */
static enum err tell_changed(struct store *store, struct instant now, const struct event *event,
                             const struct booking_rows *rows)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < rows->count; i++) {
        struct notice notice = booking_store_notice(event, &rows->items[i], NOTICE_EVENT_CHANGED);
        notice.tentative = booking_store_is_tentative(event, &rows->items[i]);
        if (booking_status_has_place(rows->items[i].status))
            err = notice_queue(store, now, &notice);
    }
    return err;
}

/* Whoever has a place or a talk is taken at the new time, and free at the old one. */
static enum err move_time(struct store *store, const struct event *event, struct arena *arena)
{
    struct event_sessions sessions;
    enum err err = event_session_list(store, event->id, arena, &sessions);
    for (int i = 0; err == OK && i < sessions.count; i++) {
        const struct busy to = {.from = sessions.items[i].starts_at,
                                .to = sessions.items[i].ends_at,
                                .part = sessions.items[i].position,
                                .event_id = event->id.v,
                                .school = event->fields.school};
        err = busy_move_event(store, &to);
    }
    return err;
}

static enum err follow(struct store *store, struct instant now, struct event_id id, bool announced,
                       struct refusal *why)
{
    struct event event;
    struct booking_rows rows;
    enum err err = find_any(store, id, why, &event);
    if (err == OK)
        err = move_time(store, &event, why->arena);
    if (err == OK)
        err = booking_store_raise_all(store, now, event.id);
    if (err == OK)
        err = booking_store_live(store, event.id, why->arena, &rows);
    if (err == OK && announced)
        err = tell_changed(store, now, &event, &rows);
    return err == OK ? promote_freed(store, now, &rows, why->arena) : err;
}

/* Those it is for are asked as it stands now. */
static enum err ask(struct store *store, struct instant now, struct event_id id,
                    struct refusal *why)
{
    struct event event;
    enum err err = find_any(store, id, why, &event);
    return err == OK ? audience_ask(store, now, &event, why->arena) : err;
}

enum err event_update(struct store *store, struct instant now, struct event_id id, int version,
                      const struct event_fields *fields, struct refusal *why)
{
    struct event before;
    struct event_fields f = *fields;
    int64_t mark = 0;
    enum err err = find_any(store, id, why, &before);
    if (err == OK)
        err = check_change(store, now, &before, version, &f, why);
    if (err == OK)
        err = workshop_settle(store, &before, &f, why);
    if (err == OK)
        err = notice_mark(store, &mark);
    if (err == OK)
        err = event_room_settle(store, &before, &f, why);
    if (err != OK)
        return err;
    bool seen = event_status_is_on(before.status) && event_rules_is_rendered(&before.fields, &f);
    err = event_store_update(store, now, id, &f, seen);
    if (err == OK)
        err = event_about_save(store, id, &f);
    if (err == OK && seen)
        err = follow(store, now, id, event_rules_is_announced(&before.fields, &f), why);
    if (err == OK)
        err = block_follow_day(store, now, &before, mark, why);
    if (err == OK)
        err = ask(store, now, id, why);
    if (err == OK)
        err = register_follow(store, now, id, why->arena);
    return err == OK ? booking_promote(store, now, id, why->arena) : err;
}

/* ---- sessions ---- */

static enum err check_sessions(const struct event *event, int version, int count,
                               struct refusal *why)
{
    enum err err = event_check_version(event, version, why);
    if (err != OK)
        return err;
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled and can no longer be changed. Create a new "
                      "one.");
    if (event->parent.v)
        return refuse(why, ERR_CONFLICT, "meets-once",
                      "A workshop meets when its block does. Change the block of the day instead.");
    if (count > 1 && event->fields.kind == EVENT_SPARK)
        return refuse(why, ERR_CONFLICT, "meets-once",
                      "A SPARK event is one evening. Create an event for each of them.");
    if (count > 1 && event->series)
        return refuse(why, ERR_CONFLICT, "meets-once",
                      "This event is one of a series: each date is an event of its own. Add dates "
                      "to the series instead.");
    return OK;
}

static const struct event_session *find_session(const struct event_sessions *sessions, int64_t id)
{
    for (int i = 0; i < sessions->count; i++)
        if (sessions->items[i].id == id)
            return &sessions->items[i];
    return NULL;
}

/* Is there nothing that people see? */
static bool is_same(const struct event_sessions *a, const struct event_sessions *b)
{
    bool same = a->count == b->count;
    for (int i = 0; same && i < a->count; i++) {
        const struct event_session *was = &a->items[i], *is = find_session(b, was->id);
        same = is && was->starts_at.v == is->starts_at.v && was->ends_at.v == is->ends_at.v &&
               str_eq(str_of(was->room), str_of(is->room));
    }
    return same;
}

/* All that stand now, then those that went: out of calendars. */
static void list_dates(struct event *event, const struct event_sessions *before,
                       const struct event_sessions *after, struct arena *arena)
{
    struct notice_date *dates = event_session_dates(event, after, arena);
    const struct notice_date *were = event_session_dates(event, before, arena);
    int count = after->count;
    for (int i = 0; i < before->count; i++)
        if (!find_session(after, before->items[i].id)) {
            dates[count] = were[i];
            dates[count++].ended = true;
        }
    event->dates = dates;
    event->date_count = count > 1 ? count : 0;
}

static enum err tell_sessions(struct store *store, struct instant now, struct event_id id,
                              const struct event_sessions *before, struct refusal *why)
{
    struct event event;
    struct event_sessions after;
    struct booking_rows rows;
    enum err err = find_any(store, id, why, &event);
    if (err == OK)
        err = event_session_list(store, id, why->arena, &after);
    if (err != OK || is_same(before, &after))
        return err;
    bool seen = event_status_is_on(event.status);
    err = event_store_touch(store, now, id, seen);
    if (err != OK || !seen)
        return err;
    list_dates(&event, before, &after, why->arena);
    err = booking_store_raise_all(store, now, id);
    if (err == OK)
        err = booking_store_live(store, id, why->arena, &rows);
    if (err == OK)
        err = tell_changed(store, now, &event, &rows);
    return err == OK ? promote_freed(store, now, &rows, why->arena) : err;
}

enum err event_set_sessions(struct store *store, struct instant now, struct event_id id,
                            int version, const struct event_session_fields *wanted, int count,
                            struct refusal *why)
{
    struct event event;
    struct event_sessions before;
    int64_t mark = 0;
    struct event_session_fields items[EVENT_SESSIONS_MAX] = {{0}};
    for (int i = 0; i < count && i < EVENT_SESSIONS_MAX; i++)
        items[i] = wanted[i];
    enum err err = find_any(store, id, why, &event);
    if (err == OK)
        err = check_sessions(&event, version, count, why);
    if (err == OK)
        err = event_session_list(store, id, why->arena, &before);
    if (err == OK)
        err = event_session_match(&before, items, count, why);
    if (err == OK)
        err = event_room_check(store, event.fields.in, &event, items, count, why);
    if (err == OK)
        err = event_session_check_kept(store, &before, items, count, why);
    if (err == OK)
        err = event_session_store(store, &event, &before, items, count);
    if (err == OK)
        err = register_follow(store, now, id, why->arena);
    if (err == OK)
        err = notice_mark(store, &mark);
    if (err == OK)
        err = tell_sessions(store, now, id, &before, why);
    return err == OK ? block_follow_day(store, now, &event, mark, why) : err;
}

/* AC-34: who asks people to come says why. */
static enum err check_explained(struct store *store, const struct event *event, struct refusal *why)
{
    struct event_about about;
    enum err err = event_about_find(store, event->id, why->arena, &about);
    if (err != OK || !event_about_gaps(&event->fields, &about).forbid)
        return err;
    refuse_field(why, "purpose", "People are asked to come: say what it is for.");
    return refusal_check(why);
}

enum err event_publish(struct store *store, struct instant now, struct event_id id, int version,
                       struct refusal *why)
{
    struct event event;
    enum err err = find_any(store, id, why, &event);
    if (err == OK)
        err = event_check_version(&event, version, why);
    if (err != OK || event_status_is_on(event.status))
        return err;
    if (event.status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled and cannot be published. Create a new one.");
    err = check_explained(store, &event, why);
    if (err == OK)
        err = assigned_reading_check(store, &event, why);
    if (err == OK)
        err = audience_check(store, &event, why);
    if (err == OK)
        err = event_store_set_status(store, now, id, EVENT_PUBLISHED, true);
    if (err == OK)
        err = ask(store, now, id, why);
    if (err == OK)
        err = workshop_publish_all(store, now, &event, why);
    return err == OK ? series_member_book_all(store, now, &event, why->arena) : err;
}

/* ---- cancel ---- */

static enum err tell_cancelled(struct store *store, struct instant now, const struct event *event,
                               const struct booking_rows *rows)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < rows->count; i++) {
        struct notice notice = booking_store_notice(event, &rows->items[i], NOTICE_EVENT_CANCELLED);
        notice.had_place = booking_status_has_place(rows->items[i].status);
        notice.tentative = booking_store_is_tentative(event, &rows->items[i]);
        err = notice_queue(store, now, &notice);
    }
    return err;
}

static enum err call_off(struct store *store, struct instant now, const struct event *event,
                         struct arena *arena)
{
    struct booking_rows rows;
    enum err err = booking_store_raise_all(store, now, event->id);
    if (err == OK)
        err = booking_store_live(store, event->id, arena, &rows);
    if (err == OK)
        err = booking_store_cancel_all(store, now, event->id);
    if (err == OK)
        err = busy_delete_event(store, event->id.v);
    if (err == OK)
        err = tell_cancelled(store, now, event, &rows);
    return err == OK ? promote_freed(store, now, &rows, arena) : err;
}

enum err event_cancel(struct store *store, struct instant now, struct event_id id, int version,
                      struct refusal *why)
{
    struct event event;
    enum err err = find_any(store, id, why, &event);
    if (err == OK)
        err = event_check_version(&event, version, why);
    if (err != OK || event.status == EVENT_CANCELLED)
        return err;
    if (event_life_is_over(&event, now))
        return refuse(why, ERR_CONFLICT, "too-late",
                      "This event is over, so it cannot be cancelled. If it did not take place, "
                      "mark everybody as absent on its register.");
    bool seen = event_status_is_on(event.status);
    err = event_store_set_status(store, now, id, EVENT_CANCELLED, seen);
    if (err == OK)
        err = workshop_follow_cancel(store, id);
    return err == OK && seen ? call_off(store, now, &event, why->arena) : err;
}

enum err event_set_cancel_reason(struct store *store, struct event_id id, const char *reason)
{
    return event_store_set_cancel_reason(store, id, reason);
}
