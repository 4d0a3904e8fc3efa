/* DESIGN: a trust to import people into. */
#include "staff_world.h"

#include <stdio.h>
#include <stdlib.h>

void staff_world_init(struct staff_world *w)
{
    *w = (struct staff_world){.arena = arena_new(), .now = support_at("2026-11-02T09:00")};
    w->today = support_day("2026-11-02");
    w->store = support_store();
    CHECK(school_insert(w->store, "Oak School", "", &w->oak) == OK);
    CHECK(school_insert(w->store, "Ash School", "", &w->ash) == OK);
    refusal_init(&w->why, w->arena);
}

void staff_world_done(struct staff_world *w)
{
    store_close(w->store);
    arena_free(w->arena);
}

struct str staff_world_file(struct staff_world *w, const char *name)
{
    const char *path = arena_printf(w->arena, "%s/tests/data/import/%s", SPARKD_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    enum { FILE_MAX = 1 << 20 };
    char *bytes = arena_alloc(w->arena, FILE_MAX);
    CHECK(file != NULL);
    size_t n = fread(bytes, 1, FILE_MAX, file);
    fclose(file);
    return str_make(bytes, n);
}

/* As the writer runs a job. */
static enum err as_job(struct staff_world *w, enum err err)
{
    if (err == OK)
        CHECK(store_release(w->store) == OK);
    else
        store_rollback_savepoint(w->store);
    return err;
}

int64_t staff_world_upload_as(struct staff_world *w, struct str bytes, enum staff_preset preset,
                              struct school_id school)
{
    struct staff_file file = {STR("staff.csv"), bytes};
    struct staff_import_new new = {
        .files = &file, .file_count = 1, .preset = preset, .school = school};
    int64_t id = 0;
    refusal_init(&w->why, w->arena);
    CHECK(store_savepoint(w->store) == OK);
    enum err err = staff_import_create(w->store, &new, w->now, w->arena, &w->why, &id);
    return as_job(w, err) == OK ? id : 0;
}

int64_t staff_world_upload(struct staff_world *w, struct str bytes)
{
    return staff_world_upload_as(w, bytes, STAFF_PRESET_ANY, (struct school_id){0});
}

struct staff_plan *staff_world_plan(struct staff_world *w, int64_t id)
{
    struct staff_plan *plan = ARENA_NEW(w->arena, struct staff_plan);
    CHECK(staff_import_plan(w->store, id, w->today, w->arena, plan, &w->why) == OK);
    return plan;
}

int staff_world_count(const struct staff_plan *plan, enum staff_kind kind)
{
    return plan->lists[kind].count;
}

void staff_world_assert(const struct staff_plan *plan, int new, int changed, int leaves, int hand,
                        int unread)
{
    assert_int_equal(staff_world_count(plan, STAFF_NEW), new);
    assert_int_equal(staff_world_count(plan, STAFF_CHANGED), changed);
    assert_int_equal(staff_world_count(plan, STAFF_LEAVES), leaves);
    assert_int_equal(staff_world_count(plan, STAFF_HAND), hand);
    assert_int_equal(staff_world_count(plan, STAFF_UNREAD), unread);
}

struct staff_plan *staff_world_look(struct staff_world *w, const char *text)
{
    int64_t id = staff_world_upload(w, str_of(text));
    assert_true(id != 0);
    return staff_world_plan(w, id);
}

enum err staff_world_apply(struct staff_world *w, int64_t id)
{
    struct staff_import_yes yes = {.id = id, .leave = true, .leave_many = true};
    struct staff_import import;
    refusal_init(&w->why, w->arena);
    CHECK(store_savepoint(w->store) == OK);
    return as_job(w,
                  staff_import_apply(w->store, &yes, w->now, w->today, w->arena, &w->why, &import));
}

enum err staff_world_undo(struct staff_world *w, int64_t id)
{
    refusal_init(&w->why, w->arena);
    CHECK(store_savepoint(w->store) == OK);
    enum err err =
        staff_import_undo(w->store, id, (struct person_id){0}, w->now, w->arena, &w->why);
    if (err != OK)
        print_message("%s\n", w->why.detail);
    return as_job(w, err);
}

int64_t staff_world_import(struct staff_world *w, struct str bytes)
{
    int64_t id = staff_world_upload(w, bytes);
    CHECK(id != 0);
    enum err err = staff_world_apply(w, id);
    if (err != OK)
        fail_msg("%s: %s; %s", err_name(err), w->why.detail, store_error(w->store));
    return id;
}

static const char *const DUMPS[] = {
    "SELECT 'school ' || id || name FROM school ORDER BY id",
    "SELECT 'person ' || id || '|' || name || '|' || coalesce(email, '-') || '|' || title || '|' ||"
    " first_name || '|' || last_name || '|' || preferred_name || '|' || coalesce(left_on, '-')"
    " FROM person ORDER BY id",
    "SELECT 'former ' || person_id || name FROM former_name ORDER BY id",
    "SELECT 'job ' || id || '|' || person_id || '|' || school_id || '|' || staff_group || '|' ||"
    " role_category || '|' || post || '|' || staff_ref || '|' || fte_milli || '|' || leadership"
    " || '|' || working_days || '|' || coalesce(starts_on, '-') || '|' || coalesce(ends_on, '-')"
    " FROM employment ORDER BY id",
    "SELECT 'grant ' || id || '|' || person_id || role || coalesce(school_id, '-') || '|' ||"
    " coalesce(from_on, '-') || '|' || coalesce(to_on, '-') FROM role_grant ORDER BY id",
    "SELECT 'relation ' || id || '|' || kind || person_id || '|' || other_id || '|' || from_on ||"
    " '|' || coalesce(to_on, '-') FROM relation ORDER BY id",
    "SELECT 'group ' || id || name FROM org_group ORDER BY id",
    "SELECT 'member ' || id || '|' || group_id || '|' || person_id || '|' || from_on || '|' ||"
    " coalesce(to_on, '-') FROM org_group_member ORDER BY id",
    "SELECT 'induction ' || person_id || '|' || starts_on || '|' || ends_on FROM induction"
    " ORDER BY person_id",
    "SELECT 'mark ' || employment_id FROM staff_import_mark ORDER BY employment_id",
};

const char *staff_world_dump(struct staff_world *w)
{
    struct buf buf;
    buf_init(&buf, 64 << 20);
    for (size_t i = 0; i < COUNT_OF(DUMPS); i++) {
        struct rows rows = store_query(w->store, DUMPS[i], PARAMS());
        while (rows_next(&rows)) {
            buf_add_str(&buf, rows_str(&rows, 0));
            buf_add_char(&buf, '\n');
        }
        CHECK(rows_end(&rows) == OK);
    }
    const char *text = arena_str_c(w->arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

int64_t staff_world_number(struct staff_world *w, const char *sql)
{
    int64_t number = 0;
    enum err err = store_find_int(w->store, sql, PARAMS(), &number);
    CHECK(err == OK || err == ERR_NOT_FOUND);
    return number;
}

const char *staff_world_text(struct staff_world *w, const char *sql)
{
    struct rows rows;
    CHECK(store_find(w->store, sql, PARAMS(), &rows) == OK);
    const char *text = rows_text(&rows, 0, w->arena);
    CHECK(rows_end(&rows) == OK);
    return text ? text : "";
}
