/* DESIGN: the ledger of hours in the API: of a person, of a school, what more would ask. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "entitlement.h"
#include "hours_gate.h"
#include "hours_view.h"
#include "json_input.h"
#include "json_view.h"

/* ---- as JSON ---- */

static json_t *inset_view(const struct hours_totals *t)
{
    return json_pack("{s:i, s:i, s:i, s:i, s:i}", "required_minutes", t->inset_required,
                     "done_minutes", t->inset_done, "owed_minutes", t->inset_owed, "booked_minutes",
                     t->inset_booked, "asked_minutes", t->inset_asked);
}

/* null: outside directed time. */
static json_t *directed_view(const struct hours_totals *t)
{
    if (!t->directed_limit)
        return json_null();
    return json_pack("{s:i, s:i, s:i}", "limit_minutes", t->directed_limit, "used_minutes",
                     t->directed_used, "asked_minutes", t->directed_asked);
}

/* Whose, and the sums where a ledger is kept. */
static json_t *sums_view(const struct ledger *l)
{
    json_t *view = json_pack("{s:I, s:s, s:i, s:b}", "person_id", (json_int_t)l->person.v, "name",
                             l->name, "year", l->year, "kept", l->kept);
    if (l->kept) {
        json_object_set_new(view, "inset", inset_view(&l->totals));
        json_object_set_new(view, "directed", directed_view(&l->totals));
    }
    return view;
}

static json_t *job_view(const struct ledger_job *job)
{
    return json_pack("{s:I, s:s, s:f, s:i, s:i, s:i, s:i}", "school_id", (json_int_t)job->school.v,
                     "group", hours_group_name(job->job.group), "fte",
                     (double)job->job.fte_milli / 1000, "days", job->job.days, "year_days",
                     job->job.year_days, "inset_minutes", job->inset_min, "directed_minutes",
                     job->directed_min);
}

static json_t *event_view(const struct ledger_event *event)
{
    static const char *const STATES[] = {[HOURS_ATTENDED] = "attended",
                                         [HOURS_ABSENT] = "absent",
                                         [HOURS_TO_COME] = "to come",
                                         [HOURS_CALLED_OFF] = "called off"};
    return json_pack("{s:I, s:s, s:s, s:o, s:s, s:b, s:s, s:i}", "event_id",
                     (json_int_t)event->entry.event, "title", event->title, "kind", event->kind,
                     "starts_at", json_view_instant(event->starts_at), "counts",
                     hours_counts_name(event->counts), "required", event->entry.required, "state",
                     STATES[event->entry.state], "minutes", event->minutes);
}

static json_t *agreed_view(const struct hours_adjustment *a)
{
    return json_pack("{s:I, s:I, s:i, s:s, s:i, s:s, s:s, s:o}", "id", (json_int_t)a->id.v,
                     "person_id", (json_int_t)a->what.person.v, "year", a->what.year, "counts",
                     hours_counts_name(a->what.counts), "minutes", a->what.minutes, "reason",
                     a->what.reason, "made_by", a->made_by, "made_at",
                     json_view_instant(a->made_at));
}

static json_t *entitlement_view(const struct entitlement *e)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:i}", "key", e->key, "text", e->text, "unit",
                     e->is_hours ? "minutes" : "items", "amount",
                     e->amount ? json_integer(e->amount) : json_null(), "had", e->had);
}

static enum err add_entitlements(struct ctx *ctx, const struct ledger *l, json_t *view)
{
    struct policy_pack pack;
    struct entitlement_list list = {NULL, 0};
    json_t *items = json_array();
    enum err err = policy_pack_find_whole(ctx->store, 0, ctx->arena, &pack);
    if (err == OK)
        err = entitlement_list(ctx->store, &pack, l, ctx->arena, &list);
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, entitlement_view(&list.items[i]));
    json_object_set_new(view, "entitlements", items);
    return err == ERR_NOT_FOUND ? OK : err;
}

static void add_lines(const struct ledger *l, json_t *view)
{
    json_t *jobs = json_array(), *events = json_array(), *agreed = json_array();
    for (int i = 0; i < l->job_count; i++)
        json_array_append_new(jobs, job_view(&l->jobs[i]));
    for (int i = 0; i < l->event_count; i++)
        json_array_append_new(events, event_view(&l->events[i]));
    for (int i = 0; i < l->adjustment_count; i++)
        json_array_append_new(agreed, agreed_view(&l->adjustments[i]));
    json_object_update_new(
        view, json_pack("{s:o, s:o, s:o}", "jobs", jobs, "events", events, "agreed", agreed));
}

/* ---- a person ---- */

enum err api_hours_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_seen seen;
    struct ledger ledger;
    int year;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = hours_gate_person(ctx, request->id, ACTION_HOURS_VIEW, &seen);
    if (err == OK)
        err = hours_gate_year(ctx, request, &year);
    if (err == OK)
        err = ledger_find(ctx->store, seen.record.id, year, ctx->arena, &ledger);
    if (err != OK)
        return err;
    json_t *view = sums_view(&ledger);
    if (ledger.kept) {
        add_lines(&ledger, view);
        err = add_entitlements(ctx, &ledger, view);
    }
    response_json(response, 200, view);
    if (err != OK)
        response_done(response);
    return err;
}

static enum err read_asking(struct ctx *ctx, const struct request *request,
                            struct ledger_asking *ret)
{
    int64_t minutes = form_int(&request->query, "minutes", 0);
    struct ledger_asking asking = {.leave_out = api_list_id(ctx, request, "event")};
    enum err err = hours_gate_year(ctx, request, &asking.year);
    if (hours_counts_parse(form_find(&request->query, "counts"), &asking.counts) != OK ||
        asking.counts == HOURS_COUNT_NOTHING)
        err = refuse_field(&ctx->why, "counts", "Send inset or directed.");
    if (minutes < 1 || minutes > 100000)
        err = refuse_field(&ctx->why, "minutes", "Send a number of minutes from 1 to 100,000.");
    asking.minutes = (int)minutes;
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        *ret = asking;
    return err;
}

enum err api_hours_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_seen seen;
    struct ledger_asking asking;
    struct hours_ask ask;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = hours_gate_person(ctx, request->id, ACTION_HOURS_VIEW, &seen);
    if (err == OK)
        err = read_asking(ctx, request, &asking);
    if (err == OK)
        err = ledger_would_ask(ctx->store, seen.record.id, &asking, ctx->arena, &ask);
    if (err != OK)
        return err;
    const char *warning = hours_view_ask(ctx->arena, seen.record.name, &ask);
    return response_json(response, 200,
                         json_pack("{s:b, s:i, s:i, s:i, s:i, s:b, s:o}", "kept", ask.kept,
                                   "inset_asked_minutes", ask.inset_asked, "inset_required_minutes",
                                   ask.inset_required, "directed_asked_minutes", ask.directed_asked,
                                   "directed_limit_minutes", ask.directed_limit, "over",
                                   ask.over_inset || ask.over_directed, "warning",
                                   warning ? json_string(warning) : json_null()));
}

/* ---- agreed by hand ---- */

static enum err read_agreement(struct ctx *ctx, const struct request *request,
                               struct response *response, struct hours_agreement *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *counts = "";
    json_input_require(&in, "counts minutes reason");
    json_input_int(&in, "year", &ret->year);
    json_input_int(&in, "minutes", &ret->minutes);
    json_input_text(&in, "reason", &ret->reason);
    if (json_input_text(&in, "counts", &counts) &&
        hours_counts_parse(str_of(counts), &ret->counts) != OK)
        json_input_refuse(&in, "counts", "Send inset or directed.");
    return json_input_end(&reader, response);
}

static enum err check_kept(struct ctx *ctx, int year)
{
    struct hours_setting setting;
    enum err err = hours_setting_find(ctx->store, year, &setting);
    if (err == OK && !setting.kept)
        return refuse(&ctx->why, ERR_CONFLICT, "not-kept",
                      "The trust keeps no ledger of hours in that year.");
    return err;
}

enum err api_hours_agree(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_seen seen;
    struct hours_adjustment_id id = {0};
    struct hours_adjustment made;
    struct hours_agreement what = {
        .person = {request->id}, .year = hours_gate_this_year(ctx), .reason = ""};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = hours_gate_person(ctx, request->id, ACTION_HOURS_AGREE, &seen);
    if (err == OK)
        err = read_agreement(ctx, request, response, &what);
    if (err == OK)
        err = check_kept(ctx, what.year);
    if (err == OK)
        err = hours_adjustment_make(ctx->store, &what, ctx->actor.person, ctx->now, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "hours-agreed", request->id, "");
    if (err == OK)
        err = hours_adjustment_find(ctx->store, id, ctx->arena, &made);
    return err == OK ? response_json(response, 201, agreed_view(&made)) : err;
}

enum err api_hours_agreed_end(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct hours_adjustment found;
    struct person_seen seen;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = hours_gate_agreed(ctx, request->id, &found, &seen);
    if (err == OK)
        err = hours_adjustment_end(ctx->store, found.id, ctx->actor.person, ctx->now, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "hours-agreed-end",
                        found.what.person.v, "");
    return err == OK ? response_json(response, 204, NULL) : err;
}

/* ---- a school ---- */

/* -1: any group. */
static enum err read_school(struct ctx *ctx, const struct request *request, struct api_list *list,
                            int *ret_year, int *ret_group)
{
    struct str name = form_find(&request->query, "group");
    enum hours_group group = HOURS_TEACHING;
    enum err err = hours_gate_year(ctx, request, ret_year);
    if (name.p && hours_group_parse(name, &group) != OK)
        refuse_field(&ctx->why, "group", "Send a group as the settings of hours have it.");
    *ret_group = name.p ? (int)group : -1;
    enum err bad = api_list_read(ctx, request, list);
    return err == OK ? bad : err;
}

enum err api_hours_school(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct school_id school = {request->id};
    struct school found;
    struct api_list list;
    struct ledger_list ledgers;
    int year, group;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = hours_gate_school(ctx, school);
    if (err == OK)
        err = school_find(ctx->store, school, ctx->arena, &found);
    if (err == OK)
        err = read_school(ctx, request, &list, &year, &group);
    if (err == OK)
        err = ledger_list(ctx->store, school, year, ctx->arena, &ledgers);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < ledgers.count; i++)
        if (group < 0 || ledger_is_in_group(&ledgers.items[i], school, (enum hours_group)group))
            json_array_append_new(items, sums_view(&ledgers.items[i]));
    return api_list_answer_part(ctx, response, &list, items);
}
