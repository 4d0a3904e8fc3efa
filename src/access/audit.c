/* DESIGN: an append-only record whose rows are chained by hash, up to a head that is kept beside.
 */
#include "audit.h"

#include <string.h>

#include "buf.h"
#include "check.h"
#include "token.h"

enum { FORMAT_FIRST = 1, FORMAT_NOW = 2, ROW_BYTES_MAX = 4 << 20, STRETCH = 10000 };

enum { HEAD, MOVE_HEAD, INSERT, STRETCH_AFTER };
static const char *const SQL[] = {
    [HEAD] = "SELECT last_id, sha256 FROM audit_head WHERE id = 1",
    [MOVE_HEAD] = "UPDATE audit_head SET last_id = $1, sha256 = $2 WHERE id = 1",
    [INSERT] = "INSERT INTO audit (id, at, actor_id, action, object_id, detail, sha256, format,"
               " subject_id, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    [STRETCH_AFTER] = "SELECT id, at, coalesce(actor_id, 0), action, object_id, detail, sha256,"
                      " format, coalesce(subject_id, 0), reason FROM audit WHERE id > $1"
                      " ORDER BY id LIMIT $2",
};

/* A row as its hash sees it. */
struct link {
    int format;
    int64_t id, at, actor, object, subject;
    struct str action, detail, reason;
};

struct head {
    int64_t last_id;
    char sha256[SHA256_HEX_MAX];
};

static void add_text(struct buf *buf, struct str text)
{
    buf_printf(buf, "|%zu:", text.n);
    buf_add_str(buf, text);
}

static void add_number(struct buf *buf, int64_t number)
{
    buf_printf(buf, "|%lld", (long long)number);
}

/* Lengths before texts, so that no two different rows read the same. */
static void hash(const char *before, const struct link *l, char ret[static SHA256_HEX_MAX])
{
    struct buf buf;
    buf_init(&buf, ROW_BYTES_MAX);
    if (l->format != FORMAT_FIRST)
        buf_printf(&buf, "%d|", l->format);
    buf_add_c(&buf, before);
    add_number(&buf, l->id);
    add_number(&buf, l->at);
    add_number(&buf, l->actor);
    add_text(&buf, l->action);
    add_number(&buf, l->object);
    add_text(&buf, l->detail);
    if (l->format != FORMAT_FIRST) {
        add_number(&buf, l->subject);
        add_text(&buf, l->reason);
    }
    CHECK(!buf.full);
    token_sha256_hex(buf_str(&buf), ret);
    buf_done(&buf);
}

/* ---- a row more ---- */

static enum err find_head(struct store *store, struct head *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[HEAD], PARAMS(), &rows);
    if (err != OK)
        return err == ERR_NOT_FOUND ? ERR_INVALID : err;
    *ret = (struct head){.last_id = rows_int(&rows, 0)};
    struct str sha256 = rows_str(&rows, 1);
    if (sha256.n == SHA256_HEX_MAX - 1)
        memcpy(ret->sha256, sha256.p, sha256.n);
    return rows_end(&rows);
}

/* Whom a row concerns that names nobody: its object, where that is a person. */
static struct person_id subject_of(const struct audit_entry *entry)
{
    const struct audit_words *words = audit_words_find(entry->action);
    if (entry->subject.v || !words || !words->object_is_person)
        return entry->subject;
    return (struct person_id){entry->object_id};
}

static enum err append(struct store *store, const struct link *l, const char *sha256)
{
    enum err err =
        store_exec(store, SQL[INSERT],
                   PARAMS(p_int(l->id), p_int(l->at), p_id_or_null(l->actor), p_str(l->action),
                          p_int(l->object), p_str(l->detail), p_text(sha256), p_int(l->format),
                          p_id_or_null(l->subject), p_str(l->reason)));
    return err == OK ? store_exec(store, SQL[MOVE_HEAD], PARAMS(p_int(l->id), p_text(sha256)))
                     : err;
}

enum err audit_record(struct store *store, struct instant now, const struct audit_entry *entry)
{
    struct head head;
    char sha256[SHA256_HEX_MAX];
    enum err err = find_head(store, &head);
    if (err != OK)
        return err;
    const struct link next = {.format = FORMAT_NOW,
                              .id = head.last_id + 1,
                              .at = now.v,
                              .actor = entry->actor.v,
                              .object = entry->object_id,
                              .subject = subject_of(entry).v,
                              .action = str_of(entry->action),
                              .detail = str_of(entry->detail),
                              .reason = str_of(entry->reason)};
    hash(head.sha256, &next, sha256);
    return append(store, &next, sha256);
}

enum err audit_add(struct store *store, struct instant now, struct person_id actor,
                   const char *action, int64_t object_id, const char *detail)
{
    const struct audit_entry entry = {
        .actor = actor, .action = action, .object_id = object_id, .detail = detail};
    return audit_record(store, now, &entry);
}

/* ---- is it whole? ---- */

static struct link read_link(const struct rows *rows)
{
    return (struct link){
        .format = (int)rows_int(rows, 7),
        .id = rows_int(rows, 0),
        .at = rows_int(rows, 1),
        .actor = rows_int(rows, 2),
        .object = rows_int(rows, 4),
        .subject = rows_int(rows, 8),
        .action = rows_str(rows, 3),
        .detail = rows_str(rows, 5),
        .reason = rows_str(rows, 9),
    };
}

/* What the first format's hash does not cover must be as it was then: empty. */
static bool is_of_its_format(const struct link *l)
{
    return l->format != FORMAT_FIRST || (l->subject == 0 && l->reason.n == 0);
}

/* On from `end`, at most a stretch; *ret_read: rows that fit. ERR_INVALID: the next does not. */
static enum err check_stretch(struct store *store, struct head *end, int *ret_read)
{
    bool fits = true;
    int read = 0;
    struct rows rows =
        store_query(store, SQL[STRETCH_AFTER], PARAMS(p_int(end->last_id), p_int(STRETCH)));
    while (fits && rows_next(&rows)) {
        char sha256[SHA256_HEX_MAX];
        struct link l = read_link(&rows);
        hash(end->sha256, &l, sha256);
        fits = l.id == end->last_id + 1 && is_of_its_format(&l) &&
               str_eq_c(rows_str(&rows, 6), sha256);
        if (fits) {
            memcpy(end->sha256, sha256, sizeof sha256);
            end->last_id = l.id;
            read++;
        }
    }
    enum err err = rows_end(&rows);
    *ret_read = read;
    return err == OK && !fits ? ERR_INVALID : err;
}

enum err audit_check(struct store *store, struct audit_chain *ret)
{
    struct head head, end = {.last_id = 0};
    int read = 0;
    enum err err = find_head(store, &head);
    do
        err = err == OK ? check_stretch(store, &end, &read) : err;
    while (err == OK && read == STRETCH);
    if (err == OK && (head.last_id != end.last_id || strcmp(head.sha256, end.sha256) != 0))
        err = ERR_INVALID;
    if (err == OK || err == ERR_INVALID)
        *ret = (struct audit_chain){.rows = end.last_id, .broken_id = end.last_id + 1};
    return err;
}
