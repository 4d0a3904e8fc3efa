/* DESIGN: keys that are made from words, for what an editor adds to a pack. */
#include "policy_key.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

enum { STEM_CHARS_MAX = 30 };

static void make_stem(const char *text, char ret[static STEM_CHARS_MAX + 1])
{
    size_t n = 0;
    for (; *text && n < STEM_CHARS_MAX; text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text | 32) : *text;
        bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        if (letter || (digit && n))
            ret[n++] = c;
        else if (n && ret[n - 1] != '_')
            ret[n++] = '_';
    }
    while (n && ret[n - 1] == '_')
        n--;
    ret[n] = 0;
    if (!n)
        memcpy(ret, "item", sizeof "item");
}

void policy_key_make(const char *text, int n, char ret[static POLICY_KEY_CHARS_MAX + 1])
{
    char stem[STEM_CHARS_MAX + 1];
    CHECK(n >= 1 && n <= 9999);
    make_stem(text, stem);
    int length = n == 1 ? snprintf(ret, POLICY_KEY_CHARS_MAX + 1, "%s", stem)
                        : snprintf(ret, POLICY_KEY_CHARS_MAX + 1, "%s_%d", stem, n);
    CHECK(length > 0 && length <= POLICY_KEY_CHARS_MAX);
}

json_t *policy_key_find(json_t *array, const char *key)
{
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item)
    {
        const char *here = json_string_value(json_object_get(item, "key"));
        if (here && strcmp(here, key) == 0)
            return item;
    }
    return NULL;
}
