/* DESIGN: pages that say the same to everybody: help, health, files of the binary. */
#include "asset.h"
#include "date_plan_gate.h"
#include "log.h"
#include "migrate.h"
#include "page.h"
#include "retention_view.h"
#include "school.h"
#include "tz.h"
#include "view.h"

static enum err plain(struct response *response, int status, const char *text)
{
    response->status = status;
    response->body = str_of(text);
    response->content_type = "text/plain; charset=utf-8";
    return OK;
}

enum err page_health(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)ctx;
    (void)request;
    return plain(response, 200, "ok\n");
}

/* Ready: the database answers and its schema is this binary's. */
enum err page_ready(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    struct migrate_fault fault;
    if (migrate_check(ctx->store, &fault) == OK)
        return plain(response, 200, "ok\n");
    return plain(response, 503, arena_printf(ctx->arena, "%s\n", fault.what));
}

enum err page_asset(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct asset *asset = asset_find(request->path);
    struct asset_body body;
    if (!asset)
        return ERR_NOT_FOUND;
    asset_choose(asset, request->accept_encoding, &body);
    response->cacheable = true;
    response_header(ctx, response, "Cache-Control: public, max-age=31536000, immutable");
    response_header(ctx, response, "Vary: Accept-Encoding");
    response_header(ctx, response, "ETag: %s", body.etag);
    if (body.encoding)
        response_header(ctx, response, "Content-Encoding: %s", body.encoding);
    if (request->if_none_match.p && str_eq_c(request->if_none_match, body.etag)) {
        response->status = 304;
        return OK;
    }
    response->body = body.bytes;
    response->content_type = asset->type;
    return OK;
}

/* Never disallows /cal/: Google's importer obeys it (calendar specification, section 8). */
enum err page_robots(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)ctx;
    (void)request;
    return plain(response, 200, "User-agent: *\nAllow: /cal/\nDisallow: /\n");
}

enum err page_help(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view = view_new("Help");
    (void)request;
    if (date_plan_gate_may(ctx))
        json_object_set_new(view, "plans_year", json_true());
    return response_page(response, "help.html", view);
}

enum err page_accessibility(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    (void)request;
    (void)ctx;
    return response_page(response, "accessibility.html", view_new("Accessibility"));
}

/* The notice, and the record of processing from the table that erasing goes by. */
enum err page_privacy(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct retention_state states[RETENTION_CLASSES_MAX];
    int count = 0;
    (void)request;
    enum err err = retention_list_periods(ctx->store, states, &count);
    if (err != OK)
        return err;
    json_t *view = view_new("Privacy"), *classes = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(classes, retention_view_class(ctx, &states[i]));
    view_list(view, "classes", classes);
    return response_page(response, "privacy.html", view);
}

/* Only that one came; its body may hold anything. */
enum err page_csp_report(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)ctx;
    (void)request;
    LOG(LOG_WARNING, "csp_report");
    response->status = 204;
    return OK;
}
