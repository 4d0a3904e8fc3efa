/* DESIGN: what somebody does with their place: says yes to an offer, hands it on, swaps it, and
 * answers a colleague who asks. */
#include "booking_gate.h"
#include "page.h"
#include "person_pick.h"
#include "talk.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

enum { EVENTS_OFFERED = 100 };

enum err page_booking_accept(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct booking booking;
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err == OK)
        err = booking_accept(ctx->store, ctx->now, booking.id, &ctx->why);
    return err == OK ? response_redirect(ctx, response, "/bookings?done=accepted") : err;
}

/* ---- asking a colleague ---- */

static struct sheet_field person_field(const struct person_pick *pick, const char *label)
{
    return (struct sheet_field){SHEET_PERSON,
                                "person",
                                label,
                                "A name, or a work mail address.",
                                pick ? pick->choices : NULL,
                                pick ? pick->count : 0,
                                false};
}

static struct sheet sheet_of(struct ctx *ctx, const struct booking *booking, const char *path,
                             struct sheet_field *fields, int count)
{
    bool swap = count == 2;
    return (struct sheet){
        .title = swap ? "Swap your place with a colleague" : "Hand your place to a colleague",
        .intro = arena_printf(ctx->arena,
                              "Your place at %s, %s. They get a mail and say yes or no; until then "
                              "it stays yours.",
                              booking->event_title,
                              words_when(ctx->arena, booking->starts_at, booking->ends_at)),
        .action = arena_printf(ctx->arena, "/bookings/%lld/%s", (long long)booking->id.v, path),
        .button = swap ? "Ask them to swap" : "Ask them to take it",
        .back_href = "/bookings",
        .back_text = "Your bookings",
        .fields = fields,
        .count = count,
    };
}

static struct sheet hand_sheet(struct ctx *ctx, const struct booking *booking,
                               const struct person_pick *pick)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 1);
    fields[0] = person_field(pick, "Who would like to have it?");
    return sheet_of(ctx, booking, "hand-over", fields, 1);
}

/* What is on: nothing is said of who has a place where. */
static enum err event_choices(struct ctx *ctx, const struct booking *booking, struct choice **ret,
                              int *ret_count)
{
    const struct event_viewer viewer = event_viewer_of(ctx);
    const struct event_filter filter = {
        .kind = EVENT_ANY_KIND, .from = ctx->now, .limit = EVENTS_OFFERED};
    struct event_list list;
    int count = 0;
    enum err err = event_list(ctx->store, &viewer, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    choices[count++] = (struct choice){"", "Choose an event"};
    for (int i = 0; i < list.count; i++) {
        const struct event *event = &list.items[i];
        if (event->id.v == booking->event.v || event->status != EVENT_PUBLISHED)
            continue;
        choices[count++] =
            sheet_choice(ctx->arena, event->id.v,
                         arena_printf(ctx->arena, "%s, %s", event->fields.title,
                                      words_date(ctx->arena, tz_day(event->fields.starts_at))));
    }
    *ret = choices;
    *ret_count = count;
    return OK;
}

static enum err swap_sheet(struct ctx *ctx, const struct booking *booking,
                           const struct person_pick *pick, struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 2);
    struct choice *choices;
    int count;
    enum err err = event_choices(ctx, booking, &choices, &count);
    if (err != OK)
        return err;
    fields[0] = person_field(pick, "With whom?");
    fields[1] = (struct sheet_field){
        SHEET_SELECT, "event_id", "Which event do they give you?", NULL, choices, count, false};
    *ret = sheet_of(ctx, booking, "swap", fields, 2);
    return OK;
}

static enum err sheet_for(struct ctx *ctx, const struct booking *booking, bool swap,
                          const struct person_pick *pick, struct sheet *ret)
{
    if (swap)
        return swap_sheet(ctx, booking, pick, ret);
    *ret = hand_sheet(ctx, booking, pick);
    return OK;
}

static enum err show_form(struct ctx *ctx, const struct request *request, bool swap,
                          struct response *response)
{
    struct booking booking;
    struct sheet sheet;
    const struct form values = sheet_values(ctx->arena);
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err == OK)
        err = sheet_for(ctx, &booking, swap, NULL, &sheet);
    return err == OK ? response_page(response, "form.html", sheet_view(ctx, &sheet, &values)) : err;
}

static enum err read_ask(struct ctx *ctx, const struct form *typed, bool swap,
                         struct person_pick *pick, struct booking_ask_new *new)
{
    enum err err = person_pick_read(ctx, typed, true, pick);
    if (err != OK)
        return err;
    new->to = pick->person;
    if (swap)
        new->wanted.v = form_int(typed, "event_id", 0);
    if (swap && new->wanted.v <= 0)
        refuse_field(&ctx->why, "event_id", "Choose the event where their place is.");
    err = refusal_check(&ctx->why);
    return err == OK && swap ? booking_gate_wanted(ctx, new->wanted.v) : err;
}

static enum err send(struct ctx *ctx, const struct request *request, bool swap,
                     struct response *response)
{
    struct booking booking;
    struct person_pick pick = {.count = 0};
    struct booking_ask_new new = {.booking = {request->id}};
    struct booking_ask_id id;
    struct sheet sheet;
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    err = read_ask(ctx, &request->form, swap, &pick, &new);
    if (err == OK)
        err = booking_ask_make(ctx->store, ctx->now, &new, &ctx->why, &id);
    if (err == OK)
        return response_redirect(ctx, response, "/bookings?done=asked");
    person_pick_rename(&ctx->why);
    enum err shown = sheet_for(ctx, &booking, swap, &pick, &sheet);
    return shown == OK ? sheet_refused(ctx, &sheet, &request->form, NULL, err, response) : shown;
}

enum err page_booking_hand_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return show_form(ctx, request, false, response);
}

enum err page_booking_hand(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return send(ctx, request, false, response);
}

enum err page_booking_swap_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return show_form(ctx, request, true, response);
}

enum err page_booking_swap(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return send(ctx, request, true, response);
}

/* ---- answering ---- */

enum err page_booking_ask_accept(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct booking_ask ask;
    enum err err = booking_gate_asked(ctx, request->id, false, &ask);
    if (err == OK)
        err = booking_ask_accept(ctx->store, ctx->now, ask.id, &ctx->why);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    return err == OK ? response_redirect(ctx, response, "/bookings?done=taken") : err;
}

enum err page_booking_ask_decline(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct booking_ask ask;
    enum err err = booking_gate_asked(ctx, request->id, false, &ask);
    if (err == OK)
        err = booking_ask_decline(ctx->store, ctx->now, ask.id, ctx->arena);
    return err == OK ? response_redirect(ctx, response, "/bookings?done=said-no") : err;
}

enum err page_booking_ask_end(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct booking_ask ask;
    enum err err = booking_gate_asked(ctx, request->id, true, &ask);
    if (err == OK)
        err = booking_ask_take_back(ctx->store, ctx->now, ask.id);
    return err == OK ? response_redirect(ctx, response, "/bookings?done=taken-back") : err;
}
