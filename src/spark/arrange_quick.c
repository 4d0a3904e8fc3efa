/* DESIGN: a quick yes: greedy insertion and a thousand repair moves, points ignored. */
#include "arrange_quick.h"

enum { QUICK_MOVES = 1000 };

int arrange_quick_breaks(const struct arrange_instance *instance, const struct arrange_quick *ask,
                         struct arena *arena, struct arrange_slot *ret)
{
    struct arrange_instance bare = *instance;
    struct arrange_plan plan;
    struct arrange_report report;
    bare.attendee_count = 0;
    bare.points = (struct arrange_points){0};
    const struct arrange_options options = {
        .moves = ask->moves ? ask->moves : QUICK_MOVES,
        .given = ask->given,
        .exact_arrivals = ask->exact_arrivals,
    };
    arrange_run(&bare, &options, arena, &plan);
    arrange_judge(&bare, plan.slots, arena, &report);
    for (int i = 0; ret && i < instance->talk_count; i++)
        ret[i] = plan.slots[i];
    return report.break_count;
}

int64_t arrange_quick_steps(const struct arrange_instance *instance, int64_t moves)
{
    int64_t talks = instance->talk_count;
    return (moves ? moves : QUICK_MOVES) + talks * talks / 8;
}

bool arrange_quick_fits(const struct arrange_instance *instance, const bool *given, int64_t moves,
                        struct arena *arena, struct arrange_slot *ret)
{
    struct arrange_slot *slots =
        ARENA_ARRAY(arena, struct arrange_slot, (size_t)instance->talk_count + 1);
    const struct arrange_quick ask = {.given = given, .moves = moves};
    if (arrange_quick_breaks(instance, &ask, arena, slots))
        return false;
    for (int i = 0; ret && i < instance->talk_count; i++)
        ret[i] = slots[i];
    return true;
}
