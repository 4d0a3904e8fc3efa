/* DESIGN: an event as its form would be typed: a new one with what is usual, and one that stands.
 */
#include "check.h"
#include "event_input.h"
#include "tz.h"
#include "words.h"

enum { WRITTEN_MAX = 64 };

static void put(struct form *form, const char *name, const char *value)
{
    CHECK(form->count < WRITTEN_MAX);
    form->fields[form->count++] = (struct form_field){str_of(name), str_of(value)};
}

static void put_number(struct form *form, const char *name, int64_t value, struct arena *arena)
{
    put(form, name, arena_printf(arena, "%lld", (long long)value));
}

/* NAME_day, NAME_month as its name, NAME_year. */
static void put_date(struct form *form, const char *name, struct instant at, struct arena *arena)
{
    static const char *const PARTS[] = {"day", "month", "year"};
    struct str rest = str_of(words_date_plain(arena, tz_day(at))), part;
    for (size_t i = 0; i < COUNT_OF(PARTS) && str_split(&rest, ' ', &part); i++)
        put(form, arena_printf(arena, "%s_%s", name, PARTS[i]), arena_str_c(arena, part));
}

static void put_clock(struct form *form, const char *name, struct instant at, struct arena *arena)
{
    struct local local = tz_local(at);
    put(form, name, arena_printf(arena, "%02d:%02d", local.hour, local.minute));
}

static void put_moment(struct form *form, const char *name, struct instant at, struct arena *arena)
{
    if (at.v == 0)
        return;
    put_date(form, name, at, arena);
    put_clock(form, arena_printf(arena, "%s_time", name), at, arena);
}

/* Minutes as hours: 90 is "1.5", 50 is "0.83". */
static void put_hours(struct form *form, int minutes, struct arena *arena)
{
    int hundredths = (minutes * 100 + 30) / 60;
    if (minutes == 0)
        return;
    const char *text = hundredths % 100 == 0 ? arena_printf(arena, "%d", hundredths / 100)
                       : hundredths % 10 == 0
                           ? arena_printf(arena, "%d.%d", hundredths / 100, hundredths / 10 % 10)
                           : arena_printf(arena, "%d.%02d", hundredths / 100, hundredths % 100);
    put(form, "hours", text);
}

/* The fixed minutes that would give these blocks; SPARK_UNSET if none would. */
static int fixed_minutes_of(const struct event_fields *fields,
                            const struct spark_settings *settings)
{
    if (settings->span_count != 1)
        return SPARK_UNSET;
    int64_t first_s = settings->spans[0].start_s - fields->starts_at.v;
    int64_t last_s = fields->ends_at.v - settings->spans[0].end_s;
    bool halves = first_s % 60 == 0 && last_s % 60 == 0 && last_s >= 0 &&
                  (first_s == last_s || first_s == last_s + 60);
    return halves ? (int)((first_s + last_s) / 60) : SPARK_UNSET;
}

static void put_spark(struct form *form, const struct event_fields *fields,
                      const struct spark_settings *settings, struct arena *arena)
{
    int fixed = fixed_minutes_of(fields, settings);
    if (fixed != SPARK_UNSET)
        put_number(form, "fixed_minutes", fixed, arena);
    put_number(form, "changeover_s", settings->pack.changeover_s, arena);
    put(form, "intake", spark_intake_name(settings->intake));
    put(form, "order", spark_order_name(settings->order));
    put(form, "themes", spark_themes_name(settings->themes));
}

static struct form form_new(struct arena *arena)
{
    return (struct form){ARENA_ARRAY(arena, struct form_field, WRITTEN_MAX), 0};
}

static void put_minutes(struct form *form, const char *name, int minutes, struct arena *arena)
{
    put(form, name, arena_printf(arena, "%02d:%02d", minutes / 60 % 24, minutes % 60));
}

static void put_usual(struct form *form, enum event_kind kind, struct arena *arena)
{
    const struct event_kind_usual *usual = event_kind_usual(kind);
    put_minutes(form, "start", usual->start_min, arena);
    put_minutes(form, "end", usual->start_min + usual->length_min, arena);
    put_hours(form, usual->credited ? usual->length_min : 0, arena);
    if (usual->capacity || !usual->has_places)
        put_number(form, "capacity", usual->capacity, arena);
    if (usual->has_places)
        put(form, "waiting_list", "yes");
    put(form, "attendance", event_attendance_name(usual->attendance));
    put(form, "counts", event_counts_name(usual->counts));
}

struct form event_input_blank(enum event_kind kind, const char *chosen, struct school_id school,
                              enum spark_order order, struct arena *arena)
{
    struct form form = form_new(arena);
    put_number(&form, "school", school.v, arena);
    put(&form, "kind", chosen);
    put_usual(&form, kind, arena);
    put(&form, "clash", "block");
    put_number(&form, "fixed_minutes", SPARK_FIXED_DEFAULT_MINUTES, arena);
    put_number(&form, "changeover_s", SPARK_CHANGEOVER_DEFAULT_S, arena);
    put(&form, "intake", spark_intake_name(SPARK_INSTANT));
    put(&form, "order", spark_order_name(order));
    put(&form, "themes", spark_themes_name(SPARK_SPREAD));
    return form;
}

static void put_settings(struct form *form, const struct event_fields *f, struct arena *arena)
{
    put(form, "counts", event_counts_name(f->counts));
    put(form, "clash", f->clash_warns ? "warn" : "block");
    if (f->waiting_list)
        put(form, "waiting_list", "yes");
    if (f->approval)
        put(form, "approval", "yes");
    if (f->fresh_first)
        put(form, "fresh_first", "yes");
    if (f->offer_min)
        put_number(form, "offer", f->offer_min, arena);
    if (f->withdraw_h)
        put_number(form, "withdraw", f->withdraw_h, arena);
}

struct form event_input_form(const struct event *event, const struct event_about *about,
                             const struct spark_settings *settings, struct arena *arena)
{
    const struct event_fields *f = &event->fields;
    struct form form = form_new(arena);
    /* of several sessions the first: all of them change on a page of their own */
    struct instant ends_at = event->date_count ? event->dates[0].ends_at : f->ends_at;
    struct local end = tz_local(ends_at);
    bool next_day = end.day.v != tz_day(f->starts_at).v;
    put_number(&form, "version", event->version, arena);
    put(&form, "kind", f->type && *f->type ? f->type : event_kind_name(f->kind));
    put(&form, "title", f->title);
    put(&form, "purpose", f->purpose);
    put_date(&form, "date", f->starts_at, arena);
    put_clock(&form, "start", f->starts_at, arena);
    put_clock(&form, "end", ends_at, arena);
    if (next_day && (end.hour || end.minute))
        put(&form, "nights", "1");
    put_number(&form, "school", f->school.v, arena);
    put(&form, "room", f->room);
    put_number(&form, "capacity", f->capacity, arena);
    put_settings(&form, f, arena);
    put(&form, "attendance", event_attendance_name(f->attendance));
    put_hours(&form, f->hours_min, arena);
    put_moment(&form, "opens", f->booking_opens_at, arena);
    put_moment(&form, "closes", f->booking_closes_at, arena);
    event_about_input_write(about, &form, arena);
    if (settings)
        put_spark(&form, f, settings, arena);
    return form;
}
