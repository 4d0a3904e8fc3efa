#ifndef SPARKD_SPARK_STAGE_H
#define SPARKD_SPARK_STAGE_H

#include "programme.h"

/*
 * The evening itself (practice P13): each room has its stage. What was done
 * there is a log to which acts are added; what is now, what comes next and
 * when follow from the log, the programme and the time, by pure rules. So a
 * server that was killed carries on from what was committed, and every screen
 * says the same. Talks keep their status: whoever did not come is absent on the
 * stage, a reserve who is called speaks in their place.
 */
enum stage_kind {
    STAGE_START,   /* talk begins */
    STAGE_STOP,    /* the one that is given is over */
    STAGE_EXTEND,  /* it, or the keynote that is given, gets STAGE_EXTEND_S more */
    STAGE_SKIP,    /* the next one goes to the end of its room's order */
    STAGE_NO_SHOW, /* talk is not given; the first reserve who fits speaks instead */
    STAGE_SWAP,    /* the next two change places */
    STAGE_BREAK,
    STAGE_RESUME,  /* the break is over; a start says so too */
    STAGE_UNDO,    /* the last act that stands is undone */
    STAGE_KEYNOTE, /* a keynote begins; it is over as a break is */
    STAGE_KINDS
};
/* "no-show" */
const char *stage_kind_name(enum stage_kind kind);
enum err stage_kind_parse(struct str s, enum stage_kind *ret) MUST_USE;

enum {
    STAGE_EXTEND_S = 30,
    STAGE_AMBER_S = 30,        /* so long before its end a talk is told to close */
    STAGE_BEFORE_S = 2 * 3600, /* acts from so long before the event */
    STAGE_AFTER_S = 6 * 3600,  /* until so long after it */
    STAGE_ACTS_MAX = 2000,
    STAGE_TAP_S = 2,   /* a hand that presses again within it has tapped twice */
    STAGE_GO_ON_S = 1, /* but after a talk what comes next may begin so soon */
};

enum stage_phase {
    STAGE_BEFORE,  /* nobody has spoken yet */
    STAGE_BETWEEN, /* somebody has, somebody will */
    STAGE_TALKING,
    STAGE_PAUSED, /* a break, or a keynote */
    STAGE_OVER,   /* all have spoken, or the stage has closed */
};
/* "talking" */
const char *stage_phase_name(enum stage_phase phase);
struct stage_room;
/* The same of a room; "keynote" while one is given. */
const char *stage_room_phase(const struct stage_room *room);

enum stage_part { STAGE_TO_COME, STAGE_ON, STAGE_GIVEN, STAGE_ABSENT };

struct stage_row {
    struct talk_id talk;
    int minutes;
    enum stage_part part;
    bool reserve;                  /* called from the waiting list */
    int block;                     /* of the evening, from 0 */
    struct instant arrive_at;      /* v 0: no matter */
    struct instant floor;          /* does not begin before */
    struct instant estimate;       /* to come: when it is expected to begin, as things stand now */
    struct instant started, ended; /* v 0: not yet */
};

/* A keynote that is to come, before the talks of that block and the later ones. */
struct stage_keynote {
    const struct keynote *keynote;
    int block;
};

/* One room's stage at one moment. */
struct stage_room {
    int version; /* 1, and 1 more for every act */
    enum stage_phase phase;
    struct stage_row *rows; /* in the order of the evening: given and absent, the one that is on, to
                               come */
    int count;
    int on;                    /* index of the talk that is given, -1: none */
    int next;                  /* index of the first to come, -1: none */
    int limit_s;               /* of the talk or the keynote that is given, extensions counted */
    struct instant since;      /* when this phase began; v 0: with nothing */
    struct instant break_to;   /* a break: when it is expected to end */
    struct keynote_id keynote; /* that is given now; v 0: none */
    struct keynote_id next_keynote; /* the first here, if no talk comes before it; v 0: none */
    struct stage_keynote keynotes[KEYNOTES_MAX]; /* to come, here or in another room, by start */
    int keynote_count;
    /* of the event's keynotes, by start: when it began here; v 0: it was not given */
    struct instant heard[KEYNOTES_MAX];
    enum stage_kind last; /* what an undo would undo; STAGE_KINDS: nothing */
    struct talk_id last_talk;
    bool ended_keynote; /* the last was the end of a keynote */
};

struct stage {
    struct event_id event;
    int version; /* acts in all rooms */
    bool runs;   /* something was done on a stage, and it is not over */
    struct programme programme;
    struct stage_room *rooms; /* programme.room_count of them */
    int keynote_room;         /* where a keynote is given to everybody now, from 1; 0: nowhere */
};

/* How things stand at that moment. ERR_NOT_FOUND: no SPARK event. */
enum err stage_find(struct store *store, struct instant now, struct event_id event,
                    struct arena *arena, struct stage *ret) MUST_USE;
/* What an evening's stages follow from besides the time: acts so far in all rooms, and the version
 * of the programme. One look at two indexes, for streams. */
struct stage_mark {
    int acts, programme;
};
enum err stage_mark(struct store *store, struct event_id event, struct stage_mark *ret) MUST_USE;
/* The keynotes of an event that were given. Where nobody ran the stage of its room one is taken to
 * have been; else that stage says so. */
enum err stage_keynotes_given(struct store *store, struct event_id event, struct arena *arena,
                              struct keynotes *ret) MUST_USE;
/* The talk of a row, in the programme or on its waiting list; NULL: it was withdrawn. */
const struct talk *stage_talk(const struct stage *stage, struct talk_id id);
/* Which of the rooms a talk is in, from 0, and its row; NULL: in none. */
const struct stage_row *stage_row_of(const struct stage *stage, struct talk_id id, int *ret_room);

/* The keynote that everybody hears before the next talk of that room, in whichever room; NULL: a
 * talk comes first, or nothing does. */
const struct keynote *stage_next_keynote(const struct stage_room *room);
/* Nothing is given in any room, and nothing is to come. */
bool stage_is_over(const struct stage *stage);

/* When the talk or the keynote that is given is due to end; one is. */
struct instant stage_due(const struct stage_room *room);

struct stage_request {
    struct event_id event;
    int room; /* from 1 */
    enum stage_kind kind;
    struct talk_id talk;       /* v 0: the next; of an undo, stop, … none */
    struct keynote_id keynote; /* of a keynote; v 0: the next */
    int version; /* of the room's stage as whoever asks saw it; 0: whatever it is now */
    struct person_id by;
    bool by_hand; /* pressed on a remote, whose buttons change under the finger */
};

struct stage_done {
    int version;
    struct talk_id reserve; /* who was called instead; v 0: nobody */
    bool before;            /* it was done already, by the same press */
};

/* The event is put off to another day: what was done on its stages before then is of no evening,
 * and its programme is open again. */
enum err stage_clear(struct store *store, struct event_id event) MUST_USE;

/*
 * Adds an act. The same act on the same version is done once: pressed twice it
 * changes nothing more. ERR_STALE: something else was done meanwhile.
 * ERR_CONFLICT `too-early`, `too-late`, `cancelled`, `not-published`, `stage`
 * (it does not fit what goes on), `second-tap` (by hand, within STAGE_TAP_S of
 * the act before, or STAGE_GO_ON_S for what comes next). ERR_INVALID field room.
 */
enum err stage_act(struct store *store, struct instant now, const struct stage_request *request,
                   struct refusal *why, struct stage_done *ret) MUST_USE;

#endif
