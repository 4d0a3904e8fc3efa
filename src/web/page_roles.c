/* DESIGN: who holds which role, by school; schools without a named leader; who lacks a mentor. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "check.h"
#include "grant.h"
#include "json_person.h"
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"

/* ---- which school ---- */

/* A school the actor may look at for this; v 0 the whole trust, for whoever sees all of it. */
static enum err choose_school(struct ctx *ctx, const struct request *request, enum action action,
                              struct school_id *ret)
{
    struct permission_scope scope = permission_scope(&ctx->actor, action);
    struct school_id school = {form_int(&request->query, "school", 0)};
    struct school found;
    enum err err = person_gate_somewhere(ctx, action, false);
    if (err != OK)
        return err;
    if (!school.v && !scope.trust)
        school = scope.schools[0];
    if (school.v && !may(&ctx->actor, action, &(struct object){.school = school}))
        return ERR_NOT_FOUND;
    err = school.v ? school_find(ctx->store, school, ctx->arena, &found) : OK;
    if (err == OK)
        *ret = school;
    return err;
}

static enum err school_options(struct ctx *ctx, enum action action, struct school_id chosen,
                               json_t *view)
{
    struct school *schools;
    int count;
    json_t *options = json_array();
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (permission_scope(&ctx->actor, action).trust)
        view_option(options, "", "The whole trust", chosen.v == 0);
    for (int i = 0; err == OK && i < count; i++)
        if (may(&ctx->actor, action, &(struct object){.school = schools[i].id}))
            view_option_id(options, schools[i].id.v, schools[i].name, chosen.v == schools[i].id.v);
    json_object_set_new(view, "schools", options);
    return err;
}

/* ---- roles ---- */

static enum err fill_warnings(struct ctx *ctx, json_t *view)
{
    struct school *schools;
    int count;
    json_t *list = json_array();
    const char *leader = person_words_role(ctx, ROLE_CPD_LEADER);
    enum err err =
        grant_list_leaderless(ctx->store, tz_day(ctx->now), ctx->arena, &schools, &count);
    for (int i = 0; err == OK && i < count; i++)
        if (may(&ctx->actor, ACTION_ROLE_VIEW, &(struct object){.school = schools[i].id}))
            json_array_append_new(list, json_pack("{s:s}", "text",
                                                  arena_printf(ctx->arena, "%s has no named %s.",
                                                               schools[i].name, leader)));
    view_list(view, "warnings", list);
    return err;
}

static enum err fill_holders(struct ctx *ctx, struct school_id school, json_t *view)
{
    struct grant_held_list holders;
    json_t *list = json_array();
    bool grants = permission_scope(&ctx->actor, ACTION_ROLE_GRANT).trust;
    enum err err = grant_list_holders(ctx->store, school, tz_day(ctx->now), ctx->arena, &holders);
    for (int i = 0; err == OK && i < holders.count; i++) {
        const struct grant_held *g = &holders.items[i];
        json_t *item =
            json_pack("{s:s, s:s, s:s, s:s}", "role", person_words_role(ctx, g->grant.role), "name",
                      g->person_name, "href",
                      arena_printf(ctx->arena, "/people/%lld", (long long)g->person.v), "dates",
                      person_words_dates(ctx, g->from, g->to));
        if (grants)
            json_object_set_new(
                item, "end",
                json_string(arena_printf(ctx->arena, "/roles/%lld/end", (long long)g->id.v)));
        json_array_append_new(list, item);
    }
    view_list(view, "holders", list);
    return err;
}

enum err page_roles(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school_id school;
    enum err err = choose_school(ctx, request, ACTION_ROLE_VIEW, &school);
    if (err != OK)
        return err;
    json_t *view = view_new("Roles");
    view_back(view, "/people", "People");
    err = school_options(ctx, ACTION_ROLE_VIEW, school, view);
    if (err == OK)
        err = fill_warnings(ctx, view);
    if (err == OK)
        err = fill_holders(ctx, school, view);
    json_object_set_new(view, "may_grant",
                        json_boolean(permission_scope(&ctx->actor, ACTION_ROLE_GRANT).trust));
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "people/roles.html", view);
}

enum err api_role_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct school_id school;
    struct grant_held_list holders;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = choose_school(ctx, request, ACTION_ROLE_VIEW, &school);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = grant_list_holders(ctx->store, school, tz_day(ctx->now), ctx->arena, &holders);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < holders.count; i++)
        json_array_append_new(items, json_person_grant(&holders.items[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

/* ---- mentors and coaches ---- */

struct coverage {
    struct person *without;
    int shown, total;
    struct coaching_coverage coaching;
};

static enum err find_coverage(struct ctx *ctx, struct school_id school, struct coverage *ret)
{
    struct day today = tz_day(ctx->now);
    enum err err = relation_list_without_mentor(ctx->store, school, today, ctx->arena,
                                                &ret->without, &ret->shown, &ret->total);
    return err == OK ? relation_coaching_coverage(ctx->store, school, today, &ret->coaching) : err;
}

/* In hundredths, rounded; nobody covers nobody. */
static int percent(const struct coaching_coverage *c)
{
    return c->staff ? (c->in_partnership * 100 + c->staff / 2) / c->staff : 0;
}

enum err page_mentors(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school_id school;
    struct coverage coverage;
    enum err err = choose_school(ctx, request, ACTION_STATUS_VIEW, &school);
    if (err == OK)
        err = find_coverage(ctx, school, &coverage);
    if (err != OK)
        return err;
    json_t *view = view_new("Mentors and coaches"), *list = json_array();
    view_back(view, "/people", "People");
    for (int i = 0; i < coverage.shown; i++)
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "name", coverage.without[i].name, "href",
                                        arena_printf(ctx->arena, "/people/%lld",
                                                     (long long)coverage.without[i].id.v)));
    view_list(view, "without", list);
    json_object_set_new(
        view, "without_words",
        json_string(arena_printf(ctx->arena, "%s without a %s",
                                 coverage.total
                                     ? words_count(ctx->arena, coverage.total, "person", "people")
                                     : "Nobody is",
                                 person_words_relation(ctx, RELATION_PD_MENTOR))));
    json_object_set_new(
        view, "coaching",
        json_string(arena_printf(ctx->arena, "%d of %d staff, %d%%, are in a coaching partnership.",
                                 coverage.coaching.in_partnership, coverage.coaching.staff,
                                 percent(&coverage.coaching))));
    err = school_options(ctx, ACTION_STATUS_VIEW, school, view);
    if (school.v && may(&ctx->actor, ACTION_PERSON_EDIT, &(struct object){.school = school}))
        json_object_set_new(
            view, "keep",
            json_pack("{s:s}", "school", arena_printf(ctx->arena, "%lld", (long long)school.v)));
    if (form_has(&request->query, "kept"))
        view_flash(view, arena_printf(ctx->arena, "%s kept from last year.",
                                      words_count(ctx->arena, form_int(&request->query, "kept", 0),
                                                  "mentor is", "mentors are")));
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "people/mentors.html", view);
}

/* "Keep last year's mentors", at one school. */
static enum err keep(struct ctx *ctx, struct school_id school, int *ret_kept)
{
    struct school found;
    enum err err = person_gate_somewhere(ctx, ACTION_PERSON_EDIT, false);
    if (err != OK)
        return err;
    err = school.v ? school_find(ctx->store, school, ctx->arena, &found) : ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND)
        return refuse_field(&ctx->why, "school", "Choose a school of this trust.");
    if (err == OK && !may(&ctx->actor, ACTION_PERSON_EDIT, &(struct object){.school = school}))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "You may do this for your own school only.");
    if (err == OK)
        err = relation_keep_mentors(ctx->store, school, tz_day(ctx->now), ret_kept);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "mentors-kept", school.v,
                                 arena_printf(ctx->arena, "%d", *ret_kept))
                     : err;
}

enum err page_mentors_keep(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct school_id school = {form_int(&request->form, "school", 0)};
    int kept;
    enum err err = keep(ctx, school, &kept);
    return err == OK ? response_redirect(ctx, response, "/mentors?school=%lld&kept=%d",
                                         (long long)school.v, kept)
                     : err;
}

enum err api_mentor_report(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct school_id school;
    struct coverage coverage;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = choose_school(ctx, request, ACTION_STATUS_VIEW, &school);
    if (err == OK)
        err = find_coverage(ctx, school, &coverage);
    if (err != OK)
        return err;
    json_t *without = json_array();
    for (int i = 0; i < coverage.shown; i++)
        json_array_append_new(without,
                              json_pack("{s:I, s:s}", "id", (json_int_t)coverage.without[i].id.v,
                                        "name", coverage.without[i].name));
    return response_json(response, 200,
                         json_pack("{s:o, s:i, s:i, s:i}", "without_pd_mentor", without,
                                   "without_pd_mentor_total", coverage.total, "staff",
                                   coverage.coaching.staff, "in_coaching_partnership",
                                   coverage.coaching.in_partnership));
}

enum err api_mentor_keep(struct ctx *ctx, const struct request *request, struct response *response)
{
    const json_t *school = json_object_get(request->json, "school");
    int kept;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = keep(ctx, (struct school_id){json_integer_value(school)}, &kept);
    return err == OK ? response_json(response, 200, json_pack("{s:i}", "kept", kept)) : err;
}
