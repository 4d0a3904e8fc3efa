/* DESIGN: events for one person: what is known of each, the rule on it, and what stands in the way.
 */
#include "for_me.h"

#include <stdlib.h>

#include "audience.h"
#include "calendar.h"
#include "check.h"
#include "clash.h"
#include "event_row.h"
#include "ledger.h"
#include "tz.h"

enum { CANDIDATES_MAX = 300, AHEAD_DAYS = 200, FACTS_AT = EVENT_COLUMN_COUNT };

/* $4: today. A job, and a group, of then. */
#define JOB "m.person_id = $1 AND coalesce(m.starts_on, $4) <= $4 AND coalesce(m.ends_on, $4) >= $4"
#define IN_GROUP "k.person_id = $1 AND k.from_on <= $4 AND coalesce(k.to_on, $4) >= $4"
/* r: another event, of which a session is at the time of one of e's. */
#define AT_ONCE                                                                                    \
    "r.status IN ('published', 'closed') AND EXISTS (SELECT 1 FROM event_session o"                \
    " JOIN event_session s ON s.event_id = e.id AND s.starts_at < o.ends_at"                       \
    " AND o.starts_at < s.ends_at WHERE o.event_id = r.id)"
/* A group is named after what it works on: "Year 6", "Year 6 team". */
#define MINE(kinds, about)                                                                         \
    "(SELECT " about " FROM org_group_member k JOIN org_group g ON g.id = k.group_id"              \
    " AND g.ended_on IS NULL WHERE " IN_GROUP " AND g.kind IN (" kinds ") AND " about " <> ''"     \
    " AND (g.name = " about " COLLATE NOCASE OR"                                                   \
    " instr(lower(g.name), lower(" about " || ' ')) = 1) LIMIT 1)"

/* $2: now. */
#define BOOKABLE EVENT_BOOKABLE("$2")

enum { CANDIDATES };
static const char *const SQL[] = {
    [CANDIDATES] =
        "SELECT " EVENT_COLUMNS ", i.person_id IS NOT NULL,"
        " (SELECT u.word FROM event_audience u JOIN employment m ON m.role_category = u.word"
        " WHERE u.event_id = e.id AND u.kind = 'role' AND " JOB " LIMIT 1),"
        " (SELECT u.word FROM event_audience u JOIN employment m ON m.staff_group = u.word"
        " WHERE u.event_id = e.id AND u.kind = 'staff group' AND " JOB " LIMIT 1),"
        " (SELECT g.name FROM event_audience u JOIN org_group_member k ON k.group_id = u.group_id"
        " JOIN org_group g ON g.id = u.group_id WHERE u.event_id = e.id AND u.kind = 'group'"
        " AND " IN_GROUP " LIMIT 1)," MINE("'phase', 'team'", "a.phase") "," MINE(
            "'department', 'team'",
            "a.subject") ","
                         " (SELECT o.name FROM event_audience u JOIN employment m"
                         " ON m.school_id = u.school_id JOIN school o ON o.id = u.school_id"
                         " WHERE u.event_id = e.id AND u.kind = 'school' AND " JOB " LIMIT 1),"
                         " (SELECT h.name FROM employment m WHERE m.school_id = e.host_school_id"
                         " AND " JOB " LIMIT 1)"
                         " FROM event e" EVENT_JOINS
                         "LEFT JOIN invitee i ON i.event_id = e.id AND i.person_id = $1"
                         " LEFT JOIN event_about a ON a.event_id = e.id"
                         " WHERE " BOOKABLE " AND e.seq > 0 AND e.parent_id IS NULL"
                         " AND e.kind <> 'reading' AND e.starts_at < $3"
                         " AND b.id IS NULL AND t.id IS NULL AND i.declined_at IS NULL"
                         " AND ($5 = 0 OR e.published_at >= $5)"
                         " AND NOT EXISTS (SELECT 1 FROM invitee q JOIN event r"
                         " ON r.id = q.event_id AND r.id <> e.id WHERE q.person_id = $1"
                         " AND q.required = 1 AND q.declined_at IS NULL AND " AT_ONCE ")"
                         " AND (e.kind <> 'inset' OR e.host_school_id IS NULL OR EXISTS"
                         " (SELECT 1 FROM employment m WHERE m.school_id = e.host_school_id"
                         " AND " JOB ") OR NOT (EXISTS (SELECT 1 FROM event r JOIN employment m"
                         " ON m.school_id = r.host_school_id WHERE r.kind = 'inset'"
                         " AND r.id <> e.id AND r.parent_id IS NULL AND " AT_ONCE " AND " JOB
                         ") OR EXISTS (SELECT 1 FROM school_span d JOIN employment m"
                         " ON m.school_id = d.school_id WHERE d.kind = 'inset'"
                         " AND e.starts_at / 86400 BETWEEN d.from_on AND d.to_on AND " JOB ")))"
                         " AND (coalesce(a.strand, 'staff') <> 'governors' OR EXISTS"
                         " (SELECT 1 FROM governing_body_member v WHERE v.person_id = $1"
                         " AND v.from_on <= $4 AND coalesce(v.to_on, $4) >= $4))"
                         " ORDER BY e.starts_at, e.id LIMIT $6",
};

static struct for_me read_candidate(const struct rows *rows, struct arena *arena)
{
    return (struct for_me){
        .event = event_row_read(rows, arena),
        .facts = {.invited = rows_int(rows, FACTS_AT) != 0,
                  .role = rows_text(rows, FACTS_AT + 1, arena),
                  .staff_group = rows_text(rows, FACTS_AT + 2, arena),
                  .group = rows_text(rows, FACTS_AT + 3, arena),
                  .phase = rows_text(rows, FACTS_AT + 4, arena),
                  .subject = rows_text(rows, FACTS_AT + 5, arena),
                  .staff = rows_text(rows, FACTS_AT + 6, arena),
                  .at_school = rows_text(rows, FACTS_AT + 7, arena)},
    };
}

static enum err find_candidates(struct store *store, const struct for_me_ask *ask,
                                struct arena *arena, struct for_me_list *ret)
{
    struct for_me_list list = {.count = 0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[CANDIDATES],
                    PARAMS(p_int(ask->viewer->person.v), p_instant(ask->now),
                           p_instant(instant_add(ask->now, AHEAD_DAYS * INT64_C(86400))),
                           p_day(tz_day(ask->now)), p_instant(ask->since), p_int(CANDIDATES_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 8, &room);
        list.items[list.count++] = read_candidate(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- hours ---- */

/* What they owe in the year that runs, and by what rules events count. */
struct owing {
    int year, owed_min, booked_min;
    struct hours_rules rules;
};

static enum err find_owing(struct store *store, const struct for_me_ask *ask, struct arena *arena,
                           struct owing *ret)
{
    struct owing owing = {.year = calendar_year(tz_day(ask->now))};
    struct hours_setting setting;
    struct ledger ledger = {.kept = false};
    enum err err = hours_setting_find(store, owing.year, &setting);
    if (err == OK && setting.kept)
        err = ledger_find(store, ask->viewer->person, owing.year, arena, &ledger);
    if (err != OK)
        return err;
    if (ledger.kept) {
        owing.owed_min = ledger.totals.inset_owed;
        owing.booked_min = ledger.totals.inset_booked;
    }
    owing.rules = setting.rules;
    *ret = owing;
    return OK;
}

static void add_hours(const struct owing *owing, struct for_me *item)
{
    const struct event_fields *f = &item->event.fields;
    const struct hours_entry entry = {.spark = f->kind == EVENT_SPARK,
                                      .counts = (enum hours_counts)f->counts};
    if (calendar_year(tz_day(f->starts_at)) == owing->year &&
        hours_entry_counts(&owing->rules, &entry) == HOURS_COUNT_INSET) {
        item->facts.counts_min = f->hours_min;
        item->facts.owed_min = owing->owed_min;
        item->facts.booked_min = owing->booked_min;
    }
}

/* ---- the list ---- */

static int compare(const void *a, const void *b)
{
    const struct for_me *x = a, *y = b;
    if (x->judgement.score != y->judgement.score)
        return x->judgement.score > y->judgement.score ? -1 : 1;
    int64_t xs = x->event.fields.starts_at.v, ys = y->event.fields.starts_at.v;
    if (xs != ys)
        return xs < ys ? -1 : 1;
    return (x->event.id.v > y->event.id.v) - (x->event.id.v < y->event.id.v);
}

/* May they know of it and book it, and have they nothing else then? */
static enum err is_open_to(struct store *store, const struct for_me_ask *ask,
                           const struct event *event, struct arena *arena, bool *ret)
{
    struct clash clash;
    bool open = event_is_seen(ask->viewer, event), full = false;
    enum err err = OK;
    if (open)
        err = audience_admits(store, event, ask->viewer->person, &open);
    if (err == OK && open)
        err = audience_quota_is_full(store, event->id, ask->viewer->person, &full);
    if (err == OK && open && !full) {
        err = clash_find_event(store, event, ask->viewer->person, arena, &clash);
        open = err == ERR_NOT_FOUND;
        err = open ? OK : err;
    }
    if (err == OK)
        *ret = open && !full;
    return err;
}

enum err for_me_find(struct store *store, const struct for_me_ask *ask, struct arena *arena,
                     struct for_me_list *ret)
{
    struct for_me_list all, list = {.count = 0};
    struct owing owing;
    CHECK(ask->limit >= 1 && ask->limit <= FOR_ME_MAX);
    enum err err = find_candidates(store, ask, arena, &all);
    if (err != OK)
        return err;
    if (!all.count) { /* as for most, most weeks */
        *ret = list;
        return OK;
    }
    list.items = ARENA_ARRAY(arena, struct for_me, (size_t)ask->limit);
    err = find_owing(store, ask, arena, &owing);
    for (int i = 0; err == OK && i < all.count; i++) {
        add_hours(&owing, &all.items[i]);
        all.items[i].judgement = for_me_judge(&all.items[i].facts);
    }
    if (err == OK)
        qsort(all.items, (size_t)all.count, sizeof *all.items, compare);
    for (int i = 0; err == OK && i < all.count && list.count < ask->limit; i++) {
        bool open = false;
        if (all.items[i].judgement.score == 0)
            break;
        err = is_open_to(store, ask, &all.items[i].event, arena, &open);
        if (open)
            list.items[list.count++] = all.items[i];
    }
    if (err == OK)
        *ret = list;
    return err;
}
