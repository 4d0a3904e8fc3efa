#ifndef SPARKD_CLI_CLI_H
#define SPARKD_CLI_CLI_H

/* Exit statuses of every command (contract, section 2). */
enum { EXIT_DONE = 0, EXIT_ANSWER_NO = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

/* The whole program: `sparkd COMMAND …`. */
int cli_main(int argc, char **argv);

#endif
