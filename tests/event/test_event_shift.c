/* DESIGN: moments moved by days and minutes of the wall's clock, over both changes and a leap day.
 */
#include "support.h"

#include "event_shift.h"

/* from, shifted as first is to then; "" where the clocks change */
static const struct {
    const char *first, *then, *at, *is;
} ROWS[] = {
    /* a plain week */
    {"2026-11-12T16:00", "2026-11-19T16:00", "2026-11-12T17:30", "2026-11-19T17:30"},
    /* summer time ends on 25 October 2026, begins on 28 March 2027 */
    {"2026-10-22T16:00", "2026-10-29T16:00", "2026-10-22T17:30", "2026-10-29T17:30"},
    {"2027-03-25T16:00", "2027-04-15T16:00", "2027-03-25T17:30", "2027-04-15T17:30"},
    {"2027-04-15T16:00", "2027-03-25T16:00", "2027-04-15T17:30", "2027-03-25T17:30"},
    /* another time of the day, over midnight both ways */
    {"2026-11-12T16:00", "2026-11-13T09:30", "2026-11-12T17:30", "2026-11-13T11:00"},
    {"2026-11-12T16:00", "2026-11-13T23:00", "2026-11-12T17:30", "2026-11-14T00:30"},
    {"2026-11-12T16:00", "2026-11-12T08:00", "2026-11-12T07:00", "2026-11-11T23:00"},
    /* a leap year: 29 February 2028 is there */
    {"2028-02-22T16:00", "2028-02-29T16:00", "2028-02-23T16:00", "2028-03-01T16:00"},
    {"2027-02-23T16:00", "2028-02-29T16:00", "2027-02-24T16:00", "2028-03-01T16:00"},
    /* the hour that does not come, and the one that comes twice */
    {"2027-03-21T01:30", "2027-03-28T00:30", "2027-03-21T02:30", ""},
    {"2026-10-18T01:30", "2026-10-25T00:30", "2026-10-18T02:30", ""},
};

static void by_the_clock_on_the_wall(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct event_shift shift =
            event_shift_between(support_at(ROWS[i].first), support_at(ROWS[i].then));
        struct instant is = {0};
        enum err err = event_shift_at(shift, support_at(ROWS[i].at), &is);
        assert_int_equal(err, *ROWS[i].is ? OK : ERR_INVALID);
        if (*ROWS[i].is)
            assert_int_equal(is.v, support_at(ROWS[i].is).v);
    }
}

/* There and back again is where it was, wherever there is. */
static void back_again(void **state)
{
    struct instant at = support_at("2026-09-01T16:00");
    (void)state;
    for (int days = -400; days <= 800; days += 13) {
        struct instant there, back;
        assert_ok(event_shift_at((struct event_shift){days, 45}, at, &there));
        assert_ok(event_shift_at((struct event_shift){-days, -45}, there, &back));
        assert_int_equal(back.v, at.v);
    }
}

static void what_is_not_given_stays_so(void **state)
{
    struct instant is = {7};
    struct instant now = support_at("2026-11-02T09:00");
    (void)state;
    assert_ok(event_shift_at((struct event_shift){7, 0}, (struct instant){0}, &is));
    assert_int_equal(is.v, 0);
    /* a window that has opened stays open, one that has not moves */
    struct event_fields fields = {.starts_at = support_at("2026-11-12T16:00"),
                                  .ends_at = support_at("2026-11-12T17:00"),
                                  .booking_opens_at = support_at("2026-11-01T09:00"),
                                  .booking_closes_at = support_at("2026-11-10T09:00")};
    assert_ok(event_shift_fields((struct event_shift){7, 0}, now, &fields));
    assert_int_equal(fields.booking_opens_at.v, support_at("2026-11-01T09:00").v);
    assert_int_equal(fields.booking_closes_at.v, support_at("2026-11-17T09:00").v);
    fields.booking_opens_at = support_at("2026-11-05T09:00");
    assert_ok(event_shift_fields((struct event_shift){7, 0}, now, &fields));
    assert_int_equal(fields.booking_opens_at.v, support_at("2026-11-12T09:00").v);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_the_clock_on_the_wall),
        cmocka_unit_test(back_again),
        cmocka_unit_test(what_is_not_given_stays_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
