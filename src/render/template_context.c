/* DESIGN: follows literal HTML to know where a value would stand, and refuses where it must not. */
#include <string.h>

#include "check.h"
#include "template_set.h"

/* Elements whose content is not markup, and meta. */
struct html_element {
    struct str name;
    enum html_state inside;
};

static const struct html_element elements[] = {
    {{"script", 6}, HTML_RAW},    {{"style", 5}, HTML_RAW},    {{"iframe", 6}, HTML_RAW},
    {{"noembed", 7}, HTML_RAW},   {{"noframes", 8}, HTML_RAW}, {{"xmp", 3}, HTML_RAW},
    {{"plaintext", 9}, HTML_RAW}, {{"title", 5}, HTML_RCDATA}, {{"textarea", 8}, HTML_RCDATA},
    {{"meta", 4}, HTML_TEXT},
};

static const struct str url_attributes[] = {
    {"href", 4},   {"src", 3},  {"action", 6},      {"formaction", 10}, {"cite", 4},
    {"poster", 6}, {"data", 4}, {"xlink:href", 10}, {"ping", 4},        {"background", 10},
};

static const struct {
    struct str name;
    const char *refusal;
} refused_attributes[] = {
    {{"style", 5}, "a value in a style attribute: choose a class instead"},
    {{"srcdoc", 6}, "a value in a srcdoc attribute"},
    {{"srcset", 6}, "a value in a srcset attribute: use src"},
    {{"imagesrcset", 11}, "a value in an imagesrcset attribute: use href"},
    {{"http-equiv", 10}, "a value in an http-equiv attribute"},
    {{"nonce", 5}, "a value in a nonce attribute: the pages have no inline script"},
};

static const char meta_refusal[] = "a value in a meta http-equiv tag: its content must be literal";

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- names ---- */

static const struct html_element *find_element(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(elements); i++) {
        if (str_eq_nocase(name, elements[i].name))
            return &elements[i];
    }
    return NULL;
}

static bool is_meta(const struct template_context *context)
{
    return context->element && str_eq_c(context->element->name, "meta");
}

static const char *find_refusal(struct str name)
{
    if (str_eq_nocase(str_first(name, 2), STR("on")))
        return "a value in an on… attribute: put it into a data-… attribute for a script to read";
    for (size_t i = 0; i < COUNT_OF(refused_attributes); i++) {
        if (str_eq_nocase(name, refused_attributes[i].name))
            return refused_attributes[i].refusal;
    }
    return NULL;
}

static void end_tag_name(struct template_context *context, const char *p)
{
    struct str name = {context->name_at, (size_t)(p - context->name_at)};
    context->element = find_element(name);
    context->has_http_equiv = context->has_value = false;
    context->state = HTML_GLUED;
}

static const char *end_attribute_name(struct template_context *context, const char *p)
{
    struct str name = {context->name_at, (size_t)(p - context->name_at)};
    context->is_url = false;
    context->refusal = find_refusal(name);
    for (size_t i = 0; i < COUNT_OF(url_attributes); i++) {
        if (str_eq_nocase(name, url_attributes[i]))
            context->is_url = true;
    }
    context->state = HTML_GLUED;
    if (!is_meta(context))
        return NULL;
    if (context->has_http_equiv)
        context->refusal = meta_refusal;
    if (!str_eq_nocase(name, STR("http-equiv")))
        return NULL;
    context->has_http_equiv = true;
    return context->has_value ? meta_refusal : NULL;
}

static void end_tag(struct template_context *context)
{
    bool special = context->element && !context->closing;
    context->state = special ? context->element->inside : HTML_TEXT;
}

/* ---- one step a state: takes some text from *p, never past end ---- */

/* <!…, <?… and </ before anything but a letter: up to its end, which must be literal. */
static const char *step_markup(struct template_context *context, const char **p, const char *end)
{
    const char *from = *p, *stop = NULL;
    struct str rest = {from, (size_t)(end - from)};
    if (str_starts(rest, STR("<![CDATA[")))
        return "CDATA is not for templates";
    if (str_starts(rest, STR("<!--"))) {
        stop = memmem(from + 2, rest.n - 2, "-->", 3); /* <!--> ends itself */
        const char *bang = memmem(from + 4, rest.n - 4, "--!>", 4);
        if (bang && (!stop || bang < stop))
            return "a comment ends with -->";
        stop = stop ? stop + 3 : NULL;
    } else {
        stop = memchr(from, '>', rest.n);
        stop = stop ? stop + 1 : NULL;
    }
    context->state = stop ? HTML_TEXT : HTML_MARKUP;
    *p = stop ? stop : end;
    return NULL;
}

static const char *step_text(struct template_context *context, const char **p, const char *end)
{
    const char *lt = memchr(*p, '<', (size_t)(end - *p));
    *p = end;
    if (!lt)
        return NULL;
    context->tag_at = lt;
    const char *next = lt + 1;
    context->closing = next < end && *next == '/';
    if (context->closing)
        next++;
    if (next == end) {
        context->state = HTML_TAG_OPEN;
        return NULL;
    }
    *p = next;
    if (is_letter(*next)) {
        context->state = HTML_TAG_NAME;
        context->name_at = next;
        return NULL;
    }
    if (!context->closing && *next != '!' && *next != '?')
        return NULL; /* a plain < */
    *p = lt;
    return step_markup(context, p, end);
}

static const char *step_tag_name(struct template_context *context, const char **p, const char *end)
{
    while (*p < end && !is_space(**p) && **p != '/' && **p != '>') {
        if (**p == '<' || **p == '"' || **p == '\'' || **p == '=')
            return "a tag's name with < = or a quote in it";
        (*p)++;
    }
    end_tag_name(context, *p);
    return NULL;
}

static const char *step_glued(struct template_context *context, const char **p, const char *end)
{
    (void)end;
    char c = *(*p)++;
    if (is_space(c) || c == '/') {
        context->state = HTML_IN_TAG;
        return NULL;
    }
    if (c == '=')
        return "a value for a name that a tag stands in or after: keep name=\"…\" together";
    if (c != '>')
        return "no space after an attribute: begin with one (inside the section too)";
    end_tag(context);
    return NULL;
}

static const char *step_in_tag(struct template_context *context, const char **p, const char *end)
{
    (void)end;
    char c = **p;
    if (is_space(c) || c == '/') {
        (*p)++;
        return NULL;
    }
    if (c == '>') {
        (*p)++;
        end_tag(context);
        return NULL;
    }
    if (c == '=')
        return "= without an attribute's name before it";
    context->state = HTML_ATTRIBUTE;
    context->name_at = *p;
    return NULL;
}

static const char *step_attribute(struct template_context *context, const char **p, const char *end)
{
    while (*p < end && !is_space(**p) && !strchr("/>=", **p)) {
        if (strchr("\"'<", **p))
            return "a quote or < in a tag outside a value: is a quote or > missing before it?";
        (*p)++;
    }
    const char *refusal = end_attribute_name(context, *p);
    if (refusal)
        return refusal;
    if (*p < end && **p == '=') {
        context->state = HTML_EQUALS;
        (*p)++;
    } else if (*p < end && is_space(**p)) {
        context->state = HTML_ATTRIBUTE_DONE;
    }
    return NULL;
}

static const char *step_attribute_done(struct template_context *context, const char **p,
                                       const char *end)
{
    (void)end;
    if (is_space(**p)) {
        (*p)++;
    } else if (**p == '=') {
        context->state = HTML_EQUALS;
        (*p)++;
    } else {
        context->state = HTML_IN_TAG;
    }
    return NULL;
}

static const char *step_equals(struct template_context *context, const char **p, const char *end)
{
    (void)end;
    char c = **p;
    if (c == '>')
        return "an attribute without its value";
    if (c == '"' || c == '\'') {
        context->state = HTML_QUOTED;
        context->quote = c;
        context->url = URL_START;
        context->scheme_at = *p + 1;
        (*p)++;
    } else if (is_space(c)) {
        (*p)++;
    } else {
        context->state = HTML_UNQUOTED;
    }
    return NULL;
}

static const char *step_unquoted(struct template_context *context, const char **p, const char *end)
{
    while (*p < end && !is_space(**p) && **p != '>') {
        if (strchr("\"'<=`", **p))
            return "a quote, < or = in an attribute without quotes";
        (*p)++;
    }
    if (*p < end)
        context->state = HTML_GLUED;
    return NULL;
}

static const char *step_quoted(struct template_context *context, const char **p, const char *end)
{
    const char *stop = memchr(*p, context->quote, (size_t)(end - *p));
    if (context->is_url)
        template_url_text(context, *p, stop ? stop : end);
    if (stop)
        context->state = HTML_GLUED;
    *p = stop ? stop + 1 : end;
    return NULL;
}

/* How much of "</name" and what ends it stands at p: 0 none, 1 the beginning and then the run's
 * end, 2 all. */
static int match_end_tag(struct str name, const char *p, const char *end)
{
    size_t have = (size_t)(end - p), want = name.n + 2;
    if (have == 1)
        return 1;
    if (p[1] != '/')
        return 0;
    size_t n = have - 2 < name.n ? have - 2 : name.n;
    if (!str_eq_nocase(str_make(p + 2, n), str_first(name, n)))
        return 0;
    if (have <= want)
        return 1;
    return is_space(p[want]) || p[want] == '/' || p[want] == '>' ? 2 : 0;
}

/* Inside title, textarea, script and so on: on to its end tag. */
static const char *step_inside(struct template_context *context, const char **p, const char *end)
{
    const char *lt;
    while ((lt = memchr(*p, '<', (size_t)(end - *p))) != NULL) {
        *p = lt;
        int match = match_end_tag(context->element->name, lt, end);
        if (match == 2) {
            context->state = HTML_TAG_NAME;
            context->closing = true;
            context->tag_at = lt;
            context->name_at = *p = lt + 2;
            return NULL;
        }
        if (match == 1)
            return "< before a tag or the end, inside an element of text: write &lt;";
        if (context->state == HTML_RAW && str_starts(str_make(lt, (size_t)(end - lt)), STR("<!--")))
            return "a comment inside a script or style";
        (*p)++;
    }
    *p = end;
    return NULL;
}

typedef const char *step_function(struct template_context *context, const char **p,
                                  const char *end);

static step_function *const steps[] = {
    [HTML_TEXT] = step_text,           [HTML_TAG_NAME] = step_tag_name,
    [HTML_IN_TAG] = step_in_tag,       [HTML_GLUED] = step_glued,
    [HTML_ATTRIBUTE] = step_attribute, [HTML_ATTRIBUTE_DONE] = step_attribute_done,
    [HTML_EQUALS] = step_equals,       [HTML_UNQUOTED] = step_unquoted,
    [HTML_QUOTED] = step_quoted,       [HTML_RCDATA] = step_inside,
    [HTML_RAW] = step_inside,
};

/* ---- what the compiler asks ---- */

const char *template_context_text(struct template_context *context, struct str text,
                                  const char **ret_at)
{
    const char *p = text.p, *end = text.p + text.n;
    while (p < end) {
        const char *refusal = steps[context->state](context, &p, end);
        if (refusal) {
            *ret_at = p < end ? p : end - 1;
            return refusal;
        }
    }
    return NULL;
}

/* Why no value, or no tag at all, may stand in a state; NULL where one may. */
static const char *const value_refusals[] = {
    [HTML_TAG_OPEN] = "a value in the name of a tag",
    [HTML_IN_TAG] = "a value in the name of an attribute: only literal names",
    [HTML_GLUED] = "a value in the name of a tag or an attribute: only literal names",
    [HTML_ATTRIBUTE_DONE] = "a value in the name of an attribute: only literal names",
    [HTML_EQUALS] = "a value in an attribute without quotes: put quotes round it",
    [HTML_UNQUOTED] = "a value in an attribute without quotes: put quotes round it",
    [HTML_RAW] = "a value in a script, a style or an iframe: use a data-… attribute",
    [HTML_MARKUP] = "a value in a comment or doctype: {{! … }} is not sent",
};

static const char *const tag_refusals[] = {
    [HTML_TAG_OPEN] = "a tag of the template directly after <",
    [HTML_EQUALS] = "a section, partial or comment in an attribute without quotes",
    [HTML_UNQUOTED] = "a section, partial or comment in an attribute without quotes",
    [HTML_RAW] = "a section, partial or comment in a script, a style or an iframe",
    [HTML_MARKUP] = "a section, partial or comment in an HTML comment or doctype",
    [HTML_QUOTED] = NULL,
};

static const char *quoted_value(struct template_context *context, enum template_escaper *ret)
{
    if (context->refusal)
        return context->refusal;
    context->has_value = true;
    *ret = ESCAPE_TEXT;
    return context->is_url ? template_url_value(context, ret) : NULL;
}

const char *template_context_value(struct template_context *context, bool raw,
                                   enum template_escaper *ret_escaper)
{
    if (raw && context->state != HTML_TEXT)
        return "{{{…}}} outside text";
    switch (context->state) {
    case HTML_TEXT:
        *ret_escaper = raw ? ESCAPE_NONE : ESCAPE_TEXT;
        return NULL;
    case HTML_RCDATA:
        *ret_escaper = ESCAPE_TEXT;
        return NULL;
    case HTML_QUOTED:
        return quoted_value(context, ret_escaper);
    default:
        return value_refusals[context->state];
    }
}

const char *template_context_tag(struct template_context *context, enum tag_kind kind)
{
    if (kind == TAG_PARTIAL && context->state != HTML_TEXT)
        return "a partial outside text";
    if (context->state == HTML_ATTRIBUTE_DONE)
        context->state = HTML_IN_TAG;
    return context->state < COUNT_OF(tag_refusals) ? tag_refusals[context->state] : NULL;
}

const char *template_context_join(const struct template_context *before,
                                  struct template_context *context)
{
    bool same = before->state == context->state;
    if (before->state == HTML_GLUED && context->state == HTML_IN_TAG) {
        context->state = HTML_GLUED;
        same = true;
    }
    if (same && before->state != HTML_TEXT)
        same = before->tag_at == context->tag_at;
    if (same && before->state == HTML_QUOTED)
        same = before->name_at == context->name_at;
    if (!same && before->state == HTML_IN_TAG && context->state == HTML_GLUED)
        return "no space at the end of this section in a tag: put one space at its beginning and "
               "none before it, {{#s}} name{{/s}}";
    if (!same)
        return "this section ends at another place in the HTML than it began";
    context->url = template_url_join(before->url, context->url);
    return NULL;
}

const char *template_context_end(const struct template_context *context)
{
    if (context->state == HTML_TEXT)
        return NULL;
    if (context->state == HTML_RCDATA || context->state == HTML_RAW)
        return "the file ends inside an element of text: its end tag is missing";
    return "the file ends inside a tag or comment";
}
