#ifndef SPARKD_WEB_TOUCHES_H
#define SPARKD_WEB_TOUCHES_H

#include "lane.h"

/*
 * "Last seen" of sessions, tokens and feeds: gathered in memory and written as
 * one job every 30 seconds and at stop; a crash may lose that much of them.
 */
struct touches;

enum touch_kind { TOUCH_SESSION, TOUCH_TOKEN, TOUCH_FEED };

struct touches *touches_new(void);
void touches_free(struct touches *touches);
/* agent: feeds only, what fetched it; else p NULL. */
void touches_add(struct touches *touches, enum touch_kind kind, int64_t id, struct instant at,
                 struct str agent);
/* Hands what was gathered to the writer; keeps it if the queue is full. */
void touches_flush(struct touches *touches, struct lane *writer);

#endif
