#ifndef SPARKD_SPARK_CLOSURE_H
#define SPARKD_SPARK_CLOSURE_H

#include "spark_move.h"

/*
 * A school is closed, for snow or for a burst pipe (issue 4): one act that
 * writes it into the school's calendar, so that deadlines follow, and moves or
 * calls off each event there. Everybody concerned is told once, of however many
 * events. Taken back in the calendar like any other change of it; events are
 * then moved again one by one.
 */
struct closure {
    struct school_id school;
    struct day from, to; /* both inclusive */
    const char *reason;  /* "Snow": in the calendar, and as everybody is told */
    struct person_id by;
};

/* Hits: each is five fields of a form, which has 200. */
enum { CLOSURE_DAYS_MAX = 14, CLOSURE_HITS_MAX = 38, CLOSURE_REASON_CHARS_MAX = 60 };

/* An event there that is still to come on those days, or one session of several. */
struct closure_hit {
    struct event_id event;
    int64_t session; /* 0: the event meets once */
    enum event_kind kind;
    const char *title;
    struct instant starts_at, ends_at;
    /* of closure_plan alone */
    int told;                /* who has a place or a talk, each once */
    struct instant proposed; /* the next school day on which its room is free, best if nobody who
                                comes is busy; v 0: none soon */
};
struct closure_plan {
    struct closure_hit *items; /* by start */
    int count;
    int deadlines; /* that would move; of closure_plan alone */
};
/* What is on then. ERR_INVALID `from` (none, or in the past), `to` (none, before it, more than two
 * weeks, or so far that more than CLOSURE_HITS_MAX events are on), `reason`. */
enum err closure_list(struct store *store, struct instant now, const struct closure *closure,
                      struct refusal *why, struct closure_plan *ret) MUST_USE;
/* The same with whom each concerns and a day for it: much reading, for a person who decides. */
enum err closure_plan(struct store *store, struct instant now, const struct closure *closure,
                      struct refusal *why, struct closure_plan *ret) MUST_USE;

/* What becomes of a hit. */
struct closure_fate {
    struct event_id event;
    int64_t session;
    struct instant to; /* when it begins instead; v 0: it is called off */
};
struct closure_made {
    int moved, called_off, deadlines;
};
/*
 * All of it, or nothing: what is refused leaves no trace. ERR_INVALID `events`: a hit without a
 * fate, because something was published meanwhile; `to` of a fate in the past or while the school
 * is closed, under "events[i].to".
 */
enum err closure_make(struct store *store, struct instant now, const struct closure *closure,
                      const struct closure_fate *fates, int count, struct refusal *why,
                      struct closure_made *ret) MUST_USE;

#endif
