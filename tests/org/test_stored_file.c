/* DESIGN: files with their links: judged, linked, limited, gone with the last link and swept. */
#include "org_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "stored_file.h"

static char dir[] = "/tmp/sparkd-stored-XXXXXX";
static const struct file_limits LIMITS = {2 << 20, 5 << 20};
static const struct file_owner COURSE = {FILE_OF_ACTIVITY, 1}, EVENT = {FILE_OF_EVENT, 1};

static struct person_id person(struct fixture *f, const char *name)
{
    struct person_id id = {0};
    assert_ok(store_find_int(f->store,
                             "INSERT INTO person (uid, name, created_at) VALUES ($1, $1, 0)"
                             " RETURNING id",
                             PARAMS(p_text(name)), &id.v));
    return id;
}

static struct file_addition to(struct file_owner owner, struct person_id by)
{
    return (struct file_addition){dir, owner, by, support_at("2026-11-02T09:00"), LIMITS};
}

static struct brought_file brought(struct fixture *f, struct str bytes)
{
    struct brought_file file;
    assert_ok(stored_file_judge(bytes, STR("notes.txt"), &LIMITS, fixture_why(f), &file));
    return file;
}

static struct file_link_id add(struct fixture *f, struct file_owner owner, struct person_id by,
                               const char *text)
{
    struct file_link_id id = {0};
    const struct brought_file file = brought(f, str_of(text));
    const struct file_addition addition = to(owner, by);
    assert_ok(stored_file_add(f->store, &addition, &file, fixture_why(f), &id));
    return id;
}

static int64_t count(struct fixture *f, const char *sql)
{
    int64_t n = -1;
    assert_ok(store_find_int(f->store, sql, PARAMS(), &n));
    return n;
}

static void sweep(struct fixture *f)
{
    const char **names;
    int n = 0;
    assert_ok(stored_file_unnamed(f->store, dir, f->arena, &names, &n));
    assert_ok(stored_file_sweep(f->store, dir, names, n));
}

static bool refused_file(const struct fixture *f)
{
    return f->why.field_count == 1 && strcmp(f->why.fields[0].field, "file") == 0;
}

static void what_is_taken(void **state)
{
    struct fixture f;
    struct brought_file file;
    (void)state;
    fixture_open(&f);
    char *large = calloc(1, (2 << 20) + 1);
    memset(large, 'x', (2 << 20) + 1);
    const struct str bad[] = {STR(""), STR("<html>"), STR("MZ\x90"),
                              str_make(large, (2 << 20) + 1)};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(stored_file_judge(bad[i], STR("a.pdf"), &LIMITS, fixture_why(&f), &file),
                         ERR_INVALID);
        assert_true(refused_file(&f));
    }
    assert_ok(
        stored_file_judge(str_make(large, 2 << 20), STR("a.pdf"), &LIMITS, fixture_why(&f), &file));
    assert_int_equal(file.kind, FILE_TEXT);
    assert_string_equal(file.name, "a.pdf.txt"); /* it is what its bytes are */
    free(large);
    fixture_close(&f);
}

static void the_same_bytes_are_kept_once(void **state)
{
    struct fixture f;
    struct stored_file_list list;
    struct stored_file one;
    (void)state;
    fixture_open(&f);
    struct person_id ana = person(&f, "Ana"), ben = person(&f, "Ben");
    struct file_link_id a = add(&f, COURSE, ana, "same"), again = add(&f, COURSE, ana, "same");
    struct file_link_id b = add(&f, EVENT, ben, "same");
    assert_int_equal(a.v, again.v);
    assert_int_not_equal(a.v, b.v);
    assert_int_equal(count(&f, "SELECT count(*) FROM stored_file"), 1);
    assert_ok(stored_file_list(f.store, COURSE, f.arena, &list));
    assert_int_equal(list.count, 1);
    assert_ok(stored_file_find(f.store, b, f.arena, &one));
    assert_int_equal(one.owner.noun, FILE_OF_EVENT);
    assert_string_equal(one.name, "notes.txt");
    assert_string_equal(one.added_by_name, "Ben");
    assert_int_equal(one.size_bytes, 4);
    /* the bytes stay as long as one of them links to them */
    assert_ok(stored_file_remove(f.store, a));
    sweep(&f);
    assert_true(file_store_has(dir, one.hash));
    assert_ok(stored_file_remove(f.store, b));
    assert_int_equal(count(&f, "SELECT count(*) FROM stored_file"), 0);
    assert_true(file_store_has(dir, one.hash));
    sweep(&f);
    assert_false(file_store_has(dir, one.hash));
    assert_int_equal(stored_file_find(f.store, b, f.arena, &one), ERR_NOT_FOUND);
    fixture_close(&f);
}

/* Put on one thread, linked on another: what is swept between them is put again. */
static void a_sweep_takes_nothing_from_under_a_link(void **state)
{
    struct fixture f;
    struct file_link_id id;
    (void)state;
    fixture_open(&f);
    struct person_id ana = person(&f, "Ana");
    const struct brought_file file = brought(&f, STR("brought"));
    const struct file_addition addition = to(COURSE, ana);
    assert_ok(file_store_put(dir, &file.hash, file.bytes));
    sweep(&f);
    assert_false(file_store_has(dir, file.hash.hex));
    assert_ok(stored_file_add(f.store, &addition, &file, fixture_why(&f), &id));
    assert_true(file_store_has(dir, file.hash.hex));
    /* and what was unnamed when the errand looked may have a row by the time of the sweep */
    const char *hash = file.hash.hex;
    assert_ok(stored_file_sweep(f.store, dir, &hash, 1));
    assert_true(file_store_has(dir, hash));
    assert_ok(stored_file_remove(f.store, id));
    sweep(&f);
    fixture_close(&f);
}

static void there_is_an_end_to_it(void **state)
{
    struct fixture f;
    struct file_link_id id;
    (void)state;
    fixture_open(&f);
    struct person_id ana = person(&f, "Ana"), ben = person(&f, "Ben");
    for (int i = 0; i < FILES_OF_ONE_MAX; i++)
        add(&f, COURSE, ana, arena_printf(f.arena, "file %d", i));
    const struct brought_file more = brought(&f, STR("one more"));
    const struct file_addition addition = to(COURSE, ana);
    assert_int_equal(stored_file_add(f.store, &addition, &more, fixture_why(&f), &id),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-many-files");
    assert_true(refused_file(&f));
    /* 5 MB a person, whatever they are of */
    char *megabytes = malloc(2 << 20);
    memset(megabytes, 'y', 2 << 20);
    for (int i = 0; i < 3; i++) {
        megabytes[0] = (char)('a' + i);
        const struct brought_file large = brought(&f, str_make(megabytes, 2 << 20));
        const struct file_addition of_event = to(EVENT, ben);
        enum err err = stored_file_add(f.store, &of_event, &large, fixture_why(&f), &id);
        assert_int_equal(err, i < 2 ? OK : ERR_CONFLICT);
    }
    assert_string_equal(f.why.slug, "no-room-left");
    free(megabytes);
    assert_ok(store_exec(f.store, "DELETE FROM file_link", PARAMS()));
    sweep(&f);
    fixture_close(&f);
}

static void what_is_missing_or_altered_is_found(void **state)
{
    struct fixture f;
    struct stored_file_faults faults = {-1, -1};
    struct file_hash good = file_store_hash(STR("good")), bad = file_store_hash(STR("bad"));
    (void)state;
    fixture_open(&f);
    struct person_id ana = person(&f, "Ana");
    add(&f, COURSE, ana, "good");
    add(&f, COURSE, ana, "bad");
    assert_ok(stored_file_check(f.store, dir, f.arena, &faults));
    assert_int_equal(faults.missing + faults.altered, 0);
    assert_ok(file_store_remove(dir, good.hex));
    FILE *file = fopen(arena_printf(f.arena, "%s/files/%s", dir, bad.hex), "w");
    assert_non_null(file);
    fputs("BAD", file);
    fclose(file);
    assert_ok(stored_file_check(f.store, dir, f.arena, &faults));
    assert_int_equal(faults.missing, 1);
    assert_int_equal(faults.altered, 1);
    assert_ok(store_exec(f.store, "DELETE FROM file_link", PARAMS()));
    sweep(&f);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken),
        cmocka_unit_test(the_same_bytes_are_kept_once),
        cmocka_unit_test(a_sweep_takes_nothing_from_under_a_link),
        cmocka_unit_test(there_is_an_end_to_it),
        cmocka_unit_test(what_is_missing_or_altered_is_found),
    };
    char folder[sizeof dir + 6];
    support_init();
    CHECK(mkdtemp(dir) != NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(folder, sizeof folder, "%s/files", dir);
    CHECK(rmdir(folder) == 0 && rmdir(dir) == 0);
    return failed;
}
