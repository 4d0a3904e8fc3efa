/* DESIGN: `sparkd token`: an API token, shown once. */
#include "token_command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_token.h"
#include "audit.h"
#include "clock.h"
#include "command.h"
#include "control.h"
#include "tz.h"

/* What is asked for, on the command line or over the control socket. */
struct token_order {
    const char *email, *scope; /* "read" or "write" */
    int64_t days;
};

/* *ret_text is the token, or on failure why not, in words. */
static enum err run_order(struct store *store, const struct token_order *order, struct instant now,
                          struct arena *arena, const char **ret_text)
{
    struct person person;
    bool write = strcmp(order->scope, "write") == 0;
    char token[TOKEN_TEXT_MAX];
    if (!write && strcmp(order->scope, "read") != 0) {
        *ret_text = "--scope is read or write";
        return ERR_INVALID;
    }
    if (order->days < 1 || order->days > API_TOKEN_DAYS_MAX) {
        *ret_text = "--days is 1 to 3650";
        return ERR_INVALID;
    }
    enum err err = person_find_by_email(store, str_of(order->email), tz_day(now), arena, &person);
    if (err == ERR_NOT_FOUND)
        *ret_text = arena_printf(arena, "nobody has the address %s", order->email);
    struct api_token_new fresh = {.write = write, .from = now, .days = (int)order->days};
    if (err == OK) {
        fresh.person = person.id;
        err = api_token_create(store, &fresh, token);
    }
    if (err == OK)
        err = audit_add(store, now, person.id, "token-made", 0, order->scope);
    if (err == OK)
        *ret_text = arena_strdup(arena, token);
    return err;
}

enum err token_order_serve(struct store *store, const json_t *request, struct instant now,
                           struct arena *arena, const char **ret_text)
{
    const char *email = json_string_value(json_object_get(request, "email"));
    const char *scope = json_string_value(json_object_get(request, "scope"));
    json_int_t days = json_integer_value(json_object_get(request, "days"));
    struct token_order order = {email ? email : "", scope ? scope : "", days};
    return run_order(store, &order, now, arena, ret_text);
}

static int ask_server(struct arena *arena, const char *data, const struct token_order *order)
{
    const char *text;
    json_t *request = json_pack("{s:s, s:s, s:s, s:I}", "command", "token", "email", order->email,
                                "scope", order->scope, "days", (json_int_t)order->days);
    char *line = json_dumps(request, JSON_COMPACT);
    int status = line ? control_ask(data_path(arena, data, "sparkd.sock"), line, arena, &text)
                      : command_fail(EXIT_USAGE, "--person is not a proper address");
    if (status == EXIT_DONE)
        puts(text);
    free(line);
    json_decref(request);
    return status;
}

static int make_token(struct arena *arena, const char *data, const struct token_order *order)
{
    struct store *store;
    struct clock clock;
    const char *text = "the database refused; nothing was changed";
    clock_init_real(&clock);
    int status = data_open(arena, data, STORE_WRITE, clock_now(&clock), &store);
    if (status != EXIT_DONE)
        return status;
    enum err err = store_begin(store);
    if (err == OK)
        err = run_order(store, order, clock_now(&clock), arena, &text);
    if (err == OK)
        err = store_commit(store);
    store_close(store);
    if (err != OK)
        return command_fail(EXIT_ANSWER_NO, "%s", text);
    puts(text);
    return EXIT_DONE;
}

int command_token(int argc, char **argv)
{
    const char *data = NULL;
    struct token_order order = {.scope = "read", .days = API_TOKEN_DAYS_DEFAULT};
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &data, true},
        {"person", OPTION_TEXT, &order.email, true},
        {"scope", OPTION_TEXT, &order.scope},
        {"days", OPTION_NUMBER, &order.days},
        {0},
    };
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    struct arena *arena = arena_new();
    if (status == EXIT_DONE)
        status = data_is_served(arena, data) ? ask_server(arena, data, &order)
                                             : make_token(arena, data, &order);
    arena_free(arena);
    return status;
}
