#ifndef SPARKD_BASE_TOKEN_H
#define SPARKD_BASE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "str.h"

/*
 * Random values and the hashes under which they are stored. Secrets are kept
 * in the database only as SHA-256.
 */
#define TOKEN_TEXT_MAX 44 /* 32 random bytes as base64url, and NUL */
#define UUID_TEXT_MAX 37
#define SHA256_BYTES 32
#define SHA256_HEX_MAX 65

/* Once, before anything else here; ends the process if the system has no entropy. */
void token_init(void);
/* From now on every random value of this process follows from the seed (demo data only). */
void token_seed(uint64_t seed);

void token_random(void *ret, size_t n);
/* A uniform value in [0, limit). */
uint32_t token_below(uint32_t limit);
/* 256 bits as 43 characters of base64url. */
void token_new(char ret[static TOKEN_TEXT_MAX]);
/* Version 4 (RFC 9562), lower case. */
void token_uuid(char ret[static UUID_TEXT_MAX]);
/* Always the same for the same two texts, as good as random for others: version 8 (RFC 9562). */
void token_uuid_of(const char *a, const char *b, char ret[static UUID_TEXT_MAX]);
/* n characters of Crockford base32 and NUL. */
void token_code(char *ret, size_t n);
/* The same, made of the first 5 n bits of a digest in hex: 8 characters at most. */
void token_code_of(const char *hex, char *ret, size_t n);
/* Crockford base32 as typed: case, spaces, hyphens, O/0, I/L/1 folded. ret holds n + 1 bytes;
 * ERR_INVALID unless exactly n characters remain. */
enum err token_code_fold(struct str typed, char *ret, size_t n) MUST_USE;

void token_sha256(struct str s, uint8_t ret[static SHA256_BYTES]);
void token_sha256_hex(struct str s, char ret[static SHA256_HEX_MAX]);
void token_hex(const uint8_t *bytes, size_t n, char *ret);
/* In a time that does not depend on where they differ. */
bool token_equal(struct str a, struct str b);
/* base64url without padding; ret holds 4*(n+2)/3 + 1. */
void token_base64url(const uint8_t *bytes, size_t n, char *ret);
/* ERR_INVALID for other characters or a length other than exactly n bytes. */
enum err token_base64url_parse(struct str s, uint8_t *ret, size_t n) MUST_USE;

#endif
