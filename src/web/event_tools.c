/* DESIGN: the pages around one event, as its editors find them: one row each. */
#include "event_tools.h"

#include "check.h"
#include "event_gate.h"
#include "stage.h"
#include "thanks.h"
#include "tz.h"
#include "words.h"

struct tool {
    int group;               /* enum group */
    const char *path, *text; /* under /events/{id} */
    bool (*fits)(const struct event *event);
    bool over;  /* when it is over or called off too */
    bool spark; /* under /spark/{id} */
    bool stage; /* until the stage closes */
    bool sent;  /* says when it was sent */
    bool host;  /* for those alone who make events at its host, not its organisers */
};

static bool is_any(const struct event *event)
{
    (void)event;
    return true;
}

/* One of a series meets once, and so does SPARK. */
static bool may_meet_often(const struct event *event)
{
    return event->fields.kind != EVENT_SPARK && !event->series && !event->parent.v;
}

static bool may_repeat(const struct event *event)
{
    return may_meet_often(event) && event->session_count == 1 && !event->parent.v;
}

/* What is to be read has its files on its own page, and nobody comes to it. */
static bool is_attended(const struct event *event)
{
    return event->fields.kind != EVENT_READING;
}

static bool has_readers(const struct event *event)
{
    return is_attended(event) && event->seq > 0;
}

static bool may_move(const struct event *event)
{
    bool on = event->status == EVENT_PUBLISHED || event->status == EVENT_CLOSED;
    return on && !event->parent.v;
}

static bool is_no_workshop(const struct event *event)
{
    return !event->parent.v;
}

static bool has_blocks(const struct event *event)
{
    return !event->parent.v &&
           (event->fields.kind == EVENT_INSET || event->fields.kind == EVENT_CONFERENCE);
}

static bool is_spark(const struct event *event)
{
    return event->fields.kind == EVENT_SPARK;
}

/* In the order of a coordinator's year with it. */
enum group { TALKS, EVENING, AFTERWARDS, EVENT, GROUPS };
static const char *const HEADINGS[GROUPS] = {"Talks", "The evening", "Afterwards", "The event"};

static const struct tool TOOLS[] = {
    {TALKS, "call/edit", "What the call invites", is_spark, .spark = true},
    {TALKS, "board", "Programme board", is_spark, .spark = true},
    {TALKS, "draw", "Draw the order by lot", is_spark, .spark = true},
    {TALKS, "asking", "When a slot comes free", is_spark, .spark = true},
    {TALKS, "keynotes", "Keynotes", is_spark, .spark = true},
    {TALKS, "public", "Public programme", is_spark, .over = true, .spark = true},
    {EVENING, "remote", "Run the evening", is_spark, .over = true, .spark = true, .stage = true},
    {EVENING, "screen", "Big screen without signing in", is_spark, .spark = true},
    {EVENING, "door", "Sheets for the door", is_spark, .spark = true},
    {EVENING, "cards", "Cards for the lectern", is_spark, .spark = true},
    {EVENING, "running-sheet", "Running sheet for the chair", is_spark, .spark = true},
    {EVENING, "slides", "Slides", is_spark, .over = true, .spark = true},
    {AFTERWARDS, "questions/queue", "Question cards", is_spark, .over = true, .spark = true},
    {AFTERWARDS, "thanks", "Thank everybody", is_spark, .over = true, .spark = true, .sent = true},
    {EVENT, "audience", "Who it is for", is_any},
    {EVENT, "places", "Who has a place", is_any},
    {EVENT, "blocks", "Blocks and workshops", has_blocks},
    {EVENT, "sessions", "When it meets", may_meet_often},
    {EVENT, "repeat", "Repeat this event", may_repeat},
    {EVENT, "postpone", "Move it to another day", may_move},
    {EVENT, "files", "Files for those who come", is_attended},
    {EVENT, "message", "Write to those who come", has_readers},
    {EVENT, "copy", "Copy this event", is_no_workshop, .over = true, .host = true},
};

static const char *tool_href(struct ctx *ctx, const struct event *event, const struct tool *tool)
{
    return arena_printf(ctx->arena, "/%s/%lld/%s", tool->spark ? "spark" : "events",
                        (long long)event->id.v, tool->path);
}

static bool is_offered(const struct ctx *ctx, const struct event *event, const struct tool *tool,
                       bool live)
{
    bool closed = ctx->now.v >= event->fields.ends_at.v + STAGE_AFTER_S;
    return tool->fits(event) && (live || tool->over) && !(tool->stage && closed) &&
           (!tool->host || event_gate_may_appoint(ctx, event));
}

/* The thanks say when they were sent. */
static enum err find_text(struct ctx *ctx, const struct event *event, const struct tool *tool,
                          const char **ret)
{
    struct instant sent = {0};
    enum err err = tool->sent ? thanks_when_sent(ctx->store, event->id, &sent) : OK;
    *ret = sent.v
               ? arena_printf(ctx->arena, "Thanks sent on %s", words_date(ctx->arena, tz_day(sent)))
               : tool->text;
    return err;
}

static enum err fill_group(struct ctx *ctx, const struct event *event, int group, bool live,
                           json_t *links)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < COUNT_OF(TOOLS); i++) {
        const struct tool *tool = &TOOLS[i];
        const char *text;
        if (tool->group != group || !is_offered(ctx, event, tool, live))
            continue;
        err = find_text(ctx, event, tool, &text);
        json_array_append_new(
            links, json_pack("{s:s, s:s}", "href", tool_href(ctx, event, tool), "text", text));
    }
    return err;
}

enum err event_tools_view(struct ctx *ctx, const struct event *event, bool live, json_t **ret)
{
    json_t *tools = json_array();
    enum err err = OK;
    for (int group = 0; err == OK && group < GROUPS; group++) {
        json_t *links = json_array();
        err = fill_group(ctx, event, group, live, links);
        if (json_array_size(links))
            json_array_append_new(tools, json_pack("{s:O}", "links", links));
        if (json_array_size(links) && is_spark(event))
            json_object_set_new(json_array_get(tools, json_array_size(tools) - 1), "heading",
                                json_string(HEADINGS[group]));
        json_decref(links);
    }
    if (err == OK)
        *ret = tools;
    else
        json_decref(tools);
    return err;
}
