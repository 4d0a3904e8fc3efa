/* DESIGN: what the registers of an event make of its bookings: attendance, and hours to the minute.
 */
#include "register_attend.h"

#include "register_rules.h"

static enum booking_status status_of(const struct register_attendances *list,
                                     const struct register_attendance *one, bool closed)
{
    if (!closed)
        return BOOKING_CONFIRMED;
    for (int i = 0; i < one->parts; i++)
        if (list->all[one->first + i].here)
            return BOOKING_ATTENDED;
    return BOOKING_ABSENT;
}

static enum err settle(struct store *store, struct instant now, int hours_min, bool closed,
                       const struct register_attendances *list,
                       const struct register_attendance *one)
{
    enum booking_status status = status_of(list, one, closed);
    int credit = status == BOOKING_ATTENDED
                     ? register_credit(hours_min, list->all + one->first, one->parts)
                     : -1;
    if (status == one->status && credit == one->credit_min)
        return OK;
    return register_store_attend(store, now, one->booking, status, credit);
}

enum err register_attend(struct store *store, struct instant now,
                         const struct register_scene *scene, struct person_id person,
                         struct arena *arena)
{
    struct register_attendances list = {0};
    bool closed = false;
    enum err err = register_store_all_closed(store, scene->event, &closed);
    if (err == OK)
        err = register_store_attendance(store, scene->event, person, arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        err = settle(store, now, scene->hours_min, closed, &list, &list.items[i]);
    return err;
}

enum err register_attend_check(const struct register_scene *scene, struct refusal *why)
{
    if (scene->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event was cancelled, so there is no register to take.");
    if (scene->status == EVENT_DRAFT)
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This event is still a draft. Publish it first.");
    if (scene->status == EVENT_ARCHIVED)
        return refuse(why, ERR_CONFLICT, "archived",
                      "This event is in the archive. Take it out first, then correct its "
                      "register.");
    return OK;
}
