/* DESIGN: a SPARK programme to read: on screens, as JSON, and on paper for doors. */
#include "page.h"
#include "programme_json.h"
#include "programme_sheet.h"
#include "programme_was.h"
#include "stage_gate.h"
#include "talk_need_view.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

static json_t *waiting_view(struct arena *arena, const struct programme *programme)
{
    json_t *list = json_array();
    for (int i = 0; i < programme->waiting_count; i++) {
        const struct talk *talk = &programme->waiting[i];
        const char *minutes = talk->wanted_minutes
                                  ? arena_printf(arena, "%d minutes instead of %d",
                                                 talk->wanted_minutes, talk->minutes)
                                  : words_duration(arena, talk->minutes);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "title", talk->title, "presenters",
                                              spark_presenters(arena, talk), "minutes", minutes));
    }
    return list;
}

/* "Programme as it stands on Monday 2 November 2026. It is not announced yet: …" */
static const char *status_text(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct event *event = &evening->event;
    if (event->status == EVENT_CANCELLED)
        return "This event is cancelled";
    const char *was = programme_was_words(evening, ctx->now);
    if (was)
        return was;
    const char *today = words_date(ctx->arena, tz_day(ctx->now));
    if (evening->programme.announced)
        return arena_printf(ctx->arena, "Announced programme, as of %s", today);
    return arena_printf(ctx->arena, "Programme as it stands on %s. %s", today,
                        evening->settings.order == SPARK_ARRANGED
                            ? "It is not announced yet: times will move"
                            : "The order is not drawn yet");
}

/* Confirmed, before anybody is told a time. Later whoever has none was absent or drew back from the
 * lots, and that is nobody's business. */
static json_t *untimed_view(struct arena *arena, const struct programme *programme)
{
    json_t *list = json_array();
    for (int i = 0; !programme->announced && i < programme->unplaced_count; i++) {
        const struct talk *talk = &programme->unplaced[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "title", talk->title, "presenters",
                                              spark_presenters(arena, talk), "minutes",
                                              words_duration(arena, talk->minutes)));
    }
    return list;
}

static const char *untimed_text(const struct ctx *ctx, const struct spark_evening *evening)
{
    if (ctx->now.v >= evening->event.fields.ends_at.v)
        return "They were never given one.";
    return evening->settings.order == SPARK_ARRANGED
               ? "The organiser is still finding their times."
               : "The order is drawn by lot. Times come when it is drawn.";
}

/* Why there is nothing to read yet. */
static const char *empty_text(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct event *event = &evening->event;
    if (event->status == EVENT_CANCELLED)
        return "There are no talks.";
    if (evening->settings.drawing)
        return "The speakers are being drawn by lot, one at a time. Whoever is drawn stands here.";
    if (ctx->now.v >= event->fields.ends_at.v)
        return "No talk was given.";
    if (evening->programme.unplaced_count)
        return "No talk has a time yet.";
    return "No talk has been offered yet. Yours could be the first.";
}

/* What every page of it begins with. */
static json_t *new_view(struct ctx *ctx, const struct spark_evening *evening, const char *title)
{
    const struct event *event = &evening->event;
    json_t *view = view_new(title);
    json_object_set_new(view, "status", json_string(status_text(ctx, evening)));
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    json_object_set_new(view, "has_talks", json_boolean(evening->programme.count > 0));
    view_list(view, "untimed", untimed_view(ctx->arena, &evening->programme));
    json_object_set_new(view, "untimed_text", json_string(untimed_text(ctx, evening)));
    json_object_set_new(view, "empty", json_string(empty_text(ctx, evening)));
    return view;
}

static enum err find(struct ctx *ctx, const struct request *request, struct spark_evening *ret)
{
    struct event event;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    return err == OK ? spark_evening_find(ctx, &event, ret) : err;
}

/* ---- on a screen, and as JSON ---- */

static json_t *programme_view(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct event *event = &evening->event;
    const struct programme *programme = &evening->programme;
    json_t *view = new_view(ctx, evening, "Programme");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    if (programme->room_count > 1)
        json_object_set_new(view, "grid", programme_sheet_grid(ctx->arena, evening));
    else {
        json_object_set_new(view, "caption", json_string(programme_sheet_room(evening, 0)));
        json_object_set_new(view, "one", json_true());
        json_object_set_new(view, "items",
                            programme_sheet_rows(ctx->arena, evening, SHEET_ALL_ROOMS));
    }
    bool over = ctx->now.v >= event->fields.ends_at.v;
    json_object_set_new(view, "over", json_boolean(over));
    if (!over && event_may(ctx, ACTION_EVENT_ATTENDEES, event))
        view_list(view, "waiting", waiting_view(ctx->arena, programme));
    if (evening->settings.keynotes.count)
        json_object_set_new(view, "has_talks", json_true());
    json_object_set_new(view, "runs", json_boolean(stage_gate_may_run(ctx, event)));
    return view;
}

enum err page_programme(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct spark_evening evening;
    enum err err = find(ctx, request, &evening);
    if (err == OK)
        err = programme_was(ctx, &evening);
    return err == OK
               ? response_page(response, "spark/programme.html", programme_view(ctx, &evening))
               : err;
}

enum err page_programme_json(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    json_t *json;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = programme_json(ctx, &event, &json);
    return err == OK ? response_json(response, 200, json) : err;
}

/* ---- for doors: a sheet a room ---- */

enum err page_programme_door(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct spark_evening evening;
    json_t *rooms = json_array();
    enum err err = find(ctx, request, &evening);
    if (err != OK) {
        json_decref(rooms);
        return err;
    }
    json_t *view = new_view(ctx, &evening, "For the door");
    view_back(view, arena_printf(ctx->arena, "/spark/%lld/programme", (long long)request->id),
              "Programme");
    for (int r = 0; r < evening.programme.room_count; r++)
        json_array_append_new(rooms,
                              json_pack("{s:s, s:o}", "name", programme_sheet_room(&evening, r),
                                        "items", programme_sheet_rows(ctx->arena, &evening, r)));
    json_object_set_new(view, "rooms", rooms);
    return response_page(response, "spark/door.html", view);
}

/* ---- for the lectern: a card a talk ---- */

/* The talk after it in its room, or NULL. */
static const struct programme_item *next_of(const struct programme *programme, int i)
{
    for (int k = i + 1; k < programme->count; k++)
        if (programme->items[k].room == programme->items[i].room)
            return &programme->items[k];
    return NULL;
}

/* The keynote after it, before any other talk of its room; NULL: none. */
static const struct keynote *keynote_after(const struct keynotes *keynotes, struct instant at,
                                           const struct programme_item *next)
{
    for (int k = 0; k < keynotes->count; k++) {
        struct instant from = keynotes->items[k].starts_at;
        if (from.v > at.v)
            return !next || from.v < next->starts_at.v ? &keynotes->items[k] : NULL;
    }
    return NULL;
}

/* What comes after the last talk of a room. */
static const char *last_words(struct ctx *ctx, const struct spark_evening *evening,
                              const struct programme_item *item, const struct keynote *keynote)
{
    const struct pack *pack = &evening->settings.pack;
    int blocks = pack->block_count;
    const char *next = !blocks || item->starts_at.v >= pack->blocks[blocks - 1].start_s
                           ? "the close"
                           : "the break";
    if (keynote)
        next = arena_printf(ctx->arena, "the keynote, %s, in %s, by %s",
                            words_time(ctx->arena, keynote->starts_at),
                            programme_sheet_room(evening, keynote->room - 1), keynote->guest);
    return arena_printf(ctx->arena, "Next: %s. This is the last talk here.", next);
}

static const char *next_words(struct ctx *ctx, const struct spark_evening *evening, int i)
{
    const struct programme_item *item = &evening->programme.items[i];
    const struct programme_item *next = next_of(&evening->programme, i);
    const struct keynote *keynote =
        keynote_after(&evening->settings.keynotes, item->starts_at, next);
    if (!next)
        return last_words(ctx, evening, item, keynote);
    const char *apart = "";
    for (int b = 0; b < evening->settings.pack.block_count; b++) {
        int64_t end = evening->settings.pack.blocks[b].end_s;
        if (item->starts_at.v < end && next->starts_at.v >= end)
            apart = "after the break, ";
    }
    if (keynote)
        apart = "after the keynote, ";
    return arena_printf(ctx->arena, "Next: %s%s, %s", apart,
                        words_time(ctx->arena, next->starts_at),
                        spark_presenters(ctx->arena, &next->talk));
}

static json_t *card_view(struct ctx *ctx, const struct spark_evening *evening, int i, int nth)
{
    const struct programme_item *item = &evening->programme.items[i];
    const struct talk *talk = &item->talk;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "number",
                     arena_printf(ctx->arena, "%d.", nth), "room",
                     programme_sheet_room(evening, item->room), "times",
                     words_time_range(ctx->arena, item->starts_at, item->ends_at), "length",
                     words_duration(ctx->arena, talk->minutes), "title", talk->title, "presenters",
                     spark_presenters(ctx->arena, talk), "next", next_words(ctx, evening, i));
}

/* A guest's, without a number: talks alone are counted. */
static json_t *keynote_card(struct ctx *ctx, const struct spark_evening *evening,
                            const struct keynote *keynote)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "number", "Keynote", "room",
                     programme_sheet_room(evening, keynote->room - 1), "times",
                     words_time_range(ctx->arena, keynote->starts_at, keynote_ends_at(keynote)),
                     "length", words_duration(ctx->arena, keynote->minutes), "title",
                     keynote->title, "presenters", keynote->guest, "next", "To everybody");
}

static void add_cards(struct ctx *ctx, const struct spark_evening *evening, int room, json_t *cards)
{
    const struct programme *programme = &evening->programme;
    const struct keynotes *keynotes = &evening->settings.keynotes;
    int nth = 0, k = 0;
    for (int i = 0; i <= programme->count; i++) {
        bool is_end = i == programme->count;
        for (; k < keynotes->count &&
               (is_end || keynotes->items[k].starts_at.v < programme->items[i].starts_at.v);
             k++)
            if (keynotes->items[k].room == room + 1)
                json_array_append_new(cards, keynote_card(ctx, evening, &keynotes->items[k]));
        if (!is_end && programme->items[i].room == room)
            json_array_append_new(cards, card_view(ctx, evening, i, ++nth));
    }
}

/* Room after room, as they lie in a pile on each lectern. */
static json_t *cards_view(struct ctx *ctx, const struct spark_evening *evening)
{
    json_t *cards = json_array();
    for (int r = 0; r < evening->programme.room_count; r++)
        add_cards(ctx, evening, r, cards);
    return cards;
}

/* Whoever runs the evening. */
static enum err find_run(struct ctx *ctx, const struct request *request, struct spark_evening *ret)
{
    struct event event;
    enum err err = stage_gate_run(ctx, request->id, &event);
    return err == OK ? spark_evening_find(ctx, &event, ret) : err;
}

enum err page_programme_cards(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct spark_evening evening;
    enum err err = find_run(ctx, request, &evening);
    if (err != OK)
        return err;
    json_t *view = new_view(ctx, &evening, "Cards for the lectern");
    view_back(view, arena_printf(ctx->arena, "/spark/%lld/programme", (long long)request->id),
              "Programme");
    json_object_set_new(view, "cards", cards_view(ctx, &evening));
    return response_page(response, "spark/cards.html", view);
}

/* ---- for the chair: a running sheet ---- */

/* What the chair has to have ready and to watch: they run it, and so it is theirs to know. */
static const char *needs_words(struct ctx *ctx, const struct talk_need_list *needs,
                               const struct talk *talk)
{
    const char *access = talk_need_view_words(ctx, needs, talk->id);
    const char *text = *talk->kit ? talk->kit : "";
    if (talk->arrive_at.v)
        text = arena_printf(ctx->arena, "%s%shere from %s", text, *text ? "; " : "",
                            words_time(ctx->arena, talk->arrive_at));
    if (talk->leave_at.v)
        text = arena_printf(ctx->arena, "%s%sleaves at %s", text, *text ? "; " : "",
                            words_time(ctx->arena, talk->leave_at));
    text = words_begin(ctx->arena, text);
    return arena_printf(ctx->arena, "%s%s%s", text, *text && *access ? ". " : "", access);
}

static void add_needs(struct ctx *ctx, const struct programme *programme,
                      const struct talk_need_list *needs, int room, json_t *rows)
{
    size_t n = 0;
    for (int i = 0; i < programme->count; i++) {
        if (programme->items[i].room != room)
            continue;
        while (json_object_get(json_array_get(rows, n), "fixed"))
            n++;
        json_object_set_new(json_array_get(rows, n++), "needs",
                            json_string(needs_words(ctx, needs, &programme->items[i].talk)));
    }
}

static json_t *reserves_view(struct ctx *ctx, const struct programme *programme)
{
    json_t *list = json_array();
    for (int i = 0; i < programme->waiting_count; i++) {
        const struct talk *talk = &programme->waiting[i];
        if (talk->wanted_minutes == 0)
            json_array_append_new(list,
                                  json_pack("{s:s, s:s, s:s}", "title", talk->title, "presenters",
                                            spark_presenters(ctx->arena, talk), "length",
                                            words_duration(ctx->arena, talk->minutes)));
    }
    return list;
}

enum err page_programme_running(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct spark_evening evening;
    struct talk_need_list needs;
    enum err err = find_run(ctx, request, &evening);
    if (err == OK)
        err = talk_need_view_find(ctx, &evening.event, &needs);
    if (err != OK)
        return err;
    const struct programme *programme = &evening.programme;
    json_t *view = new_view(ctx, &evening, "Running sheet"), *rooms = json_array();
    view_back(view, arena_printf(ctx->arena, "/spark/%lld/programme", (long long)request->id),
              "Programme");
    for (int r = 0; r < programme->room_count; r++) {
        json_t *rows = programme_sheet_rows(ctx->arena, &evening, r);
        add_needs(ctx, programme, &needs, r, rows);
        json_array_append_new(rooms, json_pack("{s:s, s:o}", "name",
                                               programme_sheet_room(&evening, r), "rows", rows));
    }
    json_object_set_new(view, "rooms", rooms);
    view_list(view, "reserves", reserves_view(ctx, programme));
    return response_page(response, "spark/running_sheet.html", view);
}
