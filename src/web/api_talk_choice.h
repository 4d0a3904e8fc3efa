#ifndef SPARKD_WEB_API_TALK_CHOICE_H
#define SPARKD_WEB_API_TALK_CHOICE_H

#include "event.h"
#include "response.h"

/* /events/{id}/choices of a SPARK event, where api_choice.c found that it is one: talks instead of
 * workshops. person: whom the call named, 0 nobody; a choice is everybody's own. */
enum err api_talk_choice_show(struct ctx *ctx, const struct event *event, int64_t person,
                              struct response *response) MUST_USE;
enum err api_talk_choice_put(struct ctx *ctx, const struct event *event, int64_t person,
                             const struct request *request, struct response *response) MUST_USE;

#endif
