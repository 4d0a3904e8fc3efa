/* DESIGN: the words of an event's state, its attendance and its hours, as stored and in the API. */
#include "event.h"

static const char *const STATUSES[EVENT_STATUSES] = {"draft", "published", "closed",
                                                     "done",  "archived",  "cancelled"};
static const char *const COUNTS[EVENT_COUNTS] = {"nothing", "inset", "directed"};
static const char *const ATTENDANCES[] = {"required", "invited", "voluntary"};

const char *event_status_name(enum event_status status)
{
    return STATUSES[status];
}

const char *event_attendance_name(enum attendance attendance)
{
    return ATTENDANCES[attendance];
}

static int index_of(struct str s, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        if (str_eq_c(s, names[i]))
            return i;
    }
    return -1;
}

enum err event_status_parse(struct str s, enum event_status *ret)
{
    int found = index_of(s, STATUSES, EVENT_STATUSES);
    if (found < 0)
        return ERR_INVALID;
    *ret = (enum event_status)found;
    return OK;
}

enum err event_attendance_parse(struct str s, enum attendance *ret)
{
    int found = index_of(s, ATTENDANCES, ATTENDANCE_COUNT);
    if (found < 0)
        return ERR_INVALID;
    *ret = (enum attendance)found;
    return OK;
}

const char *event_counts_name(enum event_counts counts)
{
    return COUNTS[counts];
}

enum err event_counts_parse(struct str s, enum event_counts *ret)
{
    int found = index_of(s, COUNTS, EVENT_COUNTS);
    if (found < 0)
        return ERR_INVALID;
    *ret = (enum event_counts)found;
    return OK;
}

bool event_status_is_on(enum event_status status)
{
    return status != EVENT_DRAFT && status != EVENT_CANCELLED;
}
