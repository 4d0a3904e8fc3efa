/* DESIGN: what moving an event would do, said before it is done. */
#include "move_view.h"

#include "ask_view.h"
#include "tz.h"
#include "viewer.h"
#include "words.h"

/* Who has a place is asked; who presents is told. */
static const char *told_words(struct ctx *ctx, const struct spark_move_look *look)
{
    const char *asked = "", *told = "";
    if (!look->look.told && !look->presenters)
        return "Nobody has a place yet, so nobody is told.";
    if (look->look.told)
        asked = arena_printf(ctx->arena, "%s told and asked whether they can come.",
                             words_count(ctx->arena, look->look.told, "person is", "people are"));
    if (look->presenters)
        told = arena_printf(ctx->arena, "%s%s told.", *asked ? " " : "",
                            words_count(ctx->arena, look->presenters, "person who presents is",
                                        "people who present are"));
    return arena_printf(ctx->arena, "%s%s", asked, told);
}

const char *move_view_told(struct ctx *ctx, const struct spark_move_look *look)
{
    const struct event_look *l = &look->look;
    const char *people = told_words(ctx, look);
    const char *wait =
        l->waiting
            ? arena_printf(ctx->arena, " %s for a place, and %s in line.",
                           words_count(ctx->arena, l->waiting, "person waits", "people wait"),
                           l->waiting == 1 ? "stays" : "stay")
            : "";
    const char *shops = look->workshops
                            ? arena_printf(ctx->arena, " Its %s with it.",
                                           words_count(ctx->arena, look->workshops,
                                                       "workshop moves", "workshops move"))
                            : "";
    return arena_printf(ctx->arena, "%s%s%s", people, wait, shops);
}

static json_t *busy_lines(struct ctx *ctx, const struct spark_move_look *look)
{
    json_t *items = json_array();
    for (int i = 0; i < look->look.busy_count; i++)
        ask_view_line(items, arena_printf(ctx->arena, "%s is busy then%s", look->look.busy[i].name,
                                          look->look.busy[i].required ? ", and has to come" : ""));
    if (*look->presenters_busy)
        ask_view_line(items, arena_printf(ctx->arena, "Who presents and is busy then: %s",
                                          look->presenters_busy));
    return items;
}

void move_view_look(struct ctx *ctx, const struct spark_move_look *look, json_t *view)
{
    json_t *notes = json_array();
    if (*look->look.day)
        ask_view_line(notes, arena_printf(ctx->arena, "That is no school day at %s: %s.",
                                          look->event.school_name, look->look.day));
    if (*look->look.room)
        ask_view_line(notes, arena_printf(ctx->arena,
                                          "%s It will have no room until you give it "
                                          "one.",
                                          look->look.room));
    if (*look->look.leaders)
        ask_view_line(notes, arena_printf(ctx->arena, "From outside, and elsewhere then: %s.",
                                          look->look.leaders));
    ask_view_list(view, "Who is busy then", busy_lines(ctx, look));
    ask_view_list(view, "Think of this", notes);
}

struct instant move_view_moment(struct ctx *ctx, const struct form *typed, const char *name)
{
    struct local local = {.second = 0};
    struct instant at = {0};
    const char *time = form_text(typed, arena_printf(ctx->arena, "%s_time", name), ctx->arena);
    int before = ctx->why.field_count;
    local.day = sheet_day(ctx, typed, name);
    if (ctx->why.field_count > before)
        return at;
    if (words_parse_time(str_of(time), &local.hour, &local.minute) != OK)
        refuse_field(&ctx->why, name, "Enter a time like 4pm or 16:00.");
    else if (tz_instant(local, &at) != OK)
        refuse_field(&ctx->why, name,
                     "The clocks change in that hour. Enter a time before or after it.");
    return at;
}

enum err move_view_gate(struct ctx *ctx, const struct event *event)
{
    if (event_may(ctx, ACTION_EVENT_ATTENDEES, event))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Who is coming is seen by the event’s organisers.");
}
