#ifndef SPARKD_CLI_COMMAND_H
#define SPARKD_CLI_COMMAND_H

#include <stdbool.h>

#include "arena.h"
#include "cli.h"
#include "config.h"
#include "instant.h"
#include "store.h"

/*
 * What the subcommands share: options by table, the data directory and its
 * lock, one-line errors. Each command is one file and one function.
 */
enum option_kind { OPTION_TEXT, OPTION_FLAG, OPTION_NUMBER };

struct option_spec {
    const char *name; /* "data": --data DIR */
    enum option_kind kind;
    void *ret; /* const char **, bool *, int64_t * */
    bool required;
};

/* Reads --name VALUE pairs and at most `words_max` bare words. EXIT_DONE, or EXIT_USAGE having said
 * why. The table ends with name NULL. */
int command_options(int argc, char **argv, const struct option_spec *specs, const char **ret_words,
                    int words_max, int *ret_word_count);

/* One line on standard error: what, where, what to do. Returns status. */
int command_fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The first line of a secret's file, kept in the arena; NULL without a path. EXIT_ENVIRONMENT
 * having said that it cannot be read. */
int read_secret(const char *path, struct arena *arena, const char **ret);

/* {data}/NAME in the arena. */
const char *data_path(struct arena *arena, const char *data, const char *name);
/* Takes the data directory's lock for as long as the process lives; makes the directory if `make`.
 * EXIT_DONE; EXIT_ENVIRONMENT having said why (another sparkd holds it …). */
int data_lock(struct arena *arena, const char *data, bool make);
/* Is a server running on it? Takes the lock for good if not. */
bool data_is_served(struct arena *arena, const char *data);
/* Opens {data}/sparkd.db; a writing one is migrated first. EXIT_DONE or a status having said why.
 */
int data_open(struct arena *arena, const char *data, enum store_mode mode, struct instant now,
              struct store **ret);

/* The commands. */
int command_serve(int argc, char **argv);
int command_init(int argc, char **argv);
int command_demo(int argc, char **argv);
int command_token(int argc, char **argv);
int command_policy(int argc, char **argv);
int command_nudges(int argc, char **argv);
int command_feed(int argc, char **argv);
int command_import(int argc, char **argv);
int command_draw(int argc, char **argv);
int command_arrange(int argc, char **argv);
int command_check(int argc, char **argv);
int command_retention(int argc, char **argv);
int command_check_templates(int argc, char **argv);
int command_routes(int argc, char **argv);
int command_permissions(int argc, char **argv);
int command_config(int argc, char **argv);
int command_oidc(int argc, char **argv);
int command_deliver(int argc, char **argv);

#endif
