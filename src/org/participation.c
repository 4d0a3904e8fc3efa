/* DESIGN: who takes part without being employed, and the role that goes with it. */
#include "participation.h"

#include "check.h"

#define PARTICIPATION_SELECT                                                                       \
    "SELECT a.id, a.person_id, a.kind, coalesce(a.school_id, 0), coalesce(s.name, ''), a.partner," \
    " coalesce(a.event_id, 0), a.from_on, a.to_on FROM participation a"                            \
    " LEFT JOIN school s ON s.id = a.school_id "

enum { INSERT, END, END_GRANT, END_ALL, FIND, LIST, OPENED, SCHOOL, EVENT, GRANT };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO participation (person_id, kind, school_id, partner, event_id, from_on,"
               " to_on, grant_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
    [END] = "UPDATE participation SET to_on = max($2, coalesce(from_on, $2)) WHERE id = $1",
    [END_GRANT] = "UPDATE role_grant SET to_on = $2"
                  " WHERE id = (SELECT grant_id FROM participation WHERE id = $1)"
                  " AND NOT EXISTS (SELECT 1 FROM participation o WHERE o.grant_id = role_grant.id"
                  " AND o.id <> $1 AND (o.to_on IS NULL OR o.to_on > $2))",
    [END_ALL] = "UPDATE participation SET to_on = max($2, coalesce(from_on, $2))"
                " WHERE person_id = $1 AND (to_on IS NULL OR to_on > $2)",
    [FIND] = PARTICIPATION_SELECT "WHERE a.id = $1",
    [LIST] = PARTICIPATION_SELECT "WHERE a.person_id = $1 ORDER BY a.to_on IS NULL DESC,"
                                  " a.to_on DESC, a.id DESC LIMIT 50",
    [OPENED] = "SELECT DISTINCT event_id FROM participation WHERE person_id = $1"
               " AND event_id IS NOT NULL AND coalesce(from_on, $2) <= $2"
               " AND coalesce(to_on, $2) >= $2 ORDER BY event_id LIMIT 50",
    [SCHOOL] = "SELECT 1 FROM school WHERE id = $1",
    [EVENT] = "SELECT 1 FROM event WHERE id = $1 AND status <> 'cancelled'",
    [GRANT] = "SELECT id FROM role_grant WHERE person_id = $1 AND role = $2"
              " AND coalesce(school_id, 0) = $3 AND (to_on IS NULL OR to_on >= $4)"
              " ORDER BY to_on IS NULL DESC, to_on DESC LIMIT 1",
};

/* What goes with it, and what must be said. */
static const struct {
    const char *name;
    enum role role;
    bool needs_school, needs_event, is_of_trust;
} KINDS[PART_KINDS] = {
    [PART_GOVERNOR] = {"governor", ROLE_GOVERNOR, true, false, false},
    [PART_TRUSTEE] = {"trustee", ROLE_TRUSTEE, false, false, true},
    [PART_TRAINEE] = {"trainee", ROLE_TRAINEE, true, false, false},
    [PART_ITT_STUDENT] = {"itt student", ROLE_ITT_STUDENT, true, false, false},
    [PART_PARENT] = {"parent or carer", ROLE_PARENT, false, true, false},
    [PART_VOLUNTEER] = {"volunteer", ROLE_VOLUNTEER, true, false, false},
    [PART_GUEST] = {"guest", ROLE_GUEST, false, true, false},
    [PART_VISITOR] = {"visitor", ROLE_GUEST, false, true, false},
};

const char *participation_kind_name(enum participation_kind kind)
{
    CHECK((unsigned)kind < PART_KINDS);
    return KINDS[kind].name;
}

enum err participation_kind_parse(struct str s, enum participation_kind *ret)
{
    for (int i = 0; i < PART_KINDS; i++)
        if (str_eq_c(s, KINDS[i].name)) {
            *ret = (enum participation_kind)i;
            return OK;
        }
    return ERR_INVALID;
}

bool participation_is_of_trust(enum participation_kind kind)
{
    CHECK((unsigned)kind < PART_KINDS);
    return KINDS[kind].is_of_trust;
}

static struct participation read_row(const struct rows *rows, struct arena *arena)
{
    struct participation part = {
        .id = {rows_int(rows, 0)},
        .person = {rows_int(rows, 1)},
        .school = {rows_int(rows, 3)},
        .school_name = rows_text(rows, 4, arena),
        .partner = rows_text(rows, 5, arena),
        .event_id = rows_int(rows, 6),
        .from = rows_day(rows, 7),
        .to = rows_day(rows, 8),
    };
    CHECK(participation_kind_parse(rows_str(rows, 2), &part.kind) == OK);
    return part;
}

/* ---- beginning ---- */

static enum err check_there(struct store *store, const char *sql, int64_t id, const char *field,
                            const char *sentence, struct refusal *why)
{
    int64_t one;
    enum err err = id ? store_find_int(store, sql, PARAMS(p_int(id)), &one) : OK;
    if (err != ERR_NOT_FOUND)
        return err;
    refuse_field(why, field, "%s", sentence);
    return OK;
}

static enum err check_new(struct store *store, const struct participation *p, struct refusal *why)
{
    if (KINDS[p->kind].needs_school && !p->school.v)
        refuse_field(why, "school", "Choose the school they take part at.");
    if (KINDS[p->kind].needs_event && !p->event_id)
        refuse_field(why, "event", "Choose the event that is open to them.");
    if (p->kind == PART_ITT_STUDENT && !p->partner[0])
        refuse_field(why, "partner", "Enter who sends them, like their university.");
    if (str_utf8_count(str_of(p->partner)) > PARTNER_CHARS_MAX)
        refuse_field(why, "partner", "Shorten this to at most %d characters.", PARTNER_CHARS_MAX);
    if (!day_is_none(p->to) && !day_is_none(p->from) && p->to.v < p->from.v)
        refuse_field(why, "to", "The last day is before the first. Check both dates.");
    enum err err = check_there(store, SQL[SCHOOL], p->school.v, "school",
                               "Choose a school of this trust.", why);
    if (err == OK)
        err = check_there(store, SQL[EVENT], p->event_id, "event",
                          "There is no such event. Choose one that is coming.", why);
    return err == OK ? refusal_check(why) : err;
}

/* A second part of one kind rests on the same role; it then lasts as long as either. */
static enum err give_role(struct store *store, const struct participation *p, struct day today,
                          struct refusal *why, int64_t *ret)
{
    const struct grant grant = {KINDS[p->kind].role,
                                KINDS[p->kind].is_of_trust ? (struct school_id){0} : p->school};
    struct day from = day_is_none(p->from) ? today : p->from;
    struct grant_id id;
    enum err err = store_find_int(store, SQL[GRANT],
                                  PARAMS(p_int(p->person.v), p_text(role_name(grant.role)),
                                         p_int(grant.school.v), p_day(from)),
                                  ret);
    if (err == OK)
        return grant_lengthen(store, (struct grant_id){*ret}, from, p->to);
    if (err != ERR_NOT_FOUND)
        return err;
    const struct grant_new fresh = {p->person, grant, from, p->to, {0}};
    err = grant_begin(store, &fresh, today, why, &id);
    if (err == OK)
        *ret = id.v;
    return err;
}

enum err participation_begin(struct store *store, const struct participation *part,
                             struct day today, struct refusal *why, struct participation_id *ret)
{
    int64_t grant;
    CHECK((unsigned)part->kind < PART_KINDS);
    enum err err = check_new(store, part, why);
    if (err == OK)
        err = give_role(store, part, today, why, &grant);
    if (err != OK)
        return err;
    return store_find_int(
        store, SQL[INSERT],
        PARAMS(p_int(part->person.v), p_text(KINDS[part->kind].name), p_id_or_null(part->school.v),
               p_text(part->partner), p_id_or_null(part->event_id),
               p_day(day_is_none(part->from) ? today : part->from), p_day(part->to), p_int(grant)),
        &ret->v);
}

/* ---- ending ---- */

enum err participation_end(struct store *store, struct participation_id id, struct day last_day,
                           struct day today, struct refusal *why)
{
    struct participation part;
    struct day last = day_is_none(last_day) ? day_add(today, -1) : last_day;
    enum err err = participation_find(store, id, why->arena, &part);
    if (err != OK)
        return err;
    if (!day_is_none(part.to) && part.to.v < today.v)
        return refuse(why, ERR_CONFLICT, "ended", "This has ended already.");
    if (last.v < today.v - 1)
        return refuse_field(why, "last_day", "This day is past. Leave it empty to end it now.");
    err = store_exec(store, SQL[END], PARAMS(p_int(id.v), p_day(last)));
    return err == OK ? store_exec(store, SQL[END_GRANT], PARAMS(p_int(id.v), p_day(last))) : err;
}

enum err participation_end_all(struct store *store, struct person_id person, struct day last_day)
{
    return store_exec(store, SQL[END_ALL], PARAMS(p_int(person.v), p_day(last_day)));
}

/* ---- looking ---- */

enum err participation_find(struct store *store, struct participation_id id, struct arena *arena,
                            struct participation *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct participation part = read_row(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = part;
    return err;
}

enum err participation_list(struct store *store, struct person_id person, struct arena *arena,
                            struct participation_list *ret)
{
    struct participation_list list = {ARENA_ARRAY(arena, struct participation, PARTICIPATIONS_MAX),
                                      0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v)));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err participation_opened(struct store *store, struct person_id person, struct day on,
                              struct opened_events *ret)
{
    struct opened_events opened = {.count = 0};
    struct rows rows = store_query(store, SQL[OPENED], PARAMS(p_int(person.v), p_day(on)));
    while (rows_next(&rows))
        opened.ids[opened.count++] = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = opened;
    return err;
}
