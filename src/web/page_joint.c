/* DESIGN: somebody is asked to give a talk together: the question, a yes and a no. */
#include "joint.h"
#include "page.h"
#include "spark_view.h"
#include "talk_input.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

static const char *details(struct ctx *ctx, const struct spark_evening *evening,
                           const struct talk *talk)
{
    const struct programme_item *item = spark_item_of(&evening->programme, talk->id);
    const char *length = words_duration(ctx->arena, talk->minutes);
    if (!item)
        return arena_printf(ctx->arena, "%s, no slot yet", length);
    return arena_printf(ctx->arena, "%s, at %s", length, words_time(ctx->arena, item->starts_at));
}

static enum err make_view(struct ctx *ctx, const struct talk *talk, json_t **ret)
{
    struct spark_evening evening;
    struct event event;
    enum err err = spark_find(ctx, talk->event, &event);
    if (err == OK)
        err = spark_evening_find(ctx, &event, &evening);
    if (err != OK)
        return err;
    json_t *view = view_new("Give a talk together");
    view_back(view, event_href(ctx, EVENT_SPARK, event.id), event.fields.title);
    json_object_set_new(view, "event", event_facts_view(ctx, &event));
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string(arena_printf(ctx->arena, "Will you give this talk with %s?",
                                                 talk->presenters[0].name)));
    json_object_set_new(view, "talk",
                        json_pack("{s:I, s:b, s:s, s:s, s:s, s:s}", "id", (json_int_t)talk->id.v,
                                  "unplaced", !talk_status_has_slot(talk->status), "title",
                                  talk->title, "abstract", talk->abstract, "details",
                                  details(ctx, &evening, talk), "presenters",
                                  spark_presenters(ctx->arena, talk)));
    view_field(view, "answer", "", &ctx->why);
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

static enum err to_event(struct ctx *ctx, struct response *response, const struct talk *talk,
                         const char *done)
{
    return response_redirect(ctx, response, "/spark/%lld%s", (long long)talk->event.v, done);
}

enum err page_joint(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    json_t *view;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_NAMED, &talk);
    if (err != OK)
        return err;
    if (!joint_is_asked(&talk, ctx->actor.person)) /* answered: its page says what is so */
        return to_event(ctx, response, &talk, "");
    err = make_view(ctx, &talk, &view);
    return err == OK ? response_page(response, "spark/joint.html", view) : err;
}

enum err page_joint_answer(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct talk talk;
    json_t *view;
    struct str answer = form_find(&request->form, "answer");
    bool yes = str_eq_c(answer, "yes");
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_NAMED, &talk);
    if (err != OK)
        return err;
    if (!yes && !str_eq_c(answer, "no"))
        refuse_field(&ctx->why, "answer", "Press Yes or No.");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = joint_answer(ctx->store, ctx->now, talk.id, ctx->actor.person, yes, &ctx->why);
    if (err == OK)
        return to_event(ctx, response, &talk, yes ? "?done=joint-yes" : "?done=joint-no");
    if (err != ERR_CONFLICT && err != ERR_INVALID)
        return err;
    enum err refusal = err;
    err = make_view(ctx, &talk, &view);
    return err == OK ? response_page_refused(response, refusal, "spark/joint.html", view) : err;
}
