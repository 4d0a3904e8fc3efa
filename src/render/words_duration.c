/* DESIGN: lengths of time as people type them. */
#include "str.h"
#include "words.h"

enum { HOURS_MAX = 100000 };

/* Takes the word off the end, and the blanks before it. */
static bool take_word(struct str *s, const char *word)
{
    struct str end = str_of(word);
    if (s->n < end.n || !str_eq_nocase(str_from(*s, s->n - end.n), end))
        return false;
    *s = str_trim(str_first(*s, s->n - end.n));
    return true;
}

static bool take_any(struct str *s, const char *const *words)
{
    for (; *words; words++)
        if (take_word(s, *words))
            return true;
    return false;
}

/* "5" of an hour is 30 minutes, "25" is 15: to the nearest. */
static enum err minutes_of_decimals(struct str decimals, int64_t *ret)
{
    int64_t part;
    if (decimals.n < 1 || decimals.n > 2 || str_parse_int(decimals, &part) != OK)
        return ERR_INVALID;
    *ret = ((decimals.n == 1 ? part * 10 : part) * 60 + 50) / 100;
    return OK;
}

static enum err minutes_of_clock(struct str text, int64_t *ret)
{
    int64_t minutes;
    if (text.n != 2 || str_parse_int(text, &minutes) != OK || minutes > 59)
        return ERR_INVALID;
    *ret = minutes;
    return OK;
}

static enum err parse_hours(struct str s, int64_t *ret)
{
    int64_t hours, minutes = 0;
    long colon = str_find(s, ':'), point = str_find(s, '.');
    long at = colon >= 0 ? colon : point;
    struct str whole = at < 0 ? s : str_first(s, (size_t)at);
    struct str rest = at < 0 ? (struct str){NULL, 0} : str_from(s, (size_t)at + 1);
    if (str_parse_int(whole, &hours) != OK || hours >= HOURS_MAX)
        return ERR_INVALID;
    enum err err = colon >= 0   ? minutes_of_clock(rest, &minutes)
                   : point >= 0 ? minutes_of_decimals(rest, &minutes)
                                : OK;
    if (err == OK)
        *ret = hours * 60 + minutes;
    return err;
}

enum err words_parse_duration(struct str text, int *ret_minutes)
{
    static const char *const minute_words[] = {"minutes", "minute", "mins", "min", NULL};
    static const char *const hour_words[] = {"hours", "hour", "hrs", "hr", "h", NULL};
    struct str s = str_trim(text);
    int64_t minutes = 0;
    enum err err;
    if (take_any(&s, minute_words)) {
        err = str_parse_int(s, &minutes);
    } else {
        take_any(&s, hour_words);
        err = parse_hours(s, &minutes);
    }
    if (err != OK || minutes >= HOURS_MAX * 60)
        return ERR_INVALID;
    *ret_minutes = (int)minutes;
    return OK;
}

const char *words_duration_typed(struct arena *arena, int minutes)
{
    if (minutes <= 0)
        return "";
    return minutes % 60 ? arena_printf(arena, "%d:%02d", minutes / 60, minutes % 60)
                        : arena_printf(arena, "%d", minutes / 60);
}
