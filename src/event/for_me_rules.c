/* DESIGN: how well an event fits somebody, and why; pure, so that what a page says is the rule. */
#include "check.h"
#include "for_me.h"

enum { HOUR = 60, HOURS_WEIGHT_MAX = 20 };

/* Being asked counts most, then what the event says it is for, then what it is near to. */
static const int WEIGHTS[FOR_ME_REASONS] = {
    [FOR_ME_INVITED] = 50, [FOR_ME_ROLE] = 25,  [FOR_ME_STAFF_GROUP] = 20,
    [FOR_ME_GROUP] = 30,   [FOR_ME_PHASE] = 20, [FOR_ME_SUBJECT] = 25,
    [FOR_ME_STAFF] = 10,   [FOR_ME_HOURS] = 10, [FOR_ME_AT_SCHOOL] = 5,
};

/* Minutes of it that somebody who owes so many, and has booked some of them, needs. */
static int needed(const struct for_me_facts *facts)
{
    int open = facts->owed_min - facts->booked_min;
    return facts->counts_min < open ? facts->counts_min : open;
}

static bool holds(const struct for_me_facts *facts, enum for_me_reason reason)
{
    const char *const names[FOR_ME_REASONS] = {
        [FOR_ME_ROLE] = facts->role,          [FOR_ME_STAFF_GROUP] = facts->staff_group,
        [FOR_ME_GROUP] = facts->group,        [FOR_ME_PHASE] = facts->phase,
        [FOR_ME_SUBJECT] = facts->subject,    [FOR_ME_STAFF] = facts->staff,
        [FOR_ME_AT_SCHOOL] = facts->at_school};
    if (reason == FOR_ME_INVITED)
        return facts->invited;
    if (reason == FOR_ME_HOURS)
        return needed(facts) > 0;
    return names[reason] && *names[reason];
}

/* The more of what is owed, the more it weighs: a point for each six minutes. */
static int weight(const struct for_me_facts *facts, enum for_me_reason reason)
{
    int more = reason == FOR_ME_HOURS ? needed(facts) / 6 : 0;
    return WEIGHTS[reason] + (more < HOURS_WEIGHT_MAX ? more : HOURS_WEIGHT_MAX);
}

static void add(struct for_me_judgement *judgement, const struct for_me_facts *facts,
                enum for_me_reason reason)
{
    int at = judgement->count++;
    while (at > 0 && weight(facts, judgement->reasons[at - 1]) < weight(facts, reason)) {
        judgement->reasons[at] = judgement->reasons[at - 1];
        at--;
    }
    judgement->reasons[at] = reason;
    judgement->score += weight(facts, reason);
}

struct for_me_judgement for_me_judge(const struct for_me_facts *facts)
{
    struct for_me_judgement judgement = {.score = 0};
    for (int i = 0; i < FOR_ME_REASONS; i++)
        if (holds(facts, (enum for_me_reason)i))
            add(&judgement, facts, (enum for_me_reason)i);
    return judgement;
}

/* "2 h", "1 h 30 min", "45 min" */
static const char *hours(struct arena *arena, int minutes)
{
    if (minutes < HOUR)
        return arena_printf(arena, "%d min", minutes);
    if (minutes % HOUR == 0)
        return arena_printf(arena, "%d h", minutes / HOUR);
    return arena_printf(arena, "%d h %d min", minutes / HOUR, minutes % HOUR);
}

const char *for_me_words(const struct for_me_facts *facts, enum for_me_reason reason,
                         struct arena *arena)
{
    switch (reason) {
    case FOR_ME_INVITED:
        return "You are invited";
    case FOR_ME_ROLE:
        return arena_printf(arena, "For your role: %s", facts->role);
    case FOR_ME_STAFF_GROUP:
        return arena_printf(arena, "For %s staff", facts->staff_group);
    case FOR_ME_GROUP:
        return arena_printf(arena, "For %s, your group", facts->group);
    case FOR_ME_PHASE:
        return arena_printf(arena, "About %s, where you work", facts->phase);
    case FOR_ME_SUBJECT:
        return arena_printf(arena, "About %s, your subject", facts->subject);
    case FOR_ME_STAFF:
        return arena_printf(arena, "For staff of %s", facts->staff);
    case FOR_ME_HOURS:
        return arena_printf(arena, "Counts %s of the %s you still owe", hours(arena, needed(facts)),
                            hours(arena, facts->owed_min));
    case FOR_ME_AT_SCHOOL:
        return arena_printf(arena, "At %s, your school", facts->at_school);
    case FOR_ME_REASONS:
        break;
    }
    CHECK(false);
    return "";
}
