#ifndef SPARKD_WEB_JSON_INPUT_H
#define SPARKD_WEB_JSON_INPUT_H

#include <jansson.h>

#include "response.h"

/*
 * A JSON body read field by field (contract, section 5). A value of the wrong
 * type or form is refused under its field, nested ones as "spark.rooms" or
 * "spark.blocks[1].ends_at"; every fault is gathered before the answer. The
 * names of the body itself were checked by web/body, those of nested objects
 * are checked here.
 */
struct json_reader {
    struct refusal *why;
    const char *unknown; /* the first nested field nobody knows, by its whole name */
    const char *known;   /* what stands there instead */
};

/* One object of it. Borrows the body. */
struct json_input {
    struct json_reader *reader;
    const json_t *object; /* NULL: none was sent */
    const char *prefix;   /* "", "spark." */
};

struct json_input json_input_of(struct json_reader *reader, const json_t *body);

bool json_input_has(const struct json_input *in, const char *name);
/* Refuses each of these names (separated by spaces) that is not there. */
void json_input_require(const struct json_input *in, const char *names);
/* Refuses a field, in words, by its whole name. */
void json_input_refuse(const struct json_input *in, const char *name, const char *sentence);

/*
 * Each sets *ret and returns true if the field is there and good; refuses it
 * if it is there and bad; else leaves *ret as it was. Texts borrow the body,
 * without white space around them.
 */
bool json_input_text(const struct json_input *in, const char *name, const char **ret);
bool json_input_int(const struct json_input *in, const char *name, int *ret);
bool json_input_bool(const struct json_input *in, const char *name, bool *ret);
bool json_input_id(const struct json_input *in, const char *name, int64_t *ret);
/* RFC 3339 with an offset; years 1900 to 2199. */
bool json_input_instant(const struct json_input *in, const char *name, struct instant *ret);
/* The same, or null for none (v 0). */
bool json_input_instant_or_null(const struct json_input *in, const char *name, struct instant *ret);
bool json_input_day(const struct json_input *in, const char *name, struct day *ret);
/* The same, or null for none (DAY_NONE). */
bool json_input_day_or_null(const struct json_input *in, const char *name, struct day *ret);
/* A number of hours, 1.5, in whole minutes. */
bool json_input_hours(const struct json_input *in, const char *name, int *ret_minutes);
/* Ids in *ret_ids (in the arena of the refusals); at most `max`. */
bool json_input_ids(const struct json_input *in, const char *name, int max, int64_t **ret_ids,
                    int *ret_count);

/* An object that may have the fields `known`. */
bool json_input_object(const struct json_input *in, const char *name, const char *known,
                       struct json_input *ret);
/* A list of 1 to `max` objects; *ret_items is an array of them in the arena. */
bool json_input_objects(const struct json_input *in, const char *name, const char *known, int max,
                        struct json_input **ret_items, int *ret_count);

/* After the last field: ERR_INVALID if something was refused; a nested field nobody knows makes it
 * 400 (http specification, section 5). */
enum err json_input_end(struct json_reader *reader, struct response *response) MUST_USE;

#endif
