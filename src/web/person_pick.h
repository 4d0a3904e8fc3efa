#ifndef SPARKD_WEB_PERSON_PICK_H
#define SPARKD_WEB_PERSON_PICK_H

#include "person.h"
#include "sheet.h"

/* Somebody named on a form: typed by name or mail address in "person"; where that may mean
 * several, chosen among them in "person_id". */
enum { PERSON_PICK_MAX = 10 };

struct person_pick {
    struct person_id person; /* v 0: not yet found, the field is refused */
    struct choice choices[PERSON_PICK_MAX];
    int count;
    bool more; /* than the choices */
};

/* Refuses "person" unless it means exactly one. required false: nothing typed is nobody. */
enum err person_pick_read(struct ctx *ctx, const struct form *typed, bool required,
                          struct person_pick *ret) MUST_USE;
/* Whom a name may mean, refusing nothing: `person` is the chosen one among them (0: none is), or
 * the only one who is called exactly that. */
enum err person_pick_named(struct ctx *ctx, const char *name, int64_t chosen,
                           struct person_pick *ret) MUST_USE;
/* The domain speaks of person_id; the form has a name: what is wrong stands beside that. */
void person_pick_rename(struct refusal *why);

#endif
