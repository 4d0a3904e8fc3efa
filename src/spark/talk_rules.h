#ifndef SPARKD_SPARK_TALK_RULES_H
#define SPARKD_SPARK_TALK_RULES_H

#include "talk.h"

/* Pure judgement on talks. */

/* Title, abstract, category; refuses each bad field. */
void talk_rules_check_words(const char *title, const char *abstract, const char *category,
                            struct refusal *why);
/* One of the lengths, else refuses field minutes. */
void talk_rules_check_minutes(int minutes, const struct talk_lengths *lengths, struct refusal *why);

/* Does one more talk of these minutes fit beside the confirmed ones? */
bool talk_rules_fits(const struct pack *pack, const struct pack_talks *confirmed, int minutes);
/* Does a confirmed talk of `from` minutes fit as one of `to`? */
bool talk_rules_fits_longer(const struct pack *pack, const struct pack_talks *confirmed, int from,
                            int to);

/* Why a talk waits, in one sentence; taken: the name of a presenter who is not free, or NULL. */
const char *talk_rules_why(struct arena *arena, const struct talk *talk, const char *taken);

#endif
