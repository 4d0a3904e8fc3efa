#ifndef SPARKD_CLI_TOKEN_COMMAND_H
#define SPARKD_CLI_TOKEN_COMMAND_H

#include "control.h"

/* `sparkd token` over the control socket: {"command":"token","email":…,"scope":…,"days":…}. */
control_run token_order_serve;

#endif
