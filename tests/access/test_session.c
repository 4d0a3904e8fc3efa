/* DESIGN: sessions with an injected clock: time-outs, what is owed, freshness, changes of role. */
#include "session.h"

#include "room.h"

static void start_as(struct room *room, struct person_id person, enum session_way way,
                     enum session_owes owes, char *ret_token)
{
    struct session_new session = {person, STR("Firefox"), way, owes};
    assert_ok(session_start(room->store, &session, room->now, ret_token));
}

static void start(struct room *room, struct person_id person, char *ret_token)
{
    start_as(room, person, SESSION_BY_CODE, SESSION_OWES_NOTHING, ret_token);
}

static enum err find_into(struct room *room, const char *token, int64_t later_s,
                          struct session *ret)
{
    struct actor actor;
    return session_find(room->store, str_of(token), instant_add(room->now, later_s), room->arena,
                        ret, &actor);
}

static enum err find_at(struct room *room, const char *token, int64_t later_s)
{
    struct session session;
    return find_into(room, token, later_s, &session);
}

static void sessions_time_out_by_role(void **state)
{
    struct room *room = *state;
    char staff[TOKEN_TEXT_MAX], leader[TOKEN_TEXT_MAX];
    start(room, room->staff, staff);
    start(room, room->leader, leader);
    assert_ok(find_at(room, staff, 8 * HOUR_S));
    assert_int_equal(find_at(room, staff, 8 * HOUR_S + 1), ERR_NOT_FOUND);
    assert_ok(find_at(room, leader, HOUR_S));
    assert_int_equal(find_at(room, leader, HOUR_S + 1), ERR_NOT_FOUND);
    assert_int_equal(find_at(room, "no such token", 0), ERR_NOT_FOUND);
}

/* A conversation of an hour must not be cut off (http specification, section 7). */
static void a_pd_mentor_keeps_the_time_of_staff(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct person_id mentee = room_add(room, "Mo Reed", "mo@trust.example", ROLE_STAFF);
    assert_ok(person_set_pd_mentor(room->store, mentee, room->staff, support_day("2026-09-01")));
    start(room, room->staff, token);
    assert_ok(find_at(room, token, 8 * HOUR_S));
}

static void a_session_ends_however_busy(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct session session;
    start(room, room->staff, token);
    for (int h = 1; h <= 7 * 24 + 1; h++) {
        assert_int_equal(find_into(room, token, h * HOUR_S, &session),
                         h <= 7 * 24 ? OK : ERR_NOT_FOUND);
        assert_ok(
            session_touch(room->store, session.id, instant_add(room->now, (int64_t)h * HOUR_S)));
    }
}

static void only_the_hash_of_a_token_is_kept(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    int64_t n = -1;
    start(room, room->staff, token);
    assert_ok(store_find_int(
        room->store, "SELECT count(*) FROM session WHERE token_sha256 = $1 OR csrf_key = $1",
        PARAMS(p_text(token)), &n));
    assert_int_equal(n, 0);
}

static void one_ends_only_ones_own(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct session session;
    start(room, room->staff, token);
    assert_ok(find_into(room, token, 0, &session));
    assert_int_equal(session_end(room->store, room->leader, session.id), ERR_NOT_FOUND);
    assert_ok(find_at(room, token, 0));
    assert_ok(session_end(room->store, room->staff, session.id));
    assert_int_equal(find_at(room, token, 0), ERR_NOT_FOUND);
}

/* ---- what is owed ---- */

static void what_owes_opens_nothing_and_is_over_soon(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct session session, *list;
    struct actor actor;
    int count;
    start_as(room, room->leader, SESSION_BY_CODE, SESSION_OWES_FACTOR, token);
    assert_int_equal(find_at(room, token, 0), ERR_NOT_FOUND);
    for (int late = 0; late <= 1; late++)
        assert_int_equal(session_find_owing(room->store, str_of(token),
                                            instant_add(room->now, SESSION_OWES_S + late),
                                            room->arena, &session, &actor),
                         late ? ERR_NOT_FOUND : OK);
    assert_int_equal(session.owes, SESSION_OWES_FACTOR);
    assert_ok(session_list(room->store, room->leader, room->arena, &list, &count));
    assert_int_equal(count, 0);
}

static void renewing_pays_and_changes_the_token(void **state)
{
    struct room *room = *state;
    char before[TOKEN_TEXT_MAX], after[TOKEN_TEXT_MAX];
    struct session session, renewed;
    struct actor actor;
    start_as(room, room->leader, SESSION_BY_CODE, SESSION_OWES_SET_UP, before);
    assert_ok(
        session_find_owing(room->store, str_of(before), room->now, room->arena, &session, &actor));
    assert_ok(session_renew(room->store, session.id, room->now, after));
    assert_string_not_equal(before, after);
    assert_int_equal(
        session_find_owing(room->store, str_of(before), room->now, room->arena, &session, &actor),
        ERR_NOT_FOUND);
    assert_int_equal(find_at(room, before, 0), ERR_NOT_FOUND);
    assert_ok(find_into(room, after, 0, &renewed));
    assert_int_equal(renewed.id, session.id);
    assert_string_not_equal(renewed.csrf_key, session.csrf_key);
    assert_int_equal(session_renew(room->store, 1, room->now, after), ERR_NOT_FOUND);
}

static void the_tenth_wrong_code_ends_it(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct session session;
    bool ended = false;
    start(room, room->staff, token);
    assert_ok(find_into(room, token, 0, &session));
    for (int i = 1; i <= SESSION_TRIES_MAX; i++) {
        assert_false(ended);
        assert_ok(session_count_try(room->store, session.id, &ended));
    }
    assert_true(ended);
    assert_int_equal(find_at(room, token, 0), ERR_NOT_FOUND);
}

/* ---- freshness ---- */

static void a_session_is_fresh_for_ten_minutes_after_a_proof(void **state)
{
    static const struct {
        enum session_way way;
        bool fresh;
    } rows[] = {{SESSION_BY_CODE, true},
                {SESSION_BY_CARD, true},
                {SESSION_BY_OIDC, true},
                {SESSION_BY_DEVICE, false},
                {SESSION_BY_PROXY, false}};
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct session session;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        start_as(room, room->staff, rows[i].way, SESSION_OWES_NOTHING, token);
        assert_ok(find_into(room, token, 0, &session));
        assert_int_equal(session.way, rows[i].way);
        assert_int_equal(session_is_fresh(&session, room->now), rows[i].fresh);
        assert_int_equal(session_is_fresh(&session, instant_add(room->now, 600)), rows[i].fresh);
        assert_false(session_is_fresh(&session, instant_add(room->now, 601)));
        room->now = instant_add(room->now, HOUR_S);
        assert_ok(session_renew(room->store, session.id, room->now, token));
        assert_ok(find_into(room, token, 0, &session));
        assert_true(session_is_fresh(&session, room->now));
    }
}

/* ---- changes ---- */

static void who_left_is_signed_out(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    int64_t today = room->now.v / DAY_S;
    start(room, room->staff, token);
    for (int days = 1; days >= -1; days--) {
        assert_ok(store_exec(room->store, "UPDATE person SET left_on = $2 WHERE id = $1",
                             PARAMS(p_int(room->staff.v), p_int(today + days))));
        assert_int_equal(find_at(room, token, 60), days >= 0 ? OK : ERR_NOT_FOUND);
    }
}

static enum err change_roles(struct room *room, const char *sql)
{
    return store_exec(room->store, sql, PARAMS(p_int(room->staff.v)));
}

/* Whatever writes it: a page, an import, a command. */
static void a_change_of_role_ends_ones_sessions(void **state)
{
    static const char *const changes[] = {
        "INSERT INTO role_grant (person_id, role) VALUES ($1, 'slt')",
        "UPDATE role_grant SET to_on = 1 WHERE person_id = $1 AND role = 'slt'",
        "DELETE FROM role_grant WHERE person_id = $1 AND role = 'slt'",
    };
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX], other[TOKEN_TEXT_MAX];
    start(room, room->leader, other);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        start(room, room->staff, token);
        assert_ok(find_at(room, token, 0));
        assert_ok(change_roles(room, changes[i]));
        assert_int_equal(find_at(room, token, 0), ERR_NOT_FOUND);
    }
    assert_ok(find_at(room, other, 0));
}

/* A grant whose day has come was written long before: no row changes then. */
static void a_session_of_staff_never_becomes_a_privileged_one(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    assert_ok(grant_insert(room->store, room->staff, (struct grant){ROLE_HEAD, {0}},
                           support_day("2026-11-03")));
    start(room, room->staff, token);
    assert_ok(find_at(room, token, 7 * HOUR_S));
    assert_int_equal(find_at(room, token, 8 * HOUR_S), ERR_NOT_FOUND);
    room->now = support_at("2026-11-03T08:00");
    start(room, room->staff, token);
    assert_ok(find_at(room, token, 0));
}

static void all_of_a_person_are_ended_at_once(void **state)
{
    struct room *room = *state;
    char first[TOKEN_TEXT_MAX], second[TOKEN_TEXT_MAX], other[TOKEN_TEXT_MAX];
    start(room, room->staff, first);
    start(room, room->staff, second);
    start(room, room->leader, other);
    assert_ok(session_end_all(room->store, room->staff));
    assert_int_equal(find_at(room, first, 0), ERR_NOT_FOUND);
    assert_int_equal(find_at(room, second, 0), ERR_NOT_FOUND);
    assert_ok(find_at(room, other, 0));
}

static void what_is_over_is_swept(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    start(room, room->staff, token);
    start_as(room, room->leader, SESSION_BY_CODE, SESSION_OWES_FACTOR, token);
    assert_ok(session_sweep(room->store, instant_add(room->now, SESSION_OWES_S + 1)));
    assert_int_equal(room_count(room, "SELECT count(*) FROM session"), 1);
    assert_ok(session_sweep(room->store, instant_add(room->now, 8 * HOUR_S + 1)));
    assert_int_equal(room_count(room, "SELECT count(*) FROM session"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(sessions_time_out_by_role),
        IN_ROOM(a_pd_mentor_keeps_the_time_of_staff),
        IN_ROOM(a_session_ends_however_busy),
        IN_ROOM(only_the_hash_of_a_token_is_kept),
        IN_ROOM(one_ends_only_ones_own),
        IN_ROOM(what_owes_opens_nothing_and_is_over_soon),
        IN_ROOM(renewing_pays_and_changes_the_token),
        IN_ROOM(the_tenth_wrong_code_ends_it),
        IN_ROOM(a_session_is_fresh_for_ten_minutes_after_a_proof),
        IN_ROOM(who_left_is_signed_out),
        IN_ROOM(a_change_of_role_ends_ones_sessions),
        IN_ROOM(a_session_of_staff_never_becomes_a_privileged_one),
        IN_ROOM(all_of_a_person_are_ended_at_once),
        IN_ROOM(what_is_over_is_swept),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
