/* DESIGN: whose account is whose, what waits, and what a provider may end; on a real database. */
#include "identity.h"

#include <stdlib.h>

#include "audit.h"
#include "provider_session.h"
#include "session.h"
#include "sign_in_pending.h"
#include "support.h"
#include "trust.h"

#define ISSUER "https://login.school.example"

static const struct sealed_key KEY = {{1, 2, 3}}, OTHER_KEY = {{3, 2, 1}};

struct room {
    struct store *store;
    struct arena *arena;
    struct instant now;
    struct person_id ana, ben, admin;
};

static struct person_id add(struct room *room, const char *email)
{
    struct person_new person = {email, email};
    struct person_id id = {0};
    CHECK(person_insert(room->store, &person, room->now, &id) == OK);
    return id;
}

static int open_room(void **state)
{
    struct room *room = check_calloc(1, sizeof *room);
    struct trust trust = {"Trust", "cpd@trust.example"};
    room->store = support_store();
    room->arena = arena_new();
    room->now = support_at("2026-11-02T16:10");
    CHECK(trust_insert(room->store, &trust, room->now) == OK);
    room->ana = add(room, "ana@trust.example");
    room->ben = add(room, "ben@trust.example");
    room->admin = add(room, "admin@trust.example");
    *state = room;
    return 0;
}

static int close_room(void **state)
{
    struct room *room = *state;
    struct audit_chain chain;
    assert_ok(audit_check(room->store, &chain));
    store_close(room->store);
    arena_free(room->arena);
    free(room);
    return 0;
}

static enum identity_outcome meet(struct room *room, const char *subject, const char *email,
                                  bool verified, int64_t *ret_identity,
                                  struct person_id *ret_person)
{
    struct identity_account account = {ISSUER, subject, email, verified, NULL};
    enum identity_outcome outcome;
    assert_ok(identity_sign_in(room->store, &account, room->now, room->arena, &outcome,
                               ret_identity, ret_person));
    assert_int_equal(outcome == IDENTITY_LINKED, ret_person->v != 0);
    return outcome;
}

static void expect(struct room *room, const char *subject, const char *email, bool verified,
                   enum identity_outcome want, struct person_id whose)
{
    int64_t identity = 0;
    struct person_id person = {0};
    assert_int_equal(meet(room, subject, email, verified, &identity, &person), want);
    assert_int_equal(person.v, whose.v);
}

static int requests(struct room *room, struct identity_request **ret)
{
    int count = 0;
    assert_ok(
        identity_request_list(room->store, support_day("2026-11-02"), room->arena, ret, &count));
    return count;
}

static void linked_by_a_verified_address_then_by_subject(void **state)
{
    struct room *room = *state;
    struct person_id nobody = {0};
    expect(room, "u1", "ANA@trust.example", true, IDENTITY_LINKED, room->ana);
    expect(room, "u1", NULL, false, IDENTITY_LINKED, room->ana);
    expect(room, "u1", "ben@trust.example", true, IDENTITY_LINKED, room->ana);
    expect(room, "u2", "stranger@trust.example", true, IDENTITY_UNKNOWN, nobody);
    expect(room, "u3", "ben@trust.example", true, IDENTITY_LINKED, room->ben);
}

static void the_same_subject_of_another_issuer_is_another_account(void **state)
{
    struct room *room = *state;
    struct identity_account other = {"https://other.example", "u1", "ben@trust.example", true,
                                     NULL};
    enum identity_outcome outcome;
    struct person_id person;
    int64_t identity;
    expect(room, "u1", "ana@trust.example", true, IDENTITY_LINKED, room->ana);
    assert_ok(identity_sign_in(room->store, &other, room->now, room->arena, &outcome, &identity,
                               &person));
    assert_int_equal(person.v, room->ben.v);
}

static void what_is_not_proved_waits(void **state)
{
    struct room *room = *state;
    struct person_id nobody = {0};
    struct identity_request *items;
    static const char *const addresses[] = {NULL, "", "no address", "x@y", "nobody@trust.example"};
    for (size_t i = 0; i < COUNT_OF(addresses); i++)
        expect(room, "u9", addresses[i], false, IDENTITY_WAITS, nobody);
    assert_int_equal(requests(room, &items), 0);
    expect(room, "u1", "ana@trust.example", false, IDENTITY_WAITS, nobody);
    expect(room, "u1", "ana@trust.example", false, IDENTITY_WAITS, nobody);
    assert_int_equal(requests(room, &items), 1);
    assert_int_equal(items[0].person.v, room->ana.v);
    assert_false(items[0].another || items[0].refused);
    assert_ok(identity_accept(room->store, items[0].id, room->admin, room->now));
    assert_int_equal(identity_accept(room->store, items[0].id, room->admin, room->now),
                     ERR_NOT_FOUND);
    expect(room, "u1", NULL, false, IDENTITY_LINKED, room->ana);
}

static void refused_stays_refused(void **state)
{
    struct room *room = *state;
    struct person_id nobody = {0};
    struct identity_request *items;
    expect(room, "u1", "ana@trust.example", false, IDENTITY_WAITS, nobody);
    assert_int_equal(requests(room, &items), 1);
    assert_ok(identity_refuse(room->store, items[0].id, room->admin, room->now));
    assert_int_equal(identity_refuse(room->store, items[0].id, room->admin, room->now),
                     ERR_NOT_FOUND);
    expect(room, "u1", "ben@trust.example", false, IDENTITY_WAITS, nobody);
    assert_int_equal(requests(room, &items), 1);
    assert_true(items[0].refused);
    assert_int_equal(items[0].person.v, room->ana.v);
}

/* ---- sessions ---- */

static void sign_in(struct room *room, const char *subject, const char *sid,
                    const char *refresh_token, char ret_token[static TOKEN_TEXT_MAX])
{
    int64_t identity = 0;
    struct person_id person = {0};
    assert_int_equal(meet(room, subject, "ana@trust.example", true, &identity, &person),
                     IDENTITY_LINKED);
    struct session_new new = {person, STR("test"), SESSION_BY_OIDC, SESSION_OWES_NOTHING};
    assert_ok(session_start(room->store, &new, room->now, ret_token));
    struct provider_session_new session = {.token = str_of(ret_token),
                                           .identity = identity,
                                           .subject = subject,
                                           .provider_sid = sid,
                                           .refresh_token = refresh_token};
    assert_ok(provider_session_insert(room->store, &KEY, &session, room->now));
}

static bool is_signed_in(struct room *room, const char *token)
{
    struct session session;
    struct actor actor;
    return session_find(room->store, str_of(token), room->now, room->arena, &session, &actor) == OK;
}

static int log_out(struct room *room, const char *subject, const char *sid, struct instant at)
{
    struct provider_logout logout = {ISSUER, subject, sid, at};
    int count = -1;
    assert_ok(provider_session_log_out(room->store, &logout, room->now, &count));
    return count;
}

static void a_provider_ends_what_it_opened(void **state)
{
    struct room *room = *state;
    char one[TOKEN_TEXT_MAX], two[TOKEN_TEXT_MAX], own[TOKEN_TEXT_MAX];
    struct instant past = instant_add(room->now, -3600);
    sign_in(room, "u1", "s1", NULL, one);
    sign_in(room, "u1", "s2", NULL, two);
    struct session_new by_code = {room->ana, STR("test"), SESSION_BY_CODE, SESSION_OWES_NOTHING};
    assert_ok(session_start(room->store, &by_code, room->now, own));
    assert_int_equal(log_out(room, "u2", NULL, room->now), 0);
    assert_int_equal(log_out(room, "u1", "s9", room->now), 0);
    assert_int_equal(log_out(room, "u1", NULL, past), 0); /* an old token ends nothing new */
    assert_int_equal(log_out(room, NULL, "s1", room->now), 1);
    assert_false(is_signed_in(room, one));
    assert_true(is_signed_in(room, two));
    assert_int_equal(log_out(room, "u1", NULL, room->now), 1);
    assert_false(is_signed_in(room, two));
    assert_true(is_signed_in(room, own));
}

static int due(struct room *room, const struct sealed_key *key, int later_s,
               struct provider_session_due **ret)
{
    int count = -1;
    assert_ok(provider_session_list_due(room->store, key, ISSUER, instant_add(room->now, later_s),
                                        10, room->arena, ret, &count));
    return count;
}

static void a_provider_is_asked_within_the_hour(void **state)
{
    struct room *room = *state;
    struct provider_session_due *items;
    char one[TOKEN_TEXT_MAX], two[TOKEN_TEXT_MAX];
    sign_in(room, "u1", NULL, "secret-1", one);
    sign_in(room, "u1", NULL, NULL, two);
    assert_int_equal(due(room, &KEY, PROVIDER_SESSION_ASK_S - 1, &items), 0);
    assert_int_equal(due(room, &KEY, PROVIDER_SESSION_ASK_S, &items), 1);
    assert_string_equal(items[0].refresh_token, "secret-1");
    assert_ok(provider_session_renew(room->store, &KEY, &items[0], "secret-2",
                                     instant_add(room->now, 3000)));
    assert_int_equal(due(room, &KEY, 3000, &items), 0);
    assert_int_equal(due(room, &KEY, 6000, &items), 1);
    assert_string_equal(items[0].refresh_token, "secret-2");
    assert_ok(provider_session_end(room->store, items[0].session, room->now));
    assert_ok(provider_session_end(room->store, items[0].session, room->now));
    assert_false(is_signed_in(room, one));
    assert_true(is_signed_in(room, two));
    assert_int_equal(due(room, &KEY, 6000, &items), 0);
}

static void a_refresh_token_is_sealed(void **state)
{
    struct room *room = *state;
    struct provider_session_due *items;
    char token[TOKEN_TEXT_MAX];
    int64_t found = -1;
    sign_in(room, "u1", NULL, "secret-1", token);
    assert_ok(store_find_int(room->store,
                             "SELECT instr(refresh_token, CAST('secret' AS BLOB)) FROM"
                             " provider_session",
                             PARAMS(), &found));
    assert_int_equal(found, 0);
    assert_int_equal(due(room, &OTHER_KEY, 3600, &items), 1);
    assert_null(items[0].refresh_token);
}

static void one_account_replaces_the_other(void **state)
{
    struct room *room = *state;
    struct person_id nobody = {0};
    struct identity_request *items;
    char token[TOKEN_TEXT_MAX];
    sign_in(room, "u1", NULL, NULL, token);
    expect(room, "u2", "ana@trust.example", true, IDENTITY_WAITS, nobody);
    assert_int_equal(requests(room, &items), 1);
    assert_true(items[0].another);
    assert_true(is_signed_in(room, token));
    assert_ok(identity_accept(room->store, items[0].id, room->admin, room->now));
    assert_false(is_signed_in(room, token));
    expect(room, "u2", NULL, false, IDENTITY_LINKED, room->ana);
    expect(room, "u1", "ana@trust.example", true, IDENTITY_WAITS, nobody);
}

/* ---- what is under way ---- */

static void an_answer_is_taken_once_by_its_browser(void **state)
{
    struct room *room = *state;
    struct sign_in_pending sent = {"op", "nonce", "verifier", "/deadlines"}, taken;
    struct instant late = instant_add(room->now, SIGN_IN_PENDING_S);
    assert_ok(sign_in_pending_insert(room->store, STR("state"), STR("browser"), &sent, room->now));
    assert_int_equal(sign_in_pending_take(room->store, STR("state"), STR("other"), room->now,
                                          room->arena, &taken),
                     ERR_NOT_FOUND);
    assert_int_equal(sign_in_pending_take(room->store, STR("other"), STR("browser"), room->now,
                                          room->arena, &taken),
                     ERR_NOT_FOUND);
    assert_int_equal(
        sign_in_pending_take(room->store, STR("state"), STR("browser"), late, room->arena, &taken),
        ERR_NOT_FOUND);
    assert_ok(sign_in_pending_take(room->store, STR("state"), STR("browser"), room->now,
                                   room->arena, &taken));
    assert_string_equal(taken.provider, "op");
    assert_string_equal(taken.nonce, "nonce");
    assert_string_equal(taken.verifier, "verifier");
    assert_string_equal(taken.next_path, "/deadlines");
    assert_int_equal(sign_in_pending_take(room->store, STR("state"), STR("browser"), room->now,
                                          room->arena, &taken),
                     ERR_NOT_FOUND);
}

static void what_is_too_old_is_forgotten(void **state)
{
    struct room *room = *state;
    struct sign_in_pending sent = {"op", "nonce", "verifier", "/"};
    int64_t left = 0;
    static const char count[] = "SELECT count(*) FROM sign_in_pending";
    assert_ok(sign_in_pending_insert(room->store, STR("s"), STR("b"), &sent, room->now));
    assert_ok(sign_in_pending_sweep(room->store, instant_add(room->now, SIGN_IN_PENDING_S - 1)));
    assert_ok(store_find_int(room->store, count, PARAMS(), &left));
    assert_int_equal(left, 1);
    assert_ok(sign_in_pending_sweep(room->store, instant_add(room->now, SIGN_IN_PENDING_S)));
    assert_ok(store_find_int(room->store, count, PARAMS(), &left));
    assert_int_equal(left, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(linked_by_a_verified_address_then_by_subject),
        TEST(the_same_subject_of_another_issuer_is_another_account),
        TEST(what_is_not_proved_waits),
        TEST(refused_stays_refused),
        TEST(a_provider_ends_what_it_opened),
        TEST(a_provider_is_asked_within_the_hour),
        TEST(a_refresh_token_is_sealed),
        TEST(one_account_replaces_the_other),
        TEST(an_answer_is_taken_once_by_its_browser),
        TEST(what_is_too_old_is_forgotten),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
