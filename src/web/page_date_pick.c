/* DESIGN: one date of the year's plan, changed or fixed by hand. */
#include "date_plan_gate.h"
#include "date_plan_view.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"
#include "words.h"

enum { FIELDS = 4 };

static const struct choice HOW[] = {
    {"fixed", "Fix it: the next proposal leaves it where it is"},
    {"proposed", "Keep it for now: the next proposal may move it"},
    {"none", "No date: the next proposal looks for one"},
};

struct asked {
    struct date_plan plan;
    const struct date_pick *pick;
    const struct date_wish *wish;
};

/* The event of the plan that the query names. */
static enum err find(struct ctx *ctx, const struct request *request, struct asked *ret)
{
    int64_t wish = request->id, nth = form_int(&request->query, "nth", 1);
    int year;
    enum err err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_find_year(ctx->store, (struct date_wish_id){wish}, &year);
    if (err == OK)
        err = date_plan_load(ctx->store, year, ctx->arena, &ret->plan);
    for (int i = 0; err == OK && i < ret->plan.pick_count; i++) {
        ret->pick = &ret->plan.picks[i];
        ret->wish = &ret->plan.wishes[ret->pick->wish];
        if (ret->wish->id.v == wish && ret->pick->nth == nth)
            return OK;
    }
    return err == OK ? ERR_NOT_FOUND : err;
}

/* "SPARK (2 of 3)", numbered by date as the page of the plan does. */
static const char *title_of(struct ctx *ctx, const struct asked *asked)
{
    const struct date_pick *mine = asked->pick;
    int which = 1;
    for (int i = 0; i < asked->plan.pick_count; i++) {
        const struct date_pick *pick = &asked->plan.picks[i];
        which += pick->wish == mine->wish && date_plan_view_order(pick, mine) < 0;
    }
    return date_plan_view_title(ctx->arena, asked->wish, which);
}

static enum err pick_sheet(struct ctx *ctx, const struct asked *asked, struct sheet *ret)
{
    struct school *schools;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    struct choice *hosts = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        hosts[i] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    const struct sheet_field fields[FIELDS] = {
        {SHEET_DATE, "on", "Which day?", NULL, NULL, 0, false},
        {SHEET_TEXT, "start", "It begins at", "For example, 16:00", NULL, 0, true},
        {SHEET_SELECT, "host", "Where?", NULL, hosts, count, false},
        {SHEET_RADIOS, "how", "And then?", NULL, HOW, (int)(sizeof HOW / sizeof HOW[0]), false},
    };
    struct sheet_field *copy = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS);
    for (int i = 0; i < FIELDS; i++)
        copy[i] = fields[i];
    *ret = (struct sheet){
        .title = arena_printf(ctx->arena, "The date of %s", title_of(ctx, asked)),
        .intro = "What your date breaks is said on the page of the plan; it is kept all the same.",
        .action = arena_printf(ctx->arena, "/programme-year/dates/%lld?nth=%d",
                               (long long)asked->wish->id.v, asked->pick->nth),
        .button = "Save",
        .back_href = arena_printf(ctx->arena, "/programme-year/dates?year=%d", asked->plan.year),
        .back_text = "Plan the dates",
        .version = asked->pick->version,
        .fields = copy,
        .count = FIELDS,
    };
    return OK;
}

/* What stands. */
static struct form values_of(struct ctx *ctx, const struct asked *asked)
{
    struct form values = sheet_values(ctx->arena);
    bool none = day_is_none(asked->pick->on);
    int start = none ? asked->wish->fields.earliest_min : asked->pick->start_min;
    int64_t host = none ? asked->wish->fields.host.v : asked->pick->host.v;
    sheet_put_day(&values, ctx->arena, "on", asked->pick->on);
    sheet_put(&values, ctx->arena, "start", date_plan_view_clock(ctx->arena, start));
    sheet_put(&values, ctx->arena, "host", arena_printf(ctx->arena, "%lld", (long long)host));
    sheet_put(&values, ctx->arena, "how", "fixed");
    return values;
}

enum err page_date_pick(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct asked asked;
    struct sheet sheet;
    enum err err = find(ctx, request, &asked);
    if (err == OK)
        err = pick_sheet(ctx, &asked, &sheet);
    if (err != OK)
        return err;
    const struct form values = values_of(ctx, &asked);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static struct date_pick_fields read_fields(struct ctx *ctx, const struct asked *asked,
                                           const struct form *typed)
{
    struct date_pick_fields f = {.wish = asked->wish->id,
                                 .nth = asked->pick->nth,
                                 .on = DAY_NONE,
                                 .start_min = -1,
                                 .host = {form_int(typed, "host", 0)},
                                 .fixed = str_eq_c(form_find(typed, "how"), "fixed"),
                                 .version = sheet_version(typed)};
    int hour, minute;
    if (str_eq_c(form_find(typed, "how"), "none"))
        return f;
    if (!f.fixed && !str_eq_c(form_find(typed, "how"), "proposed"))
        refuse_field(&ctx->why, "how", "Choose what is to become of it.");
    f.on = sheet_day(ctx, typed, "on");
    if (words_parse_time(str_of(form_text(typed, "start", ctx->arena)), &hour, &minute) == OK)
        f.start_min = hour * 60 + minute;
    return f;
}

enum err page_date_pick_set(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct asked asked;
    struct sheet sheet;
    enum err err = find(ctx, request, &asked);
    if (err == OK)
        err = pick_sheet(ctx, &asked, &sheet);
    if (err != OK)
        return err;
    const struct date_pick_fields fields = read_fields(ctx, &asked, &request->form);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = date_plan_gate_pick(ctx, &fields);
    if (err != OK) {
        const struct form theirs = values_of(ctx, &asked);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/programme-year/dates?year=%d&done=changed",
                             asked.plan.year);
}
