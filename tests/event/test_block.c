/* DESIGN: a day's blocks and workshops: within the day, side by side, moved and told once. */
#include "choice_day.h"

#include "event_session.h"

static struct fixture f;
static struct choice_day d;

static int set_up(void **state)
{
    (void)state;
    fixture_init(&f, 8);
    d = choice_day_make(&f, 2, 2, 5);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

static struct block_fields at(const char *from, const char *to)
{
    return (struct block_fields){"Block 3", support_at(from), support_at(to), true};
}

static enum err create(const struct block_fields *fields, struct block_id *ret)
{
    return block_create(f.store, f.now, d.id, fields, fixture_why(&f), ret);
}

static void within_the_day(void **state)
{
    static const struct {
        const char *from, *to, *field; /* NULL: it fits */
    } rows[] = {
        {"2026-11-12T08:59", "2026-11-12T09:30", "starts_at"},
        {"2026-11-12T15:00", "2026-11-12T15:31", "ends_at"},
        {"2026-11-12T13:00", "2026-11-12T13:00", "ends_at"},
        {"2026-11-12T10:49", "2026-11-12T10:55", "starts_at"}, /* over Block 1 */
        {"2026-11-12T09:00", "2026-11-12T15:30", "starts_at"},
        {"2026-11-12T10:50", "2026-11-12T11:00", NULL}, /* between the two, to the minute */
        {"2026-11-12T15:00", "2026-11-12T15:30", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct block_id id;
        const struct block_fields fields = at(rows[i].from, rows[i].to);
        assert_int_equal(create(&fields, &id), rows[i].field ? ERR_INVALID : OK);
        assert_true(!rows[i].field || fixture_refused(&f, rows[i].field));
    }
    struct block_list list;
    assert_ok(block_list(f.store, d.id, f.arena, &list));
    assert_int_equal(list.count, 4);
    assert_string_equal(list.items[1].fields.name, "Block 3");
    assert_int_equal(list.items[0].workshops, 2);
}

static void only_of_a_day(void **state)
{
    struct block_id id;
    const struct event_fields twilight = fixture_event_fields(&f);
    const struct block_fields fields = at("2026-11-12T16:00", "2026-11-12T17:00");
    (void)state;
    assert_int_equal(
        block_create(f.store, f.now, fixture_event(&f, &twilight), &fields, fixture_why(&f), &id),
        ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-a-day");
    assert_int_equal(block_create(f.store, f.now, d.workshops[0][0], &fields, fixture_why(&f), &id),
                     ERR_CONFLICT); /* no day within a day */
}

static void removed_when_empty(void **state)
{
    struct block_id id;
    const struct block_fields fields = at("2026-11-12T13:00", "2026-11-12T14:00");
    (void)state;
    assert_int_equal(block_remove(f.store, f.now, d.blocks[0], fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "in-use");
    assert_ok(create(&fields, &id));
    int version = fixture_find(&f, d.id).version;
    assert_ok(block_remove(f.store, f.now, id, fixture_why(&f)));
    assert_true(fixture_find(&f, d.id).version >
                version); /* a change of the day, as a new one is */
    for (int w = 0; w < 2; w++)
        assert_ok(event_cancel(f.store, f.now, d.workshops[0][w], 0, fixture_why(&f)));
    assert_ok(block_remove(f.store, f.now, d.blocks[0], fixture_why(&f)));
}

/* ---- workshops ---- */

static struct event_id run_again(struct block_id block, struct event_id same_as)
{
    struct event_id id = {0};
    const struct workshop_fields fields = {
        .block = block, .title = "Once more", .capacity = 3, .same_as = same_as};
    assert_ok(workshop_create(f.store, f.now, f.people[0], d.id, &fields, fixture_why(&f), &id));
    return id;
}

/* Calling off what others repeat leaves them as they were: the first is what the rest repeat. */
static void called_off_but_repeated(void **state)
{
    struct block_id third;
    struct workshop_list list;
    const struct block_fields times = at("2026-11-12T13:00", "2026-11-12T13:50");
    (void)state;
    assert_ok(create(&times, &third));
    struct event_id first = run_again(d.blocks[1], d.workshops[0][0]);
    struct event_id beside = run_again(d.blocks[1], d.workshops[0][0]);
    struct event_id second = run_again(third, d.workshops[0][0]);
    choice_day_book(&f, d.id, 1);
    assert_ok(choice_day_choose(
        &f, d.id, 1, (const struct event_id[]){d.workshops[0][1], d.workshops[1][0], second}, 3));
    for (int w = 0; w < 2; w++)
        assert_ok(event_cancel(f.store, f.now, d.workshops[0][w], 0, fixture_why(&f)));
    assert_ok(workshop_list(f.store, d.id, (struct person_id){0}, f.arena, &list));
    assert_int_equal(workshop_in(&list, first)->run_of.v, first.v);
    assert_int_equal(workshop_in(&list, beside)->run_of.v, beside.v);
    assert_int_equal(workshop_in(&list, second)->run_of.v, first.v);
    /* chosen, it can be changed still */
    const struct workshop_fields fields = {
        .block = third, .title = "Another title", .capacity = 4, .same_as = first};
    assert_ok(workshop_update(f.store, f.now, second, 0, &fields, fixture_why(&f)));
    assert_ok(block_remove(f.store, f.now, d.blocks[0], fixture_why(&f)));
}

static struct room_id room_of(const char *name, int seats)
{
    struct room_id id = {0};
    const struct room_fields fields = {
        .school = f.oak, .name = name, .address = "", .seats = seats, .equipment = "", .notes = ""};
    assert_ok(room_create(f.store, support_day("2026-09-01"), &fields, fixture_why(&f), &id));
    return id;
}

static void in_its_room(void **state)
{
    struct event_id id, other;
    struct event_fields day = choice_day_fields(&f);
    (void)state;
    day.in = room_of("Hall", 30);
    assert_ok(event_update(f.store, f.now, d.id, 0, &day, fixture_why(&f)));
    struct workshop_fields fields = {
        .block = d.blocks[0], .title = "Phonics", .in = day.in, .capacity = 31};
    assert_int_equal(
        workshop_create(f.store, f.now, f.people[0], d.id, &fields, fixture_why(&f), &id),
        ERR_INVALID);
    assert_true(fixture_refused(&f, "capacity"));
    fields.capacity = 30; /* in the room of the day itself */
    assert_ok(workshop_create(f.store, f.now, f.people[0], d.id, &fields, fixture_why(&f), &id));
    assert_string_equal(fixture_find(&f, id).place, "Hall, Oak Primary School");
    assert_int_equal(fixture_find(&f, id).status, EVENT_PUBLISHED);
    assert_int_equal(fixture_job(&f, workshop_create(f.store, f.now, f.people[0], d.id, &fields,
                                                     fixture_why(&f), &other)),
                     ERR_CONFLICT); /* not two at once */
    assert_string_equal(f.why.slug, "room-taken");
    fields.block = d.blocks[1];
    assert_ok(workshop_create(f.store, f.now, f.people[0], d.id, &fields, fixture_why(&f), &other));
    fields.capacity = 12;
    assert_ok(workshop_update(f.store, f.now, other, 0, &fields, fixture_why(&f)));
    assert_string_equal(fixture_find(&f, other).place, "Hall, Oak Primary School");
}

static void is_what_a_workshop_is(void **state)
{
    struct event event = fixture_find(&f, d.workshops[0][0]);
    struct event_fields fields = event.fields;
    (void)state;
    fields.waiting_list = fields.approval = true;
    assert_ok(event_update(f.store, f.now, event.id, 0, &fields, fixture_why(&f)));
    event = fixture_find(&f, event.id);
    assert_false(event.fields.waiting_list || event.fields.approval);
    fields.starts_at.v += 60;
    assert_int_equal(event_update(f.store, f.now, event.id, 0, &fields, fixture_why(&f)),
                     ERR_INVALID);
    assert_true(fixture_refused(&f, "starts_at"));
    struct workshop_fields to = {.block = d.blocks[1], .title = "Workshop 1a", .capacity = 5};
    assert_ok(workshop_update(f.store, f.now, event.id, 0, &to, fixture_why(&f)));
    choice_day_book(&f, d.id, 1);
    assert_ok(
        choice_day_choose(&f, d.id, 1, (const struct event_id[]){event.id, d.workshops[0][1]}, 2));
    to.block = d.blocks[0];
    assert_int_equal(workshop_update(f.store, f.now, event.id, 0, &to, fixture_why(&f)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "chosen");
}

static void a_draft_day_has_drafts(void **state)
{
    struct event_fields fields = choice_day_fields(&f);
    struct choice_day other = d;
    (void)state;
    fields.starts_at.v += 7 * 86400;
    fields.ends_at.v += 7 * 86400;
    other.id = fixture_draft(&f, &fields);
    struct block_fields block = at("2026-11-19T10:00", "2026-11-19T11:00");
    assert_ok(block_create(f.store, f.now, other.id, &block, fixture_why(&f), &other.blocks[0]));
    struct event_id one = choice_day_workshop(&f, &other, 0, "Phonics", 5);
    assert_int_equal(fixture_find(&f, one).status, EVENT_DRAFT);
    fixture_publish(&f, other.id);
    assert_int_equal(fixture_find(&f, one).status, EVENT_PUBLISHED);
}

/* ---- moves ---- */

static void two_who_chose(void)
{
    for (int p = 1; p < 3; p++) {
        choice_day_book(&f, d.id, p);
        assert_ok(choice_day_choose(
            &f, d.id, p, (const struct event_id[]){d.workshops[0][0], d.workshops[1][0]}, 2));
    }
}

static int64_t starts_in_busy(struct event_id event)
{
    return fixture_count(&f, "SELECT min(from_at) FROM busy WHERE event_id = $1", event.v);
}

static void a_block_moves(void **state)
{
    struct block_fields fields = {"Late", support_at("2026-11-12T14:00"),
                                  support_at("2026-11-12T14:45"), true};
    (void)state;
    two_who_chose();
    assert_int_equal(block_update(f.store, f.now, d.blocks[0], 7, &fields, fixture_why(&f)),
                     ERR_STALE);
    assert_ok(block_update(f.store, f.now, d.blocks[0], 1, &fields, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, d.workshops[0][1]).fields.starts_at.v, fields.starts_at.v);
    assert_int_equal(starts_in_busy(d.workshops[0][0]), fields.starts_at.v);
    assert_int_equal(fixture_mails(&f, "event-changed", (struct person_id){0}), 2);
}

/* Half an hour later, all of it: each person hears of the day alone. */
static void the_day_moves(void **state)
{
    struct event_fields fields = choice_day_fields(&f);
    (void)state;
    two_who_chose();
    fields.starts_at.v += 1800;
    fields.ends_at.v += 1800;
    assert_ok(event_update(f.store, f.now, d.id, 0, &fields, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, d.workshops[1][0]).fields.starts_at.v,
                     support_at("2026-11-12T11:30").v);
    assert_int_equal(starts_in_busy(d.workshops[1][0]), support_at("2026-11-12T11:30").v);
    assert_int_equal(fixture_mails(&f, "event-changed", (struct person_id){0}), 2);
    fields.ends_at = support_at("2026-11-12T12:00");
    assert_int_equal(
        fixture_job(&f, event_update(f.store, f.now, d.id, 0, &fields, fixture_why(&f))),
        ERR_INVALID);
    assert_true(fixture_refused(&f, "ends_at"));
    assert_ok(event_cancel(f.store, f.now, d.workshops[0][0], 0, fixture_why(&f)));
    assert_int_equal(fixture_mails(&f, "event-cancelled", (struct person_id){0}), 2);
}

/* ---- a day that meets twice ---- */

static struct event_sessions dates_of(struct event_id id)
{
    struct event_sessions sessions;
    assert_ok(event_session_list(f.store, id, f.arena, &sessions));
    return sessions;
}

static enum err put_dates(const struct event_session_fields *items, int count)
{
    return fixture_job(&f,
                       event_set_sessions(f.store, f.now, d.id, 0, items, count, fixture_why(&f)));
}

/* The next day too, with a block in it at ten; its workshop. */
static struct event_id second_day(struct event_session_fields ret[static EVENT_SESSIONS_MAX])
{
    const struct event_session_fields dates[] = {
        {dates_of(d.id).items[0].id, support_at("2026-11-12T09:00"), support_at("2026-11-12T15:30"),
         ""},
        {0, support_at("2026-11-13T09:00"), support_at("2026-11-13T15:30"), ""}};
    struct block_fields fields = at("2026-11-13T10:00", "2026-11-13T10:50");
    assert_ok(put_dates(dates, 2));
    struct event_sessions sessions = dates_of(d.id);
    event_session_fields(&sessions, ret);
    assert_ok(create(&fields, &d.blocks[2]));
    fields = at("2026-11-12T15:00", "2026-11-13T09:30"); /* over night */
    struct block_id none;
    assert_int_equal(create(&fields, &none), ERR_INVALID);
    assert_true(fixture_refused(&f, "ends_at"));
    return choice_day_workshop(&f, &d, 2, "On the second day", 5);
}

static struct instant start_of(struct event_id id)
{
    return fixture_find(&f, id).fields.starts_at;
}

static void one_of_two_dates_moves(void **state)
{
    struct event_session_fields dates[EVENT_SESSIONS_MAX];
    (void)state;
    struct event_id second = second_day(dates);
    dates[1].starts_at = support_at("2026-11-20T10:00");
    dates[1].ends_at = support_at("2026-11-20T16:30");
    assert_ok(put_dates(dates, 2));
    assert_int_equal(start_of(second).v, support_at("2026-11-20T11:00").v);
    assert_int_equal(start_of(d.workshops[0][0]).v, support_at("2026-11-12T10:00").v);
    dates[0].starts_at.v -= 3600;
    dates[0].ends_at.v -= 3600;
    assert_ok(put_dates(dates, 2));
    assert_int_equal(start_of(second).v, support_at("2026-11-20T11:00").v);
    assert_int_equal(start_of(d.workshops[1][0]).v, support_at("2026-11-12T10:00").v);
}

/* Both by as much as lies between them: the first is then where the second was. */
static void both_dates_move(void **state)
{
    struct event_session_fields dates[EVENT_SESSIONS_MAX];
    (void)state;
    struct event_id second = second_day(dates);
    for (int i = 0; i < 2; i++) {
        dates[i].starts_at.v += 86400;
        dates[i].ends_at.v += 86400;
    }
    assert_ok(put_dates(dates, 2));
    assert_int_equal(start_of(second).v, support_at("2026-11-14T10:00").v);
    assert_int_equal(start_of(d.workshops[0][0]).v, support_at("2026-11-13T10:00").v);
}

/* Its blocks go with it once they are empty; the second keeps its own, whichever number it has. */
static void the_first_date_falls_out(void **state)
{
    struct event_session_fields dates[EVENT_SESSIONS_MAX];
    struct block_list list;
    (void)state;
    struct event_id second = second_day(dates);
    assert_int_equal(put_dates(&dates[1], 1), ERR_INVALID);
    assert_true(fixture_refused(&f, "ends_at"));
    for (int b = 0; b < 2; b++)
        for (int w = 0; w < 2; w++)
            assert_ok(event_cancel(f.store, f.now, d.workshops[b][w], 0, fixture_why(&f)));
    assert_ok(put_dates(&dates[1], 1));
    assert_int_equal(start_of(second).v, support_at("2026-11-13T10:00").v);
    assert_ok(block_list(f.store, d.id, f.arena, &list));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].id.v, d.blocks[2].v);
}

/* Its hours are credited for the day or for its workshops, never for both. */
static void hours(void **state)
{
    struct choosing_fields fields = {.by_workshop = true};
    (void)state;
    assert_int_equal(fixture_find(&f, d.workshops[0][0]).fields.counts, EVENT_COUNTS_NOTHING);
    assert_ok(choosing_update(f.store, f.now, d.id, &fields, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, d.id).fields.counts, EVENT_COUNTS_NOTHING);
    assert_int_equal(fixture_find(&f, d.workshops[0][0]).fields.counts, EVENT_COUNTS_INSET);
    assert_int_equal(fixture_find(&f, d.workshops[0][0]).fields.hours_min, 50);
    struct event_id late = choice_day_workshop(&f, &d, 1, "Added later", 4);
    assert_int_equal(fixture_find(&f, late).fields.counts, EVENT_COUNTS_INSET);
    assert_ok(choosing_update(f.store, f.now, d.id, &fields, fixture_why(&f))); /* and again */
    fields.by_workshop = false;
    assert_ok(choosing_update(f.store, f.now, d.id, &fields, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, d.id).fields.counts, EVENT_COUNTS_INSET);
    assert_int_equal(fixture_find(&f, late).fields.counts, EVENT_COUNTS_NOTHING);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(within_the_day),
        TEST(only_of_a_day),
        TEST(removed_when_empty),
        TEST(in_its_room),
        TEST(is_what_a_workshop_is),
        TEST(a_draft_day_has_drafts),
        TEST(a_block_moves),
        TEST(the_day_moves),
        TEST(hours),
        TEST(one_of_two_dates_moves),
        TEST(both_dates_move),
        TEST(the_first_date_falls_out),
        TEST(called_off_but_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
