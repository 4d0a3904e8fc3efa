#ifndef SPARKD_WEB_MONEY_H
#define SPARKD_WEB_MONEY_H

#include "json_input.h"

/* Amounts in pence as people and calls write them: pounds. */

/* "£1,200", "£49.50" */
const char *money_words(struct arena *arena, int pence);
/* "120", "£49.50", "1,200": at most two decimals, at most ten million pounds; ERR_INVALID. */
enum err money_parse(struct str text, int *ret_pence) MUST_USE;
/* A number of pounds in JSON, like 49.5; true if it was there and good. */
bool money_input(const struct json_input *in, const char *name, int *ret_pence);
/* The same as a JSON number. */
json_t *money_json(int pence);

#endif
