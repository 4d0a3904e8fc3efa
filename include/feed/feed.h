#ifndef SPARKD_FEED_FEED_H
#define SPARKD_FEED_FEED_H

#include "buf.h"
#include "person.h"
#include "refusal.h"
#include "token.h"

/*
 * A subscription address (calendar specification, section 2): /cal/{token}.ics, whose token
 * alone grants it; shown once, kept as SHA-256, revocable.
 */
enum feed_scope { FEED_ME, FEED_SCHOOL, FEED_TRUST, FEED_SPARK, FEED_SCOPES };

struct feed {
    int64_t id;
    struct person_id person;
    enum feed_scope scope;
    struct school_id school; /* v 0 unless FEED_SCHOOL */
    struct instant created_at;
    const char *etag; /* of the bytes last served; "" at first */
    struct instant changed_at;
    struct instant fetched_at; /* v 0: never */
    const char *fetched_by;
};

/* The scope's name in the API and the database, and back; ERR_INVALID for any other word. */
const char *feed_scope_name(enum feed_scope scope);
enum err feed_scope_parse(struct str s, enum feed_scope *ret) MUST_USE;

enum { FEEDS_A_PERSON_MAX = 20 };
/*
 * Makes an address and its row in the audit; a school's feed is that of the person's first school.
 * ERR_CONFLICT `too-many` beyond 20 live feeds of one person, `no-school` without a school.
 */
enum err feed_create(struct store *store, struct person_id person, enum feed_scope scope,
                     struct instant now, struct refusal *why, int64_t *ret_id,
                     char ret_token[static TOKEN_TEXT_MAX]) MUST_USE;
/* ERR_NOT_FOUND: unknown, revoked, or its person has left. */
enum err feed_find_by_token(struct store *store, struct str token, struct day today,
                            struct arena *arena, struct feed *ret) MUST_USE;
enum err feed_list(struct store *store, struct person_id person, struct arena *arena,
                   struct feed **ret, int *ret_count) MUST_USE;
/* ERR_NOT_FOUND if it is not theirs or is revoked already. */
enum err feed_revoke(struct store *store, struct person_id person, int64_t id,
                     struct instant now) MUST_USE;
enum err feed_keep_tag(struct store *store, int64_t id, const char *etag,
                       struct instant changed_at) MUST_USE;
enum err feed_touch(struct store *store, int64_t id, struct instant at, const char *agent) MUST_USE;

/*
 * The feed's calendar as bytes: the window of the calendar specification, section 2, in order.
 * base_url begins every link. Reads only.
 */
struct feed_source {
    const struct feed *feed;
    const char *base_url;
    struct instant now;
};
enum err feed_write(struct store *store, const struct feed_source *source, struct arena *arena,
                    struct buf *out) MUST_USE;
/* One event (/e/{id}.ics) or one of a person's bookings as a file. ERR_NOT_FOUND: no such, or a
 * draft. */
enum err feed_write_event(struct store *store, int64_t event_id, const char *base_url,
                          struct arena *arena, struct buf *out) MUST_USE;
enum err feed_write_booking(struct store *store, int64_t booking_id, struct person_id person,
                            const char *base_url, struct arena *arena, struct buf *out) MUST_USE;
/* One of a person's talks (/t/{id}.ics) as their feed has it, with the same identity: at its slot
 * once that is announced. ERR_NOT_FOUND: they do not present it, or it is a draft or declined. */
enum err feed_write_talk(struct store *store, int64_t talk_id, struct person_id person,
                         const char *base_url, struct arena *arena, struct buf *out) MUST_USE;

#endif
