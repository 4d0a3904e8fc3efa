/* DESIGN: a senior leader agrees to a training day; the year's programme is given out. */
#include "audit.h"
#include "calendar.h"
#include "check.h"
#include "date_plan_gate.h"
#include "page.h"
#include "programme_year.h"
#include "training_day.h"
#include "training_gate.h"
#include "tz.h"
#include "view.h"
#include "viewer.h"
#include "words.h"

static const char *when_and_where(struct ctx *ctx, const struct event *event)
{
    return arena_printf(ctx->arena, "%s, %s, %s", event->fields.title,
                        words_when(ctx->arena, event->fields.starts_at, event->fields.ends_at),
                        event->place);
}

enum err page_event_agree_ask(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    enum err err = training_gate_find(ctx, request->id, &event);
    if (err == OK)
        err = training_gate_agree(ctx, &event);
    if (err != OK)
        return err;
    json_t *view = view_new("Agree to this training day?");
    view_back(view, "/programme-year", "The year’s programme");
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:s}}", "subject", when_and_where(ctx, &event),
                  "text",
                  *event.fields.purpose
                      ? event.fields.purpose
                      : "It does not say yet what it is for. The organiser can publish it "
                        "once you agree.",
                  "action", arena_printf(ctx->arena, "/events/%lld/agree", (long long)event.id.v),
                  "button", "Agree", "keep", "text", "Not yet", "href", "/programme-year"));
    return response_page(response, "confirm.html", view);
}

enum err page_event_agree(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = training_gate_find(ctx, request->id, &event);
    if (err == OK)
        err = training_gate_agree(ctx, &event);
    if (err == OK)
        err = training_day_agree(ctx->store, ctx->now, &event, ctx->actor.person, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-agree", event.id.v, "");
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/programme-year?done=agreed");
}

/* ---- the year's programme ---- */

static const struct programme_year *find(const struct programme_years *list,
                                         struct school_id school)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].school.v == school.v)
            return &list->items[i];
    return NULL;
}

static json_t *row_view(struct ctx *ctx, const struct programme_years *list,
                        struct school_id school, const char *name)
{
    const struct programme_year *out = find(list, school);
    json_t *row = json_pack("{s:s, s:I}", "name", name, "id", (json_int_t)school.v);
    if (out)
        json_object_set_new(
            row, "out",
            json_string(arena_printf(ctx->arena, "Given out on %s by %s",
                                     words_date(ctx->arena, tz_day(out->published_at)),
                                     out->published_by)));
    else if (may(&ctx->actor, ACTION_PROGRAMME_YEAR, &(struct object){.school = school}))
        json_object_set_new(row, "may", json_true());
    return row;
}

/* Drafts that wait for the reader's agreement. */
static enum err add_drafts(struct ctx *ctx, json_t *view)
{
    struct training_days days;
    json_t *items = json_array();
    enum err err = training_day_list(ctx->store, ctx->now, ctx->arena, &days);
    for (int i = 0; err == OK && i < days.count; i++) {
        const struct training_draft *d = &days.items[i];
        if (may(&ctx->actor, ACTION_TRAINING_DAY, &(struct object){.school = d->school}))
            json_array_append_new(
                items,
                json_pack(
                    "{s:s, s:s}", "href",
                    arena_printf(ctx->arena, "/events/%lld/agree", (long long)d->event.v), "text",
                    arena_printf(ctx->arena, "%s, %s, %s", d->title,
                                 words_date(ctx->arena, tz_day(d->starts_at)), d->school_name)));
    }
    view_list(view, "drafts", items);
    return err;
}

static bool may_copy(const struct ctx *ctx)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    return scope.trust || scope.school_count;
}

static enum err year_view(struct ctx *ctx, int year, json_t **ret)
{
    struct programme_years list;
    struct school *schools;
    int count;
    json_t *rows = json_array();
    enum err err = programme_year_list(ctx->store, year, ctx->arena, &list);
    if (err == OK)
        err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK) {
        json_decref(rows);
        return err;
    }
    json_array_append_new(rows, row_view(ctx, &list, (struct school_id){0}, "The whole trust"));
    for (int i = 0; i < count; i++)
        json_array_append_new(rows, row_view(ctx, &list, schools[i].id, schools[i].name));
    const char *name = arena_printf(ctx->arena, "%d/%02d", year, (year + 1) % 100);
    json_t *view = view_new(arena_printf(ctx->arena, "The programme of %s", name));
    view_back(view, "/trust", "Trust");
    json_object_update_new(view, json_pack("{s:i, s:s}", "year", year, "year_name", name));
    view_list(view, "rows", rows);
    if (may_copy(ctx))
        json_object_set_new(view, "may_copy", json_true());
    if (date_plan_gate_may(ctx))
        json_object_set_new(view, "may_plan", json_true());
    err = add_drafts(ctx, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

enum err page_programme_year(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    json_t *view;
    int current = calendar_year(tz_day(ctx->now));
    int64_t year = form_int(&request->query, "year", current);
    enum err err = training_gate_programme(ctx);
    if (err == OK && (year < current - 1 || year > current + 1))
        return ERR_NOT_FOUND;
    if (err == OK)
        err = year_view(ctx, (int)year, &view);
    if (err != OK)
        return err;
    if (str_eq_c(form_find(&request->query, "done"), "agreed"))
        view_flash(view, "You agreed to it. Its organiser can publish it now.");
    else if (form_has(&request->query, "done"))
        view_flash(view, "The programme is given out. What people have to come to from now on says "
                         "why it comes later.");
    return response_page(response, "events/programme_year.html", view);
}

enum err page_programme_year_publish(struct ctx *ctx, const struct request *request,
                                     struct response *response)
{
    const struct school_id school = {form_int(&request->form, "school", -1)};
    int64_t year = form_int(&request->form, "year", 0);
    enum err err = training_gate_publish(ctx, school);
    if (err == OK)
        err = programme_year_publish(ctx->store, ctx->now, ctx->actor.person, school,
                                     year > 0 && year < 3000 ? (int)year : 0, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "programme-year", school.v, "");
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/programme-year?year=%lld&done=out", (long long)year);
}
