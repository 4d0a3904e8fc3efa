/* DESIGN: each kind of mail as it is sent, against tests/golden/mail; what is not sent. */
#include "compose_house.h"
#include "golden_mail.h"
#include "support.h"
#include <stdlib.h>

#include "notice.h"
#include "trust.h"
#include "tz.h"

/* ---- notices ---- */

static struct notice notice_of(enum notice_kind kind)
{
    bool talk = (kind >= NOTICE_TALK_CONFIRMED && kind <= NOTICE_JOINT_PRESENTER) ||
                (kind >= NOTICE_TALK_OFFERED && kind <= NOTICE_TALK_CALLED_OFF) ||
                (kind >= NOTICE_TALK_CALLED && kind <= NOTICE_JOINT_LEFT);
    struct notice notice = {
        .kind = kind,
        .to = ann,
        .to_name = "Ann Ash",
        .to_email = "ann@demo.example",
        .object_id = 5,
        .uid = "8b8f5a60-3c5e-4d7c-9f3e-0d6d2f0f9a11",
        .seq = 1,
        .had_place = true,
        .event_id = 9,
        .event_title = talk ? "SPARK" : "Reading aloud – a twilight",
        .event_kind = talk ? "spark" : "twilight",
        .place = "Hall, Ash School",
        .starts_at = support_at("2026-11-12T15:52"),
        .ends_at = talk ? support_at("2026-11-12T15:59") : support_at("2026-11-12T17:00"),
        .talk_title = talk ? "Seven minutes on “reading”" : NULL,
        .minutes = talk ? 7 : 0,
    };
    return notice;
}

/* A group that meets three times: one time elsewhere, one with a waiting list. */
static const struct notice_date *three_dates(bool closure)
{
    static struct notice_date dates[3];
    static const char *const walls[3][2] = {{"2026-11-12T16:00", "2026-11-12T17:00"},
                                            {"2026-11-26T16:00", "2026-11-26T17:00"},
                                            {"2026-12-10T16:00", "2026-12-10T17:30"}};
    for (int i = 0; i < 3; i++)
        dates[i] = (struct notice_date){
            .starts_at = support_at(walls[i][0]),
            .ends_at = support_at(walls[i][1]),
            .place = i == 1 ? "Library, Ash School" : "Hall, Ash School",
            .uid = arena_printf(arena, "00000000-0000-4000-8000-00000000000%d", i),
            .seq = i,
            .waits = i == 2,
            .title = closure ? "Reading aloud" : NULL,
            .ended = closure && i == 0,
        };
    return dates;
}

static struct notice series_notice(enum notice_kind kind)
{
    return (struct notice){
        .kind = kind,
        .to = ann,
        .to_name = "Ann Ash",
        .to_email = "ann@demo.example",
        .event_id = 9,
        .event_title = kind == NOTICE_CLOSURE ? NULL : "Questioning group",
        .event_kind = "group",
        .place = kind == NOTICE_CLOSURE ? NULL : "Hall, Ash School",
        .by = kind == NOTICE_SERIES_CHANGED ? NULL : "Chris Coordinator",
        .detail = kind == NOTICE_CLOSURE ? "The school is closed because of snow." : NULL,
        .dates = three_dates(kind == NOTICE_CLOSURE),
        .date_count = 3,
    };
}

static struct notice approval_notice(enum notice_kind kind)
{
    bool own = kind == NOTICE_APPROVAL_ANSWER || kind == NOTICE_APPROVAL_COVER;
    return (struct notice){.kind = kind,
                           .to = ann,
                           .to_name = "Ann Ash",
                           .to_email = "ann@demo.example",
                           .event_title = "Reading conference",
                           .by = own ? NULL : "Hilary Head",
                           .detail = kind == NOTICE_APPROVAL_ANSWER ? "approved" : NULL};
}

static struct notice digest_notice(void)
{
    static struct notice_date dates[2];
    memcpy(dates, three_dates(false), sizeof dates);
    dates[0].title = "Reading aloud";
    dates[0].why = "For Year 6 team, your group";
    dates[1].title = "Fractions again";
    dates[1].why = "Counts 1 h of the 6 h you still owe";
    return (struct notice){.kind = NOTICE_DIGEST,
                           .to = ann,
                           .to_name = "Ann Ash",
                           .to_email = "ann@demo.example",
                           .detail = "aVeryLongWord0123456789",
                           .dates = dates,
                           .date_count = 2};
}

/* What follows a SPARK evening. */
static struct notice after_notice(enum notice_kind kind)
{
    struct notice notice = {.kind = kind,
                            .to = ann,
                            .to_name = "Ann Ash",
                            .to_email = "ann@demo.example",
                            .event_id = 7,
                            .event_title = "SPARK: autumn",
                            .event_kind = "spark",
                            .by = "Chris Coordinator",
                            .detail = "You made this a good evening.",
                            .talk_title = "Reading aloud, every day"};
    if (kind == NOTICE_THANKS)
        return notice;
    notice.by = kind == NOTICE_QUESTIONS ? NULL : "Jo Carter";
    notice.detail = kind == NOTICE_QUESTIONS ? "3 questions wait" : "Ten words a day";
    notice.talk_title = kind == NOTICE_QUESTIONS ? notice.talk_title : NULL;
    return notice;
}

static struct notice slides_notice(void)
{
    return (struct notice){.kind = NOTICE_SLIDES_DUE,
                           .to = ann,
                           .to_name = "Ann Ash",
                           .to_email = "ann@demo.example",
                           .event_id = 9,
                           .event_title = "SPARK: what works",
                           .event_kind = "spark",
                           .talk_title = "Reading aloud, every day",
                           .minutes = 7,
                           .until = support_at("2026-11-10T12:00")};
}

static struct notice share_notice(void)
{
    struct notice notice = notice_of(NOTICE_SHARE);
    notice.uid = NULL;
    notice.event_title = "SPARK: what works";
    notice.event_kind = "spark";
    notice.detail = "aVeryLongWord0123456789";
    return notice;
}

static struct notice golden_notice(enum notice_kind kind)
{
    struct notice notice = notice_of(kind == NOTICE_TALK_ACCEPTED ? NOTICE_TALK_CONFIRMED : kind);
    notice.kind = kind;
    if (kind == NOTICE_DIGEST)
        return digest_notice();
    if ((kind >= NOTICE_QUESTIONS && kind <= NOTICE_QUESTION_ANSWERED) || kind == NOTICE_THANKS)
        return after_notice(kind);
    if (kind == NOTICE_SIGN_IN_CHANGED)
        return (struct notice){.kind = kind,
                               .to = ann,
                               .to_name = notice.to_name,
                               .to_email = notice.to_email,
                               .detail = "An administrator reset your second step."};
    if (kind == NOTICE_CODE)
        notice.detail = "K7Q2M9X4TP";
    if (kind == NOTICE_BOOKING_WAITING || kind == NOTICE_TALK_WAITING)
        notice.position = 2;
    if (kind == NOTICE_TALK_SLOT) {
        notice.talk_title = "Reading aloud, every day";
        notice.minutes = 7;
        notice.ends_at = instant_add(notice.starts_at, 420);
    }
    if (kind == NOTICE_TALK_WAITING)
        notice.detail = "Four more minutes would be needed.";
    if (kind == NOTICE_TALK_CHANGED)
        notice.wanted_minutes = 15;
    if (kind == NOTICE_JOINT_PRESENTER || kind == NOTICE_JOINT_NO || kind == NOTICE_TALK_ACCEPTED ||
        kind == NOTICE_BOOKING_CANCELLED ||
        (kind >= NOTICE_BOOKING_SWAPPED && kind <= NOTICE_BOOKING_ANSWERED))
        notice.by = "Chris Coordinator";
    if (kind == NOTICE_BREAK_GLASS)
        notice = (struct notice){.kind = kind,
                                 .to = ann,
                                 .to_name = "Ann Ash",
                                 .to_email = "ann@demo.example",
                                 .ends_at = support_at("2026-11-03T09:00"),
                                 .by = "Hilary Head",
                                 .detail = "Chris Coordinator agreed to it."};
    if (kind == NOTICE_BOOKING_OFFERED || kind == NOTICE_CHOICE_REMINDER ||
        kind == NOTICE_CHOICE_PLACED)
        notice.until = support_at("2026-11-10T16:00");
    if (kind == NOTICE_READING_ASKED || kind == NOTICE_READING_DUE)
        notice = (struct notice){.kind = kind,
                                 .to = ann,
                                 .to_name = "Ann Ash",
                                 .to_email = "ann@demo.example",
                                 .event_id = 9,
                                 .event_title = "Keeping children safe",
                                 .event_kind = "reading",
                                 .ends_at = support_at("2026-11-14T00:00")};
    if (kind == NOTICE_SLIDES_DUE || kind == NOTICE_SHARE)
        return kind == NOTICE_SHARE ? share_notice() : slides_notice();
    if (kind == NOTICE_TALK_ACCEPTED)
        notice.detail = "We look forward to it.";
    if (kind == NOTICE_BOOKING_SWAPPED)
        notice.detail = "Your place at Phonics is theirs now.";
    if (kind == NOTICE_BOOKING_DECLINED)
        notice.detail = "There is no cover that day.";
    if (kind >= NOTICE_APPROVAL_WAITS && kind <= NOTICE_APPROVAL_ARRANGE)
        return approval_notice(kind);
    if ((kind >= NOTICE_SERIES_BOOKED && kind <= NOTICE_SERIES_CANCELLED) || kind == NOTICE_CLOSURE)
        notice = series_notice(kind);
    if (kind == NOTICE_EVENT_POSTPONED || kind == NOTICE_MESSAGE) {
        notice.by = kind == NOTICE_MESSAGE ? "Chris Coordinator" : NULL;
        notice.detail = "Bring a page you will teach.\n\nCoffee from half past three.";
    }
    return notice;
}

/* Of a slot that is kept, and of one that nobody takes; of an evening that moves. */
static void offer_values(struct notice *notice)
{
    if (notice->kind == NOTICE_TALK_OFFERED)
        notice->until = support_at("2026-11-05T16:00");
    if (notice->kind == NOTICE_EVENT_MOVED)
        notice->detail = "The hall is flooded.";
    if (notice->kind == NOTICE_TALK_OFFER_OVER)
        notice->position = 2;
    if (notice->kind == NOTICE_TALK_CALLED_OFF) {
        notice->by = "Ben Birch";
        notice->detail = "Cara Cole gives “Phonics”, 7 minutes, instead.";
    }
    if (notice->kind == NOTICE_TALK_CALLED)
        notice->detail = "you speak next";
    if (notice->kind == NOTICE_TALK_LEFT)
        notice->detail = "Ben Birch";
    if (notice->kind == NOTICE_JOINT_LEFT) {
        notice->by = "Ben Birch";
        notice->detail = "You give it alone, and can change or withdraw it.";
    }
}

/* Of slots that are swapped. */
static void swap_values(struct notice *notice)
{
    if (notice->kind < NOTICE_SWAP_ASKED || notice->kind > NOTICE_SWAP_OVER)
        return;
    notice->talk_title = "Reading aloud, every day";
    notice->minutes = 7;
    notice->ends_at = instant_add(notice->starts_at, 420);
    notice->by = notice->kind == NOTICE_SWAP_ASKED ? "Ben Birch" : NULL;
    notice->detail =
        notice->kind == NOTICE_SWAP_ASKED  ? "You would take their slot, and they would take yours."
        : notice->kind == NOTICE_SWAP_DONE ? "“Phonics” of Ben Birch has the slot it had."
                                           : "Ben Birch said no.";
    if (notice->kind != NOTICE_SWAP_OVER)
        return;
    notice->starts_at = notice->ends_at = (struct instant){0};
    notice->place = NULL;
}

static void every_notice_reads_as_agreed(void **state)
{
    (void)state;
    for (int kind = 0; kind < NOTICE_KINDS; kind++) {
        struct notice notice = golden_notice((enum notice_kind)kind);
        offer_values(&notice);
        swap_values(&notice);
        notice.object_id = 100 + kind; /* each the first of its thread */
        assert_ok(notice_queue(store, now, &notice));
        golden_mail_assert(notice_name((enum notice_kind)kind), compose_next(), arena);
    }
}

/* Who has to come is not asked whether they can, and who leads gives no place away. */
static void the_words_fit_who_they_are_for(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum notice_kind kind;
        bool required, leads;
        const char *detail;
    } cases[] = {
        {"event-postponed-required", NOTICE_EVENT_POSTPONED, true, false, "Snow."},
        {"event-postponed-leads", NOTICE_EVENT_POSTPONED, false, true, "Snow."},
        {"event-changed-required", NOTICE_EVENT_CHANGED, true, false, NULL},
        {"event-changed-leads", NOTICE_EVENT_CHANGED, false, true, NULL},
        {"booking-confirmed-leads", NOTICE_BOOKING_CONFIRMED, false, true, "You lead it."},
        {"booking-cancelled-required", NOTICE_BOOKING_CANCELLED, true, false,
         "The organiser excused you, so you do not have to come. Why: Away that day"},
        {"booking-cancelled-leads", NOTICE_BOOKING_CANCELLED, false, true, NULL},
        {"event-moved-talk", NOTICE_EVENT_MOVED, false, false, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct notice notice = notice_of(cases[i].kind);
        notice.object_id = 300 + (int64_t)i;
        notice.required = cases[i].required;
        notice.leads = cases[i].leads;
        notice.detail = cases[i].detail;
        notice.talk_title = cases[i].kind == NOTICE_EVENT_MOVED ? "Reading aloud, every day" : NULL;
        notice.by = cases[i].leads ? "Chris Coordinator" : NULL;
        assert_ok(notice_queue(store, now, &notice));
        golden_mail_assert(cases[i].name, compose_next(), arena);
    }
}

static void subjects_say_action_and_date(void **state)
{
    (void)state;
    struct notice notice = notice_of(NOTICE_TALK_CONFIRMED);
    assert_ok(notice_queue(store, now, &notice));
    assert_true(has(compose_next(),
                    "\r\nSubject: Booked: your 7-minute talk at SPARK, Thursday 12 November\r\n"));
}

struct calendar_case {
    enum notice_kind kind;
    bool had_place;
    int position;
    const char *method; /* NULL: no calendar part */
};

/* Calendar specification, section 9: what is sent when. */
static void invitations_go_where_they_belong(void **state)
{
    (void)state;
    static const struct calendar_case cases[] = {
        {NOTICE_BOOKING_CONFIRMED, true, 0, "REQUEST"}, {NOTICE_BOOKING_WAITING, false, 3, NULL},
        {NOTICE_BOOKING_PROMOTED, true, 0, "REQUEST"},  {NOTICE_BOOKING_OFFERED, false, 0, NULL},
        {NOTICE_BOOKING_SWAPPED, true, 0, "REQUEST"},   {NOTICE_BOOKING_ASKED, false, 0, NULL},
        {NOTICE_BOOKING_CANCELLED, true, 0, "CANCEL"},  {NOTICE_BOOKING_CANCELLED, false, 0, NULL},
        {NOTICE_TALK_CONFIRMED, true, 0, "REQUEST"},    {NOTICE_TALK_WAITING, false, 1, NULL},
        {NOTICE_TALK_PROMOTED, true, 0, "REQUEST"},     {NOTICE_TALK_CHANGED, true, 0, "REQUEST"},
        {NOTICE_TALK_WITHDRAWN, true, 0, "CANCEL"},     {NOTICE_TALK_WITHDRAWN, false, 0, NULL},
        {NOTICE_JOINT_PRESENTER, true, 0, NULL},        {NOTICE_EVENT_CHANGED, true, 0, "REQUEST"},
        {NOTICE_EVENT_CHANGED, false, 2, NULL},         {NOTICE_EVENT_CANCELLED, true, 0, "CANCEL"},
        {NOTICE_EVENT_CANCELLED, false, 2, NULL},       {NOTICE_TALK_SLOT, true, 0, "REQUEST"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct notice notice = notice_of(cases[i].kind);
        notice.object_id = (int64_t)i;
        notice.had_place = cases[i].had_place;
        notice.position = cases[i].position;
        assert_ok(notice_queue(store, now, &notice));
        struct str bytes = compose_next();
        assert_int_equal(has(bytes, "text/calendar"), cases[i].method != NULL);
        assert_int_equal(has(bytes, "Reply-To: coordinator@demo.example"), cases[i].method == NULL);
        if (cases[i].method)
            assert_true(has(bytes, arena_printf(arena, "; method=%s\r\n", cases[i].method)));
    }
}

/* A course of several sessions: one mail with all of them as a file; the first keeps the booking's
 * uid, the others have each their own, always the same. */
static void several_sessions_go_as_a_file(void **state)
{
    (void)state;
    char second[UUID_TEXT_MAX];
    struct notice notice = notice_of(NOTICE_BOOKING_CONFIRMED);
    struct notice_date *dates = ARENA_ARRAY(arena, struct notice_date, 2);
    memcpy(dates, three_dates(false), 2 * sizeof *dates);
    dates[0].uid = "";
    notice.dates = dates;
    notice.date_count = 2;
    notice_date_uid(notice.uid, &dates[1], second);
    assert_ok(notice_queue(store, now, &notice));
    struct str bytes = golden_mail_form(compose_next(), arena);
    assert_false(has(bytes, "method="));
    assert_true(has(bytes, "filename=\"dates.ics\""));
    assert_true(has(bytes, arena_printf(arena, "UID:%s\n", notice.uid)));
    assert_true(has(bytes, arena_printf(arena, "UID:%s\n", second)));
    assert_true(has(bytes, "\n26 November 2026: 4pm to 5pm, Library, Ash School\n"));
    notice.kind = NOTICE_EVENT_CANCELLED;
    assert_ok(notice_queue(store, now, &notice));
    bytes = golden_mail_form(compose_next(), arena);
    assert_true(has(bytes, "STATUS:CANCELLED"));
    assert_false(has(bytes, "STATUS:CONFIRMED"));
}

static void who_wants_no_invitations_gets_none(void **state)
{
    (void)state;
    assert_ok(store_exec(store, "UPDATE person SET invitations = 0", PARAMS()));
    struct notice notice = notice_of(NOTICE_TALK_CONFIRMED);
    assert_ok(notice_queue(store, now, &notice));
    assert_false(has(compose_next(), "text/calendar"));
}

/* What is sent by itself; a weekly mail ends by one click as well (RFC 8058). */
static void only_nudges_and_digests_can_be_unsubscribed_from(void **state)
{
    (void)state;
    for (int kind = 0; kind < NOTICE_KINDS; kind++) {
        struct notice notice = golden_notice((enum notice_kind)kind);
        assert_ok(notice_queue(store, now, &notice));
        struct str bytes = compose_next();
        bool digest = kind == NOTICE_DIGEST || kind == NOTICE_SHARE;
        assert_int_equal(has(bytes, "List-"), digest);
        assert_int_equal(has(bytes, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
                         digest);
        assert_int_equal(has(bytes, "/digest/stop/aVeryLongWord0123456789>,\r\n"), digest);
    }
}

static void the_same_row_gives_the_same_bytes(void **state)
{
    (void)state;
    struct notice notice = notice_of(NOTICE_TALK_CONFIRMED);
    struct composed first = {0}, second = {0};
    assert_ok(notice_queue(store, now, &notice));
    struct outbox_row row = claim();
    assert_ok(compose(&row, &first));
    now = instant_add(now, 86400);
    assert_ok(compose(&row, &second));
    assert_true(str_eq(first.bytes, second.bytes));
}

static void later_mails_answer_the_first(void **state)
{
    (void)state;
    struct notice notice = notice_of(NOTICE_TALK_WAITING);
    assert_ok(notice_queue(store, now, &notice));
    struct outbox_row first = claim();
    notice = notice_of(NOTICE_TALK_PROMOTED);
    notice.seq = 2;
    assert_ok(notice_queue(store, now, &notice));
    struct str bytes = compose_next();
    assert_true(has(bytes, arena_printf(arena, "\r\nIn-Reply-To: %s\r\nReferences: %s\r\n",
                                        first.message_id, first.message_id)));
}

/* A slot on the day itself is said with urgency, and when it is expected where nothing is
 * announced. */
static void what_is_today_is_said_so(void **state)
{
    (void)state;
    struct notice notice = notice_of(NOTICE_TALK_PROMOTED);
    notice.starts_at = instant_add(now, 3600);
    notice.ends_at = instant_add(now, 7200);
    notice.expected_at = support_at("2026-11-02T10:04");
    assert_ok(notice_queue(store, now, &notice));
    struct str bytes = compose_next();
    assert_true(has(bytes, "Subject: You speak today: your 7-minute talk"));
    assert_true(has(bytes, "You speak today: Monday 2 November 2026, about 10:04am."));
}

static void what_was_proposed_is_accepted(void **state)
{
    (void)state;
    struct notice notice = notice_of(NOTICE_TALK_WAITING);
    notice.accepted = true;
    assert_ok(notice_queue(store, now, &notice));
    struct str bytes = compose_next();
    assert_true(has(bytes, "Subject: Accepted, and on the waiting list: your"));
    assert_true(has(bytes, "Your proposal was accepted. There is nothing you need to do"));
}

static void people_who_left_are_not_written_to(void **state)
{
    (void)state;
    struct notice notice = notice_of(NOTICE_TALK_CONFIRMED);
    struct composed composed = {0};
    assert_ok(notice_queue(store, now, &notice));
    struct outbox_row row = claim();
    /* On their last day they are still here. */
    assert_ok(store_exec(store, "UPDATE person SET left_on = $1", PARAMS(p_day(tz_day(now)))));
    assert_ok(compose(&row, &composed));
    assert_ok(store_exec(store, "UPDATE person SET left_on = $1",
                         PARAMS(p_day(day_add(tz_day(now), -1)))));
    assert_int_equal(compose(&row, &composed), ERR_NOT_FOUND);
    assert_non_null(composed.why);
}

static void what_cannot_be_a_mail_is_said(void **state)
{
    (void)state;
    struct outbox_row rows[] = {
        {.id = 1,
         .kind = "no-such-kind",
         .email = "a@b.example",
         .message_id = "<a@b.example>",
         .body = "{}"},
        {.id = 2,
         .kind = "talk-confirmed",
         .email = "a@b.example",
         .message_id = "<a@b.example>",
         .body = "not json"},
        {.id = 3,
         .kind = "talk-confirmed",
         .email = "not an address",
         .message_id = "<a@b.example>",
         .body = "{\"event_title\":\"SPARK\"}"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct composed composed = {0};
        assert_int_equal(compose(&rows[i], &composed), ERR_INVALID);
        assert_non_null(composed.why);
    }
}

/* Markup and line ends in what people typed stay words. */
static void typed_markup_stays_words(void **state)
{
    (void)state;
    struct notice notice = notice_of(NOTICE_TALK_CONFIRMED);
    notice.talk_title = "<b>\"bold\"</b> & {{trust}}";
    notice.event_title = "<script>x</script>";
    assert_ok(notice_queue(store, now, &notice));
    struct str bytes = compose_next();
    assert_true(has(bytes, "&lt;b&gt;"));
    assert_true(has(bytes, "{{trust}}"));
    assert_false(has(bytes, "<b>\"bold"
                            "\"</b> &amp;"));
    const char *html = memmem(bytes.p, bytes.n, "text/html", 9);
    assert_non_null(html);
    assert_null(memmem(html, bytes.n - (size_t)(html - bytes.p), "<script", 7));
}

int main(void)
{
    support_init();
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_notice_reads_as_agreed),
        TEST(the_words_fit_who_they_are_for),
        TEST(subjects_say_action_and_date),
        TEST(invitations_go_where_they_belong),
        TEST(several_sessions_go_as_a_file),
        TEST(who_wants_no_invitations_gets_none),
        TEST(only_nudges_and_digests_can_be_unsubscribed_from),
        TEST(the_same_row_gives_the_same_bytes),
        TEST(later_mails_answer_the_first),
        TEST(what_is_today_is_said_so),
        TEST(what_was_proposed_is_accepted),
        TEST(people_who_left_are_not_written_to),
        TEST(what_cannot_be_a_mail_is_said),
        TEST(typed_markup_stays_words),
    };
    return cmocka_run_group_tests(tests, compose_start, compose_finish);
}
