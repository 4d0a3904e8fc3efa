/* DESIGN: what sparkd writes as iCalendar: calendar and event, each property in its place. */
#include "ics.h"

#include "ics_line.h"
#include "token.h"
#include "tz.h"

#define DAY_S INT64_C(86400)

#define NAME_CHARS 200
#define COLOR_BYTES 32
#define REFRESH "PT1H"

static const char *const methods[] = {
    [ICS_FEED] = "PUBLISH",
    [ICS_FILE] = "PUBLISH",
    [ICS_REQUEST] = "REQUEST",
    [ICS_CANCEL] = "CANCEL",
};

static const struct str categories[ICS_CATEGORY_COUNT] = {
    [ICS_CATEGORY_CPD] = STR("CPD"),
    [ICS_CATEGORY_TWILIGHT] = STR("Twilight"),
    [ICS_CATEGORY_INSET] = STR("INSET"),
    [ICS_CATEGORY_SPARK] = STR("SPARK"),
    [ICS_CATEGORY_CONVERSATION] = STR("Conversation"),
    [ICS_CATEGORY_DEADLINE] = STR("Deadline"),
    [ICS_CATEGORY_PROTECTED] = STR("Protected"),
};

/* Section 6. Words as well as STATUS: Outlook shows a cancelled event as live, Google a tentative
 * one as busy. */
static const struct state {
    struct str prefix;
    struct str status; /* STATUS, TRANSP and the busy status, as lines */
} states[ICS_STATE_COUNT] = {
#define STATUS(status, transp, busy)                                                               \
    STR("STATUS:" status "\r\nTRANSP:" transp "\r\nX-MICROSOFT-CDO-BUSYSTATUS:" busy "\r\n")
    [ICS_STATE_BOOKED] = {STR(""), STATUS("CONFIRMED", "OPAQUE", "BUSY")},
    [ICS_STATE_PUBLISHED] = {STR(""), STATUS("CONFIRMED", "TRANSPARENT", "FREE")},
    [ICS_STATE_WAITING] = {STR("Waiting list: "), STATUS("TENTATIVE", "TRANSPARENT", "TENTATIVE")},
    [ICS_STATE_PROVISIONAL] = {STR("Provisional: "),
                               STATUS("TENTATIVE", "TRANSPARENT", "TENTATIVE")},
    [ICS_STATE_CANCELLED] = {STR("Cancelled: "), STATUS("CANCELLED", "TRANSPARENT", "FREE")},
    [ICS_STATE_DEADLINE] = {STR("Deadline: "), STATUS("CONFIRMED", "TRANSPARENT", "FREE")},
#undef STATUS
};

/* Section 4.3. One DAYLIGHT and one STANDARD with plain rules, which Outlook can read; a test holds
 * it against the system's tz database. */
static const char vtimezone[] = "BEGIN:VTIMEZONE\r\n"
                                "TZID:" TZ_NAME "\r\n"
                                "X-LIC-LOCATION:" TZ_NAME "\r\n"
                                "BEGIN:DAYLIGHT\r\n"
                                "TZOFFSETFROM:+0000\r\n"
                                "TZOFFSETTO:+0100\r\n"
                                "TZNAME:BST\r\n"
                                "DTSTART:19700329T010000\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                                "END:DAYLIGHT\r\n"
                                "BEGIN:STANDARD\r\n"
                                "TZOFFSETFROM:+0100\r\n"
                                "TZOFFSETTO:+0000\r\n"
                                "TZNAME:GMT\r\n"
                                "DTSTART:19701025T020000\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                                "END:STANDARD\r\n"
                                "END:VTIMEZONE\r\n";

/* NAME:text, or nothing when no text is left after cleaning. */
static void write_text(struct buf *out, struct ics_line *line, struct str name, struct str raw,
                       size_t chars_max)
{
    ics_line_add_str(line, name);
    if (ics_line_add_text(line, raw, chars_max) > 0)
        ics_line_end(line, out);
    line->n = 0;
}

static bool color_check(struct str color)
{
    for (size_t i = 0; i < color.n; i++)
        if (color.p[i] < 'a' || color.p[i] > 'z')
            return false;
    return color.n > 0 && color.n <= COLOR_BYTES;
}

static void write_feed_properties(struct buf *out, const struct ics_calendar *calendar)
{
    struct ics_line line;
    line.n = 0;
    write_text(out, &line, STR("NAME:"), calendar->name, NAME_CHARS);
    write_text(out, &line, STR("X-WR-CALNAME:"), calendar->name, NAME_CHARS);
    write_text(out, &line, STR("X-WR-CALDESC:"), calendar->description, NAME_CHARS);
    buf_add_c(out, "X-WR-TIMEZONE:" TZ_NAME "\r\n"
                   "REFRESH-INTERVAL;VALUE=DURATION:" REFRESH "\r\n"
                   "X-PUBLISHED-TTL:" REFRESH "\r\n");
    if (color_check(calendar->color)) {
        ics_line_add_str(&line, STR("COLOR:"));
        ics_line_add_str(&line, calendar->color);
        ics_line_end(&line, out);
    }
}

void ics_write_begin(struct buf *out, const struct ics_calendar *calendar)
{
    buf_add_c(out, "BEGIN:VCALENDAR\r\n"
                   "VERSION:2.0\r\n"
                   "PRODID:-//SPARK//sparkd " SPARKD_VERSION "//EN\r\n"
                   "CALSCALE:GREGORIAN\r\n"
                   "METHOD:");
    buf_add_c(out, methods[calendar->form]);
    buf_add_c(out, "\r\n");
    if (calendar->form == ICS_FEED)
        write_feed_properties(out, calendar);
    buf_add(out, vtimezone, sizeof vtimezone - 1);
}

void ics_write_end(struct buf *out)
{
    buf_add_c(out, "END:VCALENDAR\r\n");
}

static void add_digits(struct ics_line *line, int value, int width)
{
    char digits[4];
    for (int i = width - 1; i >= 0; i--, value /= 10)
        digits[i] = (char)('0' + value % 10);
    ics_line_add(line, digits, (size_t)width);
}

static void add_day(struct ics_line *line, struct day day)
{
    struct civil c = day_civil(day);
    add_digits(line, c.year, 4);
    add_digits(line, c.month, 2);
    add_digits(line, c.day, 2);
}

static void add_local(struct ics_line *line, struct local local)
{
    add_day(line, local.day);
    ics_line_add(line, "T", 1);
    add_digits(line, local.hour, 2);
    add_digits(line, local.minute, 2);
    add_digits(line, local.second, 2);
}

/* NAME:20261112T155200Z */
static void add_utc(struct ics_line *line, struct str name, struct instant t)
{
    int64_t days = t.v / DAY_S - (t.v % DAY_S < 0);
    int s = (int)(t.v - days * DAY_S);
    ics_line_add_str(line, name);
    add_local(line, (struct local){{(int32_t)days}, s / 3600, s / 60 % 60, s % 60});
    ics_line_add(line, "Z\r\n", 3);
}

/* The bytes are whole lines, too short to fold. */
static void write_block(struct buf *out, struct ics_line *block)
{
    buf_add(out, block->p, block->n);
    block->n = 0;
}

static void add_number(struct ics_line *line, int number)
{
    char digits[12];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    ics_line_add(line, digits + at, sizeof digits - at);
}

static void add_identity(struct ics_line *block, const struct ics_event *event)
{
    ics_line_add_str(block, STR("BEGIN:VEVENT\r\nUID:"));
    ics_line_add(block, event->uid, UUID_TEXT_MAX - 1);
    /* Never "now", or no tag of a feed would ever match. */
    add_utc(block, STR("\r\nDTSTAMP:"), event->modified);
    add_utc(block, STR("CREATED:"), event->created);
    add_utc(block, STR("LAST-MODIFIED:"), event->modified);
    ics_line_add_str(block, STR("SEQUENCE:"));
    add_number(block, event->seq);
    ics_line_add(block, "\r\n", 2);
}

static void add_times(struct ics_line *block, const struct ics_event *event)
{
    if (event->all_day) {
        ics_line_add_str(block, STR("DTSTART;VALUE=DATE:"));
        add_day(block, event->day_from);
        ics_line_add_str(block, STR("\r\nDTEND;VALUE=DATE:"));
        add_day(block, day_add(event->day_to, 1));
    } else {
        ics_line_add_str(block, STR("DTSTART;TZID=" TZ_NAME ":"));
        add_local(block, tz_local(event->starts_at));
        ics_line_add_str(block, STR("\r\nDTEND;TZID=" TZ_NAME ":"));
        add_local(block, tz_local(ics_event_end(event)));
    }
    ics_line_add(block, "\r\n", 2);
}

static void write_summary(struct buf *out, struct ics_line *line, const struct ics_event *event,
                          enum ics_form form)
{
    struct str prefix = states[event->state].prefix;
    if (form == ICS_CANCEL) /* the client finds the invitation it knows under its own title */
        prefix.n = 0;
    ics_line_add_str(line, STR("SUMMARY:"));
    ics_line_add_str(line, prefix);
    if (ics_line_add_text(line, event->summary, ICS_SUMMARY_CHARS - prefix.n) == 0)
        ics_line_add_str(line, STR("Untitled"));
    ics_line_end(line, out);
}

/* The text, cut so that the link on its own line always stays. */
static void write_description(struct buf *out, struct ics_line *line, const struct ics_event *event)
{
    struct str link = event->link;
    size_t room = ICS_DESCRIPTION_CHARS - (link.n ? link.n + 1 : 0);
    ics_line_add_str(line, STR("DESCRIPTION:"));
    size_t n = ics_line_add_text(line, event->description, room);
    if (n && link.n)
        ics_line_add(line, "\\n", 2);
    n += ics_line_add_text(line, link, ICS_URI_BYTES);
    if (n)
        ics_line_end(line, out);
    line->n = 0;
}

static void write_person(struct buf *out, struct ics_line *line, struct str property,
                         struct str name, struct str email)
{
    ics_line_add_str(line, property);
    ics_line_add_param(line, STR("CN"), name);
    ics_line_add_str(line, STR(":mailto:"));
    ics_line_add_str(line, email);
    ics_line_end(line, out);
}

static bool is_invitation(enum ics_form form)
{
    return form == ICS_REQUEST || form == ICS_CANCEL;
}

static void write_people(struct buf *out, struct ics_line *line, const struct ics_event *event,
                         enum ics_form form)
{
    /* Some programs mail an acceptance to the organiser of every file they import. */
    if (form != ICS_FILE)
        write_person(out, line, STR("ORGANIZER"), event->organizer_name, event->organizer_email);
    if (is_invitation(form))
        write_person(out, line,
                     STR("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;"
                         "RSVP=TRUE"),
                     event->attendee_name, event->attendee_email);
}

static void add_state(struct ics_line *block, const struct ics_event *event, enum ics_form form)
{
    enum ics_state state = form == ICS_CANCEL ? ICS_STATE_CANCELLED : event->state;
    ics_line_add_str(block, STR("CATEGORIES:"));
    ics_line_add_str(block, categories[event->category]);
    ics_line_add(block, "\r\n", 2);
    ics_line_add_str(block, states[state].status);
    ics_line_add_str(block, event->private ? STR("CLASS:PRIVATE\r\n") : STR("CLASS:PUBLIC\r\n"));
}

enum err ics_write_event(struct buf *out, const struct ics_event *event, enum ics_form form)
{
    if (ics_event_check(event, form) != OK)
        return ERR_INVALID;
    struct ics_line line; /* 20 KB: only its length is set */
    line.n = 0;
    add_identity(&line, event);
    add_times(&line, event);
    write_block(out, &line);
    write_summary(out, &line, event, form);
    write_description(out, &line, event);
    write_text(out, &line, STR("LOCATION:"), event->location, ICS_LOCATION_CHARS);
    if (event->url.n) {
        ics_line_add_str(&line, STR("URL:"));
        ics_line_add_str(&line, event->url);
        ics_line_end(&line, out);
    }
    add_state(&line, event, form);
    write_block(out, &line);
    write_people(out, &line, event, form);
    buf_add_c(out, "END:VEVENT\r\n");
    return OK;
}
