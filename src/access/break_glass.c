/* DESIGN: reading a confidential record in an emergency: two people, a reason, an end. */
#include "break_glass.h"

#include "audit.h"
#include "notice.h"

enum { HOUR_S = 3600 };

enum { INSERT, FIND, LIST, LIVE, OPEN, APPROVE, END };

#define COLUMNS                                                                                    \
    "SELECT g.id, g.person_id, p.name, g.asked_by, a.name, g.reason, g.hours, g.asked_at,"         \
    " g.approved_by, v.name, g.approved_at, g.ends_at, g.ended_by, e.name, g.ended_at"             \
    " FROM break_glass g JOIN person p ON p.id = g.person_id"                                      \
    " JOIN person a ON a.id = g.asked_by LEFT JOIN person v ON v.id = g.approved_by"               \
    " LEFT JOIN person e ON e.id = g.ended_by "

static const char *const SQL[] = {
    [INSERT] = "INSERT INTO break_glass (person_id, asked_by, reason, hours, asked_at)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [FIND] = COLUMNS "WHERE g.id = $1",
    [LIST] = COLUMNS "WHERE ($1 = 0 OR g.person_id = $1) AND ($2 = 0 OR g.id < $2)"
                     " ORDER BY g.id DESC LIMIT $3",
    [LIVE] = "SELECT count(*) FROM break_glass WHERE asked_by = $1 AND person_id = $2"
             " AND ended_at IS NULL AND coalesce(ends_at, asked_at + hours * 3600) > $3",
    [OPEN] = "SELECT count(*) FROM break_glass WHERE asked_by = $1 AND person_id = $2"
             " AND ended_at IS NULL AND approved_at <= $3 AND ends_at > $3",
    [APPROVE] = "UPDATE break_glass SET approved_by = $2, approved_at = $3,"
                " ends_at = $3 + hours * 3600 WHERE id = $1",
    [END] = "UPDATE break_glass SET ended_by = $2, ended_at = $3 WHERE id = $1",
};

const char *break_glass_state_name(enum break_glass_state state)
{
    static const char *const names[] = {
        [BREAK_GLASS_ASKED] = "asked", [BREAK_GLASS_OPEN] = "open",     [BREAK_GLASS_OVER] = "over",
        [BREAK_GLASS_ENDED] = "ended", [BREAK_GLASS_LAPSED] = "lapsed",
    };
    return names[state];
}

static enum break_glass_state judge(const struct break_glass *glass, struct instant now)
{
    if (glass->ended_at.v)
        return BREAK_GLASS_ENDED;
    if (glass->approved_at.v)
        return now.v < glass->ends_at.v ? BREAK_GLASS_OPEN : BREAK_GLASS_OVER;
    return now.v < glass->asked_at.v + (int64_t)glass->hours * HOUR_S ? BREAK_GLASS_ASKED
                                                                      : BREAK_GLASS_LAPSED;
}

static struct break_glass read_row(const struct rows *rows, struct instant now, struct arena *arena)
{
    struct break_glass glass = {
        .id = rows_int(rows, 0),
        .person = {rows_int(rows, 1)},
        .person_name = rows_text(rows, 2, arena),
        .asked_by = {rows_int(rows, 3)},
        .asked_by_name = rows_text(rows, 4, arena),
        .reason = rows_text(rows, 5, arena),
        .hours = (int)rows_int(rows, 6),
        .asked_at = rows_instant(rows, 7),
        .approved_by = {rows_int(rows, 8)},
        .approved_by_name = rows_text(rows, 9, arena),
        .approved_at = rows_instant(rows, 10),
        .ends_at = rows_instant(rows, 11),
        .ended_by = {rows_int(rows, 12)},
        .ended_by_name = rows_text(rows, 13, arena),
        .ended_at = rows_instant(rows, 14),
    };
    glass.state = judge(&glass, now);
    return glass;
}

/* ---- reading ---- */

enum err break_glass_find(struct store *store, int64_t id, struct instant now, struct arena *arena,
                          struct break_glass *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    *ret = read_row(&rows, now, arena);
    return rows_end(&rows);
}

enum err break_glass_is_open(struct store *store, struct person_id person, struct person_id reader,
                             struct instant now, bool *ret)
{
    int64_t open = 0;
    enum err err = store_find_int(store, SQL[OPEN],
                                  PARAMS(p_int(reader.v), p_int(person.v), p_instant(now)), &open);
    if (err == OK)
        *ret = open > 0;
    return err;
}

enum err break_glass_list(struct store *store, struct person_id person, int64_t before, int limit,
                          struct instant now, struct arena *arena, struct break_glass_list *ret)
{
    struct break_glass_list list = {.items =
                                        ARENA_ARRAY(arena, struct break_glass, (size_t)limit + 1)};
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(person.v), p_int(before), p_int(limit + 1)));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, now, arena);
    enum err err = rows_end(&rows);
    if (list.count > limit) {
        list.count = limit;
        list.next = list.items[limit - 1].id;
    }
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- asking ---- */

static enum err record(struct store *store, struct instant now, const struct actor *actor,
                       const char *action, const struct break_glass *glass)
{
    const struct audit_entry entry = {.actor = actor->person,
                                      .action = action,
                                      .object_id = glass->id,
                                      .subject = glass->person,
                                      .reason = glass->reason};
    return audit_record(store, now, &entry);
}

static enum err check_ask(struct str reason, int64_t hours, struct refusal *why)
{
    size_t chars = str_is_utf8(reason) ? str_utf8_count(reason) : 0;
    if (chars < BREAK_GLASS_REASON_CHARS_MIN)
        refuse_field(why, "reason",
                     "Say in a sentence why this cannot wait, at least %d characters. The person "
                     "will read it.",
                     BREAK_GLASS_REASON_CHARS_MIN);
    else if (chars > BREAK_GLASS_REASON_CHARS_MAX || str_has_controls(reason, true))
        refuse_field(why, "reason", "Give the reason in at most %d characters.",
                     BREAK_GLASS_REASON_CHARS_MAX);
    if (hours < 1 || hours > BREAK_GLASS_HOURS_MAX)
        refuse_field(why, "hours", "Choose from 1 to %d hours.", BREAK_GLASS_HOURS_MAX);
    return refusal_check(why);
}

/* One at a time: nobody gathers a stock of them. */
static enum err check_none_lives(struct store *store, const struct actor *actor,
                                 struct person_id person, struct instant now, struct refusal *why)
{
    int64_t live = 0;
    enum err err = store_find_int(
        store, SQL[LIVE], PARAMS(p_int(actor->person.v), p_int(person.v), p_instant(now)), &live);
    if (err == OK && live)
        return refuse(why, ERR_CONFLICT, "already-asked",
                      "You have asked to read this record already. Look at the list of emergency "
                      "readings.");
    return err;
}

enum err break_glass_ask(struct store *store, const struct actor *actor, struct person_id person,
                         struct str reason, int64_t hours, struct instant now, struct refusal *why,
                         int64_t *ret_id)
{
    struct break_glass glass = {.person = person};
    struct str text = str_trim(reason);
    if (person.v == actor->person.v)
        return refuse(why, ERR_CONFLICT, "own",
                      "This is your own record. You can read it at any time on your own pages.");
    enum err err = check_ask(text, hours, why);
    if (err == OK)
        err = check_none_lives(store, actor, person, now, why);
    if (err == OK)
        err = store_find_int(store, SQL[INSERT],
                             PARAMS(p_int(person.v), p_int(actor->person.v), p_str(text),
                                    p_int(hours), p_instant(now)),
                             &glass.id);
    glass.reason = arena_str_c(why->arena, text);
    if (err == OK)
        err = record(store, now, actor, "break-glass-ask", &glass);
    if (err == OK)
        *ret_id = glass.id;
    return err;
}

/* ---- approving ---- */

/* The owner is told at once who reads, who approved and until when; why is on their page, since
 * mail goes through other people's servers. */
static enum err tell_owner(struct store *store, struct instant now, const struct break_glass *glass,
                           struct arena *arena)
{
    struct person owner;
    enum err err = person_find(store, glass->person, arena, &owner);
    if (err != OK)
        return err;
    const struct notice notice = {
        .kind = NOTICE_BREAK_GLASS,
        .to = owner.id,
        .to_name = owner.name,
        .to_email = owner.email,
        .object_id = glass->id,
        .ends_at = glass->ends_at,
        .by = glass->asked_by_name,
        .detail = arena_printf(arena, "%s agreed to it.", glass->approved_by_name),
    };
    return notice_queue(store, now, &notice);
}

static enum err find_live(struct store *store, int64_t id, struct instant now, struct refusal *why,
                          struct break_glass *ret)
{
    enum err err = break_glass_find(store, id, now, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, err, "not-found", "There is no such request. Go back to the list.");
    return err;
}

enum err break_glass_approve(struct store *store, const struct actor *actor, int64_t id,
                             struct instant now, struct refusal *why)
{
    struct break_glass glass;
    enum err err = find_live(store, id, now, why, &glass);
    if (err != OK)
        return err;
    if (glass.state != BREAK_GLASS_ASKED)
        return refuse(why, ERR_CONFLICT, "not-waiting",
                      "This request is not waiting any more. Whoever needs it asks again.");
    if (actor->person.v == glass.asked_by.v || actor->person.v == glass.person.v)
        return refuse(why, ERR_CONFLICT, "same-person",
                      "It takes two people: neither who asked nor the person concerned can "
                      "approve. Ask another head or a trust coordinator.");
    err =
        store_exec(store, SQL[APPROVE], PARAMS(p_int(id), p_int(actor->person.v), p_instant(now)));
    if (err == OK)
        err = break_glass_find(store, id, now, why->arena, &glass);
    if (err == OK)
        err = record(store, now, actor, "break-glass-approve", &glass);
    return err == OK ? tell_owner(store, now, &glass, why->arena) : err;
}

enum err break_glass_end(struct store *store, const struct actor *actor, int64_t id,
                         struct instant now, struct refusal *why)
{
    struct break_glass glass;
    enum err err = find_live(store, id, now, why, &glass);
    if (err != OK)
        return err;
    if (glass.state != BREAK_GLASS_ASKED && glass.state != BREAK_GLASS_OPEN)
        return refuse(why, ERR_CONFLICT, "already-over",
                      "This is over already. There is nothing to end.");
    err = store_exec(store, SQL[END], PARAMS(p_int(id), p_int(actor->person.v), p_instant(now)));
    return err == OK ? record(store, now, actor, "break-glass-end", &glass) : err;
}
