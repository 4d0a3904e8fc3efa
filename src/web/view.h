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

/* options += {value, text, selected} of a select. */
void view_option(json_t *options, const char *value, const char *text, bool selected);
void view_option_id(json_t *options, int64_t id, const char *text, bool selected);

/* pages = {text: "1 to 20", previous?, following?}: a list's rows behind the first `after`, and
 * where the rows beside them are; nothing if neither is there. */
void view_pages(json_t *view, int after, int count, const char *previous, const char *following);

/* Adds ?name=value or &name=value to an address, percent-encoded (RFC 3986, section 2.3); nothing
 * for "" or NULL. */
void view_link_word(struct buf *link, const char *name, const char *value);
/* Nothing for 0. */
void view_link_number(struct buf *link, const char *name, int64_t value);
/* The address that was built; ends the buffer. */
const char *view_link_end(struct buf *link, struct arena *arena);

#endif
