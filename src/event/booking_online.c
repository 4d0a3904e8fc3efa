/* DESIGN: who takes part online and who comes to the room; the places are those of the room. */
#include "booking_online.h"

#include "audience.h"
#include "booking_promote.h"
#include "event_store.h"

enum { FIND, LEFT_OUT };
static const char *const SQL[] = {
    [FIND] = "SELECT e.parent_id IS NULL AND NOT EXISTS (SELECT 1 FROM block k"
             " WHERE k.event_id = e.id) AND CASE coalesce((SELECT a.mode FROM event_about a"
             " WHERE a.event_id = e.id), 'in person') WHEN 'both' THEN 1 WHEN 'in person' THEN"
             " EXISTS (SELECT 1 FROM event_place o WHERE o.event_id = e.id"
             " AND o.online_link <> '') ELSE 0 END, EXISTS (SELECT 1 FROM booking m"
             " WHERE m.event_id = e.id AND m.person_id = $2 AND m.ended_at IS NULL"
             " AND m.online = 1), (SELECT count(*) FROM booking n WHERE n.event_id = e.id"
             " AND n.ended_at IS NULL AND n.online = 1) FROM event e WHERE e.id = $1",
    /* $3, $4: the link and the mode go. A mode that is all online needs no link of ours. */
    [LEFT_OUT] =
        "SELECT count(*) FROM booking n JOIN event e ON e.id = n.event_id AND e.ends_at > $2"
        " WHERE n.event_id = $1 AND n.ended_at IS NULL AND n.online = 1"
        " AND (EXISTS (SELECT 1 FROM block k WHERE k.event_id = e.id)"
        " OR NOT (EXISTS (SELECT 1 FROM event_place o WHERE o.event_id = e.id"
        " AND o.online_link <> '' AND $3 = 0) OR EXISTS (SELECT 1 FROM event_about a"
        " WHERE a.event_id = e.id AND a.mode <> 'in person' AND $4 = 0)))",
};

enum err booking_online_find(struct store *store, struct event_id event, struct person_id person,
                             struct booking_online *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v), p_int(person.v)), &rows);
    if (err != OK)
        return err;
    const struct booking_online online = {rows_int(&rows, 0) != 0, rows_int(&rows, 1) != 0,
                                          (int)rows_int(&rows, 2)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = online;
    return err;
}

enum err booking_online_left_out(struct store *store, struct instant now, struct event_id event,
                                 unsigned lost, struct arena *arena, const char **ret)
{
    int64_t count = 0;
    enum err err =
        store_find_int(store, SQL[LEFT_OUT],
                       PARAMS(p_int(event.v), p_instant(now), p_int((lost & ONLINE_BY_LINK) != 0),
                              p_int((lost & ONLINE_BY_MODE) != 0)),
                       &count);
    if (err != OK)
        return err;
    *ret = count ? arena_printf(arena, "%d %s part online", (int)count,
                                count == 1 ? "person takes" : "people take")
                 : NULL;
    return OK;
}

/* ---- from one to the other ---- */

struct switching {
    struct booking_row row;
    struct event event;
    const char *name; /* NULL: they do it themselves */
    const char *by;
};

static enum err load(struct store *store, const struct booking_switch *to, struct refusal *why,
                     struct switching *s)
{
    enum err err = booking_store_find(store, to->id, why->arena, &s->row);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, s->row.event, why->arena, &s->event);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such booking. Look under My bookings for yours.");
    if (err == OK)
        err = booking_place_other(store, to->by, s->row.person, why->arena, &s->by);
    s->name = to->by.v == s->row.person.v ? NULL : s->row.person_name;
    return err;
}

static enum err check(const struct switching *s, struct instant now, struct refusal *why)
{
    if (!booking_status_is_live(s->row.status))
        return refuse(why, ERR_CONFLICT, "ended",
                      "This booking has ended. Book again if you still want to come.");
    enum err err = booking_place_check_event(&s->event, now, why);
    if (err == OK && s->row.part != PART_ATTENDEE)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "Whoever leads the event or helps with it takes no place of the audience. "
                      "Agree with the organiser how you are there.");
    return err;
}

static enum err check_offered(struct store *store, const struct switching *s, struct refusal *why)
{
    struct booking_online online;
    enum err err = booking_online_find(store, s->event.id, s->row.person, &online);
    if (err != OK || online.offered)
        return err;
    return refuse(why, ERR_CONFLICT, "not-online",
                  "This event takes place in the room alone. Stay booked, or give the place up.");
}

static enum err tell(struct store *store, struct instant now, const struct switching *s,
                     const char *detail)
{
    const struct booking_news news = {.by = s->by, .detail = detail};
    return booking_place_tell(store, now, &s->event, &s->row, &news);
}

/* Whoever only waited is judged like somebody who books. */
static enum err check_free(struct store *store, const struct switching *s, struct refusal *why)
{
    const struct booking_taker taker = {s->row.person, s->name, true};
    return s->row.status == BOOKING_WAITING
               ? booking_place_check(store, &s->event, &taker, why, NULL)
               : OK;
}

static enum err go_online(struct store *store, struct instant now, struct switching *s,
                          struct refusal *why)
{
    bool took = booking_store_takes_place(&s->row);
    bool held = s->row.status == BOOKING_CONFIRMED || s->row.status == BOOKING_REQUESTED;
    enum booking_status as = held ? s->row.status : booking_place_status(&s->event, &s->row);
    enum err err = check_offered(store, s, why);
    if (err == OK)
        err = check_free(store, s, why);
    if (err == OK)
        err = booking_store_go_online(store, now, &s->row, as);
    if (err == OK)
        err = booking_time_take(store, &s->event, s->row.id, s->row.person, why->arena);
    if (err == OK)
        err = tell(store, now, s,
                   held ? "You take part online. Your place in the room is free for somebody else."
                        : "You take part online, and no longer wait for a place in the room.");
    if (err == OK && took)
        err = booking_promote(store, now, s->event.id, why->arena);
    /* without a way to go there may be time for what they wait for elsewhere */
    return err == OK ? booking_promote_person(store, now, s->row.person, why->arena) : err;
}

static enum err refuse_full(struct refusal *why)
{
    return refuse(why, ERR_CONFLICT, "full",
                  "Every place in the room that you could have is taken. You stay booked online: "
                  "look again later, a place may come free.");
}

static enum err go_in(struct store *store, struct instant now, struct switching *s,
                      struct refusal *why)
{
    bool full = false;
    enum err err = booking_promote(store, now, s->event.id, why->arena); /* who waits comes first */
    if (err == OK)
        err = audience_quota_is_full(store, s->event.id, s->row.person, &full);
    if (err == OK && full)
        return refuse_full(why);
    if (err == OK) { /* from here there may be a way to go */
        const struct booking_taker taker = {s->row.person, s->name, false};
        err = booking_place_check(store, &s->event, &taker, why, NULL);
    }
    if (err != OK)
        return err;
    err = booking_store_go_in(store, now, &s->row);
    if (err == ERR_CONFLICT)
        return refuse_full(why);
    return err == OK ? tell(store, now, s, "You come to the room, and are not online.") : err;
}

enum err booking_online_switch(struct store *store, struct instant now,
                               const struct booking_switch *to, struct refusal *why)
{
    struct switching s = {.by = NULL};
    enum err err = load(store, to, why, &s);
    if (err == OK)
        err = check(&s, now, why);
    if (err != OK || s.row.online == to->online)
        return err;
    return to->online ? go_online(store, now, &s, why) : go_in(store, now, &s, why);
}
