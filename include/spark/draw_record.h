#ifndef SPARKD_SPARK_DRAW_RECORD_H
#define SPARKD_SPARK_DRAW_RECORD_H

#include "draw_rules.h"
#include "refusal.h"

/*
 * The public record of a draw (docs/draw.md, "The record"): everything that
 * computing it again takes, and nothing about anybody: ids, no names; where and
 * when a talk can be given, never why.
 */
enum { DRAW_RECORD_BYTES_MAX = 1024 * 1024, DRAW_ROUNDS_MAX = 1000 };

enum draw_mode { DRAW_WHOLE, DRAW_ONE_BY_ONE, DRAW_MODES };
/* "whole", "one_by_one" */
const char *draw_record_mode_name(enum draw_mode mode);

struct draw_record {
    int64_t event;
    int round; /* an event's first draw is 1; it is drawn again under a new commitment */
    enum draw_mode mode;
    char commitment[SHA256_HEX_MAX], secret[SHA256_HEX_MAX], seed[SHA256_HEX_MAX];
    struct draw_list list;
    struct draw_order order; /* of DRAW_WHOLE */
    struct draw_step *steps; /* of DRAW_ONE_BY_ONE, as they happened */
    int step_count;
    int *reserves, *undrawn; /* of DRAW_ONE_BY_ONE, ascending: how it ended */
    int reserve_count, undrawn_count;
};

/* A new secret: 64 hex digits. */
void draw_record_secret(char ret[static SHA256_HEX_MAX]);
/* What is published of a secret before the draw: the SHA-256 of its 64 digits, in hex. */
void draw_record_commit(const char *secret, char ret[static SHA256_HEX_MAX]);
/* Sets commitment and seed from the secret and all that was known at closing. */
void draw_record_seed(struct draw_record *record, struct arena *arena);

/* Draws everything at once; commitment and seed are set too. ERR_CONFLICT: no order keeps all. */
enum err draw_record_draw(struct draw_record *record, struct arena *arena) MUST_USE;
/* The draw after the record's steps (the seed set), for one more. ERR_INVALID: the steps are not
 * what the algorithm makes of this list. */
enum err draw_record_resume(const struct draw_record *record, struct arena *arena,
                            struct draw **ret) MUST_USE;
/* The same for a record of our own, quickly: its steps are followed, not searched for again, so
 * that a draw with many steps holds nobody up. */
enum err draw_record_take_up(const struct draw_record *record, struct arena *arena,
                             struct draw **ret) MUST_USE;
/* Reserves and who was never drawn, once the last step is done. */
void draw_record_end(struct draw_record *record, struct draw *draw, struct arena *arena);

/* ---- as a file ---- */

/* Strict: every member there is and no other, numbers in their ranges, lists in their order.
 * ERR_INVALID: refusal with the place and what is wrong. Allocates in why->arena. */
enum err draw_record_parse(struct str json, struct refusal *why, struct draw_record *ret) MUST_USE;
/* The list at closing in its one form, which is hashed: no spaces, no line ends. */
const char *draw_record_list(const struct draw_list *list, struct arena *arena);
/* The record in its one form, with its line end. */
const char *draw_record_format(const struct draw_record *record, struct arena *arena);

/* ---- checking ---- */

enum { DRAW_FAULTS_MAX = 8 };

struct draw_verdict {
    struct draw_record record;
    const char *faults[DRAW_FAULTS_MAX]; /* sentences; none: the draw holds */
    int fault_count;
};

/*
 * Computes a record again and says all that does not hold. commitment: as it
 * was published before the draw; NULL: not known. ERR_INVALID: refusal says why
 * it is no record at all.
 */
enum err draw_record_verify(struct str file, const char *commitment, struct refusal *why,
                            struct draw_verdict *ret) MUST_USE;

#endif
