#ifndef SPARKD_ORG_TRUST_TERM_H
#define SPARKD_ORG_TRUST_TERM_H

#include "calendar.h"

/*
 * The terms of the whole trust in an academic year: its schools' terms, those
 * that overlap taken together. Where no school has put any in, three that every
 * English school knows: September to December, January to Easter's end, April
 * to July, by whole months.
 */
struct trust_term {
    const char *name; /* as the school that begins first calls it */
    struct day from, to;
};
enum { TRUST_TERMS_MAX = 12 };

/* Pure: `spans` in order of their first day. Returns how many. */
int trust_term_unite(const struct span *spans, int count,
                     struct trust_term ret[static TRUST_TERMS_MAX]);
enum err trust_term_list(struct store *store, int year, struct arena *arena,
                         struct trust_term ret[static TRUST_TERMS_MAX], int *ret_count) MUST_USE;

#endif
