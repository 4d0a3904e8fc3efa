/* DESIGN: those who have not chosen: who they are, a reminder, and a place for each of them. */
#include <stdlib.h>

#include "choice_store.h"
#include "event_rules.h"
#include "person_school_sql.h"
#include "tz.h"

/* Block k has a workshop that is on, with so many places taken. */
#define OFFERS(taken)                                                                              \
    "EXISTS (SELECT 1 FROM workshop w JOIN event e ON e.id = w.event_id"                           \
    " WHERE w.block_id = k.id AND e.status IN ('published', 'closed')" taken ")"

enum { GAPS, SEATS, GOING };
static const char *const SQL[] = {
    [GAPS] = "SELECT p.id, p.name, p.email, " PERSON_SCHOOL_NAME ", k.id, NOT " OFFERS(
        " AND e.taken < e.capacity") " FROM booking b"
                                     " JOIN person p ON p.id = b.person_id JOIN block k ON "
                                     "k.event_id = b.event_id"
                                     " WHERE b.event_id = $1 AND b.status = 'confirmed' AND b.part "
                                     "= 'attendee'"
                                     " AND k.must_choose = 1"
                                     " AND " OFFERS(
                                         "") " AND NOT EXISTS (SELECT 1 FROM workshop w JOIN "
                                             "booking c ON c.event_id = w.event_id"
                                             " WHERE w.block_id = k.id AND c.person_id = "
                                             "b.person_id AND c.ended_at IS NULL)"
                                             " ORDER BY CASE WHEN $2 = 1 THEN b.booked_at END,"
                                             " CASE WHEN $2 = 1 THEN b.id END, p.name, p.id, "
                                             "k.starts_at LIMIT $3",
    [SEATS] = "SELECT e.id, p.name, " PERSON_SCHOOL_NAME
              " FROM block k JOIN workshop w ON w.block_id = k.id"
              " JOIN event e ON e.id = w.event_id JOIN booking b ON b.event_id = e.id"
              " JOIN person p ON p.id = b.person_id WHERE k.event_id = $1"
              " AND e.status <> 'cancelled' AND b.ended_at IS NULL AND b.part = 'attendee'"
              " ORDER BY k.starts_at, e.title, e.id, p.name, p.id LIMIT $2",
    [GOING] = "SELECT b.person_id, coalesce(w.same_as, w.event_id) FROM block k"
              " JOIN workshop w ON w.block_id = k.id JOIN booking b ON b.event_id = w.event_id"
              " WHERE k.event_id = $1 AND b.ended_at IS NULL ORDER BY b.person_id LIMIT $2",
};

/* ---- lists ---- */

/* in_line: by when they booked the day, else by name */
static enum err list_gaps(struct store *store, struct event_id day, bool in_line,
                          struct arena *arena, struct choice_gaps *ret)
{
    struct choice_gaps list = {NULL, 0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[GAPS],
                    PARAMS(p_int(day.v), p_int(in_line), p_int(CHOICE_GAPS_MAX * BLOCKS_MAX)));
    while (rows_next(&rows)) {
        struct choice_gap *last = list.count ? &list.items[list.count - 1] : NULL;
        if (!last || last->person.v != rows_int(&rows, 0)) {
            if (list.count == CHOICE_GAPS_MAX)
                continue;
            if (list.count == room)
                list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
            last = &list.items[list.count++];
            *last = (struct choice_gap){.person = {rows_int(&rows, 0)},
                                        .name = rows_text(&rows, 1, arena),
                                        .email = rows_text(&rows, 2, arena),
                                        .school = rows_text(&rows, 3, arena)};
        }
        last->full[last->block_count] = rows_int(&rows, 5) != 0;
        last->blocks[last->block_count++].v = rows_int(&rows, 4);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err choice_list_gaps(struct store *store, struct event_id day, struct arena *arena,
                          struct choice_gaps *ret)
{
    return list_gaps(store, day, false, arena, ret);
}

enum err choice_list_seats(struct store *store, struct event_id day, struct arena *arena,
                           struct choice_seats *ret)
{
    struct choice_seats list = {NULL, 0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[SEATS], PARAMS(p_int(day.v), p_int(CHOICE_SEATS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 64, &room);
        list.items[list.count++] = (struct choice_seat){
            {rows_int(&rows, 0)}, rows_text(&rows, 1, arena), rows_text(&rows, 2, arena)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- a reminder ---- */

static struct notice notice_of(const struct event *day, const struct choice_gap *gap,
                               enum notice_kind kind)
{
    return (struct notice){
        .kind = kind,
        .to = gap->person,
        .to_name = gap->name,
        .to_email = gap->email,
        .object_id = day->id.v,
        .event_id = day->id.v,
        .event_title = day->fields.title,
        .event_kind = event_kind_name(day->fields.kind),
        .place = day->place,
        .starts_at = day->fields.starts_at,
        .ends_at = day->fields.ends_at,
    };
}

static enum err find_day(struct store *store, struct instant now, struct event_id id,
                         struct refusal *why, struct choosing_day *ret)
{
    enum err err = choice_store_day(store, id, (struct person_id){0}, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found", "There is no such event.");
    return err == OK ? choice_check_day(ret, now, why) : err;
}

static enum err check_reminder(const struct choosing_day *day, struct instant now,
                               struct refusal *why)
{
    if (now.v < day->choosing.opens_at.v)
        return refuse(why, ERR_CONFLICT, "not-open",
                      "Choosing has not opened yet, so there is nothing to remind of.");
    if (now.v >= choice_store_closes(day).v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "Choosing has closed. Let it stay open longer, or place everyone who has not "
                      "chosen.");
    if (day->choosing.reminded_at.v && tz_day(day->choosing.reminded_at).v == tz_day(now).v)
        return refuse(why, ERR_CONFLICT, "reminded",
                      "They were reminded today already. Remind them again tomorrow.");
    return OK;
}

/* Nobody is reminded to choose where nothing is left: it would say full to them. */
static bool can_choose(const struct choice_gap *gap)
{
    for (int i = 0; i < gap->block_count; i++)
        if (!gap->full[i])
            return true;
    return false;
}

enum err choice_remind(struct store *store, struct instant now, struct event_id id,
                       struct refusal *why, int *ret_count)
{
    struct choosing_day day;
    struct choice_gaps gaps = {NULL, 0};
    int count = 0;
    enum err err = find_day(store, now, id, why, &day);
    if (err == OK)
        err = check_reminder(&day, now, why);
    if (err == OK)
        err = choice_list_gaps(store, id, why->arena, &gaps);
    for (int i = 0; err == OK && i < gaps.count; i++) {
        if (!can_choose(&gaps.items[i]))
            continue;
        struct notice notice = notice_of(&day.event, &gaps.items[i], NOTICE_CHOICE_REMINDER);
        notice.until = choice_store_closes(&day);
        err = notice_queue(store, now, &notice);
        count++;
    }
    if (err == OK && count)
        err = choosing_set_reminded(store, now, id);
    if (err == OK)
        *ret_count = count;
    return err;
}

/* ---- a place for each of them ---- */

/* Who has a place at a workshop of the day, or leads one, before anybody is placed; by person. */
struct going {
    struct person_id person;
    struct event_id run_of;
};

struct placing {
    struct store *store;
    struct instant now;
    struct choosing_day day;
    struct going *going;
    int going_count;
    struct refusal *why;
    struct arena *scratch; /* what is read of events for one person is let go with them */
    struct choice_placing result;
};

struct placed {
    const struct choice_gap *gap;
    const struct workshop *taken[BLOCKS_MAX];
    int count;
};

static enum err read_going(struct placing *p)
{
    int room = 0;
    struct rows rows = store_query(p->store, SQL[GOING],
                                   PARAMS(p_int(p->day.event.id.v), p_int(CHOICE_SEATS_MAX)));
    while (rows_next(&rows)) {
        if (p->going_count == room)
            p->going = arena_grow(p->why->arena, p->going, sizeof *p->going, 64, &room);
        p->going[p->going_count++] = (struct going){{rows_int(&rows, 0)}, {rows_int(&rows, 1)}};
    }
    return rows_end(&rows);
}

/* The most places left first; of equals the older. */
static int by_room(const void *a, const void *b)
{
    const struct workshop *x = *(struct workshop *const *)a, *y = *(struct workshop *const *)b;
    int left_x = x->capacity - x->taken, left_y = y->capacity - y->taken;
    if (left_x != left_y)
        return left_y - left_x;
    return (x->id.v > y->id.v) - (x->id.v < y->id.v);
}

static int candidates(struct placing *p, struct block_id block, struct workshop **ret)
{
    int count = 0;
    for (int i = 0; i < p->day.workshops.count; i++) {
        struct workshop *w = &p->day.workshops.items[i];
        if (w->block.v == block.v && workshop_is_on(w) && w->taken < w->capacity)
            ret[count++] = w;
    }
    qsort(ret, (size_t)count, sizeof *ret, by_room);
    return count;
}

static bool goes_already(const struct placing *p, const struct placed *one,
                         const struct workshop *wanted)
{
    for (int i = 0; i < one->count; i++)
        if (one->taken[i]->run_of.v == wanted->run_of.v)
            return true;
    for (int i = 0; i < p->going_count; i++)
        if (p->going[i].person.v == one->gap->person.v && p->going[i].run_of.v == wanted->run_of.v)
            return true;
    return false;
}

/* The first that takes them, if one does. */
static enum err place_in(struct placing *p, struct placed *one, struct block_id block)
{
    struct workshop *list[WORKSHOPS_MAX];
    const struct choice_taker taker = {one->gap->person, one->gap->name};
    int count = candidates(p, block, list);
    for (int i = 0; i < count; i++) {
        struct refusal why;
        refusal_init(&why, p->scratch);
        if (goes_already(p, one, list[i]))
            continue;
        enum err err = choice_take(p->store, p->now, list[i], &taker, &why);
        if (err == OK) {
            list[i]->taken++;
            one->taken[one->count++] = list[i];
            return OK;
        }
        if (err != ERR_CONFLICT && err != ERR_DENIED)
            return err;
    }
    return OK;
}

static enum err tell_placed(struct placing *p, const struct placed *one)
{
    struct notice_date dates[BLOCKS_MAX];
    struct notice notice = notice_of(&p->day.event, one->gap, NOTICE_CHOICE_PLACED);
    for (int i = 0; i < one->count; i++)
        dates[i] = (struct notice_date){.starts_at = one->taken[i]->starts_at,
                                        .ends_at = one->taken[i]->ends_at,
                                        .place = one->taken[i]->place,
                                        .title = one->taken[i]->title,
                                        .uid = ""};
    notice.dates = dates;
    notice.date_count = one->count;
    notice.until = p->now.v < choice_store_closes(&p->day).v ? choice_store_closes(&p->day)
                                                             : (struct instant){0};
    return notice_queue(p->store, p->now, &notice);
}

static enum err place_person(struct placing *p, const struct choice_gap *gap)
{
    struct placed one = {.gap = gap};
    enum err err = OK;
    for (int i = 0; err == OK && i < gap->block_count; i++)
        err = place_in(p, &one, gap->blocks[i]);
    if (err == OK && one.count)
        err = tell_placed(p, &one);
    p->result.placed += one.count > 0;
    p->result.stuck += one.count < gap->block_count;
    arena_reset(p->scratch);
    return err;
}

enum err choice_place_rest(struct store *store, struct instant now, struct event_id id,
                           struct refusal *why, struct choice_placing *ret)
{
    struct placing p = {.store = store, .now = now, .why = why, .scratch = arena_new()};
    struct choice_gaps gaps = {NULL, 0};
    enum err err = find_day(store, now, id, why, &p.day);
    if (err == OK)
        err = list_gaps(store, id, true, why->arena, &gaps);
    if (err == OK)
        err = read_going(&p);
    p.result.left = gaps.count;
    for (int i = 0; err == OK && i < gaps.count && p.result.placed < CHOICE_PLACED_MAX; i++) {
        err = place_person(&p, &gaps.items[i]);
        p.result.left--;
    }
    arena_free(p.scratch);
    if (err == OK)
        *ret = p.result;
    return err;
}
