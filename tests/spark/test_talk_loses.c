/* DESIGN: before a programme is announced, other rooms, kit and times leave nobody without a slot.
 */
#include "fixture.h"

#include <string.h>

#include "talk.h"

enum { PEOPLE = 5, MINUTES = 20 };

static const struct talk_lengths LENGTHS = {{4, 7}, 2};

struct evening {
    struct fixture f;
    struct event_id id;
};

/* Two rooms for twenty minutes from the start of the event; only the Hall has kit. */
static struct spark_fields rooms_of(const struct event_fields *fields, const char *hall_kit)
{
    struct spark_fields spark = spark_event_defaults();
    spark.changeover_s = 60;
    spark.order = SPARK_ARRANGED;
    spark.rooms[0] = (struct talk_room){"Hall", 50, hall_kit};
    spark.rooms[1] = (struct talk_room){"Library", 30, ""};
    spark.room_count = 2;
    spark.blocks[spark.block_count++] =
        (struct spark_span){fields->starts_at, instant_add(fields->starts_at, MINUTES * 60)};
    return spark;
}

static void start(struct evening *e)
{
    *e = (struct evening){.id = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    fields.kind = EVENT_SPARK;
    fields.ends_at = instant_add(fields.starts_at, 3600);
    const struct spark_fields spark = rooms_of(&fields, "screen");
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->id));
    fixture_publish(&e->f, e->id);
}

/* leaves: minutes after the start; 0: no matter. */
static void book(struct evening *e, int person, int minutes, int leaves, const char *kit)
{
    struct talk_placed placed = {0};
    struct instant from = fixture_find(&e->f, e->id).fields.starts_at;
    const struct talk_needs needs = {
        .to = {leaves ? from.v + (int64_t)leaves * 60 : 0}, .kit = kit, .theme = ""};
    const struct talk_request request = {.event = e->id,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = kit && *kit ? "Ten films" : "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = minutes,
                                         .needs = &needs,
                                         .lengths = &LENGTHS};
    assert_ok(
        fixture_job(&e->f, talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed)));
    assert_int_equal(placed.status, TALK_CONFIRMED);
}

static enum err change(struct evening *e, const char *hall_kit, int later_s)
{
    struct event_fields fields = fixture_find(&e->f, e->id).fields;
    fields.starts_at = instant_add(fields.starts_at, later_s);
    fields.ends_at = instant_add(fields.ends_at, later_s);
    const struct spark_fields spark = rooms_of(&fields, hall_kit);
    const struct spark_change change = {.event = e->id, .fields = fields, .spark = &spark};
    return fixture_job(&e->f,
                       spark_event_update(e->f.store, e->f.now, &change, fixture_why(&e->f)));
}

static void kit_that_a_talk_needs_stays(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    book(&e, 0, 7, 0, "");
    book(&e, 1, 7, 0, "screen");
    book(&e, 2, 4, 0, "");
    assert_int_equal(change(&e, "", 0), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "does-not-fit");
    assert_true(fixture_refused(&e.f, "rooms"));
    assert_non_null(strstr(e.f.why.detail, "Ten films"));
    assert_ok(change(&e, "screen, piano", 0));
    fixture_done(&e.f);
}

static void whoever_leaves_early_still_speaks(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    book(&e, 0, 7, 9, "");
    assert_int_equal(change(&e, "screen", 300), ERR_CONFLICT);
    assert_true(fixture_refused(&e.f, "ends_at"));
    assert_ok(change(&e, "screen", 60));
    assert_ok(change(&e, "screen", 86400)); /* what was said goes along to another day */
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kit_that_a_talk_needs_stays),
        cmocka_unit_test(whoever_leaves_early_still_speaks),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
