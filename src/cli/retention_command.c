/* DESIGN: `sparkd retention`: what is past its period, and erasing it beside no server. */
#include <stdio.h>

#include "clock.h"
#include "command.h"
#include "retention.h"

static int print_due(struct store *store, struct instant now)
{
    struct retention_state states[RETENTION_CLASSES_MAX];
    int count = 0;
    enum err err = retention_list(store, now, states, &count);
    if (err != OK)
        return command_fail(EXIT_ENVIRONMENT, "it cannot be counted: %s", err_name(err));
    for (int i = 0; i < count; i++) {
        const struct retention_state *state = &states[i];
        if (state->days == RETENTION_FOR_EVER)
            printf("%-14s kept            %s\n", state->class->key, state->class->what);
        else
            printf("%-14s %5d days %4lld %s\n", state->class->key, state->days,
                   (long long)state->due, state->class->what);
    }
    return EXIT_DONE;
}

/* Batch after batch, each a transaction of its own, as the server does by night. */
static int erase_due(struct store *store, struct instant now, struct arena *arena)
{
    int64_t rows = 1, sum = 0;
    enum err err = OK;
    while (err == OK && rows) {
        err = store_begin(store);
        if (err == OK)
            err = retention_run_some(store, (struct person_id){0}, now, arena, &rows);
        if (err == OK)
            err = store_commit(store);
        store_rollback(store);
        sum += rows;
    }
    if (err != OK)
        return command_fail(EXIT_ENVIRONMENT, "it cannot be erased: %s", err_name(err));
    printf("%lld erased\n", (long long)sum);
    return EXIT_DONE;
}

int command_retention(int argc, char **argv)
{
    const char *data = NULL;
    bool apply = false;
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &data, true}, {"apply", OPTION_FLAG, &apply, false}, {0}};
    struct store *store;
    struct clock clock;
    struct arena *arena = arena_new();
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    clock_init_real(&clock);
    struct instant now = clock_now(&clock);
    if (status == EXIT_DONE && apply && data_is_served(arena, data))
        status =
            command_fail(EXIT_ENVIRONMENT,
                         "%s is served: its server erases every night; an administrator may do "
                         "it at once on the page /retention",
                         data);
    if (status == EXIT_DONE)
        status = data_open(arena, data, apply ? STORE_WRITE : STORE_READ, now, &store);
    if (status == EXIT_DONE) {
        status = apply ? erase_due(store, now, arena) : print_due(store, now);
        store_close(store);
    }
    arena_free(arena);
    return status;
}
