/* DESIGN: hours in words, and what pages show of somebody's ledger. */
#include "hours_view.h"

#include <stdlib.h>
#include <string.h>

#include "hours_gate.h"
#include "school_year.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* ---- typed ---- */

/* "5" of "6.5" is 30 minutes: hundredths, rounded. */
static enum err fraction(struct str digits, int64_t *ret)
{
    int64_t hundredths;
    if (digits.n < 1 || digits.n > 2 || str_parse_int(digits, &hundredths) != OK)
        return ERR_INVALID;
    *ret = ((digits.n == 1 ? hundredths * 10 : hundredths) * 60 + 50) / 100;
    return OK;
}

enum err hours_view_parse(struct str text, int max, int *ret)
{
    struct str whole, rest = str_trim(text);
    int64_t hours = 0, minutes = 0;
    long colon = str_find(rest, ':'), dot = str_find(rest, '.');
    if (!str_split(&rest, colon >= 0 ? ':' : '.', &whole) || whole.n > 4 ||
        str_parse_int(whole, &hours) != OK)
        return ERR_INVALID;
    if (colon >= 0 && (rest.n != 2 || str_parse_int(rest, &minutes) != OK || minutes > 59))
        return ERR_INVALID;
    if (colon < 0 && dot >= 0 && fraction(rest, &minutes) != OK)
        return ERR_INVALID;
    if (hours * 60 + minutes > max)
        return ERR_INVALID;
    *ret = (int)(hours * 60 + minutes);
    return OK;
}

const char *hours_view_typed(struct arena *arena, int minutes)
{
    return minutes % 60 ? arena_printf(arena, "%d:%02d", minutes / 60, minutes % 60)
                        : arena_printf(arena, "%d", minutes / 60);
}

/* ---- words ---- */

const char *hours_view_time(struct arena *arena, int minutes)
{
    return minutes ? words_duration(arena, minutes) : "None";
}

const char *hours_view_group(enum hours_group group)
{
    static const char *const WORDS[HOURS_GROUPS] = {
        [HOURS_TEACHING] = "Teachers",
        [HOURS_LEADERSHIP] = "Leadership pay range",
        [HOURS_CLASSROOM_SUPPORT] = "Classroom support",
        [HOURS_ADMINISTRATION] = "Administration",
        [HOURS_OTHER_SUPPORT] = "Other support",
        [HOURS_GOVERNANCE] = "Governance",
    };
    return WORDS[group];
}

const char *hours_view_ask(struct arena *arena, const char *name, const struct hours_ask *ask)
{
    if (ask->kept && ask->over_inset)
        return arena_printf(arena, "This would ask %s for %s of %s of INSET.", name,
                            words_duration(arena, ask->inset_asked),
                            words_duration(arena, ask->inset_required));
    if (ask->kept && ask->over_directed)
        return arena_printf(arena, "This would ask %s for %s of %s of directed time.", name,
                            words_duration(arena, ask->directed_asked),
                            words_duration(arena, ask->directed_limit));
    return NULL;
}

static const char *counts_words(enum hours_counts counts)
{
    return counts == HOURS_COUNT_INSET ? "INSET" : "Directed time";
}

/* ---- the ledger ---- */

static void set_text(json_t *view, const char *key, const char *text)
{
    json_object_set_new(view, key, json_string(text));
}

static json_t *state_tag(const struct ctx *ctx, const struct ledger_event *event)
{
    switch (event->entry.state) {
    case HOURS_ATTENDED:
        return view_tag("Attended", "good");
    case HOURS_ABSENT:
        return view_tag("Absent", "wait");
    case HOURS_CALLED_OFF:
        return view_tag("Called off", "quiet");
    case HOURS_TO_COME:
        break;
    }
    if (event->ends_at.v <= ctx->now.v)
        return view_tag("Register still open", "quiet");
    return event->entry.required ? view_tag("Required", "mine") : view_tag("Booked", "quiet");
}

/* "1 hour of 1 hour 30 minutes" where somebody came late or left early. */
static const char *time_words(struct arena *arena, const struct ledger_event *event)
{
    const char *credited = words_duration(arena, event->minutes);
    if (event->entry.state != HOURS_ATTENDED || event->minutes == event->entry.event_min)
        return credited;
    return arena_printf(arena, "%s of %s", credited, words_duration(arena, event->entry.event_min));
}

static json_t *event_view(struct ctx *ctx, const struct ledger_event *event)
{
    enum event_kind kind = EVENT_COURSE;
    struct event_id id = {event->entry.event};
    if (event_kind_parse(str_of(event->kind), &kind) != OK)
        kind = EVENT_COURSE;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "title", event->title, "href",
                     event_href(ctx, kind, id), "when",
                     words_date_short(ctx->arena, tz_day(event->starts_at)), "toward",
                     counts_words(event->counts), "time", time_words(ctx->arena, event), "tag",
                     state_tag(ctx, event));
}

static json_t *job_view(struct ctx *ctx, const struct ledger_job *job)
{
    struct arena *arena = ctx->arena;
    const struct hours_job *j = &job->job;
    const char *part = j->fte_milli < 1000
                           ? arena_printf(arena, "%g of full time", (double)j->fte_milli / 1000)
                           : "Full time";
    if (j->days < j->year_days)
        part =
            arena_printf(arena, "%s, %d of the year’s %d school days", part, j->days, j->year_days);
    json_t *view = json_pack("{s:s, s:s, s:s, s:s}", "school", job->school_name, "group",
                             hours_view_group(j->group), "part", part, "inset",
                             words_duration(arena, job->inset_min));
    if (job->directed_min)
        set_text(view, "directed", words_duration(arena, job->directed_min));
    return view;
}

static json_t *adjustment_view(struct ctx *ctx, const struct hours_adjustment *a, bool agrees)
{
    int minutes = a->what.minutes;
    json_t *view =
        json_pack("{s:s, s:s, s:s}", "what",
                  arena_printf(ctx->arena, "%s %s %s", words_duration(ctx->arena, abs(minutes)),
                               minutes > 0 ? "added to" : "taken off",
                               a->what.counts == HOURS_COUNT_INSET ? "INSET" : "directed time"),
                  "reason", a->what.reason, "who",
                  arena_printf(ctx->arena, "Recorded by %s on %s", a->made_by,
                               words_date_plain(ctx->arena, tz_day(a->made_at))));
    if (agrees)
        set_text(view, "end_href",
                 arena_printf(ctx->arena, "/hours/agreed/%lld/end", (long long)a->id.v));
    return view;
}

/* "You have done 18 hours of your 30 hours of INSET." */
static const char *lead_words(struct arena *arena, const struct ledger *l, bool mine)
{
    const struct hours_totals *t = &l->totals;
    const char *who = mine ? "You have" : arena_printf(arena, "%s has", l->name);
    const char *done = words_duration(arena, t->inset_done);
    if (!t->inset_required && !t->inset_done)
        return mine ? "No INSET hours are asked of you."
                    : arena_printf(arena, "No INSET hours are asked of %s.", l->name);
    if (!t->inset_required)
        return arena_printf(arena, "%s done %s of INSET. None are asked of %s.", who, done,
                            mine ? "you" : "them");
    if (!t->inset_owed)
        return arena_printf(arena, "%s done all of the %s of INSET.", who,
                            words_duration(arena, t->inset_required));
    return arena_printf(arena, "%s done %s of %s %s of INSET.", who, done, mine ? "your" : "their",
                        words_duration(arena, t->inset_required));
}

static void fill_totals(struct ctx *ctx, const struct ledger *l, bool mine, json_t *view)
{
    struct arena *arena = ctx->arena;
    const struct hours_totals *t = &l->totals;
    set_text(view, "lead", lead_words(arena, l, mine));
    if (t->inset_required)
        json_object_set_new(
            view, "meter",
            json_pack(
                "{s:s, s:s, s:s, s:s, s:s}", "max", arena_printf(arena, "%d", t->inset_required),
                "value",
                arena_printf(arena, "%d",
                             t->inset_done < t->inset_required ? t->inset_done : t->inset_required),
                "required", words_duration(arena, t->inset_required), "done",
                words_duration(arena, t->inset_done), "owed",
                hours_view_time(arena, t->inset_owed)));
    if (t->inset_booked)
        set_text(view, "booked", words_duration(arena, t->inset_booked));
    if (t->directed_limit)
        set_text(view, "directed",
                 arena_printf(arena, "%s of %s", words_duration(arena, t->directed_used),
                              words_duration(arena, t->directed_limit)));
}

/* More is required than there is: a leader should know, and so should they. */
static void fill_warning(struct ctx *ctx, const struct ledger *l, bool mine, json_t *view)
{
    const struct hours_totals *t = &l->totals;
    const char *who = mine ? "You are" : arena_printf(ctx->arena, "%s is", l->name);
    if (!t->inset_required || t->inset_asked <= t->inset_required)
        return;
    set_text(view, "warning",
             arena_printf(ctx->arena, "%s asked for %s of INSET, and owe%s %s.%s", who,
                          words_duration(ctx->arena, t->inset_asked), mine ? "" : "s",
                          words_duration(ctx->arena, t->inset_required),
                          mine ? " Ask whoever leads professional development at your school "
                                 "which of it you need not come to."
                               : ""));
}

void hours_view_ledger(struct ctx *ctx, const struct ledger *l, bool mine, bool agrees,
                       json_t *view)
{
    json_t *events = json_array(), *jobs = json_array(), *agreed = json_array();
    set_text(view, "year", school_year_name(ctx->arena, l->year));
    json_object_set_new(view, "own", json_boolean(mine)); /* "mine" is a kind of tag */
    fill_totals(ctx, l, mine, view);
    fill_warning(ctx, l, mine, view);
    for (int i = 0; i < l->event_count; i++)
        json_array_append_new(events, event_view(ctx, &l->events[i]));
    for (int i = 0; i < l->job_count; i++)
        json_array_append_new(jobs, job_view(ctx, &l->jobs[i]));
    for (int i = 0; i < l->adjustment_count; i++)
        json_array_append_new(agreed, adjustment_view(ctx, &l->adjustments[i], agrees));
    view_list(view, "events", events);
    view_list(view, "jobs", jobs);
    view_list(view, "agreed", agreed);
}

/* ---- years, and none ---- */

enum err hours_view_years(struct ctx *ctx, const char *path, int chosen, json_t *view)
{
    int now = hours_gate_this_year(ctx);
    json_t *years = json_array();
    enum err err = OK;
    for (int year = now - 4; err == OK && year <= now + 1; year++) {
        struct hours_setting setting;
        err = hours_setting_find(ctx->store, year, &setting);
        if (err != OK || (!setting.kept && year != chosen))
            continue;
        json_array_append_new(years, json_pack("{s:s, s:s, s:b}", "href",
                                               arena_printf(ctx->arena, "%s%cyear=%d", path,
                                                            strchr(path, '?') ? '&' : '?', year),
                                               "text", school_year_name(ctx->arena, year),
                                               "current", year == chosen));
    }
    json_object_set_new(view, "several_years", json_boolean(json_array_size(years) > 1));
    json_object_set_new(view, "years", years);
    return err;
}

enum err hours_view_is_kept(struct ctx *ctx, bool *ret)
{
    struct hours_setting setting;
    enum err err = hours_setting_find(ctx->store, hours_gate_this_year(ctx), &setting);
    if (err == OK)
        *ret = setting.kept;
    return err;
}

enum err hours_view_none(struct ctx *ctx, int year, struct response *response)
{
    json_t *view = view_new("Hours");
    set_text(view, "year", school_year_name(ctx->arena, year));
    json_object_set_new(
        view, "may_set",
        json_boolean(may(&ctx->actor, ACTION_HOURS_SET, &(struct object){.school = {0}})));
    return response_page(response, "hours/none.html", view);
}
