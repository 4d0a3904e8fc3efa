/* DESIGN: an event put off: its sessions, workshops and talks move alike, and people are asked
 * again. */
#include "spark_move.h"

#include "audience.h"
#include "block.h"
#include "event_news.h"
#include "event_room.h"
#include "event_shift.h"
#include "register.h"
#include "talk.h"
#include "talk_store.h"

/* One event on its way. */
struct moving {
    struct event event;
    struct event_session_fields items[EVENT_SESSIONS_MAX]; /* as they are to be */
    int count;
    struct event_shift shift;
    struct instant from_starts_at, from_ends_at, starts_at, ends_at; /* of what moves */
    bool whole; /* not one session of several */
};

static const struct event_viewer EVERYBODY = {.all_drafts = true};

/* ---- what may be moved ---- */

static enum err find(struct store *store, struct event_id id, struct refusal *why,
                     struct event *ret)
{
    enum err err = event_find(store, &EVERYBODY, id, why->arena, ret);
    if (err != ERR_NOT_FOUND)
        return err;
    return refuse(why, ERR_NOT_FOUND, "not-found",
                  "There is no such event. Look under Events for what is on.");
}

static enum err check_state(const struct event *event, struct refusal *why)
{
    if (event->status == EVENT_DRAFT)
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This is a draft that nobody knows of. Change its day on its form.");
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled. Copy it to hold it on another day.");
    if (event->parent.v)
        return refuse(why, ERR_CONFLICT, "with-its-day",
                      "A workshop belongs to its day. Move the day, or change the workshop’s time "
                      "on its form.");
    if (event->status == EVENT_DONE || event->status == EVENT_ARCHIVED)
        return refuse(why, ERR_CONFLICT, "too-late", "This event has taken place.");
    return OK;
}

static void check_time(const struct moving *m, struct instant now, const struct spark_move *move,
                       struct refusal *why)
{
    if (!move->starts_at.v)
        refuse_field(why, "starts_at", "Enter the new day and time.");
    else if (move->starts_at.v <= now.v)
        refuse_field(why, "starts_at", "Enter a day and time that are still to come.");
    else if (move->starts_at.v == m->from_starts_at.v)
        refuse_field(why, "starts_at", "It is on at that time already. Enter another.");
}

/* ---- where it would be ---- */

static const struct event_session *pick(const struct event_sessions *sessions, int64_t id)
{
    for (int i = 0; i < sessions->count; i++)
        if (sessions->items[i].id == id)
            return &sessions->items[i];
    return NULL;
}

/* Its sessions as they stand, and the one or all of which it is said. */
static enum err load(struct store *store, const struct event *event, int64_t session,
                     struct refusal *why, struct moving *ret)
{
    struct event_sessions sessions;
    struct moving m = {.event = *event, .whole = true};
    enum err err = event_session_list(store, event->id, why->arena, &sessions);
    if (err != OK)
        return err;
    m.count = event_session_fields(&sessions, m.items);
    m.from_starts_at = event->fields.starts_at;
    m.from_ends_at = event->fields.ends_at;
    if (session && sessions.count > 1) {
        const struct event_session *one = pick(&sessions, session);
        if (!one)
            return refuse(why, ERR_NOT_FOUND, "not-found", "This event has no such session.");
        m.from_starts_at = one->starts_at;
        m.from_ends_at = one->ends_at;
        m.whole = false;
    }
    *ret = m;
    return OK;
}

static enum err shift(struct moving *m, int64_t session, struct event_shift by, struct refusal *why)
{
    enum err err = OK;
    m->shift = by;
    for (int i = 0; err == OK && i < m->count; i++) {
        if (m->whole || m->items[i].id == session)
            err = event_shift_sessions(by, &m->items[i], 1);
    }
    if (err == OK)
        err = event_shift_at(by, m->from_starts_at, &m->starts_at);
    if (err == OK)
        err = event_shift_at(by, m->from_ends_at, &m->ends_at);
    if (err == ERR_INVALID)
        return refuse_field(why, "starts_at",
                            "The clocks change in that hour. Enter a time before or after it.");
    return err;
}

static enum err prepare(struct store *store, struct instant now, const struct spark_move *move,
                        struct refusal *why, struct moving *ret)
{
    struct event event;
    enum err err = find(store, move->event, why, &event);
    if (err == OK)
        err = event_check_version(&event, move->version, why);
    if (err == OK)
        err = check_state(&event, why);
    if (err == OK)
        err = load(store, &event, move->session, why, ret);
    if (err != OK)
        return err;
    if (ret->from_starts_at.v <= now.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "It has begun. Change the sessions that are to come instead.");
    check_time(ret, now, move, why);
    event_news_check(move->reason, true, why);
    err = refusal_check(why);
    return err == OK ? shift(ret, move->session,
                             event_shift_between(ret->from_starts_at, move->starts_at), why)
                     : err;
}

/* ---- its workshops ---- */

/* Those that move with it: of one session, those that lie in it. By start. */
static enum err list_workshops(struct store *store, const struct moving *m, struct arena *arena,
                               struct event_list *ret)
{
    struct event_list list;
    int kept = 0;
    enum err err = event_list_workshops(store, m->event.id, arena, &list);
    if (err != OK)
        return err;
    for (int i = 0; i < list.count; i++) {
        const struct event_fields *f = &list.items[i].fields;
        if (m->whole ||
            (f->starts_at.v >= m->from_starts_at.v && f->starts_at.v < m->from_ends_at.v))
            list.items[kept++] = list.items[i];
    }
    list.count = kept;
    *ret = list;
    return OK;
}

/* ERR_CONFLICT `room-taken`: another has the room of the workshop then, neither its day nor one of
 * the workshops that move alike. */
static enum err check_workshop_room(struct store *store, const struct moving *day,
                                    const struct event *shop, struct refusal *why)
{
    struct event_session_fields then = {0, shop->fields.starts_at, shop->fields.ends_at, ""};
    enum err err = event_shift_sessions(day->shift, &then, 1);
    return err == OK ? event_room_check(store, shop->fields.in, &day->event, &then, 1, why)
                     : OK; /* the clocks change then: the move itself is refused */
}

/* ---- looking ---- */

/* One sentence more for each whose room is not free. */
static enum err look_at_workshops(struct store *store, const struct moving *m, struct arena *arena,
                                  struct spark_move_look *look)
{
    struct event_list list;
    enum err err = list_workshops(store, m, arena, &list);
    if (err != OK)
        return err;
    look->workshops = list.count;
    for (int i = 0; err == OK && i < list.count; i++) {
        struct refusal why;
        refusal_init(&why, arena);
        err = check_workshop_room(store, m, &list.items[i], &why);
        if (err == ERR_CONFLICT && why.detail)
            look->look.room =
                arena_printf(arena, "%s%sThe workshop “%s”: %s", look->look.room,
                             *look->look.room ? " " : "", list.items[i].fields.title, why.detail);
        err = err == ERR_CONFLICT ? OK : err;
    }
    return err;
}

static enum err look_at_presenter(struct store *store, const struct moving *m,
                                  const struct talk_person *presenter, struct arena *arena,
                                  struct spark_move_look *look)
{
    struct clash clash;
    const struct clash_time time = {.person = presenter->person,
                                    .from = m->starts_at,
                                    .to = m->ends_at,
                                    .event = m->event.id,
                                    .school = m->event.fields.school};
    enum err err = clash_find_time(store, &time, arena, &clash);
    if (err == OK)
        look->presenters_busy = arena_printf(arena, "%s%s%s", look->presenters_busy,
                                             *look->presenters_busy ? ", " : "", presenter->name);
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Each once, of however many talks, and none who is among those who have a place. */
static enum err look_at_presenters(struct store *store, const struct moving *m, struct arena *arena,
                                   struct spark_move_look *look)
{
    struct talk_people people;
    enum err err = talk_store_unbooked(store, m->event.id, arena, &people);
    for (int i = 0; err == OK && i < people.count; i++)
        err = look_at_presenter(store, m, &people.items[i], arena, look);
    if (err == OK)
        look->presenters = people.count;
    return err;
}

enum err spark_move_look(struct store *store, struct instant now, const struct spark_move *move,
                         struct refusal *why, struct spark_move_look *ret)
{
    struct moving m;
    enum err err = prepare(store, now, move, why, &m);
    if (err != OK)
        return err;
    struct spark_move_look look = {.event = m.event,
                                   .from_starts_at = m.from_starts_at,
                                   .from_ends_at = m.from_ends_at,
                                   .starts_at = m.starts_at,
                                   .ends_at = m.ends_at,
                                   .presenters_busy = ""};
    err = event_look_at(store, &m.event, m.items, m.count, why->arena, &look.look);
    if (err == OK && m.event.fields.kind == EVENT_SPARK)
        err = look_at_presenters(store, &m, why->arena, &look);
    if (err == OK)
        err = look_at_workshops(store, &m, why->arena, &look);
    if (err == OK)
        *ret = look;
    return err;
}

/* ---- moving ---- */

/* Several sessions: their times first, then the window, which has to fit them. */
static enum err put_sessions(struct store *store, struct instant now, const struct moving *m,
                             struct refusal *why)
{
    struct event event;
    struct event_fields fields = m->event.fields;
    enum err err = event_set_sessions(store, now, m->event.id, 0, m->items, m->count, why);
    if (err != OK || !m->whole || (!fields.booking_opens_at.v && !fields.booking_closes_at.v))
        return err;
    err = find(store, m->event.id, why, &event);
    if (err == OK)
        err = event_shift_fields(m->shift, now, &fields);
    if (err != OK)
        return err;
    struct spark_change change = {.event = m->event.id, .fields = event.fields};
    change.fields.booking_opens_at = fields.booking_opens_at;
    change.fields.booking_closes_at = fields.booking_closes_at;
    return spark_event_update(store, now, &change, why);
}

static enum err put(struct store *store, struct instant now, const struct moving *m,
                    bool without_room, struct refusal *why)
{
    struct spark_change change = {.event = m->event.id, .fields = m->event.fields};
    struct refusal taken;
    refusal_init(&taken, why->arena);
    enum err err = event_room_check(store, m->event.fields.in, &m->event, m->items, m->count,
                                    without_room ? &taken : why);
    bool drops = err == ERR_CONFLICT && without_room;
    if (err != OK && !drops)
        return err;
    if (drops) {
        change.fields.in.v = 0;
        change.fields.room = "";
    }
    if (m->count > 1) {
        err = drops ? spark_event_update(store, now, &change, why) : OK;
        return err == OK ? put_sessions(store, now, m, why) : err;
    }
    err = event_shift_fields(m->shift, now, &change.fields);
    return err == OK ? spark_event_update(store, now, &change, why) : err;
}

static enum err record(struct store *store, struct instant now, const struct moving *m,
                       const struct spark_move *move, struct refusal *why)
{
    struct event event;
    enum err err = find(store, m->event.id, why, &event);
    const struct postponement_new what = {&event, m->from_starts_at, m->from_ends_at, move->reason,
                                          move->by};
    return err == OK ? postponement_record(store, now, &what, why->arena) : err;
}

static enum err put_and_ask(struct store *store, struct instant now, const struct moving *m,
                            const struct spark_move *move, struct refusal *why)
{
    enum err err =
        register_take_back(store, now, m->event.id, m->whole ? 0 : move->session, move->by);
    if (err == OK)
        err = put(store, now, m, move->without_room, why);
    return err == OK ? record(store, now, m, move, why) : err;
}

static enum err ask_again(struct store *store, struct instant now, const struct event *was,
                          const struct spark_move *move, struct refusal *why)
{
    const struct moving m = {.event = *was,
                             .from_starts_at = was->fields.starts_at,
                             .from_ends_at = was->fields.ends_at};
    enum err err = register_take_back(store, now, was->id, 0, move->by);
    return err == OK ? record(store, now, &m, move, why) : err;
}

/* A workshop whose room is taken then is refused like its day's, or gives the room up first. */
static enum err free_rooms(struct store *store, struct instant now, const struct moving *day,
                           const struct event_list *workshops, bool without_room,
                           struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < workshops->count; i++) {
        const struct event *shop = &workshops->items[i];
        struct spark_change change = {.event = shop->id, .fields = shop->fields};
        struct refusal taken;
        refusal_init(&taken, why->arena);
        err = check_workshop_room(store, day, shop, without_room ? &taken : why);
        if (err != ERR_CONFLICT || !without_room)
            continue;
        change.fields.in.v = 0;
        change.fields.room = "";
        err = spark_event_update(store, now, &change, why);
    }
    return err;
}

/* Workshops of a block went with it already; those ahead of the others first, so that none meets
 * one that has still to move. */
static enum err put_workshops(struct store *store, struct instant now, const struct moving *day,
                              const struct event_list *were, const struct spark_move *move,
                              struct refusal *why)
{
    struct event event;
    struct moving m;
    bool later = day->starts_at.v > day->from_starts_at.v;
    enum err err = OK;
    for (int i = 0; err == OK && i < were->count; i++) {
        const struct event *was = &were->items[later ? were->count - 1 - i : i];
        err = find(store, was->id, why, &event);
        if (err == OK && event.fields.starts_at.v != was->fields.starts_at.v) {
            err = ask_again(store, now, was, move, why);
            continue;
        }
        if (err == OK)
            err = load(store, &event, 0, why, &m);
        if (err == OK)
            err = shift(&m, 0, day->shift, why);
        if (err == OK)
            err = put(store, now, &m, move->without_room, why);
        if (err == OK)
            err = ask_again(store, now, was, move, why);
    }
    return err;
}

static enum err tell_invited(struct store *store, struct instant now, struct event_id id,
                             struct arena *arena)
{
    static const struct event_viewer everything = {.all_drafts = true};
    struct event event;
    enum err err = event_find(store, &everything, id, arena, &event);
    return err == OK ? audience_tell_again(store, now, &event, arena) : err;
}

enum err spark_move_quietly(struct store *store, struct instant now, const struct spark_move *move,
                            struct refusal *why)
{
    struct moving m;
    struct event_list workshops = {.count = 0};
    int64_t mark = 0;
    enum err err = prepare(store, now, move, why, &m);
    if (err == OK)
        err = notice_mark(store, &mark);
    if (err == OK)
        err = list_workshops(store, &m, why->arena, &workshops);
    if (err == OK)
        err = free_rooms(store, now, &m, &workshops, move->without_room, why);
    if (err == OK)
        err = put_and_ask(store, now, &m, move, why);
    if (err == OK && m.whole)
        err = choosing_move(store, now, m.event.id, m.shift, why);
    if (err == OK)
        err = put_workshops(store, now, &m, &workshops, move, why);
    if (err == OK)
        err = tell_invited(store, now, move->event, why->arena);
    return err == OK ? notice_keep_last(store, mark, why->arena) : err;
}

enum err spark_move(struct store *store, struct instant now, const struct spark_move *move,
                    struct refusal *why)
{
    struct event_news news;
    enum err err = event_news_begin(store, move->reason, &news);
    if (err == OK)
        err = spark_move_quietly(store, now, move, why);
    return err == OK ? event_news_tell(store, now, &news, why->arena) : err;
}

/* ---- the answer ---- */

static enum err check_answer(const struct booking *booking, struct instant now, bool comes,
                             struct refusal *why)
{
    if (!booking_status_is_live(booking->status))
        return refuse(why, ERR_CONFLICT, "ended",
                      "You no longer have a place there. Book again to come after all.");
    if (now.v >= booking->starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event has started. Tell the organiser if you were not there.");
    if (!comes && booking->required)
        return refuse(why, ERR_CONFLICT, "required",
                      "You have to come to this event. If you cannot, ask the organiser to excuse "
                      "you.");
    return OK;
}

/* Their places at its workshops are for that day only. */
static enum err give_back(struct store *store, struct instant now, const struct booking *booking,
                          struct arena *arena)
{
    static const char words[] = "They cannot come on the new day.";
    struct event_list list;
    enum err err = event_list_workshops(store, booking->event, arena, &list);
    if (err == OK)
        err = booking_withdraw_at(store, now, booking->event, booking->person, words, arena);
    for (int i = 0; err == OK && i < list.count; i++)
        err = booking_withdraw_at(store, now, list.items[i].id, booking->person, words, arena);
    return err == OK ? talk_promote(store, now, arena) : err;
}

enum err spark_move_answer(struct store *store, struct instant now, struct booking_id id,
                           bool comes, struct refusal *why)
{
    struct booking booking;
    struct postponement_question question;
    enum err err = booking_find(store, id, why->arena, &booking);
    if (err == OK)
        err = postponement_question(store, id, why->arena, &question);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_CONFLICT, "not-asked",
                      "This event was not put off, so there is nothing to answer.");
    if (err == OK)
        err = check_answer(&booking, now, comes, why);
    if (err == OK)
        err = postponement_answer_put(store, now, question.postponement.id, id,
                                      comes ? POSTPONEMENT_YES : POSTPONEMENT_NO);
    return err == OK && !comes ? give_back(store, now, &booking, why->arena) : err;
}
