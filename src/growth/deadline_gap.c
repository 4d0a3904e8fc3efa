/* DESIGN: the times at which somebody was not here, so that nothing fell due. */
#include "deadline_gap.h"

#include "employment.h"

enum err deadline_gap_list(struct store *store, struct person_id person, struct deadline_gaps *ret)
{
    struct absence_list absences;
    struct deadline_gaps gaps = {.count = 0};
    struct day first;
    enum err err = employment_first_day(store, person, &first);
    if (err == OK && !day_is_none(first))
        gaps.items[gaps.count++] = (struct deadline_gap){DAY_NONE, day_add(first, -1)};
    if (err == OK)
        err = absence_list(store, person, DAY_NONE, &absences);
    for (int i = 0; err == OK && i < absences.count; i++) {
        const struct absence *a = &absences.items[i];
        if (a->kind == ABSENCE_AWAY && !day_is_none(a->until))
            gaps.items[gaps.count++] = (struct deadline_gap){a->from, a->until};
    }
    if (err == OK)
        *ret = gaps;
    return err;
}

struct deadline_dates deadline_gap_pass(const struct deadline_gaps *gaps,
                                        struct deadline_dates dates, struct calendar year)
{
    for (int i = 0; i < gaps->count; i++)
        dates = deadline_rules_redate(dates, gaps->items[i], year);
    return dates;
}
