/* DESIGN: who looks at events, from the grants of whoever asks; the same for pages and the API. */
#include "viewer.h"

#include "tz.h"

struct event_viewer event_viewer_of(const struct ctx *ctx)
{
    struct permission_scope *scope = ARENA_NEW(ctx->arena, struct permission_scope);
    *scope = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    struct event_viewer viewer = {.person = ctx->actor.person,
                                  .all_drafts = scope->trust,
                                  .draft_schools = scope->schools,
                                  .draft_school_count = scope->school_count,
                                  .only_opened =
                                      !permission_scope(&ctx->actor, ACTION_EVENT_VIEW).trust};
    /* What cannot be read is opened to nobody. */
    if (viewer.only_opened &&
        participation_opened(ctx->store, viewer.person, tz_day(ctx->now), &viewer.opened) != OK)
        viewer.opened.count = 0;
    return viewer;
}

/* A guest or a parent has a part in the event that was opened to them: it is theirs (PR-21). Who
 * comes and what is planned is the organisers' all the same. */
static bool is_theirs(const struct ctx *ctx, enum action action, const struct event *event)
{
    struct opened_events opened;
    if ((action != ACTION_EVENT_VIEW && action != ACTION_EVENT_BOOK) || !ctx->actor.person.v ||
        participation_opened(ctx->store, ctx->actor.person, tz_day(ctx->now), &opened) != OK)
        return false;
    for (int i = 0; i < opened.count; i++)
        if (opened.ids[i] == event->id.v)
            return true;
    return false;
}

bool event_may(const struct ctx *ctx, enum action action, const struct event *event)
{
    struct object object = {.school = event->fields.school,
                            .organised = event->organised,
                            .led = event->my_part != PART_ATTENDEE};
    if (may(&ctx->actor, action, &object))
        return true;
    if (!is_theirs(ctx, action, event))
        return false;
    object.owner = ctx->actor.person;
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
        return refuse(
            &ctx->why, ERR_DENIED, "not-allowed",
            "Only its organisers, the trust's coordinators and the host school's CPD leader "
            "can change this event. Ask them.");
    if (err == OK)
        *ret = event;
    return err;
}
