/* DESIGN: people, where they work, who mentors them, who is exempt. */
#include "person.h"

#include <string.h>

#include "token.h"

/* The first employment is the one that counts: open ones before ended ones. */
#define PERSON_COLUMNS                                                                             \
    "p.id, p.uid, p.name, p.email, p.left_on, p.invitations,"                                      \
    " (SELECT e.school_id FROM employment e WHERE e.person_id = p.id"                              \
    " ORDER BY e.ends_on IS NULL DESC, e.ends_on DESC, e.id LIMIT 1)"
#define ACTIVE(day) " (p.left_on IS NULL OR p.left_on >= " day ") "

enum {
    FIND,
    FIND_EMAIL,
    INSERT,
    EMPLOY,
    SCHOOLS,
    EXEMPTION_INSERT,
    MENTOR,
    MENTOR_END,
    MENTOR_INSERT,
    MENTEES,
    LIST,
};
static const char *const SQL[] = {
    [FIND] = "SELECT " PERSON_COLUMNS " FROM person p WHERE p.id = $1",
    /* Who has not begun yet cannot sign in: neither a job nor a part of theirs has started. */
    [FIND_EMAIL] = "SELECT " PERSON_COLUMNS " FROM person p WHERE p.email = $1 AND" ACTIVE(
        "$2") "AND $2 >= coalesce((SELECT CASE WHEN count(*) = count(b) THEN min(b) END FROM"
              " (SELECT starts_on AS b FROM employment WHERE person_id = p.id"
              " UNION ALL SELECT from_on FROM participation WHERE person_id = p.id)), $2)",
    [INSERT] = "INSERT INTO person (uid, name, email, created_at) VALUES ($1, $2, $3, $4)"
               " RETURNING id",
    [EMPLOY] = "INSERT INTO employment (person_id, school_id, staff_group, role_category,"
               " working_days) VALUES ($1, $2, $3, $4, $5)",
    [SCHOOLS] = "SELECT school_id FROM (SELECT school_id, 1 AS way, id FROM employment"
                " WHERE person_id = $1 AND coalesce(ends_on, $2) >= $2"
                " UNION ALL SELECT school_id, 2, id FROM participation WHERE person_id = $1"
                " AND school_id IS NOT NULL AND coalesce(to_on, $2) >= $2)"
                " GROUP BY school_id ORDER BY min(way), min(id) LIMIT 20",
    [EXEMPTION_INSERT] = "INSERT INTO exemption (person_id, from_on, until_on) VALUES ($1, $2, $3)",
    [MENTOR] = "SELECT other_id FROM relation WHERE person_id = $1 AND kind = 'pd_mentor'"
               " AND from_on <= $2 AND coalesce(to_on, $2) >= $2"
               " AND EXISTS (SELECT 1 FROM person o WHERE o.id = other_id"
               " AND coalesce(o.left_on, $2) >= $2) ORDER BY from_on DESC, id DESC LIMIT 1",
    [MENTOR_END] = "UPDATE relation SET to_on = $2 - 1 WHERE person_id = $1 AND kind = 'pd_mentor'"
                   " AND from_on < $2 AND coalesce(to_on, $2) >= $2",
    [MENTOR_INSERT] = "INSERT INTO relation (kind, person_id, other_id, from_on)"
                      " VALUES ('pd_mentor', $1, $2, $3)",
    [MENTEES] =
        "SELECT " PERSON_COLUMNS " FROM relation r JOIN person p ON p.id = r.person_id"
        " WHERE r.other_id = $1 AND r.kind = 'pd_mentor' AND r.from_on <= $2"
        " AND coalesce(r.to_on, $2) >= $2 AND" ACTIVE(
            "$2") "AND r.id = (SELECT r2.id"
                  " FROM relation r2 WHERE r2.person_id = p.id AND r2.kind = 'pd_mentor'"
                  " AND r2.from_on <= $2 AND coalesce(r2.to_on, $2) >= $2"
                  " ORDER BY r2.from_on DESC, r2.id DESC LIMIT 1) ORDER BY p.name, p.id LIMIT 100",
    [LIST] = "SELECT " PERSON_COLUMNS " FROM person p WHERE p.id > $1"
             " AND p.merged_into IS NULL AND" ACTIVE(
                 "$2") "AND ($3 = 0 OR EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id"
                       " AND e.school_id = $3 AND coalesce(e.ends_on, $2) >= $2)"
                       " OR EXISTS (SELECT 1 FROM participation a WHERE a.person_id = p.id"
                       " AND a.school_id = $3 AND coalesce(a.to_on, $2) >= $2)) AND ($4 = '' OR "
                       "instr(lower(p.name), lower($4)) > 0)"
                       " ORDER BY p.id LIMIT $5",
};

static struct person read_person(const struct rows *rows, struct arena *arena)
{
    const char *email = rows_text(rows, 3, arena);
    return (struct person){
        .id = {rows_int(rows, 0)},
        .uid = rows_text(rows, 1, arena),
        .name = rows_text(rows, 2, arena),
        .email = email ? email : "",
        .left_on = rows_day(rows, 4),
        .invitations = rows_int(rows, 5) != 0,
        .school = {rows_int(rows, 6)},
    };
}

static enum err find_one(struct store *store, const char *sql, const struct param *params,
                         struct arena *arena, struct person *ret)
{
    struct rows rows;
    enum err err = store_find(store, sql, params, &rows);
    if (err != OK)
        return err;
    struct person person = read_person(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = person;
    return err;
}

enum err person_find(struct store *store, struct person_id id, struct arena *arena,
                     struct person *ret)
{
    return find_one(store, SQL[FIND], PARAMS(p_int(id.v)), arena, ret);
}

enum err person_find_by_email(struct store *store, struct str email, struct day today,
                              struct arena *arena, struct person *ret)
{
    return find_one(store, SQL[FIND_EMAIL], PARAMS(p_str(email), p_day(today)), arena, ret);
}

static bool is_local_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

static bool is_domain(struct str domain)
{
    struct str rest = domain, label;
    int labels = 0;
    while (str_split(&rest, '.', &label)) {
        if (label.n == 0 || label.n > 63 || label.p[0] == '-' || label.p[label.n - 1] == '-')
            return false;
        for (size_t i = 0; i < label.n; i++)
            if (!is_local_char(label.p[i]) || strchr("!#$%&'*+/=?^_`{|}~", label.p[i]))
                return false;
        labels++;
    }
    return labels >= 2;
}

bool person_email_is_valid(struct str email)
{
    long at = str_find(email, '@');
    if (at < 1 || at > 64 || email.n > PERSON_EMAIL_BYTES_MAX)
        return false;
    struct str local = str_first(email, (size_t)at);
    if (local.p[0] == '.' || local.p[local.n - 1] == '.')
        return false;
    for (size_t i = 0; i < local.n; i++)
        if (!is_local_char(local.p[i]) || (local.p[i] == '.' && local.p[i + 1] == '.'))
            return false;
    return is_domain(str_from(email, (size_t)at + 1));
}

enum err person_insert(struct store *store, const struct person_new *person, struct instant now,
                       struct person_id *ret)
{
    char uid[UUID_TEXT_MAX];
    token_uuid(uid);
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_text(uid), p_text(person->name),
                                 p_text(person->email && person->email[0] ? person->email : NULL),
                                 p_instant(now)),
                          &ret->v);
}

enum err person_employ(struct store *store, struct person_id person,
                       const struct employment *employment)
{
    return store_exec(store, SQL[EMPLOY],
                      PARAMS(p_int(person.v), p_int(employment->school.v),
                             p_text(employment->staff_group), p_text(employment->role_category),
                             p_int(employment->working_days)));
}

enum err person_schools(struct store *store, struct person_id person, struct day on,
                        struct person_schools *ret)
{
    struct person_schools schools = {.count = 0};
    struct rows rows = store_query(store, SQL[SCHOOLS], PARAMS(p_int(person.v), p_day(on)));
    while (rows_next(&rows))
        schools.ids[schools.count++] = (struct school_id){rows_int(&rows, 0)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = schools;
    return err;
}

enum err person_exempt(struct store *store, struct person_id person, struct day from,
                       struct day until)
{
    return store_exec(store, SQL[EXEMPTION_INSERT],
                      PARAMS(p_int(person.v), p_day(from), p_day(until)));
}

enum err person_pd_mentor(struct store *store, struct person_id person, struct day on,
                          struct person_id *ret)
{
    struct person_id mentor = {0};
    enum err err =
        store_find_int(store, SQL[MENTOR], PARAMS(p_int(person.v), p_day(on)), &mentor.v);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = mentor;
    return OK;
}

enum err person_set_pd_mentor(struct store *store, struct person_id person, struct person_id mentor,
                              struct day from)
{
    enum err err = store_exec(store, SQL[MENTOR_END], PARAMS(p_int(person.v), p_day(from)));
    if (err == OK)
        err = store_exec(store, SQL[MENTOR_INSERT],
                         PARAMS(p_int(person.v), p_int(mentor.v), p_day(from)));
    return err;
}

enum err person_mentees(struct store *store, struct person_id mentor, struct day on,
                        struct arena *arena, struct person **ret, int *ret_count)
{
    struct person *items = ARENA_ARRAY(arena, struct person, MENTEES_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[MENTEES], PARAMS(p_int(mentor.v), p_day(on)));
    while (rows_next(&rows))
        items[count++] = read_person(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err person_list(struct store *store, struct school_id school, struct str q, struct day today,
                     int64_t after_id, int limit, struct arena *arena, struct person_list *ret)
{
    struct person_list list = {ARENA_ARRAY(arena, struct person, (size_t)limit + 1), 0, 0};
    struct rows rows = store_query(store, SQL[LIST],
                                   PARAMS(p_int(after_id), p_day(today), p_int(school.v),
                                          p_str(q.p ? q : STR("")), p_int(limit + 1)));
    while (rows_next(&rows))
        list.items[list.count++] = read_person(&rows, arena);
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    if (list.count > limit)
        list.next = list.items[(list.count = limit) - 1].id.v;
    *ret = list;
    return OK;
}
