/* DESIGN: the first answer again for a repeated Idempotency-Key. */
#include "idempotency.h"

#include <stdlib.h>

#include "token.h"

enum { DAY_S = 86400, KEY_BYTES_MAX = 100 };

enum { FIND, INSERT, SWEEP };
static const char *const SQL[] = {
    [FIND] = "SELECT body_sha256, status, answer FROM idempotency"
             " WHERE person_id = $1 AND route = $2 AND key = $3 AND created_at > $4",
    [INSERT] = "INSERT INTO idempotency (person_id, route, key, body_sha256, status, answer,"
               " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
               " ON CONFLICT (person_id, route, key) DO UPDATE SET"
               " body_sha256 = excluded.body_sha256, status = excluded.status,"
               " answer = excluded.answer, created_at = excluded.created_at",
    [SWEEP] = "DELETE FROM idempotency WHERE created_at < $1",
};

/* The address is part of what was asked: /events/1/bookings is not /events/2/bookings. So is each
 * file that came with it. */
static void hash_request(struct ctx *ctx, const struct request *request,
                         char ret[static SHA256_HEX_MAX])
{
    char *body = request->json ? json_dumps(request->json, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    const char *text =
        arena_printf(ctx->arena, "%.*s?%.*s\n%s", (int)request->path.n, request->path.p,
                     (int)request->query_text.n, request->query_text.p, body ? body : "");
    for (int i = 0; request->upload && i < request->upload->count; i++) {
        token_sha256_hex(request->upload->files[i].bytes, ret);
        text = arena_printf(ctx->arena, "%s\n%s", text, ret);
    }
    free(body);
    token_sha256_hex(str_of(text), ret);
}

static enum err answer_again(struct ctx *ctx, const struct rows *rows, const char *sha256,
                             struct response *response)
{
    if (!str_eq_c(rows_str(rows, 0), sha256))
        return refuse(&ctx->why, ERR_INVALID, "key-reused",
                      "This Idempotency-Key was used for another request. Use a new key.");
    if (rows_is_null(rows, 2))
        return refuse(&ctx->why, ERR_CONFLICT, "already-done",
                      "This was done already. Its answer held a secret and is not shown again.");
    struct str text = rows_str(rows, 2);
    json_t *answer = json_loadb(text.p, text.n, 0, NULL);
    const char *location = json_string_value(json_object_get(answer, "location"));
    const char *headers = json_string_value(json_object_get(answer, "headers"));
    response->status = (int)rows_int(rows, 1);
    response->json = json_incref(json_object_get(answer, "body"));
    response->location = location ? arena_strdup(ctx->arena, location) : NULL;
    response->headers = headers ? arena_strdup(ctx->arena, headers) : NULL;
    json_decref(answer);
    return OK;
}

/* All of it that a handler says: NULL if it holds a secret. */
static char *answer_text(const struct response *response)
{
    if (response->has_secret)
        return NULL;
    json_t *answer = json_pack("{s:O?, s:s?, s:s?}", "body", response->json, "location",
                               response->location, "headers", response->headers);
    char *text = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    return text;
}

static enum err keep(struct ctx *ctx, const struct request *request, const char *sha256,
                     const struct response *response)
{
    char *answer = answer_text(response);
    enum err err = store_exec(ctx->store, SQL[INSERT],
                              PARAMS(p_int(ctx->actor.person.v), p_text(request->route->name),
                                     p_str(request->idempotency_key), p_text(sha256),
                                     p_int(response->status ? response->status : 200),
                                     answer ? p_text(answer) : p_null(), p_instant(ctx->now)));
    free(answer);
    return err;
}

enum err idempotency_run(struct ctx *ctx, const struct request *request, struct response *response)
{
    char sha256[SHA256_HEX_MAX];
    struct rows rows;
    struct str key = request->idempotency_key;
    if (key.n == 0 || key.n > KEY_BYTES_MAX || !str_is_utf8(key) || str_has_controls(key, false))
        return refuse(&ctx->why, ERR_INVALID, "bad-key",
                      "An Idempotency-Key has 1 to 100 characters.");
    hash_request(ctx, request, sha256);
    enum err err = store_find(ctx->store, SQL[FIND],
                              PARAMS(p_int(ctx->actor.person.v), p_text(request->route->name),
                                     p_str(request->idempotency_key), p_int(ctx->now.v - DAY_S)),
                              &rows);
    if (err == OK) {
        err = answer_again(ctx, &rows, sha256, response);
        enum err end = rows_end(&rows);
        return err == OK ? end : err;
    }
    if (err != ERR_NOT_FOUND)
        return err;
    err = request->route->run(ctx, request, response);
    if (err != OK)
        return err;
    err = keep(ctx, request, sha256, response);
    if (err != OK)
        response_done(response);
    return err;
}

enum err idempotency_sweep(struct store *store, struct instant now)
{
    return store_exec(store, SQL[SWEEP], PARAMS(p_int(now.v - DAY_S)));
}
