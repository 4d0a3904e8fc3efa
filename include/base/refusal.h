#ifndef SPARKD_BASE_REFUSAL_H
#define SPARKD_BASE_REFUSAL_H

#include "arena.h"
#include "err.h"

/*
 * A refusal in words: what happened, which field, what to do next. It is data
 * that a use case fills beside its enum err; pages show it as the error
 * summary, the API as application/problem+json (RFC 9457).
 */
#define REFUSAL_FIELDS_MAX 16

struct refusal_field {
    const char *field;   /* the form's or JSON's name of it */
    const char *message; /* a sentence for a teacher */
};

struct refusal {
    struct arena *arena; /* where its words live */
    const char *slug;    /* "full", "already-booked", "validation" … (contract section 5) */
    const char *detail;  /* what happened and what to do next */
    struct refusal_field fields[REFUSAL_FIELDS_MAX];
    int field_count;
    int64_t other_id; /* what it clashes with, 0 if nothing */
};

/* An empty refusal whose words will live in the arena. */
void refusal_init(struct refusal *refusal, struct arena *arena);

/* Sets slug and detail and returns err: `return refuse(why, ERR_CONFLICT, "full", "…");` */
enum err refuse(struct refusal *why, enum err err, const char *slug, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds a bad field; slug becomes "validation". Returns ERR_INVALID. */
enum err refuse_field(struct refusal *why, const char *field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* OK if the version somebody saw (0: none, any will do) is the one there is now; else ERR_STALE,
 * slug "stale". */
enum err refusal_check_version(struct refusal *why, int seen, int now) MUST_USE;

/* Was that field refused? */
bool refusal_names(const struct refusal *why, const char *field);

/* OK if no field was refused, else ERR_INVALID. */
enum err refusal_check(const struct refusal *why) MUST_USE;

#endif
