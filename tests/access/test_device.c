/* DESIGN: remembered devices with an injected clock: who may, for how long, once a token. */
#include "device.h"

#include "room.h"
#include "sign_in.h"

static const struct sealed_key key = {{7}};

static void remember(struct room *room, char *ret_token)
{
    assert_ok(device_remember(room->store, room->staff, STR("Firefox"), room->now, ret_token));
}

static enum err find_at(struct room *room, const char *token, int64_t later_s)
{
    struct person person;
    enum err err = device_find(room->store, str_of(token), instant_add(room->now, later_s),
                               room->arena, &person);
    if (err == OK)
        assert_int_equal(person.id.v, room->staff.v);
    return err;
}

static int64_t use(struct room *room, const char *token, char *ret_token)
{
    struct person_id person = {0};
    int left_s = 0;
    enum err err = device_use(room->store, str_of(token), room->now, ret_token, &left_s, &person);
    if (err == ERR_NOT_FOUND)
        return 0;
    assert_ok(err);
    return person.v;
}

static void it_is_known_for_thirty_days(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX], fresh[TOKEN_TEXT_MAX];
    remember(room, token);
    assert_ok(find_at(room, token, 0));
    assert_ok(find_at(room, token, DEVICE_LIFE_S - 1));
    assert_int_equal(find_at(room, token, DEVICE_LIFE_S), ERR_NOT_FOUND);
    assert_int_equal(find_at(room, "x", 0), ERR_NOT_FOUND);
    room->now = instant_add(room->now, 29 * DAY_S);
    assert_int_equal(use(room, token, fresh), room->staff.v);
    assert_int_equal(find_at(room, fresh, DAY_S), ERR_NOT_FOUND);
}

static void its_token_changes_and_a_copy_ends_it(void **state)
{
    struct room *room = *state;
    char first[TOKEN_TEXT_MAX], second[TOKEN_TEXT_MAX], third[TOKEN_TEXT_MAX];
    remember(room, first);
    assert_int_equal(use(room, first, second), room->staff.v);
    assert_string_not_equal(first, second);
    assert_int_equal(find_at(room, first, 0), ERR_NOT_FOUND);
    assert_int_equal(use(room, first, third), -room->staff.v);
    assert_int_equal(find_at(room, second, 0), ERR_NOT_FOUND);
    assert_int_equal(use(room, second, third), 0);
}

static void nobody_privileged_and_nobody_who_left(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    assert_int_equal(device_remember(room->store, room->leader, STR(""), room->now, token),
                     ERR_DENIED);
    remember(room, token);
    assert_ok(grant_insert(room->store, room->staff, (struct grant){ROLE_SLT, {0}},
                           support_day("2026-11-10")));
    assert_ok(find_at(room, token, 7 * DAY_S));
    assert_int_equal(find_at(room, token, 9 * DAY_S), ERR_NOT_FOUND);
    remember(room, token);
    assert_ok(store_exec(room->store, "UPDATE person SET left_on = $1 WHERE id = $2",
                         PARAMS(p_day(support_day("2026-11-02")), p_int(room->staff.v))));
    assert_ok(find_at(room, token, 0));
    assert_int_equal(find_at(room, token, DAY_S), ERR_NOT_FOUND);
}

/* Who becomes privileged and signs in as such has none left when the role is over again. */
static void a_privileged_sign_in_forgets_them_all(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX], session[TOKEN_TEXT_MAX];
    enum session_owes owes;
    struct sign_in in = {room->staff, SESSION_BY_CODE, STR("")};
    remember(room, token);
    assert_ok(grant_insert(room->store, room->staff, (struct grant){ROLE_SLT, {0}}, DAY_NONE));
    assert_ok(sign_in_enter(room->store, &key, &in, room->now, room->arena, session, &owes));
    assert_int_equal(room_count(room, "SELECT count(*) FROM device"), 0);
}

static void only_hashes_are_kept(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX], fresh[TOKEN_TEXT_MAX];
    int64_t n = -1;
    remember(room, token);
    assert_int_equal(use(room, token, fresh), room->staff.v);
    assert_ok(store_find_int(
        room->store,
        "SELECT count(*) FROM device WHERE token_sha256 IN ($1, $2) OR before_sha256 IN ($1, $2)",
        PARAMS(p_text(token), p_text(fresh)), &n));
    assert_int_equal(n, 0);
}

static void one_lists_and_ends_ones_own(void **state)
{
    struct room *room = *state;
    char token[TOKEN_TEXT_MAX];
    struct device *devices;
    int count = 0;
    remember(room, token);
    assert_ok(device_list(room->store, room->staff, room->now, room->arena, &devices, &count));
    assert_int_equal(count, 1);
    assert_string_equal(devices[0].agent, "Firefox");
    assert_int_equal(device_end(room->store, room->leader, devices[0].id), ERR_NOT_FOUND);
    assert_ok(find_at(room, token, 0));
    assert_ok(device_end(room->store, room->staff, devices[0].id));
    assert_int_equal(find_at(room, token, 0), ERR_NOT_FOUND);
}

static void at_most_twenty_and_the_old_are_swept(void **state)
{
    struct room *room = *state;
    char first[TOKEN_TEXT_MAX], token[TOKEN_TEXT_MAX];
    remember(room, first);
    for (int i = 0; i < DEVICES_MAX; i++) {
        room->now = instant_add(room->now, 60);
        remember(room, token);
    }
    assert_int_equal(room_count(room, "SELECT count(*) FROM device"), DEVICES_MAX);
    assert_int_equal(find_at(room, first, 0), ERR_NOT_FOUND);
    assert_ok(find_at(room, token, 0));
    assert_ok(device_forget(room->store, str_of(token)));
    assert_int_equal(find_at(room, token, 0), ERR_NOT_FOUND);
    assert_ok(device_sweep(room->store, instant_add(room->now, DEVICE_LIFE_S)));
    assert_int_equal(room_count(room, "SELECT count(*) FROM device"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(it_is_known_for_thirty_days),
        IN_ROOM(its_token_changes_and_a_copy_ends_it),
        IN_ROOM(nobody_privileged_and_nobody_who_left),
        IN_ROOM(a_privileged_sign_in_forgets_them_all),
        IN_ROOM(only_hashes_are_kept),
        IN_ROOM(one_lists_and_ends_ones_own),
        IN_ROOM(at_most_twenty_and_the_old_are_swept),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
