#ifndef SPARKD_WEB_ROUTE_H
#define SPARKD_WEB_ROUTE_H

#include "limit.h"
#include "response.h"

/* Which thread runs a handler; the handler does not know (house: threads). */
enum route_lane {
    LANE_READ,         /* the loop, on its read-only connection */
    LANE_WRITE,        /* the writer; nobody is answered before the commit */
    LANE_READ_AUDITED, /* the writer: what is read may leave an audit row, committed before the page
                          goes out */
    LANE_ERRAND,       /* the errands threads: long reads */
    LANE_STREAM,       /* server-sent events: handled by web/sse after READ's checks */
    LANE_FEED,         /* calendar feeds: answered from ready bytes by web/feed_cache */
};

enum route_who {
    WHO_PUBLIC, /* nobody is looked up */
    WHO_ANYONE, /* signed in or not */
    WHO_PERSON, /* signed in; a page sends others to /sign-in */
    WHO_STEP,   /* signing in, and something is owed: a second factor */
    WHO_BEARER, /* an API token */
    WHO_EITHER, /* a session or an API token */
    WHO_DEMO,   /* anybody, but only in demo mode: else 404 */
};

enum route_csrf {
    CSRF_NONE,    /* GET, and what acts without a cookie */
    CSRF_ORIGIN,  /* before there is a session: our own pages only */
    CSRF_SESSION, /* our own pages and the session's token */
};

typedef enum err route_handler(struct ctx *ctx, const struct request *request,
                               struct response *response);

struct route {
    const char *name; /* for logs and metrics */
    enum http_method method;
    const char *pattern; /* "/spark/{id}/programme": {id} a number, {name} any one segment */
    enum route_lane lane;
    enum route_who who;
    enum route_csrf csrf;
    int limit_bytes;    /* of the body */
    const char *fields; /* the names a form or a JSON body may have, separated by spaces */
    route_handler *run;
    /* A route that takes files: the names of its file fields, separated by spaces, and what an API
     * call may send instead of a form, as the body itself (its field is "file"). NULL: none. */
    const char *files, *raw_types;
};

struct route_list {
    const struct route *items;
    size_t count;
};

/* The lists of all areas (web/routes_*.c), ended by NULL. */
extern const struct route_list *const route_lists[];
/* The route after this one in all of them: the first for NULL, NULL after the last. */
const struct route *route_next(const struct route *route);

struct route_match {
    const struct route *route; /* NULL: no such path */
    const char *owner;         /* the first pattern that fits has the path to itself */
    bool other_method;         /* the path is known, the method is not: 405 */
    int64_t id;
    struct str name;
    char allow[64]; /* for 405 */
};

/* Finds the route of a decoded path; HEAD finds GET's. Of two patterns that fit, the path belongs
 * to the one that stands first, with all its methods. */
struct route_match route_find(const struct route_list *const *lists, enum http_method method,
                              struct str path);
/* Is this an address of the JSON API? Its refusals are problem+json. */
bool route_is_api(struct str path);

/* ---- how an error becomes a status (house: errors) ---- */

struct route_status {
    int page, api;
    const char *slug, *title, *sentence;
};
const struct route_status *route_status(enum err err);
const char *route_status_title(int status);

#endif
