/* DESIGN: relations as things that begin and end, with their history and reports. */
#include "check.h"
#include "relation.h"

#define RELATION_SELECT                                                                            \
    "SELECT r.id, r.kind, r.person_id, r.other_id, p.name, o.name, r.from_on, r.to_on"             \
    " FROM relation r JOIN person p ON p.id = r.person_id JOIN person o ON o.id = r.other_id "
#define ON(alias, day)                                                                             \
    " " alias ".from_on <= " day " AND (" alias ".to_on IS NULL OR " alias ".to_on >= " day ") "
/* Somebody who works at the school ($1; 0: at any) on that day ($2), and is in the cycle. */
#define STAFF                                                                                      \
    " (p.left_on IS NULL OR p.left_on >= $2) AND EXISTS (SELECT 1 FROM employment e"               \
    " WHERE e.person_id = p.id AND e.staff_group <> 'governance' AND ($1 = 0 OR e.school_id = $1)" \
    " AND coalesce(e.starts_on, $2) <= $2 AND coalesce(e.ends_on, $2) >= $2) "
#define EXEMPT(person)                                                                             \
    " EXISTS (SELECT 1 FROM exemption x WHERE x.person_id = " person                               \
    " AND x.from_on <= $2 AND coalesce(x.until_on, $2) >= $2) "
#define MENTORED                                                                                   \
    " EXISTS (SELECT 1 FROM relation r WHERE r.person_id = p.id AND r.kind = 'pd_mentor' AND" ON(  \
        "r", "$2") ") "

enum {
    INSERT,
    BETWEEN,
    CLOSE_BEFORE,
    END_ONE,
    END_PARTNER,
    END_ALL,
    IS_HERE,
    IN_INDUCTION,
    FIND,
    LIST,
    OF_OTHER,
    WITHOUT,
    COUNT_WITHOUT,
    STAFF_COUNT,
    COACHED_COUNT,
    KEEP,
};
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO relation (kind, person_id, other_id, from_on, to_on)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [BETWEEN] = "SELECT id FROM relation WHERE kind = $1 AND person_id = $2 AND other_id = $3"
                " AND ($5 IS NULL OR from_on <= $5) AND (to_on IS NULL OR to_on >= $4) LIMIT 1",
    /* What was to begin on that day or later never does. */
    [CLOSE_BEFORE] = "UPDATE relation SET to_on = max($3, from_on) - 1 WHERE kind = $1"
                     " AND person_id = $2 AND (to_on IS NULL OR to_on >= $3)",
    [END_ONE] = "UPDATE relation SET to_on = max($2, from_on - 1) WHERE id = $1",
    [END_PARTNER] = "UPDATE relation SET to_on = max($3, from_on - 1) WHERE kind = 'coach'"
                    " AND person_id = $2 AND other_id = $1 AND (to_on IS NULL OR to_on > $3)",
    [END_ALL] = "UPDATE relation SET to_on = max($2, from_on - 1) WHERE $1 IN (person_id, other_id)"
                " AND (to_on IS NULL OR to_on > $2)",
    [IS_HERE] = "SELECT 1 FROM person WHERE id = $1 AND merged_into IS NULL"
                " AND (left_on IS NULL OR left_on >= $2)",
    [IN_INDUCTION] = "SELECT 1 FROM exemption WHERE person_id = $1 AND kind = 'induction'"
                     " AND from_on <= $2 AND coalesce(until_on, $2) >= $2 LIMIT 1",
    [FIND] = RELATION_SELECT "WHERE r.id = $1",
    [LIST] = RELATION_SELECT "WHERE r.person_id = $1 AND coalesce(r.to_on, r.from_on) >= r.from_on"
                             " ORDER BY r.to_on IS NULL DESC, r.to_on DESC, r.from_on DESC, r.id"
                             " LIMIT 300",
    [OF_OTHER] = RELATION_SELECT "WHERE r.other_id = $1 AND r.kind <> 'coach'"
                                 " AND (r.to_on IS NULL OR r.to_on >= $2)"
                                 " ORDER BY r.kind, p.name, r.id LIMIT 300",
    [WITHOUT] = "SELECT p.id, p.name FROM person p WHERE" STAFF
                "AND NOT" EXEMPT("p.id") "AND NOT" MENTORED "ORDER BY p.name, p.id LIMIT 300",
    [COUNT_WITHOUT] =
        "SELECT count(*) FROM person p WHERE" STAFF "AND NOT" EXEMPT("p.id") "AND NOT" MENTORED,
    [STAFF_COUNT] = "SELECT count(*) FROM person p WHERE" STAFF,
    [COACHED_COUNT] = "SELECT count(*) FROM person p WHERE" STAFF
                      "AND p.id IN (SELECT r.person_id FROM relation r"
                      " WHERE r.kind = 'coach' AND" ON("r", "$2") ")",
    [KEEP] =
        "INSERT INTO relation (kind, person_id, other_id, from_on, to_on)"
        " SELECT 'pd_mentor', p.id, last.other_id, $3, $4 FROM person p JOIN relation last"
        " ON last.id = (SELECT r.id FROM relation r WHERE r.person_id = p.id"
        " AND r.kind = 'pd_mentor' AND r.to_on = $5 ORDER BY r.from_on DESC, r.id DESC LIMIT 1)"
        " JOIN person o ON o.id = last.other_id WHERE" STAFF
        "AND NOT" EXEMPT("p.id") "AND NOT" EXEMPT(
            "o.id") "AND (o.left_on IS NULL OR o.left_on >= $2) AND o.merged_into IS NULL"
                    " AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.person_id = p.id"
                    " AND r.kind = 'pd_mentor' AND (r.to_on IS NULL OR r.to_on > $5))",
};

struct day relation_year_end(struct day day)
{
    struct civil c = day_civil(day);
    return day_of(c.month > 8 ? c.year + 1 : c.year, 8, 31);
}

static struct relation read_row(const struct rows *rows, struct arena *arena)
{
    struct relation relation = {
        .id = {rows_int(rows, 0)},
        .person = {rows_int(rows, 2)},
        .other = {rows_int(rows, 3)},
        .person_name = rows_text(rows, 4, arena),
        .other_name = rows_text(rows, 5, arena),
        .from = rows_day(rows, 6),
        .to = rows_day(rows, 7),
    };
    CHECK(relation_parse(rows_str(rows, 1), &relation.kind) == OK);
    return relation;
}

/* ---- beginning ---- */

/* Somebody has one of these at a time; of the others, several. */
static bool is_single(enum relation_kind kind)
{
    return kind != RELATION_COACH && kind != RELATION_SUPPORTER;
}

static bool is_mentor(enum relation_kind kind)
{
    return kind == RELATION_PD_MENTOR || kind == RELATION_ECT_MENTOR || kind == RELATION_ITT_MENTOR;
}

static enum err check_other(struct store *store, const struct relation_new *r, struct refusal *why)
{
    int64_t one;
    enum err err =
        store_find_int(store, SQL[IS_HERE], PARAMS(p_int(r->other.v), p_day(r->from)), &one);
    if (err == ERR_NOT_FOUND)
        return refuse_field(why, "other", "Choose somebody who works with the trust.");
    if (err != OK || !is_mentor(r->kind))
        return err;
    err = store_find_int(store, SQL[IN_INDUCTION], PARAMS(p_int(r->other.v), p_day(r->from)), &one);
    if (err == OK)
        return refuse(
            why, ERR_CONFLICT, "in-induction",
            "They are in induction themselves, so they cannot mentor yet. Choose somebody "
            "else.");
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err check_new(struct store *store, const struct relation_new *r, struct refusal *why)
{
    int64_t other;
    if (r->person.v == r->other.v)
        refuse_field(why, "other", "Choose somebody else than the person themselves.");
    if (!day_is_none(r->to) && r->to.v < r->from.v)
        refuse_field(why, "to", "The last day is before the first. Check both dates.");
    enum err err = refusal_check(why);
    if (err == OK)
        err = check_other(store, r, why);
    if (err != OK)
        return err;
    err = store_find_int(store, SQL[BETWEEN],
                         PARAMS(p_text(relation_name(r->kind)), p_int(r->person.v),
                                p_int(r->other.v), p_day(r->from), p_day(r->to)),
                         &other);
    if (err == OK)
        return refuse(why, ERR_CONFLICT, "already-related",
                      "This is so already at that time. There is nothing more to do.");
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err insert(struct store *store, const struct relation_new *r, struct person_id person,
                       struct person_id other, int64_t *ret)
{
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_text(relation_name(r->kind)), p_int(person.v), p_int(other.v),
                                 p_day(r->from), p_day(r->to)),
                          ret);
}

enum err relation_begin(struct store *store, const struct relation_new *relation, struct day today,
                        struct refusal *why, struct relation_id *ret)
{
    struct relation_new r = *relation;
    int64_t partner;
    if (day_is_none(r.from))
        r.from = today;
    if (day_is_none(r.to) && r.kind == RELATION_PD_MENTOR)
        r.to = relation_year_end(r.from);
    enum err err = check_new(store, &r, why);
    if (err == OK && is_single(r.kind))
        err = store_exec(store, SQL[CLOSE_BEFORE],
                         PARAMS(p_text(relation_name(r.kind)), p_int(r.person.v), p_day(r.from)));
    if (err == OK)
        err = insert(store, &r, r.person, r.other, &ret->v);
    if (err == OK && r.kind == RELATION_COACH)
        err = insert(store, &r, r.other, r.person, &partner);
    return err;
}

/* ---- ending ---- */

enum err relation_end(struct store *store, struct relation_id id, struct day last_day,
                      struct day today, struct refusal *why)
{
    struct relation r;
    struct day last = day_is_none(last_day) ? day_add(today, -1) : last_day;
    enum err err = relation_find(store, id, why->arena, &r);
    if (err != OK)
        return err;
    if (!day_is_none(r.to) && r.to.v < today.v)
        return refuse(why, ERR_CONFLICT, "ended", "This has ended already.");
    if (last.v < today.v - 1)
        return refuse_field(why, "last_day", "This day is past. Leave it empty to end it now.");
    err = store_exec(store, SQL[END_ONE], PARAMS(p_int(id.v), p_day(last)));
    if (err == OK && r.kind == RELATION_COACH)
        err = store_exec(store, SQL[END_PARTNER],
                         PARAMS(p_int(r.person.v), p_int(r.other.v), p_day(last)));
    return err;
}

enum err relation_end_all(struct store *store, struct person_id person, struct day last_day)
{
    return store_exec(store, SQL[END_ALL], PARAMS(p_int(person.v), p_day(last_day)));
}

/* ---- looking ---- */

enum err relation_find(struct store *store, struct relation_id id, struct arena *arena,
                       struct relation *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct relation relation = read_row(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = relation;
    return err;
}

static enum err read_list(struct rows rows, struct arena *arena, struct relation_list *ret)
{
    struct relation_list list = {ARENA_ARRAY(arena, struct relation, RELATIONS_MAX), 0};
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err relation_list(struct store *store, struct person_id person, struct arena *arena,
                       struct relation_list *ret)
{
    return read_list(store_query(store, SQL[LIST], PARAMS(p_int(person.v))), arena, ret);
}

enum err relation_list_of_other(struct store *store, struct person_id other, struct day today,
                                struct arena *arena, struct relation_list *ret)
{
    return read_list(store_query(store, SQL[OF_OTHER], PARAMS(p_int(other.v), p_day(today))), arena,
                     ret);
}

/* ---- reports ---- */

static enum err count_of(struct store *store, const char *sql, struct school_id school,
                         struct day on, int *ret)
{
    int64_t n;
    enum err err = store_find_int(store, sql, PARAMS(p_int(school.v), p_day(on)), &n);
    if (err == OK)
        *ret = (int)n;
    return err;
}

enum err relation_list_without_mentor(struct store *store, struct school_id school, struct day on,
                                      struct arena *arena, struct person **ret, int *ret_count,
                                      int *ret_total)
{
    struct person *people = ARENA_ARRAY(arena, struct person, RELATIONS_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[WITHOUT], PARAMS(p_int(school.v), p_day(on)));
    while (rows_next(&rows))
        people[count++] = (struct person){.id = {rows_int(&rows, 0)},
                                          .name = rows_text(&rows, 1, arena),
                                          .email = "",
                                          .left_on = DAY_NONE};
    enum err err = rows_end(&rows);
    if (err == OK && count == RELATIONS_MAX)
        err = count_of(store, SQL[COUNT_WITHOUT], school, on, ret_total);
    else if (err == OK)
        *ret_total = count;
    if (err != OK)
        return err;
    *ret = people;
    *ret_count = count;
    return OK;
}

enum err relation_coaching_coverage(struct store *store, struct school_id school, struct day on,
                                    struct coaching_coverage *ret)
{
    struct coaching_coverage coverage = {0};
    enum err err = count_of(store, SQL[STAFF_COUNT], school, on, &coverage.staff);
    if (err == OK)
        err = count_of(store, SQL[COACHED_COUNT], school, on, &coverage.in_partnership);
    if (err == OK)
        *ret = coverage;
    return err;
}

enum err relation_keep_mentors(struct store *store, struct school_id school, struct day today,
                               int *ret_kept)
{
    struct day end = relation_year_end(today);
    struct civil c = day_civil(end);
    struct day before = day_of(c.year - 1, 8, 31), from = day_add(before, 1);
    enum err err =
        store_exec(store, SQL[KEEP],
                   PARAMS(p_int(school.v), p_day(today), p_day(from.v > today.v ? from : today),
                          p_day(end), p_day(before)));
    if (err == OK)
        *ret_kept = store_changes(store);
    return err;
}
