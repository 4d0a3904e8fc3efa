/* DESIGN: a day's workshops in the words of whoever chooses among them. */
#include "choice_view.h"

#include <string.h>

#include "tz.h"
#include "words.h"

const char *choice_view_path(struct ctx *ctx, struct event_id day)
{
    return arena_printf(ctx->arena, "/events/%lld/choose", (long long)day.v);
}

const char *choice_view_times(struct ctx *ctx, const struct event *day, struct instant from,
                              struct instant to)
{
    bool one = tz_day(day->fields.starts_at).v == tz_day(day->fields.ends_at).v;
    return one ? words_time_range(ctx->arena, from, to) : words_when(ctx->arena, from, to);
}

/* ---- the form ---- */

static const char *left_words(struct ctx *ctx, const struct workshop *w)
{
    int left = w->capacity - w->taken;
    if (w->my_booking && !w->my_lead)
        return "You have a place";
    return left > 0 ? words_count(ctx->arena, left, "place left", "places left") : "Full";
}

/* "Priya Shah. Room 4, Oak Primary School. 12 places left" */
static const char *hint_words(struct ctx *ctx, const struct workshop *w)
{
    return arena_printf(ctx->arena, "%s%s%s. %s.", w->leaders, *w->leaders ? ". " : "", w->place,
                        left_words(ctx, w));
}

static bool is_picked(struct ctx *ctx, const struct choice_blocks *of, const struct workshop *w)
{
    if (!of->typed)
        return w->my_booking && !w->my_lead;
    return form_int(of->typed, block_field(ctx->arena, w->block), 0) == w->id.v;
}

static json_t *option_view(struct ctx *ctx, const struct choice_blocks *of,
                           const struct workshop *w, bool first)
{
    const char *field = block_field(ctx->arena, w->block);
    bool full = w->taken >= w->capacity && !(w->my_booking && !w->my_lead);
    json_t *view =
        json_pack("{s:s, s:s, s:I, s:s, s:s, s:b, s:b}", "name", field, "id",
                  first ? field : arena_printf(ctx->arena, "%s_%lld", field, (long long)w->id.v),
                  "value", (json_int_t)w->id.v, "text", w->title, "hint", hint_words(ctx, w),
                  "checked", !full && is_picked(ctx, of, w), "full", full);
    if (*w->purpose)
        json_object_set_new(view, "about", json_string(w->purpose));
    return view;
}

static json_t *none_view(struct ctx *ctx, const struct choice_blocks *of, const struct block *block,
                         bool picked)
{
    const char *field = block_field(ctx->arena, block->id);
    bool none = of->typed ? form_int(of->typed, field, -1) == 0 : !picked;
    return json_pack("{s:s, s:s, s:I, s:s, s:b, s:b}", "name", field, "id",
                     arena_printf(ctx->arena, "%s_none", field), "value", (json_int_t)0, "text",
                     "None of these", "checked", none, "full", false);
}

static json_t *block_view(struct ctx *ctx, const struct choice_blocks *of,
                          const struct block *block)
{
    const char *field = block_field(ctx->arena, block->id), *leads = NULL;
    const char *error = view_field_error(&ctx->why, field);
    bool picked = false;
    json_t *options = json_array();
    for (int i = 0; i < of->workshops->count; i++) {
        const struct workshop *w = &of->workshops->items[i];
        if (w->block.v != block->id.v || !workshop_is_on(w))
            continue;
        if (w->my_booking && w->my_lead)
            leads = w->title;
        picked = picked || (w->my_booking && !w->my_lead);
        json_array_append_new(options, option_view(ctx, of, w, json_array_size(options) == 0));
    }
    if (!block->fields.must_choose && json_array_size(options))
        json_array_append_new(options, none_view(ctx, of, block, picked));
    json_t *view =
        json_pack("{s:s, s:s, s:s}", "name", field, "legend", block->fields.name, "times",
                  choice_view_times(ctx, of->day, block->fields.starts_at, block->fields.ends_at));
    if (leads)
        json_object_set_new(view, "leads", json_string(leads));
    if (error)
        json_object_set_new(view, "error", json_string(error));
    view_list(view, "options", options);
    return view;
}

json_t *choice_view_blocks(struct ctx *ctx, const struct choice_blocks *of)
{
    json_t *list = json_array();
    for (int i = 0; i < of->blocks->count; i++)
        json_array_append_new(list, block_view(ctx, of, &of->blocks->items[i]));
    return list;
}

/* ---- the day's own page ---- */

static json_t *plan_view(struct ctx *ctx, const struct event *day, const struct workshop_list *list)
{
    json_t *plan = json_array();
    for (int i = 0; i < list->count; i++) {
        const struct workshop *w = &list->items[i];
        if (w->my_booking)
            json_array_append_new(plan,
                                  json_pack("{s:s, s:s, s:s, s:s, s:b}", "title", w->title, "href",
                                            event_href(ctx, EVENT_INSET, w->id), "times",
                                            choice_view_times(ctx, day, w->starts_at, w->ends_at),
                                            "where", w->place, "leads", w->my_lead));
    }
    return plan;
}

/* One sentence: what is left to do, and until when. */
static const char *state_words(struct ctx *ctx, const struct choice_state *state)
{
    const char *until = words_moment(ctx->arena, state->closes_at);
    if (!state->has_place)
        return "This day has workshops. Book a place first, then choose yours.";
    if (ctx->now.v < state->opens_at.v)
        return arena_printf(ctx->arena, "You choose your workshops from %s.",
                            words_moment(ctx->arena, state->opens_at));
    if (!state->is_open)
        return state->left ? "Choosing has closed. Ask the organiser where you are to go."
                           : "Choosing has closed.";
    if (state->left)
        return arena_printf(ctx->arena, "%s left to choose, until %s.",
                            words_count(ctx->arena, state->left, "workshop is", "workshops are"),
                            until);
    return arena_printf(ctx->arena, "You can change your mind until %s.", until);
}

static void put_act(struct ctx *ctx, const struct event *day, const struct choice_state *state,
                    json_t *choice)
{
    const char *path = choice_view_path(ctx, day->id);
    if (state->is_open && state->has_place && state->left)
        json_object_set_new(choice, "choose", json_pack("{s:s}", "href", path));
    else if (state->is_open && state->has_place)
        json_object_set_new(choice, "change", json_pack("{s:s}", "href", path));
    else
        json_object_set_new(choice, "look", json_pack("{s:s}", "href", path));
}

/* Read once: the day's page is what everybody looks at. */
static enum err read_day(struct ctx *ctx, const struct event *day, struct choosing *choosing,
                         struct block_list *blocks, struct workshop_list *list)
{
    enum err err = block_list(ctx->store, day->id, ctx->arena, blocks);
    if (err != OK || blocks->count == 0)
        return err;
    err = choosing_find(ctx->store, day->id, choosing);
    return err == OK ? workshop_list(ctx->store, day->id, ctx->actor.person, ctx->arena, list)
                     : err;
}

enum err choice_view_day(struct ctx *ctx, const struct event *day, json_t *view)
{
    struct choosing choosing;
    struct block_list blocks;
    struct workshop_list list = {NULL, 0};
    enum err err = read_day(ctx, day, &choosing, &blocks, &list);
    if (err != OK || blocks.count == 0 || !event_status_is_on(day->status))
        return err;
    const struct choice_read read = {day, &choosing, &blocks, &list};
    const struct choice_state state = choice_state(&read, ctx->now);
    if (state.blocks == 0)
        return OK;
    json_t *choice = json_pack(
        "{s:s, s:s}", "heading",
        state.has_place && state.is_open && state.left ? "Choose your workshops" : "Your workshops",
        "text", state_words(ctx, &state));
    view_list(choice, "plan", plan_view(ctx, day, &list));
    put_act(ctx, day, &state, choice);
    json_object_set_new(view, "choice", choice);
    return OK;
}

enum err choice_view_workshop(struct ctx *ctx, const struct event *workshop, json_t **ret)
{
    struct block_id block;
    struct event day;
    if (!workshop->parent.v)
        return ERR_NOT_FOUND;
    enum err err = workshop_find_block(ctx->store, workshop->id, &block);
    if (err == OK)
        err = event_find_seen(ctx, workshop->parent.v, &day);
    if (err != OK)
        return err;
    bool mine = workshop->my_booking;
    *ret = json_pack("{s:{s:s, s:s, s:s, s:s}}", "closed", "heading",
                     !mine                                ? "Part of a day of workshops"
                     : workshop->my_part == PART_ATTENDEE ? "You are coming"
                                                          : "You lead it",
                     "text",
                     arena_printf(ctx->arena,
                                  "It is a workshop of “%s”. Workshops are chosen on "
                                  "the page of that day.",
                                  day.fields.title),
                     "href", choice_view_path(ctx, day.id), "link", "See all workshops of the day");
    return OK;
}
