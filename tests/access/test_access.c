/* DESIGN: sessions, codes, tokens and the audit's chain on a real database, time passed in. */
#include <stdlib.h>

#include "api_token.h"
#include "audit.h"
#include "migrate.h"
#include "session.h"
#include "sign_in_code.h"
#include "support.h"
#include "trust.h"

enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400 };

struct room {
    struct store *store;
    struct arena *arena;
    struct refusal why;
    struct instant now;
    struct person_id staff, leader;
};

static struct person_id add(struct room *room, const char *email, enum role role)
{
    struct person_new person = {email, email};
    struct person_id id = {0};
    CHECK(person_insert(room->store, &person, room->now, &id) == OK);
    CHECK(grant_insert(room->store, id, (struct grant){role, {0}}, DAY_NONE) == OK);
    return id;
}

static int open_room(void **state)
{
    struct room *room = check_calloc(1, sizeof *room);
    struct migrate_fault fault;
    struct trust trust = {"Trust", "cpd@trust.example"};
    CHECK(store_open(":memory:", STORE_WRITE, &room->store) == OK);
    room->arena = arena_new();
    refusal_init(&room->why, room->arena);
    room->now = support_at("2026-11-02T16:10");
    CHECK(migrate_apply(room->store, room->now, &fault) == OK);
    CHECK(trust_insert(room->store, &trust, room->now) == OK);
    room->staff = add(room, "staff@trust.example", ROLE_STAFF);
    room->leader = add(room, "leader@trust.example", ROLE_CPD_LEADER);
    *state = room;
    return 0;
}

static int close_room(void **state)
{
    struct room *room = *state;
    store_close(room->store);
    arena_free(room->arena);
    free(room);
    return 0;
}

/* ---- sessions ---- */

static enum err find_at(struct room *room, const char *token, int64_t later_s)
{
    struct session session;
    struct actor actor;
    return session_find(room->store, str_of(token), instant_add(room->now, later_s), room->arena,
                        &session, &actor);
}

static void sessions_time_out_by_role(void **state)
{
    struct room *room = *state;
    char staff[TOKEN_TEXT_MAX], leader[TOKEN_TEXT_MAX];
    assert_ok(session_start(room->store, room->staff, STR("Firefox"), room->now, staff));
    assert_ok(session_start(room->store, room->leader, STR("Firefox"), room->now, leader));
    assert_ok(find_at(room, staff, 8 * HOUR_S));
    assert_int_equal(find_at(room, staff, 8 * HOUR_S + 1), ERR_NOT_FOUND);
    assert_ok(find_at(room, leader, HOUR_S));
    assert_int_equal(find_at(room, leader, HOUR_S + 1), ERR_NOT_FOUND);
    assert_int_equal(find_at(room, "no such token", 0), ERR_NOT_FOUND);
}

static void a_session_ends_however_busy(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct session session;
    struct actor actor;
    assert_ok(session_start(room->store, room->staff, STR(""), room->now, token));
    for (int h = 1; h <= 7 * 24 + 1; h++) {
        struct instant then = instant_add(room->now, h * HOUR_S);
        enum err err =
            session_find(room->store, str_of(token), then, room->arena, &session, &actor);
        assert_int_equal(err, h <= 7 * 24 ? OK : ERR_NOT_FOUND);
        assert_ok(session_touch(room->store, session.id, then));
    }
}

static void only_the_hash_of_a_token_is_kept(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    int64_t n = -1;
    assert_ok(session_start(room->store, room->staff, STR(""), room->now, token));
    assert_ok(store_find_int(
        room->store, "SELECT count(*) FROM session WHERE token_sha256 = $1 OR csrf_key = $1",
        PARAMS(p_text(token)), &n));
    assert_int_equal(n, 0);
}

static void who_left_is_signed_out(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    assert_ok(session_start(room->store, room->staff, STR(""), room->now, token));
    assert_ok(store_exec(room->store, "UPDATE person SET left_on = $2 WHERE id = $1",
                         PARAMS(p_int(room->staff.v), p_int(room->now.v / DAY_S - 1))));
    assert_int_equal(find_at(room, token, 60), ERR_NOT_FOUND);
}

static void one_ends_only_ones_own(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct session session;
    struct actor actor;
    assert_ok(session_start(room->store, room->staff, STR(""), room->now, token));
    assert_ok(session_find(room->store, str_of(token), room->now, room->arena, &session, &actor));
    assert_int_equal(session_end(room->store, room->leader, session.id), ERR_NOT_FOUND);
    assert_ok(find_at(room, token, 0));
    assert_ok(session_end(room->store, room->staff, session.id));
    assert_int_equal(find_at(room, token, 0), ERR_NOT_FOUND);
}

/* ---- codes ---- */

static const char *mailed_code(struct room *room)
{
    struct rows rows;
    assert_ok(store_find(room->store,
                         "SELECT body ->> 'detail' FROM outbox ORDER BY id DESC LIMIT 1", PARAMS(),
                         &rows));
    const char *code = rows_text(&rows, 0, room->arena);
    assert_ok(rows_end(&rows));
    assert_non_null(code);
    return code;
}

static void ask(struct room *room, const char *email, char *ret_browser)
{
    assert_ok(sign_in_code_ask(room->store, str_of(email), room->now, room->arena, ret_browser));
}

static int64_t try_code(struct room *room, const char *browser, const char *code, int64_t later_s)
{
    struct person_id person = {-1};
    assert_ok(sign_in_code_try(room->store, str_of(browser), str_of(code),
                               instant_add(room->now, later_s), &room->why, &person));
    return person.v;
}

static void a_code_signs_in_once_in_its_own_browser(void **state)
{
    struct room *room = *state;
    char browser[TOKEN_TEXT_MAX], other[TOKEN_TEXT_MAX];
    token_new(other);
    ask(room, "STAFF@trust.example", browser);
    const char *code = mailed_code(room);
    assert_int_equal(strlen(code), SIGN_IN_CODE_CHARS);
    assert_int_equal(try_code(room, other, code, 1), 0);
    assert_int_equal(try_code(room, browser, code, 1), room->staff.v);
    assert_int_equal(try_code(room, browser, code, 2), 0);
}

static void a_code_lives_ten_minutes(void **state)
{
    struct room *room = *state;
    char browser[TOKEN_TEXT_MAX];
    ask(room, "staff@trust.example", browser);
    assert_int_equal(try_code(room, browser, mailed_code(room), SIGN_IN_CODE_LIFE_S), 0);
    assert_int_equal(try_code(room, browser, mailed_code(room), SIGN_IN_CODE_LIFE_S - 1),
                     room->staff.v);
}

static void five_wrong_tries_end_a_code(void **state)
{
    struct room *room = *state;
    char browser[TOKEN_TEXT_MAX];
    ask(room, "staff@trust.example", browser);
    const char *code = mailed_code(room);
    const char *wrong = code[0] == '0' ? "1111111111" : "0000000000";
    for (int i = 0; i < SIGN_IN_CODE_TRIES; i++)
        assert_int_equal(try_code(room, browser, wrong, 1), 0);
    assert_int_equal(try_code(room, browser, code, 1), 0);
}

static void a_newer_code_ends_the_older(void **state)
{
    struct room *room = *state;
    char first[TOKEN_TEXT_MAX], second[TOKEN_TEXT_MAX];
    ask(room, "staff@trust.example", first);
    const char *old = mailed_code(room);
    room->now = instant_add(room->now, 60);
    ask(room, "staff@trust.example", second);
    assert_int_equal(try_code(room, first, old, 1), 0);
    assert_int_equal(try_code(room, second, mailed_code(room), 1), room->staff.v);
}

static void an_unknown_address_gets_the_same_answer_and_no_mail(void **state)
{
    struct room *room = *state;
    char browser[TOKEN_TEXT_MAX];
    int64_t mails = -1;
    ask(room, "nobody@trust.example", browser);
    assert_int_equal(strlen(browser), 43);
    assert_ok(store_find_int(room->store, "SELECT count(*) FROM outbox", PARAMS(), &mails));
    assert_int_equal(mails, 0);
    assert_int_equal(try_code(room, browser, "0123456789", 1), 0);
}

/* No refusal: it would tell that the address is known. */
static void the_sixth_code_of_an_hour_is_not_sent(void **state)
{
    struct room *room = *state;
    char browser[TOKEN_TEXT_MAX];
    int64_t mails = -1;
    for (int i = 0; i < 6; i++)
        ask(room, "staff@trust.example", browser);
    assert_ok(store_find_int(room->store, "SELECT count(*) FROM outbox", PARAMS(), &mails));
    assert_int_equal(mails, 5);
    assert_int_equal(try_code(room, browser, mailed_code(room), 1), 0);
    room->now = instant_add(room->now, HOUR_S + 1);
    ask(room, "staff@trust.example", browser);
    assert_int_equal(try_code(room, browser, mailed_code(room), 1), room->staff.v);
}

static void a_shown_code_works_in_any_browser_once(void **state)
{
    struct room *room = *state;
    char code[SIGN_IN_CODE_CHARS + 1], browser[TOKEN_TEXT_MAX];
    token_new(browser);
    assert_ok(sign_in_code_make(room->store, room->leader, room->now, code));
    assert_int_equal(try_code(room, browser, code, 60), room->leader.v);
    assert_int_equal(try_code(room, browser, code, 61), 0);
}

/* ---- tokens ---- */

static void api_tokens_have_a_scope_and_an_end(void **state)
{
    struct room *room = *state;
    struct api_token_new fresh = {
        .person = room->staff, .write = false, .from = room->now, .days = 2};
    char token[TOKEN_TEXT_MAX];
    struct actor actor;
    int64_t id;
    assert_ok(api_token_create(room->store, &fresh, token));
    assert_ok(api_token_find(room->store, str_of(token), room->now, &id, &actor));
    assert_true(actor.read_only);
    assert_int_equal(actor.person.v, room->staff.v);
    /* A beginning in the future is no refusal: a demo clock is behind it. */
    assert_ok(api_token_find(room->store, str_of(token), instant_add(room->now, -40 * DAY_S), &id,
                             &actor));
    assert_int_equal(
        api_token_find(room->store, str_of(token), instant_add(room->now, 2 * DAY_S), &id, &actor),
        ERR_NOT_FOUND);
    assert_int_equal(api_token_find(room->store, STR("x"), room->now, &id, &actor), ERR_NOT_FOUND);
}

/* ---- audit ---- */

static void the_audits_chain_shows_what_was_changed(void **state)
{
    struct room *room = *state;
    int64_t row = 0;
    for (int i = 0; i < 20; i++)
        assert_ok(audit_add(room->store, room->now, room->staff, "sign-in", i, "code"));
    assert_ok(audit_check(room->store, room->arena, &row));
    assert_ok(store_exec(room->store, "DROP TRIGGER audit_keeps_words", PARAMS()));
    assert_ok(store_exec(room->store, "UPDATE audit SET actor_id = 2 WHERE id = 7", PARAMS()));
    assert_int_equal(audit_check(room->store, room->arena, &row), ERR_INVALID);
    assert_int_equal(row, 7);
}

int main(void)
{
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)
    const struct CMUnitTest tests[] = {
        IN_ROOM(sessions_time_out_by_role),
        IN_ROOM(a_session_ends_however_busy),
        IN_ROOM(only_the_hash_of_a_token_is_kept),
        IN_ROOM(who_left_is_signed_out),
        IN_ROOM(one_ends_only_ones_own),
        IN_ROOM(a_code_signs_in_once_in_its_own_browser),
        IN_ROOM(a_code_lives_ten_minutes),
        IN_ROOM(five_wrong_tries_end_a_code),
        IN_ROOM(a_newer_code_ends_the_older),
        IN_ROOM(an_unknown_address_gets_the_same_answer_and_no_mail),
        IN_ROOM(the_sixth_code_of_an_hour_is_not_sent),
        IN_ROOM(a_shown_code_works_in_any_browser_once),
        IN_ROOM(api_tokens_have_a_scope_and_an_end),
        IN_ROOM(the_audits_chain_shows_what_was_changed),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
