/* DESIGN: the half-days of somebody's week, read as people write them. */
#include "working_days.h"

#include <string.h>

enum { DAYS = 5, MORNING = 1, AFTERNOON = 2, WHOLE_DAY = 3 };

static const char *const NAMES[DAYS] = {"Mon", "Tue", "Wed", "Thu", "Fri"};

/* ---- reading ---- */

/* What may stand behind a day's first three letters: "Tues", "Thursday". */
static const char *const TAILS[DAYS][3] = {
    {"day"}, {"sday", "s"}, {"nesday", "s"}, {"rsday", "rs", "r"}, {"day"}};

/* The weekday that a word begins with, its rest in *word; -1 if none. */
static int take_weekday(struct str *word)
{
    for (int i = 0; i < DAYS; i++) {
        if (!str_eq_nocase(str_first(*word, 3), str_of(NAMES[i])))
            continue;
        *word = str_from(*word, 3);
        for (int t = 0; t < 3 && TAILS[i][t]; t++) {
            struct str tail = str_of(TAILS[i][t]);
            if (str_eq_nocase(str_first(*word, tail.n), tail)) {
                *word = str_from(*word, tail.n);
                break;
            }
        }
        return i;
    }
    return -1;
}

static int half_bits(struct str rest)
{
    while (rest.n && strchr("-( :", rest.p[0]))
        rest = str_from(rest, 1);
    if (rest.n && rest.p[rest.n - 1] == ')')
        rest.n--;
    return rest.n == 0                        ? WHOLE_DAY
           : str_eq_nocase(rest, STR("am"))   ? MORNING
           : str_eq_nocase(rest, STR("pm"))   ? AFTERNOON
           : str_eq_nocase(rest, STR("ampm")) ? WHOLE_DAY
                                              : 0;
}

/* The next word off *rest; false at the end. */
static bool take_word(struct str *rest, struct str *ret)
{
    size_t n = 0;
    while (rest->n && strchr(" ,;/&+", rest->p[0]))
        *rest = str_from(*rest, 1);
    while (n < rest->n && !strchr(" ,;/&+", rest->p[n]))
        n++;
    *ret = str_first(*rest, n);
    *rest = str_from(*rest, n);
    return n > 0;
}

enum err working_days_parse(struct str text, int *ret)
{
    int bits = 0, last = -1;
    struct str rest = text, word;
    while (take_word(&rest, &word)) {
        if (str_eq_nocase(word, STR("and")))
            continue;
        int day = take_weekday(&word);
        int half = half_bits(word);
        if (half == 0 || (day < 0 && (last < 0 || half == WHOLE_DAY)))
            return ERR_INVALID;
        if (day < 0) /* "Wed am": the half stands behind its day */
            bits &= ~(WHOLE_DAY << (2 * last)) | half << (2 * last);
        else
            bits |= half << (2 * day);
        last = day < 0 ? -1 : day;
    }
    if (bits == 0)
        return ERR_INVALID;
    *ret = bits;
    return OK;
}

/* ---- writing ---- */

static const char *joined(struct arena *arena, int working_days, const char *between,
                          const char *const *halves)
{
    const char *text = "";
    for (int i = 0; i < DAYS; i++) {
        int half = working_days >> (2 * i) & WHOLE_DAY;
        if (half)
            text =
                arena_printf(arena, "%s%s%s%s", text, *text ? between : "", NAMES[i], halves[half]);
    }
    return text;
}

const char *working_days_format(struct arena *arena, int working_days)
{
    static const char *const halves[] = {"", "-am", "-pm", ""};
    return joined(arena, working_days, " ", halves);
}

const char *working_days_words(struct arena *arena, int working_days)
{
    static const char *const halves[] = {"", " am", " pm", ""};
    return working_days == WORKING_DAYS_ALL ? "" : joined(arena, working_days, ", ", halves);
}
