/* DESIGN: a year's wishes as the rules see them: every school's days, the way between schools, who
 * is in two audiences, and what stands already. */
#include <string.h>

#include "audience.h"
#include "date_plan.h"
#include "school_year.h"
#include "travel.h"
#include "tz.h"

enum { SEATS, STANDING, LEADERS, EMPLOYED, MEMBERS, PEOPLE_MAX = 200000, LEADERS_MAX = 5000 };

static const char *const SQL[] = {
    [SEATS] = "SELECT school_id, max(seats) FROM room WHERE ended_on IS NULL"
              " AND school_id IS NOT NULL GROUP BY school_id LIMIT 200",
    [STANDING] =
        "SELECT e.id, e.kind, s.starts_at, s.ends_at, e.host_school_id,"
        " e.attendance = 'voluntary' AND NOT EXISTS (SELECT 1 FROM event_audience a"
        " WHERE a.event_id = e.id) FROM event e"
        " JOIN event_session s ON s.event_id = e.id WHERE e.starts_at >= $1 AND e.starts_at < $2"
        " AND e.status <> 'cancelled' AND e.parent_id IS NULL AND e.kind IN ('spark', 'twilight',"
        " 'inset', 'course', 'conference', 'meeting', 'group') AND NOT EXISTS (SELECT 1"
        " FROM date_pick p WHERE p.event_id = e.id)"
        " ORDER BY e.kind NOT IN ('spark', 'twilight', 'inset'), s.starts_at, e.id LIMIT $3",
    /* Whoever helps is where it is as well. */
    [LEADERS] = "SELECT b.event_id, b.person_id FROM event e JOIN booking b ON b.event_id = e.id"
                " AND b.ended_at IS NULL AND b.part <> 'attendee'"
                " WHERE e.starts_at >= $1 AND e.starts_at < $2 UNION SELECT l.event_id, f.person_id"
                " FROM event e JOIN event_facilitator l ON l.event_id = e.id"
                " JOIN facilitator f ON f.id = l.facilitator_id AND f.person_id IS NOT NULL"
                " WHERE e.starts_at >= $1 AND e.starts_at < $2 ORDER BY 1, 2 LIMIT $3",
    [EMPLOYED] = "SELECT person_id FROM employment WHERE school_id = $1"
                 " AND (ends_on IS NULL OR ends_on >= $2) ORDER BY person_id LIMIT $3",
    [MEMBERS] = "SELECT person_id FROM org_group_member WHERE group_id = $1"
                " AND (to_on IS NULL OR to_on >= $2) ORDER BY person_id LIMIT $3",
};

/* People as bits, by id. */
struct crowd {
    uint64_t *bits;
    int words, count;
};

/* What is on already, a session each. */
struct standing {
    struct event_id id;
    struct school_id host;
    bool everybody; /* it is for all staff of every school */
};

struct making {
    struct store *store;
    struct arena *arena;
    const struct date_plan *plan;
    struct day today;
    struct date_instance instance;
    struct date_event *events;
    struct date_slot *slots;
    struct date_school *schools;
    struct crowd *staff;     /* by school */
    struct crowd *audiences; /* by event */
    const char *terms[DATE_PLAN_TERMS_MAX];
    struct standing standing[DATE_PLAN_STANDING_MAX];
    int standing_count;
};

static int index_of(const struct making *m, struct school_id school)
{
    for (int s = 0; s < m->instance.school_count; s++)
        if (m->schools[s].id.v == school.v)
            return s;
    return -1;
}

/* ---- people ---- */

static struct crowd crowd_new(struct arena *arena, int words)
{
    return (struct crowd){ARENA_ARRAY(arena, uint64_t, (size_t)words + 1), words, 0};
}

static void crowd_recount(struct crowd *crowd)
{
    crowd->count = 0;
    for (int i = 0; i < crowd->words; i++)
        crowd->count += __builtin_popcountll(crowd->bits[i]);
}

static void crowd_grow(struct crowd *crowd, int64_t person, struct arena *arena)
{
    int words = (int)(person / 64) + 1;
    if (words <= crowd->words)
        return;
    struct crowd larger = crowd_new(arena, words * 2);
    if (crowd->words)
        memcpy(larger.bits, crowd->bits, (size_t)crowd->words * sizeof *crowd->bits);
    *crowd = larger;
}

static void crowd_add(struct crowd *crowd, int64_t person, struct arena *arena)
{
    if (person < 0 || person >= INT64_C(64) * PEOPLE_MAX)
        return;
    crowd_grow(crowd, person, arena);
    crowd->bits[person / 64] |= UINT64_C(1) << (person % 64);
}

static enum err read_audience(struct making *m, const struct standing *event, struct crowd *ret)
{
    int64_t *ids;
    int count = 0;
    struct crowd crowd = crowd_new(m->arena, 0);
    struct day day = m->today.v > m->instance.first.v ? m->today : m->instance.first;
    enum err err = audience_ids(m->store, event->id, event->host, day, m->arena, &ids, &count);
    for (int i = 0; err == OK && i < count; i++)
        crowd_add(&crowd, ids[i], m->arena);
    crowd_recount(&crowd);
    *ret = crowd;
    return err;
}

static enum err read_crowd(struct making *m, int sql, int64_t of, struct crowd *ret)
{
    struct crowd crowd = crowd_new(m->arena, 0);
    struct rows rows = store_query(m->store, SQL[sql],
                                   PARAMS(p_int(of), p_day(m->instance.first), p_int(PEOPLE_MAX)));
    while (rows_next(&rows))
        crowd_add(&crowd, rows_int(&rows, 0), m->arena);
    crowd_recount(&crowd);
    *ret = crowd;
    return rows_end(&rows);
}

struct groups {
    const int64_t *ids;
    int count;
};

/* Whoever is in one of them. */
static enum err read_groups(struct making *m, const struct groups *groups, int words,
                            struct crowd *ret)
{
    struct crowd all = crowd_new(m->arena, words), one;
    for (int g = 0; g < groups->count; g++) {
        enum err err = read_crowd(m, MEMBERS, groups->ids[g], &one);
        if (err != OK)
            return err;
        for (int i = 0; i < words && i < one.words; i++)
            all.bits[i] |= one.bits[i];
    }
    *ret = all;
    return OK;
}

/* The staff of these schools; of them only who is in one of the groups too, if there are any. */
static enum err gather(struct making *m, const bool *schools, const struct groups *groups,
                       struct crowd *ret)
{
    struct crowd crowd, members;
    int words = 0;
    for (int s = 0; s < m->instance.school_count; s++)
        words = m->staff[s].words > words ? m->staff[s].words : words;
    crowd = crowd_new(m->arena, words);
    for (int s = 0; s < m->instance.school_count; s++)
        for (int i = 0; schools[s] && i < m->staff[s].words; i++)
            crowd.bits[i] |= m->staff[s].bits[i];
    if (groups->count) {
        enum err err = read_groups(m, groups, words, &members);
        if (err != OK)
            return err;
        for (int i = 0; i < words; i++)
            crowd.bits[i] &= members.bits[i];
    }
    crowd_recount(&crowd);
    *ret = crowd;
    return OK;
}

static int share_of(const struct crowd *a, const struct crowd *b)
{
    int words = a->words < b->words ? a->words : b->words, both = 0;
    int least = a->count < b->count ? a->count : b->count;
    for (int i = 0; i < words; i++)
        both += __builtin_popcountll(a->bits[i] & b->bits[i]);
    return least ? (int)((int64_t)both * 100 / least) : 0;
}

static void fill_share(struct making *m)
{
    int n = m->instance.event_count;
    uint8_t *share = ARENA_ARRAY(m->arena, uint8_t, (size_t)n * (size_t)n + 1);
    for (int i = 0; i < m->plan->pick_count; i++)
        for (int k = 0; k < n; k++)
            if (k != i)
                share[i * n + k] = share[k * n + i] =
                    (uint8_t)share_of(&m->audiences[i], &m->audiences[k]);
    m->instance.share = share;
}

/* ---- schools and days ---- */

static enum err read_schools(struct making *m)
{
    struct school *schools;
    int count;
    enum err err = school_list(m->store, m->arena, &schools, &count);
    if (err != OK)
        return err;
    m->schools = ARENA_ARRAY(m->arena, struct date_school, (size_t)count + 1);
    m->staff = ARENA_ARRAY(m->arena, struct crowd, (size_t)count + 1);
    m->instance.schools = m->schools;
    m->instance.school_count = count;
    for (int s = 0; s < count; s++)
        m->schools[s] = (struct date_school){schools[s].id, schools[s].name, 0};
    struct rows rows = store_query(m->store, SQL[SEATS], PARAMS());
    while (rows_next(&rows)) {
        int s = index_of(m, (struct school_id){rows_int(&rows, 0)});
        if (s >= 0)
            m->schools[s].seats = (int)rows_int(&rows, 1);
    }
    err = rows_end(&rows);
    for (int s = 0; err == OK && s < count; s++)
        err = read_crowd(m, EMPLOYED, schools[s].id.v, &m->staff[s]);
    return err;
}

/* Later ones win: what is inside a term takes its days. */
static const enum span_kind ORDER[] = {SPAN_TERM, SPAN_HALF_TERM, SPAN_CLOSURE, SPAN_INSET};

static void paint(const struct date_instance *instance, const struct span *span, uint8_t *state)
{
    static const uint8_t STATES[SPAN_KINDS] = {[SPAN_TERM] = DATE_DAY_SCHOOL,
                                               [SPAN_HALF_TERM] = DATE_DAY_OUT,
                                               [SPAN_INSET] = DATE_DAY_INSET,
                                               [SPAN_CLOSURE] = DATE_DAY_CLOSED};
    for (int d = span->from.v - instance->first.v; d <= span->to.v - instance->first.v; d++)
        if (d >= 0 && d < instance->day_count &&
            day_weekday(day_add(instance->first, d)) < SATURDAY)
            state[d] = STATES[span->kind];
}

static void fill_terms(struct making *m, const struct span *spans, int count, int8_t *term)
{
    for (int i = 0; i < count; i++) {
        if (spans[i].kind != SPAN_TERM || m->instance.term_count == DATE_PLAN_TERMS_MAX)
            continue;
        for (int d = spans[i].from.v - m->instance.first.v;
             d <= spans[i].to.v - m->instance.first.v; d++)
            if (d >= 0 && d < m->instance.day_count)
                term[d] = (int8_t)m->instance.term_count;
        m->terms[m->instance.term_count++] = spans[i].name;
    }
}

static enum err read_days(struct making *m)
{
    int days = m->instance.day_count, holiday_count;
    uint8_t *state =
        ARENA_ARRAY(m->arena, uint8_t, (size_t)days * (size_t)m->instance.school_count + 1);
    int8_t *term = ARENA_ARRAY(m->arena, int8_t, (size_t)days);
    struct bank_holiday *holidays;
    struct school_year year;
    enum err err =
        calendar_list_bank_holidays(m->store, m->instance.first, calendar_year_last(m->plan->year),
                                    m->arena, &holidays, &holiday_count);
    memset(term, -1, (size_t)days);
    for (int s = 0; err == OK && s < m->instance.school_count; s++) {
        err = school_year_load(m->store, m->schools[s].id, m->plan->year, m->arena, &year);
        if (err != OK)
            break;
        const struct span *spans = school_year_spans(&year, m->arena);
        for (size_t k = 0; k < sizeof ORDER / sizeof ORDER[0]; k++)
            for (int i = 0; i < year.count; i++)
                if (spans[i].kind == ORDER[k])
                    paint(&m->instance, &spans[i], state + s * days);
        for (int i = 0; i < holiday_count; i++)
            state[s * days + holidays[i].on.v - m->instance.first.v] = DATE_DAY_OUT;
        if (!m->instance.term_count)
            fill_terms(m, spans, year.count, term);
    }
    m->instance.state = state;
    m->instance.term = term;
    return err;
}

static enum err read_travel(struct making *m)
{
    struct travel_list list;
    int n = m->instance.school_count;
    uint8_t *minutes = ARENA_ARRAY(m->arena, uint8_t, (size_t)n * (size_t)n + 1);
    enum err err = travel_list(m->store, (struct school_id){0}, m->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        int a = index_of(m, list.items[i].a), b = index_of(m, list.items[i].b);
        if (a >= 0 && b >= 0)
            minutes[a * n + b] = minutes[b * n + a] = (uint8_t)list.items[i].minutes;
    }
    m->instance.travel_min = minutes;
    return err;
}

/* ---- events ---- */

static int day_index(const struct making *m, struct day day)
{
    return day_is_none(day) ? -1 : day.v - m->instance.first.v;
}

static const bool *taking_part(struct making *m, const struct date_wish_fields *f)
{
    bool *part = ARENA_ARRAY(m->arena, bool, (size_t)m->instance.school_count + 1);
    for (int s = 0; s < m->instance.school_count; s++) {
        part[s] = !f->school_count;
        for (int i = 0; i < f->school_count; i++)
            part[s] = part[s] || f->schools[i].v == m->schools[s].id.v;
    }
    return part;
}

static enum err add_pick(struct making *m, const struct date_pick *pick, int at)
{
    const struct date_wish_fields *f = &m->plan->wishes[pick->wish].fields;
    int host = index_of(m, pick->host), day = day_index(m, pick->on);
    bool dated = host >= 0 && day >= 0 && day < m->instance.day_count;
    struct date_event *e = &m->events[at];
    *e = (struct date_event){
        .wish = pick->wish,
        .kind = f->kind,
        .minutes = f->minutes,
        .earliest_min = f->earliest_min,
        .latest_min = f->latest_min,
        .weekdays = f->weekdays,
        .from = day_index(m, f->from.v > m->today.v ? f->from : day_add(m->today, 1)),
        .to = day_index(m, f->to),
        .host = f->host.v ? index_of(m, f->host) : -1,
        .seats = f->seats,
        .takes_part = taking_part(m, f),
        .leaders = &f->leader.v,
        .leader_count = f->leader.v != 0,
        .pinned = dated && (pick->fixed || pick->event.v),
        .in_turn = true,
        .was = {-1, 0, 0},
    };
    if (dated)
        e->was = (struct date_slot){day, pick->start_min, host};
    m->slots[at] = e->was;
    const struct groups groups = {&f->group.v, f->group.v != 0};
    return gather(m, e->takes_part, &groups, &m->audiences[at]);
}

static void add_standing(struct making *m, const struct rows *rows)
{
    struct local from = tz_local(rows_instant(rows, 2));
    struct date_event *e = &m->events[m->instance.event_count];
    int64_t minutes = (rows_instant(rows, 3).v - rows_instant(rows, 2).v) / 60;
    int host = index_of(m, (struct school_id){rows_int(rows, 4)}), day = day_index(m, from.day);
    enum event_kind kind;
    if (host < 0 || day < 0 || day >= m->instance.day_count ||
        event_kind_parse(rows_str(rows, 1), &kind) != OK)
        return;
    *e = (struct date_event){
        .wish = -1,
        .kind = kind,
        .minutes = (int)minutes,
        .weekdays = 127,
        .to = m->instance.day_count - 1,
        .host = host,
        .takes_part = ARENA_ARRAY(m->arena, bool, (size_t)m->instance.school_count + 1),
        .pinned = true,
        .in_turn = kind == EVENT_SPARK || kind == EVENT_TWILIGHT || kind == EVENT_INSET,
        .was = {day, from.hour * 60 + from.minute, host},
    };
    m->slots[m->instance.event_count++] = e->was;
    m->standing[m->standing_count++] =
        (struct standing){{rows_int(rows, 0)}, {rows_int(rows, 4)}, rows_int(rows, 5) != 0};
}

/* Whoever it is for; a session after another of the same has the same. */
static enum err gather_standing(struct making *m, int first, int i)
{
    const struct standing *own = &m->standing[i];
    const struct groups none = {NULL, 0};
    for (int k = 0; k < i; k++)
        if (m->standing[k].id.v == own->id.v) {
            m->audiences[first + i] = m->audiences[first + k];
            return OK;
        }
    if (!own->everybody)
        return read_audience(m, own, &m->audiences[first + i]);
    bool *schools = ARENA_ARRAY(m->arena, bool, (size_t)m->instance.school_count + 1);
    for (int s = 0; s < m->instance.school_count; s++)
        schools[s] = true;
    return gather(m, schools, &none, &m->audiences[first + i]);
}

/* By event, as the rows come. */
static enum err read_leaders(struct making *m, int first)
{
    int64_t *people = ARENA_ARRAY(m->arena, int64_t, LEADERS_MAX);
    int count = 0;
    struct rows rows = store_query(
        m->store, SQL[LEADERS],
        PARAMS(p_instant(tz_at(m->instance.first, 4, 0)),
               p_instant(tz_at(day_add(m->instance.first, m->instance.day_count), 4, 0)),
               p_int(LEADERS_MAX)));
    while (rows_next(&rows)) {
        people[count] = rows_int(&rows, 1);
        for (int i = 0; i < m->standing_count; i++) {
            struct date_event *e = &m->events[first + i];
            if (m->standing[i].id.v != rows_int(&rows, 0))
                continue;
            if (!e->leader_count++)
                e->leaders = people + count;
        }
        count++;
    }
    return rows_end(&rows);
}

static enum err read_standing(struct making *m)
{
    int first = m->instance.event_count;
    struct rows rows = store_query(
        m->store, SQL[STANDING],
        PARAMS(p_instant(tz_at(m->instance.first, 4, 0)),
               p_instant(tz_at(day_add(m->instance.first, m->instance.day_count), 4, 0)),
               p_int(DATE_PLAN_STANDING_MAX)));
    while (rows_next(&rows))
        add_standing(m, &rows);
    enum err err = rows_end(&rows);
    if (err == OK)
        err = read_leaders(m, first);
    for (int i = 0; err == OK && i < m->standing_count; i++)
        err = gather_standing(m, first, i);
    return err;
}

static enum err read_events(struct making *m)
{
    size_t room = (size_t)m->plan->pick_count + DATE_PLAN_STANDING_MAX;
    enum err err = OK;
    m->events = ARENA_ARRAY(m->arena, struct date_event, room);
    m->slots = ARENA_ARRAY(m->arena, struct date_slot, room);
    m->audiences = ARENA_ARRAY(m->arena, struct crowd, room);
    m->instance.events = m->events;
    m->instance.event_count = m->plan->pick_count;
    for (int i = 0; err == OK && i < m->plan->pick_count; i++)
        err = add_pick(m, &m->plan->picks[i], i);
    return err == OK ? read_standing(m) : err;
}

enum err date_plan_problem(struct store *store, const struct date_plan *plan, struct day today,
                           struct arena *arena, struct date_problem *ret)
{
    struct making *m = ARENA_NEW(arena, struct making);
    struct day first = calendar_year_first(plan->year);
    m->store = store;
    m->arena = arena;
    m->plan = plan;
    m->today = today;
    m->instance = (struct date_instance){
        .first = first,
        .day_count = calendar_year_last(plan->year).v - first.v + 1,
        .gap_days = plan->gap_days,
    };
    enum err err = read_schools(m);
    if (err == OK)
        err = read_days(m);
    if (err == OK)
        err = read_travel(m);
    if (err == OK)
        err = read_events(m);
    if (err != OK)
        return err;
    fill_share(m);
    *ret = (struct date_problem){.instance = m->instance, .slots = m->slots};
    memcpy(ret->terms, m->terms, sizeof m->terms);
    return OK;
}
