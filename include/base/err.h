#ifndef SPARKD_BASE_ERR_H
#define SPARKD_BASE_ERR_H

/*
 * What can go wrong, as one short list (house: errors). The value says what
 * kind of failure it was; words for people are data (refusal.h), never here.
 * On any value but OK a function leaves its ret_ outputs untouched.
 */
enum err {
    OK = 0,
    ERR_NOT_FOUND, /* no such thing, or not for this actor to know of */
    ERR_CONFLICT,  /* the world forbids it: full, already booked, a constraint */
    ERR_STALE,     /* somebody changed it since it was read */
    ERR_INVALID,   /* a value is wrong; which one stands in the refusal */
    ERR_DENIED,    /* known, but not allowed */
    ERR_LIMIT,     /* too much or too often */
    ERR_BUSY,      /* try again soon */
    ERR_IO,        /* disk, network or another program failed */
    ERR_BUG,       /* ours */
};

#define MUST_USE __attribute__((warn_unused_result))

/* The name of an error for logs ("conflict"); never NULL. */
const char *err_name(enum err err);

#endif
