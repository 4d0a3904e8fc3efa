#ifndef SPARKD_WEB_TALK_VIEW_H
#define SPARKD_WEB_TALK_VIEW_H

#include "spark_view.h"
#include "talk_input.h"

/* What pages say of one talk: its form, the question before it ends, what was done. */

/* spark/talk_form.html: a new talk (talk NULL) or a change; input: what was typed, NULL at first.
 * Errors come from ctx->why. */
json_t *talk_form_view(struct ctx *ctx, const struct spark_evening *evening,
                       const struct talk *talk, const struct talk_input *input);
/* Are there lengths to choose from at all? */
bool talk_form_has_lengths(const struct spark_evening *evening);

/* stale.html: what stands now beside what was typed. *ret_differs: is anything different? */
json_t *talk_stale_view(struct ctx *ctx, const struct spark_evening *evening,
                        const struct talk *talk, const struct talk_input *input, bool *ret_differs);

/* confirm.html */
/* Before a talk becomes that long. */
json_t *talk_length_view(struct ctx *ctx, const struct spark_evening *evening,
                         const struct talk *talk, int minutes);
json_t *talk_withdraw_view(struct ctx *ctx, const struct spark_evening *evening,
                           const struct talk *talk);
json_t *talk_leave_view(struct ctx *ctx, const struct spark_evening *evening,
                        const struct talk *talk);

/* spark/talk_done.html after ?done=talk-confirmed or talk-waiting; ERR_NOT_FOUND without such a
 * word or without a talk of whoever asks in that state. */
enum err talk_done_view(struct ctx *ctx, const struct request *request, const struct event *event,
                        json_t **ret) MUST_USE;

#endif
