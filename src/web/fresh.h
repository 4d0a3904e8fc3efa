#ifndef SPARKD_WEB_FRESH_H
#define SPARKD_WEB_FRESH_H

#include "response.h"

/*
 * The gate of acts that need a fresh sign-in (http specification, section 7): changing a second
 * factor, granting roles, exporting people, break-glass. One line of a handler, after may():
 *
 *     enum err err = fresh_gate(ctx, request, response);
 *     if (err != OK)
 *         return err;
 *
 * OK: the person proved who they are within 10 minutes, or this is the demo, or an API token acts.
 * Else ERR_DENIED, and the response leads to /sign-in/again and back to this page.
 */
enum err fresh_gate(struct ctx *ctx, const struct request *request,
                    struct response *response) MUST_USE;

#endif
