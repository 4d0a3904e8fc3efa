/* DESIGN: what every page shows around its content. */
#include "chrome.h"

#include <string.h>

#include "asset.h"
#include "csrf.h"
#include "org_words.h"
#include "school.h"
#include "tz.h"
#include "words.h"

struct nav_item {
    const char *href, *text;
};

static const struct nav_item NAV[] = {
    {"/", "Home"},
    {"/events", "Events"},
    {"/bookings", "Bookings"},
    {"/deadlines", "Deadlines"},
    {"/calendar", "Calendar"},
    {"/trust", "Trust"},
};

/* What is found through /trust: the first step of its addresses. */
static const char *const TRUST_ROOMS[] = {
    "/policy",     "/people",    "/schools",          "/groups",         "/board",
    "/rooms",      "/travel",    "/providers",        "/roles",          "/status",
    "/audit",      "/retention", "/school-calendars", "/school-dates",   "/catalogue",
    "/activities", "/requests",  "/hours/school",     "/hours/settings", "/programme-year",
    NULL,
};

static bool is_room_of_trust(struct str path)
{
    for (int i = 0; TRUST_ROOMS[i]; i++) {
        struct str room = str_of(TRUST_ROOMS[i]);
        if (str_starts(path, room) && (path.n == room.n || path.p[room.n] == '/'))
            return true;
    }
    return false;
}

static bool is_current(const char *href, struct str path)
{
    struct str home = str_of(href);
    if (str_eq_c(path, href))
        return true;
    if (str_eq_c(home, "/events") &&
        (str_starts(path, STR("/spark/")) || str_starts(path, STR("/talks/")) ||
         str_starts(path, STR("/series"))))
        return true;
    if (str_eq_c(home, "/deadlines") &&
        (str_eq_c(path, "/mentees") || str_starts(path, STR("/conversations/"))))
        return true;
    if (str_eq_c(home, "/trust") && is_room_of_trust(path))
        return true;
    return home.n > 1 && str_starts(path, home) && path.p[home.n] == '/';
}

static json_t *nav_view(struct str path)
{
    json_t *items = json_array();
    for (size_t i = 0; i < sizeof NAV / sizeof NAV[0]; i++)
        json_array_append_new(items,
                              json_pack("{s:s, s:s, s:b}", "href", NAV[i].href, "text", NAV[i].text,
                                        "current", is_current(NAV[i].href, path)));
    return items;
}

/* The person's first school and who leads professional development there. */
static void fill_leader(struct ctx *ctx, const struct person *person, const struct org_words *words,
                        json_t *view)
{
    struct school school;
    struct school_leader leader;
    if (school_find(ctx->store, person->school, ctx->arena, &school) != OK ||
        school_leader_find(ctx->store, school.id, tz_day(ctx->now), ctx->arena, &leader) != OK ||
        !leader.name)
        return;
    if (*leader.email && strcmp(leader.email, person->email) == 0)
        return; /* nobody is sent to themselves */
    json_object_set_new(view, "leader",
                        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "label", words->leader, "title",
                                  words_begin(ctx->arena, words->leader), "school", school.name,
                                  "name", leader.name, "email", leader.email, "href",
                                  arena_printf(ctx->arena, "mailto:%s", leader.email)));
}

static void fill_person(struct ctx *ctx, struct str path, const struct org_words *words,
                        json_t *view)
{
    struct person person;
    if (!ctx->actor.person.v || ctx->session.owes != SESSION_OWES_NOTHING ||
        person_find(ctx->store, ctx->actor.person, ctx->arena, &person) != OK)
        return;
    json_object_set_new(
        view, "person",
        json_pack("{s:I, s:s}", "id", (json_int_t)person.id.v, "name", person.name));
    json_object_set_new(view, "nav", nav_view(path));
    fill_leader(ctx, &person, words, view);
}

static void fill_demo(struct ctx *ctx, json_t *view)
{
    if (!ctx->site->demo)
        return;
    const char *now = words_moment(ctx->arena, ctx->now);
    json_object_set_new(view, "demo", json_pack("{s:s}", "now", now));
}

void chrome_fill(struct ctx *ctx, struct str path, json_t *view)
{
    json_object_set_new(
        view, "a",
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "css", asset_address("app.css"),
                  "js", asset_address("app.js"), "board", asset_address("board.js"), "live",
                  asset_address("live.js"), "register", asset_address("register.js"), "screen",
                  asset_address("screen.js"), "stage", asset_address("stage.js"), "camel",
                  asset_address("camel.svg"), "favicon", asset_address("favicon.svg")));
    json_object_set_new(view, "trust", json_pack("{s:s}", "name", ctx->site->trust_name));
    json_object_set_new(
        view, "csrf",
        json_string(ctx->session.id ? csrf_mask(ctx->arena, ctx->session.csrf_key) : ""));
    fill_demo(ctx, view);
    const struct org_words words = org_words(ctx);
    json_object_set_new(
        view, "our", json_pack("{s:s, s:s}", "leader", words.leader, "pd_mentor", words.pd_mentor));
    fill_person(ctx, path, &words, view);
    json_t *errors = json_object_get(view, "errors");
    json_object_set_new(view, "has_errors", json_boolean(json_array_size(errors) > 0));
}
