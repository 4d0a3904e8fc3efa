/* DESIGN: marks in the register, each counted once whatever the network does, and walk-ins. */
#include "register.h"

#include <string.h>

#include "audit.h"
#include "booking_place.h"
#include "booking_walk_in.h"
#include "check.h"
#include "event_store.h"
#include "register_attend.h"
#include "register_presenter.h"
#include "register_rules.h"
#include "text_rule.h"
#include "token.h"
#include "workshop_walk_in.h"

/* ---- what may be said ---- */

static bool has_reason(const struct register_mark *mark)
{
    return mark->reason && *mark->reason;
}

static bool is_key(const char *key)
{
    size_t n = strlen(key);
    for (size_t i = 0; i < n; i++)
        if (key[i] <= ' ' || key[i] > '~')
            return false;
    return n <= REGISTER_KEY_BYTES_MAX;
}

static void check_minutes(const struct register_mark *mark, const struct register_state *state,
                          struct refusal *why)
{
    const struct {
        const char *field;
        int minutes;
    } MISSED[] = {
        {"late_min", mark->late_min}, {"early_min", mark->early_min}, {"away_min", mark->away_min}};
    int64_t left = (state->ends_at.v - state->starts_at.v) / 60;
    for (size_t i = 0; i < COUNT_OF(MISSED); i++) {
        int minutes = MISSED[i].minutes;
        if (minutes && mark->mark != REGISTER_HERE)
            refuse_field(why, MISSED[i].field, "Minutes are only for somebody who was here.");
        else if (minutes < 0)
            refuse_field(why, MISSED[i].field, "Enter how many minutes, as a number from 0.");
        else if (minutes > left)
            refuse_field(why, MISSED[i].field,
                         "That is longer than the session. Enter fewer minutes, or mark them as "
                         "not here.");
        left -= minutes > 0 ? minutes : 0;
    }
}

static enum err check_content(const struct register_mark *mark, const struct register_state *state,
                              struct refusal *why)
{
    static const struct text_rule reason = {"reason", "The reason", REGISTER_REASON_CHARS_MAX,
                                            false, true};
    check_minutes(mark, state, why);
    if (mark->key && !is_key(mark->key))
        refuse_field(why, "key", "The key must be up to %d printable characters without spaces.",
                     REGISTER_KEY_BYTES_MAX);
    text_rule_check(&reason, mark->reason, why);
    return refusal_check(why);
}

static enum err check_closed(const struct register_scene *scene, const struct register_mark *mark,
                             struct refusal *why)
{
    if (scene->state.closed_at.v == 0 || has_reason(mark))
        return OK;
    return refuse(why, ERR_CONFLICT, "register-closed",
                  "%s closed this register. Correct it on its page and say why.",
                  *scene->state.closed_by ? scene->state.closed_by : "Somebody");
}

static enum err check_open(const struct register_scene *scene, const struct register_mark *mark,
                           struct instant now, struct refusal *why)
{
    enum err err = register_attend_check(scene, why);
    if (err != OK)
        return err;
    if (!register_may_take(&scene->state, now))
        return refuse(why, ERR_CONFLICT, "too-early",
                      "The register can be taken from %d minutes before the start.",
                      REGISTER_OPEN_MIN);
    err = check_content(mark, &scene->state, why);
    return err == OK ? check_closed(scene, mark, why) : err;
}

/* ---- the same mark again ---- */

static bool is_same(const struct register_sent *sent, const struct register_mark *mark)
{
    return sent->person.v == mark->person.v && sent->mark == mark->mark &&
           sent->late_min == mark->late_min && sent->early_min == mark->early_min &&
           sent->away_min == mark->away_min && sent->how == mark->how &&
           strcmp(sent->reason, mark->reason ? mark->reason : "") == 0;
}

/* OK: it had arrived, and *ret says so. ERR_NOT_FOUND: it is new. */
static enum err find_repeated(struct store *store, const struct register_mark *mark,
                              struct refusal *why, struct register_marked *ret)
{
    struct register_sent sent;
    struct register_marked marked = {.repeated = true};
    if (!mark->key || !*mark->key)
        return ERR_NOT_FOUND;
    enum err err = register_store_sent(store, mark->session, mark->key, why->arena, &sent);
    if (err != OK)
        return err;
    if (!is_same(&sent, mark))
        return refuse(why, ERR_CONFLICT, "key-used",
                      "Another mark was sent under the same key. Send this one under a new key.");
    err = register_store_standing(store, mark->session, mark->person, why->arena, &marked.standing);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    marked.entry = sent.id;
    marked.stands = marked.standing.entry == sent.id;
    *ret = marked;
    return OK;
}

/* ---- keeping it ---- */

static enum err note_correction(struct store *store, struct instant now,
                                const struct register_mark *mark)
{
    const struct audit_entry entry = {.actor = mark->by,
                                      .action = "register-correct",
                                      .object_id = mark->event.v,
                                      .subject = mark->person,
                                      .reason = mark->reason};
    return audit_record(store, now, &entry);
}

static enum err keep(struct store *store, struct instant now, const struct register_scene *scene,
                     const struct register_mark *mark, struct arena *arena,
                     struct register_marked *ret)
{
    char uuid[UUID_TEXT_MAX];
    struct register_mark kept = *mark;
    struct register_marked marked = {.repeated = false};
    bool corrects = scene->state.closed_at.v != 0;
    struct instant at = corrects ? now : register_taken_at(mark->at, scene->state.opens_at, now);
    token_uuid(uuid);
    if (!kept.key || !*kept.key)
        kept.key = uuid;
    enum err err = register_store_open(store, now, mark->session, mark->by);
    if (err == OK)
        err = register_store_insert(store, now, &kept, at, corrects, &marked.entry);
    if (err == OK)
        err = register_store_standing(store, mark->session, mark->person, arena, &marked.standing);
    if (err == OK && corrects)
        err = register_attend(store, now, scene, mark->person, arena);
    if (err == OK && corrects)
        err = note_correction(store, now, mark);
    if (err != OK)
        return err;
    marked.stands = marked.standing.entry == marked.entry;
    *ret = marked;
    return OK;
}

static enum err find_scene(struct store *store, const struct register_mark *mark,
                           struct refusal *why, struct register_scene *ret)
{
    enum err err = register_store_scene(store, mark->event, mark->session, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "The event does not meet at such a time. Look at its page again.");
    return err;
}

static enum err let_in(struct store *store, struct instant now, const struct register_mark *mark,
                       struct refusal *why)
{
    struct event event;
    struct person person;
    enum err err = booking_place_person(store, now, mark->person, why, &person);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, mark->event, why->arena, &event);
    if (err == OK)
        err = workshop_walk_in(store, now, &event, mark->person, why);
    if (err == OK)
        err = booking_walk_in(store, now, &event, mark->person, why->arena);
    const struct audit_entry entry = {.actor = mark->by,
                                      .action = "register-walk-in",
                                      .object_id = mark->event.v,
                                      .subject = mark->person};
    return err == OK ? audit_record(store, now, &entry) : err;
}

/* A mark of somebody who is on the register, or is let in where that is meant. */
static enum err take(struct store *store, struct instant now, const struct register_mark *mark,
                     bool lets_in, struct refusal *why, struct register_marked *ret)
{
    struct register_scene scene;
    bool on = false, walk_in;
    enum err err = find_scene(store, mark, why, &scene);
    if (err != OK)
        return err;
    err = find_repeated(store, mark, why, ret);
    if (err != ERR_NOT_FOUND)
        return err;
    err = check_open(&scene, mark, now, why);
    if (err == OK)
        err = register_store_is_on(store, mark->event, mark->person, &on, &walk_in);
    if (err == OK && !on)
        err = register_presenter_join(store, now, mark->event, mark->person, why->arena, &on);
    if (err == OK && !on && !lets_in)
        return refuse_field(why, "person",
                            "They are not on this register. Add them as somebody who came without "
                            "a booking.");
    if (err == OK && !on)
        err = let_in(store, now, mark, why);
    return err == OK ? keep(store, now, &scene, mark, why->arena, ret) : err;
}

enum err register_mark(struct store *store, struct instant now, const struct register_mark *mark,
                       struct refusal *why, struct register_marked *ret)
{
    return take(store, now, mark, false, why, ret);
}

enum err register_walk_in(struct store *store, struct instant now, const struct register_mark *mark,
                          struct refusal *why, struct register_marked *ret)
{
    CHECK(mark->mark == REGISTER_HERE);
    return take(store, now, mark, true, why, ret);
}

enum err register_undo(struct store *store, struct instant now, const struct register_mark *mark,
                       struct refusal *why, struct register_marked *ret)
{
    struct register_mark none = *mark;
    bool on = false, walk_in = false, marked = true;
    none.mark = REGISTER_NONE;
    none.late_min = none.early_min = none.away_min = 0;
    enum err err = register_mark(store, now, &none, why, ret);
    if (err == OK && !ret->repeated)
        err = register_store_is_on(store, mark->event, mark->person, &on, &walk_in);
    if (err == OK && walk_in)
        err = register_store_is_marked(store, mark->event, mark->person, &marked);
    if (err == OK && !marked)
        err = booking_walk_out(store, now, mark->event, mark->person, why->arena);
    return err;
}

enum err register_take(struct store *store, struct instant now, const struct register_mark *mark,
                       struct refusal *why, struct register_marked *ret)
{
    return mark->mark == REGISTER_NONE ? register_undo(store, now, mark, why, ret)
                                       : register_mark(store, now, mark, why, ret);
}

enum err register_take_back(struct store *store, struct instant now, struct event_id event,
                            int64_t session, struct person_id by)
{
    return register_store_take_back(store, now, event, session, by);
}
