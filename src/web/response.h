#ifndef SPARKD_WEB_RESPONSE_H
#define SPARKD_WEB_RESPONSE_H

#include "request.h"

/*
 * What a handler answers: a redirect, a template with its view, JSON, or bytes
 * of its own. The loop renders it after the commit. Texts live in the arena
 * or for ever; the response owns its JSON values.
 */
struct response;
typedef enum err response_step(struct ctx *ctx, const struct request *request,
                               struct response *response);

struct response {
    int status;           /* 0: 200, or what the error says */
    const char *template; /* a page: this template over view */
    json_t *view;
    json_t *json;         /* an API answer */
    const char *location; /* a redirect (303) */
    struct str body;      /* bytes with content_type */
    struct blob *blob;    /* body lies in it */
    const char *content_type;
    const char *filename; /* a download: attachment; filename="…" */
    const char *headers;  /* further header lines, each ended by CRLF */
    bool cacheable;       /* headers say how; else no-store */
    bool has_secret;      /* not kept for Idempotency-Key */
    int retry_after_s;    /* 429, 503 */
    /* Set instead of an answer by a handler that needs the network between two looks at the data:
     * who goes on once its own changes are committed, and on which threads. */
    response_step *then_write, *then_errand;
    /* Once it is committed: an arrange_job to begin, one to stop; the same of date_jobs. 0: none.
     */
    int64_t arranges, arrange_stops, dates, date_stops;
    bool wakes; /* many deadlines follow from it: they are looked at once it is committed */
};

/* The handler's last lines: `return response_page(res, "home.html", view);` Takes the view. */
enum err response_page(struct response *response, const char *template, json_t *view);
/* The same with an error: what the handler changed is undone, the page still goes out. Takes the
 * view. */
enum err response_page_refused(struct response *response, enum err err, const char *template,
                               json_t *view);
/* 303 See Other. */
enum err response_redirect(struct ctx *ctx, struct response *response, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Takes the value. */
enum err response_json(struct response *response, int status, json_t *value);
/* Adds a header line "Name: value". */
void response_header(struct ctx *ctx, struct response *response, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void response_done(struct response *response);

#endif
