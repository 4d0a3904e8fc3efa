#ifndef SPARKD_EVENT_ATTENDANCE_FILE_H
#define SPARKD_EVENT_ATTENDANCE_FILE_H

#include "csv_read.h"
#include "instant.h"

/*
 * Who was at a meeting on line, as Microsoft Teams and Google Meet write it
 * into a file. Pure: bytes in, people with their stays out; whom they are here
 * is judged elsewhere. Three forms are read, in English:
 *
 * - Teams' list, as it is downloaded during a meeting: "Full Name, User Action,
 *   Timestamp", a line for each joining and leaving;
 * - Teams' report of a meeting that is over: numbered sections, of which
 *   "Participants" has a line a person and "In-Meeting Activities" a line a stay;
 * - Meet's: a line a person with "Duration, Time joined, Time exited".
 *
 * Teams writes UTF-16 with tabs, spreadsheets save the same as UTF-8 with
 * commas; its dates are written as whoever downloads it has set, so 3/4/2026
 * is told from the rest of the file and from when the event was.
 */
enum {
    ATTENDANCE_FILE_BYTES_MAX = 1024 * 1024,
    ATTENDANCE_ROWS_MAX = 20000,
    ATTENDANCE_PEOPLE_MAX = 2000,
};

enum attendance_source { ATTENDANCE_TEAMS_LIST, ATTENDANCE_TEAMS, ATTENDANCE_MEET };
/* "Microsoft Teams"; for people. */
const char *attendance_source_words(enum attendance_source source);

/* From when until when; of v 0: the file does not say. */
struct attendance_stay {
    struct instant from, to;
};

struct attendance_person {
    int line;                  /* that names them first */
    const char *name;          /* as it stands there, without "(Guest)"; "" */
    const char *email, *other; /* addresses, lower case; "": none. The other is what they sign in
                                  with at Teams, if it differs */
    struct attendance_stay *stays; /* in the file's order; they may overlap */
    int stay_count;
    int total_s; /* what the file says they were there in all, where it does not say when they were
                    away between; -1: nothing */
};

struct attendance_file {
    enum attendance_source source;
    struct attendance_person *people; /* each once */
    int count;
    struct instant first_at, last_at; /* of all it names; v 0: no times at all */
};

/*
 * Reads one. `from` and `to` are when the event is: it tells 3 April from 4
 * March where the file leaves both open, and gives a time without a date its
 * day. ERR_INVALID fills *ret_fault: with its line what cannot be read there,
 * with line 0 that it is none of these files, too large, or empty, and what to
 * do. The same person in several lines is one: by address, else by name.
 */
enum err attendance_file_read(struct str bytes, struct instant from, struct instant to,
                              struct arena *arena, struct attendance_file *ret,
                              struct csv_fault *ret_fault) MUST_USE;

/* A name as two of them are compared: small letters without accents, one blank between words, no
 * "(Guest)"; "Lee, Ann" is "ann lee". */
const char *attendance_name_fold(const char *name, struct arena *arena);

/* ---- how long ---- */

/* What somebody had of one span of time. */
struct attendance_had {
    int seconds;               /* of it, nothing counted twice */
    struct instant came, went; /* inside it; v 0: not at all */
};
/* Their stays within [from, to): an open beginning or end reaches as far as the span. Never more
 * than the file says they were there in all. */
struct attendance_had attendance_file_had(const struct attendance_person *person,
                                          struct instant from, struct instant to,
                                          struct arena *arena);

#endif
