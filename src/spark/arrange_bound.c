/* DESIGN: what no plan can go below: seats that are short anywhere, and in one room the least pace
 * and dead air that lengths alone allow. */
#include "arrange_bound.h"

enum { CELLS_MAX = 1 << 20 };

static int64_t least_room(const struct arrange_state *s, int talk)
{
    int64_t least = INT64_MAX;
    const int changed = s->instance->points.changed_room;
    for (int r = 0; r < s->instance->room_count; r++) {
        int64_t cost = s->room[talk * ARRANGE_ROOMS_MAX + r];
        const struct arrange_slot *was = &s->instance->talks[s->index[talk]].announced;
        if (was->room >= 0 && was->room != r)
            cost -= changed;
        if (cost < least)
            least = cost;
    }
    return least < ARRANGE_HARD_ONE ? least : 0;
}

int64_t arrange_bound_seats(const struct arrange_state *s)
{
    int64_t sum = 0;
    for (int i = 0; i < s->count; i++)
        sum += least_room(s, i);
    return sum;
}

/* ---- one room ---- */

static void order_lists(struct arrange_bound *b)
{
    const struct arrange_state *s = b->state;
    b->list_count = s->list_count;
    for (int i = 0; i < s->list_count; i++) {
        int k = i;
        for (; k > 0 && s->lists[b->lists[k - 1]].start > s->lists[i].start; k--)
            b->lists[k] = b->lists[k - 1];
        b->lists[k] = i;
    }
    b->first[0] = 0;
    for (int i = 0; i < s->list_count; i++) {
        const struct arrange_list *list = &s->lists[b->lists[i]];
        b->first[i + 1] = b->first[i] + list->end - list->start + 1;
    }
}

/* The school with the most talks, 0 if it has too few to stand beside itself. */
static int64_t main_school(const struct arrange_state *s)
{
    int64_t main = 0;
    int most = s->count / 3;
    for (int i = 0; i < s->count; i++) {
        int64_t school = s->instance->talks[s->index[i]].school;
        int count = 0;
        for (int k = 0; k < s->count; k++)
            count += s->instance->talks[s->index[k]].school == school;
        if (school && count > most) {
            most = count;
            main = school;
        }
    }
    return main;
}

/* The kind of a talk, made if it is new; -1: more than are told apart. */
static int kind_of(struct arrange_bound *b, int talk, int64_t school)
{
    const struct arrange_state *s = b->state;
    bool of_school = school && s->instance->talks[s->index[talk]].school == school;
    for (int i = 0; i < b->kind_count; i++)
        if (b->kinds[i].length == s->length[talk] && b->kinds[i].of_school == of_school)
            return i;
    if (b->kind_count == BOUND_KINDS_MAX)
        return -1;
    b->kinds[b->kind_count] = (struct arrange_kind){
        .length = s->length[talk], .units = s->units[talk], .of_school = of_school};
    return b->kind_count++;
}

/* False: too many kinds, or too many ways that some of each may be left. */
static bool tell_apart(struct arrange_bound *b, int64_t school)
{
    const struct arrange_state *s = b->state;
    int64_t left = 1, places = b->first[b->list_count];
    b->kind_count = 0;
    for (int i = 0; i < s->count; i++) {
        int kind = b->kind_of[i] = kind_of(b, i, school);
        if (kind < 0)
            return false;
        b->kinds[kind].count++;
    }
    for (int i = 0; i < b->kind_count; i++) {
        b->kinds[i].weight = (int)left;
        left *= b->kinds[i].count + 1;
        if (places * left * BOUND_STATES > CELLS_MAX)
            return false;
    }
    b->left_count = (int)left;
    return true;
}

int32_t arrange_bound_step(const struct arrange_bound *b, int ran, int kind, int *ret_ran)
{
    const struct arrange_points *points = &b->state->instance->points;
    const struct arrange_kind *next = &b->kinds[kind], *last = &b->kinds[ran / 2];
    *ret_ran = 2 * kind;
    if (ran == BOUND_GAP)
        return points->dead_air;
    if (ran == BOUND_FRESH)
        return 0;
    bool same = last->length == next->length;
    *ret_ran += same;
    return (same && ran % 2 ? points->pace : 0);
}

int32_t arrange_bound_school(const struct arrange_bound *b, int ran, int kind)
{
    bool beside = ran < BOUND_FRESH && b->kinds[ran / 2].of_school && b->kinds[kind].of_school;
    return beside ? b->state->instance->points.school : 0;
}

int32_t arrange_bound_least(const struct arrange_bound *b, int place, int left, int ran)
{
    return b->least[(place * b->left_count + left) * BOUND_STATES + ran];
}

/* The list a place is in. */
static int list_of(const struct arrange_bound *b, int place)
{
    int i = 0;
    while (place >= b->first[i + 1])
        i++;
    return i;
}

static int32_t lower(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* From cells of later places, or of the same with fewer left. */
static int32_t cell(const struct arrange_bound *b, int list, int place, int left, int ran)
{
    int32_t best = left ? BOUND_NEVER : 0;
    int end = b->first[list + 1] - 1;
    if (list + 1 < b->list_count)
        best = lower(best, arrange_bound_least(b, end + 1, left, BOUND_FRESH));
    if (place < end)
        best = lower(best, arrange_bound_least(b, place + 1, left, BOUND_GAP));
    for (int i = 0; i < b->kind_count; i++) {
        const struct arrange_kind *kind = &b->kinds[i];
        bool some = left / kind->weight % (kind->count + 1) > 0;
        int next = 0;
        if (!some || place + kind->units > end)
            continue;
        int32_t step = arrange_bound_step(b, ran, i, &next) + arrange_bound_school(b, ran, i);
        best = lower(best,
                     step + arrange_bound_least(b, place + kind->units, left - kind->weight, next));
    }
    return best;
}

void arrange_bound_fill(struct arrange_bound *b, const struct arrange_state *s, struct arena *arena)
{
    *b = (struct arrange_bound){.state = s};
    if (s->instance->room_count != 1)
        return;
    order_lists(b);
    b->kind_of = ARENA_ARRAY(arena, int, (size_t)s->count + 1);
    if (!tell_apart(b, main_school(s)) && !tell_apart(b, 0))
        return;
    int places = b->first[b->list_count];
    b->least = ARENA_ARRAY(arena, int32_t, (size_t)(places * b->left_count) * BOUND_STATES);
    for (int place = places - 1; place >= 0; place--) {
        int list = list_of(b, place);
        for (int left = 0; left < b->left_count; left++)
            for (int ran = 0; ran < BOUND_STATES; ran++)
                b->least[(place * b->left_count + left) * BOUND_STATES + ran] =
                    cell(b, list, place, left, ran);
    }
}

int64_t arrange_bound_whole(const struct arrange_bound *b)
{
    int32_t least = b->least ? arrange_bound_least(b, 0, b->left_count - 1, BOUND_FRESH) : 0;
    return arrange_bound_seats(b->state) + (least < BOUND_NEVER ? least : 0);
}
