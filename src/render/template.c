/* DESIGN: renders a compiled template over a view; reads both, writes only the buffer. */
#include "template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "template_set.h"

struct render {
    const struct template_set *set;
    struct buf *out;
    const json_t *levels[TEMPLATE_LEVELS_MAX + 1]; /* the view, then what sections entered */
    size_t depth;
};

const struct template_file *template_find(const struct template_set *set, struct str name)
{
    size_t low = 0, high = set->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        struct str here = str_of(set->files[middle].name);
        int order = memcmp(here.p, name.p, here.n < name.n ? here.n : name.n);
        if (order == 0 && here.n == name.n)
            return &set->files[middle];
        if (order < 0 || (order == 0 && here.n < name.n))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* From the innermost level outwards; NULL if no level has the key. */
static const json_t *find_key(const struct render *render, struct str key)
{
    for (size_t i = render->depth; i-- > 0;) {
        const json_t *value = json_object_getn(render->levels[i], key.p, key.n);
        if (value)
            return value;
    }
    return NULL;
}

/* The first part of a dotted name decides which level is meant. */
static const json_t *find_value(const struct render *render, struct str name)
{
    if (name.n == 1 && name.p[0] == '.')
        return render->levels[render->depth - 1];
    struct str rest = name, part;
    if (!str_split(&rest, '.', &part))
        return NULL;
    const json_t *value = find_key(render, part);
    while (value && str_split(&rest, '.', &part))
        value = json_object_getn(value, part.p, part.n);
    return value;
}

static bool is_true(const json_t *value)
{
    if (!value)
        return false;
    switch (json_typeof(value)) {
    case JSON_STRING:
        return json_string_length(value) > 0;
    case JSON_INTEGER:
        return json_integer_value(value) != 0;
    case JSON_REAL:
        return json_real_value(value) != 0;
    case JSON_ARRAY:
        return json_array_size(value) > 0;
    default:
        return json_is_object(value) || json_is_true(value);
    }
}

/* The fewest digits that give the same number again. */
static int format_real(double value, char *ret, size_t n)
{
    int length = 0;
    for (int digits = 15; digits <= 17; digits++) {
        length = snprintf(ret, n, "%.*g", digits, value);
        if (strtod(ret, NULL) == value)
            break;
    }
    return length;
}

static void render_value(struct render *render, const struct template_node *node)
{
    char number[40];
    struct str text = {"", 0};
    const json_t *value = find_value(render, node->text);
    if (json_is_string(value))
        text = str_make(json_string_value(value), json_string_length(value));
    else if (json_is_boolean(value))
        text = json_is_true(value) ? STR("true") : STR("false");
    else if (json_is_integer(value))
        text = str_make(number, (size_t)snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
                                                 json_integer_value(value)));
    else if (json_is_real(value))
        text =
            str_make(number, (size_t)format_real(json_real_value(value), number, sizeof(number)));
    template_escape(render->out, node->escaper, text);
}

static void render_nodes(struct render *render, const struct template_file *file, size_t from,
                         size_t to);

/* The section's nodes with `value` as the innermost level. */
static void render_inside(struct render *render, const struct template_file *file, size_t section,
                          const json_t *value)
{
    CHECK(render->depth < COUNT_OF(render->levels));
    render->levels[render->depth++] = value;
    render_nodes(render, file, section + 1, file->nodes[section].to);
    render->depth--;
}

static void render_section(struct render *render, const struct template_file *file, size_t section)
{
    const struct template_node *node = &file->nodes[section];
    const json_t *value = find_value(render, node->text);
    bool shown = is_true(value);
    if (node->kind == NODE_INVERSE) {
        if (!shown)
            render_nodes(render, file, section + 1, node->to);
    } else if (json_is_array(value)) {
        size_t count = json_array_size(value);
        for (size_t i = 0; i < count && !render->out->full; i++)
            render_inside(render, file, section, json_array_get(value, i));
    } else if (json_is_true(value)) {
        render_nodes(render, file, section + 1, node->to);
    } else if (shown) {
        render_inside(render, file, section, value);
    }
}

static void render_nodes(struct render *render, const struct template_file *file, size_t from,
                         size_t to)
{
    for (size_t i = from; i < to && !render->out->full; i++) {
        const struct template_node *node = &file->nodes[i];
        switch (node->kind) {
        case NODE_TEXT:
            buf_add_str(render->out, node->text);
            break;
        case NODE_VALUE:
            render_value(render, node);
            break;
        case NODE_SECTION:
        case NODE_INVERSE:
            render_section(render, file, i);
            i = node->to;
            break;
        case NODE_PARTIAL: {
            const struct template_file *partial = &render->set->files[node->to];
            render_nodes(render, partial, 0, partial->count);
            break;
        }
        case NODE_END:
            break;
        }
    }
}

enum err template_render(const struct template_set *set, const char *name, const json_t *view,
                         struct buf *out)
{
    const struct template_file *file = template_find(set, str_of(name));
    if (!file)
        return ERR_NOT_FOUND;
    struct render render = {.set = set, .out = out, .levels = {view}, .depth = 1};
    render_nodes(&render, file, 0, file->count);
    return out->full ? ERR_LIMIT : OK;
}
