/* DESIGN: the coordinator's page of a draw: what stands, the next step, and what is to be kept. */
#include "draw_view.h"

#include "check.h"
#include "joint.h"
#include "spark_view.h"
#include "talk_need_view.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

const char *draw_href(const struct ctx *ctx, struct event_id event, const char *rest)
{
    return arena_printf(ctx->arena, "/spark/%lld/draw%s", (long long)event.v, rest);
}

const char *draw_field(struct arena *arena, const char *part, int64_t talk)
{
    return arena_printf(arena, "%s_%lld", part, (long long)talk);
}

const char *draw_names(struct arena *arena, const struct talk *talk)
{
    return joint_names(arena, talk, false);
}

/* Two or three fields a talk, of the 200 that a form may have. */
enum { PINS_MAX = 90, PINS_MAX_ROOMS = 60 };

/* ---- the talks ---- */

static const char *facts(struct ctx *ctx, const struct draw_entry *entry)
{
    return arena_printf(ctx->arena, "%s, %s%s", draw_names(ctx->arena, &entry->talk),
                        words_duration(ctx->arena, entry->talk.minutes),
                        entry->first_timer ? ", for the first time" : "");
}

static const char *when(struct ctx *ctx, const struct draw_entry *entry)
{
    return entry->starts_at.v ? words_time(ctx->arena, entry->starts_at) : "";
}

static json_t *entry_view(struct ctx *ctx, const struct draw_entry *entry)
{
    return json_pack("{s:I, s:s, s:s, s:i, s:s, s:s, s:b}", "talk", (json_int_t)entry->talk.id.v,
                     "title", entry->talk.title, "facts", facts(ctx, entry), "nth", entry->nth,
                     "time", when(ctx, entry), "room", entry->room ? entry->room : "", "absent",
                     entry->was_absent);
}

/* Those at one place; a key and has_key. */
static void add_at(struct ctx *ctx, const struct draw_night *night, enum draw_place place,
                   const char *key, json_t *view)
{
    json_t *list = json_array();
    for (int i = 0; i < night->count; i++) {
        if (night->entries[i].place == place)
            json_array_append_new(list, entry_view(ctx, &night->entries[i]));
    }
    view_list(view, key, list);
}

/* ---- what was chosen ---- */

static void add_orders(struct ctx *ctx, const struct draw_night *night, const struct form *typed,
                       json_t *view)
{
    static const char *const TEXTS[SPARK_ORDERS][2] = {
        [SPARK_ARRANGED] = {"You decide", "No lots: the order is the one you arrange."},
        [SPARK_SHUFFLED] = {"Shuffled, and announced",
                            "The whole order is drawn at once, before the evening."},
        [SPARK_DRAWN] = {"Drawn one at a time",
                         "On the evening, on the screen: only the next speaker is announced."},
    };
    json_t *options = json_array();
    for (int i = 0; i < SPARK_ORDERS; i++) {
        const char *name = spark_order_name((enum spark_order)i);
        bool chosen = typed ? str_eq_c(form_find(typed, "order"), name) : (int)night->order == i;
        json_array_append_new(
            options, json_pack("{s:s, s:s, s:s, s:s, s:b}", "id",
                               i ? arena_printf(ctx->arena, "order_%s", name) : "order", "value",
                               name, "text", TEXTS[i][0], "hint", TEXTS[i][1], "chosen", chosen));
    }
    json_t *field = json_pack("{s:o}", "options", options);
    const char *error = view_field_error(&ctx->why, "order");
    if (error)
        json_object_set_new(field, "error", json_string(error));
    json_object_set_new(view, "order", field);
}

static void add_weights(struct ctx *ctx, const struct draw_night *night, const struct form *typed,
                        json_t *view)
{
    static const char *const TEXTS[] = {"As likely as anybody", "Twice as likely",
                                        "Three times as likely"};
    int weight = typed ? (int)form_int(typed, "first_timer_weight", 1) : night->first_timer_weight;
    json_t *options = json_array();
    for (int i = 0; i < (int)COUNT_OF(TEXTS); i++)
        view_option_id(options, i + 1, TEXTS[i], weight == i + 1);
    if (weight > (int)COUNT_OF(TEXTS))
        view_option_id(options, weight, arena_printf(ctx->arena, "%d times as likely", weight),
                       true);
    json_object_set_new(view, "weights", options);
}

static const char *clock_text(struct ctx *ctx, struct instant at)
{
    return at.v ? words_time(ctx->arena, at) : "";
}

static json_t *rooms_view(const struct spark_settings *settings, int chosen)
{
    json_t *options = json_array();
    view_option_id(options, 0, "Any room", chosen == 0);
    for (int i = 0; i < settings->pack.room_count; i++)
        view_option_id(options, i + 1, settings->rooms[i].name, chosen == i + 1);
    return options;
}

static json_t *pin_view(struct ctx *ctx, const struct spark_settings *settings,
                        const struct draw_entry *entry, const struct form *typed)
{
    int64_t id = entry->talk.id.v;
    const char *first = draw_field(ctx->arena, "first", id);
    const char *leave = draw_field(ctx->arena, "leave", id);
    const char *room = draw_field(ctx->arena, "room", id);
    const char *error = view_field_error(&ctx->why, leave);
    json_t *view = json_pack(
        "{s:I, s:s, s:s, s:b, s:s}", "id", (json_int_t)id, "title", entry->talk.title, "facts",
        facts(ctx, entry), "chosen", typed ? form_has(typed, first) : entry->pin.first, "value",
        typed ? form_text(typed, leave, ctx->arena) : clock_text(ctx, entry->pin.leave_at));
    if (error)
        json_object_set_new(view, "error", json_string(error));
    if (settings->pack.room_count > 1)
        view_list(view, "rooms",
                  rooms_view(settings, typed ? (int)form_int(typed, room, 0) : entry->pin.room));
    return view;
}

static void add_choices(struct ctx *ctx, const struct spark_settings *settings,
                        const struct draw_night *night, const struct form *typed, json_t *view)
{
    json_t *choice = json_object(), *pins = json_array();
    int most = settings->pack.room_count > 1 ? PINS_MAX_ROOMS : PINS_MAX;
    for (int i = 0; i < night->count && i < most; i++) {
        if (night->entries[i].place == DRAW_IN_HAT || night->round.ended_at.v)
            json_array_append_new(pins, pin_view(ctx, settings, &night->entries[i], typed));
    }
    add_orders(ctx, night, typed, choice);
    add_weights(ctx, night, typed, choice);
    view_list(choice, "pins", pins);
    json_object_set_new(choice, "open", json_boolean(typed || night->order == SPARK_ARRANGED));
    json_object_set_new(view, "choice", choice);
}

/* ---- the commitment, and what comes next ---- */

json_t *draw_round_view(struct ctx *ctx, const struct draw_round *round)
{
    json_t *view =
        json_pack("{s:i, s:s, s:s}", "round", round->round, "commitment", round->commitment,
                  "committed", words_moment(ctx->arena, round->committed_at));
    if (round->ended_at.v)
        json_object_set_new(view, "ended", json_string(words_moment(ctx->arena, round->ended_at)));
    if (round->secret)
        json_object_set_new(view, "secret", json_string(round->secret));
    return view;
}

static void add_step(json_t *steps, enum draw_act act, const char *text, bool main)
{
    json_array_append_new(steps, json_pack("{s:s, s:s, s:b}", "act", draw_act_name(act), "text",
                                           text, "secondary", !main));
}

/* Those that are asked first lead to their question. */
static void mark_asked(const struct draw_night *night, json_t *steps)
{
    size_t i;
    json_t *step;
    json_array_foreach(steps, i, step)
    {
        enum draw_act act;
        const char *name = json_string_value(json_object_get(step, "act"));
        if (draw_act_parse(str_of(name), &act) == OK && draw_asks_first(night, act))
            json_object_set_new(step, "asked", json_true());
    }
}

/* What can be done now, the likeliest first; after the evening only to end what was begun. */
static json_t *steps_view(const struct draw_night *night, bool past)
{
    const struct draw_round *round = &night->round;
    json_t *steps = json_array();
    bool running = round->closed_at.v && !round->ended_at.v;
    if (past && !running)
        return steps;
    if (round->ended_at.v) {
        if (night->order != SPARK_ARRANGED)
            add_step(steps, DRAW_ACT_AGAIN, "Prepare another draw", false);
    } else if (running) {
        if (!night->over && !past)
            add_step(steps, DRAW_ACT_NEXT, "Draw the next speaker", true);
        if (night->last >= 0 && !past)
            add_step(steps, DRAW_ACT_NO_SHOW, "Not here: draw them again later", false);
        add_step(steps, DRAW_ACT_END, "End the draw and give out the record", night->over || past);
    } else if (night->count && !night->trouble && night->order == SPARK_SHUFFLED) {
        add_step(steps, DRAW_ACT_ORDER, "Draw the order", true);
    } else if (night->count && !night->trouble && night->order == SPARK_DRAWN) {
        add_step(steps, DRAW_ACT_NEXT, "Draw the first speaker", true);
    }
    return steps;
}

/* A no-show goes back once. */
static void word_no_show(const struct draw_night *night, json_t *steps)
{
    if (night->last < 0 || !night->entries[night->last].was_absent)
        return;
    size_t i;
    json_t *step;
    json_array_foreach(steps, i, step)
    {
        if (str_eq_c(str_of(json_string_value(json_object_get(step, "act"))), "no_show"))
            json_object_set_new(step, "text", json_string("Not here again: to the reserves"));
    }
}

static const char *status_text(struct ctx *ctx, const struct draw_night *night, bool past)
{
    const struct draw_round *round = &night->round;
    if (!round->round)
        return "No lots are drawn for this event.";
    if (night->lost)
        return round->ended_at.v
                   ? "The order was drawn. The sparkd that runs here cannot compute it any more."
                   : "What was drawn so far cannot be computed any more, so nothing can be drawn "
                     "after it. End this draw, then decide the order or draw again.";
    if (round->ended_at.v)
        return "The order is drawn, and the record with which anybody can check it is given out.";
    if (!round->closed_at.v && past)
        return "The event is over. The lots that were sealed were not used.";
    if (!round->closed_at.v)
        return night->order == SPARK_ARRANGED
                   ? "You decide the order. The lots that were sealed are not used."
                   : "The lots are sealed: nobody, not even you, can choose them now. Nothing is "
                     "drawn yet.";
    int drawn = 0, left = 0;
    for (int i = 0; i < night->count; i++) {
        drawn += night->entries[i].place == DRAW_SPOKEN;
        left += night->entries[i].place == DRAW_IN_HAT;
    }
    return arena_printf(ctx->arena, "%s drawn, %d still to draw.",
                        words_count(ctx->arena, drawn, "speaker", "speakers"), left);
}

static void add_now(struct ctx *ctx, const struct draw_night *night, bool past, json_t *view)
{
    bool running = night->round.closed_at.v && !night->round.ended_at.v;
    json_t *steps = steps_view(night, past);
    word_no_show(night, steps);
    mark_asked(night, steps);
    view_list(view, "steps", steps);
    json_object_set_new(view, "seen", json_integer(night->steps));
    json_object_set_new(view, "status", json_string(status_text(ctx, night, past)));
    json_object_set_new(view, "running", json_boolean(running));
    if (night->round.round)
        json_object_set_new(view, "round", draw_round_view(ctx, &night->round));
    if (!past && night->trouble && night->order != SPARK_ARRANGED)
        json_object_set_new(view, "trouble", json_string(night->trouble));
    if (running && night->last >= 0)
        json_object_set_new(view, "speaker", entry_view(ctx, &night->entries[night->last]));
}

enum err draw_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                   json_t **ret)
{
    struct draw_night night;
    struct spark_settings settings;
    struct talk_need_list needs;
    bool past = ctx->now.v >= event->fields.ends_at.v;
    enum err err = draw_find(ctx->store, event->id, ctx->arena, &night);
    if (err == OK)
        err = spark_event_find(ctx->store, event->id, ctx->arena, &settings);
    if (err == OK)
        err = talk_need_view_find(ctx, event, &needs);
    if (err != OK)
        return err;
    json_t *view = view_new("Draw the order by lot");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "event", json_string(event->fields.title));
    json_object_set_new(view, "id", json_integer(event->id.v));
    json_object_set_new(view, "when", json_string(event_when_words(ctx, event)));
    add_now(ctx, &night, past, view);
    add_at(ctx, &night, DRAW_SPOKEN, "drawn", view);
    if (!past)
        add_at(ctx, &night, DRAW_IN_HAT, "hat", view);
    add_at(ctx, &night, DRAW_RESERVE, "reserves", view);
    add_at(ctx, &night, DRAW_FIXED, "fixed", view);
    if (!past && (!night.round.closed_at.v || night.round.ended_at.v))
        add_choices(ctx, &settings, &night, typed, view);
    talk_need_view_add(ctx, &needs, "id", json_object_get(json_object_get(view, "choice"), "pins"));
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}
