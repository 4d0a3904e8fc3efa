#ifndef SPARKD_WEB_LIMIT_H
#define SPARKD_WEB_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/*
 * How often somebody may do something (http specification, section 10):
 * counters in memory, bounded, under a keyed hash so that no address is kept.
 */
enum limit_kind {
    LIMIT_CODE_ASKED_EMAIL,    /* 5 an hour */
    LIMIT_CODE_ASKED_ADDRESS,  /* 1,500 an hour */
    LIMIT_CODE_FAILED_ADDRESS, /* 100 failures in 15 minutes */
    LIMIT_SIGN_IN_PAGE,        /* 900 a minute, an address */
    LIMIT_WRITE,               /* 120 a minute, a person */
    LIMIT_WRITE_PRIVILEGED,    /* 6,000 a minute: coordinators and tokens */
    LIMIT_SEARCH,              /* 240 a minute, a person */
    LIMIT_FEED,                /* 60 an hour, a feed's token */
    LIMIT_UNKNOWN,             /* 60 a minute, an address: unknown tokens and pages */
    LIMIT_CSP_REPORT,          /* 60 a minute, an address */
    LIMIT_LOGOUT,              /* 900 a minute, an address: a provider's logout tokens */
    LIMIT_HERE_PERSON,         /* 30 codes of a register in vain in 15 minutes, a person */
    LIMIT_HERE_ADDRESS,        /* 1,000, an address: a whole school's */
    LIMIT_KINDS
};

struct limiter;

/* off: counts nothing and allows all (bench, documented). */
struct limiter *limiter_new(bool off);
void limiter_free(struct limiter *limiter);

/* Counts one; false if that is too many, and *ret_retry_s says when to come back. now_ms:
 * monotonic. */
bool limit_take(struct limiter *limiter, enum limit_kind kind, struct str who, int64_t now_ms,
                int *ret_retry_s);
/* Would limit_take allow one more? Counts nothing. */
bool limit_allows(struct limiter *limiter, enum limit_kind kind, struct str who, int64_t now_ms,
                  int *ret_retry_s);

#endif
