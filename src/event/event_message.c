/* DESIGN: what an organiser writes to those who come, sent once and kept to be read again. */
#include "event_message.h"

#include "booking_store.h"
#include "check.h"
#include "event_store.h"
#include "notice.h"
#include "text_rule.h"

enum { DAY_S = 86400 };

/* $1: the event. Those of its facilitators whom the trust knows as people. */
#define FACILITATORS                                                                               \
    "SELECT f.person_id FROM event_facilitator l JOIN facilitator f"                               \
    " ON f.id = l.facilitator_id WHERE l.event_id = $1 AND f.person_id IS NOT NULL"
/* $1: the event, $2: with those who wait, $3: only who presents. */
#define READERS                                                                                    \
    "SELECT b.person_id AS person FROM booking b WHERE b.event_id = $1 AND b.ended_at IS NULL"     \
    " AND ($2 = 1 OR " BOOKING_HAS_PLACE(                                                          \
        "b") ") AND ($3 = 0 OR b.part <> 'attendee')"                                              \
             " UNION SELECT m.person_id FROM talk_presenter m JOIN talk t ON t.id = m.talk_id"     \
             " WHERE m.event_id = $1 AND m.nth IS NOT NULL AND m.answer = 'yes'"                   \
             " AND (t.status = 'confirmed' OR ((($2 = 1) OR ($3 = 1)) AND t.status IN "            \
             "('offered', 'waiting')))"                                                            \
             " UNION " FACILITATORS

enum { PEOPLE, OUTSIDE, INSERT, LIST, SAME, OF_EVENT, OF_SENDER };
static const char *const SQL[] = {
    [PEOPLE] = "SELECT p.id, p.name, p.email FROM person p WHERE p.id IN (" READERS ")"
               " ORDER BY p.name COLLATE NOCASE, p.id LIMIT $4",
    [OUTSIDE] = "SELECT f.name FROM event_facilitator l JOIN facilitator f"
                " ON f.id = l.facilitator_id WHERE l.event_id = $1 AND f.person_id IS NULL"
                " ORDER BY f.name LIMIT 50",
    [INSERT] = "INSERT INTO event_message (event_id, sent_by, sent_to, text, recipients, sent_at)"
               " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
    [LIST] = "SELECT m.id, m.sent_to, m.text, p.name, m.recipients, m.sent_at FROM event_message m"
             " JOIN person p ON p.id = m.sent_by WHERE m.event_id = $1 AND m.text <> ''"
             " AND ($2 = 1 OR (m.sent_to = 'booked' AND $3 = 1)"
             " OR (m.sent_to = 'booked and waiting' AND $4 = 1)"
             " OR (m.sent_to = 'presenters' AND $5 = 1)"
             " OR $6 IN (" FACILITATORS ")) ORDER BY m.id DESC LIMIT $7",
    [SAME] = "SELECT count(*) FROM event_message WHERE event_id = $1 AND sent_to = $2"
             " AND text = $3 AND sent_at > $4",
    [OF_EVENT] = "SELECT count(*) FROM event_message WHERE event_id = $1 AND sent_at > $2",
    [OF_SENDER] = "SELECT count(*) FROM event_message WHERE sent_by = $1 AND sent_at > $2",
};

static const char *const TOS[MESSAGE_TOS] = {"booked", "booked and waiting", "presenters"};

const char *event_message_to_name(enum event_message_to to)
{
    return TOS[to];
}

enum err event_message_to_parse(struct str s, enum event_message_to *ret)
{
    for (int i = 0; i < MESSAGE_TOS; i++) {
        if (str_eq_c(s, TOS[i])) {
            *ret = (enum event_message_to)i;
            return OK;
        }
    }
    return ERR_INVALID;
}

/* ---- who gets it ---- */

static enum err find_outside(struct store *store, struct event_id event, struct arena *arena,
                             const char **ret)
{
    const char *names = "";
    struct rows rows = store_query(store, SQL[OUTSIDE], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        names =
            arena_printf(arena, "%s%s%s", names, *names ? ", " : "", rows_text(&rows, 0, arena));
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = names;
    return err;
}

enum err event_message_readers(struct store *store, struct event_id event, enum event_message_to to,
                               struct arena *arena, struct message_readers *ret)
{
    struct message_readers list = {.outside = ""};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[PEOPLE],
                    PARAMS(p_int(event.v), p_int(to == MESSAGE_AND_WAITING),
                           p_int(to == MESSAGE_PRESENTERS), p_int(MESSAGE_RECIPIENTS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        list.items[list.count++] =
            (struct message_reader){{rows_int(&rows, 0)},
                                    rows_text(&rows, 1, arena),
                                    rows_is_null(&rows, 2) ? NULL : rows_text(&rows, 2, arena)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        err = find_outside(store, event, arena, &list.outside);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- sending ---- */

static enum err check_often(struct store *store, struct instant since,
                            const struct message_draft *draft, struct refusal *why)
{
    int64_t same = 0, event = 0, sender = 0;
    enum err err = store_find_int(store, SQL[SAME],
                                  PARAMS(p_int(draft->event.v), p_text(TOS[draft->to]),
                                         p_text(draft->text), p_instant(since)),
                                  &same);
    if (err == OK)
        err = store_find_int(store, SQL[OF_EVENT], PARAMS(p_int(draft->event.v), p_instant(since)),
                             &event);
    if (err == OK)
        err = store_find_int(store, SQL[OF_SENDER], PARAMS(p_int(draft->by.v), p_instant(since)),
                             &sender);
    if (err != OK)
        return err;
    if (same)
        return refuse(why, ERR_CONFLICT, "sent-already",
                      "This text was sent to them within the last 24 hours. There is nothing more "
                      "to do.");
    if (event >= MESSAGES_A_DAY_MAX)
        return refuse(why, ERR_CONFLICT, "too-many",
                      "Those who come have had %d messages about this event within 24 hours. Write "
                      "again tomorrow, in one message.",
                      MESSAGES_A_DAY_MAX);
    if (sender >= MESSAGES_A_SENDER_DAY_MAX)
        return refuse(why, ERR_CONFLICT, "too-many",
                      "You have sent %d messages within 24 hours. Write again tomorrow.",
                      MESSAGES_A_SENDER_DAY_MAX);
    return OK;
}

static enum err check(struct store *store, struct instant now, const struct message_draft *draft,
                      struct refusal *why, struct event *ret_event,
                      struct message_readers *ret_readers)
{
    static const struct text_rule rule = {"text", "The message", MESSAGE_CHARS_MAX, true, true};
    enum err err =
        event_store_find(store, (struct person_id){0}, draft->event, why->arena, ret_event);
    if (err != OK)
        return err;
    text_rule_check(&rule, draft->text, why);
    err = refusal_check(why);
    if (err == OK && ret_event->seq == 0)
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This event was never published, so nobody comes to it yet.");
    if (err == OK)
        err = event_message_readers(store, draft->event, draft->to, why->arena, ret_readers);
    if (err == OK && ret_readers->count == 0)
        return refuse(why, ERR_CONFLICT, "nobody",
                      "There is nobody to send it to yet. Choose others, or wait until somebody "
                      "has booked.");
    return err == OK ? check_often(store, instant_add(now, -DAY_S), draft, why) : err;
}

enum err event_message_check(struct store *store, struct instant now,
                             const struct message_draft *draft, struct refusal *why)
{
    struct event event;
    struct message_readers readers;
    return check(store, now, draft, why, &event, &readers);
}

static enum err tell(struct store *store, struct instant now, const struct event *event,
                     const struct event_message *message, const struct message_readers *readers)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < readers->count; i++) {
        const struct message_reader *reader = &readers->items[i];
        const struct notice notice = {
            .kind = NOTICE_MESSAGE,
            .to = reader->person,
            .to_name = reader->name,
            .to_email = reader->email,
            .object_id = message->id,
            .event_id = event->id.v,
            .event_title = event->fields.title,
            .event_kind = event_kind_name(event->fields.kind),
            .place = event->place,
            .starts_at = event->fields.starts_at,
            .ends_at = event->fields.ends_at,
            .by = message->by,
            .detail = message->text,
        };
        err = notice_queue(store, now, &notice);
    }
    return err;
}

enum err event_message_send(struct store *store, struct instant now,
                            const struct message_draft *draft, struct refusal *why,
                            struct event_message *ret)
{
    struct event event;
    struct message_readers readers;
    struct person by;
    struct event_message message = {.to = draft->to, .text = draft->text, .sent_at = now};
    enum err err = check(store, now, draft, why, &event, &readers);
    if (err == OK)
        err = person_find(store, draft->by, why->arena, &by);
    if (err != OK)
        return err;
    message.by = by.name;
    message.recipients = readers.count;
    err = store_find_int(store, SQL[INSERT],
                         PARAMS(p_int(event.id.v), p_int(draft->by.v), p_text(TOS[draft->to]),
                                p_text(draft->text), p_int(readers.count), p_instant(now)),
                         &message.id);
    if (err == OK)
        err = tell(store, now, &event, &message, &readers);
    if (err == OK)
        *ret = message;
    return err;
}

/* ---- reading it again ---- */

enum err event_message_list(struct store *store, const struct event *event, struct person_id viewer,
                            bool all, struct arena *arena, struct event_messages *ret)
{
    bool talks = event->my_talk != 0, leads = event->my_booking && event->my_part != PART_ATTENDEE;
    bool place = event->my_booking && booking_status_has_place(event->my_booking_status);
    bool comes = place || (talks && !event->my_talk_waits);
    struct event_messages list = {ARENA_ARRAY(arena, struct event_message, MESSAGES_MAX), 0};
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_int(event->id.v), p_int(all), p_int(comes),
                           p_int(comes || talks || event->my_booking), p_int(talks || leads),
                           p_int(viewer.v), p_int(MESSAGES_MAX)));
    while (rows_next(&rows)) {
        struct event_message *m = &list.items[list.count++];
        *m = (struct event_message){.id = rows_int(&rows, 0),
                                    .text = rows_text(&rows, 2, arena),
                                    .by = rows_text(&rows, 3, arena),
                                    .recipients = (int)rows_int(&rows, 4),
                                    .sent_at = rows_instant(&rows, 5)};
        CHECK(event_message_to_parse(rows_str(&rows, 1), &m->to) == OK);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}
