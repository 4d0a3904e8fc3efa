#ifndef SPARKD_WEB_API_GATE_H
#define SPARKD_WEB_API_GATE_H

#include "route.h"

/* What every call of the API asks before its own business. */

/* 400 for a name in the query that the route does not list. */
enum err api_gate_query(struct ctx *ctx, const struct request *request,
                        struct response *response) MUST_USE;
/* ERR_DENIED for a token of scope read. */
enum err api_gate_write(struct ctx *ctx) MUST_USE;
/* ERR_DENIED for whoever may see nothing of the trust: no role today. */
enum err api_gate_member(struct ctx *ctx) MUST_USE;
/* ERR_DENIED for whoever may not do it on anything: neither on the trust's, a school's nor their
 * own. */
enum err api_gate_may(struct ctx *ctx, enum action action) MUST_USE;

/*
 * ETag and If-Match (RFC 9110, section 13.1.1) of things that two people may
 * edit; a tag is the version in quotes, always strong.
 */
void api_gate_tag(struct ctx *ctx, struct response *response, int version);
/*
 * What If-Match says, as use cases take a version: 0 if any will do, `now` if
 * it is among the tags, else one that it is not. A weak tag matches nothing.
 * 400 for what is no list of tags.
 */
enum err api_gate_match(struct ctx *ctx, const struct request *request, struct response *response,
                        int now, int *ret_version) MUST_USE;
/* The same for what has no version of its own to give: ERR_STALE unless it fits. */
enum err api_gate_fresh(struct ctx *ctx, const struct request *request, struct response *response,
                        int now) MUST_USE;

/* 201 with the address of what was made. Takes the value. */
enum err api_gate_created(struct ctx *ctx, struct response *response, json_t *value,
                          const char *noun, int64_t id) MUST_USE;

#endif
