#ifndef SPARKD_WEB_OWN_CALENDAR_ASK_H
#define SPARKD_WEB_OWN_CALENDAR_ASK_H

#include "own_calendar.h"
#include "request.h"

/*
 * The caller's own calendar: a file read by a child process on an errands
 * thread, then kept on the writer as busy or free only. The same for pages and
 * the API.
 */

/* The file of field "file", read into ctx->own_calendar. ERR_INVALID with words: under the
 * field if there is no file. */
enum err own_calendar_ask_read(struct ctx *ctx, const struct request *request) MUST_USE;
/* Keeps what was read; who has become free gets the places they wait for. */
enum err own_calendar_ask_keep(struct ctx *ctx) MUST_USE;
enum err own_calendar_ask_remove(struct ctx *ctx) MUST_USE;

#endif
