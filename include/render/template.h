#ifndef SPARKD_RENDER_TEMPLATE_H
#define SPARKD_RENDER_TEMPLATE_H

#include <jansson.h>

#include "buf.h"
#include "err.h"

/*
 * Templates: a Mustache subset over jansson values, compiled once, escaping
 * chosen by HTML context at compile time (web specification, section 2).
 * A set is immutable once compiled and may be rendered from several threads.
 */
struct template_set;

enum template_kind {
    TEMPLATE_HTML, /* contextual escaping */
    TEMPLATE_TEXT, /* no escaping: text parts of mail */
};

struct template_source {
    const char *name; /* path below templates/, with its ending: "events/show.html", "mail/nudge.txt" */
    struct str text;  /* must outlive the set */
};

struct template_fault {
    char name[128];
    int line;
    char what[200];
};

/*
 * Compiles all; the kind follows from the ending (.html or .txt). Partials are
 * named like templates: {{>parts/head}} is parts/head.html in an .html file.
 * ERR_INVALID fills *ret_fault with the first fault (file, line, what to do).
 */
enum err template_compile(const struct template_source *sources, size_t count,
                          struct template_set **ret_set, struct template_fault *ret_fault) MUST_USE;
void template_free(struct template_set *set);

/* ERR_NOT_FOUND: no template of that name. ERR_LIMIT: out is full. */
enum err template_render(const struct template_set *set, const char *name, const json_t *view,
                         struct buf *out) MUST_USE;

/* Reads every *.html and *.txt below dir and compiles them; for --templates and check-templates. */
enum err template_compile_dir(const char *dir, struct template_set **ret_set,
                              struct template_fault *ret_fault) MUST_USE;

/* The templates that are part of the binary. */
enum err template_compile_embedded(struct template_set **ret_set,
                                   struct template_fault *ret_fault) MUST_USE;

#endif
