/* DESIGN: a kind word where two talks speak about the same; nothing is refused. */
#include "topic_view.h"

#include "topic_rules.h"

enum { NAMED_MAX = 3 };

struct near {
    int count;
    const char *about, *titles;
};

static void look(struct arena *arena, const struct talk *talk, const struct talk *other,
                 struct near *near)
{
    const struct topic one = {talk->title, talk->theme}, two = {other->title, other->theme};
    if (other->id.v == talk->id.v)
        return;
    const char *shared = topic_rules_shared(&one, &two, arena);
    if (!shared)
        return;
    if (near->count == 0)
        near->about = shared;
    if (near->count < NAMED_MAX)
        near->titles =
            arena_printf(arena, "%s%s“%s”", near->titles, near->count ? ", " : "", other->title);
    near->count++;
}

const char *topic_view_near(struct ctx *ctx, const struct spark_evening *evening,
                            const struct talk *talk, bool all)
{
    const struct programme *programme = &evening->programme;
    struct near near = {0, "", ""};
    for (int i = 0; i < programme->count; i++)
        look(ctx->arena, talk, &programme->items[i].talk, &near);
    for (int i = 0; i < programme->unplaced_count; i++)
        look(ctx->arena, talk, &programme->unplaced[i], &near);
    for (int i = 0; all && i < programme->waiting_count; i++)
        if (programme->waiting[i].status == TALK_WAITING)
            look(ctx->arena, talk, &programme->waiting[i], &near);
    for (int i = 0; all && i < programme->requested_count; i++)
        look(ctx->arena, talk, &programme->requested[i], &near);
    if (near.count == 0)
        return NULL;
    return near.count == 1
               ? arena_printf(ctx->arena, "Another talk is about %s: %s.", near.about, near.titles)
               : arena_printf(ctx->arena, "%d other talks are about %s: %s%s.", near.count,
                              near.about, near.titles, near.count > NAMED_MAX ? " and more" : "");
}
