/* DESIGN: wall times of a stranger's calendar file as instants, by the zones it describes itself.
 */
#include "ics_zone_read.h"

#include <string.h>

#include "check.h"
#include "tz.h"

enum { DAY_S = 86400, OFFSET_MAX_S = 15 * 3600 };

/* IANA's names of the trust's zone, and what Microsoft's programs call it. */
static const char *const OURS[] = {TZ_NAME,
                                   "GMT Standard Time",
                                   "Europe/Belfast",
                                   "Europe/Guernsey",
                                   "Europe/Isle_of_Man",
                                   "Europe/Jersey",
                                   "GB"};
static const char *const UTC[] = {"UTC", "Etc/UTC", "Etc/GMT", "GMT", "Z"};

/* Some programs put their own name before: /example.org/Europe/London. */
static bool is_one_of(struct str tzid, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str name = str_of(names[i]);
        if (str_eq_nocase(tzid, name))
            return true;
        if (tzid.n > name.n + 1 && tzid.p[0] == '/' && tzid.p[tzid.n - name.n - 1] == '/' &&
            str_ends(tzid, name))
            return true;
    }
    return false;
}

/* A rule of a year's changes; more often than that no clock is changed, but time is wasted. */
static bool is_rule(icalcomponent *part)
{
    icalproperty *rule = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
    if (!rule)
        return true;
    struct icalrecurrencetype r = icalproperty_get_rrule(rule);
    return r.freq == ICAL_YEARLY_RECURRENCE && r.interval >= 1 &&
           r.by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX &&
           r.by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX &&
           r.by_second[0] == ICAL_RECURRENCE_ARRAY_MAX;
}

static bool is_offset(icalcomponent *part, icalproperty_kind kind)
{
    icalproperty *p = icalcomponent_get_first_property(part, kind);
    if (!p)
        return false;
    int s = kind == ICAL_TZOFFSETTO_PROPERTY ? icalproperty_get_tzoffsetto(p)
                                             : icalproperty_get_tzoffsetfrom(p);
    return s >= -OFFSET_MAX_S && s <= OFFSET_MAX_S;
}

static bool is_part(icalcomponent *part)
{
    icalproperty *start = icalcomponent_get_first_property(part, ICAL_DTSTART_PROPERTY);
    if (!start || !is_offset(part, ICAL_TZOFFSETTO_PROPERTY) ||
        !is_offset(part, ICAL_TZOFFSETFROM_PROPERTY) || !is_rule(part) ||
        icalcomponent_get_first_property(part, ICAL_XLICERROR_PROPERTY))
        return false;
    struct icaltimetype t = icalproperty_get_dtstart(start);
    /* Outlook begins in 1601. */
    return t.year >= 1600 && t.year <= 2199 && t.month >= 1 && t.month <= 12 && t.day >= 1 &&
           t.day <= 31;
}

static bool is_zone(icaltimezone *zone)
{
    enum { PARTS_MAX = 400 };
    icalcomponent *whole = icaltimezone_get_component(zone);
    int parts = 0;
    for (icalcomponent *c = icalcomponent_get_first_component(whole, ICAL_ANY_COMPONENT); c;
         c = icalcomponent_get_next_component(whole, ICAL_ANY_COMPONENT))
        if (!is_part(c) || ++parts > PARTS_MAX)
            return false;
    return parts > 0;
}

bool ics_zone_find(icalcomponent *calendar, const char *tzid, struct ics_clock *ret)
{
    struct str name = str_trim(str_of(tzid));
    icaltimezone *zone = NULL;
    *ret = (struct ics_clock){ICS_CLOCK_OURS, NULL};
    if (is_one_of(name, OURS, COUNT_OF(OURS)))
        return true;
    zone = icalcomponent_get_timezone(calendar, tzid);
    if (zone) {
        *ret = (struct ics_clock){ICS_CLOCK_FILE, zone};
        return is_zone(zone);
    }
    ret->kind = ICS_CLOCK_UTC;
    return is_one_of(name, UTC, COUNT_OF(UTC));
}

static int offset_s(const struct ics_clock *clock, struct instant t)
{
    if (clock->kind != ICS_CLOCK_FILE)
        return clock->kind == ICS_CLOCK_OURS ? tz_offset_s(t) : 0;
    int64_t days = t.v / DAY_S - (t.v % DAY_S < 0);
    int rest = (int)(t.v - days * DAY_S), is_daylight;
    struct civil c = day_civil((struct day){(int32_t)days});
    struct icaltimetype utc = {.year = c.year,
                               .month = c.month,
                               .day = c.day,
                               .hour = rest / 3600,
                               .minute = rest / 60 % 60,
                               .second = rest % 60};
    return icaltimezone_get_utc_offset_of_utc_time(clock->zone, &utc, &is_daylight);
}

struct instant ics_zone_instant(const struct ics_clock *clock, int64_t wall_s)
{
    if (clock->kind == ICS_CLOCK_UTC)
        return (struct instant){wall_s};
    int before = offset_s(clock, (struct instant){wall_s - DAY_S});
    int after = offset_s(clock, (struct instant){wall_s + DAY_S});
    struct instant first = {wall_s - before}, second = {wall_s - after};
    if (before == after || offset_s(clock, first) == before || offset_s(clock, second) != after)
        return first;
    return second;
}

int64_t ics_zone_wall(const struct ics_clock *clock, struct instant t)
{
    return t.v + offset_s(clock, t);
}
