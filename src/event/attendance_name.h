#ifndef SPARKD_EVENT_ATTENDANCE_NAME_H
#define SPARKD_EVENT_ATTENDANCE_NAME_H

#include "arena.h"

/* A name as it is shown: one blank between words, nothing that is not seen, without "(Guest)", at
 * most 120 characters. Internal to the reader of attendance files. */
const char *attendance_name_clean(struct str name, struct arena *arena);

#endif
