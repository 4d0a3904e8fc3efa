/* DESIGN: addresses to routes, errors to statuses; both from const tables. */
#include "route.h"

#include <stdio.h>
#include <string.h>

static bool match_segment(struct str pattern, struct str segment, struct route_match *match)
{
    if (str_eq_c(pattern, "{id}"))
        return str_parse_int(segment, &match->id) == OK && match->id > 0 && segment.p[0] != '0';
    if (str_starts(pattern, STR("{name}"))) {
        struct str tail = str_from(pattern, 6);
        if (segment.n <= tail.n || !str_ends(segment, tail))
            return false;
        match->name = str_first(segment, segment.n - tail.n);
        return true;
    }
    if (str_starts(pattern, STR("{id}"))) {
        struct str tail = str_from(pattern, 4);
        return segment.n > tail.n && str_ends(segment, tail) &&
               str_parse_int(str_first(segment, segment.n - tail.n), &match->id) == OK;
    }
    return str_eq(pattern, segment);
}

static bool match_pattern(const char *pattern, struct str path, struct route_match *match)
{
    struct str want = str_of(pattern), rest = path, p, s;
    while (str_split(&want, '/', &p)) {
        if (!str_split(&rest, '/', &s) || !match_segment(p, s, match))
            return false;
    }
    return rest.p == NULL;
}

static const char *method_name(enum http_method method)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    return names[method];
}

static void add_allow(struct route_match *match, enum http_method method)
{
    size_t n = strlen(match->allow);
    snprintf(match->allow + n, sizeof match->allow - n, "%s%s%s", n ? ", " : "",
             method_name(method), method == HTTP_GET ? ", HEAD" : "");
}

const struct route *route_next(const struct route *route)
{
    const struct route_list *const *list = route_lists;
    if (!route)
        return (*list)->items;
    while (*list && route != &(*list)->items[(*list)->count - 1])
        list++;
    if (!*list) /* not the last of a list */
        return route + 1;
    return list[1] ? list[1]->items : NULL;
}

/* One more route of the path, or of another: true if it is the one asked for. */
static bool try_route(const struct route *route, enum http_method method, struct str path,
                      struct route_match *match)
{
    struct route_match candidate = {.route = route};
    if (match->owner && strcmp(match->owner, route->pattern) != 0)
        return false;
    if (!match_pattern(route->pattern, path, &candidate))
        return false;
    candidate.owner = match->owner = route->pattern;
    if (route->method == method) {
        *match = candidate;
        return true;
    }
    add_allow(match, route->method);
    match->other_method = true;
    return false;
}

struct route_match route_find(const struct route_list *const *lists, enum http_method method,
                              struct str path)
{
    struct route_match match = {.route = NULL};
    if (method == HTTP_HEAD)
        method = HTTP_GET;
    for (; *lists; lists++)
        for (size_t i = 0; i < (*lists)->count; i++)
            if (try_route(&(*lists)->items[i], method, path, &match))
                return match;
    return match;
}

bool route_is_api(struct str path)
{
    return str_starts(path, STR("/api/"));
}

static const struct route_status STATUSES[] = {
    [OK] = {200, 200, "ok", "OK", ""},
    [ERR_NOT_FOUND] = {404, 404, "not-found", "Page not found",
                       "There is nothing at this address, or it is not yours to see. Check the "
                       "address, or start again from the home page."},
    [ERR_CONFLICT] = {409, 409, "conflict", "That is not possible now",
                      "Something else stands in the way. Go back, reload the page and try again."},
    [ERR_STALE] = {409, 412, "stale", "Somebody changed this while you were working",
                   "Reload to see what changed, then make your change again."},
    [ERR_INVALID] = {422, 422, "validation", "There is a problem",
                     "Something you entered is not right. Correct it and send it again."},
    [ERR_DENIED] = {403, 403, "not-allowed", "You cannot do this",
                    "Your role does not allow it. Ask your CPD leader if you think it should."},
    [ERR_LIMIT] = {429, 429, "too-many", "Too many at once",
                   "You have done this very often in a short time. Wait a little and try again."},
    [ERR_BUSY] = {503, 503, "busy", "Busy for a moment",
                  "The server is busy. Nothing was changed. Try again in a few seconds."},
    [ERR_IO] = {503, 503, "unavailable", "Not available for a moment",
                "The server cannot reach its data. Nothing was changed. Try again in a minute."},
    [ERR_BUG] = {500, 500, "internal", "Something went wrong",
                 "This is our fault. Nothing was changed. Try again, or tell your IT support the "
                 "time it happened."},
};

const struct route_status *route_status(enum err err)
{
    return &STATUSES[(unsigned)err <= ERR_BUG ? err : ERR_BUG];
}

static const struct {
    int status;
    const char *title;
} TITLES[] = {
    {400, "We could not read that"},
    {401, "Sign in first"},
    {403, "You cannot do this"},
    {404, "Page not found"},
    {405, "This address does not do that"},
    {408, "The request took too long"},
    {409, "That is not possible now"},
    {412, "Somebody changed this while you were working"},
    {413, "That is too large"},
    {415, "This kind of content is not taken here"},
    {417, "This expectation cannot be met"},
    {422, "There is a problem"},
    {429, "Too many at once"},
    {431, "The request's head is too large"},
    {500, "Something went wrong"},
    {501, "This is not supported"},
    {503, "Not available for a moment"},
    {505, "This version of HTTP is not supported"},
};

const char *route_status_title(int status)
{
    for (size_t i = 0; i < sizeof TITLES / sizeof TITLES[0]; i++)
        if (TITLES[i].status == status)
            return TITLES[i].title;
    return "Something went wrong";
}
