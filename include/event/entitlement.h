#ifndef SPARKD_EVENT_ENTITLEMENT_H
#define SPARKD_EVENT_ENTITLEMENT_H

#include "ledger.h"
#include "policy_pack.h"

/*
 * What the trust's policy says somebody may expect in an academic year, and
 * what they had of it: counters that the pack defines in its list
 * `entitlements` (practice P1); the product has none. Whatever they attended or
 * wrote down themselves counts, by activity and theme.
 */
struct entitlement {
    const char *key, *text, *source;
    bool is_hours; /* else so many activities */
    int amount;    /* minutes, or activities; 0: the policy names none */
    int had;       /* the same */
};
struct entitlement_list {
    struct entitlement *items;
    int count;
};

/* Those of a person with these jobs, in the policy's order; `pack` with its lists. */
enum err entitlement_list(struct store *store, const struct policy_pack *pack,
                          const struct ledger *ledger, struct arena *arena,
                          struct entitlement_list *ret) MUST_USE;

#endif
