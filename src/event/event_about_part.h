#ifndef SPARKD_EVENT_EVENT_ABOUT_PART_H
#define SPARKD_EVENT_EVENT_ABOUT_PART_H

#include "event_about.h"

/* What event_create and event_update need of event_about.c. */

/*
 * Refuses what fields say of the policy and of providers and is not there:
 * fields type, about.level, about.theme, about.evaluation, about.provider_id. What
 * stands already may stay, retired or not. Nor does it become one in person
 * alone while somebody is booked online: about.mode. before NULL: a new event.
 */
enum err event_about_judge(struct store *store, struct instant now, const struct event *before,
                           const struct event_fields *fields, struct refusal *why) MUST_USE;
/* Keeps fields->about, if there is one, and says which of the policy's keys are used now. */
enum err event_about_save(struct store *store, struct event_id event,
                          const struct event_fields *fields) MUST_USE;
/* Refuses, each under its name, what differs from what stands. */
enum err event_about_name_differences(struct store *store, struct event_id event,
                                      const struct event_about *typed,
                                      struct refusal *why) MUST_USE;

#endif
