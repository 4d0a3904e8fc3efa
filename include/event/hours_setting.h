#ifndef SPARKD_EVENT_HOURS_SETTING_H
#define SPARKD_EVENT_HOURS_SETTING_H

#include "hours_rules.h"
#include "person.h"

/*
 * Whether the trust keeps a ledger of hours, and by what rules (practice P3):
 * no policy orders one, so it is off until the trust chooses it. What is chosen
 * holds from an academic year on; the years before stay as they were.
 */
struct hours_setting {
    bool kept;
    struct hours_rules rules;
    int from_year; /* since when it is so; 0: nothing was ever chosen */
    int version;   /* of all that was chosen; 1: nothing was */
};

/* What a trust begins with: 5 days of 6 hours for teachers and leaders, 1,265 hours of directed
 * time for teachers, nothing for others, SPARK not counted (practice P3, requirements C2). */
struct hours_rules hours_setting_default(void);

/* What holds in that academic year; the default, not kept, where nothing was chosen. */
enum err hours_setting_find(struct store *store, int year, struct hours_setting *ret) MUST_USE;

/*
 * From academic year `from_year` on it is so: this year or the next one, as
 * `this_year` says. version as in struct hours_setting: ERR_STALE if another
 * was quicker. ERR_INVALID fields from_year, and GROUP_days, GROUP_day,
 * GROUP_directed with "_" for the blanks of a group's name.
 */
struct hours_choice {
    int version, from_year, this_year;
    bool kept;
    struct hours_rules rules;
};
enum err hours_setting_change(struct store *store, const struct hours_choice *choice,
                              struct person_id by, struct instant now,
                              struct refusal *why) MUST_USE;

/* "classroom_support_days": the name of a field of a group. `what`: "days", "day" or "directed". */
const char *hours_setting_field(struct arena *arena, enum hours_group group, const char *what);

#endif
