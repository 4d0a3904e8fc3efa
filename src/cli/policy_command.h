#ifndef SPARKD_CLI_POLICY_COMMAND_H
#define SPARKD_CLI_POLICY_COMMAND_H

#include "control.h"
#include "policy_pack.h"

/* `sparkd policy load` over the control socket:
 * {"command":"policy","file":…,"text":…,"pack_id":…}; pack_id is the pack in force that the change
 * was shown for. */
control_run policy_order_serve;
/* {"command":"now"}: the server's clock, in seconds of UTC; a demo's may stand elsewhere. */
control_run policy_order_tell_now;

/* `sparkd policy show`: what is in force, on standard output. */
void policy_show_text(const struct policy_pack *pack, const char *school);

#endif
