/* DESIGN: what an organiser writes to those who come: who gets it, once, and who reads it again. */
#include "fixture.h"

#include "event_message.h"
#include "event_people.h"

static struct booking_placed book(struct fixture *f, struct event_id id, int who,
                                  enum booking_part part)
{
    struct booking_placed placed = {.status = BOOKING_CONFIRMED};
    const struct booking_request request = {
        .event = id, .person = f->people[who], .by = f->people[who], .part = part};
    assert_ok(fixture_job(f, booking_book(f->store, f->now, &request, fixture_why(f), &placed)));
    return placed;
}

/* Two places: people 0 and 1 have them, 2 waits, 3 leads. */
static struct event_id begin(struct fixture *f)
{
    fixture_init(f, 6);
    struct event_fields fields = fixture_event_fields(f);
    fields.capacity = 2;
    struct event_id id = fixture_event(f, &fields);
    book(f, id, 0, PART_ATTENDEE);
    book(f, id, 1, PART_ATTENDEE);
    assert_int_equal(book(f, id, 2, PART_ATTENDEE).status, BOOKING_WAITING);
    book(f, id, 3, PART_LEADER);
    return id;
}

static enum err send(struct fixture *f, struct event_id id, enum event_message_to to,
                     const char *text)
{
    struct event_message sent;
    const struct message_draft draft = {id, f->people[5], to, text};
    return fixture_job(f, event_message_send(f->store, f->now, &draft, fixture_why(f), &sent));
}

static void everybody_gets_it_once(void **state)
{
    static const struct {
        enum event_message_to to;
        const char *text, *who; /* people by number */
    } rows[] = {
        {MESSAGE_BOOKED, "Bring a page.", "013"},
        {MESSAGE_AND_WAITING, "It may rain.", "0123"},
        {MESSAGE_PRESENTERS, "Come at three.", "3"},
    };
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    int64_t before[6] = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_ok(send(&f, id, rows[i].to, rows[i].text));
        for (int p = 0; p < 6; p++) {
            int64_t now = fixture_mails(&f, "message", f.people[p]);
            assert_int_equal(now - before[p], strchr(rows[i].who, '0' + p) != NULL);
            before[p] = now;
        }
    }
    fixture_done(&f);
}

static void what_is_refused(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    char *long_text = arena_alloc(f.arena, MESSAGE_CHARS_MAX + 2);
    memset(long_text, 'x', MESSAGE_CHARS_MAX + 1);
    long_text[MESSAGE_CHARS_MAX + 1] = '\0';
    const char *const bad[] = {"", "a\abell", long_text};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(send(&f, id, MESSAGE_BOOKED, bad[i]), ERR_INVALID);
        assert_true(fixture_refused(&f, "text"));
    }
    struct event_fields fields = fixture_event_fields(&f);
    fields.title = "Nobody comes";
    assert_int_equal(send(&f, fixture_draft(&f, &fields), MESSAGE_BOOKED, "Hello."), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-published");
    assert_int_equal(send(&f, fixture_event(&f, &fields), MESSAGE_BOOKED, "Hello."), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "nobody");
    assert_int_equal(fixture_mails(&f, "message", (struct person_id){0}), 0);
    fixture_done(&f);
}

/* Three a day and event; the same text to the same people never twice on a day. */
static void not_too_often(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    assert_ok(send(&f, id, MESSAGE_BOOKED, "One."));
    assert_int_equal(send(&f, id, MESSAGE_BOOKED, "One."), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "sent-already");
    assert_ok(send(&f, id, MESSAGE_BOOKED, "Two."));
    assert_ok(send(&f, id, MESSAGE_BOOKED, "Three."));
    assert_int_equal(send(&f, id, MESSAGE_BOOKED, "Four."), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-many");
    f.now = instant_add(f.now, 86400 + 1);
    assert_ok(send(&f, id, MESSAGE_BOOKED, "One."));
    fixture_done(&f);
}

/* By who they are at the event when they look. */
static void it_is_read_again_by_those_it_was_for(void **state)
{
    static const int seen[] = {2, 2, 1, 3, 0};
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    assert_ok(send(&f, id, MESSAGE_BOOKED, "Booked."));
    assert_ok(send(&f, id, MESSAGE_AND_WAITING, "And waiting."));
    assert_ok(send(&f, id, MESSAGE_PRESENTERS, "Presenters."));
    for (int p = 0; p < (int)COUNT_OF(seen); p++) {
        const struct event_viewer viewer = {.person = f.people[p]};
        struct event event;
        struct event_messages list;
        assert_ok(event_find(f.store, &viewer, id, f.arena, &event));
        assert_ok(event_message_list(f.store, &event, viewer.person, false, f.arena, &list));
        assert_int_equal(list.count, seen[p]);
        assert_ok(event_message_list(f.store, &event, viewer.person, true, f.arena, &list));
        assert_int_equal(list.count, 3);
        assert_string_equal(list.items[0].text, "Presenters.");
        assert_int_equal(list.items[0].recipients, 1);
    }
    fixture_done(&f);
}

/* A colleague who leads it from the register of facilitators gets every message. */
static void a_facilitator_reads_what_they_got(void **state)
{
    struct fixture f;
    struct facilitator_id id;
    struct event event;
    struct event_messages list;
    (void)state;
    struct event_id course = begin(&f);
    struct facilitator_fields fields = {.name = "Ann Ash", .email = "", .expertise = ""};
    assert_ok(facilitator_create(f.store, &fields, fixture_why(&f), &id));
    const struct event_leading leading = {
        .event = course, .facilitator = id, .part = PART_LEADER, .by = f.people[5]};
    assert_ok(event_leader_put(f.store, f.now, &leading, fixture_why(&f)));
    fields.person = f.people[4]; /* who it is becomes known later */
    assert_ok(facilitator_change(f.store, id, 0, &fields, fixture_why(&f)));
    assert_ok(send(&f, course, MESSAGE_BOOKED, "Booked."));
    assert_ok(send(&f, course, MESSAGE_PRESENTERS, "Presenters."));
    assert_int_equal(fixture_mails(&f, "message", f.people[4]), 2);
    const struct event_viewer viewer = {.person = f.people[4]};
    assert_ok(event_find(f.store, &viewer, course, f.arena, &event));
    assert_ok(event_message_list(f.store, &event, viewer.person, false, f.arena, &list));
    assert_int_equal(list.count, 2);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_gets_it_once),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(not_too_often),
        cmocka_unit_test(it_is_read_again_by_those_it_was_for),
        cmocka_unit_test(a_facilitator_reads_what_they_got),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
