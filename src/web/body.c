/* DESIGN: bodies to fields and files: known ones only, no field twice, clean UTF-8 in fields. */
#include "body.h"

#include <string.h>

enum { JSON_DEPTH_MAX = 16 };

static enum err fault(struct body_fault *ret, int status, const char *slug, const char *sentence)
{
    *ret = (struct body_fault){status, slug, sentence};
    return ERR_INVALID;
}

/* The content type without its parameters; p NULL if none was sent. */
static struct str bare_type(const struct http_request *http)
{
    struct str value = http_request_header(http, "content-type");
    long at = value.p ? str_find(value, ';') : -1;
    return at >= 0 ? str_trim(str_first(value, (size_t)at)) : value;
}

static bool has_type(const struct http_request *http, const char *type)
{
    struct str bare = bare_type(http);
    return bare.p && str_eq_nocase(bare, str_of(type));
}

enum err body_read_query(struct arena *arena, struct request *request, struct body_fault *ret_fault)
{
    const char *what = "";
    if (form_parse(request->query_text, arena, &request->query, &what) != OK)
        return fault(ret_fault, 400, "malformed",
                     arena_printf(arena, "The address could not be read: %s.", what));
    return OK;
}

static enum err check_form(struct arena *arena, const struct request *request,
                           struct body_fault *ret_fault)
{
    struct str unknown;
    if (form_check_known(&request->form, request->route->fields, &unknown) == OK)
        return OK;
    return fault(
        ret_fault, 400, "unknown-field",
        arena_printf(arena,
                     "This form has no field called %.*s. Go back, reload the page and try again.",
                     (int)unknown.n, unknown.p));
}

static enum err read_form(const struct http_request *http, struct arena *arena,
                          struct request *request, struct body_fault *ret_fault)
{
    const char *what = "";
    if (http->body.n && !has_type(http, "application/x-www-form-urlencoded"))
        return fault(ret_fault, 415, "wrong-type",
                     "This address takes a form. Use the page it belongs to.");
    if (form_parse(http->body, arena, &request->form, &what) != OK)
        return fault(
            ret_fault, 400, "malformed",
            arena_printf(arena, "The form could not be read: %s. Go back and try again.", what));
    return check_form(arena, request, ret_fault);
}

/* ---- files ---- */

static enum err check_files(struct arena *arena, const struct request *request,
                            struct body_fault *ret_fault)
{
    for (int i = 0; i < request->upload->count; i++) {
        struct str field = request->upload->files[i].field;
        if (!form_word_in(field, request->route->files))
            return fault(ret_fault, 400, "unknown-field",
                         arena_printf(arena, "This address takes no file called %.*s.",
                                      (int)field.n, field.p));
    }
    return OK;
}

static enum err read_multipart(const struct http_request *http, struct str boundary,
                               struct arena *arena, struct request *request,
                               struct body_fault *ret_fault)
{
    const char *what = "";
    struct upload *upload = ARENA_NEW(arena, struct upload);
    if (upload_open(http, upload) != OK)
        return fault(ret_fault, 503, "unavailable", "The file could not be read. Try again.");
    request->upload = upload;
    if (upload_parse(upload, boundary, arena, &request->form, &what) != OK)
        return fault(
            ret_fault, 400, "malformed",
            arena_printf(arena, "The form could not be read: %s. Go back and try again.", what));
    enum err err = check_form(arena, request, ret_fault);
    return err == OK ? check_files(arena, request, ret_fault) : err;
}

static enum err read_whole(const struct http_request *http, struct arena *arena,
                           struct request *request, struct body_fault *ret_fault)
{
    struct upload *upload = ARENA_NEW(arena, struct upload);
    if (upload_open(http, upload) != OK)
        return fault(ret_fault, 503, "unavailable", "The file could not be read. Try again.");
    request->upload = upload;
    upload_take_whole(upload, bare_type(http));
    return OK;
}

/* OK if it was neither a form with files nor a file itself: *ret_taken is false then. */
static enum err read_files(const struct http_request *http, struct arena *arena,
                           struct request *request, struct body_fault *ret_fault, bool *ret_taken)
{
    const struct route *route = request->route;
    struct str type = bare_type(http), boundary;
    enum err found = type.p && route->files
                         ? upload_boundary(http_request_header(http, "content-type"), &boundary)
                         : ERR_NOT_FOUND;
    *ret_taken = true;
    if (found == OK)
        return read_multipart(http, boundary, arena, request, ret_fault);
    if (found == ERR_INVALID)
        return fault(ret_fault, 400, "malformed", "The form's boundary cannot be read.");
    if (type.p && route->raw_types && http->content_length > 0 &&
        form_word_in(type, route->raw_types))
        return read_whole(http, arena, request, ret_fault);
    *ret_taken = false;
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
    bool taken = false;
    enum err err = read_files(http, arena, request, ret_fault, &taken);
    if (err != OK || taken)
        return err;
    if (http->body_fd >= 0)
        return fault(ret_fault, 413, "too-large", "That is more than this address takes.");
    if (route_is_api(request->path))
        return read_json(http, arena, request, ret_fault);
    return read_form(http, arena, request, ret_fault);
}
