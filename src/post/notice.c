/* DESIGN: what somebody is told by mail about a booking or a talk, as values for mail/compose. */
#include "notice.h"

#include <jansson.h>
#include <stdio.h>
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
    [NOTICE_BOOKING_OFFERED] = "booking-offered",
    [NOTICE_BOOKING_REQUESTED] = "booking-requested",
    [NOTICE_BOOKING_DECLINED] = "booking-declined",
    [NOTICE_BOOKING_SWAPPED] = "booking-swapped",
    [NOTICE_BOOKING_ASKED] = "booking-asked",
    [NOTICE_BOOKING_ANSWERED] = "booking-answered",
    [NOTICE_BOOKING_CANCELLED] = "booking-cancelled",
    [NOTICE_TALK_CONFIRMED] = "talk-confirmed",
    [NOTICE_TALK_WAITING] = "talk-waiting",
    [NOTICE_TALK_REQUESTED] = "talk-requested",
    [NOTICE_TALK_DECLINED] = "talk-declined",
    [NOTICE_TALK_ACCEPTED] = "talk-accepted",
    [NOTICE_TALK_PROMOTED] = "talk-promoted",
    [NOTICE_TALK_CHANGED] = "talk-changed",
    [NOTICE_TALK_WITHDRAWN] = "talk-withdrawn",
    [NOTICE_JOINT_PRESENTER] = "joint-presenter",
    [NOTICE_JOINT_NO] = "joint-no",
    [NOTICE_EVENT_CHANGED] = "event-changed",
    [NOTICE_EVENT_CANCELLED] = "event-cancelled",
    [NOTICE_SIGN_IN_CHANGED] = "sign-in-changed",
    [NOTICE_BREAK_GLASS] = "break-glass",
    [NOTICE_SERIES_BOOKED] = "series-booked",
    [NOTICE_SERIES_CHANGED] = "series-changed",
    [NOTICE_SERIES_CANCELLED] = "series-cancelled",
    [NOTICE_APPROVAL_WAITS] = "approval-waits",
    [NOTICE_APPROVAL_ASKED] = "approval-asked",
    [NOTICE_APPROVAL_ANSWER] = "approval-answer",
    [NOTICE_APPROVAL_COVER] = "approval-cover",
    [NOTICE_APPROVAL_ARRANGE] = "approval-arrange",
    [NOTICE_EVENT_REQUIRED] = "event-required",
    [NOTICE_EVENT_INVITED] = "event-invited",
    [NOTICE_EVENT_POSTPONED] = "event-postponed",
    [NOTICE_CLOSURE] = "closure",
    [NOTICE_MESSAGE] = "message",
    [NOTICE_CHOICE_REMINDER] = "choice-reminder",
    [NOTICE_READING_ASKED] = "reading-asked",
    [NOTICE_READING_DUE] = "reading-due",
    [NOTICE_TALK_SLOT] = "talk-slot",
    [NOTICE_CHOICE_PLACED] = "choice-placed",
    [NOTICE_DIGEST] = "digest",
    [NOTICE_QUESTIONS] = "questions",
    [NOTICE_QUESTION_ANSWERED] = "question-answered",
    [NOTICE_SLIDES_DUE] = "slides-due",
    [NOTICE_TALK_OFFERED] = "talk-offered",
    [NOTICE_TALK_OFFER_OVER] = "talk-offer-over",
    [NOTICE_TALK_CALLED_OFF] = "talk-called-off",
    [NOTICE_THANKS] = "thanks",
    [NOTICE_SWAP_ASKED] = "swap-asked",
    [NOTICE_SWAP_DONE] = "swap-done",
    [NOTICE_SWAP_OVER] = "swap-over",
    [NOTICE_SHARE] = "share",
    [NOTICE_EVENT_MOVED] = "event-moved",
    [NOTICE_TALK_CALLED] = "talk-called",
    [NOTICE_TALK_CALL_OVER] = "talk-call-over",
    [NOTICE_TALK_LEFT] = "talk-left",
    [NOTICE_JOINT_LEFT] = "joint-left",
};

/* Keys that begin with $1 lie in [$1, $2): the unique index on idem finds them. */
enum { FIRST_MAIL, MARK, COUNT_SINCE, SINCE, TAKE_BACK };
static const char *const SQL[] = {
    [FIRST_MAIL] = "SELECT id, coalesce(thread_id, message_id) FROM outbox"
                   " WHERE idem >= $1 AND idem < $2 ORDER BY id LIMIT 1",
    [MARK] = "SELECT coalesce(max(id), 0) FROM outbox",
    [COUNT_SINCE] = "SELECT count(*) FROM outbox WHERE id > $1",
    [SINCE] = "SELECT id, kind, to_email, body, person_id, object_id, seq FROM outbox"
              " WHERE id > $1 ORDER BY person_id, id LIMIT $2",
    [TAKE_BACK] = "DELETE FROM outbox WHERE id = $1 AND state = 'queued'",
};

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
    bool both = kind == NOTICE_EVENT_CHANGED || kind == NOTICE_EVENT_CANCELLED ||
                kind == NOTICE_EVENT_POSTPONED || kind == NOTICE_EVENT_MOVED;
    return arena_printf(arena, "%s:%lld:%s%lld:", NAMES[kind], (long long)notice->to.v,
                        both && notice->talk_title ? "t" : "", (long long)notice->object_id);
}

/* Belongs to no entry of a calendar: never the same twice, never of a thread. */
static bool is_alone(enum notice_kind kind)
{
    static const bool ALONE[NOTICE_KINDS] = {
        [NOTICE_CODE] = true,
        [NOTICE_SIGN_IN_CHANGED] = true,
        [NOTICE_BREAK_GLASS] = true,
        [NOTICE_SERIES_BOOKED] = true,
        [NOTICE_SERIES_CHANGED] = true,
        [NOTICE_SERIES_CANCELLED] = true,
        [NOTICE_BOOKING_ASKED] = true,
        [NOTICE_BOOKING_ANSWERED] = true,
        [NOTICE_CLOSURE] = true,
        [NOTICE_MESSAGE] = true,
        [NOTICE_CHOICE_REMINDER] = true,
        [NOTICE_CHOICE_PLACED] = true,
        [NOTICE_DIGEST] = true,
        [NOTICE_QUESTIONS] = true,
        [NOTICE_QUESTION_ANSWERED] = true,
        [NOTICE_SLIDES_DUE] = true,
        [NOTICE_THANKS] = true,
        [NOTICE_SWAP_ASKED] = true,
        [NOTICE_SWAP_OVER] = true,
        [NOTICE_SHARE] = true,
    };
    return ALONE[kind];
}

static const char *make_idem(const struct notice *notice, struct arena *arena)
{
    if (!is_alone(notice->kind))
        return arena_printf(arena, "%s%d", object_key(notice, notice->kind, arena), notice->seq);
    char nonce[UUID_TEXT_MAX];
    token_uuid(nonce);
    return arena_printf(arena, "%s:%s", NAMES[notice->kind], nonce);
}

static bool is_of_approval(enum notice_kind kind)
{
    return kind >= NOTICE_APPROVAL_WAITS && kind <= NOTICE_APPROVAL_ARRANGE;
}

static bool is_of_booking(enum notice_kind kind)
{
    return (kind >= NOTICE_BOOKING_CONFIRMED && kind <= NOTICE_BOOKING_CANCELLED) ||
           (kind >= NOTICE_BOOKING_OFFERED && kind <= NOTICE_BOOKING_SWAPPED);
}

/* Can a mail of that kind belong to the thread of this notice's calendar entry? */
static bool shares_thread(const struct notice *notice, enum notice_kind kind)
{
    bool of_talk = (kind >= NOTICE_TALK_CONFIRMED && kind <= NOTICE_JOINT_PRESENTER) ||
                   (kind >= NOTICE_TALK_REQUESTED && kind <= NOTICE_TALK_ACCEPTED) ||
                   (kind >= NOTICE_TALK_OFFERED && kind <= NOTICE_TALK_CALLED_OFF) ||
                   kind == NOTICE_JOINT_NO || kind == NOTICE_SWAP_DONE ||
                   (kind >= NOTICE_TALK_CALLED && kind <= NOTICE_JOINT_LEFT);
    if (is_alone(kind))
        return false;
    if (is_of_approval(kind) || is_of_approval(notice->kind))
        return is_of_approval(kind) && is_of_approval(notice->kind);
    return notice->talk_title ? !is_of_booking(kind) : !of_talk;
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
        enum err err = store_find(store, SQL[FIRST_MAIL], PARAMS(p_text(from), p_text(to)), &rows);
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

static void put_dates(json_t *object, const struct notice *notice)
{
    json_t *list = json_array();
    for (int i = 0; i < notice->date_count; i++) {
        const struct notice_date *date = &notice->dates[i];
        json_t *item = json_object();
        put_number(item, "starts_at", date->starts_at.v);
        put_number(item, "ends_at", date->ends_at.v);
        put_text(item, "place", date->place);
        put_text(item, "title", date->title);
        put_text(item, "why", date->why);
        put_text(item, "uid", date->uid);
        put_number(item, "seq", date->seq);
        put_number(item, "waits", date->waits);
        put_number(item, "ended", date->ended);
        json_array_append_new(list, item);
    }
    json_object_set_new(object, "dates", list);
}

static const char *make_body(const struct notice *notice, struct arena *arena)
{
    json_t *object = json_object();
    put_text(object, "name", notice->to_name);
    put_text(object, "uid", notice->uid);
    put_number(object, "had_place", notice->had_place);
    put_number(object, "tentative", notice->tentative);
    put_number(object, "required", notice->required);
    put_number(object, "accepted", notice->accepted);
    put_number(object, "leads", notice->leads);
    put_number(object, "event", notice->event_id);
    put_text(object, "event_title", notice->event_title);
    put_text(object, "event_kind", notice->event_kind);
    put_text(object, "place", notice->place);
    if (notice->online_link && *notice->online_link)
        put_text(object, "online_link", notice->online_link);
    put_number(object, "starts_at", notice->starts_at.v);
    put_number(object, "ends_at", notice->ends_at.v);
    put_number(object, "expected_at", notice->expected_at.v);
    put_number(object, "until", notice->until.v);
    put_text(object, "talk_title", notice->talk_title);
    put_number(object, "minutes", notice->minutes);
    put_number(object, "wanted_minutes", notice->wanted_minutes);
    put_number(object, "position", notice->position);
    put_text(object, "by", notice->by);
    put_text(object, "detail", notice->detail);
    if (notice->date_count)
        put_dates(object, notice);
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

static int get_dates(const json_t *body, struct arena *arena, const struct notice_date **ret)
{
    const json_t *list = json_object_get(body, "dates");
    size_t count = json_array_size(list);
    struct notice_date *dates = ARENA_ARRAY(arena, struct notice_date, count + 1);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        dates[i] = (struct notice_date){
            .starts_at = {get_number(item, "starts_at")},
            .ends_at = {get_number(item, "ends_at")},
            .place = get_text(item, "place", arena),
            .title = get_text(item, "title", arena),
            .why = get_text(item, "why", arena),
            .uid = get_text(item, "uid", arena),
            .seq = (int)get_number(item, "seq"),
            .waits = get_number(item, "waits") != 0,
            .ended = get_number(item, "ended") != 0,
        };
    }
    *ret = dates;
    return (int)count;
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
        .tentative = get_number(body, "tentative") != 0,
        .required = get_number(body, "required") != 0,
        .accepted = get_number(body, "accepted") != 0,
        .leads = get_number(body, "leads") != 0,
        .event_id = get_number(body, "event"),
        .event_title = get_text(body, "event_title", arena),
        .event_kind = get_text(body, "event_kind", arena),
        .place = get_text(body, "place", arena),
        .online_link = get_text(body, "online_link", arena),
        .starts_at = {get_number(body, "starts_at")},
        .ends_at = {get_number(body, "ends_at")},
        .expected_at = {get_number(body, "expected_at")},
        .until = {get_number(body, "until")},
        .talk_title = get_text(body, "talk_title", arena),
        .minutes = (int)get_number(body, "minutes"),
        .wanted_minutes = (int)get_number(body, "wanted_minutes"),
        .position = (int)get_number(body, "position"),
        .by = get_text(body, "by", arena),
        .detail = get_text(body, "detail", arena),
    };
    ret->date_count = get_dates(body, arena, &ret->dates);
    json_decref(body);
    return OK;
}

void notice_date_uid(const char *notice_uid, const struct notice_date *date,
                     char ret[static UUID_TEXT_MAX])
{
    bool own = date->uid && *date->uid;
    if (own && notice_uid)
        token_uuid_of(notice_uid, date->uid, ret);
    else
        snprintf(ret, UUID_TEXT_MAX, "%s", own ? date->uid : notice_uid ? notice_uid : "");
}

/* ---- told as one ---- */

enum err notice_mark(struct store *store, int64_t *ret)
{
    return store_find_int(store, SQL[MARK], PARAMS(), ret);
}

enum err notice_list_since(struct store *store, int64_t mark, struct arena *arena,
                           struct notice_queued **ret, int *ret_count)
{
    int64_t total = 0;
    int count = 0;
    enum err read = OK, err = store_find_int(store, SQL[COUNT_SINCE], PARAMS(p_int(mark)), &total);
    if (err != OK)
        return err;
    struct notice_queued *items = ARENA_ARRAY(arena, struct notice_queued, (size_t)total + 1);
    struct rows rows = store_query(store, SQL[SINCE], PARAMS(p_int(mark), p_int(total)));
    while (rows_next(&rows)) {
        const struct outbox_row row = {
            .kind = rows_text(&rows, 1, arena),
            .email = rows_text(&rows, 2, arena),
            .body = rows_text(&rows, 3, arena),
            .to = {rows_int(&rows, 4)},
            .object_id = rows_int(&rows, 5),
            .seq = (int)rows_int(&rows, 6),
        };
        items[count].id = rows_int(&rows, 0);
        err = notice_read(&row, arena, &items[count].notice);
        count += err == OK; /* a nudge is none */
        read = err == OK || err == ERR_NOT_FOUND ? read : err;
    }
    err = rows_end(&rows);
    *ret = items;
    *ret_count = count;
    return err == OK ? read : err;
}

static bool is_same_matter(const struct notice *a, const struct notice *b)
{
    return a->to.v == b->to.v && a->kind == b->kind && a->object_id == b->object_id &&
           !a->talk_title == !b->talk_title;
}

enum err notice_keep_last(struct store *store, int64_t mark, struct arena *arena)
{
    struct notice_queued *items;
    int count;
    enum err err = notice_list_since(store, mark, arena, &items, &count);
    for (int i = 0; err == OK && i < count; i++)
        for (int later = i + 1; later < count && items[later].notice.to.v == items[i].notice.to.v;
             later++)
            if (is_same_matter(&items[i].notice, &items[later].notice)) {
                err = notice_take_back(store, items[i].id);
                break;
            }
    return err;
}

enum err notice_take_back(struct store *store, int64_t id)
{
    return store_exec(store, SQL[TAKE_BACK], PARAMS(p_int(id)));
}
