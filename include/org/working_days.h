#ifndef SPARKD_ORG_WORKING_DAYS_H
#define SPARKD_ORG_WORKING_DAYS_H

#include "arena.h"
#include "person.h"

/*
 * The half-days of the week on which somebody works: two bits a day from Monday, the
 * morning's first; WORKING_DAYS_ALL is every day.
 */

/*
 * As people and school systems write them: "Mon Tue Wed-am", "Mon, Tue and Wed am", "Thursday
 * (pm)", in any case. ERR_INVALID if there are none.
 */
enum err working_days_parse(struct str text, int *ret) MUST_USE;
/* "Mon Tue Wed-am": one cell of a file, without commas. */
const char *working_days_format(struct arena *arena, int working_days);
/* "Mon, Tue, Wed am" on pages and in the API; "" for every day. */
const char *working_days_words(struct arena *arena, int working_days);

#endif
