#ifndef SPARKD_WEB_POLICY_FAULT_H
#define SPARKD_WEB_POLICY_FAULT_H

#include "request.h"

/* A fault in a pack's JSON, "additions:12: lists.plan.items[0].text: must be …", for people. */

/* What a person needs of it who typed into a page: "must be …". */
const char *policy_fault_words(const char *detail);
/* For the API: a pack's fault is one of that field, and a sentence. Other errors as they are. */
enum err policy_fault_field(struct ctx *ctx, enum err err, const char *field) MUST_USE;

#endif
