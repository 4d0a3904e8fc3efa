/* DESIGN: demo mode, on loopback only: who to be, what time it is, what was mailed. */
#include "calendar.h"
#include "cookie.h"
#include "demo_mail.h"
#include "event.h"
#include "grant.h"
#include "outbox.h"
#include "page.h"
#include "sign_in.h"
#include "tz.h"
#include "view.h"
#include "words.h"

struct persona {
    const char *email, *role;
};

/* The people every demo trust has (contract, section 1). */
static const struct persona PERSONAS[] = {
    {"staff@demo.example", "Teacher, has a mentor"},
    {"mentor@demo.example", "Professional development mentor"},
    {"leader@demo.example", "School CPD leader"},
    {"coordinator@demo.example", "Trust coordinator: plans SPARK events"},
    {"head@demo.example", "Headteacher"},
    {"governor@demo.example", "Governor"},
    {"other@demo.example", "Teacher at another school"},
    {"ect@demo.example", "Early career teacher, exempt from the cycle"},
    {"admin@demo.example", "Administrator"},
};

static json_t *persona_view(struct ctx *ctx, const struct persona *persona)
{
    struct person person;
    struct school school = {.name = ctx->site->trust_name};
    if (person_find_by_email(ctx->store, str_of(persona->email), tz_day(ctx->now), ctx->arena,
                             &person) != OK)
        return NULL;
    enum err err = school_find(ctx->store, person.school, ctx->arena, &school);
    (void)err; /* without a school the trust's name stands there */
    return json_pack("{s:I, s:s, s:s, s:s, s:b}", "id", (json_int_t)person.id.v, "name",
                     person.name, "role", persona->role, "school", school.name, "current",
                     person.id.v == ctx->actor.person.v);
}

static json_t *jump(struct ctx *ctx, struct instant to, const char *text, bool first)
{
    char when[INSTANT_TEXT_MAX];
    instant_format(to, when);
    return json_pack("{s:s, s:s, s:b}", "to", arena_strdup(ctx->arena, when), "text", text, "first",
                     first);
}

enum { BEFORE_SPARK_S = 900 };

/* 15 January of the school year the clock is in, at 10:05: past the send window's first smear, so
 * the day's nudges are out. */
static struct instant january(struct instant now)
{
    return tz_at(day_of(calendar_year(tz_day(now)) + 1, 1, 15), 10, 5);
}

/* A quarter of an hour before the next SPARK event: the stage is ready, nobody has spoken. */
static struct instant before_spark(struct ctx *ctx)
{
    const struct event_viewer viewer = {.all_drafts = false};
    const struct event_filter filter = {
        .kind = EVENT_SPARK, .from = instant_add(ctx->now, BEFORE_SPARK_S + 1), .limit = 5};
    struct event_list list;
    if (event_list(ctx->store, &viewer, &filter, ctx->arena, &list) == OK)
        for (int i = 0; i < list.count; i++)
            if (event_status_is_on(list.items[i].status) &&
                list.items[i].fields.starts_at.v > ctx->now.v + BEFORE_SPARK_S)
                return instant_add(list.items[i].fields.starts_at, -BEFORE_SPARK_S);
    return (struct instant){0};
}

static json_t *jumps_view(struct ctx *ctx)
{
    json_t *list = json_array();
    enum { DAY_S = 86400 };
    struct instant spark = before_spark(ctx);
    if (january(ctx->now).v > ctx->now.v)
        json_array_append_new(list, jump(ctx, january(ctx->now), "Go to 15 January", true));
    json_array_append_new(list, jump(ctx, instant_add(ctx->now, DAY_S), "One day on", false));
    json_array_append_new(list, jump(ctx, instant_add(ctx->now, 7 * DAY_S), "One week on", false));
    if (spark.v)
        json_array_append_new(list, jump(ctx, spark, "15 minutes before the next SPARK", false));
    return list;
}

enum err page_demo(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view = view_new("Demonstration"), *personas = json_array();
    int64_t counts[OUTBOX_STATES];
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string("A trust to try out"));
    for (size_t i = 0; i < sizeof PERSONAS / sizeof PERSONAS[0]; i++) {
        json_t *persona = persona_view(ctx, &PERSONAS[i]);
        if (persona)
            json_array_append_new(personas, persona);
    }
    json_object_set_new(view, "personas", personas);
    json_object_set_new(view, "jumps", jumps_view(ctx));
    enum err err = outbox_count(ctx->store, counts);
    if (err == OK)
        json_object_set_new(
            view, "mail_count",
            json_string(arena_printf(ctx->arena, "%lld", (long long)counts[OUTBOX_SENT])));
    if (form_has(&request->query, "moved"))
        view_flash(view, "The clock was moved. What is due today is in the outbox.");
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "demo.html", view);
}

enum err page_demo_sign_in(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct person_id person = {form_int(&request->form, "person", 0)};
    struct person found;
    char token[TOKEN_TEXT_MAX];
    const struct sign_in sign_in = {person, SESSION_BY_DEMO, request->user_agent};
    enum session_owes owes;
    enum err err = person_find(ctx->store, person, ctx->arena, &found);
    if (err == OK)
        err = sign_in_enter(ctx->store, ctx->site->sealed_key, &sign_in, ctx->now, ctx->arena,
                            token, &owes);
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_SESSION, token, COOKIE_SESSION_LONG);
    return response_redirect(ctx, response, "/");
}

/* Moves the clock, and only forward; whoever is signed in stays so. */
enum err page_demo_clock(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct instant to;
    if (instant_parse(str_of(field_text(ctx, request, "to")), &to) != OK)
        return refuse_field(&ctx->why, "to", "Give a time like 2027-01-15T10:05:00Z");
    if (to.v - ctx->now.v > INT64_C(2) * 366 * 86400 || clock_move(ctx->site->clock, to) != OK)
        return refuse(&ctx->why, ERR_CONFLICT, "backwards",
                      "The clock only moves forward, at most two years. Start the demo again to go "
                      "back.");
    enum err err = session_shift_all(ctx->store, to.v - ctx->now.v);
    return err == OK ? response_redirect(ctx, response, "/demo?moved=1") : err;
}

/* Whose mail is shown: one's own, or with ?all everybody's (NULL). */
static const char *my_email(struct ctx *ctx, const struct request *request)
{
    struct person me;
    if (form_has(&request->query, "all") || !ctx->actor.person.v ||
        person_find(ctx->store, ctx->actor.person, ctx->arena, &me) != OK)
        return NULL;
    return me.email;
}

enum err page_demo_outbox(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view = view_new("Outbox");
    view_back(view, "/demo", "Person and clock");
    const char *mine = my_email(ctx, request);
    view_list(view, "mails", demo_mail_list(ctx, mine));
    if (mine)
        json_object_set_new(view, "only", json_string(mine));
    return response_page(response, "demo_outbox.html", view);
}

enum err page_demo_mail(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    enum err err = demo_mail_view(ctx, request->name, &view);
    if (err != OK)
        return err;
    view_back(view, "/demo/outbox", "Outbox");
    return response_page(response, "demo_mail.html", view);
}
