/* DESIGN: the layout of a pack's JSON, which people read and compare. */
#include "policy_layout_json.h"

#include <stdlib.h>

#include "buf.h"
#include "check.h"

enum { LINE_BYTES = 100, DEPTH_MAX = 20, OUT_BYTES_MAX = 4 * PACK_BYTES_MAX };

static void add_scalar(struct buf *out, const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
    CHECK(text != NULL);
    buf_add_c(out, text);
    free(text);
}

static void add_inline(struct buf *out, const json_t *value);

static void add_members_inline(struct buf *out, const json_t *object)
{
    const char *key, *comma = "{ ";
    json_t *child;
    json_object_foreach((json_t *)object, key, child)
    {
        buf_add_c(out, comma);
        buf_add_json(out, str_of(key));
        buf_add_c(out, ": ");
        add_inline(out, child);
        comma = ", ";
    }
    buf_add_c(out, json_object_size(object) ? " }" : "{}");
}

static void add_inline(struct buf *out, const json_t *value)
{
    if (json_is_object(value)) {
        add_members_inline(out, value);
    } else if (json_is_array(value)) {
        buf_add_char(out, '[');
        for (size_t i = 0; i < json_array_size(value); i++) {
            buf_add_c(out, i ? ", " : "");
            add_inline(out, json_array_get(value, i));
        }
        buf_add_char(out, ']');
    } else {
        add_scalar(out, value);
    }
}

/* Holds objects: never on one line. */
static bool is_nested(const json_t *value)
{
    const char *key;
    json_t *child;
    for (size_t i = 0; i < json_array_size(value); i++)
        if (json_is_object(json_array_get(value, i)))
            return true;
    if (!json_is_object(value))
        return false;
    json_object_foreach((json_t *)value, key, child)
    {
        if (json_is_object(child))
            return true;
    }
    return false;
}

static bool is_scalar_or_empty(const json_t *value)
{
    return json_object_size(value) + json_array_size(value) == 0;
}

/* On one line, if it is short, flat and not the whole. */
static bool try_inline(struct buf *out, const json_t *value, int indent)
{
    struct buf line;
    bool fits = is_scalar_or_empty(value);
    if (!fits && (indent == 0 || is_nested(value)))
        return false;
    buf_init(&line, OUT_BYTES_MAX);
    add_inline(&line, value);
    fits = fits || str_utf8_count(buf_str(&line)) + (size_t)indent <= LINE_BYTES;
    if (fits)
        buf_add_str(out, buf_str(&line));
    buf_done(&line);
    return fits;
}

static void add_value(struct buf *out, const json_t *value, int indent);

static void begin_line(struct buf *out, const char *before, int indent)
{
    buf_printf(out, "%s\n%*s", before, indent, "");
}

static void add_lines(struct buf *out, const json_t *value, int indent)
{
    const char *key, *comma = json_is_object(value) ? "{" : "[";
    json_t *child;
    for (size_t i = 0; i < json_array_size(value); i++) {
        begin_line(out, comma, indent + 2);
        add_value(out, json_array_get(value, i), indent + 2);
        comma = ",";
    }
    if (json_is_object(value))
        json_object_foreach((json_t *)value, key, child)
        {
            begin_line(out, comma, indent + 2);
            buf_add_json(out, str_of(key));
            buf_add_c(out, ": ");
            add_value(out, child, indent + 2);
            comma = ",";
        }
    begin_line(out, "", indent);
    buf_add_char(out, json_is_object(value) ? '}' : ']');
}

static void add_value(struct buf *out, const json_t *value, int indent)
{
    if (!try_inline(out, value, indent))
        add_lines(out, value, indent);
}

struct str policy_layout_json_value(const json_t *root, struct arena *arena)
{
    struct buf out;
    buf_init(&out, OUT_BYTES_MAX);
    add_value(&out, root, 0);
    buf_add_char(&out, '\n');
    CHECK(!out.full);
    struct str text = arena_str(arena, buf_str(&out));
    buf_done(&out);
    return text;
}

static int depth_of(const json_t *value, int depth)
{
    const char *key;
    json_t *child;
    int deepest = depth;
    if (depth > DEPTH_MAX)
        return depth;
    for (size_t i = 0; i < json_array_size(value); i++) {
        int below = depth_of(json_array_get(value, i), depth + 1);
        deepest = below > deepest ? below : deepest;
    }
    if (json_is_object(value))
        json_object_foreach((json_t *)value, key, child)
        {
            int below = depth_of(child, depth + 1);
            deepest = below > deepest ? below : deepest;
        }
    return deepest;
}

enum err policy_layout_json(struct str json, struct arena *arena, struct str *ret)
{
    if (json.n > PACK_BYTES_MAX)
        return ERR_INVALID;
    json_t *root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES, NULL);
    bool fits = root && depth_of(root, 0) <= DEPTH_MAX;
    if (fits)
        *ret = policy_layout_json_value(root, arena);
    json_decref(root);
    return fits ? OK : ERR_INVALID;
}
