#ifndef SPARKD_BASE_TEXT_RULE_H
#define SPARKD_BASE_TEXT_RULE_H

#include "refusal.h"

/* What a text that somebody typed may be. */
struct text_rule {
    const char *field; /* the form's name */
    const char *label; /* begins the sentence: "The title" */
    size_t chars_max;
    bool required, multiline;
};

/* Well-formed, no control characters, within its length; refuses the field if not. */
void text_rule_check(const struct text_rule *rule, const char *text, struct refusal *why);

#endif
