#ifndef SPARKD_WEB_DEVICE_COOKIE_H
#define SPARKD_WEB_DEVICE_COOKIE_H

#include "response.h"

/* If the form's box was ticked, this browser is remembered as that person's (decision 8), and they
 * are told by mail. Nothing happens for somebody privileged: no word of it either, since nobody is
 * signed in yet. */
enum err device_cookie_remember(struct ctx *ctx, const struct request *request,
                                struct response *response, struct person_id person) MUST_USE;
/* Signing out on a remembered device forgets it. */
enum err device_cookie_forget(struct ctx *ctx, const struct request *request,
                              struct response *response) MUST_USE;

#endif
