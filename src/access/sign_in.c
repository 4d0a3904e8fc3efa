/* DESIGN: from "this is who they are" to a session: what is owed, and who may come which way. */
#include "sign_in.h"

#include "audit.h"
#include "device.h"
#include "presence.h"
#include "second_factor.h"
#include "tz.h"

static const struct {
    bool asks_factor, for_privileged;
    const char *audit;
} WAYS[SESSION_WAYS] = {
    [SESSION_BY_CODE] = {true, true, "code"},      [SESSION_BY_CARD] = {true, false, "card"},
    [SESSION_BY_DEVICE] = {true, false, "device"}, [SESSION_BY_OIDC] = {false, true, "oidc"},
    [SESSION_BY_PROXY] = {false, true, "proxy"},   [SESSION_BY_DEMO] = {false, true, "demo"},
};

static enum err find_owed(struct store *store, const struct sign_in *sign_in, bool privileged,
                          enum session_owes *ret)
{
    struct second_factor factor = {.in_force = false};
    enum err err = OK;
    if (WAYS[sign_in->way].asks_factor)
        err = second_factor_find(store, sign_in->person, &factor);
    if (err == OK)
        *ret = factor.in_force                                ? SESSION_OWES_FACTOR
               : privileged && WAYS[sign_in->way].asks_factor ? SESSION_OWES_SET_UP
                                                              : SESSION_OWES_NOTHING;
    return err;
}

enum err sign_in_enter(struct store *store, const struct sealed_key *key,
                       const struct sign_in *sign_in, struct instant now, struct arena *arena,
                       char ret_token[static TOKEN_TEXT_MAX], enum session_owes *ret_owes)
{
    struct session_new session = {sign_in->person, sign_in->agent, sign_in->way,
                                  SESSION_OWES_NOTHING};
    struct actor actor;
    struct day today = tz_day(now);
    enum err err = presence_check(store, sign_in->person, today);
    if (err == OK)
        err = actor_load(store, sign_in->person, today, &actor);
    bool privileged = err == OK && actor_is_privileged(&actor);
    if (privileged && !WAYS[sign_in->way].for_privileged)
        return ERR_DENIED;
    if (privileged) /* those of before they became so */
        err = device_end_all(store, sign_in->person);
    if (err == OK)
        err = find_owed(store, sign_in, privileged, &session.owes);
    if (err == OK && session.owes == SESSION_OWES_SET_UP)
        err = second_factor_make(store, key, sign_in->person, false, arena);
    if (err == OK)
        err = session_start(store, &session, now, ret_token);
    if (err == OK)
        err = audit_add(store, now, sign_in->person, "sign-in", 0, WAYS[sign_in->way].audit);
    if (err == OK)
        *ret_owes = session.owes;
    return err;
}
