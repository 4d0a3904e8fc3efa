/* DESIGN: `sparkd feed`: somebody's calendar on standard output. */
#include <stdio.h>

#include "buf.h"
#include "clock.h"
#include "command.h"
#include "feed.h"
#include "tz.h"

enum { FEED_BYTES_MAX = 2 << 20 };

struct feed_order {
    const char *data, *person, *base_url, *at;
};

static enum err write_feed(struct store *store, const struct feed_order *order, struct instant now,
                           struct arena *arena, struct buf *out)
{
    struct person person;
    enum err err = person_find_by_email(store, str_of(order->person), tz_day(now), arena, &person);
    struct feed feed = {.person = person.id, .scope = FEED_ME};
    struct feed_source source = {&feed, order->base_url, now};
    return err == OK ? feed_write(store, &source, arena, out) : err;
}

static int print_feed(struct arena *arena, const struct feed_order *order, struct instant now)
{
    struct store *store;
    struct buf out;
    int status = data_open(arena, order->data, STORE_READ, now, &store);
    if (status != EXIT_DONE)
        return status;
    buf_init(&out, FEED_BYTES_MAX);
    enum err err = write_feed(store, order, now, arena, &out);
    if (err == ERR_NOT_FOUND)
        status = command_fail(EXIT_ANSWER_NO, "nobody has the address %s", order->person);
    else if (err != OK)
        status = command_fail(EXIT_ENVIRONMENT, "the feed cannot be written: %s", err_name(err));
    else
        fwrite(out.p, 1, out.n, stdout);
    buf_done(&out);
    store_close(store);
    return status;
}

int command_feed(int argc, char **argv)
{
    struct feed_order order = {.base_url = "http://127.0.0.1:8080"};
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &order.data, true},
        {"person", OPTION_TEXT, &order.person, true},
        {"base-url", OPTION_TEXT, &order.base_url},
        {"at", OPTION_TEXT, &order.at},
        {0},
    };
    struct clock clock;
    struct instant now;
    clock_init_real(&clock);
    now = clock_now(&clock);
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    if (status == EXIT_DONE && order.at && instant_parse(str_of(order.at), &now) != OK)
        status = command_fail(EXIT_USAGE, "--at takes a time like 2027-01-22T08:00:00Z");
    struct arena *arena = arena_new();
    if (status == EXIT_DONE)
        status = print_feed(arena, &order, now);
    arena_free(arena);
    return status;
}
