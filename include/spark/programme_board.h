#ifndef SPARKD_SPARK_PROGRAMME_BOARD_H
#define SPARKD_SPARK_PROGRAMME_BOARD_H

#include "arrange.h"
#include "programme_version.h"

/*
 * What a coordinator works on (SP-12): an event's talks with a slot by their
 * status, its rooms, blocks, rules of order and choices as an instance of the
 * arranger, and the latest version of its programme as a plan for it. Before
 * there is a version: talks packed in the order of booking.
 */
struct board_rule {
    bool before; /* else: the second not right after the first */
    struct talk_id first, second;
};

struct programme_board {
    struct event_id event;
    struct instant doors; /* second 0 of instance and plan: the start of the event */
    struct spark_settings settings;
    struct talk *talks; /* by id, as in the instance */
    int talk_count;
    struct board_rule *rules;
    int rule_count;
    struct programme_version version; /* the latest; number 0: none yet */
    int undo_to, redo_to; /* numbers of the versions a step back or on leads to; 0: none */
    bool undo_to_booked;  /* undo leads back to the order of booking, as before the first step */
    struct programme_slots announced; /* none: nothing was announced */
    struct arrange_instance instance;
    struct arrange_slot *plan; /* one a talk; room -1: none */
    bool *pinned;              /* one a talk; only with a slot */
};

/* ERR_NOT_FOUND: no SPARK event. Allocates in arena. */
enum err programme_board_find(struct store *store, const struct event *event, struct arena *arena,
                              struct programme_board *ret) MUST_USE;

/*
 * The announced programme as the board's plan, in a frame that may be another
 * than the stored one: what a change of settings would make of it. later_s: by
 * how much the slots go with the event. The board has no version.
 */
struct board_frame {
    struct event_id event;
    struct instant starts_at, ends_at;
    const struct spark_settings *settings;
    int64_t later_s;
};
enum err programme_board_announced(struct store *store, const struct board_frame *frame,
                                   struct arena *arena, struct programme_board *ret) MUST_USE;

/* A plan for the board's instance as slots; pins are kept. */
struct programme_slots programme_board_slots(const struct programme_board *board,
                                             const struct arrange_slot *plan, struct arena *arena);
/* Index of a talk; -1: it is not on the board. */
int programme_board_index(const struct programme_board *board, struct talk_id talk);

/* What is wrong with the plan, with talks that have no slot (H1) among it. */
void programme_board_judge(const struct programme_board *board, const struct arrange_slot *plan,
                           struct arena *arena, struct arrange_report *ret);

/* ---- steps: each makes the next version ---- */

enum board_how { BOARD_UP, BOARD_DOWN, BOARD_TO };
struct board_move {
    int talk; /* index */
    enum board_how how;
    int room, block; /* BOARD_TO: indexes; its place among all rows there, from 1 */
    int position;
};
/*
 * Puts the talk there in *plan; talks of the lists it leaves and enters follow
 * one another without a gap, around those that are pinned and not before their
 * presenters arrive. Up from the first place of a block goes to the block
 * before. False: it is pinned, or there is nothing that way.
 */
bool board_rules_move(const struct programme_board *board, const struct board_move *move,
                      struct arrange_slot *plan);
/* The block in which, or after which, that second lies. */
int board_rules_block(const struct arrange_instance *instance, int start_s);
/* Talks of one room and block by start; *ret holds at most ARRANGE_TALKS_MAX. Returns how many. */
int board_rules_list(const struct arrange_instance *instance, const struct arrange_slot *plan,
                     int room, int block, int *ret);

/* ERR_STALE, with words: somebody else changed the programme meanwhile. */
enum err programme_board_check(const struct programme_board *board, int number,
                               struct refusal *why) MUST_USE;
/* That plan is the latest version from now on. */
enum err programme_board_save(struct store *store, struct instant now,
                              const struct programme_board *board, const struct arrange_slot *plan,
                              enum programme_why made_by, struct person_id by,
                              struct arena *arena) MUST_USE;
/* Pins the talk to its slot, or frees it. ERR_CONFLICT: it has none. */
enum err programme_board_pin(struct store *store, struct instant now,
                             const struct programme_board *board, int talk, bool pinned,
                             struct person_id by, struct refusal *why) MUST_USE;
/* A step back or on, and the next one from there. ERR_CONFLICT `nothing-to-undo`,
 * `nothing-to-redo`. */
enum board_walk { BOARD_UNDO, BOARD_REDO };
enum err programme_board_walk(struct store *store, struct instant now,
                              const struct programme_board *board, enum board_walk walk,
                              struct person_id by, struct refusal *why) MUST_USE;
/* That earlier version is taken up again, a step like any other. ERR_NOT_FOUND: there is none of
 * that number. */
enum err programme_board_take_back(struct store *store, struct instant now,
                                   const struct programme_board *board, int number,
                                   struct person_id by, struct refusal *why) MUST_USE;

/* Refuses fields first, second; ERR_CONFLICT at a thousand. Again: no change. */
enum err programme_board_rule_add(struct store *store, const struct programme_board *board,
                                  const struct board_rule *rule, struct refusal *why) MUST_USE;
/* No change if there is none. Whoever waited for it moves up. */
enum err programme_board_rule_remove(struct store *store, struct instant now, struct event_id event,
                                     const struct board_rule *rule, struct arena *arena) MUST_USE;

/* ---- words ---- */

/* What that break is for a talk it names: "begins before 16:40, when its presenter arrives". */
const char *board_words_break(struct arena *arena, const struct programme_board *board,
                              const struct arrange_slot *plan, const struct arrange_break *broken,
                              int talk);
/* A whole sentence: “Ten words a day” begins before … */
const char *board_words_sentence(struct arena *arena, const struct programme_board *board,
                                 const struct arrange_slot *plan,
                                 const struct arrange_break *broken);

#endif
