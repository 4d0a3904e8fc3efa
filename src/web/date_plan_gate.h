#ifndef SPARKD_WEB_DATE_PLAN_GATE_H
#define SPARKD_WEB_DATE_PLAN_GATE_H

#include "date_job.h"
#include "response.h"

/* Who plans a year's dates, of which years. */

/* The trust's coordinators: they make events of every school. */
bool date_plan_gate_may(const struct ctx *ctx);
enum err date_plan_gate(struct ctx *ctx) MUST_USE;
/* This school year, the one before and the next. ERR_INVALID: year. */
enum err date_plan_gate_year(struct ctx *ctx, int64_t year, int *ret) MUST_USE;

/* ---- what pages and the API do, with its audit ---- */

/* A search is begun once this is committed: response->dates. */
enum err date_plan_gate_propose(struct ctx *ctx, int year, int gap_days,
                                struct response *response) MUST_USE;
/* One that was asked for; by whom of those who may, does not matter. */
enum err date_plan_gate_search(struct ctx *ctx, int64_t id, struct date_job *ret) MUST_USE;
enum err date_plan_gate_stop(struct ctx *ctx, int64_t id, struct response *response) MUST_USE;
enum err date_plan_gate_wish(struct ctx *ctx, int year, const struct date_wish_fields *fields,
                             struct date_wish_id *ret) MUST_USE;
enum err date_plan_gate_change(struct ctx *ctx, const struct date_wish *changed) MUST_USE;
enum err date_plan_gate_remove(struct ctx *ctx, struct date_wish_id id) MUST_USE;
enum err date_plan_gate_pick(struct ctx *ctx, const struct date_pick_fields *fields) MUST_USE;
enum err date_plan_gate_draft(struct ctx *ctx, int year, struct date_plan_drafts *ret) MUST_USE;

#endif
