/* DESIGN: who may see, join and change a series: as its dates say. */
#include "series_gate.h"

static bool is_seen(const struct ctx *ctx, const struct event_viewer *viewer,
                    const struct event *event)
{
    return event_is_seen(viewer, event) && event_may(ctx, ACTION_EVENT_VIEW, event);
}

static const struct event *next_of(const struct ctx *ctx, const struct event_list *list)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].status != EVENT_CANCELLED &&
            list->items[i].fields.ends_at.v > ctx->now.v)
            return &list->items[i];
    return &list->items[list->count - 1];
}

static enum err fill(struct ctx *ctx, struct series_scene *scene)
{
    scene->next = next_of(ctx, &scene->list);
    scene->edits = true; /* an organiser of one date changes that one */
    for (int i = 0; i < scene->list.count; i++)
        scene->edits = scene->edits && event_may(ctx, ACTION_EVENT_EDIT, &scene->list.items[i]);
    scene->sees_members = event_may(ctx, ACTION_EVENT_ATTENDEES, scene->next);
    enum err err =
        series_member_of(ctx->store, scene->series.id, ctx->actor.person, ctx->arena, &scene->mine);
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err series_gate_find(struct ctx *ctx, int64_t id, struct series_scene *ret)
{
    const struct event_viewer viewer = event_viewer_of(ctx);
    struct series_scene scene = {.edits = false};
    struct event_list all;
    int kept = 0;
    enum err err = series_find(ctx->store, (struct series_id){id}, &scene.series);
    if (err == OK)
        err = series_list(ctx->store, scene.series.id, ctx->actor.person, ctx->arena, &all);
    if (err != OK)
        return err;
    for (int i = 0; i < all.count; i++)
        if (is_seen(ctx, &viewer, &all.items[i]))
            all.items[kept++] = all.items[i];
    if (kept == 0)
        return ERR_NOT_FOUND;
    scene.list = (struct event_list){.items = all.items, .count = kept};
    err = fill(ctx, &scene);
    if (err == OK)
        *ret = scene;
    return err;
}

enum err series_gate_edit(struct ctx *ctx, int64_t id, struct series_scene *ret)
{
    struct series_scene scene;
    enum err err = series_gate_find(ctx, id, &scene);
    if (err == OK && !scene.edits)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the trust's coordinators and the host school's CPD leader can change "
                      "this series. Ask them.");
    if (err == OK)
        *ret = scene;
    return err;
}

int series_gate_open_count(const struct ctx *ctx, const struct series_scene *scene)
{
    int count = 0;
    for (int i = 0; i < scene->list.count; i++)
        count += scene->list.items[i].status == EVENT_PUBLISHED &&
                 scene->list.items[i].fields.starts_at.v > ctx->now.v;
    return count;
}

enum err series_gate_member(struct ctx *ctx, int64_t id, struct series_member *ret,
                            struct series_scene *ret_scene)
{
    struct series_member member;
    struct series_scene scene;
    enum err err = series_member_find(ctx->store, id, ctx->arena, &member);
    if (err == OK)
        err = series_gate_find(ctx, member.series.v, &scene);
    if (err == OK && !scene.edits && member.person.v != ctx->actor.person.v)
        return ERR_NOT_FOUND;
    if (err != OK)
        return err;
    *ret = member;
    *ret_scene = scene;
    return OK;
}
