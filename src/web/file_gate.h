#ifndef SPARKD_WEB_FILE_GATE_H
#define SPARKD_WEB_FILE_GATE_H

#include "event.h"
#include "request.h"
#include "stored_file.h"

/*
 * Who may take away or remove a file: whoever may see or change what it belongs
 * to, noun by noun. Evidence of an activity: who may see the activity; who did
 * it removes it. An event's: who organises it, who has a place or a talk, and for
 * a reading everybody who may see it; who may edit the event removes it.
 * A talk's slides: its presenters, who runs the evening, and once they are
 * shared in the library everybody who sees the event; a presenter removes them.
 */
enum err file_gate_find(struct ctx *ctx, int64_t id, struct stored_file *ret) MUST_USE;
/* ERR_DENIED for whoever may take it and not remove it. */
enum err file_gate_remove(struct ctx *ctx, int64_t id, struct stored_file *ret) MUST_USE;
/* Takes away what file_gate_remove found. */
enum err file_gate_end(struct ctx *ctx, const struct stored_file *file) MUST_USE;
/* Are the files of this event for the viewer for whom it was found? */
bool file_gate_opens_event(const struct ctx *ctx, const struct event *event);
/* The page that it is shown on. */
const char *file_gate_home(const struct ctx *ctx, const struct stored_file *file);

#endif
