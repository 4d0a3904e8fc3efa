/* DESIGN: one request: what is asked, where it stands, and two buttons for whoever decides. */
#include <string.h>

#include "approval_view.h"
#include "flash.h"
#include "money.h"
#include "page.h"
#include "policy_pack.h"
#include "tz.h"
#include "words.h"

static void add_fact(json_t *facts, const char *key, const char *value)
{
    if (value && *value)
        json_array_append_new(facts, json_pack("{s:s, s:s}", "key", key, "value", value));
}

static const char *joined(struct arena *arena, const char *a, const char *b)
{
    return *a && *b ? arena_printf(arena, "%s. %s", a, b) : *a ? a : b;
}

static const char *travel_words(struct ctx *ctx, const struct approval_fields *f)
{
    const char *text = f->travel;
    if (f->travel_pence)
        text = joined(ctx->arena, text, money_words(ctx->arena, f->travel_pence));
    if (f->miles)
        text = joined(ctx->arena, text,
                      arena_printf(ctx->arena, "%s by car",
                                   words_count(ctx->arena, f->miles, "mile", "miles")));
    return text;
}

static const char *links_words(const struct approval_fields *f)
{
    return f->for_need && f->for_goal ? "A need that was named, and a goal of their plan"
           : f->for_need              ? "A need that was named"
           : f->for_goal              ? "A goal of their plan"
                                      : "";
}

/* The ticked points in the policy's words. */
static enum err fill_criteria(struct ctx *ctx, const struct approval *a, json_t *view)
{
    struct policy_pack pack;
    struct str rest = str_of(a->fields.criteria), key;
    json_t *items = json_array();
    enum err err = rest.n ? policy_pack_find_whole(ctx->store, 0, ctx->arena, &pack) : OK;
    const struct policy_list *list =
        err == OK && rest.n ? policy_list_find(&pack, a->criteria_list) : NULL;
    while (list && rest.n && str_split(&rest, ' ', &key)) {
        const struct policy_item *item = policy_list_item(list, arena_str_c(ctx->arena, key));
        if (item)
            json_array_append_new(items,
                                  json_pack("{s:s}", "text", words_begin(ctx->arena, item->text)));
    }
    view_list(view, "criteria", items);
    return err;
}

static void fill_facts(struct ctx *ctx, const struct approval *a, json_t *view)
{
    static const char *const PAYERS[APPROVAL_PAYERS] = {"The school’s CPD budget",
                                                        "The INSET budget", "The trust",
                                                        "A grant from outside", "The person"};
    static const char *const ANSWERS[APPROVAL_ANSWERS] = {"Yes", "No", "Not sure"};
    const struct approval_fields *f = &a->fields;
    json_t *facts = json_array();
    bool funding = f->kind == APPROVAL_FUNDING;
    add_fact(facts, "When", approval_view_dates(ctx->arena, f));
    add_fact(facts, funding ? "What will come of it" : "What it is for", f->outcome);
    if (funding) {
        add_fact(facts, "Provided by", *f->provider ? f->provider : "The trust itself");
        add_fact(facts, "Could the trust do it?",
                 joined(ctx->arena, ANSWERS[f->in_trust], f->in_trust_note));
        add_fact(facts, "Cost", money_words(ctx->arena, f->cost_pence));
        add_fact(facts, "Paid by", PAYERS[f->payer]);
        add_fact(facts, "Cover",
                 f->cover_amount
                     ? words_count(ctx->arena, f->cover_amount, f->cover_hours ? "hour" : "period",
                                   f->cover_hours ? "hours" : "periods")
                     : "None");
        add_fact(facts, "Travel", travel_words(ctx, f));
        add_fact(facts, "Serves", links_words(f));
    }
    add_fact(facts, "Who covers", a->cover);
    view_list(view, "facts", facts);
}

/* ---- where it is ---- */

static json_t *step_tag(const struct approval_step *step, bool over)
{
    switch (step->state) {
    case APPROVAL_STEP_HERE:
        return over ? view_tag("Not decided", "quiet") : view_tag("Here now", "wait");
    case APPROVAL_STEP_APPROVED:
        return view_tag("Approved", "good");
    case APPROVAL_STEP_DECLINED:
        return view_tag("Declined", "quiet");
    case APPROVAL_STEP_PASSED_OVER:
        return view_tag("Passed over", "quiet");
    case APPROVAL_STEP_GONE_ON:
        return view_tag("Went on", "quiet");
    default:
        return view_tag(over ? "Not needed" : "To come", "quiet");
    }
}

static const char *step_words(struct ctx *ctx, const struct approval_step *step,
                              const struct approval_people *now, bool over)
{
    struct arena *arena = ctx->arena;
    if (step->state == APPROVAL_STEP_HERE && !over)
        return arena_printf(
            arena, "With %s since %s, to answer by %s", approval_view_names(arena, now),
            words_date_plain(arena, tz_day(step->since)), words_date_plain(arena, step->due));
    if (step->by.v)
        return arena_printf(arena, "%s, %s", step->by_name,
                            words_date_plain(arena, tz_day(step->at)));
    if (step->state == APPROVAL_STEP_PASSED_OVER)
        return "Nobody else holds this role for you, so it went straight on.";
    if (step->state == APPROVAL_STEP_GONE_ON)
        return arena_printf(arena, "It was not answered by %s, so it went on.",
                            words_date_plain(arena, step->due));
    return "";
}

static void fill_steps(struct ctx *ctx, const struct approval *a, const struct approval_people *now,
                       json_t *view)
{
    json_t *steps = json_array();
    bool over = a->ended_at.v != 0;
    for (int i = 0; i < a->step_count; i++) {
        const struct approval_step *step = &a->steps[i];
        json_array_append_new(steps,
                              json_pack("{s:s, s:s, s:o, s:s, s:s}", "words", step->words, "who",
                                        words_begin(ctx->arena, approval_view_who(ctx, step->who)),
                                        "tag", step_tag(step, over), "text",
                                        step_words(ctx, step, now, over), "note", step->note));
    }
    view_list(view, "steps", steps);
}

/* ---- what was said ---- */

static enum err fill_notes(struct ctx *ctx, const struct approval_seen *seen, json_t *view)
{
    static const struct {
        const char *kind, *words;
    } KINDS[] = {{"comment", "Comment"},
                 {"question", "Question"},
                 {"answer", "Answer"},
                 {"recommends", "Recommends it"},
                 {"advises against", "Advises against it"}};
    const struct approval *a = &seen->approval;
    struct approval_note *notes;
    json_t *items = json_array();
    int count = 0;
    enum err err = approval_notes(ctx->store, a->id, ctx->arena, &notes, &count);
    for (int i = 0; err == OK && i < count; i++) {
        const char *kind = notes[i].kind;
        for (size_t k = 0; k < sizeof KINDS / sizeof KINDS[0]; k++)
            if (strcmp(KINDS[k].kind, notes[i].kind) == 0)
                kind = KINDS[k].words;
        json_array_append_new(items, json_pack("{s:s, s:s, s:s, s:s}", "kind", kind, "words",
                                               notes[i].words, "by", notes[i].person_name, "at",
                                               words_moment(ctx->arena, notes[i].at)));
        if (a->status == APPROVAL_ASKED && seen->own && strcmp(notes[i].kind, "question") == 0)
            json_object_set_new(
                view, "question",
                json_pack("{s:s, s:s}", "by", notes[i].person_name, "words", notes[i].words));
    }
    view_list(view, "notes", items);
    return err;
}

/* ---- what may be done ---- */

static void fill_acts(struct ctx *ctx, const struct approval_seen *seen, json_t *view)
{
    const struct approval *a = &seen->approval;
    bool live = a->ended_at.v == 0, decided = false;
    for (int i = 0; i < a->step_count; i++)
        decided |= a->steps[i].by.v != 0;
    const struct approval_step *here = a->here >= 0 ? &a->steps[a->here] : NULL;
    bool records = here && strcmp(here->who, "governing body") == 0;
    bool advises = here && here->recommends && here->delegate.v == ctx->actor.person.v;
    if (seen->in_hand && live)
        json_object_set_new(
            view, "decide",
            json_pack("{s:s, s:s, s:s, s:s, s:b}", "heading",
                      advises ? "What do you recommend?" : "What do you decide?", "label",
                      records ? "What the governors decided, and when" : "Why?", "yes",
                      advises ? "Recommend it" : "Approve", "no",
                      advises ? "Advise against it" : "Decline", "records", records));
    json_object_update_new(view, json_pack("{s:b, s:b, s:b, s:b, s:b}", "is_bare",
                                           seen->own && live && !decided && !*a->fields.outcome,
                                           "may_change", seen->own && live && !decided,
                                           "may_withdraw", seen->own && live, "may_comment",
                                           seen->may_comment, "may_cover",
                                           seen->may_arrange && a->status == APPROVAL_APPROVED &&
                                               a->fields.kind == APPROVAL_FUNDING));
    json_object_set_new(view, "cover", json_string(a->cover));
}

static void fill_order(const struct approval_seen *seen, json_t *view)
{
    static const char *const ORDERS[APPROVAL_ORDERS] = {
        "", "Not ordered", "Ordered", "Confirmed by the provider", "Invoiced", "Paid"};
    json_t *options = json_array();
    int order = seen->approval.order;
    if (!order) {
        json_decref(options);
        return;
    }
    for (int i = 1; i < APPROVAL_ORDERS; i++)
        view_option(options, approval_orders[i], ORDERS[i], i == order);
    json_object_set_new(view, "order",
                        json_pack("{s:s, s:o, s:b}", "text", ORDERS[order], "options", options,
                                  "may", seen->may_arrange));
}

static const struct flash DONE[] = {
    {"made", "Your request is sent. You get a mail when there is an answer."},
    {"saved", "Your request is changed. It starts again with the first who decides."},
    {"withdrawn", "Your request is withdrawn."},
    {"asked", "Your question is sent. The request waits for the answer."},
    {"answered", "Your answer is sent."},
    {"commented", "Your comment stands below."},
    {"given", "Your colleague has it now, and is told by mail."},
    {"covered", "Saved. The person is told by mail that it stands here."},
    {"ordered", "Saved."},
};

static void fill_head(struct ctx *ctx, const struct approval *a, json_t *view)
{
    json_object_update_new(
        view,
        json_pack("{s:I, s:s, s:o, s:s, s:s, s:b}", "id", (json_int_t)a->id.v, "version",
                  arena_printf(ctx->arena, "%d", a->version), "tag", approval_view_tag(a->status),
                  "asked",
                  arena_printf(ctx->arena, "%s, %s, asked on %s", a->person_name, a->school_name,
                               words_date_plain(ctx->arena, tz_day(a->made_at))),
                  "reason", approval_reason(a), "pattern", a->fields.kind == APPROVAL_PATTERN));
    if (a->event.v)
        json_object_set_new(
            view, "event_href",
            json_string(arena_printf(ctx->arena, "/events/%lld", (long long)a->event.v)));
}

enum err page_approval(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct approval_seen seen;
    struct approval_people now;
    enum err err = approval_gate_find(ctx, request->id, &seen);
    if (err == OK)
        err = approval_holders_now(ctx->store, &seen.approval, tz_day(ctx->now), ctx->arena, &now);
    if (err != OK)
        return err;
    json_t *view = view_new(seen.approval.fields.title);
    view_back(view, "/requests", "Requests");
    flash_show(view, request, "did", DONE, COUNT_OF(DONE));
    fill_head(ctx, &seen.approval, view);
    fill_facts(ctx, &seen.approval, view);
    fill_steps(ctx, &seen.approval, &now, view);
    fill_acts(ctx, &seen, view);
    fill_order(&seen, view);
    err = fill_criteria(ctx, &seen.approval, view);
    if (err == OK)
        err = fill_notes(ctx, &seen, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "requests/show.html", view);
}
