#ifndef SPARKD_ORG_POLICY_SCHOOL_EDIT_H
#define SPARKD_ORG_POLICY_SCHOOL_EDIT_H

#include "policy_school.h"

/*
 * Changes to what a school adds (PR-02), as its page makes them: JSON in, JSON
 * out, of the form of policy_school.h. Pure; whether the result is good is for
 * policy_school_check to say.
 */
struct policy_school_edit;

/* `text` is what the school adds now, p NULL: nothing; `pack` is its trust's, with lists. What the
 * trust's pack has taken since is left out, and an item whose group is gone stands without one.
 * ERR_INVALID: not JSON. */
enum err policy_school_edit_new(struct str text, const struct policy_pack *pack,
                                struct policy_school_edit **ret) MUST_USE;
void policy_school_edit_free(struct policy_school_edit *edit);

/* A new last item, of a group of the trust's or the school's, or of none (NULL); its key is made
 * from its text. */
void policy_school_edit_item_add(struct policy_school_edit *edit, const char *list,
                                 const char *group, const char *text);
/* A new group: a section of the plan; its key, borrowed until the edit ends. */
const char *policy_school_edit_group_add(struct policy_school_edit *edit, const char *list,
                                         const char *text);
/* Whether one of the school's items is offered any more; false if it has none of that key. */
bool policy_school_edit_retire(struct policy_school_edit *edit, const char *list, const char *key,
                               bool retired);

/* The school's own dates for a part of the cycle, rules as deadline_rule_parse reads them. */
void policy_school_edit_dates(struct policy_school_edit *edit, const char *part, const char *opens,
                              const char *due);
/* The trust's dates again. */
void policy_school_edit_dates_remove(struct policy_school_edit *edit, const char *part);

/* The changed JSON. */
struct str policy_school_edit_format(struct policy_school_edit *edit, struct arena *arena);

#endif
