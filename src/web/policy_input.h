#ifndef SPARKD_WEB_POLICY_INPUT_H
#define SPARKD_WEB_POLICY_INPUT_H

#include "json_input.h"

/* The body {NAME: an object of a pack's form, "dry_run"}: the object laid out as files are, so that
 * a fault has a line. `sentence` says what it should be. ERR_INVALID as json_input_end. */
enum err policy_input_read(struct ctx *ctx, const struct request *request,
                           struct response *response, const char *name, const char *sentence,
                           struct str *ret_text, bool *ret_dry_run) MUST_USE;

#endif
