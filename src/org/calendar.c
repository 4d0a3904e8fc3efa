/* DESIGN: school days: from terms, INSET days, closures and bank holidays to a sorted list to count
 * on. */
#include "calendar.h"

#include "check.h"
#include "person.h"

enum {
    YEAR_FIRST_MONTH = 8, /* some schools begin in the last days of August */
};

/* ---- judgement ---- */

static const char *const kind_names[SPAN_KINDS] = {
    [SPAN_TERM] = "term",
    [SPAN_HALF_TERM] = "half_term",
    [SPAN_INSET] = "inset",
    [SPAN_CLOSURE] = "closure",
};

const char *span_kind_name(enum span_kind kind)
{
    return kind_names[kind];
}

enum err span_kind_parse(struct str text, enum span_kind *ret)
{
    if (str_eq_nocase(text, STR("half-term")) || str_eq_nocase(text, STR("half term"))) {
        *ret = SPAN_HALF_TERM;
        return OK;
    }
    for (int i = 0; i < SPAN_KINDS; i++)
        if (str_eq_nocase(text, str_of(kind_names[i]))) {
            *ret = (enum span_kind)i;
            return OK;
        }
    return ERR_INVALID;
}

/* What covers each day, one bit a kind of stretch, and one for bank holidays. */
enum { HOLIDAY_BIT = 1 << SPAN_KINDS };

static bool is_open(unsigned bits, struct day day)
{
    if (day_weekday(day) >= SATURDAY || bits & HOLIDAY_BIT)
        return false;
    bool pupils = bits & 1u << SPAN_TERM && !(bits & (1u << SPAN_CLOSURE | 1u << SPAN_HALF_TERM));
    return pupils || bits & 1u << SPAN_INSET;
}

static void find_ends(const struct span *spans, int count, struct day *ret_first,
                      struct day *ret_last)
{
    struct day first = spans[0].from, last = spans[0].to;
    for (int i = 1; i < count; i++) {
        first = spans[i].from.v < first.v ? spans[i].from : first;
        last = spans[i].to.v > last.v ? spans[i].to : last;
    }
    *ret_first = first;
    *ret_last = last;
}

struct calendar calendar_compute(const struct span *spans, int span_count,
                                 const struct day *bank_holidays, int bank_holiday_count,
                                 struct arena *arena)
{
    struct day first, last;
    if (!span_count)
        return (struct calendar){0};
    find_ends(spans, span_count, &first, &last);
    int length = last.v - first.v + 1, count = 0;
    unsigned char *bits = arena_alloc(arena, (size_t)length);
    for (int i = 0; i < span_count; i++)
        for (int d = spans[i].from.v - first.v; d <= spans[i].to.v - first.v; d++)
            bits[d] |= (unsigned char)(1u << spans[i].kind);
    for (int i = 0; i < bank_holiday_count; i++)
        if (bank_holidays[i].v >= first.v && bank_holidays[i].v <= last.v)
            bits[bank_holidays[i].v - first.v] |= HOLIDAY_BIT;
    struct day *days = ARENA_ARRAY(arena, struct day, (size_t)length);
    for (int d = 0; d < length; d++)
        if (is_open(bits[d], day_add(first, d)))
            days[count++] = day_add(first, d);
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

struct calendar calendar_union(struct calendar a, struct calendar b, struct arena *arena)
{
    struct day *days = ARENA_ARRAY(arena, struct day, (size_t)(a.count + b.count) + 1);
    int count = 0, i = 0, j = 0;
    while (i < a.count || j < b.count) {
        bool left = j == b.count || (i < a.count && a.days[i].v <= b.days[j].v);
        struct day day = left ? a.days[i++] : b.days[j++];
        if (!count || days[count - 1].v != day.v)
            days[count++] = day;
    }
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

void calendar_cache_put(struct calendar_cache *cache, struct school_id school,
                        struct calendar calendar)
{
    CHECK(cache->count < CACHE_SLOTS / 2);
    cache->count++;
    *find_slot(cache, school, WORKING_DAYS_ALL) =
        (struct cached){true, school, WORKING_DAYS_ALL, calendar};
}
