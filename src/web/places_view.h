#ifndef SPARKD_WEB_PLACES_VIEW_H
#define SPARKD_WEB_PLACES_VIEW_H

#include "person.h"
#include "places_gate.h"
#include "view.h"

/* What the pages say on which people's places are arranged. */

enum { PLACES_PEOPLE_MAX = 190 }; /* ticks that fit on one form */

/* "3 of 40 places are free." */
const char *places_view_free(struct ctx *ctx, const struct event *event);
/* `schools` to choose from, where there are several; with_all: and all of them, for editors. */
void places_view_schools(json_t *view, const struct places_seen *seen, const struct school *chosen,
                         bool with_all);
/* `rows` (who has something there, and what may be done about it) and `ended`. */
void places_view_list(struct ctx *ctx, json_t *view, const struct event *event,
                      const struct booking_list *live, const struct booking_list *ended);
/* `people` to tick: those who have nothing there; `booked`: how many have. */
void places_view_people(struct ctx *ctx, json_t *view, const struct person_list *people,
                        const struct booking_list *live, const struct form *typed);
/* What each of them got. */
json_t *places_view_done(struct ctx *ctx, const struct event *event,
                         const struct booking_group_result *result);

#endif
