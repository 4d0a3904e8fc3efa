/* DESIGN: the record of what was done: its chain against every tampering, its reading, its words.
 */
#include "audit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "support.h"
#include "token.h"

static struct store *store;
static struct arena *arena;
static struct instant now;
static struct person_id ann, bo;

static struct person_id add_person(const char *name, const char *email)
{
    struct person_id id = {0};
    const struct person_new person = {name, email};
    assert_ok(person_insert(store, &person, now, &id));
    return id;
}

static int set_up(void **state)
{
    (void)state;
    now = support_at("2026-11-02T09:00");
    arena = arena_new();
    store = support_store();
    ann = add_person("Ann Ash", "ann@demo.example");
    bo = add_person("Bo Birch", "bo@demo.example");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

static void run(const char *sql)
{
    assert_ok(store_script(store, str_of(sql)));
}

static void record(const char *action, struct person_id actor, struct person_id subject,
                   const char *reason)
{
    const struct audit_entry entry = {.actor = actor,
                                      .action = action,
                                      .object_id = 7,
                                      .subject = subject,
                                      .reason = reason,
                                      .detail = "code"};
    assert_ok(audit_record(store, now, &entry));
    now = instant_add(now, 60);
}

static void record_many(int count)
{
    for (int i = 0; i < count; i++)
        record(i % 3 ? "sign-in" : "read-conversation", i % 2 ? ann : bo,
               i % 5 ? (struct person_id){0} : ann, i % 4 ? NULL : "It cannot wait.");
}

/* As a row was written before rows had a person concerned, a reason and a format. */
static void record_first_format(int64_t id, const char *before)
{
    char text[400], sha256[SHA256_HEX_MAX];
    snprintf(text, sizeof text, "%s|%lld|%lld|%lld|7:sign-in|%d|4:code", before, (long long)id,
             (long long)now.v, (long long)ann.v, 0);
    token_sha256_hex(str_of(text), sha256);
    assert_ok(store_exec(store,
                         "INSERT INTO audit (id, at, actor_id, action, object_id, detail, sha256)"
                         " VALUES ($1, $2, $3, 'sign-in', 0, 'code', $4)",
                         PARAMS(p_int(id), p_instant(now), p_int(ann.v), p_text(sha256))));
    assert_ok(store_exec(store, "UPDATE audit_head SET last_id = $1, sha256 = $2",
                         PARAMS(p_int(id), p_text(sha256))));
}

/* ---- the chain ---- */

static void rows_of_the_first_format_keep_verifying(void **state)
{
    struct audit_chain chain;
    struct rows rows;
    char before[SHA256_HEX_MAX] = "";
    (void)state;
    for (int64_t id = 1; id <= 3; id++) {
        record_first_format(id, before);
        assert_ok(store_find(store, "SELECT sha256 FROM audit_head", PARAMS(), &rows));
        memcpy(before, rows_str(&rows, 0).p, SHA256_HEX_MAX - 1);
        assert_ok(rows_end(&rows));
    }
    record_many(5);
    assert_ok(audit_check(store, &chain));
    assert_int_equal(chain.rows, 8);
    /* What the old hash does not cover is no place to write. */
    run("DROP TRIGGER audit_keeps_words; UPDATE audit SET reason = 'x' WHERE id = 2");
    assert_int_equal(audit_check(store, &chain), ERR_INVALID);
    assert_int_equal(chain.broken_id, 2);
}

/* Each: what is done to a chain of 30 rows, and where the check finds it. */
static const struct {
    const char *sql;
    int64_t broken_id;
} TAMPERINGS[] = {
    {"DELETE FROM audit WHERE id = 1", 1},
    {"DELETE FROM audit WHERE id = 12", 12},
    {"DELETE FROM audit WHERE id = 30", 30},
    {"DELETE FROM audit WHERE id > 20", 21},
    {"DELETE FROM audit", 1},
    {"DELETE FROM audit WHERE id = 30;"
     "UPDATE audit_head SET last_id = 29",
     30},
    {"UPDATE audit SET id = -1 WHERE id = 12; UPDATE audit SET id = 12 WHERE id = 13;"
     "UPDATE audit SET id = 13 WHERE id = -1",
     12},
    /* Two rows change all they say with each other. */
    {"CREATE TEMP TABLE two AS SELECT * FROM audit WHERE id IN (12, 13);"
     "UPDATE audit SET (at, actor_id, action, object_id, detail, sha256, format, subject_id, "
     "reason)"
     " = (SELECT at, actor_id, action, object_id, detail, sha256, format, subject_id, reason"
     " FROM two WHERE two.id = 25 - audit.id) WHERE id IN (12, 13)",
     12},
    {"UPDATE audit_head SET last_id = 29", 31},
    {"UPDATE audit_head SET sha256 = ''", 31},
    {"UPDATE audit SET actor_id = NULL WHERE id = 5", 5},
    {"UPDATE audit SET subject_id = 2 WHERE id = 6", 6},
    {"UPDATE audit SET format = 1 WHERE id = 9", 9},
    {"UPDATE audit SET detail = detail || char(0) || 'more' WHERE id = 3", 3},
    {"INSERT INTO audit SELECT 31, at, actor_id, action, object_id, detail, sha256, format,"
     " subject_id, reason FROM audit WHERE id = 30",
     31},
};

static void unlock(void)
{
    run("DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_keeps_words;"
        "DROP TRIGGER audit_head_grows; DROP TRIGGER audit_head_stays");
}

static void every_tampering_is_found(void **state)
{
    struct audit_chain chain;
    (void)state;
    record_many(30);
    unlock();
    for (size_t i = 0; i < COUNT_OF(TAMPERINGS); i++) {
        assert_ok(audit_check(store, &chain));
        assert_ok(store_savepoint(store));
        run(TAMPERINGS[i].sql);
        if (audit_check(store, &chain) != ERR_INVALID)
            fail_msg("not found: %s", TAMPERINGS[i].sql);
        assert_int_equal(chain.broken_id, TAMPERINGS[i].broken_id);
        store_rollback_savepoint(store);
    }
}

/* One byte of each column of each row, made another one. */
static void one_changed_byte_anywhere_is_found(void **state)
{
    static const char *const changes[] = {
        "UPDATE audit SET at = at + 1 WHERE id = $1",
        "UPDATE audit SET object_id = object_id + 256 WHERE id = $1",
        "UPDATE audit SET actor_id = 3 - actor_id WHERE id = $1",
        "UPDATE audit SET action = 'S' || substr(action, 2) WHERE id = $1",
        "UPDATE audit SET detail = substr(detail, 1, 3) || 'E' WHERE id = $1",
        "UPDATE audit SET reason = reason || '.' WHERE id = $1",
        "UPDATE audit SET sha256 = CASE substr(sha256, 9, 1) WHEN 'a' THEN 'b' ELSE 'a' END ||"
        " substr(sha256, 2) WHERE id = $1",
    };
    struct audit_chain chain;
    (void)state;
    record_many(12);
    unlock();
    for (size_t i = 0; i < COUNT_OF(changes); i++)
        for (int64_t id = 1; id <= 12; id++) {
            assert_ok(store_savepoint(store));
            assert_ok(store_exec(store, changes[i], PARAMS(p_int(id))));
            assert_int_equal(audit_check(store, &chain), ERR_INVALID);
            assert_int_equal(chain.broken_id, id);
            store_rollback_savepoint(store);
        }
}

static void the_database_itself_refuses(void **state)
{
    static const char *const refused[] = {
        "DELETE FROM audit WHERE id = 1",
        "UPDATE audit SET detail = '' WHERE id = 1",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET last_id = 0",
    };
    (void)state;
    record_many(3);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_int_equal(store_exec(store, refused[i], PARAMS()), ERR_CONFLICT);
}

/* A chain longer than any one stretch that is read at once. */
static void a_long_chain_is_read_in_stretches(void **state)
{
    struct audit_chain chain;
    (void)state;
    assert_ok(store_begin(store));
    record_many(20001);
    assert_ok(store_commit(store));
    assert_ok(audit_check(store, &chain));
    assert_int_equal(chain.rows, 20001);
}

/* ---- reading ---- */

static struct audit_list list(struct person_id person, const char *action, int64_t at, int64_t id)
{
    const struct audit_query query = {
        .person = person, .action = action, .before_at = at, .before_id = id, .limit = 4};
    struct audit_list found;
    assert_ok(audit_list(store, &query, arena, &found));
    return found;
}

static void one_reads_what_one_did_and_what_concerns_one(void **state)
{
    (void)state;
    record("sign-in", ann, (struct person_id){0}, NULL);
    record("sign-in", bo, (struct person_id){0}, NULL);
    record("read-conversation", bo, ann, "It cannot wait.");
    struct audit_list anns = list(ann, "", 0, 0), bos = list(bo, "", 0, 0);
    assert_int_equal(anns.count, 2);
    assert_int_equal(anns.items[0].actor.v, bo.v);
    assert_string_equal(anns.items[0].reason, "It cannot wait.");
    assert_int_equal(bos.count, 2);
    assert_int_equal(list(ann, "sign-in", 0, 0).count, 1);
    assert_int_equal(list((struct person_id){0}, "sign-in", 0, 0).count, 2);
}

static void pages_follow_one_another(void **state)
{
    int64_t at = 0, id = 0, seen = 0;
    (void)state;
    record_many(10);
    for (int page = 0; page < 3; page++) {
        struct audit_list found = list((struct person_id){0}, "", at, id);
        for (int i = 0; i < found.count; i++)
            assert_int_equal(found.items[i].id, 10 - seen++);
        assert_int_equal(found.more, page < 2);
        at = found.items[found.count - 1].at.v;
        id = found.items[found.count - 1].id;
    }
    assert_int_equal(seen, 10);
}

static void days_bound_what_is_read(void **state)
{
    struct audit_list found;
    (void)state;
    struct instant first = now;
    record_many(6);
    const struct audit_query query = {.action = "",
                                      .from = instant_add(first, 60),
                                      .until = instant_add(first, 180),
                                      .limit = 50};
    assert_ok(audit_list(store, &query, arena, &found));
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].id, 3);
}

/* ---- words ---- */

static const char *sentence(const char *action, struct person_id actor, struct person_id subject,
                            struct person_id reader)
{
    const struct audit_row row = {.action = action,
                                  .actor = actor,
                                  .subject = subject,
                                  .actor_name = actor.v == ann.v  ? "Ann Ash"
                                                : actor.v == bo.v ? "Bo Birch"
                                                                  : NULL,
                                  .subject_name = subject.v == ann.v ? "Ann Ash" : "Bo Birch"};
    return audit_sentence(arena, &row, reader);
}

static void a_row_reads_as_a_sentence(void **state)
{
    (void)state;
    assert_string_equal(sentence("sign-in", ann, (struct person_id){0}, ann), "You signed in");
    assert_string_equal(sentence("sign-in", ann, (struct person_id){0}, bo), "Ann Ash signed in");
    assert_string_equal(sentence("read-deadlines", bo, ann, ann),
                        "Bo Birch read your deadlines and conversation times");
    assert_string_equal(sentence("read-deadlines", bo, ann, bo),
                        "You read Ann Ash's deadlines and conversation times");
    assert_string_equal(sentence("factor-ended", ann, ann, bo),
                        "Ann Ash turned off the second step of their own sign-in");
    assert_string_equal(sentence("person-erased", (struct person_id){0}, ann, bo),
                        "sparkd erased what was personal about somebody who left");
}

/* The name of an action behind its call, "" if it is made up elsewhere. */
static void check_call(const char *file, const char *call)
{
    const char *end = strstr(call, ";"), *from = strchr(call, '"');
    for (; from && end && from < end; from = strchr(from, '"')) {
        const char *to = strchr(from + 1, '"');
        const char *name = arena_str_c(arena, str_make(from + 1, (size_t)(to - from - 1)));
        if (!*name) /* a parameter, and the empty detail behind it */
            return;
        if (!audit_words_find(name))
            fail_msg("%s: audit action \"%s\" has no words in access/audit_words.c", file, name);
        /* Of a choice between two both are actions; what comes after is the detail. */
        if (to[1] != ' ')
            return;
        from = to + 1;
    }
}

static void check_file(const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = calloc(1, 200000);
    assert_non_null(text);
    assert_true(fread(text, 1, 199999, file) < 199999);
    fclose(file);
    for (const char *at = text; (at = strstr(at, "audit_add(")) != NULL; at++)
        check_call(path, at);
    free(text);
}

/* Whoever writes an action says what it is called: this page is read by teachers. */
static void every_action_written_has_its_words(void **state)
{
    static const char *const folders[] = {"access", "cli",  "event", "feed", "growth",
                                          "org",    "post", "spark", "web"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        const char *folder = arena_printf(arena, "%s/src/%s", SPARKD_SOURCE_DIR, folders[i]);
        DIR *dir = opendir(folder);
        assert_non_null(dir);
        for (struct dirent *entry; (entry = readdir(dir));)
            if (str_ends(str_of(entry->d_name), STR(".c")) && strcmp(entry->d_name, "audit.c") != 0)
                check_file(arena_printf(arena, "%s/%s", folder, entry->d_name));
        closedir(dir);
    }
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(rows_of_the_first_format_keep_verifying),
        IN_STORE(every_tampering_is_found),
        IN_STORE(one_changed_byte_anywhere_is_found),
        IN_STORE(the_database_itself_refuses),
        IN_STORE(a_long_chain_is_read_in_stretches),
        IN_STORE(one_reads_what_one_did_and_what_concerns_one),
        IN_STORE(pages_follow_one_another),
        IN_STORE(days_bound_what_is_read),
        IN_STORE(a_row_reads_as_a_sentence),
        IN_STORE(every_action_written_has_its_words),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
