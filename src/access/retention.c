/* DESIGN: what is past its period is counted, and erased a batch at a time. */
#include "retention.h"

#include <string.h>

#include "audit.h"
#include "erasure.h"
#include "tz.h"

enum { DAY_S = 86400 };

enum unit { BY_DAY, BY_INSTANT };

/* $1: what ended before is due, a day or an instant; $2: how many at once. */
struct sweep {
    const char *key;
    enum unit unit;
    const char *count, *erase;
};

#define OLD_CODES "FROM sign_in_code WHERE expires_at < $1"
#define OLD_SESSIONS "FROM session WHERE created_at < $1"
#define OLD_FEEDS "FROM feed WHERE revoked_at < $1"
#define OLD_TOKENS "FROM api_token WHERE coalesce(revoked_at, expires_at) < $1"
#define OLD_DEVICES "FROM device WHERE expires_at < $1"
#define OLD_ABSENCES "FROM exemption WHERE until_on < $1"
#define OLD_BOOKINGS                                                                               \
    "FROM booking b WHERE (b.ended_at IS NOT NULL OR b.status IN ('waiting', 'offered'))"          \
    " AND (SELECT e.ends_at FROM event e WHERE e.id = b.event_id) < $1"
#define OLD_NEEDS                                                                                  \
    "FROM booking_need n JOIN booking b ON b.id = n.booking_id JOIN event e ON e.id = b.event_id"  \
    " WHERE min(e.ends_at, coalesce(b.ended_at, e.ends_at)) < $1"
#define OLD_SPEAKER_NEEDS                                                                          \
    "FROM talk_need n JOIN talk t ON t.id = n.talk_id JOIN event e ON e.id = t.event_id"           \
    " WHERE min(e.ends_at, coalesce(t.withdrawn_at, e.ends_at)) < $1"
#define OLD_NEEDS_NOTES                                                                            \
    "FROM event_place p JOIN event e ON e.id = p.event_id WHERE p.needs <> '' AND e.ends_at < $1"
#define OLD_QUESTIONS                                                                              \
    "FROM talk_question q JOIN talk t ON t.id = q.talk_id JOIN event e ON e.id = t.event_id"       \
    " WHERE e.ends_at < $1"
#define OLD_CONVERSATIONS                                                                          \
    "FROM conversation WHERE (starts_at IS NOT NULL OR room <> '')"                                \
    " AND coalesce(ends_at, held_on * 86400) < $1"
#define OLD_MEETINGS "FROM busy WHERE source = 'conversation' AND to_at < $1"
#define OLD_MAIL                                                                                   \
    "FROM outbox WHERE queued_at < $1 AND state IN ('sent', 'failed')"                             \
    " AND (to_email <> '' OR body <> '{}')"
#define OLD_EMERGENCIES "FROM break_glass WHERE asked_at < $1 AND reason <> ''"
#define OLD_REQUESTS                                                                               \
    "FROM approval WHERE ended_at < $1 AND outcome || travel || in_trust_note || cover <> ''"
#define OLD_REQUEST_NOTES                                                                          \
    "FROM approval_note WHERE words <> '' AND approval_id IN"                                      \
    " (SELECT id FROM approval WHERE ended_at < $1)"
#define OLD_REQUEST_STEPS                                                                          \
    "FROM approval_step WHERE note <> '' AND approval_id IN"                                       \
    " (SELECT id FROM approval WHERE ended_at < $1)"

static const struct sweep SWEEPS[] = {
    {"codes", BY_INSTANT, "SELECT count(*) " OLD_CODES,
     "DELETE FROM sign_in_code WHERE id IN (SELECT id " OLD_CODES " LIMIT $2)"},
    {"sessions", BY_INSTANT, "SELECT count(*) " OLD_SESSIONS,
     "DELETE FROM session WHERE id IN (SELECT id " OLD_SESSIONS " LIMIT $2)"},
    {"feeds", BY_INSTANT, "SELECT count(*) " OLD_FEEDS,
     "DELETE FROM feed WHERE id IN (SELECT id " OLD_FEEDS " LIMIT $2)"},
    {"tokens", BY_INSTANT, "SELECT count(*) " OLD_TOKENS,
     "DELETE FROM api_token WHERE id IN (SELECT id " OLD_TOKENS " LIMIT $2)"},
    {"tokens", BY_INSTANT, "SELECT count(*) " OLD_DEVICES,
     "DELETE FROM device WHERE id IN (SELECT id " OLD_DEVICES " LIMIT $2)"},
    {"absences", BY_DAY, "SELECT count(*) " OLD_ABSENCES,
     "DELETE FROM exemption WHERE id IN (SELECT id " OLD_ABSENCES " LIMIT $2)"},
    {"bookings", BY_INSTANT, "SELECT count(*) " OLD_BOOKINGS,
     "DELETE FROM booking WHERE id IN (SELECT b.id " OLD_BOOKINGS " LIMIT $2)"},
    {"needs", BY_INSTANT, "SELECT count(*) " OLD_NEEDS,
     "DELETE FROM booking_need WHERE booking_id IN (SELECT n.booking_id " OLD_NEEDS " LIMIT $2)"},
    {"needs", BY_INSTANT, "SELECT count(*) " OLD_SPEAKER_NEEDS,
     "DELETE FROM talk_need WHERE (talk_id, person_id) IN (SELECT n.talk_id, n.person_id"
     " " OLD_SPEAKER_NEEDS " LIMIT $2)"},
    {"needs", BY_INSTANT, "SELECT count(*) " OLD_NEEDS_NOTES,
     "UPDATE event_place SET needs = '' WHERE event_id IN (SELECT p.event_id " OLD_NEEDS_NOTES
     " LIMIT $2)"},
    {"questions", BY_INSTANT, "SELECT count(*) " OLD_QUESTIONS,
     "DELETE FROM talk_question WHERE id IN (SELECT q.id " OLD_QUESTIONS " LIMIT $2)"},
    {"conversations", BY_INSTANT, "SELECT count(*) " OLD_CONVERSATIONS,
     "UPDATE conversation SET starts_at = NULL, ends_at = NULL, room = ''"
     " WHERE id IN (SELECT id " OLD_CONVERSATIONS " LIMIT $2)"},
    {"conversations", BY_INSTANT, "SELECT count(*) " OLD_MEETINGS,
     "DELETE FROM busy WHERE source = 'conversation' AND (source_id, person_id) IN"
     " (SELECT source_id, person_id " OLD_MEETINGS " LIMIT $2)"},
    {"mail", BY_INSTANT, "SELECT count(*) " OLD_MAIL,
     "UPDATE outbox SET to_email = '', body = '{}', bytes = NULL, reply = ''"
     " WHERE id IN (SELECT id " OLD_MAIL " LIMIT $2)"},
    {"requests", BY_INSTANT, "SELECT count(*) " OLD_REQUESTS,
     "UPDATE approval SET outcome = '', travel = '', in_trust_note = '', cover = '',"
     " title = CASE WHEN kind = 'funding' THEN title ELSE '' END"
     " WHERE id IN (SELECT id " OLD_REQUESTS " LIMIT $2)"},
    {"requests", BY_INSTANT, "SELECT count(*) " OLD_REQUEST_NOTES,
     "UPDATE approval_note SET words = '' WHERE id IN (SELECT id " OLD_REQUEST_NOTES " LIMIT $2)"},
    {"requests", BY_INSTANT, "SELECT count(*) " OLD_REQUEST_STEPS,
     "UPDATE approval_step SET note = '' WHERE id IN (SELECT id " OLD_REQUEST_STEPS " LIMIT $2)"},
    {"emergencies", BY_INSTANT, "SELECT count(*) " OLD_EMERGENCIES,
     "UPDATE break_glass SET reason = '' WHERE id IN (SELECT id " OLD_EMERGENCIES " LIMIT $2)"},
};
enum { SWEEP_COUNT = sizeof SWEEPS / sizeof SWEEPS[0] };

enum { PERIOD, SET };
static const char *const SQL[] = {
    [PERIOD] = "SELECT days FROM retention WHERE class = $1",
    [SET] = "INSERT INTO retention (class, days, changed_at, changed_by) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (class) DO UPDATE SET days = excluded.days,"
            " changed_at = excluded.changed_at, changed_by = excluded.changed_by",
};

/* ---- periods ---- */

static const struct retention_class *class_of(const char *key)
{
    for (const struct retention_class *class = retention_classes; class->key; class ++)
        if (strcmp(class->key, key) == 0)
            return class;
    return NULL;
}

static enum err find_days(struct store *store, const struct retention_class *class, int *ret)
{
    int64_t days = class->days;
    enum err err = store_find_int(store, SQL[PERIOD], PARAMS(p_text(class->key)), &days);
    if (err == ERR_NOT_FOUND)
        err = OK;
    if (err == OK)
        *ret = class->days == RETENTION_FOR_EVER ? RETENTION_FOR_EVER : (int)days;
    return err;
}

enum err retention_set(struct store *store, struct person_id actor, const char *key, int64_t days,
                       struct instant now, struct refusal *why)
{
    const struct retention_class *class = class_of(key);
    if (!class)
        return ERR_NOT_FOUND;
    if (class->days == RETENTION_FOR_EVER)
        return refuse_field(why, "days", "This is kept, and cannot have an end.");
    if (days < 1 || days > RETENTION_DAYS_MAX)
        return refuse_field(why, "days", "Enter a number of days from 1 to %d.",
                            RETENTION_DAYS_MAX);
    enum err err = store_exec(store, SQL[SET],
                              PARAMS(p_text(key), p_int(days), p_instant(now), p_int(actor.v)));
    const struct audit_entry entry = {
        .actor = actor,
        .action = "retention-set",
        .detail = arena_printf(why->arena, "%s: %lld days", key, (long long)days)};
    return err == OK ? audit_record(store, now, &entry) : err;
}

/* ---- what is due ---- */

static struct param before(enum unit unit, int days, struct instant now)
{
    return unit == BY_DAY ? p_day(day_add(tz_day(now), -days))
                          : p_int(now.v - (int64_t)days * DAY_S);
}

static enum err count_class(struct store *store, const struct retention_class *class, int days,
                            struct instant now, int64_t *ret)
{
    int64_t sum = 0;
    enum err err = OK;
    if (strcmp(class->key, "people") == 0)
        err = erasure_count(store, day_add(tz_day(now), -days), &sum);
    for (int i = 0; err == OK && i < SWEEP_COUNT; i++) {
        int64_t due = 0;
        if (strcmp(SWEEPS[i].key, class->key) != 0)
            continue;
        err =
            store_find_int(store, SWEEPS[i].count, PARAMS(before(SWEEPS[i].unit, days, now)), &due);
        sum += due;
    }
    *ret = sum;
    return err;
}

enum err retention_list_periods(struct store *store,
                                struct retention_state ret[static RETENTION_CLASSES_MAX],
                                int *ret_count)
{
    int count = 0;
    enum err err = OK;
    for (const struct retention_class *class = retention_classes; err == OK && class->key;
         class ++) {
        ret[count] = (struct retention_state){.class = class};
        err = find_days(store, class, &ret[count++].days);
    }
    *ret_count = count;
    return err;
}

enum err retention_list(struct store *store, struct instant now,
                        struct retention_state ret[static RETENTION_CLASSES_MAX], int *ret_count)
{
    enum err err = retention_list_periods(store, ret, ret_count);
    for (int i = 0; err == OK && i < *ret_count; i++)
        if (ret[i].days != RETENTION_FOR_EVER)
            err = count_class(store, ret[i].class, ret[i].days, now, &ret[i].due);
    return err;
}

/* ---- erasing ---- */

static enum err write_down(struct store *store, struct person_id actor, struct instant now,
                           struct arena *arena, const char *key, int64_t rows)
{
    const struct audit_entry entry = {.actor = actor,
                                      .action = "retention-run",
                                      .detail =
                                          arena_printf(arena, "%s: %lld", key, (long long)rows)};
    return audit_record(store, now, &entry);
}

static enum err run_sweep(struct store *store, const struct sweep *sweep, struct instant now,
                          int64_t *ret_rows)
{
    int days;
    enum err err = find_days(store, class_of(sweep->key), &days);
    if (err == OK)
        err = store_exec(store, sweep->erase,
                         PARAMS(before(sweep->unit, days, now), p_int(RETENTION_BATCH)));
    if (err == OK)
        *ret_rows = store_changes(store);
    return err;
}

static enum err run_people(struct store *store, struct person_id actor, struct instant now,
                           int64_t *ret_rows)
{
    int days;
    enum err err = find_days(store, class_of("people"), &days);
    return err == OK ? erasure_run_some(store, actor, day_add(tz_day(now), -days), now, ret_rows)
                     : err;
}

enum err retention_run_some(struct store *store, struct person_id actor, struct instant now,
                            struct arena *arena, int64_t *ret_rows)
{
    int64_t rows = 0;
    enum err err = OK;
    for (int i = 0; err == OK && rows == 0 && i < SWEEP_COUNT; i++) {
        err = run_sweep(store, &SWEEPS[i], now, &rows);
        if (err == OK && rows)
            err = write_down(store, actor, now, arena, SWEEPS[i].key, rows);
    }
    if (err == OK && rows == 0) {
        err = run_people(store, actor, now, &rows);
        if (err == OK && rows)
            err = write_down(store, actor, now, arena, "people", rows);
    }
    if (err == OK)
        *ret_rows = rows;
    return err;
}
