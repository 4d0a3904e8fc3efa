/* DESIGN: a programme that strangers may read: opened, closed, and only what was agreed to. */
#include "public_programme.h"

#include "audit.h"

/* Nobody whose way into the trust is as a guest of it, whatever they said. */
#define IS_GUEST(person)                                                                           \
    "EXISTS (SELECT 1 FROM participation x WHERE x.person_id = " person                            \
    " AND x.kind IN ('parent or carer', 'guest', 'visitor'))"

/* A yes holds as long as whoever gave it gives the talk. */
#define NAMED_PRESENTERS                                                                           \
    "talk_public p JOIN talk t ON t.id = p.talk_id JOIN talk_presenter m"                          \
    " ON m.talk_id = p.talk_id AND m.person_id = p.person_id AND m.answer = 'yes'"

enum { FIND, OPEN, CLOSE, NAMED, COUNT_NAMED, AGREES, GUEST, AGREE, DISAGREE };
static const char *const SQL[] = {
    [FIND] = "SELECT opened_at FROM public_programme WHERE event_id = $1 AND open = 1",
    /* Another time than any before, for the address is made of it. */
    [OPEN] = "INSERT INTO public_programme (event_id, open, opened_at, opened_by)"
             " VALUES ($1, 1, $2, $3) ON CONFLICT (event_id) DO UPDATE SET open = 1,"
             " opened_by = $3, opened_at = CASE WHEN public_programme.opened_at >= $2"
             " THEN public_programme.opened_at + 1 ELSE $2 END",
    [CLOSE] = "UPDATE public_programme SET open = 0 WHERE event_id = $1",
    [NAMED] = "SELECT p.talk_id, p.person_id FROM " NAMED_PRESENTERS
              " WHERE t.event_id = $1 AND NOT " IS_GUEST(
                  "p.person_id") " ORDER BY p.talk_id, p.person_id LIMIT $2",
    [COUNT_NAMED] =
        "SELECT count(DISTINCT p.talk_id) FROM " NAMED_PRESENTERS " WHERE t.event_id = $1"
        " AND t.status IN ('confirmed', 'offered') AND NOT " IS_GUEST("p.person_id"),
    [AGREES] = "SELECT 1 FROM talk_public WHERE talk_id = $1 AND person_id = $2",
    [GUEST] = "SELECT " IS_GUEST("$1"),
    [AGREE] = "INSERT INTO talk_public (talk_id, person_id, agreed_at) VALUES ($1, $2, $3)"
              " ON CONFLICT DO NOTHING",
    [DISAGREE] = "DELETE FROM talk_public WHERE talk_id = $1 AND person_id = $2",
};

enum { NAMED_MAX = 2000 };

/* ---- the setting ---- */

enum err public_programme_find(struct store *store, struct event_id event, struct instant *ret)
{
    int64_t at = 0;
    enum err err = store_find_int(store, SQL[FIND], PARAMS(p_int(event.v)), &at);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = (struct instant){at};
    return OK;
}

bool public_programme_check(const struct event *event, struct instant opened_at, struct instant now)
{
    return opened_at.v && event->fields.kind == EVENT_SPARK && event_status_is_on(event->status) &&
           now.v <= event->fields.ends_at.v + (int64_t)PUBLIC_PROGRAMME_DAYS * 86400;
}

enum err public_programme_open(struct store *store, struct instant now, struct event_id event,
                               struct person_id by, bool open)
{
    struct instant opened_at;
    enum err err = public_programme_find(store, event, &opened_at);
    if (err != OK || (opened_at.v != 0) == open)
        return err;
    err = open ? store_exec(store, SQL[OPEN], PARAMS(p_int(event.v), p_instant(now), p_int(by.v)))
               : store_exec(store, SQL[CLOSE], PARAMS(p_int(event.v)));
    return err == OK
               ? audit_add(store, now, by, open ? "programme-open" : "programme-close", event.v, "")
               : err;
}

/* ---- what strangers read ---- */

struct named {
    int64_t talk, person;
};
struct named_list {
    struct named *items; /* by talk, person */
    int count;
};

static enum err read_named(struct store *store, struct event_id event, struct arena *arena,
                           struct named_list *ret)
{
    struct named_list list = {0};
    int room = 0;
    struct rows rows = store_query(store, SQL[NAMED], PARAMS(p_int(event.v), p_int(NAMED_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        list.items[list.count++] = (struct named){rows_int(&rows, 0), rows_int(&rows, 1)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static bool is_named(const struct named_list *list, struct talk_id talk, struct person_id person)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].talk == talk.v && list->items[i].person == person.v)
            return true;
    return false;
}

static void strip_talk(const struct named_list *named, struct talk *talk)
{
    struct talk bare = {.id = talk->id,
                        .event = talk->event,
                        .category = talk->category,
                        .minutes = talk->minutes,
                        .status = talk->status,
                        .title = "A talk",
                        .abstract = "",
                        .kit = "",
                        .theme = "",
                        .presenters = talk->presenters};
    if (is_named(named, talk->id, talk->person))
        bare.title = talk->title;
    for (int i = 0; i < talk->presenter_count; i++)
        if (is_named(named, talk->id, talk->presenters[i].person))
            bare.presenters[bare.presenter_count++] = talk->presenters[i];
    *talk = bare;
}

enum err public_programme_strip(struct store *store, struct arena *arena,
                                struct programme *programme)
{
    struct named_list named;
    enum err err = read_named(store, programme->event, arena, &named);
    if (err != OK)
        return err;
    int count = 0;
    for (int i = 0; programme->announced && i < programme->count; i++) {
        if (programme->items[i].talk.status != TALK_CONFIRMED)
            continue; /* its presenter has not said yes to the slot */
        programme->items[count] = programme->items[i];
        strip_talk(&named, &programme->items[count++].talk);
    }
    programme->count = count;
    programme->waiting_count = 0;
    programme->unplaced_count = 0;
    programme->requested_count = 0;
    return OK;
}

enum err public_programme_named(struct store *store, struct event_id event, int *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[COUNT_NAMED], PARAMS(p_int(event.v)), &count);
    if (err == OK)
        *ret = (int)count;
    return err;
}

/* ---- a presenter's own yes ---- */

static enum err find_flag(struct store *store, const char *sql, const struct param *params,
                          bool *ret)
{
    int64_t flag = 0;
    enum err err = store_find_int(store, sql, params, &flag);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = flag != 0;
    return OK;
}

enum err public_programme_agrees(struct store *store, struct talk_id talk, struct person_id person,
                                 bool *ret)
{
    return find_flag(store, SQL[AGREES], PARAMS(p_int(talk.v), p_int(person.v)), ret);
}

enum err public_programme_never(struct store *store, struct person_id person, bool *ret)
{
    return find_flag(store, SQL[GUEST], PARAMS(p_int(person.v)), ret);
}

static enum err check_guest(struct store *store, struct person_id person, struct refusal *why)
{
    bool guest = false;
    enum err err = public_programme_never(store, person, &guest);
    if (err == OK && guest)
        return refuse(why, ERR_CONFLICT, "guest",
                      "Guests of the trust are never named on a public page. Your talk stands "
                      "there without your name.");
    return err;
}

enum err public_programme_agree(struct store *store, struct instant now,
                                const struct public_consent *consent, struct refusal *why)
{
    bool agreed = false;
    int64_t talk = consent->talk->id.v;
    enum err err = consent->agrees ? check_guest(store, consent->by, why) : OK;
    if (err == OK)
        err = public_programme_agrees(store, consent->talk->id, consent->by, &agreed);
    if (err != OK || agreed == consent->agrees)
        return err;
    err = consent->agrees
              ? store_exec(store, SQL[AGREE],
                           PARAMS(p_int(talk), p_int(consent->by.v), p_instant(now)))
              : store_exec(store, SQL[DISAGREE], PARAMS(p_int(talk), p_int(consent->by.v)));
    return err == OK ? audit_add(store, now, consent->by,
                                 consent->agrees ? "talk-public" : "talk-not-public", talk, "")
                     : err;
}
