/* DESIGN: giving up a place, with what SPARK adds: a talk may have waited for that person. */
#include "spark_booking.h"

#include "talk.h"

enum err spark_booking_withdraw(struct store *store, struct instant now,
                                const struct booking_withdrawal *withdrawal, struct refusal *why)
{
    enum err err = booking_withdraw(store, now, withdrawal, why);
    return err == OK ? talk_promote(store, now, why->arena) : err;
}
