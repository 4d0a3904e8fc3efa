/* DESIGN: codes and tokens on a real database, time passed in. */
#include "api_token.h"
#include "room.h"
#include "session.h"
#include "sign_in_code.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(a_code_signs_in_once_in_its_own_browser),
        IN_ROOM(a_code_lives_ten_minutes),
        IN_ROOM(five_wrong_tries_end_a_code),
        IN_ROOM(a_newer_code_ends_the_older),
        IN_ROOM(an_unknown_address_gets_the_same_answer_and_no_mail),
        IN_ROOM(the_sixth_code_of_an_hour_is_not_sent),
        IN_ROOM(a_shown_code_works_in_any_browser_once),
        IN_ROOM(api_tokens_have_a_scope_and_an_end),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
