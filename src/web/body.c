/* DESIGN: bodies to fields: known ones only, none twice, valid UTF-8, no control characters. */
#include "body.h"

#include <string.h>

enum { JSON_DEPTH_MAX = 16 };

static enum err fault(struct body_fault *ret, int status, const char *slug, const char *sentence)
{
    *ret = (struct body_fault){status, slug, sentence};
    return ERR_INVALID;
}

static bool has_type(const struct http_request *http, const char *type)
{
    struct str value = http_request_header(http, "content-type");
    long at = value.p ? str_find(value, ';') : -1;
    struct str bare = str_trim(at >= 0 ? str_first(value, (size_t)at) : value);
    return value.p && str_eq_nocase(bare, str_of(type));
}

enum err body_read_query(struct arena *arena, struct request *request, struct body_fault *ret_fault)
{
    const char *what = "";
    if (form_parse(request->query_text, arena, &request->query, &what) != OK)
        return fault(ret_fault, 400, "malformed",
                     arena_printf(arena, "The address could not be read: %s.", what));
    return OK;
}

static enum err read_form(const struct http_request *http, struct arena *arena,
                          struct request *request, struct body_fault *ret_fault)
{
    const char *what = "";
    struct str unknown;
    if (http->body.n && !has_type(http, "application/x-www-form-urlencoded"))
        return fault(ret_fault, 415, "wrong-type",
                     "This address takes a form. Use the page it belongs to.");
    if (form_parse(http->body, arena, &request->form, &what) != OK)
        return fault(
            ret_fault, 400, "malformed",
            arena_printf(arena, "The form could not be read: %s. Go back and try again.", what));
    if (form_check_known(&request->form, request->route->fields, &unknown) != OK)
        return fault(
            ret_fault, 400, "unknown-field",
            arena_printf(
                arena,
                "This form has no field called %.*s. Go back, reload the page and try again.",
                (int)unknown.n, unknown.p));
    return OK;
}

/* Depth and characters of every text in it; *ret_what says what is wrong. */
static bool is_clean(const json_t *value, int depth, const char **ret_what)
{
    const char *key;
    json_t *item;
    size_t i;
    if (depth > JSON_DEPTH_MAX) {
        *ret_what = "it is nested too deeply";
        return false;
    }
    if (json_is_string(value) &&
        str_has_controls(str_make(json_string_value(value), json_string_length(value)), true)) {
        *ret_what = "a text holds a control character";
        return false;
    }
    json_array_foreach((json_t *)value, i,
                       item) if (!is_clean(item, depth + 1, ret_what)) return false;
    json_object_foreach((json_t *)value, key,
                        item) if (!is_clean(item, depth + 1, ret_what)) return false;
    return true;
}

static enum err check_keys(const json_t *object, struct arena *arena, const char *known,
                           struct body_fault *ret_fault)
{
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)object, key, item)
    {
        struct str name = str_first(str_of(key), str_utf8_prefix(str_of(key), 60));
        if (form_word_in(str_of(key), known))
            continue;
        return fault(ret_fault, 400, "unknown-field",
                     arena_printf(arena,
                                  "There is no field called \"%s\" here. The fields are: %s.",
                                  str_has_controls(name, false) ? "?" : arena_str_c(arena, name),
                                  known[0] ? known : "none"));
    }
    return OK;
}

static enum err read_json(const struct http_request *http, struct arena *arena,
                          struct request *request, struct body_fault *ret_fault)
{
    json_error_t error;
    const char *what = "";
    if (http->body.n == 0)
        return OK;
    if (!has_type(http, "application/json"))
        return fault(ret_fault, 415, "wrong-type",
                     "Send JSON with Content-Type: application/json.");
    request->json = json_loadb(http->body.p, http->body.n, JSON_REJECT_DUPLICATES, &error);
    if (!request->json)
        return fault(ret_fault, 400, "malformed",
                     arena_printf(arena, "The body is not JSON: line %d, column %d: %s.",
                                  error.line, error.column, error.text));
    if (!json_is_object(request->json))
        return fault(ret_fault, 400, "malformed", "The body must be a JSON object.");
    if (!is_clean(request->json, 1, &what))
        return fault(ret_fault, 400, "malformed",
                     arena_printf(arena, "The body cannot be taken: %s.", what));
    return check_keys(request->json, arena, request->route->fields, ret_fault);
}

enum err body_read(const struct http_request *http, struct arena *arena, struct request *request,
                   struct body_fault *ret_fault)
{
    if (http->method == HTTP_GET || http->method == HTTP_HEAD)
        return OK;
    if (route_is_api(request->path))
        return read_json(http, arena, request, ret_fault);
    return read_form(http, arena, request, ret_fault);
}
