#ifndef SPARKD_WEB_PERSON_WORDS_H
#define SPARKD_WEB_PERSON_WORDS_H

#include "absence.h"
#include "participation.h"
#include "relation.h"
#include "request.h"

/* Roles, relations, parts and dates of people as a page says them, in the trust's own words
 * (PR-30). With a capital letter, to begin with. */
const char *person_words_role(struct ctx *ctx, enum role role);
const char *person_words_relation(struct ctx *ctx, enum relation_kind kind);
const char *person_words_part(struct ctx *ctx, enum participation_kind kind);
/* "since 1 September 2026", "from 1 September 2026 to 4 May 2027", "until 4 May 2027", ""; what
 * lies ahead begins "from". */
const char *person_words_dates(struct ctx *ctx, struct day from, struct day to);

#endif
