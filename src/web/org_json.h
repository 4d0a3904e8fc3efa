#ifndef SPARKD_WEB_ORG_JSON_H
#define SPARKD_WEB_ORG_JSON_H

#include <jansson.h>

#include "body_meeting.h"
#include "facilitator.h"
#include "org_group.h"
#include "room.h"
#include "school_officer.h"

/* The organisation as the API shows it (contract, section 5). All return new values. */

json_t *org_json_school(const struct school *school, const struct school_officer *officers,
                        int count);
json_t *org_json_group(const struct org_group *group);
json_t *org_json_membership(const struct membership *membership);
json_t *org_json_body(const struct governing_body *body);
json_t *org_json_meeting(const struct body_meeting *meeting);
json_t *org_json_room(const struct room *room);
json_t *org_json_provider(const struct provider *provider);
json_t *org_json_facilitator(const struct facilitator *facilitator);

#endif
