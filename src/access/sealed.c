/* DESIGN: secrets that must be read again, sealed under a key that is not in the database. */
#include "sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    HEX_CHARS = SEALED_KEY_BYTES * 2,
};

/* Written under another name and linked into place, so that nobody reads half a key. */
static enum err make_key(int dir)
{
    char name[64], text[HEX_CHARS + 2];
    uint8_t key[SEALED_KEY_BYTES];
    randombytes_buf(key, sizeof key); /* never token_random, which demo data may have seeded */
    token_hex(key, sizeof key, text);
    memcpy(text + HEX_CHARS, "\n", 2);
    snprintf(name, sizeof name, "secret.key.%08x", randombytes_random());
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return ERR_IO;
    bool written = write(fd, text, HEX_CHARS + 1) == HEX_CHARS + 1 && fsync(fd) == 0;
    bool placed = written && (linkat(dir, name, dir, "secret.key", 0) == 0 || errno == EEXIST);
    sodium_memzero(key, sizeof key);
    sodium_memzero(text, sizeof text);
    close(fd);
    unlinkat(dir, name, 0);
    return placed && fsync(dir) == 0 ? OK : ERR_IO;
}

static enum err read_key(int fd, struct sealed_key *ret)
{
    struct stat stat;
    char text[HEX_CHARS + 2];
    size_t n = 0;
    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode))
        return ERR_IO;
    if (stat.st_mode & 077)
        return ERR_DENIED;
    ssize_t got = read(fd, text, sizeof text);
    struct str hex = str_trim(str_make(text, got > 0 ? (size_t)got : 0));
    bool whole = hex.n == HEX_CHARS &&
                 sodium_hex2bin(ret->bytes, SEALED_KEY_BYTES, hex.p, hex.n, NULL, &n, NULL) == 0 &&
                 n == SEALED_KEY_BYTES;
    sodium_memzero(text, sizeof text);
    return whole ? OK : ERR_INVALID;
}

static enum err load(int dir, struct sealed_key *ret)
{
    enum { FLAGS = O_RDONLY | O_NOFOLLOW | O_CLOEXEC };
    int fd = openat(dir, "secret.key", FLAGS);
    if (fd < 0 && errno == ENOENT && make_key(dir) == OK)
        fd = openat(dir, "secret.key", FLAGS);
    if (fd < 0)
        return ERR_IO;
    enum err err = read_key(fd, ret);
    close(fd);
    return err;
}

enum err sealed_key_load(const char *dir, struct sealed_key *ret)
{
    struct sealed_key key;
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return ERR_IO;
    enum err err = load(fd, &key);
    close(fd);
    if (err == OK)
        *ret = key;
    sodium_memzero(&key, sizeof key);
    return err;
}

struct str sealed_make(const struct sealed_key *key, const char *context, struct str secret,
                       struct arena *arena)
{
    struct str about = str_of(context);
    uint8_t *out = arena_alloc(arena, NONCE_BYTES + secret.n + TAG_BYTES);
    unsigned long long n = 0;
    randombytes_buf(out, NONCE_BYTES);
    CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(
              out + NONCE_BYTES, &n, (const uint8_t *)secret.p, secret.n, (const uint8_t *)about.p,
              about.n, NULL, out, key->bytes) == 0);
    return str_make((const char *)out, NONCE_BYTES + (size_t)n);
}

enum err sealed_open(const struct sealed_key *key, const char *context, struct str sealed,
                     struct arena *arena, struct str *ret)
{
    struct str about = str_of(context);
    const uint8_t *in = (const uint8_t *)sealed.p;
    unsigned long long n = 0;
    if (sealed.n < NONCE_BYTES + TAG_BYTES)
        return ERR_INVALID;
    uint8_t *out = arena_alloc(arena, sealed.n);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, &n, NULL, in + NONCE_BYTES,
                                                   sealed.n - NONCE_BYTES, (const uint8_t *)about.p,
                                                   about.n, in, key->bytes) != 0)
        return ERR_INVALID;
    *ret = str_make((const char *)out, (size_t)n);
    return OK;
}

void sealed_digest(const struct sealed_key *key, const char *context, struct str secret,
                   char ret[static SHA256_HEX_MAX])
{
    crypto_generichash_state state;
    uint8_t hash[SHA256_BYTES];
    struct str about = str_of(context);
    CHECK(crypto_generichash_init(&state, key->bytes, SEALED_KEY_BYTES, sizeof hash) == 0);
    /* with its NUL, so that no two pairs of context and secret read the same */
    CHECK(crypto_generichash_update(&state, (const uint8_t *)about.p, about.n + 1) == 0);
    CHECK(crypto_generichash_update(&state, (const uint8_t *)secret.p, secret.n) == 0);
    CHECK(crypto_generichash_final(&state, hash, sizeof hash) == 0);
    token_hex(hash, sizeof hash, ret);
}
