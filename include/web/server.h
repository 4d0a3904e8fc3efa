#ifndef SPARKD_WEB_SERVER_H
#define SPARKD_WEB_SERVER_H

#include <stdbool.h>

#include "clock.h"
#include "lane.h"
#include "stored_file.h"
#include "template.h"

/*
 * The web server: requests to handlers on their lanes, answers back. On the
 * loop's thread; whoever runs the loop calls server_on_commit after draining
 * the writer.
 */
struct event_base;
struct sealed_key;
struct proxy_trust;
struct server;
struct oidc;

enum { SERVER_HOSTS_MAX = 8 };

/* Embedded in the owner of what looks at due dates: called when an answer changed them for many. */
struct server_waker {
    void (*wake)(struct server_waker *waker);
};

struct server_options {
    struct event_base *base;
    const char *db_path;
    const char *data_dir;
    struct file_limits file_limits;          /* of what people bring */
    struct lane *writer, *errands, *compute; /* compute NULL: no order is computed */
    struct clock *clock;
    struct template_set *templates; /* owned by the caller */
    const char *templates_dir;      /* compile again from here for each page; NULL: embedded */
    const struct sealed_key *sealed_key;
    const char *base_url;            /* NULL: http://127.0.0.1:PORT once it listens */
    struct oidc *oidc;               /* providers to sign in at; NULL: none */
    struct server_waker *waker;      /* NULL: nothing looks */
    const struct proxy_trust *proxy; /* sign-in by a proxy's header; NULL: off */
    bool demo;
    bool limits_off;   /* bench only */
    bool behind_proxy; /* no cap of connections per peer address */
};

/* ERR_IO: the database cannot be read. */
enum err server_new(const struct server_options *options, struct server **ret) MUST_USE;
void server_free(struct server *server);

/* "ADDR:PORT", "[ADDR6]:PORT" or "unix:PATH"; port 0 picks one. */
enum err server_listen(struct server *server, const char *address, int *ret_port) MUST_USE;
/* Something was written: open pages and feeds may be old. */
void server_on_commit(struct server *server);
/* Every 15 s: streams are kept open, what was seen is written, what is over is deleted. */
void server_on_tick(struct server *server);
/* No more requests; those under way are finished. */
void server_stop(struct server *server);
/* Requests under way. */
int server_busy_count(const struct server *server);
/* http://127.0.0.1:PORT or base_url */
const char *server_base_url(const struct server *server);

/* `sparkd routes`: one line a route on standard output. */
void server_print_routes(void);

#endif
