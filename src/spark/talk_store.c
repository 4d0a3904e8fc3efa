/* DESIGN: the SQL of talks and their presenters. */
#include "talk_store.h"

#include <stdlib.h>

#include "check.h"
#include "talk_spoken_sql.h"
#include "token.h"

#define TALK_SELECT                                                                                \
    "SELECT id, event_id, person_id, title, abstract, category, minutes, wanted_minutes, status,"  \
    " booked_at, queued_at, withdrawn_at, modified_at, version, seq, arrive_at, leave_at, kit,"    \
    " theme FROM talk "
#define LIVE_STATUS "status IN ('confirmed', 'offered', 'requested', 'waiting')"
/* Takes room: what is offered is kept for its presenter. */
#define SLOT_STATUS "status IN ('confirmed', 'offered')"
#define IN_LINE LIVE_STATUS " AND (status = 'waiting' OR wanted_minutes IS NOT NULL)"
#define PRESENTER_SELECT                                                                           \
    "SELECT m.talk_id, m.person_id, p.name, coalesce(p.email, ''), coalesce((SELECT c.name FROM "  \
    "employment w"                                                                                 \
    " JOIN school c ON c.id = w.school_id WHERE w.person_id = p.id"                                \
    " ORDER BY w.ends_on IS NULL DESC, w.ends_on DESC, w.id LIMIT 1), ''),"                        \
    " m.uid, m.lead, m.answer = 'asked' FROM talk_presenter m JOIN person p ON p.id = "            \
    "m.person_id "

enum {
    FIND,
    LIVE,
    COUNT_LIVE,
    NEXT_LINE,
    LINE_LENGTH,
    COUNT_LENGTHS,
    PRESENTERS,
    EVENT_PRESENTERS,
    LIVE_OF,
    INSERT,
    UNBOOKED,
    INSERT_PRESENTER,
    DELETE_PRESENTER,
    DELETE_CONSENT,
    DELETE_NEED,
    ANSWERED,
    SET_LEAD,
    MARK_LEAD,
    UPDATE,
    WITHDRAW,
    FREE_PRESENTERS,
    RAISE_ALL,
    SHIFT_NEEDS,
    DRAFTS,
    DELETE_PRESENTERS,
    DELETE,
};
static const char *const SQL[] = {
    [FIND] = TALK_SELECT "WHERE id = $1",
    [LIVE] = TALK_SELECT "WHERE event_id = $1 AND " LIVE_STATUS " ORDER BY"
                         " status, CASE WHEN status = 'waiting' THEN queued_at ELSE booked_at END,"
                         " id LIMIT $2",
    [COUNT_LIVE] = "SELECT count(*) FROM talk WHERE event_id = $1"
                   " AND " LIVE_STATUS,
    [NEXT_LINE] = "SELECT e.id, e.starts_at FROM spark_event s JOIN event e ON e.id = s.event_id"
                  " WHERE e.status IN ('published', 'closed') AND (e.starts_at, e.id) > ($1, $2)"
                  " AND EXISTS (SELECT 1 FROM talk WHERE event_id = e.id AND " IN_LINE ")"
                  " ORDER BY e.starts_at, e.id LIMIT 1",
    [LINE_LENGTH] = "SELECT count(*) FROM talk WHERE event_id = $1"
                    " AND " IN_LINE " AND NOT (status = 'waiting' AND EXISTS (SELECT 1"
                    " FROM stage_talk k WHERE k.talk_id = talk.id))",
    [COUNT_LENGTHS] = "SELECT minutes, count(*) FROM talk WHERE event_id = $1"
                      " AND " SLOT_STATUS " GROUP BY minutes LIMIT 60",
    [PRESENTERS] = PRESENTER_SELECT "WHERE m.talk_id = $1 ORDER BY m.lead DESC, p.name, p.id"
                                    " LIMIT 4",
    [EVENT_PRESENTERS] = PRESENTER_SELECT "WHERE m.event_id = $1 AND m.nth IS NOT NULL"
                                          " ORDER BY m.talk_id, m.lead DESC, p.name, p.id LIMIT $2",
    [LIVE_OF] = "SELECT talk_id, nth FROM talk_presenter WHERE event_id = $1 AND person_id = $2"
                " AND nth IS NOT NULL ORDER BY nth LIMIT 5",
    [INSERT] = "INSERT INTO talk (uid, event_id, person_id, title, abstract, category, minutes,"
               " status, booked_at, queued_at, modified_at, arrive_at, leave_at, kit, theme)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10, $11, $12, $13)"
               " RETURNING id",
    [UNBOOKED] = "SELECT DISTINCT p.id, p.name FROM " TALK_PRESENTERS
                 " JOIN person p ON p.id = m.person_id WHERE m.event_id = $1"
                 " AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.event_id = m.event_id"
                 " AND b.person_id = p.id AND b.ended_at IS NULL AND b.status <> 'waiting')"
                 " ORDER BY p.name COLLATE NOCASE, p.id LIMIT $2",
    [INSERT_PRESENTER] = "INSERT INTO talk_presenter (talk_id, person_id, uid, event_id, lead, nth,"
                         " answer) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [DELETE_PRESENTER] = "DELETE FROM talk_presenter WHERE talk_id = $1 AND person_id = $2",
    [DELETE_CONSENT] = "DELETE FROM talk_public WHERE talk_id = $1 AND person_id = $2",
    [DELETE_NEED] = "DELETE FROM talk_need WHERE talk_id = $1 AND person_id = $2",
    [ANSWERED] = "UPDATE talk_presenter SET answer = 'yes' WHERE talk_id = $1 AND person_id = $2",
    [SET_LEAD] = "UPDATE talk SET person_id = $2 WHERE id = $1",
    [MARK_LEAD] = "UPDATE talk_presenter SET lead = person_id = $2 WHERE talk_id = $1",
    [UPDATE] = "UPDATE talk SET title = $2, abstract = $3, category = $4, minutes = $5,"
               " wanted_minutes = $6, status = $7, queued_at = $8, modified_at = $9,"
               " arrive_at = $11, leave_at = $12, kit = $13, theme = $14, booked_at = $15,"
               " version = version + 1, seq = seq + 1 WHERE id = $1 AND version = $10",
    [WITHDRAW] = "UPDATE talk SET status = 'withdrawn', wanted_minutes = NULL, withdrawn_at = $2,"
                 " modified_at = $2, version = version + 1, seq = seq + 1"
                 " WHERE id = $1 AND version = $3",
    [FREE_PRESENTERS] = "UPDATE talk_presenter SET nth = NULL WHERE talk_id = $1",
    [SHIFT_NEEDS] = "UPDATE talk SET arrive_at = arrive_at + $2, leave_at = leave_at + $2"
                    " WHERE event_id = $1",
    [RAISE_ALL] = "UPDATE talk SET seq = seq + 1, modified_at = $2"
                  " WHERE event_id = $1 AND " LIVE_STATUS,
    [DRAFTS] = TALK_SELECT "WHERE event_id = $1 AND person_id = $2 AND status = 'draft'"
                           " ORDER BY modified_at DESC, id DESC LIMIT $3",
    [DELETE_PRESENTERS] = "DELETE FROM talk_presenter WHERE talk_id = $1",
    [DELETE] = "DELETE FROM talk WHERE id = $1 AND status = 'draft'",
};

/* ---- talks ---- */

static struct talk read_talk(const struct rows *rows, struct arena *arena)
{
    struct talk talk = {
        .id = {rows_int(rows, 0)},
        .event = {rows_int(rows, 1)},
        .person = {rows_int(rows, 2)},
        .title = rows_text(rows, 3, arena),
        .abstract = rows_text(rows, 4, arena),
        .category = rows_text(rows, 5, arena),
        .minutes = (int)rows_int(rows, 6),
        .wanted_minutes = (int)rows_int(rows, 7),
        .booked_at = rows_instant(rows, 9),
        .queued_at = rows_instant(rows, 10),
        .withdrawn_at = rows_instant(rows, 11),
        .modified_at = rows_instant(rows, 12),
        .version = (int)rows_int(rows, 13),
        .seq = (int)rows_int(rows, 14),
        .arrive_at = rows_instant(rows, 15),
        .leave_at = rows_instant(rows, 16),
        .kit = rows_text(rows, 17, arena),
        .theme = rows_text(rows, 18, arena),
    };
    CHECK(talk_status_parse(rows_str(rows, 8), &talk.status) == OK);
    return talk;
}

static enum err find_talk(struct store *store, const char *sql, const struct param *params,
                          struct arena *arena, struct talk *ret)
{
    struct rows rows;
    enum err err = store_find(store, sql, params, &rows);
    if (err != OK)
        return err;
    struct talk talk = read_talk(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = talk;
    return err;
}

enum err talk_store_find(struct store *store, struct talk_id id, struct arena *arena,
                         struct talk *ret)
{
    return find_talk(store, SQL[FIND], PARAMS(p_int(id.v)), arena, ret);
}

enum err talk_store_next_line(struct store *store, const struct talk_line *after,
                              struct talk_line *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[NEXT_LINE],
                              PARAMS(p_instant(after->starts_at), p_int(after->event.v)), &rows);
    if (err != OK)
        return err;
    struct talk_line line = {{rows_int(&rows, 0)}, rows_instant(&rows, 1)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = line;
    return err;
}

static enum err find_count(struct store *store, const char *sql, const struct param *params,
                           int *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, sql, params, &count);
    if (err == OK)
        *ret = (int)count;
    return err;
}

enum err talk_store_line_length(struct store *store, struct event_id event, int *ret)
{
    return find_count(store, SQL[LINE_LENGTH], PARAMS(p_int(event.v)), ret);
}

enum err talk_store_count(struct store *store, struct event_id event, struct pack_talks *ret)
{
    struct pack_talks talks = {0};
    struct rows rows = store_query(store, SQL[COUNT_LENGTHS], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        pack_rules_add(&talks, (int)rows_int(&rows, 0), (int)rows_int(&rows, 1));
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = talks;
    return err;
}

/* ---- presenters ---- */

static struct talk_presenter read_presenter(const struct rows *rows, struct arena *arena)
{
    return (struct talk_presenter){
        .person = {rows_int(rows, 1)},
        .name = rows_text(rows, 2, arena),
        .email = rows_text(rows, 3, arena),
        .school_name = rows_text(rows, 4, arena),
        .uid = rows_text(rows, 5, arena),
        .lead = rows_int(rows, 6) != 0,
        .asked = rows_int(rows, 7) != 0,
    };
}

static void add_presenter(struct talk *talk, const struct rows *rows, struct arena *arena)
{
    if (!talk->presenters)
        talk->presenters = ARENA_ARRAY(arena, struct talk_presenter, TALK_PRESENTERS_MAX);
    if (talk->presenter_count < TALK_PRESENTERS_MAX)
        talk->presenters[talk->presenter_count++] = read_presenter(rows, arena);
}

enum err talk_store_presenters(struct store *store, struct arena *arena, struct talk *talk)
{
    struct talk found = *talk;
    found.presenters = NULL;
    found.presenter_count = 0;
    struct rows rows = store_query(store, SQL[PRESENTERS], PARAMS(p_int(talk->id.v)));
    while (rows_next(&rows))
        add_presenter(&found, &rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *talk = found;
    return err;
}

static struct talk *with_id(struct talk_rows *list, int64_t id)
{
    for (int i = 0; i < list->count; i++) {
        if (list->items[i].id.v == id)
            return &list->items[i];
    }
    return NULL;
}

static enum err read_presenters(struct store *store, struct event_id event, struct arena *arena,
                                struct talk_rows *list)
{
    struct talk *talk = NULL;
    struct rows rows =
        store_query(store, SQL[EVENT_PRESENTERS],
                    PARAMS(p_int(event.v), p_int((int64_t)list->count * TALK_PRESENTERS_MAX)));
    while (rows_next(&rows)) {
        if (!talk || talk->id.v != rows_int(&rows, 0))
            talk = with_id(list, rows_int(&rows, 0));
        if (talk)
            add_presenter(talk, &rows, arena);
    }
    return rows_end(&rows);
}

enum err talk_store_live(struct store *store, struct event_id event, struct arena *arena,
                         struct talk_rows *ret)
{
    int count = 0;
    enum err err = find_count(store, SQL[COUNT_LIVE], PARAMS(p_int(event.v)), &count);
    if (err != OK)
        return err;
    struct talk_rows list = {ARENA_ARRAY(arena, struct talk, (size_t)count + 1), 0};
    struct rows rows = store_query(store, SQL[LIVE], PARAMS(p_int(event.v), p_int(count)));
    while (rows_next(&rows))
        list.items[list.count++] = read_talk(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        err = read_presenters(store, event, arena, &list);
    if (err == OK)
        *ret = list;
    return err;
}

static int by_id(const void *left, const void *right)
{
    const struct talk *a = left, *b = right;
    return a->id.v < b->id.v ? -1 : a->id.v > b->id.v;
}

void talk_store_keep_slots(struct talk_rows *rows)
{
    int kept = 0;
    for (int i = 0; i < rows->count; i++) {
        if (talk_status_has_slot(rows->items[i].status))
            rows->items[kept++] = rows->items[i];
    }
    rows->count = kept;
    qsort(rows->items, (size_t)kept, sizeof *rows->items, by_id);
}

enum err talk_store_live_of(struct store *store, struct event_id event, struct person_id person,
                            struct talk_live_of *ret)
{
    struct talk_live_of found = {0};
    struct rows rows = store_query(store, SQL[LIVE_OF], PARAMS(p_int(event.v), p_int(person.v)));
    while (rows_next(&rows)) {
        found.talk = rows_int(&rows, 0);
        found.count++;
        if (rows_int(&rows, 1) <= SPARK_TALKS_A_PERSON_MAX)
            found.nth_is_used[rows_int(&rows, 1)] = true;
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = found;
    return err;
}

enum err talk_store_unbooked(struct store *store, struct event_id event, struct arena *arena,
                             struct talk_people *ret)
{
    struct talk_people people = {ARENA_ARRAY(arena, struct talk_person, TALK_PEOPLE_MAX), 0};
    struct rows rows =
        store_query(store, SQL[UNBOOKED], PARAMS(p_int(event.v), p_int(TALK_PEOPLE_MAX)));
    while (rows_next(&rows))
        people.items[people.count++] =
            (struct talk_person){{rows_int(&rows, 0)}, rows_text(&rows, 1, arena)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = people;
    return err;
}

enum err talk_store_insert_presenter(struct store *store, const struct talk *talk,
                                     const struct talk_presenter *presenter, int nth)
{
    return store_exec(store, SQL[INSERT_PRESENTER],
                      PARAMS(p_int(talk->id.v), p_int(presenter->person.v), p_text(presenter->uid),
                             p_int(talk->event.v), p_int(presenter->lead), p_id_or_null(nth),
                             p_text(presenter->asked ? "asked" : "yes")));
}

enum err talk_store_delete_presenter(struct store *store, const struct talk *talk,
                                     struct person_id person)
{
    const struct param *params = PARAMS(p_int(talk->id.v), p_int(person.v));
    /* Whoever joins once more is asked once more. */
    enum err err = store_exec(store, SQL[DELETE_CONSENT], params);
    if (err == OK)
        err = store_exec(store, SQL[DELETE_NEED], params);
    return err == OK ? store_exec(store, SQL[DELETE_PRESENTER], params) : err;
}

enum err talk_store_set_answered(struct store *store, struct talk_id talk, struct person_id person)
{
    return store_exec(store, SQL[ANSWERED], PARAMS(p_int(talk.v), p_int(person.v)));
}

enum err talk_store_set_lead(struct store *store, struct talk_id talk, struct person_id lead)
{
    const struct param *params = PARAMS(p_int(talk.v), p_int(lead.v));
    enum err err = store_exec(store, SQL[SET_LEAD], params);
    return err == OK ? store_exec(store, SQL[MARK_LEAD], params) : err;
}

/* ---- changes ---- */

static const char *words(const char *text)
{
    return text ? text : "";
}

enum err talk_store_insert(struct store *store, struct instant now, struct talk *talk)
{
    char uid[UUID_TEXT_MAX];
    token_uuid(uid);
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_text(uid), p_int(talk->event.v), p_int(talk->person.v),
                                 p_text(talk->title), p_text(talk->abstract),
                                 p_text(talk->category), p_int(talk->minutes),
                                 p_text(talk_status_name(talk->status)), p_instant(now),
                                 p_id_or_null(talk->arrive_at.v), p_id_or_null(talk->leave_at.v),
                                 p_text(words(talk->kit)), p_text(words(talk->theme))),
                          &talk->id.v);
}

/* A statement that checks the version it read: one row changes, and talk follows. */
static enum err exec_raising(struct store *store, const char *sql, const struct param *params,
                             struct talk *talk)
{
    enum err err = store_exec(store, sql, params);
    if (err == OK && store_changes(store) != 1)
        err = ERR_BUSY;
    if (err == OK) {
        talk->version++;
        talk->seq++;
    }
    return err;
}

enum err talk_store_update(struct store *store, struct instant now, struct talk *talk)
{
    return exec_raising(
        store, SQL[UPDATE],
        PARAMS(p_int(talk->id.v), p_text(talk->title), p_text(talk->abstract),
               p_text(talk->category), p_int(talk->minutes), p_id_or_null(talk->wanted_minutes),
               p_text(talk_status_name(talk->status)), p_instant(talk->queued_at), p_instant(now),
               p_int(talk->version), p_id_or_null(talk->arrive_at.v),
               p_id_or_null(talk->leave_at.v), p_text(words(talk->kit)), p_text(words(talk->theme)),
               p_instant(talk->booked_at)),
        talk);
}

enum err talk_store_withdraw(struct store *store, struct instant now, struct talk *talk)
{
    enum err err =
        exec_raising(store, SQL[WITHDRAW],
                     PARAMS(p_int(talk->id.v), p_instant(now), p_int(talk->version)), talk);
    return err == OK ? talk_store_free_presenters(store, talk->id) : err;
}

enum err talk_store_free_presenters(struct store *store, struct talk_id talk)
{
    return store_exec(store, SQL[FREE_PRESENTERS], PARAMS(p_int(talk.v)));
}

enum err talk_store_delete(struct store *store, struct talk_id talk)
{
    enum err err = store_exec(store, SQL[DELETE_PRESENTERS], PARAMS(p_int(talk.v)));
    return err == OK ? store_exec(store, SQL[DELETE], PARAMS(p_int(talk.v))) : err;
}

enum err talk_store_drafts(struct store *store, struct event_id event, struct person_id person,
                           struct arena *arena, struct talk_rows *ret)
{
    struct talk_rows list = {ARENA_ARRAY(arena, struct talk, TALK_DRAFTS_MAX), 0};
    struct rows rows = store_query(store, SQL[DRAFTS],
                                   PARAMS(p_int(event.v), p_int(person.v), p_int(TALK_DRAFTS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = read_talk(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err talk_store_raise_all(struct store *store, struct instant now, struct event_id event)
{
    return store_exec(store, SQL[RAISE_ALL], PARAMS(p_int(event.v), p_instant(now)));
}

enum err talk_store_shift_needs(struct store *store, struct event_id event, int64_t later_s)
{
    return store_exec(store, SQL[SHIFT_NEEDS], PARAMS(p_int(event.v), p_int(later_s)));
}
