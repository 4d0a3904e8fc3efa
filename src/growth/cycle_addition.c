/* DESIGN: what a school adds to the policy, put into force: saved, followed by deadlines, audited.
 */
#include "cycle_addition.h"

#include "audit.h"
#include "cycle_date.h"

static enum err put_in(struct store *store, const struct cycle_addition *addition,
                       struct instant now, int *ret_moved, struct refusal *why)
{
    struct policy_school saved;
    enum err err = policy_school_save(store, addition->school, addition->version, addition->text,
                                      addition->pack, now, &saved, why);
    return err == OK ? cycle_date_apply(store, addition->school, &saved, now, ret_moved) : err;
}

enum err cycle_addition_count(struct store *store, const struct cycle_addition *addition,
                              struct instant now, int *ret_moved, struct refusal *why)
{
    int moved = 0;
    enum err err = store_savepoint(store);
    if (err != OK)
        return err;
    err = put_in(store, addition, now, &moved, why);
    store_rollback_savepoint(store);
    if (err == OK)
        *ret_moved = moved;
    return err;
}

enum err cycle_addition_save(struct store *store, const struct cycle_addition *addition,
                             struct instant now, int *ret_moved, struct refusal *why)
{
    int moved = 0;
    enum err err = put_in(store, addition, now, &moved, why);
    if (err == OK)
        err =
            audit_add(store, now, addition->actor, "policy-add", addition->school.v,
                      arena_printf(why->arena, "%s; deadlines moved: %d", addition->words, moved));
    if (err == OK)
        *ret_moved = moved;
    return err;
}
