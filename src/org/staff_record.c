/* DESIGN: records as one text, so that what waits for a yes holds only what we use. */
#include <string.h>

#include "staff_file.h"

/* Cells hold no control characters but line ends and tabs (csv), so these cannot stand in one. */
#define UNIT '\x1f'
#define RECORD '\x1e'

static void add_unit(struct buf *buf, struct str text)
{
    buf_add_str(buf, text);
    buf_add_char(buf, UNIT);
}

static void add_number(struct buf *buf, int number)
{
    buf_printf(buf, "%d%c", number, UNIT);
}

void staff_records_format(const struct staff_records *records, struct buf *buf)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        add_number(buf, records->headings[i] ? records->columns[i] + 1 : 0);
        add_unit(buf, str_of(records->headings[i]));
    }
    buf_add_char(buf, RECORD);
    for (int k = 0; k < records->count; k++) {
        const struct staff_record *record = &records->items[k];
        add_number(buf, record->line);
        add_number(buf, record->fault_column);
        add_unit(buf, str_of(record->fault));
        for (int i = 0; i < STAFF_FIELD_COUNT; i++)
            if (records->headings[i])
                add_unit(buf, record->values[i].p ? record->values[i] : STR(""));
        buf_add_char(buf, RECORD);
    }
}

static bool take_unit(struct str *rest, struct str *ret)
{
    return str_split(rest, UNIT, ret) && rest->p;
}

static bool take_number(struct str *rest, int *ret)
{
    struct str unit;
    int64_t number;
    if (!take_unit(rest, &unit) || str_parse_int(unit, &number) != OK || number > INT32_MAX)
        return false;
    *ret = (int)number;
    return true;
}

static bool parse_head(struct str head, struct arena *arena, struct staff_records *ret)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        int column;
        struct str heading;
        if (!take_number(&head, &column) || !take_unit(&head, &heading))
            return false;
        if (column) {
            ret->headings[i] = arena_str_c(arena, heading);
            ret->columns[i] = column - 1;
        }
    }
    return head.n == 0;
}

static bool parse_record(struct str text, struct arena *arena, const struct staff_records *records,
                         struct staff_record *ret)
{
    struct str fault;
    *ret = (struct staff_record){.line = 0};
    if (!take_number(&text, &ret->line) || !take_number(&text, &ret->fault_column) ||
        !take_unit(&text, &fault))
        return false;
    if (fault.n)
        ret->fault = arena_str_c(arena, fault);
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        if (records->headings[i] && !take_unit(&text, &ret->values[i]))
            return false;
    return text.n == 0;
}

enum err staff_records_parse(struct str text, struct arena *arena, struct staff_records *ret)
{
    struct staff_records records = {.count = 0};
    struct str rest = text, part;
    int count = -1;
    for (size_t i = 0; i < text.n; i++)
        count += text.p[i] == RECORD;
    if (count < 0 || count > STAFF_RECORDS_MAX || !str_split(&rest, RECORD, &part) ||
        !parse_head(part, arena, &records))
        return ERR_INVALID;
    records.items = ARENA_ARRAY(arena, struct staff_record, (size_t)count + 1);
    while (records.count < count) {
        if (!str_split(&rest, RECORD, &part) ||
            !parse_record(part, arena, &records, &records.items[records.count]))
            return ERR_INVALID;
        records.count++;
    }
    if (!rest.p || rest.n)
        return ERR_INVALID;
    *ret = records;
    return OK;
}
