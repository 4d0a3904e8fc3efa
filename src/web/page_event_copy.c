/* DESIGN: one event made again on another day, as a draft. */
#include "audit.h"
#include "check.h"
#include "copy_gate.h"
#include "page.h"
#include "series.h"
#include "sheet.h"
#include "spark_copy.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

static const struct sheet_field FIELDS[] = {
    {SHEET_DATE, "on", "On which day?",
     "It is at the same time of day, and what belongs to it moves by as much: sessions, workshops, "
     "the time in which it can be booked.",
     NULL, 0, false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct event *event)
{
    return (struct sheet){
        .title = "Copy this event",
        .intro = arena_printf(
            ctx->arena,
            "%s, %s. The copy is a draft with all that is said of it: what it is about, its place, "
            "who organises it and who leads it from outside, for whom it is, its files. Nobody is "
            "booked on it, and nobody is told: name colleagues who lead it again.",
            event->fields.title, event_when_words(ctx, event)),
        .action = arena_printf(ctx->arena, "/events/%lld/copy", (long long)event->id.v),
        .button = "Make the copy",
        .back_href = event_href(ctx, event->fields.kind, event->id),
        .back_text = event->fields.title,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

/* The day of the next year that answers to it is there already, if there is one. */
static enum err put_day(struct ctx *ctx, const struct event *event, struct form *values)
{
    struct series_calendar calendar;
    struct day day = tz_day(event->fields.starts_at);
    int year = calendar_year(day);
    enum err err = series_load_calendar(ctx->store, event->fields.school, calendar_year_first(year),
                                        calendar_year_last(year + 1), ctx->arena, &calendar);
    if (err != OK)
        return err;
    const struct year_copy_day next =
        year_copy_rules_day(&calendar, day, event->fields.kind == EVENT_INSET);
    if (next.why == YEAR_COPY_FOUND)
        sheet_put_day(values, ctx->arena, "on", next.on);
    return OK;
}

enum err page_event_copy_ask(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    struct form values = sheet_values(ctx->arena);
    enum err err = copy_gate_event(ctx, request->id, &event);
    if (err == OK)
        err = put_day(ctx, &event, &values);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &event);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_event_copy(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct spark_copied copied;
    enum err err = copy_gate_event(ctx, request->id, &event);
    if (err != OK)
        return err;
    struct day on = sheet_day(ctx, &request->form, "on");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = spark_copy(ctx->store, ctx->now, ctx->actor.person, event.id, on, &ctx->why, &copied);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-create", copied.event.v,
                        "A copy");
    if (err != OK) {
        const struct sheet sheet = sheet_of(ctx, &event);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=%s",
                             event_href(ctx, event.fields.kind, copied.event),
                             copied.without_room ? "copied-no-room" : "copied");
}
