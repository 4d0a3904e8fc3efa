/* DESIGN: what stands in the way of somebody's coming, in words on an event's page. */
#include "clash_view.h"

#include "clash.h"
#include "view_event.h"

/* Where something is to be done about it. */
static enum err link_of(struct ctx *ctx, const struct clash *clash, const char **ret_href,
                        const char **ret_text, bool *ret_unseen)
{
    struct event other;
    if (clash->other.source == BUSY_OWN_CALENDAR) {
        *ret_href = "/calendar/busy";
        *ret_text = "See your own calendar";
        return OK;
    }
    if (!clash->other.event_id) {
        *ret_href = "/deadlines";
        *ret_text = "See your conversations";
        return OK;
    }
    enum err err = event_find_seen(ctx, clash->other.event_id, &other);
    if (err == ERR_NOT_FOUND) { /* it was open to them when they booked */
        *ret_unseen = true;
        return OK;
    }
    if (err != OK)
        return err;
    *ret_href = event_href(ctx, other.fields.kind, other.id);
    *ret_text = "See that event";
    return OK;
}

enum err clash_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct clash clash;
    const char *href = NULL, *text = NULL;
    bool unseen = false;
    enum err err = clash_find_event(ctx->store, event, ctx->actor.person, ctx->arena, &clash);
    if (err == OK)
        err = link_of(ctx, &clash, &href, &text, &unseen);
    if (err != OK)
        return err;
    if (unseen)
        clash.title = "something else";
    const char *words = arena_printf(ctx->arena, "%s.", clash_words(ctx->arena, &clash, NULL));
    json_t *closed =
        json_pack("{s:s, s:o, s:s}", "heading",
                  clash.travel_min ? "There is no time for the way" : "You are busy then", "tag",
                  view_tag("Clash", "wait"), "text", words);
    if (href) {
        json_object_set_new(closed, "href", json_string(href));
        json_object_set_new(closed, "link", json_string(text));
    }
    *ret = json_pack("{s:o}", "closed", closed);
    return OK;
}

enum err clash_view_notes(struct ctx *ctx, const struct event *event, json_t *places)
{
    struct clash_list clashes;
    const char *outside = NULL;
    json_t *notes = json_array();
    enum err err = clash_list_event(ctx->store, event, ctx->actor.person, ctx->arena, &clashes);
    for (int i = 0; err == OK && i < clashes.count; i++)
        json_array_append_new(
            notes, json_string(arena_printf(ctx->arena, "%s.",
                                            clash_words(ctx->arena, &clashes.items[i], NULL))));
    if (err == OK)
        err = clash_pattern(ctx->store, event, ctx->actor.person, NULL, ctx->arena, &outside);
    if (outside)
        json_array_append_new(notes, json_string(outside));
    if (json_array_size(notes))
        json_object_set(places, "notes", notes);
    json_decref(notes);
    return err;
}
