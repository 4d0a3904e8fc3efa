#ifndef SPARKD_SUPPORT_GOLDEN_MAIL_H
#define SPARKD_SUPPORT_GOLDEN_MAIL_H

#include "arena.h"
#include "str.h"

/*
 * A golden file of tests/golden/mail is the mail with lines ending in LF and
 * its base64 parts decoded. With UPDATE_GOLDEN=1 in the environment they are
 * written anew: read the difference.
 */

/* LF, readable calendars, no version number of ours. */
struct str golden_mail_form(struct str bytes, struct arena *arena);
/* The mail is as NAME.eml has it. */
void golden_mail_assert(const char *name, struct str bytes, struct arena *arena);

#endif
