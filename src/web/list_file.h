#ifndef SPARKD_WEB_LIST_FILE_H
#define SPARKD_WEB_LIST_FILE_H

#include "csv.h"
#include "response.h"

/* A list as a file to take away (web specification, section 8). */
enum { LIST_FILE_BYTES_MAX = 8 << 20, LIST_FILE_ROWS_MAX = 20000 };

/* The handler's last line: answers with the CSV in `out`, which it ends. */
enum err list_file_answer(struct ctx *ctx, struct response *response, const char *filename,
                          struct buf *out);

/* "2026-11-12", or "" for none. */
const char *list_file_day(struct ctx *ctx, struct day day);

#endif
