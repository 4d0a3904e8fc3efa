/* DESIGN: whether a typed text may be kept: the one rule of every field of words. */
#include "text_rule.h"

void text_rule_check(const struct text_rule *rule, const char *text, struct refusal *why)
{
    struct str s = str_of(text);
    if (!str_is_utf8(s) || str_has_controls(s, rule->multiline)) {
        refuse_field(why, rule->field, "%s has characters that cannot be shown. Type it again.",
                     rule->label);
        return;
    }
    size_t chars = str_utf8_count(s);
    if (!rule->multiline && str_has_unseen(s))
        refuse_field(why, rule->field,
                     "%s has characters that cannot be seen. Type it again instead of pasting it.",
                     rule->label);
    else if (rule->required && !str_has_ink(s))
        refuse_field(why, rule->field, "%s is missing. Enter it.", rule->label);
    else if (chars > rule->chars_max)
        refuse_field(why, rule->field, "%s must be %zu characters or fewer; it has %zu.",
                     rule->label, rule->chars_max, chars);
}
