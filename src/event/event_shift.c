/* DESIGN: moments moved by days and minutes of the clock on the wall. */
#include "event_shift.h"

#include "tz.h"

enum { DAY_MIN = 24 * 60 };

static int minute_of(struct local local)
{
    return local.hour * 60 + local.minute;
}

struct event_shift event_shift_between(struct instant from, struct instant to)
{
    struct local a = tz_local(from), b = tz_local(to);
    return (struct event_shift){b.day.v - a.day.v, minute_of(b) - minute_of(a)};
}

enum err event_shift_at(struct event_shift shift, struct instant at, struct instant *ret)
{
    struct local local = tz_local(at);
    int minute = minute_of(local) + shift.minutes, days = shift.days;
    if (!at.v) {
        *ret = at;
        return OK;
    }
    while (minute < 0) {
        minute += DAY_MIN;
        days--;
    }
    days += minute / DAY_MIN;
    minute %= DAY_MIN;
    local.day = day_add(local.day, days);
    local.hour = minute / 60;
    local.minute = minute % 60;
    return tz_instant(local, ret) == OK ? OK : ERR_INVALID;
}

enum err event_shift_sessions(struct event_shift shift, struct event_session_fields *items,
                              int count)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++) {
        err = event_shift_at(shift, items[i].starts_at, &items[i].starts_at);
        if (err == OK)
            err = event_shift_at(shift, items[i].ends_at, &items[i].ends_at);
    }
    return err;
}

enum err event_shift_fields(struct event_shift shift, struct instant now,
                            struct event_fields *fields)
{
    enum err err = event_shift_at(shift, fields->starts_at, &fields->starts_at);
    if (err == OK)
        err = event_shift_at(shift, fields->ends_at, &fields->ends_at);
    if (err == OK && fields->booking_opens_at.v > now.v)
        err = event_shift_at(shift, fields->booking_opens_at, &fields->booking_opens_at);
    if (err == OK)
        err = event_shift_at(shift, fields->booking_closes_at, &fields->booking_closes_at);
    return err;
}
