#ifndef SPARKD_GROWTH_DEADLINE_STORE_H
#define SPARKD_GROWTH_DEADLINE_STORE_H

#include "deadline.h"

/* The rows of deadlines; no judgement. */

/* Of one person in an academic year, or the one of that id; not judged. */
enum { DEADLINES_A_YEAR_MAX = PACK_ITEMS_MAX };
enum err deadline_store_list(struct store *store, struct person_id person, int year,
                             struct arena *arena, struct deadline ret[static DEADLINES_A_YEAR_MAX],
                             int *ret_count) MUST_USE;
enum err deadline_store_find(struct store *store, struct deadline_id id, struct arena *arena,
                             struct deadline *ret) MUST_USE;

/* A new one; also its conversation, if it is one. */
struct deadline_row {
    struct person_id person;
    int64_t item_id;
    enum deadline_kind kind;
    struct day opens_on, due_on;
};
enum err deadline_store_insert(struct store *store, const struct deadline_row *row,
                               struct instant now) MUST_USE;
/* New dates: raises seq and modified_at. */
enum err deadline_store_move(struct store *store, struct deadline_id id, struct day opens_on,
                             struct day due_on, struct instant now) MUST_USE;
/* Done, or with DAY_NONE not done after all; raises seq and modified_at. */
enum err deadline_store_close(struct store *store, struct deadline_id id, struct day done_on,
                              struct person_id by, struct instant now) MUST_USE;

#endif
