/* DESIGN: what the policy lets somebody expect in a year, counted from what they did. */
#include "entitlement.h"

#include <string.h>

#include "check.h"
#include "event.h"
#include "hours_store.h"

enum { ATTENDED };
enum { ATTENDED_MAX = 1000 };
/* What the register says, and what they wrote down themselves, which has ids below 0 here and
 * belongs to the year in which it ended. */
static const char *const SQL[] = {
    [ATTENDED] = "SELECT e.id, coalesce(e.parent_id, e.id), e.kind, e.type, coalesce(t.theme, ''),"
                 " e.hours_min, coalesce(b.credit_min, -1) FROM booking b"
                 " JOIN event e ON e.id = b.event_id LEFT JOIN event_about t ON t.event_id = e.id"
                 " WHERE b.person_id = $1 AND b.status = 'attended' AND e.status <> 'cancelled'"
                 " AND e.starts_at >= $2 AND e.starts_at < $3"
                 " UNION ALL SELECT -id, -id, 'course', type, theme, minutes, -1 FROM activity"
                 " WHERE person_id = $1 AND to_on >= $4 AND to_on <= $5 ORDER BY 1 LIMIT $6",
};

struct attended {
    const char *type, *theme; /* keys of `activities` and `themes`; "": none */
    struct hours_entry entry;
};
struct attended_list {
    struct attended items[ATTENDED_MAX];
    int count;
};

/* Which activity of the catalogue a kind is where the event names none (L10). */
static const char *type_of(enum event_kind kind)
{
    static const char *const TYPES[EVENT_KINDS] = {
        [EVENT_COURSE] = "course",
        [EVENT_TWILIGHT] = "twilight",
        [EVENT_INSET] = "in_trust_training",
        [EVENT_SPARK] = "spark_attendance",
        [EVENT_CONFERENCE] = "course",
        [EVENT_GROUP] = "learning_group",
        [EVENT_OBSERVATION] = "peer_observation",
        [EVENT_VISIT] = "school_visit",
        [EVENT_READING] = "distance",
    };
    return TYPES[kind] ? TYPES[kind] : "";
}

static struct attended read_attended(const struct rows *rows, struct arena *arena)
{
    enum event_kind kind = EVENT_COURSE;
    const char *type = rows_text(rows, 3, arena);
    CHECK(event_kind_parse(rows_str(rows, 2), &kind) == OK);
    return (struct attended){
        .type = *type ? type : type_of(kind),
        .theme = rows_text(rows, 4, arena),
        .entry = {.event = rows_int(rows, 0),
                  .day = rows_int(rows, 1),
                  .counts = HOURS_COUNT_INSET, /* here everything counts */
                  .state = HOURS_ATTENDED,
                  .event_min = (int)rows_int(rows, 5),
                  .credit_min = (int)rows_int(rows, 6)},
    };
}

static enum err list_attended(struct store *store, const struct ledger *ledger, struct arena *arena,
                              struct attended_list *ret)
{
    struct rows rows =
        store_query(store, SQL[ATTENDED],
                    PARAMS(p_int(ledger->person.v), p_instant(hours_store_begin(ledger->year)),
                           p_instant(hours_store_begin(ledger->year + 1)),
                           p_day(calendar_year_first(ledger->year)),
                           p_day(calendar_year_last(ledger->year)), p_int(ATTENDED_MAX)));
    ret->count = 0;
    while (rows_next(&rows))
        ret->items[ret->count++] = read_attended(&rows, arena);
    return rows_end(&rows);
}

/* ---- whose it is ---- */

enum { TEACH = 1 << HOURS_TEACHING, LEAD = 1 << HOURS_LEADERSHIP };
enum {
    IN_CLASS = 1 << HOURS_CLASSROOM_SUPPORT,
    IN_OFFICE = 1 << HOURS_ADMINISTRATION,
    ELSEWHERE = 1 << HOURS_OTHER_SUPPORT,
};
static const struct {
    const char *who;
    unsigned groups;
} WHO[] = {
    {"teachers", TEACH},
    {"leaders", LEAD},
    {"teachers and leaders", TEACH | LEAD},
    {"classroom support", IN_CLASS},
    {"administration", IN_OFFICE},
    {"other support", ELSEWHERE},
    {"support staff", IN_CLASS | IN_OFFICE | ELSEWHERE},
    {"governance", 1 << HOURS_GOVERNANCE},
};

static bool is_for(const struct policy_item *item, const struct ledger *ledger)
{
    const char *who = policy_item_attribute(item, "who");
    unsigned groups = 0;
    for (int i = 0; i < ledger->job_count; i++)
        groups |= 1u << ledger->jobs[i].job.group;
    for (size_t i = 0; who && i < COUNT_OF(WHO); i++)
        if (strcmp(WHO[i].who, who) == 0)
            return (WHO[i].groups & groups) != 0;
    return true; /* everyone's */
}

/* ---- what counts toward it ---- */

/* Is the key among those, parted by blanks? NULL: any is. */
static bool is_among(const char *keys, const char *key)
{
    struct str rest = str_of(keys), one;
    while (keys && str_split(&rest, ' ', &one))
        if (str_eq_c(one, key))
            return true;
    return !keys;
}

/* By the activity itself, or by the one of the catalogue that it is a form of; toward hours only
 * one that counts toward hours at all (AC-37). */
static bool counts_toward(const struct policy_pack *pack, const struct policy_item *item,
                          const struct attended *a, bool is_hours)
{
    const char *activities = policy_item_attribute(item, "activities");
    const struct policy_item *activity =
        policy_list_item(policy_list_find(pack, "activities"), a->type);
    const char *of = activity ? policy_item_attribute(activity, "type") : NULL;
    const char *hours = activity ? policy_item_attribute(activity, "hours") : NULL;
    if (is_hours && hours && strcmp(hours, "false") == 0)
        return false;
    return (is_among(activities, a->type) || (of && is_among(activities, of))) &&
           is_among(policy_item_attribute(item, "themes"), a->theme);
}

static int count_minutes(const struct hours_entry *entries, int count)
{
    static const struct hours_rules none;
    const struct hours_sheet sheet = {.entries = entries, .entry_count = count};
    return hours_compute(&none, &sheet).inset_done;
}

/* A day is no activity beside its own workshops. */
static int count_items(const struct hours_entry *entries, int count)
{
    int items = 0;
    for (int i = 0; i < count; i++) {
        bool has_workshops = false;
        for (int k = 0; k < count; k++)
            has_workshops |= k != i && entries[k].day == entries[i].event;
        items += !has_workshops;
    }
    return items;
}

static struct entitlement count_one(const struct policy_pack *pack, const struct policy_item *item,
                                    const struct attended_list *attended, struct arena *arena)
{
    const char *unit = policy_item_attribute(item, "unit");
    const char *amount = policy_item_attribute(item, "amount");
    struct hours_entry *entries =
        ARENA_ARRAY(arena, struct hours_entry, (size_t)attended->count + 1);
    int64_t number = 0;
    bool is_hours = unit && strcmp(unit, "hours") == 0;
    int count = 0;
    for (int i = 0; i < attended->count; i++)
        if (counts_toward(pack, item, &attended->items[i], is_hours))
            entries[count++] = attended->items[i].entry;
    if (amount)
        CHECK(str_parse_int(str_of(amount), &number) == OK);
    return (struct entitlement){item->key,
                                item->text,
                                item->source,
                                is_hours,
                                (int)number * (is_hours ? 60 : 1),
                                is_hours ? count_minutes(entries, count)
                                         : count_items(entries, count)};
}

enum err entitlement_list(struct store *store, const struct policy_pack *pack,
                          const struct ledger *ledger, struct arena *arena,
                          struct entitlement_list *ret)
{
    const struct policy_list *list = policy_list_find(pack, "entitlements");
    struct attended_list *attended = ARENA_NEW(arena, struct attended_list);
    struct entitlement_list found = {
        ARENA_ARRAY(arena, struct entitlement, (size_t)list->item_count + 1), 0};
    enum err err = list->item_count ? list_attended(store, ledger, arena, attended) : OK;
    if (err != OK)
        return err;
    for (int i = 0; i < list->item_count; i++)
        if (!list->items[i].retired && is_for(&list->items[i], ledger))
            found.items[found.count++] = count_one(pack, &list->items[i], attended, arena);
    *ret = found;
    return OK;
}
