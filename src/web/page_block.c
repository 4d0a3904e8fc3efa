/* DESIGN: a day's blocks for whoever organises it: what fills up, who has not chosen, the door. */
#include "audit.h"
#include "block_gate.h"
#include "choice_view.h"
#include "flash.h"
#include "list_file.h"
#include "page.h"
#include "sheet.h"
#include "words.h"

enum { GAPS_SHOWN = 200 };

/* A day as its organiser sees it. */
struct board {
    struct event day;
    struct choosing choosing;
    struct block_list blocks;
    struct workshop_list workshops;
    struct choice_gaps gaps;
};

static enum err find_board(struct ctx *ctx, struct board *board)
{
    struct event_id day = board->day.id;
    enum err err = choosing_find(ctx->store, day, &board->choosing);
    if (err == OK)
        err = block_list(ctx->store, day, ctx->arena, &board->blocks);
    if (err == OK)
        err = workshop_list(ctx->store, day, (struct person_id){0}, ctx->arena, &board->workshops);
    return err == OK ? choice_list_gaps(ctx->store, day, ctx->arena, &board->gaps) : err;
}

static const char *path_of(struct ctx *ctx, const struct event *day, const char *rest)
{
    return arena_printf(ctx->arena, "/events/%lld/%s", (long long)day->id.v, rest);
}

/* ---- blocks ---- */

static json_t *workshop_view(struct ctx *ctx, const struct workshop *w)
{
    json_t *view =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "title", w->title, "href",
                  arena_printf(ctx->arena, "/events/%lld", (long long)w->id.v), "edit",
                  arena_printf(ctx->arena, "/workshops/%lld/edit", (long long)w->id.v), "cancel",
                  arena_printf(ctx->arena, "/events/%lld/cancel", (long long)w->id.v), "detail",
                  arena_printf(ctx->arena, "%s%s%s", w->leaders, *w->leaders ? ". " : "", w->place),
                  "figure", arena_printf(ctx->arena, "%d of %d", w->taken, w->capacity));
    if (w->taken >= w->capacity)
        json_object_set_new(view, "tag", view_tag("Full", "wait"));
    return view;
}

static json_t *block_view(struct ctx *ctx, const struct board *board, const struct block *block)
{
    int taken = 0, places = 0;
    json_t *workshops = json_array();
    for (int i = 0; i < board->workshops.count; i++) {
        const struct workshop *w = &board->workshops.items[i];
        if (w->block.v != block->id.v)
            continue;
        taken += w->taken;
        places += w->capacity;
        json_array_append_new(workshops, workshop_view(ctx, w));
    }
    json_t *view = json_pack(
        "{s:I, s:s, s:s, s:s, s:s}", "id", (json_int_t)block->id.v, "name", block->fields.name,
        "times",
        choice_view_times(ctx, &board->day, block->fields.starts_at, block->fields.ends_at), "rule",
        block->fields.must_choose ? "Everybody chooses one" : "Choosing is optional", "figure",
        arena_printf(ctx->arena, "%d chosen, %s", taken,
                     words_count(ctx->arena, places, "place", "places")));
    view_list(view, "workshops", workshops);
    return view;
}

/* ---- who has not chosen ---- */

static const char *block_names(struct ctx *ctx, const struct board *board,
                               const struct choice_gap *gap)
{
    const char *names = "";
    for (int i = 0; i < board->blocks.count; i++)
        for (int k = 0; k < gap->block_count; k++)
            if (gap->blocks[k].v == board->blocks.items[i].id.v)
                names =
                    arena_printf(ctx->arena, "%s%s%s%s", names, *names ? ", " : "",
                                 board->blocks.items[i].fields.name, gap->full[k] ? " (full)" : "");
    return names;
}

static void fill_gaps(struct ctx *ctx, const struct board *board, json_t *view)
{
    int count = board->gaps.count;
    json_t *gaps = json_array();
    for (int i = 0; i < count && i < GAPS_SHOWN; i++) {
        const struct choice_gap *gap = &board->gaps.items[i];
        json_array_append_new(gaps,
                              json_pack("{s:s, s:s, s:s, s:s}", "name", gap->name, "school",
                                        gap->school, "blocks", block_names(ctx, board, gap), "href",
                                        arena_printf(ctx->arena, "%s?person=%lld",
                                                     choice_view_path(ctx, board->day.id),
                                                     (long long)gap->person.v)));
    }
    view_list(view, "gaps", gaps);
    if (count > GAPS_SHOWN)
        json_object_set_new(
            view, "more", json_string(arena_printf(ctx->arena, "and %d more", count - GAPS_SHOWN)));
    json_object_set_new(
        view, "gap_figure",
        json_string(count
                        ? arena_printf(ctx->arena, "%s not chosen everything yet.",
                                       words_count(ctx->arena, count, "person has", "people have"))
                        : "Everybody has chosen."));
}

static const char *choosing_words(struct ctx *ctx, const struct board *board)
{
    const struct choosing *c = &board->choosing;
    struct instant closes = choosing_closes(c, &board->day);
    const char *hours =
        c->counts ? "Hours are credited for each workshop." : "Hours are credited for the day.";
    if (c->opens_at.v)
        return arena_printf(ctx->arena, "From %s until %s. %s",
                            words_moment(ctx->arena, c->opens_at), words_moment(ctx->arena, closes),
                            hours);
    return arena_printf(ctx->arena, "From publication until %s. %s",
                        words_moment(ctx->arena, closes), hours);
}

static enum err board_view(struct ctx *ctx, struct board *board, json_t **ret)
{
    enum err err = find_board(ctx, board);
    if (err != OK)
        return err;
    json_t *view = view_new("Blocks and workshops"), *blocks = json_array();
    for (int i = 0; i < board->blocks.count; i++)
        json_array_append_new(blocks, block_view(ctx, board, &board->blocks.items[i]));
    view_back(view, event_href(ctx, board->day.fields.kind, board->day.id),
              board->day.fields.title);
    json_object_update_new(
        view, json_pack("{s:I, s:s, s:s, s:s}", "id", (json_int_t)board->day.id.v, "day",
                        board->day.fields.title, "when", event_when_words(ctx, &board->day),
                        "choosing", choosing_words(ctx, board)));
    view_list(view, "blocks", blocks);
    if (board->workshops.count)
        fill_gaps(ctx, board, view);
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

static const struct flash DONE[] = {
    {"block", "The block is saved."},
    {"removed", "The block is removed."},
    {"workshop", "The workshop is saved."},
    {"choosing", "Saved."},
    {"chosen", "The choice is saved."},
    {"reminded", "A reminder is on its way to everybody who has not chosen."},
    {"placed", "Everybody for whom there was room has a place, and is told by email."},
    {"placed-some", "A hundred people have a place, and are told by email. Others are still "
                    "to be placed: place everyone who has not chosen once more."},
};

enum err page_blocks(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board board;
    json_t *view;
    enum err err = event_find_editable(ctx, request->id, &board.day);
    if (err == OK)
        err = board_view(ctx, &board, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "events/blocks.html", view);
}

static enum err board_refused(struct ctx *ctx, struct board *board, enum err why,
                              struct response *response)
{
    json_t *view;
    if (why != ERR_CONFLICT && why != ERR_INVALID)
        return why;
    enum err err = board_view(ctx, board, &view);
    return err == OK ? response_page_refused(response, why, "events/blocks.html", view) : err;
}

/* ---- reminding, placing ---- */

static enum err note(struct ctx *ctx, const char *action, const struct event *day)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, day->id.v, "");
}

enum err page_choice_remind(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct board board;
    int count = 0;
    enum err err = event_find_editable(ctx, request->id, &board.day);
    if (err != OK)
        return err;
    err = choice_remind(ctx->store, ctx->now, board.day.id, &ctx->why, &count);
    if (err == OK)
        err = note(ctx, "choice-remind", &board.day);
    return err == OK ? response_redirect(ctx, response, "%s",
                                         path_of(ctx, &board.day, "blocks?done=reminded"))
                     : board_refused(ctx, &board, err, response);
}

static struct sheet place_sheet(struct ctx *ctx, const struct event *day)
{
    return (struct sheet){
        .title = "Place everyone who has not chosen?",
        .intro = "Each of them gets the workshop with the most places left in every block where "
                 "they have none, and one email that says where to go, a hundred people "
                 "at a time. What people chose themselves stays. They can still change it while "
                 "choosing is open.",
        .action = path_of(ctx, day, "choices/place"),
        .button = "Place everyone",
        .keep = "Leave it as it is",
        .back_href = path_of(ctx, day, "blocks"),
        .back_text = "Blocks and workshops",
    };
}

enum err page_choice_place_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event day;
    enum err err = event_find_editable(ctx, request->id, &day);
    if (err != OK)
        return err;
    const struct form none = {NULL, 0};
    const struct sheet sheet = place_sheet(ctx, &day);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_choice_place(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct board board;
    struct choice_placing placing;
    enum err err = event_find_editable(ctx, request->id, &board.day);
    if (err != OK)
        return err;
    err = choice_place_rest(ctx->store, ctx->now, board.day.id, &ctx->why, &placing);
    if (err == OK)
        err = note(ctx, "choice-place", &board.day);
    return err == OK ? response_redirect(
                           ctx, response, "%s",
                           path_of(ctx, &board.day,
                                   placing.left ? "blocks?done=placed-some" : "blocks?done=placed"))
                     : board_refused(ctx, &board, err, response);
}

/* ---- the door ---- */

static json_t *seats_view(const struct choice_seats *seats, struct event_id workshop)
{
    json_t *list = json_array();
    for (int i = 0; i < seats->count; i++)
        if (seats->items[i].workshop.v == workshop.v)
            json_array_append_new(list, json_pack("{s:s, s:s}", "name", seats->items[i].name,
                                                  "school", seats->items[i].school));
    return list;
}

enum err page_choices(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board board;
    struct choice_seats seats;
    enum err err = block_gate_choices(ctx, request->id, &board.day);
    if (err == OK)
        err = find_board(ctx, &board);
    if (err == OK)
        err = choice_list_seats(ctx->store, board.day.id, ctx->arena, &seats);
    if (err != OK)
        return err;
    json_t *view = view_new("Lists for the door"), *rooms = json_array();
    view_back(view, event_href(ctx, board.day.fields.kind, board.day.id), board.day.fields.title);
    for (int i = 0; i < board.workshops.count; i++) {
        const struct workshop *w = &board.workshops.items[i];
        json_t *room = json_pack(
            "{s:s, s:s, s:s, s:s}", "title", w->title, "times",
            choice_view_times(ctx, &board.day, w->starts_at, w->ends_at), "detail",
            arena_printf(ctx->arena, "%s%s%s", w->place, *w->leaders ? ". " : "", w->leaders),
            "figure", arena_printf(ctx->arena, "%d of %d", w->taken, w->capacity));
        view_list(room, "seats", seats_view(&seats, w->id));
        json_array_append_new(rooms, room);
    }
    json_object_update_new(view, json_pack("{s:I, s:s, s:s}", "id", (json_int_t)board.day.id.v,
                                           "day", board.day.fields.title, "when",
                                           event_when_words(ctx, &board.day)));
    view_list(view, "rooms", rooms);
    return response_page(response, "events/choices.html", view);
}

enum err page_choices_file(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    static const char *const names[] = {"Name", "School", "Block", "Workshop", "Where", "Leader"};
    struct board board;
    struct choice_seats seats;
    struct buf out;
    enum err err = block_gate_choices(ctx, request->id, &board.day);
    if (err == OK)
        err = find_board(ctx, &board);
    if (err == OK)
        err = choice_list_seats(ctx->store, board.day.id, ctx->arena, &seats);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 6);
    for (int i = 0; i < seats.count; i++) {
        const struct choice_seat *seat = &seats.items[i];
        const struct workshop *w = workshop_in(&board.workshops, seat->workshop);
        if (w)
            csv_row(&out,
                    (const char *const[]){seat->name, seat->school,
                                          words_when(ctx->arena, w->starts_at, w->ends_at),
                                          w->title, w->place, w->leaders},
                    6);
    }
    return list_file_answer(ctx, response, "workshops.csv", &out);
}
