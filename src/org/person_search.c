/* DESIGN: the search through people, by name and what they do, a page at a time. */
#include "check.h"
#include "grant.h"
#include "person_record.h"

/* A former name is told of people at the schools of $10 only: "*" is all. */
#define TOLD_FORMER                                                                                \
    " AND ($10 = '*' OR EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id"               \
    " AND instr($10, ',' || e.school_id || ',') > 0))"

/* Names are asked for as words typed: %q% (LIKE folds ASCII case), after the last of the page
 * before. Groups and roles are those of that day. */
enum { SEARCH };
static const char *const SQL[] = {
    [SEARCH] =
        "SELECT p.id, p.name, p.left_on,"
        " (SELECT f.name FROM former_name f WHERE f.person_id = p.id AND f.name LIKE $2 ESCAPE "
        "'\\'" TOLD_FORMER " ORDER BY f.until_on DESC LIMIT 1),"
        " (SELECT group_concat(n, ', ') FROM (SELECT DISTINCT s.name AS n FROM employment e"
        " JOIN school s ON s.id = e.school_id WHERE e.person_id = p.id"
        " AND coalesce(e.ends_on, $1) >= $1 UNION SELECT s.name FROM participation a"
        " JOIN school s ON s.id = a.school_id WHERE a.person_id = p.id"
        " AND coalesce(a.to_on, $1) >= $1 ORDER BY 1)),"
        " (SELECT CASE WHEN count(*) = count(b) THEN min(b) END FROM"
        " (SELECT starts_on AS b FROM employment WHERE person_id = p.id"
        " UNION ALL SELECT from_on FROM participation WHERE person_id = p.id))"
        " FROM person p WHERE p.merged_into IS NULL"
        " AND CASE WHEN $3 = 1 THEN p.left_on < $1 ELSE coalesce(p.left_on, $1) >= $1 END"
        " AND ($4 = 0 OR (p.name COLLATE NOCASE, p.id) >"
        " (SELECT l.name COLLATE NOCASE, l.id FROM person l WHERE l.id = $4))"
        " AND ($2 = '' OR p.name LIKE $2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM former_name f"
        " WHERE f.person_id = p.id AND f.name LIKE $2 ESCAPE '\\'" TOLD_FORMER "))"
        " AND ($5 = 0 OR EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id"
        " AND e.school_id = $5 AND ($3 = 1 OR coalesce(e.ends_on, $1) >= $1))"
        " OR EXISTS (SELECT 1 FROM participation a WHERE a.person_id = p.id AND a.school_id = $5"
        " AND ($3 = 1 OR coalesce(a.to_on, $1) >= $1)))"
        " AND ($6 = '' OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id"
        " AND g.role = $6 AND coalesce(g.from_on, $1) <= $1 AND coalesce(g.to_on, $1) >= $1))"
        " AND ($7 = 0 OR EXISTS (SELECT 1 FROM org_group_member m WHERE m.group_id = $7"
        " AND m.person_id = p.id AND m.from_on <= $1 AND coalesce(m.to_on, $1) >= $1))"
        " AND ($8 = '' OR EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id"
        " AND instr($8, ',' || e.school_id || ',') > 0"
        " AND ($3 = 1 OR coalesce(e.ends_on, $1) >= $1))"
        " OR EXISTS (SELECT 1 FROM participation a WHERE a.person_id = p.id"
        " AND instr($8, ',' || a.school_id || ',') > 0"
        " AND ($3 = 1 OR coalesce(a.to_on, $1) >= $1)))"
        " ORDER BY p.name COLLATE NOCASE, p.id LIMIT $9",
};

/* "%an\_a%": what LIKE takes, none of what was typed being a pattern of its own. */
static const char *pattern_of(struct str q, struct arena *arena)
{
    struct str typed = str_trim(q);
    if (typed.n == 0)
        return "";
    char *out = arena_alloc(arena, 2 * typed.n + 3);
    size_t n = 0;
    out[n++] = '%';
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] == '%' || typed.p[i] == '_' || typed.p[i] == '\\')
            out[n++] = '\\';
        out[n++] = typed.p[i];
    }
    out[n++] = '%';
    out[n] = '\0';
    return out;
}

/* ",4,17,": what the statement looks for "," || id || "," in; `all` for a count of -1. */
static const char *joined_schools(const struct school_id *schools, int count, const char *all,
                                  struct arena *arena)
{
    if (count < 0)
        return all;
    const char *joined = ",";
    for (int i = 0; i < count; i++)
        joined = arena_printf(arena, "%s%lld,", joined, (long long)schools[i].v);
    return joined;
}

static struct person_found read_row(const struct rows *rows, bool asked, struct arena *arena)
{
    const char *schools = rows_text(rows, 4, arena);
    return (struct person_found){
        .id = {rows_int(rows, 0)},
        .name = rows_text(rows, 1, arena),
        .left_on = rows_day(rows, 2),
        .former = asked ? rows_text(rows, 3, arena) : NULL,
        .school_names = schools ? schools : "",
        .first_day = rows_day(rows, 5),
    };
}

enum err person_record_search(struct store *store, const struct person_filter *filter,
                              struct day today, struct arena *arena, struct person_found_list *ret)
{
    CHECK(filter->limit >= 1 && filter->limit <= PERSON_SEARCH_MAX);
    const char *pattern = pattern_of(filter->q, arena);
    struct person_found_list list = {
        .items = ARENA_ARRAY(arena, struct person_found, (size_t)filter->limit + 1)};
    struct rows rows =
        store_query(store, SQL[SEARCH],
                    PARAMS(p_day(today), p_text(pattern), p_int(filter->left),
                           p_int(filter->after.v), p_int(filter->school.v),
                           p_text(filter->role < 0 ? "" : role_name((enum role)filter->role)),
                           p_int(filter->group),
                           p_text(joined_schools(filter->schools, filter->school_count, "", arena)),
                           p_int(filter->limit + 1),
                           p_text(joined_schools(filter->former_schools,
                                                 filter->former_school_count, "*", arena))));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, *pattern != '\0', arena);
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    if (list.count > filter->limit)
        list.next = list.items[(list.count = filter->limit) - 1].id;
    *ret = list;
    return OK;
}
