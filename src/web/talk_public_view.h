#ifndef SPARKD_WEB_TALK_PUBLIC_VIEW_H
#define SPARKD_WEB_TALK_PUBLIC_VIEW_H

#include "public_programme.h"
#include "view.h"

/* Asking those who speak whether a public programme may name them. */

/* On one's own talks of an evening ("my_talk"), name_me = true while its programme is open to
 * strangers and whoever looks has not said yes. */
enum err talk_public_view_mine(struct ctx *ctx, const struct event *event, json_t *talks) MUST_USE;
/* The same of one talk, whether it is open already or may yet be. */
enum err talk_public_view_ask(struct ctx *ctx, struct talk_id talk, json_t *view) MUST_USE;

#endif
