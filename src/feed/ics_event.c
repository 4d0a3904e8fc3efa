/* DESIGN: an event's own questions: may it be written, when does it end, what comes first. */
#include <string.h>

#include "ics.h"
#include "token.h"
#include "tz.h"

/* 2000-01-01 to 2199-12-31: years of which the constant VTIMEZONE is true. */
#define DAY_FIRST 10957
#define DAY_LAST 84005
#define DAY_S INT64_C(86400)

/* 8-4-4-4-12 hexadecimal digits (RFC 9562 4): random, with no host or person in it. */
static bool uid_check(struct str uid)
{
    if (uid.n != UUID_TEXT_MAX - 1)
        return false;
    for (size_t i = 0; i < uid.n; i++) {
        char c = uid.p[i];
        bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (hyphen ? c != '-' : !hex)
            return false;
    }
    return true;
}

static bool day_check(struct day day)
{
    return day.v >= DAY_FIRST && day.v <= DAY_LAST;
}

static bool instant_check(struct instant t)
{
    return t.v >= DAY_FIRST * DAY_S && t.v < (DAY_LAST + 1) * DAY_S;
}

/* Local digits say which moment is meant, save in the hour that clocks repeat (section 7). */
static bool is_repeated(struct instant t)
{
    if (t.v % DAY_S >= 7200) /* in the zone it is between 00:00 and 02:00 UTC */
        return false;
    struct instant found;
    return tz_instant(tz_local(t), &found) != OK;
}

static bool times_check(const struct ics_event *event)
{
    if (event->all_day)
        return day_check(event->day_from) && day_check(event->day_to) &&
               event->day_from.v <= event->day_to.v;
    return instant_check(event->starts_at) && instant_check(event->ends_at) &&
           event->starts_at.v <= event->ends_at.v && !is_repeated(event->starts_at) &&
           !is_repeated(ics_event_end(event));
}

static bool people_check(const struct ics_event *event, enum ics_form form)
{
    bool invitation = form == ICS_REQUEST || form == ICS_CANCEL;
    return (form == ICS_FILE || ics_email_check(event->organizer_email)) &&
           (!invitation || ics_email_check(event->attendee_email));
}

enum err ics_event_check(const struct ics_event *event, enum ics_form form)
{
    bool good = uid_check(str_of(event->uid)) && event->seq >= 0 && instant_check(event->created) &&
                instant_check(event->modified) && times_check(event) &&
                (event->link.n == 0 || ics_uri_check(event->link)) &&
                (event->url.n == 0 || ics_uri_check(event->url)) && people_check(event, form);
    return good ? OK : ERR_INVALID;
}

struct instant ics_event_end(const struct ics_event *event)
{
    struct instant least = instant_add(event->starts_at, 60);
    return event->ends_at.v > least.v ? event->ends_at : least;
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int32_t first_day(const struct ics_event *event)
{
    return event->all_day ? event->day_from.v : tz_day(event->starts_at).v;
}

int ics_event_compare(const struct ics_event *a, const struct ics_event *b)
{
    int by_start;
    if (a->all_day != b->all_day) {
        by_start = order(first_day(a), first_day(b));
        if (by_start == 0)
            by_start = a->all_day ? -1 : 1;
    } else {
        by_start = a->all_day ? order(a->day_from.v, b->day_from.v)
                              : order(a->starts_at.v, b->starts_at.v);
    }
    return by_start ? by_start : strcmp(a->uid, b->uid);
}
