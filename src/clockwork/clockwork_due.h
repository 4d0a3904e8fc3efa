#ifndef SPARKD_CLOCKWORK_DUE_H
#define SPARKD_CLOCKWORK_DUE_H

#include "audience.h"
#include "deadline_nudge.h"
#include "status.h"
#include "stored_file.h"

/* The steps of one day's work, each small enough for the writer (house: at most 20 ms a job). */

/* The cycle of the academic year `now` lies in, opened with the pack in force if it is not. */
enum err due_open_cycle(struct store *store, struct instant now, struct arena *arena,
                        struct cycle_id *ret) MUST_USE;
/* What some hold whose last day is over is given up; *after v 0 at first and again at the end. */
enum err due_let_go(struct store *store, struct instant now, struct arena *arena,
                    struct person_id *after) MUST_USE;
/* Some offers of a place or a slot that ran out, and swaps that were overtaken; *more: there are
 * others. */
enum err due_offers(struct store *store, struct instant now, struct arena *arena,
                    bool *more) MUST_USE;
/* Evenings that run: what their presenters' calendars show follows their stages. */
enum err due_stages(struct store *store, struct instant now, struct arena *arena) MUST_USE;
/* Speakers of some talks are told of question cards; *more: there are others. */
enum err due_questions(struct store *store, struct instant now, struct arena *arena,
                       bool *more) MUST_USE;
/* Deadlines of some people, and slots for whom that made free; *after 0 at first and again at the
 * end. */
enum err due_sync(struct store *store, struct cycle_id cycle, struct instant now,
                  struct arena *arena, int64_t *after) MUST_USE;
/* Those some required and invited events are for now are asked: who joined, moved or left since.
 * *after v 0 at first and again at the end. */
enum err due_ask(struct store *store, struct instant now, struct event_id *after) MUST_USE;
/* Requests that have waited too long at a step go on; *more: there are others. */
enum err due_escalate(struct store *store, struct instant now, struct arena *arena,
                      bool *more) MUST_USE;
/* What is to be read or handed in within days, and was not; who may be invited to give a talk;
 * *more: there are others. Like the mail
 * of new events only in the hours in which reminders are sent: at night nothing is due. */
enum err due_remind(struct store *store, struct instant now, bool *more) MUST_USE;
/* The weekly mail of new events, some people at once; *after v 0 at first and again at the end. */
enum err due_digest(struct store *store, struct instant now, struct person_id *after) MUST_USE;
/* Today's messages. Reads only. */
enum err due_plan(struct store *store, struct instant now, struct arena *arena,
                  struct nudge_plan *ret) MUST_USE;
/* Queues some of them, from *from on. */
enum err due_queue(struct store *store, struct instant now, const struct nudge_plan *plan,
                   int *from) MUST_USE;

/* The month's figures without names, if they are not counted yet. Reads only. */
enum err due_count_figures(struct store *store, struct instant now, struct arena *arena,
                           struct status_counts *ret) MUST_USE;
/* Erases some of what is past its period; *ret_more: there may be more. */
enum err due_erase(struct store *store, struct instant now, struct arena *arena,
                   bool *ret_more) MUST_USE;

/* Files that no row names, once what is erased is committed; only looks. */
struct unnamed_files {
    const char **hashes;
    int count, swept;
};
enum err due_list_files(struct store *store, const char *data_dir, struct arena *arena,
                        struct unnamed_files *ret) MUST_USE;
/* Removes some of them, from files->swept on, unless a row names them by now. */
enum err due_sweep(struct store *store, const char *data_dir, struct unnamed_files *files) MUST_USE;

#endif
