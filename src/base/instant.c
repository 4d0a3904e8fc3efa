/* DESIGN: instants and dates as integers; civil arithmetic without the C library's time. */
#include "instant.h"

#include <stdio.h>
#include <string.h>

struct day day_of(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return (struct day){era * 146097 + doe - 719468};
}

struct civil day_civil(struct day d)
{
    int z = d.v + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    return (struct civil){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

bool civil_is_valid(int year, int month, int day)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    struct civil c = day_civil(day_of(year, month, day));
    return c.year == year && c.month == month && c.day == day;
}

/* n digits at s[at]; -1 if one is not a digit or the text is too short. */
static int digits(struct str s, size_t at, size_t n)
{
    int value = 0;
    if (s.n < at + n)
        return -1;
    for (size_t i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return -1;
        value = value * 10 + (s.p[i] - '0');
    }
    return value;
}

static bool char_at(struct str s, size_t at, char c)
{
    return at < s.n && s.p[at] == c;
}

enum err day_parse(struct str s, struct day *ret)
{
    int year = digits(s, 0, 4), month = digits(s, 5, 2), day = digits(s, 8, 2);
    if (s.n != 10 || !char_at(s, 4, '-') || !char_at(s, 7, '-') ||
        !civil_is_valid(year, month, day))
        return ERR_INVALID;
    *ret = day_of(year, month, day);
    return OK;
}

void day_format(struct day d, char ret[static DAY_TEXT_MAX])
{
    struct civil c = day_civil(d);
    snprintf(ret, DAY_TEXT_MAX, "%04u-%02u-%02u", (unsigned)c.year % 10000u,
             (unsigned)c.month % 100u, (unsigned)c.day % 100u);
}

/* "Z", "z" or "+hh:mm" as seconds east of UTC. */
static enum err parse_offset(struct str s, int64_t *ret_s)
{
    if (s.n == 1 && (s.p[0] == 'Z' || s.p[0] == 'z')) {
        *ret_s = 0;
        return OK;
    }
    int hours = digits(s, 1, 2), minutes = digits(s, 4, 2);
    if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' || hours < 0 || hours > 23 ||
        minutes < 0 || minutes > 59)
        return ERR_INVALID;
    *ret_s = (s.p[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return OK;
}

enum err instant_parse(struct str s, struct instant *ret)
{
    struct day day;
    int64_t offset_s = 0;
    if (s.n < 20 || day_parse(str_first(s, 10), &day) != OK)
        return ERR_INVALID;
    int hour = digits(s, 11, 2), minute = digits(s, 14, 2), second = digits(s, 17, 2);
    if ((s.p[10] != 'T' && s.p[10] != 't') || s.p[13] != ':' || s.p[16] != ':' || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return ERR_INVALID;
    size_t at = 19;
    if (char_at(s, at, '.')) {
        size_t start = ++at;
        while (digits(s, at, 1) >= 0)
            at++;
        if (at == start || at - start > 9)
            return ERR_INVALID;
    }
    if (at >= s.n || parse_offset(str_from(s, at), &offset_s) != OK)
        return ERR_INVALID;
    ret->v = day.v * INT64_C(86400) + hour * 3600 + minute * 60 + second - offset_s;
    return OK;
}

static void split(struct instant t, struct civil *ret_date, int *ret_second_of_day)
{
    int64_t days = t.v / 86400, rest = t.v % 86400;
    if (rest < 0) {
        days--;
        rest += 86400;
    }
    *ret_date = day_civil((struct day){(int32_t)days});
    *ret_second_of_day = (int)rest;
}

void instant_format(struct instant t, char ret[static INSTANT_TEXT_MAX])
{
    struct civil c;
    int s;
    split(t, &c, &s);
    snprintf(ret, INSTANT_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year % 10000, c.month % 100,
             c.day % 100, s / 3600, s / 60 % 60, s % 60);
}

void instant_format_basic(struct instant t, char ret[static INSTANT_TEXT_MAX])
{
    struct civil c;
    int s;
    split(t, &c, &s);
    snprintf(ret, INSTANT_TEXT_MAX, "%04d%02d%02dT%02d%02d%02dZ", c.year % 10000, c.month % 100,
             c.day % 100, s / 3600, s / 60 % 60, s % 60);
}
