/* DESIGN: what is to be read: who may find it, and what is shown of it. */
#include "reading_view.h"

#include "file_ask.h"
#include "json_view.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* ---- who may ---- */

enum err reading_view_find(struct ctx *ctx, int64_t id, struct event *ret)
{
    struct event event;
    enum err err = event_find_seen(ctx, id, &event);
    if (err == OK && event.fields.kind != EVENT_READING)
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = event;
    return err;
}

enum err reading_view_find_reader(struct ctx *ctx, int64_t id, struct event *ret)
{
    struct event event;
    enum err err = reading_view_find(ctx, id, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, &event))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "This is read by those who work or train here.");
    if (err == OK)
        *ret = event;
    return err;
}

enum err reading_view_find_readers(struct ctx *ctx, int64_t id, struct event *ret,
                                   struct reader_list *ret_list)
{
    struct event event;
    enum err err = reading_view_find(ctx, id, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_ATTENDEES, &event))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Who has read it is shown to those who lead the school that asks for it.");
    if (err == OK)
        err = assigned_reading_list(ctx->store, &event, ctx->arena, ret_list);
    if (err == OK)
        *ret = event;
    return err;
}

/* ---- what is shown ---- */

/* A midnight that ends the day counts to it. */
static struct day due_day(const struct event *event)
{
    return tz_day(instant_add(event->fields.ends_at, -1));
}

static void fill_mine(struct ctx *ctx, const struct event *event, struct instant read_at,
                      json_t *view)
{
    bool is_on = event_status_is_on(event->status);
    bool late = !read_at.v && ctx->now.v >= event->fields.ends_at.v;
    if (read_at.v)
        json_object_set_new(view, "read",
                            json_pack("{s:o, s:s}", "tag", view_tag("Read", "good"), "text",
                                      words_moment(ctx->arena, read_at)));
    else if (is_on && event_may(ctx, ACTION_EVENT_BOOK, event))
        json_object_set_new(
            view, "unread",
            json_pack("{s:o}", "tag",
                      late ? view_tag("Late", "wait") : view_tag("To read", "mine")));
}

enum err reading_view_fill(struct ctx *ctx, const struct event *event, json_t *view)
{
    const char *address;
    struct instant read_at;
    json_t *files;
    bool edits = event_may(ctx, ACTION_EVENT_EDIT, event);
    enum err err = assigned_reading_address(ctx->store, event->id, ctx->arena, &address);
    if (err == OK)
        err = assigned_reading_read_at(ctx->store, event->id, ctx->actor.person, &read_at);
    if (err == OK)
        err = file_ask_view(ctx, (struct file_owner){FILE_OF_EVENT, event->id.v}, edits, &files);
    if (err != OK)
        return err;
    json_object_update_new(
        view, json_pack("{s:o, s:s, s:s, s:b}", "event", event_facts_view(ctx, event), "due",
                        words_date(ctx->arena, due_day(event)), "address", address, "may_edit",
                        edits && event->status != EVENT_CANCELLED));
    view_list(view, "files", files);
    bool nothing = !*address && !json_array_size(files);
    json_object_set_new(view, "nothing", json_boolean(nothing));
    json_object_set_new(view, "cancelled", json_boolean(event->status == EVENT_CANCELLED));
    json_object_set_new(view, "may_see_readers",
                        json_boolean(event_may(ctx, ACTION_EVENT_ATTENDEES, event)));
    if (!nothing || read_at.v)
        fill_mine(ctx, event, read_at, view);
    return OK;
}

enum err reading_view_json(struct ctx *ctx, const struct event *event, json_t **ret)
{
    const char *address;
    struct instant read_at;
    json_t *files;
    enum err err = assigned_reading_address(ctx->store, event->id, ctx->arena, &address);
    if (err == OK)
        err = assigned_reading_read_at(ctx->store, event->id, ctx->actor.person, &read_at);
    if (err == OK)
        err = file_ask_json(ctx, (struct file_owner){FILE_OF_EVENT, event->id.v}, &files);
    if (err == OK)
        *ret = json_pack("{s:s, s:o, s:o, s:o}", "address", address, "due_at",
                         json_view_instant(event->fields.ends_at), "read_at",
                         json_view_instant(read_at), "files", files);
    return err;
}
