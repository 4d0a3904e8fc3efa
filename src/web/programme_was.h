#ifndef SPARKD_WEB_PROGRAMME_WAS_H
#define SPARKD_WEB_PROGRAMME_WAS_H

#include "spark_view.h"
#include "viewer.h"

/*
 * An evening's programme once it is over, for those who may see the event: where a
 * stage was used the talks that were given, at the times and in the rooms they were
 * given, reserves among them; whoever was noted as not there is left out, and a room
 * whose stage nobody used keeps what was planned. Then `given` is set, keynotes are
 * those that were given, and nobody knows when the breaks were. Changes nothing before
 * the end, while a stage still runs, or where none was used.
 */
enum err programme_was(struct ctx *ctx, struct spark_evening *evening) MUST_USE;

/* "Programme as it was", "Programme as announced", "Programme as planned"; NULL before its end. */
const char *programme_was_words(const struct spark_evening *evening, struct instant now);

#endif
