/* DESIGN: the rooms of a SPARK event and its blocks for talks, on one page. */
#include <string.h>

#include "audit.h"
#include "check.h"
#include "page.h"
#include "programme_board_view.h"
#include "spark_break.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

enum { ROOMS_SPARE = 2, BLOCKS_SPARE = 1 };

/* As it would be typed. */
struct room_text {
    const char *name, *seats, *kit;
};
struct block_text {
    const char *start, *end;
};
struct rooms_form {
    struct room_text rooms[PACK_ROOMS_MAX];
    struct block_text blocks[PACK_BLOCKS_MAX];
    const char *changeover_s;
    const char *break_at, *break_minutes; /* of one that is added */
    int room_rows, block_rows;
};

/* ---- what stands, what was typed ---- */

static const char *clock_text(struct ctx *ctx, int64_t at)
{
    struct local local = tz_local((struct instant){at});
    return arena_printf(ctx->arena, "%02d:%02d", local.hour, local.minute);
}

static const char *number(struct ctx *ctx, int n)
{
    return arena_printf(ctx->arena, "%d", n);
}

static int at_most(int n, int most)
{
    return n < most ? n : most;
}

/* The first room is the event's own until it is named otherwise. */
static struct rooms_form stored(struct ctx *ctx, const struct board_scene *scene)
{
    const struct spark_settings *settings = &scene->board.settings;
    const char *own = scene->event.fields.room ? scene->event.fields.room : "";
    struct rooms_form form = {.changeover_s = number(ctx, settings->pack.changeover_s),
                              .break_at = "",
                              .break_minutes = number(ctx, SPARK_BREAK_MINUTES_USUAL)};
    const struct pack *pack = &settings->pack;
    form.room_rows = at_most(pack->room_count + ROOMS_SPARE, PACK_ROOMS_MAX);
    form.block_rows = at_most(settings->span_count + BLOCKS_SPARE, PACK_BLOCKS_MAX);
    for (int i = 0; i < form.room_rows; i++) {
        const struct talk_room *room = &settings->rooms[i];
        form.rooms[i] = i < pack->room_count
                            ? (struct room_text){room->name, number(ctx, room->seats), room->kit}
                            : (struct room_text){"", "", ""};
    }
    if (!*form.rooms[0].name)
        form.rooms[0].name = own;
    for (int i = 0; i < form.block_rows; i++)
        form.blocks[i] = i < settings->span_count
                             ? (struct block_text){clock_text(ctx, settings->spans[i].start_s),
                                                   clock_text(ctx, settings->spans[i].end_s)}
                             : (struct block_text){"", ""};
    return form;
}

static const char *typed_text(struct ctx *ctx, const struct request *request, const char *what,
                              int n)
{
    return field_text(ctx, request, arena_printf(ctx->arena, "%s_%d", what, n + 1));
}

/* Rows that stand, and those typed into. */
static struct rooms_form typed(struct ctx *ctx, const struct request *request,
                               const struct board_scene *scene)
{
    struct rooms_form form = stored(ctx, scene);
    form.changeover_s = field_text(ctx, request, "changeover_s");
    form.break_at = field_text(ctx, request, "break_at");
    form.break_minutes = field_text(ctx, request, "break_minutes");
    for (int i = 0; i < PACK_ROOMS_MAX; i++) {
        form.rooms[i] = (struct room_text){typed_text(ctx, request, "name", i),
                                           typed_text(ctx, request, "seats", i),
                                           typed_text(ctx, request, "kit", i)};
        if (*form.rooms[i].name && i >= form.room_rows)
            form.room_rows = i + 1;
    }
    for (int i = 0; i < PACK_BLOCKS_MAX; i++) {
        form.blocks[i] = (struct block_text){typed_text(ctx, request, "start", i),
                                             typed_text(ctx, request, "end", i)};
        if (*form.blocks[i].start && i >= form.block_rows)
            form.block_rows = i + 1;
    }
    return form;
}

static bool is_same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* Nothing but the break was typed, so that adding one asks for no more than that. */
static bool is_untouched(const struct rooms_form *was, const struct rooms_form *now)
{
    bool same = was->room_rows == now->room_rows && was->block_rows == now->block_rows &&
                is_same(was->changeover_s, now->changeover_s);
    for (int i = 0; same && i < was->room_rows; i++)
        same = is_same(was->rooms[i].name, now->rooms[i].name) &&
               is_same(was->rooms[i].seats, now->rooms[i].seats) &&
               is_same(was->rooms[i].kit, now->rooms[i].kit);
    for (int i = 0; same && i < was->block_rows; i++)
        same = is_same(was->blocks[i].start, now->blocks[i].start) &&
               is_same(was->blocks[i].end, now->blocks[i].end);
    return same;
}

/* ---- the page ---- */

static json_t *break_view(struct ctx *ctx, const struct rooms_form *form)
{
    static const char *const FIELDS[][2] = {{"break_at", "at_error"},
                                            {"break_minutes", "minutes_error"}};
    json_t *view = json_pack("{s:s, s:s}", "at", form->break_at, "minutes", form->break_minutes);
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++) {
        const char *error = view_field_error(&ctx->why, FIELDS[i][0]);
        if (error)
            json_object_set_new(view, FIELDS[i][1], json_string(error));
    }
    return view;
}

static json_t *rooms_view(struct ctx *ctx, const struct board_scene *scene,
                          const struct rooms_form *form)
{
    json_t *view = view_new("Rooms and blocks"), *rooms = json_array(), *blocks = json_array();
    view_back(view, board_href(ctx, scene->event.id, ""), "Programme board");
    for (int i = 0; i < form->room_rows; i++) {
        const struct room_text *room = &form->rooms[i];
        json_array_append_new(rooms, json_pack("{s:i, s:s, s:s, s:s}", "n", i + 1, "name",
                                               room->name, "seats", room->seats, "kit", room->kit));
    }
    for (int i = 0; i < form->block_rows; i++)
        json_array_append_new(blocks, json_pack("{s:i, s:s, s:s}", "n", i + 1, "start",
                                                form->blocks[i].start, "end", form->blocks[i].end));
    json_object_update_new(
        view, json_pack("{s:I, s:i, s:s, s:s, s:o, s:o, s:s}", "id", (json_int_t)scene->event.id.v,
                        "version", scene->event.version, "title", scene->event.fields.title, "when",
                        event_when_words(ctx, &scene->event), "rooms", rooms, "blocks", blocks,
                        "changeover_s", form->changeover_s));
    json_object_set_new(view, "pause", break_view(ctx, form));
    view_errors(view, &ctx->why);
    return view;
}

enum err page_board_rooms(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct rooms_form form = stored(ctx, &scene);
    return response_page(response, "spark/board_rooms.html", rooms_view(ctx, &scene, &form));
}

/* ---- saving ---- */

/* Said once a field, of all its rows. */
static void refuse_once(struct ctx *ctx, const char *field, const char *sentence)
{
    if (!refusal_names(&ctx->why, field))
        refuse_field(&ctx->why, field, "%s", sentence);
}

static int read_number(struct ctx *ctx, const char *text, const char *field, const char *sentence)
{
    int64_t n = 0;
    if (str_parse_int(str_of(text), &n) == OK && n >= 0 && n < 100000)
        return (int)n;
    refuse_once(ctx, field, sentence);
    return 0;
}

/* Rooms are known by their place in the list, so only the last ones can go. */
static void read_rooms(struct ctx *ctx, const struct rooms_form *form, struct spark_fields *spark)
{
    bool ended = false;
    for (int i = 0; i < form->room_rows; i++) {
        const struct room_text *room = &form->rooms[i];
        if (!*room->name) {
            ended = true;
            continue;
        }
        if (ended) {
            refuse_field(&ctx->why, "rooms",
                         "Only the last rooms can be removed. Give the room above “%s” a name.",
                         room->name);
            return;
        }
        spark->rooms[spark->room_count++] = (struct talk_room){
            room->name,
            read_number(ctx, room->seats, "rooms", "Enter how many seats each room has."),
            room->kit};
    }
    if (spark->room_count == 0)
        refuse_once(ctx, "rooms", "Enter at least one room.");
}

static bool read_time(struct ctx *ctx, struct day day, const char *text, struct instant *ret)
{
    bool good = words_parse_time_on(str_of(text), day, ret) == OK;
    const char *half = words_ask_half(ctx->arena, str_of(text));
    if (!good)
        refuse_once(ctx, "blocks",
                    half ? half : "Enter when each block begins and ends, like 16:10 or 4:10pm.");
    return good;
}

static void read_blocks(struct ctx *ctx, const struct event *event, const struct rooms_form *form,
                        struct spark_fields *spark)
{
    struct day day = tz_day(event->fields.starts_at);
    for (int i = 0; i < form->block_rows; i++) {
        const struct block_text *block = &form->blocks[i];
        if (!*block->start && !*block->end)
            continue;
        struct spark_span span = {{0}, {0}};
        if (read_time(ctx, day, block->start, &span.starts_at) &&
            read_time(ctx, day, block->end, &span.ends_at))
            spark->blocks[spark->block_count++] = span;
    }
    if (refusal_names(&ctx->why, "blocks"))
        spark->block_count = 0; /* those that stand, so that no other one is blamed */
    else if (spark->block_count == 0)
        refuse_once(ctx, "blocks", "Enter at least one block for talks.");
}

static enum err save(struct ctx *ctx, int version, const struct board_scene *scene,
                     const struct rooms_form *form)
{
    struct spark_fields spark = spark_event_defaults();
    read_rooms(ctx, form, &spark);
    read_blocks(ctx, &scene->event, form, &spark);
    spark.changeover_s = read_number(ctx, form->changeover_s, "changeover_s",
                                     "Enter the changeover in seconds, like 30 or 120.");
    /* what could not be read is refused with what the rules find, all at once */
    const struct spark_change change = {scene->event.id, version, scene->event.fields, &spark};
    enum err err = spark_event_update(ctx->store, ctx->now, &change, &ctx->why);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "programme-rooms",
                                 scene->event.id.v, "")
                     : err;
}

/* What was wrong is said beside what was typed. */
static enum err refused(struct ctx *ctx, const struct board_scene *scene,
                        const struct rooms_form *form, enum err why, struct response *response)
{
    if (why != ERR_INVALID && why != ERR_CONFLICT && why != ERR_STALE)
        return why;
    return response_page_refused(response, why, "spark/board_rooms.html",
                                 rooms_view(ctx, scene, form));
}

/* ---- a break ---- */

/* version: the event's, as its rooms are now. */
static enum err add_break(struct ctx *ctx, const struct board_scene *scene,
                          const struct rooms_form *form, int version)
{
    int64_t minutes = 0;
    struct spark_break added = {
        .event = scene->event.id, .version = version, .by = ctx->actor.person};
    if (words_parse_time_on(str_of(form->break_at), tz_day(scene->event.fields.starts_at),
                            &added.starts_at) != OK)
        refuse_field(&ctx->why, "break_at", "Enter when the break begins, like 16:10.");
    if (str_parse_int(str_of(form->break_minutes), &minutes) != OK || minutes < 1 ||
        minutes > SPARK_BREAK_MINUTES_MAX)
        refuse_field(&ctx->why, "break_minutes", "Enter a length from 1 to %d minutes.",
                     SPARK_BREAK_MINUTES_MAX);
    added.minutes = (int)minutes;
    enum err err = refusal_check(&ctx->why);
    if (err == OK)
        err = spark_break_add(ctx->store, ctx->now, &added, &ctx->why);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "programme-rooms",
                                 scene->event.id.v, "")
                     : err;
}

/* ---- both buttons ---- */

/* Whichever is pressed, nothing that was typed is lost: the rooms are saved, then a break added. */
static enum err save_all(struct ctx *ctx, const struct request *request,
                         const struct board_scene *scene, const struct rooms_form *form,
                         bool breaks)
{
    const struct rooms_form was = stored(ctx, scene);
    int version = (int)form_int(&request->form, "version", -1);
    enum err err = OK;
    if (!breaks || !is_untouched(&was, form)) {
        err = save(ctx, version, scene, form);
        version++;
    }
    return err == OK && breaks ? add_break(ctx, scene, form, version) : err;
}

enum err page_board_rooms_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct board_scene scene;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct rooms_form form = typed(ctx, request, &scene);
    bool breaks = *form.break_at || str_eq_c(form_find(&request->form, "do"), "break");
    err = save_all(ctx, request, &scene, &form, breaks);
    return err == OK
               ? response_redirect(ctx, response, "%s?done=%s", board_href(ctx, scene.event.id, ""),
                                   breaks ? "break" : "rooms")
               : refused(ctx, &scene, &form, err, response);
}
