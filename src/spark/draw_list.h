#ifndef SPARKD_SPARK_DRAW_LIST_H
#define SPARKD_SPARK_DRAW_LIST_H

#include "draw_store.h"
#include "talk_scene.h"

/* What a list at closing is made of: the evening, its talks with a slot by id, and their needs. */
struct draw_scene {
    struct talk_scene scene;
    struct talk *talks; /* with their presenters */
    int talk_count;
    struct draw_needs needs; /* one a talk */
    int weight;
};
/* As talk_scene_find. */
enum err draw_list_scene(struct store *store, struct event_id event, struct refusal *why,
                         struct draw_scene *ret) MUST_USE;

/* The list at closing as things are now: rooms and stretches, talks with what has to be kept for
 * them, as numbers that tell nothing of anybody. Seconds count from the event's start. ERR_LIMIT,
 * slug `does-not-fit`: there is more of something than a draw can hold. */
enum err draw_list_build(struct store *store, const struct draw_scene *scene, struct refusal *why,
                         struct draw_list *ret) MUST_USE;

/* One sentence on why nothing can be drawn that keeps everything; NULL: something can. */
const char *draw_list_trouble(const struct draw_scene *scene, const struct draw_list *list,
                              struct arena *arena);

#endif
