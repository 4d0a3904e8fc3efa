/* DESIGN: multipart on any bytes: fields are clean and unique, files lie within the body. */
#include <stdint.h>

#include "check.h"
#include "upload.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fields(const struct form *form)
{
    CHECK(form->count <= FORM_FIELDS_MAX);
    for (int i = 0; i < form->count; i++) {
        struct form_field f = form->fields[i];
        CHECK(f.name.n > 0 && str_is_utf8(f.name) && str_is_utf8(f.value));
        CHECK(!str_has_controls(f.name, false) && !str_has_controls(f.value, true));
        for (int k = 0; k < i; k++)
            CHECK(!str_eq(form->fields[k].name, f.name));
    }
}

static void check_files(const struct upload *upload)
{
    CHECK(upload->count <= UPLOAD_FILES_MAX);
    for (int i = 0; i < upload->count; i++) {
        const struct upload_file *f = &upload->files[i];
        CHECK(f->name.n <= UPLOAD_NAME_BYTES_MAX && str_is_utf8(f->name));
        CHECK(str_find(f->name, '/') < 0 && !str_has_controls(f->name, false));
        CHECK(f->bytes.p >= upload->body.p);
        CHECK(f->bytes.p + f->bytes.n <= upload->body.p + upload->body.n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct str bytes = str_make((const char *)data, size), boundary;
    struct upload upload = {.body = bytes};
    struct form form;
    const char *what = NULL;
    if (upload_parse(&upload, STR("xx"), arena, &form, &what) == OK) {
        check_fields(&form);
        check_files(&upload);
    } else {
        CHECK(what != NULL && upload.count == 0);
    }
    if (upload_boundary(bytes, &boundary) == OK)
        CHECK(boundary.n >= 1 && boundary.n <= 70);
    arena_free(arena);
    return 0;
}
