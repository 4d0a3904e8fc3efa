/* DESIGN: what somebody is asked after an event was put off, and what they said. */
#include "moved_view.h"

#include "postponement.h"
#include "viewer.h"
#include "words.h"

/* Theirs to know; organisers learn only that there is something. */
static enum err add_clash(struct ctx *ctx, const struct booking *booking, json_t *view)
{
    struct event event;
    struct clash clash;
    enum err err = event_find_seen(ctx, booking->event.v, &event);
    if (err == OK)
        err = clash_find_event(ctx->store, &event, booking->person, ctx->arena, &clash);
    if (err == OK)
        json_object_set_new(
            view, "busy",
            json_string(arena_printf(ctx->arena, "%s.", clash_words(ctx->arena, &clash, NULL))));
    return err == ERR_NOT_FOUND ? OK : err;
}

static void add_answer(const struct booking *booking, enum postponement_answer answer, json_t *view)
{
    if (booking->required)
        json_object_set_new(view, "required", json_true());
    else if (answer == POSTPONEMENT_YES)
        json_object_set_new(view, "said", json_true());
    else
        json_object_set_new(view, "asks", json_true());
}

enum err moved_view(struct ctx *ctx, const struct booking *booking, json_t **ret)
{
    struct postponement_question q;
    bool past = !booking_status_is_live(booking->status) || ctx->now.v >= booking->starts_at.v;
    enum err err =
        past ? ERR_NOT_FOUND : postponement_question(ctx->store, booking->id, ctx->arena, &q);
    *ret = NULL;
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    const struct postponement *p = &q.postponement;
    json_t *view = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)booking->id.v, "was",
                             words_when(ctx->arena, p->from_starts_at, p->from_ends_at), "now",
                             words_when(ctx->arena, p->to_starts_at, p->to_ends_at));
    if (*p->reason)
        json_object_set_new(view, "why", json_string(p->reason));
    add_answer(booking, q.answer, view);
    err = add_clash(ctx, booking, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

enum err moved_view_awaits(struct ctx *ctx, const struct booking *booking, bool *ret)
{
    struct postponement_question q;
    enum err err = postponement_question(ctx->store, booking->id, ctx->arena, &q);
    *ret = err == OK && q.answer == POSTPONEMENT_SILENT && !booking->required &&
           ctx->now.v < booking->starts_at.v;
    return err == ERR_NOT_FOUND ? OK : err;
}
