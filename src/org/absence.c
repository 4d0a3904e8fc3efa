/* DESIGN: out of the cycle for a time, without a reason; induction and what follows from it. */
#include "absence.h"

#include "check.h"

enum {
    INSERT,
    UPDATE,
    DELETE,
    FIND,
    LIST,
    IS_AWAY,
    INDUCTION_PUT,
    INDUCTION_FIND,
    INDUCTION_DELETE,
    EXEMPTION_DELETE
};
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO exemption (person_id, kind, from_on, until_on) VALUES ($1, $2, $3, $4)"
               " RETURNING id",
    [UPDATE] = "UPDATE exemption SET from_on = $2, until_on = $3 WHERE id = $1",
    [DELETE] = "DELETE FROM exemption WHERE id = $1",
    [FIND] = "SELECT id, person_id, kind, from_on, until_on FROM exemption WHERE id = $1",
    [LIST] =
        "SELECT id, person_id, kind, from_on, until_on FROM exemption WHERE person_id = $1"
        " AND ($2 IS NULL OR until_on IS NULL OR until_on >= $2) ORDER BY from_on, id LIMIT 50",
    [IS_AWAY] = "SELECT count(*) FROM exemption WHERE person_id = $1 AND kind = 'away'"
                " AND from_on <= $2 AND coalesce(until_on, $2) >= $2",
    [INDUCTION_PUT] =
        "INSERT INTO induction (person_id, starts_on, ends_on, opted_in) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (person_id) DO UPDATE SET starts_on = $2, ends_on = $3, opted_in = $4",
    [INDUCTION_FIND] = "SELECT starts_on, ends_on, opted_in FROM induction WHERE person_id = $1",
    [INDUCTION_DELETE] = "DELETE FROM induction WHERE person_id = $1",
    [EXEMPTION_DELETE] = "DELETE FROM exemption WHERE person_id = $1 AND kind = 'induction'",
};

static const char *const NAMES[ABSENCE_KINDS] = {
    [ABSENCE_AWAY] = "away",
    [ABSENCE_INDUCTION] = "induction",
    [ABSENCE_NEUTRAL] = "not in the cycle",
};

const char *absence_kind_name(enum absence_kind kind)
{
    CHECK((unsigned)kind < ABSENCE_KINDS);
    return NAMES[kind];
}

static struct absence read_row(const struct rows *rows)
{
    struct absence absence = {
        .id = {rows_int(rows, 0)},
        .person = {rows_int(rows, 1)},
        .from = rows_day(rows, 3),
        .until = rows_day(rows, 4),
    };
    for (int i = 0; i < ABSENCE_KINDS; i++)
        if (str_eq_c(rows_str(rows, 2), NAMES[i]))
            absence.kind = (enum absence_kind)i;
    return absence;
}

static enum err check_dates(struct day from, struct day until, struct refusal *why)
{
    if (day_is_none(from))
        refuse_field(why, "from", "Enter the first day.");
    else if (!day_is_none(until) && until.v < from.v)
        refuse_field(why, "until", "The last day is before the first. Check both dates.");
    return refusal_check(why);
}

enum err absence_begin(struct store *store, const struct absence *absence, struct refusal *why,
                       struct absence_id *ret)
{
    CHECK(absence->kind != ABSENCE_INDUCTION);
    enum err err = check_dates(absence->from, absence->until, why);
    if (err != OK)
        return err;
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_int(absence->person.v), p_text(absence_kind_name(absence->kind)),
                                 p_day(absence->from), p_day(absence->until)),
                          &ret->v);
}

static enum err find_own(struct store *store, struct absence_id id, struct refusal *why)
{
    struct absence absence;
    enum err err = absence_find(store, id, &absence);
    if (err == OK && absence.kind == ABSENCE_INDUCTION)
        return refuse(
            why, ERR_CONFLICT, "induction",
            "This comes from their induction. Change the dates of the induction instead.");
    return err;
}

enum err absence_change(struct store *store, struct absence_id id, struct day from,
                        struct day until, struct refusal *why)
{
    enum err err = find_own(store, id, why);
    if (err == OK)
        err = check_dates(from, until, why);
    if (err != OK)
        return err;
    return store_exec(store, SQL[UPDATE], PARAMS(p_int(id.v), p_day(from), p_day(until)));
}

enum err absence_remove(struct store *store, struct absence_id id, struct refusal *why)
{
    enum err err = find_own(store, id, why);
    return err == OK ? store_exec(store, SQL[DELETE], PARAMS(p_int(id.v))) : err;
}

enum err absence_find(struct store *store, struct absence_id id, struct absence *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct absence absence = read_row(&rows);
    err = rows_end(&rows);
    if (err == OK)
        *ret = absence;
    return err;
}

enum err absence_list(struct store *store, struct person_id person, struct day today,
                      struct absence_list *ret)
{
    struct absence_list list = {.count = 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v), p_day(today)));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err absence_is_away(struct store *store, struct person_id person, struct day on, bool *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[IS_AWAY], PARAMS(p_int(person.v), p_day(on)), &count);
    if (err == OK)
        *ret = count > 0;
    return err;
}

/* ---- induction ---- */

/* That many months later, on the same day of the month or its last. */
static struct day add_months(struct day day, int months)
{
    struct civil c = day_civil(day);
    int month = c.month - 1 + months, year = c.year + month / 12, wanted = c.day;
    month = month % 12 + 1;
    while (!civil_is_valid(year, month, wanted) && wanted > 28)
        wanted--;
    return day_of(year, month, wanted);
}

struct day induction_default_end(struct day starts_on, int fte_milli)
{
    enum { MONTHS = 24, LEAST_MILLI = 200 };
    int share = fte_milli < LEAST_MILLI ? LEAST_MILLI : fte_milli;
    int months = (MONTHS * 1000 + share - 1) / share;
    return day_add(add_months(starts_on, months), -1);
}

/* An exemption beside an opted-in induction would take them out of the cycle they chose. */
static enum err follow(struct store *store, const struct induction *induction)
{
    int64_t id;
    enum err err = store_exec(store, SQL[EXEMPTION_DELETE], PARAMS(p_int(induction->person.v)));
    if (err != OK || induction->opted_in)
        return err;
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_int(induction->person.v),
                                 p_text(absence_kind_name(ABSENCE_INDUCTION)),
                                 p_day(induction->starts_on), p_day(induction->ends_on)),
                          &id);
}

enum err induction_set(struct store *store, const struct induction *induction, struct refusal *why)
{
    if (day_is_none(induction->starts_on))
        refuse_field(why, "starts_on", "Enter the first day of induction.");
    else if (day_is_none(induction->ends_on))
        refuse_field(why, "ends_on", "Enter the day on which induction is expected to end.");
    else if (induction->ends_on.v < induction->starts_on.v)
        refuse_field(why, "ends_on", "The end is before the start. Check both dates.");
    enum err err = refusal_check(why);
    if (err == OK)
        err = store_exec(store, SQL[INDUCTION_PUT],
                         PARAMS(p_int(induction->person.v), p_day(induction->starts_on),
                                p_day(induction->ends_on), p_int(induction->opted_in)));
    return err == OK ? follow(store, induction) : err;
}

enum err induction_remove(struct store *store, struct person_id person)
{
    enum err err = store_exec(store, SQL[INDUCTION_DELETE], PARAMS(p_int(person.v)));
    return err == OK ? store_exec(store, SQL[EXEMPTION_DELETE], PARAMS(p_int(person.v))) : err;
}

enum err induction_find(struct store *store, struct person_id person, struct induction *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[INDUCTION_FIND], PARAMS(p_int(person.v)), &rows);
    if (err != OK)
        return err;
    struct induction induction = {person, rows_day(&rows, 0), rows_day(&rows, 1),
                                  rows_int(&rows, 2) != 0};
    err = rows_end(&rows);
    if (err == OK)
        *ret = induction;
    return err;
}
