#ifndef SPARKD_POST_NUDGE_H
#define SPARKD_POST_NUDGE_H

#include "calendar.h"
#include "outbox.h"

/*
 * The ladder of reminders (requirements C5, practice P11; mail specification,
 * section 4): which step falls on which day, what is still sent after a stop,
 * and one message a person a day. What a reminder is about is the area's above:
 * here it is a number and a label.
 */
enum nudge_step {
    NUDGE_OPENS,    /* to the person, as are the next three */
    NUDGE_MINUS_10, /* school days before the due day */
    NUDGE_MINUS_3,
    NUDGE_PLUS_1, /* after it */
    NUDGE_PLUS_2, /* to the PD mentor, once */
    NUDGE_STEPS,
};
/* "opens", "-10", "-3", "+1", "+2": as in the database. */
const char *nudge_step_name(enum nudge_step step);
enum err nudge_step_parse(struct str s, enum nudge_step *ret) MUST_USE;

/* ---- judgement ---- */

struct nudge_dates {
    struct day opens_on; /* DAY_NONE: no opening */
    struct day due_on;
    struct calendar school; /* offsets are counted on it */
    struct calendar person; /* the school days they work */
    struct calendar mentor; /* those of the mentor; no days if there is none */
    bool opening_only;
};

/*
 * The day of each step, DAY_NONE if it has none. Before the deadline a day on
 * which the person does not work moves to an earlier one, after it to a later
 * one; a step before the deadline that does not come after the opening is left
 * out; the mentor hears on no earlier day than the person.
 */
void nudge_ladder_compute(const struct nudge_dates *dates, struct day ret_days[static NUDGE_STEPS]);

struct nudge_choice {
    const struct day *days; /* of one recipient: the other's steps are DAY_NONE */
    struct day due_on;
    struct calendar recipient;
    struct day from, to;    /* as if today were `from` */
    struct day quiet_until; /* DAY_NONE, or the last day on which nothing is sent about it */
};
struct nudge_due {
    enum nudge_step step;
    struct day on;
};
/*
 * What goes out in [from, to], at most one step a day. What was missed before
 * `from` or held back goes on the next open day: the newest only, none from
 * before the deadline once it has passed, nothing more than five days late.
 */
int nudge_choose(const struct nudge_choice *choice, struct nudge_due ret[static NUDGE_STEPS]);

/* 08:30 and up to 90 minutes more, the same for a person every day. */
struct instant nudge_send_at(struct day on, struct person_id person);
/* 17:30: later than that it is not sent. */
struct instant nudge_window_end(struct day on);
/* From 07:30 until 17:30: what is queued then is read in the day. */
bool nudge_window_is_open(struct instant now);
/* When to plan again: the next 07:30 after `now`. */
struct instant nudge_next_run(struct instant now);

/* ---- messages ---- */

struct nudge_item {
    struct person_id to;
    const char *name, *email; /* of who gets it */
    int64_t deadline_id;
    enum nudge_step step;
    struct day on; /* sent */
    struct day due_on;
    const char *label;
    const char *about; /* whose it is, if not theirs; else NULL */
};

struct nudge_message {
    struct person_id to;
    const char *name, *email;
    struct day on;
    struct instant send_at, expires_at;
    const struct nudge_item *items; /* most urgent first */
    int count;
};

/* One message a person a day, by day and person; sorts `items` in place, borrows them. */
void nudge_merge(struct nudge_item *items, int item_count, struct arena *arena,
                 struct nudge_message **ret, int *ret_count);

enum { NUDGE_BATCH = 500 };
/*
 * Writes messages to the outbox, each with its rows of `nudge`, so that a step
 * is carried once whatever happens; what is recorded already, or whose window is
 * over, is passed over. At most NUDGE_BATCH at a time, in the caller's
 * transaction. ret_queued counts the new ones.
 */
enum err nudge_queue(struct store *store, struct instant now, const struct nudge_message *messages,
                     int count, int *ret_queued) MUST_USE;

#endif
