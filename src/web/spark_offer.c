/* DESIGN: how a SPARK page asks for talks: at once, as proposals, or for the waiting list. */
#include "spark_offer.h"

#include "call_view.h"
#include "words.h"

/* "2 or 7" */
static const char *invited_lengths(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct talk_lengths lengths = call_lengths(&evening->call, &evening->lengths);
    return spark_lengths_text(ctx->arena, &lengths);
}

/* " Booking closes on 4 November 2026, at the end of the day." or "" */
static const char *closing_words(struct ctx *ctx, const struct spark_evening *evening,
                                 const char *what)
{
    const char *until = call_until_words(ctx->arena, &evening->call, &evening->event);
    return *until ? arena_printf(ctx->arena, " %s closes on %s.", what, until) : "";
}

json_t *spark_offer(struct ctx *ctx, const struct spark_evening *evening)
{
    const char *text =
        arena_printf(ctx->arena, "Tell colleagues what works, in %s minutes.%s",
                     invited_lengths(ctx, evening), closing_words(ctx, evening, "Booking"));
    return json_pack("{s:s, s:s}", "text", text, "button", "Give a talk");
}

json_t *spark_offer_to_propose(struct ctx *ctx, const struct spark_evening *evening)
{
    const char *text =
        arena_printf(ctx->arena,
                     "Tell colleagues what works, in %s minutes. The organisers choose among the "
                     "proposals, and write to everybody.%s",
                     invited_lengths(ctx, evening), closing_words(ctx, evening, "The call"));
    return json_pack("{s:s, s:s}", "text", text, "button", "Propose a talk");
}

json_t *spark_offer_to_wait(bool drawing)
{
    if (drawing)
        return json_pack(
            "{s:s, s:s}", "text",
            "The speakers are being drawn by lot, and the list is closed. You can join "
            "the waiting list: those in line are the evening's reserves.",
            "button", "Offer a talk for the waiting list");
    return json_pack("{s:s, s:s}", "text",
                     "The programme is full. You can join the waiting list; a talk that fits goes "
                     "in as soon as somebody withdraws.",
                     "button", "Offer a talk for the waiting list");
}
