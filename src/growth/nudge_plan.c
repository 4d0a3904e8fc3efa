/* DESIGN: the plan of the days to come, as messages: what the dry run shows is what is queued. */
#include "deadline_nudge.h"

enum err nudge_plan(struct store *store, struct day from, struct day to, struct arena *arena,
                    struct nudge_plan *ret)
{
    struct nudge_items due = {0};
    enum err err = deadline_nudge_due(store, from, to, arena, &due);
    if (err == OK)
        nudge_merge(due.items, due.count, arena, &ret->messages, &ret->count);
    return err;
}
