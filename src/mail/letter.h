#ifndef SPARKD_MAIL_LETTER_H
#define SPARKD_MAIL_LETTER_H

#include <jansson.h>

#include "compose.h"

/*
 * Words in their frame. The template <kind>.txt gives a subject line and, after
 * an empty line, paragraphs; letter.txt and letter.html set them. The view may
 * hold besides its own values: facts [{label, value}], items [{text,
 * link_label, url}], action {label, url}, after [text], reason, trust.
 */
struct letter {
    const char *subject; /* in the arena, like the rest */
    struct str text, html;
};

/* Adds subject and paragraphs to the view. ERR_BUG: a template is missing or too long. */
enum err letter_write(const struct template_set *templates, const char *kind, json_t *view,
                      struct arena *arena, struct letter *ret) MUST_USE;

/* Lines of at most 78 characters, broken at spaces; longer words stay whole. Runs of empty lines
 * become one. */
void letter_wrap(struct str text, struct buf *out);

#endif
