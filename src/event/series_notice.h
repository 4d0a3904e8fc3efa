#ifndef SPARKD_EVENT_SERIES_NOTICE_H
#define SPARKD_EVENT_SERIES_NOTICE_H

#include "series.h"

/*
 * One act, one mail a person: of what was queued since the mark about
 * occurrences of this series, whoever has several of a kind gets one with all
 * the dates instead. by: who did it, or NULL.
 */
enum err series_notice_merge(struct store *store, struct instant now, int64_t mark,
                             struct series_id series, const char *by, struct arena *arena) MUST_USE;

#endif
