#ifndef SPARKD_WEB_AUDIT_ASK_H
#define SPARKD_WEB_AUDIT_ASK_H

#include "audit.h"
#include "request.h"

/* What the query of the record of what was done asks for. */
struct audit_ask {
    const char *q;               /* a name or a part of it, as typed */
    struct person_id person;     /* v 0: anybody */
    const char *action;          /* "": any */
    const char *from, *to;       /* dates as typed */
    struct day from_day, to_day; /* both inclusive; DAY_NONE: unbounded */
    int64_t after[2];            /* the cursor */
};

#define AUDIT_ASK_FIELDS "q person action from to after"

/* From the query; refuses fields person, action, from, to, after. */
enum err audit_ask_read(struct ctx *ctx, const struct request *request,
                        struct audit_ask *ret) MUST_USE;
struct audit_query audit_ask_query(const struct audit_ask *ask, int limit);
/* PATH?action=…: the same again, with that cursor (NULL: from the start). */
const char *audit_ask_link(const struct audit_ask *ask, const char *path, const char *after,
                           struct arena *arena);
/* "2 November 2026", "2/11/2026" or "2026-11-02" */
enum err audit_ask_date(struct str text, struct day *ret) MUST_USE;

#endif
