#ifndef SPARKD_FEED_ICS_H
#define SPARKD_FEED_ICS_H

#include "buf.h"
#include "instant.h"

/*
 * The iCalendar writer (RFC 5545, 7986; calendar specification, sections 2 to
 * 7). Pure: values in, bytes out. Every string is cleaned here, so callers
 * pass what people typed. tz_init must have run.
 */

/* What the calendar object is for; decides its properties (sections 2, 3, 9). */
enum ics_form {
    ICS_FEED,    /* a subscription: METHOD:PUBLISH, named, ORGANIZER */
    ICS_FILE,    /* one event to save: METHOD:PUBLISH, no name, no ORGANIZER */
    ICS_REQUEST, /* an invitation: ORGANIZER and one ATTENDEE */
    ICS_CANCEL,  /* takes an invitation back; the title stays as it was */
};

/* The fixed list of CATEGORIES. */
enum ics_category {
    ICS_CATEGORY_CPD,
    ICS_CATEGORY_TWILIGHT,
    ICS_CATEGORY_INSET,
    ICS_CATEGORY_SPARK,
    ICS_CATEGORY_CONVERSATION,
    ICS_CATEGORY_DEADLINE,
    ICS_CATEGORY_PROTECTED,
    ICS_CATEGORY_COUNT,
};

/* The rows of section 6: STATUS, TRANSP, busy status and the title's first words. */
enum ics_state {
    ICS_STATE_BOOKED,      /* booked, or own talk or conversation */
    ICS_STATE_PUBLISHED,   /* in a school, trust, spark or inset feed: never blocks */
    ICS_STATE_WAITING,     /* "Waiting list: …" */
    ICS_STATE_PROVISIONAL, /* "Provisional: …" */
    ICS_STATE_CANCELLED,   /* "Cancelled: …" */
    ICS_STATE_DEADLINE,    /* "Deadline: …" */
    ICS_STATE_COUNT,
};

struct ics_calendar {
    enum ics_form form;
    struct str name;        /* feeds only, like the next two */
    struct str description; /* may be empty */
    struct str color;       /* a CSS colour name; anything else is left out */
};

struct ics_event {
    const char *uid; /* the UUID stored with the item */
    struct instant created, modified;
    int seq;
    bool all_day;
    struct day day_from, day_to;       /* all-day: first and last day, both inclusive */
    struct instant starts_at, ends_at; /* timed */
    struct str summary;                /* without the state's words: the writer adds them */
    struct str description;            /* may be empty, like the next three */
    struct str location;
    struct str link; /* to join or book: a line of its own at the end of DESCRIPTION */
    struct str url;  /* the item's page */
    enum ics_category category;
    enum ics_state state;
    bool private;                               /* conversations and their deadlines */
    struct str organizer_name, organizer_email; /* all forms but ICS_FILE */
    struct str attendee_name, attendee_email;   /* ICS_REQUEST and ICS_CANCEL */
};

/* Section 4.1: characters that are kept of each text. */
#define ICS_SUMMARY_CHARS 200
#define ICS_LOCATION_CHARS 200
#define ICS_DESCRIPTION_CHARS 4000
#define ICS_URI_BYTES 1000

/*
 * The cleaning of section 4.1: invalid UTF-8 becomes U+FFFD, line ends LF, tab
 * a space; controls and bidirectional overrides go; white space at both ends
 * goes; at most chars_max characters stay. More than 32 spaces in a row become
 * 32, so that no folded line is white space only. Writes at most 4 * chars_max
 * bytes to ret and returns how many.
 */
size_t ics_clean(struct str raw, size_t chars_max, char *ret);
/* The same, escaped as TEXT (RFC 5545 3.3.11); the same bound holds. */
size_t ics_clean_text(struct str raw, size_t chars_max, char *ret);

/* http or https, printable ASCII without space, at most ICS_URI_BYTES. */
bool ics_uri_check(struct str uri);
/* A bare address that needs no escaping in mailto: (RFC 6068 2), at most 254 bytes. */
bool ics_email_check(struct str email);

/*
 * What must not be written: a UID that is no UUID, a negative seq, a time
 * outside 2000-2199 or inside the hour that clocks repeat, an end before the
 * start, a url or link that is no URI, and addresses missing or malformed in
 * the forms that need them. ERR_INVALID for any, else OK.
 */
enum err ics_event_check(const struct ics_event *event, enum ics_form form) MUST_USE;

/* VCALENDAR up to its VTIMEZONE (sections 3 and 4.3), and the last line. Check out->full at the
 * end. An empty feed is begin and end. */
void ics_write_begin(struct buf *out, const struct ics_calendar *calendar);
void ics_write_end(struct buf *out);

/*
 * One VEVENT, section 5; the same bytes for the same values, so they may be
 * kept by (uid, seq, modified). Writes nothing and returns ERR_INVALID for what
 * ics_event_check refuses.
 */
enum err ics_write_event(struct buf *out, const struct ics_event *event,
                         enum ics_form form) MUST_USE;

/* A timed event's end as it is written: at least a minute after the start, since Google refuses
 * events without length (section 5). */
struct instant ics_event_end(const struct ics_event *event);

/* By DTSTART, then UID; an all-day event before the timed ones of its first day. */
int ics_event_compare(const struct ics_event *a, const struct ics_event *b);

/* Section 2: how much of a year a feed shows. */
#define ICS_WINDOW_BACK_DAYS 90
#define ICS_WINDOW_AHEAD_DAYS 400
#define ICS_EVENTS_MAX 900

/*
 * Moves to the front, in the order of ics_event_compare, the events that touch
 * the window around today (a day of Europe/London), at most ICS_EVENTS_MAX,
 * nearest to today first, of equally near ones those to come. Returns how many
 * stay; *ret_capped is how many the cap left out (log it).
 */
size_t ics_select(struct ics_event *events, size_t count, struct day today, size_t *ret_capped);

/*
 * Whether a cancelled item is still shown: until 30 days after the
 * cancellation or 7 days after its end, whichever is later (section 6). All in
 * days of Europe/London; the window is ics_select's.
 */
bool ics_cancelled_stays(struct day cancelled, struct day last, struct day today);

#endif
