/* DESIGN: forms and queries on any bytes: what is accepted is clean, counted and unique. */
#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct form form;
    const char *what = NULL;
    if (form_parse(str_make((const char *)data, size), arena, &form, &what) == OK) {
        CHECK(form.count <= FORM_FIELDS_MAX);
        for (int i = 0; i < form.count; i++) {
            struct form_field f = form.fields[i];
            CHECK(str_is_utf8(f.name) && str_is_utf8(f.value));
            CHECK(!str_has_controls(f.value, true) && f.name.n > 0);
            for (int k = 0; k < i; k++)
                CHECK(!str_eq(form.fields[k].name, f.name));
        }
    } else {
        CHECK(what != NULL);
    }
    arena_free(arena);
    return 0;
}
