/* DESIGN: drawing lots for an evening's order: chosen, looked at, and done step by step. */
#include "check.h"
#include "draw_view.h"
#include "flash.h"
#include "page.h"
#include "spark_view.h"
#include "tz.h"
#include "words.h"

static const struct flash DONE[] = {
    {"saved", "Your choice is saved."},
    {"order", "The order is drawn and announced. Its record is given out."},
    {"no_show", "They are not here. The next speaker is drawn from the others; after that "
                "their talk can be drawn again."},
    {"withdrawn", "That talk is not drawn any more."},
    {"end", "The draw is over. Its record is given out."},
    {"again", "New lots are sealed. Nothing is drawn yet."},
};

enum err page_draw(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = draw_view(ctx, &event, NULL, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "spark/draw.html", view);
}

/* The page again, with what was refused above it. */
static enum err refused(struct ctx *ctx, const struct event *event, const struct form *typed,
                        enum err why, struct response *response)
{
    json_t *view;
    if (!ctx->why.slug)
        return why;
    enum err err = draw_view(ctx, event, typed, &view);
    return err == OK ? response_page_refused(response, why, "spark/draw.html", view) : err;
}

/* ---- what is chosen ---- */

static void read_leave(struct ctx *ctx, const struct event *event, const struct form *form,
                       struct draw_pin *pin)
{
    const char *name = draw_field(ctx->arena, "leave", pin->talk.v);
    const char *text = form_text(form, name, ctx->arena);
    struct day day = tz_day(event->fields.starts_at);
    if (*text && words_parse_time_on(str_of(text), day, &pin->leave_at) != OK)
        refuse_field(&ctx->why, name, "Enter a time of the day, like 5:15pm, or leave it empty.");
}

/* A pin for each talk of which the form says something. */
static void read_pins(struct ctx *ctx, const struct event *event, const struct draw_night *night,
                      const struct form *form, struct draw_choice *choice)
{
    struct draw_pin *pins = ARENA_ARRAY(ctx->arena, struct draw_pin, (size_t)night->count + 1);
    for (int i = 0; i < night->count; i++) {
        int64_t id = night->entries[i].talk.id.v;
        struct draw_pin pin = {
            .talk = {id},
            .first = form_has(form, draw_field(ctx->arena, "first", id)),
            .room = (int)form_int(form, draw_field(ctx->arena, "room", id), 0),
        };
        read_leave(ctx, event, form, &pin);
        if (pin.first || pin.room || pin.leave_at.v)
            pins[choice->pin_count++] = pin;
    }
    choice->pins = pins;
}

static void read_order(struct ctx *ctx, const struct form *form, struct draw_choice *choice)
{
    if (spark_order_parse(form_find(form, "order"), &choice->order) != OK)
        refuse_field(&ctx->why, "order", "Choose how the order comes about.");
}

enum err page_draw_choose(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct draw_night night;
    struct draw_choice choice = {.event = {request->id}};
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = draw_find(ctx->store, event.id, ctx->arena, &night);
    if (err != OK)
        return err;
    read_order(ctx, &request->form, &choice);
    choice.first_timer_weight = (int)form_int(&request->form, "first_timer_weight", 1);
    read_pins(ctx, &event, &night, &request->form, &choice);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = draw_gate_choose(ctx, &choice);
    return err == OK
               ? response_redirect(ctx, response, "%s?done=saved", draw_href(ctx, event.id, ""))
               : refused(ctx, &event, &request->form, err, response);
}

/* ---- steps ---- */

/* What cannot be taken back is asked first; what needs no question leads back to the draw. */
enum err page_draw_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct draw_night night;
    enum draw_act act;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = draw_find(ctx->store, event.id, ctx->arena, &night);
    if (err != OK)
        return err;
    if (draw_act_parse(form_find(&request->query, "act"), &act) != OK ||
        !draw_asks_first(&night, act))
        return response_redirect(ctx, response, "%s", draw_href(ctx, event.id, ""));
    return response_page(response, "confirm.html", draw_ask_view(ctx, &event, &night, act));
}

enum err page_draw_step(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct draw_deed deed = {
        .event = {request->id},
        .talk = {form_int(&request->form, "talk", 0)},
        .by = ctx->actor.person,
        .seen = (int)form_int(&request->form, "seen", -1),
    };
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    if (draw_act_parse(form_find(&request->form, "act"), &deed.act) != OK)
        err = refuse(&ctx->why, ERR_INVALID, "validation", "Choose one of the buttons.");
    if (err == OK)
        err = draw_do(ctx->store, ctx->now, &deed, &ctx->why);
    return err == OK ? response_redirect(ctx, response, "%s?done=%s", draw_href(ctx, event.id, ""),
                                         draw_act_name(deed.act))
                     : refused(ctx, &event, NULL, err, response);
}
