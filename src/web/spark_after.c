/* DESIGN: what is left to do of an evening that is over, on the home of those who ran it. */
#include "spark_after.h"

#include "event.h"
#include "thanks.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum { EVENINGS_MAX = 50, DAY_S = 86400 };

static bool is_theirs(const struct ctx *ctx, const struct event *event)
{
    bool leads = event->my_booking && event->my_part != PART_ATTENDEE;
    return event_may(ctx, ACTION_STAGE_RUN, event) &&
           (event->organised || leads || event->created_by.v == ctx->actor.person.v ||
            !permission_scope(&ctx->actor, ACTION_STAGE_RUN).trust);
}

static void add_link(struct ctx *ctx, const struct event *event, const char *room, const char *path,
                     const char *text, json_t *links)
{
    const char *href = arena_printf(ctx->arena, "/%s/%lld/%s", room, (long long)event->id.v, path);
    json_array_append_new(links, json_pack("{s:s, s:s}", "href", href, "text", text));
}

static enum err add_evening(struct ctx *ctx, const struct event *event, json_t *list)
{
    struct instant sent = {0};
    json_t *links = json_array();
    enum err err = thanks_when_sent(ctx->store, event->id, &sent);
    /* A register that is closed makes its event done. */
    if (event->status != EVENT_DONE && event_may(ctx, ACTION_REGISTER_TAKE, event))
        add_link(ctx, event, "events", "register", "Close the register", links);
    if (!sent.v && event_may(ctx, ACTION_EVENT_EDIT, event))
        add_link(ctx, event, "spark", "thanks", "Thank everybody", links);
    if (err == OK && json_array_size(links))
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:O}", "title", event->fields.title, "text",
                            arena_printf(ctx->arena, "%s was on %s", event->fields.title,
                                         words_date(ctx->arena, tz_day(event->fields.starts_at))),
                            "links", links));
    json_decref(links);
    return err;
}

enum err spark_after_view(struct ctx *ctx, json_t *view)
{
    const struct event_viewer viewer = event_viewer_of(ctx);
    const struct event_filter filter = {
        .kind = EVENT_SPARK,
        .from = instant_add(ctx->now, -(SPARK_AFTER_DAYS + 1) * (int64_t)DAY_S),
        .to = ctx->now,
        .limit = EVENINGS_MAX};
    struct event_list events;
    json_t *list = json_array();
    enum err err = event_list(ctx->store, &viewer, &filter, ctx->arena, &events);
    for (int i = 0; err == OK && i < events.count; i++) {
        const struct event *event = &events.items[i];
        int days = tz_day(ctx->now).v - tz_day(event->fields.ends_at).v;
        if (event_status_is_on(event->status) && days > 0 && days <= SPARK_AFTER_DAYS &&
            is_theirs(ctx, event))
            err = add_evening(ctx, event, list);
    }
    view_list(view, "after", list);
    return err;
}
