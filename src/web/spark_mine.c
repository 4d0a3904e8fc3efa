/* DESIGN: what somebody gives at an evening: how it stands, why it waits, and what may be done. */
#include "spark_mine.h"

#include "event_rules.h"
#include "joint.h"
#include "spark_view.h"
#include "stage_talk.h"
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
    json_t *now = json_array(), *later = json_array();
    for (int i = 0; i < evening->lengths.count; i++) {
        int minutes = evening->lengths.minutes[i];
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
static void add_withdraw(struct ctx *ctx, const struct event *event, const struct talk *talk,
                         json_t *mine)
{
    const struct event_fields *when = &event->fields;
    const char *text = spark_withdraw_words(ctx->now, when->starts_at);
    bool begun = ctx->now.v >= when->starts_at.v;
    if (ctx->now.v >= when->ends_at.v || (begun && !talk_status_has_slot(talk->status)))
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
        json_object_set_new(mine, "may_leave", json_boolean(live && window == EVENT_WINDOW_OPEN));
        return;
    }
    json_object_set_new(mine, "may_change", json_boolean(live));
    if (event_status_is_on(evening->event.status))
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
    return arena_printf(ctx->arena, "Your talk is %s in line",
                        spark_ordinal(ctx->arena, talk->position));
}

/* Called from the waiting list and given; nothing is said where it cannot be found out. */
static bool spoke_as_reserve(struct ctx *ctx, const struct talk *talk)
{
    bool spoke = false;
    return talk->status == TALK_WAITING && stage_talk_spoke(ctx->store, talk->id, &spoke) == OK &&
           spoke;
}

static void say_reserve(json_t *mine)
{
    json_object_set_new(mine, "heading", json_string("You spoke as a reserve"));
    json_object_set_new(mine, "tag", view_tag("Confirmed", "mine"));
    json_object_set_new(mine, "may_share", json_true());
    json_object_del(mine, "why");
}

static json_t *my_talk(struct ctx *ctx, const struct spark_evening *evening,
                       const struct talk *talk, const struct programme_item *item)
{
    struct arena *arena = ctx->arena;
    bool proposed = talk->status == TALK_REQUESTED;
    bool confirmed = talk->status == TALK_CONFIRMED, offered = talk->status == TALK_OFFERED;
    bool asked = joint_is_asked(talk, ctx->actor.person);
    json_t *mine =
        json_pack("{s:I, s:s, s:o, s:s, s:s}", "id", (json_int_t)talk->id.v, "heading",
                  heading_of(ctx, evening, talk, item), "tag",
                  asked       ? view_tag("Waits for your yes", "wait")
                  : confirmed ? view_tag("Confirmed", "mine")
                  : offered   ? view_tag("Waits for a yes", "wait")
                  : proposed  ? view_tag("Not decided yet", "wait")
                              : view_tag("Waiting", "wait"),
                  "title", talk->title, "details", spark_mine_details(ctx, evening, talk));
    const char *near = topic_view_near(ctx, evening, talk, false);
    if (near)
        json_object_set_new(mine, "near", json_string(near));
    if (confirmed && (!item || !evening->programme.announced))
        json_object_set_new(mine, "why", json_string(item ? MAY_MOVE : unplaced_words(evening)));
    if (!confirmed && !offered && talk->why)
        json_object_set_new(mine, "why",
                            json_string(arena_printf(
                                arena, "%s You are told by email as soon as it fits.", talk->why)));
    if (offered)
        json_object_set_new(mine, "why",
                            json_string(arena_printf(arena, "It is yours if %s says yes in time.",
                                                     talk->presenters[0].name)));
    if (proposed)
        json_object_set_new(mine, "why",
                            json_string("The organisers look at all proposals together, and write "
                                        "to you."));
    if (item && talk->wanted_minutes && talk->why)
        json_object_set_new(mine, "longer_waits", json_string(talk->why));
    json_object_set_new(mine, "may_hand_in", json_boolean(!asked));
    json_object_set_new(mine, "may_share", json_boolean(talk->status == TALK_CONFIRMED));
    add_actions(ctx, evening, talk, mine);
    if (spoke_as_reserve(ctx, talk))
        say_reserve(mine);
    return mine;
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
    return talks;
}
