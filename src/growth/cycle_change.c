/* DESIGN: another policy pack for the year that runs: what it would change, and doing it. */
#include "cycle_change.h"

#include <string.h>

#include "audit.h"
#include "deadline.h"
#include "policy_use.h"

enum { MOVE_CYCLE, MOVE_ITEM, IN_FORCE };

static const char *const SQL[] = {
    [MOVE_CYCLE] = "UPDATE cycle SET pack_id = $2 WHERE id = $1",
    [MOVE_ITEM] = ("UPDATE cycle_item SET label = $3, opens_rule = $4, due_rule = $5, nudges = $6"
                   " WHERE cycle_id = $1 AND key = $2"),
    [IN_FORCE] = "SELECT id FROM policy_pack ORDER BY loaded_at DESC, id DESC LIMIT 1",
};

static enum err find_in_force(struct store *store, int64_t *ret)
{
    enum err err = store_find_int(store, SQL[IN_FORCE], PARAMS(), ret);
    if (err == ERR_NOT_FOUND) {
        *ret = 0;
        return OK;
    }
    return err;
}

/* "cycle.goals.due" and "cycle.goals.opens" move the deadlines of "goals". */
static bool moves_part(const char *what, const char *key)
{
    struct str rest = str_of(what), part;
    return str_split(&rest, '.', &part) && str_eq_c(part, "cycle") &&
           str_split(&rest, '.', &part) && str_eq_c(part, key) &&
           (str_eq_c(rest, "opens") || str_eq_c(rest, "due"));
}

static enum err count_people(struct store *store, const struct cycle *cycle,
                             const struct policy_pack *to, struct instant now,
                             struct cycle_change *change)
{
    int moves[PACK_ITEMS_MAX] = {0};
    enum err err = deadline_count_pack_moves(store, cycle->id, to, now, moves);
    for (int i = 0; err == OK && i < to->item_count; i++) {
        change->people += moves[i];
        for (int k = 0; k < change->changes.count; k++)
            if (moves_part(change->changes.items[k].what, to->items[i].key))
                change->changes.items[k].people = moves[i];
    }
    return err;
}

static enum err compare(struct store *store, const char *file, struct str text,
                        const struct cycle *cycle, struct instant now, struct arena *arena,
                        struct cycle_change *change, struct refusal *why)
{
    struct policy_pack from, to;
    enum err err = policy_pack_check(file, text, &to, why);
    if (err == OK)
        err = policy_pack_find_whole(store, cycle->pack_id, arena, &from);
    if (err == OK)
        err = policy_use_check(store, file, text, &from, &to, why);
    if (err != OK)
        return err;
    change->changes = policy_change_compute(&from, &to, arena);
    return count_people(store, cycle, &to, now, change);
}

enum err cycle_change_find(struct store *store, const char *file, struct str text,
                           struct instant now, struct arena *arena, struct cycle_change *ret,
                           struct refusal *why)
{
    struct cycle cycles[CYCLES_RUNNING_MAX];
    struct cycle_change change = {.running = false};
    struct policy_pack pack;
    int count = 0;
    enum err err = cycle_list_running(store, now, cycles, &count);
    if (err == OK)
        err = find_in_force(store, &change.pack_id);
    if (err == OK && count) {
        change.running = true;
        change.year = cycles[0].year;
        err = compare(store, file, text, &cycles[0], now, arena, &change, why);
    } else if (err == OK) {
        err = policy_pack_check(file, text, &pack, why);
    }
    if (err == OK)
        *ret = change;
    return err;
}

static enum err move_cycle(struct store *store, struct cycle_id cycle,
                           const struct policy_pack *pack)
{
    enum err err = store_exec(store, SQL[MOVE_CYCLE], PARAMS(p_int(cycle.v), p_int(pack->id)));
    for (int i = 0; err == OK && i < pack->item_count; i++) {
        const struct pack_item *item = &pack->items[i];
        char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
        deadline_rule_format(item->opens, opens);
        deadline_rule_format(item->due, due);
        err = store_exec(store, SQL[MOVE_ITEM],
                         PARAMS(p_int(cycle.v), p_text(item->key), p_text(item->label),
                                p_text(opens), p_text(due), p_text(item->nudges)));
    }
    return err;
}

/* In all that run: a key a record of them holds may not go. */
static enum err check_running(struct store *store, const char *file, struct str text,
                              const struct cycle *cycles, int count, struct refusal *why)
{
    struct policy_pack from, to;
    enum err err = count ? policy_pack_check(file, text, &to, why) : OK;
    for (int i = 0; err == OK && i < count; i++) {
        err = policy_pack_find_whole(store, cycles[i].pack_id, why->arena, &from);
        if (err == OK)
            err = policy_use_check(store, file, text, &from, &to, why);
    }
    return err;
}

enum err cycle_change_load(struct store *store, const char *file, struct str text, int64_t pack_id,
                           struct person_id actor, struct instant now, struct policy_pack *ret,
                           struct refusal *why)
{
    struct cycle cycles[CYCLES_RUNNING_MAX];
    int count = 0;
    int64_t in_force;
    enum err err = find_in_force(store, &in_force);
    if (err == OK && in_force != pack_id)
        return refuse(why, ERR_STALE, "stale",
                      "another pack was loaded meanwhile; look again at what would change");
    if (err == OK)
        err = cycle_list_running(store, now, cycles, &count);
    if (err == OK)
        err = check_running(store, file, text, cycles, count, why);
    if (err == OK)
        err = policy_pack_load(store, file, text, now, ret, why);
    for (int i = 0; err == OK && i < count; i++)
        err = move_cycle(store, cycles[i].id, ret);
    if (err == OK)
        err = audit_add(store, now, actor, "policy-loaded", ret->id,
                        arena_printf(why->arena, "%s, version %d", ret->name, ret->version));
    return err;
}
