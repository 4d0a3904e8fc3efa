/* DESIGN: random edits of a school system's file against a model too simple to be wrong; byte soup
 * changes nothing or something whole. */
#include <stdio.h>
#include <string.h>

#include "staff_world.h"

enum { PEOPLE = 24, ROUNDS = 60, DAMAGES = 300 };

/* What the school's own system holds; gone: left out of its file. */
struct model {
    struct {
        bool present, known; /* in the file now; ever imported */
        int name, email, post, fte;
    } people[PEOPLE];
    unsigned seed;
};

static unsigned dice(struct model *m, unsigned sides)
{
    m->seed = m->seed * 1664525u + 1013904223u;
    return (m->seed >> 8) % sides;
}

/* As Arbor writes it, in any order of lines. */
static struct str file_of(struct staff_world *w, struct model *m)
{
    const char *text = "Staff ID,Legal First Name,Legal Last Name,Work Email,Business Role,FTE\r\n";
    int start = (int)dice(m, PEOPLE);
    for (int k = 0; k < PEOPLE; k++) {
        int i = (start + k) % PEOPLE;
        if (m->people[i].present)
            text = arena_printf(w->arena, "%sR%d,First%d,Last%d,p%d.%d@x.example,Post %d,0.%d\r\n",
                                text, i, i, m->people[i].name, i, m->people[i].email,
                                m->people[i].post, m->people[i].fte + 1);
    }
    return str_of(text);
}

static void edit(struct model *m)
{
    for (int n = (int)dice(m, 6); n >= 0; n--) {
        int i = (int)dice(m, PEOPLE);
        switch (dice(m, 5)) {
        case 0:
            m->people[i].present = !m->people[i].present;
            break;
        case 1:
            m->people[i].name++;
            break;
        case 2:
            m->people[i].email++;
            break;
        case 3:
            m->people[i].post = (int)dice(m, 4);
            break;
        default:
            m->people[i].fte = (int)dice(m, 9);
        }
    }
}

/* Somebody who comes back must be known by something: their address as it was. */
static void keep_address_of_absent(struct model *m, const struct model *before)
{
    for (int i = 0; i < PEOPLE; i++)
        if (m->people[i].known && (!m->people[i].present || !before->people[i].present))
            m->people[i].email = before->people[i].email;
}

/* Each person of the model, as the trust should have them now. */
static void check(struct staff_world *w, const struct model *m)
{
    int present = 0;
    for (int i = 0; i < PEOPLE; i++) {
        present += m->people[i].present;
        if (!m->people[i].present)
            continue;
        int64_t found = 0;
        assert_ok(store_find_int(
            w->store,
            "SELECT count(*) FROM person p JOIN employment e ON e.person_id = p.id"
            " WHERE p.name = $1 AND p.email = $2 AND e.post = $3 AND e.fte_milli = $4"
            " AND e.staff_ref = $5 AND e.ends_on IS NULL AND p.left_on IS NULL",
            PARAMS(p_text(arena_printf(w->arena, "First%d Last%d", i, m->people[i].name)),
                   p_text(arena_printf(w->arena, "p%d.%d@x.example", i, m->people[i].email)),
                   p_text(arena_printf(w->arena, "Post %d", m->people[i].post)),
                   p_int(100 * (m->people[i].fte + 1)), p_text(arena_printf(w->arena, "R%d", i))),
            &found));
        if (found != 1)
            fail_msg("person %d is not as the file has them", i);
    }
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM employment WHERE ends_on IS NULL"),
                     present);
}

static void random_edits_follow_the_model(void **state)
{
    struct staff_world w;
    struct model m = {.seed = 21};
    (void)state;
    staff_world_init(&w);
    for (int i = 0; i < PEOPLE; i++)
        m.people[i].present = dice(&m, 2) || i == 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct model before = m;
        edit(&m);
        keep_address_of_absent(&m, &before);
        m.people[0].present = true; /* an empty file is refused */
        struct str bytes = file_of(&w, &m);
        int64_t id = staff_world_upload_as(&w, bytes, STAFF_PRESET_ARBOR, w.oak);
        const char *old = staff_world_dump(&w);
        assert_ok(staff_world_apply(&w, id));
        check(&w, &m);
        /* Again: nothing. Back: exactly. Then on. */
        int64_t again = staff_world_upload_as(&w, bytes, STAFF_PRESET_ARBOR, w.oak);
        assert_true(staff_plan_is_empty(staff_world_plan(&w, again)));
        assert_ok(staff_import_drop(w.store, again));
        assert_ok(staff_world_undo(&w, id));
        assert_string_equal(staff_world_dump(&w), old);
        id = staff_world_upload_as(&w, bytes, STAFF_PRESET_ARBOR, w.oak);
        assert_ok(staff_world_apply(&w, id));
        check(&w, &m);
        for (int i = 0; i < PEOPLE; i++)
            m.people[i].known |= m.people[i].present;
        w.now.v += 86400;
        w.today = day_add(w.today, 1);
    }
    staff_world_done(&w);
}

/* A good file with bytes changed: refused, or applied whole and taken back whole. */
static void damaged_files_never_half_apply(void **state)
{
    struct staff_world w;
    struct model m = {.seed = 4};
    (void)state;
    staff_world_init(&w);
    for (int i = 0; i < PEOPLE; i++)
        m.people[i].present = true;
    int64_t id = staff_world_upload_as(&w, file_of(&w, &m), STAFF_PRESET_ARBOR, w.oak);
    assert_ok(staff_world_apply(&w, id));
    const char *before = staff_world_dump(&w);
    int applied = 0;
    for (int round = 0; round < DAMAGES; round++) {
        struct str good = file_of(&w, &m);
        char *bytes = arena_str_c(w.arena, good);
        for (int n = (int)dice(&m, 8); n >= 0; n--)
            bytes[dice(&m, (unsigned)good.n)] = (char)dice(&m, 256);
        id = staff_world_upload_as(&w, str_make(bytes, good.n), STAFF_PRESET_ARBOR, w.oak);
        struct staff_import import;
        if (!id || staff_import_find(w.store, id, w.arena, &import) != OK ||
            import.state != IMPORT_READY)
            continue;
        if (staff_world_apply(&w, id) == OK) {
            applied++;
            assert_ok(staff_world_undo(&w, id));
        }
        assert_string_equal(staff_world_dump(&w), before);
    }
    assert_true(applied > DAMAGES / 4);
    staff_world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_edits_follow_the_model),
        cmocka_unit_test(damaged_files_never_half_apply),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
