/* DESIGN: HTTP dates, written in one form and read in three, without the C library's locale. */
#include "snapshot.h"

#include <stdio.h>
#include <string.h>

#define DAY_S INT64_C(86400)

static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                   "Friday", "Saturday", "Sunday"};
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void snapshot_date_format(struct instant t, char ret[static SNAPSHOT_DATE_MAX])
{
    struct day day = {(int32_t)(t.v / DAY_S - (t.v % DAY_S < 0))};
    struct civil c = day_civil(day);
    unsigned s = (unsigned)(t.v - day.v * DAY_S) % 86400U;
    snprintf(ret, SNAPSHOT_DATE_MAX, "%.3s, %02u %.3s %04u %02u:%02u:%02u GMT",
             days[day_weekday(day)], (unsigned)c.day % 100U, months + 3 * (c.month - 1),
             (unsigned)c.year % 10000U, s / 3600U, s / 60U % 60U, s % 60U);
}

/* The parts of a date as they are read; bad once one of them was wrong. */
struct reading {
    struct str rest;
    bool bad;
};

static void take(struct reading *r, const char *literal)
{
    struct str want = str_of(literal);
    r->bad = r->bad || !str_starts(r->rest, want);
    r->rest = str_from(r->rest, want.n);
}

static int take_digits(struct reading *r, size_t n)
{
    int64_t value = 0;
    r->bad = r->bad || r->rest.n < n || str_parse_int(str_first(r->rest, n), &value) != OK;
    r->rest = str_from(r->rest, n);
    return (int)value;
}

/* 1 to 12. */
static int take_month(struct reading *r)
{
    int found = 0;
    for (int m = 1; m <= 12 && r->rest.n >= 3; m++)
        if (memcmp(r->rest.p, months + 3 * (m - 1), 3) == 0)
            found = m;
    r->bad = r->bad || found == 0;
    r->rest = str_from(r->rest, 3);
    return found;
}

/* hh:mm:ss as seconds; a leap second is read as the one before it. */
static int take_time(struct reading *r)
{
    int hour = take_digits(r, 2);
    take(r, ":");
    int minute = take_digits(r, 2);
    take(r, ":");
    int second = take_digits(r, 2);
    r->bad = r->bad || hour > 23 || minute > 59 || second > 60;
    return hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
}

/* The weekday's name, short or long; its index, -1 if there is none. */
static int take_weekday(struct reading *r, bool whole)
{
    for (int i = 0; i < 7; i++) {
        struct str name = str_first(str_of(days[i]), whole ? SIZE_MAX : 3);
        if (str_starts(r->rest, name)) {
            r->rest = str_from(r->rest, name.n);
            return i;
        }
    }
    r->bad = true;
    return -1;
}

/* The last year before `now` + 50 years that ends in these digits (RFC 9110 5.6.7). */
static int full_year(int digits, struct instant now)
{
    struct day today = {(int32_t)(now.v / DAY_S)};
    int latest = day_civil(today).year + 50;
    return latest - (latest - digits) % 100;
}

struct date {
    int weekday, second;
    struct civil civil;
};

/* Sun, 06 Nov 1994 08:49:37 GMT */
static struct date read_fixdate(struct reading *r)
{
    struct date d = {.weekday = take_weekday(r, false)};
    take(r, ", ");
    d.civil.day = take_digits(r, 2);
    take(r, " ");
    d.civil.month = take_month(r);
    take(r, " ");
    d.civil.year = take_digits(r, 4);
    take(r, " ");
    d.second = take_time(r);
    take(r, " GMT");
    return d;
}

/* Sunday, 06-Nov-94 08:49:37 GMT */
static struct date read_rfc850(struct reading *r, struct instant now)
{
    struct date d = {.weekday = take_weekday(r, true)};
    take(r, ", ");
    d.civil.day = take_digits(r, 2);
    take(r, "-");
    d.civil.month = take_month(r);
    take(r, "-");
    d.civil.year = full_year(take_digits(r, 2), now);
    take(r, " ");
    d.second = take_time(r);
    take(r, " GMT");
    return d;
}

/* Sun Nov  6 08:49:37 1994 */
static struct date read_asctime(struct reading *r)
{
    struct date d = {.weekday = take_weekday(r, false)};
    take(r, " ");
    d.civil.month = take_month(r);
    take(r, " ");
    bool one_digit = str_starts(r->rest, STR(" "));
    take(r, one_digit ? " " : "");
    d.civil.day = take_digits(r, one_digit ? 1 : 2);
    take(r, " ");
    d.second = take_time(r);
    take(r, " ");
    d.civil.year = take_digits(r, 4);
    return d;
}

enum err snapshot_date_parse(struct str s, struct instant now, struct instant *ret)
{
    struct reading r = {.rest = str_trim(s)};
    long comma = str_find(r.rest, ',');
    struct date d = comma == 3   ? read_fixdate(&r)
                    : comma >= 0 ? read_rfc850(&r, now)
                                 : read_asctime(&r);
    if (r.bad || r.rest.n || !civil_is_valid(d.civil.year, d.civil.month, d.civil.day))
        return ERR_INVALID;
    struct day day = day_of(d.civil.year, d.civil.month, d.civil.day);
    if ((int)day_weekday(day) != d.weekday)
        return ERR_INVALID;
    *ret = (struct instant){day.v * DAY_S + d.second};
    return OK;
}
