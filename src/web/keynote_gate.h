#ifndef SPARKD_WEB_KEYNOTE_GATE_H
#define SPARKD_WEB_KEYNOTE_GATE_H

#include <jansson.h>

#include "request.h"
#include "spark_event.h"

/* Who keeps the keynotes of an evening: whoever may change the event. */

/* ERR_NOT_FOUND, ERR_DENIED as spark_find_editable. */
enum err keynote_gate_event(struct ctx *ctx, int64_t event, struct event *ret,
                            struct spark_settings *ret_settings) MUST_USE;
/* One of them; the same, and ERR_NOT_FOUND if there is none of that id. */
struct keynote_scene {
    struct event event;
    struct spark_settings settings;
    struct keynote keynote;
};
enum err keynote_gate_find(struct ctx *ctx, int64_t id, struct keynote_scene *ret) MUST_USE;

/* [{id, guest, title, abstract, minutes, room, room_name, starts_at, ends_at, version}] */
json_t *keynote_json_list(const struct spark_settings *settings);
json_t *keynote_json(const struct keynote *keynote, const struct talk_room *rooms);
/* The same for templates: [{id, title, guest, abstract, when}]. */
json_t *keynote_view_list(struct arena *arena, const struct spark_settings *settings);

#endif
