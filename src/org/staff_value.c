/* DESIGN: cells of staff files to canonical texts and back; tolerant of what people write. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "staff_field.h"
#include "working_days.h"

enum { TEXT_CHARS_MAX = 120, LIST_MAX = 8, FULL_TIME = 1000 };

static enum err fault(const char **ret_what, const char *what)
{
    *ret_what = what;
    return ERR_INVALID;
}

/* ---- plain text ---- */

/* White space of any kind, no-break spaces too, becomes one blank; none at the ends. What is not
 * seen, as systems paste it around names, is no part of the cell. */
static char *squeeze(struct str s, struct arena *arena)
{
    char *out = arena_alloc(arena, s.n + 1);
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t code = 0;
        size_t step = str_utf8_next(s, i, &code);
        step = step ? step : 1;
        if (step > 1 && code != 0xfeff && str_has_unseen(str_first(str_from(s, i), step))) {
            i += step;
            continue;
        }
        if (code == 0xa0 || code == 0x202f || code == 0xfeff ||
            (step == 1 && strchr(" \t\r\n", s.p[i]))) {
            gap = n > 0;
        } else {
            if (gap)
                out[n++] = ' ';
            gap = false;
            memcpy(out + n, s.p + i, step);
            n += step;
        }
        i += step;
    }
    out[n] = '\0';
    return out;
}

static enum err read_text(const char *text, const char **ret, const char **ret_what)
{
    if (str_utf8_count(str_of(text)) > TEXT_CHARS_MAX)
        return fault(ret_what, "it is longer than 120 characters");
    *ret = text;
    return OK;
}

/* Lower case, letters and digits alone: how words are compared. */
static char *plain(const char *text, struct arena *arena)
{
    char *out = arena_alloc(arena, strlen(text) + 1);
    size_t n = 0;
    for (; *text; text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text | 32) : *text;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = c;
    }
    return out;
}

static enum err read_email(const char *text, const char **ret, const char **ret_what)
{
    if (*text && !person_email_is_valid(str_of(text)))
        return fault(ret_what, "it is no proper email address");
    *ret = text;
    return OK;
}

/* ---- groups ---- */

static const struct {
    const char *word, *group;
} GROUPS[] = {
    {"classroomsupport", "classroom support"},
    {"teachingassistant", "classroom support"},
    {"learningsupport", "classroom support"},
    {"hlta", "classroom support"},
    {"nurserynurse", "classroom support"},
    {"coversupervisor", "classroom support"},
    {"aide", "classroom support"},
    {"paraprofessional", "classroom support"},
    {"teacherassistant", "classroom support"},
    {"administ", "administration"},
    {"office", "administration"},
    {"clerical", "administration"},
    {"finance", "administration"},
    {"secretary", "administration"},
    {"businessmanager", "administration"},
    {"nonteaching", "other support"},
    {"otherstaff", "other support"},
    {"othersupport", "other support"},
    {"support", "other support"},
    {"catering", "other support"},
    {"kitchen", "other support"},
    {"midday", "other support"},
    {"lunchtime", "other support"},
    {"caretaker", "other support"},
    {"premises", "other support"},
    {"cleaner", "other support"},
    {"technician", "other support"},
    {"teach", "teaching"},
    {"head", "teaching"},
    {"principal", "teaching"},
    {"lecturer", "teaching"},
    {"instructor", "teaching"},
    {"qts", "teaching"},
};

static const char *group_of(const char *word)
{
    if (strcmp(word, "ta") == 0)
        return "classroom support";
    for (size_t i = 0; i < sizeof GROUPS / sizeof GROUPS[0]; i++)
        if (strstr(word, GROUPS[i].word))
            return GROUPS[i].group;
    return strcmp(word, "governance") == 0 ? word : NULL;
}

const char *staff_value_guess_group(const char *words)
{
    struct arena *arena = arena_new();
    const char *group = group_of(plain(words, arena));
    arena_free(arena);
    return group;
}

static enum err read_group(const char *text, struct arena *arena, const char **ret,
                           const char **ret_what)
{
    const char *group = *text ? group_of(plain(text, arena)) : "";
    if (!group)
        return fault(ret_what, "it is none of teaching, classroom support, administration, other "
                               "support");
    *ret = group;
    return OK;
}

/* ---- dates ---- */

static int month_of(struct str word)
{
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    int64_t number;
    if (str_parse_int(word, &number) == OK)
        return word.n <= 2 ? (int)number : 0;
    for (int i = 0; i < 12 && word.n >= 3; i++)
        if (str_eq_nocase(str_first(word, 3), str_of(names[i])))
            return i + 1;
    return 0;
}

/* Day, month, year with any of "/-. " between them: as this country writes it. */
static bool read_british(struct str text, struct day *ret)
{
    struct str parts[3];
    int count = 0;
    int64_t day = 0, year = 0;
    for (size_t from = 0, i = 0; i <= text.n; i++) {
        if (i < text.n && !strchr("/-. ", text.p[i]))
            continue;
        if (count == 3)
            return false;
        parts[count++] = str_make(text.p + from, i - from);
        from = i + 1;
    }
    if (count != 3 || parts[0].n > 2 || parts[2].n != 4 || str_parse_int(parts[0], &day) != OK ||
        str_parse_int(parts[2], &year) != OK)
        return false;
    int month = month_of(parts[1]);
    if (!civil_is_valid((int)year, month, (int)day))
        return false;
    *ret = day_of((int)year, month, (int)day);
    return true;
}

/* A time behind the date, as databases write it, is passed over. */
static struct str without_time(struct str text)
{
    for (size_t i = 8; i + 1 < text.n; i++)
        if ((text.p[i] == 'T' || text.p[i] == ' ') && text.p[i + 1] >= '0' &&
            text.p[i + 1] <= '9' && str_find(str_from(text, i), ':') > 0)
            return str_first(text, i);
    return text;
}

static enum err read_day(const char *text, struct arena *arena, const char **ret,
                         const char **ret_what)
{
    struct str date = without_time(str_of(text));
    struct day day;
    struct civil civil;
    if (*text == '\0') {
        *ret = "";
        return OK;
    }
    if (day_parse(date, &day) != OK && !read_british(date, &day))
        return fault(ret_what, "it is no date. Write it like 1/9/2026 or 2026-09-01");
    civil = day_civil(day);
    if (!civil_is_valid(civil.year, civil.month, civil.day))
        return fault(ret_what, "it is no date of our time");
    *ret = staff_value_of_day(day, arena);
    return OK;
}

const char *staff_value_of_day(struct day day, struct arena *arena)
{
    char text[DAY_TEXT_MAX];
    if (day_is_none(day))
        return "";
    day_format(day, text);
    return arena_strdup(arena, text);
}

struct day staff_value_day(const char *text)
{
    struct day day;
    return day_parse(str_of(text), &day) == OK ? day : DAY_NONE;
}

/* ---- parts of full time ---- */

/* "0.6", "1", "60%", and 5 to 100 as a percentage. */
static bool read_fte_number(const char *text, int *ret)
{
    char *end;
    double value = strtod(text, &end);
    bool digits = *text && strspn(text, "0123456789.") == (size_t)(end - text);
    if (!digits || strlen(text) > 8 || (*end && strcmp(end, "%") != 0 && strcmp(end, " %") != 0))
        return false;
    if (*end || value >= 5)
        value /= 100;
    int milli = (int)(value * FULL_TIME + 0.5);
    if (value > 1 || milli < 0 || milli > FULL_TIME)
        return false;
    *ret = milli;
    return true;
}

static enum err read_fte(const char *text, struct arena *arena, const char **ret,
                         const char **ret_what)
{
    int milli = 0;
    *ret_what = "it is no share of full time. Write it like 0.6 or 60%";
    if (*text && !read_fte_number(text, &milli))
        return ERR_INVALID;
    *ret = *text ? staff_value_of_fte(milli, arena) : "";
    return OK;
}

const char *staff_value_of_fte(int milli, struct arena *arena)
{
    char *text = arena_printf(arena, "%d.%03d", milli / FULL_TIME, milli % FULL_TIME);
    size_t n = strlen(text);
    while (text[n - 1] == '0')
        text[--n] = '\0';
    if (text[n - 1] == '.')
        text[n - 1] = '\0';
    return text;
}

int staff_value_fte(const char *text)
{
    int milli = FULL_TIME;
    return read_fte_number(text, &milli) ? milli : FULL_TIME;
}

/* ---- working days ---- */

static enum err read_days(const char *text, struct arena *arena, const char **ret,
                          const char **ret_what)
{
    static const char *const whole[] = {"all",    "everyday",       "fulltime",
                                        "monfri", "mondaytofriday", "montofri"};
    int bits = 0;
    const char *word = plain(text, arena);
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (strcmp(word, whole[i]) == 0)
            bits = WORKING_DAYS_ALL;
    *ret_what = "they are no working days. Write them like Mon Tue Wed-am";
    if (*text && !bits && working_days_parse(str_of(text), &bits) != OK)
        return ERR_INVALID;
    *ret = *text ? working_days_format(arena, bits) : "";
    return OK;
}

int staff_value_days(const char *text)
{
    int bits = WORKING_DAYS_ALL;
    return working_days_parse(str_of(text), &bits) == OK ? bits : WORKING_DAYS_ALL;
}

/* ---- lists, flags ---- */

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    int order = strcasecmp(*x, *y);
    return order ? order : strcmp(*x, *y);
}

const char *staff_value_of_list(const char **names, int count, struct arena *arena)
{
    const char *text = "";
    qsort(names, (size_t)count, sizeof names[0], by_name);
    for (int i = 0; i < count; i++)
        if (i == 0 || strcasecmp(names[i - 1], names[i]) != 0)
            text = arena_printf(arena, "%s%s%s", text, *text ? "; " : "", names[i]);
    return text;
}

static enum err read_list(const char *text, struct arena *arena, const char **ret,
                          const char **ret_what)
{
    const char *names[LIST_MAX];
    int count = 0;
    struct str rest = str_of(text), part;
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (part.n && count == LIST_MAX)
            return fault(ret_what, "it names more than 8 departments");
        if (part.n)
            names[count++] = arena_str_c(arena, part);
    }
    return read_text(staff_value_of_list(names, count, arena), ret, ret_what);
}

static enum err read_flag(const char *text, struct arena *arena, const char **ret,
                          const char **ret_what)
{
    static const char *const yes[] = {"y", "yes", "true", "t", "1", "x"};
    static const char *const no[] = {"", "n", "no", "false", "f", "0"};
    const char *word = plain(text, arena);
    for (size_t i = 0; i < 6; i++) {
        if (strcmp(word, yes[i]) == 0 || strcmp(word, no[i]) == 0) {
            *ret = strcmp(word, yes[i]) == 0 ? "yes" : "no";
            return OK;
        }
    }
    return fault(ret_what, "it is neither yes nor no");
}

/* ---- any of them ---- */

enum err staff_value_read(enum staff_field field, struct str cell, struct arena *arena,
                          const char **ret, const char **ret_what)
{
    const char *text = squeeze(csv_unguard(str_trim(cell)), arena);
    switch (field) {
    case STAFF_EMAIL:
    case STAFF_LINE_MANAGER:
    case STAFF_MENTOR:
        return read_email(text, ret, ret_what);
    case STAFF_GROUP:
        return read_group(text, arena, ret, ret_what);
    case STAFF_STARTS:
    case STAFF_ENDS:
    case STAFF_ECT_STARTS:
        return read_day(text, arena, ret, ret_what);
    case STAFF_FTE:
        return read_fte(text, arena, ret, ret_what);
    case STAFF_WORKING_DAYS:
        return read_days(text, arena, ret, ret_what);
    case STAFF_DEPARTMENT:
        return read_list(text, arena, ret, ret_what);
    case STAFF_LEADERSHIP:
        return read_flag(text, arena, ret, ret_what);
    default:
        return read_text(text, ret, ret_what);
    }
}

bool staff_value_same(enum staff_field field, const char *a, const char *b)
{
    bool any_case = field == STAFF_EMAIL || field == STAFF_LINE_MANAGER || field == STAFF_MENTOR ||
                    field == STAFF_SCHOOL || field == STAFF_DEPARTMENT;
    return (any_case ? strcasecmp(a, b) : strcmp(a, b)) == 0;
}
