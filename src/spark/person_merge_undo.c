/* DESIGN: a merge taken back, line by line from its last. */
#include <string.h>

#include "booking_status.h"
#include "check.h"
#include "person_merge.h"
#include "person_merge_log.h"
#include "person_merge_table.h"
#include "person_record.h"
#include "register.h"

enum { DAY_S = 86400 };

enum {
    FIND,
    CLOSE,
    PERSON_BACK,
    FORMER_BACK,
    SEAT_TAKE,
    PLACE_BACK,
    BUSY_BACK,
    PRESENTER_BACK,
    NTH_BACK,
    DONE_BACK,
    HELD_BACK,
};
static const char *const SQL[] = {
    [FIND] = "SELECT kept_id, gone_id, merged_at, coalesce(undone_at, 0), moved FROM person_merge"
             " WHERE id = $1",
    [CLOSE] = "UPDATE person_merge SET undone_at = $2, undone_by = $3 WHERE id = $1",
    [PERSON_BACK] = "UPDATE person SET name = $2, email = $3, left_on = $4, gone_at = $5,"
                    " merged_into = $6, version = $7 WHERE id = $1",
    [FORMER_BACK] = "DELETE FROM former_name WHERE id = $1",
    /* Who leads, takes part online or was let in beyond the capacity has no seat to find. */
    [SEAT_TAKE] = "UPDATE event SET taken = taken + b.seat FROM (SELECT part = 'attendee'"
                  " AND beyond = 0 AND online = 0 AS seat FROM booking WHERE id = $2) b"
                  " WHERE id = $1 AND (taken < capacity OR b.seat = 0)",
    [PLACE_BACK] = "UPDATE booking SET status = $2, ended_at = $3, seq = $4, modified_at = $5,"
                   " offered_until = $6 WHERE id = $1",
    [BUSY_BACK] = "INSERT INTO busy (person_id, from_at, to_at, source, source_id, event_id,"
                  " part, school_id) SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE EXISTS (SELECT 1"
                  " FROM booking b WHERE b.id = $5 AND b.ended_at IS NULL"
                  " AND b.status <> 'waiting') ON CONFLICT DO NOTHING",
    [PRESENTER_BACK] = "INSERT INTO talk_presenter (talk_id, person_id, uid, event_id, lead, nth,"
                       " answer) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    [NTH_BACK] = "UPDATE talk_presenter SET nth = $3 WHERE talk_id = $1 AND person_id = $2"
                 " AND nth IS NOT NULL",
    [DONE_BACK] = "UPDATE deadline SET done_on = $2, done_by = $3, done_at = $4, seq = $5,"
                  " modified_at = $6 WHERE id = $1",
    [HELD_BACK] = "UPDATE conversation SET held_on = $2, held_by = $3, confirmed_by = $4,"
                  " confirmed_at = $5, version = $6, seq = $7, modified_at = $8 WHERE id = $1",
};

struct undo {
    struct store *store;
    struct person_id kept, gone;
};

/* Its seat may be somebody else's by now: then it is a place in line. */
static enum err put_place_back(const struct undo *u, const struct merge_line *line)
{
    enum booking_status was;
    if (booking_status_parse(line->values[1], &was) != OK)
        return ERR_BUG;
    bool held = booking_status_has_place(was);
    enum err err =
        held ? store_exec(u->store, SQL[SEAT_TAKE],
                          PARAMS(p_int(merge_line_int(line, 5)), p_int(merge_line_int(line, 0))))
             : OK;
    bool seated = held && err == OK && store_changes(u->store) == 1;
    if (err != OK)
        return err;
    return store_exec(u->store, SQL[PLACE_BACK],
                      PARAMS(p_int(merge_line_int(line, 0)),
                             held && !seated ? p_text("waiting") : p_str(line->values[1]),
                             merge_line_number(line, 2), merge_line_number(line, 3),
                             merge_line_number(line, 4),
                             held && !seated ? p_id_or_null(0) : merge_line_number(line, 6)));
}

/* Each has again what the register said of them. */
static enum err follow_register(const struct undo *u, struct instant now,
                                const struct merge_line *line, struct arena *arena)
{
    if (!str_eq_c(line->word, "place"))
        return OK;
    return register_follow(u->store, now, (struct event_id){merge_line_int(line, 5)}, arena);
}

static enum err move_back(const struct undo *u, const struct merge_line *line)
{
    const struct merge_move *move = merge_moves;
    while (move->name && !str_eq_c(line->values[0], move->name))
        move++;
    if (!move->name)
        return ERR_BUG;
    return store_exec(u->store, move->apply,
                      PARAMS(p_int(u->gone.v), p_int(merge_line_int(line, 1)),
                             p_str(line->values[2]), p_int(u->kept.v)));
}

#define N(i) merge_line_number(line, i)
#define T(i) merge_line_text(line, i)

/* What was merged before joint presenters were asked says nothing of an answer. */
static struct param answer_of(const struct merge_line *line)
{
    return line->count > 6 ? T(6) : p_text("yes");
}

static enum err undo_line(const struct undo *u, const struct merge_line *line)
{
    struct str word = line->word;
    if (str_eq_c(word, "move"))
        return move_back(u, line);
    if (str_eq_c(word, "place"))
        return put_place_back(u, line);
    if (str_eq_c(word, "busy"))
        return store_exec(u->store, SQL[BUSY_BACK],
                          PARAMS(N(0), N(1), N(2), T(3), N(4), N(5), N(6), N(7)));
    if (str_eq_c(word, "presenter"))
        return store_exec(u->store, SQL[PRESENTER_BACK],
                          PARAMS(N(0), N(1), T(2), N(3), N(4), N(5), answer_of(line)));
    if (str_eq_c(word, "nth"))
        return store_exec(u->store, SQL[NTH_BACK], PARAMS(N(0), N(1), N(2)));
    if (str_eq_c(word, "done"))
        return store_exec(u->store, SQL[DONE_BACK], PARAMS(N(0), N(1), N(2), N(3), N(4), N(5)));
    if (str_eq_c(word, "held"))
        return store_exec(u->store, SQL[HELD_BACK],
                          PARAMS(N(0), N(1), N(2), N(3), N(4), N(5), N(6), N(7)));
    if (str_eq_c(word, "asked"))
        return store_exec(u->store, merge_swap_asked,
                          PARAMS(N(0), p_int(u->gone.v), p_int(u->kept.v)));
    if (str_eq_c(word, "former"))
        return store_exec(u->store, SQL[FORMER_BACK], PARAMS(N(0)));
    if (str_eq_c(word, "person"))
        return store_exec(u->store, SQL[PERSON_BACK],
                          PARAMS(N(0), T(1), T(2), N(3), N(4), N(5), N(6)));
    return ERR_BUG;
}

static enum err refuse_late(struct refusal *why)
{
    return refuse(why, ERR_CONFLICT, "too-late",
                  "This was merged more than %d days ago and can no longer be undone. Add the "
                  "person anew.",
                  PERSON_MERGE_UNDO_DAYS);
}

struct found {
    struct undo undo;
    struct instant merged_at, undone_at;
    struct str moved;
};

static enum err find(struct store *store, struct person_merge_id id, struct arena *arena,
                     struct found *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    *ret = (struct found){{store, {rows_int(&rows, 0)}, {rows_int(&rows, 1)}},
                          rows_instant(&rows, 2),
                          rows_instant(&rows, 3),
                          arena_str(arena, rows_str(&rows, 4))};
    return rows_end(&rows);
}

static enum err check(const struct found *found, struct instant now, struct refusal *why)
{
    struct person_record kept;
    if (found->undone_at.v)
        return refuse(why, ERR_CONFLICT, "undone", "This merge was undone already.");
    if (now.v - found->merged_at.v > PERSON_MERGE_UNDO_DAYS * (int64_t)DAY_S)
        return refuse_late(why);
    enum err err = person_record_find(found->undo.store, found->undo.kept, why->arena, &kept);
    if (err == OK && kept.merged_into.v)
        return refuse(why, ERR_CONFLICT, "merged",
                      "The record was merged into another one since. Undo that first.");
    return err;
}

enum err person_merge_undo(struct store *store, struct instant now, struct person_merge_id id,
                           struct person_id by, struct refusal *why)
{
    struct found found;
    struct merge_line *lines;
    int count = 0;
    enum err err = find(store, id, why->arena, &found);
    if (err == OK)
        err = check(&found, now, why);
    if (err != OK)
        return err;
    /* What a person's erasure took away cannot be put back. */
    if (merge_log_read(found.moved, why->arena, &lines, &count) != OK)
        return refuse_late(why);
    for (int i = 0; err == OK && i < count; i++)
        err = undo_line(&found.undo, &lines[i]);
    for (int i = 0; err == OK && i < count; i++)
        err = follow_register(&found.undo, now, &lines[i], why->arena);
    return err == OK
               ? store_exec(store, SQL[CLOSE], PARAMS(p_int(id.v), p_instant(now), p_int(by.v)))
               : err;
}
