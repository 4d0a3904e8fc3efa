/* DESIGN: what everybody sees of a draw: its commitment, its record, and the next speaker, large.
 */
#include "draw_view.h"
#include "page.h"
#include "programme_sheet.h"
#include "programme_version.h"
#include "spark_view.h"
#include "view_event.h"
#include "words.h"

/* ---- the record ---- */

static json_t *rounds_view(struct ctx *ctx, const struct draw_rounds *rounds)
{
    json_t *list = json_array();
    for (int i = rounds->count - 1; i >= 0; i--)
        json_array_append_new(list, draw_round_view(ctx, &rounds->items[i]));
    return list;
}

/*
 * Those who are announced, in the record's order. The others, and who is which number, are not
 * named: the record holds by when somebody has to leave, who gives a first talk, who was not there.
 */
static json_t *talks_view(struct ctx *ctx, const struct draw_night *night, int *ret_others)
{
    json_t *list = json_array();
    for (int i = 0; i < night->count; i++) {
        const struct draw_entry *entry = &night->entries[i];
        if (entry->place != DRAW_SPOKEN && entry->place != DRAW_FIXED) {
            ++*ret_others;
            continue;
        }
        const char *place = entry->nth ? arena_printf(ctx->arena, "%d", entry->nth) : "Fixed";
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "place", place, "title", entry->talk.title,
                            "names", draw_names(ctx->arena, &entry->talk), "time",
                            entry->starts_at.v ? words_time(ctx->arena, entry->starts_at) : "",
                            "room", entry->room ? entry->room : ""));
    }
    return list;
}

static void add_talks(struct ctx *ctx, const struct draw_night *night, json_t *view)
{
    int others = 0;
    if (!night->round.record || night->lost)
        return;
    view_list(view, "talks", talks_view(ctx, night, &others));
    if (others)
        json_object_set_new(view, "others",
                            json_string(words_count(ctx->arena, others, "talk", "talks")));
}

/* What a place and a time of the record are here: the record has numbers alone. */
static enum err add_matching(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct spark_settings settings;
    json_t *rooms = json_array();
    enum err err = spark_event_find(ctx->store, event->id, ctx->arena, &settings);
    for (int r = 0; err == OK && r < settings.pack.room_count && settings.pack.room_count > 1; r++)
        json_array_append_new(rooms,
                              json_pack("{s:i, s:s}", "number", r + 1, "name",
                                        programme_sheet_room_name(settings.rooms[r].name, event)));
    json_object_set_new(view, "matching",
                        json_pack("{s:s, s:o}", "doors",
                                  words_time(ctx->arena, event->fields.starts_at), "rooms", rooms));
    return err;
}

/* ---- what was changed since ---- */

/* Nobody is named for what came of a withdrawal: that is theirs to tell. */
static const char *change_words(struct ctx *ctx, const struct programme_version *v)
{
    const char *when = words_moment(ctx->arena, v->published_at);
    if (v->why == PROGRAMME_WITHDRAWN)
        return arena_printf(ctx->arena, "%s: a talk is not given.", when);
    if (v->why == PROGRAMME_PROMOTED)
        return arena_printf(ctx->arena, "%s: a talk came in from the waiting list.", when);
    if (v->why == PROGRAMME_SWAPPED)
        return arena_printf(ctx->arena, "%s: presenters changed places.", when);
    return v->made_by_name
               ? arena_printf(ctx->arena, "%s: %s announced another order.", when, v->made_by_name)
               : arena_printf(ctx->arena, "%s: the order was changed.", when);
}

/* Only of a draw that is over: until then its own steps change the programme. */
static enum err add_changes(struct ctx *ctx, const struct draw_night *night, json_t *view)
{
    struct programme_versions list = {.count = 0};
    json_t *changes = json_array();
    enum err err = night->round.ended_at.v && night->version
                       ? programme_version_list(ctx->store, night->event, ctx->arena, &list)
                       : OK;
    for (int i = list.count - 1; err == OK && i >= 0; i--) {
        const struct programme_version *v = &list.items[i];
        if (v->id > night->version && v->published_at.v && v->why != PROGRAMME_DRAWN)
            json_array_append_new(changes, json_string(change_words(ctx, v)));
    }
    view_list(view, "changes", changes);
    return err;
}

enum err page_draw_record(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct draw_night night;
    struct draw_rounds rounds;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = draw_find(ctx->store, event.id, ctx->arena, &night);
    if (err == OK)
        err = draw_rounds(ctx->store, event.id, ctx->arena, &rounds);
    if (err != OK)
        return err;
    json_t *view = view_new("How the order was drawn");
    view_back(view, event_href(ctx, EVENT_SPARK, event.id), event.fields.title);
    json_object_set_new(view, "event", json_string(event.fields.title));
    json_object_set_new(view, "id", json_integer(event.id.v));
    json_object_set_new(view, "when", json_string(event_when_words(ctx, &event)));
    view_list(view, "rounds", rounds_view(ctx, &rounds));
    add_talks(ctx, &night, view);
    json_object_set_new(view, "lost", json_boolean(night.lost));
    err = add_changes(ctx, &night, view);
    if (err == OK)
        err = add_matching(ctx, &event, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    if (night.first_timer_weight > 1)
        json_object_set_new(
            view, "weight",
            json_string(arena_printf(ctx->arena, "%d times", night.first_timer_weight)));
    return response_page(response, "spark/draw_record.html", view);
}

/* Byte for byte as it is checked. */
enum err page_draw_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct draw_round round;
    enum err err =
        draw_gate_record(ctx, request->id, (int)form_int(&request->query, "round", 0), &round);
    if (err != OK)
        return err;
    response->body = str_of(round.record);
    response->content_type = "application/json";
    response->filename =
        arena_printf(ctx->arena, "draw-%lld-%d.json", (long long)request->id, round.round);
    return OK;
}

/* ---- the screen ---- */

enum { NEW_S = 3, AGAIN_S = 2 };

static json_t *speaker_view(struct ctx *ctx, const struct draw_speaker *speaker)
{
    const struct talk *talk = &speaker->talk;
    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:b}", "nth", speaker->nth, "names",
                     draw_names(ctx->arena, talk), "title", talk->title, "minutes",
                     words_duration(ctx->arena, talk->minutes), "room", speaker->room, "new",
                     ctx->now.v - speaker->round.drawn_at.v < NEW_S);
}

enum err page_draw_screen(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct draw_speaker speaker;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = draw_speaker(ctx->store, event.id, ctx->arena, &speaker);
    if (err != OK)
        return err;
    bool ended = speaker.round.ended_at.v != 0;
    json_t *view = view_new(speaker.anybody && !ended ? "Next" : "The next speaker");
    view_back(view, event_href(ctx, EVENT_SPARK, event.id), event.fields.title);
    json_object_set_new(view, "event", json_string(event.fields.title));
    json_object_set_new(view, "reloads", json_true()); /* without script, each quarter minute */
    json_object_set_new(view, "next_s", json_integer(AGAIN_S));
    if (speaker.anybody && !ended)
        json_object_set_new(view, "speaker", speaker_view(ctx, &speaker));
    else
        json_object_set_new(view, "nobody",
                            json_string(ended ? "The draw is over. Thank you."
                                              : "As soon as a name is drawn, it stands here."));
    return response_page(response, "spark/draw_screen.html", view);
}
