/* DESIGN: how a deadline stands, as judgement. */
#include "deadline_rules.h"

#include "tz.h"

const char *deadline_status_name(enum deadline_status status)
{
    static const char *const names[] = {
        [DEADLINE_COMING] = "coming", [DEADLINE_OPEN] = "open",     [DEADLINE_LATE] = "late",
        [DEADLINE_DONE] = "done",     [DEADLINE_EXEMPT] = "exempt",
    };
    return names[status];
}

static enum deadline_status judge_status(const struct deadline *d, bool exempt, struct day today)
{
    if (!day_is_none(d->done_on))
        return DEADLINE_DONE;
    if (exempt)
        return DEADLINE_EXEMPT;
    if (day_is_none(d->due_on))
        return DEADLINE_COMING;
    if (today.v > d->due_on.v)
        return DEADLINE_LATE;
    /* DAY_NONE, no opening, sorts before every day. */
    return today.v >= d->opens_on.v ? DEADLINE_OPEN : DEADLINE_COMING;
}

void deadline_rules_judge(struct deadline *deadline, bool exempt, struct instant now)
{
    struct day today = tz_day(now);
    deadline->status = judge_status(deadline, exempt, today);
    deadline->current = !exempt && !day_is_none(deadline->due_on) &&
                        today.v >= deadline->opens_on.v && today.v <= deadline->due_on.v;
    deadline->may_undo =
        !day_is_none(deadline->done_on) && deadline_rules_may_undo(deadline->done_at, now);
}

bool deadline_rules_may_undo(struct instant done_at, struct instant now)
{
    return now.v - done_at.v <= DEADLINE_UNDO_DAYS * INT64_C(86400);
}

struct day deadline_rules_exempt_until(struct day until)
{
    enum { SEPTEMBER = 9, OCTOBER = 10 };
    if (day_is_none(until))
        return until;
    struct civil c = day_civil(until);
    if (c.month == SEPTEMBER)
        return until;
    struct day september = day_of(c.month >= OCTOBER ? c.year + 1 : c.year, SEPTEMBER, 1);
    return day_add(september, -1);
}

struct deadline_dates deadline_rules_redate(struct deadline_dates dates, struct deadline_gap gap,
                                            struct calendar year)
{
    enum { SCHOOL_DAYS = 10 };
    bool within =
        !day_is_none(dates.due_on) && dates.due_on.v >= gap.from.v && dates.due_on.v <= gap.until.v;
    if (!within)
        return dates;
    struct day back = calendar_on_or_after(year, day_add(gap.until, 1));
    if (day_is_none(back))
        return (struct deadline_dates){DAY_NONE, DAY_NONE};
    struct day due = calendar_after(year, back, SCHOOL_DAYS - 1);
    return (struct deadline_dates){
        .opens_on = back,
        .due_on = day_is_none(due) ? year.days[year.count - 1] : due,
    };
}
