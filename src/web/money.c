/* DESIGN: pounds and pence, read and written. */
#include "money.h"

#include <string.h>

enum { POUNDS_MAX = 10000000 };

const char *money_words(struct arena *arena, int pence)
{
    int pounds = pence / 100, rest = pence % 100;
    const char *text = pounds >= 1000000 ? arena_printf(arena, "£%d,%03d,%03d", pounds / 1000000,
                                                        pounds / 1000 % 1000, pounds % 1000)
                       : pounds >= 1000
                           ? arena_printf(arena, "£%d,%03d", pounds / 1000, pounds % 1000)
                           : arena_printf(arena, "£%d", pounds);
    return rest ? arena_printf(arena, "%s.%02d", text, rest) : text;
}

/* Digits with commas wherever somebody put them. */
static enum err parse_pounds(struct str text, int *ret)
{
    int pounds = 0, digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ',' && digits)
            continue;
        if (text.p[i] < '0' || text.p[i] > '9' || pounds > POUNDS_MAX)
            return ERR_INVALID;
        pounds = pounds * 10 + (text.p[i] - '0');
        digits++;
    }
    *ret = pounds;
    return digits && pounds <= POUNDS_MAX ? OK : ERR_INVALID;
}

static enum err parse_pence(struct str text, int *ret)
{
    if (text.n > 2)
        return ERR_INVALID;
    int pence = 0;
    for (size_t i = 0; i < 2; i++) {
        char c = i < text.n ? text.p[i] : '0';
        if (c < '0' || c > '9')
            return ERR_INVALID;
        pence = pence * 10 + (c - '0');
    }
    *ret = pence;
    return text.n ? OK : ERR_INVALID;
}

enum err money_parse(struct str text, int *ret_pence)
{
    struct str s = str_trim(text);
    int pounds = 0, pence = 0;
    if (str_starts(s, STR("£")))
        s = str_trim(str_from(s, strlen("£")));
    int point = (int)str_find(s, '.');
    enum err err = parse_pounds(point < 0 ? s : str_first(s, (size_t)point), &pounds);
    if (err == OK && point >= 0)
        err = parse_pence(str_from(s, (size_t)point + 1), &pence);
    if (err == OK)
        *ret_pence = pounds * 100 + pence;
    return err;
}

bool money_input(const struct json_input *in, const char *name, int *ret_pence)
{
    if (!json_input_has(in, name))
        return false;
    const json_t *value = json_object_get(in->object, name);
    double pounds = json_number_value(value), pence = pounds * 100 + 0.5;
    if (!json_is_number(value) || !(pounds >= 0) || pounds > POUNDS_MAX) {
        json_input_refuse(in, name, "Send a number of pounds, like 49.5.");
        return false;
    }
    *ret_pence = (int)pence;
    return true;
}

json_t *money_json(int pence)
{
    return pence % 100 ? json_real(pence / 100.0) : json_integer(pence / 100);
}
