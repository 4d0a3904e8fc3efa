/* DESIGN: one table of staff to records; what we do not use is left behind here. */
#include "staff_file.h"

#include "staff_read.h"

static enum err refuse_fault(struct refusal *why, const char *file, const struct csv_fault *fault)
{
    if (fault->line == 0)
        return refuse(why, ERR_INVALID, "bad-file", "%s: %s.", file, fault->what);
    return refuse(why, ERR_INVALID, "bad-file", "%s, line %d: %s.", file, fault->line, fault->what);
}

enum err staff_table_open(const struct staff_file *file, struct arena *arena,
                          struct staff_table *ret, struct refusal *why)
{
    struct csv_fault fault;
    enum csv_encoding encoding;
    struct str text;
    ret->name = file->name.n ? arena_str_c(arena, file->name) : "The file";
    if (csv_decode(file->bytes, arena, &text, &encoding, &fault) != OK)
        return refuse_fault(why, ret->name, &fault);
    csv_open(text, arena, &ret->csv);
    enum err err = csv_next(&ret->csv, &ret->headings, &fault);
    if (err == ERR_INVALID)
        return refuse_fault(why, ret->name, &fault);
    if (err != OK)
        return refuse(why, ERR_INVALID, "bad-file", "%s: the file is empty.", ret->name);
    return OK;
}

int staff_table_column(const struct staff_table *table, const char *name)
{
    for (int i = 0; i < table->headings.count; i++)
        if (str_eq_nocase(table->headings.cells[i], str_of(name)))
            return i;
    return -1;
}

struct staff_record *staff_records_add(struct staff_records *records, int *room,
                                       struct arena *arena)
{
    if (records->count == STAFF_RECORDS_MAX)
        return NULL;
    if (records->count == *room)
        records->items = arena_grow(arena, records->items, sizeof records->items[0], 256, room);
    struct staff_record *record = &records->items[records->count++];
    *record = (struct staff_record){.line = 0};
    return record;
}

/* ---- a sample ---- */

static enum err sample_of(struct staff_table *table, struct staff_sample *ret)
{
    struct csv_fault fault;
    ret->headings = table->headings;
    ret->row_count = 0;
    while (ret->row_count < 3 && csv_next(&table->csv, &ret->rows[ret->row_count], &fault) == OK)
        ret->row_count++;
    return OK;
}

enum err staff_file_sample(const struct staff_file *file, struct arena *arena,
                           struct staff_sample *ret, struct refusal *why)
{
    struct staff_table *table = ARENA_NEW(arena, struct staff_table);
    enum err err = staff_table_open(file, arena, table, why);
    return err == OK ? sample_of(table, ret) : err;
}

const char *staff_sample_layout(const struct staff_sample *sample, struct arena *arena)
{
    struct buf buf;
    buf_init(&buf, CSV_COLUMNS_MAX * (CSV_CELL_BYTES_MAX + 1));
    for (int i = 0; i < sample->headings.count; i++) {
        buf_add_str(&buf, sample->headings.cells[i]);
        buf_add_char(&buf, '\n');
    }
    const char *layout = arena_str_c(arena, buf_str(&buf));
    buf_done(&buf);
    return layout;
}

/* ---- records ---- */

static const char *cells_fault(const struct csv_row *row, const struct csv_row *headings,
                               struct arena *arena)
{
    int count = row->count;
    while (count > headings->count && row->cells[count - 1].n == 0)
        count--;
    if (count == headings->count)
        return NULL;
    return arena_printf(arena, "it has %d values where the heading has %d", count, headings->count);
}

static void take_values(const struct csv_row *row, const struct staff_map *map,
                        struct staff_record *record)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        int column = map->columns[i];
        if (column >= 0)
            record->values[i] = column < row->count ? row->cells[column] : STR("");
    }
}

static void name_columns(const struct staff_table *table, const struct staff_map *map,
                         struct arena *arena, struct staff_records *records)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        int column = map->columns[i];
        if (column < 0 || column >= table->headings.count)
            continue;
        records->headings[i] = arena_str_c(arena, table->headings.cells[column]);
        records->columns[i] = column + 1;
    }
}

static enum err read_table(struct staff_table *table, const struct staff_map *map,
                           struct arena *arena, struct staff_records *ret, struct refusal *why)
{
    struct staff_records records = {.count = 0};
    struct csv_row *row = ARENA_NEW(arena, struct csv_row);
    struct csv_fault fault;
    int room = 0;
    enum err err;
    name_columns(table, map, arena, &records);
    while ((err = csv_next(&table->csv, row, &fault)) != ERR_NOT_FOUND) {
        struct staff_record *record = staff_records_add(&records, &room, arena);
        if (!record)
            return refuse(why, ERR_INVALID, "bad-file", "%s has more than %d lines.", table->name,
                          STAFF_RECORDS_MAX);
        record->line = err == OK ? row->line : fault.line;
        record->fault = err == OK ? cells_fault(row, &table->headings, arena) : fault.what;
        record->fault_column = err == OK ? 0 : fault.column;
        if (!record->fault)
            take_values(row, map, record);
    }
    if (records.count == 0)
        return refuse(why, ERR_INVALID, "bad-file",
                      "%s has a heading and no lines below it. Export it again.", table->name);
    *ret = records;
    return OK;
}

enum err staff_file_read(const struct staff_source *source, struct arena *arena,
                         struct staff_records *ret, struct staff_sample *ret_sample,
                         struct refusal *why)
{
    struct staff_map map;
    struct staff_table *table = ARENA_NEW(arena, struct staff_table);
    if (source->preset == STAFF_PRESET_ONEROSTER ||
        (source->preset == STAFF_PRESET_ANY && !source->map &&
         staff_oneroster_is(source->files, source->file_count, arena)))
        return staff_oneroster_read(source, arena, ret, why);
    if (source->file_count != 1)
        return refuse_field(why, "file",
                            source->file_count ? "Choose one file. Only OneRoster comes as several."
                                               : "Choose a file.");
    enum err err = staff_table_open(&source->files[0], arena, table, why);
    if (err != OK)
        return err;
    if (source->map)
        map = *source->map;
    else
        staff_map_guess(&table->headings, source->preset, &map);
    if (staff_map_lacks(&map, source->has_school, NULL)) {
        if (ret_sample)
            err = sample_of(table, ret_sample);
        return err == OK ? ERR_NOT_FOUND : err;
    }
    return read_table(table, &map, arena, ret, why);
}
