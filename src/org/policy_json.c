/* DESIGN: the values of a pack's JSON, read strictly; each fault with file, line and path. */
#include "policy_json.h"

#include <stdarg.h>
#include <string.h>

bool policy_json_known(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

enum err policy_json_bad(const struct policy_json *r, const struct policy_json_place *place,
                         const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *what = arena_vprintf(r->why->arena, format, args);
    va_end(args);
    return refuse(r->why, ERR_INVALID, "bad-policy", "%s:%d: %s: %s", r->file,
                  policy_json_place_line(r->text, place),
                  policy_json_place_format(place, r->why->arena), what);
}

enum err policy_json_object(const struct policy_json *r, const struct policy_json_place *place,
                            const json_t *value, const char *const *must, const char *const *may)
{
    const char *key;
    json_t *child;
    if (!json_is_object(value))
        return policy_json_bad(r, place, "must be an object in braces");
    json_object_foreach((json_t *)value, key, child)
    {
        if (!policy_json_known(must, key) && !policy_json_known(may, key))
            return policy_json_bad(r, PLACE_KEY(place, key),
                                   "no such key; correct its spelling or take it out");
    }
    for (; must && *must; must++)
        if (!json_object_get(value, *must))
            return policy_json_bad(r, PLACE_KEY(place, *must), "is missing; add it");
    return OK;
}

enum err policy_json_array(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, int least, int most)
{
    if (!json_is_array(value) || json_array_size(value) < (size_t)least ||
        json_array_size(value) > (size_t)most)
        return policy_json_bad(r, place, "must be a list in square brackets of %d to %d", least,
                               most);
    return OK;
}

enum err policy_json_text(const struct policy_json *r, const struct policy_json_place *above,
                          const json_t *object, const char *key, int limit_bytes, const char **ret)
{
    const struct policy_json_place *place = PLACE_KEY(above, key);
    const json_t *value = json_object_get(object, key);
    struct str text = {json_string_value(value), json_string_length(value)};
    if (!json_is_string(value))
        return policy_json_bad(r, place, "must be a text in quotation marks");
    if (!text.n || text.n > (size_t)limit_bytes || str_has_controls(text, false) ||
        str_trim(text).n != text.n)
        return policy_json_bad(
            r, place, "must be 1 to %d bytes on one line, without spaces at the ends", limit_bytes);
    *ret = arena_str_c(r->why->arena, text);
    return OK;
}

enum err policy_json_key(const struct policy_json *r, const struct policy_json_place *above,
                         const json_t *object, const char *key, const char **ret)
{
    const char *text;
    enum err err = policy_json_text(r, above, object, key, POLICY_JSON_LABEL_BYTES_MAX, &text);
    if (err != OK)
        return err;
    if (strlen(text) > 40 || strspn(text, "abcdefghijklmnopqrstuvwxyz") == 0 ||
        text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")])
        return policy_json_bad(
            r, PLACE_KEY(above, key),
            "must be small letters, digits and _, a letter first, at most 40, like \"staff_room\"");
    *ret = text;
    return OK;
}

enum err policy_json_number(const struct policy_json *r, const struct policy_json_place *above,
                            const json_t *object, const char *key, int least, int most, int *ret)
{
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < least || number > most)
        return policy_json_bad(r, PLACE_KEY(above, key), "must be a whole number from %d to %d",
                               least, most);
    *ret = (int)number;
    return OK;
}

static bool is_line(struct str s)
{
    int64_t number;
    return s.n > 0 && s.n <= 6 && str_parse_int(s, &number) == OK && number > 0;
}

/* "product", "trust" (its own words, edited on screen), "B:58" or "B:56-61". */
static bool is_reference(const struct policy_json *r, struct str s)
{
    struct str document, lines, first;
    if (str_eq_c(s, "product") || str_eq_c(s, "trust"))
        return true;
    if (!str_split(&s, ':', &document) || !s.p || !document.n ||
        !json_object_getn(r->documents, document.p, document.n))
        return false;
    lines = s;
    (void)str_split(&lines, '-', &first);
    return is_line(first) && (!lines.p || is_line(lines));
}

enum err policy_json_source(const struct policy_json *r, const struct policy_json_place *above,
                            const json_t *object, const char *key, const char **ret)
{
    const char *text;
    enum err err = policy_json_text(r, above, object, key, POLICY_JSON_LABEL_BYTES_MAX, &text);
    if (err != OK)
        return err;
    if (r->origin == POLICY_SCHOOL && strcmp(text, "school") != 0)
        return policy_json_bad(r, PLACE_KEY(above, key), "must be \"school\"");
    struct str rest = str_of(text), part;
    while (r->origin != POLICY_SCHOOL && str_split(&rest, ',', &part))
        if (!is_reference(r, str_trim(part)))
            return policy_json_bad(
                r, PLACE_KEY(above, key),
                "must be \"product\", \"trust\" or lines of a document named in documents, like "
                "\"B:58\"; several are parted by commas");
    *ret = text;
    return OK;
}

enum err policy_json_rule(const struct policy_json *r, const struct policy_json_place *above,
                          const json_t *object, const char *key, struct deadline_rule *ret)
{
    const char *text, *fault;
    enum err err = policy_json_text(r, above, object, key, POLICY_JSON_LABEL_BYTES_MAX, &text);
    if (err == OK && deadline_rule_parse(str_of(text), ret, &fault) != OK)
        err = policy_json_bad(r, PLACE_KEY(above, key), "%s", fault);
    return err;
}
