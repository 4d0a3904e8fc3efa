#ifndef SPARKD_ORG_POLICY_JSON_H
#define SPARKD_ORG_POLICY_JSON_H

#include <jansson.h>

#include "policy_json_place.h"
#include "policy_pack.h"
#include "refusal.h"

/*
 * Reads the values of a pack's JSON strictly, and says of each fault where it
 * stands. One reader a document; what it gives out lives in why->arena.
 */
struct policy_json {
    const char *file;
    struct str text; /* for line numbers */
    struct refusal *why;
    json_t *documents;         /* borrowed: the short names that sources may use */
    enum policy_origin origin; /* of what it reads */
};

/* Where a member or an element is. */
#define PLACE_KEY(above, name) (&(struct policy_json_place){.up = (above), .key = (name)})
#define PLACE_INDEX(above, n) (&(struct policy_json_place){.up = (above), .index = (n)})

/* ERR_INVALID "bad-policy": "file:line: path: what". */
enum err policy_json_bad(const struct policy_json *r, const struct policy_json_place *place,
                         const char *format, ...) __attribute__((format(printf, 3, 4)));

/* An object that has all of `must` and beside it at most `may`; both end with NULL. */
enum err policy_json_object(const struct policy_json *r, const struct policy_json_place *place,
                            const json_t *value, const char *const *must,
                            const char *const *may) MUST_USE;
enum err policy_json_array(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, int least, int most) MUST_USE;

enum {
    POLICY_JSON_LABEL_BYTES_MAX = 200,
    POLICY_JSON_TEXT_BYTES_MAX = 1000,
};

/* A member that is a text of one line, 1 to limit_bytes, no blanks at its ends. */
enum err policy_json_text(const struct policy_json *r, const struct policy_json_place *above,
                          const json_t *object, const char *key, int limit_bytes,
                          const char **ret) MUST_USE;
/* A member that is a key: small letters, digits and _, a letter first, at most 40. */
enum err policy_json_key(const struct policy_json *r, const struct policy_json_place *above,
                         const json_t *object, const char *key, const char **ret) MUST_USE;
enum err policy_json_number(const struct policy_json *r, const struct policy_json_place *above,
                            const json_t *object, const char *key, int least, int most,
                            int *ret) MUST_USE;
/* A member that is "product", or lines of documents ("B:58", "R:39-40"), several parted by commas;
 * in a school's additions "school". */
enum err policy_json_source(const struct policy_json *r, const struct policy_json_place *above,
                            const json_t *object, const char *key, const char **ret) MUST_USE;
enum err policy_json_rule(const struct policy_json *r, const struct policy_json_place *above,
                          const json_t *object, const char *key,
                          struct deadline_rule *ret) MUST_USE;

bool policy_json_known(const char *const *names, const char *name);

#endif
