/* DESIGN: everybody's deadlines kept in line with the rules and their school's calendar. */
#include <string.h>

#include "booking.h"
#include "conversation_store.h"
#include "cycle_date.h"
#include "deadline.h"
#include "deadline_gap.h"
#include "deadline_store.h"
#include "tz.h"

enum { PEOPLE, PEOPLE_OF_SCHOOL, ITEMS, HAVE, CYCLE_YEAR };
enum { PEOPLE_A_PAGE = 500 };

/* The school is that of the first job they have that day, or else of the first to come; governors
 * have none in the cycle. */
#define SCHOOL_OF_PERSON                                                                           \
    "(SELECT e.school_id FROM employment e WHERE e.person_id = p.id"                               \
    " AND e.staff_group <> 'governance' AND coalesce(e.ends_on, $3) >= $3"                         \
    " ORDER BY coalesce(e.starts_on, $3) > $3, e.ends_on IS NULL DESC, e.ends_on DESC, e.id"       \
    " LIMIT 1)"

static const char *const SQL[] = {
    [PEOPLE] = "SELECT p.id, " SCHOOL_OF_PERSON " FROM person p WHERE p.id > $1 AND p.id <= $2"
               " AND (p.left_on IS NULL OR p.left_on >= $3)"
               " AND EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id"
               " AND e.staff_group <> 'governance' AND coalesce(e.ends_on, $3) >= $3)"
               " ORDER BY p.id LIMIT $4",
    [PEOPLE_OF_SCHOOL] = "SELECT p.id, " SCHOOL_OF_PERSON " AS school_id FROM person p"
                         " WHERE p.id > $1 AND p.id <= $2"
                         " AND (p.left_on IS NULL OR p.left_on >= $3)"
                         " AND p.id IN (SELECT person_id FROM employment WHERE school_id = $5)"
                         " AND " SCHOOL_OF_PERSON " = $5 ORDER BY p.id LIMIT $4",
    [ITEMS] = "SELECT id, kind, opens_rule, due_rule, key FROM cycle_item WHERE cycle_id = $1 "
              "ORDER BY position LIMIT $2",
    [HAVE] = "SELECT d.id, d.item_id, d.opens_on, d.due_on, d.done_on FROM deadline d "
             "JOIN cycle_item i ON i.id = d.item_id "
             "WHERE d.person_id = $1 AND i.cycle_id = $2 LIMIT $3",
    [CYCLE_YEAR] = "SELECT year FROM cycle WHERE id = $1",
};

struct item {
    int64_t id;
    enum deadline_kind kind;
    const char *key;
    struct deadline_rule opens, due;
    int moved; /* deadlines of it whose dates are other ones now */
};

/* What one run needs again and again. */
struct sync {
    struct store *store;
    struct cycle_id cycle;
    int year;
    struct instant now;
    struct arena *arena;
    struct calendar_cache *calendars;
    struct item items[PACK_ITEMS_MAX];
    int item_count;
    struct cycle_date_list dates;   /* of schools that have their own */
    const struct policy_pack *pack; /* what its rules would do; NULL: the cycle's own */
    struct school_id school;        /* v 0: of every school */
    bool dry;                       /* only counts */
    int moved;                      /* deadlines whose dates are other ones now */
};

struct participant {
    struct person_id person;
    struct school_id school;
    struct deadline_gaps gaps; /* when nothing fell due */
};

struct have {
    struct deadline_id id;
    int64_t item_id;
    struct day opens_on, due_on;
    bool done;
};

static enum err read_items(struct sync *sync)
{
    enum err read = OK;
    const char *fault;
    struct rows rows =
        store_query(sync->store, SQL[ITEMS], PARAMS(p_int(sync->cycle.v), p_int(PACK_ITEMS_MAX)));
    while (rows_next(&rows)) {
        struct item *item = &sync->items[sync->item_count++];
        item->id = rows_int(&rows, 0);
        item->kind = str_eq_c(rows_str(&rows, 1), "stage") ? DEADLINE_STAGE : DEADLINE_CONVERSATION;
        /* Written by cycle_open from rules that were read before. */
        if (deadline_rule_parse(rows_str(&rows, 2), &item->opens, &fault) != OK ||
            deadline_rule_parse(rows_str(&rows, 3), &item->due, &fault) != OK)
            read = ERR_BUG;
        item->key = rows_text(&rows, 4, sync->arena);
    }
    enum err err = rows_end(&rows);
    return err != OK ? err : read;
}

/* As if the cycle were made with another pack. */
static void take_rules(struct sync *sync)
{
    for (int i = 0; i < sync->item_count; i++) {
        const struct pack_item *part = policy_pack_part(sync->pack, sync->items[i].key);
        if (part) {
            sync->items[i].opens = part->opens;
            sync->items[i].due = part->due;
        }
    }
}

static enum err start(struct sync *sync)
{
    int64_t year;
    enum err err =
        store_find_int(sync->store, SQL[CYCLE_YEAR], PARAMS(p_int(sync->cycle.v)), &year);
    if (err != OK)
        return err;
    sync->year = (int)year;
    err = read_items(sync);
    if (err == OK && sync->pack)
        take_rules(sync);
    return err == OK ? cycle_date_list(sync->store, sync->cycle, sync->arena, &sync->dates) : err;
}

static enum err read_have(const struct sync *sync, struct person_id person, struct have *have,
                          int *ret_count)
{
    int count = 0;
    struct rows rows =
        store_query(sync->store, SQL[HAVE],
                    PARAMS(p_int(person.v), p_int(sync->cycle.v), p_int(PACK_ITEMS_MAX)));
    while (rows_next(&rows))
        have[count++] = (struct have){
            .id = {rows_int(&rows, 0)},
            .item_id = rows_int(&rows, 1),
            .opens_on = rows_day(&rows, 2),
            .due_on = rows_day(&rows, 3),
            .done = !rows_is_null(&rows, 4),
        };
    *ret_count = count;
    return rows_end(&rows);
}

static const struct have *find_have(const struct have *have, int count, int64_t item_id)
{
    for (int i = 0; i < count; i++)
        if (have[i].item_id == item_id)
            return &have[i];
    return NULL;
}

static enum err sync_item(struct sync *sync, const struct participant *participant,
                          struct item *item, struct calendar calendar, const struct have *have)
{
    const struct cycle_date *own = cycle_date_get(&sync->dates, participant->school, item->id);
    struct deadline_dates dates = {
        deadline_rule_resolve(own ? own->opens : item->opens, sync->year, calendar),
        deadline_rule_resolve(own ? own->due : item->due, sync->year, calendar)};
    dates = deadline_gap_pass(&participant->gaps, dates, calendar_of_year(calendar, sync->year));
    struct deadline_row row = {
        .person = participant->person,
        .item_id = item->id,
        .kind = item->kind,
        .opens_on = dates.opens_on,
        .due_on = dates.due_on,
    };
    if (!have)
        return sync->dry ? OK : deadline_store_insert(sync->store, &row, sync->now);
    if (have->done || (have->opens_on.v == row.opens_on.v && have->due_on.v == row.due_on.v))
        return OK;
    sync->moved++;
    item->moved++;
    if (sync->dry)
        return OK;
    return deadline_store_move(sync->store, have->id, row.opens_on, row.due_on, sync->now);
}

/* A mentor of before is free when the conversation is, and gets the places they wait for. */
static enum err sync_mentor(const struct sync *sync, struct person_id person)
{
    struct conversation_freed freed = {.count = 0};
    enum err err =
        conversation_store_follow_mentor(sync->store, person, sync->cycle, sync->now, &freed);
    for (int i = 0; err == OK && i < freed.count; i++)
        err = booking_promote_person(sync->store, sync->now, freed.mentors[i], sync->arena);
    return err;
}

static enum err sync_one(struct sync *sync, struct participant *participant)
{
    struct have have[PACK_ITEMS_MAX];
    struct calendar calendar;
    int count;
    enum err err = calendar_cache_find(sync->calendars, sync->store, participant->school,
                                       WORKING_DAYS_ALL, &calendar);
    if (err == OK)
        err = read_have(sync, participant->person, have, &count);
    if (err == OK)
        err = deadline_gap_list(sync->store, participant->person, &participant->gaps);
    for (int i = 0; err == OK && i < sync->item_count; i++)
        err = sync_item(sync, participant, &sync->items[i], calendar,
                        find_have(have, count, sync->items[i].id));
    return err == OK && !sync->dry ? sync_mentor(sync, participant->person) : err;
}

/* The next people with ids in (after, last]. */
static enum err read_people(const struct sync *sync, int64_t after, int64_t last, int limit,
                            struct participant *people, int *ret_count)
{
    int count = 0;
    struct day today = tz_day(sync->now);
    struct rows rows =
        sync->school.v ? store_query(sync->store, SQL[PEOPLE_OF_SCHOOL],
                                     PARAMS(p_int(after), p_int(last), p_day(today), p_int(limit),
                                            p_int(sync->school.v)))
                       : store_query(sync->store, SQL[PEOPLE],
                                     PARAMS(p_int(after), p_int(last), p_day(today), p_int(limit)));
    while (rows_next(&rows))
        people[count++] =
            (struct participant){{rows_int(&rows, 0)}, {rows_int(&rows, 1)}, {.count = 0}};
    *ret_count = count;
    return rows_end(&rows);
}

static enum err sync_page(struct sync *sync, int64_t after, int64_t last, int limit,
                          struct arena *arena, int64_t *ret_after)
{
    struct participant *people = ARENA_ARRAY(arena, struct participant, (size_t)limit);
    int count;
    enum err err = sync->item_count ? OK : start(sync);
    if (err == OK)
        err = read_people(sync, after, last, limit, people, &count);
    if (err != OK)
        return err;
    for (int i = 0; err == OK && i < count; i++)
        err = sync_one(sync, &people[i]);
    if (err == OK)
        *ret_after = count == limit ? people[count - 1].person.v : 0;
    return err;
}

static enum err sync_range(struct store *store, struct cycle_id cycle, int64_t after, int64_t last,
                           int limit, struct instant now, int64_t *ret_after)
{
    struct arena *arena = arena_new();
    struct sync sync = {.store = store,
                        .cycle = cycle,
                        .now = now,
                        .arena = arena,
                        .calendars = calendar_cache_new(arena)};
    enum err err = sync_page(&sync, after, last, limit, arena, ret_after);
    arena_free(arena);
    return err;
}

enum err deadline_sync_some(struct store *store, struct cycle_id cycle, int64_t after, int limit,
                            struct instant now, int64_t *ret_after)
{
    return sync_range(store, cycle, after, INT64_MAX, limit, now, ret_after);
}

enum err deadline_sync(struct store *store, struct person_id person, struct cycle_id cycle,
                       struct instant now)
{
    int64_t after = 0;
    if (person.v)
        return sync_range(store, cycle, person.v - 1, person.v, 2, now, &after);
    enum err err;
    do
        err = sync_range(store, cycle, after, INT64_MAX, PEOPLE_A_PAGE, now, &after);
    while (err == OK && after);
    return err;
}

/* ---- one school ---- */

static enum err sync_school(struct sync *sync, int *ret_moved)
{
    int64_t after = 0;
    enum err err;
    do
        err = sync_page(sync, after, INT64_MAX, PEOPLE_A_PAGE, sync->arena, &after);
    while (err == OK && after);
    if (err == OK)
        *ret_moved = sync->moved;
    return err;
}

enum err deadline_sync_school(struct store *store, struct school_id school, struct cycle_id cycle,
                              struct instant now, int *ret_moved)
{
    struct arena *arena = arena_new();
    struct sync sync = {.store = store,
                        .cycle = cycle,
                        .now = now,
                        .arena = arena,
                        .calendars = calendar_cache_new(arena),
                        .school = school};
    enum err err = sync_school(&sync, ret_moved);
    arena_free(arena);
    return err;
}

enum err deadline_count_moves(struct store *store, struct school_id school,
                              struct calendar calendar, struct cycle_id cycle, struct instant now,
                              int *ret)
{
    struct arena *arena = arena_new();
    struct sync sync = {.store = store,
                        .cycle = cycle,
                        .now = now,
                        .arena = arena,
                        .calendars = calendar_cache_new(arena),
                        .school = school,
                        .dry = true};
    calendar_cache_put(sync.calendars, school, calendar);
    enum err err = sync_school(&sync, ret);
    arena_free(arena);
    return err;
}

enum err deadline_count_pack_moves(struct store *store, struct cycle_id cycle,
                                   const struct policy_pack *pack, struct instant now,
                                   int ret_moves[static PACK_ITEMS_MAX])
{
    struct arena *arena = arena_new();
    struct sync sync = {.store = store,
                        .cycle = cycle,
                        .now = now,
                        .arena = arena,
                        .calendars = calendar_cache_new(arena),
                        .pack = pack,
                        .dry = true};
    int moved;
    enum err err = sync_school(&sync, &moved);
    for (int i = 0; err == OK && i < sync.item_count; i++)
        for (int k = 0; k < pack->item_count; k++)
            if (strcmp(pack->items[k].key, sync.items[i].key) == 0)
                ret_moves[k] = sync.items[i].moved;
    arena_free(arena);
    return err;
}
