/* DESIGN: choosing the workshops of a day: one page, the whole choice in one step. */
#include "audit.h"
#include "block_gate.h"
#include "choice_view.h"
#include "page.h"
#include "words.h"

/* Whose choice it is, on which day. */
struct choosing_page {
    struct event day;
    struct person_id person;
    const char *name; /* of somebody else; NULL: one's own */
    struct choosing choosing;
    struct block_list blocks;
    struct workshop_list workshops;
};

/* Whoever runs the day chooses for others, too. */
static enum err find_person(struct ctx *ctx, int64_t asked, struct choosing_page *page)
{
    struct person person;
    bool other = false;
    enum err err = block_gate_person(ctx, &page->day, asked, &person, &other);
    if (err != OK)
        return err;
    page->person = person.id;
    page->name = other ? person.name : NULL;
    return OK;
}

static enum err find_page(struct ctx *ctx, int64_t day, int64_t person, struct choosing_page *page)
{
    enum err err = event_find_seen(ctx, day, &page->day);
    if (err == OK)
        err = find_person(ctx, person, page);
    if (err == OK)
        err = block_list(ctx->store, page->day.id, ctx->arena, &page->blocks);
    return err;
}

/* May it be sent off as things stand? What stops it is said in words on the page. */
static const char *stop_words(struct ctx *ctx, const struct choosing_page *page,
                              const struct choice_state *state)
{
    struct refusal stop;
    if (!event_status_is_on(page->day.status))
        return page->day.status == EVENT_CANCELLED ? "This day has been cancelled."
                                                   : "This day is still a draft.";
    if (!state->has_place)
        return page->name ? arena_printf(ctx->arena, "%s has no place on this day.", page->name)
                          : "You have no place on this day. Book one on its page, then choose.";
    if (page->name && ctx->now.v < page->day.fields.starts_at.v)
        return NULL;
    refusal_init(&stop, ctx->arena);
    return choice_check_open(state->opens_at, state->closes_at, ctx->now, &stop) == OK
               ? NULL
               : stop.detail;
}

static json_t *page_view(struct ctx *ctx, const struct choosing_page *page,
                         const struct choice_state *state, const struct form *typed)
{
    const struct choice_blocks of = {&page->day, &page->blocks, &page->workshops, typed};
    const char *stop = stop_words(ctx, page, state);
    const char *title = page->name ? arena_printf(ctx->arena, "Choose workshops for %s", page->name)
                                   : "Choose your workshops";
    json_t *view = view_new(title), *blocks = choice_view_blocks(ctx, &of);
    view_back(view, event_href(ctx, page->day.fields.kind, page->day.id), page->day.fields.title);
    json_object_update_new(view, json_pack("{s:s, s:s, s:s}", "day", page->day.fields.title, "when",
                                           event_when_words(ctx, &page->day), "action",
                                           choice_view_path(ctx, page->day.id)));
    view_list(view, "blocks", blocks);
    if (page->name)
        json_object_set_new(view, "for", json_integer(page->person.v));
    if (stop)
        json_object_set_new(view, "stop", json_string(stop));
    else
        json_object_set_new(
            view, "open", json_pack("{s:s}", "until", words_moment(ctx->arena, state->closes_at)));
    view_errors(view, &ctx->why);
    return view;
}

static enum err show(struct ctx *ctx, struct choosing_page *page, const struct form *typed,
                     json_t **ret)
{
    const struct choice_read read = {&page->day, &page->choosing, &page->blocks, &page->workshops};
    struct choice_state state;
    enum err err = choosing_find(ctx->store, page->day.id, &page->choosing);
    if (err == OK)
        err = workshop_list(ctx->store, page->day.id, page->person, ctx->arena, &page->workshops);
    if (err != OK)
        return err;
    if (page->name) /* the day was read for whoever looks */
        err = choice_find(ctx->store, ctx->now, page->day.id, page->person, ctx->arena, &state);
    else
        state = choice_state(&read, ctx->now);
    if (err == OK)
        *ret = page_view(ctx, page, &state, typed);
    return err;
}

enum err page_choose(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct choosing_page page;
    json_t *view;
    enum err err = find_page(ctx, request->id, form_int(&request->query, "person", 0), &page);
    if (err == OK && page.blocks.count == 0)
        return response_redirect(ctx, response, "%s",
                                 event_href(ctx, page.day.fields.kind, page.day.id));
    if (err == OK)
        err = show(ctx, &page, NULL, &view);
    return err == OK ? response_page(response, "events/choose.html", view) : err;
}

/* ---- saving ---- */

static int read_picked(struct ctx *ctx, const struct form *typed, const struct block_list *blocks,
                       struct event_id *ret)
{
    int count = 0;
    for (int i = 0; i < blocks->count; i++) {
        int64_t id = form_int(typed, block_field(ctx->arena, blocks->items[i].id), 0);
        if (id > 0)
            ret[count++].v = id;
    }
    return count;
}

static enum err save(struct ctx *ctx, const struct choosing_page *page, const struct form *typed)
{
    struct event_id picked[BLOCKS_MAX];
    const struct choice_made choice = {.day = page->day.id,
                                       .person = page->person,
                                       .by = ctx->actor.person,
                                       .workshops = picked,
                                       .count = read_picked(ctx, typed, &page->blocks, picked),
                                       .organises = page->name != NULL};
    enum err err = choice_make(ctx->store, ctx->now, &choice, &ctx->why);
    if (err == OK && page->name)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "choice-for", page->day.id.v, "");
    return err;
}

enum err page_choose_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct choosing_page page;
    json_t *view;
    enum err err = find_page(ctx, request->id, form_int(&request->form, "person", 0), &page);
    if (err == OK && !page.name && !event_may(ctx, ACTION_EVENT_BOOK, &page.day))
        err = ERR_DENIED;
    if (err != OK)
        return err;
    err = save(ctx, &page, &request->form);
    if (err == OK && page.name)
        return response_redirect(ctx, response, "/events/%lld/blocks?done=chosen",
                                 (long long)page.day.id.v);
    if (err == OK)
        return response_redirect(ctx, response, "%s?done=chosen",
                                 event_href(ctx, page.day.fields.kind, page.day.id));
    if (err != ERR_CONFLICT && err != ERR_INVALID)
        return err;
    enum err shown = show(ctx, &page, &request->form, &view);
    return shown == OK ? response_page_refused(response, err, "events/choose.html", view) : shown;
}
