#ifndef SPARKD_SPARK_TALK_OFFER_STORE_H
#define SPARKD_SPARK_TALK_OFFER_STORE_H

#include "talk_offer.h"

/* The SQL of slots that are offered. A talk's row goes with every change of its status. */

enum err talk_offer_store_save_setting(struct store *store, struct event_id event,
                                       const struct talk_offer_setting *setting) MUST_USE;
/* Of an event that is made of another. */
enum err talk_offer_store_copy_setting(struct store *store, struct event_id from,
                                       struct event_id to) MUST_USE;
enum err talk_offer_store_insert(struct store *store, const struct talk_offer *offer) MUST_USE;
/* Is that talk passed over? */
enum err talk_offer_store_is_over(struct store *store, struct talk_id talk, bool *ret) MUST_USE;
/* Another slot fell free at that event: nobody is passed over any more. */
enum err talk_offer_store_renew(struct store *store, struct event_id event) MUST_USE;
/* The first that was not answered in time; ERR_NOT_FOUND: none. */
enum err talk_offer_store_next_due(struct store *store, struct instant now,
                                   struct talk_id *ret) MUST_USE;

#endif
