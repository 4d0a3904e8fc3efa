#ifndef SPARKD_WEB_CALENDAR_FILE_H
#define SPARKD_WEB_CALENDAR_FILE_H

#include "request.h"
#include "span_suggest.h"

/*
 * A file that somebody brings, our own table (.csv) or a calendar (.ics), as
 * rows for one academic year. Blocks while a child process reads: on an errands
 * thread. ERR_INVALID with words; *ret_note says what was left out, NULL if
 * nothing.
 */
enum err calendar_file_read(struct ctx *ctx, struct str bytes, int year, struct suggestions *ret,
                            const char **ret_note) MUST_USE;

#endif
