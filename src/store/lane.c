/* DESIGN: where threads meet: a bounded queue in, an eventfd back, one batching writer. */
#include "lane.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "check.h"
#include "heap.h"

struct list {
    struct job *first, **end;
    int count;
};

struct worker {
    pthread_t thread;
    struct store *store; /* a reader's: NULL until its first job, and again after lane_shrink */
    struct lane *lane;
    bool to_shrink;
};

struct lane {
    enum lane_kind kind;
    char *path;
    int batch_max, queue_max, fd, worker_count;
    bool behind;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct list waiting, finished;
    bool stopping;
    _Atomic uint64_t generation;
    struct worker workers[];
};

static void list_init(struct list *list)
{
    *list = (struct list){.end = &list->first};
}

static void list_add(struct list *list, struct job *job)
{
    job->next = NULL;
    *list->end = job;
    list->end = &job->next;
    list->count++;
}

static struct job *list_take(struct list *list)
{
    struct job *job = list->first;
    if (!job)
        return NULL;
    list->first = job->next;
    if (!list->first)
        list->end = &list->first;
    list->count--;
    return job;
}

/* Waits for work; takes at most `most` jobs into *batch. An empty batch: nothing waits, and it is
 * to shrink. False when the lane stops and all is done. */
static bool take_batch(struct worker *worker, int most, struct list *batch)
{
    struct lane *lane = worker->lane;
    list_init(batch);
    pthread_mutex_lock(&lane->lock);
    while (!lane->waiting.first && !lane->stopping && !worker->to_shrink)
        pthread_cond_wait(&lane->wake, &lane->lock);
    while (batch->count < most && lane->waiting.first)
        list_add(batch, list_take(&lane->waiting));
    bool goes_on = batch->first || !lane->stopping;
    if (!batch->first)
        worker->to_shrink = false;
    pthread_mutex_unlock(&lane->lock);
    return goes_on;
}

static void hand_back(struct lane *lane, struct list *batch)
{
    uint64_t one = 1;
    pthread_mutex_lock(&lane->lock);
    for (struct job *job; (job = list_take(batch));)
        list_add(&lane->finished, job);
    pthread_mutex_unlock(&lane->lock);
    CHECK(write(lane->fd, &one, sizeof one) == sizeof one);
}

static void fail_all(struct list *batch)
{
    for (struct job *job = batch->first; job; job = job->next)
        job->err = ERR_IO;
}

/* One job inside its savepoint. False if the whole transaction is lost. */
static bool run_guarded(struct store *store, struct job *job)
{
    if (store_savepoint(store) != OK)
        return false;
    job->err = job->run(job, store);
    if (!store_in_transaction(store))
        return false;
    if (job->err == OK)
        return store_release(store) == OK;
    store_rollback_savepoint(store);
    return store_in_transaction(store);
}

static void run_batch(struct lane *lane, struct store *store, struct list *batch)
{
    bool changed = false;
    bool whole = store_begin(store) == OK;
    for (struct job *job = batch->first; whole && job; job = job->next) {
        int64_t before = store_total_changes(store);
        whole = run_guarded(store, job);
        changed = changed || (!job->quiet && store_total_changes(store) != before);
    }
    if (!whole || store_commit(store) != OK) {
        store_rollback(store);
        fail_all(batch);
    } else if (changed) {
        lane->generation++;
    }
}

static void run_reading(struct worker *worker, struct list *batch)
{
    struct job *job = batch->first;
    if (!worker->store && store_open(worker->lane->path, STORE_READ, &worker->store) != OK) {
        job->err = ERR_IO;
        return;
    }
    job->err = store_begin_read(worker->store);
    if (job->err == OK)
        job->err = job->run(job, worker->store);
    store_rollback(worker->store);
}

/* A reader's connection goes whole, the schema it holds too; the writer's is opened once. The C
 * library keeps what was freed: it gives that back as well. */
static void shrink(struct worker *worker)
{
    if (worker->lane->kind == LANE_WRITER) {
        store_shrink(worker->store);
    } else {
        store_close(worker->store);
        worker->store = NULL;
    }
    heap_trim();
}

/* On Linux a thread has a priority of its own. Where it may not be lowered it stays as it was. */
static void step_behind(void)
{
    enum { NICE_BEHIND = 10 };
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE_BEHIND);
}

static void *worker_main(void *arg)
{
    struct worker *worker = arg;
    struct lane *lane = worker->lane;
    struct list batch;
    bool writer = lane->kind == LANE_WRITER;
    if (lane->behind)
        step_behind();
    while (take_batch(worker, writer ? lane->batch_max : 1, &batch)) {
        if (!batch.first) {
            shrink(worker);
            continue;
        }
        if (writer)
            run_batch(lane, worker->store, &batch);
        else
            run_reading(worker, &batch);
        hand_back(lane, &batch);
    }
    return NULL;
}

/* Signals belong to the loop: worker threads start with all of them blocked but those that tell of
 * a bug in the thread itself, which would else end the process without a word of where. */
static void start_worker(struct worker *worker)
{
    static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    sigset_t all, old;
    sigfillset(&all);
    for (size_t i = 0; i < COUNT_OF(own); i++)
        sigdelset(&all, own[i]);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    CHECK(pthread_create(&worker->thread, NULL, worker_main, worker) == 0);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static struct lane *lane_alloc(const struct lane_options *options)
{
    struct lane *lane =
        check_calloc(1, sizeof *lane + sizeof(struct worker) * (size_t)options->threads);
    lane->kind = options->kind;
    lane->path = check_strdup(options->path);
    lane->batch_max = options->batch_max;
    lane->queue_max = options->queue_max;
    lane->behind = options->behind;
    lane->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    CHECK(lane->fd >= 0);
    pthread_mutex_init(&lane->lock, NULL);
    pthread_cond_init(&lane->wake, NULL);
    list_init(&lane->waiting);
    list_init(&lane->finished);
    return lane;
}

static void lane_destroy(struct lane *lane)
{
    for (int i = 0; i < lane->worker_count; i++)
        store_close(lane->workers[i].store);
    pthread_cond_destroy(&lane->wake);
    pthread_mutex_destroy(&lane->lock);
    close(lane->fd);
    free(lane->path);
    free(lane);
}

enum err lane_new(const struct lane_options *options, struct lane **ret)
{
    CHECK(options->kind == LANE_READERS || options->threads == 1);
    struct lane *lane = lane_alloc(options);
    lane->worker_count = options->threads;
    for (int i = 0; i < lane->worker_count; i++)
        lane->workers[i].lane = lane;
    if (options->kind == LANE_WRITER) {
        enum err err = store_open(options->path, STORE_WRITE, &lane->workers[0].store);
        if (err != OK) {
            lane_destroy(lane);
            return err;
        }
    }
    for (int i = 0; i < lane->worker_count; i++)
        start_worker(&lane->workers[i]);
    *ret = lane;
    return OK;
}

void lane_free(struct lane *lane)
{
    if (!lane)
        return;
    pthread_mutex_lock(&lane->lock);
    lane->stopping = true;
    pthread_cond_broadcast(&lane->wake);
    pthread_mutex_unlock(&lane->lock);
    for (int i = 0; i < lane->worker_count; i++)
        pthread_join(lane->workers[i].thread, NULL);
    lane_drain(lane);
    lane_destroy(lane);
}

enum err lane_submit(struct lane *lane, struct job *job)
{
    enum err err = ERR_BUSY;
    pthread_mutex_lock(&lane->lock);
    if (lane->waiting.count < lane->queue_max && !lane->stopping) {
        list_add(&lane->waiting, job);
        pthread_cond_signal(&lane->wake);
        err = OK;
    }
    pthread_mutex_unlock(&lane->lock);
    return err;
}

void lane_shrink(struct lane *lane)
{
    pthread_mutex_lock(&lane->lock);
    for (int i = 0; i < lane->worker_count; i++)
        lane->workers[i].to_shrink = true;
    pthread_cond_broadcast(&lane->wake);
    pthread_mutex_unlock(&lane->lock);
}

int lane_fd(const struct lane *lane)
{
    return lane->fd;
}

void lane_drain(struct lane *lane)
{
    uint64_t count;
    struct list done;
    ssize_t n = read(lane->fd, &count, sizeof count);
    (void)n; /* nothing to read only means that nothing is finished */
    list_init(&done);
    pthread_mutex_lock(&lane->lock);
    for (struct job *job; (job = list_take(&lane->finished));)
        list_add(&done, job);
    pthread_mutex_unlock(&lane->lock);
    for (struct job *job; (job = list_take(&done));)
        job->done(job, job->err);
}

uint64_t lane_generation(const struct lane *lane)
{
    return lane->generation;
}
