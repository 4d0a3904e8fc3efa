/* DESIGN: mail to be sent: five states, one key a message, back-off and giving up. */
#include "outbox.h"

#include <string.h>

#include "check.h"
#include "token.h"
#include "trust.h"

enum { CODE_STEPS = 3, BACK_OFF_FIRST_S = 60, BACK_OFF_CAP_S = 4 * 3600, EXPIRED_A_CLAIM = 500 };

enum statement {
    INSERT,
    FIND_BY_IDEM,
    RECOVER,
    NEXT,
    EXPIRE,
    CLAIM,
    KEEP_BYTES,
    FIND_SENDING,
    FINISH,
    ERASE,
    SWEEP,
    NEXT_DUE,
    COUNT,
};

static const char *const SQL[] = {
    [INSERT] = "INSERT INTO outbox (idem, kind, person_id, to_email, object_id, seq, body,"
               " message_id, thread_id, queued_at, due_at, expires_at)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
               " ON CONFLICT (idem) DO NOTHING",
    [FIND_BY_IDEM] = "SELECT id FROM outbox WHERE idem = $1",
    [RECOVER] = "UPDATE outbox SET state = 'queued' WHERE state = 'sending'",
    [NEXT] = "SELECT id, kind, to_email, message_id, thread_id, body, person_id, object_id, seq,"
             " attempts, queued_at, expires_at, bytes FROM outbox"
             " WHERE state IN ('queued', 'deferred') AND due_at <= $1"
             " ORDER BY due_at, id LIMIT 1",
    [EXPIRE] = "UPDATE outbox SET state = 'failed', reply = CASE reply WHEN '' THEN 'expired'"
               " ELSE 'expired; last answer: ' || reply END WHERE id = $1",
    [CLAIM] = "UPDATE outbox SET state = 'sending' WHERE id = $1",
    [KEEP_BYTES] = "UPDATE outbox SET bytes = $2 WHERE id = $1",
    [FIND_SENDING] = "SELECT kind, attempts, expires_at, due_at FROM outbox"
                     " WHERE id = $1 AND state = 'sending'",
    [FINISH] = "UPDATE outbox SET state = $2, due_at = $3, attempts = $4, sent_at = $5, reply = $6"
               " WHERE id = $1",
    [ERASE] = "UPDATE outbox SET bytes = NULL, body = '{}' WHERE id = $1 AND kind = 'code'",
    [SWEEP] = "UPDATE outbox SET bytes = NULL WHERE bytes IS NOT NULL AND queued_at < $1"
              " AND state IN ('sent', 'failed')",
    [NEXT_DUE] = "SELECT due_at FROM outbox WHERE state IN ('queued', 'deferred')"
                 " ORDER BY due_at, id LIMIT 1",
    [COUNT] = "SELECT state, count(*) FROM outbox GROUP BY state LIMIT 5",
};

static const char *const STATE_NAMES[OUTBOX_STATES] = {
    [OUTBOX_QUEUED] = "queued",     [OUTBOX_SENDING] = "sending", [OUTBOX_SENT] = "sent",
    [OUTBOX_DEFERRED] = "deferred", [OUTBOX_FAILED] = "failed",
};

const char *outbox_message_id(struct arena *arena, const char *idem, const char *mailbox)
{
    char hex[SHA256_HEX_MAX];
    const char *at = strrchr(mailbox, '@');
    token_sha256_hex(str_of(idem), hex);
    return arena_printf(arena, "<%.40s@%s>", hex, at && at[1] ? at + 1 : "localhost");
}

static enum err find_mailbox(struct store *store, struct arena *arena, const char **ret)
{
    struct trust trust = {0};
    enum err err = trust_find(store, arena, &trust);
    if (err == ERR_NOT_FOUND)
        trust.mailbox = ""; /* a database without a trust has nobody to write to */
    else if (err != OK)
        return err;
    *ret = trust.mailbox;
    return OK;
}

static enum err insert(struct store *store, struct instant now, const struct outbox_item *item,
                       struct arena *arena)
{
    const char *mailbox = NULL;
    enum err err = find_mailbox(store, arena, &mailbox);
    if (err != OK)
        return err;
    return store_exec(
        store, SQL[INSERT],
        PARAMS(p_text(item->idem), p_text(item->kind), p_id_or_null(item->to.v),
               p_text(item->email), p_int(item->object_id), p_int(item->seq), p_text(item->body),
               p_text(outbox_message_id(arena, item->idem, mailbox)), p_text(item->thread_id),
               p_instant(now), p_instant(item->due_at), p_instant(item->expires_at)));
}

enum err outbox_queue(struct store *store, struct instant now, const struct outbox_item *item,
                      int64_t *ret_id, bool *ret_new)
{
    struct arena *arena = arena_new();
    int64_t id = 0;
    bool is_new = false;
    enum err err = insert(store, now, item, arena);
    arena_free(arena);
    if (err == OK) {
        is_new = store_changes(store) > 0;
        err = store_find_int(store, SQL[FIND_BY_IDEM], PARAMS(p_text(item->idem)), &id);
    }
    if (err != OK)
        return err;
    *ret_id = id;
    *ret_new = is_new;
    return OK;
}

enum err outbox_recover(struct store *store)
{
    return store_exec(store, SQL[RECOVER], PARAMS());
}

static void read_row(const struct rows *rows, struct arena *arena, struct outbox_row *ret)
{
    *ret = (struct outbox_row){
        .id = rows_int(rows, 0),
        .kind = rows_text(rows, 1, arena),
        .email = rows_text(rows, 2, arena),
        .message_id = rows_text(rows, 3, arena),
        .thread_id = rows_text(rows, 4, arena),
        .body = rows_text(rows, 5, arena),
        .to = {rows_int(rows, 6)},
        .object_id = rows_int(rows, 7),
        .seq = (int)rows_int(rows, 8),
        .attempts = (int)rows_int(rows, 9),
        .queued_at = rows_instant(rows, 10),
        .expires_at = rows_instant(rows, 11),
    };
    if (!rows_is_null(rows, 12))
        ret->bytes = arena_str(arena, rows_str(rows, 12));
}

static enum err find_next(struct store *store, struct instant now, struct arena *arena,
                          struct outbox_row *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[NEXT], PARAMS(p_instant(now)), &rows);
    if (err != OK)
        return err;
    read_row(&rows, arena, ret);
    return rows_end(&rows);
}

static enum err erase(struct store *store, int64_t id)
{
    return store_exec(store, SQL[ERASE], PARAMS(p_int(id)));
}

static enum err expire(struct store *store, int64_t id)
{
    enum err err = store_exec(store, SQL[EXPIRE], PARAMS(p_int(id)));
    return err == OK ? erase(store, id) : err;
}

enum err outbox_claim(struct store *store, struct instant now, struct arena *arena,
                      struct outbox_row *ret)
{
    struct outbox_row row = {0};
    for (int passed = 0; passed < EXPIRED_A_CLAIM; passed++) {
        enum err err = find_next(store, now, arena, &row);
        if (err == OK && row.expires_at.v <= now.v) {
            err = expire(store, row.id);
            if (err == OK)
                continue;
        } else if (err == OK) {
            err = store_exec(store, SQL[CLAIM], PARAMS(p_int(row.id)));
        }
        if (err == OK)
            *ret = row;
        return err;
    }
    return ERR_NOT_FOUND; /* a long stop's leftovers: the next claim goes on */
}

enum err outbox_keep_bytes(struct store *store, int64_t id, struct str bytes)
{
    return store_exec(store, SQL[KEEP_BYTES], PARAMS(p_int(id), p_blob(bytes.p, bytes.n)));
}

/* Seconds to wait after that many failed attempts before this one. */
static int64_t back_off_s(bool is_code, int attempts, int jitter)
{
    static const int code_steps[CODE_STEPS] = {15, 30, 60};
    int64_t wait = BACK_OFF_CAP_S;
    if (is_code)
        wait = code_steps[attempts < CODE_STEPS ? attempts : CODE_STEPS - 1];
    else if (attempts < 8)
        wait = BACK_OFF_FIRST_S << attempts;
    if (wait > BACK_OFF_CAP_S)
        wait = BACK_OFF_CAP_S;
    return wait * 4 / 5 + wait * 2 / 5 * jitter / 999;
}

/* What a row becomes. */
struct ending {
    enum outbox_state state;
    int64_t due_at;
    int attempts;
    bool sent;
};

static struct ending judge(const struct rows *rows, enum outbox_outcome outcome, struct instant now,
                           int jitter)
{
    bool is_code = str_eq_c(rows_str(rows, 0), "code");
    int attempts = (int)rows_int(rows, 1);
    struct ending end = {OUTBOX_FAILED, rows_int(rows, 3), attempts + 1, false};
    switch (outcome) {
    case OUTCOME_SENT:
        end.state = OUTBOX_SENT;
        end.sent = true;
        break;
    case OUTCOME_DEFERRED:
        end.due_at = now.v + back_off_s(is_code, attempts, jitter);
        if (end.due_at < rows_int(rows, 2))
            end.state = OUTBOX_DEFERRED;
        break;
    case OUTCOME_RELAY:
        end.state = OUTBOX_QUEUED;
        end.attempts = attempts;
        break;
    case OUTCOME_REFUSED:
    case OUTCOME_DROPPED:
        break;
    }
    return end;
}

enum err outbox_finish(struct store *store, int64_t id, enum outbox_outcome outcome,
                       const char *reply, struct instant now, int jitter)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND_SENDING], PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    struct ending end = judge(&rows, outcome, now, jitter);
    err = rows_end(&rows);
    if (err != OK)
        return err;
    err = store_exec(store, SQL[FINISH],
                     PARAMS(p_int(id), p_text(STATE_NAMES[end.state]), p_int(end.due_at),
                            p_int(end.attempts), end.sent ? p_instant(now) : p_null(),
                            p_text(reply ? reply : "")));
    if (err == OK && (end.state == OUTBOX_SENT || end.state == OUTBOX_FAILED))
        err = erase(store, id);
    return err;
}

enum err outbox_sweep(struct store *store, struct instant now)
{
    enum { KEPT_S = 7 * 86400 };
    return store_exec(store, SQL[SWEEP], PARAMS(p_int(now.v - KEPT_S)));
}

enum err outbox_next_due(struct store *store, struct instant *ret)
{
    int64_t due = 0;
    enum err err = store_find_int(store, SQL[NEXT_DUE], PARAMS(), &due);
    if (err == OK)
        ret->v = due;
    return err;
}

enum err outbox_count(struct store *store, int64_t ret[static OUTBOX_STATES])
{
    int64_t counts[OUTBOX_STATES] = {0};
    struct rows rows = store_query(store, SQL[COUNT], PARAMS());
    while (rows_next(&rows))
        for (int i = 0; i < OUTBOX_STATES; i++)
            if (str_eq_c(rows_str(&rows, 0), STATE_NAMES[i]))
                counts[i] = rows_int(&rows, 1);
    enum err err = rows_end(&rows);
    if (err == OK)
        memcpy(ret, counts, sizeof counts);
    return err;
}
