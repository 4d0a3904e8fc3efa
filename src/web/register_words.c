/* DESIGN: marks, counts and times of a register in words, and where its pages are. */
#include "register_words.h"

#include "view_event.h"
#include "words.h"

const char *register_words_mark(struct arena *arena, enum register_mark_kind mark, int late_min,
                                int early_min, int away_min)
{
    static const char *const WORDS[REGISTER_MARKS] = {"", "Here", "Not here", "Excused"};
    const char *text = WORDS[mark];
    if (late_min)
        text = arena_printf(arena, "%s, %s late", text, words_duration(arena, late_min));
    if (early_min)
        text = arena_printf(arena, "%s, left %s early", text, words_duration(arena, early_min));
    if (away_min)
        text = arena_printf(arena, "%s, out for %s", text, words_duration(arena, away_min));
    return text;
}

const char *register_words_standing(struct arena *arena, const struct register_standing *standing)
{
    return register_words_mark(arena, standing->mark, standing->late_min, standing->early_min,
                               standing->away_min);
}

const char *register_words_how(enum register_how how)
{
    static const char *const WORDS[REGISTER_HOWS] = {"At the door", "From the signed sheet",
                                                     "From a meeting’s attendance file",
                                                     "By the code on the screen", "By themselves"};
    return WORDS[how];
}

const char *register_words_here(struct arena *arena, const struct register_counts *counts)
{
    return arena_printf(arena, "%d of %d here", counts->here, counts->all);
}

static const char *add(struct arena *arena, const char *text, int count, const char *what)
{
    if (count == 0)
        return text;
    return arena_printf(arena, "%s%s%d %s", text, *text ? ", " : "", count, what);
}

const char *register_words_rest(struct arena *arena, const struct register_counts *counts,
                                bool closed)
{
    const char *text = add(arena, "", counts->absent, "not here");
    text = add(arena, text, counts->excused, "excused");
    text = add(arena, text, counts->none, closed ? "counted as not here" : "not marked yet");
    text = add(arena, text, counts->late, "for part of the time");
    text = add(arena, text, counts->online, "booked online");
    text = add(arena, text, counts->beyond, "more than there are places");
    return *text ? arena_printf(arena, "%s.", text) : "";
}

const char *register_words_when(struct arena *arena, const struct register_view *scene)
{
    const struct register_state *state = scene->state;
    const char *when = words_when(arena, state->starts_at, state->ends_at);
    if (scene->states.count == 1)
        return when;
    return arena_printf(arena, "Session %d of %d: %s", (int)(state - scene->states.items) + 1,
                        scene->states.count, when);
}

const char *register_href(const struct ctx *ctx, const struct register_view *scene,
                          const char *rest)
{
    const char *path =
        arena_printf(ctx->arena, "/events/%lld/register%s", (long long)scene->event.id.v, rest);
    if (scene->states.count == 1)
        return path;
    return arena_printf(ctx->arena, "%s?session=%d", path, scene->state->position);
}

json_t *register_page_view(struct ctx *ctx, const struct register_view *scene, const char *title)
{
    json_t *view = view_new(title);
    json_object_update_new(
        view, json_pack("{s:I, s:i, s:s, s:s, s:s, s:s}", "id", (json_int_t)scene->event.id.v,
                        "session", scene->state->position, "event", scene->event.fields.title,
                        "when", register_words_when(ctx->arena, scene), "where", scene->event.place,
                        "href", register_href(ctx, scene, "")));
    return view;
}

void register_read_minutes(struct ctx *ctx, const struct form *form, const char *name, int *ret)
{
    const char *typed = form_text(form, name, ctx->arena);
    int64_t minutes = *typed ? form_int(form, name, -1) : 0;
    if (minutes < 0 || minutes > 999)
        refuse_field(&ctx->why, name, "Enter how many minutes, as a number: 10.");
    else
        *ret = (int)minutes;
}
