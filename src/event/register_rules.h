#ifndef SPARKD_EVENT_REGISTER_RULES_H
#define SPARKD_EVENT_REGISTER_RULES_H

#include "register.h"

/* What a register is worth in minutes, and which of two marks stands. Pure. */

/* Somebody at one session. */
struct register_part {
    int session_min; /* how long it was */
    bool here;
    int missed_min; /* came late, left early, was out */
};
/*
 * An event's hours are shared out over its sessions by their length (to the
 * minute, a half up, and adding up). Whoever was not there has nothing of that
 * session's share; each minute they missed of it costs a minute (TW-01,
 * practice P3). parts by start; never less than 0.
 */
int register_credit(int hours_min, const struct register_part *parts, int count);
/* The share of one of them. */
int register_share(int hours_min, const struct register_part *parts, int count, int at);

/* When a mark was taken, as far as it can be believed: not before the register could be opened and
 * not in the future. */
struct instant register_taken_at(struct instant at, struct instant opens_at, struct instant now);

#endif
