/* DESIGN: the ladder of reminders as judgement: days, catching up, the hour, one message a day. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "nudge.h"
#include "tz.h"

enum {
    SMEAR_S = 90 * 60,
    LATE_DAYS_MAX = 5,
    SEND_HOUR = 8,
    SEND_MINUTE = 30,
    WINDOW_FIRST_HOUR = 7,
    WINDOW_LAST_HOUR = 17,
    WINDOW_MINUTE = 30,
};

static const char *const step_names[NUDGE_STEPS] = {
    [NUDGE_OPENS] = "opens", [NUDGE_MINUS_10] = "-10", [NUDGE_MINUS_3] = "-3",
    [NUDGE_PLUS_1] = "+1",   [NUDGE_PLUS_2] = "+2",
};

const char *nudge_step_name(enum nudge_step step)
{
    return step_names[step];
}

enum err nudge_step_parse(struct str s, enum nudge_step *ret)
{
    for (int i = 0; i < NUDGE_STEPS; i++)
        if (str_eq_c(s, step_names[i])) {
            *ret = (enum nudge_step)i;
            return OK;
        }
    return ERR_INVALID;
}

/* ---- the ladder ---- */

/* The moves below keep DAY_NONE, which no calendar has a day before or after. */
static struct day earlier(struct calendar calendar, struct day day)
{
    return day_is_none(day) ? day : calendar_on_or_before(calendar, day);
}

static struct day later(struct calendar calendar, struct day day)
{
    return day_is_none(day) ? day : calendar_on_or_after(calendar, day);
}

static struct day latest(struct day a, struct day b)
{
    return a.v > b.v ? a : b;
}

static struct day opening(const struct nudge_dates *dates)
{
    struct day day = later(dates->person, dates->opens_on);
    return day.v <= dates->due_on.v ? day : DAY_NONE;
}

/* n school days before, if that is after the opening. */
static struct day before(const struct nudge_dates *dates, struct day opens, int n)
{
    struct day day = earlier(dates->person, calendar_before(dates->school, dates->due_on, n));
    return day.v > opens.v ? day : DAY_NONE;
}

void nudge_ladder_compute(const struct nudge_dates *dates, struct day ret_days[static NUDGE_STEPS])
{
    for (int i = 0; i < NUDGE_STEPS; i++)
        ret_days[i] = DAY_NONE;
    if (day_is_none(dates->due_on))
        return;
    ret_days[NUDGE_OPENS] = opening(dates);
    if (dates->opening_only)
        return;
    struct day opens = latest(dates->opens_on, ret_days[NUDGE_OPENS]);
    ret_days[NUDGE_MINUS_10] = before(dates, opens, 10);
    ret_days[NUDGE_MINUS_3] = before(dates, opens, 3);
    ret_days[NUDGE_PLUS_1] = later(dates->person, calendar_after(dates->school, dates->due_on, 1));
    struct day second = calendar_after(dates->school, dates->due_on, 2);
    if (!day_is_none(second))
        ret_days[NUDGE_PLUS_2] = later(dates->mentor, latest(second, ret_days[NUDGE_PLUS_1]));
}

/* ---- what goes out ---- */

/* The day on which a step goes out; DAY_NONE if it does not. */
static struct day send_day(const struct nudge_choice *c, enum nudge_step step)
{
    struct day planned = c->days[step], from = c->from;
    if (day_is_none(planned))
        return DAY_NONE;
    if (!day_is_none(c->quiet_until) && planned.v <= c->quiet_until.v)
        from = latest(from, day_add(c->quiet_until, 1));
    struct day on = planned.v >= from.v ? planned : calendar_on_or_after(c->recipient, from);
    if (day_is_none(on) || on.v > c->to.v || on.v - planned.v > LATE_DAYS_MAX)
        return DAY_NONE;
    if (step < NUDGE_PLUS_1 && on.v > c->due_on.v)
        return DAY_NONE;
    return on;
}

static bool is_newest(const struct nudge_choice *c, enum nudge_step step, struct day on)
{
    for (int s = (int)step + 1; s < NUDGE_STEPS; s++)
        if (!day_is_none(c->days[s]) && c->days[s].v <= on.v)
            return false;
    return true;
}

int nudge_choose(const struct nudge_choice *choice, struct nudge_due ret[static NUDGE_STEPS])
{
    int count = 0;
    for (int s = 0; s < NUDGE_STEPS; s++) {
        struct day on = send_day(choice, (enum nudge_step)s);
        if (!day_is_none(on) && is_newest(choice, (enum nudge_step)s, on))
            ret[count++] = (struct nudge_due){(enum nudge_step)s, on};
    }
    return count;
}

struct instant nudge_send_at(struct day on, struct person_id person)
{
    uint64_t hash = (uint64_t)person.v * UINT64_C(0x9E3779B97F4A7C15);
    return instant_add(tz_at(on, SEND_HOUR, SEND_MINUTE), (int64_t)((hash >> 32) % SMEAR_S));
}

struct instant nudge_window_end(struct day on)
{
    return tz_at(on, WINDOW_LAST_HOUR, WINDOW_MINUTE);
}

static struct instant window_start(struct day on)
{
    return tz_at(on, WINDOW_FIRST_HOUR, WINDOW_MINUTE);
}

bool nudge_window_is_open(struct instant now)
{
    struct day today = tz_day(now);
    return now.v >= window_start(today).v && now.v < nudge_window_end(today).v;
}

struct instant nudge_next_run(struct instant now)
{
    struct day today = tz_day(now);
    struct instant next = window_start(today);
    return next.v > now.v ? next : window_start(day_add(today, 1));
}

/* ---- merging ---- */

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* By day and person; then the earliest deadline, one's own before a mentee's, the latest step. */
static int compare_items(const void *left, const void *right)
{
    const struct nudge_item *a = left, *b = right;
    const int keys[] = {
        compare(a->on.v, b->on.v),         compare(a->to.v, b->to.v),
        compare(a->due_on.v, b->due_on.v), compare(a->about != NULL, b->about != NULL),
        compare(b->step, a->step),         compare(a->deadline_id, b->deadline_id),
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (keys[i])
            return keys[i];
    return 0;
}

static bool same_message(const struct nudge_item *a, const struct nudge_item *b)
{
    return a->on.v == b->on.v && a->to.v == b->to.v;
}

static int count_messages(const struct nudge_item *items, int count)
{
    int messages = 0;
    for (int i = 0; i < count; i++)
        messages += i == 0 || !same_message(&items[i - 1], &items[i]);
    return messages;
}

void nudge_merge(struct nudge_item *items, int item_count, struct arena *arena,
                 struct nudge_message **ret, int *ret_count)
{
    if (item_count)
        qsort(items, (size_t)item_count, sizeof *items, compare_items);
    int count = count_messages(items, item_count), at = -1;
    struct nudge_message *messages = ARENA_ARRAY(arena, struct nudge_message, (size_t)count + 1);
    for (int i = 0; i < item_count; i++) {
        if (i == 0 || !same_message(&items[i - 1], &items[i]))
            messages[++at] = (struct nudge_message){
                .to = items[i].to,
                .name = items[i].name,
                .email = items[i].email,
                .on = items[i].on,
                .send_at = nudge_send_at(items[i].on, items[i].to),
                .expires_at = nudge_window_end(items[i].on),
                .items = &items[i],
            };
        messages[at].count++;
    }
    *ret = messages;
    *ret_count = count;
}
