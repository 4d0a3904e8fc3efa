/* DESIGN: JSON of a pack's form in the body of a call. */
#include "policy_input.h"

#include <stdlib.h>

#include "policy_pack.h"

enum err policy_input_read(struct ctx *ctx, const struct request *request,
                           struct response *response, const char *name, const char *sentence,
                           struct str *ret_text, bool *ret_dry_run)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const json_t *pack = json_object_get(request->json, name);
    json_input_require(&in, name);
    json_input_bool(&in, "dry_run", ret_dry_run);
    if (pack && !json_is_object(pack))
        json_input_refuse(&in, name, sentence);
    enum err err = json_input_end(&reader, response);
    if (err != OK)
        return err;
    char *flat = json_dumps(pack, JSON_COMPACT);
    err = flat ? policy_layout_json(str_of(flat), ctx->arena, ret_text) : ERR_INVALID;
    free(flat);
    return err;
}
