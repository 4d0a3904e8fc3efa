/* DESIGN: `sparkd init`: an empty trust with its first administrator. */
#include <stdio.h>

#include "audit.h"
#include "calendar.h"
#include "clock.h"
#include "command.h"
#include "found.h"
#include "grant.h"
#include "sign_in_code.h"
#include "tz.h"

struct init_order {
    const char *data, *trust, *policy, *admin;
};

static enum err add_administrator(struct store *store, const struct init_order *order,
                                  struct instant now, char *ret_code)
{
    struct person_id admin;
    struct person_new person = {.name = order->admin, .email = order->admin};
    enum err err = person_insert(store, &person, now, &admin);
    if (err == OK)
        err = grant_insert(store, admin, (struct grant){ROLE_ADMINISTRATOR, {0}}, tz_day(now));
    if (err == OK)
        err = grant_insert(store, admin, (struct grant){ROLE_TRUST_COORDINATOR, {0}}, tz_day(now));
    if (err == OK)
        err = sign_in_code_make(store, admin, now, ret_code);
    if (err == OK)
        err = audit_add(store, now, admin, "trust-made", 0, "");
    return err;
}

static int make_trust(struct store *store, const struct init_order *order, struct instant now,
                      struct arena *arena)
{
    char code[SIGN_IN_CODE_CHARS + 1];
    struct cycle_id cycle;
    const char *why = "the database refused";
    struct founding founding = {
        .trust = {order->trust, order->admin},
        .policy_file = order->policy,
        .now = now,
        .year = calendar_year(tz_day(now)),
    };
    enum err err = store_begin(store);
    if (err == OK)
        err = found_trust(store, &founding, arena, &cycle, &why);
    if (err == OK)
        err = add_administrator(store, order, now, code);
    if (err == OK)
        err = store_commit(store);
    if (err != OK) {
        store_rollback(store);
        return command_fail(EXIT_ANSWER_NO, "%s: %s", order->data, why);
    }
    printf(
        "%s is made. Start the server, open /sign-in/code and type this code within a day:\n%s\n",
        order->trust, code);
    return EXIT_DONE;
}

int command_init(int argc, char **argv)
{
    struct init_order order = {0};
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &order.data, true},
        {"trust", OPTION_TEXT, &order.trust, true},
        {"admin", OPTION_TEXT, &order.admin, true},
        {"policy", OPTION_TEXT, &order.policy},
        {0},
    };
    struct clock clock;
    struct store *store;
    struct arena *arena = arena_new();
    clock_init_real(&clock);
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    if (status == EXIT_DONE &&
        (str_trim(str_of(order.trust)).n == 0 || !str_is_utf8(str_of(order.trust)) ||
         str_has_controls(str_of(order.trust), false)))
        status = command_fail(EXIT_USAGE, "--trust takes a name of one line");
    if (status == EXIT_DONE && !person_email_is_valid(str_of(order.admin)))
        status = command_fail(EXIT_USAGE, "--admin takes a mail address, not \"%s\"", order.admin);
    if (status == EXIT_DONE)
        status = data_lock(arena, order.data, true);
    if (status == EXIT_DONE)
        status = data_open(arena, order.data, STORE_WRITE, clock_now(&clock), &store);
    if (status == EXIT_DONE) {
        status = make_trust(store, &order, clock_now(&clock), arena);
        store_close(store);
    }
    arena_free(arena);
    return status;
}
