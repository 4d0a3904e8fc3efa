/* DESIGN: Cookie headers on any bytes: a value found lies inside the header and behind its name. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char name[] = "__Host-sparkd";
    struct str header = str_make((const char *)data, size);
    struct str value = cookie_find(header, name);
    if (value.p) {
        CHECK(value.p >= header.p && value.p + value.n <= header.p + header.n);
        CHECK(str_find(value, ';') < 0);
        CHECK(value.p - header.p >= (long)sizeof name);
        CHECK(memcmp(value.p - sizeof name, name, sizeof name - 1) == 0 && value.p[-1] == '=');
    }
    return 0;
}
