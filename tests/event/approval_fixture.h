#ifndef SPARKD_TEST_APPROVAL_FIXTURE_H
#define SPARKD_TEST_APPROVAL_FIXTURE_H

#include "absence.h"
#include "approval.h"
#include "embedded.h"
#include "fixture.h"
#include "grant.h"
#include "relation.h"
#include "tz.h"

/* Who is who at oak, where people of even number work; 1 is of ash. */
enum {
    ASKER = 0,
    COLLEAGUE = 1,
    MANAGER = 2,
    LEADER = 4,
    DEPUTY = 6,
    HEAD = 8,
    SENIOR = 10,
    COORDINATOR = 12,
    COVER = 14,
    APPROVAL_PEOPLE = 16
};

static inline void give(struct fixture *f, int person, enum role role, struct school_id school)
{
    CHECK(grant_insert(f->store, f->people[person], (struct grant){role, school}, DAY_NONE) == OK);
}

/* Oak with a line manager, a CPD leader and deputy, a head, one of SLT, cover; that pack in force.
 */
static inline void approval_fixture_init(struct fixture *f, const char *pack_name)
{
    struct policy_pack pack;
    struct relation_id relation;
    fixture_init(f, APPROVAL_PEOPLE);
    for (const struct embedded *file = embedded_policies; file->name; file++)
        if (strcmp(file->name, pack_name) == 0)
            CHECK(policy_pack_load(f->store, pack_name, file->text, f->now, &pack,
                                   fixture_why(f)) == OK);
    give(f, LEADER, ROLE_CPD_LEADER, f->oak);
    give(f, DEPUTY, ROLE_CPD_DEPUTY, f->oak);
    give(f, HEAD, ROLE_HEAD, f->oak);
    give(f, SENIOR, ROLE_SLT, f->oak);
    give(f, COVER, ROLE_COVER, f->oak);
    give(f, COORDINATOR, ROLE_TRUST_COORDINATOR, (struct school_id){0});
    const struct relation_new manages = {RELATION_LINE_MANAGER, f->people[ASKER],
                                         f->people[MANAGER], tz_day(f->now), DAY_NONE};
    CHECK(relation_begin(f->store, &manages, tz_day(f->now), fixture_why(f), &relation) == OK);
}

static inline struct approval_fields approval_fields_of(enum approval_kind kind)
{
    return (struct approval_fields){.kind = kind,
                                    .title = "Reading conference",
                                    .provider = "Seven Hills",
                                    .from = support_day("2026-11-20"),
                                    .to = support_day("2026-11-20"),
                                    .cost_pence = 12000,
                                    .cover_amount = 3,
                                    .travel = "Train",
                                    .outcome = "A plan for reading aloud",
                                    .in_trust = 1,
                                    .in_trust_note = "",
                                    .criteria = ""};
}

static inline struct approval approval_of(struct fixture *f, struct approval_id id)
{
    struct approval approval = {.here = -1};
    CHECK(approval_find(f->store, id, f->arena, &approval) == OK);
    return approval;
}

static inline struct approval_id approval_ask_for(struct fixture *f, int person,
                                                  enum approval_kind kind)
{
    const struct approval_new request = {f->people[person], {0}, approval_fields_of(kind)};
    struct approval_id id = {0};
    enum err err = fixture_job(f, approval_make(f->store, f->now, &request, fixture_why(f), &id));
    if (err != OK)
        fail_msg("%s: %s %s", err_name(err), f->why.detail ? f->why.detail : "",
                 store_error(f->store));
    return id;
}

static inline enum err approval_try(struct fixture *f, struct approval_id id, int by, bool approve,
                                    const char *words)
{
    const struct approval_act act = {id, 0, f->people[by], words};
    return fixture_job(f, approval_decide(f->store, f->now, &act, approve, fixture_why(f)));
}

static inline void approval_yes(struct fixture *f, struct approval_id id, int by)
{
    CHECK(approval_try(f, id, by, true, "") == OK);
}

/* "Person 02, Person 04": who has it now. */
static inline const char *approval_holders_text(struct fixture *f, struct approval_id id)
{
    struct approval approval = approval_of(f, id);
    struct approval_people people;
    const char *text = "";
    CHECK(approval_holders_now(f->store, &approval, tz_day(f->now), f->arena, &people) == OK);
    for (int i = 0; i < people.count; i++)
        text = arena_printf(f->arena, "%s%s%s", text, i ? ", " : "", people.items[i].name);
    return text;
}

#endif
