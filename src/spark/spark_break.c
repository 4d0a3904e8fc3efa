/* DESIGN: a break is added to an evening, and its talks make way or are named. */
#include "spark_break.h"

#include <string.h>

#include "board_break.h"
#include "programme_instance.h"

enum { MINUTE_S = 60 };

/* ---- the blocks ---- */

static enum err part(const struct spark_break *added, struct refusal *why,
                     struct spark_settings *settings)
{
    static const char *const FAULTS[] = {
        [BREAK_OUTSIDE] = "Let the break lie within a block of talks, with some of its time "
                          "before the break and some after it.",
        [BREAK_KEYNOTE] = "A keynote is given at that time. Everybody is to hear it.",
        [BREAK_TOO_MANY] = "That would be more blocks of talks than an evening has room for.",
    };
    const struct pack_block pause = {added->starts_at.v,
                                     added->starts_at.v + (int64_t)added->minutes * MINUTE_S};
    if (added->minutes < 1 || added->minutes > SPARK_BREAK_MINUTES_MAX)
        return refuse_field(why, "break_minutes", "Enter a length from 1 to %d minutes.",
                            SPARK_BREAK_MINUTES_MAX);
    enum board_break_fault fault = board_break_part(settings, &pause);
    return fault == BREAK_FITS ? OK : refuse_field(why, "break_at", "%s", FAULTS[fault]);
}

/* ---- the talks ---- */

static bool was_broken(const struct arrange_report *before, const struct arrange_break *broken)
{
    for (int i = 0; i < before->break_count; i++) {
        const struct arrange_break *was = &before->breaks[i];
        if (was->rule == broken->rule && was->talks[0] == broken->talks[0] &&
            was->talks[1] == broken->talks[1])
            return true;
    }
    return false;
}

/* Each rule that holds now and would not with that plan. */
static void name_talks(const struct programme_board *now, const struct programme_board *then,
                       struct refusal *why)
{
    struct arrange_report before, after;
    programme_board_judge(now, now->plan, why->arena, &before);
    programme_board_judge(then, then->plan, why->arena, &after);
    for (int i = 0; i < after.break_count; i++)
        if (!was_broken(&before, &after.breaks[i]))
            refuse_field(why, "break_minutes", "%s",
                         board_words_sentence(why->arena, then, then->plan, &after.breaks[i]));
}

static enum err check_order(const struct programme_board *now, const struct programme_board *then,
                            struct refusal *why)
{
    name_talks(now, then, why);
    if (!why->field_count)
        return OK;
    return refuse(why, ERR_CONFLICT, "does-not-fit",
                  "The talks cannot make way for this break as they stand, and nothing was "
                  "changed. Let it be shorter or at another time, or move these talks first.");
}

/* The board as it would be. */
static struct programme_board board_with(const struct programme_board *now,
                                         const struct spark_settings *settings, struct arena *arena)
{
    struct programme_board then = *now;
    size_t room = (size_t)now->talk_count + 1;
    then.settings = *settings;
    then.plan = ARENA_ARRAY(arena, struct arrange_slot, room);
    memcpy(then.plan, now->plan, (size_t)now->talk_count * sizeof *then.plan);
    programme_instance_blocks(&then, arena);
    board_break_make_way(&then, then.plan);
    return then;
}

/* ---- added ---- */

static enum err change(struct store *store, struct instant now, const struct spark_break *added,
                       const struct event *event, const struct spark_settings *settings,
                       struct refusal *why)
{
    struct spark_fields spark = spark_event_defaults();
    for (; spark.block_count < settings->span_count; spark.block_count++) {
        const struct pack_block *span = &settings->spans[spark.block_count];
        spark.blocks[spark.block_count] = (struct spark_span){{span->start_s}, {span->end_s}};
    }
    const struct spark_change change = {
        .event = event->id, .version = added->version, .fields = event->fields, .spark = &spark};
    return spark_event_update(store, now, &change, why);
}

static bool is_moved(const struct programme_board *now, const struct programme_board *then)
{
    for (int i = 0; i < now->talk_count; i++)
        if (now->plan[i].room != then->plan[i].room ||
            now->plan[i].start_s != then->plan[i].start_s)
            return true;
    return false;
}

enum err spark_break_add(struct store *store, struct instant now, const struct spark_break *added,
                         struct refusal *why)
{
    const struct event_viewer everybody = {.all_drafts = true};
    struct event event;
    struct programme_board board;
    enum err err = event_find(store, &everybody, added->event, why->arena, &event);
    if (err == OK)
        err = programme_board_find(store, &event, why->arena, &board);
    if (err != OK)
        return err;
    struct spark_settings settings = board.settings;
    err = part(added, why, &settings);
    if (err != OK)
        return err;
    const struct programme_board then = board_with(&board, &settings, why->arena);
    bool ordered = board.version.number > 0; /* else times follow from the order of booking */
    if (ordered)
        err = check_order(&board, &then, why);
    if (err == OK)
        err = change(store, now, added, &event, &settings, why);
    if (err == ERR_CONFLICT && !ordered)
        name_talks(&board, &then, why);
    return err == OK && ordered && is_moved(&board, &then)
               ? programme_board_save(store, now, &board, then.plan, PROGRAMME_MOVED, added->by,
                                      why->arena)
               : err;
}
