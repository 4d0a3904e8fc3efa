#ifndef SPARKD_WEB_REPLY_H
#define SPARKD_WEB_REPLY_H

#include "route.h"
#include "template.h"

/*
 * From a response, or an error and its words, to the bytes of a reply: status,
 * the headers that every answer carries (http specification, section 6), a rendered page or
 * problem+json (RFC 9457).
 */
struct reply {
    struct arena *arena;
    const struct site *site;
    const struct template_set *templates;
    const char *request_id; /* for the error page and the log */
    bool api;               /* refusals as problem+json */
};

/* The security headers, each line ended by CRLF. */
extern const char REPLY_HEADERS[];

/* Fills the error's page or problem unless the handler gave an answer of its own. */
void reply_refuse(const struct reply *reply, enum err err, const struct refusal *why,
                  struct response *response);
/* The same for a bare status of the edge (400, 405, 413 …) with a sentence of its own. */
void reply_refuse_status(const struct reply *reply, int status, const char *slug,
                         const char *sentence, struct response *response);
/* Renders; *ret borrows from the arena (or the response's blob). ERR_BUG: a template is missing or
 * its page too large. */
enum err reply_render(const struct reply *reply, const struct response *response,
                      struct http_reply *ret) MUST_USE;

#endif
