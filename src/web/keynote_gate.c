/* DESIGN: whose keynotes are, and how one is said as JSON. */
#include "keynote_gate.h"

#include "json_view.h"
#include "spark_view.h"
#include "words.h"

enum err keynote_gate_event(struct ctx *ctx, int64_t event, struct event *ret,
                            struct spark_settings *ret_settings)
{
    enum err err = spark_find_editable(ctx, event, ret);
    return err == OK ? spark_event_find(ctx->store, ret->id, ctx->arena, ret_settings) : err;
}

enum err keynote_gate_find(struct ctx *ctx, int64_t id, struct keynote_scene *ret)
{
    struct event_id event;
    enum err err = keynote_event(ctx->store, (struct keynote_id){id}, &event);
    if (err == OK)
        err = keynote_gate_event(ctx, event.v, &ret->event, &ret->settings);
    if (err != OK)
        return err;
    const struct keynote *keynote = keynote_of(&ret->settings.keynotes, (struct keynote_id){id});
    if (!keynote)
        return ERR_NOT_FOUND;
    ret->keynote = *keynote;
    return OK;
}

json_t *keynote_json(const struct keynote *keynote, const struct talk_room *rooms)
{
    return json_pack("{s:I, s:s, s:s, s:s, s:i, s:i, s:s, s:o, s:o, s:i}", "id",
                     (json_int_t)keynote->id.v, "guest", keynote->guest, "title", keynote->title,
                     "abstract", keynote->abstract, "minutes", keynote->minutes, "room",
                     keynote->room, "room_name", rooms[keynote->room - 1].name, "starts_at",
                     json_view_instant(keynote->starts_at), "ends_at",
                     json_view_instant(keynote_ends_at(keynote)), "version", keynote->version);
}

json_t *keynote_json_list(const struct spark_settings *settings)
{
    json_t *list = json_array();
    for (int i = 0; i < settings->keynotes.count; i++)
        json_array_append_new(list, keynote_json(&settings->keynotes.items[i], settings->rooms));
    return list;
}

json_t *keynote_view_list(struct arena *arena, const struct spark_settings *settings)
{
    json_t *list = json_array();
    for (int i = 0; i < settings->keynotes.count; i++) {
        const struct keynote *keynote = &settings->keynotes.items[i];
        const char *room = settings->rooms[keynote->room - 1].name;
        const char *when = words_time_range(arena, keynote->starts_at, keynote_ends_at(keynote));
        json_t *view = json_pack("{s:I, s:s, s:s, s:s}", "id", (json_int_t)keynote->id.v, "title",
                                 keynote->title, "guest", keynote->guest, "when",
                                 arena_printf(arena, "%s%s%s", when, *room ? ", " : "", room));
        if (*keynote->abstract)
            json_object_set_new(view, "abstract", json_string(keynote->abstract));
        json_array_append_new(list, view);
    }
    return list;
}
