/* DESIGN: asking for approval: made with the route of today's policy, changed, withdrawn. */
#include "approval.h"

#include "approval_step.h"
#include "check.h"
#include "policy_use.h"
#include "tz.h"

/* What the policy makes of a request. */
struct plan {
    struct approval_route route;
    int steps[APPROVAL_STEPS_MAX], count; /* places in the route */
    const char *criteria_list;
};

static enum err check_criteria(const struct policy_list *list, const char *criteria,
                               struct refusal *why)
{
    struct str rest = str_of(criteria), key;
    while (rest.n && str_split(&rest, ' ', &key)) {
        const char *name = arena_str_c(why->arena, key);
        if (!policy_list_item(list, name))
            return refuse_field(why, "criteria",
                                "Choose among the points the policy has; it has no \"%.40s\".",
                                name);
    }
    return OK;
}

static enum err make_plan(struct store *store, const struct approval_fields *fields,
                          struct refusal *why, struct plan *ret)
{
    struct policy_pack pack;
    enum err err = policy_pack_find_whole(store, 0, why->arena, &pack);
    if (err != OK)
        return err;
    const struct policy_list *criteria = approval_criteria(&pack);
    ret->criteria_list = criteria->kind->key;
    ret->route = approval_route(&pack, fields->kind, why->arena);
    ret->count = approval_rules_steps(&ret->route, fields->cost_pence, ret->steps);
    if (ret->count == 0)
        return refuse(why, ERR_CONFLICT, "no-route",
                      "The policy does not say who decides such requests. Ask your trust's "
                      "coordinator to add it to the policy.");
    return check_criteria(criteria, fields->criteria, why);
}

/* Keys that records hold stay in every later pack. */
static enum err use_keys(struct store *store, const struct plan *plan, const char *criteria,
                         struct arena *arena)
{
    struct str rest = str_of(criteria), key;
    enum err err = OK;
    while (err == OK && rest.n && str_split(&rest, ' ', &key))
        err = policy_use_add(store, plan->criteria_list, arena_str_c(arena, key));
    for (int i = 0; err == OK && i < plan->count; i++)
        err = policy_use_add(store, "approval_steps", plan->route.steps[plan->steps[i]].key);
    return err;
}

static enum err add_steps(struct store *store, struct approval_id id, const struct plan *plan)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < plan->count; i++)
        err = approval_store_add_step(store, id, i + 1, &plan->route.steps[plan->steps[i]]);
    return err;
}

static enum err set_out(const struct approval_turn *turn, struct approval_id id,
                        const struct plan *plan, const char *action)
{
    struct approval approval;
    enum err err = add_steps(turn->store, id, plan);
    if (err == OK)
        err = approval_find(turn->store, id, turn->arena, &approval);
    if (err == OK)
        err = use_keys(turn->store, plan, approval.fields.criteria, turn->arena);
    if (err == OK)
        err = approval_step_record(turn, &approval, action, approval_kinds[approval.fields.kind]);
    return err == OK ? approval_step_advance(turn, &approval, -1) : err;
}

static enum err find_school(struct store *store, struct person_id person, struct day today,
                            struct refusal *why, struct school_id *ret)
{
    struct person_schools schools;
    enum err err = person_schools(store, person, today, &schools);
    if (err == OK && schools.count == 0)
        return refuse(why, ERR_CONFLICT, "no-school",
                      "Requests are decided at a school, and you work at none. Ask the trust's "
                      "coordinator to record where you work.");
    if (err == OK)
        *ret = schools.ids[0];
    return err;
}

static enum err make(struct store *store, struct instant now, const struct approval_new *request,
                     struct refusal *why, struct approval_id *ret)
{
    const struct approval_turn turn = {store, now, request->person, why->arena};
    struct plan plan;
    struct approval_row_new row = {.request = request};
    struct approval_id id = {0};
    enum err err = find_school(store, request->person, tz_day(now), why, &row.school);
    if (err == OK)
        err = make_plan(store, &request->fields, why, &plan);
    if (err != OK)
        return err;
    row.criteria_list = plan.criteria_list;
    row.step_days = plan.route.step_days;
    err = approval_store_insert(store, now, &row, &id);
    if (err == OK)
        err = set_out(&turn, id, &plan, "approval-make");
    if (err == OK)
        *ret = id;
    return err;
}

enum err approval_make(struct store *store, struct instant now, const struct approval_new *request,
                       struct refusal *why, struct approval_id *ret)
{
    enum err err = approval_check(&request->fields, why);
    return err == OK ? make(store, now, request, why, ret) : err;
}

enum err approval_make_of_booking(struct store *store, struct instant now,
                                  const struct event *event, struct booking_id booking,
                                  struct person_id person, struct refusal *why)
{
    struct policy_pack pack;
    struct approval_id id;
    struct approval_new request = {.person = person,
                                   .booking = booking,
                                   .fields = {.title = event->fields.title,
                                              .provider = "",
                                              .from = tz_day(event->fields.starts_at),
                                              .to = tz_day(event->fields.ends_at),
                                              .travel = "",
                                              .outcome = "",
                                              .in_trust = APPROVAL_ANSWERS - 1,
                                              .in_trust_note = "",
                                              .criteria = ""}};
    bool has = false;
    enum err err = policy_pack_find(store, why->arena, &pack);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err == OK)
        err = approval_store_has_booking(store, booking, &has);
    if (err != OK || has)
        return err;
    err = approval_store_offer(store, event->id, why->arena, &request.fields.provider,
                               &request.fields.cost_pence);
    return err == OK ? make(store, now, &request, why, &id) : err;
}

/* ---- change, withdraw ---- */

static enum err find_live(struct store *store, struct approval_id id, int version,
                          struct refusal *why, struct approval *ret)
{
    enum err err = approval_find(store, id, why->arena, ret);
    if (err == OK)
        err = refusal_check_version(why, version, ret->version);
    if (err == OK && ret->ended_at.v)
        return refuse(why, ERR_CONFLICT, "over",
                      "This request is decided or withdrawn already. Make a new one.");
    return err;
}

static enum err check_undecided(const struct approval *approval, struct refusal *why)
{
    for (int i = 0; i < approval->step_count; i++)
        if (approval->steps[i].by.v)
            return refuse(why, ERR_CONFLICT, "decided",
                          "Somebody has approved a step of this already, so it cannot be changed. "
                          "Write a comment, or withdraw it and make a new one.");
    return OK;
}

enum err approval_change(struct store *store, struct instant now, struct approval_id id,
                         int version, const struct approval_fields *fields, struct refusal *why)
{
    struct approval approval;
    struct plan plan;
    enum err err = find_live(store, id, version, why, &approval);
    if (err == OK)
        err = check_undecided(&approval, why);
    if (err == OK)
        err = approval_check(fields, why);
    if (err == OK)
        err = make_plan(store, fields, why, &plan);
    if (err == OK)
        err = approval_store_drop_steps(store, id);
    if (err == OK)
        err = approval_store_update(store, id, fields, plan.criteria_list, plan.route.step_days);
    const struct approval_turn turn = {store, now, approval.person, why->arena};
    return err == OK ? set_out(&turn, id, &plan, "approval-change") : err;
}

/* The place that was asked for goes with the request, if it is still held or waited for. */
static enum err give_up_place(const struct approval_turn *turn, const struct approval *approval,
                              struct refusal *why)
{
    struct booking booking;
    const struct booking_withdrawal withdrawal = {.id = approval->booking, .by = approval->person};
    if (!approval->booking.v)
        return OK;
    enum err err = booking_find(turn->store, approval->booking, why->arena, &booking);
    if (err != OK || !booking_status_is_live(booking.status))
        return err;
    return booking_withdraw(turn->store, turn->now, &withdrawal, why);
}

enum err approval_withdraw(struct store *store, struct instant now, struct approval_id id,
                           int version, struct refusal *why)
{
    struct approval approval;
    enum err err = find_live(store, id, version, why, &approval);
    if (err != OK)
        return err;
    const struct approval_turn turn = {store, now, approval.person, why->arena};
    err = approval_store_set_status(store, id, APPROVAL_WITHDRAWN, now);
    if (err == OK)
        err = approval_step_record(&turn, &approval, "approval-withdraw", "");
    return err == OK ? give_up_place(&turn, &approval, why) : err;
}

enum err approval_withdraw_all(struct store *store, struct instant now, struct person_id person,
                               struct arena *arena)
{
    enum { LIVE_MAX = 200 };
    int64_t ids[LIVE_MAX];
    int count = 0;
    struct refusal why;
    refusal_init(&why, arena);
    enum err err = approval_store_list_live(store, person, LIVE_MAX, ids, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = approval_withdraw(store, now, (struct approval_id){ids[i]}, 0, &why);
    return err;
}
