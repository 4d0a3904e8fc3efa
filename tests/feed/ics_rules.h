#ifndef SPARKD_TEST_ICS_RULES_H
#define SPARKD_TEST_ICS_RULES_H

/*
 * What must hold of every calendar object that sparkd writes, on its own
 * bytes (calendar specification, section 12a): most parsers accept the
 * opposite silently. Shared by unit tests and the fuzz target.
 */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "check.h"
#include "str.h"

#define ICS_RULES_UIDS_MAX 2000

struct ics_rules_event {
    struct str uid, stamp, modified, sequence, start, end, status, transp, class;
    int properties;
};

struct ics_rules {
    bool in_event, in_zone;
    bool has_zone, has_end;
    int depth;
    struct ics_rules_event event;
    struct str uids[ICS_RULES_UIDS_MAX];
    size_t uid_count;
};

#define ICS_RULE(cond, words)                                                                      \
    do {                                                                                           \
        if (!(cond))                                                                               \
            return (words);                                                                        \
    } while (0)

static inline bool ics_rules_one_of(struct str s, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_c(s, *list))
            return true;
    return false;
}

static inline bool ics_rules_blank(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t')
            return false;
    return true;
}

static inline bool ics_rules_overrides(struct str s)
{
    uint32_t code = 0;
    for (size_t at = 0; at < s.n;) {
        size_t n = str_utf8_next(s, at, &code);
        if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
            return true;
        at += n ? n : 1;
    }
    return false;
}

/* RFC 5545 3.1 on the octets; the unfolded lines go to ret, each ended by LF. */
static inline const char *ics_rules_octets(struct str bytes, struct buf *ret)
{
    struct str line;
    ICS_RULE(str_ends(bytes, STR("\r\n")), "does not end in CRLF");
    bytes.n -= 2;
    for (bool first = true; str_split(&bytes, '\n', &line); first = false) {
        if (bytes.p) {
            ICS_RULE(line.n && line.p[line.n - 1] == '\r', "LF without CR");
            line.n--;
        }
        ICS_RULE(str_find(line, '\r') < 0, "CR without LF");
        ICS_RULE(line.n <= 75, "a line above 75 octets");
        ICS_RULE(!ics_rules_blank(line), "an empty or white-space-only line");
        ICS_RULE(str_is_utf8(line), "a character split by a fold, or invalid UTF-8");
        ICS_RULE(!str_has_controls(line, false), "a control character");
        ICS_RULE(!ics_rules_overrides(line), "a bidirectional override");
        ICS_RULE(!first || !str_starts(line, STR("\xef\xbb\xbf")), "a byte order mark");
        bool continues = line.p[0] == ' ';
        ICS_RULE(!first || !continues, "begins with a continuation");
        if (!continues && !first)
            buf_add_char(ret, '\n');
        buf_add_str(ret, str_from(line, continues));
    }
    return NULL;
}

/* TEXT: no raw comma or semicolon, a backslash only before \ ; , n. */
static inline bool ics_rules_escaped(struct str value)
{
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == ',' || value.p[i] == ';')
            return false;
        if (value.p[i] == '\\' && (++i == value.n || !strchr("\\;,n", value.p[i])))
            return false;
    }
    return true;
}

static inline size_t ics_rules_chars(struct str value)
{
    size_t count = str_utf8_count(value);
    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] == '\\') {
            count--;
            i++;
        }
    return count;
}

/* Digits of a time with a zone or of a date; empty for a floating time or anything else. */
static inline struct str ics_rules_time(struct str params, struct str value)
{
    bool timed = str_eq_c(params, ";TZID=Europe/London") && value.n == 15 && value.p[8] == 'T';
    bool day = str_eq_c(params, ";VALUE=DATE") && value.n == 8;
    return timed || day ? value : (struct str){"", 0};
}

static inline const char *ics_rules_event_end(struct ics_rules *r)
{
    static const char *const statuses[] = {"CONFIRMED", "TENTATIVE", "CANCELLED", NULL};
    static const char *const transps[] = {"OPAQUE", "TRANSPARENT", NULL};
    static const char *const classes[] = {"PUBLIC", "PRIVATE", NULL};
    const struct ics_rules_event *e = &r->event;
    ICS_RULE(e->uid.n, "no UID");
    for (size_t i = 0; i < r->uid_count; i++)
        ICS_RULE(!str_eq(r->uids[i], e->uid), "a UID twice");
    CHECK(r->uid_count < ICS_RULES_UIDS_MAX);
    r->uids[r->uid_count++] = e->uid;
    ICS_RULE(e->sequence.n && e->stamp.n == 16 && e->stamp.p[15] == 'Z', "no SEQUENCE or DTSTAMP");
    ICS_RULE(str_eq(e->stamp, e->modified), "DTSTAMP is not LAST-MODIFIED");
    ICS_RULE(e->start.n && e->start.n == e->end.n, "DTSTART or DTEND missing or of two types");
    ICS_RULE(memcmp(e->start.p, e->end.p, e->start.n) < 0, "DTEND not after DTSTART");
    ICS_RULE(ics_rules_one_of(e->status, statuses), "STATUS");
    ICS_RULE(ics_rules_one_of(e->transp, transps), "TRANSP");
    ICS_RULE(ics_rules_one_of(e->class, classes), "CLASS");
    ICS_RULE(r->has_zone, "an event before its VTIMEZONE");
    return NULL;
}

static inline const char *ics_rules_event_line(struct ics_rules *r, struct str name,
                                               struct str params, struct str value)
{
    static const char *const others[] = {"CREATED",   "SUMMARY",  "DESCRIPTION",
                                         "LOCATION",  "URL",      "CATEGORIES",
                                         "ORGANIZER", "ATTENDEE", NULL};
    struct ics_rules_event *e = &r->event;
    const struct {
        const char *name;
        struct str *value;
    } kept[] = {{"UID", &e->uid},       {"DTSTAMP", &e->stamp},     {"LAST-MODIFIED", &e->modified},
                {"STATUS", &e->status}, {"SEQUENCE", &e->sequence}, {"TRANSP", &e->transp},
                {"CLASS", &e->class},   {"DTSTART", &e->start},     {"DTEND", &e->end}};
    bool time = str_starts(name, STR("DTSTART")) || str_starts(name, STR("DTEND"));
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        if (!str_eq_c(name, kept[i].name))
            continue;
        ICS_RULE(!kept[i].value->p, "a property twice");
        *kept[i].value = time ? ics_rules_time(params, value) : value;
        return NULL;
    }
    ICS_RULE(ics_rules_one_of(name, others) || str_eq_c(name, "X-MICROSOFT-CDO-BUSYSTATUS"),
             "a property that is not ours");
    if (str_eq_c(name, "ORGANIZER") || str_eq_c(name, "ATTENDEE"))
        ICS_RULE(str_starts(value, STR("mailto:")), "an address without mailto:");
    return NULL;
}

static inline const char *ics_rules_calendar_line(struct str name, struct str params)
{
    static const char *const ours[] = {
        "VERSION",      "PRODID",        "CALSCALE",        "METHOD", "NAME", "X-WR-CALNAME",
        "X-WR-CALDESC", "X-WR-TIMEZONE", "X-PUBLISHED-TTL", "COLOR",  NULL};
    if (str_eq_c(name, "REFRESH-INTERVAL"))
        return str_eq_c(params, ";VALUE=DURATION") ? NULL : "REFRESH-INTERVAL without VALUE";
    return ics_rules_one_of(name, ours) ? NULL : "a calendar property that is not ours";
}

static inline const char *ics_rules_text(struct str name, struct str value)
{
    static const char *const texts[] = {"SUMMARY",      "LOCATION",     "DESCRIPTION", "NAME",
                                        "X-WR-CALNAME", "X-WR-CALDESC", NULL};
    if (!ics_rules_one_of(name, texts))
        return NULL;
    ICS_RULE(value.n, "an empty text");
    ICS_RULE(ics_rules_escaped(value), "a text that is not escaped");
    ICS_RULE(ics_rules_chars(value) <= (str_eq_c(name, "DESCRIPTION") ? 4000 : 200), "a long text");
    return NULL;
}

static inline const char *ics_rules_begin_end(struct ics_rules *r, struct str name,
                                              struct str value)
{
    bool begin = str_eq_c(name, "BEGIN");
    r->depth += begin ? 1 : -1;
    ICS_RULE(r->depth >= 0 && r->depth <= 3, "BEGIN and END do not nest");
    if (str_eq_c(value, "VEVENT")) {
        r->in_event = begin;
        if (!begin)
            return ics_rules_event_end(r);
        r->event = (struct ics_rules_event){0};
    } else if (str_eq_c(value, "VTIMEZONE")) {
        ICS_RULE(!begin || !r->has_zone, "two VTIMEZONEs");
        r->in_zone = begin;
        r->has_zone = true;
    } else if (str_eq_c(value, "VCALENDAR")) {
        r->has_end = !begin;
    } else {
        ICS_RULE(r->in_zone, "a component that is not ours");
    }
    return NULL;
}

/* Where the value begins: after the first colon outside quotes. */
static inline size_t ics_rules_colon(struct str line)
{
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        quoted = quoted != (line.p[i] == '"');
        if (line.p[i] == ':' && !quoted)
            return i;
    }
    return 0;
}

static inline const char *ics_rules_line(struct ics_rules *r, struct str line)
{
    size_t colon = ics_rules_colon(line), n = 0;
    ICS_RULE(colon > 0, "a line without a property");
    while (n < colon && line.p[n] != ';')
        n++;
    struct str name = str_first(line, n), value = str_from(line, colon + 1);
    struct str params = str_from(str_first(line, colon), n);
    if (str_eq_c(name, "BEGIN") || str_eq_c(name, "END"))
        return ics_rules_begin_end(r, name, value);
    const char *broken = ics_rules_text(name, value);
    if (broken || r->in_zone)
        return broken;
    return r->in_event ? ics_rules_event_line(r, name, params, value)
                       : ics_rules_calendar_line(name, params);
}

/* NULL if every rule holds, else the first that is broken, in words. */
static inline const char *ics_rules_broken(struct str bytes)
{
    struct ics_rules *r = check_calloc(1, sizeof *r);
    struct buf unfolded;
    buf_init(&unfolded, bytes.n + 1);
    const char *broken = ics_rules_octets(bytes, &unfolded);
    struct str rest = buf_str(&unfolded), line;
    while (!broken && str_split(&rest, '\n', &line))
        broken = ics_rules_line(r, line);
    if (!broken && (!r->has_end || !r->has_zone || r->depth != 0))
        broken = "no end or no VTIMEZONE";
    buf_done(&unfolded);
    free(r);
    return broken;
}

#endif
