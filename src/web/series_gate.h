#ifndef SPARKD_WEB_SERIES_GATE_H
#define SPARKD_WEB_SERIES_GATE_H

#include "series_member.h"
#include "viewer.h"

/* Series, found for whoever asks; the same for pages and the API. */
struct series_scene {
    struct series series;
    struct event_list list;   /* the occurrences the viewer may know of, at least one */
    const struct event *next; /* the first that is to come and takes place, else the last of all */
    bool edits, sees_members;
    struct series_member mine; /* id 0: the viewer is not in the group */
};

/* ERR_NOT_FOUND also for a series of which no date may be seen. */
enum err series_gate_find(struct ctx *ctx, int64_t id, struct series_scene *ret) MUST_USE;
/* ERR_DENIED for those who may know of it, and not change it. */
enum err series_gate_edit(struct ctx *ctx, int64_t id, struct series_scene *ret) MUST_USE;
/* Dates that can be booked now. */
int series_gate_open_count(const struct ctx *ctx, const struct series_scene *scene);
/* Somebody's membership: of oneself, or for whoever may change the series. */
enum err series_gate_member(struct ctx *ctx, int64_t id, struct series_member *ret,
                            struct series_scene *ret_scene) MUST_USE;

#endif
