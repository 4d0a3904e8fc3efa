/* DESIGN: staff files on any bytes: whatever is read is text within its bounds, kept and read back
 * the same, and never more than the file held. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "staff_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_same(const struct staff_records *a, const struct staff_records *b)
{
    CHECK(a->count == b->count);
    for (int i = 0; i < a->count; i++) {
        CHECK(a->items[i].line == b->items[i].line && !a->items[i].fault == !b->items[i].fault);
        for (int f = 0; f < STAFF_FIELD_COUNT; f++)
            CHECK(str_eq(a->items[i].values[f].p ? a->items[i].values[f] : STR(""),
                         b->items[i].values[f].p ? b->items[i].values[f] : STR("")));
    }
}

static void check_values(const struct staff_records *records, struct arena *arena)
{
    for (int i = 0; i < records->count; i++)
        for (int f = 0; f < STAFF_FIELD_COUNT; f++) {
            struct str cell = records->items[i].values[f];
            const char *value = NULL, *again = NULL, *what = NULL;
            if (!cell.p)
                continue;
            CHECK(cell.n <= CSV_CELL_BYTES_MAX && str_is_utf8(cell));
            if (staff_value_read((enum staff_field)f, cell, arena, &value, &what) != OK) {
                CHECK(what != NULL);
                continue;
            }
            /* A canonical text is its own. */
            CHECK(
                str_starts(str_of(value), STR("'")) ||
                (staff_value_read((enum staff_field)f, str_of(value), arena, &again, &what) == OK &&
                 strcmp(value, again) == 0));
        }
}

/* The first byte picks the system and whether a second file follows a NUL. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct staff_records records, back;
    struct staff_sample *sample = ARENA_NEW(arena, struct staff_sample);
    struct refusal why;
    struct buf buf;
    refusal_init(&why, arena);
    struct str rest = size ? str_make((const char *)data + 1, size - 1) : STR("");
    struct staff_file files[3];
    struct staff_source source = {.files = files,
                                  .preset = size ? data[0] % STAFF_PRESET_COUNT : 0,
                                  .has_school = size && data[0] & 64};
    while (source.file_count < 3 && str_split(&rest, '\0', &files[source.file_count].bytes))
        files[source.file_count++].name = STR("x.csv");
    enum err err = staff_file_read(&source, arena, &records, sample, &why);
    CHECK(err == OK || err == ERR_NOT_FOUND ||
          (err == ERR_INVALID && (why.detail || why.field_count)));
    if (err == OK) {
        CHECK(records.count > 0 && records.count <= (int)size);
        check_values(&records, arena);
        buf_init(&buf, 1 << 26);
        staff_records_format(&records, &buf);
        CHECK(staff_records_parse(buf_str(&buf), arena, &back) == OK);
        check_same(&records, &back);
        buf_done(&buf);
    }
    arena_free(arena);
    return 0;
}
