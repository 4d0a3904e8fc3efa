/* DESIGN: whether an event asks first, and the page on which a presenter says yes or no. */
#include "check.h"
#include "page.h"
#include "sheet.h"
#include "spark_view.h"
#include "talk_input.h"
#include "talk_offer_view.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* ---- the setting ---- */

static const struct choice ASKS[] = {
    {"no", "The next talk in line gets it at once, and its presenters are told"},
    {"yes", "The next in line is asked first, and it is theirs when they say yes"}};
static const struct choice SILENT[] = {
    {"keep", "keeps their place in line, and is asked again when another slot falls free"},
    {"end", "goes to the end of the line"}};
static const struct sheet_field FIELDS[] = {
    {SHEET_RADIOS, "ask", "When a slot falls free", NULL, ASKS, COUNT_OF(ASKS), false},
    {SHEET_TEXT, "answer_hours", "Hours to answer, if they are asked",
     "24 is a day. Near the event it is less: at most half of the time that is left, and in its "
     "last hour slots are given at once.",
     NULL, 0, true},
    {SHEET_RADIOS, "silent", "Who says no, or nothing in time", NULL, SILENT, COUNT_OF(SILENT),
     false},
};

static struct sheet setting_sheet(struct ctx *ctx, const struct event *event)
{
    return (struct sheet){
        .title = "Ask before a slot is given",
        .intro = "A slot falls free when somebody withdraws. Somebody who has waited for weeks may "
                 "have other plans by then.",
        .action = arena_printf(ctx->arena, "/spark/%lld/asking", (long long)event->id.v),
        .button = "Save",
        .back_href = event_href(ctx, EVENT_SPARK, event->id),
        .back_text = event->fields.title,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_talk_asking(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct talk_offer_setting setting;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = talk_offer_setting_find(ctx->store, event.id, &setting);
    if (err != OK)
        return err;
    struct form values = sheet_values(ctx->arena);
    const struct sheet sheet = setting_sheet(ctx, &event);
    int hours = setting.answer_h ? setting.answer_h : 24;
    sheet_put(&values, ctx->arena, "ask", setting.answer_h ? "yes" : "no");
    sheet_put(&values, ctx->arena, "answer_hours", arena_printf(ctx->arena, "%d", hours));
    sheet_put(&values, ctx->arena, "silent", setting.to_end ? "end" : "keep");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static struct talk_offer_setting read_setting(struct ctx *ctx, const struct form *form)
{
    struct talk_offer_setting setting = {.to_end = str_eq_c(form_find(form, "silent"), "end")};
    bool asks = str_eq_c(form_find(form, "ask"), "yes");
    if (!asks && !str_eq_c(form_find(form, "ask"), "no"))
        refuse_field(&ctx->why, "ask", "Choose what happens when a slot falls free.");
    if (asks)
        setting.answer_h = (int)form_int(form, "answer_hours", 0);
    if (asks && (setting.answer_h < 1 || setting.answer_h > TALK_OFFER_MAX_H))
        refuse_field(&ctx->why, "answer_hours", "Enter 1 to %d hours.", TALK_OFFER_MAX_H);
    return setting;
}

enum err page_talk_asking_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct talk_offer_setting setting = read_setting(ctx, &request->form);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = talk_offer_save_setting(ctx, event.id, &setting);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld?done=asking-saved",
                                 (long long)event.id.v);
    const struct sheet sheet = setting_sheet(ctx, &event);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

/* ---- yes or no ---- */

/* "7 minutes, at 4:12pm on Thursday 12 November 2026"; without a time where none is announced. */
static const char *slot_words(struct ctx *ctx, const struct spark_evening *evening,
                              const struct talk *talk)
{
    struct arena *arena = ctx->arena;
    const struct programme_item *item = spark_item_of(&evening->programme, talk->id);
    const char *length = words_duration(arena, talk->minutes);
    const char *date = words_date(arena, tz_day(evening->event.fields.starts_at));
    if (item && evening->programme.announced)
        return arena_printf(arena, "%s at %s on %s", length, words_time(arena, item->starts_at),
                            date);
    return arena_printf(arena, "%s on %s", length, date);
}

static json_t *answer_view(struct ctx *ctx, const struct spark_evening *evening,
                           const struct talk *talk, const struct talk_offer *offer)
{
    struct arena *arena = ctx->arena;
    const char *home = event_href(ctx, EVENT_SPARK, evening->event.id);
    const char *others = spark_others(arena, talk, ctx->actor.person);
    json_t *view = view_new("A slot is free for your talk");
    view_back(view, home, evening->event.fields.title);
    json_object_update_new(
        view, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "title", talk->title, "slot",
                        slot_words(ctx, evening, talk), "where", evening->event.place, "action",
                        arena_printf(arena, "/talks/%lld/offer", (long long)talk->id.v), "home",
                        home, "until", words_moment(arena, offer->answer_by)));
    if (others)
        json_object_set_new(view, "others", json_string(others));
    json_object_set_new(view, offer->over_at.v ? "over" : "open", json_true());
    return view;
}

static enum err show(struct ctx *ctx, const struct talk *talk, enum err refused,
                     struct response *response)
{
    struct talk_offer offer;
    struct spark_evening evening;
    struct event event;
    enum err err = talk_offer_find(ctx->store, talk->id, &offer);
    if (err == ERR_NOT_FOUND && refused == OK) /* its page says how it stands */
        return response_redirect(ctx, response, "/spark/%lld", (long long)talk->event.v);
    if (err == ERR_NOT_FOUND)
        return refused;
    if (err == OK)
        err = spark_find(ctx, talk->event, &event);
    if (err == OK)
        err = spark_evening_find(ctx, &event, &evening);
    if (err != OK)
        return err;
    json_t *view = answer_view(ctx, &evening, talk, &offer);
    if (refused == OK)
        return response_page(response, "spark/talk_offer.html", view);
    view_errors(view, &ctx->why);
    return response_page_refused(response, refused, "spark/talk_offer.html", view);
}

enum err page_talk_offer(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    return err == OK ? show(ctx, &talk, OK, response) : err;
}

enum err page_talk_offer_answer(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct talk talk;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    if (err != OK)
        return err;
    struct str said = form_find(&request->form, "answer");
    const struct talk_answer answer = {talk.id, ctx->actor.person, str_eq_c(said, "yes")};
    err = answer.yes || str_eq_c(said, "no")
              ? talk_offer_answer(ctx->store, ctx->now, &answer, &ctx->why)
              : refuse(&ctx->why, ERR_INVALID, "validation", "Say yes or no: press a button.");
    if (err == ERR_CONFLICT || err == ERR_INVALID)
        return show(ctx, &talk, err, response);
    return err == OK
               ? response_redirect(ctx, response, "/spark/%lld?done=%s", (long long)talk.event.v,
                                   answer.yes ? "slot-yes" : "slot-no")
               : err;
}
