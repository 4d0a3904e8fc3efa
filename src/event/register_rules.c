/* DESIGN: what a mark in the register may be and what it is worth in minutes: pure. */
#include "register_rules.h"

#include "check.h"

static const char *const MARKS[REGISTER_MARKS] = {"none", "here", "absent", "excused"};
static const char *const HOWS[REGISTER_HOWS] = {"door", "paper", "file", "code", "self"};

static enum err find_name(const char *const *names, int count, struct str name, int *ret)
{
    for (int i = 0; i < count; i++)
        if (str_eq_c(name, names[i])) {
            *ret = i;
            return OK;
        }
    return ERR_INVALID;
}

const char *register_mark_name(enum register_mark_kind mark)
{
    return MARKS[mark];
}

enum err register_mark_parse(struct str name, enum register_mark_kind *ret)
{
    int at;
    enum err err = find_name(MARKS, REGISTER_MARKS, name, &at);
    if (err == OK)
        *ret = (enum register_mark_kind)at;
    return err;
}

const char *register_how_name(enum register_how how)
{
    return HOWS[how];
}

enum err register_how_parse(struct str name, enum register_how *ret)
{
    int at;
    enum err err = find_name(HOWS, REGISTER_HOWS, name, &at);
    if (err == OK)
        *ret = (enum register_how)at;
    return err;
}

/* ---- minutes ---- */

/* The hours of the first `count` sessions together, so that shares always add up. */
static int64_t share_before(int hours_min, const struct register_part *parts, int all, int count)
{
    int64_t whole = 0, before = 0;
    for (int i = 0; i < all; i++) {
        whole += parts[i].session_min;
        before += i < count ? parts[i].session_min : 0;
    }
    return whole ? (2 * hours_min * before + whole) / (2 * whole) : 0;
}

int register_share(int hours_min, const struct register_part *parts, int count, int at)
{
    CHECK(at >= 0 && at < count);
    return (int)(share_before(hours_min, parts, count, at + 1) -
                 share_before(hours_min, parts, count, at));
}

int register_credit(int hours_min, const struct register_part *parts, int count)
{
    int total = 0;
    for (int i = 0; i < count; i++) {
        int share = register_share(hours_min, parts, count, i);
        if (parts[i].here && parts[i].missed_min < share)
            total += share - parts[i].missed_min;
    }
    return total;
}

/* ---- time ---- */

struct instant register_taken_at(struct instant at, struct instant opens_at, struct instant now)
{
    if (at.v == 0 || at.v > now.v)
        return now;
    return at.v < opens_at.v ? opens_at : at;
}

bool register_may_take(const struct register_state *state, struct instant now)
{
    return now.v >= state->opens_at.v;
}

bool register_may_close(const struct register_state *state, struct instant now)
{
    return now.v >= state->ends_at.v;
}

/* ---- the register ---- */

const struct register_state *register_pick(const struct register_states *states, int position,
                                           struct instant now)
{
    const struct register_state *pick = states->count ? &states->items[0] : NULL;
    if (position) {
        for (int i = 0; i < states->count; i++)
            if (states->items[i].position == position)
                return &states->items[i];
        return NULL;
    }
    for (int i = 1; i < states->count; i++) {
        const struct register_state *next = &states->items[i];
        if (register_may_take(next, now) && (next->closed_at.v == 0 || pick->closed_at.v))
            pick = next;
    }
    return pick;
}

struct register_counts register_count(const struct register_roll *roll)
{
    struct register_counts counts = {.all = roll->count};
    for (int i = 0; i < roll->count; i++) {
        const struct register_row *row = &roll->items[i];
        int *of[REGISTER_MARKS] = {&counts.none, &counts.here, &counts.absent, &counts.excused};
        const struct register_standing *s = &row->standing;
        *of[s->mark] += 1;
        counts.late += s->late_min + s->early_min + s->away_min > 0;
        counts.walk_ins += row->walk_in;
        counts.beyond += row->beyond;
        counts.online += row->online;
    }
    return counts;
}
