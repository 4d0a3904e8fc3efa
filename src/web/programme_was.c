/* DESIGN: the programme of an evening that is over: what was given, as its stages have it. */
#include "programme_was.h"

#include "stage.h"
#include "stage_talk.h"

static bool was_used(const struct stage *stage)
{
    for (int r = 0; r < stage->programme.room_count; r++)
        for (int i = 0; i < stage->rooms[r].count; i++)
            if (stage->rooms[r].rows[i].part != STAGE_TO_COME)
                return true;
    return false;
}

static struct programme_item item_of(const struct programme *planned, const struct talk *talk,
                                     const struct stage_row *row, int room)
{
    const struct programme_item *slot = spark_item_of(planned, talk->id);
    struct instant at = row->started.v || !slot ? row->started : slot->starts_at;
    struct instant to = instant_add(at, (int64_t)row->minutes * 60);
    return (struct programme_item){
        .talk = *talk, .room = room, .starts_at = at, .ends_at = row->ended.v ? row->ended : to};
}

/* By start, then room: they come room by room. */
static void add(struct programme *given, struct programme_item item)
{
    struct programme_item *at = &given->items[given->count++];
    while (at > given->items && at[-1].starts_at.v > item.starts_at.v) {
        at[0] = at[-1];
        at--;
    }
    *at = item;
}

static void take_given(const struct stage *stage, const struct talk_spoken *spoken,
                       struct arena *arena, struct programme *ret)
{
    const struct programme *planned = &stage->programme;
    size_t room_for = (size_t)(planned->count + planned->waiting_count) + 1;
    ret->items = ARENA_ARRAY(arena, struct programme_item, room_for);
    ret->count = ret->unplaced_count = ret->waiting_count = 0;
    for (int r = 0; r < planned->room_count; r++) {
        for (int i = 0; i < stage->rooms[r].count; i++) {
            const struct stage_row *row = &stage->rooms[r].rows[i];
            const struct talk *talk = stage_talk(stage, row->talk);
            if (talk && talk_spoken_has(spoken, row->talk))
                add(ret, item_of(planned, talk, row, r));
        }
    }
}

enum err programme_was(struct ctx *ctx, struct spark_evening *evening)
{
    const struct event *event = &evening->event;
    struct stage stage;
    struct talk_spoken spoken;
    if (!event_status_is_on(event->status) || ctx->now.v < event->fields.ends_at.v)
        return OK;
    enum err err = stage_find(ctx->store, ctx->now, event->id, ctx->arena, &stage);
    if (err != OK || stage.runs || !was_used(&stage))
        return err;
    err = stage_talk_list_spoken(ctx->store, event->id, ctx->arena, &spoken);
    if (err == OK)
        err = stage_keynotes_given(ctx->store, event->id, ctx->arena, &evening->settings.keynotes);
    if (err != OK)
        return err;
    take_given(&stage, &spoken, ctx->arena, &evening->programme);
    evening->given = true;
    return OK;
}

const char *programme_was_words(const struct spark_evening *evening, struct instant now)
{
    if (now.v < evening->event.fields.ends_at.v)
        return NULL;
    return evening->given                 ? "Programme as it was"
           : evening->programme.announced ? "Programme as announced"
                                          : "Programme as planned";
}
