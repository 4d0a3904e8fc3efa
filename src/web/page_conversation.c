/* DESIGN: agreeing a time for a development conversation, by either of the two. */
#include "conversation.h"
#include "cycle_gate.h"
#include "page.h"
#include "spark_conversation.h"
#include "tz.h"
#include "view.h"
#include "words.h"

/* What the form holds, as typed. */
struct typed {
    const char *day, *month, *year, *start, *room;
    int64_t version;
};

static struct typed typed_of_form(struct ctx *ctx, const struct request *request)
{
    return (struct typed){
        field_text(ctx, request, "date_day"),  field_text(ctx, request, "date_month"),
        field_text(ctx, request, "date_year"), field_text(ctx, request, "start"),
        field_text(ctx, request, "room"),      form_int(&request->form, "version", 0),
    };
}

/* The agreed time if there is one, else empty. */
static struct typed typed_of_conversation(struct ctx *ctx, const struct conversation *c)
{
    struct typed typed = {"", "", "", "", c->room ? c->room : "", c->version};
    if (!c->starts_at.v)
        return typed;
    struct local local = tz_local(c->starts_at);
    struct civil civil = day_civil(local.day);
    typed.day = arena_printf(ctx->arena, "%d", civil.day);
    typed.month = arena_printf(ctx->arena, "%d", civil.month);
    typed.year = arena_printf(ctx->arena, "%d", civil.year);
    typed.start = arena_printf(ctx->arena, "%02d:%02d", local.hour, local.minute);
    return typed;
}

static const char *with_words(struct ctx *ctx, const struct conversation *c)
{
    bool mine = c->person.v == ctx->actor.person.v;
    const char *other = mine ? c->pd_mentor_name : c->person_name;
    return arena_printf(ctx->arena, "With %s", other ? other : "your mentor");
}

static json_t *time_view(struct ctx *ctx, const struct conversation *c, const struct typed *typed)
{
    json_t *view = view_new("Pick a time");
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string("When will you meet?"));
    view_back(view, "/deadlines", "Deadlines");
    json_object_set_new(view, "label", json_string(c->label));
    json_object_set_new(view, "with", json_string(with_words(ctx, c)));
    json_object_set_new(
        view, "due",
        json_string(day_is_none(c->due_on)
                        ? "No date yet"
                        : arena_printf(ctx->arena, "By %s", words_date(ctx->arena, c->due_on))));
    json_t *date = view_field(view, "date", "", &ctx->why);
    json_object_set_new(date, "day", json_string(typed->day));
    json_object_set_new(date, "month", json_string(typed->month));
    json_object_set_new(date, "year", json_string(typed->year));
    view_field(view, "start", typed->start, &ctx->why);
    view_field(view, "room", typed->room, &ctx->why);
    json_t *form = json_object_get(view, "form");
    json_object_set_new(
        form, "action",
        json_string(arena_printf(ctx->arena, "/conversations/%lld/time", (long long)c->id.v)));
    json_object_set_new(form, "version",
                        json_string(arena_printf(ctx->arena, "%d", (int)typed->version)));
    json_object_set_new(form, "button", json_string("Keep this time"));
    view_errors(view, &ctx->why);
    return view;
}

enum err page_conversation_time(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct conversation c;
    enum err err = cycle_gate_conversation(ctx, request->id, ACTION_CONVERSATION_RECORD, &c);
    if (err != OK)
        return err;
    struct typed typed = typed_of_conversation(ctx, &c);
    return response_page(response, "conversation_time.html", time_view(ctx, &c, &typed));
}

static enum err read_start(struct ctx *ctx, const struct typed *typed, struct instant *ret)
{
    struct local local = {.day = DAY_NONE};
    if (words_parse_date(str_of(typed->day), str_of(typed->month), str_of(typed->year),
                         &local.day) != OK)
        refuse_field(&ctx->why, "date", "Enter a real date, like 21 January 2027");
    if (words_parse_time(str_of(typed->start), &local.hour, &local.minute) != OK)
        refuse_field(&ctx->why, "start", "Enter a time, like 15:45");
    enum weekday weekday = day_weekday(local.day);
    if (refusal_check(&ctx->why) == OK && (weekday == SATURDAY || weekday == SUNDAY))
        refuse_field(&ctx->why, "date", "That is a %s. Choose a school day",
                     weekday == SATURDAY ? "Saturday" : "Sunday");
    if (refusal_check(&ctx->why) == OK && tz_instant(local, ret) != OK)
        refuse_field(&ctx->why, "start", "The clocks change in that hour. Choose another time.");
    return refusal_check(&ctx->why);
}

/* The domain speaks of starts_at; the form has a date and a time. */
static void name_form_fields(struct refusal *why)
{
    for (int i = 0; i < why->field_count; i++)
        if (str_eq_c(str_of(why->fields[i].field), "starts_at") ||
            str_eq_c(str_of(why->fields[i].field), "ends_at"))
            why->fields[i].field = "start";
}

enum err page_conversation_agree(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct conversation c;
    struct conversation_id id = {request->id};
    struct typed typed = typed_of_form(ctx, request);
    struct conversation_time time = {.version = (int)typed.version, .room = str_of(typed.room)};
    enum err err = cycle_gate_conversation(ctx, request->id, ACTION_CONVERSATION_RECORD, &c);
    if (err != OK)
        return err;
    err = read_start(ctx, &typed, &time.starts_at);
    if (err == OK)
        err = spark_conversation_schedule(ctx->store, ctx->actor.person, id, &time, ctx->now,
                                          &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "%s?did=agreed",
                                 c.person.v == ctx->actor.person.v ? "/deadlines" : "/mentees");
    name_form_fields(&ctx->why);
    /* Somebody changed it: what stands now is shown above what was typed, and can be sent again. */
    if (err == ERR_STALE)
        typed.version = c.version;
    return response_page_refused(response, err, "conversation_time.html",
                                 time_view(ctx, &c, &typed));
}
