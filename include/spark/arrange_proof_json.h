#ifndef SPARKD_SPARK_ARRANGE_PROOF_JSON_H
#define SPARKD_SPARK_ARRANGE_PROOF_JSON_H

#include "arrange_line.h"
#include "arrange_why.h"

/* Members that stand beside a plan's (programme specification, section 8): ids and sentences, no
 * names but those the caller gives. Allocated in arena. */

/* "talk 17", "room 3", times after doors: where nobody has names. */
struct arrange_names arrange_names_of_ids(const struct arrange_instance *instance,
                                          struct arena *arena);

/* "verdict":"impossible","all_told":true,"conflicts":[…] */
const char *arrange_proof_format(const struct arrange_instance *instance,
                                 const struct arrange_names *names,
                                 const struct arrange_proof *proof, struct arena *arena);
/* "turns":[{"talk":3,"wait":"full",…}, …] */
const char *arrange_line_format(const struct arrange_instance *instance,
                                const struct arrange_line *line, struct arena *arena);
/* "why":{"talk":3,"ruled_out":[…],"alternatives":[…]} */
const char *arrange_why_format(const struct arrange_instance *instance,
                               const struct arrange_names *names, int talk,
                               const struct arrange_why *why, struct arena *arena);

#endif
