#ifndef SPARKD_BASE_INSTANT_H
#define SPARKD_BASE_INSTANT_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "str.h"

/* A moment: UTC seconds since 1970-01-01. */
struct instant {
    int64_t v;
};

/* A calendar date: days since 1970-01-01, proleptic Gregorian. */
struct day {
    int32_t v;
};

/* Day numbers: Monday is 0. */
enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

struct civil {
    int year, month, day; /* month 1-12, day 1-31 */
};

/* No date: kept in SQL as NULL, sorts before every date. */
#define DAY_NONE ((struct day){INT32_MIN})
static inline bool day_is_none(struct day d)
{
    return d.v == INT32_MIN;
}

static inline struct instant instant_add(struct instant t, int64_t seconds)
{
    return (struct instant){t.v + seconds};
}
static inline struct day day_add(struct day d, int days)
{
    return (struct day){d.v + days};
}
static inline enum weekday day_weekday(struct day d)
{
    return (enum weekday)(((d.v % 7) + 7 + 3) % 7);
}

struct day day_of(int year, int month, int day);
struct civil day_civil(struct day d);
/* True for a real date in the years 1900-2199. */
bool civil_is_valid(int year, int month, int day);

/* YYYY-MM-DD, nothing else. */
enum err day_parse(struct str s, struct day *ret) MUST_USE;
#define DAY_TEXT_MAX 12
void day_format(struct day d, char ret[static DAY_TEXT_MAX]);

/* RFC 3339 with an offset or Z, whole seconds (a fraction is read and dropped). */
enum err instant_parse(struct str s, struct instant *ret) MUST_USE;
#define INSTANT_TEXT_MAX 32
/* 2026-11-12T15:52:00Z */
void instant_format(struct instant t, char ret[static INSTANT_TEXT_MAX]);
/* 20261112T155200Z, the UTC form of RFC 5545 section 3.3.5. */
void instant_format_basic(struct instant t, char ret[static INSTANT_TEXT_MAX]);

#endif
