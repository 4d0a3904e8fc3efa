#ifndef SPARKD_ORG_BODY_MEETING_H
#define SPARKD_ORG_BODY_MEETING_H

#include "governing_body.h"

/* When a governing body meets, and which report it received there (PR-03, GO-04). */
struct body_meeting_id {
    int64_t v;
};

struct body_meeting_fields {
    struct instant starts_at;
    const char *place;
};

struct body_meeting {
    struct body_meeting_id id;
    struct governing_body_id body;
    const char *uid;
    struct body_meeting_fields fields;
    const char *received; /* the report presented, in words; "": none */
    bool cancelled;
    int version;
};

enum { BODY_MEETING_PLACE_CHARS_MAX = 120, BODY_MEETING_RECEIVED_CHARS_MAX = 500 };

/* ERR_INVALID with fields starts_at, place. */
enum err body_meeting_create(struct store *store, struct governing_body_id body,
                             const struct body_meeting_fields *fields, struct refusal *why,
                             struct body_meeting_id *ret) MUST_USE;
/* ERR_STALE unless version is 0 or the meeting's; ERR_CONFLICT `cancelled`. */
enum err body_meeting_change(struct store *store, struct body_meeting_id id, int version,
                             const struct body_meeting_fields *fields,
                             struct refusal *why) MUST_USE;
/* What was received there, in words; "" takes it back. ERR_CONFLICT `cancelled`, `not-yet`. */
enum err body_meeting_receive(struct store *store, struct instant now, struct body_meeting_id id,
                              int version, const char *received, struct refusal *why) MUST_USE;
/* Stays in the list, called off; once more is no change. ERR_CONFLICT `received`. */
enum err body_meeting_cancel(struct store *store, struct body_meeting_id id, int version,
                             struct refusal *why) MUST_USE;
enum err body_meeting_find(struct store *store, struct body_meeting_id id, struct arena *arena,
                           struct body_meeting *ret) MUST_USE;

struct body_meeting_list {
    struct body_meeting *items;
    int count;
    int next; /* `after` of what follows; 0 at the end */
};
/* The latest first; `after` is how many to pass over. */
enum err body_meeting_list(struct store *store, struct governing_body_id body, int after, int limit,
                           struct arena *arena, struct body_meeting_list *ret) MUST_USE;

#endif
