/* DESIGN: the chair's remote: one room's stage as large buttons, each a form of its own. */
#include <stdlib.h>

#include "check.h"
#include "page.h"
#include "spark_view.h"
#include "stage_gap.h"
#include "stage_gate.h"
#include "stage_talk.h"
#include "stage_view.h"
#include "view_event.h"
#include "words.h"

enum { DAY_S = 12 * 3600 }; /* before it begins: who says no since then says it on the day */

struct remote {
    struct event event;
    struct stage stage;
    struct stage_gone_list gone;
    int room;           /* from 0 */
    const char *screen; /* its address without signing in, "": none that works now */
};

static enum err find_screen(struct ctx *ctx, struct remote *remote)
{
    enum err err = stage_gate_screen(ctx, &remote->event, &remote->screen);
    if (err == OK && !stage_gate_is_time(&remote->event, ctx->now))
        remote->screen = "";
    return err;
}

static enum err find_remote(struct ctx *ctx, const struct request *request, int64_t room,
                            struct remote *remote)
{
    enum err err = stage_gate_run(ctx, request->id, &remote->event);
    if (err == OK)
        err = stage_find(ctx->store, ctx->now, remote->event.id, ctx->arena, &remote->stage);
    if (err == OK && (room < 1 || room > remote->stage.programme.room_count))
        return ERR_NOT_FOUND;
    remote->room = (int)room - 1;
    if (err == OK)
        err = stage_talk_list_gone(ctx->store, remote->event.id,
                                   instant_add(remote->event.fields.starts_at, -DAY_S), ctx->arena,
                                   &remote->gone);
    return err == OK ? find_screen(ctx, remote) : err;
}

/* ---- buttons ---- */

static const char MORE[] = "30 seconds more";

static const struct stage_room *room_of(const struct remote *remote)
{
    return &remote->stage.rooms[remote->room];
}

static const char *title_of(const struct remote *remote, struct talk_id id)
{
    const struct talk *talk = stage_talk(&remote->stage, id);
    return talk ? talk->title : "a talk that was withdrawn";
}

static void add_button(json_t *list, enum stage_kind kind, struct talk_id talk, const char *text,
                       const char *detail)
{
    json_t *button = json_pack("{s:s, s:s}", "act", stage_kind_name(kind), "text", text);
    if (talk.v)
        json_object_set_new(button, "talk", json_integer(talk.v));
    if (detail)
        json_object_set_new(button, "detail", json_string(detail));
    json_array_append_new(list, button);
}

/* ". Library still has Jo Carter speaking"; "": nobody speaks in another room. */
static const char *still_speaking(struct ctx *ctx, const struct remote *remote)
{
    const char *words = "";
    for (int i = 0; i < remote->stage.programme.room_count; i++) {
        const struct stage_room *room = &remote->stage.rooms[i];
        const struct talk *talk = room->phase == STAGE_TALKING
                                      ? stage_talk(&remote->stage, room->rows[room->on].talk)
                                      : NULL;
        if (talk)
            words =
                arena_printf(ctx->arena, "%s. %s still has %s speaking", words,
                             remote->stage.programme.rooms[i].name, stage_who(ctx->arena, talk));
    }
    return words;
}

static void add_keynote_buttons(struct ctx *ctx, const struct remote *remote, json_t *list)
{
    const struct stage_room *room = room_of(remote);
    const struct talk_id none = {0};
    const struct keynote *next = room->next_keynote.v ? stage_next_keynote(room) : NULL;
    if (room->keynote.v) {
        add_button(list, STAGE_RESUME, none, "The keynote is over", NULL);
        add_button(list, STAGE_EXTEND, none, MORE, NULL);
    } else if (next) {
        add_button(list, STAGE_KEYNOTE, none, "Start the keynote",
                   arena_printf(ctx->arena, "%s, %s, %s%s", next->title, next->guest,
                                words_duration(ctx->arena, next->minutes),
                                still_speaking(ctx, remote)));
    }
}

/* By the programme the next talk comes now, and no keynote before it, here or in another room. */
static bool talk_is_next(const struct remote *remote)
{
    const struct stage_room *room = room_of(remote);
    return room->next >= 0 && !stage_next_keynote(room) && !remote->stage.keynote_room;
}

/* What is done most: begin what is next, or end what is given. */
static json_t *main_buttons(struct ctx *ctx, const struct remote *remote)
{
    const struct stage_room *room = room_of(remote);
    const struct talk_id none = {0};
    json_t *list = json_array();
    if (room->phase == STAGE_TALKING) {
        add_button(list, STAGE_STOP, none, "Stop", title_of(remote, room->rows[room->on].talk));
        add_button(list, STAGE_EXTEND, none, MORE, NULL);
        return list;
    }
    add_keynote_buttons(ctx, remote, list);
    if (talk_is_next(remote)) {
        const struct stage_row *next = &room->rows[room->next];
        const struct talk *talk = stage_talk(&remote->stage, next->talk);
        const char *detail = arena_printf(ctx->arena, "%s, %s, %s", title_of(remote, next->talk),
                                          talk ? stage_who(ctx->arena, talk) : "",
                                          words_duration(ctx->arena, next->minutes));
        add_button(list, STAGE_START, next->talk, "Start", detail);
    }
    return list;
}

static json_t *more_buttons(struct ctx *ctx, const struct remote *remote)
{
    const struct stage_room *room = room_of(remote);
    const struct talk_id none = {0};
    json_t *list = json_array();
    int coming = room->next < 0 ? 0 : room->count - room->next;
    if (room->keynote.v)
        return list;
    if (room->phase == STAGE_PAUSED)
        add_button(list, STAGE_RESUME, none, "End the break", NULL);
    else if (room->phase != STAGE_TALKING && coming)
        add_button(list, STAGE_BREAK, none, "Break", NULL);
    if (!coming)
        return list;
    const struct stage_row *next = &room->rows[room->next];
    const char *title = title_of(remote, next->talk);
    if (!remote->stage.programme.drawing) /* else it goes back into the hat, by the draw */
        add_button(list, STAGE_NO_SHOW, next->talk, "Not here",
                   arena_printf(ctx->arena, "%s%s", title,
                                remote->stage.programme.waiting_count
                                    ? ". The first reserve who fits speaks instead."
                                    : ""));
    if (coming < 2)
        return list;
    add_button(list, STAGE_SKIP, next->talk, "Later",
               arena_printf(ctx->arena, "%s goes to the end.", title));
    if (next[1].block == next->block) /* else it is pulled across a break or a keynote */
        add_button(list, STAGE_SWAP, next->talk, "Swap the next two",
                   arena_printf(ctx->arena, "%s speaks first.", title_of(remote, next[1].talk)));
    return list;
}

/* "Undo: start of Ten words a day" */
static const char *undo_words(struct ctx *ctx, const struct remote *remote)
{
    static const char *const DONE[] = {
        [STAGE_START] = "the start",
        [STAGE_STOP] = "the stop",
        [STAGE_EXTEND] = MORE,
        [STAGE_SKIP] = "later",
        [STAGE_NO_SHOW] = "not here",
        [STAGE_SWAP] = "the swap",
        [STAGE_BREAK] = "the break",
        [STAGE_RESUME] = "the end of the break",
        [STAGE_KEYNOTE] = "the start of the keynote",
    };
    const struct stage_room *room = room_of(remote);
    if (room->last == STAGE_KINDS)
        return NULL;
    if (room->ended_keynote)
        return "Undo the end of the keynote";
    if (!room->last_talk.v)
        return arena_printf(ctx->arena, "Undo %s", DONE[room->last]);
    return arena_printf(ctx->arena, "Undo %s: %s", DONE[room->last],
                        title_of(remote, room->last_talk));
}

/* ---- the page ---- */

static json_t *row_view(struct ctx *ctx, const struct remote *remote, int i)
{
    static const struct {
        const char *text, *look;
    } TAGS[] = {[STAGE_TO_COME] = {"To come", "quiet"},
                [STAGE_ON] = {"Speaking", "mine"},
                [STAGE_GIVEN] = {"Given", "good"},
                [STAGE_ABSENT] = {"Not here", "wait"}};
    const struct stage_room *room = room_of(remote);
    const struct stage_row *row = &room->rows[i];
    const struct talk *talk = stage_talk(&remote->stage, row->talk);
    bool begun = row->part == STAGE_ON || row->part == STAGE_GIVEN;
    struct instant at = begun ? row->started : row->estimate;
    json_t *view = json_pack(
        "{s:I, s:s, s:s, s:s, s:o}", "talk", (json_int_t)row->talk.v, "title",
        title_of(remote, row->talk), "who", talk ? stage_who(ctx->arena, talk) : "", "time",
        row->part == STAGE_ABSENT ? "" : words_time(ctx->arena, at), "tag",
        view_tag(row->reserve && row->part == STAGE_TO_COME ? "Reserve" : TAGS[row->part].text,
                 TAGS[row->part].look));
    bool is_main = i == room->next && talk_is_next(remote);
    if (row->part == STAGE_TO_COME && room->phase != STAGE_TALKING && !is_main)
        json_object_set_new(view, "may_start", json_true());
    return view;
}

/* The talks in their order; what lies before a block stands before the first of it. */
static json_t *rows_view(struct ctx *ctx, const struct remote *remote)
{
    const struct stage_room *room = room_of(remote);
    json_t *list = json_array();
    int gap = 0;
    for (int i = 0; i < room->count; i++) {
        const struct stage_row *row = &room->rows[i];
        for (; row->part != STAGE_ABSENT && gap <= row->block; gap++)
            stage_gap_add(ctx->arena, &remote->stage, remote->room, gap, list);
        json_array_append_new(list, row_view(ctx, remote, i));
    }
    for (; gap <= remote->stage.programme.settings->pack.block_count; gap++)
        stage_gap_add(ctx->arena, &remote->stage, remote->room, gap, list);
    return list;
}

/* Who has the very slot that fell free; NULL: nobody. */
static const char *instead(const struct programme *programme, const struct stage_gone *gone)
{
    for (int i = 0; i < programme->count; i++) {
        const struct programme_item *item = &programme->items[i];
        if (item->room == gone->room - 1 && item->starts_at.v == gone->starts_at.v)
            return item->talk.presenters[0].name;
    }
    return NULL;
}

/* "Sam Green can’t come: Ten words a day, 4:04pm. Lee Ash speaks instead." In the room concerned;
 * in every one if it is not known. */
static json_t *gone_view(struct ctx *ctx, const struct remote *remote)
{
    const struct programme *programme = &remote->stage.programme;
    json_t *list = json_array();
    for (int i = 0; i < remote->gone.count; i++) {
        const struct stage_gone *gone = &remote->gone.items[i];
        if (gone->room && gone->room != remote->room + 1)
            continue;
        bool timed = gone->room && programme->announced;
        const char *name = timed ? instead(programme, gone) : NULL;
        const char *text =
            arena_printf(ctx->arena, "%s can’t come: %s%s%s.%s%s%s", gone->name, gone->title,
                         timed ? ", " : "", timed ? words_time(ctx->arena, gone->starts_at) : "",
                         name ? " " : "", name ? name : "", name ? " speaks instead." : "");
        json_array_append_new(list, json_pack("{s:s}", "text", text));
    }
    return list;
}

static json_t *doors(struct ctx *ctx, const struct remote *remote)
{
    json_t *list = json_array();
    for (int i = 0; i < remote->stage.programme.room_count; i++)
        if (i != remote->room)
            json_array_append_new(list,
                                  json_pack("{s:s, s:s}", "href",
                                            arena_printf(ctx->arena, "/spark/%lld/remote?room=%d",
                                                         (long long)remote->event.id.v, i + 1),
                                            "text", remote->stage.programme.rooms[i].name));
    return list;
}

static void add_frame(struct ctx *ctx, const struct remote *remote, json_t *view)
{
    json_t *frame = stage_frame(ctx->arena, &remote->stage, remote->event.fields.title, ctx->now);
    char *text = json_dumps(frame, JSON_COMPACT);
    json_decref(frame);
    CHECK(text != NULL);
    json_object_set_new(view, "frame", json_string(text));
    free(text);
}

static json_t *remote_view(struct ctx *ctx, const struct remote *remote)
{
    const struct stage_room *room = room_of(remote);
    const char *name = remote->stage.programme.rooms[remote->room].name;
    bool rooms = remote->stage.programme.room_count > 1;
    const struct stage_words words =
        stage_words(ctx->arena, &remote->stage, remote->room, remote->event.fields.title, ctx->now);
    json_t *view = view_new(rooms ? arena_printf(ctx->arena, "Remote: %s", name) : "Remote");
    view_back(view, event_href(ctx, EVENT_SPARK, remote->event.id), remote->event.fields.title);
    json_object_update_new(view, json_pack("{s:I, s:i, s:i, s:s, s:s, s:s, s:s, s:s}", "id",
                                           (json_int_t)remote->event.id.v, "room", remote->room + 1,
                                           "version", room->version, "look", words.look, "heading",
                                           words.heading, "who", words.who, "count", words.count,
                                           "word", words.word));
    view_list(view, "main", main_buttons(ctx, remote));
    view_list(view, "more", more_buttons(ctx, remote));
    view_list(view, "rows", rows_view(ctx, remote));
    view_list(view, "gone", gone_view(ctx, remote));
    view_list(view, "rooms", doors(ctx, remote));
    const char *undo = undo_words(ctx, remote);
    if (undo)
        json_object_set_new(view, "undo", json_string(undo));
    if (*remote->screen)
        json_object_set_new(
            view, "screen_href",
            json_string(arena_printf(ctx->arena, "%s?room=%d", remote->screen, remote->room + 1)));
    json_object_set_new(view, "reloads", json_true());
    if (remote->stage.programme.drawing)
        json_object_set_new(view, "draws", json_true());
    json_object_set_new(view, "register",
                        json_boolean(event_may(ctx, ACTION_REGISTER_TAKE, &remote->event)));
    add_frame(ctx, remote, view);
    return view;
}

static const char *flash_of(struct ctx *ctx, const struct remote *remote, struct str done,
                            int64_t reserve)
{
    if (str_eq_c(done, "reserve"))
        return arena_printf(ctx->arena, "Reserve called: %s.",
                            title_of(remote, (struct talk_id){reserve}));
    if (str_eq_c(done, "no-reserve"))
        return "Noted. Nobody on the waiting list fits in their place, so it stays free.";
    if (str_eq_c(done, "moved-up"))
        return "Noted. Nobody on the waiting list fits in their place, so those behind move up.";
    return NULL;
}

enum err page_stage_remote(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct remote remote;
    enum err err = find_remote(ctx, request, form_int(&request->query, "room", 1), &remote);
    if (err != OK)
        return err;
    json_t *view = remote_view(ctx, &remote);
    view_flash(view, flash_of(ctx, &remote, form_find(&request->query, "done"),
                              form_int(&request->query, "reserve", 0)));
    return response_page(response, "spark/remote.html", view);
}

/* ---- a press ---- */

/* The remote as things stand now, with why it could not be done. */
static enum err refused(struct ctx *ctx, const struct remote *remote, enum err why,
                        struct response *response)
{
    if (why != ERR_CONFLICT && why != ERR_INVALID && why != ERR_STALE)
        return why;
    if (why == ERR_STALE)
        refuse(&ctx->why, ERR_STALE, "stale",
               "Somebody else was quicker, so nothing was done. This is how it stands now.");
    json_t *view = remote_view(ctx, remote);
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "spark/remote.html", view);
}

/* Does anybody speak sooner than they were to? */
static bool is_earlier(const struct stage_room *room, const struct stage_row *before)
{
    for (int i = room->next; i >= 0 && i < room->count; i++)
        if (room->rows[i].talk.v == before->talk.v)
            return room->rows[i].estimate.v < before->estimate.v;
    return false;
}

static enum err find_moved(struct ctx *ctx, const struct remote *remote, bool *ret)
{
    struct stage now;
    const struct stage_room *before = room_of(remote);
    enum err err = stage_find(ctx->store, ctx->now, remote->event.id, ctx->arena, &now);
    *ret = false;
    for (int i = before->next; err == OK && i >= 0 && i < before->count; i++)
        *ret = *ret || is_earlier(&now.rooms[remote->room], &before->rows[i]);
    return err;
}

static enum err redirect(struct ctx *ctx, const struct remote *remote,
                         const struct stage_request *act, const struct stage_done *done,
                         struct response *response)
{
    const char *said = "";
    bool moved = false, alone = act->kind == STAGE_NO_SHOW && !done->reserve.v;
    enum err err = alone ? find_moved(ctx, remote, &moved) : OK;
    if (err != OK)
        return err;
    if (alone)
        said = moved ? "&done=moved-up" : "&done=no-reserve";
    else if (act->kind == STAGE_NO_SHOW)
        said = arena_printf(ctx->arena, "&done=reserve&reserve=%lld", (long long)done->reserve.v);
    return response_redirect(ctx, response, "/spark/%lld/remote?room=%d%s",
                             (long long)remote->event.id.v, remote->room + 1, said);
}

enum err page_stage_do(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct remote remote;
    struct stage_done done;
    enum err err = find_remote(ctx, request, form_int(&request->form, "room", 1), &remote);
    if (err != OK)
        return err;
    struct stage_request act = {.event = remote.event.id,
                                .room = remote.room + 1,
                                .talk = {form_int(&request->form, "talk", 0)},
                                .version = (int)form_int(&request->form, "version", 0),
                                .by = ctx->actor.person,
                                .by_hand = true};
    if (stage_kind_parse(form_find(&request->form, "act"), &act.kind) != OK)
        err = refuse_field(&ctx->why, "act", "Choose what to do.");
    if (err == OK)
        err = stage_act(ctx->store, ctx->now, &act, &ctx->why, &done);
    return err == OK ? redirect(ctx, &remote, &act, &done, response)
                     : refused(ctx, &remote, err, response);
}
