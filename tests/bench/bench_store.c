/* DESIGN: what a durable booking costs: raw fdatasync, one transaction each, batches, memory, by
 * turns. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "store.h"

#include <time.h>

/*
 * bench_store DIR [ROUNDS]: each round runs every kind for a while, one after
 * the other, so that a noisy machine is noisy to all. Prints "kind: operations
 * a second" of each round, and the median p50 in microseconds of one commit.
 */
enum { BATCH = 64, SESSIONS = 200, RAW_BYTES = 256, STEPS = 120 };

static int64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * INT64_C(1000000000) + ts.tv_nsec;
}

static const char SCHEMA[] =
    "CREATE TABLE event_session (id INTEGER PRIMARY KEY, capacity INTEGER NOT NULL,"
    " taken INTEGER NOT NULL DEFAULT 0, CHECK (taken BETWEEN 0 AND capacity)) STRICT;"
    "CREATE TABLE booking (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, session_id INTEGER "
    "NOT NULL,"
    " person_id INTEGER NOT NULL, status TEXT NOT NULL, booked_at INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX once ON booking (session_id, person_id) WHERE status <> 'cancelled';"
    "CREATE INDEX by_person ON booking (person_id, status, session_id)";
static const char ADD_SESSION[] = "INSERT INTO event_session (id, capacity) VALUES ($1, 1000000)";
static const char BOOK[] = "INSERT INTO booking (uid, session_id, person_id, status, booked_at)"
                           " SELECT $1, id, $3, 'confirmed', $4 FROM event_session"
                           " WHERE id = $2 AND taken < capacity";
static const char TAKE[] = "UPDATE event_session SET taken = taken + 1 WHERE id = $1";

struct bookings {
    struct store *store;
    int64_t next;
};

static void open_bookings(struct bookings *b, const char *path)
{
    b->next = 0;
    CHECK(store_open(path, STORE_WRITE, &b->store) == OK);
    CHECK(store_script(b->store, str_of(SCHEMA)) == OK);
    for (int i = 1; i <= SESSIONS; i++)
        CHECK(store_exec(b->store, ADD_SESSION, PARAMS(p_int(i))) == OK);
}

static void book_one(struct bookings *b)
{
    char uid[40];
    int64_t n = b->next++;
    snprintf(uid, sizeof uid, "%036lld",
             (long long)(n * 2654435761LL % 1000000007LL * 1000003LL + n));
    CHECK(store_savepoint(b->store) == OK);
    CHECK(store_exec(b->store, BOOK,
                     PARAMS(p_text(uid), p_int(n % SESSIONS + 1), p_int(n / SESSIONS), p_int(n))) ==
          OK);
    CHECK(store_changes(b->store) == 1);
    CHECK(store_exec(b->store, TAKE, PARAMS(p_int(n % SESSIONS + 1))) == OK);
    CHECK(store_release(b->store) == OK);
}

static void commit_batch(struct bookings *b, int count)
{
    CHECK(store_begin(b->store) == OK);
    for (int i = 0; i < count; i++)
        book_one(b);
    CHECK(store_commit(b->store) == OK);
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void print_row(const char *kind, int64_t *steps, int count, int operations)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += steps[i];
    qsort(steps, (size_t)count, sizeof *steps, by_size);
    printf("%s %.1f %.1f\n", kind, 1e9 * count * operations / (double)sum,
           (double)steps[count / 2] / 1000.0);
}

static void run_raw(int fd)
{
    static const char block[RAW_BYTES] = "booking";
    int64_t steps[STEPS];
    for (int i = 0; i < STEPS; i++) {
        int64_t start = now_ns();
        CHECK(pwrite(fd, block, sizeof block, i * RAW_BYTES) == sizeof block);
        CHECK(fdatasync(fd) == 0);
        steps[i] = now_ns() - start;
    }
    print_row("raw", steps, STEPS, 1);
}

static void run_bookings(const char *kind, struct bookings *b, int batch)
{
    int64_t steps[STEPS];
    int count = batch > 1 ? STEPS / 4 : STEPS;
    for (int i = 0; i < count; i++) {
        int64_t start = now_ns();
        commit_batch(b, batch);
        steps[i] = now_ns() - start;
    }
    print_row(kind, steps, count, batch);
}

int main(int argc, char **argv)
{
    char path[512];
    struct bookings durable, memory;
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    CHECK(argc > 1);
    snprintf(path, sizeof path, "%s/raw", argv[1]);
    int raw = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    CHECK(raw >= 0 && posix_fallocate(raw, 0, STEPS * RAW_BYTES) == 0 && fsync(raw) == 0);
    snprintf(path, sizeof path, "%s/bookings.db", argv[1]);
    open_bookings(&durable, path);
    open_bookings(&memory, ":memory:");
    for (int i = 0; i < rounds; i++) {
        run_raw(raw);
        run_bookings("single", &durable, 1);
        run_bookings("batch64", &durable, BATCH);
        run_bookings("memory64", &memory, BATCH);
        fflush(stdout);
    }
    store_close(durable.store);
    store_close(memory.store);
    close(raw);
    return 0;
}
