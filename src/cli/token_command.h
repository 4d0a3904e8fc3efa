#ifndef SPARKD_CLI_TOKEN_COMMAND_H
#define SPARKD_CLI_TOKEN_COMMAND_H

#include <jansson.h>

#include "arena.h"
#include "store.h"

/* What `sparkd token` asks for, on the command line or over the control socket. */
struct token_order {
    const char *email, *scope; /* "read" or "write" */
    int64_t days;
};

void token_order_read(const json_t *request, struct token_order *ret);
/* *ret_text is the token, or on failure why not, in words. */
enum err token_order_run(struct store *store, const struct token_order *order, struct instant now,
                         struct arena *arena, const char **ret_text) MUST_USE;

#endif
