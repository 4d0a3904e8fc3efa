/* DESIGN: the SQL of a year's wishes and their dates. */
#include "date_plan_store.h"

#include "tz.h"

enum {
    FIND,
    PUT,
    WISHES,
    SCHOOLS,
    PICKS,
    INSERT,
    UPDATE,
    INSERT_SCHOOL,
    INSERT_LEADER,
    INSERT_PICK,
    DELETE_SPARE,
    DELETE_SCHOOLS,
    DELETE_LEADER,
    DELETE_PICKS,
    DELETE,
    YEAR_OF,
    SET,
    UNSEEK,
    SOUGHT,
    DRAFTED,
    MISSED,
};

static const char *const SQL[] = {
    [FIND] = "SELECT gap_days, proposed_at FROM date_plan WHERE year = $1",
    [PUT] = "INSERT INTO date_plan (year, gap_days, proposed_at) VALUES ($1, $2, $3)"
            " ON CONFLICT (year) DO UPDATE SET gap_days = $2, proposed_at = $3",
    [WISHES] = "SELECT w.id, w.kind, w.title, w.times, w.minutes, w.earliest_min, w.latest_min,"
               " w.weekdays, w.from_on, w.to_on, coalesce(w.host_id, 0), w.seats,"
               " coalesce(w.group_id, 0), coalesce(l.person_id, 0), coalesce(p.name, ''),"
               " w.version"
               " FROM date_wish w LEFT JOIN date_wish_leader l ON l.wish_id = w.id"
               " LEFT JOIN person p ON p.id = l.person_id WHERE w.year = $1 ORDER BY w.id LIMIT $2",
    [SCHOOLS] = "SELECT school_id FROM date_wish_school WHERE wish_id = $1 ORDER BY school_id"
                " LIMIT $2",
    [PICKS] = "SELECT p.nth, p.on_day, p.start_min, coalesce(p.school_id, 0), p.fixed,"
              " coalesce(e.id, 0), e.starts_at, coalesce(e.host_school_id, 0), p.version,"
              " coalesce(m.why, ''), m.wish_id IS NOT NULL FROM date_pick p LEFT JOIN date_missed m"
              " ON m.wish_id = p.wish_id AND m.nth = p.nth AND m.version = p.version"
              " LEFT JOIN event e ON e.id = p.event_id AND e.status <> 'cancelled'"
              " WHERE p.wish_id = $1 ORDER BY p.nth LIMIT $2",
    [INSERT] = "INSERT INTO date_wish (year, kind, title, times, minutes, earliest_min, latest_min,"
               " weekdays, from_on, to_on, host_id, seats, group_id, made_by, made_at) VALUES"
               " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id",
    [UPDATE] = "UPDATE date_wish SET kind = $2, title = $3, times = $4, minutes = $5,"
               " earliest_min = $6, latest_min = $7, weekdays = $8, from_on = $9, to_on = $10,"
               " host_id = $11, seats = $12, group_id = $13, version = version + 1 WHERE id = $1",
    [INSERT_SCHOOL] = "INSERT INTO date_wish_school (wish_id, school_id) VALUES ($1, $2)"
                      " ON CONFLICT DO NOTHING",
    [INSERT_LEADER] = "INSERT INTO date_wish_leader (wish_id, person_id) VALUES ($1, $2)",
    [INSERT_PICK] = "INSERT INTO date_pick (wish_id, nth) VALUES ($1, $2)",
    [DELETE_SPARE] = "DELETE FROM date_pick WHERE wish_id = $1 AND nth IN (SELECT p.nth"
                     " FROM date_pick p WHERE p.wish_id = $1 AND NOT EXISTS (SELECT 1 FROM event e"
                     " WHERE e.id = p.event_id AND e.status <> 'cancelled')"
                     " ORDER BY p.on_day IS NOT NULL, p.fixed, p.on_day DESC, p.nth DESC LIMIT $2)",
    [DELETE_SCHOOLS] = "DELETE FROM date_wish_school WHERE wish_id = $1",
    [DELETE_LEADER] = "DELETE FROM date_wish_leader WHERE wish_id = $1",
    [DELETE_PICKS] = "DELETE FROM date_pick WHERE wish_id = $1",
    [DELETE] = "DELETE FROM date_wish WHERE id = $1",
    [YEAR_OF] = "SELECT year FROM date_wish WHERE id = $1",
    [SET] = "UPDATE date_pick SET on_day = $3, start_min = $4, school_id = $5, fixed = $6,"
            " event_id = NULL, version = version + 1 WHERE wish_id = $1 AND nth = $2"
            " AND version = $7 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = event_id"
            " AND e.status <> 'cancelled')",
    [UNSEEK] = "UPDATE date_pick SET version = version + 1 WHERE wish_id = $1 AND on_day IS NULL",
    /* of this version nothing came: with no reason, a search found no date */
    [SOUGHT] = "INSERT INTO date_missed (wish_id, nth, version, why)"
               " SELECT wish_id, nth, version, '' FROM date_pick WHERE wish_id = $1 AND nth = $2"
               " AND version = $3 AND on_day IS NULL"
               " ON CONFLICT (wish_id, nth) DO UPDATE SET version = excluded.version,"
               " why = excluded.why",
    [DRAFTED] = "UPDATE date_pick SET event_id = $3, version = version + 1"
                " WHERE wish_id = $1 AND nth = $2",
    [MISSED] = "INSERT INTO date_missed (wish_id, nth, version, why)"
               " SELECT wish_id, nth, version, $3 FROM date_pick WHERE wish_id = $1 AND nth = $2"
               " ON CONFLICT (wish_id, nth) DO UPDATE SET version = excluded.version,"
               " why = excluded.why",
};

enum err date_plan_store_find(struct store *store, int year, struct date_plan *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(year)), &rows);
    *ret = (struct date_plan){.year = year, .gap_days = DATE_PLAN_GAP_DEFAULT};
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    ret->gap_days = (int)rows_int(&rows, 0);
    ret->proposed_at = rows_instant(&rows, 1);
    return rows_end(&rows);
}

enum err date_plan_store_put(struct store *store, const struct date_plan *plan)
{
    return store_exec(
        store, SQL[PUT],
        PARAMS(p_int(plan->year), p_int(plan->gap_days), p_id_or_null(plan->proposed_at.v)));
}

/* ---- wishes ---- */

static enum err read_wish(const struct rows *rows, struct arena *arena, struct date_wish *ret)
{
    *ret = (struct date_wish){
        .id = {rows_int(rows, 0)},
        .fields =
            {
                .title = rows_text(rows, 2, arena),
                .times = (int)rows_int(rows, 3),
                .minutes = (int)rows_int(rows, 4),
                .earliest_min = (int)rows_int(rows, 5),
                .latest_min = (int)rows_int(rows, 6),
                .weekdays = (unsigned)rows_int(rows, 7),
                .from = rows_day(rows, 8),
                .to = rows_day(rows, 9),
                .host = {rows_int(rows, 10)},
                .seats = (int)rows_int(rows, 11),
                .group = {rows_int(rows, 12)},
                .leader = {rows_int(rows, 13)},
            },
        .leader = rows_text(rows, 14, arena),
        .version = (int)rows_int(rows, 15),
    };
    return event_kind_parse(rows_str(rows, 1), &ret->fields.kind);
}

static enum err list_schools(struct store *store, struct arena *arena, struct date_wish *wish)
{
    struct school_id *schools = ARENA_ARRAY(arena, struct school_id, SCHOOLS_MAX);
    struct rows rows =
        store_query(store, SQL[SCHOOLS], PARAMS(p_int(wish->id.v), p_int(SCHOOLS_MAX)));
    while (rows_next(&rows))
        schools[wish->fields.school_count++] = (struct school_id){rows_int(&rows, 0)};
    wish->fields.schools = schools;
    return rows_end(&rows);
}

enum err date_plan_store_wishes(struct store *store, struct arena *arena, struct date_plan *plan)
{
    enum err read = OK;
    plan->wishes = ARENA_ARRAY(arena, struct date_wish, DATE_WISHES_MAX);
    struct rows rows =
        store_query(store, SQL[WISHES], PARAMS(p_int(plan->year), p_int(DATE_WISHES_MAX)));
    while (read == OK && rows_next(&rows))
        read = read_wish(&rows, arena, &plan->wishes[plan->wish_count++]);
    enum err err = rows_end(&rows);
    if (err == OK)
        err = read;
    for (int i = 0; err == OK && i < plan->wish_count; i++)
        err = list_schools(store, arena, &plan->wishes[i]);
    return err;
}

/* ---- dates ---- */

/* What became a draft is where the draft is now. */
static struct date_pick read_pick(const struct rows *rows, int wish, struct arena *arena)
{
    struct date_pick pick = {
        .wish = wish,
        .nth = (int)rows_int(rows, 0),
        .on = rows_day(rows, 1),
        .start_min = (int)rows_int(rows, 2),
        .host = {rows_int(rows, 3)},
        .fixed = rows_int(rows, 4) != 0,
        .event = {rows_int(rows, 5)},
        .version = (int)rows_int(rows, 8),
        .missed = rows_text(rows, 9, arena),
        .sought = rows_int(rows, 10) != 0,
    };
    if (pick.event.v) {
        struct local local = tz_local(rows_instant(rows, 6));
        pick.on = local.day;
        pick.start_min = local.hour * 60 + local.minute;
        pick.host.v = rows_int(rows, 7);
    }
    return pick;
}

enum err date_plan_store_picks(struct store *store, struct arena *arena, struct date_plan *plan)
{
    enum err err = OK;
    plan->picks = ARENA_ARRAY(arena, struct date_pick, DATE_PLAN_EVENTS_MAX);
    for (int i = 0; err == OK && i < plan->wish_count; i++) {
        struct rows rows = store_query(
            store, SQL[PICKS],
            PARAMS(p_int(plan->wishes[i].id.v), p_int(DATE_PLAN_EVENTS_MAX - plan->pick_count)));
        while (rows_next(&rows))
            plan->picks[plan->pick_count++] = read_pick(&rows, i, arena);
        err = rows_end(&rows);
    }
    return err;
}

/* ---- changes ---- */

/* Who takes part and leads it. */
static enum err put_people(struct store *store, int64_t id, const struct date_wish_fields *f)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < f->school_count; i++)
        err = store_exec(store, SQL[INSERT_SCHOOL], PARAMS(p_int(id), p_int(f->schools[i].v)));
    if (err == OK && f->leader.v)
        err = store_exec(store, SQL[INSERT_LEADER], PARAMS(p_int(id), p_int(f->leader.v)));
    return err;
}

static enum err delete_people(struct store *store, struct date_wish_id id)
{
    enum err err = store_exec(store, SQL[DELETE_SCHOOLS], PARAMS(p_int(id.v)));
    return err == OK ? store_exec(store, SQL[DELETE_LEADER], PARAMS(p_int(id.v))) : err;
}

enum err date_plan_store_insert(struct store *store, struct instant now, struct person_id actor,
                                int year, const struct date_wish_fields *f,
                                struct date_wish_id *ret)
{
    int64_t id = 0;
    enum err err = store_find_int(
        store, SQL[INSERT],
        PARAMS(p_int(year), p_text(event_kind_name(f->kind)), p_text(f->title), p_int(f->times),
               p_int(f->minutes), p_int(f->earliest_min), p_int(f->latest_min), p_int(f->weekdays),
               p_day(f->from), p_day(f->to), p_id_or_null(f->host.v), p_int(f->seats),
               p_id_or_null(f->group.v), p_int(actor.v), p_instant(now)),
        &id);
    if (err == OK)
        err = put_people(store, id, f);
    for (int n = 1; err == OK && n <= f->times; n++)
        err = store_exec(store, SQL[INSERT_PICK], PARAMS(p_int(id), p_int(n)));
    if (err == OK)
        ret->v = id;
    return err;
}

/* As many dates as are wished: new ones take numbers that are free. */
static enum err resize(struct store *store, const struct date_plan *plan,
                       const struct date_wish *changed)
{
    bool used[DATE_WISH_TIMES_MAX + 1] = {false};
    int count = 0, times = changed->fields.times;
    enum err err = OK;
    for (int i = 0; i < plan->pick_count; i++)
        if (plan->wishes[plan->picks[i].wish].id.v == changed->id.v) {
            used[plan->picks[i].nth] = true;
            count++;
        }
    for (int n = 1; err == OK && count < times && n <= DATE_WISH_TIMES_MAX; n++)
        if (!used[n]) {
            err = store_exec(store, SQL[INSERT_PICK], PARAMS(p_int(changed->id.v), p_int(n)));
            count++;
        }
    return err == OK && count > times
               ? store_exec(store, SQL[DELETE_SPARE],
                            PARAMS(p_int(changed->id.v), p_int(count - times)))
               : err;
}

enum err date_plan_store_update(struct store *store, const struct date_plan *plan,
                                const struct date_wish *changed)
{
    const struct date_wish_fields *f = &changed->fields;
    enum err err =
        store_exec(store, SQL[UPDATE],
                   PARAMS(p_int(changed->id.v), p_text(event_kind_name(f->kind)), p_text(f->title),
                          p_int(f->times), p_int(f->minutes), p_int(f->earliest_min),
                          p_int(f->latest_min), p_int(f->weekdays), p_day(f->from), p_day(f->to),
                          p_id_or_null(f->host.v), p_int(f->seats), p_id_or_null(f->group.v)));
    if (err == OK)
        err = delete_people(store, changed->id);
    if (err == OK)
        err = put_people(store, changed->id.v, f);
    if (err == OK) /* a search in vain was for what was wished before */
        err = store_exec(store, SQL[UNSEEK], PARAMS(p_int(changed->id.v)));
    return err == OK ? resize(store, plan, changed) : err;
}

enum err date_plan_store_delete(struct store *store, struct date_wish_id id)
{
    enum err err = delete_people(store, id);
    if (err == OK)
        err = store_exec(store, SQL[DELETE_PICKS], PARAMS(p_int(id.v)));
    return err == OK ? store_exec(store, SQL[DELETE], PARAMS(p_int(id.v))) : err;
}

enum err date_plan_store_year_of(struct store *store, struct date_wish_id id, int *ret_year)
{
    int64_t year;
    enum err err = store_find_int(store, SQL[YEAR_OF], PARAMS(p_int(id.v)), &year);
    if (err == OK)
        *ret_year = (int)year;
    return err;
}

enum err date_plan_store_set(struct store *store, const struct date_pick_fields *pick, int version)
{
    bool none = day_is_none(pick->on);
    return store_exec(store, SQL[SET],
                      PARAMS(p_int(pick->wish.v), p_int(pick->nth), p_day(pick->on),
                             p_int(none ? 0 : pick->start_min),
                             none ? p_null() : p_int(pick->host.v), p_int(!none && pick->fixed),
                             p_int(version)));
}

enum err date_plan_store_sought(struct store *store, struct date_wish_id wish, int nth, int version)
{
    return store_exec(store, SQL[SOUGHT], PARAMS(p_int(wish.v), p_int(nth), p_int(version)));
}

enum err date_plan_store_drafted(struct store *store, struct date_wish_id wish, int nth,
                                 struct event_id event)
{
    return store_exec(store, SQL[DRAFTED], PARAMS(p_int(wish.v), p_int(nth), p_int(event.v)));
}

enum err date_plan_store_missed(struct store *store, struct date_wish_id wish, int nth,
                                const char *why)
{
    return store_exec(store, SQL[MISSED], PARAMS(p_int(wish.v), p_int(nth), p_text(why)));
}
