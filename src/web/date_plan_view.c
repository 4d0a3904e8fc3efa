/* DESIGN: a planned year in words: each event with why it is there, and how it falls on the
 * schools. */
#include "date_plan_view.h"

#include <stdlib.h>
#include <string.h>

#include "date_job.h"
#include "date_plan_why.h"
#include "festival_view.h"
#include "school_year.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum { WORDS_MAX = 400 };

const char *date_plan_view_clock(struct arena *arena, int minutes)
{
    return arena_printf(arena, "%02d:%02d", minutes / 60, minutes % 60);
}

/* "4:05pm" */
static const char *time_words(struct arena *arena, int minutes)
{
    const struct day day = day_of(2026, 1, 1); /* any whose clock does not change */
    return words_time(arena, tz_at(day, minutes / 60 % 24, minutes % 60));
}

const char *date_plan_view_weekdays(struct arena *arena, unsigned weekdays)
{
    static const char *const NAMES[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};
    const char *words = "";
    if ((weekdays & 31) == 31)
        return "any weekday";
    for (int d = 0; d < 5; d++)
        if (weekdays >> d & 1)
            words = arena_printf(arena, "%s%s%s", words, *words ? " or " : "", NAMES[d]);
    return words;
}

/* ---- rows ---- */

const char *date_plan_view_title(struct arena *arena, const struct date_wish *wish, int which)
{
    if (wish->fields.times == 1)
        return wish->fields.title;
    return arena_printf(arena, "%s (%d of %d)", wish->fields.title, which, wish->fields.times);
}

static const char *points_words(struct arena *arena, int more)
{
    return more ? arena_printf(arena, "%s %s", words_count(arena, abs(more), "point", "points"),
                               more > 0 ? "more" : "fewer")
                : "as good";
}

static const char *other_words(struct ctx *ctx, const struct date_instance *instance,
                               const struct date_why_here *why)
{
    if (why->other.day < 0)
        return "There is no other date for it here.";
    return arena_printf(ctx->arena, "The best other date here: %s at %s, %s.",
                        words_date(ctx->arena, day_add(instance->first, why->other.day)),
                        time_words(ctx->arena, why->other.start_min),
                        points_words(ctx->arena, why->other_points - why->points));
}

/* "Spring term, at best: Tuesday 12 January 2027, 8 points more. The same people …" for each other
 * term. */
static const char *term_words(struct ctx *ctx, const struct date_problem *problem, int event,
                              const struct date_why_here *why)
{
    const struct date_instance *instance = &problem->instance;
    const size_t size = (size_t)instance->event_count * sizeof(struct date_slot);
    struct date_slot *there =
        ARENA_ARRAY(ctx->arena, struct date_slot, (size_t)instance->event_count + 1);
    const char *words = "";
    memcpy(there, problem->slots, size);
    for (int t = 0; t < instance->term_count; t++) {
        if (why->of_term[t].day < 0)
            continue;
        there[event] = why->of_term[t];
        words = arena_printf(ctx->arena, "%s %s, at best: %s, %s. %s", words, problem->terms[t],
                             words_date(ctx->arena, day_add(instance->first, there[event].day)),
                             points_words(ctx->arena, why->of_term_points[t] - why->points),
                             date_plan_why_here_words(instance, there, event, ctx->arena));
    }
    return words;
}

/* Reasons are for what was looked for in vain. */
static const char *undated_words(struct ctx *ctx, const struct date_problem *problem, int event,
                                 const struct date_pick *pick)
{
    struct date_why_not none;
    if (!pick->sought)
        return "No date yet: none was looked for since it was wished. Press “Propose dates”.";
    date_plan_why_not(&problem->instance, problem->slots, event, &none);
    return date_plan_why_not_words(&problem->instance, &none, ctx->arena);
}

static void explain(struct ctx *ctx, const struct date_problem *problem, int event,
                    struct date_row *row)
{
    const struct date_instance *instance = &problem->instance;
    struct date_why_here here;
    if (problem->slots[event].day < 0) {
        row->why = undated_words(ctx, problem, event, row->pick);
        return;
    }
    date_plan_why_here(instance, problem->slots, event, &here);
    row->host = instance->schools[problem->slots[event].host].name;
    row->term = instance->term[problem->slots[event].day];
    row->points = here.points;
    row->why = date_plan_why_here_words(instance, problem->slots, event, ctx->arena);
    row->other = arena_printf(ctx->arena, "%s%s", other_words(ctx, instance, &here),
                              term_words(ctx, problem, event, &here));
    row->broken = date_plan_why_broken_words(instance, here.broken, ctx->arena);
    row->other_on = here.other.day < 0 ? DAY_NONE : day_add(instance->first, here.other.day);
}

static struct instant starts_of(const struct date_pick *pick)
{
    return tz_at(pick->on, pick->start_min / 60, pick->start_min % 60);
}

static struct instant ends_of(const struct date_row *row)
{
    return instant_add(starts_of(row->pick), row->wish->fields.minutes * 60);
}

/* As the event's page warns of them. */
static const char *festivals_words(struct arena *arena, const struct festivals *all,
                                   const struct date_row *row)
{
    struct festival_hit hits[FESTIVAL_HITS_MAX];
    const char *words = "";
    if (day_is_none(row->pick->on))
        return words;
    int count = festival_find(all, starts_of(row->pick), ends_of(row), hits);
    for (int i = 0; i < count; i++)
        words = arena_printf(arena, "%s%s%s", words, i ? " " : "",
                             festival_view_words(arena, &hits[i]));
    return words;
}

int date_plan_view_order(const struct date_pick *x, const struct date_pick *y)
{
    int64_t when_x = day_is_none(x->on) ? INT64_MAX : (int64_t)x->on.v * 1440 + x->start_min;
    int64_t when_y = day_is_none(y->on) ? INT64_MAX : (int64_t)y->on.v * 1440 + y->start_min;
    if (when_x != when_y)
        return when_x < when_y ? -1 : 1;
    return x->wish != y->wish ? x->wish - y->wish : x->nth - y->nth;
}

static int by_date(const void *a, const void *b)
{
    return date_plan_view_order(((const struct date_row *)a)->pick,
                                ((const struct date_row *)b)->pick);
}

/* Each among those of its wish as they come in the year: `nth` says only which it is. */
static void number(struct arena *arena, const struct date_plan_rows *rows)
{
    int *counts = ARENA_ARRAY(arena, int, (size_t)rows->plan.wish_count + 1);
    for (int i = 0; i < rows->count; i++) {
        struct date_row *row = &rows->rows[i];
        row->title = date_plan_view_title(arena, row->wish, ++counts[row->pick->wish]);
    }
}

/* What each school hosts and takes part in, and how far its people go on average. */
static void share_out(struct ctx *ctx, const struct date_problem *problem,
                      struct date_plan_rows *rows)
{
    const struct date_instance *in = &problem->instance;
    rows->shares = ARENA_ARRAY(ctx->arena, struct date_share, (size_t)in->school_count + 1);
    rows->share_count = in->school_count;
    for (int s = 0; s < in->school_count; s++) {
        struct date_share *share = &rows->shares[s];
        share->name = in->schools[s].name;
        for (int i = rows->plan.pick_count; i < in->event_count; i++)
            share->hosts_besides += in->events[i].in_turn && problem->slots[i].host == s;
        for (int i = 0; i < rows->plan.pick_count; i++) {
            if (problem->slots[i].day < 0)
                continue;
            share->hosts += problem->slots[i].host == s;
            share->takes_part += in->events[i].takes_part[s];
            if (in->events[i].takes_part[s])
                share->travel_min += in->travel_min[s * in->school_count + problem->slots[i].host];
        }
        if (share->takes_part)
            share->travel_min /= share->takes_part;
    }
}

enum err date_plan_view_rows(struct ctx *ctx, int year, struct date_plan_rows *ret)
{
    struct date_plan_rows rows = {.count = 0};
    struct festivals festivals;
    struct date_problem *problem = ARENA_NEW(ctx->arena, struct date_problem);
    enum err err = date_plan_load(ctx->store, year, ctx->arena, &rows.plan);
    if (err == OK)
        err = date_plan_problem(ctx->store, &rows.plan, tz_day(ctx->now), ctx->arena, problem);
    if (err == OK)
        err = festival_view_read(ctx->arena, &festivals);
    if (err != OK)
        return err;
    rows.count = rows.plan.pick_count;
    rows.rows = ARENA_ARRAY(ctx->arena, struct date_row, (size_t)rows.count + 1);
    for (int i = 0; i < rows.count; i++) {
        const struct date_pick *pick = &rows.plan.picks[i];
        struct date_row *row = &rows.rows[i];
        *row = (struct date_row){.wish = &rows.plan.wishes[pick->wish],
                                 .pick = pick,
                                 .host = "",
                                 .other = "",
                                 .broken = "",
                                 .term = -1,
                                 .other_on = DAY_NONE};
        explain(ctx, problem, i, row);
        row->festivals = festivals_words(ctx->arena, &festivals, row);
        rows.dated += problem->slots[i].day >= 0;
        rows.drafted += pick->event.v != 0;
    }
    rows.terms = problem->terms;
    rows.term_count = problem->instance.term_count;
    share_out(ctx, problem, &rows);
    qsort(rows.rows, (size_t)rows.count, sizeof *rows.rows, by_date);
    number(ctx->arena, &rows);
    *ret = rows;
    return OK;
}

/* ---- the page ---- */

static const char *kind_words(enum event_kind kind)
{
    return kind == EVENT_SPARK ? "SPARK event" : kind == EVENT_INSET ? "INSET day" : "Twilight";
}

static const char *who_words(struct ctx *ctx, const struct date_wish_fields *f)
{
    const char *who = f->school_count ? words_count(ctx->arena, f->school_count,
                                                    "school takes part", "schools take part")
                                      : "every school takes part";
    return f->group.v ? arena_printf(ctx->arena, "%s, one group", who) : who;
}

static const char *seats_words(struct arena *arena, int seats)
{
    return seats ? arena_printf(arena, "; in a room with %s",
                                words_count(arena, seats, "seat", "seats"))
                 : "";
}

static json_t *wish_view(struct ctx *ctx, const struct date_wish *wish)
{
    const struct date_wish_fields *f = &wish->fields;
    return json_pack(
        "{s:I, s:s, s:s, s:s}", "id", (json_int_t)wish->id.v, "title", f->title, "times",
        f->times == 1 ? kind_words(f->kind)
                      : arena_printf(ctx->arena, "%s, %d times", kind_words(f->kind), f->times),
        "text",
        arena_printf(ctx->arena, "%s between %s and %s on %s, from %s to %s; %s%s%s%s",
                     words_begin(ctx->arena, words_duration(ctx->arena, f->minutes)),
                     time_words(ctx->arena, f->earliest_min), time_words(ctx->arena, f->latest_min),
                     date_plan_view_weekdays(ctx->arena, f->weekdays),
                     words_date_plain(ctx->arena, f->from), words_date_plain(ctx->arena, f->to),
                     who_words(ctx, f), seats_words(ctx->arena, f->seats),
                     *wish->leader ? "; led by " : "", wish->leader));
}

static json_t *row_view(struct ctx *ctx, const struct date_row *row)
{
    const struct date_pick *pick = row->pick;
    json_t *view = json_pack("{s:s, s:s}", "title", row->title, "why", row->why);
    if (*pick->missed)
        json_object_set_new(view, "missed", json_string(pick->missed));
    if (pick->event.v) {
        json_object_set_new(
            view, "event_href",
            json_string(arena_printf(ctx->arena, "/events/%lld", (long long)pick->event.v)));
        json_object_set_new(view, "tag", view_tag("Made into an event", "good"));
    } else {
        json_object_set_new(
            view, "change_href",
            json_string(arena_printf(ctx->arena, "/programme-year/dates/%lld?nth=%d",
                                     (long long)row->wish->id.v, pick->nth)));
        if (pick->fixed)
            json_object_set_new(view, "tag", view_tag("Fixed by hand", "mine"));
    }
    if (day_is_none(pick->on))
        return view;
    json_object_set_new(view, "when",
                        json_string(arena_printf(
                            ctx->arena, "%s, %s",
                            words_when(ctx->arena, starts_of(pick), ends_of(row)), row->host)));
    json_object_set_new(view, "other", json_string(row->other));
    if (row->points)
        json_object_set_new(
            view, "points",
            json_string(arena_printf(ctx->arena, "%s against it.",
                                     words_count(ctx->arena, row->points, "point", "points"))));
    if (*row->festivals)
        json_object_set_new(view, "festivals", json_string(row->festivals));
    if (*row->broken)
        json_object_set_new(view, "broken", json_string(row->broken));
    return view;
}

/* Rows of one term; term -1: dated ones outside the terms. */
static void add_term(struct ctx *ctx, const struct date_plan_rows *rows, int term, json_t *terms)
{
    json_t *items = json_array();
    for (int i = 0; i < rows->count; i++)
        if (!day_is_none(rows->rows[i].pick->on) && rows->rows[i].term == term)
            json_array_append_new(items, row_view(ctx, &rows->rows[i]));
    if (!json_array_size(items)) {
        json_decref(items);
        return;
    }
    json_array_append_new(terms,
                          json_pack("{s:s, s:o}", "name",
                                    term < 0 ? "Before and between the terms" : rows->terms[term],
                                    "rows", items));
}

/* One reason, then every event that has it. */
static void add_undated(struct ctx *ctx, const struct date_row *row, json_t *none)
{
    json_t *group;
    size_t i;
    json_array_foreach(none, i, group)
    {
        if (strcmp(json_string_value(json_object_get(group, "why")), row->why) == 0)
            break;
    }
    if (i == json_array_size(none))
        json_array_append_new(none, json_pack("{s:s, s:[]}", "why", row->why, "events"));
    json_array_append_new(json_object_get(json_array_get(none, i), "events"), row_view(ctx, row));
}

static void fill_proposal(struct ctx *ctx, const struct date_plan_rows *rows, json_t *view)
{
    json_t *terms = json_array(), *none = json_array(), *yet = json_array();
    json_t *shares = json_array();
    for (int t = -1; t < rows->term_count; t++)
        add_term(ctx, rows, t, terms);
    for (int i = 0; rows->plan.proposed_at.v && i < rows->count; i++)
        if (day_is_none(rows->rows[i].pick->on))
            add_undated(ctx, &rows->rows[i], rows->rows[i].pick->sought ? none : yet);
    for (int s = 0; s < rows->share_count; s++)
        json_array_append_new(
            shares,
            json_pack("{s:s, s:i, s:i, s:i, s:s}", "name", rows->shares[s].name, "hosts",
                      rows->shares[s].hosts, "besides", rows->shares[s].hosts_besides, "part",
                      rows->shares[s].takes_part, "travel",
                      words_count(ctx->arena, rows->shares[s].travel_min, "minute", "minutes")));
    json_object_set_new(view, "has_shares", json_boolean(rows->dated > 0));
    view_list(view, "terms", terms);
    view_list(view, "none", none);
    view_list(view, "yet", yet);
    json_object_set_new(view, "shares", shares);
    if (rows->dated > rows->drafted)
        json_object_set_new(view, "drafts",
                            json_string(words_count(ctx->arena, rows->dated - rows->drafted,
                                                    "event has", "events have")));
}

static void fill_years(struct ctx *ctx, int year, json_t *view)
{
    int current = calendar_year(tz_day(ctx->now));
    json_t *years = json_array();
    for (int y = current - 1; y <= current + 1; y++) {
        json_t *item = json_pack("{s:s, s:s}", "text", school_year_name(ctx->arena, y), "href",
                                 arena_printf(ctx->arena, "/programme-year/dates?year=%d", y));
        if (y == year)
            json_object_set_new(item, "current", json_true());
        json_array_append_new(years, item);
    }
    json_object_set_new(view, "years", years);
}

/* Dates are being looked for, or the last search came to nothing. */
static enum err fill_search(struct ctx *ctx, int year, json_t *view)
{
    struct date_job job;
    enum err err = date_job_find_last(ctx->store, year, &job);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    if (job.state == DATE_JOB_RUNNING)
        json_object_set_new(view, "search_href",
                            json_string(arena_printf(ctx->arena, "/programme-year/search/%lld",
                                                     (long long)job.id)));
    else if (job.state == DATE_JOB_FAILED)
        json_object_set_new(view, "search_failed",
                            json_string(words_moment(ctx->arena, job.asked_at)));
    return OK;
}

/* Before anything is wished: what the search would come to, and where to mend it. */
static void warn_of_terms(struct ctx *ctx, const struct date_plan_rows *rows, json_t *view)
{
    int year = rows->plan.year;
    if (!rows->term_count)
        json_object_set_new(view, "no_terms",
                            json_pack("{s:s, s:s}", "year", school_year_name(ctx->arena, year),
                                      "href",
                                      arena_printf(ctx->arena, "/school-calendars?year=%d", year)));
}

enum err date_plan_view(struct ctx *ctx, const struct date_plan_rows *rows, json_t **ret)
{
    int year = rows->plan.year;
    json_t *wishes = json_array();
    json_t *view = view_new(
        arena_printf(ctx->arena, "Plan the dates of %s", school_year_name(ctx->arena, year)));
    view_back(view, "/programme-year", "The year’s programme");
    for (int i = 0; i < rows->plan.wish_count; i++)
        json_array_append_new(wishes, wish_view(ctx, &rows->plan.wishes[i]));
    view_list(view, "wishes", wishes);
    json_object_set_new(view, "year", json_integer(year));
    fill_years(ctx, year, view);
    warn_of_terms(ctx, rows, view);
    if (rows->plan.proposed_at.v)
        json_object_set_new(view, "proposed",
                            json_string(words_moment(ctx->arena, rows->plan.proposed_at)));
    fill_proposal(ctx, rows, view);
    json_object_set_new(view, "form", json_object());
    view_field(view, "gap_days", arena_printf(ctx->arena, "%d", rows->plan.gap_days), &ctx->why);
    view_errors(view, &ctx->why);
    *ret = view;
    return fill_search(ctx, year, view);
}
