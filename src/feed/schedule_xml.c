/* DESIGN: a programme as schedule.xml for conference apps, every text cleaned on its way out. */
#include "schedule_xml.h"

#include <inttypes.h>
#include <stdio.h>

#include "token.h"
#include "tz.h"

enum { REPLACEMENT = 0xfffd, GUID_CHARS = 37 };

/* ---- texts ---- */

/* XML 1.0, section 2.2, Char. */
static bool is_char(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0xd7ff) ||
           (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

static const char *entity_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;"; /* so that no "]]>" stands in a text */
    case '"':
        return "&quot;";
    case '\'':
        return "&apos;";
    default:
        return NULL;
    }
}

void schedule_xml_text(struct buf *out, const char *text)
{
    struct str s = str_of(text);
    for (size_t at = 0; at < s.n;) {
        uint32_t code = REPLACEMENT;
        size_t n = str_utf8_next(s, at, &code);
        const char *entity = entity_of(code);
        if (n == 0 || !is_char(code))
            buf_add_c(out, "\xef\xbf\xbd");
        else if (entity)
            buf_add_c(out, entity);
        else
            buf_add(out, s.p + at, n);
        at += n ? n : 1;
    }
}

static void element(struct buf *out, const char *name, const char *text)
{
    buf_printf(out, "<%s>", name);
    schedule_xml_text(out, text);
    buf_printf(out, "</%s>\n", name);
}

static void attribute(struct buf *out, const char *name, const char *text)
{
    buf_printf(out, " %s=\"", name);
    schedule_xml_text(out, text);
    buf_add_char(out, '"');
}

static void instant_attribute(struct buf *out, const char *name, struct instant at)
{
    char text[INSTANT_TEXT_MAX];
    tz_format(at, text);
    attribute(out, name, text);
}

static void day_text(struct instant at, char ret[static DAY_TEXT_MAX])
{
    day_format(tz_day(at), ret);
}

/* ---- the conference ---- */

/* The same talk has the same one each time, and says nothing else (RFC 9562, version 8). */
static void guid(const struct schedule *schedule, const struct schedule_talk *talk,
                 char ret[static GUID_CHARS])
{
    char name[200], hex[SHA256_HEX_MAX];
    snprintf(name, sizeof name, "%s/%" PRId64, schedule->uid, talk->id);
    token_sha256_hex(str_of(name), hex);
    snprintf(ret, GUID_CHARS, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8, hex + 13, hex + 17,
             hex + 20);
}

static void add_conference(const struct schedule *schedule, struct buf *out)
{
    char from[DAY_TEXT_MAX], to[DAY_TEXT_MAX];
    day_text(schedule->starts_at, from);
    day_text(schedule->ends_at, to);
    buf_add_c(out, "<conference>\n");
    buf_printf(out, "<acronym>spark-%" PRId64 "</acronym>\n", schedule->id);
    element(out, "title", schedule->title);
    if (*schedule->venue)
        element(out, "venue", schedule->venue);
    element(out, "start", from);
    element(out, "end", to);
    buf_add_c(out, "<days>1</days>\n<timeslot_duration>00:01</timeslot_duration>\n");
    element(out, "base_url", schedule->url);
    element(out, "time_zone_name", TZ_NAME);
    buf_add_c(out, "</conference>\n");
}

/* ---- talks ---- */

static void add_times(const struct schedule_talk *talk, struct buf *out)
{
    char at[INSTANT_TEXT_MAX];
    struct local local = tz_local(talk->starts_at);
    int64_t minutes = (talk->ends_at.v - talk->starts_at.v) / 60;
    tz_format(talk->starts_at, at);
    element(out, "date", at);
    buf_printf(out, "<start>%02d:%02d</start>\n", local.hour, local.minute);
    buf_printf(out, "<duration>%02" PRId64 ":%02" PRId64 "</duration>\n", minutes / 60,
               minutes % 60);
}

static void add_people(const struct schedule_talk *talk, struct buf *out)
{
    buf_add_c(out, "<persons>\n");
    for (int i = 0; i < talk->people_count; i++)
        element(out, "person", talk->people[i]);
    buf_add_c(out, "</persons>\n");
}

static void add_talk(const struct schedule *schedule, const struct schedule_talk *talk,
                     struct buf *out)
{
    char uuid[GUID_CHARS];
    guid(schedule, talk, uuid);
    buf_printf(out, "<event guid=\"%s\" id=\"%" PRId64 "\">\n", uuid, talk->id);
    add_times(talk, out);
    element(out, "room", schedule->rooms[talk->room]);
    buf_printf(out, "<slug>spark-%" PRId64 "-%" PRId64 "</slug>\n", schedule->id, talk->id);
    element(out, "url", schedule->url);
    element(out, "title", talk->title);
    buf_add_c(out, "<subtitle></subtitle>\n<language>en</language>\n");
    element(out, "track", talk->track);
    element(out, "type", talk->keynote ? "keynote" : "lightning_talk");
    buf_add_c(out, "<abstract></abstract>\n"
                   "<description></description>\n"
                   "<recording><license></license><optout>true</optout></recording>\n");
    add_people(talk, out);
    buf_add_c(out, "<links></links>\n<attachments></attachments>\n</event>\n");
}

static void add_room(const struct schedule *schedule, int room, struct buf *out)
{
    buf_add_c(out, "<room");
    attribute(out, "name", schedule->rooms[room]);
    buf_add_c(out, ">\n");
    for (int i = 0; i < schedule->talk_count; i++)
        if (schedule->talks[i].room == room)
            add_talk(schedule, &schedule->talks[i], out);
    buf_add_c(out, "</room>\n");
}

void schedule_xml_format(const struct schedule *schedule, struct buf *out)
{
    char day[DAY_TEXT_MAX];
    day_text(schedule->starts_at, day);
    buf_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n");
    buf_printf(out, "<generator name=\"sparkd\"/>\n<version>%d</version>\n", schedule->version);
    add_conference(schedule, out);
    buf_add_c(out, "<day index=\"1\"");
    attribute(out, "date", day);
    instant_attribute(out, "start", schedule->starts_at);
    instant_attribute(out, "end", schedule->ends_at);
    buf_add_c(out, ">\n");
    for (int r = 0; r < schedule->room_count; r++)
        add_room(schedule, r, out);
    buf_add_c(out, "</day>\n</schedule>\n");
}
