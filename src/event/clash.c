/* DESIGN: the clash guard: can somebody be there, given all they have and the way between schools.
 */
#include "clash.h"

#include "clash_rules.h"
#include "clash_way_sql.h"
#include "event_rules.h"
#include "event_session.h"
#include "school_year.h"
#include "travel.h"
#include "tz.h"
#include "working_pattern.h"

/* No stretch in `busy` is longer (OWN_CALENDAR_SPAN_S; sessions last a day), so none that began
 * earlier matters. */
enum { LONGEST_S = 32 * 86400, WAY_S = TRAVEL_MIN_MAX * 60 };

#define MINUTES CLASH_WAY_MIN("b", "$4", "$6", "$8")

enum { NEAR };
static const char *const SQL[] = {
    /* What somebody has around [$2, $3), and the way from there to school $6. */
    [NEAR] = "SELECT b.from_at, b.to_at, b.source, b.source_id, coalesce(b.event_id, 0), b.part,"
             " coalesce(b.school_id, 0), e.title, s.name, here.name, " MINUTES " FROM busy b"
             " LEFT JOIN event e ON e.id = b.event_id LEFT JOIN school s ON s.id = b.school_id"
             " LEFT JOIN school here ON here.id = $6"
             " WHERE b.person_id = $1 AND b.from_at < $3 AND b.from_at > $7 AND b.to_at > $2"
             " AND (b.event_id IS NULL OR (b.event_id NOT IN ($4, $5)"
             " AND (e.parent_id IS NULL OR e.parent_id <> $4))) ORDER BY b.from_at, b.source, "
             "b.source_id"
             " LIMIT 4000",
};

static bool is_known(const struct clash_list *list, const struct busy *busy)
{
    for (int i = 0; i < list->count; i++) {
        const struct busy *b = &list->items[i].other;
        bool event = busy->event_id && b->event_id == busy->event_id;
        if (event ||
            (b->source == busy->source && b->source_id == busy->source_id && b->part == busy->part))
            return true;
    }
    return false;
}

static void add(struct clash_list *list, const struct clash_time *plan, const struct rows *rows,
                const struct busy *busy, struct arena *arena)
{
    bool overlaps = clash_rules_overlaps(plan->from, plan->to, busy->from, busy->to);
    bool before = busy->from.v < plan->from.v;
    const char *there = rows_text(rows, 8, arena), *here = rows_text(rows, 9, arena);
    if (list->count == CLASHES_MAX || is_known(list, busy))
        return;
    list->items[list->count++] = (struct clash){
        .other = *busy,
        .title = rows_text(rows, 7, arena),
        .at = plan->from,
        .before = before,
        .travel_min = overlaps ? 0 : (int)rows_int(rows, 10),
        .from = before ? there : here,
        .to = before ? here : there,
    };
}

static enum err list_near(struct store *store, const struct clash_time *plan, struct arena *arena,
                          struct clash_list *list)
{
    struct rows rows = store_query(
        store, SQL[NEAR],
        PARAMS(p_int(plan->person.v), p_instant(instant_add(plan->from, -WAY_S)),
               p_instant(instant_add(plan->to, WAY_S)), p_int(plan->event.v), p_int(plan->parent.v),
               p_int(plan->school.v), p_instant(instant_add(plan->from, -LONGEST_S - WAY_S)),
               p_int(TRAVEL_DEFAULT_MIN)));
    while (rows_next(&rows)) {
        const struct busy busy = {
            .person = plan->person,
            .from = rows_instant(&rows, 0),
            .to = rows_instant(&rows, 1),
            .source = busy_source_of(rows_str(&rows, 2)),
            .source_id = rows_int(&rows, 3),
            .event_id = rows_int(&rows, 4),
            .part = (int)rows_int(&rows, 5),
            .school = {rows_int(&rows, 6)},
        };
        if (clash_rules_meets(plan->from, plan->to, busy.from, busy.to, (int)rows_int(&rows, 10)))
            add(list, plan, &rows, &busy, arena);
    }
    return rows_end(&rows);
}

enum err clash_list_event(struct store *store, const struct event *event, struct person_id person,
                          struct arena *arena, struct clash_list *ret)
{
    struct event_sessions sessions;
    struct clash_list list = {.count = 0};
    enum err err = event_session_list(store, event->id, arena, &sessions);
    for (int i = 0; err == OK && i < sessions.count && list.count < CLASHES_MAX; i++) {
        const struct clash_time plan = {
            .person = person,
            .from = sessions.items[i].starts_at,
            .to = sessions.items[i].ends_at,
            .event = event->id,
            .parent = event->parent,
            .school = event->fields.school,
        };
        err = list_near(store, &plan, arena, &list);
    }
    if (err == OK)
        *ret = list;
    return err;
}

static enum err first_of(enum err err, const struct clash_list *list, struct clash *ret)
{
    if (err != OK)
        return err;
    if (!list->count)
        return ERR_NOT_FOUND;
    *ret = list->items[0];
    return OK;
}

enum err clash_find_event(struct store *store, const struct event *event, struct person_id person,
                          struct arena *arena, struct clash *ret)
{
    struct clash_list list;
    enum err err = clash_list_event(store, event, person, arena, &list);
    return first_of(err, &list, ret);
}

enum err clash_find_time(struct store *store, const struct clash_time *time, struct arena *arena,
                         struct clash *ret)
{
    struct clash_list list = {.count = 0};
    enum err err = list_near(store, time, arena, &list);
    return first_of(err, &list, ret);
}

/* ---- words ---- */

static const char *way_words(struct arena *arena, const struct clash *clash, const char *they)
{
    struct local at = tz_local(clash->before ? clash->other.to : clash->other.from);
    return arena_printf(
        arena, "%s at “%s” %s %02d:%02d on %s, and it takes %d minutes from %s to %s", they,
        clash->title ? clash->title : "something else", clash->before ? "until" : "from", at.hour,
        at.minute, school_year_date(arena, at.day), clash->travel_min, clash->from, clash->to);
}

const char *clash_words(struct arena *arena, const struct clash *clash, const char *name)
{
    static const char *const DOING[BUSY_SOURCES] = {
        [BUSY_BOOKING] = "already booked on",
        [BUSY_TALK] = "presenting at",
        [BUSY_REQUIRED] = "asked to be at",
    };
    const char *they = name ? arena_printf(arena, "%s is", name) : "You are";
    const char *when = event_rules_when(arena, clash->other.from, clash->other.to);
    if (clash->other.source == BUSY_OWN_CALENDAR)
        return name ? arena_printf(arena, "%s’s own calendar says they are busy on %s", name, when)
                    : arena_printf(arena, "Your own calendar says you are busy on %s", when);
    if (clash->travel_min)
        return way_words(arena, clash, they);
    if (!clash->title)
        return arena_printf(arena, "%s taken by a conversation on %s", they, when);
    return arena_printf(arena, "%s %s “%s” on %s", they, DOING[clash->other.source], clash->title,
                        when);
}

const char *clash_remedy(const struct clash *clash)
{
    switch (clash->other.source) {
    case BUSY_BOOKING:
    case BUSY_TALK:
        return "Cancel that first";
    case BUSY_CONVERSATION:
        return "Move that first";
    case BUSY_OWN_CALENDAR:
        return "If that has changed, upload the calendar again";
    case BUSY_REQUIRED:
    case BUSY_SOURCES:
        break;
    }
    return "Ask whoever requires it";
}

enum err clash_pattern(struct store *store, const struct event *event, struct person_id person,
                       const char *name, struct arena *arena, const char **ret)
{
    struct event_sessions sessions;
    struct working_pattern pattern;
    const char *outside = NULL;
    enum err err = event_session_list(store, event->id, arena, &sessions);
    if (err == OK)
        err = working_pattern_load(store, person, arena, &pattern);
    if (err != OK)
        return err;
    for (int i = 0; !outside && i < sessions.count; i++)
        outside = working_pattern_words(arena, &pattern, name, sessions.items[i].starts_at,
                                        sessions.items[i].ends_at);
    *ret = outside;
    return OK;
}
