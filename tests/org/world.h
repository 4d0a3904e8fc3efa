#ifndef SPARKD_TEST_ORG_WORLD_H
#define SPARKD_TEST_ORG_WORLD_H

#include "support.h"

#include "person.h"
#include "refusal.h"

/* A trust in memory for tests of the organisation: Oak with three people, Ash with none. */
struct world {
    struct store *store;
    struct arena *arena;
    struct refusal why;
    struct school_id oak, ash;
    struct person_id ana, ben, cem;
};

static inline void world_init(struct world *w)
{
    static const char *const names[] = {"Ana Bell", "Ben Cole", "Cem Dale"};
    struct person_id ids[3];
    w->arena = arena_new();
    w->store = support_store();
    CHECK(school_insert(w->store, "Oak", "1 Oak Road", &w->oak) == OK);
    CHECK(school_insert(w->store, "Ash", "", &w->ash) == OK);
    for (int i = 0; i < 3; i++) {
        const struct person_new person = {.name = names[i]};
        const struct employment job = {.school = w->oak,
                                       .staff_group = "teaching",
                                       .role_category = "",
                                       .working_days = WORKING_DAYS_ALL};
        CHECK(person_insert(w->store, &person, (struct instant){0}, &ids[i]) == OK);
        CHECK(person_employ(w->store, ids[i], &job) == OK);
    }
    w->ana = ids[0];
    w->ben = ids[1];
    w->cem = ids[2];
}

static inline void world_done(struct world *w)
{
    store_close(w->store);
    arena_free(w->arena);
}

/* An empty refusal for the next call. */
static inline struct refusal *world_why(struct world *w)
{
    refusal_init(&w->why, w->arena);
    return &w->why;
}

static inline bool world_refused(const struct world *w, const char *field)
{
    for (int i = 0; i < w->why.field_count; i++)
        if (strcmp(w->why.fields[i].field, field) == 0)
            return true;
    return false;
}

#endif
