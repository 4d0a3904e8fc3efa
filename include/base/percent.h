#ifndef SPARKD_BASE_PERCENT_H
#define SPARKD_BASE_PERCENT_H

#include "arena.h"
#include "buf.h"

/*
 * Percent-encoding of addresses (RFC 3986, section 2): every byte but the
 * unreserved letters, digits and -._~ becomes %XX.
 */

/* Adds s; `kept` is one more character that stands for itself, or 0. */
void percent_add(struct buf *out, struct str s, char kept);
const char *percent_format(struct arena *arena, const char *text);

#endif
