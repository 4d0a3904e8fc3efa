/* DESIGN: leaving the trust; the highest area of the domain does it, for it touches all others. */
#include "leaver.h"

#include "api_token.h"
#include "approval.h"
#include "audit.h"
#include "employment.h"
#include "leaving.h"
#include "membership.h"
#include "own_calendar.h"
#include "participation.h"
#include "person_record.h"
#include "relation.h"
#include "session.h"
#include "spark_booking.h"
#include "talk.h"
#include "tz.h"

enum { DUE, FEEDS_END };
enum { DUE_MAX = 100 };
static const char *const SQL[] = {
    [DUE] = "SELECT id FROM person WHERE left_on < $1 AND gone_at IS NULL AND id > $2"
            " ORDER BY id LIMIT $3",
    /* Calendar addresses are kept by a room above the domain. */
    [FEEDS_END] = "UPDATE feed SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL",
};

/* ---- places and talks to come ---- */

static enum err give_up_places(struct store *store, struct instant now, struct person_id person,
                               struct refusal *why)
{
    struct booking_list list;
    enum err err =
        booking_list(store, person, BOOKING_UPCOMING, now, BOOKING_LIST_MAX, why->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        if (list.items[i].starts_at.v > now.v)
            err = spark_booking_withdraw(store, now,
                                         &(struct booking_withdrawal){.id = list.items[i].id}, why);
    return err;
}

/* The talk of somebody else goes on without them, though booking is closed or a slot is offered:
 * who has left is not asked again. */
static enum err step_down(struct store *store, struct instant now, const struct talk *talk,
                          struct person_id person, struct refusal *why)
{
    struct person_id rest[TALK_CO_PRESENTERS_MAX];
    struct talk_placed placed;
    struct talk_edit edit = {.talk = talk->id, .co_presenters = rest, .left_trust = true};
    for (int i = 0; i < talk->presenter_count; i++)
        if (!talk->presenters[i].lead && talk->presenters[i].person.v != person.v)
            rest[edit.co_presenter_count++] = talk->presenters[i].person;
    return talk_change(store, now, &edit, why, &placed);
}

static enum err give_up_talks(struct store *store, struct instant now, struct person_id person,
                              struct refusal *why)
{
    struct talk_list list;
    struct talk talk;
    enum err err =
        talk_list(store, person, BOOKING_UPCOMING, now, TALK_LIST_MAX, why->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        if (list.items[i].starts_at.v <= now.v)
            continue;
        err = talk_find(store, list.items[i].id, why->arena, &talk);
        if (err == OK && list.items[i].lead)
            err = talk_goes_on(&talk, person)
                      ? talk_leave(store, now, talk.id, person, why)
                      : talk_withdraw(store, now, talk.id, (struct person_id){0}, why);
        else if (err == OK)
            err = step_down(store, now, &talk, person, why);
    }
    return err;
}

/* ---- everything ---- */

static enum err end_belonging(struct store *store, struct person_id person, struct day last)
{
    enum err err = employment_end_all(store, person, last);
    if (err == OK)
        err = participation_end_all(store, person, last);
    if (err == OK)
        err = grant_end_all(store, person, last);
    if (err == OK)
        err = relation_end_all(store, person, last);
    if (err == OK)
        err = membership_end_all(store, person, last);
    return err;
}

static enum err end_access(struct store *store, struct instant now, struct person_id person)
{
    enum err err = session_end_all(store, person);
    if (err == OK)
        err = api_token_end_all(store, person, now);
    if (err == OK)
        err = store_exec(store, SQL[FEEDS_END], PARAMS(p_int(person.v), p_instant(now)));
    return err;
}

static enum err let_go(struct store *store, struct instant now, struct person_id person,
                       struct day last, struct refusal *why)
{
    enum err err = give_up_places(store, now, person, why);
    if (err == OK)
        err = give_up_talks(store, now, person, why);
    if (err == OK)
        err = approval_withdraw_all(store, now, person, why->arena);
    if (err == OK)
        err = leaving_end_cycle(store, person, now, why->arena);
    if (err == OK)
        err = own_calendar_delete(store, person);
    if (err == OK)
        err = end_belonging(store, person, last);
    if (err == OK)
        err = end_access(store, now, person);
    if (err == OK)
        err = person_record_set_gone(store, person, now);
    if (err == OK)
        err = audit_add(store, now, (struct person_id){0}, "person-let-go", person.v, "");
    return err;
}

/* A word from the rules, not a store that fails. */
static bool is_refusal(enum err err)
{
    return err != OK && err != ERR_BUSY && err != ERR_IO && err != ERR_BUG;
}

/* All of it or nothing; what was refused is named. */
static enum err try_one(struct store *store, struct instant now, struct person_id person,
                        struct arena *arena)
{
    struct person_record record;
    struct refusal why;
    refusal_init(&why, arena);
    enum err err = store_savepoint(store);
    if (err != OK)
        return err;
    err = person_record_find(store, person, arena, &record);
    if (err == OK)
        err = let_go(store, now, person, record.left_on, &why);
    if (err == OK)
        return store_release(store);
    store_rollback_savepoint(store);
    return is_refusal(err) ? audit_add(store, now, (struct person_id){0}, "person-not-let-go",
                                       person.v, why.slug ? why.slug : err_name(err))
                           : err;
}

enum err leaver_let_go_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           struct person_id *after)
{
    struct person_id people[DUE_MAX];
    int count = 0;
    int most = limit < DUE_MAX ? limit : DUE_MAX;
    struct rows rows =
        store_query(store, SQL[DUE], PARAMS(p_day(tz_day(now)), p_int(after->v), p_int(most)));
    while (rows_next(&rows))
        people[count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = try_one(store, now, people[i], arena);
    if (err == OK)
        after->v = count == most ? people[count - 1].v : 0;
    return err;
}

/* ---- recording it ---- */

static enum err refuse_gone(struct refusal *why)
{
    return refuse(why, ERR_CONFLICT, "gone",
                  "Their last day is over and what they held was given up. If they come back, add "
                  "a new job.");
}

static enum err check_record(struct store *store, const struct person_record *record,
                             struct day last_day, struct refusal *why)
{
    bool last = false;
    if (record->gone_at.v)
        return refuse_gone(why);
    if (day_is_none(last_day))
        return refuse_field(why, "last_day", "Enter their last day.");
    if (!day_is_none(record->first_day) && last_day.v < record->first_day.v)
        return refuse_field(why, "last_day", "That is before their first day. Check the date.");
    enum err err = grant_is_last_administrator(store, record->id, last_day, &last);
    if (err == OK && last)
        return refuse(why, ERR_CONFLICT, "last-administrator",
                      "%s would be the last administrator to go. Give the role to somebody else "
                      "first.",
                      record->name);
    return err;
}

enum err leaver_record(struct store *store, struct instant now, struct person_id person,
                       struct day last_day, struct refusal *why)
{
    struct person_record record;
    enum err err = person_record_find(store, person, why->arena, &record);
    if (err == OK)
        err = check_record(store, &record, last_day, why);
    if (err == OK)
        err = person_record_set_left(store, person, last_day);
    if (err == OK && last_day.v < tz_day(now).v)
        err = let_go(store, now, person, last_day, why);
    return err;
}

enum err leaver_stay(struct store *store, struct person_id person, struct refusal *why)
{
    struct person_record record;
    enum err err = person_record_find(store, person, why->arena, &record);
    if (err != OK)
        return err;
    if (record.gone_at.v)
        return refuse_gone(why);
    if (day_is_none(record.left_on))
        return refuse(why, ERR_CONFLICT, "not-leaving", "They are not leaving.");
    return person_record_set_left(store, person, DAY_NONE);
}

enum err leaver_return(struct store *store, struct person_id person, struct arena *arena)
{
    struct person_record record;
    enum err err = person_record_find(store, person, arena, &record);
    if (err != OK || !record.gone_at.v)
        return err;
    err = person_record_set_gone(store, person, (struct instant){0});
    return err == OK ? person_record_set_left(store, person, DAY_NONE) : err;
}
