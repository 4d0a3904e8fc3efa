/* DESIGN: JSON bodies to values, each fault under the name of its field. */
#include "json_input.h"

#include <limits.h>

static const char *whole_name(const struct json_input *in, const char *name)
{
    return arena_printf(in->reader->why->arena, "%s%s", in->prefix, name);
}

void json_input_refuse(const struct json_input *in, const char *name, const char *sentence)
{
    refuse_field(in->reader->why, whole_name(in, name), "%s", sentence);
}

/* For `return bad(…)` in a getter. */
static bool bad(const struct json_input *in, const char *name, const char *sentence)
{
    json_input_refuse(in, name, sentence);
    return false;
}

static const json_t *find(const struct json_input *in, const char *name)
{
    return in->object ? json_object_get(in->object, name) : NULL;
}

struct json_input json_input_of(struct json_reader *reader, const json_t *body)
{
    return (struct json_input){reader, body, ""};
}

bool json_input_has(const struct json_input *in, const char *name)
{
    return find(in, name) != NULL;
}

void json_input_require(const struct json_input *in, const char *names)
{
    struct str rest = str_of(names), name;
    while (str_split(&rest, ' ', &name)) {
        const char *text = arena_str_c(in->reader->why->arena, name);
        if (!json_input_has(in, text))
            json_input_refuse(in, text, "This field is missing. Send it.");
    }
}

/* ---- single values ---- */

bool json_input_text(const struct json_input *in, const char *name, const char **ret)
{
    const json_t *value = find(in, name);
    if (!value)
        return false;
    if (!json_is_string(value))
        return bad(in, name, "Send a text in quotes.");
    struct str text = str_make(json_string_value(value), json_string_length(value));
    *ret = arena_str_c(in->reader->why->arena, str_trim(text));
    return true;
}

bool json_input_int(const struct json_input *in, const char *name, int *ret)
{
    const json_t *value = find(in, name);
    if (!value)
        return false;
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < INT_MIN || number > INT_MAX)
        return bad(in, name, "Send a whole number, without quotes.");
    *ret = (int)number;
    return true;
}

bool json_input_bool(const struct json_input *in, const char *name, bool *ret)
{
    const json_t *value = find(in, name);
    if (!value)
        return false;
    if (!json_is_boolean(value))
        return bad(in, name, "Send true or false, without quotes.");
    *ret = json_is_true(value);
    return true;
}

bool json_input_id(const struct json_input *in, const char *name, int64_t *ret)
{
    const json_t *value = find(in, name);
    if (!value)
        return false;
    if (!json_is_integer(value) || json_integer_value(value) < 1)
        return bad(in, name, "Send an id: a whole number from 1 on, without quotes.");
    *ret = json_integer_value(value);
    return true;
}

bool json_input_instant(const struct json_input *in, const char *name, struct instant *ret)
{
    const json_t *value = find(in, name);
    if (!value)
        return false;
    if (!json_is_string(value) ||
        instant_parse(str_make(json_string_value(value), json_string_length(value)), ret) != OK)
        return bad(in, name,
                   "Send a date and a time with its offset from UTC, like "
                   "\"2026-11-12T16:00:00+00:00\".");
    return true;
}

bool json_input_instant_or_null(const struct json_input *in, const char *name, struct instant *ret)
{
    if (!json_is_null(find(in, name)))
        return json_input_instant(in, name, ret);
    *ret = (struct instant){0};
    return true;
}

bool json_input_day(const struct json_input *in, const char *name, struct day *ret)
{
    const json_t *value = find(in, name);
    if (!value)
        return false;
    if (!json_is_string(value) ||
        day_parse(str_make(json_string_value(value), json_string_length(value)), ret) != OK)
        return bad(in, name, "Send a date, like \"2026-11-12\".");
    return true;
}

bool json_input_day_or_null(const struct json_input *in, const char *name, struct day *ret)
{
    if (!json_is_null(find(in, name)))
        return json_input_day(in, name, ret);
    *ret = DAY_NONE;
    return true;
}

bool json_input_hours(const struct json_input *in, const char *name, int *ret_minutes)
{
    const json_t *value = find(in, name);
    if (!value)
        return false;
    double hours = json_number_value(value);
    if (!json_is_number(value) || !(hours >= 0) || hours > 24)
        return bad(in, name, "Send a number of hours from 0 to 24, like 1.5.");
    *ret_minutes = (int)(hours * 60 + 0.5);
    return true;
}

/* ---- lists and objects ---- */

bool json_input_ids(const struct json_input *in, const char *name, int max, int64_t **ret_ids,
                    int *ret_count)
{
    const json_t *value = find(in, name), *item;
    struct arena *arena = in->reader->why->arena;
    size_t i;
    if (!value)
        return false;
    if (!json_is_array(value) || json_array_size(value) > (size_t)max)
        return bad(in, name, arena_printf(arena, "Send a list of at most %d ids.", max));
    int64_t *ids = ARENA_ARRAY(arena, int64_t, json_array_size(value) + 1);
    json_array_foreach(value, i, item)
    {
        if (!json_is_integer(item) || json_integer_value(item) < 1)
            return bad(in, name, "Send a list of ids: whole numbers from 1 on, without quotes.");
        ids[i] = json_integer_value(item);
    }
    *ret_ids = ids;
    *ret_count = (int)json_array_size(value);
    return true;
}

static void check_known(const struct json_input *in, const char *known)
{
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)in->object, key, item)
    {
        if (form_word_in(str_of(key), known) || in->reader->unknown)
            continue;
        struct str name = str_first(str_of(key), str_utf8_prefix(str_of(key), 60));
        bool shown = !str_has_controls(name, false);
        in->reader->unknown =
            whole_name(in, shown ? arena_str_c(in->reader->why->arena, name) : "?");
        in->reader->known = known;
    }
}

bool json_input_object(const struct json_input *in, const char *name, const char *known,
                       struct json_input *ret)
{
    const json_t *value = find(in, name);
    struct arena *arena = in->reader->why->arena;
    if (!value)
        return false;
    if (!json_is_object(value))
        return bad(in, name, arena_printf(arena, "Send an object with the fields %s.", known));
    *ret = (struct json_input){in->reader, value, arena_printf(arena, "%s%s.", in->prefix, name)};
    check_known(ret, known);
    return true;
}

bool json_input_objects(const struct json_input *in, const char *name, const char *known, int max,
                        struct json_input **ret_items, int *ret_count)
{
    const json_t *value = find(in, name), *item;
    struct arena *arena = in->reader->why->arena;
    size_t i, count = json_array_size(value);
    if (!value)
        return false;
    if (!json_is_array(value) || count < 1 || count > (size_t)max)
        return bad(
            in, name,
            arena_printf(arena, "Send a list of 1 to %d objects with the fields %s.", max, known));
    struct json_input *items = ARENA_ARRAY(arena, struct json_input, count);
    json_array_foreach(value, i, item)
    {
        if (!json_is_object(item))
            return bad(in, name, arena_printf(arena, "Send objects with the fields %s.", known));
        items[i] = (struct json_input){in->reader, item,
                                       arena_printf(arena, "%s%s[%zu].", in->prefix, name, i)};
        check_known(&items[i], known);
    }
    *ret_items = items;
    *ret_count = (int)count;
    return true;
}

enum err json_input_end(struct json_reader *reader, struct response *response)
{
    if (!reader->unknown)
        return refusal_check(reader->why);
    reader->why->field_count = 0;
    response->status = 400;
    return refuse(reader->why, ERR_INVALID, "unknown-field",
                  "There is no field called \"%s\" here. The fields are: %s.", reader->unknown,
                  reader->known);
}
