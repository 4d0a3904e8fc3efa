#ifndef SPARKD_WEB_VIEW_H
#define SPARKD_WEB_VIEW_H

#include "buf.h"
#include "response.h"

/*
 * Views: what a template is given (tests/data/views/README.md holds the
 * conventions). Texts arrive ready to read.
 */

/* {page:{title,heading}} */
json_t *view_new(const char *title);
void view_back(json_t *view, const char *href, const char *text);
void view_flash(json_t *view, const char *text);

/* form.NAME = {value, error?}: what was typed, and what is wrong with it. why may be NULL. */
json_t *view_field(json_t *view, const char *name, const char *value, const struct refusal *why);
/* The error of a field, NULL if there is none. */
const char *view_field_error(const struct refusal *why, const char *name);
/* errors = [{field, message}]; a refusal without fields becomes one error without a link. */
void view_errors(json_t *view, const struct refusal *why);

/* {text, KIND:true}; kind: good, wait, mine, quiet */
json_t *view_tag(const char *text, const char *kind);
/* Sets `key` to the list and has_`key`. Takes the list. */
void view_list(json_t *view, const char *key, json_t *list);

/* Adds ?name=value or &name=value to an address, percent-encoded (RFC 3986, section 2.3); nothing
 * for "" or NULL. */
void view_link_word(struct buf *link, const char *name, const char *value);

#endif
