/* DESIGN: the calendar objects of invitations: a golden file a row of section 9 that has one. */
#include "invite.h"

#include "ics_read.h"
#include "ics_rules.h"
#include "ics_sample.h"

static struct buf write(enum invite_method method, const struct ics_event *event)
{
    struct buf out;
    buf_init(&out, 1 << 20);
    assert_ok(invite_write(&out, method, event));
    assert_null(ics_rules_broken(buf_str(&out)));
    return out;
}

/* A booking, its move to another room and hour, its end: one UID throughout. */
static void test_golden(void **state)
{
    (void)state;
    struct ics_event booked = ics_sample_event(), changed = booked, promoted = booked;
    changed.seq = 1;
    changed.modified = support_at("2026-10-02T08:05");
    changed.starts_at = support_at("2026-11-12T16:30");
    changed.ends_at = support_at("2026-11-12T18:00");
    changed.location = STR("Library, Larkfield Primary");
    struct ics_event cancelled = changed;
    cancelled.seq = 2;
    cancelled.modified = support_at("2026-11-09T12:00");
    promoted.uid = "9c2f6c0e-77d1-4a5b-b1f0-3a64f8e0d5c2";
    promoted.seq = 1;
    const struct {
        const char *name;
        enum invite_method method;
        const struct ics_event *event;
    } rows[] = {
        {"invite_booked", INVITE_REQUEST, &booked},
        {"invite_changed", INVITE_REQUEST, &changed},
        {"invite_promoted", INVITE_REQUEST, &promoted},
        {"invite_cancelled", INVITE_CANCEL, &cancelled},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = write(rows[i].method, rows[i].event);
        ics_sample_golden(rows[i].name, buf_str(&out));
        buf_done(&out);
    }
}

/* RFC 5546 3.2.2 and 3.2.5 by libical; method= of the mail's part is METHOD of the object. */
static void test_judged(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct ics_event event = ics_sample_event();
    for (enum invite_method method = INVITE_REQUEST; method <= INVITE_CANCEL; method++) {
        struct ics_read read = {0};
        struct buf out = write(method, &event);
        assert_ok(ics_read_parse(arena, buf_str(&out), &read));
        assert_int_equal(read.error_count, 0);
        assert_null(read.fault);
        assert_true(read.permitted);
        assert_string_equal(read.method, invite_method_name(method));
        assert_int_equal(read.event_count, 1);
        assert_string_equal(read.events[0].status,
                            method == INVITE_CANCEL ? "CANCELLED" : "CONFIRMED");
        /* A CANCEL keeps the title and the times. */
        assert_string_equal(read.events[0].summary, "Questioning in maths; a workshop");
        assert_int_equal(read.events[0].starts_at.v, event.starts_at.v);
        assert_int_equal(read.events[0].ends_at.v, event.ends_at.v);
        buf_done(&out);
    }
    arena_free(arena);
}

/* Outlook: "not supported calendar message". One attendee, for privacy; no answers elsewhere. */
static void test_absent(void **state)
{
    (void)state;
    static const char *const absent[] = {
        "X-WR-",   "RRULE:FREQ=D", "REFRESH",     "X-PUBLISHED-TTL",
        "SENT-BY", "\r\nNAME:",    "BEGIN:VALARM"};
    struct ics_event event = ics_sample_event();
    struct buf out = write(INVITE_REQUEST, &event);
    for (size_t i = 0; i < COUNT_OF(absent); i++)
        assert_null(strstr(buf_cstr(&out), absent[i]));
    const char *attendee = strstr(buf_cstr(&out), "ATTENDEE");
    assert_non_null(attendee);
    assert_null(strstr(attendee + 1, "ATTENDEE"));
    buf_done(&out);
}

/* Waiting lists and provisional events get plain mail; a cancelled one a CANCEL. */
static void test_refused(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 1 << 20);
    for (enum ics_state other = 0; other < ICS_STATE_COUNT; other++) {
        struct ics_event event = ics_sample_event();
        event.state = other;
        assert_int_equal(invite_write(&out, INVITE_REQUEST, &event),
                         other == ICS_STATE_BOOKED ? OK : ERR_INVALID);
        buf_clear(&out);
        assert_ok(invite_write(&out, INVITE_CANCEL, &event));
        buf_clear(&out);
    }
    struct ics_event nobody = ics_sample_event();
    nobody.attendee_email = STR("");
    assert_int_equal(invite_write(&out, INVITE_CANCEL, &nobody), ERR_INVALID);
    assert_int_equal(out.n, 0);
    buf_done(&out);
}

int main(void)
{
    support_init();
    ics_read_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_judged),
        cmocka_unit_test(test_absent),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
