/* DESIGN: who decides a request, what comes next and when it is overdue: pure. */
#include "approval_rules.h"

#include <string.h>

#include "check.h"
#include "text_rule.h"

const char *const approval_kinds[APPROVAL_KINDS] = {"funding", "working pattern"};
const char *const approval_statuses[APPROVAL_STATUSES] = {"open", "asked", "approved", "declined",
                                                          "withdrawn"};
const char *const approval_payers[APPROVAL_PAYERS] = {"school CPD budget", "INSET budget", "trust",
                                                      "external grant", "self-funded"};
const char *const approval_answers[APPROVAL_ANSWERS] = {"yes", "no", "not sure"};
const char *const approval_orders[APPROVAL_ORDERS] = {"",          "not ordered", "ordered",
                                                      "confirmed", "invoiced",    "paid"};

int approval_word(const char *const *words, int count, struct str name)
{
    for (int i = 0; i < count; i++)
        if (str_eq_c(name, words[i]))
            return i;
    return -1;
}

const char *approval_step_state_name(enum approval_step_state state)
{
    static const char *const names[APPROVAL_STEP_STATES] = {"to come",  "here",        "approved",
                                                            "declined", "passed over", "gone on"};
    return names[state];
}

const char *approval_reason(const struct approval *approval)
{
    const char *reason = "";
    for (int i = 0; i < approval->step_count; i++)
        if (approval->steps[i].state == APPROVAL_STEP_APPROVED ||
            approval->steps[i].state == APPROVAL_STEP_DECLINED)
            reason = approval->steps[i].note;
    return approval->ended_at.v ? reason : "";
}

/* ---- who decides ---- */

static bool asks_as_holder(const struct approval_candidate *candidates, int count,
                           struct person_id asker)
{
    for (int i = 0; i < count; i++)
        if (candidates[i].person.v == asker.v && candidates[i].is_role)
            return true;
    return false;
}

int approval_rules_holders(const struct approval_candidate *candidates, int count,
                           struct person_id asker, bool last, bool *ret_holds)
{
    bool own = asks_as_holder(candidates, count, asker);
    int best = -1, best_away = -1, found = 0;
    for (int i = 0; i < count; i++) {
        const struct approval_candidate *c = &candidates[i];
        ret_holds[i] =
            c->person.v != asker.v && !(c->junior && own) && (last || c->rank < APPROVAL_RANK_LAST);
        if (!ret_holds[i])
            continue;
        if (!c->away && (best < 0 || c->rank < best))
            best = c->rank;
        if (best_away < 0 || c->rank < best_away)
            best_away = c->rank;
    }
    for (int i = 0; i < count; i++) {
        const struct approval_candidate *c = &candidates[i];
        if (ret_holds[i])
            ret_holds[i] = best >= 0 ? c->rank == best && !c->away : c->rank == best_away;
        found += ret_holds[i];
    }
    return found;
}

int approval_rules_next(const bool *is_held, int count, int from)
{
    for (int i = from + 1; i < count; i++)
        if (is_held[i] || i == count - 1)
            return i;
    return -1;
}

/* ---- the route ---- */

const struct policy_list *approval_criteria(const struct policy_pack *pack)
{
    static const char *const lists[] = {"prioritisation_criteria", "best_value"};
    for (size_t k = 0; k < COUNT_OF(lists); k++) {
        const struct policy_list *list = policy_list_find(pack, lists[k]);
        for (int i = 0; i < list->item_count; i++)
            if (list->items[i].origin == POLICY_TRUST)
                return list;
    }
    return policy_list_find(pack, lists[0]);
}

static int number_of(const char *text, int otherwise)
{
    int64_t number;
    return text && str_parse_int(str_of(text), &number) == OK ? (int)number : otherwise;
}

static bool is_of(const struct policy_item *item, const char *group)
{
    return !item->retired && item->group && strcmp(item->group, group) == 0;
}

static struct approval_step step_of(const struct policy_item *item)
{
    const char *who = policy_item_attribute(item, "who");
    const char *delegate = policy_item_attribute(item, "delegate");
    return (struct approval_step){
        .key = item->key,
        .words = item->text,
        .who = who ? who : "cpd leader",
        .recommends = delegate && strcmp(delegate, "recommends") == 0,
        .delegate_name = "",
        .by_name = "",
        .note = "",
    };
}

struct approval_route approval_route(const struct policy_pack *pack, enum approval_kind kind,
                                     struct arena *arena)
{
    enum { DAYS = 5 };
    static const char *const groups[APPROVAL_KINDS] = {"funding", "working_pattern"};
    const struct policy_list *list = policy_list_find(pack, "approval_steps");
    const struct policy_group *group = policy_list_group(list, groups[kind]);
    int days = group ? number_of(policy_group_attribute(group, "school_days"), DAYS) : DAYS;
    struct approval_route route = {
        .title = group ? group->text : "",
        .step_days = days > 0 ? days : DAYS,
        .steps = ARENA_ARRAY(arena, struct approval_step, APPROVAL_STEPS_MAX),
        .from_pounds = ARENA_ARRAY(arena, int, APPROVAL_STEPS_MAX),
    };
    for (int i = 0; i < list->item_count && route.count < APPROVAL_STEPS_MAX; i++) {
        const struct policy_item *item = &list->items[i];
        if (!is_of(item, groups[kind]))
            continue;
        route.from_pounds[route.count] = number_of(policy_item_attribute(item, "from_pounds"), 0);
        route.steps[route.count++] = step_of(item);
    }
    return route;
}

int approval_rules_steps(const struct approval_route *route, int cost_pence, int *ret)
{
    int count = 0;
    for (int i = 0; i < route->count; i++)
        if (cost_pence >= route->from_pounds[i] * 100)
            ret[count++] = i;
    if (count == 0 && route->count)
        ret[count++] = route->count - 1;
    return count;
}

struct day approval_rules_due(struct calendar calendar, struct day from, int school_days)
{
    struct day due = calendar_after(calendar, from, school_days);
    if (!day_is_none(due))
        return due;
    for (due = from; school_days > 0;) {
        due = day_add(due, 1);
        school_days -= day_weekday(due) < SATURDAY;
    }
    return due;
}

/* ---- what may be asked ---- */

static void check_texts(const struct approval_fields *f, struct refusal *why)
{
    bool pattern = f->kind == APPROVAL_PATTERN;
    const struct text_rule title = {"title", pattern ? "The change" : "The name",
                                    APPROVAL_TITLE_CHARS_MAX, true, false};
    static const struct text_rule provider = {"provider", "Who provides it",
                                              APPROVAL_LINE_CHARS_MAX, false, false};
    static const struct text_rule travel = {"travel", "The travel", APPROVAL_LINE_CHARS_MAX, false,
                                            false};
    const struct text_rule outcome = {"outcome", pattern ? "The training" : "The outcome",
                                      APPROVAL_TEXT_CHARS_MAX, true, true};
    static const struct text_rule note = {"in_trust_note", "The note", APPROVAL_LINE_CHARS_MAX,
                                          false, false};
    text_rule_check(&title, f->title, why);
    text_rule_check(&provider, f->provider, why);
    text_rule_check(&travel, f->travel, why);
    text_rule_check(&outcome, f->outcome, why);
    text_rule_check(&note, f->in_trust_note, why);
}

static void check_days(const struct approval_fields *f, struct refusal *why)
{
    if (refusal_names(why, "from") || refusal_names(why, "to"))
        return;
    if (day_is_none(f->from))
        refuse_field(why, "from", "Enter the first day.");
    else if (day_is_none(f->to))
        refuse_field(why, "to", "Enter the last day; the same day again if it is only one.");
    else if (f->to.v < f->from.v)
        refuse_field(why, "to", "The last day is before the first. Check both dates.");
}

static void check_pence(int pence, const char *field, struct refusal *why)
{
    if (pence < 0 || pence > APPROVAL_PENCE_MAX)
        refuse_field(why, field, "Enter an amount in pounds, like 120 or 49.50, up to a million.");
}

static void check_numbers(const struct approval_fields *f, struct refusal *why)
{
    check_pence(f->cost_pence, "cost", why);
    check_pence(f->travel_pence, "travel_cost", why);
    if (f->cover_amount < 0 || f->cover_amount > APPROVAL_COVER_MAX)
        refuse_field(why, "cover_needed", "Enter a whole number from 0 to %d.", APPROVAL_COVER_MAX);
    if (f->miles < 0 || f->miles > APPROVAL_MILES_MAX)
        refuse_field(why, "miles", "Enter whole miles from 0 to %d.", APPROVAL_MILES_MAX);
}

enum err approval_check(const struct approval_fields *f, struct refusal *why)
{
    check_texts(f, why);
    check_days(f, why);
    check_numbers(f, why);
    if (f->payer < 0)
        refuse_field(why, "payer", "Choose who is to pay.");
    if (f->in_trust < 0)
        refuse_field(why, "in_trust", "Say whether somebody in the trust could do it.");
    return refusal_check(why);
}
