/* DESIGN: what somebody gives at an evening: how it stands, why it waits, and what may be done. */
#include "spark_mine.h"

#include <string.h>

#include "check.h"
#include "event_rules.h"
#include "joint.h"
#include "spark_view.h"
#include "stage.h"
#include "topic_view.h"
#include "tz.h"
#include "view.h"
#include "words.h"

/* The pack's words for a category, as they stand in the middle of a sentence. */
static const char *category_inside(struct arena *arena, const struct spark_evening *evening,
                                   const char *key)
{
    const char *label = policy_pack_category(&evening->policy, key);
    if (!label)
        return key;
    char *text = arena_strdup(arena, label);
    if (text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
        text[0] = (char)(text[0] + ('a' - 'A'));
    return text;
}

const char *spark_mine_details(struct ctx *ctx, const struct spark_evening *evening,
                               const struct talk *talk)
{
    const char *others = spark_others(ctx->arena, talk, ctx->actor.person);
    return arena_printf(ctx->arena, "%s, %s%s%s", words_duration(ctx->arena, talk->minutes),
                        category_inside(ctx->arena, evening, talk->category),
                        others ? ", with " : "", others ? others : "");
}

static json_t *button(struct arena *arena, const char *before, int minutes, const char *after)
{
    const char *text =
        arena_printf(arena, "%s %s%s", before, words_duration(arena, minutes), after);
    return json_pack("{s:i, s:s}", "minutes", minutes, "button", text);
}

/* Other lengths while booking is open: those that fit at once, longer ones to wait for (SP-09). */
static void add_lengths(struct ctx *ctx, const struct spark_evening *evening,
                        const struct talk *talk, json_t *mine)
{
    bool confirmed = talk->status == TALK_CONFIRMED;
    const struct talk_lengths lengths = call_lengths(&evening->call, &evening->lengths);
    json_t *now = json_array(), *later = json_array();
    for (int i = 0; i < lengths.count; i++) {
        int minutes = lengths.minutes[i];
        if (minutes == talk->minutes)
            continue;
        if (programme_fits(&evening->programme, talk, minutes, ctx->arena))
            json_array_append_new(
                now, button(ctx->arena, "Make it", minutes, confirmed ? "" : " (it fits now)"));
        else if (confirmed && evening->event.fields.waiting_list)
            json_array_append_new(later, button(ctx->arena, "Keep this and wait for", minutes, ""));
    }
    json_object_set_new(mine, "length", now);
    json_object_set_new(mine, "wait_for_longer", later);
}

/* To the last minute; whether it has begun is asked when they press it. */
static bool is_in_time(struct ctx *ctx, const struct event *event, const struct talk *talk)
{
    const struct event_fields *when = &event->fields;
    bool begun = ctx->now.v >= when->starts_at.v;
    return event_status_is_on(event->status) && ctx->now.v < when->ends_at.v &&
           (!begun || talk_status_has_slot(talk->status));
}

static void add_leave(struct ctx *ctx, const struct event *event, const struct talk *talk,
                      json_t *mine)
{
    const char *words = spark_withdraw_words(ctx->now, event->fields.starts_at);
    json_object_set_new(mine, "may_leave", json_boolean(is_in_time(ctx, event, talk)));
    if (strcmp(words, "Withdraw") != 0)
        json_object_set_new(mine, "leave_text", json_string(words));
}

static void add_withdraw(struct ctx *ctx, const struct event *event, const struct talk *talk,
                         json_t *mine)
{
    const struct event_fields *when = &event->fields;
    const char *text = spark_withdraw_words(ctx->now, when->starts_at);
    if (!is_in_time(ctx, event, talk))
        return;
    json_object_set_new(mine, "withdraw",
                        json_pack("{s:s, s:b}", "text", text, "today",
                                  tz_day(ctx->now).v == tz_day(when->starts_at).v));
}

/* What may be done with it: the lead's all, of a joint presenter stepping down. */
static void add_actions(struct ctx *ctx, const struct spark_evening *evening,
                        const struct talk *talk, json_t *mine)
{
    enum event_window window = event_rules_window(&evening->event, ctx->now);
    bool live = evening->event.status != EVENT_CANCELLED && window != EVENT_WINDOW_STARTED;
    bool lead = talk->person.v == ctx->actor.person.v;
    if (joint_is_asked(talk, ctx->actor.person)) {
        json_object_set_new(mine, "may_answer", json_boolean(live));
        json_object_set_new(mine, "may_leave", json_false());
        return;
    }
    const char *asked = joint_names(ctx->arena, talk, true);
    if (asked)
        json_object_set_new(mine, "asked", json_string(asked));
    if (!lead) {
        const char *text = arena_printf(ctx->arena, "%s offered this talk and can change it.",
                                        talk->presenters[0].name);
        json_object_set_new(mine, "note", json_string(text));
        add_leave(ctx, &evening->event, talk, mine);
        return;
    }
    json_object_set_new(mine, "may_change", json_boolean(live));
    add_withdraw(ctx, &evening->event, talk, mine);
    if (!live || window != EVENT_WINDOW_OPEN || talk->status == TALK_REQUESTED)
        return;
    if (talk->wanted_minutes)
        json_object_set_new(mine, "stop_waiting",
                            button(ctx->arena, "Stop waiting for", talk->wanted_minutes, ""));
    else
        add_lengths(ctx, evening, talk, mine);
}

static const char MAY_MOVE[] = "The time may still move. You are told when the programme is "
                               "announced.";

/* A confirmed talk that has no time: its order is drawn by lot, or it was never drawn. */
static const char *unplaced_words(const struct spark_evening *evening)
{
    if (evening->settings.drawing)
        return "The speakers are drawn by lot on the evening, one at a time. Be ready: yours can "
               "be the next.";
    if (evening->programme.announced)
        return "It has no time in the programme that was announced. Ask the organiser about it.";
    return evening->settings.order == SPARK_ARRANGED
               ? "The organiser is still finding its time. You are told when it is announced."
               : "The order is drawn by lot. You are told your time when it is drawn.";
}

static const char *heading_of(struct ctx *ctx, const struct spark_evening *evening,
                              const struct talk *talk, const struct programme_item *item)
{
    bool past = ctx->now.v >= evening->event.fields.ends_at.v;
    int rooms = evening->programme.room_count;
    if (joint_is_asked(talk, ctx->actor.person))
        return arena_printf(ctx->arena, "%s asks you to give a talk together",
                            talk->presenters[0].name);
    if (talk->status == TALK_REQUESTED)
        return "You proposed a talk";
    if (talk->status == TALK_OFFERED)
        return "A slot is kept for your talk";
    if (item)
        return arena_printf(ctx->arena, "You %s at %s%s%s%s", past ? "spoke" : "speak",
                            spark_about(&evening->programme),
                            words_time(ctx->arena, item->starts_at), rooms > 1 ? ", " : "",
                            rooms > 1 ? evening->programme.rooms[item->room].name : "");
    if (talk_status_has_slot(talk->status))
        return evening->settings.drawing      ? "Your talk is still to be drawn"
               : evening->programme.announced ? "Your talk has no time yet"
                                              : "Your talk is in the programme";
    if (past)
        return "Your talk waited to the end";
    return arena_printf(ctx->arena, "Your talk is %s in line",
                        spark_ordinal(ctx->arena, talk->position));
}

/* ---- on the evening ---- */

static const char *turn_words(struct ctx *ctx, const struct stage *stage,
                              const struct stage_row *row, int room)
{
    const struct stage_room *r = &stage->rooms[room];
    bool next = r->next >= 0 && row == &r->rows[r->next];
    const char *in = stage->programme.room_count > 1 || row->reserve ? ", in " : "";
    return arena_printf(ctx->arena, "%sou speak %sat about %s%s%s",
                        row->reserve ? "You are called: y" : "Y", next ? "next, " : "",
                        words_time(ctx->arena, row->estimate), in,
                        *in ? stage->programme.rooms[room].name : "");
}

static void say(json_t *mine, const char *heading, json_t *tag, const char *why)
{
    json_object_set_new(mine, "heading", json_string(heading));
    json_object_set_new(mine, "tag", tag);
    json_object_del(mine, "why");
    if (why)
        json_object_set_new(mine, "why", json_string(why));
}

/* Once it has begun nothing of it can be changed or taken back any more. */
static void keep_as_it_is(json_t *mine)
{
    static const char *const ACTIONS[] = {"withdraw",     "may_leave",    "may_change",
                                          "length",       "stop_waiting", "wait_for_longer",
                                          "may_say_needs"};
    for (size_t i = 0; i < COUNT_OF(ACTIONS); i++)
        json_object_del(mine, ACTIONS[i]);
}

/* The stage has gone past it: who spoke may share it, who did not come may not. */
static void say_past(struct ctx *ctx, const struct stage_row *row, json_t *mine)
{
    bool given = row->part == STAGE_GIVEN;
    const char *at =
        arena_printf(ctx->arena, "You spoke at %s", words_time(ctx->arena, row->started));
    if (given)
        say(mine, row->reserve ? "You spoke as a reserve" : at, view_tag("Given", "good"), NULL);
    else
        say(mine, "You were noted as not here", view_tag("Not given", "quiet"),
            "If that is wrong, tell whoever chairs the evening or organises it.");
    json_object_set_new(mine, "may_share", json_boolean(given));
}

/* What the stage knows better than the programme: who is called, speaks, spoke, or did not come. */
static void say_stage(struct ctx *ctx, const struct stage *stage, const struct talk *talk,
                      json_t *mine)
{
    int room = 0;
    const struct stage_row *row = stage_row_of(stage, talk->id, &room);
    const struct stage_room *r = &stage->rooms[room];
    if (!row || r->last == STAGE_KINDS || joint_is_asked(talk, ctx->actor.person))
        return;
    if (row->part != STAGE_TO_COME)
        keep_as_it_is(mine);
    if (row->part == STAGE_GIVEN || row->part == STAGE_ABSENT)
        say_past(ctx, row, mine);
    else if (row->part == STAGE_ON)
        say(mine, "You are speaking now", view_tag("Speaking", "mine"), NULL);
    else if (r->phase != STAGE_OVER)
        say(mine, turn_words(ctx, stage, row, room),
            row->reserve ? view_tag("Called", "mine") : view_tag("Confirmed", "mine"),
            row->reserve ? "Tell the chair that you are there; or, if you cannot speak, tell them "
                           "that."
                         : NULL);
}

/* Nothing is said where it cannot be found out. */
static bool find_stage(struct ctx *ctx, const struct event *event, struct stage *ret)
{
    return ctx->now.v >= event->fields.starts_at.v - STAGE_BEFORE_S &&
           stage_find(ctx->store, ctx->now, event->id, ctx->arena, ret) == OK;
}

/* Why it stands so, or what comes next; NULL: it speaks for itself. */
static const char *why_of(struct ctx *ctx, const struct spark_evening *evening,
                          const struct talk *talk, const struct programme_item *item)
{
    const struct event_fields *when = &evening->event.fields;
    bool begun = ctx->now.v >= when->starts_at.v, over = ctx->now.v >= when->ends_at.v;
    bool has_slot = talk_status_has_slot(talk->status);
    if (over)
        return has_slot ? NULL
               : talk->status == TALK_REQUESTED
                   ? "It was not decided on before the evening."
                   : "There was no room for it. You can offer it again at another evening.";
    if (talk->status == TALK_OFFERED)
        return arena_printf(ctx->arena, "It is yours if %s says yes in time.",
                            talk->presenters[0].name);
    if (has_slot && (!item || !evening->programme.announced))
        return !item ? unplaced_words(evening) : begun ? NULL : MAY_MOVE;
    if (talk->status == TALK_REQUESTED)
        return "The organisers look at all proposals together, and write to you.";
    if (has_slot || !talk->why)
        return NULL;
    return arena_printf(ctx->arena, "%s %s", talk->why,
                        begun ? "If somebody cannot speak, the chair calls the first in line who "
                                "fits, and they are told by email at once."
                              : "You are told by email as soon as it fits.");
}

static json_t *my_talk(struct ctx *ctx, const struct spark_evening *evening,
                       const struct talk *talk, const struct programme_item *item)
{
    bool past = ctx->now.v >= evening->event.fields.ends_at.v;
    bool proposed = talk->status == TALK_REQUESTED;
    bool confirmed = talk->status == TALK_CONFIRMED, offered = talk->status == TALK_OFFERED;
    bool asked = joint_is_asked(talk, ctx->actor.person);
    json_t *mine = json_pack(
        "{s:I, s:s, s:o, s:s, s:s}", "id", (json_int_t)talk->id.v, "heading",
        heading_of(ctx, evening, talk, item), "tag",
        asked       ? view_tag("Waits for your yes", "wait")
        : confirmed ? view_tag("Confirmed", "mine")
        : offered   ? view_tag("Waits for a yes", "wait")
        : proposed  ? view_tag(past ? "Not decided" : "Not decided yet", past ? "quiet" : "wait")
        : past      ? view_tag("Not given", "quiet")
                    : view_tag("Waiting", "wait"),
        "title", talk->title, "details", spark_mine_details(ctx, evening, talk));
    const char *near = topic_view_near(ctx, evening, talk, false);
    if (near)
        json_object_set_new(mine, "near", json_string(near));
    const char *why = why_of(ctx, evening, talk, item);
    if (why)
        json_object_set_new(mine, "why", json_string(why));
    if (item && talk->wanted_minutes && talk->why)
        json_object_set_new(mine, "longer_waits", json_string(talk->why));
    json_object_set_new(mine, "may_hand_in", json_boolean(!asked));
    json_object_set_new(mine, "may_say_needs",
                        json_boolean(!asked && ctx->now.v < evening->event.fields.ends_at.v));
    json_object_set_new(mine, "may_share", json_boolean(talk->status == TALK_CONFIRMED));
    add_actions(ctx, evening, talk, mine);
    return mine;
}

static void say_stages(struct ctx *ctx, const struct event *event, json_t *talks)
{
    struct stage stage;
    size_t i;
    json_t *mine;
    if (json_array_size(talks) == 0 || !find_stage(ctx, event, &stage))
        return;
    json_array_foreach(talks, i, mine)
    {
        const int64_t id = json_integer_value(json_object_get(mine, "id"));
        const struct talk *talk = stage_talk(&stage, (struct talk_id){id});
        if (talk)
            say_stage(ctx, &stage, talk, mine);
    }
}

json_t *spark_mine(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct programme *programme = &evening->programme;
    json_t *talks = json_array();
    for (int i = 0; i < programme->count; i++) {
        const struct programme_item *item = &programme->items[i];
        if (talk_presenter_of(&item->talk, ctx->actor.person))
            json_array_append_new(talks, my_talk(ctx, evening, &item->talk, item));
    }
    for (int i = 0; i < programme->unplaced_count; i++)
        if (talk_presenter_of(&programme->unplaced[i], ctx->actor.person))
            json_array_append_new(talks, my_talk(ctx, evening, &programme->unplaced[i], NULL));
    for (int i = 0; i < programme->waiting_count; i++) {
        const struct talk *talk = &programme->waiting[i];
        if (talk->status == TALK_WAITING && talk_presenter_of(talk, ctx->actor.person))
            json_array_append_new(talks, my_talk(ctx, evening, talk, NULL));
    }
    for (int i = 0; i < programme->requested_count; i++)
        if (talk_presenter_of(&programme->requested[i], ctx->actor.person))
            json_array_append_new(talks, my_talk(ctx, evening, &programme->requested[i], NULL));
    json_object_set_new(json_array_get(talks, 0), "first", json_true());
    say_stages(ctx, &evening->event, talks);
    return talks;
}
