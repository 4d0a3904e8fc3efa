/* DESIGN: what a trust begins with, made up or not. */
#include "found.h"

#include <stdio.h>

#include "buf.h"
#include "calendar.h"
#include "embedded.h"
#include "policy_pack.h"

static const char HOLIDAYS[] = "bank-holidays-england-and-wales.csv";
static const char DEFAULT_POLICY[] = "bronte.json";

static enum err read_policy(const char *path, struct arena *arena, struct str *ret)
{
    struct buf text;
    char chunk[4096];
    if (!path) {
        *ret = embedded_find(embedded_policies, DEFAULT_POLICY);
        return OK;
    }
    FILE *file = fopen(path, "re");
    if (!file)
        return ERR_IO;
    buf_init(&text, PACK_BYTES_MAX);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add(&text, chunk, n);
    fclose(file);
    *ret = arena_str(arena, buf_str(&text));
    enum err err = text.full ? ERR_LIMIT : OK;
    buf_done(&text);
    return err;
}

static enum err load_policy(struct store *store, const struct founding *founding,
                            struct arena *arena, struct policy_pack *ret, struct refusal *why)
{
    const char *name = founding->policy_file ? founding->policy_file : DEFAULT_POLICY;
    struct str text;
    enum err err = read_policy(founding->policy_file, arena, &text);
    if (err != OK)
        return refuse(why, err, "bad-policy", "%s: cannot be read, or is larger than %d bytes",
                      name, PACK_BYTES_MAX);
    return policy_pack_load(store, name, text, founding->now, ret, why);
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
