/* DESIGN: a reserve whom the chair calls, or calls no more, is told at once. */
#include "stage_call.h"

#include "event_rules.h"
#include "talk_scene.h"

enum { MINUTE_S = 60 };

static struct programme_place place_of(const struct event *event, const struct stage *stage,
                                       const struct stage_row *row, int room, struct arena *arena)
{
    const char *name = stage->programme.rooms[room].name;
    const struct instant from = {row->estimate.v - row->estimate.v % MINUTE_S};
    return (struct programme_place){event_rules_place(arena, name, event->school_name), from,
                                    instant_add(from, (int64_t)row->minutes * MINUTE_S)};
}

enum err stage_call_tell(struct store *store, struct instant now, const struct event *event,
                         const struct stage *before, struct arena *arena)
{
    struct stage stage;
    int room = 0, unused;
    enum err err = stage_find(store, now, event->id, arena, &stage);
    for (int i = 0; err == OK && i < stage.programme.waiting_count; i++) {
        const struct talk *talk = &stage.programme.waiting[i];
        const struct stage_row *was = stage_row_of(before, talk->id, &unused);
        const struct stage_row *row = stage_row_of(&stage, talk->id, &room);
        struct talk_news news = {.kind = NOTICE_TALK_CALL_OVER};
        struct programme_place place;
        if (!was == !row)
            continue;
        if (row) {
            const struct stage_room *r = &stage.rooms[room];
            bool next = r->next >= 0 && row == &r->rows[r->next];
            place = place_of(event, &stage, row, room, arena);
            news = (struct talk_news){.kind = NOTICE_TALK_CALLED,
                                      .detail = next ? "you speak next" : "you speak instead",
                                      .at = &place};
        }
        err = talk_notice_all(store, now, event, talk, &news);
    }
    return err;
}
