/* DESIGN: the SPARK pages' handlers, from a form to the page somebody reads, without a server. */
#include <stdio.h>

#include "chrome.h"
#include "embedded.h"
#include "fixture.h"
#include "page.h"
#include "permission.h"
#include "policy_pack.h"
#include "spark_event.h"
#include "template.h"
#include "tz.h"

enum { PEOPLE = 8, LEADER = 6, ADMIN = 7, PAGE_BYTES = 1 << 20 };

/* A SPARK evening of 20 minutes for talks, and the pages before it. */
struct pages {
    struct fixture f;
    struct template_set *templates;
    struct site site;
    struct event_id event;
    struct ctx ctx;
    struct response response;
    char *html; /* of the last answer, if it was a page */
};

static void grant(struct pages *p, int person, enum role role, struct school_id school)
{
    CHECK(grant_insert(p->f.store, p->f.people[person], (struct grant){role, school},
                       support_day("2026-09-01")) == OK);
}

static void make_event(struct pages *p)
{
    struct event_fields fields = fixture_event_fields(&p->f);
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK: autumn";
    fields.ends_at = support_at("2026-11-12T16:40");
    fields.booking_closes_at = support_at("2026-11-11T16:00");
    CHECK(spark_event_create(p->f.store, p->f.now, p->f.people[LEADER], &fields, NULL,
                             fixture_why(&p->f), &p->event) == OK);
    fixture_publish(&p->f, p->event);
}

static int start(void **state)
{
    struct pages *p = check_calloc(1, sizeof *p);
    struct template_fault fault;
    struct policy_pack pack;
    fixture_init(&p->f, PEOPLE);
    CHECK(policy_pack_load(p->f.store, "bronte.json",
                           embedded_find(embedded_policies, "bronte.json"), p->f.now, &pack,
                           fixture_why(&p->f)) == OK);
    CHECK(template_compile_embedded(&p->templates, &fault) == OK);
    for (int i = 0; i < LEADER; i++)
        grant(p, i, ROLE_STAFF, (struct school_id){0});
    grant(p, LEADER, ROLE_CPD_LEADER, p->f.oak);
    grant(p, ADMIN, ROLE_ADMINISTRATOR, (struct school_id){0});
    p->site = (struct site){.base_url = "http://127.0.0.1", .trust_name = "Seven Trees Trust"};
    make_event(p);
    *state = p;
    return 0;
}

static int stop(void **state)
{
    struct pages *p = *state;
    response_done(&p->response);
    free(p->html);
    template_free(p->templates);
    fixture_done(&p->f);
    free(p);
    return 0;
}

static void render(struct pages *p, struct str path)
{
    struct buf out;
    chrome_fill(&p->ctx, path, p->response.view);
    buf_init(&out, PAGE_BYTES);
    CHECK(template_render(p->templates, p->response.template, p->response.view, &out) == OK);
    p->html = buf_take(&out, NULL);
}

static struct form form_of(struct pages *p, const char *text)
{
    struct form form;
    const char *what;
    CHECK(form_parse(str_of(text), p->f.arena, &form, &what) == OK);
    return form;
}

/* What that person gets from a handler: as the writer runs it, undone on an error. */
static enum err ask(struct pages *p, int person, route_handler *run, int64_t id, const char *query,
                    const char *form)
{
    struct request request = {.path = STR("/spark/1"), .id = id};
    response_done(&p->response);
    free(p->html);
    p->html = NULL;
    p->ctx =
        (struct ctx){.store = p->f.store, .arena = p->f.arena, .now = p->f.now, .site = &p->site};
    refusal_init(&p->ctx.why, p->f.arena);
    CHECK(actor_load(p->f.store, p->f.people[person], tz_day(p->f.now), &p->ctx.actor) == OK);
    request.query = form_of(p, query);
    request.form = form_of(p, form);
    enum err err = fixture_job(&p->f, run(&p->ctx, &request, &p->response));
    if (p->response.template)
        render(p, request.path);
    return err;
}

static enum err get(struct pages *p, int person, route_handler *run, int64_t id)
{
    return ask(p, person, run, id, "", "");
}

static enum err show(struct pages *p, int person)
{
    return get(p, person, page_spark, p->event.v);
}

#define TALK(minutes)                                                                              \
    "minutes=" minutes "&title=Retrieval+practice&abstract=Five+questions&category=good+practice"

static void book(struct pages *p, int person, const char *form, const char *done)
{
    char location[80];
    assert_ok(ask(p, person, page_talk_book, p->event.v, "", form));
    snprintf(location, sizeof location, "/spark/%lld?done=%s", (long long)p->event.v, done);
    assert_string_equal(p->response.location, location);
}

static void has(const struct pages *p, const char *text)
{
    if (!p->html || !strstr(p->html, text))
        fail_msg("the page lacks “%s”:\n%s", text, p->html ? p->html : "no page");
}

static void lacks(const struct pages *p, const char *text)
{
    if (!p->html || strstr(p->html, text))
        fail_msg("the page has “%s”:\n%s", text, p->html ? p->html : "no page");
}

static int64_t latest_talk(struct pages *p)
{
    return fixture_count(&p->f, "SELECT max(id) FROM talk WHERE event_id = $1", p->event.v);
}

/* ---- the evening ---- */

static void the_evening_says_what_is_left(void **state)
{
    struct pages *p = *state;
    assert_ok(show(p, 1));
    has(p, "20 minutes left: room for two 7-minute talks or five 2-minute talks");
    has(p, "max=\"20\" value=\"0\"");
    has(p, "in 2 or 7 minutes. Booking closes on Wednesday 11 November 2026, 4pm.");
    has(p, "Give a talk");
    lacks(p, "For coordinators");
    assert_ok(show(p, LEADER));
    has(p, "No talks confirmed, none waiting. 0 of 10 places booked.");
    assert_int_equal(get(p, 1, page_spark, p->event.v + 1), ERR_NOT_FOUND);
}

/* http specification, section 11: an administrator gives no talk. */
static void who_may_not_book_is_not_offered_it(void **state)
{
    struct pages *p = *state;
    assert_ok(show(p, ADMIN));
    has(p, "role does not include it");
    assert_int_equal(get(p, ADMIN, page_talk_new, p->event.v), ERR_DENIED);
    assert_int_equal(ask(p, ADMIN, page_talk_book, p->event.v, "", TALK("7")), ERR_DENIED);
}

static void closed_booking_says_so(void **state)
{
    struct pages *p = *state;
    p->f.now = support_at("2026-11-11T16:00");
    assert_ok(show(p, 1));
    has(p, "Talks could be offered until Wednesday 11 November 2026, 4pm.");
    lacks(p, "data-live");
    assert_ok(get(p, 1, page_talk_new, p->event.v));
    assert_non_null(strstr(p->response.location, "/spark/"));
    assert_int_equal(ask(p, 1, page_talk_book, p->event.v, "", TALK("7")), ERR_CONFLICT);
    has(p, "Booking closed on");
    has(p, "value=\"Retrieval practice\"");
}

/* ---- offering ---- */

static void a_talk_is_offered(void **state)
{
    struct pages *p = *state;
    assert_ok(get(p, 1, page_talk_new, p->event.v));
    has(p, "7 minutes: room for 2");
    has(p, "2 minutes: room for 5");
    book(p, 1, TALK("7") "&co_presenter=PERSON02%40demo.example", "talk-confirmed");
    assert_ok(ask(p, 1, page_spark, p->event.v, "done=talk-confirmed", ""));
    has(p, "You speak at about 4:10pm on Thursday 12 November 2026");
    has(p, "Person 02");
    assert_ok(show(p, 1));
    has(p, "7 minutes, sharing good practice");
    has(p, "Waiting for a yes from Person 02");
    has(p, "Make it 2 minutes");
    assert_ok(get(p, 1, page_talk_new, p->event.v)); /* one each */
    assert_non_null(p->response.location);
    assert_ok(ask(p, 3, page_spark, p->event.v, "done=talk-confirmed", "")); /* not theirs */
    has(p, "Come and listen");
}

/* Bad input keeps what was typed, names each field, changes nothing (SP-03, SP-04). */
static void bad_fields_are_all_named(void **state)
{
    struct pages *p = *state;
    assert_int_equal(ask(p, 1, page_talk_book, p->event.v, "",
                         "minutes=3&title=+&abstract=Kept%0D%0Atoo&category=other"
                         "&co_presenter=nobody%40demo.example"),
                     ERR_INVALID);
    const char *minutes = strstr(p->html, "href=\"#minutes\"");
    const char *title = strstr(p->html, "href=\"#title\"");
    const char *category = strstr(p->html, "href=\"#category\"");
    const char *co_presenter = strstr(p->html, "href=\"#co_presenter\"");
    assert_true(minutes && minutes < title && title < category && category < co_presenter);
    has(p, "Nobody at this trust has that address. Check the spelling.");
    has(p, "Kept\ntoo");
    has(p, "value=\"nobody@demo.example\"");
    has(p, "Error: Give a talk");
    has(p, "Choose what you are sharing.");
    assert_int_equal(fixture_count(&p->f, "SELECT count(*) FROM talk WHERE $1", 1), 0);
}

/* SP-04: the slot keeps to when they can be there; it stands on the form again, for them alone. */
static void a_talk_says_when_and_with_what(void **state)
{
    struct pages *p = *state;
    assert_int_equal(ask(p, 1, page_talk_book, p->event.v, "",
                         TALK("2") "&available_from=soon&available_to=&kit=piano"),
                     ERR_INVALID);
    has(p, "href=\"#available_from\"");
    has(p, "value=\"soon\"");
    has(p, "value=\"piano\"");
    book(p, 1, TALK("2") "&available_from=4:20pm&available_to=&kit=", "talk-confirmed");
    assert_int_equal(fixture_count(&p->f,
                                   "SELECT (t.arrive_at - e.starts_at) / 60 FROM talk t JOIN event "
                                   "e ON e.id = t.event_id WHERE e.id = $1",
                                   p->event.v),
                     20);
    assert_ok(get(p, 1, page_talk_edit, 1));
    has(p, "value=\"4:20pm\"");
    assert_ok(show(p, 3));
    lacks(p, "4:20pm");
}

static void who_is_named_must_be_free_and_another(void **state)
{
    struct pages *p = *state;
    assert_int_equal(ask(p, 1, page_talk_book, p->event.v, "",
                         TALK("7") "&co_presenter=person01%40demo.example"),
                     ERR_INVALID);
    has(p, "href=\"#co_presenter\"");
    book(p, 2, TALK("2"), "talk-confirmed");
    assert_int_equal(ask(p, 1, page_talk_book, p->event.v, "",
                         TALK("7") "&co_presenter=person02%40demo.example"),
                     ERR_CONFLICT);
    has(p, "Person 02 presents at this event already.");
}

/* SP-09: the line, in order. */
static void what_does_not_fit_waits(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7"), "talk-confirmed");
    book(p, 2, TALK("7"), "talk-confirmed");
    assert_ok(get(p, 3, page_talk_new, p->event.v));
    has(p, "7 minutes: waiting list, nobody before you");
    book(p, 3, TALK("7"), "talk-waiting");
    assert_ok(ask(p, 3, page_spark, p->event.v, "done=talk-waiting", ""));
    has(p, "You are 1st in line");
    book(p, 4, TALK("7"), "talk-waiting");
    assert_ok(show(p, 4));
    has(p, "Your talk is 2nd in line");
    has(p, "Full: 2 talks wait");
    assert_ok(show(p, 5));
    has(p, "Offer a talk for the waiting list");
    assert_ok(get(p, 5, page_talk_new, p->event.v));
    has(p, "7 minutes: waiting list, 2 before you");
}

/* ---- changing ---- */

static void a_shorter_form_frees_room_and_a_longer_one_waits(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7"), "talk-confirmed");
    book(p, 2, TALK("7"), "talk-confirmed");
    int64_t second = latest_talk(p);
    assert_ok(ask(p, 2, page_talk_length, second, "", "minutes=2"));
    book(p, 3, TALK("2"), "talk-confirmed");
    assert_int_equal(ask(p, 2, page_talk_length, second, "", "minutes=7"), ERR_CONFLICT);
    has(p, "You keep your slot of 2 minutes");
    has(p, "Keep this and wait for 7 minutes");
    has(p, "You speak at about 4:19pm");
    assert_ok(ask(p, 2, page_talk_wait, second, "", "minutes=7"));
    assert_non_null(strstr(p->response.location, "talk-in-line"));
    assert_ok(show(p, 2));
    has(p, "You keep your 2-minute slot; 7 minutes do not fit yet, and you are number 1 in line.");
    has(p, "Stop waiting for 7 minutes");
    assert_ok(ask(p, 2, page_talk_wait_end, second, "", ""));
    assert_ok(show(p, 2));
    lacks(p, "number 1 in line");
}

/* The form says the same, keeps the words that were typed, and can wait in one step. */
static void a_longer_form_is_refused_on_the_form(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7"), "talk-confirmed");
    book(p, 2, TALK("2"), "talk-confirmed");
    int64_t talk = latest_talk(p);
    book(p, 3, TALK("2"), "talk-confirmed");
    assert_ok(get(p, 2, page_talk_edit, talk));
    has(p, "7 minutes: no room now");
    assert_int_equal(ask(p, 2, page_talk_save, talk, "",
                         "minutes=7&title=New+words&abstract=&category=good+practice"
                         "&co_presenter=&version=1"),
                     ERR_CONFLICT);
    has(p, "value=\"New words\"");
    has(p, "Save, and wait for 7 minutes");
    has(p, "href=\"#minutes\"");
    assert_ok(ask(p, 2, page_talk_save, talk, "",
                  "minutes=7&title=New+words&abstract=&category=good+practice&co_presenter="
                  "&version=1&wait=1"));
    assert_ok(get(p, 2, page_talk_edit, talk));
    has(p, "7 minutes: you are 1st in line, and keep your 2 minutes until then");
    has(p, "value=\"7\" checked");
    has(p, "value=\"New words\"");
}

static void save_words(struct pages *p, int64_t talk, const char *title, const char *cast)
{
    const char *body = arena_printf(
        p->f.arena, "minutes=7&title=%s&abstract=&category=good+practice%s", title, cast);
    assert_ok(ask(p, 1, page_talk_save, talk, "", body));
    assert_ok(show(p, 1));
    has(p, title);
}

/* A name will do; one that may mean several is asked back, and what was typed stays. */
static void names_say_who_gives_it_too(void **state)
{
    struct pages *p = *state;
    assert_int_equal(ask(p, 1, page_talk_book, p->event.v, "", TALK("7") "&co_presenter=Jo+Carter"),
                     ERR_INVALID);
    has(p, "Nobody at this trust is called “Jo Carter”.");
    assert_int_equal(
        ask(p, 1, page_talk_book, p->event.v, "", TALK("7") "&co_presenter=person+02%2C+Person"),
        ERR_INVALID);
    has(p, "Choose whom you mean by “Person”");
    has(p, "value=\"person 02, Person\"");
    const char *third = arena_printf(p->f.arena, "joins_%lld", (long long)p->f.people[3].v);
    has(p, arena_printf(p->f.arena, "name=\"%s\" type=\"checkbox\" value=\"yes\">", third));
    has(p, "Person 03, ");
    book(p, 1,
         arena_printf(p->f.arena, TALK("7") "&co_presenter=person+02%%2C+Person&%s=yes", third),
         "talk-confirmed");
    assert_ok(show(p, 1));
    has(p, "Waiting for a yes from Person 02 and Person 03.");
}

/* SP-09: who has no address, and who has left the trust, stay on it while words are mended. */
static void other_words_keep_who_gives_it(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7") "&co_presenter=person02%40demo.example%2C+person03%40demo.example",
         "talk-confirmed");
    int64_t talk = latest_talk(p), two = p->f.people[2].v, three = p->f.people[3].v;
    assert_ok(
        store_exec(p->f.store, "UPDATE person SET email = NULL WHERE id = $1", PARAMS(p_int(two))));
    assert_ok(store_exec(p->f.store, "UPDATE person SET left_on = 20000 WHERE id = $1",
                         PARAMS(p_int(three))));
    assert_ok(get(p, 1, page_talk_edit, talk));
    has(p, arena_printf(p->f.arena, "name=\"stays_%lld\" type=\"checkbox\" value=\"yes\" checked",
                        (long long)two));
    has(p, "Person 03 (has not said yes yet)");
    const char *both =
        arena_printf(p->f.arena, "&co_presenter=&stays_%lld=yes&stays_%lld=yes&stays_%lld=yes",
                     (long long)two, (long long)three, (long long)p->f.people[4].v);
    save_words(p, talk, "Mended", both);
    has(p, "Waiting for a yes from Person 02 and Person 03.");
    /* by their address too, which stands there */
    save_words(p, talk, "Again",
               arena_printf(p->f.arena, "&co_presenter=person03%%40demo.example"));
    has(p, "Waiting for a yes from Person 03.");
    save_words(p, talk, "Alone", "&co_presenter=");
    lacks(p, "Waiting for a yes");
}

static void a_stale_form_shows_both(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7"), "talk-confirmed");
    int64_t talk = latest_talk(p);
    assert_ok(ask(p, 1, page_talk_save, talk, "", "title=From+the+phone&version=1"));
    assert_int_equal(ask(p, 1, page_talk_save, talk, "",
                         "minutes=7&title=From+the+desk&abstract=Five+questions"
                         "&category=good+practice&co_presenter=&version=1"),
                     ERR_STALE);
    has(p, "From the phone");
    has(p, "name=\"title\" value=\"From the desk\"");
    has(p, "name=\"version\" value=\"2\"");
    lacks(p, "data-label=\"Now\">Five questions");
    assert_ok(ask(p, 1, page_talk_save, talk, "", "title=From+the+phone&version=1")); /* the same */
    assert_non_null(strstr(p->response.location, "talk-saved"));
}

/* ---- whose it is ---- */

static void a_talk_is_its_presenters(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7") "&co_presenter=person02%40demo.example", "talk-confirmed");
    int64_t talk = latest_talk(p);
    static route_handler *const handlers[] = {
        page_talk_edit,     page_talk_save,     page_talk_length,     page_talk_wait,
        page_talk_wait_end, page_talk_withdraw, page_talk_withdraw_do};
    for (size_t i = 0; i < COUNT_OF(handlers); i++) {
        assert_int_equal(get(p, 3, handlers[i], talk), ERR_NOT_FOUND);
        assert_int_equal(get(p, LEADER, handlers[i], talk), ERR_NOT_FOUND);
        assert_int_equal(get(p, 2, handlers[i], talk), ERR_DENIED);
        assert_int_equal(get(p, 1, handlers[i], talk + 1), ERR_NOT_FOUND);
    }
    assert_int_equal(get(p, 3, page_talk_leave, talk), ERR_NOT_FOUND);
    assert_ok(show(p, 2));
    has(p, "Person 01 asks you to give a talk together");
    lacks(p, "Change my talk");
    assert_ok(show(p, 1));
    has(p, "Waiting for a yes from Person 02.");
}

static void a_joint_presenter_says_yes(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7") "&co_presenter=person02%40demo.example", "talk-confirmed");
    int64_t talk = latest_talk(p);
    assert_int_equal(get(p, 3, page_joint, talk), ERR_NOT_FOUND);
    assert_ok(get(p, 2, page_joint, talk));
    has(p, "Will you give this talk with Person 01?");
    assert_int_equal(ask(p, 2, page_joint_answer, talk, "", "answer=perhaps"), ERR_INVALID);
    has(p, "Press Yes or No.");
    assert_ok(ask(p, 2, page_joint_answer, talk, "", "answer=yes"));
    assert_ok(show(p, 2));
    has(p, "Person 01 offered this talk and can change it.");
    assert_ok(show(p, 1));
    lacks(p, "Waiting for a yes");
}

static void a_joint_presenter_steps_down(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7") "&co_presenter=person02%40demo.example%2C+person03%40demo.example",
         "talk-confirmed");
    int64_t talk = latest_talk(p);
    assert_ok(ask(p, 2, page_joint_answer, talk, "", "answer=yes"));
    assert_ok(ask(p, 3, page_joint_answer, talk, "", "answer=yes"));
    assert_ok(get(p, 2, page_talk_leave, talk));
    has(p, "The talk stays with Person 01 and Person 03.");
    assert_ok(ask(p, 2, page_talk_leave_do, talk, "", ""));
    assert_ok(show(p, 1));
    has(p, "with Person 03");
    lacks(p, "Person 02");
    assert_ok(ask(p, 1, page_talk_leave_do, talk, "", ""));
    assert_non_null(strstr(p->response.location, "/withdraw"));
}

static void withdrawing_lets_the_next_in(void **state)
{
    struct pages *p = *state;
    book(p, 1, TALK("7"), "talk-confirmed");
    int64_t talk = latest_talk(p);
    book(p, 2, TALK("7"), "talk-confirmed");
    book(p, 3, TALK("7"), "talk-waiting");
    assert_ok(get(p, 1, page_talk_withdraw, talk));
    has(p, "Retrieval practice, 4:10pm on Thursday 12 November 2026");
    assert_ok(ask(p, 1, page_talk_withdraw_do, talk, "", ""));
    assert_ok(ask(p, 1, page_talk_withdraw_do, talk, "", "")); /* twice is once */
    assert_ok(ask(p, 1, page_spark, p->event.v, "done=talk-withdrawn", ""));
    has(p, "Your talk is withdrawn.");
    has(p, "Full: nobody waits yet");
    assert_ok(show(p, 3));
    has(p, "You speak at about 4:19pm");
    assert_ok(get(p, 1, page_talk_edit, talk));
    assert_non_null(p->response.location);
    assert_int_equal(ask(p, 1, page_talk_length, talk, "", "minutes=2"), ERR_CONFLICT);
    has(p, "This talk has been withdrawn.");
}

/* ---- the programme ---- */

static void the_programme_is_in_order(void **state)
{
    struct pages *p = *state;
    assert_ok(get(p, 1, page_programme, p->event.v));
    has(p, "No talk has been offered yet.");
    book(p, 1, TALK("7"), "talk-confirmed");
    book(p, 2, TALK("7"), "talk-confirmed");
    book(p, 3, TALK("7"), "talk-waiting");
    assert_ok(get(p, 4, page_programme, p->event.v));
    const char *welcome = strstr(p->html, "Welcome"), *close = strstr(p->html, "Close");
    const char *first = strstr(p->html, "Person 01, Ash High School");
    const char *second = strstr(p->html, "Person 02, Oak Primary School");
    assert_true(welcome && welcome < first && first < second && second < close);
    has(p, "4:19pm");
    lacks(p, "Person 03");
    assert_ok(get(p, LEADER, page_programme, p->event.v));
    has(p, "Person 03, Ash High School");
}

static size_t waiting_count(struct pages *p, int person)
{
    assert_ok(get(p, person, page_programme_json, p->event.v));
    return json_array_size(json_object_get(p->response.json, "waiting"));
}

/* Contract, section 5. */
static void the_programme_as_json(void **state)
{
    struct pages *p = *state;
    int64_t talk = 0;
    int minutes = 0, published = 0;
    const char *from = "", *to = "", *room = "", *name = "";
    book(p, 1, TALK("7"), "talk-confirmed");
    book(p, 2, TALK("7"), "talk-confirmed");
    book(p, 3, TALK("7"), "talk-waiting");
    assert_int_equal(waiting_count(p, 4), 0);
    assert_int_equal(waiting_count(p, 3), 1);
    assert_int_equal(waiting_count(p, LEADER), 1);
    assert_int_equal(json_unpack(p->response.json,
                                 "{s:b, s:[{s:I, s:s, s:s, s:s, s:i, s:[{s:s}]}], s:[{s:s}]}",
                                 "published", &published, "items", "talk_id", &talk, "room", &room,
                                 "starts_at", &from, "ends_at", &to, "minutes", &minutes,
                                 "presenters", "name", &name, "rooms", "name", &room),
                     0);
    assert_true(published && talk > 0);
    assert_int_equal(minutes, 7);
    assert_string_equal(from, "2026-11-12T16:10:00+00:00");
    assert_string_equal(to, "2026-11-12T16:17:00+00:00");
    assert_string_equal(room, "Hall");
    assert_string_equal(name, "Person 01");
}

#define PAGES(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGES(the_evening_says_what_is_left),
        PAGES(who_may_not_book_is_not_offered_it),
        PAGES(closed_booking_says_so),
        PAGES(a_talk_is_offered),
        PAGES(bad_fields_are_all_named),
        PAGES(a_talk_says_when_and_with_what),
        PAGES(who_is_named_must_be_free_and_another),
        PAGES(what_does_not_fit_waits),
        PAGES(a_shorter_form_frees_room_and_a_longer_one_waits),
        PAGES(a_longer_form_is_refused_on_the_form),
        PAGES(a_stale_form_shows_both),
        PAGES(a_talk_is_its_presenters),
        PAGES(a_joint_presenter_says_yes),
        PAGES(names_say_who_gives_it_too),
        PAGES(other_words_keep_who_gives_it),
        PAGES(a_joint_presenter_steps_down),
        PAGES(withdrawing_lets_the_next_in),
        PAGES(the_programme_is_in_order),
        PAGES(the_programme_as_json),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
