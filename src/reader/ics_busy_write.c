/* DESIGN: the child's side: libical over somebody's own calendar; when they are taken, or a fault.
 */
#include "ics_busy_write.h"

#include <stdlib.h>
#include <string.h>

#include "ics_series_read.h"
#include "ics_sieve.h"

struct reading {
    struct ics_zones zones;
    struct ics_taken *taken;
    struct ics_entry *entries;
    int entry_count, entry_room;
    struct ics_change *changes; /* by UID once all are there */
    int change_count, change_room;
};

/* ---- one entry ---- */

static bool is_busy(icalcomponent *event)
{
    icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    icalproperty *transp = icalcomponent_get_first_property(event, ICAL_TRANSP_PROPERTY);
    if (status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED)
        return false;
    enum icalproperty_transp how = transp ? icalproperty_get_transp(transp) : ICAL_TRANSP_OPAQUE;
    return how != ICAL_TRANSP_TRANSPARENT && how != ICAL_TRANSP_TRANSPARENTNOCONFLICT;
}

static bool read_entry(struct reading *r, icalcomponent *event, struct ics_entry *ret)
{
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    icalproperty *uid = icalcomponent_get_first_property(event, ICAL_UID_PROPERTY);
    const char *name = uid ? icalproperty_get_uid(uid) : NULL;
    struct ics_entry entry = {.event = event, .uid = name ? name : "", .busy = is_busy(event)};
    if (!start)
        return false;
    entry.first = icalproperty_get_dtstart(start);
    if (!ics_time_read(&r->zones, start, entry.first, &entry.start) ||
        !ics_length_read(&r->zones, event, &entry.start, &entry.length))
        return false;
    *ret = entry;
    return true;
}

static bool is_following(icalproperty *recurrence)
{
    icalparameter *range = icalproperty_get_first_parameter(recurrence, ICAL_RANGE_PARAMETER);
    return range && icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE;
}

static bool read_change(struct reading *r, icalcomponent *event, icalproperty *recurrence)
{
    struct ics_change change = {.following = is_following(recurrence)};
    if (!ics_time_read(&r->zones, recurrence, icalproperty_get_recurrenceid(recurrence),
                       &change.of) ||
        !read_entry(r, event, &change.entry))
        return false;
    if (change.entry.busy)
        ics_taken_add(r->taken, change.entry.start.at,
                      ics_length_end(&change.entry.length, &change.entry.start));
    if (r->change_count == r->change_room)
        r->changes =
            arena_grow(r->taken->arena, r->changes, sizeof *r->changes, 64, &r->change_room);
    r->changes[r->change_count++] = change;
    return true;
}

static void read_event(struct reading *r, icalcomponent *event)
{
    icalproperty *recurrence = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
    struct ics_entry entry;
    /* What is right in an entry with faults is taken all the same. */
    bool whole = !icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY);
    bool readable = recurrence ? read_change(r, event, recurrence) : read_entry(r, event, &entry);
    r->taken->left_out += !whole || !readable;
    if (recurrence || !readable)
        return;
    if (r->entry_count == r->entry_room)
        r->entries =
            arena_grow(r->taken->arena, r->entries, sizeof *r->entries, 256, &r->entry_room);
    r->entries[r->entry_count++] = entry;
}

/* ---- free/busy ---- */

static bool is_free(icalproperty *p)
{
    icalparameter *type = icalproperty_get_first_parameter(p, ICAL_FBTYPE_PARAMETER);
    return type && icalparameter_get_fbtype(type) == ICAL_FBTYPE_FREE;
}

static bool read_period(struct reading *r, icalproperty *p)
{
    struct icalperiodtype value = icalproperty_get_freebusy(p);
    struct ics_length length = {0, 0};
    struct ics_time start, end;
    if (!ics_time_read(&r->zones, p, value.start, &start))
        return false;
    if (icaltime_is_null_time(value.end)) {
        if (!ics_length_of_duration(value.duration, &length))
            return false;
        ics_taken_add(r->taken, start.at, ics_length_end(&length, &start));
        return true;
    }
    if (!ics_time_read(&r->zones, p, value.end, &end))
        return false;
    ics_taken_add(r->taken, start.at, end.at);
    return true;
}

static void read_free_busy(struct reading *r, icalcomponent *part)
{
    for (icalproperty *p = icalcomponent_get_first_property(part, ICAL_FREEBUSY_PROPERTY); p;
         p = icalcomponent_get_next_property(part, ICAL_FREEBUSY_PROPERTY))
        if (!is_free(p) && !read_period(r, p))
            r->taken->left_out++;
}

/* ---- one calendar ---- */

static int by_uid(const void *a, const void *b)
{
    const struct ics_change *x = a, *y = b;
    return strcmp(x->entry.uid, y->entry.uid);
}

/* Where the changes of a UID begin: the first that is not before it. */
static int find_changes(const struct reading *r, const char *uid)
{
    int low = 0, high = r->change_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (strcmp(r->changes[middle].entry.uid, uid) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void expand(struct reading *r)
{
    if (r->change_count)
        qsort(r->changes, (size_t)r->change_count, sizeof *r->changes, by_uid);
    for (int i = 0; i < r->entry_count && !r->taken->fault && !r->zones.unknown; i++) {
        int first = find_changes(r, r->entries[i].uid), end = first;
        while (end < r->change_count && strcmp(r->changes[end].entry.uid, r->entries[i].uid) == 0)
            end++;
        ics_series_expand(&r->entries[i], r->changes ? r->changes + first : NULL, end - first,
                          &r->zones, r->taken);
    }
}

static void read_calendar(icalcomponent *calendar, struct ics_taken *taken)
{
    struct reading r = {.zones = {.calendar = calendar}, .taken = taken};
    icalcomponent *c;
    for (c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        read_event(&r, c);
    for (c = icalcomponent_get_first_component(calendar, ICAL_VFREEBUSY_COMPONENT); c;
         c = icalcomponent_get_next_component(calendar, ICAL_VFREEBUSY_COMPONENT))
        read_free_busy(&r, c);
    expand(&r);
    if (r.zones.unknown && !taken->fault)
        taken->fault = "zone";
}

/* Calendars may stand one behind the other: libical puts them into one component of its own. */
static void read_root(icalcomponent *root, struct ics_taken *taken)
{
    if (root && icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT) {
        read_calendar(root, taken);
        return;
    }
    icalcomponent *c =
        root ? icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT) : NULL;
    if (!c)
        taken->fault = "no-calendar";
    for (; c; c = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT))
        read_calendar(c, taken);
}

static void read_sieved(struct buf *sieved, struct ics_taken *taken)
{
    icalerror_set_errors_are_fatal(false);
    icalcomponent *root = icalparser_parse_string(buf_cstr(sieved));
    read_root(root, taken);
    if (!taken->fault)
        ics_taken_finish(taken);
    if (root)
        icalcomponent_free(root);
}

/* ---- the answer ---- */

void ics_busy_write_fault(const char *fault, struct buf *out)
{
    buf_clear(out);
    buf_printf(out, "fault %s\n", fault);
}

void ics_busy_write(struct str bytes, struct instant from, struct instant to, struct buf *out)
{
    struct ics_taken taken = {.arena = arena_new(), .from = from, .to = to};
    struct buf sieved;
    buf_init(&sieved, ICS_BUSY_BYTES_MAX);
    taken.fault = bytes.n > ICS_BUSY_BYTES_MAX ? "large" : ics_sieve(bytes, &sieved);
    if (!taken.fault)
        read_sieved(&sieved, &taken);
    for (int i = 0; !taken.fault && i < taken.count; i++)
        buf_printf(out, "busy %lld %lld\n", (long long)taken.items[i].from.v,
                   (long long)taken.items[i].to.v);
    if (taken.fault)
        ics_busy_write_fault(taken.fault, out);
    else
        buf_printf(out, "end %d\n", taken.left_out);
    buf_done(&sieved);
    arena_free(taken.arena);
}
