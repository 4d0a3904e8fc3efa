#ifndef SPARKD_EVENT_BOOKING_PLACE_H
#define SPARKD_EVENT_BOOKING_PLACE_H

#include "booking_store.h"
#include "booking_time.h"

/* What every use case of bookings needs: who may have a place, what having one means, and who is
 * told. */

/* The person, if they are with the trust; ERR_INVALID field person_id. */
enum err booking_place_person(struct store *store, struct instant now, struct person_id id,
                              struct refusal *why, struct person *ret) MUST_USE;
/* Who would have the place; name: NULL if they ask for themselves. */
struct booking_taker {
    struct person_id person;
    const char *name;
    bool online; /* there is no way to go */
};
/* "You are", "Priya Shah is" */
const char *booking_place_they_are(const struct booking_taker *taker, struct arena *arena);
/* Are they free for it, and no presenter of it? What is only said goes into placed, unless it is
 * NULL. ERR_CONFLICT `presenting`, `clash`. */
enum err booking_place_check(struct store *store, const struct event *event,
                             const struct booking_taker *taker, struct refusal *why,
                             struct booking_placed *placed) MUST_USE;
/* Are they free for it, and within the quota of their school? */
enum err booking_place_is_open(struct store *store, const struct event *event,
                               struct person_id person, struct arena *arena, bool *ret) MUST_USE;
/* ERR_DENIED `not-eligible`: it is for others. */
enum err booking_place_check_audience(struct store *store, const struct event *event,
                                      struct person_id person, struct refusal *why) MUST_USE;
/* It is on and has not started: ERR_CONFLICT `cancelled`, `not-published`, `too-late`. */
enum err booking_place_check_event(const struct event *event, struct instant now,
                                   struct refusal *why) MUST_USE;
/* Their place is theirs to give: ERR_CONFLICT `no-place`, `required`. */
enum err booking_place_check_held(const struct booking_row *row, struct refusal *why) MUST_USE;

/* What a place is once somebody takes it: requested where that needs approval. */
enum booking_status booking_place_status(const struct event *event, const struct booking_row *row);
/* The other way round to booking_time_take: it ended. */
enum err booking_place_give_time(struct store *store, const struct booking_row *row) MUST_USE;

/* Confirmed, requested or waiting: the mail that says which. by, detail: NULL if none. */
struct booking_news {
    int position;
    const char *by, *detail;
};
enum err booking_place_tell(struct store *store, struct instant now, const struct event *event,
                            const struct booking_row *row,
                            const struct booking_news *news) MUST_USE;
/* The name of somebody, NULL if it is nobody or the person themselves. */
enum err booking_place_other(struct store *store, struct person_id by, struct person_id person,
                             struct arena *arena, const char **ret) MUST_USE;

#endif
