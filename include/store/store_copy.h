#ifndef SPARKD_STORE_STORE_COPY_H
#define SPARKD_STORE_STORE_COPY_H

#include "store.h"

/* Copies the whole database, online, into another connection's, which loses what it held. */
enum err store_copy(struct store *from, struct store *to) MUST_USE;

#endif
