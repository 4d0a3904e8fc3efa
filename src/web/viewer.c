/* DESIGN: who looks at events, from the grants of whoever asks; the same for pages and the API. */
#include "viewer.h"

struct event_viewer event_viewer_of(const struct ctx *ctx)
{
    struct permission_scope *scope = ARENA_NEW(ctx->arena, struct permission_scope);
    *scope = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    return (struct event_viewer){.person = ctx->actor.person,
                                 .all_drafts = scope->trust,
                                 .draft_schools = scope->schools,
                                 .draft_school_count = scope->school_count};
}

bool event_may(const struct ctx *ctx, enum action action, const struct event *event)
{
    const struct object object = {.school = event->fields.school};
    return may(&ctx->actor, action, &object);
}

enum err event_find_seen(struct ctx *ctx, int64_t id, struct event *ret)
{
    struct event_viewer viewer = event_viewer_of(ctx);
    struct event event;
    enum err err = event_find(ctx->store, &viewer, (struct event_id){id}, ctx->arena, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_VIEW, &event))
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = event;
    return err;
}

enum err event_find_editable(struct ctx *ctx, int64_t id, struct event *ret)
{
    struct event event;
    enum err err = event_find_seen(ctx, id, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_EDIT, &event))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the trust's coordinators and the host school's CPD leader can change "
                      "this event. Ask them.");
    if (err == OK)
        *ret = event;
    return err;
}
