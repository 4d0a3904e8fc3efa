/* DESIGN: what a trust begins with, made up or not. */
#include "found.h"

#include "calendar.h"
#include "embedded.h"
#include "policy_file.h"
#include "policy_pack.h"

static const char HOLIDAYS[] = "bank-holidays-england-and-wales.csv";
static const char DEFAULT_POLICY[] = "bronte";

static enum err load_policy(struct store *store, const struct founding *founding,
                            struct arena *arena, struct policy_pack *ret, struct refusal *why)
{
    const char *name;
    struct str text;
    enum err err = policy_file_read(founding->policy_file ? founding->policy_file : DEFAULT_POLICY,
                                    arena, &text, &name, why);
    return err == OK ? policy_pack_load(store, name, text, founding->now, ret, why) : err;
}

enum err found_trust(struct store *store, const struct founding *founding, struct arena *arena,
                     struct cycle_id *ret_cycle, const char **ret_why)
{
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, arena);
    enum err err = trust_insert(store, &founding->trust, founding->now);
    if (err == ERR_CONFLICT)
        err = refuse(&why, err, "exists", "there is a trust in it already");
    if (err == OK)
        err = calendar_load_bank_holidays(store, HOLIDAYS, embedded_find(embedded_data, HOLIDAYS),
                                          &why);
    if (err == OK)
        err = load_policy(store, founding, arena, &pack, &why);
    if (err == OK)
        err = cycle_open(store, founding->year, &pack, ret_cycle);
    *ret_why = why.detail ? why.detail : err_name(err);
    return err;
}
