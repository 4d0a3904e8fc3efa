#ifndef SPARKD_WEB_CYCLE_GATE_H
#define SPARKD_WEB_CYCLE_GATE_H

#include "conversation.h"
#include "deadline.h"
#include "request.h"

/*
 * Deadlines and conversations as whoever asks may find them (http
 * specification, section 11): the owner's and the PD mentor's. ERR_NOT_FOUND
 * for others; ERR_DENIED, in words, for one of the two whose role has no part in the
 * cycle and who would change something.
 */
enum err cycle_gate_deadline(struct ctx *ctx, int64_t id, enum action action,
                             struct deadline *ret) MUST_USE;
enum err cycle_gate_conversation(struct ctx *ctx, int64_t id, enum action action,
                                 struct conversation *ret) MUST_USE;

#endif
