/* DESIGN: talks booked, changed, withdrawn: each refusal, each mail, and how they are read. */
#include "fixture.h"

#include "busy.h"
#include "programme.h"
#include "spark_room.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

/* A SPARK event with `minutes` free for talks and a changeover of 2 minutes. */
static struct event_id spark(struct fixture *f, int minutes, const struct event_fields *fields)
{
    struct event_fields plain = fixture_event_fields(f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    if (fields)
        plain = *fields;
    plain.kind = EVENT_SPARK;
    spark.fixed_minutes = 90 - minutes;
    assert_ok(
        spark_event_create(f->store, f->now, f->people[0], &plain, &spark, fixture_why(f), &id));
    fixture_publish(f, id);
    return id;
}

static struct talk_request request_of(struct fixture *f, struct event_id event, int person,
                                      int minutes)
{
    return (struct talk_request){.event = event,
                                 .person = f->people[person],
                                 .by = f->people[person],
                                 .title = "Retrieval in two minutes",
                                 .abstract = "What we tried.\nWhat worked.",
                                 .category = "personal insight",
                                 .minutes = minutes,
                                 .lengths = &LENGTHS};
}

static enum err try_book(struct fixture *f, const struct talk_request *request,
                         struct talk_placed *ret)
{
    return fixture_job(f, talk_book(f->store, f->now, request, fixture_why(f), ret));
}

static struct talk_placed book(struct fixture *f, struct event_id event, int person, int minutes)
{
    struct talk_request request = request_of(f, event, person, minutes);
    struct talk_placed placed = {0};
    assert_ok(try_book(f, &request, &placed));
    return placed;
}

static void assert_refused(struct fixture *f, const struct talk_request *request, enum err expected,
                           const char *slug)
{
    struct talk_placed placed;
    assert_int_equal(try_book(f, request, &placed), expected);
    assert_string_equal(f->why.slug, slug);
    assert_true(strlen(f->why.detail) > 20);
}

static struct talk_edit edit_of(struct fixture *f, struct talk_id talk, int by)
{
    return (struct talk_edit){.talk = talk,
                              .by = f->people[by],
                              .co_presenter_count = TALK_UNCHANGED,
                              .lengths = &LENGTHS};
}

static enum err change(struct fixture *f, const struct talk_edit *edit)
{
    struct talk_placed placed;
    return fixture_job(f, talk_change(f->store, f->now, edit, fixture_why(f), &placed));
}

static struct talk find(struct fixture *f, struct talk_id id)
{
    struct talk talk = {0};
    assert_ok(talk_find(f->store, id, f->arena, &talk));
    return talk;
}

static void withdraw(struct fixture *f, struct talk_id id, int by)
{
    assert_ok(fixture_job(f, talk_withdraw(f->store, f->now, id, f->people[by], fixture_why(f))));
}

static void test_fields(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = spark(&f, 70, NULL);
    struct talk_request good = request_of(&f, event, 0, 7);
    struct person_id self[] = {f.people[0]}, twice[] = {f.people[1], f.people[1]};
    struct person_id nobody[] = {{999}};
    struct person_id many[] = {f.people[1], f.people[2], f.people[3], f.people[4]};
    char title[90], abstract[1010];
    memset(title, 'x', sizeof title);
    memset(abstract, 'x', sizeof abstract);
    title[81] = abstract[1001] = 0;
    struct talk_request bad[10];
    const char *fields[10] = {"title",         "title",        "abstract",      "category",
                              "category",      "minutes",      "co_presenters", "co_presenters",
                              "co_presenters", "co_presenters"};
    for (int i = 0; i < 10; i++)
        bad[i] = good;
    bad[0].title = "";
    bad[1].title = title;
    bad[2].abstract = abstract;
    bad[3].category = "good";
    bad[4].category = NULL;
    bad[5].minutes = 3;
    bad[6].co_presenters = self;
    bad[7].co_presenters = twice;
    bad[8].co_presenters = nobody;
    bad[9].co_presenters = many;
    bad[6].co_presenter_count = bad[8].co_presenter_count = 1;
    bad[7].co_presenter_count = 2;
    bad[9].co_presenter_count = 4;
    for (int i = 0; i < 10; i++) {
        assert_refused(&f, &bad[i], ERR_INVALID, "validation");
        assert_int_equal(f.why.field_count, 1);
        assert_string_equal(f.why.fields[0].field, fields[i]);
    }
    assert_refused(&f, &bad[5], ERR_INVALID, "validation");
    assert_string_equal(f.why.fields[0].message, "Choose a talk of 2 or 7 minutes.");
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM talk WHERE $1 = 0", 0), 0);
    title[80] = abstract[1000] = 0;
    good.title = title;
    good.abstract = abstract;
    struct talk_placed placed;
    assert_ok(try_book(&f, &good, &placed));
    fixture_done(&f);
}

static void test_conflicts(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = spark(&f, 70, NULL);
    struct talk_placed first = book(&f, event, 0, 2);
    struct talk_request again = request_of(&f, event, 0, 2);
    assert_refused(&f, &again, ERR_CONFLICT, "already-booked");
    assert_int_equal(f.why.other_id, first.id.v);
    struct talk_request joint = request_of(&f, event, 1, 2);
    joint.co_presenters = &f.people[0];
    joint.co_presenter_count = 1;
    assert_refused(&f, &joint, ERR_CONFLICT, "already-booked");
    assert_int_equal(f.why.other_id, first.id.v);
    assert_non_null(strstr(f.why.detail, "Person 00"));

    struct event_fields twilight = fixture_event_fields(&f);
    struct event_id other = fixture_event(&f, &twilight);
    const struct booking_request seat = {other, f.people[2], f.people[2], false};
    struct booking_placed seated;
    assert_ok(booking_book(f.store, f.now, &seat, fixture_why(&f), &seated));
    struct talk_request taken = request_of(&f, event, 2, 2);
    assert_refused(&f, &taken, ERR_CONFLICT, "clash");
    assert_int_equal(f.why.other_id, other.v);
    const struct booking_request clash = {other, f.people[0], f.people[0], false};
    assert_int_equal(booking_book(f.store, f.now, &clash, fixture_why(&f), &seated), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "clash");
    assert_int_equal(f.why.other_id, event.v);

    struct talk_request nothing = request_of(&f, other, 3, 2); /* no SPARK event */
    assert_refused(&f, &nothing, ERR_NOT_FOUND, "not-found");
    f.now = twilight.starts_at;
    struct talk_request late = request_of(&f, event, 3, 2);
    assert_refused(&f, &late, ERR_CONFLICT, "too-late");
    f.now = twilight.ends_at; /* to the last minute, but not once it is over */
    assert_int_equal(talk_withdraw(f.store, f.now, first.id, f.people[0], fixture_why(&f)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    f.now = twilight.starts_at;
    assert_ok(talk_withdraw(f.store, f.now, first.id, f.people[0], fixture_why(&f)));
    fixture_done(&f);
}

static void test_waiting_says_why(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = spark(&f, 13, NULL); /* a 7 and a 2 */
    assert_int_equal(book(&f, event, 0, 7).status, TALK_CONFIRMED);
    struct talk_placed waiting = book(&f, event, 1, 7);
    assert_int_equal(waiting.status, TALK_WAITING);
    assert_int_equal(waiting.position, 1);
    assert_string_equal(waiting.why,
                        "No 7-minute slot is free, so the talk waits as number 1 in line.");
    assert_int_equal(fixture_mails(&f, "talk-waiting", f.people[1]), 1);
    assert_int_equal(book(&f, event, 2, 2).status, TALK_CONFIRMED); /* a short one still fits */

    struct event_fields closed = fixture_event_fields(&f);
    closed.waiting_list = false;
    closed.starts_at = instant_add(closed.starts_at, 86400);
    closed.ends_at = instant_add(closed.ends_at, 86400);
    event = spark(&f, 9, &closed);
    book(&f, event, 0, 7);
    struct talk_request second = request_of(&f, event, 1, 2);
    assert_refused(&f, &second, ERR_CONFLICT, "does-not-fit");
    fixture_done(&f);
}

static void test_withdraw_moves_the_line_up(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = spark(&f, 9, NULL);
    struct talk_placed first = book(&f, event, 0, 7), second = book(&f, event, 1, 7);
    struct talk_placed third = book(&f, event, 2, 2);
    assert_int_equal(third.position, 2);
    withdraw(&f, first.id, 0);
    assert_int_equal(find(&f, second.id).status, TALK_CONFIRMED);
    assert_int_equal(find(&f, second.id).seq, 1);
    assert_int_equal(find(&f, third.id).position, 1);
    assert_int_equal(fixture_mails(&f, "talk-promoted", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "talk-withdrawn", f.people[0]), 1);
    withdraw(&f, first.id, 0);
    assert_int_equal(fixture_mails(&f, "talk-withdrawn", f.people[0]), 1);
    assert_int_equal(book(&f, event, 0, 2).status, TALK_WAITING); /* and may book anew */
    fixture_done(&f);
}

/* A longer form that does not fit keeps the slot and offers to wait. */
static void test_longer_form(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = spark(&f, 13, NULL);
    struct talk_placed long_one = book(&f, event, 0, 7), short_one = book(&f, event, 1, 2);
    struct talk_edit edit = edit_of(&f, short_one.id, 1);
    edit.minutes = 7;
    edit.title = "Longer";
    assert_int_equal(change(&f, &edit), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "does-not-fit");
    assert_string_equal(find(&f, short_one.id).title, "Retrieval in two minutes");
    edit.title = NULL;
    edit.wait_for_longer = true;
    f.now.v += 60;
    assert_ok(change(&f, &edit));
    struct talk talk = find(&f, short_one.id);
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(talk.minutes, 2);
    assert_int_equal(talk.wanted_minutes, 7);
    assert_int_equal(talk.position, 1);
    assert_string_equal(talk.why, "You keep your 2-minute slot; 7 minutes do not fit yet, and you "
                                  "are number 1 in line.");
    assert_int_equal(fixture_mails(&f, "talk-waiting", f.people[1]), 1);
    f.now.v += 60;
    assert_ok(change(&f, &edit)); /* asking again keeps the place in line */
    assert_int_equal(find(&f, short_one.id).queued_at.v, talk.queued_at.v);

    struct talk_edit shorter = edit_of(&f, long_one.id, 0);
    shorter.minutes = 2;
    assert_ok(change(&f, &shorter)); /* 4 + 9 fit: the wish is granted at once */
    talk = find(&f, short_one.id);
    assert_int_equal(talk.minutes, 7);
    assert_int_equal(talk.wanted_minutes, 0);
    assert_null(talk.why);
    assert_int_equal(fixture_mails(&f, "talk-promoted", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "talk-changed", f.people[0]), 1);
    fixture_done(&f);
}

static void test_change_words_and_versions(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.booking_closes_at = support_at("2026-11-10T09:00");
    struct event_id event = spark(&f, 70, &fields);
    struct talk_placed placed = book(&f, event, 0, 2);
    struct talk_edit edit = edit_of(&f, placed.id, 0);
    edit.title = "Five words";
    edit.version = 1;
    assert_ok(change(&f, &edit));
    assert_int_equal(find(&f, placed.id).version, 2);
    assert_int_equal(fixture_mails(&f, "talk-changed", f.people[0]), 1);
    edit.title = "Six";
    assert_int_equal(change(&f, &edit), ERR_STALE);
    assert_true(fixture_refused(&f, "title"));
    edit.title = "Five words";
    edit.version = 2;
    assert_ok(change(&f, &edit)); /* the same words are no change */
    assert_int_equal(find(&f, placed.id).version, 2);

    f.now = support_at("2026-11-11T09:00"); /* closed, not started: words only */
    edit.title = "Seven words";
    assert_ok(change(&f, &edit));
    edit = edit_of(&f, placed.id, 0);
    edit.minutes = 7;
    assert_int_equal(change(&f, &edit), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    withdraw(&f, placed.id, 0);
    assert_int_equal(change(&f, &edit), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "withdrawn");
    fixture_done(&f);
}

static void test_joint_presenters(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct event_id event = spark(&f, 70, NULL);
    struct talk_request request = request_of(&f, event, 0, 7);
    struct talk_placed placed;
    request.co_presenters = &f.people[1];
    request.co_presenter_count = 2;
    assert_ok(try_book(&f, &request, &placed));
    assert_int_equal(fixture_mails(&f, "talk-confirmed", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "joint-presenter", f.people[1]), 1);
    struct talk talk = find(&f, placed.id);
    assert_int_equal(talk.presenter_count, 3);
    assert_true(talk.presenters[0].lead);
    assert_string_equal(talk.presenters[1].school_name, "Ash High School");
    assert_string_not_equal(talk.presenters[0].uid, talk.presenters[1].uid);

    struct talk_edit edit = edit_of(&f, placed.id, 0);
    edit.co_presenters = &f.people[2]; /* 1 goes, 2 stays, 3 comes */
    edit.co_presenter_count = 2;
    assert_ok(change(&f, &edit));
    struct talk after = find(&f, placed.id);
    assert_string_equal(after.presenters[1].uid, talk.presenters[2].uid);
    assert_int_equal(fixture_mails(&f, "talk-withdrawn", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "joint-presenter", f.people[3]), 1);
    assert_int_equal(fixture_mails(&f, "joint-presenter", f.people[2]), 1);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[1].v), 0);
    assert_int_equal(book(&f, event, 1, 2).status, TALK_CONFIRMED);
    fixture_done(&f);
}

/* H4 to H6: times while the event is on, long enough for the talk; kit that some room has. */
static void test_needs(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 3);
    struct event_id event = spark(&f, 70, NULL);
    const struct event_fields fields = fixture_event_fields(&f);
    struct instant begins = fields.starts_at, ends = fields.ends_at;
    const struct {
        struct talk_needs needs;
        const char *field; /* NULL: as it should be */
    } rows[] = {
        {{.from = instant_add(begins, -60), .kit = "", .theme = ""}, "available_from"},
        {{.from = ends, .kit = "", .theme = ""}, "available_from"},
        {{.to = begins, .kit = "", .theme = ""}, "available_to"},
        {{.to = instant_add(ends, 60), .kit = "", .theme = ""}, "available_to"},
        {{.to = instant_add(begins, 6 * 60), .kit = "", .theme = ""}, "available_to"},
        {{.kit = "grand piano", .theme = ""}, "kit"},
        {{.to = instant_add(begins, 7 * 60), .kit = "", .theme = "reading"}, NULL},
    };
    struct talk_placed placed;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct talk_request request = request_of(&f, event, 0, 7);
        request.needs = &rows[i].needs;
        enum err err = try_book(&f, &request, &placed);
        assert_int_equal(err, rows[i].field ? ERR_INVALID : OK);
        if (rows[i].field)
            assert_string_equal(f.why.fields[0].field, rows[i].field);
        if (rows[i].field && strcmp(rows[i].field, "kit") == 0)
            assert_non_null(strstr(f.why.fields[0].message, "Nothing is said to be in the rooms"));
    }
    struct talk_needs later = {.from = instant_add(begins, 600), .kit = "", .theme = "maths"};
    struct talk_edit edit = edit_of(&f, placed.id, 0);
    edit.needs = &later;
    assert_ok(change(&f, &edit));
    struct talk talk = find(&f, placed.id);
    assert_int_equal(talk.arrive_at.v, later.from.v);
    assert_int_equal(talk.leave_at.v, 0);
    assert_string_equal(talk.theme, "maths");
    fixture_done(&f);
}

/* Whoever asks for what no room has reads what the rooms have. */
static void test_kit_that_there_is(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 3);
    struct event_fields plain = fixture_event_fields(&f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id event;
    struct talk_placed placed;
    plain.kind = EVENT_SPARK;
    spark.rooms[0] = (struct talk_room){"Theatre", 50, "screen, piano"};
    spark.rooms[1] = (struct talk_room){"Library", 30, "screen"};
    spark.room_count = 2;
    assert_ok(
        spark_event_create(f.store, f.now, f.people[0], &plain, &spark, fixture_why(&f), &event));
    fixture_publish(&f, event);
    struct talk_request request = request_of(&f, event, 0, 7);
    request.needs = &(struct talk_needs){.kit = "screen, microphone", .theme = ""};
    assert_int_equal(try_book(&f, &request, &placed), ERR_INVALID);
    assert_string_equal(f.why.fields[0].message,
                        "No room of this event has “microphone” beside what else the talk needs. "
                        "There is: screen, piano (Theatre); screen (Library). Ask the organiser, "
                        "or leave it out.");
    request.needs = &(struct talk_needs){.kit = "piano,screen", .theme = ""};
    assert_ok(try_book(&f, &request, &placed));
    fixture_done(&f);
}

/* SP-09: a presenter needs no place in the audience. */
static void test_presenters_give_up_their_place(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    struct event_id event = spark(&f, 70, &fields);
    struct booking_request seat = {event, f.people[0], f.people[0], false};
    struct booking_placed first, second;
    assert_ok(booking_book(f.store, f.now, &seat, fixture_why(&f), &first));
    seat.person = seat.by = f.people[1];
    assert_ok(booking_book(f.store, f.now, &seat, fixture_why(&f), &second));
    assert_int_equal(second.status, BOOKING_WAITING);
    struct talk_placed placed = book(&f, event, 0, 7);
    struct booking booking;
    assert_ok(booking_find(f.store, first.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_WITHDRAWN);
    assert_ok(booking_find(f.store, second.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_CONFIRMED);
    seat.person = seat.by = f.people[0];
    assert_int_equal(booking_book(f.store, f.now, &seat, fixture_why(&f), &first), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "presenting");
    withdraw(&f, placed.id, 0);
    assert_ok(booking_book(f.store, f.now, &seat, fixture_why(&f), &first));
    fixture_done(&f);
}

/* A presenter who is taken by something else is passed over, with a sentence. */
static void test_taken_presenter_waits(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = spark(&f, 9, NULL);
    struct talk_placed first = book(&f, event, 0, 7), second = book(&f, event, 1, 7);
    struct talk_placed third = book(&f, event, 2, 7);
    const struct busy busy = {
        f.people[1], fields.starts_at, fields.ends_at, BUSY_CONVERSATION, 3, 0};
    assert_ok(busy_put(f.store, &busy));
    withdraw(&f, first.id, 0);
    assert_int_equal(find(&f, second.id).status, TALK_WAITING);
    assert_int_equal(find(&f, third.id).status, TALK_CONFIRMED);
    withdraw(&f, third.id, 2);
    assert_non_null(strstr(find(&f, second.id).why, "Person 01 has something else"));
    assert_ok(busy_delete(f.store, BUSY_CONVERSATION, 3, f.people[1]));
    assert_string_equal(find(&f, second.id).why, "The talk waits as number 1 in line.");
    assert_int_equal(book(&f, event, 3, 7).status, TALK_WAITING); /* the line goes first */
    assert_int_equal(find(&f, second.id).status, TALK_CONFIRMED);
    fixture_done(&f);
}

static void test_programme_and_room(void **state)
{
    struct fixture f;
    struct programme programme;
    struct spark_room room;
    (void)state;
    fixture_init(&f, 6);
    struct event_id event = spark(&f, 24, NULL); /* 16:33 to 16:57 */
    assert_ok(spark_room_left(f.store, event, &LENGTHS, &room));
    assert_int_equal(room.seconds_left, 24 * 60);
    assert_int_equal(room.more[0], 6);
    assert_int_equal(room.more[1], 2);
    int version = room.version;
    struct talk_placed first = book(&f, event, 0, 7);
    book(&f, event, 1, 2);
    book(&f, event, 2, 7);
    struct talk_placed waiting = book(&f, event, 3, 2);
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    assert_int_equal(programme.count, 3);
    assert_int_equal(programme.items[0].talk.id.v, first.id.v);
    assert_int_equal(programme.items[0].starts_at.v, support_at("2026-11-12T16:33").v);
    assert_int_equal(programme.items[0].ends_at.v, support_at("2026-11-12T16:40").v);
    assert_int_equal(programme.items[1].starts_at.v, support_at("2026-11-12T16:42").v);
    assert_int_equal(programme.items[2].starts_at.v, support_at("2026-11-12T16:46").v);
    assert_string_equal(programme.items[2].talk.presenters[0].name, "Person 02");
    assert_int_equal(programme.waiting_count, 1);
    assert_int_equal(programme.waiting[0].id.v, waiting.id.v);
    assert_int_equal(programme.seconds_left, 2 * 60);
    assert_int_equal(programme.version, version + 4);
    assert_ok(spark_room_left(f.store, event, &LENGTHS, &room));
    assert_int_equal(room.more[0] + room.more[1], 0);
    assert_int_equal(room.waiting, 1);
    assert_int_equal(spark_room_left(f.store, (struct event_id){99}, &LENGTHS, &room),
                     ERR_NOT_FOUND);
    fixture_done(&f);
}

static void test_lists(void **state)
{
    struct fixture f;
    struct talk_list list;
    struct event_fields fields;
    (void)state;
    fixture_init(&f, 3);
    fields = fixture_event_fields(&f);
    struct event_id event = spark(&f, 9, NULL);
    struct talk_request request = request_of(&f, event, 0, 7);
    struct talk_placed placed;
    request.co_presenters = &f.people[1];
    request.co_presenter_count = 1;
    assert_ok(try_book(&f, &request, &placed));
    assert_ok(talk_list(f.store, f.people[1], BOOKING_UPCOMING, f.now, 50, f.arena, &list));
    assert_int_equal(list.count, 1);
    assert_false(list.items[0].lead);
    assert_string_equal(list.items[0].uid, find(&f, placed.id).presenters[1].uid);
    assert_int_equal(list.items[0].starts_at.v, fields.starts_at.v);
    withdraw(&f, placed.id, 0);
    assert_ok(talk_list(f.store, f.people[1], BOOKING_UPCOMING, f.now, 50, f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_ok(
        talk_list_between(f.store, f.people[1], fields.starts_at, fields.ends_at, f.arena, &list));
    assert_int_equal(list.count, 1); /* shown as cancelled for a while */
    assert_int_equal(list.items[0].status, TALK_WITHDRAWN);
    assert_int_equal(list.items[0].seq, 1);
    assert_int_equal(list.items[0].withdrawn_at.v, f.now.v);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_conflicts),
        cmocka_unit_test(test_waiting_says_why),
        cmocka_unit_test(test_withdraw_moves_the_line_up),
        cmocka_unit_test(test_longer_form),
        cmocka_unit_test(test_change_words_and_versions),
        cmocka_unit_test(test_needs),
        cmocka_unit_test(test_joint_presenters),
        cmocka_unit_test(test_kit_that_there_is),
        cmocka_unit_test(test_presenters_give_up_their_place),
        cmocka_unit_test(test_taken_presenter_waits),
        cmocka_unit_test(test_programme_and_room),
        cmocka_unit_test(test_lists),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
