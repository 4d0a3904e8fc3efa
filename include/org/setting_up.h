#ifndef SPARKD_ORG_SETTING_UP_H
#define SPARKD_ORG_SETTING_UP_H

#include "school.h"

/* How far a new trust has come: what it has of that without which nothing else works. */
struct setting_up {
    bool has_school, has_calendar;
    bool has_people; /* more than its first administrator */
};

/* What there is on the whole; ERR_IO if it cannot be read. */
enum err setting_up_find(struct store *store, struct setting_up *ret) MUST_USE;

#endif
