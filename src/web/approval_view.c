/* DESIGN: requests in words: who has them, what they take, how they stand. */
#include "approval_view.h"

#include <string.h>

#include "check.h"
#include "json_view.h"
#include "money.h"
#include "policy_pack.h"
#include "tz.h"
#include "words.h"

json_t *approval_view_tag(enum approval_status status)
{
    static const struct {
        const char *text, *kind;
    } tags[APPROVAL_STATUSES] = {
        [APPROVAL_OPEN] = {"Waiting for a decision", "wait"},
        [APPROVAL_ASKED] = {"A question is open", "mine"},
        [APPROVAL_APPROVED] = {"Approved", "good"},
        [APPROVAL_DECLINED] = {"Declined", "quiet"},
        [APPROVAL_WITHDRAWN] = {"Withdrawn", "quiet"},
    };
    return view_tag(tags[status].text, tags[status].kind);
}

const char *approval_view_who(struct ctx *ctx, const char *who)
{
    static const struct {
        const char *who, *label, *otherwise;
    } rows[] = {
        {"line manager", "line_manager", "line manager"},
        {"cpd leader", "cpd_leader", "CPD leader"},
        {"slt", "slt", "senior leadership team"},
        {"head", "head", "headteacher"},
        {"executive head", "executive_head", "executive headteacher"},
        {"trust coordinator", "cpd_lead", "trust CPD coordinator"},
        {"governing body", "governing_body", "governing body"},
    };
    struct policy_pack pack;
    bool has = policy_pack_find(ctx->store, ctx->arena, &pack) == OK;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (strcmp(rows[i].who, who) != 0)
            continue;
        const char *label = has ? policy_pack_label(&pack, rows[i].label) : NULL;
        return label ? label : rows[i].otherwise;
    }
    return who;
}

const char *approval_view_names(struct arena *arena, const struct approval_people *people)
{
    if (people->count == 0)
        return "nobody yet";
    const char *first = people->items[0].name;
    if (people->count == 1)
        return first;
    if (people->count == 2)
        return arena_printf(arena, "%s and %s", first, people->items[1].name);
    return arena_printf(arena, "%s and %d others", first, people->count - 1);
}

const char *approval_view_dates(struct arena *arena, const struct approval_fields *f)
{
    const char *from = words_date_plain(arena, f->from);
    return f->from.v == f->to.v
               ? from
               : arena_printf(arena, "%s to %s", from, words_date_plain(arena, f->to));
}

const char *approval_view_takes(struct arena *arena, const struct approval_fields *f)
{
    const char *text = "";
    if (f->kind == APPROVAL_PATTERN)
        return text;
    text = f->cost_pence + f->travel_pence ? money_words(arena, f->cost_pence + f->travel_pence)
                                           : "No cost";
    if (f->cover_amount)
        text = arena_printf(arena, "%s, %s of cover", text,
                            words_count(arena, f->cover_amount, f->cover_hours ? "hour" : "period",
                                        f->cover_hours ? "hours" : "periods"));
    return text;
}

/* "with Ann Bell until 9 November 2026" */
static const char *now_words(struct ctx *ctx, const struct approval *approval,
                             const struct approval_people *people)
{
    if (approval->here < 0)
        return "";
    const char *names = approval_view_names(ctx->arena, people);
    if (approval->status == APPROVAL_ASKED)
        return arena_printf(ctx->arena, "%s has a question; waits for the answer", names);
    return arena_printf(ctx->arena, "With %s, to answer by %s", names,
                        words_date_plain(ctx->arena, approval->steps[approval->here].due));
}

enum err approval_view_row(struct ctx *ctx, const struct approval *approval, json_t **ret)
{
    struct approval_people people;
    enum err err =
        approval_holders_now(ctx->store, approval, tz_day(ctx->now), ctx->arena, &people);
    if (err != OK)
        return err;
    const struct approval_fields *f = &approval->fields;
    *ret = json_pack(
        "{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:b, s:s}", "id", (json_int_t)approval->id.v,
        "href", arena_printf(ctx->arena, "/requests/%lld", (long long)approval->id.v), "title",
        f->title, "person", approval->person_name, "school", approval->school_name, "dates",
        approval_view_dates(ctx->arena, f), "takes", approval_view_takes(ctx->arena, f), "tag",
        approval_view_tag(approval->status), "now", now_words(ctx, approval, &people), "pattern",
        f->kind == APPROVAL_PATTERN, "mark",
        arena_printf(ctx->arena, "ids_%lld", (long long)approval->id.v));
    if (approval->here >= 0)
        json_object_set_new(
            *ret, "due",
            json_string(
                arena_printf(ctx->arena, "Answer by %s",
                             words_date_plain(ctx->arena, approval->steps[approval->here].due))));
    return OK;
}

/* ---- the API ---- */

static json_t *person_json(struct person_id id, const char *name)
{
    return id.v ? json_pack("{s:I, s:s}", "id", (json_int_t)id.v, "name", name) : json_null();
}

static json_t *step_json(const struct approval_step *step)
{
    return json_pack("{s:s, s:s, s:s, s:b, s:s, s:o, s:o, s:o, s:o, s:s}", "key", step->key, "text",
                     step->words, "who", step->who, "delegate_recommends", step->recommends,
                     "state", approval_step_state_name(step->state), "due_on",
                     json_view_day(step->due), "delegate",
                     person_json(step->delegate, step->delegate_name), "by",
                     person_json(step->by, step->by_name), "at", json_view_instant(step->at),
                     "note", step->note);
}

static json_t *words_json(const char *words)
{
    json_t *list = json_array();
    struct str rest = str_of(words), word;
    while (rest.n && str_split(&rest, ' ', &word))
        json_array_append_new(list, json_stringn(word.p, word.n));
    return list;
}

static json_t *fields_json(const struct approval *a)
{
    const struct approval_fields *f = &a->fields;
    return json_pack(
        "{s:I, s:i, s:s, s:o, s:I, s:s, s:s, s:o, s:o, s:o, s:s, s:i, s:s, s:s, s:o, s:i, s:s,"
        " s:s, s:s, s:b, s:b, s:s, s:o}",
        "id", (json_int_t)a->id.v, "version", a->version, "kind", approval_kinds[f->kind], "person",
        person_json(a->person, a->person_name), "school", (json_int_t)a->school.v, "title",
        f->title, "provider", f->provider, "from", json_view_day(f->from), "to",
        json_view_day(f->to), "cost", money_json(f->cost_pence), "payer", approval_payers[f->payer],
        "cover_needed", f->cover_amount, "cover_unit", f->cover_hours ? "hours" : "periods",
        "travel", f->travel, "travel_cost", money_json(f->travel_pence), "miles", f->miles,
        "outcome", f->outcome, "in_trust", approval_answers[f->in_trust], "in_trust_note",
        f->in_trust_note, "for_need", f->for_need, "for_goal", f->for_goal, "criteria_list",
        a->criteria_list, "criteria", words_json(f->criteria));
}

static enum err add_notes(struct ctx *ctx, const struct approval *approval, json_t *view)
{
    struct approval_note *notes;
    json_t *list = json_array();
    int count = 0;
    enum err err = approval_notes(ctx->store, approval->id, ctx->arena, &notes, &count);
    for (int i = 0; err == OK && i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o}", "kind", notes[i].kind,
                                              "words", notes[i].words, "by",
                                              person_json(notes[i].person, notes[i].person_name),
                                              "at", json_view_instant(notes[i].at)));
    json_object_set_new(view, "notes", list);
    return err;
}

static void add_state(const struct approval *a, const struct approval_people *people, json_t *view)
{
    json_t *steps = json_array(), *now = json_array();
    for (int i = 0; i < a->step_count; i++)
        json_array_append_new(steps, step_json(&a->steps[i]));
    for (int i = 0; i < people->count; i++)
        json_array_append_new(now, person_json(people->items[i].id, people->items[i].name));
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:o}", "status",
                  approval_statuses[a->status], "reason", approval_reason(a), "steps", steps,
                  "with", now, "cover", a->cover, "order", approval_orders[a->order], "event_id",
                  json_view_id(a->event.v), "booking_id", json_view_id(a->booking.v), "made_at",
                  json_view_instant(a->made_at), "ended_at", json_view_instant(a->ended_at)));
}

enum err approval_view_json(struct ctx *ctx, const struct approval *approval, json_t **ret)
{
    struct approval_people people;
    enum err err =
        approval_holders_now(ctx->store, approval, tz_day(ctx->now), ctx->arena, &people);
    if (err != OK)
        return err;
    json_t *view = fields_json(approval);
    add_state(approval, &people, view);
    err = add_notes(ctx, approval, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    *ret = view;
    return OK;
}
