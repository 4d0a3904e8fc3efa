#ifndef SPARKD_CLI_FOUND_H
#define SPARKD_CLI_FOUND_H

#include "cycle.h"
#include "trust.h"

/* What `init` and `demo` begin with: the trust, bank holidays, the policy pack, this year's cycle.
 */
struct founding {
    struct trust trust;
    const char *policy_file; /* a path or a short name (policy_file.h); NULL: Brontë's */
    struct instant now;
    int year; /* of the cycle to open */
};

/* In the caller's transaction. *ret_why: one line for standard error when it fails. */
enum err found_trust(struct store *store, const struct founding *founding, struct arena *arena,
                     struct cycle_id *ret_cycle, const char **ret_why) MUST_USE;

#endif
