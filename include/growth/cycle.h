#ifndef SPARKD_GROWTH_CYCLE_H
#define SPARKD_GROWTH_CYCLE_H

#include "policy_pack.h"

/* One academic year of the development cycle, its items as the pack had them (CY-01). */
struct cycle_id {
    int64_t v;
};

struct cycle {
    struct cycle_id id;
    int year; /* 2026 is 2026/27 */
    int64_t pack_id;
};

/* With the dates schools have of their own. ERR_CONFLICT: that year is open already. `pack` as
 * policy_pack_load or _find gave it. */
enum err cycle_open(struct store *store, int year, const struct policy_pack *pack,
                    struct cycle_id *ret) MUST_USE;
/* ERR_NOT_FOUND: that year was not opened. */
enum err cycle_find(struct store *store, int year, struct cycle *ret) MUST_USE;
/* Those of the academic year `now` lies in and after it, by year, at most CYCLES_RUNNING_MAX. */
enum { CYCLES_RUNNING_MAX = 10 };
enum err cycle_list_running(struct store *store, struct instant now,
                            struct cycle ret[static CYCLES_RUNNING_MAX], int *ret_count) MUST_USE;

#endif
