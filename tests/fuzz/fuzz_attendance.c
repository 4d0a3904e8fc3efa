/* DESIGN: attendance files on any bytes: what is read keeps its bounds and its order, faults say
 * where, and nobody was at a span longer than it is. */
#include <stdint.h>

#include "attendance_file.h"
#include "check.h"
#include "tz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_person(const struct attendance_person *person, struct instant from,
                         struct instant to, struct arena *arena)
{
    struct attendance_had had = attendance_file_had(person, from, to, arena);
    CHECK(*person->name || *person->email);
    CHECK(str_is_utf8(str_of(person->name)) && person->line > 0);
    CHECK(had.seconds >= 0 && had.seconds <= to.v - from.v);
    CHECK(!had.came.v || (had.came.v >= from.v && had.came.v < had.went.v && had.went.v <= to.v));
    for (int i = 0; i < person->stay_count; i++) {
        const struct attendance_stay *stay = &person->stays[i];
        CHECK(!stay->from.v || !stay->to.v || stay->from.v <= stay->to.v);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct instant from = {1794499200}, to = {1794502800}; /* 12 November 2026, 16:00 to 17:00 */
    struct attendance_file file;
    struct csv_fault fault = {0, 0, NULL};
    CHECK(tz_init() == OK);
    enum err err =
        attendance_file_read(str_make((const char *)data, size), from, to, arena, &file, &fault);
    CHECK(err == OK || err == ERR_INVALID);
    if (err == OK) {
        CHECK(file.count > 0 && file.count <= ATTENDANCE_PEOPLE_MAX);
        CHECK(file.first_at.v <= file.last_at.v);
        for (int i = 0; i < file.count; i++)
            check_person(&file.people[i], from, to, arena);
    } else {
        CHECK(fault.what && fault.line >= 0);
    }
    arena_free(arena);
    return 0;
}
