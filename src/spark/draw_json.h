#ifndef SPARKD_SPARK_DRAW_JSON_H
#define SPARKD_SPARK_DRAW_JSON_H

#include <jansson.h>

#include "draw_record.h"

/*
 * Values of a stranger's record, read strictly. Each returns false having said in `why` where it
 * stands and what is wrong; `path` is the place of the object, "" at the top.
 */
struct draw_json {
    struct refusal *why;
};

enum { DRAW_JSON_NUMBER_MAX_BITS = 53 }; /* what every reader of JSON keeps exactly */
#define DRAW_ID_MAX (((int64_t)1 << DRAW_JSON_NUMBER_MAX_BITS) - 1)

bool draw_json_bad(const struct draw_json *r, const char *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const char *draw_json_path(const struct draw_json *r, const char *path, const char *key);
const char *draw_json_path_at(const struct draw_json *r, const char *path, size_t at);

/* An object with the members in `keys`, words apart by one space, and no other; those that end in
 * "?" may be absent. */
bool draw_json_object(const struct draw_json *r, const char *path, const json_t *value,
                      const char *keys);
/* A member that is a whole number. */
bool draw_json_number(const struct draw_json *r, const char *path, const json_t *object,
                      const char *key, int64_t least, int64_t most, int64_t *ret);
bool draw_json_int(const struct draw_json *r, const char *path, const json_t *object,
                   const char *key, int least, int most, int *ret);
bool draw_json_bool(const struct draw_json *r, const char *path, const json_t *object,
                    const char *key, bool *ret);
/* A member that is an array of at most `most`; NULL if it is not. */
const json_t *draw_json_array(const struct draw_json *r, const char *path, const json_t *object,
                              const char *key, size_t most);
/* A member that is 64 digits of hex, small letters. */
bool draw_json_hash(const struct draw_json *r, const char *path, const json_t *object,
                    const char *key, char ret[static SHA256_HEX_MAX]);

/* An id of a room or talk in the list, as its index. */
bool draw_json_room(const struct draw_json *r, const char *path, const json_t *value,
                    const struct draw_list *list, int *ret);
bool draw_json_talk(const struct draw_json *r, const char *path, const json_t *value,
                    const struct draw_list *list, int *ret);

/* The member "list". */
bool draw_json_list(const struct draw_json *r, const json_t *value, struct draw_list *ret);

#endif
