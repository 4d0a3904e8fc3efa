/* DESIGN: the child's side: libical over a stranger's file; whatever is in it, lines or a fault. */
#include "ics_dates_write.h"

/* Only its _r functions: the others keep their last 2,500 strings per thread. */
#include <libical/ical.h>
#include <string.h>

#include "ics.h"
#include "tz.h"

enum { DEPTH_MAX = 8, DAY_S = 86400, YEAR_FIRST = 1900, YEAR_LAST = 2199, SPAN_DAYS_MAX = 366 };

struct counts {
    int dates, timed, repeating;
};

/* ---- before libical sees it ---- */

/* Components inside components: libical frees and walks them by recursion. */
static bool is_flat(struct str bytes)
{
    struct str rest = bytes, line;
    int depth = 0;
    while (str_split(&rest, '\n', &line)) {
        if (str_eq_nocase(str_first(line, 6), STR("BEGIN:")) && ++depth > DEPTH_MAX)
            return false;
        if (str_eq_nocase(str_first(line, 4), STR("END:")) && depth > 0)
            depth--;
    }
    return true;
}

static const char *find_fault(struct str bytes)
{
    if (bytes.n > ICS_DATES_BYTES_MAX)
        return "large";
    if (memchr(bytes.p, '\0', bytes.n))
        return "nul";
    return is_flat(bytes) ? NULL : "deep";
}

/* ---- one entry ---- */

static bool is_date(struct icaltimetype t)
{
    return t.year >= YEAR_FIRST && t.year <= YEAR_LAST && civil_is_valid(t.year, t.month, t.day);
}

/* The day of a date, or of a midnight; false for a time of the day. A midnight in UTC may be 1 am
 * here, and one here 11 pm there. */
static bool read_day(struct icaltimetype t, struct day *ret)
{
    if (!is_date(t))
        return false;
    struct day day = day_of(t.year, t.month, t.day);
    int seconds = t.is_date ? 0 : (t.hour * 60 + t.minute) * 60 + t.second;
    if (seconds && icaltime_is_utc(t)) {
        struct local local = tz_local((struct instant){(int64_t)day.v * DAY_S + seconds});
        day = local.day;
        seconds = (local.hour * 60 + local.minute) * 60 + local.second;
    }
    *ret = day;
    return seconds == 0;
}

/* The last day of an entry, its DTEND being the day after (RFC 5545 3.6.1); some programs write
 * the last day itself. */
static bool read_end(icalcomponent *event, struct day from, struct day *ret)
{
    icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    icalproperty *duration = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    struct day after = day_add(from, 1);
    if (end && !read_day(icalproperty_get_dtend(end), &after))
        return false;
    if (!end && duration) {
        struct icaldurationtype d = icalproperty_get_duration(duration);
        bool whole_days = !d.hours && !d.minutes && !d.seconds && d.days + d.weeks * 7 <= 366;
        if (d.is_neg || !whole_days)
            return false;
        after = day_add(from, (int)(d.days + d.weeks * 7));
    }
    struct day last = day_add(after, -1);
    *ret = last.v < from.v ? from : last;
    return last.v - from.v <= SPAN_DAYS_MAX;
}

static bool is_cancelled(icalcomponent *event)
{
    icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    return status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED;
}

static void add_name(icalcomponent *event, struct buf *out)
{
    icalproperty *summary = icalcomponent_get_first_property(event, ICAL_SUMMARY_PROPERTY);
    const char *text = summary ? icalproperty_get_summary(summary) : NULL;
    char clean[4 * SPAN_NAME_BYTES_MAX];
    size_t n = ics_clean(str_of(text), SPAN_NAME_BYTES_MAX, clean);
    for (size_t i = 0; i < n; i++)
        if (clean[i] == '\n')
            clean[i] = ' ';
    /* Characters were counted; the name is bounded in bytes. */
    size_t whole = 0, step;
    uint32_t code;
    while (whole < n && (step = str_utf8_next((struct str){clean, n}, whole, &code)) > 0 &&
           whole + step <= SPAN_NAME_BYTES_MAX)
        whole += step;
    struct str name = str_trim((struct str){clean, whole});
    buf_add_json(out, name.n && !str_has_controls(name, false) ? name : STR("Without a name"));
}

static void add_entry(icalcomponent *event, struct day from, struct day to, struct buf *out)
{
    char first[DAY_TEXT_MAX], last[DAY_TEXT_MAX];
    day_format(from, first);
    day_format(to, last);
    buf_add_c(out, "{\"name\":");
    add_name(event, out);
    buf_printf(out, ",\"from\":\"%s\",\"to\":\"%s\"}\n", first, last);
}

static void read_event(icalcomponent *event, struct counts *counts, struct buf *out)
{
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    bool repeats = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) ||
                   icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
    struct day from, to;
    if (!start || is_cancelled(event))
        return;
    if (!read_day(icalproperty_get_dtstart(start), &from) || !read_end(event, from, &to)) {
        counts->timed++;
    } else if (repeats) {
        counts->repeating++;
    } else {
        counts->dates++;
        if (counts->dates <= ICS_DATES_MAX)
            add_entry(event, from, to, out);
    }
}

/* ---- the file ---- */

/* Calendars may stand one behind the other: libical puts them into one component of its own. */
static bool read_calendars(icalcomponent *root, struct counts *counts, struct buf *out)
{
    bool found = false;
    icalcomponent *calendar = root;
    bool one = icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT;
    if (!one)
        calendar = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
    while (calendar) {
        icalcomponent *event;
        found = true;
        for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
            read_event(event, counts, out);
        calendar = one ? NULL : icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT);
    }
    return found;
}

static const char *read_file(struct str bytes, struct counts *counts, struct buf *out)
{
    struct arena *arena = arena_new();
    const char *fault = "no-calendar";
    icalerror_set_errors_are_fatal(false);
    icalcomponent *root = icalparser_parse_string(arena_str_c(arena, bytes));
    if (root && read_calendars(root, counts, out))
        fault = NULL;
    if (root)
        icalcomponent_free(root);
    arena_free(arena);
    return counts->dates > ICS_DATES_MAX ? "many" : fault;
}

void ics_dates_write_fault(const char *fault, struct buf *out)
{
    buf_printf(out, "{\"fault\":\"%s\"}\n", fault);
}

void ics_dates_write(struct str bytes, struct buf *out)
{
    struct counts counts = {0};
    const char *fault = find_fault(bytes);
    if (!fault)
        fault = read_file(bytes, &counts, out);
    if (fault)
        ics_dates_write_fault(fault, out);
    else
        buf_printf(out, "{\"timed\":%d,\"repeating\":%d}\n", counts.timed, counts.repeating);
}
