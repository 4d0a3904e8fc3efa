/* DESIGN: `sparkd arrange`: the programme engine alone, an instance in, a plan as JSON out. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arrange_explain.h"
#include "buf.h"
#include "command.h"

enum { INSTANCE_BYTES_MAX = 4 << 20, MOVED_SHARE = 50 };

static const struct {
    const char *name;
    enum arrange_mode mode;
} MODES[] = {
    {"fresh", ARRANGE_FRESH},
    {"only-what-must", ARRANGE_ONLY_WHAT_MUST},
    {"improve", ARRANGE_IMPROVE},
};

struct arrange_order {
    const char *file, *mode;
    int64_t moves, seed, moved;
    int64_t why; /* a talk's id; -1: nobody asks */
    bool progress, line;
};

static int read_file(const char *path, struct arena *arena, struct str *ret)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be read: %s", path, strerror(errno));
    struct buf text;
    char chunk[65536];
    buf_init(&text, INSTANCE_BYTES_MAX);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add(&text, chunk, n);
    int status = EXIT_DONE;
    if (ferror(file))
        status = command_fail(EXIT_ENVIRONMENT, "%s: cannot be read", path);
    else if (text.full)
        status = command_fail(EXIT_ANSWER_NO, "%s: is larger than 4 MiB; that is no event", path);
    *ret = arena_str(arena, buf_str(&text));
    buf_done(&text);
    fclose(file);
    return status;
}

static int read_instance(const struct arrange_order *order, struct arena *arena,
                         struct arrange_instance *ret)
{
    struct str text;
    struct refusal why;
    int status = read_file(order->file, arena, &text);
    if (status != EXIT_DONE)
        return status;
    refusal_init(&why, arena);
    if (arrange_instance_parse(text, arena, &why, ret) != OK)
        return command_fail(EXIT_ANSWER_NO, "%s: %s %s", order->file, why.fields[0].field,
                            why.fields[0].message);
    return EXIT_DONE;
}

static int read_options(const struct arrange_order *order, struct arrange_options *ret)
{
    for (size_t i = 0; i < sizeof MODES / sizeof *MODES; i++)
        if (strcmp(order->mode, MODES[i].name) == 0) {
            *ret = (struct arrange_options){
                .mode = MODES[i].mode,
                .seed = (uint64_t)order->seed,
                .moves = order->moves,
                .moved_max =
                    order->moved > ARRANGE_TALKS_MAX ? ARRANGE_TALKS_MAX : (int)order->moved,
            };
            return EXIT_DONE;
        }
    return command_fail(EXIT_USAGE, "--mode is fresh, only-what-must or improve, not \"%s\"",
                        order->mode);
}

/* ---- progress: four lines a second on standard error while a thread arranges ---- */

enum { PROGRESS_MS = 250 };

struct arrange_job {
    const struct arrange_instance *instance;
    struct arrange_options options;
    struct arena *arena;
    struct arrange_plan plan;
    struct arrange_progress progress;
    int done[2]; /* a pipe whose end is closed when it is over */
};

static void *run_job(void *data)
{
    struct arrange_job *job = data;
    arrange_run(job->instance, &job->options, job->arena, &job->plan);
    close(job->done[1]);
    return NULL;
}

static void print_progress(struct arrange_progress *progress)
{
    fprintf(stderr, "%lld of %lld moves, %d broken, %d points\n",
            (long long)atomic_load(&progress->moves_done),
            (long long)atomic_load(&progress->moves_planned), atomic_load(&progress->hard),
            atomic_load(&progress->points));
}

static int run_watched(struct arrange_job *job)
{
    pthread_t thread;
    job->options.progress = &job->progress;
    if (pipe(job->done) != 0 || pthread_create(&thread, NULL, run_job, job) != 0)
        return command_fail(EXIT_ENVIRONMENT, "no thread can be started: %s", strerror(errno));
    struct pollfd end = {.fd = job->done[0], .events = POLLIN};
    while (poll(&end, 1, PROGRESS_MS) == 0)
        print_progress(&job->progress);
    pthread_join(thread, NULL);
    close(job->done[0]);
    print_progress(&job->progress);
    return EXIT_DONE;
}

static int arrange_file(const struct arrange_order *order, struct arena *arena)
{
    struct arrange_instance instance;
    struct arrange_job job = {.instance = &instance, .arena = arena};
    int status = read_options(order, &job.options);
    if (status == EXIT_DONE)
        status = read_instance(order, arena, &instance);
    if (status == EXIT_DONE && order->moved < 0)
        job.options.moved_max =
            instance.talk_count < MOVED_SHARE ? 1 : instance.talk_count / MOVED_SHARE;
    struct arrange_explain_options explain = {order->line, order->why};
    if (status == EXIT_DONE)
        arrange_explain_line(&instance, &explain, arena, &job.options);
    if (status == EXIT_DONE && order->progress)
        status = run_watched(&job);
    else if (status == EXIT_DONE)
        arrange_run(&instance, &job.options, arena, &job.plan);
    if (status == EXIT_DONE)
        status = arrange_explain_print(&instance, &explain, &job.plan, job.options.given, arena);
    return status;
}

int command_arrange(int argc, char **argv)
{
    struct arrange_order order = {
        .mode = "fresh", .moves = ARRANGE_MOVES_NORMAL, .moved = -1, .why = -1};
    const struct option_spec specs[] = {
        {"moves", OPTION_NUMBER, &order.moves},     {"seed", OPTION_NUMBER, &order.seed},
        {"moved", OPTION_NUMBER, &order.moved},     {"mode", OPTION_TEXT, &order.mode},
        {"progress", OPTION_FLAG, &order.progress}, {"line", OPTION_FLAG, &order.line},
        {"why", OPTION_NUMBER, &order.why},         {0},
    };
    int words = 0, status = command_options(argc, argv, specs, &order.file, 1, &words);
    if (status == EXIT_DONE && words == 0)
        status = command_fail(EXIT_USAGE, "arrange what? name a file with an instance");
    if (status != EXIT_DONE)
        return status;
    struct arena *arena = arena_new();
    status = arrange_file(&order, arena);
    arena_free(arena);
    return status;
}
