#ifndef SPARKD_ORG_STAFF_IMPORT_H
#define SPARKD_ORG_STAFF_IMPORT_H

#include "person.h"
#include "staff_apply.h"

/*
 * An import's life: uploaded, its columns chosen if nobody knows them, looked
 * at, applied, and perhaps taken back (practice P7). What waits is kept for a
 * day; an applied one can be taken back for 30.
 */
enum staff_import_state {
    IMPORT_COLUMNS, /* somebody must choose the columns */
    IMPORT_READY,   /* can be looked at and applied */
    IMPORT_APPLIED,
    IMPORT_UNDONE,
    IMPORT_DROPPED,
    IMPORT_STATE_COUNT
};
/* "columns", "ready", "applied", "undone", "dropped". */
const char *staff_import_state_name(enum staff_import_state state);

struct staff_import {
    int64_t id;
    enum staff_import_state state;
    enum staff_preset preset;
    const char *file_name;
    struct school_id school; /* whose the whole file is, v 0: it says so itself */
    bool adds_schools;
    const char *uploaded_by, *applied_by, *undone_by; /* names, "" if nobody's */
    struct instant uploaded_at, applied_at, undone_at;
    int new_count, changed_count, left_count, unread_count; /* as applied */
    bool is_last;                                           /* the last one applied */
};

enum { STAFF_IMPORTS_MAX = 20, STAFF_FILE_BYTES_MAX = 20 << 20 };

struct staff_import_new {
    const struct staff_file *files;
    int file_count;
    enum staff_preset preset;
    struct school_id school;
    bool adds_schools, chooses_columns;
    struct person_id by; /* v 0: the command line */
};

/* ERR_INVALID fills why. The new import is READY, or COLUMNS when it does not know them. */
enum err staff_import_create(struct store *store, const struct staff_import_new *new,
                             struct instant now, struct arena *arena, struct refusal *why,
                             int64_t *ret_id) MUST_USE;
/* The same from records that were read elsewhere. */
enum err staff_import_create_read(struct store *store, const struct staff_import_new *new,
                                  struct str records, struct instant now, int64_t *ret_id) MUST_USE;
/* Reads as staff_import_create does, with the columns somebody chose for such files before. Nothing
 * is written. ERR_NOT_FOUND: the columns must be chosen. */
enum err staff_import_read(struct store *store, const struct staff_import_new *new,
                           struct arena *arena, struct staff_records *ret,
                           struct refusal *why) MUST_USE;

enum err staff_import_find(struct store *store, int64_t id, struct arena *arena,
                           struct staff_import *ret) MUST_USE;
/* The newest first, at most STAFF_IMPORTS_MAX. */
enum err staff_import_list(struct store *store, struct arena *arena, struct staff_import **ret,
                           int *ret_count) MUST_USE;

/* Headings and a few lines to choose columns by, and what is guessed of them. ERR_CONFLICT: they
 * are chosen already. */
enum err staff_import_sample(struct store *store, int64_t id, struct arena *arena,
                             struct staff_sample *ret, struct staff_map *ret_guess,
                             struct refusal *why) MUST_USE;
/* Chooses, remembers it for files with these headings, and keeps of the file what was chosen. */
enum err staff_import_choose_columns(struct store *store, int64_t id, const struct staff_map *map,
                                     struct instant now, struct arena *arena,
                                     struct refusal *why) MUST_USE;

/* What it would change today. ERR_CONFLICT in words unless it is READY. */
enum err staff_import_plan(struct store *store, int64_t id, struct day today, struct arena *arena,
                           struct staff_plan *ret, struct refusal *why) MUST_USE;
/* The plan of records that wait nowhere. */
enum err staff_import_plan_read(struct store *store, const struct staff_import_new *new,
                                const struct staff_records *records, struct day today,
                                struct arena *arena, struct staff_plan *ret) MUST_USE;
/* Who a line is: a person's id, 0 for somebody new, -1 to leave the line out. */
enum err staff_import_choose_person(struct store *store, int64_t id, int line, int64_t person,
                                    struct arena *arena, struct refusal *why) MUST_USE;

struct staff_import_yes {
    int64_t id;
    struct str digest; /* of the plan that was looked at; p NULL: whatever it is */
    bool leave;        /* end the employments of those the file leaves out */
    bool leave_many;   /* also where they are more than the share: the second yes */
    struct person_id by;
};

/* ERR_STALE: the difference is another by now. ERR_INVALID with field "leave": needs the second
 * yes. ERR_CONFLICT: it was applied or dropped. Else done, whole; *ret is what was done. */
enum err staff_import_apply(struct store *store, const struct staff_import_yes *yes,
                            struct instant now, struct day today, struct arena *arena,
                            struct refusal *why, struct staff_import *ret) MUST_USE;
/* Of those with a role beside that of staff: whom it gave another work email. */
enum err staff_import_readdressed(struct store *store, int64_t id, struct arena *arena,
                                  struct person_id **ret, int *ret_count) MUST_USE;
/* The last one only; ERR_CONFLICT in words. */
enum err staff_import_undo(struct store *store, int64_t id, struct person_id by, struct instant now,
                           struct arena *arena, struct refusal *why) MUST_USE;
enum err staff_import_drop(struct store *store, int64_t id) MUST_USE;

/* From which share of a school's imported staff on a second yes is needed, per cent. */
enum err staff_import_share(struct store *store, int *ret_percent) MUST_USE;
enum err staff_import_set_share(struct store *store, int percent) MUST_USE;

/* Drops what waited for a day, forgets undoing what is older than 30. */
enum err staff_import_sweep(struct store *store, struct instant now) MUST_USE;

#endif
