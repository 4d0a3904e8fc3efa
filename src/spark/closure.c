/* DESIGN: a school closed for some days, and what becomes of its events, as one act. */
#include "closure.h"

#include "audit.h"
#include "calendar_change.h"
#include "event_news.h"
#include "event_session.h"
#include "event_shift.h"
#include "series.h"
#include "talk_store.h"
#include "text_rule.h"
#include "tz.h"

enum { HITS };
static const char *const SQL[] = {
    [HITS] = "SELECT e.id, CASE WHEN (SELECT count(*) FROM event_session n"
             " WHERE n.event_id = e.id) > 1 THEN s.id ELSE 0 END, e.kind, e.title, s.starts_at,"
             " s.ends_at FROM event e JOIN event_session s ON s.event_id = e.id"
             " WHERE e.host_school_id = $1 AND e.parent_id IS NULL"
             " AND e.status IN ('published', 'closed') AND e.kind <> 'reading'"
             " AND s.starts_at >= $2 AND s.starts_at < $3 AND s.starts_at > $4"
             " ORDER BY s.starts_at, e.id LIMIT $5",
};

static const struct event_viewer EVERYBODY = {.all_drafts = true};
enum { TRIED_DAYS = 10, LOOKED_DAYS = 60 };

/* ---- what it touches ---- */

static enum err check(const struct closure *closure, struct instant now, struct refusal *why)
{
    static const struct text_rule rule = {"reason", "The reason", CLOSURE_REASON_CHARS_MAX, true,
                                          false};
    bool from = !day_is_none(closure->from), to = !day_is_none(closure->to);
    text_rule_check(&rule, closure->reason, why);
    if (!from)
        refuse_field(why, "from", "Enter the first day on which it is closed.");
    else if (closure->from.v < tz_day(now).v)
        refuse_field(why, "from", "Enter today or a day to come.");
    else if (!to)
        refuse_field(why, "to", "Enter the last day on which it is closed.");
    else if (closure->to.v < closure->from.v)
        refuse_field(why, "to", "The last day must not be before the first.");
    else if (closure->to.v - closure->from.v >= CLOSURE_DAYS_MAX)
        refuse_field(why, "to",
                     "A closure can last two weeks here. For a longer one, change the school’s "
                     "calendar.");
    return refusal_check(why);
}

static struct instant morning(struct day day)
{
    struct instant at = {0};
    return tz_instant((struct local){.day = day}, &at) == OK ? at : tz_at(day, 4, 0);
}

static enum err list_hits(struct store *store, struct instant now, const struct closure *closure,
                          struct arena *arena, struct closure_plan *plan)
{
    struct rows rows =
        store_query(store, SQL[HITS],
                    PARAMS(p_int(closure->school.v), p_instant(morning(closure->from)),
                           p_instant(morning(day_add(closure->to, 1))), p_instant(now),
                           p_int(CLOSURE_HITS_MAX + 1)));
    enum err err = OK;
    while (rows_next(&rows)) {
        struct closure_hit *hit = &plan->items[plan->count++];
        *hit = (struct closure_hit){.event = {rows_int(&rows, 0)},
                                    .session = rows_int(&rows, 1),
                                    .title = rows_text(&rows, 3, arena),
                                    .starts_at = rows_instant(&rows, 4),
                                    .ends_at = rows_instant(&rows, 5)};
        if (event_kind_parse(rows_str(&rows, 2), &hit->kind) != OK)
            err = ERR_BUG;
    }
    enum err end = rows_end(&rows);
    return end == OK ? err : end;
}

/* ---- a day for it ---- */

static enum err look_on(struct store *store, const struct event *event,
                        const struct closure_hit *hit, struct day day, struct arena *arena,
                        struct instant *ret_at, struct event_look *ret)
{
    const struct event_shift shift = {day.v - tz_day(hit->starts_at).v, 0};
    struct event_session_fields item = {0, hit->starts_at, hit->ends_at, ""};
    enum err err = event_shift_sessions(shift, &item, 1);
    if (err == ERR_INVALID) /* the clocks change: no day for it */
        return ERR_NOT_FOUND;
    *ret_at = item.starts_at;
    return err == OK ? event_look_times(store, event, &item, 1, arena, ret) : err;
}

/* The days that come after it, as the school's calendar has them. */
struct horizon {
    struct day first;
    struct series_calendar calendar;
};

/* The first on which all is free; else the first on which the room is. */
static enum err propose(struct store *store, const struct horizon *horizon,
                        const struct event *event, struct closure_hit *hit, struct arena *arena)
{
    int tried = 0;
    enum err err = OK;
    for (int i = 0; err == OK && i < LOOKED_DAYS && tried < TRIED_DAYS; i++) {
        struct day day = day_add(horizon->first, i);
        struct event_look look;
        struct instant at;
        const char *name;
        if (series_rules_day(&horizon->calendar, day, event->fields.kind == EVENT_INSET, &name) !=
            SERIES_MEETS)
            continue;
        tried++;
        err = look_on(store, event, hit, day, arena, &at, &look);
        if (err == ERR_NOT_FOUND) {
            err = OK;
            continue;
        }
        bool room = err == OK && !*look.room && !*look.leaders;
        if (room && (!hit->proposed.v || !look.busy_count))
            hit->proposed = at;
        if (room && !look.busy_count)
            break;
    }
    return err;
}

static enum err fill(struct store *store, const struct horizon *horizon, struct closure_hit *hit,
                     struct arena *arena)
{
    struct event event;
    struct talk_people presenters;
    struct event_look look;
    struct instant at;
    enum err err = event_find(store, &EVERYBODY, hit->event, arena, &event);
    if (err == OK)
        err = look_on(store, &event, hit, tz_day(hit->starts_at), arena, &at, &look);
    if (err == OK)
        err = talk_store_unbooked(store, hit->event, arena, &presenters);
    if (err == OK)
        err = propose(store, horizon, &event, hit, arena);
    if (err == OK)
        hit->told = look.told + presenters.count;
    return err;
}

static enum err fill_all(struct store *store, const struct closure *closure, struct arena *arena,
                         struct closure_plan *plan)
{
    struct horizon horizon = {.first = day_add(closure->to, 1)};
    enum err err =
        series_load_calendar(store, closure->school, horizon.first,
                             day_add(horizon.first, LOOKED_DAYS), arena, &horizon.calendar);
    for (int i = 0; err == OK && i < plan->count; i++)
        err = fill(store, &horizon, &plan->items[i], arena);
    return err;
}

/* ---- the calendar ---- */

static enum err year_with(struct store *store, const struct closure *closure, struct refusal *why,
                          struct school_year *ret)
{
    struct school_year year;
    const struct span span = {SPAN_CLOSURE, closure->reason, closure->from, closure->to};
    enum err err =
        school_year_load(store, closure->school, calendar_year(closure->from), why->arena, &year);
    if (err == OK)
        err = school_year_merge(&year, &span, 1, why);
    if (err == OK)
        *ret = year;
    return err;
}

enum err closure_list(struct store *store, struct instant now, const struct closure *closure,
                      struct refusal *why, struct closure_plan *ret)
{
    struct closure_plan plan = {
        .items = ARENA_ARRAY(why->arena, struct closure_hit, CLOSURE_HITS_MAX + 1)};
    enum err err = check(closure, now, why);
    if (err == OK)
        err = list_hits(store, now, closure, why->arena, &plan);
    if (err == OK && plan.count > CLOSURE_HITS_MAX)
        err = refuse_field(why, "to",
                           "More than %d events are on there then. Close it for fewer days at a "
                           "time.",
                           CLOSURE_HITS_MAX);
    if (err == OK)
        *ret = plan;
    return err;
}

enum err closure_plan(struct store *store, struct instant now, const struct closure *closure,
                      struct refusal *why, struct closure_plan *ret)
{
    struct school_year year;
    struct closure_plan plan;
    enum err err = closure_list(store, now, closure, why, &plan);
    if (err == OK)
        err = year_with(store, closure, why, &year);
    if (err == OK)
        err = calendar_change_count(store, &year, now, &plan.deadlines);
    if (err == OK)
        err = fill_all(store, closure, why->arena, &plan);
    if (err == OK)
        *ret = plan;
    return err;
}

/* ---- doing it ---- */

static const struct closure_fate *fate_of(const struct closure_hit *hit,
                                          const struct closure_fate *fates, int count)
{
    for (int i = 0; i < count; i++)
        if (fates[i].event.v == hit->event.v && fates[i].session == hit->session)
            return &fates[i];
    return NULL;
}

static enum err check_fates(const struct closure *closure, struct instant now,
                            const struct closure_plan *plan, const struct closure_fate *fates,
                            int count, struct refusal *why)
{
    for (int i = 0; i < plan->count; i++)
        if (!fate_of(&plan->items[i], fates, count))
            return refuse_field(why, "events",
                                "There is an event that you have not seen yet: “%s”. Say what "
                                "becomes of it too.",
                                plan->items[i].title);
    for (int i = 0; i < count; i++) {
        struct day day = tz_day(fates[i].to);
        const char *field = arena_printf(why->arena, "events[%d].to", i);
        if (!fates[i].to.v)
            continue;
        if (fates[i].to.v <= now.v)
            refuse_field(why, field, "Enter a day and time that are still to come.");
        else if (day.v >= closure->from.v && day.v <= closure->to.v)
            refuse_field(why, field, "The school is closed then too. Enter another day.");
    }
    return refusal_check(why);
}

/* The whole of it: what was said, and of what. */
struct act {
    const struct closure *closure;
    const struct closure_plan *plan;
    const struct closure_fate *fates;
    int count;
};

static bool falls_out(const struct act *act, struct event_id event, int64_t session)
{
    for (int i = 0; i < act->plan->count; i++) {
        const struct closure_hit *hit = &act->plan->items[i];
        if (hit->event.v == event.v && hit->session == session)
            return !fate_of(hit, act->fates, act->count)->to.v;
    }
    return false;
}

static struct spark_ending ending_of(const struct act *act, struct event_id event)
{
    return (struct spark_ending){event, 0, act->closure->reason};
}

static enum err note(struct store *store, struct instant now, const struct act *act,
                     const char *action, struct event_id event)
{
    return audit_add(store, now, act->closure->by, action, event.v, "");
}

/* What moves, before anything falls out: each session keeps its row. */
static enum err move_hits(struct store *store, struct instant now, const struct act *act,
                          struct refusal *why, int *ret_moved)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < act->plan->count; i++) {
        const struct closure_hit *hit = &act->plan->items[i];
        const struct spark_move move = {.event = hit->event,
                                        .by = act->closure->by,
                                        .session = hit->session,
                                        .starts_at = fate_of(hit, act->fates, act->count)->to,
                                        .reason = act->closure->reason,
                                        .without_room = true};
        if (!move.starts_at.v)
            continue;
        err = spark_move_quietly(store, now, &move, why);
        if (err == OK)
            err = note(store, now, act, "event-postpone", hit->event);
        (*ret_moved)++;
    }
    return err;
}

static enum err call_off_whole(struct store *store, struct instant now, const struct act *act,
                               struct event_id event, struct refusal *why)
{
    const struct spark_ending ending = ending_of(act, event);
    enum err err = spark_event_call_off(store, now, &ending, why);
    return err == OK ? note(store, now, act, "event-cancel", event) : err;
}

/* All of its dates that fall out, in one change: the rows that stay are those of the dates that
 * stay, but for the first (event_session_match). The last one takes the event with it. */
static enum err drop_sessions(struct store *store, struct instant now, const struct act *act,
                              struct event_id event, struct refusal *why)
{
    struct event_sessions sessions;
    struct event_session_fields items[EVENT_SESSIONS_MAX];
    const struct spark_ending ending = ending_of(act, event);
    int count = 0;
    enum err err = event_session_list(store, event, why->arena, &sessions);
    for (int i = 0; err == OK && i < sessions.count; i++) {
        const struct event_session *s = &sessions.items[i];
        const struct spark_span during = {s->starts_at, s->ends_at};
        if (!falls_out(act, event, s->id))
            items[count++] =
                (struct event_session_fields){s->id, s->starts_at, s->ends_at, s->room};
        else
            err = spark_event_call_off_workshops(store, now, &ending, &during, why);
    }
    if (err == OK && !count)
        return call_off_whole(store, now, act, event, why);
    if (err == OK)
        err = event_set_sessions(store, now, event, 0, items, count, why);
    return err == OK ? note(store, now, act, "event-sessions", event) : err;
}

/* The first of an event's that fall out stands for all of them. */
static enum err call_off_hits(struct store *store, struct instant now, const struct act *act,
                              struct refusal *why, int *ret_called_off)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < act->plan->count; i++) {
        const struct closure_hit *hits = act->plan->items, *hit = &hits[i];
        bool done = false;
        if (!falls_out(act, hit->event, hit->session))
            continue;
        for (int k = 0; k < i; k++)
            done = done || (hits[k].event.v == hit->event.v &&
                            falls_out(act, hits[k].event, hits[k].session));
        if (!done)
            err = hit->session ? drop_sessions(store, now, act, hit->event, why)
                               : call_off_whole(store, now, act, hit->event, why);
        (*ret_called_off)++;
    }
    return err;
}

static enum err save_calendar(struct store *store, struct instant now,
                              const struct closure *closure, struct refusal *why, int *ret_moved)
{
    struct school_year year;
    enum err err = year_with(store, closure, why, &year);
    if (err == OK)
        err = school_year_check(&year, CHECK_WHOLE, why);
    const struct calendar_change change = {
        closure->by, &year, arena_printf(why->arena, "Closed: %s", closure->reason), CHECK_WHOLE};
    return err == OK ? calendar_change_save(store, now, &change, why, ret_moved) : err;
}

static enum err make(struct store *store, struct instant now, const struct act *act,
                     struct refusal *why, struct closure_made *ret)
{
    struct event_news news;
    struct closure_made made = {0};
    int64_t mark = 0;
    enum err err = event_news_begin(store, act->closure->reason, &news);
    if (err == OK)
        err = notice_mark(store, &mark);
    if (err == OK)
        err = save_calendar(store, now, act->closure, why, &made.deadlines);
    if (err == OK)
        err = move_hits(store, now, act, why, &made.moved);
    if (err == OK)
        err = call_off_hits(store, now, act, why, &made.called_off);
    if (err == OK)
        err = notice_keep_last(store, mark, why->arena);
    if (err == OK)
        err = event_news_tell(store, now, &news, why->arena);
    if (err == OK)
        *ret = made;
    return err;
}

enum err closure_make(struct store *store, struct instant now, const struct closure *closure,
                      const struct closure_fate *fates, int count, struct refusal *why,
                      struct closure_made *ret)
{
    struct closure_plan plan;
    const struct act act = {closure, &plan, fates, count};
    enum err err = closure_list(store, now, closure, why, &plan);
    if (err == OK)
        err = check_fates(closure, now, &plan, fates, count, why);
    if (err == OK)
        err = store_savepoint(store);
    if (err != OK)
        return err;
    err = make(store, now, &act, why, ret);
    if (err == OK)
        return store_release(store);
    store_rollback_savepoint(store);
    return err;
}
