/* DESIGN: a quick yes: greedy insertion and a thousand repair moves, points ignored. */
#include "arrange_quick.h"

enum { QUICK_MOVES = 1000 };

bool arrange_quick_fits(const struct arrange_instance *instance, const bool *given, int64_t moves,
                        struct arena *arena, struct arrange_slot *ret)
{
    struct arrange_instance bare = *instance;
    struct arrange_plan plan;
    struct arrange_report report;
    bare.attendee_count = 0;
    bare.points = (struct arrange_points){0};
    struct arrange_options options = {.moves = moves ? moves : QUICK_MOVES, .given = given};
    arrange_run(&bare, &options, arena, &plan);
    arrange_judge(&bare, plan.slots, arena, &report);
    if (report.break_count)
        return false;
    for (int i = 0; ret && i < instance->talk_count; i++)
        ret[i] = plan.slots[i];
    return true;
}
