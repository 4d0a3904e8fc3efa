#ifndef SPARKD_OIDC_OIDC_JSON_H
#define SPARKD_OIDC_OIDC_JSON_H

#include <jansson.h>

#include "arena.h"

/*
 * JSON from a provider or from whoever says to be one: at most 16 deep, no name twice. Texts of
 * it are well-formed UTF-8 without NUL (jansson).
 */

/* The object in `text`; the caller json_decref's it. ERR_INVALID: it is not one. */
enum err oidc_json_parse(struct str text, json_t **ret) MUST_USE;
/* A text member in the arena, NULL if it is absent, no text, or holds a control character. */
const char *oidc_json_text(const json_t *object, const char *name, struct arena *arena);
/* true, 1, "true" or "1", as providers write it. */
bool oidc_json_is_true(const json_t *object, const char *name);
/* Is `text` one of the texts of the member, an array? */
bool oidc_json_lists(const json_t *object, const char *name, const char *text);

#endif
