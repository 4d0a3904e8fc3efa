/* DESIGN: the hand-computed table of everyone's hours, read. */
#include "hours_table.h"

#include <stdio.h>
#include <stdlib.h>

const char *const hours_table_schools[HOURS_SCHOOLS] = {"oak", "ash", "elm"};

static struct str read_file(struct arena *arena, const char *name)
{
    enum { FILE_BYTES_MAX = 1 << 20 };
    FILE *file = fopen(arena_printf(arena, "%s/tests/data/%s", SPARKD_SOURCE_DIR, name), "rb");
    char *bytes = arena_alloc(arena, FILE_BYTES_MAX);
    CHECK(file != NULL);
    size_t n = fread(bytes, 1, FILE_BYTES_MAX, file);
    fclose(file);
    return str_make(bytes, n);
}

struct str hours_table_calendar(struct arena *arena, int school)
{
    return read_file(arena, school == 0 ? "hours_oak.csv" : "hours_ash.csv");
}

struct hours_rules hours_table_rules(void)
{
    struct hours_rules rules = {.spark = false};
    rules.of[HOURS_TEACHING] = (struct hours_rule){5, 360, 75900};
    rules.of[HOURS_LEADERSHIP] = (struct hours_rule){5, 360, 0};
    return rules;
}

/* ---- the columns ---- */

static int number(struct str s)
{
    int64_t n = 0;
    bool minus = s.n && s.p[0] == '-';
    CHECK(str_parse_int(minus ? str_from(s, 1) : s, &n) == OK);
    return minus ? -(int)n : (int)n;
}

/* The next word of a phrase; the end of it ends the test. */
static struct str word(struct str *rest)
{
    struct str w;
    do
        CHECK(str_split(rest, ' ', &w));
    while (w.n == 0);
    return w;
}

/* The next phrase of a column; false at its end, or where it is "-". */
static bool phrase(struct str *column, struct str *ret)
{
    if (str_eq_c(*column, "-") || !str_split(column, ';', ret))
        return false;
    *ret = str_trim(*ret);
    return true;
}

static const char *spaced(struct arena *arena, struct str s)
{
    char *text = arena_str_c(arena, s);
    for (char *p = text; *p; p++)
        if (*p == '-')
            *p = ' ';
    return text;
}

static void read_rule(struct arena *arena, struct str text, struct hours_rules *rules)
{
    struct str name, days, minutes;
    enum hours_group group;
    if (str_eq_c(text, "spark")) {
        rules->spark = true;
        return;
    }
    CHECK(str_split(&text, '=', &name) && str_split(&text, 'x', &days) &&
          str_split(&text, 'x', &minutes));
    CHECK(hours_group_parse(str_of(spaced(arena, name)), &group) == OK);
    rules->of[group] = (struct hours_rule){number(days), number(minutes), number(text)};
}

static void read_setting(struct arena *arena, struct str column, struct hours_case *c)
{
    struct str one;
    c->rules = hours_table_rules();
    if (!str_eq_c(column, "-"))
        while (str_split(&column, ',', &one))
            read_rule(arena, one, &c->rules);
}

static int school_of(struct str name)
{
    for (int i = 0; i < HOURS_SCHOOLS; i++)
        if (str_eq_c(name, hours_table_schools[i]))
            return i;
    CHECK(!"a school of the table");
}

static struct day end_of(struct str text)
{
    struct day day = DAY_NONE;
    if (!str_eq_c(text, "-"))
        CHECK(day_parse(text, &day) == OK);
    return day;
}

static void read_job(struct arena *arena, struct str text, struct hours_case_job *job)
{
    struct str group, fte, whole;
    job->school = school_of(word(&text));
    group = word(&text);
    job->leadership = str_ends(group, STR("+"));
    job->staff_group = spaced(arena, job->leadership ? str_first(group, group.n - 1) : group);
    fte = word(&text);
    CHECK(str_split(&fte, '.', &whole));
    job->fte_milli = number(whole) * 1000 + number(fte) * (fte.n == 1 ? 100 : fte.n == 2 ? 10 : 1);
    text = word(&text);
    long at = str_find(text, '.');
    CHECK(at > 0);
    job->from = end_of(str_first(text, (size_t)at));
    job->to = end_of(str_from(text, (size_t)at + 2));
}

static void read_event(struct arena *arena, struct str text, struct hours_case_event *e)
{
    struct str name = word(&text), first;
    CHECK(str_split(&name, '<', &first));
    e->name = arena_str_c(arena, first);
    e->of = name.p ? arena_str_c(arena, name) : NULL;
    e->kind = arena_str_c(arena, word(&text));
    e->counts = arena_str_c(arena, word(&text));
    e->minutes = number(word(&text));
    struct str state = word(&text);
    e->last_year = str_eq_c(state, "last-year");
    if (e->last_year)
        state = word(&text);
    CHECK(str_split(&state, '=', &first));
    e->state = arena_str_c(arena, first);
    e->credit_min = state.p ? number(state) : -1;
}

static void read_adjusted(struct str text, struct hours_adjusted *ret)
{
    ret->counts = str_eq_c(word(&text), "inset") ? HOURS_COUNT_INSET : HOURS_COUNT_DIRECTED;
    ret->minutes = number(word(&text));
}

static void read_case(struct arena *arena, struct str line, struct hours_case *c)
{
    struct str column[6], one;
    for (int i = 0; i < 6; i++)
        CHECK(str_split(&line, '\t', &column[i]));
    c->name = arena_str_c(arena, column[0]);
    read_setting(arena, column[1], c);
    while (phrase(&column[2], &one))
        read_job(arena, one, &c->jobs[c->job_count++]);
    while (phrase(&column[3], &one))
        read_event(arena, one, &c->events[c->event_count++]);
    while (phrase(&column[4], &one))
        read_adjusted(one, &c->adjusted[c->adjusted_count++]);
    for (int i = 0; i < HOURS_NUMBERS; i++)
        c->numbers[i] = number(word(&column[5]));
}

struct hours_table hours_table_read(struct arena *arena)
{
    struct hours_table table = {ARENA_ARRAY(arena, struct hours_case, HOURS_CASES_MAX), 0};
    struct str rest = read_file(arena, "hours.tsv"), line;
    while (str_split(&rest, '\n', &line))
        if (line.n && line.p[0] != '#') {
            CHECK(table.count < HOURS_CASES_MAX);
            read_case(arena, line, &table.cases[table.count++]);
        }
    return table;
}

void hours_table_assert(const struct hours_case *c, const struct hours_totals *t)
{
    static const char *const names[HOURS_NUMBERS] = {"required", "done",  "owed", "booked",
                                                     "asked",    "limit", "used", "directed asked"};
    const int got[HOURS_NUMBERS] = {t->inset_required, t->inset_done,    t->inset_owed,
                                    t->inset_booked,   t->inset_asked,   t->directed_limit,
                                    t->directed_used,  t->directed_asked};
    for (int i = 0; i < HOURS_NUMBERS; i++)
        if (got[i] != c->numbers[i])
            fail_msg("%s: %s is %d, by hand %d", c->name, names[i], got[i], c->numbers[i]);
}
