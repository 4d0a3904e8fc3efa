/* DESIGN: the programme is announced: judged, set, and told to those for whom it is new. */
#include "programme_publish.h"

#include <stdlib.h>

#include "stage.h"
#include "talk_scene.h"

static bool is_news(const struct programme_board *board, int talk)
{
    const struct arrange_slot *now = &board->plan[talk];
    const struct arrange_slot *was = &board->instance.talks[talk].announced;
    return now->room >= 0 && (now->room != was->room || now->start_s != was->start_s);
}

struct programme_telling programme_publish_telling(const struct programme_board *board,
                                                   struct arena *arena)
{
    struct programme_telling telling = {
        .items = ARENA_ARRAY(arena, struct programme_told, (size_t)board->talk_count + 1)};
    for (int i = 0; i < board->talk_count; i++) {
        if (!is_news(board, i))
            continue;
        int at = telling.count++;
        for (; at > 0 && board->plan[telling.items[at - 1].talk].start_s > board->plan[i].start_s;
             at--)
            telling.items[at] = telling.items[at - 1];
        telling.items[at] = (struct programme_told){i, board->instance.talks[i].announced};
        telling.people += board->talks[i].presenter_count;
    }
    return telling;
}

/* Each broken rule as a field of its own, so that a program can tell them apart. */
static enum err refuse_broken(const struct programme_board *board,
                              const struct arrange_report *report, struct refusal *why)
{
    for (int i = 0; i < report->break_count && i < REFUSAL_FIELDS_MAX; i++)
        refuse_field(why, arrange_hard_id(report->breaks[i].rule), "%s",
                     board_words_sentence(why->arena, board, board->plan, &report->breaks[i]));
    if (report->break_count == 1)
        return refuse(why, ERR_CONFLICT, "broken-rules",
                      "One rule is broken. Put it right on the board, then announce it.");
    return refuse(why, ERR_CONFLICT, "broken-rules",
                  "%d rules are broken. Put them right on the board, then announce it.",
                  report->break_count);
}

static enum err check(const struct event *event, const struct programme_board *board,
                      struct refusal *why)
{
    struct arrange_report report;
    if (event->status == EVENT_DRAFT)
        return refuse(
            why, ERR_CONFLICT, "not-published",
            "The event is a draft. Publish the event first, then announce its programme.");
    if (board->talk_count == 0)
        return refuse(why, ERR_CONFLICT, "empty",
                      "There are no talks yet. Announce the programme once there are.");
    programme_board_judge(board, board->plan, why->arena, &report);
    return report.break_count ? refuse_broken(board, &report, why) : OK;
}

/* ---- when it may be announced ---- */

static enum err check_order(struct store *store, const struct event *event, struct refusal *why)
{
    struct spark_settings settings;
    enum err err = spark_event_find(store, event->id, why->arena, &settings);
    if (err == OK && settings.order != SPARK_ARRANGED)
        return refuse(why, ERR_CONFLICT, "drawn",
                      "The order of this event is drawn by lot, so nobody sets it by hand. Choose "
                      "to arrange it first, on the page where lots are drawn.");
    return err;
}

/* Once something was done on a stage, the order is the chair's. */
static enum err check_stage(struct store *store, struct instant now, const struct event *event,
                            struct refusal *why)
{
    struct stage stage;
    enum err err = stage_find(store, now, event->id, why->arena, &stage);
    for (int i = 0; err == OK && i < stage.programme.room_count; i++)
        if (stage.rooms[i].last != STAGE_KINDS)
            return refuse(
                why, ERR_CONFLICT, "begun",
                "The evening has begun. Who speaks later, or changes places, is up to the "
                "chair now: use the remote.");
    return err;
}

static struct instant start_of(const struct event *event, const struct arrange_slot *slot)
{
    return instant_add(event->fields.starts_at, slot->start_s);
}

/* What has begun stays where it is (H10), and nothing is announced for a time that is past. */
static enum err check_begun(struct instant now, const struct event *event,
                            const struct programme_board *board,
                            const struct programme_telling *telling, struct refusal *why)
{
    for (int i = 0; i < telling->count; i++) {
        const struct programme_told *told = &telling->items[i];
        const char *title = board->talks[told->talk].title;
        if (told->before.room >= 0 && start_of(event, &told->before).v <= now.v)
            return refuse(why, ERR_CONFLICT, "begun",
                          "“%s” has begun already, so its slot stays. Take the move back, then "
                          "announce it.",
                          title);
        if (start_of(event, &board->plan[told->talk]).v < now.v)
            return refuse(why, ERR_CONFLICT, "begun",
                          "“%s” would begin at a time that is past. Give it a later slot, then "
                          "announce it.",
                          title);
    }
    return OK;
}

static enum err check_time(struct store *store, struct instant now, const struct event *event,
                           const struct programme_board *board, struct refusal *why)
{
    const struct programme_telling telling = programme_publish_telling(board, why->arena);
    if (event->status == EVENT_DRAFT)
        return OK; /* there is more to say of it */
    if (now.v >= event->fields.ends_at.v)
        return refuse(why, ERR_CONFLICT, "over",
                      "The event is over, so there is nothing left to announce.");
    enum err err = check_order(store, event, why);
    if (err == OK)
        err = check_stage(store, now, event, why);
    return err == OK ? check_begun(now, event, board, &telling, why) : err;
}

static enum err tell(struct store *store, struct instant now, const struct event *event,
                     struct talk *talk, const struct talk_news *news)
{
    enum err err = talk_store_update(store, now, talk);
    return err == OK ? talk_notice_all(store, now, event, talk, news) : err;
}

/* The first announcement makes a version of what nobody has moved yet. */
static enum err take_version(struct store *store, struct instant now,
                             const struct programme_board *board, struct person_id by,
                             struct arena *arena, int64_t *ret)
{
    if (board->version.number) {
        *ret = board->version.id;
        return OK;
    }
    const struct programme_slots slots = programme_board_slots(board, board->plan, arena);
    const struct programme_draft draft = {board->event, PROGRAMME_BOOKED, by, &slots};
    return programme_version_add(store, now, &draft, ret);
}

/* The schema's own word that two talks are in one room at once. */
static enum err announce(struct store *store, struct instant now, struct event_id event,
                         int64_t version, struct refusal *why)
{
    enum err err = programme_version_publish(store, now, event, version);
    return err == ERR_CONFLICT
               ? refuse(why, ERR_CONFLICT, "broken-rules",
                        "Two talks would be in one room at once. Look at the board, put them "
                        "right, then announce.")
               : err;
}

enum err programme_publish_drawn(struct store *store, struct instant now, const struct event *event,
                                 const struct programme_board *board, struct person_id by,
                                 struct refusal *why)
{
    struct talk_news news = {.kind = NOTICE_TALK_SLOT, .had_place = true, .by = by};
    const struct programme_telling telling = programme_publish_telling(board, why->arena);
    int64_t version = 0;
    enum err err = check(event, board, why);
    if (err == OK)
        err = take_version(store, now, board, by, why->arena, &version);
    if (err == OK)
        err = announce(store, now, event->id, version, why);
    if (err == OK)
        err = talk_notice_by(store, why->arena, &news);
    for (int i = 0; err == OK && i < telling.count; i++)
        err = tell(store, now, event, &board->talks[telling.items[i].talk], &news);
    return err;
}

enum err programme_publish(struct store *store, struct instant now, const struct event *event,
                           const struct programme_board *board, struct person_id by,
                           struct refusal *why)
{
    enum err err = check_time(store, now, event, board, why);
    if (err == OK)
        err = programme_publish_drawn(store, now, event, board, by, why);
    /* talks that were moved may have left a gap */
    return err == OK ? talk_room_changed(store, now, event->id, why->arena) : err;
}

/* ---- settings that change under it ---- */

enum { SENTENCES_MAX = 5 };

static enum err judge_frame(struct store *store, const struct board_frame *frame,
                            struct arena *arena, struct programme_board *board,
                            struct arrange_report *ret)
{
    enum err err = programme_board_announced(store, frame, arena, board);
    if (err == OK)
        programme_board_judge(board, board->plan, arena, ret);
    return err;
}

static bool is_theirs(enum arrange_hard rule)
{
    return rule == HARD_ARRIVAL || rule == HARD_LEAVING;
}

static bool has_break(const struct arrange_report *report, const struct arrange_break *broken)
{
    for (int i = 0; i < report->break_count; i++) {
        const struct arrange_break *b = &report->breaks[i];
        if (b->rule == broken->rule && b->talks[0] == broken->talks[0] &&
            b->talks[1] == broken->talks[1])
            return true;
    }
    return false;
}

static enum err refuse_change(int count, struct refusal *why)
{
    if (count == 0)
        return OK;
    return refuse(why, ERR_CONFLICT, "broken-rules",
                  "The programme is announced, and this change would break it: %s%s Keep it as it "
                  "was announced, or move talks on the board and announce that first.",
                  why->fields[0].message, count > 1 ? " Others would too." : "");
}

enum err programme_publish_keeps(struct store *store, const struct programme_frames *frames,
                                 struct refusal *why)
{
    struct programme_board was, board;
    struct arrange_report old, report;
    int count = 0;
    enum err err = judge_frame(store, &frames->before, why->arena, &was, &old);
    if (err == OK)
        err = judge_frame(store, &frames->after, why->arena, &board, &report);
    if (err != OK)
        return err;
    for (int i = 0; i < report.break_count; i++) {
        const struct arrange_break *broken = &report.breaks[i];
        if (is_theirs(broken->rule) || has_break(&old, broken))
            continue;
        if (count++ < SENTENCES_MAX)
            refuse_field(why, frames->field_of(frames, broken->rule), "%s",
                         board_words_sentence(why->arena, &board, board.plan, broken));
    }
    return refuse_change(count, why);
}
