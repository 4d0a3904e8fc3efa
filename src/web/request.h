#ifndef SPARKD_WEB_REQUEST_H
#define SPARKD_WEB_REQUEST_H

#include <jansson.h>

#include "clock.h"
#include "form.h"
#include "http.h"
#include "refusal.h"
#include "session.h"
#include "stored_file.h"
#include "upload.h"

struct template_set;
struct route;
struct feed_cache;
struct sealed_key;
struct oidc;
struct oidc_journey;
struct own_calendar_reading;
struct compute_desk;

/* What every handler may know of the server it runs in; constant while it runs. */
struct site {
    const char *base_url; /* scheme://host[:port], no slash at the end */
    const char *trust_name;
    const char *data_dir;
    bool demo;
    struct file_limits file_limits;      /* of what people bring */
    const struct sealed_key *sealed_key; /* of secrets at rest */
    struct clock *clock;                 /* demo mode: moved by its page, on the loop; else NULL */
    struct compute_desk *desk;           /* where long work is computed; NULL: nowhere */
    struct oidc *oidc;                   /* providers to sign in at; NULL: none */
};

/* What a handler is given: a store of its own thread, the time, who asks. It never knows its
 * thread. */
struct ctx {
    struct store *store;
    struct arena *arena; /* ends with the request */
    struct instant now;
    const struct site *site;
    struct actor actor;           /* person.v 0: nobody */
    struct session session;       /* id 0: none */
    struct refusal why;           /* words of a refusal */
    struct oidc_journey *journey; /* what one step of a sign-in hands to the next */
    const struct own_calendar_reading
        *own_calendar;                  /* what a child read, to be kept by the step after */
    const struct brought_file *brought; /* what one step of an upload hands to the next */
};

/* A request as a handler sees it. Borrowed until it is answered. */
struct request {
    const struct route *route;
    enum http_method method;
    struct str path, query_text;
    int64_t id;      /* {id} of the address, 0 if the route has none */
    struct str name; /* {name} of the address */
    struct form query, form;
    json_t *json;          /* the body of an API call, NULL if it had none */
    struct upload *upload; /* what came with files, NULL if none did */
    struct str if_match, if_none_match, if_modified_since, accept_encoding, user_agent;
    struct str idempotency_key;
    struct str cookie; /* the whole Cookie header */
    const char *peer;
    struct str proxy_user; /* the work email a trusted proxy says; p NULL: none */
};

/* A word of the query or the form, trimmed, "" if absent. */
const char *query_text(const struct ctx *ctx, const struct request *request, const char *name);
const char *field_text(const struct ctx *ctx, const struct request *request, const char *name);
/* The same of the form, `otherwise` if it has no such field. */
const char *field_text_or(const struct ctx *ctx, const struct request *request, const char *name,
                          const char *otherwise);

#endif
