/* DESIGN: the question before a step of a draw that nobody can take back. */
#include "check.h"
#include "draw_view.h"
#include "words.h"

bool draw_asks_first(const struct draw_night *night, enum draw_act act)
{
    const struct draw_round *round = &night->round;
    bool waits = !round->closed_at.v && night->count && !night->trouble;
    bool running = round->closed_at.v && !round->ended_at.v;
    switch (act) {
    case DRAW_ACT_ORDER:
        return waits && night->order == SPARK_SHUFFLED;
    case DRAW_ACT_NEXT:
        return waits && night->order == SPARK_DRAWN;
    case DRAW_ACT_END:
        return running && !night->over;
    case DRAW_ACT_NO_SHOW:
    case DRAW_ACT_WITHDRAWN:
    case DRAW_ACT_AGAIN:
    case DRAW_ACTS:
        break;
    }
    return false;
}

/* Whose place has still to be drawn. */
static int count_left(const struct draw_night *night)
{
    int left = 0;
    for (int i = 0; i < night->count; i++)
        left += night->entries[i].place == DRAW_IN_HAT;
    return left;
}

static const char *text_of(struct ctx *ctx, const struct draw_night *night, enum draw_act act)
{
    int left = count_left(night);
    if (act == DRAW_ACT_NEXT)
        return arena_printf(ctx->arena,
                            "The first of %s is drawn and shown on the screen at once. The list "
                            "is closed with it: whoever offers a talk after that is a reserve.",
                            words_count(ctx->arena, left, "talk", "talks"));
    const char *talks = words_count(ctx->arena, left, "talk is", "talks are");
    if (act == DRAW_ACT_ORDER)
        return arena_printf(
            ctx->arena,
            "%s drawn. The order is announced at once: everybody who speaks is "
            "told their time by email, and the record is given out. To draw once more "
            "after that is a second draw: everybody sees both, and is written to "
            "again.",
            talks);
    return arena_printf(ctx->arena,
                        "%s not drawn yet, and will have no time in the programme. The record is "
                        "given out, and the draw cannot go on after it.",
                        talks);
}

json_t *draw_ask_view(struct ctx *ctx, const struct event *event, const struct draw_night *night,
                      enum draw_act act)
{
    static const struct {
        const char *heading, *button;
    } WORDS[DRAW_ACTS] = {
        [DRAW_ACT_ORDER] = {"Draw the order now?", "Draw now"},
        [DRAW_ACT_NEXT] = {"Begin the draw?", "Draw the first speaker"},
        [DRAW_ACT_END] = {"End the draw?", "End the draw"},
    };
    const char *back = draw_href(ctx, event->id, "");
    json_t *view = view_new(WORDS[act].heading);
    view_back(view, back, "Draw the order by lot");
    json_t *hidden =
        json_pack("[{s:s, s:s}, {s:s, s:s}]", "name", "act", "value", draw_act_name(act), "name",
                  "seen", "value", arena_printf(ctx->arena, "%d", night->steps));
    json_object_update_new(view, json_pack("{s:s, s:s, s:s, s:s, s:o, s:{s:s, s:s}}", "subject",
                                           event->fields.title, "text", text_of(ctx, night, act),
                                           "action", draw_href(ctx, event->id, "/steps"), "button",
                                           WORDS[act].button, "hidden", hidden, "keep", "href",
                                           back, "text", "Not yet"));
    return view;
}
