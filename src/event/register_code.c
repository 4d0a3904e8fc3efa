/* DESIGN: codes on a screen, a new one every half minute, and how they come to be a mark. */
#include "register_code.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audience.h"
#include "check.h"
#include "event_rules.h"
#include "register_presenter.h"
#include "register_store.h"

/* CROSS JOIN: sessions of the time first, never all events. */
enum { OPEN, EVENT_OF };
static const char *const SQL[] = {
    [OPEN] = "SELECT s.id, s.event_id FROM event_session s CROSS JOIN event e ON e.id ="
             " s.event_id WHERE e.status IN ('published', 'closed', 'done', 'cancelled')"
             " AND s.starts_at <= $1 AND s.starts_at >= $3 AND s.ends_at >= $2 ORDER BY "
             "s.starts_at, s.id LIMIT 2000",
    [EVENT_OF] = "SELECT event_id FROM event_session WHERE id = $1",
};

/* ---- codes ---- */

int64_t register_code_window(struct instant now)
{
    return now.v / REGISTER_CODE_S;
}

struct instant register_code_next(struct instant now)
{
    return (struct instant){(register_code_window(now) + 1) * REGISTER_CODE_S};
}

void register_code(const struct sealed_key *key, int64_t session, int64_t window,
                   char ret[static REGISTER_CODE_CHARS + 1])
{
    char context[64], hex[SHA256_HEX_MAX];
    snprintf(context, sizeof context, "register-code:%" PRId64 ":%" PRId64, session, window);
    sealed_digest(key, context, STR("here"), hex);
    token_code_of(hex, ret, REGISTER_CODE_CHARS);
}

bool register_code_fits(const struct sealed_key *key, int64_t session, const char *code,
                        struct instant now)
{
    char shown[REGISTER_CODE_CHARS + 1];
    int64_t window = register_code_window(now);
    bool fits = false;
    for (int64_t w = window - 1; w <= window; w++) {
        register_code(key, session, w, shown);
        fits |= token_equal(str_of(shown), str_of(code));
    }
    return fits;
}

/* ---- read in time ---- */

enum { SEEN_MAC_CHARS = 32 };

static void sign(const struct sealed_key *key, int64_t session, int64_t until, const char *whose,
                 char ret[static SHA256_HEX_MAX])
{
    char context[96];
    snprintf(context, sizeof context, "register-seen:%s:%" PRId64 ":%" PRId64, whose, session,
             until);
    sealed_digest(key, context, STR("seen"), ret);
    ret[SEEN_MAC_CHARS] = '\0';
}

void register_seen_make(const struct sealed_key *key, int64_t session, const char *whose,
                        struct instant now, int for_s, char ret[static REGISTER_SEEN_CHARS_MAX])
{
    char mac[SHA256_HEX_MAX];
    int64_t until = now.v + for_s;
    sign(key, session, until, whose, mac);
    snprintf(ret, REGISTER_SEEN_CHARS_MAX, "%" PRId64 ".%" PRId64 ".%s", session, until, mac);
}

enum err register_seen_read(const struct sealed_key *key, struct str seen, const char *whose,
                            struct instant now, int64_t *ret_session)
{
    struct str rest = seen, part;
    int64_t session, until;
    char mac[SHA256_HEX_MAX];
    if (!str_split(&rest, '.', &part) || str_parse_int(part, &session) != OK ||
        !str_split(&rest, '.', &part) || str_parse_int(part, &until) != OK)
        return ERR_INVALID;
    sign(key, session, until, whose, mac);
    if (!token_equal(rest, str_of(mac)) || now.v > until)
        return ERR_INVALID;
    *ret_session = session;
    return OK;
}

/* ---- whose it is ---- */

static enum err find_state(struct store *store, struct event_id event, int64_t session,
                           struct arena *arena, struct register_place *ret)
{
    struct register_states *states = ARENA_NEW(arena, struct register_states);
    enum err err = register_list(store, event, arena, states);
    for (int i = 0; err == OK && i < states->count; i++)
        if (states->items[i].session == session) {
            *ret = (struct register_place){event, states->items[i]};
            return OK;
        }
    return err == OK ? ERR_NOT_FOUND : err;
}

enum err register_seen_find(struct store *store, int64_t session, struct arena *arena,
                            struct register_place *ret)
{
    struct event_id event;
    enum err err = store_find_int(store, SQL[EVENT_OF], PARAMS(p_int(session)), &event.v);
    return err == OK ? find_state(store, event, session, arena, ret) : err;
}

enum err register_code_find(struct store *store, struct instant now, const struct sealed_key *key,
                            struct str typed, struct arena *arena, struct register_place *ret)
{
    char code[REGISTER_CODE_CHARS + 1];
    int64_t session = 0;
    struct event_id event = {0};
    if (token_code_fold(typed, code, REGISTER_CODE_CHARS) != OK)
        return ERR_NOT_FOUND;
    /* anybody may try: the sessions of a day are looked at, not all that ever were */
    const struct instant ended = {now.v - REGISTER_CODE_AFTER_MIN * 60};
    struct rows rows = store_query(store, SQL[OPEN],
                                   PARAMS(p_int(now.v + REGISTER_CODE_BEFORE_MIN * 60),
                                          p_instant(ended), p_int(ended.v - EVENT_LENGTH_MAX_S)));
    while (rows_next(&rows))
        if (register_code_fits(key, rows_int(&rows, 0), code, now)) {
            session = rows_int(&rows, 0);
            event.v = rows_int(&rows, 1);
        }
    enum err err = rows_end(&rows);
    if (err == OK && !session)
        err = ERR_NOT_FOUND;
    return err == OK ? find_state(store, event, session, arena, ret) : err;
}

/* ---- being here ---- */

enum err register_code_check(const struct event *event, const struct register_state *state,
                             struct instant now, struct refusal *why)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled", "This event has been cancelled.");
    if (!event_status_is_on(event->status))
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This event is not published yet, so nobody can say that they are here.");
    if (state->closed_at.v)
        return refuse(why, ERR_CONFLICT, "register-closed",
                      "The register is closed. Tell whoever runs the event that you were here.");
    if (now.v < state->starts_at.v - REGISTER_CODE_BEFORE_MIN * 60)
        return refuse(why, ERR_CONFLICT, "too-early",
                      "It is too early: codes count from %d minutes before the start.",
                      REGISTER_CODE_BEFORE_MIN);
    if (now.v > state->ends_at.v + REGISTER_CODE_AFTER_MIN * 60)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "It is too late: codes count until %d minutes after the end. Tell whoever "
                      "runs the event that you were here.",
                      REGISTER_CODE_AFTER_MIN);
    return OK;
}

/* Anybody may come without a yes, and it is for them: else it is somebody else's to let them in. */
static enum err check_walk_in(struct store *store, const struct event *event,
                              struct person_id person, struct refusal *why)
{
    bool admitted = false;
    enum err err = audience_admits(store, event, person, &admitted);
    if (err != OK)
        return err;
    if (event->fields.approval)
        return refuse(why, ERR_DENIED, "not-booked",
                      "You have no approved place at this event. Ask whoever takes the register to "
                      "add you.");
    if (admitted && event->fields.attendance == ATTENDANCE_VOLUNTARY)
        return OK;
    return refuse(why, ERR_DENIED, "not-booked",
                  "You are not booked for this event, and it is not open to everybody. Ask whoever "
                  "takes the register to add you.");
}

static enum err let_in(struct store *store, struct instant now, const struct event *event,
                       const struct register_mark *mark, struct refusal *why)
{
    struct register_marked marked;
    enum err err = check_walk_in(store, event, mark->person, why);
    return err == OK ? register_walk_in(store, now, mark, why, &marked) : err;
}

enum err register_arrive(struct store *store, struct instant now, const struct event *event,
                         const struct register_state *state, struct person_id person,
                         struct refusal *why, bool *ret_before)
{
    struct register_standing standing = {.mark = REGISTER_NONE};
    struct register_marked marked;
    bool on = false, walk_in;
    const struct register_mark mark = {.event = event->id,
                                       .session = state->session,
                                       .person = person,
                                       .mark = REGISTER_HERE,
                                       .how = REGISTER_CODE,
                                       .by = person,
                                       .at = now};
    enum err err = register_code_check(event, state, now, why);
    if (err != OK)
        return err;
    err = register_store_is_on(store, event->id, person, &on, &walk_in);
    if (err == OK && !on)
        err = register_presenter_join(store, now, event->id, person, why->arena, &on);
    if (err == OK && on)
        err = register_store_standing(store, state->session, person, why->arena, &standing);
    bool before = standing.mark == REGISTER_HERE;
    if (err == ERR_NOT_FOUND) /* nothing was said of them */
        err = OK;
    if (err == OK && on && !before)
        err = register_mark(store, now, &mark, why, &marked);
    if (err == OK && !on)
        err = let_in(store, now, event, &mark, why);
    if (err == OK)
        *ret_before = before;
    return err;
}
