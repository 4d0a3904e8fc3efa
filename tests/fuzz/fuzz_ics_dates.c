/* DESIGN: strangers' calendar files on any bytes: dates in order or a sentence; then the server's
 * side on any lines. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "ics_dates_write.h"
#include "school_year.h"
#include "tz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(tz_init() == OK);
    return 0;
}

static void check_dates(const struct ics_dates *dates, struct arena *arena)
{
    struct suggestions list;
    CHECK(dates->count >= 0 && dates->count <= ICS_DATES_MAX);
    for (int i = 0; i < dates->count; i++) {
        const struct date_entry *e = &dates->items[i];
        struct str name = str_of(e->name);
        CHECK(e->to.v >= e->from.v && name.n && name.n <= SPAN_NAME_BYTES_MAX);
        CHECK(str_is_utf8(name) && !str_has_controls(name, false));
    }
    span_suggest(dates->items, dates->count, 2026, arena, &list);
    CHECK(list.count <= YEAR_SPANS_MAX);
    for (int i = 0; i < list.count; i++)
        CHECK(list.items[i].span.to.v >= list.items[i].span.from.v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct str bytes = str_make((const char *)data, size);
    struct ics_dates dates;
    struct refusal why;
    struct buf lines;
    refusal_init(&why, arena);
    buf_init(&lines, ICS_DATES_ANSWER_BYTES_MAX);
    ics_dates_write(bytes, &lines);
    CHECK(!lines.full);
    if (ics_dates_read(buf_str(&lines), arena, &dates, &why) == OK)
        check_dates(&dates, arena);
    else
        CHECK(why.detail && strncmp(why.detail, "This calendar file could", 24) != 0);
    buf_done(&lines);
    refusal_init(&why, arena);
    if (ics_dates_read(bytes, arena, &dates, &why) == OK)
        check_dates(&dates, arena);
    else
        CHECK(why.detail != NULL);
    arena_free(arena);
    return 0;
}
