/* DESIGN: talks of past evenings with what their presenters share of them. */
#include "talk_library_view.h"

#include <string.h>

#include "check.h"
#include "tz.h"
#include "view_event.h"
#include "viewer.h"
#include "words.h"

enum { PAGE_TALKS = 20 };

enum err talk_library_gate(struct ctx *ctx)
{
    if (permission_scope(&ctx->actor, ACTION_EVENT_VIEW).trust)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "The library is for those who work in the trust. The page of the event you were "
                  "invited to shows its own talks.");
}

struct library_filter talk_library_filter(struct ctx *ctx, const struct request *request)
{
    int64_t after = form_int(&request->query, "after", 0);
    struct library_filter filter = {
        .event = {form_int(&request->query, "event", 0)},
        .q = query_text(ctx, request, "q"),
        .category = "",
        .theme = query_text(ctx, request, "theme"),
        .school = {form_int(&request->query, "school", 0)},
        .after = after > 0 && after < 100000 ? (int)after : 0,
        .limit = PAGE_TALKS,
    };
    const char *category = query_text(ctx, request, "category");
    for (size_t i = 0; i < COUNT_OF(talk_categories); i++)
        if (strcmp(category, talk_categories[i]) == 0)
            filter.category = talk_categories[i];
    return filter;
}

static json_t *row_view(struct ctx *ctx, const struct policy_pack *policy,
                        const struct library_entry *entry, bool with_event)
{
    const struct talk *talk = &entry->talk;
    const char *category = policy_pack_category(policy, talk->category);
    const char *details =
        arena_printf(ctx->arena, "%s, %s%s%s", words_duration(ctx->arena, talk->minutes),
                     category ? category : talk->category, *talk->theme ? ", " : "", talk->theme);
    json_t *view = json_pack("{s:s, s:s, s:s}", "title", talk->title, "presenters",
                             spark_presenters(ctx->arena, talk), "details", details);
    if (*talk->abstract)
        json_object_set_new(view, "about", json_string(talk->abstract));
    if (*entry->recommendations)
        json_object_set_new(view, "recommends", json_string(entry->recommendations));
    if (*entry->slides_link)
        json_object_set_new(view, "slides", json_string(entry->slides_link));
    if (entry->slides_file.v)
        json_object_set_new(
            view, "file",
            json_pack("{s:s}", "href",
                      arena_printf(ctx->arena, "/files/%lld", (long long)entry->slides_file.v)));
    if (with_event)
        json_object_set_new(
            view, "evening",
            json_pack("{s:s, s:s}", "href", event_href(ctx, EVENT_SPARK, talk->event), "text",
                      arena_printf(ctx->arena, "%s, %s", entry->event_title,
                                   words_date_plain(ctx->arena, tz_day(entry->event_at)))));
    return view;
}

enum err talk_library_rows(struct ctx *ctx, const struct library *library, bool with_event,
                           json_t **ret)
{
    struct policy_pack policy;
    enum err err = policy_pack_find(ctx->store, ctx->arena, &policy);
    if (err != OK)
        return err;
    json_t *rows = json_array();
    for (int i = 0; i < library->count; i++)
        json_array_append_new(rows, row_view(ctx, &policy, &library->items[i], with_event));
    *ret = rows;
    return OK;
}

enum err talk_library_of_event(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct library library;
    json_t *rows;
    const struct library_filter filter = {
        .event = event->id, .q = "", .category = "", .theme = "", .limit = TALK_LIBRARY_MAX};
    if (ctx->now.v < event->fields.ends_at.v)
        return OK;
    enum err err = talk_library_list(ctx->store, ctx->now, &filter, ctx->arena, &library);
    if (err == OK)
        err = talk_library_rows(ctx, &library, false, &rows);
    if (err == OK)
        view_list(view, "kept", rows);
    return err;
}
