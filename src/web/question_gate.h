#ifndef SPARKD_WEB_QUESTION_GATE_H
#define SPARKD_WEB_QUESTION_GATE_H

#include "question.h"
#include "spark_view.h"

/* Who may do what with question cards, the same for pages and the API. */

/* To let cards of an event through: whoever runs its stage; ERR_DENIED, in words, for all others.
 */
enum err question_gate_queue(struct ctx *ctx, int64_t event, struct event *ret) MUST_USE;
/* One card of them; ERR_NOT_FOUND for all others, who do not know of it. */
enum err question_gate_moderate(struct ctx *ctx, int64_t id, struct question *ret) MUST_USE;
/* To be answered: who speaks, once it was let through; ERR_NOT_FOUND for all others. */
enum err question_gate_answer(struct ctx *ctx, int64_t id, struct question *ret) MUST_USE;
/* Who reads what was answered for everybody: who comes or came, who speaks, who runs it. */
enum err question_gate_reads(struct ctx *ctx, const struct event *event, bool *ret) MUST_USE;

/* The name as whoever asked wants speakers to see it. */
const char *question_asker_words(const struct question *question);

#endif
