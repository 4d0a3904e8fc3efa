/* DESIGN: thanks after an evening: a word on a page, and one mail to each who spoke or listened. */
#include "thanks.h"

#include <string.h>

#include "audit.h"
#include "check.h"
#include "notice.h"
#include "stage.h"
#include "talk_spoken_sql.h"
#include "talk_store.h"
#include "text_rule.h"

/* $1: the event. Who spoke, and on whose behalf the stage says so. */
#define SPOKEN                                                                                     \
    "FROM talk_presenter m JOIN talk t ON t.id = m.talk_id AND " TALK_SPOKE                        \
    " WHERE m.event_id = $1 AND m.nth IS NOT NULL AND m.answer = 'yes'"
/* Had a place and is not absent, by the booking or by what stands on a register not yet closed. Who
 * is on the register only for a talk (register_presenter.h) came if it says so. */
#define LISTENED                                                                                   \
    "SELECT b.person_id FROM booking b WHERE b.event_id = $1 AND b.ended_at IS NULL"               \
    " AND (b.status = 'attended' OR (b.status = 'confirmed' AND b.presents = 0 AND NOT EXISTS"     \
    " (SELECT 1 FROM event_session s JOIN register_entry x ON x.session_id = s.id"                 \
    " AND x.person_id = b.person_id AND x.mark IN ('absent', 'excused') WHERE s.event_id = $1"     \
    " AND NOT EXISTS (SELECT 1 FROM register_entry l WHERE l.session_id = x.session_id"            \
    " AND l.person_id = x.person_id AND (l.taken_at, l.id) > (x.taken_at, x.id)))))"
#define CAME "SELECT m.person_id " SPOKEN " UNION " LISTENED

enum { FIND, WHEN_SENT, TALKS, COUNT_CAME, LEFT_OPEN, ANSWERED, READERS, INSERT, UPDATE, SENT };
static const char *const SQL[] = {
    [FIND] = "SELECT k.word, p.name, k.version, k.sent_at, k.sent_to FROM spark_thanks k"
             " JOIN person p ON p.id = k.written_by WHERE k.event_id = $1",
    [WHEN_SENT] = "SELECT sent_at FROM spark_thanks WHERE event_id = $1 AND sent_at IS NOT NULL",
    [TALKS] = "SELECT t.id, t.status = 'waiting' FROM talk t"
              " JOIN spark_event k ON k.event_id = t.event_id"
              " LEFT JOIN stage_talk a ON a.talk_id = t.id LEFT JOIN programme_slot s"
              " ON s.version_id = k.published_id AND s.talk_id = t.id"
              " WHERE t.event_id = $1 AND " TALK_SPOKE
              " ORDER BY coalesce(a.began_at, s.starts_at, t.queued_at), s.room, t.id LIMIT $2",
    [COUNT_CAME] = "SELECT count(*) FROM (" CAME ")",
    [LEFT_OPEN] = "SELECT count(*) FROM event_session s WHERE s.event_id = $1 AND NOT EXISTS"
                  " (SELECT 1 FROM register r WHERE r.session_id = s.id"
                  " AND r.closed_at IS NOT NULL)",
    [ANSWERED] = "SELECT count(*) FROM talk t JOIN talk_question q ON q.talk_id = t.id"
                 " AND q.status = 'answered' AND q.shared = 1 AND q.answer <> ''"
                 " WHERE t.event_id = $1 AND " TALK_SPOKE,
    [READERS] = "SELECT p.id, p.name, p.email, (SELECT t.title " SPOKEN
                " AND m.person_id = p.id ORDER BY t.id LIMIT 1) AS title FROM person p"
                " WHERE p.id IN (" CAME ") ORDER BY title IS NULL, p.name COLLATE NOCASE, p.id"
                " LIMIT $2",
    [INSERT] = "INSERT INTO spark_thanks (event_id, word, written_by, written_at)"
               " VALUES ($1, $2, $3, $4)",
    [UPDATE] = "UPDATE spark_thanks SET word = $2, written_by = $3, written_at = $4,"
               " version = version + 1 WHERE event_id = $1",
    [SENT] = "UPDATE spark_thanks SET sent_by = $2, sent_at = $3, sent_to = $4"
             " WHERE event_id = $1 AND sent_at IS NULL",
};

/* ---- reading ---- */

static enum err read_word(struct store *store, struct event_id event, struct arena *arena,
                          struct thanks *thanks)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v)), &rows);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    thanks->word = rows_text(&rows, 0, arena);
    thanks->by = *thanks->word ? rows_text(&rows, 1, arena) : "";
    thanks->version = (int)rows_int(&rows, 2);
    thanks->sent_at = rows_instant(&rows, 3);
    thanks->sent_to = (int)rows_int(&rows, 4);
    return rows_end(&rows);
}

enum err thanks_when_sent(struct store *store, struct event_id event, struct instant *ret)
{
    struct instant at = {0};
    enum err err = store_find_int(store, SQL[WHEN_SENT], PARAMS(p_int(event.v)), &at.v);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = at;
    return OK;
}

static enum err read_talks(struct store *store, struct event_id event, struct arena *arena,
                           struct thanks *thanks)
{
    int room = 0;
    struct rows rows =
        store_query(store, SQL[TALKS], PARAMS(p_int(event.v), p_int(THANKS_TALKS_MAX)));
    while (rows_next(&rows)) {
        if (thanks->count == room)
            thanks->talks = arena_grow(arena, thanks->talks, sizeof *thanks->talks, 16, &room);
        thanks->talks[thanks->count++] = (struct thanks_talk){.talk = {.id = {rows_int(&rows, 0)}},
                                                              .reserve = rows_int(&rows, 1) != 0};
    }
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < thanks->count; i++) {
        struct talk *talk = &thanks->talks[i].talk;
        err = talk_store_find(store, talk->id, arena, talk);
        if (err == OK)
            err = talk_store_presenters(store, arena, talk);
    }
    return err;
}

/* Has one of those before it this presenter, or this school? */
static bool is_known(const struct thanks *thanks, const struct talk_presenter *one, bool school)
{
    for (int i = 0; i < thanks->count; i++)
        for (int k = 0; k < thanks->talks[i].talk.presenter_count; k++) {
            const struct talk_presenter *other = &thanks->talks[i].talk.presenters[k];
            if (other == one)
                return false;
            if (other->asked)
                continue;
            if (school ? strcmp(other->school_name, one->school_name) == 0
                       : other->person.v == one->person.v)
                return true;
        }
    return false;
}

static void count_speakers(struct thanks *thanks)
{
    for (int i = 0; i < thanks->count; i++)
        for (int k = 0; k < thanks->talks[i].talk.presenter_count; k++) {
            const struct talk_presenter *one = &thanks->talks[i].talk.presenters[k];
            if (one->asked)
                continue;
            thanks->speakers += !is_known(thanks, one, false);
            thanks->schools += *one->school_name && !is_known(thanks, one, true);
        }
}

static enum err count(struct store *store, enum err err, int statement, struct event_id event,
                      int *ret)
{
    int64_t number = 0;
    if (err == OK)
        err = store_find_int(store, SQL[statement], PARAMS(p_int(event.v)), &number);
    if (err == OK)
        *ret = (int)number;
    return err;
}

enum err thanks_find(struct store *store, struct event_id event, struct arena *arena,
                     struct thanks *ret)
{
    struct thanks thanks = {.word = "", .by = ""};
    int open = 0;
    enum err err = read_word(store, event, arena, &thanks);
    if (err == OK)
        err = read_talks(store, event, arena, &thanks);
    if (err == OK)
        err = stage_keynotes_given(store, event, arena, &thanks.keynotes);
    err = count(store, err, COUNT_CAME, event, &thanks.came);
    err = count(store, err, LEFT_OPEN, event, &open);
    err = count(store, err, ANSWERED, event, &thanks.answered);
    if (err != OK)
        return err;
    thanks.counted = open == 0;
    count_speakers(&thanks);
    *ret = thanks;
    return OK;
}

enum err thanks_readers(struct store *store, struct event_id event, struct arena *arena,
                        struct thanks_readers *ret)
{
    struct thanks_readers list = {NULL, 0, 0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[READERS], PARAMS(p_int(event.v), p_int(THANKS_READERS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        list.speakers += !rows_is_null(&rows, 3);
        list.items[list.count++] = (struct thanks_reader){
            .person = {rows_int(&rows, 0)},
            .name = rows_text(&rows, 1, arena),
            .email = rows_is_null(&rows, 2) ? NULL : rows_text(&rows, 2, arena),
            .talk_title = rows_is_null(&rows, 3) ? NULL : rows_text(&rows, 3, arena)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- writing ---- */

static enum err find_over(struct store *store, struct instant now, struct event_id id,
                          struct refusal *why, struct event *ret)
{
    const struct event_viewer viewer = {.all_drafts = true};
    enum err err = event_find(store, &viewer, id, why->arena, ret);
    if (err != OK)
        return err;
    if (ret->fields.kind != EVENT_SPARK)
        return ERR_NOT_FOUND;
    if (!event_status_is_on(ret->status))
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event did not take place, so there is nobody to thank for it.");
    if (now.v < ret->fields.ends_at.v)
        return refuse(why, ERR_CONFLICT, "too-early",
                      "The thanks can be written once the event is over.");
    return OK;
}

static enum err keep(struct store *store, struct instant now, const struct thanks_edit *edit,
                     int version)
{
    return store_exec(
        store, SQL[version ? UPDATE : INSERT],
        PARAMS(p_int(edit->event.v), p_text(edit->word), p_int(edit->by.v), p_instant(now)));
}

enum err thanks_write(struct store *store, struct instant now, const struct thanks_edit *edit,
                      struct refusal *why)
{
    static const struct text_rule rule = {"word", "Your word of thanks", THANKS_WORD_CHARS_MAX,
                                          false, true};
    struct thanks before = {.word = "", .by = ""};
    struct event event;
    enum err err = find_over(store, now, edit->event, why, &event);
    if (err == OK)
        err = read_word(store, edit->event, why->arena, &before);
    if (err == OK)
        err = refusal_check_version(why, edit->version, before.version);
    if (err != OK)
        return err;
    text_rule_check(&rule, edit->word, why);
    err = refusal_check(why);
    if (err != OK || strcmp(edit->word, before.word) == 0)
        return err;
    err = keep(store, now, edit, before.version);
    return err == OK ? audit_add(store, now, edit->by, "thanks-write", edit->event.v, "") : err;
}

/* ---- sending ---- */

static enum err tell(struct store *store, struct instant now, const struct event *event,
                     const struct thanks *thanks, const struct thanks_readers *readers)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < readers->count; i++) {
        const struct thanks_reader *reader = &readers->items[i];
        const struct notice notice = {
            .kind = NOTICE_THANKS,
            .to = reader->person,
            .to_name = reader->name,
            .to_email = reader->email,
            .object_id = event->id.v,
            .event_id = event->id.v,
            .event_title = event->fields.title,
            .event_kind = event_kind_name(event->fields.kind),
            .talk_title = reader->talk_title,
            .by = *thanks->word ? thanks->by : NULL,
            .detail = *thanks->word ? thanks->word : NULL,
        };
        err = notice_queue(store, now, &notice);
    }
    return err;
}

static enum err check_sending(const struct thanks *thanks, const struct thanks_readers *readers,
                              int version, struct refusal *why)
{
    if (thanks->sent_at.v)
        return refuse(why, ERR_CONFLICT, "sent-already",
                      "The thanks were sent already. There is nothing more to do.");
    if (!readers->count)
        return refuse(why, ERR_CONFLICT, "nobody",
                      "Nobody is noted as having come. Look at the register first.");
    return refusal_check_version(why, version, thanks->version);
}

enum err thanks_send(struct store *store, struct instant now, struct event_id id, int version,
                     struct person_id by, struct refusal *why, int *ret_count)
{
    struct thanks thanks = {.word = "", .by = ""};
    const struct thanks_edit nothing = {.event = id, .by = by, .word = ""};
    struct thanks_readers readers;
    struct event event;
    enum err err = find_over(store, now, id, why, &event);
    if (err == OK)
        err = read_word(store, id, why->arena, &thanks);
    if (err == OK)
        err = thanks_readers(store, id, why->arena, &readers);
    if (err == OK)
        err = check_sending(&thanks, &readers, version, why);
    if (err == OK && !thanks.version)
        err = keep(store, now, &nothing, 0);
    if (err == OK)
        err = store_exec(store, SQL[SENT],
                         PARAMS(p_int(id.v), p_int(by.v), p_instant(now), p_int(readers.count)));
    if (err == OK)
        err = tell(store, now, &event, &thanks, &readers);
    if (err == OK)
        err = audit_add(store, now, by, "thanks-send", id.v, "");
    if (err == OK)
        *ret_count = readers.count;
    return err;
}
