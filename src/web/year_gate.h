#ifndef SPARKD_WEB_YEAR_GATE_H
#define SPARKD_WEB_YEAR_GATE_H

#include "calendar_change.h"
#include "permission.h"
#include "request.h"

/* A school's year as pages and calls need it: found, judged for the actor, with what stands beside
 * it. */
struct year_page {
    struct school school;
    struct school_year year;       /* as it is stored */
    struct bank_holiday *holidays; /* of that academic year */
    int holiday_count;
    struct calendar_last last;
    bool may_edit;
};

/*
 * year 0: the one that today lies in. ERR_NOT_FOUND: no such school, or the
 * actor may know of none. ERR_DENIED with words: may see it but not do this.
 */
enum err year_gate_open(struct ctx *ctx, int64_t school, int year, enum action action,
                        struct year_page *ret) MUST_USE;
/* The year in which a date of that id stands; *ret_index is which of the year it is. */
enum err year_gate_open_date(struct ctx *ctx, int64_t id, enum action action, struct year_page *ret,
                             int *ret_index) MUST_USE;

/* A year in a query, a form or a body: 0 if it is none of ours (2000 to 2100). */
int year_gate_read(int64_t number);

/* What makes the year: its words go to the audit, `moves` is what the person was told before.
 * Refuses in words and saves nothing if it would move other than that many deadlines; *ret_moves is
 * then how many, and ERR_STALE comes back. moves < 0: any number. */
enum err year_gate_save(struct ctx *ctx, const struct school_year *year, const char *words,
                        int focus, int moves, int *ret_moves) MUST_USE;

#endif
