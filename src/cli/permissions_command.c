/* DESIGN: `sparkd permissions`: the table of who may do what, for docs/permissions.md. */
#include <stdio.h>

#include "command.h"
#include "permission.h"

static const char *reach_words(char reach)
{
    switch (reach) {
    case 't':
        return "all";
    case 's':
        return "school";
    case 'o':
        return "own";
    case 'p':
        return "theirs";
    default:
        return "";
    }
}

static void print_heading(void)
{
    printf("| may |");
    for (int role = 0; role < ROLE_COUNT; role++)
        printf(" %s |", role_name((enum role)role));
    for (int kind = 0; kind < RELATION_COUNT; kind++)
        printf(" as %s |", relation_name((enum relation_kind)kind));
    printf(" as organiser | as leader |\n|---|");
    for (int i = 0; i < ROLE_COUNT + RELATION_COUNT + 2; i++)
        printf("---|");
    printf("\n");
}

static void print_row(enum action action)
{
    printf("| **%s**: %s |", permission_table[action].name, permission_table[action].words);
    for (int role = 0; role < ROLE_COUNT; role++)
        printf(" %s |", reach_words(permission_role_reach(action, (enum role)role)));
    for (int kind = 0; kind < RELATION_COUNT; kind++)
        printf(" %s |", reach_words(permission_relation_reach(action, (enum relation_kind)kind)));
    printf(" %s |", permission_opens_to_organiser(action) ? "theirs" : "");
    printf(" %s |\n", permission_opens_to_leader(action) ? "theirs" : "");
}

int command_permissions(int argc, char **argv)
{
    const struct option_spec specs[] = {{0}};
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    if (status != EXIT_DONE)
        return status;
    print_heading();
    for (int action = 0; action < ACTION_COUNT; action++)
        print_row((enum action)action);
    return EXIT_DONE;
}
