/* DESIGN: how requests are decided here, published to all staff (AP-10). */
#include "approval_view.h"
#include "page.h"
#include "policy_pack.h"
#include "tz.h"
#include "words.h"

static enum err step_view(struct ctx *ctx, const struct approval_route *route, int i,
                          struct school_id school, json_t **ret)
{
    const struct approval_step *step = &route->steps[i];
    struct approval_people people = {NULL, 0};
    enum err err = OK;
    if (school.v)
        err = approval_holders(ctx->store, ctx->actor.person, school, step->who,
                               i == route->count - 1, tz_day(ctx->now), ctx->arena, &people);
    if (err != OK)
        return err;
    *ret = json_pack("{s:s, s:s}", "words", step->words, "who",
                     words_begin(ctx->arena, approval_view_who(ctx, step->who)));
    if (school.v)
        json_object_set_new(
            *ret, "people",
            json_string(people.count ? approval_view_names(ctx->arena, &people)
                                     : "nobody; the request goes straight to the next step"));
    if (route->from_pounds[i])
        json_object_set_new(*ret, "from",
                            json_string(arena_printf(ctx->arena, "Only if it costs £%d or more.",
                                                     route->from_pounds[i])));
    return OK;
}

static enum err route_view(struct ctx *ctx, const struct policy_pack *pack, enum approval_kind kind,
                           struct school_id school, json_t **ret)
{
    const struct approval_route route = approval_route(pack, kind, ctx->arena);
    json_t *steps = json_array();
    enum err err = OK;
    for (int i = 0; err == OK && i < route.count; i++) {
        json_t *step;
        err = step_view(ctx, &route, i, school, &step);
        if (err == OK)
            json_array_append_new(steps, step);
    }
    const char *days = words_count(ctx->arena, route.step_days, "school day", "school days");
    *ret = json_pack("{s:s, s:s, s:o, s:s}", "title", words_begin(ctx->arena, route.title), "id",
                     kind == APPROVAL_FUNDING ? "funding" : "pattern", "steps", steps, "days",
                     arena_printf(ctx->arena,
                                  "Each step has %s. A request that has waited longer goes on to "
                                  "the next step by itself; the last step is asked again.",
                                  days));
    return err;
}

static void fill_criteria(struct ctx *ctx, const struct policy_pack *pack, json_t *view)
{
    const struct policy_list *list = approval_criteria(pack);
    json_t *items = json_array();
    for (int i = 0; i < list->item_count; i++)
        if (!list->items[i].retired)
            json_array_append_new(
                items, json_pack("{s:s}", "text", words_begin(ctx->arena, list->items[i].text)));
    json_object_set_new(view, "stem", json_string(list->stem ? list->stem : "We look at these"));
    view_list(view, "criteria", items);
}

enum err page_approvals_how(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct policy_pack pack;
    struct person_schools schools = {.count = 0};
    json_t *routes = json_array();
    enum err err = ERR_DENIED;
    (void)request;
    if (may(&ctx->actor, ACTION_POLICY_VIEW, &(struct object){.school = {0}}))
        err = policy_pack_find_whole(ctx->store, 0, ctx->arena, &pack);
    if (err == OK)
        err = person_schools(ctx->store, ctx->actor.person, tz_day(ctx->now), &schools);
    for (int kind = 0; err == OK && kind < APPROVAL_KINDS; kind++) {
        json_t *route = NULL;
        err = route_view(ctx, &pack, (enum approval_kind)kind,
                         schools.count ? schools.ids[0] : (struct school_id){0}, &route);
        json_array_append_new(routes, route);
    }
    if (err != OK) {
        json_decref(routes);
        return err;
    }
    json_t *view = view_new("How requests are decided");
    view_back(view, "/requests", "Requests");
    view_list(view, "routes", routes);
    fill_criteria(ctx, &pack, view);
    return response_page(response, "requests/how.html", view);
}
