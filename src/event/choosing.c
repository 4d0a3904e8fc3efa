/* DESIGN: how the workshops of a day are chosen: from when, until when, and what their hours count.
 */
#include "block.h"

#include "check.h"
#include "event_rules.h"
#include "event_store.h"
#include "workshop_store.h"

enum { FIND, PUT, MOVE, REMIND, SET_DAY, SET_WORKSHOPS };
static const char *const SQL[] = {
    [FIND] = "SELECT opens_at, closes_at, counts, reminded_at FROM choosing WHERE event_id = $1",
    [PUT] = "INSERT INTO choosing (event_id, opens_at, closes_at, counts) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (event_id) DO UPDATE SET opens_at = excluded.opens_at,"
            " closes_at = excluded.closes_at, counts = excluded.counts",
    [MOVE] = "UPDATE choosing SET opens_at = $2, closes_at = $3 WHERE event_id = $1",
    [REMIND] = "INSERT INTO choosing (event_id, reminded_at) VALUES ($1, $2)"
               " ON CONFLICT (event_id) DO UPDATE SET reminded_at = excluded.reminded_at",
    [SET_DAY] = "UPDATE event SET counts = $2, version = version + 1 WHERE id = $1",
    [SET_WORKSHOPS] = "UPDATE event SET counts = $2, version = version + 1 WHERE parent_id = $1"
                      " AND id IN (SELECT event_id FROM workshop)",
};

enum err choosing_find(struct store *store, struct event_id day, struct choosing *ret)
{
    struct rows rows;
    struct choosing choosing = {.counts = EVENT_COUNTS_NOTHING};
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(day.v)), &rows);
    if (err == OK) {
        choosing.opens_at = rows_instant(&rows, 0);
        choosing.closes_at = rows_instant(&rows, 1);
        CHECK(event_counts_parse(rows_str(&rows, 2), &choosing.counts) == OK);
        choosing.reminded_at = rows_instant(&rows, 3);
        err = rows_end(&rows);
    }
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = choosing;
    return OK;
}

struct instant choosing_closes(const struct choosing *choosing, const struct event *day)
{
    int64_t closes = choosing->closes_at.v, starts = day->fields.starts_at.v;
    return (struct instant){closes && closes < starts ? closes : starts};
}

static void check_times(const struct event *day, const struct choosing_fields *fields,
                        struct refusal *why)
{
    int64_t opens = fields->opens_at.v, closes = fields->closes_at.v;
    int64_t starts = day->fields.starts_at.v;
    if (closes && closes > starts)
        refuse_field(why, "closes_at", "Choosing must close before the day starts, on %s.",
                     event_rules_moment(why->arena, day->fields.starts_at));
    else if (closes && opens && opens >= closes)
        refuse_field(why, "closes_at", "Choosing must close after it opens.");
    if (opens && opens >= starts)
        refuse_field(why, "opens_at", "Choosing must open before the day starts.");
}

/* What counted for the day counts for its workshops, or the other way round. */
static enum err pass_on(struct store *store, const struct event *day, enum event_counts of_day,
                        enum event_counts of_workshops)
{
    enum err err = OK;
    if (day->fields.counts != of_day)
        err = store_exec(store, SQL[SET_DAY],
                         PARAMS(p_int(day->id.v), p_text(event_counts_name(of_day))));
    return err == OK ? store_exec(store, SQL[SET_WORKSHOPS],
                                  PARAMS(p_int(day->id.v), p_text(event_counts_name(of_workshops))))
                     : err;
}

static enum err save(struct store *store, const struct event *day,
                     const struct choosing_fields *fields, enum event_counts counts)
{
    return store_exec(store, SQL[PUT],
                      PARAMS(p_int(day->id.v), p_id_or_null(fields->opens_at.v),
                             p_id_or_null(fields->closes_at.v), p_text(event_counts_name(counts))));
}

enum err choosing_update(struct store *store, struct instant now, struct event_id id,
                         const struct choosing_fields *fields, struct refusal *why)
{
    struct event day;
    struct choosing before;
    enum err err = event_store_find(store, (struct person_id){0}, id, why->arena, &day);
    if (err == OK)
        err = workshop_store_check_day(&day, why);
    if (err == OK)
        err = choosing_find(store, id, &before);
    if (err != OK)
        return err;
    /* whatever they count toward today, wherever it is said */
    enum event_counts worth = before.counts ? before.counts : day.fields.counts;
    if (fields->by_workshop && worth == EVENT_COUNTS_NOTHING)
        refuse_field(why, "by_workshop",
                     "The hours of this day count toward nothing. Say first toward what they "
                     "count, on the form of the day.");
    check_times(&day, fields, why);
    err = refusal_check(why);
    enum event_counts counts = fields->by_workshop ? worth : EVENT_COUNTS_NOTHING;
    if (err == OK && counts != before.counts)
        err = pass_on(store, &day, fields->by_workshop ? EVENT_COUNTS_NOTHING : worth, counts);
    if (err == OK)
        err = save(store, &day, fields, counts);
    return err == OK ? event_store_touch(store, now, id, false) : err;
}

enum err choosing_move(struct store *store, struct instant now, struct event_id day,
                       struct event_shift shift, struct refusal *why)
{
    struct choosing c;
    enum err err = choosing_find(store, day, &c);
    if (err != OK || (!c.opens_at.v && !c.closes_at.v))
        return err;
    if (c.opens_at.v > now.v)
        err = event_shift_at(shift, c.opens_at, &c.opens_at);
    if (err == OK)
        err = event_shift_at(shift, c.closes_at, &c.closes_at);
    if (err == ERR_INVALID)
        return refuse_field(why, "starts_at",
                            "Choosing would open or close in the hour in which the clocks change. "
                            "Enter another day or time.");
    return err == OK ? store_exec(store, SQL[MOVE],
                                  PARAMS(p_int(day.v), p_id_or_null(c.opens_at.v),
                                         p_id_or_null(c.closes_at.v)))
                     : err;
}

enum err choosing_set_reminded(struct store *store, struct instant now, struct event_id day)
{
    return store_exec(store, SQL[REMIND], PARAMS(p_int(day.v), p_instant(now)));
}
