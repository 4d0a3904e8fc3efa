/* DESIGN: who belongs to a group or a governing body, from when to when. */
#include "membership.h"

#include "check.h"

#define COLUMNS(whole)                                                                             \
    "SELECT m.id, m." whole ", m.person_id, p.name, m.duty, m.from_on, m.to_on FROM "
#define BY_RANK                                                                                    \
    " ORDER BY m.to_on IS NOT NULL, CASE m.duty WHEN 'leader' THEN 1 WHEN 'chair' THEN 1"          \
    " WHEN 'vice-chair' THEN 2 WHEN 'slt link' THEN 3 WHEN 'clerk' THEN 5 ELSE 4 END,"             \
    " coalesce(m.to_on, 0) DESC, p.name, m.id LIMIT 500"
#define GROUP "org_group_member"
#define BODY "governing_body_member"

#define END_ALL_OF(members)                                                                        \
    "UPDATE " members " SET to_on = max($2, from_on - 1) WHERE person_id = $1"                     \
    " AND (to_on IS NULL OR to_on > $2)"

enum { FIND, LIST, INSERT, END, END_ALL, OPEN, CHAIR, SQL_COUNT };
static const char *const SQL[][SQL_COUNT] = {
    [MEMBERSHIP_OF_GROUP] =
        {
            [FIND] = COLUMNS("group_id") GROUP " m JOIN person p ON p.id = m.person_id"
                                               " WHERE m.id = $1",
            [LIST] = COLUMNS("group_id") GROUP " m JOIN person p ON p.id = m.person_id"
                                               " WHERE m.group_id = $1" BY_RANK,
            [INSERT] = "INSERT INTO " GROUP " (group_id, person_id, duty, from_on)"
                       " VALUES ($1, $2, $3, $4) RETURNING id",
            [END] = "UPDATE " GROUP " SET to_on = $2 WHERE id = $1",
            [END_ALL] = END_ALL_OF(GROUP),
            [OPEN] = "SELECT id FROM " GROUP " WHERE group_id = $1 AND person_id = $2"
                     " AND duty = $3 AND to_on IS NULL LIMIT 1",
            [CHAIR] = NULL,
        },
    [MEMBERSHIP_OF_BODY] =
        {
            [FIND] = COLUMNS("body_id") BODY " m JOIN person p ON p.id = m.person_id"
                                             " WHERE m.id = $1",
            [LIST] = COLUMNS("body_id") BODY " m JOIN person p ON p.id = m.person_id"
                                             " WHERE m.body_id = $1" BY_RANK,
            [INSERT] = "INSERT INTO " BODY " (body_id, person_id, duty, from_on)"
                       " VALUES ($1, $2, $3, $4) RETURNING id",
            [END] = "UPDATE " BODY " SET to_on = $2 WHERE id = $1",
            [END_ALL] = END_ALL_OF(BODY),
            [OPEN] = "SELECT id FROM " BODY " WHERE body_id = $1 AND person_id = $2"
                     " AND $3 = $3 AND to_on IS NULL LIMIT 1",
            [CHAIR] = "SELECT id FROM " BODY " WHERE body_id = $1 AND duty = 'chair'"
                      " AND to_on IS NULL LIMIT 1",
        },
};

static const struct {
    const char *name;
    unsigned of; /* bits of enum membership_of */
} DUTIES[DUTY_COUNT] = {
    [DUTY_LEADER] = {"leader", 1U << MEMBERSHIP_OF_GROUP},
    [DUTY_SLT_LINK] = {"slt link", 1U << MEMBERSHIP_OF_GROUP},
    [DUTY_CHAIR] = {"chair", 1U << MEMBERSHIP_OF_BODY},
    [DUTY_VICE_CHAIR] = {"vice-chair", 1U << MEMBERSHIP_OF_BODY},
    [DUTY_CLERK] = {"clerk", 1U << MEMBERSHIP_OF_BODY},
    [DUTY_MEMBER] = {"member", 1U << MEMBERSHIP_OF_GROUP | 1U << MEMBERSHIP_OF_BODY},
};

const char *duty_name(enum duty duty)
{
    return DUTIES[duty].name;
}

enum err duty_parse(enum membership_of of, struct str s, enum duty *ret)
{
    for (int i = 0; i < DUTY_COUNT; i++)
        if ((DUTIES[i].of & 1U << of) && str_eq_c(s, DUTIES[i].name)) {
            *ret = (enum duty)i;
            return OK;
        }
    return ERR_INVALID;
}

static struct membership read_membership(enum membership_of of, const struct rows *rows,
                                         struct arena *arena)
{
    struct membership m = {
        .id = {rows_int(rows, 0)},
        .whole = rows_int(rows, 1),
        .person = {rows_int(rows, 2)},
        .name = rows_text(rows, 3, arena),
        .from = rows_day(rows, 5),
        .to = rows_day(rows, 6),
    };
    CHECK(duty_parse(of, rows_str(rows, 4), &m.duty) == OK);
    return m;
}

enum err membership_find(struct store *store, enum membership_of of, struct membership_id id,
                         struct arena *arena, struct membership *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[of][FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct membership found = read_membership(of, &rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = found;
    return err;
}

enum err membership_list(struct store *store, enum membership_of of, int64_t whole,
                         struct arena *arena, struct membership **ret, int *ret_count)
{
    struct membership *items = NULL;
    int count = 0, room = 0;
    struct rows rows = store_query(store, SQL[of][LIST], PARAMS(p_int(whole)));
    while (rows_next(&rows)) {
        if (count == room)
            items = arena_grow(arena, items, sizeof *items, 16, &room);
        items[count++] = read_membership(of, &rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

/* ---- joining ---- */

static enum err check_person(struct store *store, const struct membership_new *m,
                             struct refusal *why)
{
    struct person person;
    enum err err = person_find(store, m->person, why->arena, &person);
    if (err == ERR_NOT_FOUND)
        return refuse_field(why, "person_id", "Choose somebody the trust knows.");
    if (err == OK && !day_is_none(person.left_on) && person.left_on.v < m->from.v)
        return refuse_field(why, "person_id", "%s left before that day. Choose somebody else.",
                            person.name);
    return err;
}

/* ERR_CONFLICT if the statement finds a row. */
static enum err check_none(struct store *store, const char *sql, const struct membership_new *m,
                           struct refusal *why, const char *slug, const char *sentence)
{
    int64_t other = 0;
    enum err err = store_find_int(
        store, sql, PARAMS(p_int(m->whole), p_int(m->person.v), p_text(duty_name(m->duty))),
        &other);
    if (err == ERR_NOT_FOUND)
        return OK;
    why->other_id = other;
    return err == OK ? refuse(why, ERR_CONFLICT, slug, "%s", sentence) : err;
}

static enum err check_chair(struct store *store, const struct membership_new *m,
                            struct refusal *why)
{
    int64_t chair = 0;
    if (m->duty != DUTY_CHAIR)
        return OK;
    enum err err = store_find_int(store, SQL[m->of][CHAIR], PARAMS(p_int(m->whole)), &chair);
    if (err == ERR_NOT_FOUND)
        return OK;
    why->other_id = chair;
    return err == OK ? refuse(why, ERR_CONFLICT, "one-chair",
                              "There is a chair already. End that first, then add the new one.")
                     : err;
}

enum err membership_add(struct store *store, const struct membership_new *m, struct refusal *why,
                        struct membership_id *ret)
{
    if (day_is_none(m->from))
        refuse_field(why, "from_on", "Enter the first day.");
    if (!m->person.v)
        refuse_field(why, "person_id", "Choose somebody the trust knows.");
    enum err err = refusal_check(why);
    if (err == OK)
        err = check_person(store, m, why);
    if (err == OK)
        err = check_none(store, SQL[m->of][OPEN], m, why, "already-member",
                         "That person is in it already. End that first to change what they do.");
    if (err == OK)
        err = check_chair(store, m, why);
    return err == OK ? store_find_int(store, SQL[m->of][INSERT],
                                      PARAMS(p_int(m->whole), p_int(m->person.v),
                                             p_text(duty_name(m->duty)), p_day(m->from)),
                                      &ret->v)
                     : err;
}

/* ---- leaving ---- */

enum err membership_end(struct store *store, enum membership_of of, struct membership_id id,
                        struct day to, struct refusal *why)
{
    struct membership m;
    enum err err = membership_find(store, of, id, why->arena, &m);
    if (err != OK)
        return err;
    if (!day_is_none(m.to))
        return refuse(why, ERR_CONFLICT, "ended", "%s is no longer in it.", m.name);
    if (day_is_none(to))
        return refuse_field(why, "to_on", "Enter the last day.");
    if (to.v < m.from.v - 1)
        return refuse_field(why, "to_on", "The last day cannot be before the first one.");
    return store_exec(store, SQL[of][END], PARAMS(p_int(id.v), p_day(to)));
}

enum err membership_end_all(struct store *store, struct person_id person, struct day last_day)
{
    enum err err = store_exec(store, SQL[MEMBERSHIP_OF_GROUP][END_ALL],
                              PARAMS(p_int(person.v), p_day(last_day)));
    return err == OK ? store_exec(store, SQL[MEMBERSHIP_OF_BODY][END_ALL],
                                  PARAMS(p_int(person.v), p_day(last_day)))
                     : err;
}
