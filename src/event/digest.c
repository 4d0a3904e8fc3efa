/* DESIGN: the weekly mail of new events: whose week has begun, what is new for them, and its end.
 */
#include "digest.h"

#include "check.h"
#include "notice.h"
#include "session.h"
#include "token.h"
#include "tz.h"

enum { DUE_MAX = 50 };

/* A week of term: a school day of theirs may lie in it. $2: its Monday, $3: its Friday. A school
 * without a calendar has weeks all the year. */
#define IN_TERM                                                                                    \
    "EXISTS (SELECT 1 FROM employment m WHERE m.person_id = p.id"                                  \
    " AND coalesce(m.starts_on, $3) <= $3 AND coalesce(m.ends_on, $2) >= $2 AND"                   \
    " (NOT EXISTS (SELECT 1 FROM school_span s WHERE s.school_id = m.school_id AND s.kind = "      \
    "'term')"                                                                                      \
    " OR (EXISTS (SELECT 1 FROM school_span s WHERE s.school_id = m.school_id AND s.kind = 'term'" \
    " AND s.from_on <= $3 AND s.to_on >= $2) AND NOT EXISTS (SELECT 1 FROM school_span s"          \
    " WHERE s.school_id = m.school_id AND s.kind IN ('half_term', 'closure')"                      \
    " AND s.from_on <= $2 AND s.to_on >= $3))))"

enum { DUE, LOOKED, CHOOSE, WANTED, FIND, TOKEN, KNOW };
static const char *const SQL[] = {
    [DUE] =
        "SELECT p.id, p.name, p.email, coalesce(d.looked_at, 0) FROM person p"
        " LEFT JOIN digest d ON d.person_id = p.id WHERE p.email <> '' AND p.merged_into IS"
        " NULL AND coalesce(p.left_on, $3) >= $2 AND d.off_at IS NULL"
        " AND coalesce(d.looked_at, 0) < $1 AND p.id > $5 AND " IN_TERM " ORDER BY p.id LIMIT $4",
    [LOOKED] = "INSERT INTO digest (person_id, token, looked_at) VALUES ($1, $2, $3)"
               " ON CONFLICT (person_id) DO UPDATE SET looked_at = $3",
    [CHOOSE] = "INSERT INTO digest (person_id, token, off_at) VALUES ($1, $2, $3)"
               " ON CONFLICT (person_id) DO UPDATE SET off_at = CASE WHEN $3 IS NULL THEN NULL"
               " ELSE coalesce(off_at, $3) END",
    [WANTED] = "SELECT NOT EXISTS (SELECT 1 FROM digest WHERE person_id = $1"
               " AND off_at IS NOT NULL)",
    [FIND] = "SELECT person_id FROM digest WHERE token = $1",
    [KNOW] = "INSERT INTO digest (person_id, token) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [TOKEN] = "SELECT token FROM digest WHERE person_id = $1",
};

/* ---- wanted or not ---- */

enum err digest_is_wanted(struct store *store, struct person_id person, bool *ret)
{
    int64_t wanted = 0;
    enum err err = store_find_int(store, SQL[WANTED], PARAMS(p_int(person.v)), &wanted);
    if (err == OK)
        *ret = wanted != 0;
    return err;
}

enum err digest_choose(struct store *store, struct instant now, struct person_id person,
                       bool wanted)
{
    char token[TOKEN_TEXT_MAX];
    token_new(token);
    return store_exec(store, SQL[CHOOSE],
                      PARAMS(p_int(person.v), p_text(token), wanted ? p_null() : p_instant(now)));
}

enum err digest_find_token(struct store *store, struct str token, struct person_id *ret)
{
    return store_find_int(store, SQL[FIND], PARAMS(p_str(token)), &ret->v);
}

/* ---- sending ---- */

struct due {
    struct person_id person;
    const char *name, *email;
    struct instant since;
};

static enum err find_token(struct store *store, struct person_id person, struct arena *arena,
                           const char **ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[TOKEN], PARAMS(p_int(person.v)), &rows);
    if (err != OK)
        return err;
    *ret = rows_text(&rows, 0, arena);
    return rows_end(&rows);
}

enum err digest_token(struct store *store, struct person_id person, struct arena *arena,
                      const char **ret)
{
    char token[TOKEN_TEXT_MAX];
    token_new(token);
    enum err err = store_exec(store, SQL[KNOW], PARAMS(p_int(person.v), p_text(token)));
    return err == OK ? find_token(store, person, arena, ret) : err;
}

/* Why it is here: the weightiest reason. */
static struct notice_date date_of(const struct for_me *item, struct arena *arena)
{
    const struct event_fields *f = &item->event.fields;
    return (struct notice_date){
        .starts_at = f->starts_at,
        .ends_at = f->ends_at,
        .place = item->event.place,
        .title = f->title,
        .uid = "",
        .why = for_me_words(&item->facts, item->judgement.reasons[0], arena),
    };
}

static enum err tell(struct store *store, struct instant now, const struct due *due,
                     const struct for_me_list *list, struct arena *arena)
{
    struct notice_date dates[DIGEST_EVENTS_MAX];
    struct notice notice = {
        .kind = NOTICE_DIGEST,
        .to = due->person,
        .to_name = due->name,
        .to_email = due->email,
        .object_id = due->person.v,
        .dates = dates,
        .date_count = list->count,
    };
    for (int i = 0; i < list->count; i++)
        dates[i] = date_of(&list->items[i], arena);
    enum err err = find_token(store, due->person, arena, &notice.detail);
    return err == OK ? notice_queue(store, now, &notice) : err;
}

/* Whose mail it is knows of all events, or only of those that are opened to them (PR-21). */
static enum err find_viewer(struct store *store, struct person_id person, struct day today,
                            struct event_viewer *ret)
{
    struct actor actor;
    struct event_viewer viewer = {.person = person};
    enum err err = actor_load(store, person, today, &actor);
    if (err != OK)
        return err;
    viewer.only_opened = !permission_scope(&actor, ACTION_EVENT_VIEW).trust;
    if (viewer.only_opened)
        err = participation_opened(store, person, today, &viewer.opened);
    if (err == OK)
        *ret = viewer;
    return err;
}

static enum err look(struct store *store, struct instant now, const struct due *due,
                     struct arena *arena)
{
    char token[TOKEN_TEXT_MAX];
    struct event_viewer viewer;
    const struct for_me_ask ask = {
        .viewer = &viewer, .now = now, .since = due->since, .limit = DIGEST_EVENTS_MAX};
    struct for_me_list list = {.count = 0};
    token_new(token);
    /* The first time nothing is new: it counts from now on. */
    enum err err = find_viewer(store, due->person, tz_day(now), &viewer);
    if (err == OK && due->since.v)
        err = for_me_find(store, &ask, arena, &list);
    if (err == OK)
        err = store_exec(store, SQL[LOOKED],
                         PARAMS(p_int(due->person.v), p_text(token), p_instant(now)));
    return err == OK && list.count ? tell(store, now, due, &list, arena) : err;
}

static enum err find_due(struct store *store, struct instant now, int64_t after, int limit,
                         struct arena *arena, struct due ret[static DUE_MAX], int *ret_count)
{
    struct day today = tz_day(now), monday = day_add(today, -day_weekday(today));
    int count = 0;
    struct rows rows = store_query(store, SQL[DUE],
                                   PARAMS(p_instant(tz_at(monday, 4, 0)), p_day(monday),
                                          p_day(day_add(monday, 4)), p_int(limit), p_int(after)));
    while (count < limit && rows_next(&rows))
        ret[count++] = (struct due){{rows_int(&rows, 0)},
                                    rows_text(&rows, 1, arena),
                                    rows_text(&rows, 2, arena),
                                    rows_instant(&rows, 3)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret_count = count;
    return err;
}

enum err digest_send_due(struct store *store, struct instant now, int limit, struct arena *arena,
                         struct person_id *after)
{
    struct due due[DUE_MAX];
    int count = 0;
    CHECK(limit >= 1 && limit <= DUE_MAX);
    enum err err = find_due(store, now, after->v, limit, arena, due, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = look(store, now, &due[i], arena);
    if (err == OK)
        after->v = count == limit ? due[count - 1].person.v : 0;
    return err;
}
