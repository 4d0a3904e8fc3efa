/* DESIGN: hours agreed with somebody beside the register: made, and taken back. */
#include "hours_adjustment.h"

#include "text_rule.h"

enum { INSERT, FIND, END, COUNT };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO hours_adjustment (person_id, year, counts, minutes, reason, made_by,"
               " made_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    [FIND] = "SELECT a.id, a.person_id, a.year, a.counts, a.minutes, a.reason, p.name, a.made_at,"
             " a.ended_at IS NOT NULL FROM hours_adjustment a JOIN person p ON p.id = a.made_by"
             " WHERE a.id = $1",
    [END] = "UPDATE hours_adjustment SET ended_by = $2, ended_at = $3 WHERE id = $1",
    [COUNT] = "SELECT count(*) FROM hours_adjustment WHERE person_id = $1 AND year = $2",
};

static enum err check(const struct hours_agreement *what, struct refusal *why)
{
    static const struct text_rule reason = {"reason", "The reason", HOURS_REASON_CHARS_MAX, true,
                                            false};
    if (what->counts != HOURS_COUNT_INSET && what->counts != HOURS_COUNT_DIRECTED)
        refuse_field(why, "counts", "Choose INSET or directed time.");
    if (what->minutes == 0 || what->minutes > HOURS_ADJUSTMENT_MIN_MAX ||
        what->minutes < -HOURS_ADJUSTMENT_MIN_MAX)
        refuse_field(why, "minutes",
                     "Enter a time of at least a minute and at most %d hours, like 1.5 or 1:30.",
                     HOURS_ADJUSTMENT_MIN_MAX / 60);
    if (what->year < 2000 || what->year > 2200)
        refuse_field(why, "year", "Choose an academic year.");
    text_rule_check(&reason, what->reason, why);
    return refusal_check(why);
}

/* What lessens one's own duties is for somebody else to agree. */
static enum err check_other(struct person_id person, struct person_id by, struct refusal *why)
{
    return person.v != by.v ? OK
                            : refuse(why, ERR_CONFLICT, "own-hours",
                                     "These are your own hours. Ask another CPD leader, a deputy "
                                     "or the trust's coordinator to record this.");
}

enum err hours_adjustment_make(struct store *store, const struct hours_agreement *what,
                               struct person_id by, struct instant now, struct refusal *why,
                               struct hours_adjustment_id *ret)
{
    int64_t count = 0;
    enum err err = check_other(what->person, by, why);
    if (err == OK)
        err = check(what, why);
    if (err == OK)
        err = store_find_int(store, SQL[COUNT], PARAMS(p_int(what->person.v), p_int(what->year)),
                             &count);
    if (err == OK && count >= HOURS_ADJUSTMENTS_MAX)
        return refuse(why, ERR_LIMIT, "too-many",
                      "No more than %d of these can be recorded for somebody in a year.",
                      HOURS_ADJUSTMENTS_MAX);
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_int(what->person.v), p_int(what->year),
                                             p_text(hours_counts_name(what->counts)),
                                             p_int(what->minutes), p_text(what->reason),
                                             p_int(by.v), p_instant(now)),
                                      &ret->v)
                     : err;
}

enum err hours_adjustment_find(struct store *store, struct hours_adjustment_id id,
                               struct arena *arena, struct hours_adjustment *ret)
{
    struct rows rows;
    enum hours_counts counts = HOURS_COUNT_NOTHING;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    enum err known = hours_counts_parse(rows_str(&rows, 3), &counts);
    struct hours_adjustment found = {
        .id = {rows_int(&rows, 0)},
        .what = {{rows_int(&rows, 1)},
                 (int)rows_int(&rows, 2),
                 counts,
                 (int)rows_int(&rows, 4),
                 rows_text(&rows, 5, arena)},
        .made_by = rows_text(&rows, 6, arena),
        .made_at = rows_instant(&rows, 7),
        .ended = rows_int(&rows, 8) != 0,
    };
    err = rows_end(&rows);
    if (err == OK && known == OK)
        *ret = found;
    return err == OK ? known : err;
}

enum err hours_adjustment_end(struct store *store, struct hours_adjustment_id id,
                              struct person_id by, struct instant now, struct refusal *why)
{
    struct hours_adjustment found;
    enum err err = hours_adjustment_find(store, id, why->arena, &found);
    if (err == OK)
        err = check_other(found.what.person, by, why);
    if (err == OK && found.ended)
        return refuse(why, ERR_CONFLICT, "ended",
                      "This was taken back before. Nothing is left to do.");
    return err == OK ? store_exec(store, SQL[END], PARAMS(p_int(id.v), p_int(by.v), p_instant(now)))
                     : err;
}
