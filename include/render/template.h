#ifndef SPARKD_RENDER_TEMPLATE_H
#define SPARKD_RENDER_TEMPLATE_H

#include <jansson.h>

#include "buf.h"
#include "err.h"

/*
 * Templates: a Mustache subset over jansson values, compiled once, escaping
 * chosen by HTML context at compile time (web specification, section 2).
 * A set is immutable once compiled and may be rendered from several threads.
 *
 * Where Mustache leaves room: lines with nothing but section, partial and
 * comment tags vanish, and a partial is not indented by its line; objects and
 * arrays print nothing; {{#s}} enters objects, texts and numbers, not true. A
 * value that begins an address and is empty or of no known kind is written as
 * #blocked. In a tag a section brings its own space: <option{{#s}} selected{{/s}}>.
 */
struct template_set;

enum template_kind {
    TEMPLATE_HTML, /* contextual escaping */
    TEMPLATE_TEXT, /* no escaping: text parts of mail */
};

struct template_source {
    const char
        *name; /* path below templates/, with its ending: "events/show.html", "mail/nudge.txt" */
    struct str text; /* must outlive the set */
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
/* NULL is ignored. */
void template_free(struct template_set *set);

/*
 * Appends to out; reads view (NULL is an empty one) and allocates nothing else.
 * ERR_NOT_FOUND: no template of that name. ERR_LIMIT: out is full.
 */
enum err template_render(const struct template_set *set, const char *name, const json_t *view,
                         struct buf *out) MUST_USE;

/*
 * Reads every *.html and *.txt below dir and compiles them; for --templates and
 * check-templates. ERR_INVALID as above; ERR_IO, with the path in *ret_fault,
 * for what cannot be read.
 */
enum err template_compile_dir(const char *dir, struct template_set **ret_set,
                              struct template_fault *ret_fault) MUST_USE;

/* The templates that are part of the binary. */
enum err template_compile_embedded(struct template_set **ret_set,
                                   struct template_fault *ret_fault) MUST_USE;

#endif
