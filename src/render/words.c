/* DESIGN: dates, times and numbers in British words, and back from what people type. */
#include "words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "tz.h"

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* ---- dates ---- */

const char *words_date(struct arena *arena, struct day day)
{
    return arena_printf(arena, "%s %s", weekdays[day_weekday(day)], words_date_plain(arena, day));
}

const char *words_date_plain(struct arena *arena, struct day day)
{
    struct civil civil = day_civil(day);
    return arena_printf(arena, "%d %s %d", civil.day, months[civil.month - 1], civil.year);
}

const char *words_date_short(struct arena *arena, struct day day)
{
    struct civil civil = day_civil(day);
    return arena_printf(arena, "%.3s %d %.3s", weekdays[day_weekday(day)], civil.day,
                        months[civil.month - 1]);
}

/* ---- times ---- */

static const char *clock_words(struct arena *arena, int hour, int minute)
{
    const char *half = hour < 12 ? "am" : "pm";
    int twelve = hour % 12 ? hour % 12 : 12;
    if (minute == 0 && twelve == 12)
        return hour == 0 ? "midnight" : "midday";
    if (minute == 0)
        return arena_printf(arena, "%d%s", twelve, half);
    return arena_printf(arena, "%d:%02d%s", twelve, minute, half);
}

const char *words_time(struct arena *arena, struct instant t)
{
    struct local local = tz_local(t);
    return clock_words(arena, local.hour, local.minute);
}

const char *words_moment(struct arena *arena, struct instant t)
{
    return arena_printf(arena, "%s, %s", words_date(arena, tz_day(t)), words_time(arena, t));
}

/* Both on one day; the midnight at a day's end belongs to it. */
static bool same_day(struct instant from, struct instant to)
{
    return tz_day(from).v == tz_day(instant_add(to, -1)).v;
}

const char *words_time_range(struct arena *arena, struct instant from, struct instant to)
{
    if (to.v <= from.v)
        return words_time(arena, from);
    if (!same_day(from, to))
        return words_when(arena, from, to);
    return arena_printf(arena, "%s to %s", words_time(arena, from), words_time(arena, to));
}

const char *words_when(struct arena *arena, struct instant from, struct instant to)
{
    if (to.v <= from.v)
        return words_moment(arena, from);
    const char *end = same_day(from, to) ? words_time(arena, to) : words_moment(arena, to);
    return arena_printf(arena, "%s to %s", words_moment(arena, from), end);
}

/* ---- numbers ---- */

/* 1250000 as "1,250,000". */
static const char *grouped(struct arena *arena, int64_t n)
{
    char digits[24], text[32];
    int length = snprintf(digits, sizeof(digits), "%" PRId64, n), from = digits[0] == '-';
    size_t out = 0;
    for (int i = 0; i < length; i++) {
        if (i > from && (length - i) % 3 == 0)
            text[out++] = ',';
        text[out++] = digits[i];
    }
    text[out] = '\0';
    return arena_strdup(arena, text);
}

const char *words_count(struct arena *arena, int64_t n, const char *one, const char *many)
{
    const char *number = n == 0 ? "no" : grouped(arena, n);
    return arena_printf(arena, "%s %s", number, n == 1 ? one : many);
}

const char *words_duration(struct arena *arena, int64_t minutes)
{
    int64_t hours = minutes / 60, rest = minutes % 60;
    if (minutes <= 0)
        return "0 minutes";
    if (hours == 0)
        return words_count(arena, rest, "minute", "minutes");
    if (rest == 0)
        return words_count(arena, hours, "hour", "hours");
    return arena_printf(arena, "%s %s", words_count(arena, hours, "hour", "hours"),
                        words_count(arena, rest, "minute", "minutes"));
}

const char *words_relative(struct arena *arena, struct instant t, struct instant now)
{
    int64_t apart_s = t.v < now.v ? now.v - t.v : t.v - now.v;
    const char *amount;
    if (apart_s < 60)
        return "just now";
    if (apart_s < 3600)
        amount = words_count(arena, apart_s / 60, "minute", "minutes");
    else if (apart_s < 86400)
        amount = words_count(arena, apart_s / 3600, "hour", "hours");
    else if (apart_s < 30 * 86400)
        amount = words_count(arena, apart_s / 86400, "day", "days");
    else
        return arena_printf(arena, "on %s", words_date_plain(arena, tz_day(t)));
    return arena_printf(arena, t.v < now.v ? "%s ago" : "in %s", amount);
}

/* ---- what people type ---- */

/* Between `min` and `max` digits and nothing else, as a number. */
static bool parse_digits(struct str s, size_t min, size_t max, int *ret)
{
    int64_t value;
    if (s.n < min || s.n > max || str_parse_int(s, &value))
        return false;
    *ret = (int)value;
    return true;
}

/* A number or three letters and more of a name; 0 if it is none. */
static int parse_month(struct str s)
{
    int month;
    if (parse_digits(s, 1, 2, &month))
        return month;
    if (str_eq_nocase(s, STR("sept")))
        return 9;
    for (size_t i = 0; s.n >= 3 && i < COUNT_OF(months); i++) {
        if (str_eq_nocase(s, str_first(str_of(months[i]), s.n)))
            return (int)i + 1;
    }
    return 0;
}

enum err words_parse_date(struct str day, struct str month, struct str year, struct day *ret)
{
    int d, m = parse_month(str_trim(month)), y;
    if (!parse_digits(str_trim(day), 1, 2, &d) || !parse_digits(str_trim(year), 4, 4, &y) ||
        !civil_is_valid(y, m, d))
        return ERR_INVALID;
    *ret = day_of(y, m, d);
    return OK;
}

enum half { HALF_NONE, HALF_AM, HALF_PM };

/* Takes am, pm, a.m. or p.m. off the end. */
static enum half take_half(struct str *s)
{
    static const struct {
        struct str ending;
        enum half half;
    } endings[] = {
        {{"am", 2}, HALF_AM},   {{"pm", 2}, HALF_PM},  {{"a.m.", 4}, HALF_AM},
        {{"p.m.", 4}, HALF_PM}, {{"a.m", 3}, HALF_AM}, {{"p.m", 3}, HALF_PM},
    };
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct str ending = endings[i].ending;
        if (s->n > ending.n && str_eq_nocase(str_from(*s, s->n - ending.n), ending)) {
            *s = str_trim(str_first(*s, s->n - ending.n));
            return endings[i].half;
        }
    }
    return HALF_NONE;
}

/* "3:45", "3.45", "345", "1545", "3" into its hour and minute parts (the minute's may be empty). */
static void part_time(struct str s, struct str *ret_hour, struct str *ret_minute)
{
    long mark = str_find(s, ':') >= 0 ? str_find(s, ':') : str_find(s, '.');
    size_t hour_n = s.n > 2 ? s.n - 2 : s.n;
    if (mark >= 0)
        hour_n = (size_t)mark;
    *ret_hour = str_first(s, hour_n);
    *ret_minute = str_from(s, hour_n + (mark >= 0));
}

static bool parse_named_time(struct str s, int *ret_hour)
{
    bool midday = str_eq_nocase(s, STR("midday")) || str_eq_nocase(s, STR("noon"));
    *ret_hour = midday ? 12 : 0;
    return midday || str_eq_nocase(s, STR("midnight"));
}

/* The hour of the day, or -1 where the words leave it open. */
static int hour_of_day(struct str hour, struct str minute, int h, enum half half)
{
    if (half == HALF_NONE) {
        bool open = minute.n == 0 || (hour.n == 1 && h >= 1 && h <= 6);
        return open || h > 23 ? -1 : h;
    }
    if (h < 1 || h > 12)
        return -1;
    return h % 12 + (half == HALF_PM ? 12 : 0);
}

enum err words_parse_time(struct str text, int *ret_hour, int *ret_minute)
{
    struct str s = str_trim(text), hour, minute;
    int h, m = 0;
    if (parse_named_time(s, &h)) {
        *ret_hour = h;
        *ret_minute = 0;
        return OK;
    }
    enum half half = take_half(&s);
    part_time(s, &hour, &minute);
    bool has_mark = hour.n + minute.n < s.n;
    if (!parse_digits(hour, 1, 2, &h) ||
        ((has_mark || minute.n) && !parse_digits(minute, 2, 2, &m)))
        return ERR_INVALID;
    h = hour_of_day(hour, minute, h, half);
    if (h < 0 || m > 59)
        return ERR_INVALID;
    *ret_hour = h;
    *ret_minute = m;
    return OK;
}

const char *words_ask_half(struct arena *arena, struct str text)
{
    int hour = 0, minute = 0;
    const char *typed = arena_str_c(arena, str_trim(text));
    struct str later = str_of(arena_printf(arena, "%spm", typed));
    if (words_parse_time(text, &hour, &minute) == OK ||
        words_parse_time(later, &hour, &minute) != OK)
        return NULL;
    hour = hour > 12 ? hour - 12 : hour;
    return arena_printf(arena,
                        "Is %s in the morning or in the afternoon? Enter it as a time of the day, "
                        "%d:%02dam or %d:%02dpm.",
                        typed, hour, minute, hour, minute);
}

enum err words_parse_time_on(struct str text, struct day day, struct instant *ret)
{
    struct local wall = {.day = day};
    enum err err = words_parse_time(text, &wall.hour, &wall.minute);
    return err == OK ? tz_instant(wall, ret) : err;
}

const char *words_begin(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    if (*copy >= 'a' && *copy <= 'z')
        *copy = (char)(*copy - 'a' + 'A');
    return copy;
}

const char *words_grouped(struct arena *arena, const char *text, int group, char between)
{
    size_t n = str_of(text).n, at = 0;
    char *out = arena_alloc(arena, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        if (i && i % (size_t)group == 0)
            out[at++] = between;
        out[at++] = text[i];
    }
    return out;
}
