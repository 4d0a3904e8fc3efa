#ifndef SPARKD_TEST_ORG_FIXTURE_H
#define SPARKD_TEST_ORG_FIXTURE_H

#include "employment.h"
#include "grant.h"
#include "person_record.h"
#include "support.h"

/* Two schools and as many people as a test asks for, in memory. */
struct fixture {
    struct store *store;
    struct arena *arena;
    struct refusal why;
    struct school_id oak, ash;
    int people;
};

static inline void fixture_open(struct fixture *f)
{
    *f = (struct fixture){.arena = arena_new()};
    refusal_init(&f->why, f->arena);
    f->store = support_store();
    assert_ok(school_insert(f->store, "Oak", "", &f->oak));
    assert_ok(school_insert(f->store, "Ash", "", &f->ash));
}

static inline void fixture_close(struct fixture *f)
{
    store_close(f->store);
    arena_free(f->arena);
}

static inline struct refusal *fixture_why(struct fixture *f)
{
    refusal_init(&f->why, f->arena);
    return &f->why;
}

static inline struct person_id fixture_person(struct fixture *f)
{
    struct person_id id;
    int n = ++f->people;
    const struct person_names names = {arena_printf(f->arena, "Person %d", n),
                                       arena_printf(f->arena, "p%d@demo.example", n)};
    assert_ok(person_record_create(f->store, &names, support_at("2026-08-01T09:00"), fixture_why(f),
                                   &id));
    return id;
}

static inline struct employment_terms fixture_terms(struct school_id school, const char *from,
                                                    const char *to)
{
    return (struct employment_terms){
        .school = school,
        .staff_group = "teaching",
        .role_category = "main scale",
        .post = "",
        .staff_ref = "",
        .fte_milli = FTE_FULL,
        .working_days = WORKING_DAYS_ALL,
        .starts_on = from ? support_day(from) : DAY_NONE,
        .ends_on = to ? support_day(to) : DAY_NONE,
    };
}

/* Somebody who has always worked at oak. */
static inline struct person_id fixture_teacher(struct fixture *f)
{
    struct person_id id = fixture_person(f);
    struct employment_id job;
    const struct employment_terms terms = fixture_terms(f->oak, NULL, NULL);
    assert_ok(employment_begin(f->store, id, &terms, fixture_why(f), &job));
    return id;
}

static inline bool fixture_refused(const struct fixture *f, const char *field)
{
    for (int i = 0; i < f->why.field_count; i++)
        if (strcmp(f->why.fields[i].field, field) == 0)
            return true;
    return false;
}

static inline bool fixture_has_role(struct fixture *f, struct person_id person, enum role role,
                                    struct school_id school, const char *on)
{
    struct grants grants;
    assert_ok(grant_list(f->store, person, support_day(on), &grants));
    for (int i = 0; i < grants.count; i++)
        if (grants.items[i].role == role && grants.items[i].school.v == school.v)
            return true;
    return false;
}

#endif
