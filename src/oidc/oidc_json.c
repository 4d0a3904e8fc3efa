/* DESIGN: JSON of strangers, held to a depth before it is parsed. */
#include "oidc_json.h"

enum { DEPTH_MAX = 16 };

/* How deep it nests, looking only at brackets outside texts: jansson itself goes 2,048 deep. */
static bool is_shallow(struct str text)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']'))
            depth--;
        if (depth > DEPTH_MAX)
            return false;
    }
    return true;
}

enum err oidc_json_parse(struct str text, json_t **ret)
{
    json_error_t error;
    if (!text.n || !is_shallow(text))
        return ERR_INVALID;
    json_t *value = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(value)) {
        json_decref(value);
        return ERR_INVALID;
    }
    *ret = value;
    return OK;
}

const char *oidc_json_text(const json_t *object, const char *name, struct arena *arena)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_string(value))
        return NULL;
    struct str text = str_make(json_string_value(value), json_string_length(value));
    return str_has_controls(text, false) ? NULL : arena_str_c(arena, text);
}

bool oidc_json_is_true(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (json_is_integer(value))
        return json_integer_value(value) == 1;
    if (json_is_string(value))
        return str_eq_c(str_of(json_string_value(value)), "true") ||
               str_eq_c(str_of(json_string_value(value)), "1");
    return json_is_true(value);
}

bool oidc_json_lists(const json_t *object, const char *name, const char *text)
{
    const json_t *list = json_object_get(object, name);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        if (json_is_string(item) && str_eq_c(str_of(json_string_value(item)), text))
            return true;
    }
    return false;
}
