#ifndef SPARKD_WEB_DATE_PLAN_VIEW_H
#define SPARKD_WEB_DATE_PLAN_VIEW_H

#include "date_plan.h"
#include "request.h"

/* One event of the plan in words, as the page and the API show it. */
struct date_row {
    const struct date_wish *wish;
    const struct date_pick *pick;
    const char *title; /* "SPARK (2 of 3)" */
    const char *host;  /* "" without a date */
    const char *why;   /* why here, or why there is none */
    const char *other; /* "The best other date here is …"; "" */
    const char *broken;
    const char *festivals; /* those it falls on, a sentence or two each; "" */
    int points, term;      /* term -1: in none */
    struct day other_on;
};
struct date_share { /* of a school */
    const char *name;
    int hosts, takes_part, travel_min;
    int hosts_besides; /* of what stands, as its turn counts it */
};
struct date_plan_rows {
    struct date_plan plan;
    struct date_row *rows; /* by date, those without one last */
    int count, dated, drafted;
    const char *const *terms;
    int term_count;
    struct date_share *shares;
    int share_count;
};
/* Reads and judges the whole year: on an errand. */
enum err date_plan_view_rows(struct ctx *ctx, int year, struct date_plan_rows *ret) MUST_USE;

/* "16:05": as the API gives a time, and as one is typed. */
const char *date_plan_view_clock(struct arena *arena, int minutes);
/* "SPARK (2 of 3)"; which: among those of its wish, by date */
const char *date_plan_view_title(struct arena *arena, const struct date_wish *wish, int which);
/* Less than 0: x comes before y in the plan; by date, those without one last. */
int date_plan_view_order(const struct date_pick *x, const struct date_pick *y);
/* "Tuesday, Wednesday or Thursday", "any weekday" */
const char *date_plan_view_weekdays(struct arena *arena, unsigned weekdays);

/* The page of these rows. */
enum err date_plan_view(struct ctx *ctx, const struct date_plan_rows *rows, json_t **ret) MUST_USE;

#endif
