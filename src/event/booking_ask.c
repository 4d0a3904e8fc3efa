/* DESIGN: asking a colleague to take a place or to swap for theirs: nothing moves until they say
 * yes, and nothing is said of what they have. */
#include "booking_ask.h"

#include "booking_place.h"
#include "event_rules.h"
#include "event_store.h"
#include "workshop.h"

#define ASK_SELECT                                                                                 \
    "SELECT a.id, a.booking_id, a.to_id, p.name, coalesce(a.event_id, 0), coalesce(w.title, ''),"  \
    " coalesce(w.starts_at, 0), coalesce(w.ends_at, 0), a.asked_at, a.status = 'open'"             \
    " AND " OPEN ", coalesce(w.room, ''), coalesce(h.name, '') FROM booking_ask a"                 \
    " JOIN booking b ON b.id = a.booking_id JOIN event e ON e.id = b.event_id"                     \
    " JOIN person p ON p.id = a.to_id LEFT JOIN event w ON w.id = a.event_id"                      \
    " LEFT JOIN school h ON h.id = w.host_school_id "
/* The place is still theirs, and neither event has started. */
#define OPEN                                                                                       \
    "b.status IN ('confirmed', 'requested') AND e.status NOT IN ('draft', 'cancelled')"            \
    " AND e.starts_at > $1 AND (w.id IS NULL OR (w.status NOT IN ('draft', 'cancelled')"           \
    " AND w.starts_at > $1))"

enum { FIND, LIST, ADD, ANSWER, HAS_OPEN, THEIRS };
static const char *const SQL[] = {
    [FIND] = ASK_SELECT "WHERE a.id = $2",
    [LIST] = ASK_SELECT "WHERE (a.to_id = $2 OR b.person_id = $2) AND a.status = 'open' AND " OPEN
                        " ORDER BY e.starts_at, a.id LIMIT $3",
    [ADD] = "INSERT INTO booking_ask (booking_id, to_id, event_id, asked_at)"
            " VALUES ($1, $2, $3, $4) RETURNING id",
    [ANSWER] = "UPDATE booking_ask SET status = $2, answered_at = $3 WHERE id = $1"
               " AND status = 'open'",
    [HAS_OPEN] = "SELECT id FROM booking_ask WHERE booking_id = $1 AND status = 'open'",
    [THEIRS] = "SELECT id FROM booking WHERE event_id = $1 AND person_id = $2"
               " AND ended_at IS NULL",
};

/* ---- reading ---- */

static struct booking_ask read_ask(const struct rows *rows, struct arena *arena)
{
    return (struct booking_ask){
        .id = {rows_int(rows, 0)},
        .booking = {.id = {rows_int(rows, 1)}},
        .to = {rows_int(rows, 2)},
        .to_name = rows_text(rows, 3, arena),
        .wanted = {rows_int(rows, 4)},
        .wanted_title = rows_text(rows, 5, arena),
        .wanted_starts = rows_instant(rows, 6),
        .wanted_ends = rows_instant(rows, 7),
        .asked_at = rows_instant(rows, 8),
        .open = rows_int(rows, 9) != 0,
        .wanted_place =
            event_rules_place(arena, rows_text(rows, 10, arena), rows_text(rows, 11, arena)),
    };
}

static enum err read_list(struct store *store, struct rows rows, struct arena *arena,
                          struct booking_ask_list *ret)
{
    struct booking_ask_list list = {0};
    int room = 0;
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 4, &room);
        list.items[list.count++] = read_ask(&rows, arena);
    }
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < list.count; i++)
        err = booking_find(store, list.items[i].booking.id, arena, &list.items[i].booking);
    if (err == OK)
        *ret = list;
    return err;
}

enum err booking_ask_find(struct store *store, struct booking_ask_id id, struct instant now,
                          struct arena *arena, struct booking_ask *ret)
{
    struct booking_ask_list list;
    enum err err = read_list(
        store, store_query(store, SQL[FIND], PARAMS(p_instant(now), p_int(id.v))), arena, &list);
    if (err == OK && list.count == 0)
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = list.items[0];
    return err;
}

enum err booking_ask_list(struct store *store, struct person_id person, struct instant now,
                          struct arena *arena, struct booking_ask_list *ret)
{
    return read_list(store,
                     store_query(store, SQL[LIST],
                                 PARAMS(p_instant(now), p_int(person.v), p_int(BOOKING_ASKS_MAX))),
                     arena, ret);
}

/* ---- asking ---- */

struct making {
    struct booking_row row;
    struct event event, wanted; /* wanted.id v 0: to hand it on */
    struct person to;
};

static enum err load(struct store *store, struct instant now, const struct booking_ask_new *ask,
                     struct refusal *why, struct making *m)
{
    enum err err = booking_store_find(store, ask->booking, why->arena, &m->row);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, m->row.event, why->arena, &m->event);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such booking. Look under My bookings for yours.");
    if (err == OK)
        err = booking_place_person(store, now, ask->to, why, &m->to);
    if (err != OK || ask->wanted.v == 0)
        return err;
    err = event_store_find(store, (struct person_id){0}, ask->wanted, why->arena, &m->wanted);
    if (err == ERR_NOT_FOUND || (err == OK && m->wanted.seq == 0))
        return refuse_field(why, "event_id", "Choose the event where their place is.");
    return err;
}

static enum err check_wanted(const struct making *m, struct instant now, struct refusal *why)
{
    bool approval = m->event.fields.approval || m->wanted.fields.approval;
    if (m->wanted.id.v == m->event.id.v)
        return refuse_field(why, "event_id", "Choose another event than the one you give up.");
    enum err err = booking_place_check_event(&m->wanted, now, why);
    if (err == OK && approval)
        return refuse(why, ERR_CONFLICT, "needs-approval",
                      "A place there needs approval, so it cannot be swapped. Give yours up and "
                      "ask for the other.");
    if (err == OK && m->row.part != PART_ATTENDEE)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "You lead this event, so there is no place to swap. Ask the organiser.");
    return err;
}

static enum err check(struct store *store, const struct making *m, struct instant now,
                      struct refusal *why)
{
    int64_t open = 0;
    enum err err = booking_place_check_event(&m->event, now, why);
    if (err == OK)
        err = workshop_check_single(store, &m->event, why);
    if (err == OK && m->wanted.id.v)
        err = workshop_check_single(store, &m->wanted, why);
    if (err == OK)
        err = booking_place_check_held(&m->row, why);
    if (err == OK && m->to.id.v == m->row.person.v)
        return refuse_field(why, "person_id", "Choose a colleague, not yourself.");
    if (err == OK && m->wanted.id.v)
        err = check_wanted(m, now, why);
    if (err != OK)
        return err;
    err = store_find_int(store, SQL[HAS_OPEN], PARAMS(p_int(m->row.id.v)), &open);
    if (err == ERR_NOT_FOUND)
        return OK;
    why->other_id = open;
    return err == OK ? refuse(why, ERR_CONFLICT, "already-asked",
                              "You have asked somebody about this place already. Take that back "
                              "first, under My bookings.")
                     : err;
}

/* Addressed to whoever is asked; about the place that is given. */
static struct notice ask_notice(const struct making *m, enum notice_kind kind, int64_t ask)
{
    struct notice notice = booking_store_notice(&m->event, &m->row, kind);
    notice.to = m->to.id;
    notice.to_name = m->to.name;
    notice.to_email = m->to.email;
    notice.object_id = ask;
    notice.uid = NULL;
    notice.by = m->row.person_name;
    return notice;
}

enum err booking_ask_make(struct store *store, struct instant now,
                          const struct booking_ask_new *ask, struct refusal *why,
                          struct booking_ask_id *ret)
{
    struct making m = {0};
    struct booking_ask_id id = {0};
    enum err err = load(store, now, ask, why, &m);
    if (err == OK)
        err = check(store, &m, now, why);
    if (err == OK)
        err = store_find_int(store, SQL[ADD],
                             PARAMS(p_int(m.row.id.v), p_int(m.to.id.v),
                                    p_id_or_null(m.wanted.id.v), p_instant(now)),
                             &id.v);
    if (err != OK)
        return err;
    struct notice notice = ask_notice(&m, NOTICE_BOOKING_ASKED, id.v);
    if (m.wanted.id.v)
        notice.detail = arena_printf(
            why->arena, "They would like your place at %s, on %s, in exchange.",
            m.wanted.fields.title,
            event_rules_when(why->arena, m.wanted.fields.starts_at, m.wanted.fields.ends_at));
    err = notice_queue(store, now, &notice);
    if (err == OK)
        *ret = id;
    return err;
}

/* ---- answering ---- */

static enum err answer(struct store *store, struct instant now, struct booking_ask_id id,
                       const char *status)
{
    return store_exec(store, SQL[ANSWER], PARAMS(p_int(id.v), p_text(status), p_instant(now)));
}

static enum err find_open(struct store *store, struct instant now, struct booking_ask_id id,
                          struct refusal *why, struct booking_ask *ret)
{
    struct booking_ask ask;
    enum err err = booking_ask_find(store, id, now, why->arena, &ask);
    if (err != OK)
        return err;
    if (!ask.open)
        return refuse(why, ERR_CONFLICT, "ask-over",
                      "This was answered already, or the place is no longer theirs to give. There "
                      "is nothing more to do.");
    *ret = ask;
    return OK;
}

static enum err swap(struct store *store, struct instant now, const struct booking_ask *ask,
                     struct refusal *why)
{
    struct booking_id theirs = {0};
    enum err err = store_find_int(store, SQL[THEIRS],
                                  PARAMS(p_int(ask->wanted.v), p_int(ask->to.v)), &theirs.v);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "You have no place at “%s” to give in exchange. Say no, and tell %s.",
                      ask->wanted_title, ask->booking.person_name);
    return err == OK ? booking_swap(store, now, ask->booking.id, theirs, why) : err;
}

enum err booking_ask_accept(struct store *store, struct instant now, struct booking_ask_id id,
                            struct refusal *why)
{
    struct booking_ask ask = {0};
    struct booking_placed placed;
    enum err err = find_open(store, now, id, why, &ask);
    if (err != OK)
        return err;
    const struct booking_handing handing = {.id = ask.booking.id, .to = ask.to, .by = ask.to};
    err = answer(store, now, id, "accepted");
    if (err != OK)
        return err;
    return ask.wanted.v ? swap(store, now, &ask, why)
                        : booking_hand(store, now, &handing, why, &placed);
}

/* Whoever asked hears that it is a no; what they have stays theirs. */
static enum err tell_no(struct store *store, struct instant now, const struct booking_ask *ask,
                        struct arena *arena)
{
    struct event event;
    struct booking_row row;
    enum err err = booking_store_find(store, ask->booking.id, arena, &row);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, row.event, arena, &event);
    if (err != OK)
        return err;
    struct notice notice = booking_store_notice(&event, &row, NOTICE_BOOKING_ANSWERED);
    notice.uid = NULL;
    notice.by = ask->to_name;
    return notice_queue(store, now, &notice);
}

enum err booking_ask_decline(struct store *store, struct instant now, struct booking_ask_id id,
                             struct arena *arena)
{
    struct booking_ask ask;
    enum err err = booking_ask_find(store, id, now, arena, &ask);
    if (err != OK || !ask.open)
        return err;
    err = answer(store, now, id, "declined");
    return err == OK ? tell_no(store, now, &ask, arena) : err;
}

enum err booking_ask_take_back(struct store *store, struct instant now, struct booking_ask_id id)
{
    return answer(store, now, id, "taken back");
}
