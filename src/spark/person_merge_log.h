#ifndef SPARKD_SPARK_PERSON_MERGE_LOG_H
#define SPARKD_SPARK_PERSON_MERGE_LOG_H

#include "buf.h"
#include "store.h"

/*
 * What a merge did, as lines that the undo reads from the last to the first:
 * a word for what it was, then its values divided by tabs. Texts hold neither
 * tabs nor line ends.
 */
enum { MERGE_LOG_BYTES_MAX = 4 << 20, MERGE_LOG_VALUES_MAX = 12 };

struct merge_line {
    struct str word;
    struct str values[MERGE_LOG_VALUES_MAX];
    int count;
};

/* Values as they will be read; a NULL of SQL is "-". */
void merge_log_add(struct buf *log, const char *word, const struct rows *rows, int columns,
                   struct arena *arena);
/* The lines, the last first; ERR_INVALID for what is no log. */
enum err merge_log_read(struct str text, struct arena *arena, struct merge_line **ret,
                        int *ret_count) MUST_USE;
int64_t merge_line_int(const struct merge_line *line, int i);
/* For SQL: a number or NULL; a text or NULL. */
struct param merge_line_number(const struct merge_line *line, int i);
struct param merge_line_text(const struct merge_line *line, int i);

#endif
