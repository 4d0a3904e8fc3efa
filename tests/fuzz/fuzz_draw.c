/* DESIGN: a draw's record on any bytes: what is read is written in one form, which reads the same.
 */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "draw_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_form(const struct draw_record *record, struct arena *arena)
{
    struct refusal why;
    struct draw_record again;
    const char *form = draw_record_format(record, arena);
    refusal_init(&why, arena);
    CHECK(draw_record_parse(str_of(form), &why, &again) == OK);
    CHECK(strcmp(draw_record_format(&again, arena), form) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct refusal why;
    struct draw_record record;
    refusal_init(&why, arena);
    enum err err = draw_record_parse(str_make((const char *)data, size), &why, &record);
    if (err == OK)
        check_form(&record, arena);
    else
        CHECK(err == ERR_INVALID && why.detail);
    arena_free(arena);
    return 0;
}
