/* DESIGN: calendar files on any bytes: what is accepted holds real dates in order; faults say
 * where. */
#include <stdint.h>
#include <string.h>

#include "calendar.h"
#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct refusal why;
    struct span *spans;
    int count = 0;
    refusal_init(&why, arena);
    if (calendar_parse_year("year.csv", str_make((const char *)data, size), arena, &spans, &count,
                            &why) == OK) {
        CHECK(count >= 0 && count <= SPANS_MAX);
        for (int i = 0; i < count; i++) {
            struct civil c = day_civil(spans[i].from);
            CHECK(civil_is_valid(c.year, c.month, c.day) && spans[i].to.v >= spans[i].from.v);
            CHECK(str_is_utf8(str_of(spans[i].name)));
        }
    } else {
        CHECK(why.detail && strncmp(why.detail, "year.csv", 8) == 0);
    }
    arena_free(arena);
    return 0;
}
