#ifndef SPARKD_CLI_CONTROL_H
#define SPARKD_CLI_CONTROL_H

#include <jansson.h>

#include "arena.h"
#include "clock.h"
#include "lane.h"

/*
 * The owner-only socket {data}/sparkd.sock: commands that write beside a live
 * server go through its lanes (contract, section 2). One line of JSON in, one
 * line out: {"command":"token","email":…} gives {"ok":true,"text":…} or
 * {"ok":false,"text":why}.
 */
struct event_base;
struct clockwork;
struct control;

/* What a command does, in a transaction on the writer: *ret_text is the answer, or on failure why
 * not, in words. */
typedef enum err control_run(struct store *store, const json_t *request, struct instant now,
                             struct arena *arena, const char **ret_text);

/* NULL, having logged why, if the socket cannot be made; the server runs on without it. */
struct control *control_new(struct event_base *base, struct lane *writer, struct clock *clock,
                            struct clockwork *clockwork, const char *path);
void control_free(struct control *control);

/* The other side: sends one line to a live server. EXIT_DONE: *ret_text is the answer's text; else
 * a status, having said why. */
int control_ask(const char *path, const char *request, struct arena *arena, const char **ret_text);

#endif
