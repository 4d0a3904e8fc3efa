/* DESIGN: giving up a place, with what SPARK adds: a talk may have waited for that person. */
#include "spark_booking.h"

#include "talk.h"

enum err spark_booking_cancel(struct store *store, struct instant now, struct booking_id id,
                              struct person_id by, struct refusal *why)
{
    enum err err = booking_cancel(store, now, id, by, why);
    return err == OK ? talk_promote(store, now, why->arena) : err;
}
