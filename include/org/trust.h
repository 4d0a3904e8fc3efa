#ifndef SPARKD_ORG_TRUST_H
#define SPARKD_ORG_TRUST_H

#include "store.h"

/* The tenant (PR-01): one a database. */
struct trust {
    const char *name;
    const char *mailbox; /* From of mail, ORGANIZER of invitations */
};

/* ERR_NOT_FOUND: an empty database. */
enum err trust_find(struct store *store, struct arena *arena, struct trust *ret) MUST_USE;
/* ERR_CONFLICT: there is one already. */
enum err trust_insert(struct store *store, const struct trust *trust, struct instant now) MUST_USE;

#endif
