#ifndef SPARKD_EVENT_EVENT_MESSAGE_H
#define SPARKD_EVENT_EVENT_MESSAGE_H

#include "event.h"

/*
 * What an organiser writes to those who come to an event (issue 4): plain text,
 * sent by mail in the transaction that keeps it, read again on the event's
 * page. A reply goes where every reply goes (mail specification, section 5),
 * so that nobody's address is given to a hall of people.
 */
enum event_message_to {
    MESSAGE_BOOKED,      /* who has a place, leads or gives a talk */
    MESSAGE_AND_WAITING, /* those, and who waits */
    MESSAGE_PRESENTERS,  /* who gives a talk, leads or assists */
    MESSAGE_TOS
};
/* "booked and waiting": as in the database and the API. */
const char *event_message_to_name(enum event_message_to to);
enum err event_message_to_parse(struct str s, enum event_message_to *ret) MUST_USE;

enum {
    MESSAGE_CHARS_MAX = 2000,
    MESSAGES_A_DAY_MAX = 3,         /* of one event */
    MESSAGES_A_SENDER_DAY_MAX = 20, /* of one person, over all events */
    MESSAGES_MAX = 100,             /* that are listed */
    MESSAGE_RECIPIENTS_MAX = 10000,
};

struct event_message {
    int64_t id;
    enum event_message_to to;
    const char *text, *by;
    int recipients;
    struct instant sent_at;
};
struct event_messages {
    struct event_message *items; /* the newest first */
    int count;
};

/* Who would get it, each once, the sender among them only if they come. */
struct message_reader {
    struct person_id person;
    const char *name, *email; /* email NULL: no mailbox; they read it on the page */
};
struct message_readers {
    struct message_reader *items;
    int count;
    const char *outside; /* facilitators whom the trust does not know as people, "" if none: no
                            mail of ours goes to them */
};
enum err event_message_readers(struct store *store, struct event_id event, enum event_message_to to,
                               struct arena *arena, struct message_readers *ret) MUST_USE;

struct message_draft {
    struct event_id event;
    struct person_id by;
    enum event_message_to to;
    const char *text;
};
/* What event_message_send would refuse: ERR_INVALID `text`; ERR_CONFLICT `not-published`,
 * `nobody`, `sent-already` (the same text within a day), `too-many`. */
enum err event_message_check(struct store *store, struct instant now,
                             const struct message_draft *draft, struct refusal *why) MUST_USE;
enum err event_message_send(struct store *store, struct instant now,
                            const struct message_draft *draft, struct refusal *why,
                            struct event_message *ret) MUST_USE;

/* What was written to the viewer for whom the event was found, or with `all` everything. Whoever
 * leads it from the register of facilitators gets every message, and reads every one again. */
enum err event_message_list(struct store *store, const struct event *event, struct person_id viewer,
                            bool all, struct arena *arena, struct event_messages *ret) MUST_USE;

#endif
