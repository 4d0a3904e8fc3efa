/* DESIGN: a person's deadlines: listed with how they stand, marked as done, taken back. */
#include "deadline.h"

#include "absence.h"
#include "deadline_rules.h"
#include "deadline_store.h"
#include "tz.h"

static const char EXEMPTIONS[] = "SELECT kind, until_on FROM exemption "
                                 "WHERE person_id = $1 AND from_on <= $2 LIMIT 50";

enum err deadline_is_exempt(struct store *store, struct person_id person, struct day on, bool *ret)
{
    bool exempt = false;
    struct rows rows = store_query(store, EXEMPTIONS, PARAMS(p_int(person.v), p_day(on)));
    while (rows_next(&rows)) {
        bool away = str_eq_c(rows_str(&rows, 0), absence_kind_name(ABSENCE_AWAY));
        struct day until = rows_day(&rows, 1);
        if (!away)
            until = deadline_rules_exempt_until(until);
        exempt = exempt || day_is_none(until) || until.v >= on.v;
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = exempt;
    return err;
}

static enum err find_mentor(struct store *store, struct person_id person, struct day on,
                            struct arena *arena, struct deadline_list *list)
{
    struct person mentor;
    enum err err = person_pd_mentor(store, person, on, &list->pd_mentor);
    if (err != OK || !list->pd_mentor.v)
        return err;
    err = person_find(store, list->pd_mentor, arena, &mentor);
    if (err == OK)
        list->pd_mentor_name = mentor.name;
    return err;
}

enum err deadline_list(struct store *store, struct person_id person, struct instant now,
                       struct arena *arena, struct deadline_list *ret)
{
    struct day today = tz_day(now);
    struct deadline_list list = {.items =
                                     ARENA_ARRAY(arena, struct deadline, DEADLINES_A_YEAR_MAX)};
    enum err err = deadline_is_exempt(store, person, today, &list.exempt);
    if (err == OK)
        err = find_mentor(store, person, today, arena, &list);
    if (err == OK)
        err = deadline_store_list(store, person, calendar_year(today), arena, list.items,
                                  &list.count);
    if (err != OK)
        return err;
    for (int i = 0; i < list.count; i++)
        deadline_rules_judge(&list.items[i], list.exempt, now);
    *ret = list;
    return OK;
}

enum err deadline_find(struct store *store, struct person_id actor, struct deadline_id id,
                       struct instant now, struct arena *arena, struct deadline *ret)
{
    struct deadline deadline;
    struct person_id mentor;
    bool exempt;
    struct day today = tz_day(now);
    enum err err = deadline_store_find(store, id, arena, &deadline);
    if (err == OK)
        err = person_pd_mentor(store, deadline.person, today, &mentor);
    if (err == OK && (!actor.v || (actor.v != deadline.person.v && actor.v != mentor.v)))
        err = ERR_NOT_FOUND;
    if (err == OK)
        err = deadline_is_exempt(store, deadline.person, today, &exempt);
    if (err != OK)
        return err;
    deadline_rules_judge(&deadline, exempt, now);
    *ret = deadline;
    return OK;
}

/* A stage of the actor's own. */
static enum err find_own(struct store *store, struct person_id actor, struct deadline_id id,
                         struct instant now, struct refusal *why, struct deadline *ret)
{
    enum err err = deadline_find(store, actor, id, now, why->arena, ret);
    if (err == ERR_NOT_FOUND || (err == OK && ret->person.v != actor.v))
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such deadline of yours. Go back to your deadlines.");
    if (err == OK && ret->kind == DEADLINE_CONVERSATION)
        return refuse(why, ERR_CONFLICT, "conversation",
                      "This is a conversation. Say on its own page that you have had it.");
    return err;
}

enum err deadline_complete(struct store *store, struct person_id actor, struct deadline_id id,
                           struct instant now, struct refusal *why)
{
    struct deadline deadline;
    enum err err = find_own(store, actor, id, now, why, &deadline);
    if (err != OK)
        return err;
    if (!day_is_none(deadline.done_on))
        return refuse(why, ERR_CONFLICT, "already-done",
                      "This stage is marked as done already. You do not need to do anything.");
    return deadline_store_close(store, id, tz_day(now), actor, now);
}

enum err deadline_undo(struct store *store, struct person_id actor, struct deadline_id id,
                       struct instant now, struct refusal *why)
{
    struct deadline deadline;
    enum err err = find_own(store, actor, id, now, why, &deadline);
    if (err != OK)
        return err;
    if (day_is_none(deadline.done_on))
        return refuse(why, ERR_CONFLICT, "not-done",
                      "This stage is not marked as done, so there is nothing to undo.");
    if (!deadline.may_undo)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "This was marked as done more than %d days ago and can no longer be undone. "
                      "Ask your CPD leader if it is wrong.",
                      DEADLINE_UNDO_DAYS);
    return deadline_store_close(store, id, DAY_NONE, actor, now);
}
