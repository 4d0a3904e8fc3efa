/* DESIGN: what an event would meet at other times: people, rooms, leaders, holidays. */
#include "event_look.h"

#include <stdlib.h>
#include <string.h>

#include "booking_store.h"
#include "event_room.h"
#include "series.h"
#include "tz.h"

enum { LEADERS };
static const char *const SQL[] = {
    [LEADERS] = "SELECT DISTINCT f.name FROM event_facilitator m JOIN event_facilitator l"
                " ON l.facilitator_id = m.facilitator_id AND l.event_id <> m.event_id"
                " JOIN facilitator f ON f.id = m.facilitator_id JOIN event e ON e.id = l.event_id"
                " JOIN event_session o ON o.event_id = e.id WHERE m.event_id = $1"
                " AND e.status <> 'cancelled' AND o.starts_at < $4 AND o.ends_at > $3"
                " AND e.id <> $2 AND coalesce(e.parent_id, 0) <> $1 ORDER BY f.name LIMIT 50",
};

/* ---- people ---- */

enum err event_look_is_busy(struct store *store, const struct event *event, struct person_id person,
                            const struct event_session_fields *times, int count,
                            struct arena *arena, bool *ret)
{
    struct clash clash;
    enum err err = ERR_NOT_FOUND;
    for (int i = 0; err == ERR_NOT_FOUND && i < count; i++) {
        const struct clash_time time = {.person = person,
                                        .from = times[i].starts_at,
                                        .to = times[i].ends_at,
                                        .event = event->id,
                                        .parent = event->parent,
                                        .school = event->fields.school};
        err = clash_find_time(store, &time, arena, &clash);
    }
    *ret = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

static int by_name(const void *a, const void *b)
{
    const struct look_busy *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static enum err look_at_people(struct store *store, const struct event *event,
                               const struct event_session_fields *times, int count,
                               struct arena *arena, struct event_look *look)
{
    struct booking_rows rows;
    enum err err = booking_store_live(store, event->id, arena, &rows);
    if (err != OK)
        return err;
    struct look_busy *busy = ARENA_ARRAY(arena, struct look_busy, (size_t)rows.count + 1);
    for (int i = 0; err == OK && i < rows.count; i++) {
        const struct booking_row *row = &rows.items[i];
        bool taken = false, place = booking_status_has_place(row->status);
        look->told += place;
        look->waiting += !place;
        if (place)
            err = event_look_is_busy(store, event, row->person, times, count, arena, &taken);
        if (taken)
            busy[look->busy_count++] = (struct look_busy){row->person_name, row->required};
    }
    qsort(busy, (size_t)look->busy_count, sizeof *busy, by_name);
    look->busy = busy;
    return err;
}

/* ---- the rest ---- */

static enum err look_at_room(struct store *store, const struct event *event,
                             const struct event_session_fields *times, int count,
                             struct arena *arena, struct event_look *look)
{
    struct refusal why;
    refusal_init(&why, arena);
    enum err err = event_room_check(store, event->fields.in, event, times, count, &why);
    look->room = err == ERR_CONFLICT && why.detail ? why.detail : "";
    return err == ERR_CONFLICT ? OK : err;
}

static enum err look_at_leaders(struct store *store, const struct event *event,
                                const struct event_session_fields *times, int count,
                                struct arena *arena, struct event_look *look)
{
    const char *names = "";
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++) {
        struct rows rows =
            store_query(store, SQL[LEADERS],
                        PARAMS(p_int(event->id.v), p_int(event->parent.v),
                               p_instant(times[i].starts_at), p_instant(times[i].ends_at)));
        while (rows_next(&rows)) {
            const char *name = rows_text(&rows, 0, arena);
            if (!strstr(names, name))
                names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "", name);
        }
        err = rows_end(&rows);
    }
    look->leaders = names;
    return err;
}

static enum err look_at_day(struct store *store, const struct event *event, struct day day,
                            struct arena *arena, struct event_look *look)
{
    struct series_calendar calendar;
    struct series_date date = {.on = day};
    enum err err = series_load_calendar(store, event->fields.school, day, day, arena, &calendar);
    if (err != OK)
        return err;
    date.why = series_rules_day(&calendar, day, event->fields.kind == EVENT_INSET, &date.name);
    look->day = date.why == SERIES_MEETS ? "" : series_why_words(&date, arena);
    return OK;
}

enum err event_look_times(struct store *store, const struct event *event,
                          const struct event_session_fields *times, int count, struct arena *arena,
                          struct event_look *ret)
{
    struct event_look look = {.room = "", .leaders = "", .day = ""};
    enum err err = look_at_people(store, event, times, count, arena, &look);
    if (err == OK)
        err = look_at_room(store, event, times, count, arena, &look);
    if (err == OK)
        err = look_at_leaders(store, event, times, count, arena, &look);
    if (err == OK)
        *ret = look;
    return err;
}

enum err event_look_at(struct store *store, const struct event *event,
                       const struct event_session_fields *times, int count, struct arena *arena,
                       struct event_look *ret)
{
    struct event_look look;
    enum err err = event_look_times(store, event, times, count, arena, &look);
    if (err == OK)
        err = look_at_day(store, event, tz_day(times[0].starts_at), arena, &look);
    if (err == OK)
        *ret = look;
    return err;
}
