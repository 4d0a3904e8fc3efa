#ifndef SPARKD_WEB_SCREEN_CODE_H
#define SPARKD_WEB_SCREEN_CODE_H

#include "stage_gate.h"

/*
 * A code that leads a computer in the room to the address of a screen, to be
 * typed at /screen: that address is too long for a hand. It is made of the
 * screen's key and the time, so nothing is kept of it, another address ends it,
 * and it works for ten to twenty minutes. Its 40 bits, and that what is typed in
 * vain is counted (route_limit.c), keep it from being guessed; whoever has it
 * sees what the address shows, titles and names.
 */
enum { SCREEN_CODE_CHARS = 8, SCREEN_CODE_S = 600 };

/* "K3FM 9QTZ", and until when at least; "" while the address shows nothing or none is open. */
enum err screen_code(struct ctx *ctx, const struct event *event, const char **ret,
                     struct instant *ret_until) MUST_USE;
/* The address it leads to. ERR_INVALID field code: no screen has that one now. */
enum err screen_code_find(struct ctx *ctx, struct str typed, const char **ret) MUST_USE;

#endif
