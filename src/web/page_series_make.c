/* DESIGN: an event made to repeat, and further dates: asked, shown as dates, then made. */
#include "audit.h"
#include "check.h"
#include "page.h"
#include "series_gate.h"
#include "series_view.h"
#include "sheet.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* ---- the form ---- */

static const struct choice REPEATS[] = {
    {"weekly", "Every week"},        {"fortnightly", "Every two weeks"},
    {"monthly", "Once a month"},     {"half-termly", "Once in each half of a term"},
    {"termly", "Once in each term"},
};
static const struct choice NTHS[] = {
    {"1", "The first"},  {"2", "The second"}, {"3", "The third"},
    {"4", "The fourth"}, {"5", "The fifth"},  {"-1", "The last"},
};
static const struct choice INSET[] = {
    {"", "No, only when pupils are in"},
    {"yes", "Yes, on INSET days too"},
};

enum { NTH_FIELD = 1 };
static const struct sheet_field FIELDS[] = {
    {SHEET_RADIOS, "repeats", "How often?",
     "On the same weekday, at the same time, on the school's own days: never in its holidays, on "
     "bank holidays or when it is closed.",
     REPEATS, COUNT_OF(REPEATS), false},
    {SHEET_SELECT, "nth", "Which one?", NULL, NTHS, COUNT_OF(NTHS), false},
    {SHEET_DATE, "until", "Until which day?",
     "For example, 16 July 2027. Or leave it empty and say how many times below.", NULL, 0, false},
    {SHEET_TEXT, "times", "Or how many times?", "With the first one, from 2 to 120", NULL, 0, true},
    {SHEET_RADIOS, "inset", "On INSET days?", NULL, INSET, COUNT_OF(INSET), false},
};

static const char *nth_hint(struct ctx *ctx, const struct event *event)
{
    static const char *const WEEKDAYS[] = {"Mondays", "Tuesdays",  "Wednesdays", "Thursdays",
                                           "Fridays", "Saturdays", "Sundays"};
    return arena_printf(ctx->arena,
                        "Of the %s in the month, half or term. Only for the last three.",
                        WEEKDAYS[day_weekday(tz_day(event->fields.starts_at))]);
}

static struct sheet repeat_sheet(struct ctx *ctx, const struct event *event)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, COUNT_OF(FIELDS));
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++)
        fields[i] = FIELDS[i];
    fields[NTH_FIELD].hint = nth_hint(ctx, event);
    return (struct sheet){
        .title = "Repeat this event",
        .intro =
            arena_printf(ctx->arena, "It begins on %s. You see all dates before anything is made.",
                         words_when(ctx->arena, event->fields.starts_at, event->fields.ends_at)),
        .action = arena_printf(ctx->arena, "/events/%lld/repeat", (long long)event->id.v),
        .button = "See the dates",
        .back_href = event_href(ctx, event->fields.kind, event->id),
        .back_text = event->fields.title,
        .fields = fields,
        .count = COUNT_OF(FIELDS),
    };
}

/* Which of its month the day is, to begin with. */
static const char *nth_of(struct ctx *ctx, const struct event *event)
{
    struct civil civil = day_civil(tz_day(event->fields.starts_at));
    return arena_printf(ctx->arena, "%d", (civil.day - 1) / 7 + 1);
}

enum err page_event_repeat(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    struct form values = sheet_values(ctx->arena);
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    if (event.series)
        return response_redirect(ctx, response, "/series/%lld", (long long)event.series);
    const struct sheet sheet = repeat_sheet(ctx, &event);
    sheet_put(&values, ctx->arena, "repeats", "weekly");
    sheet_put(&values, ctx->arena, "nth", nth_of(ctx, &event));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* ---- what was typed ---- */

static void read_reach(struct ctx *ctx, const struct form *typed, struct series_rule *rule)
{
    const char *times = form_text(typed, "times", ctx->arena);
    int64_t count = 0;
    bool dated = form_text(typed, "until_day", ctx->arena)[0] ||
                 form_text(typed, "until_month", ctx->arena)[0] ||
                 form_text(typed, "until_year", ctx->arena)[0];
    if (dated)
        rule->until = sheet_day(ctx, typed, "until");
    if (*times &&
        (str_parse_int(str_of(times), &count) != OK || count < 0 || count > SERIES_TIMES_MAX))
        count = SERIES_TIMES_MAX + 1; /* refused by its rule */
    rule->times = (int)count;
    if (!dated && !*times)
        refuse_field(&ctx->why, "until", "Enter the last day, or how many times it meets.");
}

static enum err read_rule(struct ctx *ctx, const struct form *typed, const struct event *event,
                          struct series_rule *ret)
{
    struct series_rule rule = series_rule_of(event);
    if (series_repeat_parse(form_find(typed, "repeats"), &rule.repeat) != OK)
        refuse_field(&ctx->why, "repeats", "Choose how often it repeats.");
    else if (series_repeat_is_counted(rule.repeat))
        rule.nth = (int)form_int(typed, "nth", 0);
    rule.inset = str_eq_c(form_find(typed, "inset"), "yes");
    read_reach(ctx, typed, &rule);
    *ret = rule;
    return refusal_check(&ctx->why);
}

static json_t *ask_view(struct ctx *ctx, const struct sheet *sheet, const char *title,
                        const char *button, const struct form *typed)
{
    json_t *view = view_new(title);
    view_back(view, sheet->back_href, sheet->back_text);
    json_object_update_new(view,
                           json_pack("{s:s, s:s, s:{s:s, s:s}}", "action", sheet->action, "button",
                                     button, "keep", "text", "Change it", "href", sheet->action));
    series_hidden_view(typed, view);
    (void)ctx;
    return view;
}

/* The weekday is the event's: what is wrong with it is said of the whole. */
static void rename_fields(struct refusal *why)
{
    static const char *const OTHERS[] = {"weekday", "starts_at", "ends_at", "from"};
    for (int i = 0; i < why->field_count; i++)
        for (size_t n = 0; n < COUNT_OF(OTHERS); n++)
            if (str_eq_c(str_of(why->fields[i].field), OTHERS[n]))
                why->fields[i].field = "repeats";
}

static enum err preview(struct ctx *ctx, const struct event *event, const struct series_rule *rule,
                        const struct sheet *sheet, const struct form *typed,
                        struct response *response)
{
    struct series_dates dates;
    enum err err = series_plan(ctx->store, event, rule, &ctx->why, &dates);
    if (err != OK)
        return err;
    json_t *view = ask_view(
        ctx, sheet, "Are these the dates?",
        arena_printf(ctx->arena, "Make %s",
                     words_count(ctx->arena, dates.meets - 1, "further date", "further dates")),
        typed);
    json_object_set_new(
        view, "text",
        json_string(arena_printf(ctx->arena,
                                 "%s meets %s. The first one stands; "
                                 "the others are made as drafts.",
                                 event->fields.title, series_rules_words(rule, ctx->arena))));
    series_plan_view(ctx, &dates, view);
    return response_page(response, "events/series_ask.html", view);
}

enum err page_event_repeat_make(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct event event;
    struct series_rule rule;
    struct series_id id = {0};
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct sheet sheet = repeat_sheet(ctx, &event);
    bool sure = form_has(&request->form, "sure");
    err = read_rule(ctx, &request->form, &event, &rule);
    if (err == OK && !sure)
        err = preview(ctx, &event, &rule, &sheet, &request->form, response);
    else if (err == OK)
        err =
            series_create(ctx->store, ctx->now, ctx->actor.person, event.id, &rule, &ctx->why, &id);
    if (err == OK && !sure)
        return OK;
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "series-create", id.v, "");
    rename_fields(&ctx->why);
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "/series/%lld?done=made", (long long)id.v);
}

/* ---- further dates ---- */

static const struct sheet_field MORE_FIELDS[] = {
    {SHEET_DATE, "until", "Until which day?", "For example, 16 July 2027", NULL, 0, false},
};

static struct sheet more_sheet(struct ctx *ctx, const struct series_scene *scene)
{
    const struct event *last = &scene->list.items[scene->list.count - 1];
    return (struct sheet){
        .title = "Add dates",
        .intro = arena_printf(ctx->arena, "It meets %s; the last one is on %s.",
                              series_rules_words(&scene->series.rule, ctx->arena),
                              words_date(ctx->arena, tz_day(last->fields.starts_at))),
        .action = arena_printf(ctx->arena, "/series/%lld/dates", (long long)scene->series.id.v),
        .button = "See the dates",
        .back_href = arena_printf(ctx->arena, "/series/%lld", (long long)scene->series.id.v),
        .back_text = scene->next->fields.title,
        .fields = MORE_FIELDS,
        .count = COUNT_OF(MORE_FIELDS),
        .version = scene->series.version,
    };
}

enum err page_series_dates(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct series_scene scene;
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = more_sheet(ctx, &scene);
    const struct form values = sheet_values(ctx->arena);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err preview_more(struct ctx *ctx, const struct series_scene *scene, struct day until,
                             const struct sheet *sheet, const struct form *typed,
                             struct response *response)
{
    struct series_dates dates;
    enum err err = series_plan_more(ctx->store, &scene->series, until, &ctx->why, &dates);
    if (err == OK && dates.meets == 0)
        err = refuse_field(&ctx->why, "until",
                           "There is no further day up to then on which it could meet. Enter a "
                           "later one, or see that the school's term dates are entered.");
    if (err != OK)
        return err;
    json_t *view = ask_view(
        ctx, sheet, "Add these dates?",
        arena_printf(ctx->arena, "Add %s", words_count(ctx->arena, dates.meets, "date", "dates")),
        typed);
    json_object_set_new(view, "text",
                        json_string("They are like the last one that stands: published if it is, "
                                    "and members of the group are booked on them."));
    series_plan_view(ctx, &dates, view);
    return response_page(response, "events/series_ask.html", view);
}

enum err page_series_dates_add(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct series_scene scene;
    int added = 0;
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = more_sheet(ctx, &scene);
    bool sure = form_has(&request->form, "sure");
    struct day until = sheet_day(ctx, &request->form, "until");
    err = refusal_check(&ctx->why);
    if (err == OK && !sure)
        err = preview_more(ctx, &scene, until, &sheet, &request->form, response);
    else if (err == OK)
        err = series_extend(ctx->store, ctx->now, ctx->actor.person, scene.series.id,
                            sheet_version(&request->form), until, &ctx->why, &added);
    if (err == OK && !sure)
        return OK;
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "series-change", request->id, "");
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "/series/%lld?done=added", (long long)request->id);
}
