#ifndef SPARKD_ORG_STAFF_FILE_H
#define SPARKD_ORG_STAFF_FILE_H

#include "buf.h"
#include "refusal.h"
#include "staff_field.h"

/*
 * From the files of a school's system to records: one a line, holding the
 * columns we use and nothing else (ICO, keeping employment records; practice
 * P7, P8). No database here.
 */

/* ---- whose file it is ---- */

enum staff_preset {
    STAFF_PRESET_ANY, /* found out from the headings */
    STAFF_PRESET_SPARKD,
    STAFF_PRESET_ARBOR,
    STAFF_PRESET_BROMCOM,
    STAFF_PRESET_SIMS,
    STAFF_PRESET_ONEROSTER, /* 1.1, and School Data Sync v2.1 */
    STAFF_PRESET_COUNT
};

/* "arbor"; "any" for STAFF_PRESET_ANY. */
const char *staff_preset_name(enum staff_preset preset);
const char *staff_preset_label(enum staff_preset preset);
enum err staff_preset_parse(struct str name, enum staff_preset *ret) MUST_USE;

/* Which column of the file holds each field, from 0; -1: none. */
struct staff_map {
    int columns[STAFF_FIELD_COUNT];
};

/* By the headings; case, blanks and signs do not count. The preset's own names go first. */
void staff_map_guess(const struct csv_row *headings, enum staff_preset preset,
                     struct staff_map *ret);
/* What is missing before a line can be told whose it is, in words; NULL if nothing is. A school
 * for the whole file stands for a school column. *ret, which may be NULL: the field it is. */
const char *staff_map_lacks(const struct staff_map *map, bool has_school, enum staff_field *ret);
/* "school=0 staff_ref=3", to keep a choice; ERR_INVALID for what is none. */
const char *staff_map_format(const struct staff_map *map, struct arena *arena);
enum err staff_map_parse(struct str text, struct staff_map *ret) MUST_USE;

/* ---- records ---- */

struct staff_record {
    int line;                             /* of the file, from 1 */
    int fault_column;                     /* from 1; 0: the line as a whole */
    const char *fault;                    /* the line cannot be read; NULL: it can */
    struct str values[STAFF_FIELD_COUNT]; /* as written; p NULL: the file has no such column */
};

struct staff_records {
    const char *headings[STAFF_FIELD_COUNT]; /* the column's name in the file, NULL: none */
    int columns[STAFF_FIELD_COUNT];          /* its number from 1 */
    struct staff_record *items;
    int count;
};

enum { STAFF_FILES_MAX = 8, STAFF_RECORDS_MAX = 60000 };

struct staff_file {
    struct str name, bytes;
};

struct staff_source {
    const struct staff_file *files;
    int file_count;
    enum staff_preset preset;
    const struct staff_map *map; /* NULL: by the headings */
    bool has_school;             /* the whole file is one school's */
};

/* The headings of the one file, to choose columns of, and a line or two to see what is in them. */
struct staff_sample {
    struct csv_row headings;
    struct csv_row rows[3];
    int row_count;
};

/*
 * ERR_INVALID: the refusal says which file and line and what to do. ERR_NOT_FOUND: the columns are
 * not known, somebody must choose them: *ret_sample is filled (it may be NULL).
 */
enum err staff_file_read(const struct staff_source *source, struct arena *arena,
                         struct staff_records *ret, struct staff_sample *ret_sample,
                         struct refusal *why) MUST_USE;
/* The headings alone, as one text that is equal for files of the same layout. */
enum err staff_file_sample(const struct staff_file *file, struct arena *arena,
                           struct staff_sample *ret, struct refusal *why) MUST_USE;
const char *staff_sample_layout(const struct staff_sample *sample, struct arena *arena);

/* Records as one text to keep, and back (ERR_INVALID: it is none of ours). */
void staff_records_format(const struct staff_records *records, struct buf *buf);
enum err staff_records_parse(struct str text, struct arena *arena,
                             struct staff_records *ret) MUST_USE;

#endif
