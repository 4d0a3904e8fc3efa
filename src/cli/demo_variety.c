/* DESIGN: who else there is in a trust: the demo shows more than teachers of one school. */
#include "absence.h"
#include "demo.h"
#include "employment.h"
#include "participation.h"
#include "relation.h"

/* People past the nine that visitors play. */
enum { PART_TIMER = 20, AWAY = 24, ITT_MENTOR = 10 };

/* Not in the cycle for two school years (PR-05). */
enum err demo_induction(struct demo *demo)
{
    struct refusal why;
    const struct induction induction = {demo->ect, demo_day(demo, 9, 1),
                                        induction_default_end(demo_day(demo, 9, 1), FTE_FULL),
                                        false};
    return induction_set(demo->store, &induction, demo_fresh(demo->arena, &why));
}

/* Monday and Tuesday at a second school. */
static enum err add_second_job(struct demo *demo)
{
    struct refusal why;
    struct employment_id id;
    struct school_id second = demo->schools[1].id;
    if (demo->count <= PART_TIMER)
        return OK;
    if (demo->people_schools[PART_TIMER].v == second.v)
        second = demo->schools[0].id;
    const struct employment_terms terms = {.school = second,
                                           .staff_group = "teaching",
                                           .role_category = "main scale",
                                           .post = "Music teacher",
                                           .staff_ref = "",
                                           .fte_milli = 400,
                                           .working_days = 15,
                                           .starts_on = demo_day(demo, 9, 1),
                                           .ends_on = DAY_NONE};
    return employment_begin(demo->store, demo->people[PART_TIMER], &terms,
                            demo_fresh(demo->arena, &why), &id);
}

static enum err add_away(struct demo *demo)
{
    struct refusal why;
    struct absence_id id;
    if (demo->count <= AWAY)
        return OK;
    const struct absence absence = {.person = demo->people[AWAY],
                                    .kind = ABSENCE_AWAY,
                                    .from = demo_day(demo, 1, 5),
                                    .until = demo_day(demo, 4, 30)};
    return absence_begin(demo->store, &absence, demo_fresh(demo->arena, &why), &id);
}

static enum err add_named(struct demo *demo, const char *name, const char *email,
                          struct person_id *ret)
{
    const struct person_new person = {name, email};
    return person_insert(demo->store, &person, demo_at(demo, 9, 1, 8, 0), ret);
}

/* No work mailbox: booked by a leader, or signs in with a printed card. */
static enum err add_kitchen(struct demo *demo)
{
    struct refusal why;
    struct employment_id id;
    struct person_id dot;
    const struct employment_terms terms = {.school = demo->schools[0].id,
                                           .staff_group = "other support",
                                           .role_category = "",
                                           .post = "Kitchen assistant",
                                           .staff_ref = "",
                                           .fte_milli = 500,
                                           .working_days = WORKING_DAYS_ALL,
                                           .starts_on = DAY_NONE,
                                           .ends_on = DAY_NONE};
    enum err err = add_named(demo, "Dot Larder", "", &dot);
    return err == OK
               ? employment_begin(demo->store, dot, &terms, demo_fresh(demo->arena, &why), &id)
               : err;
}

static enum err add_student(struct demo *demo)
{
    struct refusal why;
    struct participation_id id;
    struct relation_id relation;
    struct participation part = {.kind = PART_ITT_STUDENT,
                                 .school = demo->schools[1].id,
                                 .partner = "University of Larkfield",
                                 .from = demo_day(demo, 10, 5),
                                 .to = demo_day(demo, 3, 26)};
    enum err err = add_named(demo, "Robin Fledge", "student@demo.example", &part.person);
    if (err == OK)
        err = participation_begin(demo->store, &part, demo_day(demo, 9, 1),
                                  demo_fresh(demo->arena, &why), &id);
    if (err != OK || demo->count <= ITT_MENTOR)
        return err;
    const struct relation_new mentors = {RELATION_ITT_MENTOR, part.person, demo->people[ITT_MENTOR],
                                         part.from, part.to};
    return relation_begin(demo->store, &mentors, part.from, demo_fresh(demo->arena, &why),
                          &relation);
}

static enum err add_governor(struct demo *demo, struct person_id person, struct school_id school)
{
    struct refusal why;
    struct participation_id id;
    const struct participation part = {.person = person,
                                       .kind = PART_GOVERNOR,
                                       .school = school,
                                       .partner = "",
                                       .from = demo_day(demo, 9, 1),
                                       .to = DAY_NONE};
    demo->governors[demo->governor_count++] = person;
    return participation_begin(demo->store, &part, demo_day(demo, 9, 1),
                               demo_fresh(demo->arena, &why), &id);
}

/* The chair of the first school, and at each other school somebody whom its staff elected. */
static enum err add_governors(struct demo *demo)
{
    enum err err = add_governor(demo, demo->governor, demo->schools[0].id);
    for (int i = 1; err == OK && i < demo->school_count; i++) {
        struct person_id elected = demo_colleague(demo, i);
        if (elected.v && elected.v != demo->schools[i].head.v)
            err = add_governor(demo, elected, demo->schools[i].id);
    }
    return err;
}

enum err demo_variety(struct demo *demo)
{
    enum err err = add_second_job(demo);
    if (err == OK)
        err = add_away(demo);
    if (err == OK)
        err = add_kitchen(demo);
    if (err == OK)
        err = add_student(demo);
    if (err == OK)
        err = add_governors(demo);
    return err == OK ? add_named(demo, "Pat Garden", "parent@demo.example", &demo->parent) : err;
}

/* A parent sees and books one event. */
enum err demo_guest(struct demo *demo, int64_t event_id)
{
    struct refusal why;
    struct participation_id id;
    const struct participation part = {.person = demo->parent,
                                       .kind = PART_PARENT,
                                       .partner = "",
                                       .event_id = event_id,
                                       .from = demo_day(demo, 9, 1),
                                       .to = DAY_NONE};
    return participation_begin(demo->store, &part, demo_day(demo, 9, 1),
                               demo_fresh(demo->arena, &why), &id);
}
