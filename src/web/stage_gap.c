/* DESIGN: what an evening's remote lists between talks: keynotes and breaks. */
#include "stage_gap.h"

#include "stage_view.h"
#include "view.h"
#include "words.h"

enum { BREAK_MIN_S = 60 };

static void add_break(struct arena *arena, struct instant from, struct instant to, json_t *list)
{
    if (to.v - from.v < BREAK_MIN_S)
        return;
    json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "time", words_time(arena, from),
                                          "title", "Break", "who",
                                          arena_printf(arena, "until %s", words_time(arena, to))));
}

/* nth: which of the event's keynotes, by start. */
static void add_keynote(struct arena *arena, const struct stage *stage, int room, int nth,
                        json_t *list)
{
    const struct keynote *keynote = &stage->programme.settings->keynotes.items[nth];
    const struct stage_room *own = &stage->rooms[room], *its = &stage->rooms[keynote->room - 1];
    const struct instant begun = its->heard[nth];
    json_t *view = json_pack("{s:s, s:s, s:s}", "time",
                             words_time(arena, begun.v ? begun : keynote->starts_at), "title",
                             stage_keynote_title(arena, keynote, room), "who",
                             stage_keynote_who(arena, stage, keynote, room));
    if (its->keynote.v == keynote->id.v)
        json_object_set_new(view, "tag", view_tag("Speaking", "mine"));
    else if (begun.v)
        json_object_set_new(view, "tag", view_tag("Given", "good"));
    for (int i = 0; i < own->keynote_count; i++)
        if (own->keynotes[i].keynote == keynote)
            json_object_set_new(view, "tag", view_tag("Keynote to come", "quiet"));
    json_array_append_new(list, view);
}

void stage_gap_add(struct arena *arena, const struct stage *stage, int room, int block,
                   json_t *list)
{
    const struct pack *pack = &stage->programme.settings->pack;
    const struct keynotes *keynotes = &stage->programme.settings->keynotes;
    bool is_between = block > 0 && block < pack->block_count;
    struct instant from = {block ? pack->blocks[block - 1].end_s : INT64_MIN};
    struct instant to = {block < pack->block_count ? pack->blocks[block].start_s : INT64_MAX};
    int64_t rest_s = 0; /* a changeover behind a keynote is no break */
    for (int i = 0; i < keynotes->count; i++) {
        const struct keynote *keynote = &keynotes->items[i];
        if (keynote->starts_at.v < from.v || keynote->starts_at.v >= to.v)
            continue;
        if (is_between)
            add_break(arena, from, keynote->starts_at, list);
        add_keynote(arena, stage, room, i, list);
        from = keynote_ends_at(keynote);
        rest_s = pack->changeover_s;
    }
    if (is_between && to.v - from.v > rest_s)
        add_break(arena, from, to, list);
}
