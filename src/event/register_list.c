/* DESIGN: registers for reading: an event's sessions, who stands on one, what was said of somebody.
 */
#include <stdlib.h>
#include <strings.h>

#include "register_store.h"

static int by_surname(const void *a, const void *b)
{
    const struct register_row *x = a, *y = b;
    int order = strcasecmp(x->sort, y->sort);
    return order ? order : (x->booking.v > y->booking.v) - (x->booking.v < y->booking.v);
}

enum err register_roll(struct store *store, struct event_id event, int64_t session,
                       struct arena *arena, struct register_roll *ret)
{
    struct register_roll roll;
    enum err err = register_store_roll(store, event, session, arena, &roll);
    if (err != OK)
        return err;
    if (roll.count)
        qsort(roll.items, (size_t)roll.count, sizeof *roll.items, by_surname);
    *ret = roll;
    return OK;
}

enum err register_list(struct store *store, struct event_id event, struct arena *arena,
                       struct register_states *ret)
{
    return register_store_states(store, event, arena, ret);
}

enum err register_history(struct store *store, int64_t session, struct person_id person,
                          struct arena *arena, struct register_history *ret)
{
    return register_store_history(store, session, person, arena, ret);
}
