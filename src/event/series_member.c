/* DESIGN: who is in a group: booked on every date that is to come, told of them in one mail. */
#include "series_member.h"

#include "booking_store.h"
#include "check.h"
#include "person_school_sql.h"
#include "series_notice.h"

enum { LIST, FIND, OF, INSERT, LEAVE, PEOPLE };
#define MEMBER_SELECT                                                                              \
    "SELECT m.id, m.series_id, m.person_id, p.name, " PERSON_SCHOOL_NAME ", m.joined_at"           \
    " FROM event_series_member m JOIN person p ON p.id = m.person_id WHERE m.left_at IS NULL "
static const char *const SQL[] = {
    [LIST] = MEMBER_SELECT "AND m.series_id = $1 ORDER BY p.name COLLATE NOCASE, m.id LIMIT 1000",
    [FIND] = MEMBER_SELECT "AND m.id = $1",
    [OF] = MEMBER_SELECT "AND m.series_id = $1 AND m.person_id = $2",
    [INSERT] = "INSERT INTO event_series_member (series_id, person_id, joined_at)"
               " VALUES ($1, $2, $3) RETURNING id",
    [LEAVE] = "UPDATE event_series_member SET left_at = $2 WHERE id = $1 AND left_at IS NULL",
    [PEOPLE] = "SELECT person_id FROM event_series_member WHERE series_id = $1"
               " AND left_at IS NULL ORDER BY joined_at, id LIMIT 1000",
};

static struct series_member read_member(const struct rows *rows, struct arena *arena)
{
    return (struct series_member){
        .id = rows_int(rows, 0),
        .series = {rows_int(rows, 1)},
        .person = {rows_int(rows, 2)},
        .name = rows_text(rows, 3, arena),
        .school_name = rows_text(rows, 4, arena),
        .joined_at = rows_instant(rows, 5),
    };
}

enum err series_member_list(struct store *store, struct series_id series, struct arena *arena,
                            struct series_members *ret)
{
    struct series_members list = {0};
    int room = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(series.v)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] = read_member(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static enum err find_row(struct store *store, const char *sql, const struct param *params,
                         struct arena *arena, struct series_member *ret)
{
    struct rows rows;
    enum err err = store_find(store, sql, params, &rows);
    if (err != OK)
        return err;
    struct series_member member = read_member(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = member;
    return err;
}

enum err series_member_find(struct store *store, int64_t id, struct arena *arena,
                            struct series_member *ret)
{
    return find_row(store, SQL[FIND], PARAMS(p_int(id)), arena, ret);
}

enum err series_member_of(struct store *store, struct series_id series, struct person_id person,
                          struct arena *arena, struct series_member *ret)
{
    return find_row(store, SQL[OF], PARAMS(p_int(series.v), p_int(person.v)), arena, ret);
}

/* ---- booking ---- */

struct booker {
    struct store *store;
    struct instant now;
    struct person_id person, by;
    struct arena *arena;
};

/* What there is no place for is said, and undone alone. */
static enum err book_one(const struct booker *b, const struct event *event, bool *ret_booked,
                         struct booking_placed *ret_placed, const char **ret_why)
{
    struct refusal why;
    const struct booking_request request = {.event = event->id, .person = b->person, .by = b->by};
    refusal_init(&why, b->arena);
    enum err err = store_savepoint(b->store);
    if (err != OK)
        return err;
    err = booking_book(b->store, b->now, &request, &why, ret_placed);
    *ret_booked = err == OK;
    if (err == OK)
        return store_release(b->store);
    store_rollback_savepoint(b->store);
    if (err != ERR_CONFLICT && err != ERR_INVALID)
        return err;
    *ret_why = why.detail ? why.detail : why.field_count ? why.fields[0].message : "";
    return OK;
}

static bool can_be_booked(const struct event *event, struct instant now)
{
    return event->status == EVENT_PUBLISHED && event->fields.starts_at.v > now.v;
}

static enum err book_dates(const struct booker *b, const struct event_list *list,
                           struct series_joined *joined)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < list->count; i++) {
        const struct event *event = &list->items[i];
        struct booking_placed placed;
        bool booked = false;
        const char *why = "";
        if (!can_be_booked(event, b->now) || event->my_booking)
            continue;
        err = book_one(b, event, &booked, &placed, &why);
        if (err != OK)
            return err;
        joined->booked += booked && placed.status != BOOKING_WAITING;
        joined->waiting += booked && placed.status == BOOKING_WAITING;
        if (!booked)
            joined->missed[joined->missed_count++] = (struct series_missed){
                event->id, event->fields.starts_at, event->fields.ends_at, why};
    }
    return err;
}

enum err series_member_book_all(struct store *store, struct instant now, const struct event *event,
                                struct arena *arena)
{
    struct person_id people[SERIES_MEMBERS_MAX];
    int count = 0;
    enum err err = OK;
    if (!event->series || event->fields.starts_at.v <= now.v)
        return OK;
    struct rows rows = store_query(store, SQL[PEOPLE], PARAMS(p_int(event->series)));
    while (rows_next(&rows))
        people[count++].v = rows_int(&rows, 0);
    err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++) {
        const struct booker booker = {store, now, people[i], people[i], arena};
        struct booking_placed placed;
        const char *why;
        bool booked;
        err = book_one(&booker, event, &booked, &placed, &why);
    }
    return err;
}

/* ---- join, leave ---- */

static enum err check_join(const struct event_list *list, const struct booker *b, enum err member,
                           const char *name, struct refusal *why)
{
    bool open = false;
    for (int i = 0; i < list->count; i++)
        open = open || can_be_booked(&list->items[i], b->now);
    if (member == OK)
        return refuse(why, ERR_CONFLICT, "already-booked",
                      "%s in this group already. There is nothing more to do.",
                      b->by.v == b->person.v ? "You are" : arena_printf(why->arena, "%s is", name));
    if (!open)
        return refuse(why, ERR_CONFLICT, "no-dates",
                      "No date of this group can be booked yet. Look again later.");
    return OK;
}

static enum err name_of_other(struct store *store, struct person_id by, struct person_id person,
                              struct arena *arena, const char **ret)
{
    struct person other;
    if (by.v == 0 || by.v == person.v)
        return OK;
    enum err err = person_find(store, by, arena, &other);
    if (err == OK)
        *ret = other.name;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err series_member_join(struct store *store, struct instant now, struct series_id series,
                            struct person_id person, struct person_id by, struct refusal *why,
                            struct series_joined *ret)
{
    struct event_list list;
    struct series_member member;
    struct person who;
    const struct booker booker = {store, now, person, by, why->arena};
    struct series_joined joined = {0};
    const char *other = NULL;
    int64_t mark = 0;
    enum err found = series_member_of(store, series, person, why->arena, &member);
    if (found != OK && found != ERR_NOT_FOUND)
        return found;
    enum err err = person_find(store, person, why->arena, &who);
    if (err == ERR_NOT_FOUND)
        return refuse_field(why, "person_id", "Choose somebody who works in the trust.");
    if (err == OK)
        err = series_list(store, series, person, why->arena, &list);
    if (err == OK)
        err = check_join(&list, &booker, found, who.name, why);
    if (err == OK)
        err = store_find_int(store, SQL[INSERT],
                             PARAMS(p_int(series.v), p_int(person.v), p_instant(now)),
                             &joined.member);
    if (err == OK)
        err = notice_mark(store, &mark);
    if (err == OK)
        err = name_of_other(store, by, person, why->arena, &other);
    if (err != OK)
        return err;
    joined.missed = ARENA_ARRAY(why->arena, struct series_missed, (size_t)list.count + 1);
    err = book_dates(&booker, &list, &joined);
    if (err == OK)
        err = series_notice_merge(store, now, mark, series, other, why->arena);
    if (err == OK)
        *ret = joined;
    return err;
}

/* Dates that can no longer be given up stay. */
static enum err give_up(struct store *store, struct instant now, const struct event *event,
                        struct person_id by, struct arena *arena)
{
    struct refusal unused;
    refusal_init(&unused, arena);
    if (!event->my_booking || event->fields.starts_at.v <= now.v)
        return OK;
    const struct booking_withdrawal withdrawal = {{event->my_booking}, by, "They left the group."};
    enum err err = booking_withdraw(store, now, &withdrawal, &unused);
    return err == ERR_CONFLICT ? OK : err;
}

enum err series_member_leave(struct store *store, struct instant now, int64_t id,
                             struct person_id by, struct refusal *why)
{
    struct series_member member;
    struct event_list list;
    const char *other = NULL;
    int64_t mark = 0;
    enum err err = series_member_find(store, id, why->arena, &member);
    if (err == OK)
        err = series_list(store, member.series, member.person, why->arena, &list);
    if (err == OK)
        err = store_exec(store, SQL[LEAVE], PARAMS(p_int(id), p_instant(now)));
    if (err == OK)
        err = notice_mark(store, &mark);
    if (err == OK)
        err = name_of_other(store, by, member.person, why->arena, &other);
    for (int i = 0; err == OK && i < list.count; i++)
        err = give_up(store, now, &list.items[i], by, why->arena);
    return err == OK ? series_notice_merge(store, now, mark, member.series, other, why->arena)
                     : err;
}
