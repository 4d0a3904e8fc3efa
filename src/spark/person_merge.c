/* DESIGN: two records of one person made one, and apart again for 30 days. */
#include "person_merge.h"

#include "booking.h"
#include "check.h"
#include "person_merge_log.h"
#include "person_merge_table.h"
#include "person_record.h"
#include "register.h"
#include "session.h"
#include "tz.h"

enum { ENDED_MAX = 50, SHARED_MAX = 200, DAY_S = 86400 };

enum {
    PERSON_IMAGE,
    GONE_SET,
    KEPT_SET,
    FORMER,
    SHARED_PLACES,
    PLACE_IMAGE,
    PLACE_END,
    PLACE_BACK,
    BUSY_IMAGE,
    BUSY_END,
    JOINT_IMAGE,
    JOINT_DROP,
    NTH_IMAGE,
    NTH_SET,
    DONE_IMAGE,
    DONE_COPY,
    HELD_IMAGE,
    HELD_COPY,
    ASKED_LIST,
    INSERT,
    TITLES,
    FIND,
    LIST,
};
static const char *const SQL[] = {
    [PERSON_IMAGE] = "SELECT id, name, email, left_on, gone_at, merged_into, version FROM person"
                     " WHERE id = $1",
    [GONE_SET] = "UPDATE person SET email = NULL, left_on = $3, gone_at = $4, merged_into = $2,"
                 " version = version + 1 WHERE id = $1",
    [KEPT_SET] = "UPDATE person SET name = $2, email = $3, version = version + 1 WHERE id = $1",
    [FORMER] = "INSERT INTO former_name (person_id, name, until_on) VALUES ($1, $2, $3)"
               " RETURNING id",
    /* Which of two live bookings ends: the one that waits, else that of the record that goes; and
     * a seat where the other one speaks. */
    [SHARED_PLACES] =
        "SELECT CASE WHEN g.status <> 'waiting' AND k.status = 'waiting' THEN k.id ELSE g.id END"
        " FROM booking g JOIN booking k ON k.event_id = g.event_id AND k.person_id = $2"
        " AND k.ended_at IS NULL WHERE g.person_id = $1 AND g.ended_at IS NULL"
        " UNION SELECT b.id FROM booking b"
        " JOIN talk_presenter p ON p.event_id = b.event_id AND p.nth IS NOT NULL"
        " AND p.answer = 'yes'"
        " AND p.person_id IN ($1, $2) AND p.person_id <> b.person_id"
        " JOIN talk t ON t.id = p.talk_id AND t.status = 'confirmed'"
        " WHERE b.person_id IN ($1, $2) AND b.ended_at IS NULL ORDER BY 1 LIMIT 200",
    [PLACE_IMAGE] = "SELECT id, status, ended_at, seq, modified_at, event_id, offered_until"
                    " FROM booking WHERE id = $1",
    [PLACE_END] = "UPDATE booking SET status = 'withdrawn', ended_at = $2, modified_at = $2,"
                  " offered_until = NULL, seq = seq + 1 WHERE id = $1",
    [PLACE_BACK] = "UPDATE event SET taken = taken - 1 WHERE id = (SELECT event_id FROM booking"
                   " WHERE id = $1 AND ended_at IS NULL AND status <> 'waiting'"
                   " AND part = 'attendee' AND beyond = 0 AND online = 0)",
    [BUSY_IMAGE] = "SELECT person_id, from_at, to_at, source, source_id, event_id, part,"
                   " school_id FROM busy WHERE source = 'booking' AND source_id = $1",
    [BUSY_END] = "DELETE FROM busy WHERE source = 'booking' AND source_id = $1",
    [JOINT_IMAGE] =
        "SELECT talk_id, person_id, uid, event_id, lead, nth, answer FROM talk_presenter j"
        " WHERE person_id IN ($1, $2) AND lead = 0 AND EXISTS (SELECT 1"
        " FROM talk_presenter o WHERE o.talk_id = j.talk_id AND o.person_id <> j.person_id"
        " AND o.person_id IN ($1, $2) AND (o.lead = 1 OR o.person_id = $2))"
        " ORDER BY talk_id LIMIT 200",
    [JOINT_DROP] = "DELETE FROM talk_presenter WHERE talk_id = $1 AND person_id = $2",
    [NTH_IMAGE] = "SELECT talk_id, person_id, nth, (SELECT max(k.nth) FROM talk_presenter k"
                  " WHERE k.event_id = g.event_id AND k.person_id = $2) + nth"
                  " FROM talk_presenter g WHERE person_id = $1 AND nth IS NOT NULL AND EXISTS"
                  " (SELECT 1 FROM talk_presenter k WHERE k.event_id = g.event_id"
                  " AND k.person_id = $2 AND k.nth IS NOT NULL) ORDER BY talk_id LIMIT 200",
    [NTH_SET] = "UPDATE talk_presenter SET nth = $3 WHERE talk_id = $1 AND person_id = $2",
    /* Both have it and only the one that goes says it is done. */
    [DONE_IMAGE] = "SELECT k.id, k.done_on, k.done_by, k.done_at, k.seq, k.modified_at, g.id"
                   " FROM deadline g JOIN deadline k ON k.item_id = g.item_id AND k.person_id = $2"
                   " WHERE g.person_id = $1 AND g.done_on IS NOT NULL AND k.done_on IS NULL"
                   " ORDER BY k.id LIMIT 200",
    [DONE_COPY] = "UPDATE deadline SET (done_on, done_by, done_at) = (SELECT done_on, done_by,"
                  " done_at FROM deadline WHERE id = $2), seq = seq + 1, modified_at = $3"
                  " WHERE id = $1",
    [HELD_IMAGE] =
        "SELECT k.id, k.held_on, k.held_by, k.confirmed_by, k.confirmed_at, k.version, k.seq,"
        " k.modified_at, g.id FROM conversation g JOIN deadline gd ON gd.id = g.deadline_id"
        " JOIN deadline kd ON kd.item_id = gd.item_id AND kd.person_id = $2"
        " JOIN conversation k ON k.deadline_id = kd.id WHERE gd.person_id = $1"
        " AND g.held_on IS NOT NULL AND k.held_on IS NULL ORDER BY k.id LIMIT 200",
    [HELD_COPY] = "UPDATE conversation SET (held_on, held_by, confirmed_by, confirmed_at) ="
                  " (SELECT held_on, held_by, confirmed_by, confirmed_at FROM conversation"
                  " WHERE id = $2), version = version + 1, seq = seq + 1, modified_at = $3"
                  " WHERE id = $1",
    /* The place of the record that goes is one they have to come to; the other one need not. */
    [ASKED_LIST] =
        "SELECT b.event_id FROM booking b JOIN invitee g ON g.event_id = b.event_id"
        " AND g.person_id = $1 AND g.required = 1 JOIN invitee k ON k.event_id = b.event_id"
        " AND k.person_id = $2 AND k.required = 0 WHERE b.person_id = $1 AND b.ended_at IS NULL"
        " AND b.required = 1 ORDER BY b.event_id LIMIT 200",
    [INSERT] = "INSERT INTO person_merge (kept_id, gone_id, merged_at, merged_by, moved)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [TITLES] = "SELECT DISTINCT e.title FROM booking g JOIN booking k"
               " ON k.event_id = g.event_id AND k.person_id = $2 AND k.ended_at IS NULL"
               " JOIN event e ON e.id = g.event_id"
               " WHERE g.person_id = $1 AND g.ended_at IS NULL ORDER BY e.title LIMIT 50",
    [FIND] = "SELECT m.id, m.kept_id, m.gone_id, p.name, m.merged_at FROM person_merge m"
             " JOIN person p ON p.id = m.gone_id WHERE m.id = $1",
    [LIST] = "SELECT m.id, m.kept_id, m.gone_id, p.name, m.merged_at FROM person_merge m"
             " JOIN person p ON p.id = m.gone_id WHERE m.kept_id = $1 AND m.undone_at IS NULL"
             " AND m.merged_at > $2 ORDER BY m.merged_at DESC, m.id DESC LIMIT 20",
};

struct merge {
    struct store *store;
    struct instant now;
    struct arena *arena;
    struct person_id kept, gone;
    struct buf log;
    struct event_id freed[ENDED_MAX]; /* where a place came free */
    int freed_count;
};

/* ---- images ---- */

/* Logs every row of a statement; returns their first columns for what is done to them. */
static enum err log_rows(struct merge *m, const char *word, const char *sql,
                         const struct param *params, int columns, int64_t *firsts, int64_t *lasts,
                         int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(m->store, sql, params);
    while (rows_next(&rows) && count < SHARED_MAX) {
        merge_log_add(&m->log, word, &rows, columns, m->arena);
        firsts[count] = rows_int(&rows, 0);
        if (lasts)
            lasts[count] = rows_int(&rows, columns - 1);
        count++;
    }
    *ret_count = count;
    return rows_end(&rows);
}

static enum err log_one(struct merge *m, const char *word, const char *sql, int64_t id, int columns)
{
    int64_t first[SHARED_MAX];
    int count;
    return log_rows(m, word, sql, PARAMS(p_int(id)), columns, first, NULL, &count);
}

/* ---- what both have ---- */

static enum err end_place(struct merge *m, int64_t id)
{
    enum err err = log_one(m, "busy", SQL[BUSY_IMAGE], id, 8);
    if (err == OK)
        err = log_one(m, "place", SQL[PLACE_IMAGE], id, 7);
    if (err == OK)
        err = store_exec(m->store, SQL[PLACE_BACK], PARAMS(p_int(id)));
    if (err == OK)
        err = store_exec(m->store, SQL[BUSY_END], PARAMS(p_int(id)));
    if (err == OK)
        err = store_exec(m->store, SQL[PLACE_END], PARAMS(p_int(id), p_instant(m->now)));
    return err;
}

static enum err end_places(struct merge *m)
{
    int64_t ids[SHARED_MAX];
    int count = 0;
    struct rows rows =
        store_query(m->store, SQL[SHARED_PLACES], PARAMS(p_int(m->gone.v), p_int(m->kept.v)));
    while (rows_next(&rows))
        ids[count++] = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++) {
        struct booking booking;
        err = booking_find(m->store, (struct booking_id){ids[i]}, m->arena, &booking);
        if (err == OK && booking_status_has_place(booking.status) && m->freed_count < ENDED_MAX)
            m->freed[m->freed_count++] = booking.event;
        if (err == OK)
            err = end_place(m, ids[i]);
    }
    return err;
}

static enum err settle_talks(struct merge *m)
{
    int64_t talks[SHARED_MAX], numbers[SHARED_MAX];
    int count = 0;
    const struct param both[] = {p_int(m->gone.v), p_int(m->kept.v), {.kind = PARAM_END}};
    struct rows rows = store_query(m->store, SQL[JOINT_IMAGE], both);
    int64_t people[SHARED_MAX];
    while (rows_next(&rows) && count < SHARED_MAX) {
        merge_log_add(&m->log, "presenter", &rows, 7, m->arena);
        talks[count] = rows_int(&rows, 0);
        people[count++] = rows_int(&rows, 1);
    }
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = store_exec(m->store, SQL[JOINT_DROP], PARAMS(p_int(talks[i]), p_int(people[i])));
    if (err == OK)
        err = log_rows(m, "nth", SQL[NTH_IMAGE], both, 4, talks, numbers, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = store_exec(m->store, SQL[NTH_SET],
                         PARAMS(p_int(talks[i]), p_int(m->gone.v), p_int(numbers[i])));
    return err;
}

static enum err settle_deadlines(struct merge *m)
{
    int64_t kept[SHARED_MAX], gone[SHARED_MAX];
    int count;
    const struct param both[] = {p_int(m->gone.v), p_int(m->kept.v), {.kind = PARAM_END}};
    enum err err = log_rows(m, "done", SQL[DONE_IMAGE], both, 7, kept, gone, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = store_exec(m->store, SQL[DONE_COPY],
                         PARAMS(p_int(kept[i]), p_int(gone[i]), p_instant(m->now)));
    if (err == OK)
        err = log_rows(m, "held", SQL[HELD_IMAGE], both, 9, kept, gone, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = store_exec(m->store, SQL[HELD_COPY],
                         PARAMS(p_int(kept[i]), p_int(gone[i]), p_instant(m->now)));
    return err;
}

/* What was asked goes with the place that stands: each record has what the other one had. */
static enum err settle_asked(struct merge *m)
{
    int64_t events[SHARED_MAX];
    int count;
    enum err err = log_rows(m, "asked", SQL[ASKED_LIST], PARAMS(p_int(m->gone.v), p_int(m->kept.v)),
                            1, events, NULL, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = store_exec(m->store, merge_swap_asked,
                         PARAMS(p_int(events[i]), p_int(m->gone.v), p_int(m->kept.v)));
    return err;
}

/* ---- what moves ---- */

struct moved {
    int64_t number;
    const char *text;
};

static enum err move_all(struct merge *m, const struct merge_move *move)
{
    struct moved *rows_of = NULL;
    int count = 0, room = 0;
    struct rows rows =
        store_query(m->store, move->list, PARAMS(p_int(m->gone.v), p_int(m->kept.v)));
    while (rows_next(&rows)) {
        if (count == room)
            rows_of = arena_grow(m->arena, rows_of, sizeof *rows_of, 32, &room);
        rows_of[count++] = (struct moved){rows_int(&rows, 0), rows_text(&rows, 1, m->arena)};
        buf_add_c(&m->log, "move\t");
        buf_add_c(&m->log, move->name);
        buf_printf(&m->log, "\t%lld\t%s\n", (long long)rows_of[count - 1].number,
                   rows_of[count - 1].text);
    }
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = store_exec(m->store, move->apply,
                         PARAMS(p_int(m->kept.v), p_int(rows_of[i].number), p_text(rows_of[i].text),
                                p_int(m->gone.v)));
    return err;
}

static enum err move_everything(struct merge *m)
{
    enum err err = OK;
    for (const struct merge_move *move = merge_moves; err == OK && move->name; move++)
        err = move_all(m, move);
    return err;
}

/* ---- the two records ---- */

static enum err set_people(struct merge *m, const struct person_merge_request *request,
                           const struct person_record *kept, const struct person_record *gone)
{
    struct day today = tz_day(m->now);
    const char *name = request->name_of_gone ? gone->name : kept->name;
    const char *other = request->name_of_gone ? kept->name : gone->name;
    const char *email = request->email_of_gone ? gone->email : kept->email;
    int64_t former;
    /* The undo goes backwards: the record kept gives an address back before it is taken. */
    enum err err = log_one(m, "person", SQL[PERSON_IMAGE], m->gone.v, 7);
    if (err == OK)
        err = log_one(m, "person", SQL[PERSON_IMAGE], m->kept.v, 7);
    if (err == OK)
        err = store_exec(m->store, SQL[GONE_SET],
                         PARAMS(p_int(m->gone.v), p_int(m->kept.v), p_day(day_add(today, -1)),
                                p_instant(m->now)));
    if (err == OK)
        err = store_exec(m->store, SQL[KEPT_SET],
                         PARAMS(p_int(m->kept.v), p_text(name), p_text(*email ? email : NULL)));
    if (err != OK || str_eq(str_of(name), str_of(other)))
        return err;
    err = store_find_int(m->store, SQL[FORMER],
                         PARAMS(p_int(m->kept.v), p_text(other), p_day(today)), &former);
    buf_printf(&m->log, "former\t%lld\n", (long long)former);
    return err;
}

static enum err check(struct store *store, const struct person_merge_request *request,
                      struct refusal *why, struct person_record *kept, struct person_record *gone)
{
    if (request->kept.v == request->gone.v)
        return refuse(why, ERR_CONFLICT, "same", "These are the same record. Choose another one.");
    enum err err = person_record_find(store, request->kept, why->arena, kept);
    if (err == OK)
        err = person_record_find(store, request->gone, why->arena, gone);
    if (err == OK && (kept->merged_into.v || gone->merged_into.v))
        return refuse(why, ERR_CONFLICT, "merged",
                      "One of the two was merged already. Go to the record that was kept.");
    if (err == OK && request->gone.v == request->by.v)
        return refuse(why, ERR_CONFLICT, "yourself",
                      "You are signed in with the record that would go. Keep it, and merge the "
                      "other one into it.");
    return err;
}

static enum err merge(struct merge *m, const struct person_merge_request *request,
                      const struct person_record *kept, const struct person_record *gone,
                      struct person_merge_id *ret)
{
    enum err err = set_people(m, request, kept, gone);
    if (err == OK)
        err = end_places(m);
    if (err == OK)
        err = settle_talks(m);
    if (err == OK)
        err = settle_deadlines(m);
    if (err == OK)
        err = settle_asked(m);
    if (err == OK)
        err = move_everything(m);
    if (err == OK)
        err = session_end_all(m->store, m->gone);
    if (err == OK)
        err = m->log.full
                  ? ERR_LIMIT
                  : store_find_int(m->store, SQL[INSERT],
                                   PARAMS(p_int(m->kept.v), p_int(m->gone.v), p_instant(m->now),
                                          p_int(request->by.v), p_str(buf_str(&m->log))),
                                   &ret->v);
    for (int i = 0; err == OK && i < m->freed_count; i++)
        err = register_follow(m->store, m->now, m->freed[i], m->arena);
    for (int i = 0; err == OK && i < m->freed_count; i++)
        err = booking_promote(m->store, m->now, m->freed[i], m->arena);
    return err;
}

enum err person_merge(struct store *store, struct instant now,
                      const struct person_merge_request *request, struct refusal *why,
                      struct person_merge_id *ret)
{
    struct person_record kept, gone;
    enum err err = check(store, request, why, &kept, &gone);
    if (err != OK)
        return err;
    struct merge *m = ARENA_NEW(why->arena, struct merge);
    *m = (struct merge){.store = store,
                        .now = now,
                        .arena = why->arena,
                        .kept = request->kept,
                        .gone = request->gone};
    buf_init(&m->log, MERGE_LOG_BYTES_MAX);
    err = merge(m, request, &kept, &gone, ret);
    buf_done(&m->log);
    return err;
}

/* ---- looking ---- */

enum err person_merge_clashes(struct store *store, struct person_id kept, struct person_id gone,
                              struct arena *arena, struct person_merge_clashes *ret)
{
    struct person_merge_clashes clashes = {.count = 0};
    struct rows rows = store_query(store, SQL[TITLES], PARAMS(p_int(gone.v), p_int(kept.v)));
    while (rows_next(&rows))
        clashes.titles[clashes.count++] = rows_text(&rows, 0, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = clashes;
    return err;
}

static struct person_merge_entry read_entry(const struct rows *rows, struct arena *arena)
{
    return (struct person_merge_entry){{rows_int(rows, 0)},
                                       {rows_int(rows, 1)},
                                       {rows_int(rows, 2)},
                                       rows_text(rows, 3, arena),
                                       rows_instant(rows, 4)};
}

enum err person_merge_find(struct store *store, struct person_merge_id id, struct arena *arena,
                           struct person_merge_entry *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct person_merge_entry entry = read_entry(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = entry;
    return err;
}

enum err person_merge_list(struct store *store, struct person_id kept, struct instant now,
                           struct arena *arena, struct person_merge_entry **ret, int *ret_count)
{
    struct person_merge_entry *items =
        ARENA_ARRAY(arena, struct person_merge_entry, PERSON_MERGES_MAX);
    int count = 0;
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_int(kept.v), p_int(now.v - PERSON_MERGE_UNDO_DAYS * (int64_t)DAY_S)));
    while (rows_next(&rows))
        items[count++] = read_entry(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

bool person_merge_knows(struct str reference)
{
    for (const struct merge_move *move = merge_moves; move->name; move++)
        if (str_eq_c(reference, move->name))
            return true;
    for (int i = 0; merge_stays[i]; i++)
        if (str_eq_c(reference, merge_stays[i]))
            return true;
    return false;
}
