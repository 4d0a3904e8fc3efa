/* DESIGN: who may do what: one table, one function that reads it. */
#include "permission.h"

enum reach { NOTHING = 0, OWN, PAIRS, SCHOOL, TRUST };

/* http specification, section 11. What is not here is denied. PAIRS reaches one's own too. A grant
 * of SCHOOL reach for the whole trust (school 0) reaches every school. */
static const enum reach TABLE[ACTION_COUNT][ROLE_COUNT] = {
    [ACTION_EVENT_VIEW] = {[ROLE_STAFF] = TRUST,
                           [ROLE_CPD_LEADER] = TRUST,
                           [ROLE_HEAD] = TRUST,
                           [ROLE_TRUST_COORDINATOR] = TRUST,
                           [ROLE_GOVERNOR] = TRUST,
                           [ROLE_ADMINISTRATOR] = TRUST},
    [ACTION_EVENT_BOOK] = {[ROLE_STAFF] = TRUST,
                           [ROLE_CPD_LEADER] = TRUST,
                           [ROLE_HEAD] = TRUST,
                           [ROLE_TRUST_COORDINATOR] = TRUST,
                           [ROLE_GOVERNOR] = TRUST},
    [ACTION_EVENT_EDIT] = {[ROLE_CPD_LEADER] = SCHOOL, [ROLE_TRUST_COORDINATOR] = TRUST},
    [ACTION_EVENT_ATTENDEES] =
        {[ROLE_CPD_LEADER] = SCHOOL, [ROLE_HEAD] = SCHOOL, [ROLE_TRUST_COORDINATOR] = TRUST},
    [ACTION_PERSON_EMAIL] = {[ROLE_STAFF] = OWN,
                             [ROLE_CPD_LEADER] = SCHOOL,
                             [ROLE_TRUST_COORDINATOR] = TRUST,
                             [ROLE_ADMINISTRATOR] = TRUST},
    [ACTION_DEADLINE_VIEW] = {[ROLE_STAFF] = PAIRS,
                              [ROLE_CPD_LEADER] = PAIRS,
                              [ROLE_HEAD] = PAIRS,
                              [ROLE_TRUST_COORDINATOR] = PAIRS},
    [ACTION_CONVERSATION_RECORD] = {[ROLE_STAFF] = PAIRS,
                                    [ROLE_CPD_LEADER] = PAIRS,
                                    [ROLE_HEAD] = PAIRS,
                                    [ROLE_TRUST_COORDINATOR] = PAIRS},
    [ACTION_NUDGE_COUNT] = {[ROLE_STAFF] = OWN, [ROLE_TRUST_COORDINATOR] = TRUST},
    [ACTION_OUTBOX_VIEW] = {[ROLE_ADMINISTRATOR] = TRUST},
};

/* An API token of scope read may look, never act. */
static bool is_reading(enum action action)
{
    return action != ACTION_EVENT_BOOK && action != ACTION_EVENT_EDIT &&
           action != ACTION_CONVERSATION_RECORD;
}

static bool reaches(enum reach reach, const struct actor *actor, const struct grant *grant,
                    const struct object *object)
{
    bool own = object->owner.v && object->owner.v == actor->person.v;
    bool pair = object->owner.v && object->pd_mentor.v == actor->person.v;
    switch (reach) {
    case TRUST:
        return true;
    case SCHOOL:
        return grant->school.v == 0 || (object->school.v && object->school.v == grant->school.v);
    case PAIRS:
        return own || pair;
    case OWN:
        return own;
    case NOTHING:
        break;
    }
    return false;
}

bool may(const struct actor *actor, enum action action, const struct object *object)
{
    if (!actor->person.v || (actor->read_only && !is_reading(action)))
        return false;
    for (int i = 0; i < actor->grants.count; i++) {
        const struct grant *grant = &actor->grants.items[i];
        if (reaches(TABLE[action][grant->role], actor, grant, object))
            return true;
    }
    return false;
}

static void widen(struct permission_scope *scope, enum reach reach, const struct grant *grant)
{
    if (reach == TRUST || (reach == SCHOOL && grant->school.v == 0))
        scope->trust = true;
    else if (reach == SCHOOL)
        scope->schools[scope->school_count++] = grant->school;
    else if (reach == PAIRS)
        scope->own = scope->pairs = true;
    else if (reach == OWN)
        scope->own = true;
}

struct permission_scope permission_scope(const struct actor *actor, enum action action)
{
    struct permission_scope scope = {.trust = false};
    if (!actor->person.v || (actor->read_only && !is_reading(action)))
        return scope;
    for (int i = 0; i < actor->grants.count; i++)
        widen(&scope, TABLE[action][actor->grants.items[i].role], &actor->grants.items[i]);
    return scope;
}

bool actor_has_role(const struct actor *actor, enum role role)
{
    for (int i = 0; i < actor->grants.count; i++)
        if (actor->grants.items[i].role == role)
            return true;
    return false;
}

bool actor_is_privileged(const struct actor *actor)
{
    return actor_has_role(actor, ROLE_CPD_LEADER) || actor_has_role(actor, ROLE_HEAD) ||
           actor_has_role(actor, ROLE_TRUST_COORDINATOR) ||
           actor_has_role(actor, ROLE_ADMINISTRATOR);
}
