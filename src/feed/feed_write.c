/* DESIGN: a feed's calendar as bytes: gather, choose the window, write. */
#include "check.h"
#include "event_session.h"
#include "feed.h"
#include "feed_events.h"
#include "session.h"
#include "tz.h"

enum { DAY_S = 86400, FEED_EVENTS_MAX = 6000 };

/* Events gathered for one calendar. */
struct gathering {
    struct store *store;
    struct feed_words words;
    struct instant now, from, to;
    struct person_id person;
    struct ics_event *events;
    size_t count;
};

static struct ics_event *next_event(struct gathering *g)
{
    CHECK(g->count < FEED_EVENTS_MAX);
    return &g->events[g->count];
}

/*
 * The entry that was just written becomes one for each session: what is the same of all, their
 * times, and their own uid, for a booking together with the booking's.
 */
static enum err add_sessions(struct gathering *g, const struct event *event,
                             const char *booking_uid)
{
    const struct ics_event whole = *next_event(g);
    struct event_sessions sessions;
    enum err err = event_session_list(g->store, event->id, g->words.arena, &sessions);
    if (err != OK)
        return err;
    const struct notice_date *dates = event_session_dates(event, &sessions, g->words.arena);
    for (int i = 0; i < sessions.count && g->count < FEED_EVENTS_MAX - 1; i++) {
        struct ics_event *entry = next_event(g);
        char *uid = ARENA_ARRAY(g->words.arena, char, UUID_TEXT_MAX);
        notice_date_uid(booking_uid, &dates[i], uid);
        *entry = whole;
        entry->uid = booking_uid ? uid : sessions.items[i].uid;
        entry->starts_at = dates[i].starts_at;
        entry->ends_at = dates[i].ends_at;
        entry->location = str_of(dates[i].place);
        g->count++;
    }
    return OK;
}

static enum err add_booking(struct gathering *g, const struct booking *booking)
{
    const struct event event = {
        .id = booking->event, .place = booking->place, .school_name = booking->host_name};
    if (!feed_event_of_booking(&g->words, booking, next_event(g)))
        return OK;
    if (booking->session_count > 1)
        return add_sessions(g, &event, booking->uid);
    g->count++;
    return OK;
}

static enum err add_event(struct gathering *g, const struct event *event)
{
    if (!feed_event_of_event(&g->words, event, next_event(g)))
        return OK;
    if (event->session_count > 1)
        return add_sessions(g, event, NULL);
    g->count++;
    return OK;
}

static enum err gather_bookings(struct gathering *g)
{
    struct booking_list list;
    enum err err = booking_list_between(g->store, g->person, g->from, g->to, g->words.arena, &list);
    for (int i = 0; err == OK && i < list.count && g->count < FEED_EVENTS_MAX - 1; i++)
        err = add_booking(g, &list.items[i]);
    return err;
}

/* Talks of one event stand together; its evening is given once. */
static enum err gather_talks(struct gathering *g)
{
    struct talk_list list;
    struct event_id evening = {0};
    enum err err = talk_list_between(g->store, g->person, g->from, g->to, g->words.arena, &list);
    for (int i = 0; err == OK && i < list.count && g->count < FEED_EVENTS_MAX - 2; i++) {
        const struct talk_entry *talk = &list.items[i];
        g->count += feed_event_of_talk(&g->words, talk, next_event(g));
        if (talk->event.v != evening.v && feed_event_of_evening(&g->words, talk, next_event(g))) {
            evening = talk->event;
            g->count++;
        }
    }
    return err;
}

static enum err gather_deadlines(struct gathering *g)
{
    struct deadline_list list;
    enum err err = deadline_list(g->store, g->person, g->now, g->words.arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        g->count += feed_event_of_deadline(&g->words, &list.items[i], next_event(g));
    return err;
}

static enum err gather_conversations(struct gathering *g)
{
    struct conversation_times list;
    enum err err =
        conversation_list_times(g->store, g->person, g->from, g->to, g->words.arena, &list);
    for (int i = 0; err == OK && i < list.count && g->count < FEED_EVENTS_MAX - 1; i++)
        g->count += feed_event_of_conversation(&g->words, &list.items[i], next_event(g));
    return err;
}

static enum err gather_mine(struct gathering *g)
{
    enum err err = gather_bookings(g);
    if (err == OK)
        err = gather_talks(g);
    if (err == OK)
        err = gather_deadlines(g);
    return err == OK ? gather_conversations(g) : err;
}

/* Whose feed it is knows of all events, or only of those that are opened to them (PR-21). */
static enum err find_viewer(const struct gathering *g, struct event_viewer *viewer)
{
    struct actor actor;
    enum err err = actor_load(g->store, g->person, g->words.today, &actor);
    if (err != OK)
        return err;
    viewer->only_opened = !permission_scope(&actor, ACTION_EVENT_VIEW).trust;
    return viewer->only_opened
               ? participation_opened(g->store, g->person, g->words.today, &viewer->opened)
               : OK;
}

static enum err gather_events(struct gathering *g, enum event_scope scope, struct school_id school)
{
    struct event_list list;
    struct event_viewer viewer = {.person = g->person};
    enum err err = find_viewer(g, &viewer);
    if (err == OK)
        err = event_list_between(g->store, g->from, g->to, scope, school, g->words.arena, &list);
    for (int i = 0; err == OK && i < list.count && g->count < FEED_EVENTS_MAX - 1; i++)
        if (event_is_opened(&viewer, list.items[i].id))
            err = add_event(g, &list.items[i]);
    return err;
}

static enum err gather(struct gathering *g, const struct feed *feed)
{
    switch (feed->scope) {
    case FEED_ME:
        return gather_mine(g);
    case FEED_SCHOOL:
        return gather_events(g, EVENT_SCOPE_SCHOOL, feed->school);
    case FEED_TRUST:
        return gather_events(g, EVENT_SCOPE_TRUST, feed->school);
    case FEED_SPARK:
        return gather_events(g, EVENT_SCOPE_SPARK, feed->school);
    case FEED_SCOPES:
        break;
    }
    return ERR_BUG;
}

static enum err start_gathering(struct store *store, const char *base_url, struct arena *arena,
                                struct gathering *ret)
{
    *ret = (struct gathering){.store = store,
                              .words = {.arena = arena, .base_url = base_url},
                              .events = ARENA_ARRAY(arena, struct ics_event, FEED_EVENTS_MAX)};
    return trust_find(store, arena, &ret->words.trust);
}

static enum err name_feed(struct gathering *g, const struct feed *feed, struct str *ret)
{
    struct school school;
    const char *about = g->words.trust.name;
    enum err err = OK;
    if (feed->scope == FEED_SCHOOL) {
        err = school_find(g->store, feed->school, g->words.arena, &school);
        about = err == OK ? school.name : about;
    }
    *ret = feed->scope == FEED_ME
               ? STR("My professional development")
               : str_of(arena_printf(g->words.arena, "%s: %s", about,
                                     feed->scope == FEED_SPARK ? "SPARK"
                                                               : "professional development"));
    return err;
}

static enum err write_events(struct buf *out, const struct ics_calendar *calendar,
                             const struct ics_event *events, size_t count)
{
    enum err err = OK;
    ics_write_begin(out, calendar);
    for (size_t i = 0; err == OK && i < count; i++)
        err = ics_write_event(out, &events[i], calendar->form);
    ics_write_end(out);
    return err == OK && out->full ? ERR_LIMIT : err;
}

enum err feed_write(struct store *store, const struct feed_source *source, struct arena *arena,
                    struct buf *out)
{
    static const struct str colors[FEED_SCOPES] = {
        [FEED_ME] = {"rebeccapurple", 13},
        [FEED_SCHOOL] = {"seagreen", 8},
        [FEED_TRUST] = {"steelblue", 9},
        [FEED_SPARK] = {"darkorange", 10},
    };
    struct gathering g;
    struct ics_calendar calendar = {.form = ICS_FEED, .color = colors[source->feed->scope]};
    size_t capped = 0;
    enum err err = start_gathering(store, source->base_url, arena, &g);
    g.now = source->now;
    g.words.today = tz_day(source->now);
    g.from = instant_add(source->now, -(ICS_WINDOW_BACK_DAYS + 2) * (int64_t)DAY_S);
    g.to = instant_add(source->now, (ICS_WINDOW_AHEAD_DAYS + 2) * (int64_t)DAY_S);
    g.person = source->feed->person;
    if (err == OK)
        err = gather(&g, source->feed);
    if (err == OK)
        err = name_feed(&g, source->feed, &calendar.name);
    if (err != OK)
        return err;
    size_t count = ics_select(g.events, g.count, g.words.today, &capped);
    err = write_events(out, &calendar, g.events, count);
    if (err != ERR_LIMIT)
        return err;
    /* Too long with all that is said of each event: every client still needs the times. */
    for (size_t i = 0; i < count; i++)
        g.events[i].description = STR("");
    buf_clear(out);
    return write_events(out, &calendar, g.events, count);
}

enum err feed_write_event(struct store *store, int64_t event_id, const char *base_url,
                          struct arena *arena, struct buf *out)
{
    struct gathering g;
    struct event event;
    struct event_viewer nobody = {.person = {0}};
    struct ics_calendar calendar = {.form = ICS_FILE};
    enum err err = start_gathering(store, base_url, arena, &g);
    if (err == OK)
        err = event_find(store, &nobody, (struct event_id){event_id}, arena, &event);
    if (err != OK)
        return err;
    /* A file one saves shows a cancellation however old it is. */
    g.words.today = event.status == EVENT_CANCELLED ? tz_day(event.cancelled_at) : DAY_NONE;
    err = add_event(&g, &event);
    if (err == OK && g.count == 0)
        err = ERR_NOT_FOUND;
    return err == OK ? write_events(out, &calendar, g.events, g.count) : err;
}

enum err feed_write_booking(struct store *store, int64_t booking_id, struct person_id person,
                            const char *base_url, struct arena *arena, struct buf *out)
{
    struct gathering g;
    struct booking booking;
    struct ics_calendar calendar = {.form = ICS_FILE};
    enum err err = start_gathering(store, base_url, arena, &g);
    if (err == OK)
        err = booking_find(store, (struct booking_id){booking_id}, arena, &booking);
    if (err == OK && booking.person.v != person.v)
        err = ERR_NOT_FOUND;
    if (err != OK)
        return err;
    g.words.today = !booking_status_is_live(booking.status) ? tz_day(booking.ended_at) : DAY_NONE;
    err = add_booking(&g, &booking);
    if (err == OK && g.count == 0)
        err = ERR_NOT_FOUND;
    return err == OK ? write_events(out, &calendar, g.events, g.count) : err;
}

/* A talk's entry is its presenter's own, so it is looked for among theirs. */
static enum err add_talk(struct gathering *g, struct talk_id id, struct person_id person)
{
    struct talk talk;
    struct event event;
    struct talk_list list = {.count = 0};
    struct event_viewer nobody = {.person = {0}};
    enum err err = talk_find(g->store, id, g->words.arena, &talk);
    if (err == OK)
        err = event_find(g->store, &nobody, talk.event, g->words.arena, &event);
    if (err == OK)
        err = talk_list_between(g->store, person, event.fields.starts_at, event.fields.ends_at,
                                g->words.arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct talk_entry *entry = &list.items[i];
        if (entry->id.v != id.v)
            continue;
        g->words.today = entry->status == TALK_WITHDRAWN ? tz_day(entry->withdrawn_at) : DAY_NONE;
        g->count += feed_event_of_talk(&g->words, entry, next_event(g));
    }
    return err;
}

enum err feed_write_talk(struct store *store, int64_t talk_id, struct person_id person,
                         const char *base_url, struct arena *arena, struct buf *out)
{
    struct gathering g;
    struct ics_calendar calendar = {.form = ICS_FILE};
    enum err err = start_gathering(store, base_url, arena, &g);
    if (err == OK)
        err = add_talk(&g, (struct talk_id){talk_id}, person);
    if (err == OK && g.count == 0)
        err = ERR_NOT_FOUND;
    return err == OK ? write_events(out, &calendar, g.events, g.count) : err;
}
