/* DESIGN: the present staff, written as an import reads them. */
#include "staff_export.h"

#include <stdlib.h>
#include <strings.h>

#include "csv.h"
#include "staff_present.h"

static void add_heading(struct buf *buf)
{
    const char *names[STAFF_FIELD_COUNT];
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        names[i] = staff_field_info((enum staff_field)i)->key;
    csv_begin(buf, names, STAFF_FIELD_COUNT);
}

static void add_job(struct buf *buf, const struct staff_present *present,
                    const struct staff_job *job)
{
    const struct staff_member *member = &present->members[job->member];
    const char *cells[STAFF_FIELD_COUNT];
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        bool of_person = staff_field_info((enum staff_field)i)->of_person;
        cells[i] = of_person ? member->values[i] : job->values[i];
    }
    csv_row(buf, cells, STAFF_FIELD_COUNT);
}

struct line {
    const struct staff_job *job;
    const char *school, *name;
};

static int by_school_and_name(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int order = strcasecmp(x->school, y->school);
    if (order == 0)
        order = strcasecmp(x->name, y->name);
    return order ? order : x->job->id < y->job->id ? -1 : x->job->id > y->job->id;
}

enum err staff_export(struct store *store, struct day today, struct arena *arena, struct buf *buf)
{
    struct staff_present *present = ARENA_NEW(arena, struct staff_present);
    enum err err = staff_present_load(store, today, arena, present);
    if (err != OK)
        return err;
    struct line *lines = ARENA_ARRAY(arena, struct line, (size_t)present->job_count + 1);
    for (int i = 0; i < present->job_count; i++)
        lines[i] = (struct line){&present->jobs[i], present->jobs[i].values[STAFF_SCHOOL],
                                 present->members[present->jobs[i].member].name};
    qsort(lines, (size_t)present->job_count, sizeof lines[0], by_school_and_name);
    add_heading(buf);
    for (int i = 0; i < present->job_count; i++)
        add_job(buf, present, lines[i].job);
    return buf->full ? ERR_LIMIT : OK;
}
