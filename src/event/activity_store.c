/* DESIGN: the rows of what people wrote down, and their lists. */
#include "activity_store.h"

#include "calendar.h"
#include "check.h"

#define ACTIVITY_SELECT                                                                            \
    "SELECT a.id, a.person_id, p.name, a.type, a.title, a.provider, a.from_on, a.to_on,"           \
    " a.minutes, a.part, a.level, a.theme, a.standard, a.award_body, a.award_level,"               \
    " a.award_credits, a.award_status, a.award_on, a.verified_by, coalesce(v.name, ''),"           \
    " a.verified_at, a.version, (SELECT count(*) FROM file_link l WHERE l.noun = 'activity'"       \
    " AND l.noun_id = a.id) FROM activity a JOIN person p ON p.id = a.person_id"                   \
    " LEFT JOIN person v ON v.id = a.verified_by "

/* One person's that began on these days. */
#define OF_PERSON "WHERE a.person_id = $1 AND a.from_on BETWEEN $2 AND $3 "
/* $4: ",4,17," as somebody's schools are looked for; "*": of all. */
#define AT_SCHOOLS                                                                                 \
    "($4 = '*' OR EXISTS (SELECT 1 FROM employment e WHERE e.person_id = a.person_id"              \
    " AND instr($4, ',' || e.school_id || ',') > 0 AND coalesce(e.ends_on, $1) >= $1)"             \
    " OR EXISTS (SELECT 1 FROM participation t WHERE t.person_id = a.person_id"                    \
    " AND instr($4, ',' || t.school_id || ',') > 0 AND coalesce(t.to_on, $1) >= $1)) "

enum {
    INSERT,
    UPDATE,
    DELETE,
    VERIFIED,
    NOTE_KEEP,
    NOTE_DELETE,
    NOTE_FIND,
    FIND,
    LIST,
    TOTAL,
    FIRST_DAY,
    LAST_DAY,
    TO_VERIFY,
};
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO activity (person_id, type, title, provider, from_on, to_on, minutes,"
               " part, level, theme, standard, award_body, award_level, award_credits,"
               " award_status, award_on, created_at, modified_at) VALUES ($1, $2, $3, $4, $5, $6,"
               " $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17) RETURNING id",
    [UPDATE] = "UPDATE activity SET type = $2, title = $3, provider = $4, from_on = $5, to_on = $6,"
               " minutes = $7, part = $8, level = $9, theme = $10, standard = $11,"
               " award_body = $12, award_level = $13, award_credits = $14, award_status = $15,"
               " award_on = $16, modified_at = $17, version = version + 1 WHERE id = $1",
    [DELETE] = "DELETE FROM activity WHERE id = $1",
    [VERIFIED] = "UPDATE activity SET verified_by = $2, verified_at = $3, version = version + 1"
                 " WHERE id = $1 AND verified_by IS NOT $2",
    [NOTE_KEEP] = "INSERT INTO activity_note (activity_id, learned) VALUES ($1, $2)"
                  " ON CONFLICT (activity_id) DO UPDATE SET learned = excluded.learned",
    [NOTE_DELETE] = "DELETE FROM activity_note WHERE activity_id = $1",
    [NOTE_FIND] = "SELECT learned FROM activity_note WHERE activity_id = $1",
    [FIND] = ACTIVITY_SELECT "WHERE a.id = $1",
    [LIST] = ACTIVITY_SELECT OF_PERSON "ORDER BY a.from_on DESC, a.id DESC LIMIT $4 OFFSET $5",
    [TOTAL] = "SELECT coalesce(sum(a.minutes), 0) FROM activity a " OF_PERSON,
    [FIRST_DAY] = "SELECT from_on FROM activity WHERE person_id = $1 ORDER BY from_on LIMIT 1",
    [LAST_DAY] = "SELECT from_on FROM activity WHERE person_id = $1 ORDER BY from_on DESC LIMIT 1",
    [TO_VERIFY] = ACTIVITY_SELECT
    "WHERE a.verified_at IS NULL AND a.to_on <= $1 AND a.person_id <> $2"
    " AND p.erased_at IS NULL AND coalesce(p.left_on, $1) >= $1 AND p.merged_into IS NULL"
    " AND " AT_SCHOOLS "ORDER BY a.to_on, a.id LIMIT $3 OFFSET $5",
};

/* ---- writing ---- */

enum err activity_store_insert(struct store *store, struct instant now, struct person_id person,
                               const struct activity_fields *f, struct activity_id *ret)
{
    return store_find_int(
        store, SQL[INSERT],
        PARAMS(p_int(person.v), p_text(f->type), p_text(f->title), p_text(f->provider),
               p_day(f->from), p_day(f->to), p_int(f->minutes), p_text(activity_part_name(f->part)),
               p_text(f->level), p_text(f->theme), p_int(f->standard), p_text(f->award.body),
               p_text(f->award.level), p_int(f->award.credits),
               p_text(award_status_name(f->award.status)), p_day(f->award.on), p_instant(now)),
        &ret->v);
}

enum err activity_store_update(struct store *store, struct instant now, struct activity_id id,
                               const struct activity_fields *f)
{
    return store_exec(
        store, SQL[UPDATE],
        PARAMS(p_int(id.v), p_text(f->type), p_text(f->title), p_text(f->provider), p_day(f->from),
               p_day(f->to), p_int(f->minutes), p_text(activity_part_name(f->part)),
               p_text(f->level), p_text(f->theme), p_int(f->standard), p_text(f->award.body),
               p_text(f->award.level), p_int(f->award.credits),
               p_text(award_status_name(f->award.status)), p_day(f->award.on), p_instant(now)));
}

enum err activity_store_delete(struct store *store, struct activity_id id)
{
    return store_exec(store, SQL[DELETE], PARAMS(p_int(id.v)));
}

enum err activity_store_verified(struct store *store, struct activity_id id, struct person_id by,
                                 struct instant at)
{
    return store_exec(store, SQL[VERIFIED],
                      PARAMS(p_int(id.v), p_id_or_null(by.v), p_id_or_null(at.v)));
}

enum err activity_store_note(struct store *store, struct activity_id id, const char *learned)
{
    return *learned ? store_exec(store, SQL[NOTE_KEEP], PARAMS(p_int(id.v), p_text(learned)))
                    : store_exec(store, SQL[NOTE_DELETE], PARAMS(p_int(id.v)));
}

/* ---- reading ---- */

enum err activity_note_find(struct store *store, struct activity_id id, struct arena *arena,
                            const char **ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[NOTE_FIND], PARAMS(p_int(id.v)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret = "";
        return OK;
    }
    if (err != OK)
        return err;
    const char *learned = rows_text(&rows, 0, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = learned;
    return err;
}

static struct activity_award read_award(const struct rows *rows, struct arena *arena)
{
    struct activity_award award = {
        .body = rows_text(rows, 13, arena),
        .level = rows_text(rows, 14, arena),
        .credits = (int)rows_int(rows, 15),
        .on = rows_day(rows, 17),
    };
    CHECK(award_status_parse(rows_str(rows, 16), &award.status) == OK);
    return award;
}

static struct activity read_activity(const struct rows *rows, struct arena *arena)
{
    struct activity activity = {
        .id = {rows_int(rows, 0)},
        .person = {rows_int(rows, 1)},
        .person_name = rows_text(rows, 2, arena),
        .fields = {.type = rows_text(rows, 3, arena),
                   .title = rows_text(rows, 4, arena),
                   .provider = rows_text(rows, 5, arena),
                   .from = rows_day(rows, 6),
                   .to = rows_day(rows, 7),
                   .minutes = (int)rows_int(rows, 8),
                   .level = rows_text(rows, 10, arena),
                   .theme = rows_text(rows, 11, arena),
                   .standard = (int)rows_int(rows, 12),
                   .award = read_award(rows, arena)},
        .verified_by = {rows_int(rows, 18)},
        .verified_by_name = rows_text(rows, 19, arena),
        .verified_at = rows_instant(rows, 20),
        .version = (int)rows_int(rows, 21),
        .files = (int)rows_int(rows, 22),
    };
    CHECK(activity_part_parse(rows_str(rows, 9), &activity.fields.part) == OK);
    return activity;
}

enum err activity_find(struct store *store, struct activity_id id, struct arena *arena,
                       struct activity *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct activity activity = read_activity(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = activity;
    return err;
}

/* ---- lists ---- */

/* One row more than the page says whether there is a next one. */
static enum err read_page(struct rows *rows, int after, int limit, struct arena *arena,
                          struct activity_list *ret)
{
    struct activity_list list = {.items = ARENA_ARRAY(arena, struct activity, (size_t)limit + 1)};
    while (rows_next(rows))
        list.items[list.count++] = read_activity(rows, arena);
    enum err err = rows_end(rows);
    if (err != OK)
        return err;
    if (list.count > limit) {
        list.count = limit;
        list.next = after + limit;
    }
    *ret = list;
    return OK;
}

enum err activity_list(struct store *store, const struct activity_filter *filter,
                       struct arena *arena, struct activity_list *ret)
{
    const struct day from =
        filter->year ? calendar_year_first(filter->year) : (struct day){INT32_MIN};
    const struct day to = filter->year ? calendar_year_last(filter->year) : (struct day){INT32_MAX};
    struct activity_list list;
    struct rows rows = store_query(store, SQL[LIST],
                                   PARAMS(p_int(filter->person.v), p_int(from.v), p_int(to.v),
                                          p_int(filter->limit + 1), p_int(filter->after)));
    enum err err = read_page(&rows, filter->after, filter->limit, arena, &list);
    if (err == OK)
        err = store_find_int(store, SQL[TOTAL],
                             PARAMS(p_int(filter->person.v), p_int(from.v), p_int(to.v)),
                             &list.total);
    if (err == OK)
        *ret = list;
    return err;
}

enum err activity_years(struct store *store, struct person_id person, int *ret_first, int *ret_last)
{
    int64_t first = 0, last = 0;
    enum err err = store_find_int(store, SQL[FIRST_DAY], PARAMS(p_int(person.v)), &first);
    if (err == OK)
        err = store_find_int(store, SQL[LAST_DAY], PARAMS(p_int(person.v)), &last);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret_first = err == OK ? calendar_year((struct day){(int32_t)first}) : 0;
    *ret_last = err == OK ? calendar_year((struct day){(int32_t)last}) : 0;
    return OK;
}

static const char *joined_schools(const struct activity_watch *watch, struct arena *arena)
{
    const char *joined = ",";
    if (watch->trust)
        return "*";
    for (int i = 0; i < watch->school_count; i++)
        joined = arena_printf(arena, "%s%lld,", joined, (long long)watch->schools[i].v);
    return joined;
}

enum err activity_list_to_verify(struct store *store, const struct activity_watch *watch,
                                 struct day today, int after, int limit, struct arena *arena,
                                 struct activity_list *ret)
{
    struct rows rows = store_query(store, SQL[TO_VERIFY],
                                   PARAMS(p_day(today), p_int(watch->verifier.v), p_int(limit + 1),
                                          p_text(joined_schools(watch, arena)), p_int(after)));
    return read_page(&rows, after, limit, arena, ret);
}
