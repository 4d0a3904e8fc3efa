/* DESIGN: an invitation is a feed of one, addressed to one person. */
#include "invite.h"

static const struct {
    const char *name;
    enum ics_form form;
} methods[] = {
    [INVITE_REQUEST] = {"REQUEST", ICS_REQUEST},
    [INVITE_CANCEL] = {"CANCEL", ICS_CANCEL},
};

const char *invite_method_name(enum invite_method method)
{
    return methods[method].name;
}

enum err invite_write(struct buf *out, enum invite_method method, const struct ics_event *event)
{
    struct ics_calendar calendar = {.form = methods[method].form};
    if (ics_event_check(event, calendar.form) != OK ||
        (method == INVITE_REQUEST && event->state != ICS_STATE_BOOKED))
        return ERR_INVALID;
    ics_write_begin(out, &calendar);
    enum err err = ics_write_event(out, event, calendar.form);
    ics_write_end(out);
    return err;
}
