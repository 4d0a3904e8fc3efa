#ifndef SPARKD_EVENT_REGISTER_FILE_H
#define SPARKD_EVENT_REGISTER_FILE_H

#include "attendance_file.h"
#include "permission.h"
#include "register.h"

/*
 * The register of a session out of the attendance file of an online meeting:
 * uploaded, looked at, and taken over in one transaction. Who somebody of the
 * file is here is told by their address (or one they sign in with). Of those
 * without any address, guests of the meeting, the name among the booked tells
 * it; an address that is nobody's outweighs a name, which is a guess then, and
 * a person says who it is. The file is kept until then, a day at most. The
 * caller asks may() first.
 */
enum {
    REGISTER_FILE_NAME_BYTES_MAX = 255,
    REGISTER_FILE_CHOICES_MAX = 2000,
    REGISTER_FILE_LIFE_S = 24 * 3600,
};

struct register_file {
    int64_t id;
    struct event_id event;
    int64_t session;
    const char *name; /* as whoever brought it calls it */
    struct person_id by;
    struct instant uploaded_at, applied_at; /* v 0: not yet */
    struct str bytes;                       /* empty once it is applied */
};

struct register_file_new {
    struct event_id event;
    const struct register_state *state; /* of the session */
    struct person_id by;
    struct str name, bytes;
};
/*
 * Reads it and keeps it, in place of an earlier one of theirs for the same
 * session. ERR_INVALID field file: what is wrong, on which line, what to do;
 * that it is of another day too. ERR_CONFLICT `register-closed`, `too-early`,
 * `cancelled`, `not-published`, `archived`.
 */
enum err register_file_put(struct store *store, struct instant now,
                           const struct register_file_new *file, struct refusal *why,
                           int64_t *ret_id) MUST_USE;
/* ERR_NOT_FOUND: no such file, or no longer. */
enum err register_file_find(struct store *store, int64_t id, struct arena *arena,
                            struct register_file *ret) MUST_USE;
/* Forgets it, unread. */
enum err register_file_drop(struct store *store, int64_t id) MUST_USE;
/* Forgets what is older than a day. */
enum err register_file_sweep(struct store *store, struct instant now) MUST_USE;

/* ---- what it would change ---- */

/* From when on somebody was here, and what of it is worth a note. */
struct register_file_rule {
    int least_min; /* fewer minutes are no attendance */
    int grace_min; /* so many at the beginning, at the end and between are not noted */
};
/* What is usual: half the session, five minutes. */
struct register_file_rule register_file_usual(const struct register_state *state);
/* Refuses fields least and grace. */
enum err register_file_rule_check(const struct register_file_rule *rule,
                                  const struct register_state *state, struct refusal *why) MUST_USE;

/* What a person says of a line: who it is, or (v 0) that it is to be left out. Somebody who is not
 * booked is added, somebody whose mark was taken by hand is marked anew. */
struct register_file_choice {
    int line;
    struct person_id person;
};
/* What is asked of a file. */
struct register_file_ask {
    const struct register_file *file;
    const struct register_state *state; /* of its session */
    struct register_file_rule rule;
    const struct register_file_choice *choices;
    int choice_count;
    const struct actor *sees; /* of people who are not on the register the plan tells only whose
                                 address this actor may see; NULL: of none */
    struct person_id by;      /* of applying it */
};

enum register_file_kind {
    REGISTER_FILE_MARK,     /* will be marked as here */
    REGISTER_FILE_ADD,      /* the same, and gets a booking */
    REGISTER_FILE_SAME,     /* is marked so */
    REGISTER_FILE_MARKED,   /* was marked otherwise than from a file: it stays unless chosen */
    REGISTER_FILE_SHORT,    /* was there too briefly */
    REGISTER_FILE_STRANGER, /* known here, not booked: waits for a yes */
    REGISTER_FILE_UNKNOWN,  /* waits to be told who it is */
    REGISTER_FILE_LEFT_OUT, /* by choice */
    REGISTER_FILE_KINDS
};
/* "mark", "stranger": as in the API. */
const char *register_file_kind_name(enum register_file_kind kind);

enum { REGISTER_FILE_GUESSES_MAX = 5 };
struct register_file_line {
    enum register_file_kind kind;
    int line;                /* of the file, that names them first */
    const char *said, *mail; /* as the file says; "" */
    struct person_id person; /* v 0: not known */
    const char *name;        /* of the person, "" */
    const char *school;      /* "" */
    bool by_name;            /* told by their name, not by an address */
    int minutes;             /* of the session */
    int late_min, early_min, away_min;
    struct register_standing standing;                   /* before */
    struct person_id guesses[REGISTER_FILE_GUESSES_MAX]; /* of UNKNOWN: people called so */
    const char *guess_names[REGISTER_FILE_GUESSES_MAX];
    int guess_count;
};

struct register_file_plan {
    enum attendance_source source;
    struct register_file_rule rule;
    struct register_file_line *lines; /* each person once, in the file's order */
    int count, counts[REGISTER_FILE_KINDS];
    const struct register_row **missing; /* on the register and not in the file, by surname */
    int missing_count;
};
/* ERR_INVALID field people: a choice names no line or no person. */
enum err register_file_plan(struct store *store, struct instant now,
                            const struct register_file_ask *ask, struct refusal *why,
                            struct register_file_plan *ret) MUST_USE;

struct register_file_done {
    int marked, added; /* added: of marked, without a booking before */
};
/* Does it, all or nothing; audited. No change if it was done before. Refusals as above and as of
 * register_mark. */
enum err register_file_apply(struct store *store, struct instant now,
                             const struct register_file_ask *ask, struct refusal *why,
                             struct register_file_done *ret) MUST_USE;

#endif
