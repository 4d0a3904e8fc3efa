/* DESIGN: pure judgement on events: their fields, their booking window, what of a change is seen.
 */
#include "event_rules.h"

#include "tz.h"

static void check_texts(const struct event_fields *fields, struct refusal *why)
{
    static const struct text_rule title = {"title", "The title", EVENT_TITLE_CHARS_MAX, true,
                                           false};
    static const struct text_rule purpose = {"purpose", "The purpose", EVENT_PURPOSE_CHARS_MAX,
                                             false, true};
    static const struct text_rule room = {"room", "The room", EVENT_ROOM_CHARS_MAX, false, false};
    text_rule_check(&title, fields->title, why);
    text_rule_check(&purpose, fields->purpose, why);
    text_rule_check(&room, fields->room, why);
}

/* In the hour that comes twice when the clocks go back: refused like the one that does not come
 * (calendar specification, section 7). */
static bool comes_twice(int64_t at)
{
    struct instant again;
    return tz_instant(tz_local((struct instant){at}), &again) == ERR_CONFLICT;
}

static void check_times(const struct event_fields *fields, struct refusal *why)
{
    static const char twice[] = "The clocks go back in that hour, so it comes twice. Enter a time "
                                "before or after it.";
    int64_t starts = fields->starts_at.v, ends = fields->ends_at.v;
    if (!starts)
        refuse_field(why, "starts_at", "Enter the date and time the event starts.");
    if (!ends)
        refuse_field(why, "ends_at", "Enter the date and time the event ends.");
    if (!starts || !ends)
        return;
    if (comes_twice(starts))
        refuse_field(why, "starts_at", "%s", twice);
    else if (comes_twice(ends))
        refuse_field(why, "ends_at", "%s", twice);
    else if (ends <= starts)
        refuse_field(why, "ends_at", "The end must be after the start.");
    else if (ends - starts > EVENT_LENGTH_MAX_S)
        refuse_field(why, "ends_at", "An event can last 24 hours at most. Enter an earlier end.");
}

static void check_booking(const struct event_fields *fields, struct refusal *why)
{
    int64_t opens = fields->booking_opens_at.v, closes = fields->booking_closes_at.v;
    int64_t starts = fields->starts_at.v, ends = fields->ends_at.v;
    if (closes && opens >= closes)
        refuse_field(why, "booking_closes_at", "Booking must close after it opens.");
    else if (closes && ends > starts && closes > ends)
        refuse_field(why, "booking_closes_at",
                     "Booking must close before the event is over. Enter an earlier time.");
    if (opens && starts && opens >= starts)
        refuse_field(why, "booking_opens_at", "Booking must open before the event starts.");
}

static void check_numbers(const struct event_fields *fields, struct refusal *why)
{
    if (fields->capacity < 0 || fields->capacity > EVENT_CAPACITY_MAX)
        refuse_field(why, "capacity", "Enter a number of places from 0 to 10,000.");
    if (fields->hours_min < 0 || fields->hours_min > 24 * 60)
        refuse_field(why, "hours", "Enter credited hours from 0 to 24.");
    if (fields->offer_min < 0 || fields->offer_min > EVENT_OFFER_MAX_MIN)
        refuse_field(why, "offer_minutes", "Offer a free place for 14 days at most.");
    if (fields->withdraw_h < 0 || fields->withdraw_h > EVENT_WITHDRAW_MAX_H)
        refuse_field(why, "withdraw_hours", "Enter hours from 0 to 720, which is 30 days.");
    if ((unsigned)fields->counts >= EVENT_COUNTS)
        refuse_field(why, "counts", "Choose nothing, inset or directed.");
}

void event_rules_check(const struct event_fields *fields, struct refusal *why)
{
    if ((unsigned)fields->kind >= EVENT_KINDS)
        refuse_field(why, "kind", "Choose what kind of event this is.");
    check_texts(fields, why);
    check_times(fields, why);
    check_booking(fields, why);
    check_numbers(fields, why);
    if ((unsigned)fields->attendance >= ATTENDANCE_COUNT)
        refuse_field(why, "attendance", "Choose required, invited or voluntary.");
    else if (fields->kind == EVENT_SPARK && fields->attendance == ATTENDANCE_REQUIRED)
        refuse_field(why, "attendance",
                     "SPARK is an opportunity and never required. Choose invited or voluntary.");
}

enum event_window event_rules_window(const struct event *event, struct instant now)
{
    const struct event_fields *f = &event->fields;
    if (now.v >= f->starts_at.v)
        return EVENT_WINDOW_STARTED;
    if (f->booking_closes_at.v && now.v >= f->booking_closes_at.v)
        return EVENT_WINDOW_CLOSED;
    if (f->booking_opens_at.v && now.v < f->booking_opens_at.v)
        return EVENT_WINDOW_BEFORE;
    return EVENT_WINDOW_OPEN;
}

const char *event_rules_moment(struct arena *arena, struct instant t)
{
    static const char *const WEEKDAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    static const char *const MONTHS[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    struct local local = tz_local(t);
    struct civil civil = day_civil(local.day);
    return arena_printf(arena, "%s %d %s %d, %02d:%02d", WEEKDAYS[day_weekday(local.day)],
                        civil.day, MONTHS[civil.month - 1], civil.year, local.hour, local.minute);
}

const char *event_rules_when(struct arena *arena, struct instant starts_at, struct instant ends_at)
{
    const char *from = event_rules_moment(arena, starts_at);
    struct local to = tz_local(ends_at);
    if (to.day.v == tz_day(starts_at).v)
        return arena_printf(arena, "%s to %02d:%02d", from, to.hour, to.minute);
    return arena_printf(arena, "%s to %s", from, event_rules_moment(arena, ends_at));
}

const char *event_rules_place(struct arena *arena, const char *room, const char *school)
{
    return room && *room ? arena_printf(arena, "%s, %s", room, school) : school;
}

enum err event_rules_bookable(const struct event *event, struct instant now, struct refusal *why)
{
    if (event->fields.kind == EVENT_READING)
        return refuse(why, ERR_CONFLICT, "to-read",
                      "This is to be read, so there is no place to book. Open its page.");
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled. Look for another one under Events.");
    if (event->status == EVENT_DRAFT)
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This event is still a draft. Publish it first, then book.");
    if (event->status != EVENT_PUBLISHED && now.v < event->fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "Booking was closed by the organiser. Ask them if you still need a place.");
    switch (event_rules_window(event, now)) {
    case EVENT_WINDOW_BEFORE:
        return refuse(why, ERR_CONFLICT, "not-open", "Booking opens on %s. Come back then.",
                      event_rules_moment(why->arena, event->fields.booking_opens_at));
    case EVENT_WINDOW_CLOSED:
        return refuse(why, ERR_CONFLICT, "too-late",
                      "Booking closed on %s. Ask the organiser if you still need to change it.",
                      event_rules_moment(why->arena, event->fields.booking_closes_at));
    case EVENT_WINDOW_STARTED:
        return refuse(why, ERR_CONFLICT, "too-late",
                      "This event started on %s, so it can no longer be booked.",
                      event_rules_moment(why->arena, event->fields.starts_at));
    case EVENT_WINDOW_OPEN:
        break;
    }
    return OK;
}

static bool text_differs(const char *a, const char *b)
{
    return !str_eq(str_of(a), str_of(b));
}

bool event_rules_is_announced(const struct event_fields *before, const struct event_fields *after)
{
    return before->starts_at.v != after->starts_at.v || before->ends_at.v != after->ends_at.v ||
           before->school.v != after->school.v || before->in.v != after->in.v ||
           text_differs(before->room, after->room) || text_differs(before->title, after->title);
}

bool event_rules_is_rendered(const struct event_fields *before, const struct event_fields *after)
{
    return event_rules_is_announced(before, after) || before->kind != after->kind ||
           text_differs(before->purpose, after->purpose);
}
