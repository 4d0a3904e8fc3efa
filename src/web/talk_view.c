/* DESIGN: the question before a talk ends, and what was done when one is offered. */
#include "talk_view.h"

#include <string.h>

#include "joint.h"
#include "talk_public_view.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

/* ---- questions ---- */

/* "Retrieval practice, 3:52pm on Thursday 12 November 2026" */
static const char *subject(struct arena *arena, const struct spark_evening *evening,
                           const struct talk *talk)
{
    const struct programme_item *item = spark_item_of(&evening->programme, talk->id);
    const char *date = words_date(arena, tz_day(evening->event.fields.starts_at));
    if (!item && talk->status != TALK_WAITING)
        return arena_printf(arena, "%s, for %s", talk->title, date);
    if (!item)
        return arena_printf(arena, "%s, %s in line for %s", talk->title,
                            spark_ordinal(arena, talk->position), date);
    return arena_printf(arena, "%s, %s on %s", talk->title, words_time(arena, item->starts_at),
                        date);
}

struct question {
    const char *title, *text, *verb, *button;
};

static json_t *question_view(struct ctx *ctx, const struct spark_evening *evening,
                             const struct talk *talk, const struct question *question)
{
    struct arena *arena = ctx->arena;
    const char *home = event_href(ctx, EVENT_SPARK, evening->event.id);
    const char *action =
        arena_printf(arena, "/talks/%lld/%s", (long long)talk->id.v, question->verb);
    json_t *view = view_new(question->title);
    view_back(view, home, evening->event.fields.title);
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string(arena_printf(arena, "%s?", question->title)));
    json_object_set_new(view, "subject", json_string(subject(arena, evening, talk)));
    json_object_set_new(view, "text", json_string(question->text));
    json_object_set_new(view, "action", json_string(action));
    json_object_set_new(view, "grave", json_true());
    json_object_set_new(view, "button", json_string(question->button));
    json_object_set_new(view, "keep", json_pack("{s:s, s:s}", "text", "Keep it", "href", home));
    return view;
}

static const char *today_text(struct ctx *ctx, const struct spark_evening *evening,
                              const char *others)
{
    return arena_printf(
        ctx->arena,
        "%sWhoever runs the event is told at once: you need not write to "
        "anybody.%s%s%s",
        evening->programme.waiting_count ? "The first in line whose talk fits speaks instead. "
                                         : "",
        others ? " " : "", others ? others : "", others ? " will be told by email." : "");
}

/* Who is told besides: those who give it, and those who were asked to. */
static const char *told(struct arena *arena, const struct talk *talk, struct person_id by)
{
    const char *others = spark_others(arena, talk, by), *asked = joint_names(arena, talk, true);
    return others && asked ? arena_printf(arena, "%s, and %s", others, asked)
           : others        ? others
                           : asked;
}

static json_t *option(const char *value, const char *text, bool checked)
{
    return json_pack("{s:s, s:s, s:b}", "value", value, "text", text, "checked", checked);
}

/* Others have said yes to it: unless whoever leaves it says otherwise, it stays theirs. */
static json_t *goes_on_view(struct ctx *ctx, const struct spark_evening *evening,
                            const struct talk *talk)
{
    struct arena *arena = ctx->arena;
    const char *stay = spark_others(arena, talk, ctx->actor.person);
    const char *words = spark_withdraw_words(ctx->now, evening->event.fields.starts_at);
    bool today = strcmp(words, "Withdraw") != 0;
    const char *text = arena_printf(
        arena, "%s%s will be told by email.",
        today ? "Whoever runs the event is told at once: you need not write to anybody. " : "",
        told(arena, talk, ctx->actor.person));
    json_t *view = question_view(ctx, evening, talk,
                                 &(struct question){today ? words : "Step down from this talk",
                                                    text, "withdraw", today ? words : "Step down"});
    json_t *options = json_array();
    json_array_append_new(
        options, option("goes-on", arena_printf(arena, "%s: the talk goes on", stay), true));
    json_array_append_new(options, option("falls", "Nobody: the talk is withdrawn", false));
    json_object_set_new(view, "choice",
                        json_pack("{s:s, s:s, s:o}", "name", "talk", "legend", "Who gives it then?",
                                  "options", options));
    return view;
}

json_t *talk_withdraw_view(struct ctx *ctx, const struct spark_evening *evening,
                           const struct talk *talk)
{
    const char *others = told(ctx->arena, talk, ctx->actor.person);
    if (talk->status == TALK_DRAFT)
        return question_view(ctx, evening, talk,
                             &(struct question){"Delete your draft", "Nobody has seen it.",
                                                "withdraw", "Delete my draft"});
    if (talk_goes_on(talk, ctx->actor.person))
        return goes_on_view(ctx, evening, talk);
    const char *words = spark_withdraw_words(ctx->now, evening->event.fields.starts_at);
    if (strcmp(words, "Withdraw") != 0 && talk_status_has_slot(talk->status))
        return question_view(
            ctx, evening, talk,
            &(struct question){words, today_text(ctx, evening, others), "withdraw", words});
    const char *text = arena_printf(
        ctx->arena, "%s To speak after all, you would have to offer a talk again.%s%s%s",
        talk_status_has_slot(talk->status)
            ? evening->programme.waiting_count
                  ? "Your slot goes to the first in line whose talk fits."
                  : "Your slot is free for somebody else at once."
        : talk->status == TALK_REQUESTED ? "Your proposal is taken back."
                                         : "You give up your place in line.",
        others ? " " : "", others ? others : "", others ? " will be told by email." : "");
    return question_view(
        ctx, evening, talk,
        &(struct question){"Withdraw your talk", text, "withdraw", "Withdraw my talk"});
}

json_t *talk_length_view(struct ctx *ctx, const struct spark_evening *evening,
                         const struct talk *talk, int minutes)
{
    struct arena *arena = ctx->arena;
    bool shorter = minutes < talk->minutes, placed = talk_status_has_slot(talk->status);
    const char *title = arena_printf(arena, "Make it %s", words_duration(arena, minutes));
    const char *freed = evening->programme.waiting_count
                            ? " The time it gives up goes to the first in line whose talk fits: to "
                              "be longer again, there has to be room."
                            : " The time it gives up is free for others at once: to be longer "
                              "again, there has to be room.";
    const char *text =
        arena_printf(arena, "Your talk takes %s now.%s", words_duration(arena, talk->minutes),
                     shorter && placed ? freed : "");
    json_t *view =
        question_view(ctx, evening, talk, &(struct question){title, text, "length", title});
    json_object_set_new(view, "grave", json_false());
    json_object_set_new(
        view, "hidden",
        json_pack("[{s:s, s:s}]", "name", "minutes", "value", arena_printf(arena, "%d", minutes)));
    return view;
}

json_t *talk_leave_view(struct ctx *ctx, const struct spark_evening *evening,
                        const struct talk *talk)
{
    const char *text = arena_printf(ctx->arena, "The talk stays with %s. They are told by email.",
                                    spark_others(ctx->arena, talk, ctx->actor.person));
    const char *words = spark_withdraw_words(ctx->now, evening->event.fields.starts_at);
    bool today = strcmp(words, "Withdraw") != 0;
    return question_view(ctx, evening, talk,
                         &(struct question){today ? words : "Step down from this talk", text,
                                            "leave", today ? words : "Step down"});
}

/* ---- done ---- */

/* With a time, without one, in line. */
static const struct talk *talk_at(const struct programme *programme, int i)
{
    if (i < programme->count)
        return &programme->items[i].talk;
    i -= programme->count;
    return i < programme->unplaced_count ? &programme->unplaced[i]
                                         : &programme->waiting[i - programme->unplaced_count];
}

/* The latest talk whoever asks has offered there, in that state; NULL if there is none. */
static const struct talk *latest(const struct spark_evening *evening, struct person_id person,
                                 enum talk_status status)
{
    const struct programme *programme = &evening->programme;
    const struct talk *found = NULL;
    int count = programme->count + programme->unplaced_count + programme->waiting_count;
    for (int i = 0; i < count; i++) {
        const struct talk *talk = talk_at(programme, i);
        if (talk->person.v == person.v && talk->status == status &&
            (!found || talk->id.v > found->id.v))
            found = talk;
    }
    return found;
}

static json_t *facts_view(struct ctx *ctx, const struct spark_evening *evening,
                          const struct talk *talk, const char *when)
{
    const char *others = spark_others(ctx->arena, talk, ctx->actor.person);
    json_t *facts = json_pack("{s:s, s:s, s:s, s:s}", "title", talk->title, "minutes",
                              words_duration(ctx->arena, talk->minutes), "when", when, "where",
                              evening->event.place);
    json_object_set_new(facts, "id", json_integer(talk->id.v));
    if (others)
        json_object_set_new(facts, "with", json_string(others));
    const char *asked = joint_names(ctx->arena, talk, true);
    if (asked)
        json_object_set_new(facts, "asked", json_string(asked));
    return facts;
}

static json_t *confirmed_view(struct ctx *ctx, const struct spark_evening *evening,
                              const struct talk *talk)
{
    struct arena *arena = ctx->arena;
    const struct programme_item *item = spark_item_of(&evening->programme, talk->id);
    const struct event_fields *f = &evening->event.fields;
    const char *panel =
        item ? arena_printf(arena, "You speak at %s%s on %s", spark_about(&evening->programme),
                            words_time(arena, item->starts_at),
                            words_date(arena, tz_day(item->starts_at)))
             : arena_printf(arena, "You speak on %s", words_date(arena, tz_day(f->starts_at)));
    json_t *view = view_new("You are in the programme");
    json_object_set_new(view, "panel", json_string(panel));
    json_object_set_new(view, "talk",
                        facts_view(ctx, evening, talk,
                                   item ? words_when(arena, item->starts_at, item->ends_at)
                                        : words_when(arena, f->starts_at, f->ends_at)));
    json_object_set_new(view, "text",
                        json_string("A confirmation is on its way to your email. The event's page "
                                    "shows when you speak, as far as that is decided."));
    json_object_set_new(
        view, "ics",
        json_string(arena_printf(arena, "/e/%lld.ics", (long long)evening->event.id.v)));
    return view;
}

static json_t *waiting_view(struct ctx *ctx, const struct spark_evening *evening,
                            const struct talk *talk)
{
    struct arena *arena = ctx->arena;
    const char *heading =
        arena_printf(arena, "You are %s in line", spark_ordinal(arena, talk->position));
    const char *when = arena_printf(arena, "When it fits, on %s",
                                    words_date(arena, tz_day(evening->event.fields.starts_at)));
    json_t *view = view_new("You are on the waiting list");
    json_object_set_new(json_object_get(view, "page"), "heading", json_string(heading));
    json_object_set_new(view, "panel", json_string("Your talk goes in as soon as it fits"));
    json_object_set_new(view, "talk", facts_view(ctx, evening, talk, when));
    json_object_set_new(view, "text",
                        json_string(arena_printf(arena, "%s You are told by email when it fits.",
                                                 talk->why ? talk->why : "")));
    return view;
}

enum err talk_done_view(struct ctx *ctx, const struct request *request, const struct event *event,
                        json_t **ret)
{
    struct spark_evening evening;
    struct str word = form_find(&request->query, "done");
    bool confirmed = str_eq_c(word, "talk-confirmed");
    if (!confirmed && !str_eq_c(word, "talk-waiting"))
        return ERR_NOT_FOUND;
    enum err err = spark_evening_find(ctx, event, &evening);
    if (err != OK)
        return err;
    const struct talk *talk =
        latest(&evening, ctx->actor.person, confirmed ? TALK_CONFIRMED : TALK_WAITING);
    if (!talk)
        return ERR_NOT_FOUND;
    json_t *view =
        confirmed ? confirmed_view(ctx, &evening, talk) : waiting_view(ctx, &evening, talk);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    err = talk_public_view_ask(ctx, talk->id, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}
