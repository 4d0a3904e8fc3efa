/* DESIGN: responses and refusals to the bytes of a reply, with the headers every answer carries. */
#include "reply.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_BYTES_MAX = 4 << 20 };

const char REPLY_HEADERS[] =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src "
    "'self'; connect-src 'self'; font-src 'none'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri "
    "/csp-report\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n";

static json_t *field_errors(const struct refusal *why)
{
    json_t *errors = json_array();
    for (int i = 0; why && i < why->field_count; i++)
        json_array_append_new(errors, json_pack("{s:s, s:s}", "field", why->fields[i].field,
                                                "message", why->fields[i].message));
    return errors;
}

/* RFC 9457; `errors` for bad fields, `other_id` for what it clashes with. */
static json_t *problem(const struct reply *reply, int status, const char *slug, const char *detail,
                       const struct refusal *why)
{
    const char *type = arena_printf(reply->arena, "/problems/%s", slug);
    json_t *body = json_pack("{s:s, s:s, s:i, s:s}", "type", type, "title",
                             route_status_title(status), "status", status, "detail", detail);
    if (why && why->field_count)
        json_object_set_new(body, "errors", field_errors(why));
    if (why && why->other_id)
        json_object_set_new(body, "other_id", json_integer(why->other_id));
    return body;
}

static json_t *error_page(const struct reply *reply, int status, const char *detail)
{
    const char *title = route_status_title(status);
    json_t *view = json_pack("{s:{s:s, s:s}, s:i, s:s, s:{s:s, s:s}}", "page", "title", title,
                             "heading", title, "status", status, "message", detail, "next", "text",
                             "Go to the start", "href", "/");
    if (status >= 500) /* the log has a line with this number */
        json_object_set_new(view, "request_id", json_string(reply->request_id));
    return view;
}

static void refuse_with(const struct reply *reply, int status, const char *slug, const char *detail,
                        const struct refusal *why, struct response *response)
{
    response->status = status;
    if (reply->api) {
        response->json = problem(reply, status, slug, detail, why);
        response->content_type = "application/problem+json";
    } else {
        response->template = "error.html";
        response->view = error_page(reply, status, detail);
    }
    if (status == 401)
        response->headers = "WWW-Authenticate: Bearer\r\n";
}

void reply_refuse(const struct reply *reply, enum err err, const struct refusal *why,
                  struct response *response)
{
    const struct route_status *status = route_status(err);
    if (response->template || response->json || response->location) {
        if (!response->status)
            response->status = reply->api ? status->api : status->page;
        return;
    }
    if (err == ERR_BUSY || err == ERR_IO)
        response->retry_after_s = 5;
    int code = response->status ? response->status : reply->api ? status->api : status->page;
    bool told = why && why->slug;
    refuse_with(reply, code, told ? why->slug : status->slug, told ? why->detail : status->sentence,
                why, response);
}

void reply_refuse_status(const struct reply *reply, int status, const char *slug,
                         const char *sentence, struct response *response)
{
    response_done(response);
    refuse_with(reply, status, slug, sentence, NULL, response);
}

static enum err render_body(const struct reply *reply, const struct response *response,
                            struct http_reply *ret, const char **ret_type)
{
    enum err err = OK;
    if (response->template) {
        struct buf page;
        buf_init(&page, PAGE_BYTES_MAX);
        err = template_render(reply->templates, response->template, response->view, &page);
        if (err == OK)
            ret->body = arena_str(reply->arena, buf_str(&page));
        buf_done(&page);
        *ret_type = "text/html; charset=utf-8";
    } else if (response->json) {
        char *text = json_dumps(response->json, JSON_COMPACT);
        if (!text)
            return ERR_BUG;
        ret->body = arena_str(reply->arena, str_of(text));
        free(text);
        *ret_type = response->content_type ? response->content_type : "application/json";
    } else {
        ret->body = response->body;
        ret->blob = response->blob;
        *ret_type = response->content_type;
    }
    return err;
}

enum err reply_render(const struct reply *reply, const struct response *response,
                      struct http_reply *ret)
{
    struct http_reply out = {.status = response->status ? response->status : 200};
    const char *type = NULL;
    struct buf head;
    enum err err = render_body(reply, response, &out, &type);
    if (err != OK)
        return err == ERR_LIMIT || err == ERR_NOT_FOUND ? ERR_BUG : err;
    buf_init(&head, 16384);
    buf_add_c(&head, REPLY_HEADERS);
    if (!response->cacheable)
        buf_add_c(&head, "Cache-Control: no-store\r\n");
    if (type)
        buf_printf(&head, "Content-Type: %s\r\n", type);
    if (response->location)
        buf_printf(&head, "Location: %s\r\n", response->location);
    if (response->filename)
        buf_printf(&head, "Content-Disposition: attachment; filename=\"%s\"\r\n",
                   response->filename);
    if (response->retry_after_s)
        buf_printf(&head, "Retry-After: %d\r\n", response->retry_after_s);
    if (response->headers)
        buf_add_c(&head, response->headers);
    out.headers = arena_str(reply->arena, buf_str(&head));
    buf_done(&head);
    *ret = out;
    return OK;
}
