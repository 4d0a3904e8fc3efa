/* DESIGN: the event of a booking was put off: can its person come on the new day? */
#include "booking_gate.h"
#include "moved_view.h"
#include "page.h"
#include "spark_move.h"
#include "view_event.h"

static enum err show(struct ctx *ctx, const struct booking *booking, json_t **ret)
{
    json_t *moved;
    enum err err = moved_view(ctx, booking, &moved);
    if (err != OK)
        return err;
    json_t *view = view_new(booking->event_title);
    view_back(view, event_href(ctx, booking->event_kind, booking->event), booking->event_title);
    if (moved && json_object_get(moved, "said")) { /* here it can be said anew */
        json_object_del(moved, "said");
        json_object_set_new(moved, "asks", json_true());
    }
    if (moved)
        json_object_set_new(view, "moved", moved);
    *ret = view;
    return OK;
}

enum err page_booking_moved(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct booking booking;
    json_t *view;
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err == OK)
        err = show(ctx, &booking, &view);
    return err == OK ? response_page(response, "events/moved.html", view) : err;
}

static enum err refused(struct ctx *ctx, const struct booking *booking, enum err why,
                        struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    enum err err = show(ctx, booking, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "events/moved.html", view);
}

enum err page_booking_moved_answer(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct booking booking;
    struct str answer = form_find(&request->form, "answer");
    bool yes = str_eq_c(answer, "yes"), no = str_eq_c(answer, "no");
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    err = yes || no ? spark_move_answer(ctx->store, ctx->now, booking.id, yes, &ctx->why)
                    : refuse_field(&ctx->why, "answer", "Say whether you can come: yes or no.");
    if (err != OK)
        return refused(ctx, &booking, err, response);
    return response_redirect(ctx, response, "/bookings?done=%s", yes ? "comes" : "given-up");
}
