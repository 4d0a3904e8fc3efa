/* DESIGN: a SPARK event's settings, and what a change of them does to its talks. */
#include "fixture.h"

#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

static struct event_fields spark_fields_of(const struct fixture *f)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.kind = EVENT_SPARK;
    return fields;
}

static struct event_id create(struct fixture *f, const struct event_fields *fields,
                              const struct spark_fields *spark)
{
    struct event_id id = {0};
    assert_ok(
        spark_event_create(f->store, f->now, f->people[0], fields, spark, fixture_why(f), &id));
    fixture_publish(f, id);
    return id;
}

static struct talk_placed talk(struct fixture *f, struct event_id event, int person, int minutes)
{
    const struct talk_request request = {.event = event,
                                         .person = f->people[person],
                                         .by = f->people[person],
                                         .title = "Retrieval in two minutes",
                                         .category = talk_categories[2],
                                         .minutes = minutes,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(f->store, f->now, &request, fixture_why(f), &placed));
    return placed;
}

static enum err update(struct fixture *f, struct event_id id, const struct event_fields *fields,
                       const struct spark_fields *spark)
{
    const struct spark_change change = {id, 0, *fields, spark};
    return fixture_job(f, spark_event_update(f->store, f->now, &change, fixture_why(f)));
}

/* 20 fixed minutes, 10 first and 10 last in one block, changeover 120 s (contract, section 5). */
static void test_defaults(void **state)
{
    struct fixture f;
    struct spark_settings settings;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = spark_fields_of(&f);
    struct event_id id = create(&f, &fields, NULL);
    assert_ok(spark_event_find(f.store, id, f.arena, &settings));
    assert_int_equal(settings.pack.changeover_s, 120);
    assert_int_equal(settings.pack.block_count, 1);
    assert_int_equal(settings.pack.blocks[0].start_s, support_at("2026-11-12T16:10").v);
    assert_int_equal(settings.pack.blocks[0].end_s, support_at("2026-11-12T17:20").v);
    assert_int_equal(settings.room_s, 70 * 60);
    assert_int_equal(settings.talks_a_person, 1);
    assert_int_equal(settings.rooms[0].seats, fields.capacity);
    assert_string_equal(settings.rooms[0].name, "Hall");
    fields.kind = EVENT_COURSE;
    id = create(&f, &fields, NULL);
    assert_int_equal(spark_event_find(f.store, id, f.arena, &settings), ERR_NOT_FOUND);
    fixture_done(&f);
}

struct bad {
    const char *field;
    int changeover_s, fixed_minutes, rooms, seats, talks_a_person;
    int blocks[3][2]; /* minutes after the start; 0, 0 ends */
};

static const struct bad BAD[] = {
    {NULL, -1, -1, 1, -1, -1, {{0}}},
    {NULL, 0, 0, 0, 0, 5, {{0}}},
    {NULL, 900, 89, 1, 10000, 1, {{0}}},
    {NULL, -1, -1, 1, -1, -1, {{10, 40}, {40, 90}}},
    {"rooms", -1, -1, 2, -1, -1, {{0}}},
    {"changeover_s", 901, -1, 1, -1, -1, {{0}}},
    {"changeover_s", -2, -1, 1, -1, -1, {{0}}},
    {"fixed_minutes", -1, 90, 1, -1, -1, {{0}}},
    {"fixed_minutes", -1, -5, 1, -1, -1, {{0}}},
    {"seats", -1, -1, 1, 10001, -1, {{0}}},
    {"talks_a_person", -1, -1, 1, -1, 0, {{0}}},
    {"talks_a_person", -1, -1, 1, -1, 6, {{0}}},
    {"blocks", -1, 20, 1, -1, -1, {{10, 40}}},
    {"blocks", -1, -1, 1, -1, -1, {{10, 91}}},
    {"blocks", -1, -1, 1, -1, -1, {{-1, 40}}},
    {"blocks", -1, -1, 1, -1, -1, {{40, 40}}},
    {"blocks", -1, -1, 1, -1, -1, {{10, 40}, {39, 80}}},
};

static void test_fields(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = spark_fields_of(&f);
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        const struct bad *bad = &BAD[i];
        struct event_id id;
        struct spark_fields spark = {.changeover_s = bad->changeover_s,
                                     .fixed_minutes = bad->fixed_minutes,
                                     .room_count = bad->rooms,
                                     .talks_a_person = bad->talks_a_person,
                                     .intake = SPARK_UNSET,
                                     .order = SPARK_UNSET,
                                     .themes = SPARK_UNSET};
        for (int r = 0; r < bad->rooms && r < PACK_ROOMS_MAX; r++)
            spark.rooms[r] = (struct talk_room){.seats = bad->seats};
        for (int b = 0; b < 3 && bad->blocks[b][1]; b++)
            spark.blocks[spark.block_count++] =
                (struct spark_span){instant_add(fields.starts_at, bad->blocks[b][0] * 60),
                                    instant_add(fields.starts_at, bad->blocks[b][1] * 60)};
        enum err err =
            spark_event_create(f.store, f.now, f.people[0], &fields, &spark, fixture_why(&f), &id);
        assert_int_equal(err, bad->field ? ERR_INVALID : OK);
        assert_int_equal(f.why.field_count, bad->field != NULL);
        if (bad->field)
            assert_string_equal(f.why.fields[0].field, bad->field);
    }
    fixture_done(&f);
}

/* Both parts' fields in one refusal, and required is no word for SPARK. */
static void test_all_fields_at_once(void **state)
{
    struct fixture f;
    struct event_id id;
    struct spark_fields spark = spark_event_defaults();
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = spark_fields_of(&f);
    fields.title = "";
    fields.attendance = ATTENDANCE_REQUIRED;
    spark.room_count = 3;
    assert_int_equal(
        spark_event_create(f.store, f.now, f.people[0], &fields, &spark, fixture_why(&f), &id),
        ERR_INVALID);
    assert_true(fixture_refused(&f, "title"));
    assert_true(fixture_refused(&f, "attendance"));
    assert_true(fixture_refused(&f, "rooms"));
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM event WHERE $1 = 0", 0), 0);
    fixture_done(&f);
}

/* The window moves with the event; talks follow, their presenters are told once. */
static void test_move(void **state)
{
    struct fixture f;
    struct spark_settings settings;
    struct talk found;
    (void)state;
    fixture_init(&f, 3);
    struct event_fields fields = spark_fields_of(&f);
    struct event_id id = create(&f, &fields, NULL);
    struct talk_placed placed = talk(&f, id, 1, 7);
    fields.starts_at = instant_add(fields.starts_at, 3600);
    fields.ends_at = instant_add(fields.ends_at, 3600 - 600);
    assert_ok(update(&f, id, &fields, NULL));
    assert_ok(spark_event_find(f.store, id, f.arena, &settings));
    assert_int_equal(settings.pack.blocks[0].start_s, fields.starts_at.v + 600);
    assert_int_equal(settings.pack.blocks[0].end_s, fields.ends_at.v - 600);
    assert_int_equal(fixture_mails(&f, "event-changed", f.people[1]), 1);
    assert_ok(talk_find(f.store, placed.id, f.arena, &found));
    assert_int_equal(found.seq, 1);
    assert_int_equal(
        fixture_count(&f, "SELECT from_at FROM busy WHERE source = 'talk' AND source_id = $1",
                      placed.id.v),
        fields.starts_at.v);
    fixture_done(&f);
}

/* A window that is too small says how many minutes are missing, and changes nothing. */
static void test_too_small(void **state)
{
    struct fixture f;
    struct spark_settings before, after;
    (void)state;
    fixture_init(&f, 8);
    struct event_fields fields = spark_fields_of(&f);
    struct event_id id = create(&f, &fields, NULL);
    for (int i = 0; i < 5; i++)
        talk(&f, id, i, 7); /* 45 of 70 minutes */
    assert_ok(spark_event_find(f.store, id, f.arena, &before));
    fields.ends_at = instant_add(fields.ends_at, -30 * 60); /* 40 are left */
    assert_int_equal(update(&f, id, &fields, NULL), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "does-not-fit");
    assert_true(fixture_refused(&f, "ends_at"));
    assert_non_null(strstr(f.why.detail, "5 minutes are missing"));
    struct spark_fields slower = spark_event_defaults();
    slower.changeover_s = 900;
    fields = spark_fields_of(&f);
    assert_int_equal(update(&f, id, &fields, &slower), ERR_CONFLICT);
    assert_non_null(strstr(f.why.detail, "40 minutes are missing"));
    assert_ok(spark_event_find(f.store, id, f.arena, &after));
    assert_int_equal(after.version, before.version);
    assert_int_equal(after.room_s, before.room_s);
    assert_int_equal(fixture_find(&f, id).version, 2);
    fields.ends_at = instant_add(fields.ends_at, -25 * 60); /* exactly 45 */
    assert_ok(update(&f, id, &fields, NULL));
    fixture_done(&f);
}

/* More room, or a quicker changeover, gives slots to those who wait. */
static void test_larger_window_promotes(void **state)
{
    struct fixture f;
    struct talk found;
    (void)state;
    fixture_init(&f, 10);
    struct event_fields fields = spark_fields_of(&f);
    struct event_id id = create(&f, &fields, NULL);
    struct talk_placed placed = {0};
    for (int i = 0; i < 8; i++)
        placed = talk(&f, id, i, 7);
    assert_int_equal(placed.status, TALK_WAITING); /* 7 x 9 is 63 of 70 */
    struct spark_fields quicker = spark_event_defaults();
    quicker.changeover_s = 60;
    assert_ok(update(&f, id, &fields, &quicker));
    assert_ok(talk_find(f.store, placed.id, f.arena, &found));
    assert_int_equal(found.status, TALK_CONFIRMED);
    assert_int_equal(fixture_mails(&f, "talk-promoted", f.people[7]), 1);
    assert_int_equal(fixture_count(&f, "SELECT used_s FROM spark_event WHERE event_id = $1", id.v),
                     8 * 8 * 60);
    fixture_done(&f);
}

static void test_stale_and_kind(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = spark_fields_of(&f);
    struct event_id id = create(&f, &fields, NULL);
    struct spark_change change = {id, 1, fields, NULL};
    change.fields.title = "Mine";
    assert_int_equal(spark_event_update(f.store, f.now, &change, fixture_why(&f)), ERR_STALE);
    assert_true(fixture_refused(&f, "title"));
    fields.kind = EVENT_COURSE;
    assert_int_equal(update(&f, id, &fields, NULL), ERR_INVALID);
    assert_true(fixture_refused(&f, "kind"));
    fixture_done(&f);
}

static void test_cancel(void **state)
{
    struct fixture f;
    struct talk found;
    (void)state;
    fixture_init(&f, 10);
    struct event_fields fields = spark_fields_of(&f);
    struct event_id id = create(&f, &fields, NULL);
    struct talk_placed placed = {0};
    for (int i = 0; i < 8; i++)
        placed = talk(&f, id, i, 7);
    assert_ok(fixture_job(&f, spark_event_cancel(f.store, f.now, id, 0, fixture_why(&f))));
    assert_int_equal(fixture_mails(&f, "event-cancelled", (struct person_id){0}), 8);
    assert_int_equal(fixture_mails(&f, "talk-promoted", (struct person_id){0}), 0);
    assert_ok(talk_find(f.store, placed.id, f.arena, &found));
    assert_int_equal(found.status, TALK_WITHDRAWN);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM busy WHERE event_id = $1", id.v), 0);
    assert_int_equal(fixture_count(&f, "SELECT used_s FROM spark_event WHERE event_id = $1", id.v),
                     0);
    assert_ok(spark_event_cancel(f.store, f.now, id, 0, fixture_why(&f)));
    assert_int_equal(fixture_mails(&f, "event-cancelled", (struct person_id){0}), 8);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),           cmocka_unit_test(test_fields),
        cmocka_unit_test(test_all_fields_at_once), cmocka_unit_test(test_move),
        cmocka_unit_test(test_too_small),          cmocka_unit_test(test_larger_window_promotes),
        cmocka_unit_test(test_stale_and_kind),     cmocka_unit_test(test_cancel),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
