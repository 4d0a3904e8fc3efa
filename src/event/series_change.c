/* DESIGN: many dates of a series changed or called off at once, and whom that would harm. */
#include "series.h"

#include "booking_store.h"
#include "check.h"
#include "clash.h"
#include "event_rules.h"
#include "event_store.h"
#include "series_notice.h"
#include "series_store.h"
#include "tz.h"

enum { REFUSED_DAYS_MAX = 3 };

/* ---- which occurrences ---- */

static bool is_to_come(const struct event *event, struct instant now)
{
    bool open = event->status == EVENT_DRAFT || event->status == EVENT_PUBLISHED ||
                event->status == EVENT_CLOSED;
    return open && event->fields.starts_at.v > now.v;
}

/* Those that are to come: from the day that named `from` on, or all. */
static enum err list_affected(struct store *store, struct instant now, struct series_id id,
                              struct event_id from, struct arena *arena, struct event_list *ret)
{
    struct event_list all, list = {0};
    struct day first = DAY_NONE;
    bool known = from.v == 0;
    enum err err = series_list(store, id, (struct person_id){0}, arena, &all);
    if (err != OK)
        return err;
    list.items = ARENA_ARRAY(arena, struct event, (size_t)all.count + 1);
    for (int i = 0; i < all.count; i++)
        if (all.items[i].id.v == from.v) {
            first = all.items[i].series_on;
            known = true;
        }
    for (int i = 0; i < all.count; i++)
        if (is_to_come(&all.items[i], now) && all.items[i].series_on.v >= first.v)
            list.items[list.count++] = all.items[i];
    if (!known)
        return ERR_NOT_FOUND;
    *ret = list;
    return OK;
}

static enum err find(struct store *store, struct series_id id, int version, struct refusal *why,
                     struct series *ret)
{
    enum err err = series_find(store, id, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found", "There is no such series.");
    return err == OK ? refusal_check_version(why, version, ret->version) : err;
}

/* ---- the new fields ---- */

/* The times of an occurrence on the day where it stands. */
static enum err retime(const struct series_change *change, struct event_fields *fields)
{
    struct instant was = fields->starts_at;
    enum err err = series_rules_at(tz_day(was), change->start_min, change->length_min,
                                   &fields->starts_at, &fields->ends_at);
    int64_t by = fields->starts_at.v - was.v;
    if (err != OK)
        return err;
    if (fields->booking_opens_at.v)
        fields->booking_opens_at.v += by;
    if (fields->booking_closes_at.v)
        fields->booking_closes_at.v += by;
    return OK;
}

static enum err apply(const struct series_change *change, struct event_fields *fields)
{
    if (change->set & SERIES_SET_TITLE)
        fields->title = change->title;
    if (change->set & SERIES_SET_PURPOSE)
        fields->purpose = change->purpose;
    if (change->set & SERIES_SET_ROOM)
        fields->room = change->room;
    if (change->set & SERIES_SET_CAPACITY)
        fields->capacity = change->capacity;
    if (change->set & SERIES_SET_HOURS)
        fields->hours_min = change->hours_min;
    return change->set & SERIES_SET_TIME ? retime(change, fields) : OK;
}

/* ---- whom it would harm ---- */

static void add_strand(struct series_strands *list, const struct series_strand *strand)
{
    list->bookings += strand->bookings ? strand->bookings : 1;
    if (list->count < SERIES_STRANDS_MAX)
        list->items[list->count++] = *strand;
}

static struct series_strands new_strands(struct arena *arena)
{
    return (struct series_strands){ARENA_ARRAY(arena, struct series_strand, SERIES_STRANDS_MAX), 0,
                                   0};
}

/* Whoever has a place and something else at the new time, and had not at the old one. */
static enum err add_clashes(struct store *store, const struct event *event,
                            const struct event_fields *fields, struct arena *arena,
                            struct series_strands *list)
{
    struct booking_rows rows;
    struct clash_time time = {.from = fields->starts_at,
                              .to = fields->ends_at,
                              .event = event->id,
                              .parent = event->parent,
                              .school = fields->school};
    struct clash clash;
    enum err err = booking_store_live(store, event->id, arena, &rows);
    for (int i = 0; err == OK && i < rows.count; i++) {
        const struct booking_row *row = &rows.items[i];
        struct series_strand strand = {.event = event->id,
                                       .starts_at = event->fields.starts_at,
                                       .ends_at = event->fields.ends_at,
                                       .person = row->person_name};
        if (!booking_status_has_place(row->status))
            continue;
        time.person = row->person;
        err = clash_find_time(store, &time, arena, &clash);
        strand.other = err == OK && clash.title ? clash.title : "";
        if (err == OK)
            add_strand(list, &strand);
        err = err == ERR_NOT_FOUND ? OK : err;
    }
    return err;
}

enum err series_change_strands(struct store *store, struct instant now,
                               const struct series_change *change, struct arena *arena,
                               struct series_strands *ret)
{
    struct event_list list;
    struct series_strands strands = new_strands(arena);
    enum err err = list_affected(store, now, change->series, change->from, arena, &list);
    for (int i = 0; err == OK && change->set & SERIES_SET_TIME && i < list.count; i++) {
        const struct event *event = &list.items[i];
        struct event_fields fields = event->fields;
        bool moves =
            retime(change, &fields) == OK && (fields.starts_at.v != event->fields.starts_at.v ||
                                              fields.ends_at.v != event->fields.ends_at.v);
        if (moves)
            err = add_clashes(store, event, &fields, arena, &strands);
    }
    if (err == OK)
        *ret = strands;
    return err;
}

enum err series_end_strands(struct store *store, struct instant now, struct series_id id,
                            struct event_id from, struct arena *arena, struct series_strands *ret)
{
    struct event_list list;
    struct booking_rows rows;
    struct series_strands strands = new_strands(arena);
    enum err err = list_affected(store, now, id, from, arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct event *event = &list.items[i];
        err = booking_store_live(store, event->id, arena, &rows);
        if (err == OK && rows.count)
            add_strand(&strands, &(struct series_strand){.event = event->id,
                                                         .starts_at = event->fields.starts_at,
                                                         .ends_at = event->fields.ends_at,
                                                         .bookings = rows.count});
    }
    if (err == OK)
        *ret = strands;
    return err;
}

static enum err check_strands(const struct series_strands *strands, bool sure, const char *what,
                              struct refusal *why)
{
    if (sure || strands->bookings == 0)
        return OK;
    return refuse(why, ERR_CONFLICT, "would-strand",
                  "%d %s would %s. Look at them, then say so again.", strands->bookings,
                  strands->bookings == 1 ? "booking" : "bookings", what);
}

/* ---- change ---- */

static void check_capacity(const struct series_change *change, const struct event_list *list,
                           struct refusal *why)
{
    const char *days = "";
    int over = 0, most = 0;
    for (int i = 0; change->set & SERIES_SET_CAPACITY && i < list->count; i++) {
        const struct event *event = &list->items[i];
        if (change->capacity < 0 || event->taken <= change->capacity)
            continue;
        most = event->taken > most ? event->taken : most;
        if (over++ < REFUSED_DAYS_MAX)
            days = arena_printf(
                why->arena, "%s%s%d on %s", days, over > 1 ? ", " : "", event->taken,
                event_rules_when(why->arena, event->fields.starts_at, event->fields.ends_at));
    }
    if (over)
        refuse_field(why, "capacity", "More places are taken: %s%s. Enter %d or more.", days,
                     over > REFUSED_DAYS_MAX ? " and more" : "", most);
}

static enum err check_change(struct store *store, struct instant now,
                             const struct series_change *change, const struct event_list *list,
                             struct refusal *why)
{
    struct series_strands strands;
    if (list->count == 0)
        return refuse(why, ERR_CONFLICT, "no-dates",
                      "No date of this series is to come, so there is nothing to change.");
    if (change->set & SERIES_SET_TIME) {
        if (change->start_min < 0 || change->start_min >= 24 * 60)
            refuse_field(why, "starts_at", "Enter a time of day for the start, like 16:00.");
        if (change->length_min < 1 || change->length_min > 24 * 60)
            refuse_field(why, "ends_at", "The end must be after the start.");
    }
    check_capacity(change, list, why);
    enum err err = refusal_check(why);
    if (err == OK)
        err = series_change_strands(store, now, change, why->arena, &strands);
    return err == OK ? check_strands(&strands, change->sure, "be in a clash", why) : err;
}

static enum err change_one(struct store *store, struct instant now,
                           const struct series_change *change, const struct event *event,
                           struct refusal *why)
{
    struct event_fields fields = event->fields;
    if (apply(change, &fields) != OK)
        return refuse_field(
            why, "starts_at", "The clocks change in that hour on %s.",
            event_rules_when(why->arena, event->fields.starts_at, event->fields.ends_at));
    return event_update(store, now, event->id, 0, &fields, why);
}

/* Dates that are added later meet at the new time. */
static enum err keep_time(struct store *store, const struct series *series,
                          const struct series_change *change)
{
    struct series_rule rule = series->rule;
    if (change->set & SERIES_SET_TIME) {
        rule.start_min = change->start_min;
        rule.length_min = change->length_min;
    }
    return series_store_update(store, series->id, &rule);
}

enum err series_change(struct store *store, struct instant now, const struct series_change *change,
                       struct refusal *why)
{
    struct series series;
    struct event_list list;
    int64_t mark = 0;
    enum err err = find(store, change->series, change->version, why, &series);
    if (err == OK)
        err = list_affected(store, now, series.id, change->from, why->arena, &list);
    if (err == OK)
        err = check_change(store, now, change, &list, why);
    if (err == OK)
        err = notice_mark(store, &mark);
    for (int i = 0; err == OK && i < list.count; i++)
        err = change_one(store, now, change, &list.items[i], why);
    if (err == OK)
        err = keep_time(store, &series, change);
    return err == OK ? series_notice_merge(store, now, mark, series.id, NULL, why->arena) : err;
}

/* ---- the end ---- */

/* The series goes as far as the day before the first that is called off. */
static enum err keep_end(struct store *store, const struct series *series,
                         const struct event_list *ended)
{
    struct series_rule rule = series->rule;
    struct day last = day_add(ended->items[0].series_on, -1);
    rule.until = last.v < rule.from.v ? rule.from : last;
    rule.times = 0;
    return series_store_update(store, series->id, &rule);
}

enum err series_end(struct store *store, struct instant now, const struct series_ending *ending,
                    struct refusal *why)
{
    struct series series;
    struct event_list list;
    struct series_strands strands;
    int64_t mark = 0;
    enum err err = find(store, ending->series, ending->version, why, &series);
    if (err == OK)
        err = list_affected(store, now, series.id, ending->from, why->arena, &list);
    if (err == OK && list.count == 0)
        err = refuse(why, ERR_CONFLICT, "no-dates",
                     "No date of this series is to come, so there is nothing to call off.");
    if (err == OK)
        err = series_end_strands(store, now, series.id, ending->from, why->arena, &strands);
    if (err == OK)
        err = check_strands(&strands, ending->sure, "end", why);
    if (err == OK)
        err = notice_mark(store, &mark);
    for (int i = 0; err == OK && i < list.count; i++)
        err = event_cancel(store, now, list.items[i].id, 0, why);
    if (err == OK)
        err = keep_end(store, &series, &list);
    return err == OK ? series_notice_merge(store, now, mark, series.id, NULL, why->arena) : err;
}
