/* DESIGN: asking those an event is for: who has to come is booked, who is invited is told. */
#include <stdlib.h>

#include "audience_store.h"
#include "booking_required.h"
#include "booking_store.h"
#include "event_rules.h"
#include "event_store.h"
#include "programme_year.h"
#include "text_rule.h"
#include "tz.h"

enum { REASON_CHARS_MAX = 300 };

/* ---- what publishing asks ---- */

static enum err check_reason(struct store *store, const struct event *event, struct refusal *why)
{
    bool out = false;
    const char *reason = "";
    enum err err =
        programme_year_is_out(store, event->fields.school, tz_day(event->fields.starts_at), &out);
    if (err == OK && out)
        err = audience_find_late(store, event->id, why->arena, &reason);
    if (err == OK && out && !*reason)
        refuse_field(why, "emerging",
                     "The year's programme was given out already. Say why this comes later, under "
                     "“Who it is for”, or make it voluntary.");
    return err;
}

enum err audience_check(struct store *store, const struct event *event, struct refusal *why)
{
    struct audience_people people;
    if (event->fields.attendance != ATTENDANCE_REQUIRED || event->fields.kind == EVENT_READING)
        return OK;
    enum err err = audience_list(store, event, why->arena, &people);
    if (err != OK)
        return err;
    if (people.required == 0)
        refuse_field(why, "attendance",
                     "Nobody would have to come: say for whom it is, or choose another day. Those "
                     "who do not work then cannot be required.");
    if (people.required > event->fields.capacity)
        refuse_field(why, "capacity", "%d people have to come. Enter %d places or more.",
                     people.required, people.required);
    err = check_reason(store, event, why);
    return err == OK ? refusal_check(why) : err;
}

/* ---- asking ---- */

struct asking {
    struct store *store;
    struct instant now;
    const struct event *event;
    struct arena *arena;
};

static enum err tell_invited(const struct asking *a, const struct audience_person *p)
{
    bool reads = a->event->fields.kind == EVENT_READING;
    struct notice notice = {
        .kind = reads ? NOTICE_READING_ASKED : NOTICE_EVENT_INVITED,
        .to = p->person,
        .to_name = p->name,
        .to_email = p->email,
        .object_id = a->event->id.v,
        .seq = a->event->seq,
        .event_id = a->event->id.v,
        .event_title = a->event->fields.title,
        .event_kind = event_kind_name(a->event->fields.kind),
        .place = reads ? NULL : a->event->place,
        .starts_at = reads ? (struct instant){0} : a->event->fields.starts_at,
        .ends_at = a->event->fields.ends_at,
    };
    return notice_queue(a->store, a->now, &notice);
}

enum err audience_tell_again(struct store *store, struct instant now, const struct event *event,
                             struct arena *arena)
{
    const struct asking asking = {store, now, event, arena};
    struct audience_people people = {.count = 0};
    bool invites =
        event_status_is_on(event->status) &&
        (event->fields.attendance == ATTENDANCE_INVITED ||
         (event->fields.kind == EVENT_READING && event->fields.attendance == ATTENDANCE_REQUIRED));
    enum err err = invites ? audience_list(store, event, arena, &people) : OK;
    for (int i = 0; err == OK && i < people.count; i++) {
        const struct audience_person *p = &people.items[i];
        if (p->asked && !p->booked && !p->declined)
            err = tell_invited(&asking, p);
    }
    return err;
}

/* Why somebody is let go, and that they may come all the same. */
static const char *excuse_words(enum audience_excuse excuse)
{
    static const char *const WORDS[] = {
        [EXCUSE_NONE] = "You do not have to come.",
        [EXCUSE_NOT_WORKING] = "You do not work at that time, so you do not have to come. You may "
                               "book a place if you would like to.",
        [EXCUSE_NO_SCHOOL] = "Your school is closed that day, so you do not have to come. You may "
                             "book a place if you would like to.",
        [EXCUSE_AWAY] = "You are away from work at that time, so you do not have to come.",
    };
    return WORDS[excuse];
}

static enum err ask_one(const struct asking *a, const struct audience_person *p)
{
    bool requires = a->event->fields.attendance == ATTENDANCE_REQUIRED &&
                    a->event->fields.kind != EVENT_READING && p->excuse == EXCUSE_NONE;
    if (p->declined)
        return OK;
    enum err err = audience_store_ask(a->store, a->now, a->event->id, p->person, requires);
    if (err != OK)
        return err;
    if (requires)
        return p->required ? OK : booking_require(a->store, a->now, a->event, p->person, a->arena);
    if (p->required)
        return booking_unrequire(a->store, a->now, a->event, p->person, excuse_words(p->excuse),
                                 a->arena);
    return p->asked || p->booked ? OK : tell_invited(a, p);
}

static int by_id(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Whoever was asked and no longer belongs to it. */
static enum err let_go(const struct asking *a, const struct audience_people *people)
{
    struct audience_asked asked;
    int64_t *ids = ARENA_ARRAY(a->arena, int64_t, (size_t)people->count + 1);
    for (int i = 0; i < people->count; i++)
        ids[i] = people->items[i].person.v;
    qsort(ids, (size_t)people->count, sizeof *ids, by_id);
    enum err err = audience_store_asked(a->store, a->event->id, a->arena, &asked);
    for (int i = 0; err == OK && i < asked.count; i++) {
        if (bsearch(&asked.items[i].v, ids, (size_t)people->count, sizeof *ids, by_id))
            continue;
        err = audience_store_forget(a->store, a->event->id, asked.items[i]);
        if (err == OK)
            err = booking_unrequire(a->store, a->now, a->event, asked.items[i],
                                    "You do not have to come any more.", a->arena);
    }
    return err;
}

enum err audience_ask(struct store *store, struct instant now, const struct event *event,
                      struct arena *arena)
{
    const struct asking asking = {store, now, event, arena};
    struct audience_people people;
    if (event->fields.attendance == ATTENDANCE_VOLUNTARY || !event_status_is_on(event->status) ||
        now.v >= event->fields.starts_at.v)
        return OK;
    enum err err = audience_list(store, event, arena, &people);
    for (int i = 0; err == OK && i < people.count; i++)
        err = ask_one(&asking, &people.items[i]);
    return err == OK ? let_go(&asking, &people) : err;
}

/* What is read of one event's people is let go before the next: an event may concern a trust. */
static enum err ask_of(struct store *store, struct instant now, struct event_id id)
{
    struct arena *scratch = arena_new();
    struct event event;
    enum err err = event_store_find(store, (struct person_id){0}, id, scratch, &event);
    if (err == OK)
        err = audience_ask(store, now, &event, scratch);
    arena_free(scratch);
    return err;
}

enum err audience_ask_all(struct store *store, struct instant now, struct instant until,
                          struct event_id after, int limit, struct event_id *ret_after)
{
    struct audience_due due;
    enum err err = audience_store_due(store, now, until, after, limit, &due);
    for (int i = 0; err == OK && i < due.count; i++)
        err = ask_of(store, now, due.items[i]);
    if (err == OK)
        *ret_after = due.count == limit ? due.items[due.count - 1] : (struct event_id){0};
    return err;
}

/* ---- saying no ---- */

static void check_words(const char *reason, bool required, struct refusal *why)
{
    const struct text_rule rule = {"reason", "The reason", REASON_CHARS_MAX, required, true};
    text_rule_check(&rule, reason, why);
}

enum err audience_set_late(struct store *store, struct event_id event, const char *reason,
                           struct refusal *why)
{
    check_words(reason, true, why);
    enum err err = refusal_check(why);
    return err == OK ? audience_store_set_late(store, event, reason) : err;
}

enum err audience_decline(struct store *store, struct instant now, struct event_id event,
                          struct person_id person, const char *reason, struct refusal *why)
{
    struct invitation invitation;
    enum err err = audience_find_invitation(store, event, person, why->arena, &invitation);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found", "You were not asked to this event.");
    if (err != OK)
        return err;
    if (invitation.required)
        return refuse(why, ERR_CONFLICT, "required",
                      "You have to come to this event. If you cannot, ask the organiser to excuse "
                      "you.");
    check_words(reason, false, why);
    err = refusal_check(why);
    return err == OK ? audience_store_decline(store, now, event, person, reason) : err;
}

enum err audience_excuse(struct store *store, struct instant now, const struct event *event,
                         struct person_id person, const char *reason, struct refusal *why)
{
    struct invitation invitation;
    enum err err = audience_find_invitation(store, event->id, person, why->arena, &invitation);
    if (err == ERR_NOT_FOUND || (err == OK && !invitation.required))
        return refuse(why, ERR_NOT_FOUND, "not-found", "They do not have to come to this event.");
    if (err != OK)
        return err;
    check_words(reason, true, why);
    err = refusal_check(why);
    if (err == OK)
        err = audience_store_decline(store, now, event->id, person, reason);
    if (err == OK)
        err = booking_unrequire(
            store, now, event, person,
            arena_printf(why->arena,
                         "The organiser excused you, so you do not have to come. Why: %s", reason),
            why->arena);
    return err;
}
