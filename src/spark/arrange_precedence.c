/* DESIGN: pure order of precedence: compared one reason after the other, never summed. */
#include "arrange_precedence.h"

static bool is_settled(const struct arrange_precedence *turns, int talk)
{
    return turns->settled && turns->settled[talk];
}

static bool is_first(const struct arrange_precedence *turns, int talk)
{
    return is_settled(turns, talk) || turns->talks[talk].pin.room >= 0;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

bool arrange_precedence_before(const struct arrange_precedence *turns, int a, int b)
{
    const struct arrange_talk *p = &turns->talks[a], *q = &turns->talks[b];
    int order = is_settled(turns, b) - is_settled(turns, a);
    if (!order)
        order = is_first(turns, b) - is_first(turns, a);
    if (!order)
        order = turns->has[a] - turns->has[b];
    if (!order)
        order = q->waited - p->waited;
    if (!order)
        order = compare(p->booked_at, q->booked_at);
    if (!order)
        order = compare(p->id, q->id);
    return order < 0;
}

int arrange_precedence_next(const struct arrange_precedence *turns, const bool *had)
{
    int next = -1;
    for (int i = 0; i < turns->count; i++) {
        if (!had[i] && (next < 0 || arrange_precedence_before(turns, i, next)))
            next = i;
    }
    return next;
}

void arrange_precedence_give(struct arrange_precedence *turns, int talk)
{
    int64_t school = turns->talks[talk].school;
    for (int i = 0; school && i < turns->count; i++)
        turns->has[i] |= turns->talks[i].school == school;
}
