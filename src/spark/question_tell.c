/* DESIGN: speakers are told of question cards: after the evening, one mail a day, not one a card.
 */
#include "notice.h"
#include "question.h"
#include "talk_spoken_sql.h"
#include "talk_store.h"

/* $1: let through before, $2: now, $3: told before. A talk waits until none of its presenters has
 * had such a mail within the day, so that each has one at most. */
enum { DUE, TOLD };
static const char *const SQL[] = {
    [DUE] = "SELECT q.talk_id, t.event_id, count(*), max(q.id) FROM talk_question q"
            " JOIN talk t ON t.id = q.talk_id AND " TALK_SPOKE
            " JOIN event e ON e.id = t.event_id AND e.ends_at <= $2"
            " WHERE q.status = 'passed' AND q.told_at IS NULL AND q.moderated_at <= $1"
            " AND NOT EXISTS (SELECT 1 FROM talk_presenter m JOIN talk_presenter o"
            " ON o.person_id = m.person_id JOIN talk_question k ON k.talk_id = o.talk_id"
            " WHERE m.talk_id = q.talk_id AND k.told_at > $3)"
            " GROUP BY q.talk_id ORDER BY q.talk_id LIMIT 1",
    [TOLD] = "UPDATE talk_question SET told_at = $2 WHERE talk_id = $1 AND status = 'passed'"
             " AND told_at IS NULL AND moderated_at <= $3",
};

struct due {
    struct talk_id talk;
    struct event_id event;
    int count;
    int64_t last;
};

static enum err find_due(struct store *store, struct instant now, struct due *ret)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[DUE],
                   PARAMS(p_instant(instant_add(now, -QUESTION_TELL_AFTER_S)), p_instant(now),
                          p_instant(instant_add(now, -QUESTION_TELL_EVERY_S))),
                   &rows);
    if (err != OK)
        return err;
    struct due due = {
        {rows_int(&rows, 0)}, {rows_int(&rows, 1)}, (int)rows_int(&rows, 2), rows_int(&rows, 3)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = due;
    return err;
}

static enum err tell_each(struct store *store, struct instant now, const struct due *due,
                          const struct event *event, const struct talk *talk, struct arena *arena)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        const struct talk_presenter *presenter = &talk->presenters[i];
        if (presenter->asked)
            continue;
        const struct notice notice = {
            .kind = NOTICE_QUESTIONS,
            .to = presenter->person,
            .to_name = presenter->name,
            .to_email = presenter->email,
            .object_id = due->last,
            .event_id = event->id.v,
            .event_title = event->fields.title,
            .event_kind = event_kind_name(event->fields.kind),
            .talk_title = talk->title,
            .detail = due->count == 1 ? "A question waits"
                                      : arena_printf(arena, "%d questions wait", due->count),
        };
        err = notice_queue(store, now, &notice);
    }
    return err;
}

static enum err tell(struct store *store, struct instant now, const struct due *due,
                     struct arena *arena)
{
    const struct event_viewer viewer = {.all_drafts = true};
    struct event event;
    struct talk talk;
    enum err err = event_find(store, &viewer, due->event, arena, &event);
    if (err == OK)
        err = talk_find(store, due->talk, arena, &talk);
    if (err == OK)
        err = store_exec(store, SQL[TOLD],
                         PARAMS(p_int(due->talk.v), p_instant(now),
                                p_instant(instant_add(now, -QUESTION_TELL_AFTER_S))));
    return err == OK ? tell_each(store, now, due, &event, &talk, arena) : err;
}

enum err question_tell_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *more)
{
    struct due due;
    enum err err = OK;
    *more = false;
    for (int i = 0; err == OK && i < limit; i++) {
        err = find_due(store, now, &due);
        if (err == ERR_NOT_FOUND)
            return OK;
        if (err == OK)
            err = tell(store, now, &due, arena);
    }
    *more = err == OK;
    return err;
}
