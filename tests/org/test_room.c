/* DESIGN: the register of rooms and what they have (TW-05, TW-06). */
#include "world.h"

#include "room.h"

static struct room_fields hall(struct school_id school)
{
    return (struct room_fields){.school = school,
                                .name = "Main hall",
                                .address = "",
                                .seats = 120,
                                .has = ROOM_HAS(ROOM_STEP_FREE) | ROOM_HAS(ROOM_PARKING),
                                .checked = true,
                                .equipment = "",
                                .notes = ""};
}

static struct room_id make(struct world *w, const struct room_fields *fields)
{
    struct room_id id = {0};
    assert_ok(room_create(w->store, support_day("2026-11-02"), fields, world_why(w), &id));
    return id;
}

static void what_a_room_may_be(void **state)
{
    struct world w;
    struct room_id id;
    struct day today = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    const struct {
        struct room_fields fields;
        const char *field;
    } bad[] = {
        {{w.oak, "", "", 10, .equipment = "", .notes = ""}, "name"},
        {{w.oak, "A", "", 0, .equipment = "", .notes = ""}, "seats"},
        {{w.oak, "A", "", 10001, .equipment = "", .notes = ""}, "seats"},
        {{w.oak, "A\nB", "", 10, .equipment = "", .notes = ""}, "name"},
        {{{99}, "A", "", 10, .equipment = "", .notes = ""}, "school"},
        {{{0}, "Grand", "", 10, .equipment = "", .notes = ""}, "address"}, /* where is it? */
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(room_create(w.store, today, &bad[i].fields, world_why(&w), &id),
                         ERR_INVALID);
        assert_true(world_refused(&w, bad[i].field));
    }
    struct room_fields good = hall(w.oak);
    make(&w, &good);
    good.name = "MAIN hall";
    assert_int_equal(room_create(w.store, today, &good, world_why(&w), &id), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "name-taken");
    good.school = w.ash; /* another school's */
    make(&w, &good);
    world_done(&w);
}

/* What it has is kept as it was said, each of them; who says nothing of it changes nothing. */
static void the_checklist(void **state)
{
    struct world w;
    struct room room;
    (void)state;
    world_init(&w);
    struct room_fields fields = hall(w.oak);
    fields.checked = false;
    struct room_id id = make(&w, &fields);
    assert_ok(room_find(w.store, id, w.arena, &room));
    assert_true(day_is_none(room.checked_on));
    assert_int_equal(room.fields.has, 0);
    fields.checked = true;
    for (int i = 0; i < ROOM_FEATURES; i++) {
        fields.has = ROOM_HAS(i) | ROOM_HAS(ROOM_WIFI);
        assert_ok(room_change(w.store, support_day("2026-11-03"), id, 0, &fields, world_why(&w)));
        assert_ok(room_find(w.store, id, w.arena, &room));
        assert_int_equal(room.fields.has, fields.has);
    }
    fields.checked = false;
    fields.has = 0;
    fields.seats = 90;
    assert_ok(room_change(w.store, support_day("2026-12-03"), id, 0, &fields, world_why(&w)));
    assert_ok(room_find(w.store, id, w.arena, &room));
    assert_int_equal(room.fields.has, ROOM_HAS(ROOM_PUBLIC_TRANSPORT) | ROOM_HAS(ROOM_WIFI));
    assert_int_equal(room.checked_on.v, support_day("2026-11-03").v);
    assert_int_equal(room.fields.seats, 90);
    world_done(&w);
}

static void looking_for_one(void **state)
{
    struct world w;
    struct room_list list;
    (void)state;
    world_init(&w);
    struct room_fields fields = hall(w.oak);
    make(&w, &fields);
    fields.name = "Library";
    fields.seats = 30;
    fields.has = ROOM_HAS(ROOM_WIFI);
    make(&w, &fields);
    fields = (struct room_fields){
        {0}, "Grand", "Station Road", 200, .checked = true, .equipment = "", .notes = ""};
    fields.has = ROOM_HAS(ROOM_WIFI) | ROOM_HAS(ROOM_STEP_FREE);
    make(&w, &fields);
    const struct {
        struct room_filter filter;
        int count;
        const char *first;
    } table[] = {
        {{.limit = 9}, 3, "Library"},
        {{.school = w.oak, .limit = 9}, 2, "Library"},
        {{.school = w.ash, .limit = 9}, 0, NULL},
        {{.outside = true, .limit = 9}, 1, "Grand"},
        {{.seats = 31, .limit = 9}, 2, "Main hall"},
        {{.has = ROOM_HAS(ROOM_WIFI), .limit = 9}, 2, "Library"},
        {{.has = ROOM_HAS(ROOM_WIFI) | ROOM_HAS(ROOM_STEP_FREE), .limit = 9}, 1, "Grand"},
        {{.ended = true, .limit = 9}, 0, NULL},
        {{.limit = 2}, 2, "Library"},
        {{.limit = 2, .after = 2}, 1, "Grand"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_ok(room_list(w.store, &table[i].filter, w.arena, &list));
        assert_int_equal(list.count, table[i].count);
        if (table[i].first)
            assert_string_equal(list.items[0].fields.name, table[i].first);
        assert_int_equal(list.next != 0, table[i].filter.limit == 2 && !table[i].filter.after);
    }
    assert_string_equal(list.items[0].place, "Grand, Station Road");
    world_done(&w);
}

static void out_of_use(void **state)
{
    struct world w;
    struct room room;
    struct room_list list;
    struct day nov = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    struct room_fields fields = hall(w.oak);
    struct room_id id = make(&w, &fields);
    assert_int_equal(room_end(w.store, id, 7, nov, world_why(&w)), ERR_STALE);
    assert_ok(room_end(w.store, id, 1, nov, world_why(&w)));
    assert_int_equal(room_end(w.store, id, 0, nov, world_why(&w)), ERR_CONFLICT);
    assert_int_equal(room_change(w.store, nov, id, 0, &fields, world_why(&w)), ERR_CONFLICT);
    assert_ok(room_find(w.store, id, w.arena, &room));
    assert_string_equal(room.place, "Main hall, Oak");
    assert_ok(room_list(w.store, &(struct room_filter){.ended = true, .limit = 9}, w.arena, &list));
    assert_int_equal(list.count, 1);
    make(&w, &fields); /* the name is free again */
    world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_room_may_be),
        cmocka_unit_test(the_checklist),
        cmocka_unit_test(looking_for_one),
        cmocka_unit_test(out_of_use),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
