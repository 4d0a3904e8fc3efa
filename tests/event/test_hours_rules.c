/* DESIGN: hours to the minute against a table computed by hand, and against a naive model. */
#include "hours_table.h"

#include "employment.h"
#include "refusal.h"

enum { YEAR = 2026 };

/* ---- the table ---- */

static struct calendar calendar_at(struct arena *arena, int school)
{
    const struct day holidays[] = {support_day("2027-03-26"), support_day("2027-03-29"),
                                   support_day("2027-05-03"), support_day("2027-05-31")};
    struct refusal why;
    struct span *spans;
    int count;
    if (school == HOURS_SCHOOLS - 1)
        return (struct calendar){NULL, 0};
    refusal_init(&why, arena);
    assert_ok(calendar_parse_year(NULL, hours_table_calendar(arena, school), arena, &spans, &count,
                                  &why));
    return calendar_compute(spans, count, holidays, COUNT_OF(holidays), arena);
}

static struct hours_job job_of(const struct calendar *calendars, const struct hours_case_job *c)
{
    struct hours_job job = {.group = hours_group_of(str_of(c->staff_group), c->leadership),
                            .fte_milli = c->fte_milli};
    hours_count_days(calendars[c->school], YEAR, c->from, c->to, &job);
    return job;
}

/* An event is numbered by its letter. */
static struct hours_entry entry_of(const struct hours_case_event *e)
{
    enum hours_counts counts;
    CHECK(hours_counts_parse(str_of(e->counts), &counts) == OK);
    struct hours_entry entry = {
        .event = e->name[0],
        .day = e->of ? e->of[0] : e->name[0],
        .spark = strcmp(e->kind, "spark") == 0,
        .counts = counts,
        .required = strcmp(e->state, "required") == 0 || strcmp(e->state, "asked") == 0,
        .event_min = e->minutes,
        .credit_min = e->credit_min,
    };
    entry.state = strcmp(e->state, "attended") == 0 ? HOURS_ATTENDED
                  : strcmp(e->state, "absent") == 0 ? HOURS_ABSENT
                  : strcmp(e->state, "off") == 0    ? HOURS_CALLED_OFF
                                                    : HOURS_TO_COME;
    return entry;
}

static bool is_of_the_year(const struct hours_case_event *e)
{
    return !e->last_year && strcmp(e->state, "waiting") != 0 && strcmp(e->state, "withdrawn") != 0;
}

static void test_table(void **state)
{
    struct arena *arena = arena_new();
    struct hours_table table = hours_table_read(arena);
    struct calendar calendars[HOURS_SCHOOLS];
    (void)state;
    for (int i = 0; i < HOURS_SCHOOLS; i++)
        calendars[i] = calendar_at(arena, i);
    assert_true(table.count >= 40);
    for (int i = 0; i < table.count; i++) {
        const struct hours_case *c = &table.cases[i];
        struct hours_job jobs[HOURS_CASE_ITEMS_MAX];
        struct hours_entry entries[HOURS_CASE_ITEMS_MAX];
        int count = 0;
        for (int k = 0; k < c->job_count; k++)
            jobs[k] = job_of(calendars, &c->jobs[k]);
        for (int k = 0; k < c->event_count; k++)
            if (is_of_the_year(&c->events[k]))
                entries[count++] = entry_of(&c->events[k]);
        const struct hours_sheet sheet = {jobs,  c->job_count, entries,
                                          count, c->adjusted,  c->adjusted_count};
        struct hours_totals totals = hours_compute(&c->rules, &sheet);
        hours_table_assert(c, &totals);
    }
    arena_free(arena);
}

/* ---- a naive model ---- */

enum { ROUNDS = 20000, JOBS = 4, ENTRIES = 9, ADJUSTED = 3, EVENTS = 10 };

static uint64_t seed = 88172645463325252u;
static int below(int n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int)(seed % (uint64_t)n);
}

struct world {
    struct hours_rules rules;
    struct hours_job jobs[JOBS];
    struct hours_entry entries[ENTRIES];
    struct hours_adjusted adjusted[ADJUSTED];
    struct hours_sheet sheet;
};

static void fill_random(struct world *w)
{
    *w = (struct world){.rules = {.spark = below(2)}};
    for (int i = 0; i < HOURS_GROUPS; i++)
        w->rules.of[i] = (struct hours_rule){below(7), below(500), below(3) ? below(80000) : 0};
    for (int i = 0; i < JOBS; i++) {
        int year = 1 + below(200);
        w->jobs[i] = (struct hours_job){(enum hours_group)below(HOURS_GROUPS), below(FTE_FULL + 1),
                                        below(year + 1), year};
    }
    /* every event is in once; those above 5 are workshops of a lower one, in the list or not */
    int first = below(EVENTS);
    for (int i = 0; i < ENTRIES; i++) {
        int event = 1 + (first + i * 3) % EVENTS, minutes = below(400);
        w->entries[i] = (struct hours_entry){
            .event = event,
            .day = event > 5 ? 1 + event % 3 : event,
            .spark = below(5) == 0,
            .required = below(2),
            .counts = (enum hours_counts)below(3),
            .state = (enum hours_state)below(4),
            .event_min = minutes,
            .credit_min = below(3) ? -1 : below(400),
        };
    }
    for (int i = 0; i < ADJUSTED; i++)
        w->adjusted[i] =
            (struct hours_adjusted){(enum hours_counts)(1 + below(2)), below(400) - 200};
    w->sheet = (struct hours_sheet){w->jobs,     below(JOBS + 1),    w->entries, below(ENTRIES + 1),
                                    w->adjusted, below(ADJUSTED + 1)};
}

/* Counts up minute by minute until half a minute more would be too much. */
static int naive_part(double whole, const struct hours_job *job)
{
    long double exact = (long double)whole * job->fte_milli * job->days;
    long double unit = 1000.0L * job->year_days;
    int minutes = 0;
    while ((minutes + 0.5L) * unit <= exact)
        minutes++;
    return minutes;
}

static int naive_value(const struct world *w, const struct hours_entry *e, int counts, int what)
{
    int toward = e->spark ? (w->rules.spark ? 1 : 0) : (int)e->counts;
    int there = e->credit_min == -1 || e->credit_min > e->event_min ? e->event_min : e->credit_min;
    if (toward != counts)
        return 0;
    if (e->state == HOURS_ATTENDED)
        return what == 'b' ? 0 : there;
    if (e->state != HOURS_TO_COME || what == 'd')
        return 0;
    return what == 'b' || e->required ? e->event_min : 0;
}

/* Each event's minutes laid into a table of days and workshops, then read off it. */
static int naive_sum(const struct world *w, int counts, int what)
{
    int days[EVENTS + 1] = {0}, workshops[EVENTS + 1] = {0}, total = 0;
    for (int i = 0; i < w->sheet.entry_count; i++) {
        const struct hours_entry *e = &w->entries[i];
        int value = naive_value(w, e, counts, what);
        if (e->event == e->day)
            days[e->day] += value;
        else
            workshops[e->day] += value;
    }
    for (int d = 0; d <= EVENTS; d++)
        total += days[d] > workshops[d] ? days[d] : workshops[d];
    return total;
}

static int naive_hand(const struct world *w, enum hours_counts counts)
{
    int total = 0;
    for (int i = 0; i < w->sheet.adjusted_count; i++)
        total += w->adjusted[i].counts == counts ? w->adjusted[i].minutes : 0;
    return total;
}

static int not_below_none(int n)
{
    return n < 0 ? 0 : n;
}

static struct hours_totals naive(const struct world *w)
{
    struct hours_totals t = {0};
    int inset = naive_hand(w, HOURS_COUNT_INSET), directed = naive_hand(w, HOURS_COUNT_DIRECTED);
    for (int i = 0; i < w->sheet.job_count; i++) {
        const struct hours_rule *rule = &w->rules.of[w->jobs[i].group];
        t.inset_required += naive_part((double)rule->inset_days * rule->day_min, &w->jobs[i]);
        t.directed_limit += naive_part(rule->directed_min, &w->jobs[i]);
    }
    t.inset_done = not_below_none(naive_sum(w, 1, 'd') + inset);
    t.inset_asked = not_below_none(naive_sum(w, 1, 'a') + inset);
    t.inset_booked = naive_sum(w, 1, 'b');
    t.inset_owed = not_below_none(t.inset_required - t.inset_done);
    if (t.directed_limit > 0) {
        t.directed_used = not_below_none(t.inset_done + naive_sum(w, 2, 'd') + directed);
        t.directed_asked = not_below_none(t.inset_asked + naive_sum(w, 2, 'a') + directed);
    }
    return t;
}

static void test_property(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct world w;
        fill_random(&w);
        struct hours_totals got = hours_compute(&w.rules, &w.sheet), want = naive(&w);
        if (memcmp(&got, &want, sizeof got) != 0)
            fail_msg("round %d: required %d, naively %d; done %d, %d; asked %d, %d; limit %d, %d",
                     round, got.inset_required, want.inset_required, got.inset_done,
                     want.inset_done, got.inset_asked, want.inset_asked, got.directed_limit,
                     want.directed_limit);
    }
}

/* ---- asking for more ---- */

static void test_asking(void **state)
{
    static const struct {
        const char *what;
        int asked, required, directed, limit; /* before */
        enum hours_counts counts;
        int minutes;
        bool over_inset, over_directed;
    } ROWS[] = {
        {"31 h 30 of 30 h", 1800, 1800, 1800, 75900, HOURS_COUNT_INSET, 90, true, false},
        {"to the last minute", 1710, 1800, 1710, 75900, HOURS_COUNT_INSET, 90, false, false},
        {"one minute more", 1711, 1800, 1711, 75900, HOURS_COUNT_INSET, 90, true, false},
        {"over already, by this event nothing", 1900, 1800, 1900, 75900, HOURS_COUNT_NOTHING, 90,
         false, false},
        {"directed only", 1900, 1800, 1900, 75900, HOURS_COUNT_DIRECTED, 60, false, false},
        {"directed too much", 0, 1800, 75880, 75900, HOURS_COUNT_DIRECTED, 60, false, true},
        {"INSET is directed time too", 0, 1800, 75880, 75900, HOURS_COUNT_INSET, 60, false, true},
        {"a leader has no limit", 0, 1800, 0, 0, HOURS_COUNT_DIRECTED, 60, false, false},
        {"who owes none is not over", 0, 0, 0, 0, HOURS_COUNT_INSET, 360, false, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct hours_totals totals = {.inset_asked = ROWS[i].asked,
                                            .inset_required = ROWS[i].required,
                                            .directed_asked = ROWS[i].directed,
                                            .directed_limit = ROWS[i].limit};
        struct hours_ask ask = hours_would_ask(&totals, ROWS[i].counts, ROWS[i].minutes);
        if (ask.over_inset != ROWS[i].over_inset || ask.over_directed != ROWS[i].over_directed)
            fail_msg("%s: inset %d, directed %d", ROWS[i].what, ask.over_inset, ask.over_directed);
        assert_true(ask.kept);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_property),
        cmocka_unit_test(test_asking),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
