#ifndef SPARKD_SPARK_SPARK_BOOKING_H
#define SPARKD_SPARK_SPARK_BOOKING_H

#include "booking.h"

/* As booking_withdraw; who is free then gets the slot their talk waits for too (SP-11). Booking
 * needs no more than booking_book. */
enum err spark_booking_withdraw(struct store *store, struct instant now,
                                const struct booking_withdrawal *withdrawal,
                                struct refusal *why) MUST_USE;

#endif
