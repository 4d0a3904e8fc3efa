/* DESIGN: a school is closed (snow): asked for the days, then what becomes of each event there. */
#include "calendar.h"
#include "check.h"
#include "closure_gate.h"
#include "move_view.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

static const struct sheet_field FIELDS[] = {
    {SHEET_DATE, "from", "Which day?", NULL, NULL, 0, false},
    {SHEET_DATE, "to", "Until which day? (optional)", "Leave it empty for a single day", NULL, 0,
     false},
    {SHEET_TEXT, "reason", "Why?",
     "A word or two, for the calendar and for everyone who is told. For example: Snow", NULL, 0,
     false},
};

static const char *href_of(struct ctx *ctx, const struct school *school, const char *path)
{
    return arena_printf(ctx->arena, "/schools/%lld/%s", (long long)school->id.v, path);
}

static struct sheet sheet_of(struct ctx *ctx, const struct school *school)
{
    return (struct sheet){
        .title = arena_printf(ctx->arena, "Close %s", school->name),
        .intro = "You see which events are on then, and say what becomes of each, before anybody "
                 "is told.",
        .action = href_of(ctx, school, "closure"),
        .button = "See what is on then",
        .back_href = href_of(ctx, school, "calendar"),
        .back_text = arena_printf(ctx->arena, "%s: calendar", school->name),
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_closure_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    struct form values = sheet_values(ctx->arena);
    enum err err = closure_gate_open(ctx, request->id, &school);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &school);
    sheet_put_day(&values, ctx->arena, "from", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* ---- what was typed ---- */

static struct closure read_closure(struct ctx *ctx, const struct request *request,
                                   const struct school *school)
{
    const struct form *typed = &request->form;
    struct closure closure = {.school = school->id,
                              .reason = form_text(typed, "reason", ctx->arena),
                              .by = ctx->actor.person};
    bool until = *form_text(typed, "to_day", ctx->arena) ||
                 *form_text(typed, "to_month", ctx->arena) ||
                 *form_text(typed, "to_year", ctx->arena);
    closure.from = sheet_day(ctx, typed, "from");
    closure.to = until ? sheet_day(ctx, typed, "to") : closure.from;
    return closure;
}

/* "12", or of one session of several "12_3". */
static const char *key_of(struct ctx *ctx, const struct closure_hit *hit)
{
    return hit->session ? arena_printf(ctx->arena, "%lld_%lld", (long long)hit->event.v,
                                       (long long)hit->session)
                        : arena_printf(ctx->arena, "%lld", (long long)hit->event.v);
}

static struct closure_fate read_fate(struct ctx *ctx, const struct form *typed,
                                     const struct closure_hit *hit)
{
    const char *key = key_of(ctx, hit);
    const char *what = arena_printf(ctx->arena, "what_%s", key);
    struct closure_fate fate = {hit->event, hit->session, {0}};
    struct str said = form_find(typed, what);
    if (str_eq_c(said, "move"))
        fate.to = move_view_moment(ctx, typed, arena_printf(ctx->arena, "on_%s", key));
    else if (!str_eq_c(said, "off"))
        refuse_field(&ctx->why, what, "Say what becomes of “%s”.", hit->title);
    return fate;
}

/* ---- what becomes of each ---- */

static void put_moment(struct ctx *ctx, struct form *values, const char *name, struct instant at)
{
    struct local local = tz_local(at);
    sheet_put_day(values, ctx->arena, name, local.day);
    sheet_put(values, ctx->arena, arena_printf(ctx->arena, "%s_time", name),
              arena_printf(ctx->arena, "%02d:%02d", local.hour, local.minute));
}

/* Moved to the proposed day, unless something else is typed already. */
static json_t *hit_view(struct ctx *ctx, const struct closure_hit *hit, const struct form *typed)
{
    static const struct choice choices[] = {{"move", "Move it"}, {"off", "Call it off"}};
    const char *what = arena_printf(ctx->arena, "what_%s", key_of(ctx, hit));
    const char *on = arena_printf(ctx->arena, "on_%s", key_of(ctx, hit));
    struct form values = sheet_values(ctx->arena);
    bool fresh = !form_has(typed, what);
    const struct sheet_field fields[] = {
        {SHEET_RADIOS, what, "What becomes of it?", NULL, choices, COUNT_OF(choices), false},
        {SHEET_MOMENT, on, "If you move it, to when?",
         hit->proposed.v ? NULL : "No school day with a free room is near. Choose one yourself.",
         NULL, 0, false},
    };
    sheet_put(&values, ctx->arena, what, hit->proposed.v ? "move" : "off");
    if (hit->proposed.v)
        put_moment(ctx, &values, on, hit->proposed);
    json_t *list = json_array();
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        json_array_append_new(list, sheet_field_view(ctx, &fields[i], fresh ? &values : typed));
    const char *told = hit->told ? words_count(ctx->arena, hit->told, "person comes", "people come")
                                 : "Nobody is booked yet";
    return json_pack("{s:s, s:s, s:s, s:o}", "title", hit->title, "when",
                     words_when(ctx->arena, hit->starts_at, hit->ends_at), "told", told, "fields",
                     list);
}

static json_t *hidden_view(struct ctx *ctx, const struct form *typed)
{
    static const char *const NAMES[] = {"from_day", "from_month", "from_year", "to_day",
                                        "to_month", "to_year",    "reason"};
    json_t *hidden = json_pack("[{s:s, s:s}]", "name", "sure", "value", "yes");
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        json_array_append_new(hidden, json_pack("{s:s, s:s}", "name", NAMES[i], "value",
                                                form_text(typed, NAMES[i], ctx->arena)));
    return hidden;
}

static json_t *plan_view(struct ctx *ctx, const struct school *school,
                         const struct closure *closure, const struct closure_plan *plan,
                         const struct form *typed)
{
    json_t *view = view_new("What becomes of these events?"), *hits = json_array();
    const char *from = words_date(ctx->arena, closure->from);
    const char *days =
        closure->to.v == closure->from.v
            ? from
            : arena_printf(ctx->arena, "%s to %s", from, words_date(ctx->arena, closure->to));
    for (int i = 0; i < plan->count; i++)
        json_array_append_new(hits, hit_view(ctx, &plan->items[i], typed));
    view_back(view, href_of(ctx, school, "closure"), "Close the school");
    json_object_update_new(
        view, json_pack("{s:s, s:s, s:o, s:s}", "text",
                        arena_printf(ctx->arena, "%s is closed on %s: %s. %s in the calendar.",
                                     school->name, days, closure->reason,
                                     words_begin(ctx->arena,
                                                 words_count(ctx->arena, plan->deadlines,
                                                             "deadline moves", "deadlines move"))),
                        "action", href_of(ctx, school, "closure"), "hidden",
                        hidden_view(ctx, typed), "keep", href_of(ctx, school, "calendar")));
    view_list(view, "hits", hits);
    if (ctx->why.field_count || ctx->why.detail)
        view_errors(view, &ctx->why);
    return view;
}

/* ---- the act ---- */

static enum err make(struct ctx *ctx, const struct form *typed, const struct closure *closure,
                     const struct closure_plan *plan, struct closure_made *ret)
{
    struct closure_fate *fates =
        ARENA_ARRAY(ctx->arena, struct closure_fate, (size_t)plan->count + 1);
    for (int i = 0; i < plan->count; i++)
        fates[i] = read_fate(ctx, typed, &plan->items[i]);
    enum err err = refusal_check(&ctx->why);
    if (err == OK)
        err = closure_make(ctx->store, ctx->now, closure, fates, plan->count, &ctx->why, ret);
    for (int i = 0; i < plan->count; i++) /* as the form names them */
        for (int k = 0; k < ctx->why.field_count; k++)
            if (str_eq_c(str_of(ctx->why.fields[k].field),
                         arena_printf(ctx->arena, "events[%d].to", i)))
                ctx->why.fields[k].field =
                    arena_printf(ctx->arena, "on_%s", key_of(ctx, &plan->items[i]));
    return err;
}

/* What was refused is shown again, beside what was refused of it. */
static enum err plan_again(struct ctx *ctx, const struct closure *closure, struct closure_plan *ret)
{
    struct refusal unused;
    refusal_init(&unused, ctx->arena);
    return closure_plan(ctx->store, ctx->now, closure, &unused, ret);
}

enum err page_closure(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char page[] = "school_calendar/closure.html";
    struct school school;
    struct closure_plan plan;
    struct closure_made made;
    bool sure = form_has(&request->form, "sure");
    enum err err = closure_gate_open(ctx, request->id, &school);
    if (err != OK)
        return err;
    const struct closure closure = read_closure(ctx, request, &school);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err =
            (sure ? closure_list : closure_plan)(ctx->store, ctx->now, &closure, &ctx->why, &plan);
    if (err != OK) {
        const struct sheet sheet = sheet_of(ctx, &school);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    if (!sure)
        return response_page(response, page,
                             plan_view(ctx, &school, &closure, &plan, &request->form));
    err = make(ctx, &request->form, &closure, &plan, &made);
    if (err == ERR_INVALID || err == ERR_CONFLICT) {
        enum err again = plan_again(ctx, &closure, &plan);
        if (again != OK)
            return again;
        return response_page_refused(response, err, page,
                                     plan_view(ctx, &school, &closure, &plan, &request->form));
    }
    return err == OK ? response_redirect(ctx, response, "/schools/%lld/calendar?year=%d&closed=1",
                                         (long long)school.id.v, calendar_year(closure.from))
                     : err;
}
