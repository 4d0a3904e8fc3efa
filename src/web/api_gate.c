/* DESIGN: what every call of the API has in common: its query, its scope, its versions. */
#include "api_gate.h"

#include "permission.h"

enum { VERSION_OTHER = -1 };

enum err api_gate_query(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct str unknown;
    const char *known = request->route->fields;
    if (form_check_known(&request->query, known, &unknown) == OK)
        return OK;
    response->status = 400;
    return refuse(&ctx->why, ERR_INVALID, "unknown-field",
                  "This address takes no \"%.*s\" behind the question mark. It takes: %s.",
                  (int)unknown.n, unknown.p, known[0] ? known : "nothing");
}

enum err api_gate_write(struct ctx *ctx)
{
    if (!ctx->actor.read_only)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "read-only",
                  "This token may only read. Ask your IT support for one that may write: `sparkd "
                  "token --scope write`.");
}

enum err api_gate_member(struct ctx *ctx)
{
    if (may(&ctx->actor, ACTION_EVENT_VIEW, &(struct object){.owner = ctx->actor.person}))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "You have no role in this trust at the moment. Ask an administrator for one.");
}

enum err api_gate_may(struct ctx *ctx, enum action action)
{
    struct permission_scope scope = permission_scope(&ctx->actor, action);
    if (scope.trust || scope.school_count || scope.own)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Your role does not let you %s. Ask an administrator if you think it should.",
                  permission_table[action].words);
}

/* ---- versions ---- */

void api_gate_tag(struct ctx *ctx, struct response *response, int version)
{
    response_header(ctx, response, "ETag: \"%d\"", version);
}

/* One tag; false if it is none. *ret is VERSION_OTHER if it is weak or not one of ours. */
static bool read_tag(struct str tag, int *ret)
{
    bool weak = str_starts(tag, STR("W/"));
    struct str quoted = weak ? str_from(tag, 2) : tag;
    int64_t version = 0;
    if (quoted.n < 2 || quoted.p[0] != '"' || quoted.p[quoted.n - 1] != '"')
        return false;
    struct str inner = str_first(str_from(quoted, 1), quoted.n - 2);
    if (str_find(inner, '"') >= 0)
        return false;
    bool ours = !weak && str_parse_int(inner, &version) == OK && version > 0 && version < INT32_MAX;
    *ret = ours ? (int)version : VERSION_OTHER;
    return true;
}

/* The version among the tags that is `now`, else any of them; false if there is none, or something
 * that is no tag. Empty places between commas are passed over (RFC 9110, section 5.6.1). */
static bool read_tags(struct str list, int now, int *ret)
{
    struct str rest = list, part;
    int version = 0;
    while (str_split(&rest, ',', &part)) {
        int tag;
        if (str_trim(part).n == 0)
            continue;
        if (!read_tag(str_trim(part), &tag))
            return false;
        if (version != now)
            version = tag;
    }
    *ret = version;
    return version != 0;
}

enum err api_gate_match(struct ctx *ctx, const struct request *request, struct response *response,
                        int now, int *ret_version)
{
    struct str header = request->if_match;
    int version = 0;
    if (header.p && !str_eq_c(str_trim(header), "*") && !read_tags(header, now, &version)) {
        response->status = 400;
        return refuse(&ctx->why, ERR_INVALID, "malformed",
                      "If-Match takes the ETag of an answer with its quotes, like \"3\".");
    }
    *ret_version = version;
    return OK;
}

enum err api_gate_fresh(struct ctx *ctx, const struct request *request, struct response *response,
                        int now)
{
    int version = 0;
    enum err err = api_gate_match(ctx, request, response, now, &version);
    if (err != OK || version == 0 || version == now)
        return err;
    return refuse(&ctx->why, ERR_STALE, "stale",
                  "Somebody changed this since you read it: it is version %d now. Read it again, "
                  "then decide.",
                  now);
}

enum err api_gate_created(struct ctx *ctx, struct response *response, json_t *value,
                          const char *noun, int64_t id)
{
    response->location = arena_printf(ctx->arena, "/api/v1/%s/%lld", noun, (long long)id);
    return response_json(response, 201, value);
}
