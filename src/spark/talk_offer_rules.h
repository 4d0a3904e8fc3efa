#ifndef SPARKD_SPARK_TALK_OFFER_RULES_H
#define SPARKD_SPARK_TALK_OFFER_RULES_H

#include "talk_offer.h"

/* Until when somebody who is asked now may answer, as talk_offer.h says; v 0: they are not asked,
 * the slot is theirs at once. */
struct instant talk_offer_rules_until(const struct talk_offer_setting *setting, struct instant now,
                                      struct instant starts_at);

#endif
