#ifndef SPARKD_CLI_POLICY_FILE_H
#define SPARKD_CLI_POLICY_FILE_H

#include "refusal.h"

/*
 * A policy pack by path, or by the short name of one that is part of the
 * binary: "bronte", "step", "robert-carre", "symphony", "product". *ret_name is
 * what messages call it. ERR_IO, ERR_LIMIT or ERR_NOT_FOUND with words in why.
 */
enum err policy_file_read(const char *file, struct arena *arena, struct str *ret_text,
                          const char **ret_name, struct refusal *why) MUST_USE;

#endif
