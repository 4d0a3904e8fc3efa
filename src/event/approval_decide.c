/* DESIGN: what deciders and those who arrange do with a request; nobody decides their own. */
#include "approval_step.h"
#include "check.h"
#include "text_rule.h"
#include "tz.h"

static struct approval_turn turn_of(struct store *store, struct instant now,
                                    const struct approval_act *act, struct refusal *why)
{
    return (struct approval_turn){store, now, act->by, why->arena};
}

static enum err find(struct store *store, const struct approval_act *act, struct refusal *why,
                     struct approval *ret)
{
    enum err err = approval_find(store, act->id, why->arena, ret);
    return err == OK ? refusal_check_version(why, act->version, ret->version) : err;
}

static enum err check_hand(struct store *store, struct instant now, const struct approval_act *act,
                           const struct approval *approval, struct refusal *why)
{
    bool in_hand = false;
    if (act->by.v == approval->person.v)
        return refuse(why, ERR_DENIED, "own-request",
                      "This is your own request. Somebody else decides it.");
    if (approval->ended_at.v)
        return refuse(why, ERR_CONFLICT, "over",
                      "This request is decided or withdrawn already. There is nothing to decide.");
    enum err err = approval_is_in_hand(store, approval, act->by, tz_day(now), why->arena, &in_hand);
    if (err == OK && !in_hand)
        return refuse(why, ERR_DENIED, "not-yours",
                      "This request waits for somebody else. Its page says for whom.");
    return err;
}

static enum err find_in_hand(struct store *store, struct instant now,
                             const struct approval_act *act, struct refusal *why,
                             struct approval *ret)
{
    enum err err = find(store, act, why, ret);
    return err == OK ? check_hand(store, now, act, ret, why) : err;
}

static enum err check_words(const struct approval_act *act, const char *label, bool required,
                            struct refusal *why)
{
    const struct text_rule rule = {"note", label, APPROVAL_TEXT_CHARS_MAX, required, true};
    text_rule_check(&rule, act->words, why);
    return refusal_check(why);
}

/* ---- deciding ---- */

static bool only_advises(const struct approval_step *step, struct person_id by)
{
    return step->recommends && step->delegate.v == by.v;
}

/* The step comes back to those who gave it, with the advice. */
static enum err advise(const struct approval_turn *turn, const struct approval *approval,
                       const char *words, bool approve)
{
    const char *kind = approve ? "recommends" : "advises against";
    enum err err =
        approval_store_add_note(turn->store, turn->now, approval->id, kind, turn->by, words);
    if (err == OK)
        err = approval_store_delegate(turn->store, approval->steps[approval->here].id,
                                      (struct person_id){0});
    if (err == OK)
        err = approval_step_renew(turn, approval);
    if (err == OK)
        err = approval_store_set_status(turn->store, approval->id, APPROVAL_OPEN,
                                        (struct instant){0});
    if (err == OK)
        err = approval_step_record(turn, approval, "approval-advise", "");
    return err == OK ? approval_step_tell_holders(turn, approval->id,
                                                  "A colleague has said what they recommend.")
                     : err;
}

static enum err close_step(const struct approval_turn *turn, const struct approval *approval,
                           const char *words, bool approve)
{
    const struct approval_step *step = &approval->steps[approval->here];
    enum approval_step_state state = approve ? APPROVAL_STEP_APPROVED : APPROVAL_STEP_DECLINED;
    enum err err =
        approval_store_end_step(turn->store, step->id, state, turn->now, turn->by, words);
    if (err == OK)
        err = approval_step_record(turn, approval,
                                   approve ? "approval-approve" : "approval-decline", step->who);
    if (err != OK)
        return err;
    return approve ? approval_step_advance(turn, approval, approval->here)
                   : approval_step_finish(turn, approval->id, APPROVAL_DECLINED);
}

enum err approval_decide(struct store *store, struct instant now, const struct approval_act *act,
                         bool approve, struct refusal *why)
{
    const struct approval_turn turn = turn_of(store, now, act, why);
    struct approval approval;
    enum err err = find_in_hand(store, now, act, why, &approval);
    if (err != OK)
        return err;
    const struct approval_step *step = &approval.steps[approval.here];
    bool records = str_eq_c(str_of(step->who), "governing body");
    err = check_words(act, records ? "What the governors decided, and when" : "The reason",
                      !approve || records, why);
    if (err != OK)
        return err;
    return only_advises(step, act->by) ? advise(&turn, &approval, act->words, approve)
                                       : close_step(&turn, &approval, act->words, approve);
}

/* ---- talking about it ---- */

static enum err add_note(const struct approval_turn *turn, const struct approval *approval,
                         const char *kind, const char *words, enum approval_status status)
{
    enum err err =
        approval_store_add_note(turn->store, turn->now, approval->id, kind, turn->by, words);
    return err == OK
               ? approval_store_set_status(turn->store, approval->id, status, (struct instant){0})
               : err;
}

static enum err name_of(struct store *store, struct person_id id, struct arena *arena,
                        const char **ret)
{
    struct person person;
    enum err err = person_find(store, id, arena, &person);
    if (err == OK)
        *ret = person.name;
    return err;
}

enum err approval_ask(struct store *store, struct instant now, const struct approval_act *act,
                      struct refusal *why)
{
    const struct approval_turn turn = turn_of(store, now, act, why);
    struct approval approval;
    const char *by = NULL;
    enum err err = find_in_hand(store, now, act, why, &approval);
    if (err == OK)
        err = check_words(act, "The question", true, why);
    if (err == OK)
        err = add_note(&turn, &approval, "question", act->words, APPROVAL_ASKED);
    if (err == OK)
        err = approval_step_record(&turn, &approval, "approval-ask", "");
    if (err == OK)
        err = name_of(store, act->by, why->arena, &by);
    return err == OK ? approval_step_tell_person(&turn, act->id, NOTICE_APPROVAL_ASKED, by, NULL)
                     : err;
}

enum err approval_reply(struct store *store, struct instant now, const struct approval_act *act,
                        struct refusal *why)
{
    const struct approval_turn turn = turn_of(store, now, act, why);
    struct approval approval;
    enum err err = find(store, act, why, &approval);
    if (err == OK && act->by.v != approval.person.v)
        return refuse(why, ERR_DENIED, "not-yours",
                      "Only the person who made the request answers questions about it.");
    if (err == OK && approval.status != APPROVAL_ASKED)
        return refuse(why, ERR_CONFLICT, "not-asked",
                      "No question waits for an answer. Write a comment instead.");
    if (err == OK)
        err = check_words(act, "The answer", true, why);
    if (err == OK)
        err = add_note(&turn, &approval, "answer", act->words, APPROVAL_OPEN);
    if (err == OK)
        err = approval_step_renew(&turn, &approval);
    if (err == OK)
        err = approval_step_record(&turn, &approval, "approval-answer", "");
    return err == OK ? approval_step_tell_holders(&turn, act->id, "The question has been answered.")
                     : err;
}

enum err approval_comment(struct store *store, struct instant now, const struct approval_act *act,
                          struct refusal *why)
{
    const struct approval_turn turn = turn_of(store, now, act, why);
    struct approval approval;
    enum err err = find(store, act, why, &approval);
    if (err == OK)
        err = check_words(act, "The comment", true, why);
    if (err == OK)
        err = approval_store_add_note(store, now, act->id, "comment", act->by, act->words);
    return err == OK ? approval_step_record(&turn, &approval, "approval-comment", "") : err;
}

static enum err check_delegate(struct store *store, struct instant now,
                               const struct approval *approval, struct person_id to,
                               struct refusal *why)
{
    struct person person;
    enum err err = person_find(store, to, why->arena, &person);
    bool left = err == OK && !day_is_none(person.left_on) && person.left_on.v < tz_day(now).v;
    if (err == ERR_NOT_FOUND || left)
        return refuse_field(why, "person", "Choose somebody who works in the trust.");
    if (err == OK && to.v == approval->person.v)
        return refuse_field(why, "person",
                            "Nobody decides their own request. Choose another colleague.");
    return err;
}

enum err approval_delegate(struct store *store, struct instant now, const struct approval_act *act,
                           struct person_id to, struct refusal *why)
{
    const struct approval_turn turn = turn_of(store, now, act, why);
    struct approval approval;
    enum err err = find_in_hand(store, now, act, why, &approval);
    if (err == OK)
        err = check_delegate(store, now, &approval, to, why);
    if (err == OK) /* to oneself: taken back */
        err = approval_store_delegate(store, approval.steps[approval.here].id,
                                      to.v == act->by.v ? (struct person_id){0} : to);
    if (err == OK)
        err = approval_step_renew(&turn, &approval);
    if (err == OK)
        err = approval_store_set_status(store, act->id, approval.status, (struct instant){0});
    if (err == OK)
        err = approval_step_record(&turn, &approval, "approval-delegate", "");
    return err == OK ? approval_step_tell_holders(&turn, act->id, NULL) : err;
}

/* ---- once it is approved ---- */

static enum err find_approved(struct store *store, const struct approval_act *act,
                              struct refusal *why, struct approval *ret)
{
    enum err err = find(store, act, why, ret);
    if (err == OK && ret->status != APPROVAL_APPROVED)
        return refuse(why, ERR_CONFLICT, "not-approved",
                      "This is for requests that are approved. Wait until it is.");
    return err;
}

enum err approval_cover(struct store *store, struct instant now, const struct approval_act *act,
                        struct refusal *why)
{
    const struct approval_turn turn = turn_of(store, now, act, why);
    struct approval approval;
    enum err err = find_approved(store, act, why, &approval);
    if (err == OK)
        err = check_words(act, "Who covers which class", true, why);
    if (err == OK)
        err = approval_store_set_cover(store, act->id, act->words);
    if (err == OK)
        err = approval_step_record(&turn, &approval, "approval-cover", "");
    return err == OK ? approval_step_tell_person(&turn, act->id, NOTICE_APPROVAL_COVER, NULL, NULL)
                     : err;
}

enum err approval_set_order(struct store *store, struct instant now, const struct approval_act *act,
                            int order, struct refusal *why)
{
    const struct approval_turn turn = turn_of(store, now, act, why);
    struct approval approval;
    enum err err = find_approved(store, act, why, &approval);
    if (err == OK && approval.order == 0)
        return refuse(why, ERR_CONFLICT, "nothing-to-order",
                      "There is no outside provider to order this from.");
    if (err == OK && order <= 0)
        return refuse_field(why, "order", "Choose how the order stands.");
    if (err == OK)
        err = approval_store_set_order(store, act->id, order);
    return err == OK
               ? approval_step_record(&turn, &approval, "approval-order", approval_orders[order])
               : err;
}
