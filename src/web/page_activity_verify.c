/* DESIGN: the yes of who leads professional development to what was done elsewhere. */
#include "activity_gate.h"
#include "activity_view.h"
#include "audit.h"
#include "page.h"
#include "policy_gate.h"
#include "tz.h"

enum { PAGE_TO_VERIFY = 50 };

/* ---- what waits ---- */

static const char *link_of(struct ctx *ctx, int after)
{
    struct buf link;
    buf_init(&link, 256);
    buf_add_c(&link, "/activities/to-verify");
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

enum err page_activities_to_verify(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct activity_watch watch;
    struct activity_list list;
    struct policy_pack pack;
    struct school school;
    int64_t asked = form_int(&request->query, "after", 0);
    int after = asked > 0 && asked < 1000000 ? (int)asked : 0;
    enum err err = activity_gate_watch(ctx, &watch);
    if (err == OK)
        err = policy_gate_here(ctx, &pack, &school);
    if (err == OK)
        err = activity_list_to_verify(ctx->store, &watch, tz_day(ctx->now), after, PAGE_TO_VERIFY,
                                      ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("Activities to verify"), *rows = json_array();
    int before = after > PAGE_TO_VERIFY ? after - PAGE_TO_VERIFY : 0;
    view_back(view, "/activities", "Your activities");
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows, activity_view_row(ctx, &pack, &list.items[i]));
    view_list(view, "activities", rows);
    view_pages(view, after, list.count, after ? link_of(ctx, before) : NULL,
               list.next ? link_of(ctx, list.next) : NULL);
    if (str_eq_c(form_find(&request->query, "done"), "verified"))
        view_flash(view, "Verified. It says so on their list.");
    return response_page(response, "activities/to_verify.html", view);
}

/* ---- yes, and no longer ---- */

enum err page_activity_verify(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct activity activity;
    enum err err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_VERIFY, &activity);
    if (err == OK)
        err = activity_verify(ctx->store, ctx->now, activity.id, ctx->actor.person, &ctx->why);
    if (err == OK)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, "activity-verify", activity.person.v,
                      arena_printf(ctx->arena, "%lld", (long long)activity.id.v));
    if (err != OK)
        return err;
    return str_eq_c(form_find(&request->form, "from"), "list")
               ? response_redirect(ctx, response, "/activities/to-verify?done=verified")
               : response_redirect(ctx, response, "/activities/%lld?done=verified",
                                   (long long)activity.id.v);
}

enum err page_activity_unverify(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct activity activity;
    enum err err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_VERIFY, &activity);
    if (err == OK)
        err = activity_unverify(ctx->store, activity.id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "activity-unverify",
                        activity.person.v,
                        arena_printf(ctx->arena, "%lld", (long long)activity.id.v));
    return err == OK ? response_redirect(ctx, response, "/activities/%lld?done=unverified",
                                         (long long)activity.id.v)
                     : err;
}
