/* DESIGN: one room, one event at a time (TW-05): by table, and beside a naive model. */
#include "fixture.h"

#include "event_room.h"
#include "token.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_init(&f, 4);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

static struct room_id room_at(struct school_id school, const char *name)
{
    const struct room_fields fields = {.school = school,
                                       .name = name,
                                       .address = school.v ? "" : "Station Road",
                                       .seats = 50,
                                       .equipment = "",
                                       .notes = ""};
    struct room_id id = {0};
    assert_ok(room_create(f.store, support_day("2026-09-01"), &fields, fixture_why(&f), &id));
    return id;
}

static struct event_fields at(struct room_id room, const char *from, const char *to)
{
    struct event_fields fields = fixture_event_fields(&f);
    fields.in = room;
    fields.room = "Hall";
    fields.starts_at = support_at(from);
    fields.ends_at = support_at(to);
    return fields;
}

static enum err create(const struct event_fields *fields, struct event_id *ret)
{
    return fixture_job(&f, event_create(f.store, f.now, f.people[0], fields, fixture_why(&f), ret));
}

static void which_times_clash(void **state)
{
    static const struct {
        const char *from, *to;
        bool clashes;
    } table[] = {
        {"2026-11-12T16:00", "2026-11-12T17:00", true},
        {"2026-11-12T15:00", "2026-11-12T16:01", true},
        {"2026-11-12T16:59", "2026-11-12T18:00", true},
        {"2026-11-12T16:10", "2026-11-12T16:20", true},
        {"2026-11-12T15:00", "2026-11-12T18:00", true},
        {"2026-11-12T15:00", "2026-11-12T16:00", false}, /* one ends as the other begins */
        {"2026-11-12T17:00", "2026-11-12T18:00", false},
        {"2026-11-13T16:00", "2026-11-13T17:00", false},
    };
    struct room_id hall = room_at(f.oak, "Hall"), library = room_at(f.oak, "Library");
    struct event_fields there = at(hall, "2026-11-12T16:00", "2026-11-12T17:00");
    struct event_id other;
    there.title = "Marking";
    struct event_id first = fixture_event(&f, &there);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct event_fields fields = at(hall, table[i].from, table[i].to);
        enum err err = create(&fields, &other);
        assert_int_equal(err, table[i].clashes ? ERR_CONFLICT : OK);
        if (err == OK) {
            assert_ok(event_cancel(f.store, f.now, other, 0, fixture_why(&f)));
            continue;
        }
        assert_string_equal(f.why.slug, "room-taken");
        assert_int_equal(f.why.other_id, first.v);
        assert_non_null(strstr(f.why.detail, "“Marking”"));
        fields.in = library;
        assert_ok(create(&fields, &other));
        assert_ok(event_cancel(f.store, f.now, other, 0, fixture_why(&f)));
    }
    assert_ok(event_cancel(f.store, f.now, first, 0, fixture_why(&f)));
    assert_ok(create(&there, &other)); /* what is called off holds no room */
}

static void a_draft_holds_its_room_and_is_not_named(void **state)
{
    struct room_id hall = room_at(f.oak, "Hall");
    struct event_fields fields = at(hall, "2026-11-12T16:00", "2026-11-12T17:00");
    struct event_id other;
    (void)state;
    fields.title = "Secret plans";
    fixture_draft(&f, &fields);
    assert_int_equal(create(&fields, &other), ERR_CONFLICT);
    assert_null(strstr(f.why.detail, "Secret"));
}

static void an_event_does_not_move_onto_another(void **state)
{
    struct room_id hall = room_at(f.oak, "Hall");
    struct event_fields morning = at(hall, "2026-11-12T09:00", "2026-11-12T10:00");
    struct event_fields noon = at(hall, "2026-11-12T12:00", "2026-11-12T13:00");
    struct event_id first = fixture_event(&f, &morning);
    struct event_id second = fixture_event(&f, &noon);
    (void)state;
    noon.in.v = 0; /* a form that knows of no register: it stays where it is */
    noon.room = "Hall";
    noon.starts_at = support_at("2026-11-12T09:30");
    assert_int_equal(
        fixture_job(&f, event_update(f.store, f.now, second, 0, &noon, fixture_why(&f))),
        ERR_CONFLICT);
    assert_int_equal(f.why.other_id, first.v);
    noon.starts_at = support_at("2026-11-12T11:30"); /* in its own way it is not */
    assert_ok(event_update(f.store, f.now, second, 0, &noon, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, second).fields.in.v, hall.v);
}

/* Other words than the room's name give it up; nothing else does. */
static void words_over_the_room_give_it_up(void **state)
{
    struct room_id hall = room_at(f.oak, "Hall");
    struct event_fields fields = at(hall, "2026-11-12T16:00", "2026-11-12T17:00");
    struct event_id id = fixture_event(&f, &fields);
    struct event event = fixture_find(&f, id);
    (void)state;
    assert_string_equal(event.fields.room, "Hall");
    fields = event.fields;
    fields.title = "Another title";
    assert_ok(event_update(f.store, f.now, id, 0, &fields, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, id).fields.in.v, hall.v);
    fields.room = "The playing field";
    assert_ok(event_update(f.store, f.now, id, 0, &fields, fixture_why(&f)));
    event = fixture_find(&f, id);
    assert_int_equal(event.fields.in.v, 0);
    assert_string_equal(event.fields.room, "The playing field");
    fields.in = hall; /* and back, whatever the words say */
    assert_ok(event_update(f.store, f.now, id, 0, &fields, fixture_why(&f)));
    assert_string_equal(fixture_find(&f, id).fields.room, "Hall");
}

/* The place is where the room is, whoever is the host. */
static void where_it_is(void **state)
{
    struct event_fields fields = at(room_at(f.ash, "Hall"), "2026-11-12T16:00", "2026-11-12T17:00");
    struct event_id id = fixture_event(&f, &fields);
    struct booking_placed placed;
    struct booking booking;
    const struct booking_request wish = {.event = id, .person = f.people[1], .by = f.people[1]};
    (void)state;
    assert_string_equal(fixture_find(&f, id).place, "Hall, Ash High School");
    assert_ok(booking_book(f.store, f.now, &wish, fixture_why(&f), &placed));
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_string_equal(booking.place, "Hall, Ash High School");
    int64_t told = fixture_mails(&f, "event-changed", (struct person_id){0});
    fields.in = room_at((struct school_id){0}, "Grand");
    assert_ok(event_update(f.store, f.now, id, 0, &fields, fixture_why(&f)));
    assert_string_equal(fixture_find(&f, id).place, "Grand, Station Road");
    assert_int_equal(fixture_mails(&f, "event-changed", (struct person_id){0}), told + 1);
}

/* A day and its workshops share a room, two workshops do not. */
static void a_day_and_its_workshops(void **state)
{
    struct room_id hall = room_at(f.oak, "Hall");
    struct event_fields fields = at(hall, "2026-11-12T09:00", "2026-11-12T16:00");
    struct event_id day = fixture_event(&f, &fields), other;
    struct event_fields none = fields;
    none.in.v = 0;
    struct event_id first = fixture_event(&f, &none), second = fixture_event(&f, &none);
    (void)state;
    assert_ok(store_exec(f.store, "UPDATE event SET parent_id = $1 WHERE id IN ($2, $3)",
                         PARAMS(p_int(day.v), p_int(first.v), p_int(second.v))));
    assert_ok(event_update(f.store, f.now, first, 0, &fields, fixture_why(&f)));
    assert_ok(event_update(f.store, f.now, day, 0, &fields, fixture_why(&f)));
    assert_int_equal(
        fixture_job(&f, event_update(f.store, f.now, second, 0, &fields, fixture_why(&f))),
        ERR_CONFLICT);
    assert_int_equal(f.why.other_id, first.v);
    assert_int_equal(create(&fields, &other), ERR_CONFLICT); /* nor anything else */
}

/* A session with a room of its own leaves the event's room free. */
static void sessions(void **state)
{
    struct room_id hall = room_at(f.oak, "Hall");
    struct event_fields fields = at(hall, "2026-11-12T16:00", "2026-11-12T17:00");
    struct event_id id = fixture_event(&f, &fields), other;
    (void)state;
    assert_ok(store_exec(f.store,
                         "INSERT INTO event_session (uid, event_id, position, starts_at, ends_at,"
                         " room) VALUES ('a', $1, 2, $2, $3, ''), ('b', $1, 3, $4, $5, 'Gym')",
                         PARAMS(p_int(id.v), p_instant(support_at("2026-11-19T16:00")),
                                p_instant(support_at("2026-11-19T17:00")),
                                p_instant(support_at("2026-11-26T16:00")),
                                p_instant(support_at("2026-11-26T17:00")))));
    fields = at(hall, "2026-11-19T16:30", "2026-11-19T17:30");
    assert_int_equal(create(&fields, &other), ERR_CONFLICT);
    fields = at(hall, "2026-11-26T16:30", "2026-11-26T17:30");
    assert_ok(create(&fields, &other));
    /* nor does it move its sessions to where somebody is */
    struct event_session_fields moved[] = {
        {0, support_at("2026-11-12T16:00"), support_at("2026-11-12T17:00"), ""},
        {0, support_at("2026-11-26T17:00"), support_at("2026-11-26T18:00"), "Gym"},
    };
    assert_ok(event_set_sessions(f.store, f.now, id, 0, moved, 2, fixture_why(&f)));
    moved[1].room = "";
    assert_int_equal(
        fixture_job(&f, event_set_sessions(f.store, f.now, id, 0, moved, 2, fixture_why(&f))),
        ERR_CONFLICT);
    assert_int_equal(f.why.other_id, other.v);
}

static void out_of_use(void **state)
{
    struct room_id hall = room_at(f.oak, "Hall");
    struct event_fields fields = at(hall, "2026-11-12T16:00", "2026-11-12T17:00");
    struct event_id id = fixture_event(&f, &fields), other;
    struct day last = support_day("2026-11-12");
    (void)state;
    assert_int_equal(event_room_end(f.store, hall, 0, day_add(last, -1), fixture_why(&f)),
                     ERR_CONFLICT);
    assert_int_equal(f.why.other_id, id.v);
    assert_ok(event_room_end(f.store, hall, 0, last, fixture_why(&f)));
    fields = at(hall, "2026-11-13T16:00", "2026-11-13T17:00");
    assert_int_equal(create(&fields, &other), ERR_INVALID);
    assert_true(fixture_refused(&f, "room"));
    fields = at(hall, "2026-11-12T18:00", "2026-11-12T19:00");
    assert_ok(create(&fields, &other)); /* on its last day still */
    fields.in.v = 999;
    assert_int_equal(create(&fields, &other), ERR_INVALID);
}

/* ---- beside a model ---- */

enum { ROOMS = 3, STEPS = 400 };

struct entry {
    struct event_id id;
    int room; /* -1: called off */
    int64_t from, to;
};

static bool is_free(const struct entry *all, int count, int but, const struct entry *wish)
{
    for (int i = 0; i < count; i++)
        if (i != but && all[i].room == wish->room && all[i].from < wish->to &&
            wish->from < all[i].to)
            return false;
    return true;
}

/* Random events made, moved and called off: refused exactly when the room is taken. */
static void no_room_is_ever_taken_twice(void **state)
{
    struct room_id rooms[ROOMS];
    static struct entry all[STEPS];
    int count = 0, refused = 0, moved = 0;
    (void)state;
    token_seed(7);
    for (int i = 0; i < ROOMS; i++)
        rooms[i] = room_at(f.oak, arena_printf(f.arena, "Room %d", i));
    for (int step = 0; step < STEPS; step++) {
        int which = count ? (int)token_below((uint32_t)count) : 0;
        int64_t start = support_at("2026-11-12T08:00").v + token_below(48) * 900;
        const struct entry wish = {
            {0}, (int)token_below(ROOMS), start, start + (1 + token_below(6)) * 900};
        uint32_t act = count ? token_below(4) : 0;
        struct event_fields fields = fixture_event_fields(&f);
        fields.in = rooms[wish.room];
        fields.room = arena_printf(f.arena, "Room %d", wish.room);
        fields.starts_at.v = wish.from;
        fields.ends_at.v = wish.to;
        if (act == 3 && all[which].room >= 0) {
            assert_ok(event_cancel(f.store, f.now, all[which].id, 0, fixture_why(&f)));
            all[which].room = -1;
        } else if (act >= 1 && all[which].room >= 0) {
            bool free = is_free(all, count, which, &wish);
            enum err err = fixture_job(
                &f, event_update(f.store, f.now, all[which].id, 0, &fields, fixture_why(&f)));
            assert_int_equal(err, free ? OK : ERR_CONFLICT);
            if (free) {
                struct event_id id = all[which].id;
                all[which] = wish;
                all[which].id = id;
                moved++;
            }
            refused += !free;
        } else {
            bool free = is_free(all, count, -1, &wish);
            all[count] = wish;
            assert_int_equal(create(&fields, &all[count].id), free ? OK : ERR_CONFLICT);
            count += free;
            refused += !free;
        }
    }
    assert_true(refused > 50 && moved > 10 && count > 20); /* all of it happened */
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH(which_times_clash),
        WITH(a_draft_holds_its_room_and_is_not_named),
        WITH(an_event_does_not_move_onto_another),
        WITH(words_over_the_room_give_it_up),
        WITH(where_it_is),
        WITH(a_day_and_its_workshops),
        WITH(sessions),
        WITH(out_of_use),
        WITH(no_room_is_ever_taken_twice),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
