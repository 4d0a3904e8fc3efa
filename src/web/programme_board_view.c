/* DESIGN: the board as its page shows it: rooms, blocks, rows with what is wrong beside them. */
#include "programme_board_view.h"

#include "board_alike.h"
#include "check.h"
#include "programme_sheet.h"
#include "spark_view.h"
#include "talk_need_view.h"
#include "talk_offer.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

enum { WAITING_NAMED = 5 };

enum err board_scene_find(struct ctx *ctx, int64_t id, struct board_scene *ret)
{
    enum err err = spark_find_editable(ctx, id, &ret->event);
    if (err == OK)
        err = programme_board_find(ctx->store, &ret->event, ctx->arena, &ret->board);
    if (err == OK)
        err = talk_need_view_find(ctx, &ret->event, &ret->needs);
    if (err == OK)
        board_scene_judge(ctx, ret);
    return err;
}

void board_scene_judge(struct ctx *ctx, struct board_scene *scene)
{
    programme_board_judge(&scene->board, scene->board.plan, ctx->arena, &scene->report);
}

/* ---- one row ---- */

static const char *number(struct ctx *ctx, int n)
{
    return arena_printf(ctx->arena, "%d", n);
}

/* "2-1": the first block of the second room. */
static const char *list_name(struct ctx *ctx, int room, int block)
{
    return arena_printf(ctx->arena, "%d-%d", room + 1, block + 1);
}

/* Every room and block a talk may be moved to. */
static json_t *lists_view(struct ctx *ctx, const struct programme_board *board, int room, int block)
{
    json_t *options = json_array();
    const struct arrange_instance *instance = &board->instance;
    for (int r = 0; r < instance->room_count; r++) {
        for (int b = 0; b < instance->block_count; b++) {
            const char *name = board->settings.rooms[r].name;
            const char *from = board_time(ctx->arena, board, instance->blocks[b].start_s);
            const char *text = instance->block_count == 1 ? name
                               : instance->room_count == 1
                                   ? arena_printf(ctx->arena, "From %s", from)
                                   : arena_printf(ctx->arena, "%s, from %s", name, from);
            view_option(options, list_name(ctx, r, b), text, r == room && b == block);
        }
    }
    return options;
}

/* Each broken rule that names the talk. */
static json_t *breaks_view(struct ctx *ctx, const struct board_scene *scene, int talk)
{
    json_t *list = json_array();
    for (int i = 0; i < scene->report.break_count; i++) {
        const struct arrange_break *broken = &scene->report.breaks[i];
        if (broken->talks[0] != talk && broken->talks[1] != talk)
            continue;
        const char *text =
            board_words_break(ctx->arena, &scene->board, scene->board.plan, broken, talk);
        json_array_append_new(list, json_pack("{s:s}", "text", words_begin(ctx->arena, text)));
    }
    return list;
}

static void add_windows(struct ctx *ctx, const struct board_scene *scene, int i, json_t *row)
{
    const char *text = spark_needs_words(ctx->arena, &scene->board.talks[i]);
    if (*text)
        json_object_set_new(row, "needs", json_string(words_begin(ctx->arena, text)));
}

/* "Asked: answers by 4pm on Thursday"; a slot that is only kept. */
static void add_asked(struct ctx *ctx, const struct talk *talk, json_t *row)
{
    struct talk_offer offer;
    if (talk->status == TALK_OFFERED && talk_offer_find(ctx->store, talk->id, &offer) == OK)
        json_object_set_new(row, "asked",
                            json_string(arena_printf(ctx->arena, "Asked: answers by %s",
                                                     words_moment(ctx->arena, offer.answer_by))));
}

static json_t *row_view(struct ctx *ctx, const struct board_scene *scene, int i, int position)
{
    const struct programme_board *board = &scene->board;
    const struct talk *talk = &board->talks[i];
    const struct arrange_slot *slot = &board->plan[i];
    int block = slot->room < 0 ? -1 : board_rules_block(&board->instance, slot->start_s);
    json_t *row = json_pack("{s:I, s:s, s:s, s:s, s:s, s:i}", "talk", (json_int_t)talk->id.v,
                            "title", talk->title, "presenters", board_presenters(ctx->arena, talk),
                            "length", words_duration(ctx->arena, talk->minutes), "position",
                            number(ctx, position), "version", board->version.number);
    if (slot->room >= 0)
        json_object_set_new(row, "time", json_string(board_time(ctx->arena, board, slot->start_s)));
    json_object_set_new(row, board->pinned[i] ? "pinned" : "loose", json_true());
    json_object_set_new(row, "lists", lists_view(ctx, board, slot->room, block));
    view_list(row, "breaks", breaks_view(ctx, scene, i));
    add_windows(ctx, scene, i, row);
    const char *access = talk_need_view_words(ctx, &scene->needs, talk->id);
    if (*access)
        json_object_set_new(row, "access", json_string(access));
    add_asked(ctx, talk, row);
    return row;
}

/* ---- rooms and blocks ---- */

/* The guests who speak to everybody from then on and before that, in seconds after doors. */
static json_t *keynotes_view(struct ctx *ctx, const struct programme_board *board, int64_t from_s,
                             int64_t to_s)
{
    const struct keynotes *keynotes = &board->settings.keynotes;
    json_t *list = json_array();
    for (int i = 0; i < keynotes->count; i++) {
        const struct keynote *keynote = &keynotes->items[i];
        int64_t at_s = keynote->starts_at.v - board->doors.v;
        const char *room = board->settings.rooms[keynote->room - 1].name;
        if (at_s < from_s || at_s >= to_s)
            continue;
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s}", "times",
                      words_time_range(ctx->arena, keynote->starts_at, keynote_ends_at(keynote)),
                      "title", keynote->title, "guest", keynote->guest, "where",
                      *room ? arena_printf(ctx->arena, ", in %s", room) : ""));
    }
    return list;
}

/* What lies before a block that is not the first, and is no keynote. */
static void add_break(struct ctx *ctx, const struct programme_board *board, int block, json_t *view)
{
    int from_s = board->instance.blocks[block - 1].end_s;
    int to_s = board->instance.blocks[block].start_s;
    if (to_s - from_s >= 60)
        json_object_set_new(
            view, "break",
            json_string(arena_printf(ctx->arena, "Break %s",
                                     words_time_range(ctx->arena, instant_add(board->doors, from_s),
                                                      instant_add(board->doors, to_s)))));
}

static json_t *block_view(struct ctx *ctx, const struct board_scene *scene, int room, int block)
{
    int talks[ARRANGE_TALKS_MAX], used_s = 0;
    const struct programme_board *board = &scene->board;
    const struct arrange_block *span = &board->instance.blocks[block];
    int count = board_rules_list(&board->instance, board->plan, room, block, talks);
    json_t *rows = json_array();
    for (int i = 0; i < count; i++) {
        json_t *row = row_view(ctx, scene, talks[i], i + 1);
        bool up = i > 0 || block > 0;
        bool down = i < count - 1 || block < board->instance.block_count - 1;
        used_s += board->instance.talks[talks[i]].duration_s + board->instance.changeover_s;
        json_object_set_new(row, "up", json_boolean(up));
        json_object_set_new(row, "down", json_boolean(down));
        json_array_append_new(rows, row);
    }
    int left_s = span->end_s - span->start_s - used_s;
    const char *left =
        left_s >= 60  ? arena_printf(ctx->arena, "%s free", words_duration(ctx->arena, left_s / 60))
        : left_s >= 0 ? "Full"
                      : "More talks than time";
    json_t *view = json_pack("{s:s, s:s, s:s}", "list", list_name(ctx, room, block), "times",
                             words_time_range(ctx->arena, instant_add(board->doors, span->start_s),
                                              instant_add(board->doors, span->end_s)),
                             "left", left);
    view_list(view, "rows", rows);
    int64_t from_s = block ? board->instance.blocks[block - 1].start_s : INT64_MIN;
    json_t *keynotes = keynotes_view(ctx, board, from_s, span->start_s);
    if (block && json_array_size(keynotes) == 0)
        add_break(ctx, board, block, view);
    view_list(view, "keynotes", keynotes);
    return view;
}

static json_t *rooms_view(struct ctx *ctx, const struct board_scene *scene)
{
    json_t *rooms = json_array();
    const struct programme_board *board = &scene->board;
    int count = board->instance.block_count;
    int64_t last_s = count ? board->instance.blocks[count - 1].start_s : INT64_MIN;
    for (int r = 0; r < board->instance.room_count; r++) {
        const struct talk_room *room = &board->settings.rooms[r];
        json_t *blocks = json_array();
        for (int b = 0; b < board->instance.block_count; b++)
            json_array_append_new(blocks, block_view(ctx, scene, r, b));
        const char *seats = words_count(ctx->arena, room->seats, "seat", "seats");
        json_t *view =
            json_pack("{s:i, s:s, s:s, s:o}", "number", r + 1, "name",
                      programme_sheet_room_name(room->name, &scene->event), "seats",
                      *room->kit ? arena_printf(ctx->arena, "%s, %s", seats, room->kit) : seats,
                      "blocks", blocks);
        view_list(view, "last", keynotes_view(ctx, board, last_s, INT64_MAX));
        json_array_append_new(rooms, view);
    }
    return rooms;
}

static json_t *unplaced_view(struct ctx *ctx, const struct board_scene *scene)
{
    json_t *rows = json_array();
    for (int i = 0; i < scene->board.talk_count; i++) {
        if (scene->board.plan[i].room < 0)
            json_array_append_new(rows, row_view(ctx, scene, i, ARRANGE_TALKS_MAX));
    }
    return rows;
}

/* ---- beside them ---- */

static json_t *problems_view(struct ctx *ctx, const struct board_scene *scene)
{
    json_t *list = json_array();
    for (int i = 0; i < scene->report.break_count; i++) {
        const struct arrange_break *broken = &scene->report.breaks[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:I}", "text",
                      board_words_sentence(ctx->arena, &scene->board, scene->board.plan, broken),
                      "talk", (json_int_t)scene->board.talks[broken->talks[0]].id.v));
    }
    return list;
}

/* "Reading aloud (Hall, 4:10pm) and Boys reading (Library, 4:12pm) are both about reading." */
static enum err add_alike(struct ctx *ctx, const struct programme_board *board, json_t *view)
{
    struct board_alikes alike = {.count = 0};
    json_t *list = json_array();
    enum err err = board_alike_find(ctx->store, board, ctx->arena, &alike);
    for (int i = 0; err == OK && i < alike.count; i++) {
        const struct board_alike *pair = &alike.items[i];
        const struct arrange_slot *a = &board->plan[pair->first], *b = &board->plan[pair->second];
        json_array_append_new(
            list,
            json_pack(
                "{s:s, s:I}", "text",
                arena_printf(ctx->arena, "“%s” (%s, %s) and “%s” (%s, %s) are both about %s.",
                             board->talks[pair->first].title, board->settings.rooms[a->room].name,
                             board_time(ctx->arena, board, a->start_s),
                             board->talks[pair->second].title, board->settings.rooms[b->room].name,
                             board_time(ctx->arena, board, b->start_s), pair->about),
                "talk", (json_int_t)board->talks[pair->second].id.v));
    }
    view_list(view, "alike", list);
    return err;
}

static json_t *points_view(struct ctx *ctx, const struct arrange_report *report)
{
    json_t *list = json_array();
    for (int t = 0; t < TERM_TERMS; t++) {
        if (report->terms[t])
            json_array_append_new(list, json_pack("{s:s, s:s}", "text",
                                                  board_term_words((enum arrange_term)t), "points",
                                                  number(ctx, report->terms[t])));
    }
    return list;
}

static json_t *talks_view(const struct programme_board *board)
{
    json_t *options = json_array();
    for (int i = 0; i < board->talk_count; i++)
        view_option_id(options, board->talks[i].id.v, board->talks[i].title, false);
    return options;
}

/* "2 talks wait for a slot: “Ten words a day” (Jo Carter), …"; NULL: none does. */
static const char *waiting_words(struct ctx *ctx, const struct programme *programme)
{
    const char *names = "";
    int count = 0;
    for (int i = 0; i < programme->waiting_count; i++) {
        const struct talk *talk = &programme->waiting[i];
        if (talk->status != TALK_WAITING) /* else it has a slot, and waits for a longer one */
            continue;
        if (count++ < WAITING_NAMED)
            names = arena_printf(ctx->arena, "%s%s“%s” (%s)", names, *names ? ", " : ": ",
                                 talk->title, board_presenters(ctx->arena, talk));
    }
    return count ? arena_printf(ctx->arena, "%s for a slot%s%s",
                                words_count(ctx->arena, count, "talk waits", "talks wait"), names,
                                count > WAITING_NAMED ? ", …" : "")
                 : NULL;
}

enum err board_open_view(struct ctx *ctx, const struct board_scene *scene, json_t *view)
{
    struct programme programme;
    enum err err = programme_find_plain(ctx->store, scene->event.id, ctx->arena, &programme);
    if (err != OK)
        return err;
    const char *waiting = waiting_words(ctx, &programme);
    if (!waiting && !programme.requested_count)
        return OK;
    json_t *open = json_object();
    if (programme.requested_count)
        json_object_set_new(
            open, "proposals",
            json_string(words_count(ctx->arena, programme.requested_count,
                                    "proposal is not decided on", "proposals are not decided on")));
    if (waiting)
        json_object_set_new(open, "waiting", json_string(waiting));
    json_object_set_new(view, "open", open);
    return OK;
}

/* "Step 4: talks moved, by Ann Bell, 5 minutes ago." */
static const char *version_words(struct ctx *ctx, const struct programme_board *board)
{
    const struct programme_version *v = &board->version;
    if (v->number == 0)
        return "In the order of booking: nobody has moved anything yet.";
    return arena_printf(ctx->arena, "Step %d: %s%s%s, %s.", v->number,
                        board_step_words(ctx->arena, v), v->made_by_name ? ", by " : "",
                        v->made_by_name ? v->made_by_name : "",
                        words_relative(ctx->arena, v->made_at, ctx->now));
}

void board_drawn_view(const struct programme_board *board, json_t *view)
{
    static const char *const TEXTS[SPARK_ORDERS] = {
        [SPARK_SHUFFLED] = "The order of this event is shuffled, so it is not announced from here. "
                           "Draw it, or choose to decide it yourself.",
        [SPARK_DRAWN] = "The speakers of this event are drawn one at a time on the evening, so no "
                        "order is announced from here.",
    };
    static const char *const ANNOUNCED[SPARK_ORDERS] = {
        [SPARK_SHUFFLED] = "The order of this event is shuffled, so what you move here is not "
                           "announced. To change by hand what is announced, choose “You decide” "
                           "on the page of the draw first.",
        [SPARK_DRAWN] = "The speakers of this event are drawn by lot, so what you move here is not "
                        "announced. To change by hand what is announced, choose “You decide” on "
                        "the page of the draw first.",
    };
    bool stands = board->settings.published && !board->settings.drawing;
    const char *text = (stands ? ANNOUNCED : TEXTS)[board->settings.order];
    if (text)
        json_object_set_new(view, "by_lot", json_pack("{s:s}", "text", text));
}

/* There is nothing to announce: what stands is what everybody was told. */
static bool is_as_announced(const struct programme_board *board,
                            const struct programme_telling *telling)
{
    return board->settings.published && telling->count == 0;
}

static void add_state(struct ctx *ctx, const struct programme_board *board, json_t *view)
{
    const struct programme_telling telling = programme_publish_telling(board, ctx->arena);
    json_t *tag = NULL;
    if (!board->settings.published)
        tag = view_tag("Not announced yet", "quiet");
    else if (telling.count == 0)
        tag = view_tag("Announced", "good");
    else
        tag = view_tag(arena_printf(ctx->arena, "%s changed since it was announced",
                                    words_count(ctx->arena, telling.count, "talk", "talks")),
                       "wait");
    json_object_set_new(view, "same", json_boolean(is_as_announced(board, &telling)));
    json_object_set_new(view, "state", tag);
    json_object_set_new(view, "step", json_string(version_words(ctx, board)));
    if (board->undo_to || board->undo_to_booked)
        json_object_set_new(view, "undo", json_true());
    if (board->redo_to)
        json_object_set_new(view, "redo", json_true());
}

enum err board_view(struct ctx *ctx, const struct board_scene *scene, json_t **ret)
{
    const struct programme_board *board = &scene->board;
    json_t *view = view_new("Programme board");
    view_back(view, event_href(ctx, EVENT_SPARK, scene->event.id), scene->event.fields.title);
    json_object_update_new(
        view, json_pack("{s:I, s:s, s:s, s:i, s:s}", "id", (json_int_t)scene->event.id.v, "title",
                        scene->event.fields.title, "when", event_when_words(ctx, &scene->event),
                        "version", board->version.number, "changeover",
                        board->instance.changeover_s % 60
                            ? arena_printf(ctx->arena, "%d seconds", board->instance.changeover_s)
                            : words_duration(ctx->arena, board->instance.changeover_s / 60)));
    add_state(ctx, board, view);
    json_object_set_new(view, "has_talks", json_boolean(board->talk_count > 0));
    board_drawn_view(board, view);
    json_object_set_new(view, "rooms", rooms_view(ctx, scene));
    view_list(view, "unplaced", unplaced_view(ctx, scene));
    view_list(view, "problems", problems_view(ctx, scene));
    view_list(view, "points", points_view(ctx, &scene->report));
    json_object_set_new(view, "total", json_string(number(ctx, scene->report.points)));
    json_object_set_new(view, "wishes",
                        json_string(board_wishes_words(ctx->arena, &scene->report)));
    view_list(view, "rules", board_rules_view(board));
    json_object_set_new(view, "talks", talks_view(board));
    enum err err = add_alike(ctx, board, view);
    if (err == OK)
        err = board_open_view(ctx, scene, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}
