/* DESIGN: the API's own description, as it lies in the binary. */
#include "api.h"
#include "check.h"
#include "embedded.h"

enum err api_document_show(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct str document = embedded_find(embedded_data, "openapi.json");
    (void)ctx;
    (void)request;
    CHECK(document.p != NULL);
    response->body = document;
    response->content_type = "application/json";
    return OK;
}
