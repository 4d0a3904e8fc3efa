/* DESIGN: who may do what: the one function that reads the table. */
#include "permission.h"

#include "break_glass.h"
#include "tz.h"

static bool is_at_school(const struct object *object, struct school_id school)
{
    if (object->school.v && object->school.v == school.v)
        return true;
    for (int i = 0; i < object->more_school_count; i++)
        if (object->more_schools[i].v == school.v)
            return true;
    return false;
}

static bool is_own(const struct actor *actor, const struct object *object)
{
    return (object->owner.v && object->owner.v == actor->person.v) || object->in_hand;
}

/* A grant of school reach for the whole trust (school 0) reaches every school; what a school's
 * role reaches includes one's own. */
static bool reaches(char reach, const struct actor *actor, const struct grant *grant,
                    const struct object *object)
{
    switch (reach) {
    case 't':
        return true;
    case 's':
        return grant->school.v == 0 || is_at_school(object, grant->school) || is_own(actor, object);
    case 'o':
        return is_own(actor, object);
    default:
        return false;
    }
}

static bool relation_reaches(enum action action, unsigned relations)
{
    for (int kind = 0; kind < RELATION_COUNT; kind++)
        if ((relations & RELATION_BIT(kind)) &&
            permission_relation_reach(action, (enum relation_kind)kind) == 'p')
            return true;
    return false;
}

/* Who runs the server has no way to anybody's record, whatever else they are. */
static bool is_out_of_question(const struct actor *actor, enum action action)
{
    return !actor->person.v || (actor->read_only && permission_table[action].acts) ||
           (action == ACTION_BREAK_GLASS && actor_has_role(actor, ROLE_ADMINISTRATOR));
}

/* In an emergency: reading, by one who still has the right to ask for it. */
static bool glass_reaches(const struct actor *actor, enum action action,
                          const struct object *object)
{
    struct actor reader = *actor;
    reader.read_only = false; /* to read is no act */
    return object->broken_glass && object->owner.v && permission_opens_to_glass(action) &&
           may(&reader, ACTION_BREAK_GLASS, object);
}

bool may(const struct actor *actor, enum action action, const struct object *object)
{
    if (is_out_of_question(actor, action))
        return false;
    for (int i = 0; i < actor->grants.count; i++) {
        const struct grant *grant = &actor->grants.items[i];
        if (reaches(permission_role_reach(action, grant->role), actor, grant, object))
            return true;
    }
    return (object->organised && permission_opens_to_organiser(action)) ||
           (object->led && permission_opens_to_leader(action)) ||
           (object->owner.v && relation_reaches(action, object->relations)) ||
           glass_reaches(actor, action, object);
}

static void widen(struct permission_scope *scope, char reach, const struct grant *grant)
{
    if (reach == 't' || (reach == 's' && grant->school.v == 0))
        scope->trust = true;
    else if (reach == 's')
        scope->schools[scope->school_count++] = grant->school;
    if (reach == 's' || reach == 'o')
        scope->own = true;
}

struct permission_scope permission_scope(const struct actor *actor, enum action action)
{
    struct permission_scope scope = {.trust = false};
    if (is_out_of_question(actor, action))
        return scope;
    for (int i = 0; i < actor->grants.count; i++) {
        const struct grant *grant = &actor->grants.items[i];
        widen(&scope, permission_role_reach(action, grant->role), grant);
    }
    for (int kind = 0; kind < RELATION_COUNT; kind++)
        if (permission_relation_reach(action, (enum relation_kind)kind) == 'p')
            scope.relations |= RELATION_BIT(kind);
    return scope;
}

enum err permission_person(struct store *store, const struct actor *actor, struct person_id person,
                           struct day on, struct arena *arena, struct object *ret)
{
    struct object object = {.owner = person};
    struct person_schools *schools = ARENA_NEW(arena, struct person_schools);
    enum err err = person_schools(store, person, on, schools);
    if (err == OK)
        err = relation_between(store, person, actor->person, on, &object.relations);
    if (err != OK)
        return err;
    object.more_schools = schools->ids;
    object.more_school_count = schools->count;
    *ret = object;
    return OK;
}

enum err permission_person_now(struct store *store, const struct actor *actor,
                               struct person_id person, struct instant now, struct arena *arena,
                               struct object *ret)
{
    struct object object;
    enum err err = permission_person(store, actor, person, tz_day(now), arena, &object);
    if (err == OK)
        err = break_glass_is_open(store, person, actor->person, now, &object.broken_glass);
    if (err == OK)
        *ret = object;
    return err;
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
    static const enum role privileged[] = {
        ROLE_CPD_LEADER,     ROLE_CPD_DEPUTY,        ROLE_HEAD,         ROLE_SLT,
        ROLE_EXECUTIVE_HEAD, ROLE_TRUST_COORDINATOR, ROLE_ADMINISTRATOR};
    for (size_t i = 0; i < sizeof privileged / sizeof privileged[0]; i++)
        if (actor_has_role(actor, privileged[i]))
            return true;
    return false;
}
