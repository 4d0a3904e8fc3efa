#ifndef SPARKD_BASE_CSV_H
#define SPARKD_BASE_CSV_H

#include "buf.h"

/*
 * CSV (RFC 4180) as spreadsheets open it: UTF-8 with a byte order mark, lines
 * ended by CR LF. What would be a formula (a cell that begins with = + - @, a
 * tab or a carriage return) is kept from running by an apostrophe before it.
 */

/* The byte order mark and the heading. */
void csv_begin(struct buf *out, const char *const *names, int count);
/* A cell: in quotes where it must be, guarded where a spreadsheet would run it. */
void csv_cell(struct buf *out, const char *cell);
/* One line; NULL is an empty cell. */
void csv_row(struct buf *out, const char *const *cells, int count);

#endif
