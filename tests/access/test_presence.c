/* DESIGN: who may be signed in, by the day: employments, participations, leaving, merges. */
#include "presence.h"

#include "room.h"
#include "session.h"

static void run(struct room *room, const char *sql)
{
    assert_ok(store_exec(room->store, sql, PARAMS(p_int(room->staff.v))));
}

/* $1 is the person; today is day 20759, 2 November 2026. */
static void who_is_here(void **state)
{
    static const struct {
        const char *what, *sql[3];
        bool here;
    } rows[] = {
        {"no employment known", {NULL}, true},
        {"employed",
         {"INSERT INTO employment (person_id, school_id, staff_group) VALUES"
          " ($1, 1, 'teaching')"},
         true},
        {"the last day", {"UPDATE employment SET ends_on = 20759 WHERE person_id = $1"}, true},
        {"the day after", {"UPDATE employment SET ends_on = 20758 WHERE person_id = $1"}, false},
        {"another job",
         {"INSERT INTO employment (person_id, school_id, staff_group, starts_on)"
          " VALUES ($1, 1, 'teaching', 20700)"},
         true},
        {"that over too", {"UPDATE employment SET ends_on = 20758 WHERE person_id = $1"}, false},
        {"a role of staff keeps nobody",
         {"UPDATE role_grant SET to_on = NULL WHERE person_id = $1"},
         false},
        {"nor a leader's",
         {"INSERT INTO role_grant (person_id, role, school_id)"
          " VALUES ($1, 'cpd_leader', 1)"},
         false},
        {"a governor's does",
         {"INSERT INTO role_grant (person_id, role, school_id)"
          " VALUES ($1, 'governor', 1)"},
         true},
        {"while it lasts",
         {"UPDATE role_grant SET to_on = 20758 WHERE role = 'governor'"
          " AND person_id = $1"},
         false},
        {"again",
         {"UPDATE employment SET ends_on = NULL WHERE person_id = $1 AND starts_on > 0"},
         true},
        {"left yesterday", {"UPDATE person SET left_on = 20758 WHERE id = $1"}, false},
        {"leaves today", {"UPDATE person SET left_on = 20759 WHERE id = $1"}, true},
        {"a duplicate",
         {"UPDATE person SET merged_into = (SELECT max(id) FROM person WHERE"
          " id <> $1) WHERE id = $1"},
         false},
    };
    struct room *room = *state;
    struct school_id school;
    assert_ok(school_insert(room->store, "Ash", "", &school));
    assert_int_equal(school.v, 1);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (int k = 0; k < 3 && rows[i].sql[k]; k++)
            run(room, rows[i].sql[k]);
        enum err err = presence_check(room->store, room->staff, support_day("2026-11-02"));
        if ((err == OK) != rows[i].here)
            print_error("%s\n", rows[i].what);
        assert_int_equal(err, rows[i].here ? OK : ERR_DENIED);
    }
}

/* "An end of employment ends it within the hour": at the first request of the day after. */
static void an_open_session_ends_with_the_employment(void **state)
{
    struct room *room = *state;
    struct session_new start = {room->staff, STR(""), SESSION_BY_CODE, SESSION_OWES_NOTHING};
    char token[TOKEN_TEXT_MAX];
    struct session session;
    struct actor actor;
    struct school_id school;
    assert_ok(school_insert(room->store, "Ash", "", &school));
    run(room, "INSERT INTO employment (person_id, school_id, staff_group, ends_on)"
              " VALUES ($1, 1, 'teaching', 20759)");
    room->now = support_at("2026-11-02T23:30");
    assert_ok(session_start(room->store, &start, room->now, token));
    for (int minutes = 29; minutes <= 30; minutes++)
        assert_int_equal(session_find(room->store, str_of(token),
                                      instant_add(room->now, minutes * MINUTE_S), room->arena,
                                      &session, &actor),
                         minutes == 29 ? OK : ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(who_is_here),
        IN_ROOM(an_open_session_ends_with_the_employment),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
