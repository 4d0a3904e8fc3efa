/* DESIGN: whether an event falls on the half-days on which somebody works. */
#include "audience_rules.h"

enum { NOON_MIN = 12 * 60 + 30, WEEKDAYS = 5 };

bool audience_rules_works(int working_days, struct local from, struct local to)
{
    int weekday = day_weekday(from.day);
    bool morning = from.hour * 60 + from.minute < NOON_MIN;
    bool afternoon = to.hour * 60 + to.minute > NOON_MIN || to.day.v > from.day.v;
    if (weekday >= WEEKDAYS)
        return false;
    int wanted = (morning ? 1 : 0) | (afternoon ? 2 : 0);
    return (working_days >> (2 * weekday) & wanted) == wanted;
}
