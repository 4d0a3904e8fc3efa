#ifndef SPARKD_ORG_POLICY_EDIT_H
#define SPARKD_ORG_POLICY_EDIT_H

#include "policy_pack.h"

/*
 * Changes to a pack as an editor makes them: JSON in, JSON out, of the same
 * form and layout as conf/policies. What is changed says "trust" for its
 * source, since it is no longer the policy's line; what is not stays as it
 * was, and what the pack inherits is written into it only where it is changed.
 * Pure; whether the result is a pack is for policy_pack_check to say.
 */
struct policy_edit;

/* `text` is the JSON the pack was read from, `pack` the same read whole. ERR_INVALID: not JSON. */
enum err policy_edit_new(struct str text, const struct policy_pack *pack, struct arena *arena,
                         struct policy_edit **ret) MUST_USE;
void policy_edit_free(struct policy_edit *edit);

/* The word for `key`, one of policy_pack_label_keys. */
void policy_edit_label(struct policy_edit *edit, const char *key, const char *text);

/* A stage or conversation; rules as deadline_rule_parse reads them. */
struct policy_edit_part {
    const char *key, *label, *opens, *due, *nudges;
};
void policy_edit_part(struct policy_edit *edit, const struct policy_edit_part *part);

/* An item's words, and whether it is offered any more. */
void policy_edit_item(struct policy_edit *edit, const char *list, const char *key, const char *text,
                      bool retired);
/* A new last item, of a group or of none (NULL); its key is made from its text. */
void policy_edit_item_add(struct policy_edit *edit, const char *list, const char *group,
                          const char *text);

/* separate, one-way or combined (CY-25) */
void policy_edit_appraisal(struct policy_edit *edit, enum appraisal_link link);

/* The changed JSON as version `version`; false in *ret_changed if nothing was. */
struct str policy_edit_format(struct policy_edit *edit, int version, struct arena *arena,
                              bool *ret_changed);

#endif
