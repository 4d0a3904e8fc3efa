/* DESIGN: a call for talks: drafts, proposals, and what is decided on them. */
#include "fixture.h"

#include "programme.h"
#include "proposal.h"
#include "spark_room.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

/* Calls for talks, with `minutes` free for them and a changeover of 2 minutes. */
static struct event_id call(struct fixture *f, int minutes)
{
    struct event_fields plain = fixture_event_fields(f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    plain.kind = EVENT_SPARK;
    spark.fixed_minutes = 90 - minutes;
    spark.intake = SPARK_CALL;
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
                                 .category = "personal insight",
                                 .minutes = minutes,
                                 .lengths = &LENGTHS};
}

static struct talk_id propose(struct fixture *f, struct event_id event, int person, int minutes)
{
    struct talk_request request = request_of(f, event, person, minutes);
    struct talk_placed placed = {0};
    assert_ok(fixture_job(f, talk_book(f->store, f->now, &request, fixture_why(f), &placed)));
    assert_int_equal(placed.status, TALK_REQUESTED);
    assert_int_equal(placed.position, 0);
    return placed.id;
}

static enum talk_status status_of(struct fixture *f, struct talk_id id)
{
    struct talk talk = {0};
    assert_ok(talk_find(f->store, id, f->arena, &talk));
    return talk.status;
}

static enum err decide(struct fixture *f, struct event_id event, const struct talk_id *talks,
                       int count, const char *declined, struct proposal_outcome *ret)
{
    const struct proposal_verdict verdict = {.event = event,
                                             .by = f->people[0],
                                             .talks = talks,
                                             .count = count,
                                             .accept = declined == NULL,
                                             .word = declined};
    return fixture_job(f, proposal_decide(f->store, f->now, &verdict, fixture_why(f), ret));
}

/* A proposal takes no room, makes nobody busy, and is a person's one talk. */
static void test_propose(void **state)
{
    struct fixture f;
    struct spark_room room;
    (void)state;
    fixture_init(&f, 4);
    struct event_id event = call(&f, 20);
    struct talk_id mine = propose(&f, event, 1, 7);
    assert_int_equal(fixture_mails(&f, "talk-requested", f.people[1]), 1);
    assert_ok(spark_room_left(f.store, event, &LENGTHS, &room));
    assert_int_equal(room.seconds_left, 20 * 60);
    assert_int_equal(room.waiting, 0);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[1].v), 0);

    struct talk_request again = request_of(&f, event, 1, 2);
    struct talk_placed placed;
    assert_int_equal(fixture_job(&f, talk_book(f.store, f.now, &again, fixture_why(&f), &placed)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "already-booked");

    /* somebody else's withdrawal gives it no slot: nobody has decided */
    struct talk_id other = propose(&f, event, 2, 2);
    assert_ok(fixture_job(&f, talk_withdraw(f.store, f.now, other, f.people[2], fixture_why(&f))));
    assert_ok(fixture_job(&f, talk_promote(f.store, f.now, f.arena)));
    assert_int_equal(status_of(&f, mine), TALK_REQUESTED);
    assert_int_equal(status_of(&f, other), TALK_WITHDRAWN);
    fixture_done(&f);
}

/* Accepted in the order named, while they fit; the rest wait. */
static void test_accept(void **state)
{
    struct fixture f;
    struct programme programme;
    struct proposals list;
    struct proposal_outcome outcome = {0};
    (void)state;
    fixture_init(&f, 5);
    struct event_id event = call(&f, 13); /* 7 and 2, with their changeovers */
    struct talk_id ids[] = {propose(&f, event, 1, 7), propose(&f, event, 2, 7),
                            propose(&f, event, 3, 2)};
    assert_ok(decide(&f, event, ids, 3, NULL, &outcome));
    assert_int_equal(outcome.accepted, 2);
    assert_int_equal(outcome.waiting, 1);
    assert_int_equal(status_of(&f, ids[0]), TALK_CONFIRMED);
    assert_int_equal(status_of(&f, ids[1]), TALK_WAITING);
    assert_int_equal(status_of(&f, ids[2]), TALK_CONFIRMED);
    assert_int_equal(fixture_mails(&f, "talk-accepted", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "talk-waiting", f.people[2]), 1);
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM outbox WHERE kind = 'talk-waiting'"
                                   " AND person_id = $1 AND json_extract(body, '$.accepted')",
                                   f.people[2].v),
                     1);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[3].v), 1);
    assert_ok(programme_find(f.store, event, f.arena, &programme));
    assert_int_equal(programme.count, 2);
    assert_int_equal(programme.requested_count, 0);

    /* decided once; and nothing is done if one of several is */
    struct talk_id late[] = {propose(&f, event, 4, 2), ids[0]};
    assert_int_equal(decide(&f, event, late, 2, NULL, &outcome), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "decided");
    assert_int_equal(status_of(&f, late[0]), TALK_REQUESTED);

    /* the first takes it back: the one that waits moves up */
    assert_ok(fixture_job(&f, talk_withdraw(f.store, f.now, ids[0], f.people[1], fixture_why(&f))));
    assert_int_equal(status_of(&f, ids[1]), TALK_CONFIRMED);
    assert_ok(proposal_list(f.store, event, f.arena, &list));
    assert_int_equal(list.count, 4);
    assert_int_equal(list.items[0].talk.id.v, late[0].v);
    assert_int_equal(list.items[0].decided_at.v, 0);
    assert_true(list.items[1].accepted);
    assert_true(list.items[0].first_timer);
    fixture_done(&f);
}

/* A call does not end over the heads of those who proposed (SP-03). */
static void test_call_ends_when_all_is_decided(void **state)
{
    struct fixture f;
    struct proposal_outcome outcome = {0};
    (void)state;
    fixture_init(&f, 4);
    struct event_id event = call(&f, 13);
    struct talk_id id = propose(&f, event, 1, 7);
    struct spark_fields at_once = spark_event_defaults();
    at_once.intake = SPARK_INSTANT;
    struct event_fields fields = fixture_event_fields(&f);
    fields.kind = EVENT_SPARK;
    const struct spark_change change = {event, 0, fields, &at_once};
    assert_int_equal(fixture_job(&f, spark_event_update(f.store, f.now, &change, fixture_why(&f))),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "undecided");
    assert_true(fixture_refused(&f, "intake"));
    assert_ok(decide(&f, event, &id, 1, "Another time.", &outcome));
    assert_ok(fixture_job(&f, spark_event_update(f.store, f.now, &change, fixture_why(&f))));
    fixture_done(&f);
}

/* A talk is declined with a kind word, which its presenter reads; another may be proposed. */
static void test_decline(void **state)
{
    struct fixture f;
    struct proposals list;
    struct proposal_outcome outcome = {0};
    (void)state;
    fixture_init(&f, 3);
    struct event_id event = call(&f, 20);
    struct talk_id id = propose(&f, event, 1, 7);
    assert_int_equal(decide(&f, event, &id, 1, "", &outcome), ERR_INVALID);
    assert_string_equal(f.why.fields[0].field, "word");
    assert_int_equal(decide(&f, event, &id, 0, "Thank you", &outcome), ERR_INVALID);
    assert_string_equal(f.why.fields[0].field, "talks");
    struct talk_id unknown = {999};
    assert_int_equal(decide(&f, event, &unknown, 1, NULL, &outcome), ERR_NOT_FOUND);

    assert_ok(decide(&f, event, &id, 1, "We had it in spring. Come again!", &outcome));
    assert_int_equal(outcome.declined, 1);
    assert_int_equal(status_of(&f, id), TALK_DECLINED);
    assert_int_equal(fixture_mails(&f, "talk-declined", f.people[1]), 1);
    assert_ok(proposal_list_declined(f.store, event, f.people[1], f.arena, &list));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].word, "We had it in spring. Come again!");
    assert_ok(proposal_list_declined(f.store, event, f.people[2], f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_int_not_equal(propose(&f, event, 1, 2).v, id.v);
    fixture_done(&f);
}

/* Who declined a talk may change their mind, unless its presenter offers another by now. */
static void test_accept_after_all(void **state)
{
    struct fixture f;
    struct proposals list;
    struct proposal_outcome outcome = {0};
    (void)state;
    fixture_init(&f, 3);
    struct event_id event = call(&f, 20);
    struct talk_id id = propose(&f, event, 1, 7);
    assert_ok(decide(&f, event, &id, 1, "Not this time.", &outcome));
    assert_int_equal(decide(&f, event, &id, 1, "Still not.", &outcome), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "decided");
    struct talk_id other = propose(&f, event, 1, 2);
    assert_int_equal(decide(&f, event, &id, 1, NULL, &outcome), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "already-booked");
    assert_int_equal(status_of(&f, id), TALK_DECLINED);

    assert_ok(fixture_job(&f, talk_withdraw(f.store, f.now, other, f.people[1], fixture_why(&f))));
    outcome = (struct proposal_outcome){0};
    assert_ok(decide(&f, event, &id, 1, NULL, &outcome));
    assert_int_equal(outcome.accepted, 1);
    assert_int_equal(status_of(&f, id), TALK_CONFIRMED);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[1].v), 1);
    assert_int_equal(fixture_mails(&f, "talk-accepted", f.people[1]), 1);
    assert_ok(proposal_list(f.store, event, f.arena, &list));
    assert_int_equal(list.count, 1);
    assert_true(list.items[0].accepted);
    assert_string_equal(list.items[0].word, "");
    fixture_done(&f);
}

static void leave(struct fixture *f, int person)
{
    assert_ok(store_exec(f->store, "UPDATE person SET left_on = 20000 WHERE id = $1",
                         PARAMS(p_int(f->people[person].v))));
}

/* Who has left since it was declined is not put back: a lead ends it, the others are off it. */
static void test_accept_after_they_left(void **state)
{
    struct fixture f;
    struct proposal_outcome outcome = {0};
    struct talk talk;
    struct talk_placed placed = {0};
    (void)state;
    fixture_init(&f, 5);
    struct event_id event = call(&f, 20);
    struct talk_id own = propose(&f, event, 1, 7);
    struct talk_request request = request_of(&f, event, 2, 7);
    request.co_presenters = &f.people[3];
    request.co_presenter_count = 2;
    assert_ok(fixture_job(&f, talk_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    const struct talk_id both[] = {own, placed.id};
    assert_ok(decide(&f, event, both, 2, "Not this time.", &outcome));
    leave(&f, 1);
    leave(&f, 3);
    assert_int_equal(decide(&f, event, &own, 1, NULL, &outcome), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "left");
    assert_int_equal(status_of(&f, own), TALK_DECLINED);
    assert_ok(decide(&f, event, &placed.id, 1, NULL, &outcome));
    assert_ok(talk_find(f.store, placed.id, f.arena, &talk));
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(talk.presenter_count, 2);
    assert_int_equal(talk.presenters[1].person.v, f.people[4].v);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[3].v), 0);
    fixture_done(&f);
}

/* A draft may have lain for months: who is named and has left since is taken off first. */
static void test_submit_after_they_left(void **state)
{
    struct fixture f;
    struct talk_placed placed;
    (void)state;
    fixture_init(&f, 4);
    struct event_id event = call(&f, 20);
    struct talk_request request = request_of(&f, event, 1, 7);
    request.draft = true;
    request.co_presenters = &f.people[2];
    request.co_presenter_count = 1;
    assert_ok(fixture_job(&f, talk_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    leave(&f, 2);
    assert_int_equal(fixture_job(&f, talk_submit(f.store, f.now, placed.id, f.people[1],
                                                 fixture_why(&f), &placed)),
                     ERR_INVALID);
    assert_string_equal(f.why.fields[0].field, "co_presenters");
    assert_int_equal(status_of(&f, placed.id), TALK_DRAFT);
    const struct talk_edit alone = {.talk = placed.id, .by = f.people[1], .lengths = &LENGTHS};
    assert_ok(fixture_job(&f, talk_change(f.store, f.now, &alone, fixture_why(&f), &placed)));
    assert_ok(fixture_job(
        &f, talk_submit(f.store, f.now, placed.id, f.people[1], fixture_why(&f), &placed)));
    assert_int_equal(placed.status, TALK_REQUESTED);
    fixture_done(&f);
}

/* A draft is its writer's alone: no mail, no place on the list, gone without a trace. */
static void test_draft(void **state)
{
    struct fixture f;
    struct talk_drafts drafts;
    struct proposals list;
    struct talk_placed placed;
    (void)state;
    fixture_init(&f, 4);
    struct event_id event = call(&f, 20);
    struct talk_request request = request_of(&f, event, 1, 7);
    request.draft = true;
    request.co_presenters = &f.people[2];
    request.co_presenter_count = 1;
    assert_ok(fixture_job(&f, talk_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    assert_int_equal(placed.status, TALK_DRAFT);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM outbox WHERE $1 > 0", 1), 0);
    assert_ok(proposal_list(f.store, event, f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_ok(talk_drafts(f.store, event, f.people[2], f.arena, &drafts));
    assert_int_equal(drafts.count, 0);

    struct talk_edit edit = {.talk = placed.id,
                             .by = f.people[1],
                             .title = "Better words",
                             .co_presenters = &f.people[3],
                             .co_presenter_count = 1,
                             .lengths = &LENGTHS};
    assert_ok(fixture_job(&f, talk_change(f.store, f.now, &edit, fixture_why(&f), &placed)));
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM outbox WHERE $1 > 0", 1), 0);
    assert_ok(talk_drafts(f.store, event, f.people[1], f.arena, &drafts));
    assert_int_equal(drafts.count, 1);
    assert_string_equal(drafts.items[0].title, "Better words");
    assert_int_equal(drafts.items[0].presenters[1].person.v, f.people[3].v);

    assert_ok(fixture_job(
        &f, talk_submit(f.store, f.now, placed.id, f.people[1], fixture_why(&f), &placed)));
    assert_int_equal(placed.status, TALK_REQUESTED);
    assert_int_equal(fixture_mails(&f, "talk-requested", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "joint-presenter", f.people[3]), 1);
    assert_int_equal(fixture_mails(&f, "joint-presenter", f.people[2]), 0);
    assert_int_equal(fixture_job(&f, talk_submit(f.store, f.now, placed.id, f.people[1],
                                                 fixture_why(&f), &placed)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "submitted");

    request.person = request.by = f.people[0];
    request.co_presenter_count = 0;
    assert_ok(fixture_job(&f, talk_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    assert_ok(
        fixture_job(&f, talk_withdraw(f.store, f.now, placed.id, f.people[0], fixture_why(&f))));
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM talk WHERE id = $1", placed.id.v), 0);
    fixture_done(&f);
}

/* Who has a draft may not know that the list closed: it says so, and stays a draft. */
static void test_submit_in_time(void **state)
{
    struct fixture f;
    struct talk_placed placed;
    (void)state;
    fixture_init(&f, 3);
    struct event_id event = call(&f, 20);
    struct talk_request request = request_of(&f, event, 1, 7);
    request.draft = true;
    assert_ok(fixture_job(&f, talk_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    struct instant late = instant_add(fixture_event_fields(&f).starts_at, 60);
    assert_int_equal(fixture_job(&f, talk_submit(f.store, late, placed.id, f.people[1],
                                                 fixture_why(&f), &placed)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    assert_int_equal(status_of(&f, placed.id), TALK_DRAFT);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_propose),
        cmocka_unit_test(test_accept),
        cmocka_unit_test(test_decline),
        cmocka_unit_test(test_draft),
        cmocka_unit_test(test_submit_in_time),
        cmocka_unit_test(test_accept_after_all),
        cmocka_unit_test(test_accept_after_they_left),
        cmocka_unit_test(test_submit_after_they_left),
        cmocka_unit_test(test_call_ends_when_all_is_decided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
