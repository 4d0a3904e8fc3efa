/* DESIGN: a mail beside the file that says how it was agreed to read. */
#include "golden_mail.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "support.h"

#define GOLDEN SPARKD_SOURCE_DIR "/tests/golden/mail/"

static struct str decode(struct str base64, struct arena *arena)
{
    size_t n = 0;
    unsigned char *bytes = arena_alloc(arena, base64.n + 1);
    assert_int_equal(sodium_base642bin(bytes, base64.n, base64.p, base64.n, "\r\n", &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    return str_make((const char *)bytes, n);
}

struct str golden_mail_form(struct str bytes, struct arena *arena)
{
    static const char mark[] = "Content-Transfer-Encoding: base64\r\n\r\n";
    struct buf out;
    buf_init(&out, 1 << 20);
    for (const char *at; (at = memmem(bytes.p, bytes.n, mark, sizeof mark - 1)) != NULL;) {
        size_t head = (size_t)(at - bytes.p) + sizeof mark - 1;
        buf_add(&out, bytes.p, head);
        bytes = str_from(bytes, head);
        const char *end = memmem(bytes.p, bytes.n, "--=_", 4);
        assert_non_null(end);
        buf_add_str(&out, decode(str_first(bytes, (size_t)(end - bytes.p)), arena));
        bytes = str_from(bytes, (size_t)(end - bytes.p));
    }
    buf_add_str(&out, bytes);
    char *text = arena_str_c(arena, buf_str(&out)), *to = text;
    buf_done(&out);
    for (const char *from = text; *from;) {
        if (strncmp(from, "PRODID:", 7) == 0)
            from = strchr(from, '\n') + 1;
        else if (*from == '\r')
            from++;
        else
            *to++ = *from++;
    }
    return str_make(text, (size_t)(to - text));
}

static struct str read_file(const char *path, struct arena *arena)
{
    struct buf out;
    char chunk[4096];
    FILE *file = fopen(path, "rb");
    buf_init(&out, 1 << 20);
    for (size_t n; file && (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add(&out, chunk, n);
    if (file)
        fclose(file);
    struct str kept = arena_str(arena, buf_str(&out));
    buf_done(&out);
    return kept;
}

void golden_mail_assert(const char *name, struct str bytes, struct arena *arena)
{
    const char *path = arena_printf(arena, GOLDEN "%s.eml", name);
    struct str got = golden_mail_form(bytes, arena);
    if (getenv("UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(got.p, 1, got.n, file), got.n);
        assert_int_equal(fclose(file), 0);
    }
    struct str want = read_file(path, arena);
    if (!str_eq(got, want))
        print_error("%s differs; UPDATE_GOLDEN=1 writes it anew\n%.*s\n", path, (int)got.n, got.p);
    assert_true(str_eq(got, want));
}
