/* DESIGN: slots that wait for a yes, in the API: the setting, what is offered, the answer. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "spark_view.h"
#include "talk_input.h"
#include "talk_offer_view.h"

/* ---- the setting ---- */

static enum err answer_setting(struct ctx *ctx, struct event_id event, struct response *response)
{
    struct talk_offer_setting setting;
    enum err err = talk_offer_setting_find(ctx->store, event, &setting);
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:b, s:o, s:s}", "ask_first", setting.answer_h > 0,
                                   "answer_hours",
                                   setting.answer_h ? json_integer(setting.answer_h) : json_null(),
                                   "no_answer", setting.to_end ? "end" : "keep"));
}

enum err api_talk_asking(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    return err == OK ? answer_setting(ctx, event.id, response) : err;
}

static void read_setting(const struct json_input *in, struct talk_offer_setting *setting)
{
    bool asks = false;
    const char *silent = "keep";
    json_input_require(in, "ask_first");
    json_input_bool(in, "ask_first", &asks);
    json_input_text(in, "no_answer", &silent);
    setting->to_end = str_eq_c(str_of(silent), "end");
    if (!setting->to_end && !str_eq_c(str_of(silent), "keep"))
        json_input_refuse(in, "no_answer", "Choose keep or end.");
    if (!asks)
        return;
    json_input_require(in, "answer_hours");
    if (json_input_int(in, "answer_hours", &setting->answer_h) && setting->answer_h < 1)
        json_input_refuse(in, "answer_hours", "Enter 1 to 336 hours.");
}

enum err api_talk_asking_put(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct talk_offer_setting setting = {0};
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    read_setting(&in, &setting);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = talk_offer_save_setting(ctx, event.id, &setting);
    return err == OK ? answer_setting(ctx, event.id, response) : err;
}

/* ---- one that is offered ---- */

enum err api_talk_offer(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    struct talk_offer offer;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err == OK)
        err = talk_offer_find(ctx->store, talk.id, &offer);
    if (err == ERR_NOT_FOUND && !ctx->why.slug)
        return refuse(&ctx->why, ERR_NOT_FOUND, "not-found", "Nothing is offered to this talk.");
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:I, s:s, s:o, s:o, s:o}", "talk_id", (json_int_t)talk.id.v,
                                   "status", offer.over_at.v ? "over" : "open", "offered_at",
                                   json_view_instant(offer.offered_at), "answer_by",
                                   json_view_instant(offer.answer_by), "over_at",
                                   json_view_instant(offer.over_at)));
}

enum err api_talk_offer_answer(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct talk_answer answer = {.by = ctx->actor.person};
    const char *said = "";
    struct talk talk;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    if (err != OK)
        return err;
    json_input_require(&in, "answer");
    bool given = json_input_text(&in, "answer", &said);
    answer.talk = talk.id;
    answer.yes = str_eq_c(str_of(said), "yes");
    if (given && !answer.yes && !str_eq_c(str_of(said), "no"))
        json_input_refuse(&in, "answer", "Say yes or no.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = talk_offer_answer(ctx->store, ctx->now, &answer, &ctx->why);
    if (err == OK)
        err = talk_find(ctx->store, talk.id, ctx->arena, &talk);
    return err == OK ? response_json(response, 200, json_view_talk(&talk, true)) : err;
}
