/* DESIGN: policy packs from files, or from the binary by their short names. */
#include "policy_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "embedded.h"
#include "policy_pack.h"

static const char SCHEMA[] = "schema.json";

/* Names have neither slash nor dot, so no file in the way is taken for one. */
static struct str find_embedded(const char *name, struct arena *arena, const char **ret_file)
{
    if (strpbrk(name, "/."))
        return (struct str){NULL, 0};
    const char *file = arena_printf(arena, "%s.json", name);
    *ret_file = file;
    return strcmp(file, SCHEMA) == 0 ? (struct str){NULL, 0}
                                     : embedded_find(embedded_policies, file);
}

static enum err read_stream(FILE *stream, struct arena *arena, struct str *ret)
{
    struct buf text;
    char chunk[4096];
    buf_init(&text, PACK_BYTES_MAX);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, stream)) > 0;)
        buf_add(&text, chunk, n);
    enum err err = ferror(stream) ? ERR_IO : text.full ? ERR_LIMIT : OK;
    *ret = arena_str(arena, buf_str(&text));
    buf_done(&text);
    return err;
}

enum err policy_file_read(const char *file, struct arena *arena, struct str *ret_text,
                          const char **ret_name, struct refusal *why)
{
    const char *name = file;
    struct str text = find_embedded(file, arena, &name);
    if (text.p) {
        *ret_text = text;
        *ret_name = name;
        return OK;
    }
    FILE *stream = fopen(file, "re");
    if (!stream)
        return refuse(why, ERR_IO, "bad-policy", "%s: cannot be read: %s", file, strerror(errno));
    enum err err = read_stream(stream, arena, &text);
    fclose(stream);
    if (err == ERR_LIMIT)
        return refuse(why, err, "bad-policy", "%s: is larger than %d bytes", file, PACK_BYTES_MAX);
    if (err != OK)
        return refuse(why, err, "bad-policy", "%s: cannot be read", file);
    *ret_text = text;
    *ret_name = file;
    return OK;
}
