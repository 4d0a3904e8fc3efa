/* DESIGN: the writer's batches: nobody is answered before the commit, a bad job spoils nobody's. */
#include "lane.h"

#include <dirent.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

static const char CREATE[] = "CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT";
static const char INSERT[] = "INSERT INTO t (n) VALUES ($1)";
static const char COUNT[] = "SELECT count(*) FROM t";
static const char HAS[] = "SELECT count(*) FROM t WHERE n = $1";

struct folder {
    char dir[64], path[96];
};

static void make_folder(struct folder *folder)
{
    struct store *store = NULL;
    snprintf(folder->dir, sizeof folder->dir, "/tmp/sparkd-lane-XXXXXX");
    CHECK(mkdtemp(folder->dir) != NULL);
    snprintf(folder->path, sizeof folder->path, "%s/t.db", folder->dir);
    CHECK(store_open(folder->path, STORE_WRITE, &store) == OK);
    CHECK(store_exec(store, CREATE, PARAMS()) == OK);
    store_close(store);
}

static void remove_folder(struct folder *folder)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char path[128];
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        snprintf(path, sizeof path, "%s%s", folder->path, ends[i]);
        unlink(path);
    }
    CHECK(rmdir(folder->dir) == 0);
}

struct insert {
    struct job job;
    int64_t n;
    bool fail;
    enum err err;
    int answered;
    struct store *reader; /* sees only what is committed */
    bool seen;
};

static enum err run_insert(struct job *job, struct store *store)
{
    struct insert *insert = CONTAINER_OF(job, struct insert, job);
    enum err err = store_exec(store, INSERT, PARAMS(p_int(insert->n)));
    return err == OK && insert->fail ? ERR_CONFLICT : err;
}

static void done_insert(struct job *job, enum err err)
{
    struct insert *insert = CONTAINER_OF(job, struct insert, job);
    int64_t n = 0;
    insert->err = err;
    insert->answered++;
    if (insert->reader)
        assert_ok(store_find_int(insert->reader, HAS, PARAMS(p_int(insert->n)), &n));
    insert->seen = n == 1;
}

static struct lane *writer(const struct folder *folder, int queue_max)
{
    struct lane *lane = NULL;
    struct lane_options options = {LANE_WRITER, folder->path, 1, 64, queue_max};
    CHECK(lane_new(&options, &lane) == OK);
    return lane;
}

static void wait_for(struct lane *lane, const struct insert *inserts, int count)
{
    struct pollfd fd = {lane_fd(lane), POLLIN, 0};
    for (int left = count; left > 0;) {
        CHECK(poll(&fd, 1, 10000) == 1);
        lane_drain(lane);
        left = 0;
        for (int i = 0; i < count; i++)
            left += !inserts[i].answered;
    }
}

static void every_answer_comes_after_its_commit(void **state)
{
    enum { JOBS = 500 };
    static struct insert inserts[JOBS];
    struct folder folder;
    struct store *reader = NULL;
    (void)state;
    make_folder(&folder);
    struct lane *lane = writer(&folder, 4096);
    assert_ok(store_open(folder.path, STORE_READ, &reader));
    for (int i = 0; i < JOBS; i++) {
        inserts[i] = (struct insert){.job = {.run = run_insert, .done = done_insert},
                                     .n = i,
                                     .fail = i % 7 == 3,
                                     .reader = reader};
        assert_ok(lane_submit(lane, &inserts[i].job));
    }
    wait_for(lane, inserts, JOBS);
    for (int i = 0; i < JOBS; i++) {
        assert_int_equal(inserts[i].answered, 1);
        assert_int_equal(inserts[i].err, inserts[i].fail ? ERR_CONFLICT : OK);
        assert_int_equal(inserts[i].seen, !inserts[i].fail);
    }
    assert_true(lane_generation(lane) > 0);
    store_close(reader);
    lane_free(lane);
    remove_folder(&folder);
}

static enum err run_lost(struct job *job, struct store *store)
{
    (void)job;
    /* As a full disk would: the whole transaction is gone. */
    store_rollback(store);
    return OK;
}

static void a_lost_transaction_is_nobodys_success(void **state)
{
    enum { JOBS = 20 };
    struct insert inserts[JOBS];
    struct folder folder;
    struct store *reader = NULL;
    int64_t rows = 0, succeeded = 0;
    (void)state;
    make_folder(&folder);
    struct lane *lane = writer(&folder, 4096);
    for (int i = 0; i < JOBS; i++) {
        inserts[i] = (struct insert){
            .job = {.run = i == 10 ? run_lost : run_insert, .done = done_insert}, .n = i};
        assert_ok(lane_submit(lane, &inserts[i].job));
    }
    wait_for(lane, inserts, JOBS);
    for (int i = 0; i < JOBS; i++)
        succeeded += inserts[i].err == OK;
    assert_int_equal(inserts[10].err, ERR_IO);
    assert_ok(store_open(folder.path, STORE_READ, &reader));
    assert_ok(store_find_int(reader, COUNT, PARAMS(), &rows));
    assert_int_equal(rows, succeeded);
    store_close(reader);
    lane_free(lane);
    remove_folder(&folder);
}

static void a_full_queue_says_busy(void **state)
{
    enum { JOBS = 2000 };
    static struct insert inserts[JOBS];
    struct folder folder;
    int taken = 0;
    (void)state;
    make_folder(&folder);
    struct lane *lane = writer(&folder, 1);
    for (int i = 0; i < JOBS; i++) {
        inserts[i] = (struct insert){.job = {.run = run_insert, .done = done_insert}, .n = i};
        enum err err = lane_submit(lane, &inserts[i].job);
        assert_true(err == OK || err == ERR_BUSY);
        taken += err == OK;
    }
    assert_true(taken >= 1 && taken < JOBS);
    /* Freeing runs what was taken and answers it. */
    lane_free(lane);
    int answered = 0;
    for (int i = 0; i < JOBS; i++)
        answered += inserts[i].answered;
    assert_int_equal(answered, taken);
    remove_folder(&folder);
}

static enum err run_count(struct job *job, struct store *store)
{
    struct insert *insert = CONTAINER_OF(job, struct insert, job);
    return store_find_int(store, COUNT, PARAMS(), &insert->n);
}

static void readers_read_and_cannot_write(void **state)
{
    struct folder folder;
    struct lane *lane = NULL;
    (void)state;
    make_folder(&folder);
    struct lane_options options = {LANE_READERS, folder.path, 2, 1, 16};
    assert_ok(lane_new(&options, &lane));
    struct insert jobs[2] = {{.job = {.run = run_count, .done = done_insert}, .n = -1},
                             {.job = {.run = run_insert, .done = done_insert}, .n = 5}};
    assert_ok(lane_submit(lane, &jobs[0].job));
    assert_ok(lane_submit(lane, &jobs[1].job));
    wait_for(lane, jobs, 2);
    assert_ok(jobs[0].err);
    assert_int_equal(jobs[0].n, 0);
    assert_int_not_equal(jobs[1].err, OK);
    lane_free(lane);
    remove_folder(&folder);
}

/* How often this process has the file open. */
static int open_count(const char *path)
{
    char name[300], target[300];
    int count = 0;
    DIR *dir = opendir("/proc/self/fd");
    CHECK(dir != NULL);
    for (struct dirent *entry; (entry = readdir(dir));) {
        snprintf(name, sizeof name, "/proc/self/fd/%.250s", entry->d_name);
        ssize_t n = readlink(name, target, sizeof target - 1);
        target[n > 0 ? n : 0] = '\0';
        count += strcmp(target, path) == 0;
    }
    closedir(dir);
    return count;
}

/* A reader opens with its first job, lets go when told to, and opens again with the next. */
static void readers_hold_no_connection_when_idle(void **state)
{
    struct folder folder;
    struct lane *lane = NULL;
    (void)state;
    make_folder(&folder);
    struct lane_options options = {LANE_READERS, folder.path, 1, 1, 16};
    assert_ok(lane_new(&options, &lane));
    assert_int_equal(open_count(folder.path), 0);
    for (int round = 0; round < 2; round++) {
        struct insert job = {.job = {.run = run_count, .done = done_insert}, .n = -1};
        assert_ok(lane_submit(lane, &job.job));
        wait_for(lane, &job, 1);
        assert_ok(job.err);
        assert_int_equal(job.n, 0);
        assert_int_equal(open_count(folder.path), 1);
        lane_shrink(lane);
        for (int tries = 1000000; tries && open_count(folder.path); tries--)
            sched_yield();
        assert_int_equal(open_count(folder.path), 0);
    }
    lane_free(lane);
    remove_folder(&folder);
    /* What cannot be opened is the job's error. */
    struct insert job = {.job = {.run = run_count, .done = done_insert}};
    assert_ok(lane_new(&options, &lane));
    assert_ok(lane_submit(lane, &job.job));
    wait_for(lane, &job, 1);
    assert_int_equal(job.err, ERR_IO);
    lane_free(lane);
}

/* Told to shrink amid work it loses none, and what was prepared is prepared again. */
static void a_writer_that_shrinks_goes_on(void **state)
{
    enum { JOBS = 200 };
    static struct insert inserts[JOBS];
    struct folder folder;
    (void)state;
    make_folder(&folder);
    struct lane *lane = writer(&folder, 4096);
    for (int i = 0; i < JOBS; i++) {
        inserts[i] = (struct insert){.job = {.run = run_insert, .done = done_insert}, .n = i};
        assert_ok(lane_submit(lane, &inserts[i].job));
        lane_shrink(lane);
    }
    wait_for(lane, inserts, JOBS);
    for (int i = 0; i < JOBS; i++)
        assert_ok(inserts[i].err);
    lane_free(lane);
    remove_folder(&folder);
}

static void a_quiet_job_makes_nothing_old(void **state)
{
    struct insert inserts[2] = {
        {.job = {.run = run_insert, .done = done_insert, .quiet = true}, .n = 1},
        {.job = {.run = run_insert, .done = done_insert}, .n = 2}};
    struct folder folder;
    (void)state;
    make_folder(&folder);
    struct lane *lane = writer(&folder, 16);
    assert_ok(lane_submit(lane, &inserts[0].job));
    wait_for(lane, inserts, 1);
    assert_ok(inserts[0].err);
    assert_int_equal(lane_generation(lane), 0);
    assert_ok(lane_submit(lane, &inserts[1].job));
    wait_for(lane, inserts, 2);
    assert_int_equal(lane_generation(lane), 1);
    lane_free(lane);
    remove_folder(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_comes_after_its_commit),
        cmocka_unit_test(a_lost_transaction_is_nobodys_success),
        cmocka_unit_test(a_full_queue_says_busy),
        cmocka_unit_test(readers_read_and_cannot_write),
        cmocka_unit_test(readers_hold_no_connection_when_idle),
        cmocka_unit_test(a_writer_that_shrinks_goes_on),
        cmocka_unit_test(a_quiet_job_makes_nothing_old),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
