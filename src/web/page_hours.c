/* DESIGN: somebody's hours in a year: one's own, and for those who may, another person's. */
#include "entitlement.h"
#include "flash.h"
#include "hours_gate.h"
#include "hours_view.h"
#include "page.h"
#include "words.h"

static json_t *entitlement_view(struct ctx *ctx, const struct entitlement *e)
{
    const char *had =
        e->is_hours ? words_duration(ctx->arena, e->had) : arena_printf(ctx->arena, "%d", e->had);
    const char *amount = e->is_hours ? words_duration(ctx->arena, e->amount)
                                     : arena_printf(ctx->arena, "%d", e->amount);
    json_t *view = json_pack("{s:s, s:s}", "text", e->text, "had",
                             e->amount ? arena_printf(ctx->arena, "%s of %s", had, amount)
                                       : arena_printf(ctx->arena, "%s so far", had));
    if (e->amount)
        json_object_set_new(view, "tag",
                            e->had >= e->amount ? view_tag("Had", "good")
                                                : view_tag("Not yet", "quiet"));
    return view;
}

/* What the policy lets them expect; a trust without a pack promises nothing. */
static enum err fill_entitlements(struct ctx *ctx, const struct ledger *ledger, json_t *view)
{
    struct policy_pack pack;
    struct entitlement_list list = {NULL, 0};
    json_t *items = json_array();
    enum err err = policy_pack_find_whole(ctx->store, 0, ctx->arena, &pack);
    if (err == OK)
        err = entitlement_list(ctx->store, &pack, ledger, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        json_array_append_new(items, entitlement_view(ctx, &list.items[i]));
    view_list(view, "entitlements", items);
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Where SPARK counts toward nothing, its hours are not looked for in vain. */
static enum err say_spark(struct ctx *ctx, int year, json_t *view)
{
    struct hours_setting setting;
    enum err err = hours_setting_find(ctx->store, year, &setting);
    if (err == OK && !setting.rules.spark)
        json_object_set_new(view, "spark_apart", json_true());
    return err;
}

static const struct flash DONE[] = {
    {"agreed", "Recorded, with your name and the reason."},
    {"ended", "Taken back. It no longer counts."},
};

static json_t *page_view(struct ctx *ctx, const struct request *request,
                         const struct ledger *ledger, const struct person_seen *seen)
{
    bool mine = ledger->person.v == ctx->actor.person.v;
    bool agrees = !mine && may(&ctx->actor, ACTION_HOURS_AGREE, &seen->object);
    json_t *view =
        view_new(mine ? "Your hours" : arena_printf(ctx->arena, "Hours of %s", ledger->name));
    const char *home = arena_printf(ctx->arena, "/people/%lld", (long long)ledger->person.v);
    if (!mine)
        view_back(view, home, ledger->name);
    if (agrees)
        json_object_set_new(
            view, "agree_href",
            json_string(arena_printf(ctx->arena, "%s/hours/agree?year=%d", home, ledger->year)));
    hours_view_ledger(ctx, ledger, mine, agrees, view);
    FLASH_SHOW(view, request, DONE);
    return view;
}

static enum err show(struct ctx *ctx, const struct request *request, int64_t id, const char *path,
                     struct response *response)
{
    struct person_seen seen;
    struct ledger ledger;
    int year;
    enum err err = hours_gate_person(ctx, id, ACTION_HOURS_VIEW, &seen);
    if (err == OK)
        err = hours_gate_year(ctx, request, &year);
    if (err == OK)
        err = ledger_find(ctx->store, (struct person_id){id}, year, ctx->arena, &ledger);
    if (err != OK)
        return err;
    if (!ledger.kept)
        return hours_view_none(ctx, year, response);
    json_t *view = page_view(ctx, request, &ledger, &seen);
    err = fill_entitlements(ctx, &ledger, view);
    if (err == OK)
        err = say_spark(ctx, year, view);
    if (err == OK)
        err = hours_view_years(ctx, path, year, view);
    response_page(response, "hours/show.html", view);
    if (err != OK)
        response_done(response);
    return err;
}

enum err page_hours(struct ctx *ctx, const struct request *request, struct response *response)
{
    return show(ctx, request, ctx->actor.person.v, "/hours", response);
}

enum err page_person_hours(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return show(ctx, request, request->id,
                arena_printf(ctx->arena, "/people/%lld/hours", (long long)request->id), response);
}
