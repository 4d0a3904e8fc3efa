/* DESIGN: a day's reminders into the outbox, each step recorded with the message that carries it.
 */
#include "nudge.h"

#include <stdio.h>

#include "check.h"

enum { RECORDED, RECORD, IS_OPEN, THREAD };

static const char *const SQL[] = {
    [RECORDED] = "SELECT 1 FROM nudge WHERE person_id = $1 AND deadline_id = $2 AND step = $3",
    [RECORD] = "INSERT INTO nudge (person_id, deadline_id, step, outbox_id) "
               "VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    /* Bytes once made are what every retry sends: nothing can be added to them. */
    [IS_OPEN] = "SELECT 1 FROM outbox WHERE id = $1 AND state = 'queued' AND bytes IS NULL",
    [THREAD] = "SELECT coalesce(o.thread_id, o.message_id) FROM nudge n "
               "JOIN outbox o ON o.id = n.outbox_id "
               "WHERE n.person_id = $1 AND n.deadline_id = $2 ORDER BY o.id LIMIT 1",
};

/* OK or ERR_NOT_FOUND. */
static enum err find_one(struct store *store, const char *sql, const struct param *params)
{
    int64_t one;
    return store_find_int(store, sql, params, &one);
}

static enum err is_recorded(struct store *store, const struct nudge_item *item, bool *ret)
{
    enum err err = find_one(
        store, SQL[RECORDED],
        PARAMS(p_int(item->to.v), p_int(item->deadline_id), p_text(nudge_step_name(item->step))));
    *ret = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err has_news(struct store *store, const struct nudge_message *message, bool *ret)
{
    for (int i = 0; i < message->count; i++) {
        bool recorded;
        enum err err = is_recorded(store, &message->items[i], &recorded);
        if (err != OK || !recorded) {
            *ret = true;
            return err;
        }
    }
    *ret = false;
    return OK;
}

/* The first mail about the most urgent item is the root of the thread; NULL if this is it. */
static enum err find_thread(struct store *store, const struct nudge_message *message,
                            struct arena *arena, const char **ret)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[THREAD],
                   PARAMS(p_int(message->to.v), p_int(message->items[0].deadline_id)), &rows);
    if (err != OK) {
        *ret = NULL;
        return err == ERR_NOT_FOUND ? OK : err;
    }
    *ret = rows_text(&rows, 0, arena);
    return rows_end(&rows);
}

static enum err put(struct store *store, struct instant now, const struct nudge_message *message,
                    const char *thread_id, int64_t *ret_id, bool *ret_new)
{
    char day[DAY_TEXT_MAX], idem[64], body[64];
    day_format(message->on, day);
    snprintf(idem, sizeof idem, "nudges:%lld:%s", (long long)message->to.v, day);
    snprintf(body, sizeof body, "{\"on\":\"%s\"}", day);
    struct outbox_item item = {
        .idem = idem,
        .kind = "nudges",
        .to = message->to,
        .email = message->email,
        .body = body,
        .thread_id = thread_id,
        .due_at = message->send_at,
        .expires_at = message->expires_at,
    };
    return outbox_queue(store, now, &item, ret_id, ret_new);
}

static enum err record(struct store *store, const struct nudge_message *message, int64_t outbox_id)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < message->count; i++)
        err = store_exec(store, SQL[RECORD],
                         PARAMS(p_int(message->to.v), p_int(message->items[i].deadline_id),
                                p_text(nudge_step_name(message->items[i].step)), p_int(outbox_id)));
    return err;
}

static enum err queue_one(struct store *store, struct instant now,
                          const struct nudge_message *message, struct arena *arena, bool *ret_new)
{
    const char *thread_id = NULL;
    int64_t id = 0;
    bool news = false, is_new = false;
    enum err err = has_news(store, message, &news);
    if (err != OK || !news)
        return err;
    err = find_thread(store, message, arena, &thread_id);
    if (err == OK)
        err = put(store, now, message, thread_id, &id, &is_new);
    if (err == OK && !is_new)
        err = find_one(store, SQL[IS_OPEN], PARAMS(p_int(id)));
    if (err == ERR_NOT_FOUND)
        return OK; /* today's message is on its way: what is new comes tomorrow */
    if (err == OK)
        err = record(store, message, id);
    if (err == OK)
        *ret_new = is_new;
    return err;
}

enum err nudge_queue(struct store *store, struct instant now, const struct nudge_message *messages,
                     int count, int *ret_queued)
{
    CHECK(count <= NUDGE_BATCH);
    struct arena *arena = arena_new();
    int queued = 0;
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++) {
        bool is_new = false;
        if (messages[i].email && messages[i].email[0] && now.v < messages[i].expires_at.v)
            err = queue_one(store, now, &messages[i], arena, &is_new);
        queued += is_new;
    }
    arena_free(arena);
    if (err == OK)
        *ret_queued = queued;
    return err;
}
