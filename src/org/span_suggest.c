/* DESIGN: the words people use in school calendars, and what kind of dates they stand for. */
#include "span_suggest.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "school_year.h"

enum { TERM_DAYS_MIN = 14 };

/* Lower case; an entry is what the first row says of which a word stands in its name. */
enum meaning { BANK_HOLIDAY, INSET, HALF_TERM, TERM_STARTS, TERM_ENDS, TERM, CLOSURE, NOTHING };

static const struct {
    enum meaning meaning;
    const char *word;
} WORDS[] = {
    {INSET, "inset"},
    {INSET, "training day"},
    {INSET, "staff day"},
    {INSET, "staff training"},
    {INSET, "staff development"},
    {INSET, "non-pupil"},
    {INSET, "non pupil"},
    {INSET, "baker day"},
    {BANK_HOLIDAY, "bank holiday"},
    {BANK_HOLIDAY, "good friday"},
    {BANK_HOLIDAY, "easter monday"},
    {BANK_HOLIDAY, "christmas day"},
    {BANK_HOLIDAY, "boxing day"},
    {BANK_HOLIDAY, "new year's day"},
    {HALF_TERM, "half term"},
    {HALF_TERM, "half-term"},
    {HALF_TERM, "half‑term"},
    {HALF_TERM, "halfterm"},
    {TERM_STARTS, "first day of term"},
    {TERM_STARTS, "start of term"},
    {TERM_STARTS, "beginning of term"},
    {TERM_STARTS, "term start"},
    {TERM_STARTS, "term begin"},
    {TERM_STARTS, "term opens"},
    {TERM_ENDS, "last day of term"},
    {TERM_ENDS, "end of term"},
    {TERM_ENDS, "term end"},
    {TERM_ENDS, "term finish"},
    {TERM_ENDS, "term closes"},
    {CLOSURE, "holiday"},
    {CLOSURE, "closure"},
    {CLOSURE, "closed"},
    {CLOSURE, "vacation"},
    {CLOSURE, " break"},
    {TERM, "term"},
};

/* "Start of the autumn term", "Autumn term 1: ends": the word of the season may stand between. */
static const char *const STARTS[] = {"start", "begin", "first day", "opens"};
static const char *const ENDS[] = {"end", "finish", "last day", "closes"};

static char *lower(struct arena *arena, const char *name)
{
    char *text = arena_strdup(arena, name);
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return text;
}

static bool holds_one(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

static enum meaning meaning_of(const char *text, int days)
{
    enum meaning meaning = NOTHING;
    for (size_t i = 0; i < COUNT_OF(WORDS) && meaning == NOTHING; i++)
        if (strstr(text, WORDS[i].word))
            meaning = WORDS[i].meaning;
    if (meaning == BANK_HOLIDAY && days > 1)
        return CLOSURE; /* "Easter holiday incl. Good Friday" over a week is the school's own */
    if (meaning != TERM)
        return meaning;
    if (days >= TERM_DAYS_MIN)
        return TERM;
    if (holds_one(text, STARTS, COUNT_OF(STARTS)))
        return TERM_STARTS;
    return holds_one(text, ENDS, COUNT_OF(ENDS)) ? TERM_ENDS : NOTHING;
}

/* What is read off one entry, before starts have met their ends. */
struct reading {
    struct date_entry entry;
    enum meaning meaning;
    bool met;
};

static int compare_readings(const void *a, const void *b)
{
    const struct date_entry *x = &((const struct reading *)a)->entry;
    const struct date_entry *y = &((const struct reading *)b)->entry;
    if (x->from.v != y->from.v)
        return x->from.v < y->from.v ? -1 : 1;
    if (x->to.v != y->to.v)
        return x->to.v > y->to.v ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* ---- terms from their ends ---- */

static const char *term_name(const char *text, struct day from)
{
    static const char *const names[] = {"Autumn term", "Spring term", "Summer term"};
    static const char *const words[] = {"autumn", "spring", "summer"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strstr(text, words[i]))
            return names[i];
    int month = day_civil(from).month;
    return month >= 8 ? names[0] : month <= 3 ? names[1] : names[2];
}

/* The end that follows a start, with no other start between; NULL if there is none. */
static struct reading *find_end(struct reading *readings, int count, int start)
{
    for (int i = start + 1; i < count; i++) {
        if (readings[i].meaning == TERM_STARTS)
            return NULL;
        if (readings[i].meaning == TERM_ENDS && !readings[i].met)
            return &readings[i];
    }
    return NULL;
}

static struct suggestion suggest_term(struct arena *arena, const struct reading *start,
                                      const struct reading *end)
{
    const char *both = arena_printf(arena, "%s %s", start->entry.name, end->entry.name);
    const char *name = term_name(lower(arena, both), start->entry.from);
    return (struct suggestion){{SPAN_TERM, name, start->entry.from, end->entry.to}, true};
}

static struct suggestion suggest_one(const struct reading *reading)
{
    static const enum span_kind kinds[] = {
        [INSET] = SPAN_INSET,    [HALF_TERM] = SPAN_HALF_TERM, [TERM_STARTS] = SPAN_TERM,
        [TERM_ENDS] = SPAN_TERM, [TERM] = SPAN_TERM,           [CLOSURE] = SPAN_CLOSURE,
        [NOTHING] = SPAN_CLOSURE};
    const struct date_entry *e = &reading->entry;
    bool taken = reading->meaning == INSET || reading->meaning == HALF_TERM ||
                 reading->meaning == TERM || reading->meaning == CLOSURE;
    return (struct suggestion){{kinds[reading->meaning], e->name, e->from, e->to}, taken};
}

/* ---- the list ---- */

static bool is_there(const struct suggestions *list, const struct span *span)
{
    for (int i = 0; i < list->count; i++) {
        const struct span *s = &list->items[i].span;
        if (s->kind == span->kind && s->from.v == span->from.v && s->to.v == span->to.v &&
            strcmp(s->name, span->name) == 0)
            return true;
    }
    return false;
}

/* Full: an entry that is taken drives out one that is not. */
static void add(struct suggestions *list, struct suggestion suggestion)
{
    if (is_there(list, &suggestion.span))
        return;
    if (list->count < YEAR_SPANS_MAX) {
        list->items[list->count++] = suggestion;
        return;
    }
    list->more++;
    for (int i = list->count - 1; suggestion.taken && i >= 0; i--)
        if (!list->items[i].taken) {
            memmove(&list->items[i], &list->items[i + 1],
                    (size_t)(list->count - i - 1) * sizeof *list->items);
            list->items[list->count - 1] = suggestion;
            return;
        }
}

static int read_entries(const struct date_entry *entries, int count, int year,
                        struct reading *readings, struct suggestions *list, struct arena *arena)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        int days = entries[i].to.v - entries[i].from.v + 1;
        enum meaning meaning = meaning_of(lower(arena, entries[i].name), days);
        if (calendar_year(entries[i].from) != year)
            list->other_years++;
        else if (meaning == BANK_HOLIDAY)
            list->bank_holidays++;
        else
            readings[kept++] = (struct reading){entries[i], meaning, false};
    }
    qsort(readings, (size_t)kept, sizeof *readings, compare_readings);
    return kept;
}

void span_suggest(const struct date_entry *entries, int count, int year, struct arena *arena,
                  struct suggestions *ret)
{
    struct suggestions list = {.items = ARENA_ARRAY(arena, struct suggestion, YEAR_SPANS_MAX)};
    struct reading *readings = ARENA_ARRAY(arena, struct reading, (size_t)count + 1);
    int kept = read_entries(entries, count, year, readings, &list, arena);
    for (int i = 0; i < kept; i++) {
        struct reading *reading = &readings[i];
        struct reading *end = reading->meaning == TERM_STARTS ? find_end(readings, kept, i) : NULL;
        if (end)
            end->met = true;
        if (end)
            add(&list, suggest_term(arena, reading, end));
        else if (!reading->met)
            add(&list, suggest_one(reading));
    }
    *ret = list;
}
