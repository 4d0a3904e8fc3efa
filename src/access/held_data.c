/* DESIGN: everything held on one person, read table by table. */
#include "held_data.h"

#include "audit.h"
#include "held_data_table.h"
#include "tz.h"

static const char SQL_ASKED[] = "SELECT count(*) FROM audit WHERE actor_id = $1 AND at >= $2"
                                " AND at <= $3 AND action = 'data-taken'";

static const char *cell(const struct rows *rows, int column, char kind, struct arena *arena)
{
    char text[INSTANT_TEXT_MAX];
    if (rows_is_null(rows, column))
        return "";
    switch (kind) {
    case 'd':
        day_format(rows_day(rows, column), text);
        return arena_strdup(arena, text);
    case 'i':
        tz_format(rows_instant(rows, column), text);
        return arena_strdup(arena, text);
    case 'n':
        return arena_printf(arena, "%lld", (long long)rows_int(rows, column));
    default:
        return rows_text(rows, column, arena);
    }
}

static enum err read_section(struct store *store, const struct held_query *query,
                             struct person_id person, struct arena *arena,
                             struct held_section *section)
{
    int room = 0;
    section->key = query->key;
    section->title = query->title;
    section->columns = query->columns;
    section->column_count = (int)str_of(query->kinds).n;
    struct rows rows =
        store_query(store, query->sql, PARAMS(p_int(person.v), p_int(HELD_ROWS_MAX)));
    while (rows_next(&rows)) {
        if (section->row_count == room)
            section->rows = arena_grow(arena, section->rows, sizeof *section->rows, 16, &room);
        const char **row = ARENA_ARRAY(arena, const char *, (size_t)section->column_count);
        for (int i = 0; i < section->column_count; i++)
            row[i] = cell(&rows, i, query->kinds[i], arena);
        section->rows[section->row_count++] = row;
    }
    return rows_end(&rows);
}

enum err held_data_read(struct store *store, struct person_id person, struct arena *arena,
                        struct held_data *ret)
{
    struct held_data data = {.count = 0};
    int count = 0;
    enum err err = OK;
    while (held_queries[count].key)
        count++;
    data.sections = ARENA_ARRAY(arena, struct held_section, (size_t)count);
    for (int i = 0; err == OK && i < count; i++)
        err = read_section(store, &held_queries[i], person, arena, &data.sections[data.count++]);
    if (err == OK)
        *ret = data;
    return err;
}

enum err held_data_ask(struct store *store, struct person_id person, struct instant now)
{
    return audit_add(store, now, person, "data-taken", person.v, "");
}

enum err held_data_is_asked(struct store *store, struct person_id person, struct instant now,
                            bool *ret)
{
    int64_t asked = 0;
    enum err err = store_find_int(
        store, SQL_ASKED, PARAMS(p_int(person.v), p_int(now.v - HELD_ASKED_S), p_instant(now)),
        &asked);
    if (err == OK)
        *ret = asked > 0;
    return err;
}
