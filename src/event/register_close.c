/* DESIGN: a register closed, which makes attendance and hours of it, and taken up again. */
#include "register.h"

#include "audit.h"
#include "event_store.h"
#include "register_attend.h"
#include "register_presenter.h"
#include "text_rule.h"

static enum err load(struct store *store, const struct register_closing *closing,
                     struct refusal *why, struct register_scene *ret)
{
    enum err err = register_store_scene(store, closing->event, closing->session, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "The event does not meet at such a time. Look at its page again.");
    return err == OK ? register_attend_check(ret, why) : err;
}

static enum err note(struct store *store, struct instant now,
                     const struct register_closing *closing, const char *action)
{
    const struct audit_entry entry = {.actor = closing->by,
                                      .action = action,
                                      .object_id = closing->event.v,
                                      .reason = closing->reason};
    return audit_record(store, now, &entry);
}

enum err register_follow(struct store *store, struct instant now, struct event_id event,
                         struct arena *arena)
{
    struct register_scene scene;
    struct register_states states;
    bool closed = false;
    enum err err = register_store_states(store, event, arena, &states);
    if (err == OK)
        err = register_store_all_closed(store, event, &closed);
    if (err != OK || !closed || states.count == 0)
        return err;
    err = register_store_scene(store, event, states.items[0].session, arena, &scene);
    return err == OK ? register_attend(store, now, &scene, (struct person_id){0}, arena) : err;
}

/* Done with its last register; on again with the first that is taken up. */
static enum err follow(struct store *store, struct instant now, const struct register_scene *scene,
                       struct arena *arena)
{
    bool closed = false;
    enum err err = register_presenter_join_all(store, now, scene->event, arena);
    if (err == OK)
        err = register_attend(store, now, scene, (struct person_id){0}, arena);
    if (err == OK)
        err = register_store_all_closed(store, scene->event, &closed);
    if (err != OK || (scene->status == EVENT_DONE) == closed)
        return err;
    return event_store_set_status(store, now, scene->event, closed ? EVENT_DONE : EVENT_PUBLISHED,
                                  false);
}

enum err register_close(struct store *store, struct instant now,
                        const struct register_closing *closing, struct refusal *why)
{
    struct register_scene scene;
    enum err err = load(store, closing, why, &scene);
    if (err != OK || scene.state.closed_at.v)
        return err;
    err = refusal_check_version(why, closing->version, scene.state.version);
    if (err != OK)
        return err;
    if (!register_may_close(&scene.state, now))
        return refuse(why, ERR_CONFLICT, "too-early",
                      "It is not over yet. Close the register once it is: every mark is kept until "
                      "then.");
    err = register_store_open(store, now, closing->session, closing->by);
    if (err == OK)
        err = register_store_close(store, now, closing->session, closing->by);
    if (err == OK)
        err = follow(store, now, &scene, why->arena);
    return err == OK ? note(store, now, closing, "register-close") : err;
}

enum err register_reopen(struct store *store, struct instant now,
                         const struct register_closing *closing, struct refusal *why)
{
    static const struct text_rule reason = {"reason", "The reason", REGISTER_REASON_CHARS_MAX, true,
                                            true};
    struct register_scene scene;
    enum err err = load(store, closing, why, &scene);
    if (err == OK)
        err = refusal_check_version(why, closing->version, scene.state.version);
    text_rule_check(&reason, closing->reason, why);
    if (err == OK)
        err = refusal_check(why);
    if (err != OK || scene.state.closed_at.v == 0)
        return err;
    err = register_store_reopen(store, closing->session);
    if (err == OK)
        err = follow(store, now, &scene, why->arena);
    return err == OK ? note(store, now, closing, "register-reopen") : err;
}
