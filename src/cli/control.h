#ifndef SPARKD_CLI_CONTROL_H
#define SPARKD_CLI_CONTROL_H

#include "clock.h"
#include "lane.h"

/*
 * The owner-only socket {data}/sparkd.sock: commands that write beside a live
 * server go through its lanes (contract, section 2). One line of JSON in, one
 * line out: {"command":"token","email":…} gives {"ok":true,"text":…} or
 * {"ok":false,"text":why}.
 */
struct event_base;
struct control;

/* NULL, having logged why, if the socket cannot be made; the server runs on without it. */
struct control *control_new(struct event_base *base, struct lane *writer, struct clock *clock,
                            const char *path);
void control_free(struct control *control);

/* The other side: sends one line to a live server. EXIT_DONE prints the answer's text to standard
 * output; else a status, having said why. */
int control_ask(const char *path, const char *request);

#endif
