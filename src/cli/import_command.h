#ifndef SPARKD_CLI_IMPORT_COMMAND_H
#define SPARKD_CLI_IMPORT_COMMAND_H

#include "control.h"

/* `sparkd import people --apply` over the control socket: {"command":"import","records":PATH,…},
 * where PATH is a file of records in the data directory. */
control_run import_order_serve;

#endif
