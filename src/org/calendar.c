/* DESIGN: school days: from terms, INSET days, closures and bank holidays to a sorted list to count
 * on. */
#include "calendar.h"

#include "check.h"
#include "person.h"

enum {
    YEAR_FIRST_MONTH = 8, /* some schools begin in the last days of August */
};

/* ---- judgement ---- */

static bool covered(const struct span *spans, int count, enum span_kind kind, struct day day)
{
    for (int i = 0; i < count; i++)
        if (spans[i].kind == kind && day.v >= spans[i].from.v && day.v <= spans[i].to.v)
            return true;
    return false;
}

static bool listed(const struct day *days, int count, struct day day)
{
    for (int i = 0; i < count; i++)
        if (days[i].v == day.v)
            return true;
    return false;
}

static bool is_open(const struct span *spans, int count, struct day day)
{
    if (day_weekday(day) >= SATURDAY)
        return false;
    return covered(spans, count, SPAN_INSET, day) ||
           (covered(spans, count, SPAN_TERM, day) && !covered(spans, count, SPAN_CLOSURE, day));
}

struct calendar calendar_compute(const struct span *spans, int span_count,
                                 const struct day *bank_holidays, int bank_holiday_count,
                                 struct arena *arena)
{
    if (!span_count)
        return (struct calendar){0};
    struct day first = spans[0].from, last = spans[0].to;
    for (int i = 1; i < span_count; i++) {
        first = spans[i].from.v < first.v ? spans[i].from : first;
        last = spans[i].to.v > last.v ? spans[i].to : last;
    }
    struct day *days = ARENA_ARRAY(arena, struct day, (size_t)(last.v - first.v + 1));
    int count = 0;
    for (struct day day = first; day.v <= last.v; day = day_add(day, 1))
        if (is_open(spans, span_count, day) && !listed(bank_holidays, bank_holiday_count, day))
            days[count++] = day;
    return (struct calendar){days, count};
}

struct calendar calendar_of_person(struct calendar calendar, int working_days, struct arena *arena)
{
    if (working_days == WORKING_DAYS_ALL)
        return calendar;
    struct day *days = ARENA_ARRAY(arena, struct day, (size_t)calendar.count + 1);
    int count = 0;
    for (int i = 0; i < calendar.count; i++)
        if (working_days >> (2 * (int)day_weekday(calendar.days[i])) & 3)
            days[count++] = calendar.days[i];
    return (struct calendar){days, count};
}

/* The number of school days before `day`: where it stands, or would. */
static int position(struct calendar calendar, struct day day)
{
    int low = 0, high = calendar.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (calendar.days[middle].v < day.v)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct day at(struct calendar calendar, int index)
{
    return index >= 0 && index < calendar.count ? calendar.days[index] : DAY_NONE;
}

struct calendar calendar_of_year(struct calendar calendar, int year)
{
    if (!calendar.count)
        return calendar;
    int from = position(calendar, calendar_year_first(year));
    int to = position(calendar, day_add(calendar_year_last(year), 1));
    return (struct calendar){calendar.days + from, to - from};
}

int calendar_year(struct day day)
{
    struct civil civil = day_civil(day);
    return civil.month >= YEAR_FIRST_MONTH ? civil.year : civil.year - 1;
}

struct day calendar_year_first(int year)
{
    return day_of(year, YEAR_FIRST_MONTH, 1);
}

struct day calendar_year_last(int year)
{
    return day_add(calendar_year_first(year + 1), -1);
}

bool calendar_is_school_day(struct calendar calendar, struct day day)
{
    int index = position(calendar, day);
    return index < calendar.count && calendar.days[index].v == day.v;
}

struct day calendar_on_or_before(struct calendar calendar, struct day day)
{
    return at(calendar, position(calendar, day_add(day, 1)) - 1);
}

struct day calendar_on_or_after(struct calendar calendar, struct day day)
{
    return at(calendar, position(calendar, day));
}

struct day calendar_before(struct calendar calendar, struct day day, int n)
{
    CHECK(n >= 1);
    return at(calendar, position(calendar, day) - n);
}

struct day calendar_after(struct calendar calendar, struct day day, int n)
{
    CHECK(n >= 1);
    return at(calendar, position(calendar, day_add(day, 1)) + n - 1);
}

void calendar_shift_year(struct span *spans, int count, int from_year, int to_year)
{
    int apart = day_of(to_year, 9, 1).v - day_of(from_year, 9, 1).v;
    int weeks = (apart + (apart < 0 ? -3 : 3)) / 7;
    for (int i = 0; i < count; i++) {
        spans[i].from = day_add(spans[i].from, 7 * weeks);
        spans[i].to = day_add(spans[i].to, 7 * weeks);
    }
}

/* ---- calendars of many people ---- */

enum { CACHE_SLOTS = 4096 };

struct cached {
    bool used;
    struct school_id school;
    int working_days;
    struct calendar calendar;
};

struct calendar_cache {
    struct arena *arena;
    int count;
    struct cached slots[CACHE_SLOTS];
};

struct calendar_cache *calendar_cache_new(struct arena *arena)
{
    struct calendar_cache *cache = ARENA_NEW(arena, struct calendar_cache);
    cache->arena = arena;
    return cache;
}

static struct cached *find_slot(struct calendar_cache *cache, struct school_id school,
                                int working_days)
{
    uint64_t key = (uint64_t)school.v * 1024u + (uint64_t)working_days;
    size_t i = (key * UINT64_C(0x9E3779B97F4A7C15)) >> 52;
    while (cache->slots[i].used &&
           (cache->slots[i].school.v != school.v || cache->slots[i].working_days != working_days))
        i = (i + 1) % CACHE_SLOTS;
    return &cache->slots[i];
}

static enum err fill(struct calendar_cache *cache, struct store *store, struct school_id school,
                     int working_days, struct calendar *ret)
{
    if (working_days == WORKING_DAYS_ALL)
        return calendar_load(store, school, cache->arena, ret);
    struct calendar whole;
    enum err err = calendar_cache_find(cache, store, school, WORKING_DAYS_ALL, &whole);
    if (err == OK)
        *ret = calendar_of_person(whole, working_days, cache->arena);
    return err;
}

enum err calendar_cache_find(struct calendar_cache *cache, struct store *store,
                             struct school_id school, int working_days, struct calendar *ret)
{
    struct cached *slot = find_slot(cache, school, working_days);
    if (slot->used) {
        *ret = slot->calendar;
        return OK;
    }
    struct calendar calendar;
    enum err err = fill(cache, store, school, working_days, &calendar);
    if (err != OK)
        return err;
    if (cache->count < CACHE_SLOTS / 2) {
        cache->count++;
        /* Filling may have put the school's own calendar where this one was to go. */
        *find_slot(cache, school, working_days) =
            (struct cached){true, school, working_days, calendar};
    }
    *ret = calendar;
    return OK;
}
