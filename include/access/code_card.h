#ifndef SPARKD_ACCESS_CODE_CARD_H
#define SPARKD_ACCESS_CODE_CARD_H

#include "person.h"
#include "refusal.h"
#include "sealed.h"

/*
 * A printed card of ten one-time codes for somebody without a work mailbox: kitchen, site,
 * lunchtime staff (decision 8). The card has a number and no name; its codes are kept under a
 * keyed hash. One card a person: a new one ends the old.
 */
enum {
    CODE_CARD_CODES = 10,
    CODE_CARD_CODE_CHARS = 8,
    CODE_CARD_NUMBER_CHARS = 8,
    CODE_CARD_DAYS_MAX = 180,
    CODE_CARD_TRIES = 5, /* in 15 minutes */
};

struct code_card_made {
    char number[CODE_CARD_NUMBER_CHARS + 1];
    char codes[CODE_CARD_CODES][CODE_CARD_CODE_CHARS + 1];
    struct instant expires_at; /* the end of its last day */
    struct day last_day;
};

/* Good until the end of the person's school's term (of the next one in its last fortnight), at
 * most 180 days. Its codes can be seen this once. Judging whether the person may have one is the
 * caller's: code_card_check. */
enum err code_card_make(struct store *store, const struct sealed_key *key,
                        const struct person *person, struct person_id by, struct instant now,
                        struct code_card_made *ret) MUST_USE;
/* ERR_CONFLICT with words: somebody with a work mailbox, who is privileged, or who left. */
enum err code_card_check(struct store *store, const struct person *person, struct instant now,
                         struct refusal *why) MUST_USE;

/* The card somebody has. ERR_NOT_FOUND: none that is good. */
struct code_card {
    int64_t id;
    struct instant made_at, expires_at;
    int left; /* codes not used yet */
};
enum err code_card_find(struct store *store, struct person_id person, struct instant now,
                        struct code_card *ret) MUST_USE;
/* ERR_NOT_FOUND: there was none. */
enum err code_card_end(struct store *store, struct person_id person, struct instant now) MUST_USE;

/*
 * A number and a code as typed. OK and *ret_person.v > 0: the code is used up. OK and v == 0: not
 * so, in one sentence that is the same for a number that is not known, a wrong or used code, a
 * card that is over and one that was tried five times within 15 minutes; the try is counted.
 */
enum err code_card_try(struct store *store, const struct sealed_key *key, struct str number,
                       struct str typed, struct instant now, struct refusal *why,
                       struct person_id *ret_person) MUST_USE;

#endif
