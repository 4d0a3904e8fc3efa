/* DESIGN: the classes of data and their periods, in words. */
#include "retention_view.h"

#include "words.h"

enum { YEAR_DAYS = 365 };

enum err retention_view_gate(struct ctx *ctx)
{
    const struct object trust = {.school = {0}};
    if (may(&ctx->actor, ACTION_RETENTION_EDIT, &trust))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only administrators set how long things are kept. How long that is stands on "
                  "the page “Privacy”.");
}

/* "2 years", "90 days" */
static const char *period(struct ctx *ctx, int days)
{
    if (days == RETENTION_FOR_EVER)
        return "Always";
    if (days % YEAR_DAYS == 0)
        return words_count(ctx->arena, days / YEAR_DAYS, "year", "years");
    return words_count(ctx->arena, days, "day", "days");
}

json_t *retention_view_class(struct ctx *ctx, const struct retention_state *state)
{
    const struct retention_class *class = state->class;
    json_t *view =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "key", class->key, "what",
                  class->what, "purpose", class->purpose, "basis", class->basis, "readers",
                  class->readers, "ending", class->ending, "period", period(ctx, state->days),
                  "due", words_count(ctx->arena, state->due, "entry", "entries"));
    if (state->days != RETENTION_FOR_EVER)
        json_object_set_new(view, "days", json_string(arena_printf(ctx->arena, "%d", state->days)));
    return view;
}
