/* DESIGN: two talks of equal length change places: the change the search tries most, weighed from
 * the tables without touching a list. */
#include "arrange_change.h"

static int32_t beside(const struct arrange_state *s, int first, int second)
{
    return s->adjacent[first * s->stride + second];
}

/* `b` in the place of `a`; the neighbours stay. */
static int32_t place_delta(const struct arrange_state *s, const struct arrange_seat *seat, int a,
                           int b)
{
    return beside(s, seat->before, b) - beside(s, seat->before, a) +
           s->adjacent[b * s->stride + seat->after] - s->adjacent[a * s->stride + seat->after];
}

/* a directly before b. */
static int32_t turned_delta(const struct arrange_state *s, int a, int b)
{
    int before = s->seats[a].before, after = s->seats[b].after;
    return beside(s, before, b) + beside(s, b, a) + beside(s, a, after) - beside(s, before, a) -
           beside(s, a, b) - beside(s, b, after);
}

static int32_t neighbour_delta(const struct arrange_state *s, int a, int b)
{
    if (s->seats[a].after == b)
        return turned_delta(s, a, b);
    if (s->seats[b].after == a)
        return turned_delta(s, b, a);
    return place_delta(s, &s->seats[a], a, b) + place_delta(s, &s->seats[b], b, a);
}

/* Rules of `a`, which goes to b's start; those between the two are counted with the first. */
static int64_t relation_delta(const struct arrange_state *s, int a, int b, bool first)
{
    int64_t delta = 0;
    int to = s->seats[b].start, from = s->seats[a].start;
    for (int i = s->relation_first[a]; i < s->relation_first[a + 1]; i++) {
        const struct arrange_relation *relation = &s->relations[i];
        int was = s->seats[relation->other].start;
        if (relation->other == b && !first)
            continue;
        delta +=
            arrange_state_relation_cost(s, a, to, relation, relation->other == b ? from : was) -
            arrange_state_relation_cost(s, a, from, relation, was);
    }
    return delta;
}

/* Each was weighed against where the other was. */
static int64_t pair_correction(const struct arrange_state *s, int a, int b, int gap)
{
    int apart = gap >= s->units[a] || -gap >= s->units[a];
    return apart ? -2 * (int64_t)s->pair[a * s->stride + b] : 0;
}

int64_t arrange_exchange_weigh(const struct arrange_state *s, int a, int b)
{
    const struct arrange_seat *p = &s->seats[a], *q = &s->seats[b];
    if (p->pushed || q->pushed || p->start < s->arrive[b] || q->start < s->arrive[a])
        return ARRANGE_EXCHANGE_NEVER;
    int64_t delta = neighbour_delta(s, a, b);
    if (p->start != q->start) {
        delta +=
            (int64_t)arrange_state_cost_at(s, a, q->start) - arrange_state_cost_at(s, a, p->start);
        delta +=
            (int64_t)arrange_state_cost_at(s, b, p->start) - arrange_state_cost_at(s, b, q->start);
        delta += pair_correction(s, a, b, p->start - q->start);
        delta += relation_delta(s, a, b, true) + relation_delta(s, b, a, false);
    }
    int room_p = s->lists[p->list].room, room_q = s->lists[q->list].room;
    if (room_p != room_q) {
        const int32_t *of_a = &s->room[a * ARRANGE_ROOMS_MAX];
        const int32_t *of_b = &s->room[b * ARRANGE_ROOMS_MAX];
        delta += (int64_t)of_a[room_q] - of_a[room_p] + of_b[room_p] - of_b[room_q];
    }
    return delta;
}

int arrange_exchange_moved(const struct arrange_state *s, int a, int b)
{
    const struct arrange_seat *p = &s->seats[a], *q = &s->seats[b];
    return arrange_state_is_moved(s, a, q->list, q->start) +
           arrange_state_is_moved(s, b, p->list, p->start) -
           arrange_state_is_moved(s, a, p->list, p->start) -
           arrange_state_is_moved(s, b, q->list, q->start);
}

/* Whom a talk's neighbours have beside them now. */
static void mend_neighbours(struct arrange_state *s, int talk)
{
    const struct arrange_seat *seat = &s->seats[talk];
    s->lists[seat->list].talks[seat->place] = talk;
    if (seat->before < s->count)
        s->seats[seat->before].after = talk;
    if (seat->after < s->count)
        s->seats[seat->after].before = talk;
}

/* Of a talk and those beside it. */
static void look_round(struct arrange_state *s, int talk)
{
    const struct arrange_seat *seat = &s->seats[talk];
    arrange_state_look(s, talk);
    if (seat->before < s->count)
        arrange_state_look(s, seat->before);
    if (seat->after < s->count)
        arrange_state_look(s, seat->after);
}

void arrange_exchange_apply(struct arrange_state *s, int a, int b, int64_t delta)
{
    struct arrange_seat *p = &s->seats[a], *q = &s->seats[b], was = *p;
    s->moved += s->holds ? arrange_exchange_moved(s, a, b) : 0;
    arrange_state_exchange(s, a, b);
    *p = *q;
    *q = was;
    if (p->before == a)
        p->before = b;
    if (p->after == a)
        p->after = b;
    if (q->before == b)
        q->before = a;
    if (q->after == b)
        q->after = a;
    mend_neighbours(s, a);
    mend_neighbours(s, b);
    look_round(s, a);
    look_round(s, b);
    s->cost += delta;
}
