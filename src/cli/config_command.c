/* DESIGN: `sparkd config`, `sparkd routes`, `sparkd check-templates`: what would be in force. */
#include <stdio.h>

#include "command.h"
#include "embedded.h"
#include "server.h"
#include "template.h"

int command_config(int argc, char **argv)
{
    const char *path = NULL;
    const struct option_spec specs[] = {{"config", OPTION_TEXT, &path}, {0}};
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    struct arena *arena = arena_new();
    struct config config;
    config_init(&config);
    if (status == EXIT_DONE && path && config_read(path, arena, &config, stderr) != OK)
        status = EXIT_ENVIRONMENT;
    if (status == EXIT_DONE)
        config_print(&config, stdout);
    arena_free(arena);
    return status;
}

int command_routes(int argc, char **argv)
{
    const struct option_spec specs[] = {{0}};
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    if (status == EXIT_DONE)
        server_print_routes();
    return status;
}

int command_check_templates(int argc, char **argv)
{
    const char *dir = NULL;
    const struct option_spec specs[] = {{0}};
    struct template_set *set = NULL;
    struct template_fault fault;
    int count = 0;
    int status = command_options(argc, argv, specs, &dir, 1, &count);
    if (status != EXIT_DONE)
        return status;
    enum err err =
        count ? template_compile_dir(dir, &set, &fault) : template_compile_embedded(&set, &fault);
    if (err != OK)
        return command_fail(EXIT_ANSWER_NO, "%s:%d: %s", fault.name, fault.line, fault.what);
    template_free(set);
    puts("every template compiles");
    return EXIT_DONE;
}
