#ifndef SPARKD_WEB_TABLE_FILE_H
#define SPARKD_WEB_TABLE_FILE_H

#include "buf.h"
#include "response.h"

/*
 * A list that leaves as CSV (RFC 4180): UTF-8 with a byte order mark, lines
 * ended by CR LF; a cell that a spreadsheet would take for a formula begins
 * with an apostrophe (web specification, section 8).
 */
enum { TABLE_FILE_BYTES_MAX = 8 << 20 };

/* The mark and the heading; buf_done when it is answered or given up. */
void table_file_begin(struct buf *out, const char *const *names, int count);
void table_file_row(struct buf *out, const char *const *cells, int count);
/* As a download of that name. ERR_BUG if it grew too large. Frees the buffer. */
enum err table_file_answer(struct ctx *ctx, struct response *response, struct buf *out,
                           const char *filename) MUST_USE;

#endif
