/* DESIGN: an event, or a whole year of them, made again on other days, as drafts. */
#include "spark_copy.h"

#include <string.h>

#include "call_scene.h"
#include "draw_store.h"
#include "event_copy.h"
#include "series.h"
#include "slides.h"
#include "talk_offer_store.h"
#include "tz.h"

enum { COPY_YEARS_ON = 2 };

static const struct event_viewer EVERYBODY = {.all_drafts = true};

/* ---- one ---- */

static enum err find(struct store *store, struct event_id id, struct day on, struct refusal *why,
                     struct event *ret)
{
    enum err err = event_find(store, &EVERYBODY, id, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such event. Look under Events for what is on.");
    if (err == OK && ret->parent.v)
        return refuse(why, ERR_CONFLICT, "with-its-day",
                      "A workshop belongs to its day. Copy the day.");
    if (err == OK && day_is_none(on))
        return refuse_field(why, "on", "Enter the day of the copy.");
    return err;
}

/* A slip of the year is no plan: this school year, and as far on as anybody looks. */
static enum err check_day(struct day on, struct day today, struct refusal *why)
{
    int year = calendar_year(today);
    struct day first = calendar_year_first(year), last = calendar_year_last(year + COPY_YEARS_ON);
    if (on.v >= first.v && on.v <= last.v)
        return OK;
    return refuse_field(why, "on",
                        "Choose a day between 1 August %d and 31 July %d: this school year or "
                        "one of the next two.",
                        day_civil(first).year, day_civil(last).year);
}

/* The blocks of a SPARK evening, moved with it. */
static enum err spark_of(struct store *store, const struct event *event, struct event_shift shift,
                         struct refusal *why, struct spark_fields *ret)
{
    struct spark_settings s;
    struct spark_fields fields = spark_event_defaults();
    enum err err = spark_event_find(store, event->id, why->arena, &s);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    fields.changeover_s = s.pack.changeover_s;
    fields.talks_a_person = s.talks_a_person;
    fields.intake = (int)s.intake;
    fields.order = (int)s.order;
    fields.themes = (int)s.themes;
    fields.room_count = s.pack.room_count;
    memcpy(fields.rooms, s.rooms, sizeof s.rooms);
    fields.block_count = s.span_count; /* a guest comes once: keynotes are not copied */
    for (int i = 0; err == OK && i < s.span_count; i++) {
        struct spark_span *block = &fields.blocks[i];
        err = event_shift_at(shift, (struct instant){s.spans[i].start_s}, &block->starts_at);
        if (err == OK)
            err = event_shift_at(shift, (struct instant){s.spans[i].end_s}, &block->ends_at);
    }
    if (err == OK)
        *ret = fields;
    return err;
}

/* What is set apart from the event's form: its call, slides, being asked first, the draw. */
static enum err spark_beside(struct store *store, struct event_id from, struct event_id to,
                             struct event_shift shift)
{
    enum err err = call_copy(store, from, to, shift.days);
    if (err == OK)
        err = slides_cutoff_copy(store, from, to, shift);
    if (err == OK)
        err = talk_offer_store_copy_setting(store, from, to);
    return err == OK ? draw_store_copy_weight(store, from, to) : err;
}

static enum err make(struct store *store, struct instant now, struct person_id actor,
                     const struct event *event, struct event_shift shift, struct refusal *why,
                     struct spark_copied *ret)
{
    struct event_fields fields;
    struct spark_fields spark = spark_event_defaults();
    struct spark_copied copied = {.without_room = false};
    enum err err = event_copy_fields(store, event, shift, why, &fields, &copied.without_room);
    if (err == OK)
        err = spark_of(store, event, shift, why, &spark);
    if (err == OK)
        err = spark_event_create(store, now, actor, &fields, &spark, why, &copied.event);
    if (err == OK)
        err = event_copy_sessions(store, now, event, copied.event, shift, why);
    if (err == OK)
        err = event_copy_beside(store, event->id, copied.event);
    if (err == OK)
        err = spark_beside(store, event->id, copied.event, shift);
    if (err == OK)
        err = event_copy_mark(store, event->id, copied.event);
    if (err == OK)
        err = event_copy_workshops(store, now, actor, event, copied.event, shift, why);
    if (err == OK)
        *ret = copied;
    return err;
}

enum err spark_copy(struct store *store, struct instant now, struct person_id actor,
                    struct event_id from, struct day on, struct refusal *why,
                    struct spark_copied *ret)
{
    struct event event;
    enum err err = find(store, from, on, why, &event);
    if (err != OK)
        return err;
    err = check_day(on, tz_day(now), why);
    if (err != OK)
        return err;
    const struct event_shift shift = {on.v - tz_day(event.fields.starts_at).v, 0};
    return make(store, now, actor, &event, shift, why, ret);
}

/* ---- a year ---- */

/* As far as it went by weeks of term, or as often. */
static enum err series_again(struct store *store, const struct year_copy_row *row, int year,
                             struct event_id copy, struct refusal *why, struct series_rule *ret)
{
    struct series series;
    struct series_calendar calendar;
    struct event event;
    enum err err = series_find(store, (struct series_id){row->series}, &series);
    if (err == OK)
        err = event_find(store, &EVERYBODY, copy, why->arena, &event);
    if (err == OK)
        err = series_load_calendar(store, series.school, calendar_year_first(year),
                                   calendar_year_last(year + 1), why->arena, &calendar);
    if (err != OK)
        return err;
    struct series_rule rule = series_rule_of(&event);
    struct day last = calendar_year_last(year + 1);
    rule.repeat = series.rule.repeat;
    rule.nth = series.rule.nth;
    rule.inset = series.rule.inset;
    rule.times = series.rule.times;
    if (!day_is_none(series.rule.until)) {
        const struct year_copy_day end =
            year_copy_rules_day(&calendar, series.rule.until, series.rule.inset);
        rule.until = day_is_none(end.on)
                         ? day_add(series.rule.until, row->day.on.v - tz_day(row->starts_at).v)
                         : end.on;
        rule.until = rule.until.v > last.v ? last : rule.until;
    }
    *ret = rule;
    return OK;
}

static enum err copy_row(struct store *store, struct instant now, struct person_id actor,
                         const struct year_copy_row *row, int year, struct refusal *why,
                         struct spark_copied *ret)
{
    struct series_rule rule;
    struct series_id id;
    enum err err = spark_copy(store, now, actor, row->event, row->day.on, why, ret);
    if (err != OK || !row->series)
        return err;
    err = series_again(store, row, year, ret->event, why, &rule);
    return err == OK ? series_create(store, now, actor, ret->event, &rule, why, &id) : err;
}

/* Undone alone if it cannot be made. */
static enum err try_row(struct store *store, struct instant now, struct person_id actor,
                        const struct year_copy_row *row, struct refusal *why,
                        struct spark_copy_year *all, int year)
{
    struct refusal mine;
    struct spark_copied copied = {.without_room = false};
    refusal_init(&mine, why->arena);
    enum err err = store_savepoint(store);
    if (err != OK)
        return err;
    err = copy_row(store, now, actor, row, year, &mine, &copied);
    if (err == OK) {
        all->made++;
        all->without_room += copied.without_room;
        return store_release(store);
    }
    store_rollback_savepoint(store);
    if (err != ERR_CONFLICT && err != ERR_INVALID && err != ERR_LIMIT)
        return err;
    const char *words = mine.field_count ? mine.fields[0].message : mine.detail;
    all->missed[all->missed_count++] = (struct spark_copy_missed){row, words ? words : ""};
    return OK;
}

enum err spark_copy_year(struct store *store, struct instant now, struct person_id actor,
                         const struct year_copy *plan, const bool *leave_out, struct refusal *why,
                         struct spark_copy_year *ret)
{
    struct spark_copy_year all = {
        .missed = ARENA_ARRAY(why->arena, struct spark_copy_missed, (size_t)plan->count + 1)};
    enum err err = OK;
    for (int i = 0; err == OK && i < plan->count; i++) {
        const struct year_copy_row *row = &plan->items[i];
        if (row->day.why == YEAR_COPY_FOUND && !row->copy.v && !leave_out[i])
            err = try_row(store, now, actor, row, why, &all, plan->year);
    }
    if (err == OK)
        *ret = all;
    return err;
}
