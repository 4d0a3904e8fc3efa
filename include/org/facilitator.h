#ifndef SPARKD_ORG_FACILITATOR_H
#define SPARKD_ORG_FACILITATOR_H

#include "provider.h"

/* Somebody who leads or presents an activity: a colleague, or from outside (PR-24). */
struct facilitator_id {
    int64_t v;
};

struct facilitator_fields {
    const char *name; /* of a colleague: theirs, whatever is sent */
    struct person_id person;
    struct provider_id provider; /* v 0: on their own account */
    const char *email, *expertise;
};

struct facilitator {
    struct facilitator_id id;
    struct facilitator_fields fields;
    const char *provider_name; /* "": none */
    struct day ended_on;       /* DAY_NONE: in use */
    int version;
};

enum { FACILITATOR_NAME_CHARS_MAX = 120, FACILITATOR_EXPERTISE_CHARS_MAX = 500 };

/* ERR_INVALID with fields name, person_id, provider, email, expertise. */
enum err facilitator_create(struct store *store, const struct facilitator_fields *fields,
                            struct refusal *why, struct facilitator_id *ret) MUST_USE;
/* ERR_STALE unless version is 0 or the facilitator's; ERR_CONFLICT `ended`. */
enum err facilitator_change(struct store *store, struct facilitator_id id, int version,
                            const struct facilitator_fields *fields, struct refusal *why) MUST_USE;
/* No longer asked; kept for what they did. */
enum err facilitator_end(struct store *store, struct facilitator_id id, int version, struct day on,
                         struct refusal *why) MUST_USE;
enum err facilitator_find(struct store *store, struct facilitator_id id, struct arena *arena,
                          struct facilitator *ret) MUST_USE;

struct facilitator_filter {
    const char *q; /* in the name or expertise; "": any */
    struct provider_id provider;
    int after, limit; /* how many to pass over, at most how many */
};
struct facilitator_list {
    struct facilitator *items;
    int count;
    int next; /* `after` of what follows; 0 at the end */
};
/* Those in use, by name. */
enum err facilitator_list(struct store *store, const struct facilitator_filter *filter,
                          struct arena *arena, struct facilitator_list *ret) MUST_USE;

#endif
