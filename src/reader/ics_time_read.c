/* DESIGN: the times and lengths of a stranger's calendar file, judged one by one. */
#include "ics_time_read.h"

#include <string.h>

enum { DAY_S = 86400, DAYS_MAX = 3660 };

bool ics_time_like(const struct ics_time *like, struct icaltimetype value, struct ics_time *ret)
{
    if (!civil_is_valid(value.year, value.month, value.day) || value.hour < 0 || value.hour > 23 ||
        value.minute < 0 || value.minute > 59 || value.second < 0 || value.second > 60)
        return false;
    int seconds = value.is_date ? 0 : (value.hour * 60 + value.minute) * 60 + value.second;
    struct day day = day_of(value.year, value.month, value.day);
    struct ics_time time = {
        .wall_s = day.v * INT64_C(86400) + seconds, .is_date = value.is_date, .clock = like->clock};
    time.at = ics_zone_instant(&time.clock, time.wall_s);
    *ret = time;
    return true;
}

static bool find_zone(struct ics_zones *zones, const char *tzid)
{
    if (zones->tzid && strcmp(zones->tzid, tzid) == 0)
        return true;
    if (!ics_zone_find(zones->calendar, tzid, &zones->clock)) {
        zones->tzid = NULL;
        zones->unknown = true;
        return false;
    }
    zones->tzid = tzid;
    return true;
}

bool ics_time_read(struct ics_zones *zones, icalproperty *property, struct icaltimetype value,
                   struct ics_time *ret)
{
    struct ics_time like = {.clock = {ICS_CLOCK_OURS, NULL}};
    icalparameter *zone = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char *tzid = zone ? icalparameter_get_tzid(zone) : NULL;
    if (icaltime_is_null_time(value))
        return false;
    if (icaltime_is_utc(value)) {
        like.clock.kind = ICS_CLOCK_UTC;
    } else if (tzid && !value.is_date) {
        if (!find_zone(zones, tzid))
            return false;
        like.clock = zones->clock;
    }
    return ics_time_like(&like, value, ret);
}

struct instant ics_time_add_days(const struct ics_time *time, int days)
{
    return ics_zone_instant(&time->clock, time->wall_s + days * INT64_C(86400));
}

int32_t ics_time_day(const struct ics_time *time)
{
    return (int32_t)(time->wall_s / DAY_S - (time->wall_s % DAY_S < 0));
}

/* ---- lengths ---- */

bool ics_length_of_duration(struct icaldurationtype d, struct ics_length *ret)
{
    if (d.is_neg || d.days > DAYS_MAX || d.weeks > DAYS_MAX / 7 || d.hours > DAYS_MAX * 24 ||
        d.minutes > DAYS_MAX * 1440U || d.seconds > DAYS_MAX * 86400U)
        return false;
    *ret = (struct ics_length){(int)(d.days + d.weeks * 7),
                               ((int64_t)d.hours * 60 + d.minutes) * 60 + d.seconds};
    return true;
}

static bool from_end(struct ics_zones *zones, icalproperty *end, const struct ics_time *start,
                     struct ics_length *ret)
{
    struct ics_time time;
    if (!ics_time_read(zones, end, icalproperty_get_dtend(end), &time))
        return false;
    int64_t days = (time.wall_s - start->wall_s) / DAY_S;
    if (time.at.v < start->at.v || days > DAYS_MAX)
        return false;
    if (start->is_date && time.is_date) /* some programs write the last day itself */
        *ret = (struct ics_length){days > 0 ? (int)days : 1, 0};
    else
        *ret = (struct ics_length){0, time.at.v - start->at.v};
    return true;
}

bool ics_length_read(struct ics_zones *zones, icalcomponent *event, const struct ics_time *start,
                     struct ics_length *ret)
{
    icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    icalproperty *duration = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    if (end)
        return from_end(zones, end, start, ret);
    if (duration)
        return ics_length_of_duration(icalproperty_get_duration(duration), ret);
    *ret = (struct ics_length){start->is_date ? 1 : 0, 0};
    return true;
}

struct instant ics_length_end(const struct ics_length *length, const struct ics_time *start)
{
    struct instant end = length->days ? ics_time_add_days(start, length->days) : start->at;
    return instant_add(end, length->seconds);
}
