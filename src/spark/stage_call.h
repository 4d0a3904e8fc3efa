#ifndef SPARKD_SPARK_STAGE_CALL_H
#define SPARKD_SPARK_STAGE_CALL_H

#include "stage.h"

/* Whoever the stage has called from the waiting list since it stood so is told when and where they
 * speak; whoever is called no more, that they wait again. In the transaction of the act. */
enum err stage_call_tell(struct store *store, struct instant now, const struct event *event,
                         const struct stage *before, struct arena *arena) MUST_USE;

#endif
