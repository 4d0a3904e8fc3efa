#ifndef SPARKD_WEB_FORM_H
#define SPARKD_WEB_FORM_H

#include "arena.h"
#include "err.h"
#include "str.h"

/*
 * Fields of a query or an urlencoded body (http specification, section 5):
 * decoded, valid UTF-8 without control characters but line breaks, no name
 * twice; at most so many that all proposals of a call can be ticked at once.
 */
enum { FORM_FIELDS_MAX = 500 };

struct form_field {
    struct str name, value;
};

struct form {
    struct form_field *fields;
    int count;
};

/* ERR_INVALID: *ret_what names what is wrong, in words ("the field title stands there twice"). */
enum err form_parse(struct str text, struct arena *arena, struct form *ret,
                    const char **ret_what) MUST_USE;
/* One more field under the same rules, into room for FORM_FIELDS_MAX of them. */
enum err form_add(struct form *form, struct form_field field, struct arena *arena,
                  const char **ret_what) MUST_USE;
/* p NULL if there is no such field. */
struct str form_find(const struct form *form, const char *name);
/* The field, trimmed, as a C string in the arena; "" if there is none. */
const char *form_text(const struct form *form, const char *name, struct arena *arena);
bool form_has(const struct form *form, const char *name);
/* Plain decimal; `otherwise` when it is missing or no number. */
int64_t form_int(const struct form *form, const char *name, int64_t otherwise);
/* OK if each field's name is one of `known` (separated by spaces); else ERR_INVALID and the name.
 */
enum err form_check_known(const struct form *form, const char *known,
                          struct str *ret_unknown) MUST_USE;
/* True if `name` is one of the words in `known`; "kind_*" is every name that begins so. */
bool form_word_in(struct str name, const char *known);

/* One cookie's value of a Cookie header; p NULL if absent. The first of that name counts. */
struct str cookie_find(struct str header, const char *name);

#endif
