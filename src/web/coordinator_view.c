/* DESIGN: what an event's page says and offers to whoever may edit it, or see who is coming. */
#include "coordinator_view.h"

#include <string.h>

#include "asking_view.h"
#include "booking.h"
#include "booking_online_view.h"
#include "check.h"
#include "event_about.h"
#include "event_life.h"
#include "event_tools.h"
#include "viewer.h"
#include "words.h"

static const char *numbers_words(struct ctx *ctx, const struct event *event, const char *online)
{
    if (event->status == EVENT_DRAFT)
        return "Publish it and it appears in the list and in calendars.";
    if (event->status == EVENT_CANCELLED)
        return "It is called off. Create a new event to hold it after all.";
    return arena_printf(ctx->arena, "%d booked of %s%s, %s waiting.", event->taken,
                        words_count(ctx->arena, event->fields.capacity, "place", "places"), online,
                        event->waiting ? arena_printf(ctx->arena, "%d", event->waiting) : "nobody");
}

static enum err add_attendees(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct booking_list list;
    json_t *booked = json_array(), *waiting = json_array();
    enum err err = booking_list_attendees(ctx->store, event->id, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct booking *b = &list.items[i];
        json_t *item = json_pack("{s:s, s:s}", "name", b->person_name, "school", b->school_name);
        if (b->online)
            json_object_set_new(item, "online", json_true());
        json_array_append_new(b->status == BOOKING_WAITING ? waiting : booked, item);
    }
    const char *count = arena_printf(ctx->arena, "%zu", json_array_size(booked));
    json_object_set_new(view, "booked_count", json_string(count));
    if (ctx->now.v >= event->fields.ends_at.v)
        json_object_set_new(view, "booked_before", json_true());
    view_list(view, "booked", booked);
    view_list(view, "waiting", waiting);
    return err;
}

static json_t *status_tag(enum event_status status)
{
    static const char *const WORDS[EVENT_STATUSES] = {
        [EVENT_DRAFT] = "Draft", [EVENT_PUBLISHED] = "Published", [EVENT_CLOSED] = "Booking closed",
        [EVENT_DONE] = "Done",   [EVENT_ARCHIVED] = "Archived",   [EVENT_CANCELLED] = "Cancelled"};
    return view_tag(WORDS[status], status == EVENT_PUBLISHED ? "good" : "quiet");
}

/* What may become of it now, each a button of its own. */
static void add_steps(struct ctx *ctx, const struct event *event, json_t *view)
{
    static const struct {
        enum event_status from, to;
        const char *text;
    } STEPS[] = {
        {EVENT_PUBLISHED, EVENT_CLOSED, "Close booking"},
        {EVENT_CLOSED, EVENT_PUBLISHED, "Open booking again"},
        {EVENT_PUBLISHED, EVENT_DONE, "Mark as done"},
        {EVENT_CLOSED, EVENT_DONE, "Mark as done"},
        {EVENT_DONE, EVENT_ARCHIVED, "Put into the archive"},
        {EVENT_ARCHIVED, EVENT_DONE, "Take out of the archive"},
    };
    json_t *steps = json_array();
    for (size_t i = 0; i < COUNT_OF(STEPS); i++)
        if (STEPS[i].from == event->status && event_life_may_move(event, ctx->now, STEPS[i].to))
            json_array_append_new(steps,
                                  json_pack("{s:s, s:s}", "status", event_status_name(STEPS[i].to),
                                            "text", STEPS[i].text));
    view_list(view, "steps", steps);
}

/* AC-34: what a draft does not say yet. */
static enum err add_gaps(struct ctx *ctx, const struct event *event, json_t *view)
{
    static const struct {
        const char *name, *words;
    } WORDS[] = {
        {"purpose", "what it is for"},
        {"about.audience", "whom it is meant for"},
        {"about.objectives", "what people will be able to do"},
        {"about.methods", "how it works"},
        {"about.expectations", "what is expected of those who come"},
    };
    struct event_about about;
    json_t *missing = json_array();
    enum err err = event_about_find(ctx->store, event->id, ctx->arena, &about);
    if (err == OK && event->status == EVENT_DRAFT) {
        const struct event_about_gaps gaps = event_about_gaps(&event->fields, &about);
        for (int i = 0; i < gaps.count; i++)
            for (size_t k = 0; k < COUNT_OF(WORDS); k++)
                if (strcmp(gaps.names[i], WORDS[k].name) == 0)
                    json_array_append_new(missing, json_string(WORDS[k].words));
    }
    view_list(view, "missing", missing);
    return err;
}

enum err coordinator_view(struct ctx *ctx, const struct event *event, const char *text,
                          json_t **ret)
{
    bool edits = event_may(ctx, ACTION_EVENT_EDIT, event);
    bool live = event->status != EVENT_CANCELLED && ctx->now.v < event->fields.ends_at.v;
    const char *online = "";
    json_t *view;
    if (!edits && !event_may(ctx, ACTION_EVENT_ATTENDEES, event)) {
        *ret = NULL;
        return OK;
    }
    enum err err = booking_online_view_count(ctx, event, &online);
    if (err != OK)
        return err;
    view = json_pack("{s:o, s:s, s:b, s:b, s:b}", "tag", status_tag(event->status), "text",
                     text ? text : numbers_words(ctx, event, online), "may_publish",
                     edits && event->status == EVENT_DRAFT, "may_edit", edits && live, "may_cancel",
                     edits && event_life_may_cancel(event, ctx->now));
    json_object_set_new(view, "may_restore",
                        json_boolean(edits && event->series && event->status == EVENT_CANCELLED &&
                                     ctx->now.v < event->fields.starts_at.v));
    if (edits) {
        json_t *tools = NULL;
        add_steps(ctx, event, view);
        err = event_tools_view(ctx, event, live, &tools);
        view_list(view, "tools", tools ? tools : json_array());
        if (err == OK)
            err = add_gaps(ctx, event, view);
    }
    if (edits && event->status == EVENT_DRAFT && asking_may_be_too_much(event))
        json_object_set_new(view, "asks", json_true());
    if (err == OK && event_may(ctx, ACTION_EVENT_ATTENDEES, event))
        err = add_attendees(ctx, event, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}
