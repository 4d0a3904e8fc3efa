/* DESIGN: question cards that wait, on the pages people look at anyway. */
#include "question_view.h"

#include "stage_gate.h"
#include "view_event.h"
#include "words.h"

static const char *questions_href(struct ctx *ctx, struct event_id event, const char *rest)
{
    return arena_printf(ctx->arena, "/spark/%lld/questions%s", (long long)event.v, rest);
}

/* "2 questions wait for your answer" */
static const char *answer_words(struct arena *arena, int count)
{
    return words_count(arena, count, "question waits for your answer",
                       "questions wait for your answer");
}

static const char *pass_words(struct arena *arena, int count)
{
    return words_count(arena, count, "new question to look through",
                       "new questions to look through");
}

/* ---- home ---- */

static json_t *row(struct ctx *ctx, const struct question_open *open, const char *text,
                   const char *rest, const char *button)
{
    return json_pack("{s:s, s:s, s:s}", "text",
                     arena_printf(ctx->arena, "%s: %s", text, open->title), "href",
                     questions_href(ctx, open->event, rest), "button", button);
}

static enum err add_to_pass(struct ctx *ctx, json_t *rows)
{
    struct question_open_list list;
    enum err err = question_open_to_pass(ctx->store, ctx->now, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct question_open *open = &list.items[i];
        struct event event;
        err = event_find_seen(ctx, open->event.v, &event);
        if (err == OK && stage_gate_may_run(ctx, &event))
            json_array_append_new(
                rows, row(ctx, open, pass_words(ctx->arena, open->count), "/queue", "Look"));
        err = err == ERR_NOT_FOUND ? OK : err;
    }
    return err;
}

static enum err add_to_answer(struct ctx *ctx, json_t *rows)
{
    struct question_open_list list;
    enum err err =
        question_open_to_answer(ctx->store, ctx->now, ctx->actor.person, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        json_array_append_new(
            rows,
            row(ctx, &list.items[i], answer_words(ctx->arena, list.items[i].count), "", "Answer"));
    return err;
}

enum err question_view_home(struct ctx *ctx, json_t *view)
{
    json_t *rows = json_array();
    enum err err = add_to_pass(ctx, rows);
    if (err == OK)
        err = add_to_answer(ctx, rows);
    view_list(view, "questions", rows);
    return err;
}

/* ---- an event's page ---- */

enum err question_view_event(struct ctx *ctx, const struct event *event, json_t *view)
{
    int count = 0;
    if (!stage_gate_may_run(ctx, event))
        return OK;
    enum err err = question_count_waiting(ctx->store, event->id, &count);
    if (err == OK && count)
        json_object_set_new(view, "questions",
                            json_pack("{s:s, s:s}", "text", pass_words(ctx->arena, count), "href",
                                      questions_href(ctx, event->id, "/queue")));
    return err;
}

enum err question_view_mine(struct ctx *ctx, const struct event *event, json_t *talks)
{
    size_t i;
    json_t *mine;
    json_array_foreach(talks, i, mine)
    {
        int count = 0;
        const struct talk_id id = {json_integer_value(json_object_get(mine, "id"))};
        enum err err = question_open_of_talk(ctx->store, id, &count);
        if (err != OK)
            return err;
        if (count && !json_object_get(mine, "may_answer"))
            json_object_set_new(mine, "to_answer",
                                json_pack("{s:s, s:s}", "text", answer_words(ctx->arena, count),
                                          "href", questions_href(ctx, event->id, "")));
    }
    return OK;
}
