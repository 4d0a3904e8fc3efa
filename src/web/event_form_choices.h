#ifndef SPARKD_WEB_EVENT_FORM_CHOICES_H
#define SPARKD_WEB_EVENT_FORM_CHOICES_H

#include "event.h"
#include "policy_pack.h"
#include "sheet.h"

/* What the event's form offers out of the policy and the register of providers. */
struct event_form_choices {
    struct ctx *ctx;
    struct policy_pack pack;
    bool has_pack;
    struct choice *providers;
    int provider_count;
};

/* As the event's host has the policy, or the school that is typed. event NULL: a new one. */
enum err event_form_choices_find(struct ctx *ctx, const struct event *event,
                                 const struct form *typed, struct event_form_choices *ret) MUST_USE;
/* Gives the fields level, theme, evaluation and provider their choices; leaves others alone. */
void event_form_choices_fill(const struct event_form_choices *choices, struct sheet_field *field);
/* [{label, options}]: sparkd's kinds, then the policy's activities that are booked. spark: may it
 * be SPARK? */
json_t *event_form_choices_kinds(const struct event_form_choices *choices, const char *chosen,
                                 bool spark);
/* [{label, links: [{value, text, hint}]}]: the same, to choose one before its form is there. */
json_t *event_form_choices_links(const struct event_form_choices *choices);
/* What is chosen, in words; NULL if it is neither a kind nor one of the policy's activities. */
const char *event_form_choices_words(const struct event_form_choices *choices, const char *chosen);

#endif
