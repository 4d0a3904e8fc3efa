/* DESIGN: codes on a screen: when each counts, what a signed sight of one is good for, and how they
 * come to be marks. */
#include "fixture.h"

#include <stdlib.h>

#include "register_code.h"

/* With seconds: "2026-11-12T16:00:29". */
static struct instant at(const char *wall)
{
    char minute[17];
    memcpy(minute, wall, 16);
    minute[16] = '\0';
    return instant_add(support_at(minute), atoi(wall + 17));
}

static const struct sealed_key KEY = {{1, 2, 3}}, OTHER = {{1, 2, 4}};

/* A code is of its half minute and the next; windows begin at whole and half minutes. */
static void test_windows(void **state)
{
    static const struct {
        const char *shown, *typed;
        bool fits;
    } ALL[] = {
        {"2026-11-12T16:00:00", "2026-11-12T16:00:00", true},
        {"2026-11-12T16:00:00", "2026-11-12T16:00:29", true},
        {"2026-11-12T16:00:00", "2026-11-12T16:00:30", true},
        {"2026-11-12T16:00:00", "2026-11-12T16:00:59", true},
        {"2026-11-12T16:00:00", "2026-11-12T16:01:00", false},
        {"2026-11-12T16:00:29", "2026-11-12T16:00:59", true},
        {"2026-11-12T16:00:29", "2026-11-12T16:01:00", false},
        {"2026-11-12T16:00:30", "2026-11-12T16:00:29", false}, /* nobody types ahead */
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ALL); i++) {
        char code[REGISTER_CODE_CHARS + 1];
        register_code(&KEY, 7, register_code_window(at(ALL[i].shown)), code);
        assert_int_equal(strlen(code), REGISTER_CODE_CHARS);
        assert_int_equal(register_code_fits(&KEY, 7, code, at(ALL[i].typed)), ALL[i].fits);
        assert_false(register_code_fits(&KEY, 8, code, at(ALL[i].shown)));
        assert_false(register_code_fits(&OTHER, 7, code, at(ALL[i].shown)));
    }
    assert_int_equal(register_code_next(at("2026-11-12T16:00:29")).v, at("2026-11-12T16:00:30").v);
    assert_int_equal(register_code_next(at("2026-11-12T16:00:30")).v, at("2026-11-12T16:01:00").v);
}

static void test_seen(void **state)
{
    char seen[REGISTER_SEEN_CHARS_MAX], bad[REGISTER_SEEN_CHARS_MAX];
    struct instant now = support_at("2026-11-12T16:00");
    int64_t session = 0;
    (void)state;
    register_seen_make(&KEY, 7, "17", now, REGISTER_SEEN_S, seen);
    assert_ok(register_seen_read(&KEY, str_of(seen), "17", now, &session));
    assert_int_equal(session, 7);
    assert_ok(
        register_seen_read(&KEY, str_of(seen), "17", instant_add(now, REGISTER_SEEN_S), &session));
    assert_int_equal(register_seen_read(&KEY, str_of(seen), "17",
                                        instant_add(now, REGISTER_SEEN_S + 1), &session),
                     ERR_INVALID);
    assert_int_equal(register_seen_read(&KEY, str_of(seen), "18", now, &session), ERR_INVALID);
    assert_int_equal(register_seen_read(&KEY, str_of(seen), "browser", now, &session), ERR_INVALID);
    assert_int_equal(register_seen_read(&OTHER, str_of(seen), "17", now, &session), ERR_INVALID);
    for (size_t i = 0; seen[i]; i++) {
        strcpy(bad, seen);
        bad[i] = bad[i] == '1' ? '2' : '1';
        assert_int_equal(register_seen_read(&KEY, str_of(bad), "17", now, &session), ERR_INVALID);
    }
    assert_int_equal(register_seen_read(&KEY, STR(""), "17", now, &session), ERR_INVALID);
    assert_int_equal(register_seen_read(&KEY, STR("7.x."), "17", now, &session), ERR_INVALID);
}

/* ---- at an event: 12 November, 16:00 to 17:30; people 1 and 2 are booked ---- */

struct evening {
    struct fixture f;
    struct event_id event;
    struct register_place place;
};

static const char *code_at(struct evening *r, const char *when)
{
    char *code = arena_alloc(r->f.arena, REGISTER_CODE_CHARS + 1);
    register_code(&KEY, r->place.state.session, register_code_window(at(when)), code);
    return code;
}

static enum err find(struct evening *r, const char *typed)
{
    return register_code_find(r->f.store, r->f.now, &KEY, str_of(typed), r->f.arena, &r->place);
}

static void set_up(struct evening *r, enum attendance attendance)
{
    struct register_states states;
    *r = (struct evening){.event = {0}};
    fixture_init(&r->f, 6);
    struct event_fields fields = fixture_event_fields(&r->f);
    fields.capacity = 10;
    fields.attendance = attendance;
    r->event = fixture_event(&r->f, &fields);
    for (int i = 1; i <= 2; i++) {
        const struct booking_request request = {
            .event = r->event, .person = r->f.people[i], .by = r->f.people[0], .sees_drafts = true};
        struct booking_placed placed;
        assert_ok(booking_book(r->f.store, r->f.now, &request, fixture_why(&r->f), &placed));
    }
    assert_ok(register_list(r->f.store, r->event, r->f.arena, &states));
    r->place = (struct register_place){r->event, states.items[0]};
    r->f.now = support_at("2026-11-12T16:05");
}

static enum err arrive(struct evening *r, int person, bool *ret_before)
{
    struct event event = fixture_find(&r->f, r->event);
    return fixture_job(&r->f, register_arrive(r->f.store, r->f.now, &event, &r->place.state,
                                              r->f.people[person], fixture_why(&r->f), ret_before));
}

static void test_found(void **state)
{
    struct evening r;
    (void)state;
    set_up(&r, ATTENDANCE_VOLUNTARY);
    const char *code = code_at(&r, "2026-11-12T16:05:00");
    const char *typed = arena_printf(r.f.arena, " %.4s-%s ", code, code + 4);
    assert_ok(find(&r, code));
    assert_ok(find(&r, typed));
    assert_int_equal(r.place.event.v, r.event.v);
    assert_int_equal(find(&r, "AAAAAAAA"), ERR_NOT_FOUND);
    assert_int_equal(find(&r, "short"), ERR_NOT_FOUND);
    assert_int_equal(find(&r, ""), ERR_NOT_FOUND);
    r.f.now = at("2026-11-12T16:06:00");
    assert_int_equal(find(&r, code), ERR_NOT_FOUND); /* a photo of it, a minute later */
    r.f.now = at("2026-11-12T14:59:30");
    assert_int_equal(find(&r, code_at(&r, "2026-11-12T14:59:30")), ERR_NOT_FOUND); /* not yet */
    r.f.now = at("2026-11-12T15:00:00");
    assert_ok(find(&r, code_at(&r, "2026-11-12T15:00:00")));
    r.f.now = at("2026-11-12T18:30:00");
    assert_ok(find(&r, code_at(&r, "2026-11-12T18:30:00")));
    r.f.now = at("2026-11-12T18:30:30");
    assert_int_equal(find(&r, code_at(&r, "2026-11-12T18:30:30")), ERR_NOT_FOUND); /* no more */
    fixture_done(&r.f);
}

static void test_here(void **state)
{
    struct evening r;
    bool before = true;
    (void)state;
    set_up(&r, ATTENDANCE_VOLUNTARY);
    assert_ok(arrive(&r, 1, &before));
    assert_false(before);
    assert_ok(arrive(&r, 1, &before)); /* twice is once */
    assert_true(before);
    assert_int_equal(fixture_count(&r.f,
                                   "SELECT count(*) FROM register_entry WHERE person_id = $1"
                                   " AND how = 'code' AND mark = 'here'",
                                   r.f.people[1].v),
                     1);
    fixture_done(&r.f);
}

/* A code is no approval, nor does it undo a no. */
static void test_approval(void **state)
{
    struct evening r;
    bool before = true;
    (void)state;
    set_up(&r, ATTENDANCE_VOLUNTARY);
    struct event_fields fields = fixture_find(&r.f, r.event).fields;
    fields.approval = true;
    assert_ok(event_update(r.f.store, r.f.now, r.event, 0, &fields, fixture_why(&r.f)));
    assert_int_equal(arrive(&r, 3, &before), ERR_DENIED);
    assert_string_equal(r.f.why.slug, "not-booked");
    assert_ok(arrive(&r, 1, &before)); /* they have a place */
    fixture_done(&r.f);
}

static void test_not_booked(void **state)
{
    struct evening r;
    bool before = true;
    (void)state;
    set_up(&r, ATTENDANCE_VOLUNTARY);
    assert_ok(arrive(&r, 3, &before));
    assert_int_equal(fixture_count(&r.f,
                                   "SELECT count(*) FROM booking WHERE person_id = $1"
                                   " AND status = 'confirmed' AND walk_in = 1",
                                   r.f.people[3].v),
                     1);
    fixture_done(&r.f);
    set_up(&r, ATTENDANCE_INVITED);
    assert_int_equal(arrive(&r, 3, &before), ERR_DENIED);
    assert_ok(arrive(&r, 1, &before));
    fixture_done(&r.f);
}

static void test_not_now(void **state)
{
    struct evening r;
    struct refusal *why;
    (void)state;
    set_up(&r, ATTENDANCE_VOLUNTARY);
    struct event event = fixture_find(&r.f, r.event);
    static const struct {
        const char *now, *slug;
    } ALL[] = {
        {"2026-11-12T14:59:59", "too-early"},
        {"2026-11-12T15:00:00", NULL},
        {"2026-11-12T18:30:00", NULL},
        {"2026-11-12T18:30:01", "too-late"},
    };
    for (size_t i = 0; i < COUNT_OF(ALL); i++) {
        why = fixture_why(&r.f);
        enum err err = register_code_check(&event, &r.place.state, at(ALL[i].now), why);
        assert_int_equal(err, ALL[i].slug ? ERR_CONFLICT : OK);
        assert_true(!ALL[i].slug || strcmp(why->slug, ALL[i].slug) == 0);
    }
    r.place.state.closed_at = r.f.now;
    why = fixture_why(&r.f);
    assert_int_equal(register_code_check(&event, &r.place.state, r.f.now, why), ERR_CONFLICT);
    assert_string_equal(why->slug, "register-closed");
    fixture_done(&r.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_windows),  cmocka_unit_test(test_seen),
        cmocka_unit_test(test_found),    cmocka_unit_test(test_here),
        cmocka_unit_test(test_approval), cmocka_unit_test(test_not_booked),
        cmocka_unit_test(test_not_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
