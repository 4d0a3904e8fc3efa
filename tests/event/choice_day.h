#ifndef SPARKD_TEST_CHOICE_DAY_H
#define SPARKD_TEST_CHOICE_DAY_H

#include "choice.h"
#include "fixture.h"

/* A published INSET day at oak, 12 November 2026, 09:00 to 15:30, with a block every hour from
 * 10:00 and workshops side by side in each. */
enum { DAY_BLOCKS_MAX = 4, DAY_WORKSHOPS_MAX = 5 };

struct choice_day {
    struct event_id id;
    struct block_id blocks[DAY_BLOCKS_MAX];
    struct event_id workshops[DAY_BLOCKS_MAX][DAY_WORKSHOPS_MAX];
};

static inline struct event_fields choice_day_fields(const struct fixture *f)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.kind = EVENT_INSET;
    fields.title = "INSET day";
    fields.starts_at = support_at("2026-11-12T09:00");
    fields.ends_at = support_at("2026-11-12T15:30");
    fields.capacity = 60;
    fields.counts = EVENT_COUNTS_INSET;
    fields.hours_min = 360;
    return fields;
}

static inline struct event_id choice_day_workshop(struct fixture *f, const struct choice_day *day,
                                                  int block, const char *title, int capacity)
{
    struct event_id id = {0};
    const struct workshop_fields fields = {
        .block = day->blocks[block], .title = title, .room = title, .capacity = capacity};
    assert_ok(
        workshop_create(f->store, f->now, f->people[0], day->id, &fields, fixture_why(f), &id));
    return id;
}

static inline struct choice_day choice_day_make(struct fixture *f, int blocks, int workshops,
                                                int capacity)
{
    struct choice_day day;
    const struct event_fields fields = choice_day_fields(f);
    day.id = fixture_draft(f, &fields);
    for (int b = 0; b < blocks; b++) {
        const struct block_fields block = {
            .name = arena_printf(f->arena, "Block %d", b + 1),
            .starts_at = instant_add(support_at("2026-11-12T10:00"), b * 3600),
            .ends_at = instant_add(support_at("2026-11-12T10:50"), b * 3600),
            .must_choose = true};
        assert_ok(block_create(f->store, f->now, day.id, &block, fixture_why(f), &day.blocks[b]));
        for (int w = 0; w < workshops; w++)
            day.workshops[b][w] = choice_day_workshop(
                f, &day, b, arena_printf(f->arena, "Workshop %d%c", b + 1, 'a' + w), capacity);
    }
    fixture_publish(f, day.id);
    return day;
}

static inline void choice_day_book(struct fixture *f, struct event_id event, int person)
{
    struct booking_placed placed;
    const struct booking_request request = {
        .event = event, .person = f->people[person], .by = f->people[person]};
    assert_ok(booking_book(f->store, f->now, &request, fixture_why(f), &placed));
}

/* As the page does: by themselves, in a writer's job. */
static inline enum err choice_day_choose(struct fixture *f, struct event_id day, int person,
                                         const struct event_id *workshops, int count)
{
    const struct choice_made choice = {.day = day,
                                       .person = f->people[person],
                                       .by = f->people[person],
                                       .workshops = workshops,
                                       .count = count};
    return fixture_job(f, choice_make(f->store, f->now, &choice, fixture_why(f)));
}

#endif
