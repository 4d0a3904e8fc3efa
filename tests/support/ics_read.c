/* DESIGN: libical reads what the writer wrote, and judges it. */
#include "ics_read.h"

/* Only its _r functions: the others keep their last 2,500 strings per thread. */
#include <libical/ical.h>
#include <string.h>

#include "tz.h"

void ics_read_init(void)
{
    (void)icaltimezone_get_utc_timezone();
}

static void count_errors(struct arena *arena, icalcomponent *component, struct ics_read *read)
{
    for (icalproperty *p = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
        read->error_count++;
        if (!read->fault) {
            char *text = icalproperty_get_value_as_string_r(p);
            read->fault = arena_strdup(arena, text ? text : "");
            icalmemory_free_buffer(text);
        }
    }
    for (icalcomponent *c = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); c;
         c = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        count_errors(arena, c, read);
}

static const char *copy(struct arena *arena, const char *text)
{
    return text ? arena_strdup(arena, text) : NULL;
}

/* DTSTART or DTEND as an instant; false for one that no zone of ours places. */
static bool place(icalproperty *property, struct icaltimetype t, struct instant *ret, bool *ret_day)
{
    if (!property || icaltime_is_null_time(t) || !civil_is_valid(t.year, t.month, t.day))
        return false;
    struct local local = {day_of(t.year, t.month, t.day), t.hour, t.minute, t.second};
    icalparameter *zone = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    *ret_day = t.is_date;
    if (t.is_date || icaltime_is_utc(t)) {
        int s = t.is_date ? 0 : t.hour * 3600 + t.minute * 60 + t.second;
        *ret = (struct instant){local.day.v * INT64_C(86400) + s};
        return true;
    }
    return zone && strcmp(icalparameter_get_tzid(zone), TZ_NAME) == 0 &&
           tz_instant(local, ret) == OK;
}

static struct ics_read_event read_event(struct arena *arena, icalcomponent *component)
{
    icalproperty *uid = icalcomponent_get_first_property(component, ICAL_UID_PROPERTY);
    icalproperty *summary = icalcomponent_get_first_property(component, ICAL_SUMMARY_PROPERTY);
    icalproperty *status = icalcomponent_get_first_property(component, ICAL_STATUS_PROPERTY);
    icalproperty *sequence = icalcomponent_get_first_property(component, ICAL_SEQUENCE_PROPERTY);
    icalproperty *start = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
    icalproperty *end = icalcomponent_get_first_property(component, ICAL_DTEND_PROPERTY);
    struct ics_read_event event = {
        .uid = uid ? copy(arena, icalproperty_get_uid(uid)) : NULL,
        .summary = summary ? copy(arena, icalproperty_get_summary(summary)) : NULL,
        .status = status ? icalproperty_status_to_string(icalproperty_get_status(status)) : NULL,
        .sequence = sequence ? icalproperty_get_sequence(sequence) : -1,
    };
    bool end_day = false;
    event.placed =
        start && end &&
        place(start, icalproperty_get_dtstart(start), &event.starts_at, &event.all_day) &&
        place(end, icalproperty_get_dtend(end), &event.ends_at, &end_day) &&
        event.all_day == end_day;
    return event;
}

static void read_calendar(struct arena *arena, icalcomponent *calendar, struct ics_read *read)
{
    icalproperty *method = icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY);
    size_t count = (size_t)icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT);
    read->method = method ? icalproperty_method_to_string(icalproperty_get_method(method)) : NULL;
    read->events = ARENA_ARRAY(arena, struct ics_read_event, count + 1);
    for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        read->events[read->event_count++] = read_event(arena, c);
    /* The check itself adds X-LIC-ERROR properties, so what the parser found is counted first. */
    count_errors(arena, calendar, read);
    read->permitted = icalrestriction_check(calendar);
    if (!read->permitted && !read->fault) {
        int parser_errors = read->error_count;
        count_errors(arena, calendar, read);
        read->error_count = parser_errors;
    }
}

enum err ics_read_parse(struct arena *arena, struct str bytes, struct ics_read *ret)
{
    if (memchr(bytes.p, '\0', bytes.n))
        return ERR_INVALID;
    icalcomponent *calendar = icalparser_parse_string(arena_str_c(arena, bytes));
    if (!calendar)
        return ERR_INVALID;
    bool right = icalcomponent_isa(calendar) == ICAL_VCALENDAR_COMPONENT;
    if (right) {
        struct ics_read read = {0};
        read_calendar(arena, calendar, &read);
        *ret = read;
    }
    icalcomponent_free(calendar);
    return right ? OK : ERR_INVALID;
}
