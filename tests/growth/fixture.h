#ifndef SPARKD_TEST_GROWTH_FIXTURE_H
#define SPARKD_TEST_GROWTH_FIXTURE_H

#include "cycle.h"
#include "deadline.h"
#include "embedded.h"
#include "support.h"

/* A trust of one school with the T1 calendar, the Brontë pack and the cycle of 2026/27. */
struct fixture {
    struct store *store;
    struct arena *arena;
    struct school_id school;
    struct cycle_id cycle;
    struct policy_pack pack;
    int people;
};

static inline struct school_id fixture_school(struct fixture *f, const char *name)
{
    struct refusal why;
    struct school_id school;
    struct span *spans;
    int count;
    refusal_init(&why, f->arena);
    assert_ok(school_insert(f->store, name, "", &school));
    assert_ok(calendar_parse_year("demo", embedded_find(embedded_data, "demo-calendar-2026.csv"),
                                  f->arena, &spans, &count, &why));
    assert_ok(calendar_insert_year(f->store, school, spans, count));
    return school;
}

static inline void fixture_open(struct fixture *f)
{
    struct refusal why;
    *f = (struct fixture){.arena = arena_new()};
    refusal_init(&why, f->arena);
    f->store = support_store();
    assert_ok(calendar_load_bank_holidays(
        f->store, "holidays", embedded_find(embedded_data, "bank-holidays-england-and-wales.csv"),
        &why));
    f->school = fixture_school(f, "Oakfield");
    assert_ok(policy_pack_load(f->store, "bronte.json",
                               embedded_find(embedded_policies, "bronte.json"), (struct instant){0},
                               &f->pack, &why));
    assert_ok(cycle_open(f->store, 2026, &f->pack, &f->cycle));
}

static inline void fixture_close(struct fixture *f)
{
    store_close(f->store);
    arena_free(f->arena);
}

static inline struct person_id fixture_person(struct fixture *f, struct school_id school,
                                              const char *staff_group, int working_days)
{
    struct person_id id;
    int n = ++f->people;
    struct person_new person = {arena_printf(f->arena, "Person %d", n),
                                arena_printf(f->arena, "p%d@demo.example", n)};
    struct employment job = {school, staff_group, "", working_days};
    assert_ok(person_insert(f->store, &person, support_at("2026-08-01T09:00"), &id));
    assert_ok(person_employ(f->store, id, &job));
    return id;
}

static inline struct person_id fixture_teacher(struct fixture *f)
{
    return fixture_person(f, f->school, "teaching", WORKING_DAYS_ALL);
}

static inline void fixture_sync(struct fixture *f, const char *now)
{
    assert_ok(deadline_sync(f->store, (struct person_id){0}, f->cycle, support_at(now)));
}

static inline int64_t fixture_int(struct fixture *f, const char *sql)
{
    int64_t value;
    assert_ok(store_find_int(f->store, sql, PARAMS(), &value));
    return value;
}

/* One person's deadline of that key, as on that day. */
static inline struct deadline fixture_deadline(struct fixture *f, struct person_id person,
                                               const char *key, const char *now)
{
    struct deadline_list list;
    assert_ok(deadline_list(f->store, person, support_at(now), f->arena, &list));
    for (int i = 0; i < list.count; i++)
        if (strcmp(list.items[i].key, key) == 0)
            return list.items[i];
    fail_msg("no deadline %s", key);
    return (struct deadline){0};
}

#endif
