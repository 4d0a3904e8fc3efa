/* DESIGN: for whom an event is: the lines, and who they mean. */
#include "audience.h"

#include <string.h>

#include "calendar.h"
#include "check.h"
#include "employment.h"
#include "tz.h"
#include "working_pattern.h"

static const char *const KINDS[AUDIENCE_KINDS] = {"school", "role",   "staff group",
                                                  "group",  "person", "governors"};
/* The field of a form or call that a line of this kind comes from. */
static const char *const FIELDS[AUDIENCE_KINDS] = {"school", "role",   "staff_group",
                                                   "group",  "person", "governors"};

const char *audience_kind_name(enum audience_kind kind)
{
    return KINDS[kind];
}

enum err audience_kind_parse(struct str s, enum audience_kind *ret)
{
    for (int i = 0; i < AUDIENCE_KINDS; i++) {
        if (str_eq_c(s, KINDS[i])) {
            *ret = (enum audience_kind)i;
            return OK;
        }
    }
    return ERR_INVALID;
}

#define CURRENT(m)                                                                                 \
    "(" m ".starts_on IS NULL OR " m ".starts_on <= $2) AND (" m ".ends_on IS NULL OR " m          \
    ".ends_on >= $2)"
#define LINES_OF(column, kind)                                                                     \
    "(SELECT " column " FROM event_audience WHERE event_id = $1 AND kind = '" kind "')"
/* How many lines of each kind there are. */
#define HAS                                                                                        \
    "WITH has AS (SELECT coalesce(sum(kind = 'school'), 0) AS s, coalesce(sum(kind = 'role'), 0)"  \
    " AS r, coalesce(sum(kind = 'staff group'), 0) AS g, coalesce(sum(kind = 'group'), 0) AS o,"   \
    " count(*) AS n FROM event_audience WHERE event_id = $1) "
/* Job m fits one line of each kind there is; without a line, $3 is the school it is for (0 none).
 */
#define FITS                                                                                       \
    "((has.s + has.r + has.g + has.o > 0"                                                          \
    " AND (has.s = 0 OR m.school_id IN " LINES_OF(                                                 \
        "school_id",                                                                               \
        "school") ")"                                                                              \
                  " AND (has.r = 0 OR m.role_category IN " LINES_OF(                               \
                      "word", "role") ")"                                                          \
                                      " AND (has.g = 0 OR m.staff_group IN " LINES_OF(             \
                                          "word",                                                  \
                                          "staff group") ")"                                       \
                                                         " AND (has.o = 0 OR EXISTS (SELECT 1 "    \
                                                         "FROM org_group_member x WHERE "          \
                                                         "x.person_id = m.person_id"               \
                                                         " AND x.group_id IN " LINES_OF(           \
                                                             "group_id",                           \
                                                             "group") " AND x.from_on <= $2"       \
                                                                      " AND (x.to_on IS NULL OR "  \
                                                                      "x.to_on >= $2))))"          \
                                                                      " OR (has.n = 0 AND "        \
                                                                      "m.school_id = $3))"
#define GOVERNS                                                                                    \
    "(SELECT t.person_id FROM participation t JOIN event_audience a ON a.event_id = $1"            \
    " AND a.kind = 'governors' AND (a.school_id IS NULL OR a.school_id = t.school_id)"             \
    " WHERE t.kind IN ('governor', 'trustee') AND (t.from_on IS NULL OR t.from_on <= $2)"          \
    " AND (t.to_on IS NULL OR t.to_on >= $2))"

/* Person p stands on a line of their own, or governs what one names. */
#define NAMED "p.id IN " LINES_OF("person_id", "person") " OR p.id IN " GOVERNS
#define JOBS "FROM employment m, has WHERE " CURRENT("m") " AND " FITS

enum { LINES, LINE, ADD, REMOVE, COUNT, PEOPLE, IDS, ADMITS };
static const char *const SQL[] = {
    [LINES] = "SELECT a.id, a.kind, coalesce(a.school_id, a.group_id, a.person_id, 0), a.word,"
              " coalesce(s.name, g.name, p.name, '') FROM event_audience a"
              " LEFT JOIN school s ON s.id = a.school_id LEFT JOIN org_group g ON g.id = a.group_id"
              " LEFT JOIN person p ON p.id = a.person_id WHERE a.event_id = $1"
              " ORDER BY a.kind, 5, a.id LIMIT 200",
    [LINE] = "SELECT event_id FROM event_audience WHERE id = $1",
    [ADD] = "INSERT INTO event_audience (event_id, kind, school_id, group_id, person_id, word)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    [REMOVE] = "DELETE FROM event_audience WHERE event_id = $1 AND id = $2",
    [COUNT] = "SELECT count(*) FROM event_audience WHERE event_id = $1",
    /* Of a part-timer's jobs only those it is for say whether they can come; of whoever is named,
     * all. */
    [PEOPLE] = HAS
    "SELECT p.id, p.name, coalesce(p.email, ''), coalesce(c.name, ''), coalesce(e.school_id, 0),"
    " coalesce(e.working_days, 1023), b.id IS NOT NULL, coalesce(b.status, 'withdrawn'),"
    " coalesce(b.required, 0), i.person_id IS NOT NULL, i.declined_at IS NOT NULL,"
    " EXISTS (SELECT 1 FROM exemption x WHERE x.person_id = p.id AND x.kind = 'away'"
    " AND x.from_on <= $2 AND (x.until_on IS NULL OR x.until_on >= $2)) FROM person p"
    " LEFT JOIN employment e ON e.person_id = p.id AND " CURRENT(
        "e") " AND (" NAMED " OR e.id IN (SELECT m.id " JOBS "))"
             " LEFT JOIN school c ON c.id = e.school_id"
             " LEFT JOIN booking b ON b.event_id = $1 AND b.person_id = p.id AND b.ended_at IS NULL"
             " LEFT JOIN invitee i ON i.event_id = $1 AND i.person_id = p.id"
             " WHERE p.merged_into IS NULL AND (p.left_on IS NULL OR p.left_on >= $2)"
             " AND (" NAMED " OR p.id IN (SELECT m.person_id " JOBS "))"
             " ORDER BY p.name COLLATE NOCASE, p.id, e.id LIMIT $4",
    [IDS] = HAS "SELECT p.id FROM person p WHERE p.merged_into IS NULL"
                " AND (p.left_on IS NULL OR p.left_on >= $2)"
                " AND (" NAMED " OR p.id IN (SELECT m.person_id " JOBS ")) ORDER BY p.id LIMIT $4",
    [ADMITS] = HAS
    "SELECT has.n = 0 OR EXISTS (SELECT 1 FROM employment m WHERE m.person_id = $4 AND " CURRENT(
        "m") " AND " FITS ") OR $4 IN " LINES_OF("person_id", "person") " OR $4 IN " GOVERNS
                                                                        " FROM has",
};

/* ---- lines ---- */

/* "Classroom support" */
static const char *line_text(const struct audience_line *line, const char *name,
                             struct arena *arena)
{
    if (line->kind == AUDIENCE_GOVERNORS)
        return *name ? arena_printf(arena, "Governors of %s", name) : "Governors and trustees";
    if (!*line->word)
        return name;
    char *text = arena_strdup(arena, line->word);
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    return text;
}

enum err audience_lines(struct store *store, struct event_id event, struct arena *arena,
                        struct audience_lines *ret)
{
    struct audience_lines list = {ARENA_ARRAY(arena, struct audience_line, AUDIENCE_LINES_MAX), 0};
    struct rows rows = store_query(store, SQL[LINES], PARAMS(p_int(event.v)));
    while (rows_next(&rows)) {
        struct audience_line *line = &list.items[list.count++];
        line->id = rows_int(&rows, 0);
        CHECK(audience_kind_parse(rows_str(&rows, 1), &line->kind) == OK);
        line->object = rows_int(&rows, 2);
        line->word = rows_text(&rows, 3, arena);
        line->text = line_text(line, rows_text(&rows, 4, arena), arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static bool is_one_of(const char *word, const char *const *words, int count)
{
    for (int i = 0; word && i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* Is there such a school, group, person or word? */
static enum err find_object(struct store *store, const struct audience_line *line, struct day today,
                            struct arena *arena)
{
    struct school school;
    struct org_group group;
    struct person person;
    switch (line->kind) {
    case AUDIENCE_SCHOOL:
        return school_find(store, (struct school_id){line->object}, arena, &school);
    case AUDIENCE_GOVERNORS:
        return line->object ? school_find(store, (struct school_id){line->object}, arena, &school)
                            : OK;
    case AUDIENCE_GROUP:
        return org_group_find(store, (struct org_group_id){line->object}, today, arena, &group);
    case AUDIENCE_PERSON:
        return person_find(store, (struct person_id){line->object}, arena, &person);
    case AUDIENCE_STAFF_GROUP:
        return is_one_of(line->word, employment_staff_groups, EMPLOYMENT_STAFF_GROUPS)
                   ? OK
                   : ERR_NOT_FOUND;
    case AUDIENCE_ROLE:
        return line->word && *line->word ? OK : ERR_NOT_FOUND;
    case AUDIENCE_KINDS:
        break;
    }
    return ERR_BUG;
}

static struct param id_if(bool wanted, int64_t id)
{
    return p_id_or_null(wanted ? id : 0);
}

enum err audience_add(struct store *store, struct instant now, struct event_id event,
                      const struct audience_line *line, struct refusal *why)
{
    int64_t count = 0;
    struct day today = tz_day(now);
    bool of_school = line->kind == AUDIENCE_SCHOOL || line->kind == AUDIENCE_GOVERNORS;
    enum err err = store_find_int(store, SQL[COUNT], PARAMS(p_int(event.v)), &count);
    if (err == OK && count >= AUDIENCE_LINES_MAX)
        return refuse_field(why, FIELDS[line->kind],
                            "An event has at most %d lines here. Name a group instead.",
                            AUDIENCE_LINES_MAX);
    if (err == OK)
        err = find_object(store, line, today, why->arena);
    if (err == ERR_NOT_FOUND)
        return refuse_field(why, FIELDS[line->kind], "Choose one of the trust's.");
    if (err != OK)
        return err;
    return store_exec(store, SQL[ADD],
                      PARAMS(p_int(event.v), p_text(KINDS[line->kind]),
                             id_if(of_school, line->object),
                             id_if(line->kind == AUDIENCE_GROUP, line->object),
                             id_if(line->kind == AUDIENCE_PERSON, line->object),
                             p_text(line->word ? line->word : "")));
}

enum err audience_find_line(struct store *store, int64_t line, struct event_id *ret)
{
    return store_find_int(store, SQL[LINE], PARAMS(p_int(line)), &ret->v);
}

enum err audience_remove(struct store *store, struct event_id event, int64_t line)
{
    return store_exec(store, SQL[REMOVE], PARAMS(p_int(event.v), p_int(line)));
}

/* ---- people ---- */

/* The school it is for where no line says so. */
static int64_t default_school(const struct event *event)
{
    return event->fields.attendance == ATTENDANCE_VOLUNTARY ? 0 : event->fields.school.v;
}

struct reader {
    struct store *store;
    struct calendar_cache *calendars;
    struct local from, to;
};

/* Why they need not come as far as one of their jobs goes. */
static enum err judge_job(const struct reader *r, struct school_id school, int working_days,
                          enum audience_excuse *ret)
{
    struct calendar calendar;
    *ret = EXCUSE_NONE;
    if (school.v == 0)
        return OK;
    if (!working_pattern_covers(working_days, r->from, r->to)) {
        *ret = EXCUSE_NOT_WORKING;
        return OK;
    }
    enum err err = calendar_cache_find(r->calendars, r->store, school, WORKING_DAYS_ALL, &calendar);
    bool known = err == OK && calendar.count > 0; /* a school without a calendar excuses nobody */
    if (known && !calendar_is_school_day(calendar, r->from.day))
        *ret = EXCUSE_NO_SCHOOL;
    return err;
}

static struct audience_person read_person(const struct rows *rows, struct arena *arena)
{
    struct audience_person person = {
        .person = {rows_int(rows, 0)},
        .name = rows_text(rows, 1, arena),
        .email =
            rows_is_null(rows, 2) || rows_str(rows, 2).n == 0 ? NULL : rows_text(rows, 2, arena),
        .school_name = rows_text(rows, 3, arena),
        .booked = rows_int(rows, 6) != 0,
        .required = rows_int(rows, 8) != 0,
        .asked = rows_int(rows, 9) != 0,
        .declined = rows_int(rows, 10) != 0,
    };
    CHECK(booking_status_parse(rows_str(rows, 7), &person.status) == OK);
    return person;
}

/* One row a job: somebody who can come from one of them has no excuse. */
static enum err add_job(struct audience_people *list, int *room, const struct rows *rows,
                        enum audience_excuse excuse, struct arena *arena)
{
    struct audience_person *last = list->count ? &list->items[list->count - 1] : NULL;
    if (rows_int(rows, 11))
        excuse = EXCUSE_AWAY;
    if (last && last->person.v == rows_int(rows, 0)) {
        if (excuse == EXCUSE_NONE)
            last->excuse = EXCUSE_NONE;
        return OK;
    }
    if (list->count == *room)
        list->items = arena_grow(arena, list->items, sizeof *list->items, 64, room);
    list->items[list->count] = read_person(rows, arena);
    list->items[list->count++].excuse = excuse;
    return OK;
}

static void count_required(struct audience_people *list)
{
    for (int i = 0; i < list->count; i++)
        list->required += list->items[i].excuse == EXCUSE_NONE && !list->items[i].declined;
}

enum err audience_list(struct store *store, const struct event *event, struct arena *arena,
                       struct audience_people *ret)
{
    struct audience_people list = {0};
    struct reader reader = {store, calendar_cache_new(arena), tz_local(event->fields.starts_at),
                            tz_local(event->fields.ends_at)};
    if (event->session_count > 1) /* what has several sessions is judged by its first */
        reader.to = (struct local){
            .day = reader.from.day, .hour = reader.from.hour, .minute = reader.from.minute};
    int room = 0;
    enum err err = OK;
    struct rows rows =
        store_query(store, SQL[PEOPLE],
                    PARAMS(p_int(event->id.v), p_day(reader.from.day), p_int(default_school(event)),
                           p_int(AUDIENCE_PEOPLE_MAX)));
    while (err == OK && rows_next(&rows)) {
        enum audience_excuse excuse;
        err = judge_job(&reader, (struct school_id){rows_int(&rows, 4)}, (int)rows_int(&rows, 5),
                        &excuse);
        if (err == OK)
            err = add_job(&list, &room, &rows, excuse, arena);
    }
    enum err end = rows_end(&rows);
    if (err == OK)
        err = end;
    if (err != OK)
        return err;
    count_required(&list);
    *ret = list;
    return OK;
}

enum err audience_ids(struct store *store, struct event_id event, struct school_id school,
                      struct day day, struct arena *arena, int64_t **ret, int *ret_count)
{
    int64_t *ids = NULL;
    int room = 0, count = 0;
    struct rows rows = store_query(
        store, SQL[IDS],
        PARAMS(p_int(event.v), p_day(day), p_int(school.v), p_int(AUDIENCE_PEOPLE_MAX)));
    while (rows_next(&rows)) {
        if (count == room)
            ids = arena_grow(arena, ids, sizeof *ids, 64, &room);
        ids[count++] = rows_int(&rows, 0);
    }
    *ret = ids;
    *ret_count = count;
    return rows_end(&rows);
}

bool audience_has_to_come(const struct audience_person *person)
{
    return person->excuse == EXCUSE_NONE && !person->declined;
}

enum err audience_admits(struct store *store, const struct event *event, struct person_id person,
                         bool *ret)
{
    int64_t admits = 0;
    enum err err = store_find_int(store, SQL[ADMITS],
                                  PARAMS(p_int(event->id.v), p_day(tz_day(event->fields.starts_at)),
                                         p_int(0), p_int(person.v)),
                                  &admits);
    if (err == OK)
        *ret = admits != 0;
    return err;
}
