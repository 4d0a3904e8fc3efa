#ifndef SPARKD_WEB_CHOICE_VIEW_H
#define SPARKD_WEB_CHOICE_VIEW_H

#include "choice.h"
#include "view_event.h"

/* What pages say of a day's blocks and workshops to those who choose. */

/* "/events/7/choose" */
const char *choice_view_path(struct ctx *ctx, struct event_id day);
/* "10am to 10:50am", with the date in front where the day is longer than one. */
const char *choice_view_times(struct ctx *ctx, const struct event *day, struct instant from,
                              struct instant to);
/*
 * Sets `choice` of parts/event_choice: how many workshops are left to choose
 * and until when, or the viewer's own day. Nothing for an event without blocks.
 */
enum err choice_view_day(struct ctx *ctx, const struct event *day, json_t *view) MUST_USE;
/* Where somebody chooses whose event this is a workshop of: {closed:{…}} of parts/places;
 * ERR_NOT_FOUND: it is no workshop. */
enum err choice_view_workshop(struct ctx *ctx, const struct event *workshop, json_t **ret) MUST_USE;

/* The same view of the block as the page of the choice shows it: what is picked, or typed, in it.
 * typed NULL: what they have. */
struct choice_blocks {
    const struct event *day;
    const struct block_list *blocks;
    const struct workshop_list *workshops;
    const struct form *typed;
};
json_t *choice_view_blocks(struct ctx *ctx, const struct choice_blocks *of);

#endif
