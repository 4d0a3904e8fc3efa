#ifndef SPARKD_ORG_PROVIDER_H
#define SPARKD_ORG_PROVIDER_H

#include "person.h"
#include "refusal.h"

/* Who provides development, and what its quality assurance found (PR-23, AP-03). */
struct provider_id {
    int64_t v;
};

/* The kinds of PR-23, as in the database and the API; the order of lists. */
enum { PROVIDER_KINDS = 11 };
extern const char *const provider_kinds[PROVIDER_KINDS];
bool provider_kind_is_known(const char *kind);

enum provider_quality {
    PROVIDER_NOT_LOOKED_AT,
    PROVIDER_APPROVED,
    PROVIDER_AVOID,
    PROVIDER_QUALITIES
};
/* "not looked at"; as in the database and the API. */
const char *provider_quality_name(enum provider_quality quality);
enum err provider_quality_parse(struct str s, enum provider_quality *ret) MUST_USE;

struct provider_fields {
    const char *name, *kind;
    const char *contact, *email, *phone, *web; /* "": none */
};

struct provider {
    struct provider_id id;
    struct provider_fields fields;
    enum provider_quality quality;
    const char *quality_note, *quality_by; /* the reviewer's name; "": nobody yet */
    struct day quality_on;
    struct day ended_on; /* DAY_NONE: in use */
    int version;
};

enum {
    PROVIDER_NAME_CHARS_MAX = 120,
    PROVIDER_TEXT_CHARS_MAX = 200,
    PROVIDER_NOTE_CHARS_MAX = 1000,
};

/* ERR_INVALID names bad fields; ERR_CONFLICT `name-taken`. */
enum err provider_create(struct store *store, const struct provider_fields *fields,
                         struct refusal *why, struct provider_id *ret) MUST_USE;
/* ERR_STALE unless version is 0 or the provider's; ERR_CONFLICT `ended`. */
enum err provider_change(struct store *store, struct provider_id id, int version,
                         const struct provider_fields *fields, struct refusal *why) MUST_USE;

/* What somebody found of its quality, when, and why: the note is required to avoid it. */
struct provider_judgement {
    enum provider_quality quality;
    const char *note;
    struct person_id by;
    struct day on;
};
enum err provider_judge(struct store *store, struct provider_id id, int version,
                        const struct provider_judgement *judgement, struct refusal *why) MUST_USE;
/* No longer used; its facilitators end with it, all of it is kept. */
enum err provider_end(struct store *store, struct provider_id id, int version, struct day on,
                      struct refusal *why) MUST_USE;
enum err provider_find(struct store *store, struct provider_id id, struct arena *arena,
                       struct provider *ret) MUST_USE;

struct provider_filter {
    const char *q;    /* in the name or contact; "": any */
    const char *kind; /* "": any */
    int quality;      /* enum provider_quality, -1: any */
    int after, limit; /* how many to pass over, at most how many */
};
struct provider_list {
    struct provider *items;
    int count;
    int next; /* `after` of what follows; 0 at the end */
};
/* Those in use, by name. */
enum err provider_list(struct store *store, const struct provider_filter *filter,
                       struct arena *arena, struct provider_list *ret) MUST_USE;

#endif
