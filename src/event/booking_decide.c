/* DESIGN: what becomes of a place that hangs on an answer: an offer accepted, a request decided. */
#include "booking_place.h"

#include "event_store.h"

static enum err find_both(struct store *store, struct booking_id id, struct refusal *why,
                          struct booking_row *ret_row, struct event *ret_event)
{
    enum err err = booking_store_find(store, id, why->arena, ret_row);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, ret_row->event, why->arena, ret_event);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such booking. Look under My bookings for yours.");
    return err;
}

/* ---- an offer ---- */

static enum err check_offer(const struct booking_row *row, const struct event *event,
                            struct instant now, struct refusal *why)
{
    bool over = row->status == BOOKING_OFFERED && now.v >= row->offered_until.v;
    if (over || row->status == BOOKING_WITHDRAWN)
        return refuse(why, ERR_CONFLICT, "offer-over",
                      "This offer is over, and the place went to the next in line. Book again if "
                      "you still want to come.");
    if (row->status != BOOKING_OFFERED)
        return refuse(why, ERR_CONFLICT, "no-offer",
                      "No place is offered here. You get a mail as soon as one comes free.");
    return booking_place_check_event(event, now, why);
}

enum err booking_accept(struct store *store, struct instant now, struct booking_id id,
                        struct refusal *why)
{
    struct booking_row row;
    struct event event;
    enum err err = find_both(store, id, why, &row, &event);
    if (err == OK && (row.status == BOOKING_CONFIRMED || row.status == BOOKING_REQUESTED))
        return OK;
    if (err == OK)
        err = check_offer(&row, &event, now, why);
    if (err == OK)
        err = booking_store_settle(store, now, &row, booking_place_status(&event, &row));
    return err == OK ? booking_place_tell(store, now, &event, &row, &(struct booking_news){0})
                     : err;
}

/* ---- a request ---- */

static enum err approve(struct store *store, struct instant now, const struct event *event,
                        struct booking_row *row)
{
    /* they asked, so nobody booked it for them; who decided stands with the request */
    const struct booking_news news = {.detail = "Your request was approved."};
    if (row->status != BOOKING_REQUESTED) /* told once a place comes free */
        return booking_store_approve(store, now, row);
    enum err err = booking_store_settle(store, now, row, BOOKING_CONFIRMED);
    return err == OK ? booking_place_tell(store, now, event, row, &news) : err;
}

static enum err decline(struct store *store, struct instant now, const struct event *event,
                        struct booking_row *row, const char *by, const char *reason,
                        struct arena *arena)
{
    bool had_place = booking_status_has_place(row->status);
    enum err err = booking_store_end(store, now, row, BOOKING_DECLINED, reason);
    if (err == OK && had_place)
        err = booking_place_give_time(store, row);
    if (err != OK)
        return err;
    struct notice notice = booking_store_notice(event, row, NOTICE_BOOKING_DECLINED);
    notice.by = by;
    notice.detail = reason && *reason ? reason : NULL;
    err = notice_queue(store, now, &notice);
    if (err == OK && had_place)
        err = booking_promote(store, now, event->id, arena);
    if (err == OK && had_place)
        err = booking_promote_person(store, now, row->person, arena);
    return err;
}

enum err booking_decide(struct store *store, struct instant now,
                        const struct booking_decision *decision, struct refusal *why)
{
    struct booking_row row;
    struct event event;
    const char *by = NULL;
    enum err err = find_both(store, decision->id, why, &row, &event);
    if (err != OK)
        return err;
    if (row.status != BOOKING_REQUESTED && row.status != BOOKING_WAITING &&
        row.status != BOOKING_OFFERED)
        return refuse(why, ERR_CONFLICT, "decided",
                      "This request is not waiting for a decision any more. Look at the event to "
                      "see who has a place.");
    err = booking_place_other(store, decision->by, row.person, why->arena, &by);
    if (err != OK)
        return err;
    return decision->approved ? approve(store, now, &event, &row)
                              : decline(store, now, &event, &row, by, decision->reason, why->arena);
}
