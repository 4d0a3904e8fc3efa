#ifndef SPARKD_WEB_PUBLIC_GATE_H
#define SPARKD_WEB_PUBLIC_GATE_H

#include "public_programme.h"
#include "spark_view.h"

/*
 * The address of a programme for people who do not sign in: the event, and a
 * keyed hash of it and of when it was opened, so that nobody finds it by
 * counting and an address that was given up never works again.
 */
const char *public_gate_key(struct ctx *ctx, const struct event *event, struct instant opened_at);
/* "https://…/programme/7-0a1b…" */
const char *public_gate_address(struct ctx *ctx, const struct event *event,
                                struct instant opened_at);

/* What is read at an address: an evening without anything that is not for strangers. */
struct public_scene {
    struct spark_evening evening;
    struct instant opened_at;
    const char *address;
};
/* ERR_NOT_FOUND: no such address, or it is closed. */
enum err public_gate_find(struct ctx *ctx, struct str key, struct public_scene *ret) MUST_USE;

#endif
