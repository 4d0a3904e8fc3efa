/* DESIGN: the proposals of a call, as who decides sees them: ticked, accepted, declined. */
#include "audit.h"
#include "joint.h"
#include "page.h"
#include "proposal.h"
#include "sheet.h"
#include "slides.h"
#include "spark_view.h"
#include "talk_input.h"
#include "topic_view.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "viewer.h"
#include "words.h"

/* ---- the list ---- */

/* What became of it: withdrawn since, in the programme, in line, or declined. */
static json_t *outcome(const struct proposal *p)
{
    switch (p->talk.status) {
    case TALK_CONFIRMED:
        return view_tag("Accepted", "good");
    case TALK_WAITING:
        return view_tag("Accepted, waits for room", "wait");
    case TALK_OFFERED:
        return view_tag("A slot is offered", "wait");
    case TALK_WITHDRAWN:
        return view_tag("Withdrawn", "quiet");
    default:
        return view_tag("Declined", "quiet");
    }
}

static const char *more(struct arena *arena, const char *text, const char *part)
{
    return *part ? arena_printf(arena, "%s%s%s", text, *text ? ", " : "", part) : text;
}

/* "For the first time, theme: oracy, here from 4pm, needs a piano, slides handed in": what there
 * is to weigh besides its words. */
static enum err weighs(struct ctx *ctx, const struct proposal *p, const char **ret)
{
    struct arena *arena = ctx->arena;
    const struct talk *talk = &p->talk;
    struct slides slides;
    enum err err = slides_find(ctx->store, talk, arena, &slides);
    if (err != OK)
        return err;
    const char *text = p->first_timer ? "for the first time" : "";
    if (*talk->theme)
        text = more(arena, text, arena_printf(arena, "theme: %s", talk->theme));
    text = more(arena, text, spark_needs_words(arena, talk));
    if (slides_are_given(&slides))
        text = more(arena, text, slides.without ? "shows no slides" : "slides handed in");
    *ret = words_begin(arena, text);
    return OK;
}

static json_t *proposal_view(struct ctx *ctx, const struct spark_evening *evening,
                             const struct proposal *p)
{
    struct arena *arena = ctx->arena;
    const struct talk *talk = &p->talk;
    const char *category = policy_pack_category(&evening->policy, talk->category);
    const char *name = arena_printf(arena, "talk_%lld", (long long)talk->id.v);
    const struct talk_topic topic = talk_input_stands(ctx, talk);
    const char *about = talk_topic_words(&topic, arena);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s*, s:s*}", "name", name, "title",
                     talk->title, "presenters", spark_presenters(arena, talk), "details",
                     arena_printf(arena, "%s, %s%s%s", words_duration(arena, talk->minutes),
                                  category ? category : talk->category, *about ? ", " : "", about),
                     "abstract", talk->abstract, "came", words_date(arena, tz_day(talk->booked_at)),
                     "asked", joint_names(arena, talk, true), "near",
                     topic_view_near(ctx, evening, talk, true));
}

static void add_open(const struct form *typed, json_t *item, json_t *open)
{
    const char *name = json_string_value(json_object_get(item, "name"));
    json_object_set_new(item, "id", json_string(json_array_size(open) ? name : "talks"));
    json_object_set_new(item, "checked", json_boolean(typed && form_has(typed, name)));
    json_array_append_new(open, item);
}

static void add_decided(struct ctx *ctx, const struct spark_evening *evening,
                        const struct proposal *p, json_t *item, json_t *decided)
{
    json_object_set_new(item, "tag", outcome(p));
    json_object_set_new(item, "by",
                        json_string(arena_printf(ctx->arena, "%s, %s", p->decided_by,
                                                 words_moment(ctx->arena, p->decided_at))));
    json_object_set_new(item, "word", json_string(p->word));
    json_object_set_new(item, "may_accept",
                        json_boolean(p->talk.status == TALK_DECLINED &&
                                     ctx->now.v < evening->event.fields.starts_at.v));
    json_array_append_new(decided, item);
}

static enum err add_lists(struct ctx *ctx, const struct spark_evening *evening,
                          const struct form *typed, const struct proposals *all, json_t *view)
{
    json_t *open = json_array(), *decided = json_array();
    enum err err = OK;
    for (int i = 0; err == OK && i < all->count; i++) {
        const struct proposal *p = &all->items[i];
        const char *text = "";
        json_t *item = proposal_view(ctx, evening, p);
        err = weighs(ctx, p, &text);
        if (*text)
            json_object_set_new(item, "weighs", json_string(text));
        if (p->talk.status == TALK_REQUESTED)
            add_open(typed, item, open);
        else
            add_decided(ctx, evening, p, item, decided);
    }
    view_list(view, "open", open);
    view_list(view, "decided", decided);
    return err;
}

static enum err make_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                          json_t **ret)
{
    struct spark_evening evening;
    struct proposals all;
    enum err err = spark_evening_find(ctx, event, &evening);
    if (err == OK)
        err = proposal_list(ctx->store, event->id, ctx->arena, &all);
    if (err != OK)
        return err;
    json_t *view = view_new("Proposals");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    json_object_set_new(view, "room", spark_room_view(&evening.words));
    err = add_lists(ctx, &evening, typed, &all, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    view_field(view, "talks", "", &ctx->why);
    view_field(view, "word", typed ? form_text(typed, "word", ctx->arena) : "", &ctx->why);
    json_object_set_new(
        json_object_get(view, "form"), "action",
        json_string(arena_printf(ctx->arena, "/spark/%lld/proposals", (long long)event->id.v)));
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

/* "2 talks have a slot, 1 waits for room." */
static void add_flash(struct ctx *ctx, const struct request *request, json_t *view)
{
    int64_t in = form_int(&request->query, "in", -1), wait = form_int(&request->query, "wait", -1);
    int64_t out = form_int(&request->query, "out", -1);
    if (in < 0 || wait < 0 || out < 0 || in + wait + out > PROPOSALS_MAX)
        return;
    const char *text =
        out ? arena_printf(ctx->arena, "%s declined, and the presenters are told.",
                           words_count(ctx->arena, (int)out, "talk is", "talks are"))
            : arena_printf(
                  ctx->arena, "%s%s%s. The presenters are told.",
                  in || !wait
                      ? words_count(ctx->arena, (int)in, "talk has a slot", "talks have a slot")
                      : "",
                  in && wait ? ", " : "",
                  !wait ? ""
                  : in  ? words_count(ctx->arena, (int)wait, "waits for room", "wait for room")
                        : words_count(ctx->arena, (int)wait, "accepted talk waits for room",
                                      "accepted talks wait for room"));
    view_flash(view, text);
}

enum err page_proposals(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = make_view(ctx, &event, NULL, &view);
    if (err != OK)
        return err;
    add_flash(ctx, request, view);
    return response_page(response, "spark/proposals.html", view);
}

/* ---- deciding ---- */

_Static_assert(FORM_FIELDS_MAX >= PROPOSALS_MAX + 10, "all of them can be ticked");

static bool is_ticked(const struct talk_id *ids, int count, int64_t id)
{
    for (int i = 0; i < count; i++)
        if (ids[i].v == id)
            return true;
    return false;
}

/* The ticked ones, "talk_12" each; "talk_012" is the same one. */
static int read_ticks(const struct form *form, struct talk_id *ids)
{
    int count = 0;
    for (int i = 0; i < form->count; i++) {
        struct str name = form->fields[i].name, id = {name.p + 5, name.n - 5};
        int64_t number;
        if (name.n > 5 && str_starts(name, STR("talk_")) && str_parse_int(id, &number) == OK &&
            !is_ticked(ids, count, number))
            ids[count++].v = number;
    }
    return count;
}

static enum err refused(struct ctx *ctx, const struct request *request, struct response *response,
                        const struct event *event, enum err why)
{
    json_t *view;
    if (why != ERR_CONFLICT && why != ERR_INVALID)
        return why;
    enum err err = make_view(ctx, event, &request->form, &view);
    return err == OK ? response_page_refused(response, why, "spark/proposals.html", view) : err;
}

enum err page_proposals_decide(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    struct talk_id ids[FORM_FIELDS_MAX];
    struct proposal_outcome outcome;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    struct str verdict = form_find(&request->form, "verdict");
    if (!str_eq_c(verdict, "accept") && !str_eq_c(verdict, "decline"))
        refuse_field(&ctx->why, "talks", "Press Accept or Decline.");
    const struct proposal_verdict decision = {
        .event = event.id,
        .by = ctx->actor.person,
        .talks = ids,
        .count = read_ticks(&request->form, ids),
        .accept = str_eq_c(verdict, "accept"),
        .word = sheet_lines(ctx->arena, &request->form, "word"),
    };
    err = proposal_decide(ctx->store, ctx->now, &decision, &ctx->why, &outcome);
    if (err == OK)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, "proposals-decide", event.id.v, "");
    if (err != OK)
        return refused(ctx, request, response, &event, err);
    return response_redirect(ctx, response, "/spark/%lld/proposals?in=%d&wait=%d&out=%d",
                             (long long)event.id.v, outcome.accepted, outcome.waiting,
                             outcome.declined);
}
