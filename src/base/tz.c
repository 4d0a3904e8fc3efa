/* DESIGN: wall time and UTC, from the system's tz database, with a rule for gap and overlap. */
#include "tz.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "check.h"

enum err tz_init(void)
{
    if (setenv("TZ", TZ_NAME, 1) != 0)
        return ERR_IO;
    tzset();
    /* Without its file the C library falls back to UTC and would say 0 here. */
    return tz_offset_s((struct instant){1783000000}) == 3600 ? OK : ERR_IO;
}

int tz_offset_s(struct instant t)
{
    struct tm tm;
    time_t when = (time_t)t.v;
    CHECK(localtime_r(&when, &tm) != NULL);
    return (int)tm.tm_gmtoff;
}

struct local tz_local(struct instant t)
{
    int64_t v = t.v + tz_offset_s(t);
    int64_t days = v / 86400, rest = v % 86400;
    if (rest < 0) {
        days--;
        rest += 86400;
    }
    return (struct local){
        {(int32_t)days}, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60)};
}

struct day tz_day(struct instant t)
{
    return tz_local(t).day;
}

enum err tz_instant(struct local local, struct instant *ret)
{
    int64_t wall =
        local.day.v * INT64_C(86400) + local.hour * 3600 + local.minute * 60 + local.second;
    /* A zone's offset changes at most once in a day either side: the two offsets are the
     * candidates. */
    int before = tz_offset_s((struct instant){wall - 86400});
    int after = tz_offset_s((struct instant){wall + 86400});
    struct instant first = {wall - before}, second = {wall - after};
    bool first_holds = tz_offset_s(first) == before, second_holds = tz_offset_s(second) == after;
    if (first_holds && second_holds && before != after)
        return ERR_CONFLICT;
    if (!first_holds && !second_holds)
        return ERR_INVALID;
    *ret = first_holds ? first : second;
    return OK;
}

struct instant tz_at(struct day day, int hour, int minute)
{
    struct instant t = {0};
    CHECK(tz_instant((struct local){day, hour, minute, 0}, &t) == OK);
    return t;
}

void tz_format(struct instant t, char ret[static INSTANT_TEXT_MAX])
{
    struct local l = tz_local(t);
    struct civil c = day_civil(l.day);
    int offset_min = tz_offset_s(t) / 60;
    snprintf(ret, INSTANT_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", c.year % 10000,
             c.month % 100, c.day % 100, l.hour % 100, l.minute % 100, l.second % 100,
             offset_min < 0 ? '-' : '+', abs(offset_min) / 60 % 100, abs(offset_min) % 60);
}
