/* DESIGN: an event put off: everything of it moves, people are told once and asked again, and a no
 * gives the place to the next. */
#include "fixture.h"

#include "event_session.h"
#include "register.h"
#include "spark_move.h"
#include "talk.h"
#include "workshop.h"

static struct booking_placed book(struct fixture *f, struct event_id id, int who)
{
    struct booking_placed placed = {.status = BOOKING_CONFIRMED};
    const struct booking_request request = {
        .event = id, .person = f->people[who], .by = f->people[who]};
    assert_ok(fixture_job(f, booking_book(f->store, f->now, &request, fixture_why(f), &placed)));
    return placed;
}

static enum err move(struct fixture *f, struct event_id id, const char *to)
{
    const struct spark_move what = {.event = id,
                                    .by = f->people[0],
                                    .starts_at = support_at(to),
                                    .reason = "The hall is flooded."};
    return fixture_job(f, spark_move(f->store, f->now, &what, fixture_why(f)));
}

static enum err move_one(struct fixture *f, struct event_id id, int64_t session, const char *to)
{
    const struct spark_move what = {.event = id,
                                    .by = f->people[0],
                                    .session = session,
                                    .starts_at = support_at(to),
                                    .reason = "Snow."};
    return fixture_job(f, spark_move(f->store, f->now, &what, fixture_why(f)));
}

static struct spark_move_look look(struct fixture *f, struct event_id id, const char *to)
{
    const struct spark_move what = {
        .event = id, .by = f->people[0], .starts_at = support_at(to), .reason = "Flooded."};
    struct spark_move_look seen = {.presenters = -1};
    assert_ok(spark_move_look(f->store, f->now, &what, fixture_why(f), &seen));
    return seen;
}

static struct postponement_asked_list asked(struct fixture *f, struct event_id id)
{
    struct postponements list;
    struct postponement_asked_list people = {.count = -1};
    assert_ok(postponement_list(f->store, id, f->arena, &list));
    assert_true(list.count > 0);
    assert_ok(postponement_asked(f->store, list.items[0].id, f->arena, &people));
    return people;
}

static int64_t busy_at(struct fixture *f, struct event_id id, const char *at)
{
    return fixture_count(
        f,
        arena_printf(f->arena, "SELECT count(*) FROM busy WHERE event_id = $1 AND from_at = %lld",
                     (long long)support_at(at).v),
        id.v);
}

/* One place: person 0 has it, 1 waits. */
static struct event_id begin(struct fixture *f)
{
    fixture_init(f, 6);
    struct event_fields fields = fixture_event_fields(f);
    fields.capacity = 1;
    fields.booking_closes_at = support_at("2026-11-11T12:00");
    struct event_id id = fixture_event(f, &fields);
    book(f, id, 0);
    assert_int_equal(book(f, id, 1).status, BOOKING_WAITING);
    return id;
}

static void it_moves_and_people_are_told_once(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    int seq = fixture_find(&f, id).seq;
    assert_ok(move(&f, id, "2026-11-19T16:30"));
    struct event event = fixture_find(&f, id);
    assert_int_equal(event.fields.starts_at.v, support_at("2026-11-19T16:30").v);
    assert_int_equal(event.fields.ends_at.v, support_at("2026-11-19T18:00").v);
    assert_int_equal(event.fields.booking_closes_at.v, support_at("2026-11-18T12:30").v);
    assert_int_equal(event.seq, seq + 1);
    assert_int_equal(busy_at(&f, id, "2026-11-19T16:30"), 1);
    assert_int_equal(busy_at(&f, id, "2026-11-12T16:00"), 0);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "event-changed", (struct person_id){0}), 0);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[1]), 0);
    assert_int_equal(asked(&f, id).count, 1);
    fixture_done(&f);
}

/* Who was invited and has not answered is told of the new day; who has a place is told once. */
static void the_invited_are_told_too(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 6);
    struct event_fields fields = fixture_event_fields(&f);
    fields.attendance = ATTENDANCE_INVITED;
    struct event_id id = fixture_event(&f, &fields);
    int64_t asked = fixture_mails(&f, "event-invited", (struct person_id){0});
    assert_true(asked >= 2);
    book(&f, id, 0);
    assert_ok(move(&f, id, "2026-11-19T16:00"));
    assert_int_equal(fixture_mails(&f, "event-invited", (struct person_id){0}), 2 * asked - 1);
    assert_int_equal(fixture_mails(&f, "event-invited", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 1);
    fixture_done(&f);
}

static void what_is_refused(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    const struct spark_move silent = {
        .event = id, .by = f.people[0], .starts_at = support_at("2026-11-19T16:00"), .reason = ""};
    assert_int_equal(spark_move(f.store, f.now, &silent, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "reason"));
    static const char *const times[] = {"2026-11-02T08:00", "2026-11-12T16:00"};
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        assert_int_equal(move(&f, id, times[i]), ERR_INVALID);
        assert_true(fixture_refused(&f, "starts_at"));
    }
    struct event_fields fields = fixture_event_fields(&f);
    assert_int_equal(move(&f, fixture_draft(&f, &fields), "2026-11-19T16:00"), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-published");
    f.now = support_at("2026-11-12T16:00");
    assert_int_equal(move(&f, id, "2026-11-19T16:00"), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    f.now = support_at("2026-11-02T09:00");
    assert_ok(event_cancel(f.store, f.now, id, 0, fixture_why(&f)));
    assert_int_equal(move(&f, id, "2026-11-19T16:00"), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "cancelled");
    fixture_done(&f);
}

/* Organisers see that somebody is busy; the person is asked all the same. */
static void who_is_busy_is_said_before(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    struct event_fields other = fixture_event_fields(&f);
    other.title = "A private matter";
    other.starts_at = support_at("2026-11-19T17:00");
    other.ends_at = support_at("2026-11-19T18:00");
    book(&f, fixture_event(&f, &other), 0);
    struct spark_move_look seen = look(&f, id, "2026-11-19T16:00");
    assert_int_equal(seen.look.told, 1);
    assert_int_equal(seen.look.waiting, 1);
    assert_int_equal(seen.look.busy_count, 1);
    assert_string_equal(seen.look.busy[0].name, "Person 00");
    assert_int_equal(look(&f, id, "2026-11-20T16:00").look.busy_count, 0);
    assert_int_equal(fixture_mails(&f, "event-postponed", (struct person_id){0}), 0);
    assert_ok(move(&f, id, "2026-11-19T16:00"));
    assert_true(asked(&f, id).items[0].busy);
    fixture_done(&f);
}

static void no_gives_the_place_to_the_next(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id id = begin(&f);
    const struct event_viewer first = {.person = f.people[0]};
    struct event event;
    assert_ok(event_find(f.store, &first, id, f.arena, &event));
    const struct booking_id mine = {event.my_booking};
    assert_int_equal(spark_move_answer(f.store, f.now, mine, true, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-asked");
    assert_ok(move(&f, id, "2026-11-19T16:00"));
    assert_ok(spark_move_answer(f.store, f.now, mine, true, fixture_why(&f)));
    assert_int_equal(asked(&f, id).yes, 1);
    assert_int_equal(fixture_find(&f, id).taken, 1);
    f.now = support_at("2026-11-19T15:00");
    assert_ok(spark_move_answer(f.store, f.now, mine, false, fixture_why(&f)));
    assert_int_equal(asked(&f, id).no, 1);
    assert_int_equal(fixture_mails(&f, "booking-cancelled", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[1]), 1);
    assert_int_equal(fixture_find(&f, id).taken, 1);
    assert_int_equal(spark_move_answer(f.store, f.now, mine, true, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "ended");
    fixture_done(&f);
}

static void who_has_to_come_cannot_say_no(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.attendance = ATTENDANCE_REQUIRED;
    struct event_id id = fixture_event(&f, &fields);
    const struct event_viewer first = {.person = f.people[0]};
    struct event event;
    assert_ok(event_find(f.store, &first, id, f.arena, &event));
    assert_true(event.my_booking);
    assert_ok(move(&f, id, "2026-11-19T16:00"));
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 1);
    const struct booking_id mine = {event.my_booking};
    assert_int_equal(spark_move_answer(f.store, f.now, mine, false, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "required");
    assert_ok(spark_move_answer(f.store, f.now, mine, true, fixture_why(&f)));
    fixture_done(&f);
}

/* Who does not work on the new day no longer has to come, and hears of that alone. */
static void who_does_not_work_then_is_let_go(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    assert_ok(store_exec(f.store, "UPDATE employment SET working_days = 192 WHERE person_id = $1",
                         PARAMS(p_int(f.people[0].v)))); /* Thursdays */
    struct event_fields fields = fixture_event_fields(&f);
    fields.attendance = ATTENDANCE_REQUIRED;
    struct event_id id = fixture_event(&f, &fields);
    int taken = fixture_find(&f, id).taken;
    assert_ok(move(&f, id, "2026-11-18T16:00"));
    assert_int_equal(fixture_find(&f, id).taken, taken - 1);
    assert_int_equal(fixture_mails(&f, "booking-cancelled", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 0);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[2]), 1);
    fixture_done(&f);
}

/* All sessions alike, over the end of summer time; or one of them alone. */
static void sessions_move_alike(void **state)
{
    struct fixture f;
    struct event_sessions sessions;
    (void)state;
    fixture_init(&f, 2);
    f.now = support_at("2026-10-01T09:00");
    struct event_fields fields = fixture_event_fields(&f);
    fields.starts_at = support_at("2026-10-08T16:00");
    fields.ends_at = support_at("2026-10-08T17:00");
    fields.booking_closes_at = support_at("2026-10-07T12:00");
    struct event_id id = fixture_event(&f, &fields);
    const struct event_session_fields times[] = {
        {0, fields.starts_at, fields.ends_at, ""},
        {0, support_at("2026-10-22T16:00"), support_at("2026-10-22T17:00"), ""}};
    assert_ok(event_set_sessions(f.store, f.now, id, 0, times, 2, fixture_why(&f)));
    book(&f, id, 0);
    assert_ok(move(&f, id, "2026-10-15T15:30"));
    assert_ok(event_session_list(f.store, id, f.arena, &sessions));
    assert_int_equal(sessions.items[0].starts_at.v, support_at("2026-10-15T15:30").v);
    assert_int_equal(sessions.items[1].starts_at.v, support_at("2026-10-29T15:30").v);
    assert_int_equal(fixture_find(&f, id).fields.booking_closes_at.v,
                     support_at("2026-10-14T11:30").v);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 1);
    assert_ok(move_one(&f, id, sessions.items[1].id, "2026-11-05T16:00"));
    assert_ok(event_session_list(f.store, id, f.arena, &sessions));
    assert_int_equal(sessions.items[0].starts_at.v, support_at("2026-10-15T15:30").v);
    assert_int_equal(sessions.items[1].starts_at.v, support_at("2026-11-05T16:00").v);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 2);
    fixture_done(&f);
}

/* A day and its workshops in one room, an hour later: none meets one that has still to move. */
static void workshops_move_with_their_day(void **state)
{
    struct fixture f;
    struct room_id room;
    (void)state;
    fixture_init(&f, 3);
    struct event_fields fields = fixture_event_fields(&f);
    const struct room_fields hall = {
        .school = f.oak, .name = "Hall", .address = "", .seats = 50, .equipment = "", .notes = ""};
    assert_ok(room_create(f.store, support_day("2026-11-02"), &hall, fixture_why(&f), &room));
    fields.in = room;
    fields.kind = EVENT_CONFERENCE;
    fields.ends_at = support_at("2026-11-12T18:00");
    struct event_id day = fixture_event(&f, &fields), shop[2];
    for (int i = 0; i < 2; i++) {
        fields.title = i ? "Second" : "First";
        fields.in.v = 0;
        fields.room = "";
        fields.kind = EVENT_COURSE;
        fields.starts_at = support_at(i ? "2026-11-12T17:00" : "2026-11-12T16:00");
        fields.ends_at = support_at(i ? "2026-11-12T18:00" : "2026-11-12T17:00");
        shop[i] = fixture_event(&f, &fields);
        assert_ok(store_exec(f.store, "UPDATE event SET parent_id = $1, room_id = $3 WHERE id = $2",
                             PARAMS(p_int(day.v), p_int(shop[i].v), p_int(room.v))));
    }
    book(&f, day, 0);
    book(&f, shop[0], 0);
    book(&f, shop[1], 1);
    assert_int_equal(look(&f, day, "2026-11-12T17:00").workshops, 2);
    assert_int_equal(move(&f, shop[0], "2026-11-19T16:00"), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "with-its-day");
    assert_ok(move(&f, day, "2026-11-12T17:00"));
    assert_int_equal(fixture_find(&f, shop[0]).fields.starts_at.v,
                     support_at("2026-11-12T17:00").v);
    assert_int_equal(fixture_find(&f, shop[1]).fields.ends_at.v, support_at("2026-11-12T19:00").v);
    /* one mail a person, however many of their places moved; each is asked once */
    assert_int_equal(fixture_mails(&f, "closure", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 0);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[1]), 1);
    assert_int_equal(asked(&f, day).count, 1);
    assert_int_equal(asked(&f, shop[0]).count, 0);
    assert_int_equal(asked(&f, shop[1]).count, 1);
    fixture_done(&f);
}

static void a_taken_room_is_refused_or_given_up(void **state)
{
    struct fixture f;
    struct room_id room;
    (void)state;
    fixture_init(&f, 2);
    const struct room_fields hall = {
        .school = f.oak, .name = "Hall", .address = "", .seats = 50, .equipment = "", .notes = ""};
    assert_ok(room_create(f.store, support_day("2026-11-02"), &hall, fixture_why(&f), &room));
    struct event_fields fields = fixture_event_fields(&f);
    fields.in = room;
    struct event_id id = fixture_event(&f, &fields);
    fields.starts_at = support_at("2026-11-19T16:00");
    fields.ends_at = support_at("2026-11-19T17:00");
    fixture_event(&f, &fields);
    assert_true(*look(&f, id, "2026-11-19T16:30").look.room);
    assert_int_equal(move(&f, id, "2026-11-19T16:30"), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "room-taken");
    const struct spark_move what = {.event = id,
                                    .by = f.people[0],
                                    .starts_at = support_at("2026-11-19T16:30"),
                                    .reason = "Flooded.",
                                    .without_room = true};
    assert_ok(fixture_job(&f, spark_move(f.store, f.now, &what, fixture_why(&f))));
    assert_int_equal(fixture_find(&f, id).fields.in.v, 0);
    fixture_done(&f);
}

static void talks_go_along(void **state)
{
    static const struct talk_lengths lengths = {{2, 7}, 2};
    struct fixture f;
    struct spark_settings settings;
    struct talk_placed placed;
    (void)state;
    fixture_init(&f, 3);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id;
    struct spark_fields spark = spark_event_defaults();
    spark.talks_a_person = 2;
    fields.kind = EVENT_SPARK;
    assert_ok(
        spark_event_create(f.store, f.now, f.people[0], &fields, &spark, fixture_why(&f), &id));
    fixture_publish(&f, id);
    const struct talk_request request = {.event = id,
                                         .person = f.people[0],
                                         .by = f.people[0],
                                         .title = "Two minutes",
                                         .category = talk_categories[2],
                                         .minutes = 7,
                                         .lengths = &lengths};
    struct talk_request second = request;
    second.title = "Two minutes more";
    second.minutes = 2;
    assert_ok(talk_book(f.store, f.now, &request, fixture_why(&f), &placed));
    book(&f, id, 1);
    assert_int_equal(look(&f, id, "2026-11-19T16:00").presenters, 1);
    assert_ok(talk_book(f.store, f.now, &second, fixture_why(&f), &placed));
    assert_int_equal(look(&f, id, "2026-11-19T16:00").presenters, 1); /* a person, not a talk */
    assert_ok(move(&f, id, "2026-11-19T16:00"));
    assert_ok(spark_event_find(f.store, id, f.arena, &settings));
    assert_int_equal(settings.pack.blocks[0].start_s, support_at("2026-11-19T16:10").v);
    /* who has a place is asked; who presents is told, for there is nothing to answer */
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 0);
    assert_int_equal(fixture_mails(&f, "event-changed", f.people[0]) +
                         fixture_mails(&f, "closure", f.people[0]),
                     1);
    assert_int_equal(asked(&f, id).count, 1);
    fixture_done(&f);
}

/* They had come to the door when it was put off: on the new day nobody is there yet. */
static void marks_are_taken_back(void **state)
{
    static const char sql[] = "SELECT count(*) FROM register_entry WHERE session_id = $1";
    struct fixture f;
    struct event_sessions sessions;
    struct register_marked marked;
    struct register_roll roll;
    (void)state;
    struct event_id id = begin(&f);
    assert_ok(event_session_list(f.store, id, f.arena, &sessions));
    const struct register_mark mark = {.event = id,
                                       .session = sessions.items[0].id,
                                       .person = f.people[0],
                                       .mark = REGISTER_HERE,
                                       .by = f.people[2]};
    f.now = support_at("2026-11-12T15:40");
    assert_ok(register_mark(f.store, f.now, &mark, fixture_why(&f), &marked));
    f.now = support_at("2026-11-12T15:50");
    assert_ok(move(&f, id, "2026-11-19T16:00"));
    assert_int_equal(fixture_count(&f, sql, mark.session), 2); /* what was said is kept */
    assert_ok(register_roll(f.store, id, mark.session, f.arena, &roll));
    assert_int_equal(roll.count, 1);
    /* of several, one moves too, and its own marks alone go */
    const struct event_session_fields times[] = {
        {mark.session, support_at("2026-11-19T16:00"), support_at("2026-11-19T17:00"), ""},
        {0, support_at("2026-11-26T16:00"), support_at("2026-11-26T17:00"), ""}};
    assert_ok(event_set_sessions(f.store, f.now, id, 0, times, 2, fixture_why(&f)));
    f.now = support_at("2026-11-19T15:30");
    assert_ok(register_mark(f.store, f.now, &mark, fixture_why(&f), &marked));
    assert_ok(move_one(&f, id, mark.session, "2026-11-20T16:00"));
    assert_ok(register_roll(f.store, id, mark.session, f.arena, &roll));
    for (int i = 0; i < roll.count; i++)
        assert_int_equal(roll.items[i].standing.mark, REGISTER_NONE);
    fixture_done(&f);
}

/* ---- a day of workshops ---- */

static struct room_id room_of(struct fixture *f, const char *name)
{
    struct room_id room = {0};
    const struct room_fields fields = {
        .school = f->oak, .name = name, .address = "", .seats = 50, .equipment = "", .notes = ""};
    assert_ok(room_create(f->store, support_day("2026-11-02"), &fields, fixture_why(f), &room));
    return room;
}

/* A conference on 12 November from 9 to 12, with a workshop from 10 to 11 in a room. */
static struct event_id conference(struct fixture *f, struct room_id room, struct event_id *ret_shop)
{
    struct event_fields fields = fixture_event_fields(f);
    const struct block_fields block = {"Block 1", support_at("2026-11-12T10:00"),
                                       support_at("2026-11-12T11:00"), false};
    struct workshop_fields shop = {.title = "Phonics", .in = room, .capacity = 5};
    fields.kind = EVENT_CONFERENCE;
    fields.starts_at = support_at("2026-11-12T09:00");
    fields.ends_at = support_at("2026-11-12T12:00");
    struct event_id day = fixture_event(f, &fields);
    assert_ok(block_create(f->store, f->now, day, &block, fixture_why(f), &shop.block));
    assert_ok(
        workshop_create(f->store, f->now, f->people[0], day, &shop, fixture_why(f), ret_shop));
    return day;
}

static void a_workshop_gives_up_its_room(void **state)
{
    struct fixture f;
    struct event_id shop;
    (void)state;
    fixture_init(&f, 2);
    struct room_id room = room_of(&f, "Lab");
    struct event_id day = conference(&f, room, &shop);
    assert_string_equal(look(&f, day, "2026-11-19T09:00").look.room, "");
    struct event_fields other = fixture_event_fields(&f);
    other.in = room;
    other.starts_at = support_at("2026-11-19T10:30");
    other.ends_at = support_at("2026-11-19T11:30");
    fixture_event(&f, &other);
    assert_non_null(strstr(look(&f, day, "2026-11-19T09:00").look.room, "Phonics"));
    assert_int_equal(move(&f, day, "2026-11-19T09:00"), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "room-taken");
    const struct spark_move what = {.event = day,
                                    .by = f.people[0],
                                    .starts_at = support_at("2026-11-19T09:00"),
                                    .reason = "Flooded.",
                                    .without_room = true};
    assert_ok(fixture_job(&f, spark_move(f.store, f.now, &what, fixture_why(&f))));
    assert_int_equal(fixture_find(&f, shop).fields.in.v, 0);
    assert_int_equal(fixture_find(&f, shop).fields.starts_at.v, support_at("2026-11-19T10:00").v);
    fixture_done(&f);
}

static void the_choosing_moves_along(void **state)
{
    const struct choosing_fields fields = {.opens_at = support_at("2026-11-05T09:00"),
                                           .closes_at = support_at("2026-11-10T17:00")};
    struct fixture f;
    struct event_id shop;
    struct choosing choosing;
    (void)state;
    fixture_init(&f, 2);
    struct event_id day = conference(&f, room_of(&f, "Lab"), &shop);
    assert_ok(choosing_update(f.store, f.now, day, &fields, fixture_why(&f)));
    assert_ok(move(&f, day, "2026-11-19T10:00"));
    assert_ok(choosing_find(f.store, day, &choosing));
    assert_int_equal(choosing.opens_at.v, support_at("2026-11-12T10:00").v);
    assert_int_equal(choosing.closes_at.v, support_at("2026-11-17T18:00").v);
    f.now = support_at("2026-11-13T09:00"); /* it has opened, and stays open */
    assert_ok(move(&f, day, "2026-11-26T10:00"));
    assert_ok(choosing_find(f.store, day, &choosing));
    assert_int_equal(choosing.opens_at.v, support_at("2026-11-12T10:00").v);
    assert_int_equal(choosing.closes_at.v, support_at("2026-11-24T18:00").v);
    fixture_done(&f);
}

/* The second day alone, with what is in it. */
static void one_day_of_a_conference(void **state)
{
    const struct block_fields block = {"Block 2", support_at("2026-11-13T10:00"),
                                       support_at("2026-11-13T11:00"), false};
    struct workshop_fields late = {.title = "Spelling", .room = "", .capacity = 5};
    struct fixture f;
    struct event_id first, second;
    struct event_sessions sessions;
    (void)state;
    fixture_init(&f, 3);
    struct event_id day = conference(&f, room_of(&f, "Lab"), &first);
    const struct event_session_fields dates[] = {
        {0, support_at("2026-11-12T09:00"), support_at("2026-11-12T12:00"), ""},
        {0, support_at("2026-11-13T09:00"), support_at("2026-11-13T12:00"), ""}};
    assert_ok(event_set_sessions(f.store, f.now, day, 0, dates, 2, fixture_why(&f)));
    assert_ok(block_create(f.store, f.now, day, &block, fixture_why(&f), &late.block));
    assert_ok(workshop_create(f.store, f.now, f.people[0], day, &late, fixture_why(&f), &second));
    book(&f, day, 0);
    assert_ok(event_session_list(f.store, day, f.arena, &sessions));
    const struct spark_move what = {.event = day,
                                    .by = f.people[0],
                                    .session = sessions.items[1].id,
                                    .starts_at = support_at("2026-11-20T09:30"),
                                    .reason = "Snow."};
    struct spark_move_look seen;
    assert_ok(spark_move_look(f.store, f.now, &what, fixture_why(&f), &seen));
    assert_int_equal(seen.workshops, 1);
    assert_ok(fixture_job(&f, spark_move(f.store, f.now, &what, fixture_why(&f))));
    assert_int_equal(fixture_find(&f, first).fields.starts_at.v, support_at("2026-11-12T10:00").v);
    assert_int_equal(fixture_find(&f, second).fields.starts_at.v, support_at("2026-11-20T10:30").v);
    assert_int_equal(fixture_mails(&f, "event-postponed", f.people[0]), 1);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_moves_and_people_are_told_once),
        cmocka_unit_test(the_invited_are_told_too),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(who_is_busy_is_said_before),
        cmocka_unit_test(no_gives_the_place_to_the_next),
        cmocka_unit_test(who_has_to_come_cannot_say_no),
        cmocka_unit_test(who_does_not_work_then_is_let_go),
        cmocka_unit_test(sessions_move_alike),
        cmocka_unit_test(workshops_move_with_their_day),
        cmocka_unit_test(a_taken_room_is_refused_or_given_up),
        cmocka_unit_test(talks_go_along),
        cmocka_unit_test(marks_are_taken_back),
        cmocka_unit_test(a_workshop_gives_up_its_room),
        cmocka_unit_test(the_choosing_moves_along),
        cmocka_unit_test(one_day_of_a_conference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
