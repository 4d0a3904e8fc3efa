/* DESIGN: calendar addresses: made, shown once, listed, ended. */
#include <string.h>

#include "audit.h"
#include "feed.h"
#include "page.h"
#include "percent.h"
#include "tz.h"
#include "view.h"
#include "words.h"

struct scope_words {
    const char *title, *text;
};

static const struct scope_words SCOPES[FEED_SCOPES] = {
    [FEED_ME] = {"My calendar", "Your bookings, your talks and your deadlines."},
    [FEED_SCHOOL] = {"My school", "Everything that happens at your school."},
    [FEED_TRUST] = {"The whole trust", "Events of all schools."},
    [FEED_SPARK] = {"SPARK", "SPARK events."},
};

/* A school's feed has the school's name. */
static const char *title_of(struct ctx *ctx, enum feed_scope scope)
{
    struct person person;
    struct school school;
    if (scope != FEED_SCHOOL ||
        person_find(ctx->store, ctx->actor.person, ctx->arena, &person) != OK ||
        school_find(ctx->store, person.school, ctx->arena, &school) != OK)
        return SCOPES[scope].title;
    return school.name;
}

static json_t *address_view(struct ctx *ctx, const struct feed *feed)
{
    const char *made = arena_printf(ctx->arena, "Made on %s",
                                    words_date_plain(ctx->arena, tz_day(feed->created_at)));
    const char *fetched = "Not fetched yet";
    if (feed->fetched_at.v)
        fetched = arena_printf(ctx->arena, "Last fetched %s%s%s",
                               words_relative(ctx->arena, feed->fetched_at, ctx->now),
                               feed->fetched_by[0] ? " by " : "", feed->fetched_by);
    return json_pack("{s:I, s:s, s:s}", "id", (json_int_t)feed->id, "made", made, "fetched",
                     fetched);
}

static json_t *scope_view(struct ctx *ctx, enum feed_scope scope, const struct feed *feeds,
                          int count)
{
    json_t *addresses = json_array();
    for (int i = 0; i < count; i++)
        if (feeds[i].scope == scope)
            json_array_append_new(addresses, address_view(ctx, &feeds[i]));
    bool used = json_array_size(addresses) > 0;
    json_t *view = json_pack("{s:s, s:s, s:s, s:o, s:b, s:b, s:s}", "scope", feed_scope_name(scope),
                             "title", title_of(ctx, scope), "text", SCOPES[scope].text, "addresses",
                             addresses, "may_make", 1, "first", scope == FEED_ME && !used, "button",
                             used ? "Make another address" : "Make an address");
    if (used)
        json_object_set_new(view, "tag", view_tag("In use", "good"));
    return view;
}

static enum err calendar_view(struct ctx *ctx, json_t **ret)
{
    struct feed *feeds;
    int count;
    enum err err = feed_list(ctx->store, ctx->actor.person, ctx->arena, &feeds, &count);
    if (err != OK)
        return err;
    json_t *view = view_new("Calendar"), *list = json_array();
    json_object_set_new(json_object_get(view, "page"), "heading", json_string("Your calendar"));
    for (int scope = 0; scope < FEED_SCOPES; scope++)
        json_array_append_new(list, scope_view(ctx, (enum feed_scope)scope, feeds, count));
    json_object_set_new(view, "feeds", list);
    *ret = view;
    return OK;
}

enum err page_calendar(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    enum err err = calendar_view(ctx, &view);
    if (err != OK)
        return err;
    if (form_has(&request->query, "ended"))
        view_flash(view, "The address is ended. Calendars that used it get nothing more.");
    return response_page(response, "calendar.html", view);
}

/* The ways in per client (calendar specification, section 8); what is shown once. */
static json_t *made_view(struct ctx *ctx, enum feed_scope scope, const char *token)
{
    const char *base = ctx->site->base_url;
    const char *host = strstr(base, "://") + 3;
    const char *url = arena_printf(ctx->arena, "%s/cal/%s.ics", base, token);
    const char *webcal = arena_printf(ctx->arena, "webcal://%s/cal/%s.ics", host, token);
    const char *google = arena_printf(ctx->arena, "https://calendar.google.com/calendar/r?cid=%s",
                                      percent_format(ctx->arena, webcal));
    const char *outlook = arena_printf(
        ctx->arena, "https://outlook.office.com/calendar/0/addfromweb?url=%s&name=%s",
        percent_format(ctx->arena, url), percent_format(ctx->arena, title_of(ctx, scope)));
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "title", title_of(ctx, scope), "url", url,
                     "webcal_url", webcal, "google_url", google, "outlook_url", outlook);
}

/* Answers with the page itself, not a redirect: the address is in no URL and is shown once. */
enum err page_feed_make(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum feed_scope scope;
    char token[TOKEN_TEXT_MAX];
    int64_t id;
    json_t *view;
    if (feed_scope_parse(str_of(field_text(ctx, request, "scope")), &scope) != OK)
        return refuse_field(&ctx->why, "scope", "Choose one of the calendars on the page.");
    enum err err =
        feed_create(ctx->store, ctx->actor.person, scope, ctx->now, &ctx->why, &id, token);
    if (err == OK)
        err = calendar_view(ctx, &view);
    if (err != OK)
        return err;
    json_object_set_new(view, "made", made_view(ctx, scope, token));
    return response_page(response, "calendar.html", view);
}

enum err page_feed_end_ask(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct feed *feeds;
    int count;
    enum err err = feed_list(ctx->store, ctx->actor.person, ctx->arena, &feeds, &count);
    for (int i = 0; err == OK && i < count; i++) {
        if (feeds[i].id != request->id)
            continue;
        json_t *view = view_new("End this address?");
        view_back(view, "/calendar", "Calendar");
        json_object_set_new(view, "subject", json_string(title_of(ctx, feeds[i].scope)));
        json_object_set_new(view, "text",
                            json_string("Calendars that use it get nothing more: their events "
                                        "disappear or stay as they are. You can make a new address "
                                        "at any time."));
        json_object_set_new(
            view, "action",
            json_string(arena_printf(ctx->arena, "/calendar/%lld/end", (long long)request->id)));
        json_object_set_new(view, "grave", json_true());
        json_object_set_new(view, "button", json_string("End this address"));
        json_object_set_new(view, "keep",
                            json_pack("{s:s, s:s}", "text", "Keep it", "href", "/calendar"));
        return response_page(response, "confirm.html", view);
    }
    return err == OK ? ERR_NOT_FOUND : err;
}

enum err page_feed_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = feed_revoke(ctx->store, ctx->actor.person, request->id, ctx->now);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "feed-ended", request->id, "");
    return err == OK ? response_redirect(ctx, response, "/calendar?ended=1") : err;
}
