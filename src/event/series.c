/* DESIGN: events that repeat: planned on the host's calendar, made, published, extended, restored.
 */
#include "series.h"

#include <string.h>

#include "event_copy.h"
#include "event_room.h"
#include "event_store.h"
#include "school_year.h"
#include "series_member.h"
#include "series_notice.h"
#include "series_store.h"
#include "tz.h"

enum { DAY_S = 86400 };

/* ---- the calendar ---- */

static enum err load_year(struct store *store, struct school_id school, int year,
                          struct arena *arena, struct span *spans, int *count)
{
    struct school_year found;
    enum err err = school_year_load(store, school, year, arena, &found);
    for (int i = 0; err == OK && i < found.count; i++)
        spans[(*count)++] = found.spans[i].span;
    return err;
}

enum err series_load_calendar(struct store *store, struct school_id school, struct day from,
                              struct day to, struct arena *arena, struct series_calendar *ret)
{
    int first = calendar_year(from), last = calendar_year(to), count = 0;
    struct bank_holiday *holidays;
    struct series_calendar calendar = {0};
    struct span *spans =
        ARENA_ARRAY(arena, struct span, (size_t)(last - first + 1) * YEAR_SPANS_MAX);
    enum err err = OK;
    for (int year = first; err == OK && year <= last; year++)
        err = load_year(store, school, year, arena, spans, &count);
    if (err == OK)
        err =
            calendar_list_bank_holidays(store, calendar_year_first(first), calendar_year_last(last),
                                        arena, &holidays, &calendar.holiday_count);
    if (err != OK)
        return err;
    calendar.spans = spans;
    calendar.span_count = count;
    calendar.holidays = holidays;
    *ret = calendar;
    return OK;
}

static enum err expand(struct store *store, struct school_id school, const struct series_rule *rule,
                       struct refusal *why, struct series_dates *ret)
{
    struct series_calendar calendar;
    struct day last = day_is_none(rule->until) ? day_add(rule->from, SERIES_DAYS_MAX) : rule->until;
    series_rules_check(rule, why);
    enum err err = refusal_check(why);
    if (err == OK)
        err = series_load_calendar(store, school, rule->from, last, why->arena, &calendar);
    if (err == OK)
        *ret = series_rules_expand(rule, &calendar, why->arena);
    return err;
}

/* ---- planning ---- */

struct series_rule series_rule_of(const struct event *event)
{
    struct local starts = tz_local(event->fields.starts_at);
    struct local ends = tz_local(event->fields.ends_at);
    int start_min = starts.hour * 60 + starts.minute;
    return (struct series_rule){
        .weekday = day_weekday(starts.day),
        .start_min = start_min,
        .length_min =
            (ends.day.v - starts.day.v) * 24 * 60 + ends.hour * 60 + ends.minute - start_min,
        .from = starts.day,
        .until = DAY_NONE,
    };
}

static enum err check_repeats(const struct event *event, struct refusal *why)
{
    const char *because = NULL;
    if (event->fields.kind == EVENT_SPARK)
        because = "A SPARK event is planned one evening at a time.";
    else if (event->parent.v)
        because = "A workshop belongs to its day. Repeat the day.";
    else if (event->session_count > 1)
        because = "This event meets several times already. Add sessions to it instead.";
    else if (event->series)
        because = "This event is one of a series already. Add dates to the series.";
    else if (event->status == EVENT_CANCELLED)
        because = "This event has been cancelled. Create a new one to repeat.";
    return because ? refuse(why, ERR_CONFLICT, "cannot-repeat", "%s", because) : OK;
}

/* The last on which it meets, and what was looked at behind it, go. */
static void drop_last(struct series_dates *dates)
{
    int i = dates->count - 1;
    while (i >= 0 && dates->items[i].why != SERIES_MEETS)
        i--;
    if (i < 0)
        return;
    dates->count = i;
    dates->meets--;
}

/* The event stands on its day, whatever the rule or the calendar says of it. */
static void put_first(struct series_dates *dates, const struct event *event,
                      const struct series_rule *rule, struct arena *arena)
{
    const struct series_date own = {
        .on = rule->from,
        .starts_at = event->fields.starts_at,
        .ends_at = event->fields.ends_at,
        .name = "",
    };
    struct series_date *items = ARENA_ARRAY(arena, struct series_date, (size_t)dates->count + 1);
    bool has = dates->count > 0 && dates->items[0].on.v == own.on.v;
    if (has && dates->items[0].why == SERIES_MEETS)
        return;
    if (rule->times && dates->meets >= rule->times)
        drop_last(dates);
    int skip = has ? 1 : 0;
    items[0] = own;
    memcpy(items + 1, dates->items + skip, (size_t)(dates->count - skip) * sizeof *items);
    *dates = (struct series_dates){items, dates->count - skip + 1, dates->meets + 1};
}

enum err series_plan(struct store *store, const struct event *event, const struct series_rule *rule,
                     struct refusal *why, struct series_dates *ret)
{
    struct series_dates dates;
    enum err err = check_repeats(event, why);
    if (err == OK)
        err = expand(store, event->fields.school, rule, why, &dates);
    if (err != OK)
        return err;
    put_first(&dates, event, rule, why->arena);
    *ret = dates;
    return OK;
}

enum err series_plan_more(struct store *store, const struct series *series, struct day until,
                          struct refusal *why, struct series_dates *ret)
{
    struct event_list list;
    struct series_rule rule = series->rule;
    struct series_dates dates;
    rule.until = until;
    rule.times = 0;
    enum err err = series_list(store, series->id, (struct person_id){0}, why->arena, &list);
    if (err == OK)
        err = expand(store, series->school, &rule, why, &dates);
    if (err != OK)
        return err;
    struct day last = list.count ? list.items[list.count - 1].series_on : DAY_NONE;
    struct series_dates more = {dates.items, 0, 0};
    for (int i = 0; i < dates.count; i++) {
        if (dates.items[i].on.v <= last.v)
            continue;
        more.items[more.count++] = dates.items[i];
        more.meets += dates.items[i].why == SERIES_MEETS;
    }
    if (more.meets + list.count > SERIES_TIMES_MAX)
        return refuse_field(why, "until",
                            "A series has %d dates at most. Enter an earlier day, or begin a new "
                            "one.",
                            SERIES_TIMES_MAX);
    *ret = more;
    return OK;
}

/* ---- making ---- */

/* A moment as many days later by the clock on the wall. */
static struct instant shift(struct instant at, int days)
{
    struct local local = tz_local(at);
    struct instant moved = instant_add(at, (int64_t)days * DAY_S);
    local.day = day_add(local.day, days);
    if (at.v && tz_instant(local, &moved) != OK) /* in the hour the clocks change: about then */
        moved = instant_add(at, (int64_t)days * DAY_S);
    return at.v ? moved : at;
}

static struct event_fields fields_on(const struct event *like, const struct series_date *date)
{
    struct event_fields fields = like->fields;
    int days = date->on.v - tz_day(like->fields.starts_at).v;
    fields.starts_at = date->starts_at;
    fields.ends_at = date->ends_at;
    fields.booking_opens_at = shift(like->fields.booking_opens_at, days);
    fields.booking_closes_at = shift(like->fields.booking_closes_at, days);
    return fields;
}

struct making {
    struct store *store;
    struct instant now;
    struct person_id actor;
    struct series_id series;
    const struct event *like;
    bool publish;
};

static enum err make_one(const struct making *m, const struct series_date *date,
                         struct refusal *why)
{
    struct event_id id;
    const struct event_fields fields = fields_on(m->like, date);
    enum err err = event_create(m->store, m->now, m->actor, &fields, why, &id);
    if (err == OK)
        err = series_store_attach(m->store, id, m->series, date->on);
    if (err == OK)
        err = event_copy_beside(m->store, m->like->id, id);
    return err == OK && m->publish ? event_publish(m->store, m->now, id, 0, why) : err;
}

static enum err make_all(const struct making *m, const struct series_dates *dates,
                         struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < dates->count; i++)
        if (dates->items[i].why == SERIES_MEETS)
            err = make_one(m, &dates->items[i], why);
    return err;
}

static enum err not_found(struct refusal *why)
{
    return refuse(why, ERR_NOT_FOUND, "not-found",
                  "There is no such event. Look under Events for what is on.");
}

enum err series_create(struct store *store, struct instant now, struct person_id actor,
                       struct event_id event_id, const struct series_rule *rule,
                       struct refusal *why, struct series_id *ret)
{
    struct event event;
    struct series_dates dates;
    struct making m = {store, now, actor, .like = &event};
    enum err err = event_store_find(store, (struct person_id){0}, event_id, why->arena, &event);
    if (err == ERR_NOT_FOUND)
        return not_found(why);
    if (err == OK)
        err = series_plan(store, &event, rule, why, &dates);
    if (err == OK && dates.meets < 2)
        err = refuse_field(why, rule->times ? "times" : "until",
                           "There is no other day on which it could meet. Enter a later one, or "
                           "see that the school's term dates are entered.");
    if (err == OK)
        err = series_store_insert(store, now, actor, event.fields.school, rule, &m.series);
    if (err == OK)
        err = series_store_attach(store, event.id, m.series, rule->from);
    if (err != OK)
        return err;
    const struct series_dates others = {dates.items + 1, dates.count - 1, dates.meets - 1};
    err = make_all(&m, &others, why);
    if (err == OK)
        *ret = m.series;
    return err;
}

/* ---- what stands ---- */

enum err series_list(struct store *store, struct series_id id, struct person_id viewer,
                     struct arena *arena, struct event_list *ret)
{
    return event_store_series(store, viewer, id.v, arena, ret);
}

static enum err find(struct store *store, struct series_id id, int version, struct refusal *why,
                     struct series *ret)
{
    enum err err = series_find(store, id, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found", "There is no such series.");
    return err == OK ? refusal_check_version(why, version, ret->version) : err;
}

/* The last that takes place, else the last of all. */
static const struct event *last_of(const struct event_list *list)
{
    for (int i = list->count - 1; i >= 0; i--)
        if (list->items[i].status != EVENT_CANCELLED)
            return &list->items[i];
    return list->count ? &list->items[list->count - 1] : NULL;
}

enum err series_extend(struct store *store, struct instant now, struct person_id actor,
                       struct series_id id, int version, struct day until, struct refusal *why,
                       int *ret_added)
{
    struct series series;
    struct event_list list;
    struct series_dates dates;
    int64_t mark = 0;
    enum err err = find(store, id, version, why, &series);
    if (err == OK)
        err = series_plan_more(store, &series, until, why, &dates);
    if (err == OK && dates.meets == 0)
        err = refuse_field(why, "until",
                           "There is no further day up to then on which it could meet. Enter a "
                           "later one, or see that the school's term dates are entered.");
    if (err == OK)
        err = series_list(store, id, (struct person_id){0}, why->arena, &list);
    if (err == OK)
        err = notice_mark(store, &mark);
    if (err != OK)
        return err;
    const struct event *like = last_of(&list);
    const struct making m = {store, now, actor, id, like, like->status != EVENT_DRAFT};
    series.rule.until = until;
    series.rule.times = 0;
    err = make_all(&m, &dates, why);
    if (err == OK)
        err = series_store_update(store, id, &series.rule);
    if (err == OK)
        err = series_notice_merge(store, now, mark, id, NULL, why->arena);
    if (err == OK)
        *ret_added = dates.meets;
    return err;
}

enum err series_publish(struct store *store, struct instant now, struct series_id id,
                        struct refusal *why)
{
    struct series series;
    struct event_list list;
    int64_t mark = 0;
    enum err err = find(store, id, 0, why, &series);
    if (err == OK)
        err = series_list(store, id, (struct person_id){0}, why->arena, &list);
    if (err == OK)
        err = notice_mark(store, &mark);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct event *event = &list.items[i];
        if (event->status == EVENT_DRAFT && event->fields.starts_at.v > now.v)
            err = event_publish(store, now, event->id, 0, why);
    }
    return err == OK ? series_notice_merge(store, now, mark, id, NULL, why->arena) : err;
}

enum err series_restore(struct store *store, struct instant now, struct event_id id,
                        struct refusal *why)
{
    struct event event;
    enum err err = event_store_find(store, (struct person_id){0}, id, why->arena, &event);
    if (err == ERR_NOT_FOUND)
        return not_found(why);
    if (err != OK || event.status != EVENT_CANCELLED)
        return err;
    if (!event.series)
        return refuse(why, ERR_CONFLICT, "no-series",
                      "A cancelled event cannot be brought back. Create a new one.");
    if (event.fields.starts_at.v <= now.v)
        return refuse(why, ERR_CONFLICT, "too-late", "This date has passed.");
    struct event_fields fields = event.fields; /* somebody may be in its room by now */
    err = event_room_settle(store, &event, &fields, why);
    if (err != OK)
        return err;
    bool was_seen = event.seq > 0;
    err =
        event_store_set_status(store, now, id, was_seen ? EVENT_PUBLISHED : EVENT_DRAFT, was_seen);
    event.status = was_seen ? EVENT_PUBLISHED : EVENT_DRAFT;
    return err == OK && was_seen ? series_member_book_all(store, now, &event, why->arena) : err;
}
