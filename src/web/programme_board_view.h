#ifndef SPARKD_WEB_PROGRAMME_BOARD_VIEW_H
#define SPARKD_WEB_PROGRAMME_BOARD_VIEW_H

#include "arrange_proof.h"
#include "arrange_words.h"
#include "programme_publish.h"
#include "spark_view.h"
#include "talk_need.h"
#include "viewer.h"

/* The coordinator's board in words. */

struct board_scene {
    struct event event;
    struct programme_board board;
    struct arrange_report report; /* of its plan */
    struct talk_need_list needs;  /* of those who speak, if the viewer may know */
};
/* For whoever may edit the event; else as event_find_editable. */
enum err board_scene_find(struct ctx *ctx, int64_t id, struct board_scene *ret) MUST_USE;
/* Its plan judged anew. */
void board_scene_judge(struct ctx *ctx, struct board_scene *scene);

/* "/spark/7/board" and what comes behind it. */
const char *board_href(struct ctx *ctx, struct event_id event, const char *rest);

/* "4:12pm": the minute, as the programme tells it to everybody. */
const char *board_time(struct arena *arena, const struct programme_board *board, int start_s);
/* "4:12pm in Hall"; "no slot" */
const char *board_slot_words(struct arena *arena, const struct programme_board *board,
                             const struct arrange_slot *slot);
/* "Ana Bell and Jo Carter" */
const char *board_presenters(struct arena *arena, const struct talk *talk);
/* What a step did: "talks moved"; "as in step 3 again" if undo or redo made it. */
const char *board_step_words(struct arena *arena, const struct programme_version *v);
/* What a term of a report is, for one who never heard of points. */
const char *board_term_words(enum arrange_term term);
/* "of 40 wishes 38 can be heard", or that nobody has marked any. */
const char *board_wishes_words(struct arena *arena, const struct arrange_report *report);

/* That a plan leaves one room all but empty and fills another; NULL: it does not. */
const char *board_rooms_words(struct arena *arena, const struct programme_board *board,
                              const struct arrange_slot *plan);

/* That a plan leaves that room mostly empty in a block in which another is full; NULL: not so. */
const char *board_idle_words(struct arena *arena, const struct programme_board *board,
                             const struct arrange_slot *plan, int room, int block);

/* Talks in quotes, people where one presents alone, rooms, and when the doors open. */
struct arrange_names board_names(struct arena *arena, const struct programme_board *board);
/* Whether every talk can have a slot, in a sentence. */
const char *board_verdict_words(const struct arrange_proof *proof);
enum { BOARD_WORK = 500000 /* steps, while somebody waits for the answer */ };

/* open, if there is any: proposals that nobody decided on, and talks that wait for a slot. */
enum err board_open_view(struct ctx *ctx, const struct board_scene *scene, json_t *view) MUST_USE;

/* by_lot, where lots decide: why nothing is published by hand. */
void board_drawn_view(const struct programme_board *board, json_t *view);

/* {first, words, second, first_id, second_id, kind} of each rule whose talks have slots. */
json_t *board_rules_view(const struct programme_board *board);
/* Puts `clash` into the rows of rules that no order of all talks keeps, with what they do not go
 * together with; false: none was proven in the moment that this looks for. */
bool board_rules_clash(struct ctx *ctx, const struct programme_board *board, json_t *rows);

/* The view of spark/board.html, without errors and flash. */
enum err board_view(struct ctx *ctx, const struct board_scene *scene, json_t **ret) MUST_USE;

#endif
