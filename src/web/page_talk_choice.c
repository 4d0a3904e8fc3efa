/* DESIGN: choosing the talks one wants to hear: one page, saved in one step. */
#include "page.h"
#include "talk_choice_view.h"
#include "view_event.h"

enum err page_talk_choices(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct talk_choice_page *page = ARENA_NEW(ctx->arena, struct talk_choice_page);
    enum err err = talk_choice_page_find(ctx, request->id, page);
    if (err != OK)
        return err;
    json_t *view = talk_choice_view(ctx, page, NULL);
    if (str_eq_c(form_find(&request->query, "done"), "saved"))
        view_flash(view, "Your choice is saved. You can change it until the event is over.");
    return response_page(response, "spark/choices.html", view);
}

enum err page_talk_choices_save(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct talk_choice_page *page = ARENA_NEW(ctx->arena, struct talk_choice_page);
    struct talk_id *talks = ARENA_ARRAY(ctx->arena, struct talk_id, TALK_LIST_MAX);
    enum err err = talk_choice_page_find(ctx, request->id, page);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, &page->evening.event))
        return ERR_DENIED;
    if (err != OK)
        return err;
    const struct talk_choosing choosing = {page->evening.event.id, ctx->actor.person, talks,
                                           talk_choice_read(ctx, page, &request->form, talks)};
    err = talk_choose(ctx->store, ctx->now, &choosing, &ctx->why);
    if (err == ERR_CONFLICT || err == ERR_INVALID)
        return response_page_refused(response, err, "spark/choices.html",
                                     talk_choice_view(ctx, page, &request->form));
    return err == OK ? response_redirect(ctx, response, "/spark/%lld/choices?done=saved",
                                         (long long)request->id)
                     : err;
}
