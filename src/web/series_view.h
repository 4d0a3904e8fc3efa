#ifndef SPARKD_WEB_SERIES_VIEW_H
#define SPARKD_WEB_SERIES_VIEW_H

#include "series_gate.h"
#include "view.h"

/* What pages say of a series (events/series.html, events/series_ask.html). */

/* `series`: id, kind, rule, where, count, and what the viewer may do. */
json_t *series_facts_view(struct ctx *ctx, const struct series_scene *scene);
/* `dates` and `past`; for whoever may change it `off`: dates on days without school now. */
enum err series_dates_view(struct ctx *ctx, const struct series_scene *scene,
                           json_t *view) MUST_USE;
/* `mine`, `join` or `closed`; `members` for whoever may see who comes. */
enum err series_group_view(struct ctx *ctx, const struct series_scene *scene,
                           json_t *view) MUST_USE;

/* Why an occurrence stands on a day without school; NULL if it does not. */
const char *series_off_words(struct ctx *ctx, const struct series *series,
                             const struct series_calendar *calendar, const struct event *event);
/* The host's calendar from the first to the last occurrence. */
enum err series_calendar_of(struct ctx *ctx, const struct series_scene *scene,
                            struct series_calendar *ret) MUST_USE;

/* lists += {heading, items: [{text}]}: the days it meets, and those it skips with the reason. */
void series_plan_view(struct ctx *ctx, const struct series_dates *dates, json_t *view);
/* The same of bookings that would end or clash. */
void series_strands_view(struct ctx *ctx, const struct series_strands *strands, json_t *view);
/* hidden += what was typed, but for csrf, and `sure`. */
void series_hidden_view(const struct form *typed, json_t *view);

#endif
