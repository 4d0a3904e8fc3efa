/* DESIGN: multipart bodies to fields and files: a strict subset, no copy of a file's bytes. */
#include "upload.h"

#include <string.h>
#include <sys/mman.h>

enum { HEAD_BYTES_MAX = 2048, BOUNDARY_MAX = 70 };

/* ---- the body's bytes ---- */

enum err upload_open(const struct http_request *http, struct upload *ret)
{
    struct upload upload = {.body = http->body};
    if (http->body_fd >= 0) {
        size_t n = (size_t)http->content_length;
        void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, http->body_fd, 0);
        if (p == MAP_FAILED)
            return ERR_IO;
        upload.body = str_make(p, n);
        upload.is_mapped = true;
    }
    *ret = upload;
    return OK;
}

void upload_close(struct upload *upload)
{
    if (upload && upload->is_mapped)
        munmap((void *)upload->body.p, upload->body.n);
}

/* ---- the boundary ---- */

static bool is_boundary(struct str s)
{
    static const char marks[] = "'()+_,-./:=? ";
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], lower = (char)(c | 32);
        if (!((c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') || (c && strchr(marks, c))))
            return false;
    }
    return s.n >= 1 && s.n <= BOUNDARY_MAX && s.p[s.n - 1] != ' ';
}

static struct str unquote(struct str s)
{
    bool quoted = s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"';
    return quoted ? str_make(s.p + 1, s.n - 2) : s;
}

enum err upload_boundary(struct str content_type, struct str *ret)
{
    struct str rest = content_type, part, boundary = {NULL, 0};
    if (!str_split(&rest, ';', &part) || !str_eq_nocase(str_trim(part), STR("multipart/form-data")))
        return ERR_NOT_FOUND;
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (!str_eq_nocase(str_first(part, 9), STR("boundary=")))
            continue;
        if (boundary.p)
            return ERR_INVALID;
        boundary = unquote(str_from(part, 9));
    }
    if (!boundary.p || !is_boundary(boundary))
        return ERR_INVALID;
    *ret = boundary;
    return OK;
}

/* ---- a part's head ---- */

struct part {
    struct str name, filename, type; /* filename.p NULL: a field */
    bool has_disposition;
};

struct reading {
    struct arena *arena;
    struct form *form;
    struct upload *upload;
    struct str rest; /* what is not read yet */
    struct str mark; /* CRLF, two hyphens, the boundary */
    size_t field_bytes;
    const char *what;
};

static enum err fault(struct reading *reading, const char *what)
{
    reading->what = what;
    return ERR_INVALID;
}

/* A quoted text up to its end; a backslash before a quotation mark stands for it (RFC 7578 leaves
 * that open; some programs write it so). */
static bool take_quoted(struct str *rest, struct str *ret)
{
    if (rest->n == 0 || rest->p[0] != '"')
        return false;
    for (size_t i = 1; i < rest->n; i++) {
        if (rest->p[i] != '"' || rest->p[i - 1] == '\\')
            continue;
        *ret = str_make(rest->p + 1, i - 1);
        *rest = str_from(*rest, i + 1);
        return true;
    }
    return false;
}

/* Browsers write a quotation mark and line ends in a name as %22, %0D and %0A, and nothing else
 * so (HTML, "multipart/form-data encoding algorithm"). */
static struct str decode_name(struct str s, struct arena *arena)
{
    char *out = arena_alloc(arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        struct str here = str_first(str_from(s, i), 3);
        bool escaped = s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '"';
        if (escaped || str_eq_c(here, "%22")) {
            out[n++] = '"';
            i += escaped ? 1 : 2;
        } else if (str_eq_nocase(here, STR("%0d")) || str_eq_nocase(here, STR("%0a"))) {
            out[n++] = ' ';
            i += 2;
        } else {
            out[n++] = s.p[i];
        }
    }
    return str_make(out, n);
}

/* What stands after the last slash of either kind, not longer than a file's name can be. */
static struct str last_step(struct str path)
{
    size_t from = 0;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/' || path.p[i] == '\\')
            from = i + 1;
    struct str step = str_from(path, from);
    while (step.n > UPLOAD_NAME_BYTES_MAX)
        step.n = str_utf8_prefix(step, str_utf8_count(step) - 1);
    return step;
}

static enum err take_parameter(struct reading *reading, struct part *part, struct str *rest)
{
    struct str value;
    long at = str_find(*rest, '=');
    struct str key = str_trim(str_first(*rest, at < 0 ? rest->n : (size_t)at));
    *rest = str_from(*rest, at < 0 ? rest->n : (size_t)at + 1);
    struct str *to = str_eq_nocase(key, STR("name"))       ? &part->name
                     : str_eq_nocase(key, STR("filename")) ? &part->filename
                                                           : NULL;
    if (!to || to->p || !take_quoted(rest, &value))
        return fault(reading, "a part of it has no proper name");
    *to = decode_name(value, reading->arena);
    if (!str_is_utf8(*to) || str_has_controls(*to, false))
        return fault(reading, "the name of a part or a file holds what no name may hold");
    return OK;
}

static enum err read_disposition(struct reading *reading, struct part *part, struct str value)
{
    struct str rest = value, kind;
    if (part->has_disposition)
        return fault(reading, "a part of it has two dispositions");
    part->has_disposition = true;
    if (!str_split(&rest, ';', &kind) || !str_eq_nocase(str_trim(kind), STR("form-data")))
        return fault(reading, "a part of it is not form-data");
    while (rest.p && rest.n) {
        enum err err = take_parameter(reading, part, &rest);
        if (err != OK)
            return err;
        rest = str_trim(rest);
        if (rest.n && rest.p[0] != ';')
            return fault(reading, "a part of it has no proper name");
        rest = str_from(rest, 1);
    }
    return OK;
}

/* Files come as they are. To pass over an encoding would give wrong bytes without a word. */
static enum err read_encoding(struct reading *reading, struct str value)
{
    if (str_eq_nocase(value, STR("binary")) || str_eq_nocase(value, STR("8bit")) ||
        str_eq_nocase(value, STR("7bit")))
        return OK;
    return fault(reading, "a part of it has a transfer encoding");
}

static enum err read_header(struct reading *reading, struct part *part, struct str line)
{
    long at = str_find(line, ':');
    struct str name = str_first(line, at < 0 ? 0 : (size_t)at);
    struct str value = str_trim(str_from(line, (size_t)at + 1));
    if (at <= 0 || str_trim(name).n != name.n || str_has_controls(value, false) ||
        !str_is_utf8(value))
        return fault(reading, "the head of a part is damaged");
    if (str_eq_nocase(name, STR("content-disposition")))
        return read_disposition(reading, part, value);
    if (str_eq_nocase(name, STR("content-transfer-encoding")))
        return read_encoding(reading, value);
    if (str_eq_nocase(name, STR("content-type")))
        part->type = value;
    return OK;
}

/* Lines that end in CRLF, up to an empty one. */
static enum err read_head(struct reading *reading, struct part *part)
{
    struct str head = str_first(reading->rest, HEAD_BYTES_MAX);
    size_t used = 0;
    for (;;) {
        struct str left = str_from(head, used);
        const char *end = left.n ? memmem(left.p, left.n, "\r\n", 2) : NULL;
        if (!end)
            return fault(reading, "the head of a part does not end");
        struct str line = str_first(left, (size_t)(end - left.p));
        used += line.n + 2;
        if (line.n == 0)
            break;
        enum err err = read_header(reading, part, line);
        if (err != OK)
            return err;
    }
    reading->rest = str_from(reading->rest, used);
    if (!part->name.p || part->name.n == 0)
        return fault(reading, "a part of it has no proper name");
    return OK;
}

/* ---- a part's content ---- */

static enum err add_file(struct reading *reading, const struct part *part, struct str bytes)
{
    struct upload *upload = reading->upload;
    if (part->filename.n == 0 && bytes.n == 0)
        return OK;
    if (upload->count == UPLOAD_FILES_MAX)
        return fault(reading, "it has more than 8 files");
    upload->files[upload->count++] = (struct upload_file){
        .field = part->name,
        .name = last_step(part->filename),
        .type = part->type.p ? part->type : STR("application/octet-stream"),
        .bytes = bytes,
    };
    return OK;
}

static enum err add_field(struct reading *reading, const struct part *part, struct str value)
{
    reading->field_bytes += part->name.n + value.n;
    if (reading->field_bytes > UPLOAD_FIELDS_BYTES_MAX)
        return fault(reading, "its fields are too long");
    return form_add(reading->form, (struct form_field){part->name, value}, reading->arena,
                    &reading->what);
}

static enum err read_part(struct reading *reading)
{
    struct part part = {0};
    enum err err = read_head(reading, &part);
    if (err != OK)
        return err;
    struct str rest = reading->rest, mark = reading->mark;
    const char *end = rest.n >= mark.n ? memmem(rest.p, rest.n, mark.p, mark.n) : NULL;
    if (!end)
        return fault(reading, "a part of it does not end");
    struct str content = str_first(rest, (size_t)(end - rest.p));
    reading->rest = str_from(rest, content.n + mark.n);
    return part.filename.p ? add_file(reading, &part, content) : add_field(reading, &part, content);
}

/* What follows a boundary: CRLF and a part, or two hyphens and the end. */
static enum err read_parts(struct reading *reading)
{
    while (str_starts(reading->rest, STR("\r\n"))) {
        reading->rest = str_from(reading->rest, 2);
        enum err err = read_part(reading);
        if (err != OK)
            return err;
    }
    if (!str_eq_c(reading->rest, "--") && !str_eq_c(reading->rest, "--\r\n"))
        return fault(reading, "it does not end where it should");
    return OK;
}

enum err upload_parse(struct upload *upload, struct str boundary, struct arena *arena,
                      struct form *ret_form, const char **ret_what)
{
    const char *mark = arena_printf(arena, "\r\n--%.*s", (int)boundary.n, boundary.p);
    struct form form = {ARENA_ARRAY(arena, struct form_field, FORM_FIELDS_MAX), 0};
    struct upload files = {.body = upload->body, .is_mapped = upload->is_mapped};
    struct reading reading = {
        .arena = arena, .form = &form, .upload = &files, .mark = str_of(mark)};
    struct str first = str_from(reading.mark, 2);
    enum err err;
    if (str_starts(upload->body, first)) {
        reading.rest = str_from(upload->body, first.n);
        err = read_parts(&reading);
    } else {
        err = fault(&reading, "it does not begin where it should");
    }
    if (err != OK) {
        *ret_what = reading.what;
        return err;
    }
    *upload = files;
    *ret_form = form;
    return OK;
}

void upload_take_whole(struct upload *upload, struct str type)
{
    upload->files[0] =
        (struct upload_file){.field = STR("file"), .name = STR(""), .type = type, upload->body};
    upload->count = 1;
}

const struct upload_file *upload_find(const struct upload *upload, const char *field)
{
    for (int i = 0; upload && i < upload->count; i++)
        if (str_eq_c(upload->files[i].field, field))
            return &upload->files[i];
    return NULL;
}
