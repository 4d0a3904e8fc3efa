/* DESIGN: of a stranger's calendar file only the lines that say when. */
#include "ics_sieve.h"

#include <string.h>

#include "check.h"

enum { DEPTH_MAX = 8, LINE_BYTES_MAX = 1 << 20 };

static const char *const COMPONENTS[] = {"VCALENDAR", "VEVENT",   "VFREEBUSY",
                                         "VTIMEZONE", "STANDARD", "DAYLIGHT"};
static const char *const PROPERTIES[] = {"UID",           "DTSTART",      "DTEND",     "DURATION",
                                         "RRULE",         "RDATE",        "EXDATE",    "EXRULE",
                                         "RECURRENCE-ID", "STATUS",       "TRANSP",    "FREEBUSY",
                                         "TZID",          "TZOFFSETFROM", "TZOFFSETTO"};

struct sieve {
    int depth;   /* of components that are kept */
    int outside; /* of components inside one that is not */
    bool deep;
    struct buf *out;
};

static bool is_one_of(struct str word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(word, str_of(words[i])))
            return true;
    return false;
}

static void keep(struct sieve *sieve, struct str line)
{
    buf_add_str(sieve->out, line);
    buf_add_c(sieve->out, "\r\n");
}

static void begin(struct sieve *sieve, struct str line, struct str name)
{
    if (sieve->outside || !is_one_of(name, COMPONENTS, COUNT_OF(COMPONENTS))) {
        sieve->outside++;
        return;
    }
    sieve->deep |= ++sieve->depth > DEPTH_MAX;
    keep(sieve, line);
}

static void end(struct sieve *sieve, struct str line)
{
    if (sieve->outside) {
        sieve->outside--;
        return;
    }
    sieve->depth -= sieve->depth > 0;
    keep(sieve, line);
}

/* libical takes any text for an offset; one that is none is better missing. */
static bool is_offset(struct str value)
{
    int64_t number;
    return (value.n == 5 || value.n == 7) && (value.p[0] == '+' || value.p[0] == '-') &&
           str_parse_int(str_from(value, 1), &number) == OK;
}

static void judge(struct sieve *sieve, struct buf *whole)
{
    struct str line = buf_str(whole);
    size_t n = 0;
    while (n < line.n && line.p[n] != ':' && line.p[n] != ';')
        n++;
    struct str name = str_first(line, n), value = str_trim(str_from(line, n + 1));
    if (str_eq_nocase(name, STR("BEGIN")))
        begin(sieve, line, value);
    else if (str_eq_nocase(name, STR("END")))
        end(sieve, line);
    else if (str_eq_nocase(str_first(name, 8), STR("TZOFFSET")) && !is_offset(value))
        buf_clear(whole);
    else if (!sieve->outside && is_one_of(name, PROPERTIES, COUNT_OF(PROPERTIES)))
        keep(sieve, line);
    sieve->deep |= whole->full;
    buf_clear(whole);
}

/* A line that goes on in the next is one line: white space begins what belongs to it. */
const char *ics_sieve(struct str bytes, struct buf *out)
{
    struct sieve sieve = {.out = out};
    struct buf whole;
    struct str rest = bytes, line;
    if (memchr(bytes.p ? bytes.p : "", '\0', bytes.n))
        return "nul";
    if (str_starts(rest, STR("\xEF\xBB\xBF")))
        rest = str_from(rest, 3);
    buf_init(&whole, LINE_BYTES_MAX);
    while (str_split(&rest, '\n', &line)) {
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        bool goes_on = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
        if (!goes_on) {
            judge(&sieve, &whole);
        }
        buf_add_str(&whole, str_from(line, goes_on));
    }
    judge(&sieve, &whole);
    buf_done(&whole);
    return sieve.deep ? "deep" : NULL;
}
