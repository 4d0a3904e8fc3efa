/* DESIGN: requests on a real database: their way, each refusal, each mail, and what no mail says.
 */
#include "approval_fixture.h"

static void assert_denied(struct fixture *f, enum err got, enum err want, const char *slug)
{
    assert_int_equal(got, want);
    assert_string_equal(f->why.slug, slug);
    assert_true(strlen(f->why.detail) > 20);
}

/* Line manager, CPD leader, head (AP-11), one mail to whoever has it next. */
static void it_goes_from_step_to_step(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    assert_string_equal(approval_holders_text(&f, id), "Person 02");
    assert_int_equal(fixture_mails(&f, "approval-waits", f.people[MANAGER]), 1);
    assert_denied(&f, approval_try(&f, id, LEADER, true, ""), ERR_DENIED, "not-yours");
    assert_denied(&f, approval_try(&f, id, ASKER, true, ""), ERR_DENIED, "own-request");
    approval_yes(&f, id, MANAGER);
    assert_string_equal(approval_holders_text(&f, id), "Person 04");
    approval_yes(&f, id, LEADER);
    assert_int_equal(fixture_mails(&f, "approval-answer", (struct person_id){0}), 0);
    approval_yes(&f, id, HEAD);
    struct approval approval = approval_of(&f, id);
    assert_int_equal(approval.status, APPROVAL_APPROVED);
    assert_int_equal(approval.ended_at.v, f.now.v);
    assert_string_equal(approval_orders[approval.order], "not ordered");
    assert_string_equal(approval_holders_text(&f, id), "");
    assert_int_equal(fixture_mails(&f, "approval-answer", f.people[ASKER]), 1);
    assert_int_equal(fixture_mails(&f, "approval-arrange", f.people[COVER]), 1);
    assert_int_equal(fixture_mails(&f, "approval-waits", (struct person_id){0}), 3);
    assert_denied(&f, approval_try(&f, id, HEAD, false, "Late"), ERR_CONFLICT, "over");
    fixture_done(&f);
}

static void a_decline_needs_a_reason_and_ends_it(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    assert_int_equal(approval_try(&f, id, MANAGER, false, " "), ERR_INVALID);
    assert_true(fixture_refused(&f, "note"));
    assert_ok(approval_try(&f, id, MANAGER, false, "Exams that week"));
    struct approval approval = approval_of(&f, id);
    assert_int_equal(approval.status, APPROVAL_DECLINED);
    assert_string_equal(approval_reason(&approval), "Exams that week");
    assert_int_equal(approval.order, 0);
    assert_int_equal(fixture_mails(&f, "approval-answer", f.people[ASKER]), 1);
    fixture_done(&f);
}

/* Money, reasons and working patterns are on the page only. */
static void no_mail_says_why_or_how_much(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    assert_ok(approval_try(&f, id, MANAGER, false, "Secret reason"));
    id = approval_ask_for(&f, ASKER, APPROVAL_PATTERN);
    assert_ok(approval_try(&f, id, LEADER, false, "Secret reason"));
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM outbox WHERE body LIKE '%Secret%'"
                                   " OR body LIKE '%120%' OR body LIKE '%reading aloud%'",
                                   0),
                     0);
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM outbox WHERE object_id = $1"
                                   " AND body LIKE '%Reading conference%'",
                                   id.v),
                     0);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM audit WHERE detail LIKE '%Secret%'", 0), 0);
    fixture_done(&f);
}

static void a_step_nobody_holds_is_passed_over(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, DEPUTY, APPROVAL_FUNDING); /* no line manager */
    struct approval approval = approval_of(&f, id);
    assert_int_equal(approval.steps[0].state, APPROVAL_STEP_PASSED_OVER);
    assert_int_equal(approval.here, 1);
    /* a CPD leader's own: not their deputy, the head; the head's own: the trust's coordinator */
    id = approval_ask_for(&f, LEADER, APPROVAL_FUNDING);
    assert_string_equal(approval_holders_text(&f, id), "Person 08");
    id = approval_ask_for(&f, HEAD, APPROVAL_FUNDING);
    assert_string_equal(approval_holders_text(&f, id), "Person 04");
    approval_yes(&f, id, LEADER);
    assert_string_equal(approval_holders_text(&f, id), "Person 12");
    fixture_done(&f);
}

static void a_deputy_stands_in_for_who_is_away(void **state)
{
    struct fixture f;
    struct absence_id absence;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    approval_yes(&f, id, MANAGER);
    assert_denied(&f, approval_try(&f, id, DEPUTY, true, ""), ERR_DENIED, "not-yours");
    const struct absence away = {.person = f.people[LEADER],
                                 .kind = ABSENCE_AWAY,
                                 .from = tz_day(f.now),
                                 .until = day_add(tz_day(f.now), 60)};
    assert_ok(absence_begin(f.store, &away, fixture_why(&f), &absence));
    assert_string_equal(approval_holders_text(&f, id), "Person 06");
    approval_yes(&f, id, DEPUTY);
    fixture_done(&f);
}

static void a_question_waits_for_its_answer(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    struct approval_act act = {id, 0, f.people[MANAGER], "Could you go in June?"};
    assert_ok(approval_ask(f.store, f.now, &act, fixture_why(&f)));
    assert_int_equal(approval_of(&f, id).status, APPROVAL_ASKED);
    assert_int_equal(fixture_mails(&f, "approval-asked", f.people[ASKER]), 1);
    act.words = "Yes";
    assert_denied(&f, approval_reply(f.store, f.now, &act, fixture_why(&f)), ERR_DENIED,
                  "not-yours");
    struct approval_list list;
    assert_ok(approval_list_waiting(f.store, f.people[MANAGER], tz_day(f.now), f.arena, &list));
    assert_int_equal(list.count, 0); /* it is not their turn */
    bool more = true;
    f.now.v += 60 * 86400;
    assert_ok(approval_escalate(f.store, f.now, 10, f.arena, &more));
    assert_int_equal(approval_of(&f, id).here, 0); /* nor is it overdue meanwhile */
    act.by = f.people[ASKER];
    assert_ok(approval_reply(f.store, f.now, &act, fixture_why(&f)));
    struct approval approval = approval_of(&f, id);
    assert_int_equal(approval.status, APPROVAL_OPEN);
    assert_int_equal(approval.steps[0].since.v, f.now.v);
    assert_int_equal(fixture_mails(&f, "approval-waits", f.people[MANAGER]), 2);
    assert_denied(&f, approval_reply(f.store, f.now, &act, fixture_why(&f)), ERR_CONFLICT,
                  "not-asked");
    struct approval_note *notes;
    int count;
    assert_ok(approval_notes(f.store, id, f.arena, &notes, &count));
    assert_int_equal(count, 2);
    assert_string_equal(notes[1].kind, "answer");
    fixture_done(&f);
}

/* Y:52: others recommend, the Senior Leadership Team decides. */
static void a_delegate_recommends_to_the_senior_leaders(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "symphony.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    struct approval_act act = {id, 0, f.people[SENIOR], ""};
    assert_string_equal(approval_holders_text(&f, id), "Person 10");
    assert_int_equal(approval_delegate(f.store, f.now, &act, f.people[ASKER], fixture_why(&f)),
                     ERR_INVALID);
    assert_ok(approval_delegate(f.store, f.now, &act, f.people[MANAGER], fixture_why(&f)));
    assert_string_equal(approval_holders_text(&f, id), "Person 02");
    assert_int_equal(fixture_mails(&f, "approval-waits", f.people[MANAGER]), 1);
    assert_ok(approval_try(&f, id, MANAGER, true, "It fits"));
    assert_int_equal(approval_of(&f, id).status, APPROVAL_OPEN);
    assert_string_equal(approval_holders_text(&f, id), "Person 10");
    assert_int_equal(fixture_mails(&f, "approval-waits", f.people[SENIOR]), 2);
    approval_yes(&f, id, SENIOR);
    assert_int_equal(approval_of(&f, id).status, APPROVAL_APPROVED);
    fixture_done(&f);
}

static void a_delegate_decides_and_gives_back_by_being_away(void **state)
{
    struct fixture f;
    struct absence_id absence;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    const struct approval_act act = {id, 0, f.people[MANAGER], ""};
    assert_ok(approval_delegate(f.store, f.now, &act, f.people[COLLEAGUE], fixture_why(&f)));
    bool party = false;
    struct approval approval = approval_of(&f, id);
    assert_ok(
        approval_is_party(f.store, &approval, f.people[COLLEAGUE], tz_day(f.now), f.arena, &party));
    assert_true(party);
    const struct absence away = {.person = f.people[COLLEAGUE],
                                 .kind = ABSENCE_AWAY,
                                 .from = tz_day(f.now),
                                 .until = tz_day(f.now)};
    assert_ok(absence_begin(f.store, &away, fixture_why(&f), &absence));
    assert_string_equal(approval_holders_text(&f, id), "Person 02");
    f.now.v += 86400;
    assert_string_equal(approval_holders_text(&f, id), "Person 01");
    assert_ok(approval_try(&f, id, COLLEAGUE, true, ""));
    assert_int_equal(approval_of(&f, id).here, 1);
    fixture_done(&f);
}

/* AP-15, TW-08: coordinator, headteacher, and the governing body's decision on record. */
static void a_working_pattern_ends_with_the_governors(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "symphony.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_PATTERN);
    approval_yes(&f, id, LEADER);
    approval_yes(&f, id, HEAD);
    assert_string_equal(approval_holders_text(&f, id), "Person 08");
    assert_int_equal(approval_try(&f, id, HEAD, true, ""), ERR_INVALID);
    assert_ok(approval_try(&f, id, HEAD, true, "Agreed by the governors on 24 November"));
    struct approval approval = approval_of(&f, id);
    assert_int_equal(approval.status, APPROVAL_APPROVED);
    assert_string_equal(approval_reason(&approval), "Agreed by the governors on 24 November");
    assert_int_equal(approval.order, 0);
    fixture_done(&f);
}

static void what_waits_too_long_goes_on(void **state)
{
    struct fixture f;
    bool more = true;
    (void)state;
    approval_fixture_init(&f, "bronte.json"); /* Monday 2 November; no calendar: weekdays */
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    assert_int_equal(approval_of(&f, id).steps[0].due.v, support_day("2026-11-09").v);
    f.now = support_at("2026-11-09T23:00");
    assert_ok(approval_escalate(f.store, f.now, 10, f.arena, &more));
    assert_int_equal(approval_of(&f, id).here, 0); /* its last day is not over */
    assert_false(more);
    f.now = support_at("2026-11-10T02:00");
    assert_ok(approval_escalate(f.store, f.now, 10, f.arena, &more));
    struct approval approval = approval_of(&f, id);
    assert_int_equal(approval.steps[0].state, APPROVAL_STEP_GONE_ON);
    assert_string_equal(approval_holders_text(&f, id), "Person 04");
    assert_int_equal(fixture_mails(&f, "approval-waits", f.people[LEADER]), 1);
    assert_denied(&f, approval_try(&f, id, MANAGER, true, ""), ERR_DENIED, "not-yours");
    approval_yes(&f, id, LEADER);
    f.now = support_at("2026-12-01T02:00"); /* the last is asked again, and keeps it */
    assert_ok(approval_escalate(f.store, f.now, 10, f.arena, &more));
    assert_ok(approval_escalate(f.store, f.now, 10, f.arena, &more));
    assert_int_equal(fixture_mails(&f, "approval-waits", f.people[HEAD]), 2);
    approval_yes(&f, id, HEAD);
    assert_int_equal(approval_of(&f, id).status, APPROVAL_APPROVED);
    fixture_done(&f);
}

static void it_changes_until_somebody_has_decided(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    struct approval_fields fields = approval_fields_of(APPROVAL_FUNDING);
    fields.title = "Another conference";
    fields.criteria = "need pupils";
    assert_ok(approval_change(f.store, f.now, id, 2, &fields, fixture_why(&f)));
    struct approval approval = approval_of(&f, id);
    assert_string_equal(approval.fields.title, "Another conference");
    assert_string_equal(approval.fields.criteria, "need pupils");
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM policy_use"
                                   " WHERE list = 'prioritisation_criteria'",
                                   0),
                     2);
    assert_int_equal(approval_change(f.store, f.now, id, 2, &fields, fixture_why(&f)), ERR_STALE);
    fields.criteria = "nonsense";
    assert_int_equal(approval_change(f.store, f.now, id, 0, &fields, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "criteria"));
    approval_yes(&f, id, MANAGER);
    fields.criteria = "";
    assert_denied(&f, approval_change(f.store, f.now, id, 0, &fields, fixture_why(&f)),
                  ERR_CONFLICT, "decided");
    assert_ok(approval_withdraw(f.store, f.now, id, 0, fixture_why(&f)));
    assert_denied(&f, approval_withdraw(f.store, f.now, id, 0, fixture_why(&f)), ERR_CONFLICT,
                  "over");
    struct approval_list list;
    assert_ok(approval_list_waiting(f.store, f.people[LEADER], tz_day(f.now), f.arena, &list));
    assert_int_equal(list.count, 0);
    fixture_done(&f);
}

static void cover_and_order_follow_the_approval(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "symphony.json");
    struct approval_id id = approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    struct approval_act act = {id, 0, f.people[COVER], "7B: Mr Ray"};
    assert_denied(&f, approval_cover(f.store, f.now, &act, fixture_why(&f)), ERR_CONFLICT,
                  "not-approved");
    assert_denied(&f, approval_set_order(f.store, f.now, &act, 2, fixture_why(&f)), ERR_CONFLICT,
                  "not-approved");
    assert_ok(approval_comment(f.store, f.now, &act, fixture_why(&f)));
    approval_yes(&f, id, SENIOR);
    assert_ok(approval_cover(f.store, f.now, &act, fixture_why(&f)));
    assert_string_equal(approval_of(&f, id).cover, "7B: Mr Ray");
    assert_int_equal(fixture_mails(&f, "approval-cover", f.people[ASKER]), 1);
    for (int order = 1; order < APPROVAL_ORDERS; order++) {
        assert_ok(approval_set_order(f.store, f.now, &act, order, fixture_why(&f)));
        assert_int_equal(approval_of(&f, id).order, order);
    }
    assert_int_equal(approval_set_order(f.store, f.now, &act, 0, fixture_why(&f)), ERR_INVALID);
    fixture_done(&f);
}

static void lists_show_what_is_in_scope(void **state)
{
    struct fixture f;
    struct approval_list list;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    approval_ask_for(&f, ASKER, APPROVAL_FUNDING);
    approval_ask_for(&f, ASKER, APPROVAL_PATTERN);
    approval_ask_for(&f, COLLEAGUE, APPROVAL_FUNDING); /* of ash */
    const struct permission_scope oak = {.schools = {f.oak}, .school_count = 1}, none = {0};
    struct approval_filter filter = {.funding = &oak, .pattern = &none, .status = -1, .limit = 10};
    assert_ok(approval_list(f.store, &filter, f.arena, &list));
    assert_int_equal(list.count, 1);
    filter.pattern = &oak;
    assert_ok(approval_list(f.store, &filter, f.arena, &list));
    assert_int_equal(list.count, 2);
    filter = (struct approval_filter){.status = -1, .limit = 2};
    assert_ok(approval_list(f.store, &filter, f.arena, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.next, 2);
    filter.q = "PERSON 01";
    assert_ok(approval_list(f.store, &filter, f.arena, &list));
    assert_int_equal(list.count, 1);
    filter = (struct approval_filter){
        .person = f.people[ASKER], .status = APPROVAL_APPROVED, .limit = 2};
    assert_ok(approval_list(f.store, &filter, f.arena, &list));
    assert_int_equal(list.count, 0);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_from_step_to_step),
        cmocka_unit_test(a_decline_needs_a_reason_and_ends_it),
        cmocka_unit_test(no_mail_says_why_or_how_much),
        cmocka_unit_test(a_step_nobody_holds_is_passed_over),
        cmocka_unit_test(a_deputy_stands_in_for_who_is_away),
        cmocka_unit_test(a_question_waits_for_its_answer),
        cmocka_unit_test(a_delegate_recommends_to_the_senior_leaders),
        cmocka_unit_test(a_delegate_decides_and_gives_back_by_being_away),
        cmocka_unit_test(a_working_pattern_ends_with_the_governors),
        cmocka_unit_test(what_waits_too_long_goes_on),
        cmocka_unit_test(it_changes_until_somebody_has_decided),
        cmocka_unit_test(cover_and_order_follow_the_approval),
        cmocka_unit_test(lists_show_what_is_in_scope),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
