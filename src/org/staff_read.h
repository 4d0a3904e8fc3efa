#ifndef SPARKD_ORG_STAFF_READ_H
#define SPARKD_ORG_STAFF_READ_H

#include "staff_file.h"

/* What the readers of one file and of OneRoster's three share. */
struct staff_table {
    const char *name; /* of the file, for refusals */
    struct csv csv;
    struct csv_row headings;
};

/* Decodes and reads the headings. ERR_INVALID fills why. */
enum err staff_table_open(const struct staff_file *file, struct arena *arena,
                          struct staff_table *ret, struct refusal *why) MUST_USE;
/* The column of that name in any case; -1 if there is none. */
int staff_table_column(const struct staff_table *table, const char *name);

/* Are these the files of OneRoster or School Data Sync? */
bool staff_oneroster_is(const struct staff_file *files, int count, struct arena *arena);
/* orgs, users and perhaps roles together to records: a line for each school somebody works in. */
enum err staff_oneroster_read(const struct staff_source *source, struct arena *arena,
                              struct staff_records *ret, struct refusal *why) MUST_USE;

/* One more record, all fields missing; NULL: there are too many. */
struct staff_record *staff_records_add(struct staff_records *records, int *room,
                                       struct arena *arena);

#endif
