#ifndef SPARKD_SPARK_TALK_RULES_H
#define SPARKD_SPARK_TALK_RULES_H

#include "arrange_line.h"
#include "talk_queue.h"

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

/* Does somebody present both (H7)? */
bool talk_rules_share_presenter(const struct talk *a, const struct talk *b);

/* What keeps a waiting talk from its slot. */
struct talk_hindrance {
    enum arrange_wait wait;  /* what it lacks; WAIT_NOT: there is room for it */
    enum talk_ahead ahead;   /* who waits for less long and goes first */
    bool drawing;            /* speakers are drawn one at a time, and it is not in the hat */
    const char *kept_for;    /* whom what is left is kept for; NULL or "": nobody else */
    const char *name;        /* of a presenter who is taken at that time; NULL: all are free */
    const char *event_title; /* what takes them; NULL: not an event, and nobody else's business */
};
/* Why a talk waits, in one sentence that is true for whoever reads it. */
const char *talk_rules_why(struct arena *arena, const struct talk *talk,
                           const struct talk_hindrance *hindrance);

#endif
