/* DESIGN: what is to be read by a day, and who says that they have. */
#include "assigned_reading.h"

#include <stdlib.h>
#include <string.h>

#include "audience.h"
#include "person_school_sql.h"
#include "text_rule.h"

enum { ADDRESS, SET_ADDRESS, CONFIRM, TAKE_BACK, READ_AT, CONFIRMED, SOMETHING, DUE };
static const char *const SQL[] = {
    [ADDRESS] = "SELECT address FROM reading WHERE event_id = $1",
    [SET_ADDRESS] = "INSERT INTO reading (event_id, address) VALUES ($1, $2)"
                    " ON CONFLICT (event_id) DO UPDATE SET address = excluded.address",
    [CONFIRM] = "INSERT INTO reading_confirmation (event_id, person_id, read_at)"
                " VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [TAKE_BACK] = "DELETE FROM reading_confirmation WHERE event_id = $1 AND person_id = $2",
    [READ_AT] = "SELECT read_at FROM reading_confirmation WHERE event_id = $1 AND person_id = $2",
    [SOMETHING] = "SELECT EXISTS (SELECT 1 FROM reading WHERE event_id = $1 AND address <> '')"
                  " OR EXISTS (SELECT 1 FROM file_link WHERE noun = 'event' AND noun_id = $1)",
    [DUE] = "SELECT e.id, e.title, e.ends_at FROM invitee i JOIN event e ON e.id = i.event_id"
            " WHERE i.person_id = $1 AND i.declined_at IS NULL AND e.kind = 'reading'"
            " AND e.status IN ('published', 'closed') AND e.ends_at > $2 AND NOT EXISTS"
            " (SELECT 1 FROM reading_confirmation c WHERE c.event_id = e.id"
            " AND c.person_id = i.person_id) ORDER BY e.ends_at, e.id LIMIT $3",
    [CONFIRMED] = "SELECT c.person_id, p.name, c.read_at, " PERSON_SCHOOL_NAME
                  " FROM reading_confirmation c JOIN person p ON p.id = c.person_id"
                  " WHERE c.event_id = $1 ORDER BY c.person_id LIMIT $2",
};

/* ---- what is read ---- */

enum err assigned_reading_address(struct store *store, struct event_id event, struct arena *arena,
                                  const char **ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[ADDRESS], PARAMS(p_int(event.v)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret = "";
        return OK;
    }
    if (err != OK)
        return err;
    const char *address = rows_text(&rows, 0, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = address;
    return err;
}

enum err assigned_reading_set_address(struct store *store, struct event_id event,
                                      const char *address, struct refusal *why)
{
    static const struct text_rule rule = {"address", "The address", READING_ADDRESS_CHARS_MAX,
                                          false, false};
    struct str s = str_of(address);
    text_rule_check(&rule, address, why);
    bool is_web = str_starts(s, STR("https://")) || str_starts(s, STR("http://"));
    if (s.n && (!is_web || str_find(s, ' ') >= 0))
        refuse_field(why, "address", "Enter a web address that begins with https://, or none.");
    enum err err = refusal_check(why);
    return err == OK ? store_exec(store, SQL[SET_ADDRESS], PARAMS(p_int(event.v), p_text(address)))
                     : err;
}

enum err assigned_reading_check(struct store *store, const struct event *event, struct refusal *why)
{
    int64_t something = 1;
    enum err err =
        event->fields.kind == EVENT_READING
            ? store_find_int(store, SQL[SOMETHING], PARAMS(p_int(event->id.v)), &something)
            : OK;
    if (err != OK || something)
        return err;
    return refuse(why, ERR_CONFLICT, "nothing-to-read",
                  "There is nothing to read yet. Add its web address or a file, then publish it.");
}

enum err assigned_reading_list_due(struct store *store, struct instant now, struct person_id person,
                                   struct arena *arena, struct readings_due *ret)
{
    struct instant from = instant_add(now, -(int64_t)READING_OVERDUE_DAYS * 86400);
    struct rows rows = store_query(
        store, SQL[DUE], PARAMS(p_int(person.v), p_instant(from), p_int(READINGS_LISTED)));
    ret->count = 0;
    while (rows_next(&rows))
        ret->items[ret->count++] = (struct reading_due){
            {rows_int(&rows, 0)}, rows_text(&rows, 1, arena), rows_instant(&rows, 2)};
    return rows_end(&rows);
}

/* ---- who has read it ---- */

enum err assigned_reading_confirm(struct store *store, struct instant now,
                                  const struct event *event, struct person_id person,
                                  struct refusal *why)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This was called off, so you do not have to read it.");
    if (!event_status_is_on(event->status))
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This is still a draft. Publish it first.");
    return store_exec(store, SQL[CONFIRM],
                      PARAMS(p_int(event->id.v), p_int(person.v), p_instant(now)));
}

enum err assigned_reading_take_back(struct store *store, struct event_id event,
                                    struct person_id person)
{
    return store_exec(store, SQL[TAKE_BACK], PARAMS(p_int(event.v), p_int(person.v)));
}

enum err assigned_reading_read_at(struct store *store, struct event_id event,
                                  struct person_id person, struct instant *ret)
{
    struct instant at = {0};
    enum err err =
        store_find_int(store, SQL[READ_AT], PARAMS(p_int(event.v), p_int(person.v)), &at.v);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = at;
    return OK;
}

/* Who confirmed, by number. */
static enum err list_confirmed(struct store *store, struct event_id event, struct arena *arena,
                               struct reader_list *ret)
{
    struct reader_list list = {NULL, 0, 0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[CONFIRMED], PARAMS(p_int(event.v), p_int(READERS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 64, &room);
        list.items[list.count++] = (struct reader_row){.person = {rows_int(&rows, 0)},
                                                       .name = rows_text(&rows, 1, arena),
                                                       .read_at = rows_instant(&rows, 2),
                                                       .school_name = rows_text(&rows, 3, arena)};
    }
    list.read = list.count;
    *ret = list;
    return rows_end(&rows);
}

static int by_person(const void *a, const void *b)
{
    const struct reader_row *x = a, *y = b;
    return x->person.v < y->person.v ? -1 : x->person.v > y->person.v;
}

static int by_state(const void *a, const void *b)
{
    const struct reader_row *x = a, *y = b;
    if (!x->read_at.v != !y->read_at.v)
        return x->read_at.v ? 1 : -1;
    int names = strcmp(x->name, y->name);
    return names ? names : by_person(a, b);
}

/* Those it is for who did not confirm, after those who did. */
static void add_missing(struct reader_list *list, const struct audience_people *people)
{
    size_t confirmed = (size_t)list->count;
    for (int i = 0; i < people->count; i++) {
        const struct audience_person *p = &people->items[i];
        const struct reader_row row = {
            p->person, p->name, p->school_name ? p->school_name : "", {0}};
        if (!bsearch(&row, list->items, confirmed, sizeof row, by_person))
            list->items[list->count++] = row;
    }
}

enum err assigned_reading_list(struct store *store, const struct event *event, struct arena *arena,
                               struct reader_list *ret)
{
    struct audience_people people;
    struct reader_list confirmed;
    enum err err = audience_list(store, event, arena, &people);
    if (err == OK)
        err = list_confirmed(store, event->id, arena, &confirmed);
    if (err != OK)
        return err;
    size_t room = (size_t)people.count + (size_t)confirmed.count + 1;
    struct reader_list list = {ARENA_ARRAY(arena, struct reader_row, room), confirmed.count,
                               confirmed.read};
    if (confirmed.count)
        memcpy(list.items, confirmed.items, (size_t)confirmed.count * sizeof *list.items);
    add_missing(&list, &people);
    qsort(list.items, (size_t)list.count, sizeof *list.items, by_state);
    *ret = list;
    return OK;
}
