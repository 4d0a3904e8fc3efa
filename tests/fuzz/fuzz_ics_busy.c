/* DESIGN: somebody's own calendar on any bytes: stretches in order or a sentence; then the server's
 * side on any lines. The CPU limit of the child is not here, so files that would meet it may be
 * slow: the fuzzer's own timeout says so. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "ics_busy_write.h"
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

static void check_reading(const struct own_calendar_reading *reading)
{
    int64_t last = reading->from.v;
    CHECK(reading->count >= 0 && reading->count <= OWN_CALENDAR_SPANS_MAX);
    CHECK(reading->left_out >= 0);
    for (int i = 0; i < reading->count; i++) {
        const struct own_calendar_span *s = &reading->spans[i];
        CHECK(s->from.v >= last && s->to.v > s->from.v && s->to.v <= reading->to.v);
        CHECK(s->to.v - s->from.v <= OWN_CALENDAR_SPAN_S);
        last = s->to.v;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct str bytes = str_make((const char *)data, size);
    struct own_calendar_reading reading;
    struct instant from, to;
    struct refusal why;
    struct buf lines;
    own_calendar_window(day_of(2026, 11, 28), &from, &to);
    refusal_init(&why, arena);
    buf_init(&lines, ICS_BUSY_ANSWER_BYTES_MAX);
    ics_busy_write(bytes, from, to, &lines);
    CHECK(!lines.full);
    if (ics_busy_read(buf_str(&lines), from, to, arena, &reading, &why) == OK)
        check_reading(&reading);
    else
        CHECK(why.detail && strncmp(why.detail, "This calendar file could", 24) != 0);
    buf_done(&lines);
    refusal_init(&why, arena);
    if (ics_busy_read(bytes, from, to, arena, &reading, &why) == OK)
        check_reading(&reading);
    else
        CHECK(why.detail != NULL);
    arena_free(arena);
    return 0;
}
