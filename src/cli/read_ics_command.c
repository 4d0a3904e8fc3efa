/* DESIGN: `sparkd read-ics`: the child process that reads a stranger's calendar file. */
#include "command.h"
#include "ics_child.h"

int command_read_ics(int argc, char **argv)
{
    ics_child_main(argc, argv);
}
