#ifndef SPARKD_ACCESS_SEALED_H
#define SPARKD_ACCESS_SEALED_H

#include <stdint.h>

#include "arena.h"
#include "token.h"

/*
 * Secrets at rest: what sparkd must be able to read again (a second factor's secret) is sealed,
 * and what is too short for a plain hash (a card's codes) is hashed, under a key that lies beside
 * the database and not in it. XChaCha20-Poly1305 and BLAKE2b of libsodium (ASVS 13.3.1). Whoever
 * steals a backup of the database without the key learns nothing.
 */
enum { SEALED_KEY_BYTES = 32 };
struct sealed_key {
    uint8_t bytes[SEALED_KEY_BYTES];
};

/* Reads {dir}/secret.key, 64 hex digits; makes it, mode 0600, if there is none. ERR_IO: it cannot
 * be read or made. ERR_INVALID: it holds no key. ERR_DENIED: others than its owner may read it. */
enum err sealed_key_load(const char *dir, struct sealed_key *ret) MUST_USE;

/* Bytes that only sealed_open with the same key and context turns back; in the arena. context says
 * what and whose it is ("totp:17"), so that a sealed secret moved to another row does not open. */
struct str sealed_make(const struct sealed_key *key, const char *context, struct str secret,
                       struct arena *arena);
/* ERR_INVALID: another key or context, or the bytes were changed. */
enum err sealed_open(const struct sealed_key *key, const char *context, struct str sealed,
                     struct arena *arena, struct str *ret) MUST_USE;

/* A keyed hash in hex: cannot be searched without the key. */
void sealed_digest(const struct sealed_key *key, const char *context, struct str secret,
                   char ret[static SHA256_HEX_MAX]);

#endif
