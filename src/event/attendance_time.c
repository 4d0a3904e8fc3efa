/* DESIGN: times and lengths as Teams and Meet write them, in whoever's language settings. */
#include "attendance_time.h"

#include <string.h>

/* ---- a text, eaten from the left ---- */

/* Blanks of any kind: what stands before PM is often a narrow one (U+202F). */
static void skip_blanks(struct str *text)
{
    for (;;) {
        if (text->n && strchr(" \t,", text->p[0]))
            *text = str_from(*text, 1);
        else if (str_starts(*text, STR("\u202f")))
            *text = str_from(*text, 3);
        else if (str_starts(*text, STR("\u00a0")))
            *text = str_from(*text, 2);
        else
            return;
    }
}

/* At most `most` digits; -1 if there is none. */
static int take_number(struct str *text, size_t most)
{
    int number = 0;
    size_t n = 0;
    for (; n < most && n < text->n && text->p[n] >= '0' && text->p[n] <= '9'; n++)
        number = number * 10 + (text->p[n] - '0');
    *text = str_from(*text, n);
    return n ? number : -1;
}

static bool take(struct str *text, char c)
{
    if (!text->n || text->p[0] != c)
        return false;
    *text = str_from(*text, 1);
    return true;
}

static bool take_word(struct str *text, struct str word)
{
    if (!str_eq_nocase(str_first(*text, word.n), word))
        return false;
    *text = str_from(*text, word.n);
    return true;
}

/* ---- dates ---- */

static bool take_year(struct str *text, int *ret)
{
    size_t before = text->n;
    int year = take_number(text, 4);
    size_t digits = before - text->n;
    *ret = digits == 2 ? 2000 + year : year;
    return digits == 2 || digits == 4;
}

/* 2026-05-25 */
static bool take_iso(struct str *text, struct wall *wall)
{
    struct str at = *text;
    int year = take_number(&at, 4);
    if (text->n - at.n != 4 || !take(&at, '-'))
        return false;
    int month = take_number(&at, 2);
    bool dashed = take(&at, '-');
    int day = take_number(&at, 2);
    if (!dashed || !civil_is_valid(year, month, day))
        return false;
    take(&at, 'T');
    wall->kind = WALL_DATED;
    wall->local.day = day_of(year, month, day);
    *text = at;
    return true;
}

/* 22/7/2026, 7/22/26, 22.07.2026, 22-07-2026: with points, the day comes first. */
static bool take_open(struct str *text, struct wall *wall)
{
    struct str at = *text;
    int first = take_number(&at, 2), year;
    char mark = at.n ? at.p[0] : ' ';
    if (first < 0 || !strchr("/.-", mark) || !take(&at, mark))
        return false;
    int second = take_number(&at, 2);
    if (second < 0 || !take(&at, mark) || !take_year(&at, &year))
        return false;
    if (mark == '.' && !civil_is_valid(year, second, first))
        return false;
    if (mark == '.')
        wall->local.day = day_of(year, second, first);
    wall->kind = mark == '.' ? WALL_DATED : WALL_OPEN;
    wall->first = first;
    wall->second = second;
    wall->year = year;
    *text = at;
    return civil_is_valid(year, second, first) || civil_is_valid(year, first, second);
}

/* ---- times of day ---- */

/* "PM", "pm", "p.m.": makes of 1 to 12 what a day of 24 hours has. */
static bool take_half(struct str *text, int *hour)
{
    skip_blanks(text);
    bool am = take_word(text, STR("a.m.")) || take_word(text, STR("am"));
    bool pm = !am && (take_word(text, STR("p.m.")) || take_word(text, STR("pm")));
    if (!am && !pm)
        return *hour < 24;
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (pm ? 12 : 0);
    return true;
}

static bool take_clock(struct str *text, struct local *ret)
{
    int hour = take_number(text, 2), second = 0;
    if (hour < 0 || !take(text, ':'))
        return false;
    int minute = take_number(text, 2);
    if (take(text, ':'))
        second = take_number(text, 2);
    if (take(text, '.'))
        (void)take_number(text, 9);
    if (minute < 0 || minute > 59 || second < 0 || second > 59 || !take_half(text, &hour))
        return false;
    ret->hour = hour;
    ret->minute = minute;
    ret->second = second;
    return true;
}

enum err wall_parse(struct str text, struct wall *ret)
{
    struct wall wall = {.kind = WALL_HOUR};
    struct str at = str_trim(text);
    skip_blanks(&at);
    if (!at.n || str_eq_c(at, "--") || str_eq_c(at, "-")) {
        *ret = (struct wall){.kind = WALL_NONE};
        return OK;
    }
    if (instant_parse(at, &wall.instant) == OK) {
        wall.kind = WALL_INSTANT;
        *ret = wall;
        return OK;
    }
    bool dated = take_iso(&at, &wall) || take_open(&at, &wall);
    skip_blanks(&at);
    if ((!dated && wall.kind != WALL_HOUR) || !take_clock(&at, &wall.local))
        return ERR_INVALID;
    skip_blanks(&at);
    if (at.n)
        return ERR_INVALID;
    *ret = wall;
    return OK;
}

/* ---- which instant it is ---- */

static struct civil civil_of(const struct wall *wall, bool month_first)
{
    return (struct civil){wall->year, month_first ? wall->first : wall->second,
                          month_first ? wall->second : wall->first};
}

bool wall_fits(const struct wall *wall, bool month_first)
{
    struct civil c = civil_of(wall, month_first);
    return wall->kind != WALL_OPEN || civil_is_valid(c.year, c.month, c.day);
}

enum err wall_instant(const struct wall *wall, bool month_first, struct day day,
                      struct instant *ret)
{
    struct local local = wall->local;
    if (wall->kind == WALL_INSTANT) {
        *ret = wall->instant;
        return OK;
    }
    if (wall->kind == WALL_HOUR)
        local.day = day;
    if (wall->kind == WALL_OPEN) {
        struct civil c = civil_of(wall, month_first);
        local.day = day_of(c.year, c.month, c.day);
    }
    return tz_instant(local, ret) == OK ? OK : ERR_INVALID;
}

/* ---- lengths ---- */

static const struct {
    struct str word;
    int seconds;
} UNITS[] = {
    {{"hours", 5}, 3600}, {{"hour", 4}, 3600},  {{"hrs", 3}, 3600},  {{"hr", 2}, 3600},
    {{"h", 1}, 3600},     {{"minutes", 7}, 60}, {{"minute", 6}, 60}, {{"mins", 4}, 60},
    {{"min", 3}, 60},     {{"m", 1}, 60},       {{"seconds", 7}, 1}, {{"second", 6}, 1},
    {{"secs", 4}, 1},     {{"sec", 3}, 1},      {{"s", 1}, 1},
};

static int take_unit(struct str *text)
{
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
        if (take_word(text, UNITS[i].word))
            return UNITS[i].seconds;
    return 0;
}

/* 1:02:30 */
static int parse_colons(struct str text)
{
    int hours = take_number(&text, 3);
    bool first = take(&text, ':');
    int minutes = take_number(&text, 2);
    bool second = take(&text, ':');
    int seconds = take_number(&text, 2);
    bool whole = first && second && !text.n && hours >= 0 && minutes >= 0 && seconds >= 0;
    return whole && minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : -1;
}

int duration_parse(struct str text)
{
    int total = 0, last = 7200; /* units come in their order, each once */
    struct str at = str_trim(text);
    if (!at.n || str_find(at, ':') >= 0)
        return parse_colons(at);
    while (at.n) {
        int number = take_number(&at, 4);
        skip_blanks(&at);
        int unit = take_unit(&at);
        take(&at, '.');
        skip_blanks(&at);
        if (number < 0 || !unit || unit >= last)
            return -1;
        total += number * unit;
        last = unit;
    }
    return total;
}
