#ifndef SPARKD_EVENT_READING_REMINDER_H
#define SPARKD_EVENT_READING_REMINDER_H

#include "assigned_reading.h"

/*
 * Those who have not said that they read something are reminded by mail, once,
 * when it is due within three days. Whoever it is not asked of (a reading for
 * everybody) is left in peace (issue 4: read and confirm by a date).
 */
enum { READING_REMINDER_DAYS = 3 };

/* At most `limit` readings, each marked as done with its mails; *ret_more: there are others. */
enum err reading_remind_due(struct store *store, struct instant now, int limit, struct arena *arena,
                            bool *ret_more) MUST_USE;

#endif
