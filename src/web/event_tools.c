/* DESIGN: the pages around one event, as its editors find them: one row each. */
#include "event_tools.h"

#include "check.h"
#include "event_gate.h"

struct tool {
    const char *path, *text; /* under /events/{id} */
    bool (*fits)(const struct event *event);
    bool over;  /* when it is over or called off too */
    bool spark; /* under /spark/{id} */
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

static const struct tool TOOLS[] = {
    {"board", "Programme board", is_spark, .spark = true},
    {"remote", "Run the evening", is_spark, .over = true, .spark = true},
    {"keynotes", "Keynotes", is_spark, .spark = true},
    {"slides", "Slides", is_spark, .over = true, .spark = true},
    {"audience", "Who it is for", is_any},
    {"places", "Who has a place", is_any},
    {"blocks", "Blocks and workshops", has_blocks},
    {"sessions", "When it meets", may_meet_often},
    {"repeat", "Repeat this event", may_repeat},
    {"postpone", "Move it to another day", may_move},
    {"files", "Files for those who come", is_attended},
    {"message", "Write to those who come", has_readers},
    {"questions/queue", "Question cards", is_spark, .over = true, .spark = true},
    {"public", "Public programme", is_spark, .over = true, .spark = true},
    {"thanks", "Thank everybody", is_spark, .over = true, .spark = true},
    {"draw", "Draw the order by lot", is_spark, .over = true, .spark = true},
    {"call/edit", "What the call invites", is_spark, .spark = true},
    {"asking", "Ask before a slot is given", is_spark, .spark = true},
    {"copy", "Copy this event", is_no_workshop, .over = true, .host = true},
};

static const char *tool_href(struct ctx *ctx, const struct event *event, const struct tool *tool)
{
    return arena_printf(ctx->arena, "/%s/%lld/%s", tool->spark ? "spark" : "events",
                        (long long)event->id.v, tool->path);
}

json_t *event_tools_view(struct ctx *ctx, const struct event *event, bool live)
{
    bool host = event_gate_may_appoint(ctx, event);
    json_t *tools = json_array();
    for (size_t i = 0; i < COUNT_OF(TOOLS); i++) {
        if (TOOLS[i].fits(event) && (live || TOOLS[i].over) && (host || !TOOLS[i].host))
            json_array_append_new(tools,
                                  json_pack("{s:s, s:s}", "href", tool_href(ctx, event, &TOOLS[i]),
                                            "text", TOOLS[i].text));
    }
    return tools;
}
