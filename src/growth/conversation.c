/* DESIGN: development conversations: a time is agreed, it is held, the other one confirms. */
#include "conversation.h"

#include "booking.h"
#include "busy.h"
#include "clash.h"
#include "conversation_store.h"
#include "deadline_rules.h"
#include "deadline_store.h"
#include "tz.h"

/* ---- who and what ---- */

static enum err set_mentor(struct store *store, struct person_id mentor, struct arena *arena,
                           struct conversation *c)
{
    struct person person = {0};
    c->pd_mentor = mentor;
    enum err err = mentor.v ? person_find(store, mentor, arena, &person) : OK;
    if (err == OK)
        c->pd_mentor_name = person.name;
    return err;
}

enum err conversation_show(struct store *store, struct conversation_id id, struct instant now,
                           struct arena *arena, struct conversation *ret)
{
    struct conversation c;
    struct person_id mentor;
    enum err err = conversation_store_find(store, id, arena, &c);
    if (err != OK)
        return err;
    /* Before it is held its mentor is today's; after that, the one of the record (PR-06). */
    if (day_is_none(c.held_on)) {
        err = person_pd_mentor(store, c.person, tz_day(now), &mentor);
        if (err == OK && mentor.v != c.pd_mentor.v)
            err = set_mentor(store, mentor, arena, &c);
    }
    if (err != OK)
        return err;
    c.may_undo = !day_is_none(c.held_on) && deadline_rules_may_undo(c.done_at, now);
    *ret = c;
    return OK;
}

enum err conversation_find(struct store *store, struct person_id actor, struct conversation_id id,
                           struct instant now, struct arena *arena, struct conversation *ret)
{
    struct conversation c;
    enum err err = conversation_show(store, id, now, arena, &c);
    if (err == OK && (!actor.v || (actor.v != c.person.v && actor.v != c.pd_mentor.v)))
        err = ERR_NOT_FOUND;
    if (err == OK)
        *ret = c;
    return err;
}

enum err conversation_list_times(struct store *store, struct person_id person, struct instant from,
                                 struct instant to, struct arena *arena,
                                 struct conversation_times *ret)
{
    struct conversation_times times = {
        .items = ARENA_ARRAY(arena, struct conversation, CONVERSATION_TIMES_MAX)};
    enum err err =
        conversation_store_list(store, person, from, to, arena, times.items, &times.count);
    if (err == OK)
        *ret = times;
    return err;
}

/* As found, for one of the two; version 0 fits any. */
static enum err find_to_change(struct store *store, struct person_id actor,
                               struct conversation_id id, int version, struct instant now,
                               struct refusal *why, struct conversation *ret)
{
    enum err err = conversation_find(store, actor, id, now, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, err, "not-found",
                      "There is no such conversation of yours. Go back to your deadlines.");
    if (err == OK && version && version != ret->version)
        return refuse(why, ERR_STALE, "stale",
                      "Somebody changed this conversation since you opened it. Look at it again, "
                      "then decide.");
    return err;
}

static enum err refuse_held(struct refusal *why)
{
    return refuse(
        why, ERR_CONFLICT, "already-held",
        "This conversation is recorded as held already. If that is wrong, undo it first.");
}

/* ---- busy ---- */

static enum err free_both(struct store *store, const struct conversation *c)
{
    enum err err = busy_delete(store, BUSY_CONVERSATION, c->id.v, c->person);
    if (err == OK && c->recorded_mentor.v)
        err = busy_delete(store, BUSY_CONVERSATION, c->id.v, c->recorded_mentor);
    return err;
}

/* Who has become free gets the places they wait for; once all who are busy are so on record. */
static enum err promote_both(struct store *store, const struct conversation *before,
                             struct instant now, struct arena *arena)
{
    enum err err = booking_promote_person(store, now, before->person, arena);
    if (err == OK && before->recorded_mentor.v)
        err = booking_promote_person(store, now, before->recorded_mentor, arena);
    return err;
}

static enum err take(struct store *store, const struct conversation *c, struct person_id person,
                     const char *name, struct refusal *why)
{
    struct busy busy = {.person = person,
                        .from = c->starts_at,
                        .to = c->ends_at,
                        .source = BUSY_CONVERSATION,
                        .source_id = c->id.v};
    const struct clash_time time = {.person = person, .from = c->starts_at, .to = c->ends_at};
    struct clash clash;
    enum err err = clash_find_time(store, &time, why->arena, &clash);
    if (err == OK) {
        why->other_id = clash.other.event_id;
        return refuse(why, ERR_CONFLICT, "clash",
                      "%s already has something in the calendar at that time. Choose another time.",
                      name);
    }
    return err == ERR_NOT_FOUND ? busy_put(store, &busy) : err;
}

static enum err take_both(struct store *store, const struct conversation *c, struct refusal *why)
{
    enum err err = take(store, c, c->person, c->person_name, why);
    if (err == OK && c->pd_mentor.v)
        err = take(store, c, c->pd_mentor, c->pd_mentor_name, why);
    return err;
}

/* All of a change or nothing of it. */
static enum err end_change(struct store *store, enum err err)
{
    if (err == OK)
        return store_release(store);
    store_rollback_savepoint(store);
    return err;
}

/* ---- a time ---- */

static void check_times(const struct conversation *c, struct instant now, struct refusal *why)
{
    if (c->starts_at.v <= now.v)
        refuse_field(why, "starts_at",
                     "The time must be in the future. If you have had the conversation, say so.");
    else if (calendar_year(tz_day(c->starts_at)) != c->year)
        refuse_field(why, "starts_at", "The time must be in the school year %d to %d.", c->year,
                     c->year + 1);
    int64_t length_s = c->ends_at.v - c->starts_at.v;
    if (length_s <= 0 || length_s > CONVERSATION_MINUTES_MAX * 60)
        refuse_field(why, "ends_at", "The end must come after the start, at most %d hours later.",
                     CONVERSATION_MINUTES_MAX / 60);
}

static enum err check_time(const struct conversation *c, struct str room, struct instant now,
                           struct refusal *why)
{
    check_times(c, now, why);
    if (!str_is_utf8(room) || str_has_controls(room, false) ||
        str_utf8_count(room) > CONVERSATION_ROOM_CHARS)
        refuse_field(why, "room", "The room must be one line of at most %d characters.",
                     CONVERSATION_ROOM_CHARS);
    return refusal_check(why);
}

static enum err save_time(struct store *store, const struct conversation *before,
                          const struct conversation *after, struct instant now, struct refusal *why)
{
    enum err err = store_savepoint(store);
    if (err != OK)
        return err;
    err = free_both(store, before);
    if (err == OK)
        err = take_both(store, after, why);
    if (err == OK)
        err = conversation_store_update(store, after, (struct instant){0}, now);
    if (err == OK)
        err = promote_both(store, before, now, why->arena);
    return end_change(store, err);
}

enum err conversation_schedule(struct store *store, struct person_id actor,
                               struct conversation_id id, const struct conversation_time *time,
                               struct instant now, struct refusal *why)
{
    struct conversation before;
    enum err err = find_to_change(store, actor, id, time->version, now, why, &before);
    if (err != OK)
        return err;
    if (!day_is_none(before.held_on))
        return refuse_held(why);
    struct conversation after = before;
    struct str room = str_trim(time->room);
    after.starts_at = time->starts_at;
    after.ends_at =
        time->ends_at.v ? time->ends_at : instant_add(time->starts_at, CONVERSATION_MINUTES * 60);
    err = check_time(&after, room, now, why);
    if (err != OK)
        return err;
    after.room = arena_str_c(why->arena, room);
    return save_time(store, &before, &after, now, why);
}

/* ---- held ---- */

static enum err check_held_on(const struct conversation *c, struct day held_on, struct instant now,
                              struct refusal *why)
{
    if (held_on.v > tz_day(now).v)
        return refuse_field(why, "held_on",
                            "The day must not be in the future. Agree a time instead.");
    if (held_on.v < calendar_year_first(c->year).v)
        return refuse_field(why, "held_on", "The day must be in the school year %d to %d.", c->year,
                            c->year + 1);
    return OK;
}

static enum err save_held(struct store *store, struct conversation *c, struct person_id by,
                          struct instant now, struct arena *arena)
{
    enum err err = store_savepoint(store);
    if (err != OK)
        return err;
    if (c->starts_at.v > now.v) { /* held earlier than agreed; the time stays noted for an undo */
        err = free_both(store, c);
        if (err == OK)
            err = promote_both(store, c, now, arena);
    }
    if (err == OK)
        err = conversation_store_update(store, c, (struct instant){0}, now);
    if (err == OK)
        err = deadline_store_close(store, c->deadline, c->held_on, by, now);
    return end_change(store, err);
}

enum err conversation_hold(struct store *store, struct person_id actor, struct conversation_id id,
                           int version, struct day held_on, struct instant now, struct refusal *why)
{
    struct conversation c;
    enum err err = find_to_change(store, actor, id, version, now, why, &c);
    if (err != OK)
        return err;
    if (!day_is_none(c.held_on))
        return refuse_held(why);
    err = check_held_on(&c, held_on, now, why);
    if (err != OK)
        return err;
    c.held_on = held_on;
    c.held_by = actor;
    c.confirmed_by = (struct person_id){0};
    return save_held(store, &c, actor, now, why->arena);
}

/* The time that was agreed is taken again, unless it is over or somebody has filled it since. */
static enum err take_again(struct store *store, struct conversation *c, struct instant now,
                           struct arena *arena)
{
    struct refusal filled;
    if (c->starts_at.v <= now.v)
        return OK;
    refusal_init(&filled, arena);
    enum err err = take_both(store, c, &filled);
    if (err != ERR_CONFLICT)
        return err;
    c->starts_at = c->ends_at = (struct instant){0};
    return free_both(store, c);
}

enum err conversation_undo(struct store *store, struct person_id actor, struct conversation_id id,
                           struct instant now, struct refusal *why)
{
    struct conversation c;
    enum err err = find_to_change(store, actor, id, 0, now, why, &c);
    if (err != OK)
        return err;
    if (day_is_none(c.held_on))
        return refuse(why, ERR_CONFLICT, "not-held",
                      "This conversation is not recorded as held, so there is nothing to undo.");
    if (!c.may_undo)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "This was recorded more than %d days ago and can no longer be undone. Ask "
                      "your CPD leader if it is wrong.",
                      DEADLINE_UNDO_DAYS);
    c.held_on = DAY_NONE;
    c.held_by = c.confirmed_by = (struct person_id){0};
    err = store_savepoint(store);
    if (err != OK)
        return err;
    err = take_again(store, &c, now, why->arena);
    if (err == OK)
        err = conversation_store_update(store, &c, (struct instant){0}, now);
    if (err == OK)
        err = deadline_store_close(store, c.deadline, DAY_NONE, actor, now);
    return end_change(store, err);
}

enum err conversation_confirm(struct store *store, struct person_id actor,
                              struct conversation_id id, struct instant now, struct refusal *why)
{
    struct conversation c;
    enum err err = find_to_change(store, actor, id, 0, now, why, &c);
    if (err != OK)
        return err;
    if (day_is_none(c.held_on))
        return refuse(why, ERR_CONFLICT, "not-held",
                      "This conversation is not recorded as held yet. If you have had it, say so.");
    if (c.held_by.v == actor.v)
        return refuse(why, ERR_CONFLICT, "own",
                      "You said yourself that you have had it. The other one of you confirms it.");
    if (c.confirmed_by.v)
        return OK;
    c.confirmed_by = actor;
    return conversation_store_update(store, &c, now, now);
}
