#ifndef SPARKD_ORG_POLICY_KEY_H
#define SPARKD_ORG_POLICY_KEY_H

#include <jansson.h>

/* Keys of items and groups in a pack's JSON, as its editors make and find them. */
enum { POLICY_KEY_CHARS_MAX = 40 };

/* The n-th choice (1 first) of a key for what has that text: its first words in small letters,
 * "school_visits_to_observe", then with a number behind it; "item" for a text without letters. */
void policy_key_make(const char *text, int n, char ret[static POLICY_KEY_CHARS_MAX + 1]);

/* The object of that key in a list of them; NULL if there is none. */
json_t *policy_key_find(json_t *array, const char *key);

#endif
