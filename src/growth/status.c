/* DESIGN: how the year stands in one school, by name: status and dates, never content. */
#include "status.h"

#include "calendar.h"
#include "status_sql.h"

enum { ITEMS, LIST };

/* From the people of the school to their deadlines (CROSS JOIN keeps that order), and not through
 * the deadlines of the whole trust. */
#define OF_SCHOOL                                                                                  \
    " FROM (SELECT DISTINCT e.person_id FROM employment e WHERE e.school_id = $4"                  \
    " AND " STATUS_AT_WORK ") w CROSS JOIN person p ON p.id = w.person_id"                         \
    " CROSS JOIN deadline d ON d.person_id = p.id JOIN cycle_item i ON i.id = d.item_id"           \
    " JOIN cycle c ON c.id = i.cycle_id WHERE c.year = $3 AND " STATUS_HERE

static const char *const SQL[] = {
    [ITEMS] = "WITH standings AS (SELECT d.item_id, " STATUS_STANDING " AS standing" OF_SCHOOL ")"
              " SELECT i.id, i.kind, i.key, i.label,"
              " (SELECT count(*) FROM standings s WHERE s.item_id = i.id AND s.standing = 'done'),"
              " (SELECT count(*) FROM standings s WHERE s.item_id = i.id AND s.standing = 'due'),"
              " (SELECT count(*) FROM standings s WHERE s.item_id = i.id AND s.standing = 'late'),"
              " (SELECT count(*) FROM standings s WHERE s.item_id = i.id"
              " AND s.standing = 'exempt')"
              " FROM cycle_item i JOIN cycle c ON c.id = i.cycle_id WHERE c.year = $3"
              " ORDER BY i.position LIMIT $5",
    [LIST] = "WITH rows AS (SELECT p.id, p.name, i.id AS item, i.label, i.position,"
             " " STATUS_STANDING " AS standing, d.due_on, d.done_on" OF_SCHOOL
             " AND ($5 = 0 OR i.id = $5))"
             " SELECT id, name, item, label, standing, due_on, done_on FROM rows"
             " WHERE ($6 = '' OR standing = $6) ORDER BY name, id, position LIMIT $7 OFFSET $8",
};

static const char *const NAMES[STANDINGS] = {
    [STANDING_DONE] = "done",
    [STANDING_DUE] = "due",
    [STANDING_LATE] = "late",
    [STANDING_EXEMPT] = "exempt",
};

const char *standing_name(enum standing standing)
{
    return NAMES[standing];
}

enum err standing_parse(struct str s, enum standing *ret)
{
    for (int i = 0; i < STANDINGS; i++)
        if (str_eq_c(s, NAMES[i])) {
            *ret = (enum standing)i;
            return OK;
        }
    return ERR_NOT_FOUND;
}

struct day status_sql_exempt_from(struct day on)
{
    enum { OCTOBER = 10 };
    struct day october = day_of(calendar_year(on), OCTOBER, 1);
    return on.v < october.v ? on : october;
}

enum err status_items(struct store *store, struct school_id school, struct day today,
                      struct arena *arena, struct status_items *ret)
{
    struct status_items items = {.count = 0};
    struct rows rows =
        store_query(store, SQL[ITEMS],
                    PARAMS(p_day(today), p_day(status_sql_exempt_from(today)),
                           p_int(calendar_year(today)), p_int(school.v), p_int(PACK_ITEMS_MAX)));
    while (rows_next(&rows)) {
        struct status_item *item = &items.items[items.count++];
        item->id = rows_int(&rows, 0);
        item->kind = str_eq_c(rows_str(&rows, 1), "stage") ? DEADLINE_STAGE : DEADLINE_CONVERSATION;
        item->key = rows_text(&rows, 2, arena);
        item->label = rows_text(&rows, 3, arena);
        for (int i = 0; i < STANDINGS; i++)
            item->counts[i] = rows_int(&rows, 4 + i);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = items;
    return err;
}

static struct status_row read_row(const struct rows *rows, struct arena *arena)
{
    struct status_row row = {
        .person = {rows_int(rows, 0)},
        .name = rows_text(rows, 1, arena),
        .item = rows_int(rows, 2),
        .label = rows_text(rows, 3, arena),
        .due_on = rows_day(rows, 5),
        .done_on = rows_day(rows, 6),
    };
    enum err err = standing_parse(rows_str(rows, 4), &row.standing);
    (void)err; /* the statement gives no others */
    return row;
}

enum err status_list(struct store *store, const struct status_query *query, struct day today,
                     struct arena *arena, struct status_rows *ret)
{
    bool any = query->standing < 0 || query->standing >= STANDINGS;
    struct status_rows list = {.items =
                                   ARENA_ARRAY(arena, struct status_row, (size_t)query->limit + 1)};
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_day(today), p_day(status_sql_exempt_from(today)),
                           p_int(calendar_year(today)), p_int(query->school.v), p_int(query->item),
                           p_text(any ? "" : NAMES[query->standing]), p_int(query->limit + 1),
                           p_int(query->skip)));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, arena);
    enum err err = rows_end(&rows);
    list.more = list.count > query->limit;
    if (list.more)
        list.count = query->limit;
    if (err == OK)
        *ret = list;
    return err;
}
