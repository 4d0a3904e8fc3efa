/* DESIGN: what somebody is told by mail about a booking or a talk, as values for mail/compose. */
#include "notice.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "token.h"

enum { CODE_LIFE_S = 10 * 60, NOTICE_LIFE_S = 5 * 86400 };

static const char *const NAMES[NOTICE_KINDS] = {
    [NOTICE_CODE] = "code",
    [NOTICE_BOOKING_CONFIRMED] = "booking-confirmed",
    [NOTICE_BOOKING_WAITING] = "booking-waiting",
    [NOTICE_BOOKING_PROMOTED] = "booking-promoted",
    [NOTICE_BOOKING_CANCELLED] = "booking-cancelled",
    [NOTICE_TALK_CONFIRMED] = "talk-confirmed",
    [NOTICE_TALK_WAITING] = "talk-waiting",
    [NOTICE_TALK_PROMOTED] = "talk-promoted",
    [NOTICE_TALK_CHANGED] = "talk-changed",
    [NOTICE_TALK_WITHDRAWN] = "talk-withdrawn",
    [NOTICE_JOINT_PRESENTER] = "joint-presenter",
    [NOTICE_EVENT_CHANGED] = "event-changed",
    [NOTICE_EVENT_CANCELLED] = "event-cancelled",
    [NOTICE_SIGN_IN_CHANGED] = "sign-in-changed",
    [NOTICE_BREAK_GLASS] = "break-glass",
};

/* Keys that begin with $1 lie in [$1, $2): the unique index on idem finds them. */
static const char SQL_FIRST_MAIL[] =
    "SELECT id, coalesce(thread_id, message_id) FROM outbox WHERE idem >= $1 AND idem < $2"
    " ORDER BY id LIMIT 1";

const char *notice_name(enum notice_kind kind)
{
    return NAMES[kind];
}

enum err notice_parse_name(struct str name, enum notice_kind *ret)
{
    for (int kind = 0; kind < NOTICE_KINDS; kind++) {
        if (str_eq_c(name, NAMES[kind])) {
            *ret = (enum notice_kind)kind;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/* Ids of bookings and talks may be equal: where a kind tells of both, talks carry a letter. */
static const char *object_key(const struct notice *notice, enum notice_kind kind,
                              struct arena *arena)
{
    bool both = kind == NOTICE_EVENT_CHANGED || kind == NOTICE_EVENT_CANCELLED;
    return arena_printf(arena, "%s:%lld:%s%lld:", NAMES[kind], (long long)notice->to.v,
                        both && notice->talk_title ? "t" : "", (long long)notice->object_id);
}

/* Belongs to no entry of a calendar: never the same twice, never of a thread. */
static bool is_alone(enum notice_kind kind)
{
    return kind == NOTICE_CODE || kind == NOTICE_SIGN_IN_CHANGED || kind == NOTICE_BREAK_GLASS;
}

static const char *make_idem(const struct notice *notice, struct arena *arena)
{
    if (!is_alone(notice->kind))
        return arena_printf(arena, "%s%d", object_key(notice, notice->kind, arena), notice->seq);
    char nonce[UUID_TEXT_MAX];
    token_uuid(nonce);
    return arena_printf(arena, "%s:%s", NAMES[notice->kind], nonce);
}

/* Can a mail of that kind belong to the thread of this notice's calendar entry? */
static bool shares_thread(const struct notice *notice, enum notice_kind kind)
{
    bool of_talk = kind >= NOTICE_TALK_CONFIRMED && kind <= NOTICE_JOINT_PRESENTER;
    bool of_booking = kind >= NOTICE_BOOKING_CONFIRMED && kind <= NOTICE_BOOKING_CANCELLED;
    if (is_alone(kind))
        return false;
    return notice->talk_title ? !of_booking : !of_talk;
}

/* The Message-ID of the first mail about the same object to the same person; NULL if this is it. */
static enum err find_thread(struct store *store, const struct notice *notice, struct arena *arena,
                            const char **ret)
{
    int64_t first = INT64_MAX;
    for (int kind = 0; kind < NOTICE_KINDS && !is_alone(notice->kind); kind++) {
        if (!shares_thread(notice, (enum notice_kind)kind))
            continue;
        const char *from = object_key(notice, (enum notice_kind)kind, arena);
        const char *to = arena_printf(arena, "%.*s;", (int)strlen(from) - 1, from);
        struct rows rows;
        enum err err = store_find(store, SQL_FIRST_MAIL, PARAMS(p_text(from), p_text(to)), &rows);
        if (err == ERR_NOT_FOUND)
            continue;
        if (err != OK)
            return err;
        if (rows_int(&rows, 0) < first) {
            first = rows_int(&rows, 0);
            *ret = rows_text(&rows, 1, arena);
        }
        err = rows_end(&rows);
        if (err != OK)
            return err;
    }
    return OK;
}

static void put_text(json_t *object, const char *key, const char *text)
{
    if (text)
        CHECK(json_object_set_new(object, key, json_string(text)) == 0);
}

static void put_number(json_t *object, const char *key, int64_t number)
{
    if (number)
        CHECK(json_object_set_new(object, key, json_integer(number)) == 0);
}

static const char *make_body(const struct notice *notice, struct arena *arena)
{
    json_t *object = json_object();
    put_text(object, "name", notice->to_name);
    put_text(object, "uid", notice->uid);
    put_number(object, "had_place", notice->had_place);
    put_number(object, "event", notice->event_id);
    put_text(object, "event_title", notice->event_title);
    put_text(object, "event_kind", notice->event_kind);
    put_text(object, "place", notice->place);
    put_number(object, "starts_at", notice->starts_at.v);
    put_number(object, "ends_at", notice->ends_at.v);
    put_text(object, "talk_title", notice->talk_title);
    put_number(object, "minutes", notice->minutes);
    put_number(object, "wanted_minutes", notice->wanted_minutes);
    put_number(object, "position", notice->position);
    put_text(object, "by", notice->by);
    put_text(object, "detail", notice->detail);
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    CHECK(text);
    const char *copy = arena_strdup(arena, text);
    free(text);
    json_decref(object);
    return copy;
}

static enum err queue(struct store *store, struct instant now, const struct notice *notice,
                      struct arena *arena)
{
    bool is_code = notice->kind == NOTICE_CODE;
    struct outbox_item item = {
        .idem = make_idem(notice, arena),
        .kind = NAMES[notice->kind],
        .to = notice->to,
        .email = notice->to_email,
        .object_id = notice->object_id,
        .seq = notice->seq,
        .body = make_body(notice, arena),
        /* somebody sits in front of the sign-in page: a code goes before all that waits */
        .due_at = is_code ? (struct instant){0} : now,
        .expires_at = instant_add(now, is_code ? CODE_LIFE_S : NOTICE_LIFE_S),
    };
    int64_t id = 0;
    bool is_new = false;
    enum err err = find_thread(store, notice, arena, &item.thread_id);
    return err == OK ? outbox_queue(store, now, &item, &id, &is_new) : err;
}

enum err notice_queue(struct store *store, struct instant now, const struct notice *notice)
{
    if (!notice->to_email || !*notice->to_email)
        return OK;
    struct arena *arena = arena_new();
    enum err err = queue(store, now, notice, arena);
    arena_free(arena);
    return err;
}

static const char *get_text(const json_t *object, const char *key, struct arena *arena)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? arena_strdup(arena, text) : NULL;
}

static int64_t get_number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

enum err notice_read(const struct outbox_row *row, struct arena *arena, struct notice *ret)
{
    enum notice_kind kind = NOTICE_CODE;
    if (notice_parse_name(str_of(row->kind), &kind) != OK)
        return ERR_NOT_FOUND;
    json_t *body = json_loads(row->body, 0, NULL);
    if (!json_is_object(body)) {
        json_decref(body);
        return ERR_BUG;
    }
    *ret = (struct notice){
        .kind = kind,
        .to = row->to,
        .to_name = get_text(body, "name", arena),
        .to_email = row->email,
        .object_id = row->object_id,
        .uid = get_text(body, "uid", arena),
        .seq = row->seq,
        .had_place = get_number(body, "had_place") != 0,
        .event_id = get_number(body, "event"),
        .event_title = get_text(body, "event_title", arena),
        .event_kind = get_text(body, "event_kind", arena),
        .place = get_text(body, "place", arena),
        .starts_at = {get_number(body, "starts_at")},
        .ends_at = {get_number(body, "ends_at")},
        .talk_title = get_text(body, "talk_title", arena),
        .minutes = (int)get_number(body, "minutes"),
        .wanted_minutes = (int)get_number(body, "wanted_minutes"),
        .position = (int)get_number(body, "position"),
        .by = get_text(body, "by", arena),
        .detail = get_text(body, "detail", arena),
    };
    json_decref(body);
    return OK;
}
