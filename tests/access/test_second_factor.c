/* DESIGN: a second factor from its making to its end, and what signing in owes because of it. */
#include "second_factor.h"

#include "room.h"
#include "sign_in.h"
#include "totp.h"

static const struct sealed_key key = {{7}};

static const char *code_at(struct room *room, struct str secret, int64_t later_s)
{
    char *code = arena_alloc(room->arena, TOTP_DIGITS + 1);
    totp_code(secret, (room->now.v + later_s) / TOTP_STEP_S, TOTP_DIGITS, code);
    return code;
}

static struct str make(struct room *room, struct person_id person)
{
    struct str secret = STR("");
    assert_ok(second_factor_make(room->store, &key, person, true, room->arena));
    assert_ok(second_factor_waiting(room->store, &key, person, room->arena, &secret));
    assert_int_equal(secret.n, TOTP_SECRET_BYTES);
    return secret;
}

static bool confirm(struct room *room, struct person_id person, const char *code)
{
    bool right = false;
    assert_ok(second_factor_confirm(room->store, &key, person, str_of(code), room->now, &room->why,
                                    &right));
    return right;
}

static struct str set_up(struct room *room, struct person_id person)
{
    struct str secret = make(room, person);
    assert_true(confirm(room, person, code_at(room, secret, 0)));
    return secret;
}

static bool try_code(struct room *room, struct person_id person, const char *code)
{
    bool right = false;
    assert_ok(
        second_factor_try(room->store, &key, person, str_of(code), room->now, &room->why, &right));
    return right;
}

static bool in_force(struct room *room, struct person_id person)
{
    struct second_factor factor;
    assert_ok(second_factor_find(room->store, person, &factor));
    return factor.in_force;
}

static void it_is_in_force_from_its_first_code(void **state)
{
    struct room *room = *state;
    struct str secret = make(room, room->staff);
    assert_false(in_force(room, room->staff));
    assert_false(confirm(room, room->staff, "000000"));
    assert_false(in_force(room, room->staff));
    assert_true(confirm(room, room->staff, code_at(room, secret, 0)));
    assert_true(in_force(room, room->staff));
    assert_false(in_force(room, room->leader));
    assert_int_equal(second_factor_waiting(room->store, &key, room->staff, room->arena, &secret),
                     ERR_NOT_FOUND);
}

static void the_secret_is_sealed(void **state)
{
    struct room *room = *state;
    struct str secret = make(room, room->staff);
    int64_t n = -1;
    assert_ok(store_find_int(room->store,
                             "SELECT count(*) FROM second_factor WHERE instr(next_secret, $1) > 0",
                             PARAMS(p_blob(secret.p, secret.n)), &n));
    assert_int_equal(n, 0);
    static const struct sealed_key other = {{8}};
    assert_int_equal(second_factor_waiting(room->store, &other, room->staff, room->arena, &secret),
                     ERR_INVALID);
    assert_ok(store_exec(room->store,
                         "INSERT INTO second_factor (person_id, next_secret)"
                         " SELECT $1, next_secret FROM second_factor",
                         PARAMS(p_int(room->leader.v))));
    assert_int_equal(second_factor_waiting(room->store, &key, room->leader, room->arena, &secret),
                     ERR_INVALID);
}

/* RFC 6238, section 5.2: the second attempt with the same code is refused. */
static void each_code_works_once(void **state)
{
    struct room *room = *state;
    struct str secret = set_up(room, room->staff);
    assert_false(try_code(room, room->staff, code_at(room, secret, 0)));
    room->now = instant_add(room->now, TOTP_STEP_S);
    const char *code = code_at(room, secret, 0);
    assert_true(try_code(room, room->staff, code));
    assert_false(try_code(room, room->staff, code));
    room->now = instant_add(room->now, 10 * TOTP_STEP_S);
    assert_false(try_code(room, room->staff, code));
    assert_true(try_code(room, room->staff, code_at(room, secret, TOTP_STEP_S)));
    assert_false(try_code(room, room->staff, code_at(room, secret, 0)));
}

static void a_new_phone_replaces_the_old_at_its_first_code(void **state)
{
    struct room *room = *state;
    struct str old = set_up(room, room->staff);
    room->now = instant_add(room->now, HOUR_S);
    struct str fresh = make(room, room->staff);
    assert_true(try_code(room, room->staff, code_at(room, old, 0)));
    room->now = instant_add(room->now, HOUR_S);
    assert_true(confirm(room, room->staff, code_at(room, fresh, 0)));
    room->now = instant_add(room->now, HOUR_S);
    assert_false(try_code(room, room->staff, code_at(room, old, 0)));
    assert_true(try_code(room, room->staff, code_at(room, fresh, 0)));
}

static void a_waiting_secret_stays_unless_a_new_one_is_wanted(void **state)
{
    struct room *room = *state;
    struct str first = make(room, room->staff), again;
    assert_ok(second_factor_make(room->store, &key, room->staff, false, room->arena));
    assert_ok(second_factor_waiting(room->store, &key, room->staff, room->arena, &again));
    assert_true(str_eq(first, again));
    assert_false(str_eq(first, make(room, room->staff)));
}

static bool recover(struct room *room, const char *code)
{
    bool right = false;
    assert_ok(second_factor_try_recovery(room->store, room->staff, str_of(code), room->now,
                                         &room->why, &right));
    return right;
}

static void recovery_codes_work_once_each(void **state)
{
    struct room *room = *state;
    struct recovery_codes codes, fresh;
    struct second_factor factor;
    set_up(room, room->staff);
    assert_ok(second_factor_renew_recovery(room->store, room->staff, &codes));
    assert_false(recover(room, "0000-0000-0000-0000"));
    assert_false(recover(room, ""));
    for (int i = 0; i < RECOVERY_CODES; i++) {
        assert_int_equal(strlen(codes.codes[i]), RECOVERY_CODE_CHARS);
        assert_true(recover(room, codes.codes[i]));
        assert_false(recover(room, codes.codes[i]));
        assert_ok(second_factor_find(room->store, room->staff, &factor));
        assert_int_equal(factor.recovery_left, RECOVERY_CODES - 1 - i);
    }
    assert_ok(second_factor_renew_recovery(room->store, room->staff, &codes));
    assert_ok(second_factor_renew_recovery(room->store, room->staff, &fresh));
    assert_false(recover(room, codes.codes[0]));
    assert_true(recover(room, fresh.codes[0]));
}

static void only_hashes_of_recovery_codes_are_kept(void **state)
{
    struct room *room = *state;
    struct recovery_codes codes;
    int64_t n = -1;
    assert_ok(second_factor_renew_recovery(room->store, room->staff, &codes));
    assert_ok(store_find_int(room->store,
                             "SELECT count(*) FROM recovery_code WHERE code_sha256 LIKE $1",
                             PARAMS(p_text(codes.codes[0])), &n));
    assert_int_equal(n, 0);
}

static void nothing_is_left_of_one_that_ended(void **state)
{
    struct room *room = *state;
    struct recovery_codes codes;
    set_up(room, room->staff);
    assert_ok(second_factor_renew_recovery(room->store, room->staff, &codes));
    assert_ok(second_factor_end(room->store, room->staff));
    assert_false(in_force(room, room->staff));
    assert_false(recover(room, codes.codes[0]));
    assert_int_equal(room_count(room, "SELECT count(*) FROM second_factor"), 0);
}

/* ---- what signing in owes ---- */

static void what_each_way_in_owes(void **state)
{
    enum { REFUSED = -1 };
    static const struct {
        enum session_way way;
        int staff, leader, staff_with, leader_with; /* with: a factor in force */
    } rows[] = {
        {SESSION_BY_CODE, SESSION_OWES_NOTHING, SESSION_OWES_SET_UP, SESSION_OWES_FACTOR,
         SESSION_OWES_FACTOR},
        {SESSION_BY_CARD, SESSION_OWES_NOTHING, REFUSED, SESSION_OWES_FACTOR, REFUSED},
        {SESSION_BY_DEVICE, SESSION_OWES_NOTHING, REFUSED, SESSION_OWES_FACTOR, REFUSED},
        {SESSION_BY_OIDC, 0, 0, 0, 0},
        {SESSION_BY_PROXY, 0, 0, 0, 0},
        {SESSION_BY_DEMO, 0, 0, 0, 0},
    };
    struct room *room = *state;
    for (int with = 0; with <= 1; with++) {
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            for (int leads = 0; leads <= 1; leads++) {
                char token[TOKEN_TEXT_MAX];
                struct sign_in in = {leads ? room->leader : room->staff, rows[i].way, STR("")};
                enum session_owes owes = SESSION_OWES_NOTHING;
                enum err err =
                    sign_in_enter(room->store, &key, &in, room->now, room->arena, token, &owes);
                int want = leads  ? with ? rows[i].leader_with : rows[i].leader
                           : with ? rows[i].staff_with
                                  : rows[i].staff;
                assert_int_equal(err, want == REFUSED ? ERR_DENIED : OK);
                if (want != REFUSED)
                    assert_int_equal(owes, want);
            }
        }
        if (!with) {
            set_up(room, room->staff);
            set_up(room, room->leader);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(it_is_in_force_from_its_first_code),
        IN_ROOM(the_secret_is_sealed),
        IN_ROOM(each_code_works_once),
        IN_ROOM(a_new_phone_replaces_the_old_at_its_first_code),
        IN_ROOM(a_waiting_secret_stays_unless_a_new_one_is_wanted),
        IN_ROOM(recovery_codes_work_once_each),
        IN_ROOM(only_hashes_of_recovery_codes_are_kept),
        IN_ROOM(nothing_is_left_of_one_that_ended),
        IN_ROOM(what_each_way_in_owes),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
