/* DESIGN: numbers, hashes and ids of a draw's record, each with its place when it is wrong. */
#include "draw_json.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>

bool draw_json_bad(const struct draw_json *r, const char *path, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *what = arena_vprintf(r->why->arena, format, args);
    va_end(args);
    (void)!refuse(r->why, ERR_INVALID, "bad-draw", "%s: %s", *path ? path : "the record", what);
    return false;
}

const char *draw_json_path(const struct draw_json *r, const char *path, const char *key)
{
    return *path ? arena_printf(r->why->arena, "%s.%s", path, key) : key;
}

const char *draw_json_path_at(const struct draw_json *r, const char *path, size_t at)
{
    return arena_printf(r->why->arena, "%s[%zu]", path, at);
}

/* How `key` stands in "a b? c": 0 not at all, 1 it may be there, 2 it must. */
static int has_key(const char *keys, const char *key)
{
    struct str rest = str_of(keys), word;
    while (str_split(&rest, ' ', &word)) {
        bool may = str_ends(word, STR("?"));
        if (str_eq_c(str_first(word, word.n - may), key))
            return may ? 1 : 2;
    }
    return 0;
}

bool draw_json_object(const struct draw_json *r, const char *path, const json_t *value,
                      const char *keys)
{
    const char *key;
    json_t *child;
    struct str rest = str_of(keys), word;
    if (!json_is_object(value))
        return draw_json_bad(r, path, "must be an object in braces");
    json_object_foreach((json_t *)value, key, child)
    {
        if (!has_key(keys, key))
            return draw_json_bad(r, path, "has a member that no draw has");
    }
    while (str_split(&rest, ' ', &word)) {
        const char *name = arena_str_c(r->why->arena, word);
        if (!str_ends(word, STR("?")) && !json_object_get(value, name))
            return draw_json_bad(r, draw_json_path(r, path, name), "is missing");
    }
    return true;
}

static bool read_number(const struct draw_json *r, const char *path, const json_t *value,
                        int64_t least, int64_t most, int64_t *ret)
{
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < least || number > most)
        return draw_json_bad(r, path, "must be a whole number from %lld to %lld", (long long)least,
                             (long long)most);
    *ret = number;
    return true;
}

bool draw_json_number(const struct draw_json *r, const char *path, const json_t *object,
                      const char *key, int64_t least, int64_t most, int64_t *ret)
{
    return read_number(r, draw_json_path(r, path, key), json_object_get(object, key), least, most,
                       ret);
}

bool draw_json_int(const struct draw_json *r, const char *path, const json_t *object,
                   const char *key, int least, int most, int *ret)
{
    int64_t number;
    if (!draw_json_number(r, path, object, key, least, most, &number))
        return false;
    *ret = (int)number;
    return true;
}

bool draw_json_bool(const struct draw_json *r, const char *path, const json_t *object,
                    const char *key, bool *ret)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_boolean(value))
        return draw_json_bad(r, draw_json_path(r, path, key), "must be true or false");
    *ret = json_is_true(value);
    return true;
}

const json_t *draw_json_array(const struct draw_json *r, const char *path, const json_t *object,
                              const char *key, size_t most)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_array(value) && json_array_size(value) <= most)
        return value;
    draw_json_bad(r, draw_json_path(r, path, key), "must be a list of at most %zu", most);
    return NULL;
}

bool draw_json_hash(const struct draw_json *r, const char *path, const json_t *object,
                    const char *key, char ret[static SHA256_HEX_MAX])
{
    const char *text = json_string_value(json_object_get(object, key));
    if (!text || strlen(text) != SHA256_HEX_MAX - 1 ||
        strspn(text, "0123456789abcdef") != SHA256_HEX_MAX - 1)
        return draw_json_bad(r, draw_json_path(r, path, key),
                             "must be 64 digits from 0 to 9 and a to f");
    memcpy(ret, text, SHA256_HEX_MAX);
    return true;
}

bool draw_json_room(const struct draw_json *r, const char *path, const json_t *value,
                    const struct draw_list *list, int *ret)
{
    for (int i = 0; json_is_integer(value) && i < list->room_count; i++) {
        if (list->rooms[i] == json_integer_value(value)) {
            *ret = i;
            return true;
        }
    }
    return draw_json_bad(r, path, "must be one of list.rooms");
}

bool draw_json_talk(const struct draw_json *r, const char *path, const json_t *value,
                    const struct draw_list *list, int *ret)
{
    for (int i = 0; json_is_integer(value) && i < list->talk_count; i++) {
        if (list->talks[i].id == json_integer_value(value)) {
            *ret = i;
            return true;
        }
    }
    return draw_json_bad(r, path, "must be the id of a talk in list.talks");
}
