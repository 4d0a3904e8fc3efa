/* DESIGN: `sparkd deliver`: the child process that owns one SMTP session. */
#include "command.h"
#include "deliver.h"

int command_deliver(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return deliver_main();
}
