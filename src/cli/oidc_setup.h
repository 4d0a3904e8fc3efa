#ifndef SPARKD_CLI_OIDC_SETUP_H
#define SPARKD_CLI_OIDC_SETUP_H

#include "command.h"
#include "oidc.h"

/* The providers of a configuration, their secrets read; NULL if it names none. The oidc lives as
 * long as the arena. EXIT_DONE, or EXIT_ENVIRONMENT having said which setting is wrong. */
int oidc_setup(const struct config *config, struct arena *arena, struct oidc **ret);

#endif
