#ifndef SPARKD_SPARK_TALK_SWAP_NOTICE_H
#define SPARKD_SPARK_TALK_SWAP_NOTICE_H

#include "event.h"
#include "talk_swap.h"

/* What those who exchange slots are told. */

/* All leads but who asks. */
enum err talk_swap_notice_ask(struct store *store, struct instant now, const struct event *event,
                              const struct talk_swap *swap) MUST_USE;
/* All presenters, once the programme has it and each talk's seq was raised. */
enum err talk_swap_notice_done(struct store *store, struct instant now, const struct event *event,
                               const struct talk_swap *swap) MUST_USE;
/* All leads whose talk still stands, but `by` (v 0: nobody), who did it. */
enum err talk_swap_notice_over(struct store *store, struct instant now, const struct event *event,
                               const struct talk_swap *swap, struct person_id by) MUST_USE;

#endif
