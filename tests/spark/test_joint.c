/* DESIGN: joint presenters are asked, and say yes or no. */
#include "fixture.h"

#include "booking.h"
#include "joint.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

static struct event_id spark(struct fixture *f)
{
    struct event_fields plain = fixture_event_fields(f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    plain.kind = EVENT_SPARK;
    assert_ok(
        spark_event_create(f->store, f->now, f->people[0], &plain, &spark, fixture_why(f), &id));
    fixture_publish(f, id);
    return id;
}

/* Person 1 offers a talk and names 2 and 3. */
static struct talk_id offer(struct fixture *f, struct event_id event)
{
    const struct talk_request request = {.event = event,
                                         .person = f->people[1],
                                         .by = f->people[1],
                                         .title = "Retrieval in two minutes",
                                         .category = "personal insight",
                                         .minutes = 7,
                                         .co_presenters = &f->people[2],
                                         .co_presenter_count = 2,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(fixture_job(f, talk_book(f->store, f->now, &request, fixture_why(f), &placed)));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    return placed.id;
}

static enum err answer(struct fixture *f, struct talk_id id, int person, bool yes)
{
    return fixture_job(f,
                       joint_answer(f->store, f->now, id, f->people[person], yes, fixture_why(f)));
}

static struct talk find(struct fixture *f, struct talk_id id)
{
    struct talk talk = {0};
    assert_ok(talk_find(f->store, id, f->arena, &talk));
    return talk;
}

static int64_t busy(struct fixture *f, int person)
{
    return fixture_count(f, "SELECT count(*) FROM busy WHERE person_id = $1", f->people[person].v);
}

/* Asked with one mail and no other; the time is held; a yes tells the slot. */
static void test_yes(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct talk_id id = offer(&f, spark(&f));
    struct talk talk = find(&f, id), before = talk;
    assert_false(joint_is_asked(&talk, f.people[1]));
    assert_true(joint_is_asked(&talk, f.people[2]));
    assert_false(joint_is_asked(&talk, f.people[4]));
    assert_non_null(strstr(joint_names(f.arena, &talk, true), " and "));
    assert_int_equal(fixture_mails(&f, "joint-presenter", f.people[2]), 1);
    assert_int_equal(fixture_mails(&f, "talk-confirmed", f.people[2]), 0);
    assert_int_equal(busy(&f, 2), 1);

    assert_ok(answer(&f, id, 2, true));
    assert_ok(answer(&f, id, 2, true));
    talk = find(&f, id);
    assert_int_equal(talk.seq, before.seq + 1); /* calendars read the answer too */
    assert_false(joint_is_asked(&talk, f.people[2]));
    assert_true(joint_is_asked(&talk, f.people[3]));
    assert_int_equal(fixture_mails(&f, "talk-confirmed", f.people[2]), 1);
    assert_int_equal(answer(&f, id, 2, false), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "answered");
    assert_int_equal(answer(&f, id, 1, false), ERR_CONFLICT);
    assert_int_equal(answer(&f, id, 4, true), ERR_NOT_FOUND);
    fixture_done(&f);
}

/* A no takes them off and tells whoever asked; the talk keeps its slot. */
static void test_no(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct talk_id id = offer(&f, spark(&f));
    assert_ok(answer(&f, id, 2, false));
    struct talk talk = find(&f, id);
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(talk.presenter_count, 2);
    assert_int_equal(busy(&f, 2), 0);
    assert_int_equal(fixture_mails(&f, "joint-no", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "talk-withdrawn", f.people[2]), 0);
    assert_int_equal(answer(&f, id, 2, true), ERR_NOT_FOUND);

    /* the question is taken back, by whoever asked */
    struct talk_edit edit = {.talk = id, .by = f.people[1], .lengths = &LENGTHS};
    struct talk_placed placed;
    assert_ok(fixture_job(&f, talk_change(f.store, f.now, &edit, fixture_why(&f), &placed)));
    assert_int_equal(find(&f, id).presenter_count, 1);
    assert_int_equal(answer(&f, id, 3, true), ERR_NOT_FOUND);
    assert_int_equal(busy(&f, 3), 0);
    fixture_done(&f);
}

/* Who is only asked keeps a place in the audience, and gives it up with a yes. */
static void test_place_in_the_audience(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct event_id event = spark(&f);
    const struct booking_request wish = {.event = event, .person = f.people[2], .by = f.people[2]};
    struct booking_placed placed;
    assert_ok(fixture_job(&f, booking_book(f.store, f.now, &wish, fixture_why(&f), &placed)));
    struct talk_id id = offer(&f, event);
    static const char LIVE[] =
        "SELECT count(*) FROM booking WHERE person_id = $1 AND ended_at IS NULL";
    assert_int_equal(fixture_count(&f, LIVE, f.people[2].v), 1);
    assert_ok(answer(&f, id, 2, true));
    assert_int_equal(fixture_count(&f, LIVE, f.people[2].v), 0);
    fixture_done(&f);
}

/* A slot the lead has not taken yet costs nobody their place; it goes when the lead says yes. */
static void test_place_while_a_slot_is_offered(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct event_id event = spark(&f);
    const struct booking_request wish = {.event = event, .person = f.people[2], .by = f.people[2]};
    struct booking_placed placed;
    assert_ok(fixture_job(&f, booking_book(f.store, f.now, &wish, fixture_why(&f), &placed)));
    struct talk_id id = offer(&f, event);
    assert_ok(store_exec(f.store, "UPDATE talk SET status = 'offered' WHERE id = $1",
                         PARAMS(p_int(id.v))));
    assert_ok(answer(&f, id, 2, true));
    static const char LIVE[] =
        "SELECT count(*) FROM booking WHERE person_id = $1 AND ended_at IS NULL";
    assert_int_equal(fixture_count(&f, LIVE, f.people[2].v), 1);
    assert_int_equal(fixture_mails(&f, "talk-confirmed", f.people[2]), 0);
    fixture_done(&f);
}

/* The question closes with the talk, and with the event's beginning. */
static void test_too_late(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct talk_id id = offer(&f, spark(&f));
    struct instant late = instant_add(fixture_event_fields(&f).starts_at, 60);
    assert_int_equal(
        fixture_job(&f, joint_answer(f.store, late, id, f.people[2], true, fixture_why(&f))),
        ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    assert_ok(fixture_job(&f, talk_withdraw(f.store, f.now, id, f.people[1], fixture_why(&f))));
    assert_int_equal(fixture_mails(&f, "talk-withdrawn", f.people[2]), 1);
    assert_int_equal(answer(&f, id, 2, true), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "withdrawn");
    fixture_done(&f);
}

/* Whoever offered it cannot come: who said yes gives it, who is asked is asked still. */
static void test_the_lead_leaves(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct talk_id id = offer(&f, spark(&f));
    assert_int_equal(fixture_job(&f, talk_leave(f.store, f.now, id, f.people[1], fixture_why(&f))),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "alone");
    assert_ok(answer(&f, id, 3, true));
    const struct talk before = find(&f, id);
    assert_ok(fixture_job(&f, talk_leave(f.store, f.now, id, f.people[1], fixture_why(&f))));
    const struct talk talk = find(&f, id);
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(talk.person.v, f.people[3].v);
    assert_int_equal(talk.presenter_count, 2);
    assert_true(talk.presenters[0].lead);
    assert_int_equal(talk.presenters[0].person.v, f.people[3].v);
    assert_true(joint_is_asked(&talk, f.people[2]));
    assert_int_equal(talk.seq, before.seq + 1);
    assert_int_equal(busy(&f, 1), 0);
    assert_int_equal(busy(&f, 3), 1);
    assert_int_equal(fixture_mails(&f, "talk-left", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "joint-left", f.people[3]), 1);
    assert_int_equal(fixture_mails(&f, "joint-left", (struct person_id){0}), 1);
    assert_int_equal(fixture_mails(&f, "talk-withdrawn", (struct person_id){0}), 0);
    assert_int_equal(fixture_job(&f, talk_leave(f.store, f.now, id, f.people[1], fixture_why(&f))),
                     ERR_NOT_FOUND);
    /* who is only asked says no so; then they are the last */
    assert_ok(fixture_job(&f, talk_leave(f.store, f.now, id, f.people[2], fixture_why(&f))));
    assert_int_equal(fixture_mails(&f, "joint-no", f.people[3]), 1);
    assert_int_equal(fixture_job(&f, talk_leave(f.store, f.now, id, f.people[3], fixture_why(&f))),
                     ERR_CONFLICT);
    fixture_done(&f);
}

/* On the day, with booking closed: whoever runs it is told that the talk goes on. */
static void test_tonight(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct talk_id id = offer(&f, spark(&f));
    assert_ok(answer(&f, id, 2, true));
    f.now = instant_add(fixture_event_fields(&f).starts_at, -60);
    assert_ok(fixture_job(&f, talk_leave(f.store, f.now, id, f.people[2], fixture_why(&f))));
    assert_int_equal(find(&f, id).status, TALK_CONFIRMED);
    assert_int_equal(fixture_mails(&f, "talk-called-off", f.people[0]), 1);
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM outbox WHERE kind = 'talk-called-off'"
                                   " AND body LIKE '%Person 02%Person 01 gives it alone.%'",
                                   0),
                     1);
    fixture_done(&f);
}

static int found(struct fixture *f, const char *words)
{
    const struct event_viewer anybody = {.person = {0}};
    const struct event_filter filter = {
        .kind = EVENT_ANY_KIND, .q = str_of(words), .now = f->now, .limit = 10};
    struct event_list list;
    assert_ok(event_list(f->store, &anybody, &filter, f->arena, &list));
    return list.count;
}

/* An event is found by who presents there: not by who is asked, and no longer by who stepped out.
 */
static void test_found_by_name(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    assert_ok(store_exec(f.store, "UPDATE person SET name = 'Priya Shah' WHERE id = $1",
                         PARAMS(p_int(f.people[2].v))));
    struct event_id event = spark(&f);
    struct talk_id id = offer(&f, event);
    assert_int_equal(found(&f, "priya"), 0);
    assert_ok(answer(&f, id, 2, true));
    assert_int_equal(found(&f, "priya"), 1);
    assert_ok(fixture_job(&f, talk_withdraw(f.store, f.now, id, f.people[1], fixture_why(&f))));
    assert_int_equal(found(&f, "priya"), 0);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yes),
        cmocka_unit_test(test_no),
        cmocka_unit_test(test_place_in_the_audience),
        cmocka_unit_test(test_place_while_a_slot_is_offered),
        cmocka_unit_test(test_too_late),
        cmocka_unit_test(test_the_lead_leaves),
        cmocka_unit_test(test_tonight),
        cmocka_unit_test(test_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
