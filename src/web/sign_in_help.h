#ifndef SPARKD_WEB_SIGN_IN_HELP_H
#define SPARKD_WEB_SIGN_IN_HELP_H

#include "code_card.h"
#include "request.h"

/* Helping somebody sign in, the same for pages and the API. */

/* The person if the actor may do that to them; else ERR_DENIED, or ERR_NOT_FOUND where the actor
 * may not know of them. */
enum err sign_in_help_find(struct ctx *ctx, int64_t id, enum action action,
                           struct person *ret) MUST_USE;
/* A card of codes for somebody without a mailbox; ERR_CONFLICT with words if they may not have one.
 * Ends the card of before. Audited. */
enum err sign_in_help_make_card(struct ctx *ctx, const struct person *person,
                                struct code_card_made *ret) MUST_USE;
/* A lost card, their sessions and remembered devices are over; OK if there was no card. Audited. */
enum err sign_in_help_end_card(struct ctx *ctx, struct person_id person) MUST_USE;
/* Their second step is gone, their sessions and remembered devices are over, they are told.
 * Audited. */
enum err sign_in_help_reset_factor(struct ctx *ctx, const struct person *person) MUST_USE;

#endif
