/* DESIGN: swapping one's slot with somebody, or in a chain: chosen step by step, asked, answered.
 */
#include "page.h"
#include "talk_input.h"
#include "talk_swap_view.h"
#include "view_event.h"
#include "words.h"

/* ---- with whom ---- */

/* "12,34": what is chosen so far. */
static const char *with_text(struct arena *arena, const struct talk_swap_request *ask)
{
    const char *text = "";
    for (int i = 1; i < ask->count; i++)
        text = arena_printf(arena, "%s%s%lld", text, i > 1 ? "," : "", (long long)ask->talks[i].v);
    return text;
}

static json_t *choice_view(struct ctx *ctx, const struct talk_swap_request *ask,
                           const struct talk_swap_choice *choice)
{
    struct arena *arena = ctx->arena;
    const char *with = with_text(arena, ask);
    const char *href =
        arena_printf(arena, "/talks/%lld/swap?with=%s%s%lld", (long long)ask->talks[0].v, with,
                     *with ? "," : "", (long long)choice->talk->id.v);
    return json_pack("{s:s, s:s, s:s, s:s}", "href", href, "when",
                     arena_printf(arena, "%s%s%s", words_time(arena, choice->slot.starts_at),
                                  *choice->room ? ", " : "", choice->room),
                     "title", choice->talk->title, "who",
                     arena_printf(arena, "%s, %s", choice->talk->presenters[0].name,
                                  words_duration(arena, choice->talk->minutes)));
}

/* Those with whom it would hold, and the others. */
static enum err add_choices(struct ctx *ctx, const struct talk_swap_request *ask, json_t *view)
{
    struct talk_swap_choices choices;
    json_t *works = json_array(), *others = json_array();
    enum err err = talk_swap_choose(ctx->store, ctx->now, ask, &ctx->why, &choices);
    for (int i = 0; err == OK && i < choices.count; i++) {
        const struct talk_swap_choice *choice = &choices.items[i];
        json_array_append_new(choice->closes ? works : others, choice_view(ctx, ask, choice));
    }
    json_object_set_new(view, "none", json_boolean(err == OK && choices.count == 0));
    view_list(view, "works", works);
    view_list(view, "others", others);
    return err;
}

/* ---- what it would be ---- */

static const char *button_text(struct ctx *ctx, const struct talk_swap *swap)
{
    if (swap->count == 2)
        return arena_printf(ctx->arena, "Ask %s", talk_swap_view_names(ctx->arena, swap, 0));
    return swap->count == 3 ? "Ask both" : arena_printf(ctx->arena, "Ask all %d", swap->count - 1);
}

/* Who would speak when, and whether that holds. */
static enum err add_chain(struct ctx *ctx, const struct talk_swap_request *ask, json_t *view)
{
    struct talk_swap swap = {.count = 0};
    struct refusal why;
    refusal_init(&why, ctx->arena);
    if (ask->count < TALK_SWAP_MIN)
        return OK;
    enum err err = talk_swap_try(ctx->store, ctx->now, ask, &why, &swap);
    if (err != OK && swap.count == 0) {
        ctx->why = why;
        return err;
    }
    json_t *chain =
        json_pack("{s:s, s:s, s:o}", "with", with_text(ctx->arena, ask), "caption",
                  "Who would speak when", "rows", talk_swap_view_rows(ctx, &swap, false));
    if (err == OK)
        json_object_set_new(chain, "button", json_string(button_text(ctx, &swap)));
    else
        json_object_set_new(chain, "why", json_string(why.detail));
    json_object_set_new(view, "chain", chain);
    return OK;
}

static json_t *base_view(struct ctx *ctx, const struct talk *talk, const struct event *event)
{
    json_t *view = view_new("Swap your slot");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_update_new(
        view, json_pack("{s:s, s:s, s:s, s:s}", "title", talk->title, "action",
                        arena_printf(ctx->arena, "/talks/%lld/swap", (long long)talk->id.v), "home",
                        event_href(ctx, EVENT_SPARK, event->id), "minutes",
                        words_duration(ctx->arena, talk->minutes)));
    return view;
}

/* Its slot now, as whoever swaps it knows it. */
static enum err add_slot(struct ctx *ctx, const struct talk *talk, json_t *view)
{
    struct programme_place place;
    enum err err = programme_version_place(ctx->store, talk->id, ctx->arena, &place);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err == OK)
        json_object_set_new(
            view, "slot",
            json_string(arena_printf(ctx->arena, "%s, %s", words_time(ctx->arena, place.starts_at),
                                     place.room)));
    return err;
}

static bool is_said(enum err err)
{
    return err == ERR_CONFLICT || err == ERR_INVALID;
}

static enum err show(struct ctx *ctx, const struct talk *talk, const struct talk_swap_request *ask,
                     enum err refused, struct response *response)
{
    struct event event;
    enum err err = spark_find(ctx, talk->event, &event);
    if (err != OK)
        return err;
    json_t *view = base_view(ctx, talk, &event);
    struct refusal first = ctx->why;
    err = add_slot(ctx, talk, view);
    if (err == OK)
        err = add_chain(ctx, ask, view);
    if (err == OK)
        err = add_choices(ctx, ask, view);
    if (err != OK && !is_said(err)) {
        json_decref(view);
        return err;
    }
    if (refused != OK)
        ctx->why = first;
    if (refused == OK)
        refused = err;
    if (refused == OK)
        return response_page(response, "spark/swap.html", view);
    view_errors(view, &ctx->why);
    return response_page_refused(response, refused, "spark/swap.html", view);
}

enum err page_talk_swap(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    if (err != OK)
        return err;
    const struct talk_swap_request ask =
        talk_swap_read(ctx, &talk, form_find(&request->query, "with"));
    return show(ctx, &talk, &ask, refusal_check(&ctx->why), response);
}

enum err page_talk_swap_ask(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct talk talk;
    struct talk_swap_id id;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    if (err != OK)
        return err;
    const struct talk_swap_request ask =
        talk_swap_read(ctx, &talk, form_find(&request->form, "with"));
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = talk_swap_ask(ctx->store, ctx->now, &ask, &ctx->why, &id);
    if (err == OK)
        return response_redirect(ctx, response, "/swaps/%lld", (long long)id.v);
    return is_said(err) ? show(ctx, &talk, &ask, err, response) : err;
}

/* ---- one that is asked for ---- */

static const char *text_of(struct ctx *ctx, const struct talk_swap *swap, int part)
{
    struct arena *arena = ctx->arena;
    if (swap->status == TALK_SWAP_DONE)
        return "Everybody said yes, and the slots are swapped. A mail with the new time is on its "
               "way to each of you.";
    if (swap->status != TALK_SWAP_OPEN)
        return arena_printf(arena, "%s The slots stay as they are.", talk_swap_why(arena, swap));
    if (part == 0)
        return arena_printf(arena,
                            "You asked %s. The last yes swaps the slots; until then nothing "
                            "changes.",
                            talk_swap_view_names(arena, swap, 0));
    if (swap->parts[part].yes_at.v)
        return "You said yes. The slots are swapped when everybody has.";
    return arena_printf(arena, "%s asks you. Nothing changes unless everybody says yes.",
                        swap->parts[0].talk.presenters[0].name);
}

static const char *heading_of(const struct talk_swap *swap)
{
    if (swap->status == TALK_SWAP_DONE)
        return "The slots are swapped";
    if (swap->status != TALK_SWAP_OPEN)
        return "There is no swap";
    return swap->count == 2 ? "Swap two slots" : "Swap slots in a chain";
}

static enum err show_swap(struct ctx *ctx, const struct talk_swap *swap, enum err refused,
                          struct response *response)
{
    struct event event;
    int part = talk_swap_part_of(swap, ctx->actor.person);
    enum err err = spark_find(ctx, swap->event, &event);
    if (err != OK)
        return err;
    json_t *view = view_new(heading_of(swap));
    const char *home = event_href(ctx, EVENT_SPARK, event.id);
    view_back(view, home, event.fields.title);
    bool open = swap->status == TALK_SWAP_OPEN;
    json_object_update_new(view,
                           json_pack("{s:s, s:o, s:s, s:s}", "text", text_of(ctx, swap, part),
                                     "rows", talk_swap_view_rows(ctx, swap, open), "action",
                                     arena_printf(ctx->arena, "/swaps/%lld", (long long)swap->id.v),
                                     "home", home));
    json_object_set_new(view, "open", json_boolean(open));
    json_object_set_new(view, "answers", json_boolean(open));
    json_object_set_new(view, "caption",
                        json_string(swap->status == TALK_SWAP_DONE ? "Who speaks when"
                                    : open                         ? "Who would speak when"
                                                                   : "What was asked for"));
    if (open && part == 0)
        json_object_set_new(view, "asker", json_true());
    if (open && part > 0)
        json_object_set_new(view, swap->parts[part].yes_at.v ? "agreed" : "asked", json_true());
    if (refused == OK)
        return response_page(response, "spark/swap_answer.html", view);
    view_errors(view, &ctx->why);
    return response_page_refused(response, refused, "spark/swap_answer.html", view);
}

enum err page_swap(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk_swap swap;
    enum err err = talk_swap_gate(ctx, request->id, &swap);
    return err == OK ? show_swap(ctx, &swap, OK, response) : err;
}

enum err page_swap_answer(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk_swap swap;
    enum err err = talk_swap_gate(ctx, request->id, &swap);
    if (err != OK)
        return err;
    struct str word = form_find(&request->form, "answer");
    const struct talk_swap_answer answer = {swap.id, ctx->actor.person, str_eq_c(word, "yes")};
    err = answer.yes || str_eq_c(word, "no")
              ? talk_swap_answer(ctx->store, ctx->now, &answer, &ctx->why)
              : refuse(&ctx->why, ERR_INVALID, "validation", "Say yes or no: press a button.");
    if (err == OK)
        return response_redirect(ctx, response, "/swaps/%lld", (long long)swap.id.v);
    return is_said(err) ? show_swap(ctx, &swap, err, response) : err;
}
