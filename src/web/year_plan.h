#ifndef SPARKD_WEB_YEAR_PLAN_H
#define SPARKD_WEB_YEAR_PLAN_H

#include "span_suggest.h"
#include "view.h"
#include "year_gate.h"

/*
 * Dates that may become a school's year: read from a file, made from the year
 * before or copied from another school. A person chooses a kind for each row on
 * a page before anything is kept (a dry run); rows travel in the form, so that
 * nothing is stored until then.
 */
enum year_source { SOURCE_FILE, SOURCE_ROLL, SOURCE_COPY, SOURCE_COUNT };

struct year_plan {
    const struct year_page *page; /* the year it is for */
    enum year_source source;
    struct school from; /* of SOURCE_COPY */
    struct suggestions rows;
    bool replace;     /* else they are added to what is there */
    int moves;        /* what the person was told; -1: nothing yet */
    const char *note; /* what was left out; NULL: nothing */
};

/* "file", "roll", "copy" */
const char *year_plan_source_name(enum year_source source);
enum err year_plan_source_parse(struct str name, enum year_source *ret) MUST_USE;
/* For the audit and the undo: "Made from 2025/26". */
const char *year_plan_words(const struct year_plan *plan, struct arena *arena);

/* The rows that were chosen as the year that would come of it. */
enum err year_plan_year(struct ctx *ctx, const struct year_plan *plan,
                        struct school_year *ret) MUST_USE;

/* Every stretch of a year as a row that is taken. */
struct suggestions year_plan_rows(const struct school_year *year, struct arena *arena);

/* The page: rows, what moves, and what is wrong with them by ctx->why or, if that is empty, by
 * judging them. */
enum err year_plan_view(struct ctx *ctx, const struct year_plan *plan, json_t **ret) MUST_USE;

/* The plan as the form sent it back; refuses rows and kinds it cannot read. */
enum err year_plan_read(struct ctx *ctx, const struct request *request,
                        const struct year_page *page, struct year_plan *ret) MUST_USE;

#endif
