/* DESIGN: how the year stands without names: counted once a month, small numbers withheld. */
#include "calendar.h"
#include "check.h"
#include "status.h"
#include "status_sql.h"
#include "suppress.h"

enum { LAST_DAY, SHOW, COUNT, BEFORE, KEEP };

static const char *const SQL[] = {
    [LAST_DAY] = "SELECT max(f.on_day) FROM status_figure f JOIN cycle_item i ON i.id = f.item_id"
                 " JOIN cycle c ON c.id = i.cycle_id WHERE c.year = $1 AND f.on_day <= $2",
    [SHOW] = "SELECT f.item_id, coalesce(f.school_id, 0), s.name, f.standing,"
             " coalesce(f.people, -1) FROM status_figure f JOIN cycle_item i ON i.id = f.item_id"
             " LEFT JOIN school s ON s.id = f.school_id WHERE f.on_day = $1"
             " ORDER BY i.position, f.school_id IS NULL, s.name, s.id, f.id LIMIT $2",
    /* Each person once, where they have worked the longest. */
    [COUNT] = "WITH standings AS (SELECT d.item_id, i.position, " STATUS_STANDING " AS standing,"
              " (SELECT e.school_id FROM employment e WHERE e.person_id = p.id"
              " AND " STATUS_AT_WORK " ORDER BY e.id LIMIT 1) AS school_id"
              " FROM deadline d JOIN cycle_item i ON i.id = d.item_id"
              " JOIN cycle c ON c.id = i.cycle_id JOIN person p ON p.id = d.person_id"
              " WHERE c.year = $3 AND " STATUS_HERE ")"
              " SELECT item_id, school_id, standing, count(*) FROM standings"
              " WHERE school_id IS NOT NULL GROUP BY position, item_id, school_id, standing"
              " ORDER BY position, school_id LIMIT $4",
    [BEFORE] = "SELECT coalesce(people, -1) FROM status_figure WHERE on_day = $1 AND item_id = $2"
               " AND coalesce(school_id, 0) = $3 AND standing = $4",
    [KEEP] = "INSERT INTO status_figure (on_day, item_id, school_id, standing, people)"
             " VALUES ($1, $2, $3, $4, $5)",
};

enum { FIGURES_MAX = PACK_ITEMS_MAX * (SCHOOLS_MAX + 1) * (STANDINGS + 1) };

static enum err find_last(struct store *store, struct day today, struct day *ret)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[LAST_DAY], PARAMS(p_int(calendar_year(today)), p_day(today)), &rows);
    if (err != OK)
        return err;
    *ret = rows_is_null(&rows, 0) ? DAY_NONE : rows_day(&rows, 0);
    return rows_end(&rows);
}

/* ---- shown ---- */

static void put(struct status_figure *figure, struct str name, int64_t people)
{
    enum standing standing;
    if (standing_parse(name, &standing) == OK)
        figure->counts[standing] = people;
    else
        figure->all = people;
}

enum err status_figures(struct store *store, struct day today, struct arena *arena,
                        struct status_figures *ret)
{
    struct status_figures figures = {.on = DAY_NONE};
    int room = 0;
    enum err err = find_last(store, today, &figures.on);
    if (err != OK || day_is_none(figures.on)) {
        *ret = figures;
        return err;
    }
    struct rows rows = store_query(store, SQL[SHOW], PARAMS(p_day(figures.on), p_int(FIGURES_MAX)));
    while (rows_next(&rows)) {
        int64_t item = rows_int(&rows, 0), school = rows_int(&rows, 1);
        struct status_figure *last = figures.count ? &figures.items[figures.count - 1] : NULL;
        if (!last || last->item != item || last->school.v != school) {
            if (figures.count == room)
                figures.items = arena_grow(arena, figures.items, sizeof *figures.items, 64, &room);
            last = &figures.items[figures.count++];
            *last = (struct status_figure){
                .school = {school}, .school_name = rows_text(&rows, 2, arena), .item = item};
        }
        put(last, rows_str(&rows, 3), rows_int(&rows, 4));
    }
    err = rows_end(&rows);
    if (err == OK)
        *ret = figures;
    return err;
}

/* ---- counted ---- */

/* One item's table: a row a school of at least five people. */
struct tally {
    int64_t item;
    int64_t schools[SCHOOLS_MAX + 1]; /* 0 behind the last: all of them */
    int64_t cells[SCHOOLS_MAX][STANDINGS];
    int rows;
};

static void drop_small(struct tally *tally)
{
    int kept = 0;
    for (int r = 0; r < tally->rows; r++) {
        int64_t people = 0;
        for (int i = 0; i < STANDINGS; i++)
            people += tally->cells[r][i];
        if (people < SUPPRESS_UNDER)
            continue;
        tally->schools[kept] = tally->schools[r];
        for (int i = 0; i < STANDINGS; i++)
            tally->cells[kept][i] = tally->cells[r][i];
        kept++;
    }
    tally->rows = kept;
    tally->schools[kept] = 0;
}

static const char *column_name(int column)
{
    return column == STANDINGS ? "all" : standing_name((enum standing)column);
}

static enum err find_before(struct store *store, struct day last, const struct tally *tally,
                            int64_t *before)
{
    enum err err = OK;
    for (int at = 0; err == OK && at < (tally->rows + 1) * (STANDINGS + 1); at++) {
        int row = at / (STANDINGS + 1), column = at % (STANDINGS + 1);
        before[at] = SUPPRESS_NOTHING;
        err = store_find_int(store, SQL[BEFORE],
                             PARAMS(p_day(last), p_int(tally->item), p_int(tally->schools[row]),
                                    p_text(column_name(column))),
                             &before[at]);
        if (err == ERR_NOT_FOUND)
            err = OK;
    }
    return err;
}

static enum err add_tally(struct store *store, struct day last, struct tally *tally,
                          struct arena *arena, struct status_counts *counts)
{
    int64_t *before = NULL, *shown;
    drop_small(tally);
    if (!tally->rows)
        return OK;
    int numbers = (tally->rows + 1) * (STANDINGS + 1);
    if (!day_is_none(last))
        before = ARENA_ARRAY(arena, int64_t, (size_t)numbers);
    enum err err = before ? find_before(store, last, tally, before) : OK;
    const struct suppress_table table = {tally->rows, STANDINGS, &tally->cells[0][0], before};
    if (err == OK)
        err = suppress(&table, arena, &shown);
    for (int at = 0; err == OK && at < numbers; at++)
        counts->rows[counts->count++] =
            (struct status_count){.item = tally->item,
                                  .school = {tally->schools[at / (STANDINGS + 1)]},
                                  .standing = column_name(at % (STANDINGS + 1)),
                                  .people = shown[at]};
    return err;
}

/* Which row of the tally that school has; a new one at its end. */
static int row_of(struct tally *tally, int64_t school)
{
    if (!tally->rows || tally->schools[tally->rows - 1] != school) {
        CHECK(tally->rows < SCHOOLS_MAX);
        tally->schools[tally->rows++] = school;
    }
    return tally->rows - 1;
}

static enum err read_tallies(struct store *store, struct day today, struct arena *arena,
                             struct tally **ret, int *ret_count)
{
    struct tally *tallies = ARENA_ARRAY(arena, struct tally, PACK_ITEMS_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[COUNT],
                                   PARAMS(p_day(today), p_day(status_sql_exempt_from(today)),
                                          p_int(calendar_year(today)), p_int(FIGURES_MAX)));
    while (rows_next(&rows)) {
        int64_t item = rows_int(&rows, 0);
        enum standing standing;
        if (!count || tallies[count - 1].item != item)
            tallies[count++].item = item;
        struct tally *tally = &tallies[count - 1];
        int row = row_of(tally, rows_int(&rows, 1));
        if (standing_parse(rows_str(&rows, 2), &standing) == OK)
            tally->cells[row][standing] = rows_int(&rows, 3);
    }
    *ret = tallies;
    *ret_count = count;
    return rows_end(&rows);
}

static bool is_same_month(struct day a, struct day b)
{
    if (day_is_none(a))
        return false;
    struct civil x = day_civil(a), y = day_civil(b);
    return x.year == y.year && x.month == y.month;
}

enum err status_figures_count(struct store *store, struct day today, struct arena *arena,
                              struct status_counts *ret)
{
    struct status_counts counts = {.on = today};
    struct tally *tallies = NULL;
    struct day last;
    int count = 0;
    enum err err = find_last(store, today, &last);
    if (err == OK && !is_same_month(last, today))
        err = read_tallies(store, today, arena, &tallies, &count);
    counts.rows = ARENA_ARRAY(arena, struct status_count, count ? FIGURES_MAX : 1);
    for (int i = 0; err == OK && i < count; i++)
        err = add_tally(store, last, &tallies[i], arena, &counts);
    if (err == OK)
        *ret = counts;
    return err;
}

enum err status_figures_keep(struct store *store, const struct status_counts *counts)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < counts->count; i++) {
        const struct status_count *row = &counts->rows[i];
        err = store_exec(store, SQL[KEEP],
                         PARAMS(p_day(counts->on), p_int(row->item), p_id_or_null(row->school.v),
                                p_text(row->standing),
                                row->people == STATUS_WITHHELD ? p_null() : p_int(row->people)));
    }
    return err;
}
