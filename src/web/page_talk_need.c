/* DESIGN: what a presenter needs to be able to speak, said by them to the organisers alone. */
#include "check.h"
#include "page.h"
#include "sheet.h"
#include "spark_view.h"
#include "talk_input.h"
#include "talk_need.h"

static struct sheet need_sheet(struct ctx *ctx, const struct talk *talk)
{
    static const struct sheet_field FIELDS[] = {
        {SHEET_AREA, "access", "What do you need to be able to speak? (optional)",
         "For example, a step-free way to the front, a chair, a microphone, a signer beside you, "
         "a break before it",
         NULL, 0, false},
    };
    return (struct sheet){
        .title = "What you need to speak",
        .intro = arena_printf(ctx->arena,
                              "For your talk “%s”. Only you and the organisers of this event see "
                              "it, nobody who speaks with you. It is erased some time after the "
                              "event.",
                              talk->title),
        .action = arena_printf(ctx->arena, "/talks/%lld/needs", (long long)talk->id.v),
        .button = "Tell the organisers",
        .back_href = arena_printf(ctx->arena, "/spark/%lld", (long long)talk->event.v),
        .back_text = "The event",
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_talk_needs(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    const char *access;
    struct form values = sheet_values(ctx->arena);
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err == OK)
        err = talk_need_find(ctx->store, talk.id, ctx->actor.person, ctx->arena, &access);
    if (err != OK)
        return err;
    const struct sheet sheet = need_sheet(ctx, &talk);
    sheet_put(&values, ctx->arena, "access", access);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_talk_needs_save(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct talk talk;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err != OK)
        return err;
    err = talk_need_put(ctx->store, ctx->now, &talk, ctx->actor.person,
                        sheet_lines(ctx->arena, &request->form, "access"), &ctx->why);
    if (err != OK) {
        const struct sheet sheet = need_sheet(ctx, &talk);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/spark/%lld?done=told", (long long)talk.event.v);
}
