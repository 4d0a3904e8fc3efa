/* DESIGN: the commands, as one table. */
#include "cli.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"
#include "heap.h"
#include "oidc.h"
#include "token.h"
#include "tz.h"

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help; /* NULL: not for people */
};

static const struct command COMMANDS[] = {
    {"serve", command_serve,
     "serve [--config FILE] [--data DIR] [--listen ADDR:PORT] [--demo [--clock TIME]]\n"
     "      [--templates DIR]                   run the server"},
    {"init", command_init,
     "init --data DIR --trust NAME --admin EMAIL [--policy FILE or NAME]\n"
     "                                          an empty trust; prints a sign-in code"},
    {"demo", command_demo,
     "demo --data DIR [--schools N] [--people N] [--seed N] [--year N]\n"
     "                                          a made-up trust to try things on"},
    {"token", command_token,
     "token --data DIR --person EMAIL [--scope read|write] [--days N]\n"
     "                                          an API token, shown once"},
    {"policy", command_policy,
     "policy check FILE | load FILE --data DIR [--yes]\n"
     "  policy show --data DIR [--school NAME] [--format text|json]\n"
     "                                          a trust's policy pack"},
    {"nudges", command_nudges,
     "nudges --data DIR --from DATE --to DATE [--format text|csv|json]\n"
     "                                          what would be mailed to whom and when"},
    {"feed", command_feed,
     "feed --data DIR --person EMAIL            that person's calendar on standard output"},
    {"import", command_import,
     "import people FILE|DIR --data DIR [--map arbor|bromcom|sims|oneroster|sparkd]\n"
     "      [--school NAME] [--add-schools] [--keep-leavers | --many-leavers] [--apply]\n"
     "                                          what a staff file would change; --apply does it"},
    {"draw", command_draw,
     "draw verify FILE [--commitment HASH]      computes a drawn order again"},
    {"arrange", command_arrange,
     "arrange INSTANCE.json [--moves N] [--seed N] [--progress]\n"
     "      [--mode fresh|only-what-must|improve] [--moved N] [--line] [--why TALK]\n"
     "                                          talks into rooms and minutes: the plan as JSON;\n"
     "                                          --line decides who waits, --why says why there;\n"
     "                                          1 and the conflicts if they cannot all fit"},
    {"check", command_check,
     "check --data DIR                          integrity of data and invariants"},
    {"retention", command_retention,
     "retention --data DIR [--apply]            what is past its period; erases it"},
    {"check-templates", command_check_templates,
     "check-templates [DIR]                     compile every template"},
    {"routes", command_routes, "routes                                    what it would serve"},
    {"permissions", command_permissions,
     "permissions                               who may do what, as a table"},
    {"config", command_config,
     "config [--config FILE]                    the settings in force, secrets masked"},
    {"oidc", command_oidc,
     "oidc test --config FILE [--provider NAME] try each step of signing in at a provider"},
    {"deliver", command_deliver, NULL},
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof COMMANDS[0] };

static void print_help(FILE *out)
{
    fputs("sparkd runs the professional-development year of a school trust.\n\nusage:\n", out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (COMMANDS[i].help)
            fprintf(out, "  %s\n", COMMANDS[i].help);
}

static int prepare(void)
{
    heap_init();
    signal(SIGPIPE, SIG_IGN);
    umask(0077); /* the data is its owner's */
    token_init();
    /* Before any thread: jansson seeds its hash tables once. */
    json_object_seed(0);
    if (tz_init() != OK)
        return command_fail(EXIT_ENVIRONMENT,
                            "the time zone database lacks %s; install the package tzdata", TZ_NAME);
    return EXIT_DONE;
}

int cli_main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "help";
    if (strcmp(name, "--version") == 0) {
        puts("sparkd " SPARKD_VERSION);
        return EXIT_DONE;
    }
    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0) {
        print_help(argc > 1 ? stdout : stderr);
        return argc > 1 ? EXIT_DONE : EXIT_USAGE;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, COMMANDS[i].name) == 0) {
            int status = prepare();
            return status == EXIT_DONE ? COMMANDS[i].run(argc - 1, argv + 1) : status;
        }
    return command_fail(EXIT_USAGE, "there is no command \"%s\"; see `sparkd help`", name);
}
