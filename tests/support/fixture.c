/* DESIGN: a small trust in memory for tests of events and what builds on them. */
#include "fixture.h"

#include <stdio.h>

#include "trust.h"

static void add_people(struct fixture *f, int count)
{
    static const struct employment at = {
        .staff_group = "teaching", .role_category = "", .working_days = WORKING_DAYS_ALL};
    CHECK(count <= FIXTURE_PEOPLE_MAX);
    for (int i = 0; i < count; i++) {
        char name[24], email[40];
        struct employment employment = at;
        snprintf(name, sizeof name, "Person %02d", i);
        snprintf(email, sizeof email, "person%02d@demo.example", i);
        const struct person_new person = {name, email};
        CHECK(person_insert(f->store, &person, f->now, &f->people[i]) == OK);
        employment.school = i % 2 ? f->ash : f->oak;
        CHECK(person_employ(f->store, f->people[i], &employment) == OK);
    }
    f->people_count = count;
}

void fixture_init(struct fixture *f, int people)
{
    static const struct trust trust = {"Seven Trees Trust", "cpd@demo.example"};
    *f = (struct fixture){.arena = arena_new(), .now = support_at("2026-11-02T09:00")};
    refusal_init(&f->why, f->arena);
    f->store = support_store();
    CHECK(trust_insert(f->store, &trust, f->now) == OK);
    CHECK(school_insert(f->store, "Oak Primary School", "", &f->oak) == OK);
    CHECK(school_insert(f->store, "Ash High School", "", &f->ash) == OK);
    add_people(f, people);
}

void fixture_done(struct fixture *f)
{
    store_close(f->store);
    arena_free(f->arena);
}

struct refusal *fixture_why(struct fixture *f)
{
    refusal_init(&f->why, f->arena);
    return &f->why;
}

struct event_fields fixture_event_fields(const struct fixture *f)
{
    return (struct event_fields){.kind = EVENT_TWILIGHT,
                                 .title = "Reading aloud",
                                 .purpose = "Why it works, and how.",
                                 .school = f->oak,
                                 .room = "Hall",
                                 .starts_at = support_at("2026-11-12T16:00"),
                                 .ends_at = support_at("2026-11-12T17:30"),
                                 .capacity = 10,
                                 .attendance = ATTENDANCE_VOLUNTARY,
                                 .waiting_list = true};
}

struct event_id fixture_draft(struct fixture *f, const struct event_fields *fields)
{
    struct event_id id = {0};
    CHECK(event_create(f->store, f->now, f->people[0], fields, fixture_why(f), &id) == OK);
    return id;
}

void fixture_publish(struct fixture *f, struct event_id event)
{
    CHECK(event_publish(f->store, f->now, event, 0, fixture_why(f)) == OK);
}

struct event_id fixture_event(struct fixture *f, const struct event_fields *fields)
{
    struct event_id id = fixture_draft(f, fields);
    fixture_publish(f, id);
    return id;
}

struct event fixture_find(struct fixture *f, struct event_id id)
{
    static const struct event_viewer viewer = {.all_drafts = true};
    struct event event = {0};
    CHECK(event_find(f->store, &viewer, id, f->arena, &event) == OK);
    return event;
}

int64_t fixture_count(struct fixture *f, const char *sql, int64_t param)
{
    int64_t value = 0;
    CHECK(store_find_int(f->store, sql, PARAMS(p_int(param)), &value) == OK);
    return value;
}

int64_t fixture_mails(struct fixture *f, const char *kind, struct person_id to)
{
    int64_t value = 0;
    CHECK(store_find_int(f->store,
                         "SELECT count(*) FROM outbox WHERE kind = $1"
                         " AND ($2 = 0 OR person_id = $2)",
                         PARAMS(p_text(kind), p_int(to.v)), &value) == OK);
    return value;
}

bool fixture_refused(const struct fixture *f, const char *field)
{
    for (int i = 0; i < f->why.field_count; i++) {
        if (strcmp(f->why.fields[i].field, field) == 0)
            return true;
    }
    return false;
}
