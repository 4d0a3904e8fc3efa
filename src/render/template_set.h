#ifndef SPARKD_RENDER_TEMPLATE_SET_H
#define SPARKD_RENDER_TEMPLATE_SET_H

#include "arena.h"
#include "template.h"

/*
 * What the rooms of the engine share: tags as read (template_lex.c), the place
 * in the HTML where they stand (template_context.c), the compiled form
 * (template_compile.c) and the escapers (template_escape.c).
 */
#define TEMPLATE_SECTIONS_MAX 32 /* open at once in one file */
#define TEMPLATE_LEVELS_MAX 62   /* open at once with all partials, so a page's stack is fixed */

/* ---- reading ---- */

enum tag_kind {
    TAG_VALUE,
    TAG_RAW,
    TAG_SECTION,
    TAG_INVERSE,
    TAG_END,
    TAG_PARTIAL,
    TAG_COMMENT,
};

struct template_tag {
    enum tag_kind kind;
    struct str name;
    const char *start, *end;         /* from {{ to past }} */
    const char *cut_start, *cut_end; /* the same, or its whole line when it stands alone */
};

/* What is wrong and where in the text; name is shown in quotes when it is not empty. */
struct template_error {
    const char *at;
    const char *what;
    struct str name;
};

struct template_tags {
    struct template_tag *list; /* the caller frees */
    size_t count, capacity;
};

/* Finds every tag of text in order and the lines they take with them. */
enum err template_lex(struct str text, struct template_tags *tags,
                      struct template_error *ret_error) MUST_USE;

/* ---- place in the HTML ---- */

enum template_escaper {
    ESCAPE_NONE,
    ESCAPE_TEXT,      /* & < > " ' as entities, U+0000 as U+FFFD */
    ESCAPE_URL_START, /* a known beginning or #blocked, then as text */
    ESCAPE_URL_PATH,  /* percent-encoding, / kept */
    ESCAPE_URL_ROOT,  /* the same, but a / that would make // of the first is encoded */
    ESCAPE_URL_QUERY, /* percent-encoding, / too */
    ESCAPE_URL_MAIL,  /* the same, @ kept: an address after mailto: (RFC 6068) */
};

enum html_state {
    HTML_TEXT,
    HTML_TAG_OPEN, /* after < or </ */
    HTML_TAG_NAME,
    HTML_IN_TAG, /* a new attribute may begin */
    HTML_GLUED,  /* after a name or value: white space, / or > must follow */
    HTML_ATTRIBUTE,
    HTML_ATTRIBUTE_DONE, /* white space after its name */
    HTML_EQUALS,
    HTML_UNQUOTED,
    HTML_QUOTED,
    HTML_RCDATA, /* title, textarea */
    HTML_RAW,    /* script, style */
    HTML_MARKUP, /* comment, doctype */
};

/* How far the address in a URL attribute is known; later ones are more careful (see join). */
enum url_place {
    URL_START,
    URL_PATH,
    URL_MAIL,
    URL_QUERY,
    URL_VALUE,  /* nothing but a value that has been checked */
    URL_ROOT,   /* "/" and nothing else for certain */
    URL_SCHEME, /* letters that may still become a scheme */
    URL_MAYBE,  /* begun in one branch of a section, not in the other */
    URL_BAD,    /* an unknown scheme: no value may follow */
};

struct html_element;

struct template_context {
    enum html_state state;
    const struct html_element *element; /* of the tag, if it is a special one */
    bool closing;                       /* it is an end tag */
    bool has_http_equiv, has_value;     /* of the tag, so far */
    bool is_url;
    char quote;
    enum url_place url;
    const char *refusal;   /* why no value may stand in this attribute, or NULL */
    const char *tag_at;    /* the < */
    const char *name_at;   /* the tag's or the attribute's name */
    const char *scheme_at; /* the first byte of a URL attribute */
};

/* Each of these returns NULL, or what is wrong in words. */

/* Follows literal text; on a refusal *ret_at is where. */
const char *template_context_text(struct template_context *context, struct str text,
                                  const char **ret_at);
/* A value stands here: which escaper. */
const char *template_context_value(struct template_context *context, bool raw,
                                   enum template_escaper *ret_escaper);
/* A section's tag, a comment or a partial stands here. */
const char *template_context_tag(struct template_context *context, enum tag_kind kind);
/* After a section that began in `before`: context holds for both, run or skipped. */
const char *template_context_join(const struct template_context *before,
                                  struct template_context *context);
/* The file ends here. */
const char *template_context_end(const struct template_context *context);

/* ---- addresses (template_url.c), for the context alone ---- */

/* Literal text of a URL attribute's value. */
void template_url_text(struct template_context *context, const char *p, const char *end);
/* A value there: its escaper; NULL, or what is wrong. */
const char *template_url_value(struct template_context *context,
                               enum template_escaper *ret_escaper);
/* What is known when a section may have run or not. */
enum url_place template_url_join(enum url_place before, enum url_place after);

/* ---- the compiled form ---- */

enum node_kind { NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_INVERSE, NODE_END, NODE_PARTIAL };

struct template_node {
    enum node_kind kind;
    enum template_escaper escaper; /* NODE_VALUE */
    struct str text;               /* literal text, or the name */
    size_t to;                     /* a section's end; a partial's place in the set */
};

struct template_file {
    const char *name;
    struct str text;
    enum template_kind kind;
    struct template_node *nodes; /* freed with the set */
    size_t count;
    int levels; /* sections open at once, with its partials */
    enum { LINK_NEW, LINK_OPEN, LINK_DONE } link;
};

struct template_set {
    struct arena *arena;
    struct template_file *files; /* by name */
    size_t count;
    struct arena *texts; /* the sources, if the set owns them */
};

/* NULL if there is none. */
const struct template_file *template_find(const struct template_set *set, struct str name);

/* Writes s for the place. */
void template_escape(struct buf *out, enum template_escaper escaper, struct str s);

#endif
