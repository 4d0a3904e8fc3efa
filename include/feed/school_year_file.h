#ifndef SPARKD_FEED_SCHOOL_YEAR_FILE_H
#define SPARKD_FEED_SCHOOL_YEAR_FILE_H

#include "buf.h"
#include "school_year.h"

/*
 * A school's year as a calendar file to save: an all-day entry a stretch, none
 * of which blocks anybody's time. The same dates have the same UIDs each time.
 * ERR_NOT_FOUND: there is no trust.
 */
enum { SCHOOL_YEAR_FILE_BYTES_MAX = 256 * 1024 };
enum err school_year_file_write(struct store *store, const struct school *school,
                                const struct school_year *year, struct instant now,
                                struct arena *arena, struct buf *out) MUST_USE;

#endif
