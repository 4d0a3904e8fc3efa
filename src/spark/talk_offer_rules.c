/* DESIGN: how long somebody in line may think about a slot. */
#include "talk_offer_rules.h"

#include "tz.h"

enum { SHORTEST_S = 30 * 60, ROUND_S = 5 * 60, WAKES_H = 8, ANSWERS_H = 9, SLEEPS_H = 21 };

/* Nobody is up then: the morning after, where that is well before it begins. */
static struct instant by_day(struct instant until, struct instant starts_at)
{
    struct local at = tz_local(until);
    if (at.hour >= WAKES_H && at.hour < SLEEPS_H)
        return until;
    struct day day = {at.day.v + (at.hour >= SLEEPS_H)};
    struct instant morning = tz_at(day, ANSWERS_H, 0);
    return morning.v + SHORTEST_S <= starts_at.v ? morning : until;
}

struct instant talk_offer_rules_until(const struct talk_offer_setting *setting, struct instant now,
                                      struct instant starts_at)
{
    int64_t whole_s = (int64_t)setting->answer_h * 3600, half_s = (starts_at.v - now.v) / 2;
    int64_t time_s = whole_s < half_s ? whole_s : half_s;
    if (setting->answer_h == 0 || time_s < SHORTEST_S)
        return (struct instant){0};
    int64_t until = now.v + time_s;
    return by_day((struct instant){until - until % ROUND_S}, starts_at);
}
