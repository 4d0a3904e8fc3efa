#ifndef SPARKD_TEST_ACCESS_ROOM_H
#define SPARKD_TEST_ACCESS_ROOM_H

#include <stdlib.h>

#include "grant.h"
#include "refusal.h"
#include "support.h"
#include "token.h"
#include "trust.h"

/* A trust with one member of staff and one CPD leader, on a database in memory. */
enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400 };

struct room {
    struct store *store;
    struct arena *arena;
    struct refusal why;
    struct instant now;
    struct person_id staff, leader;
};

static inline struct person_id room_add(struct room *room, const char *name, const char *email,
                                        enum role role)
{
    struct person_new person = {name, email};
    struct person_id id = {0};
    CHECK(person_insert(room->store, &person, room->now, &id) == OK);
    CHECK(grant_insert(room->store, id, (struct grant){role, {0}}, DAY_NONE) == OK);
    return id;
}

static inline int room_open(void **state)
{
    struct room *room = check_calloc(1, sizeof *room);
    struct trust trust = {"Trust", "cpd@trust.example"};
    room->store = support_store();
    room->arena = arena_new();
    refusal_init(&room->why, room->arena);
    room->now = support_at("2026-11-02T16:10");
    CHECK(trust_insert(room->store, &trust, room->now) == OK);
    room->staff = room_add(room, "Ana Bell", "staff@trust.example", ROLE_STAFF);
    room->leader = room_add(room, "Lee Marsh", "leader@trust.example", ROLE_CPD_LEADER);
    *state = room;
    return 0;
}

static inline int room_close(void **state)
{
    struct room *room = *state;
    store_close(room->store);
    arena_free(room->arena);
    free(room);
    return 0;
}

static inline int64_t room_count(struct room *room, const char *sql)
{
    int64_t n = -1;
    assert_ok(store_find_int(room->store, sql, PARAMS(), &n));
    return n;
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

#endif
