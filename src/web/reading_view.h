#ifndef SPARKD_WEB_READING_VIEW_H
#define SPARKD_WEB_READING_VIEW_H

#include "assigned_reading.h"
#include "response.h"

/* What is to be read, as whoever asks may find it, for pages and the API. An event of another kind
 * is not found here. */
enum err reading_view_find(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
/* ERR_DENIED for whoever could not come to an event either. */
enum err reading_view_find_reader(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
/* ERR_DENIED for whoever may not see who comes to an event. */
enum err reading_view_find_readers(struct ctx *ctx, int64_t id, struct event *ret,
                                   struct reader_list *ret_list) MUST_USE;

/* The view of readings/show.html, without what coordinators see of every event. */
enum err reading_view_fill(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;
/* {address, due_at, read_at, files} */
enum err reading_view_json(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;

#endif
