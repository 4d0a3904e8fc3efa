#ifndef SPARKD_TEST_ICS_SAMPLE_H
#define SPARKD_TEST_ICS_SAMPLE_H

/* Events that the calendar's tests share, and the comparison with tests/golden. */
#include <stdio.h>
#include <stdlib.h>

#include "ics.h"
#include "support.h"

static inline struct ics_event ics_sample_event(void)
{
    return (struct ics_event){
        .uid = "3f1c6a52-8f0e-4b7d-9a41-0c5d2e7b9a10",
        .created = support_at("2026-09-01T09:00"),
        .modified = support_at("2026-09-14T16:20"),
        .seq = 0,
        .starts_at = support_at("2026-11-12T16:00"),
        .ends_at = support_at("2026-11-12T17:30"),
        .summary = STR("Questioning in maths; a workshop"),
        .description = STR("Bring one lesson plan.\nTea from 15:45, in the hall."),
        .location = STR("Hall, Larkfield Primary"),
        .link = STR("https://cpd.demo.example/events/17"),
        .url = STR("https://cpd.demo.example/events/17"),
        .category = ICS_CATEGORY_TWILIGHT,
        .state = ICS_STATE_BOOKED,
        .organizer_name = STR("Brontë Academy Trust"),
        .organizer_email = STR("cpd@demo.example"),
        .attendee_name = STR("O'Neill, Zoë"),
        .attendee_email = STR("zoe.o'neill@demo.example"),
    };
}

static inline struct ics_event ics_sample_deadline(void)
{
    struct ics_event event = ics_sample_event();
    event.uid = "b7d0c1de-5a3f-4c62-8e15-71f2a9c3d804";
    event.all_day = true;
    event.day_from = event.day_to = support_day("2027-01-29");
    event.summary = STR("Second professional development conversation");
    event.description = event.location = event.link = STR("");
    event.url = STR("https://cpd.demo.example/deadlines");
    event.category = ICS_CATEGORY_DEADLINE;
    event.state = ICS_STATE_DEADLINE;
    event.private = true;
    return event;
}

static inline struct ics_calendar ics_sample_calendar(enum ics_form form)
{
    return (struct ics_calendar){
        .form = form,
        .name = STR("My development, 2026/27"),
        .description = STR("Places, talks and deadlines; from sparkd"),
        .color = STR("seagreen"),
    };
}

/* A calendar of these events; the caller ends it with buf_done. */
static inline struct buf ics_sample_write(enum ics_form form, const struct ics_event *events,
                                          size_t count)
{
    struct buf out;
    struct ics_calendar calendar = ics_sample_calendar(form);
    buf_init(&out, 64U << 20);
    ics_write_begin(&out, &calendar);
    for (size_t i = 0; i < count; i++)
        assert_ok(ics_write_event(&out, &events[i], form));
    ics_write_end(&out);
    assert_false(out.full);
    return out;
}

/* The bytes with our version as @VERSION@, so that a release does not change the golden files. */
static inline struct str ics_sample_without_version(struct str bytes, struct buf *out)
{
    static const char before[] = "PRODID:-//SPARK//sparkd ";
    const char *at = memmem(bytes.p, bytes.n, before, sizeof before - 1);
    assert_non_null(at);
    at += sizeof before - 1;
    const char *end = memmem(at, (size_t)(bytes.p + bytes.n - at), "//EN", 4);
    assert_non_null(end);
    buf_add(out, bytes.p, (size_t)(at - bytes.p));
    buf_add_c(out, "@VERSION@");
    buf_add(out, end, (size_t)(bytes.p + bytes.n - end));
    return buf_str(out);
}

/* Compares with tests/golden/<name>.ics; with SPARKD_GOLDEN=write in the environment it writes it.
 */
static inline void ics_sample_golden(const char *name, struct str bytes)
{
    char path[512];
    struct buf ours, file;
    buf_init(&ours, 1 << 20);
    buf_init(&file, 1 << 20);
    struct str got = ics_sample_without_version(bytes, &ours);
    const char *mode = getenv("SPARKD_GOLDEN");
    bool write = mode && strcmp(mode, "write") == 0;
    snprintf(path, sizeof path, "%s/tests/golden/%s.ics", SPARKD_SOURCE_DIR, name);
    FILE *stream = fopen(path, write ? "wb" : "rb");
    assert_non_null(stream);
    if (write)
        assert_int_equal(fwrite(got.p, 1, got.n, stream), got.n);
    char chunk[4096];
    for (size_t n; !write && (n = fread(chunk, 1, sizeof chunk, stream)) > 0;)
        buf_add(&file, chunk, n);
    fclose(stream);
    if (!write && !str_eq(got, buf_str(&file)))
        print_message("%s differs; ours is:\n%s", path, buf_cstr(&ours));
    assert_true(write || str_eq(got, buf_str(&file)));
    buf_done(&ours);
    buf_done(&file);
}

#endif
