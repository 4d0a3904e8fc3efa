/* DESIGN: one run of the arranger, measured: INSTANCE MOVES SEED MODE MOVED [cancel], one object of
 * JSON out, with the plan and CPU seconds of the search alone; INSTANCE proof: what cannot go
 * together, and what counting and proving took; INSTANCE line: who gets a slot. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arrange_proof_json.h"
#include "buf.h"
#include "check.h"
#include "token.h"

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void read_instance(const char *path, struct arena *arena, struct arrange_instance *ret)
{
    struct refusal why;
    struct buf text;
    FILE *file = fopen(path, "re");
    CHECK(file != NULL);
    buf_init(&text, 4 << 20);
    for (int c = fgetc(file); c != EOF; c = fgetc(file))
        buf_add_char(&text, (char)c);
    fclose(file);
    refusal_init(&why, arena);
    CHECK(arrange_instance_parse(buf_str(&text), arena, &why, ret) == OK);
    buf_done(&text);
}

/* Most that was resident since the program began; what getrusage says is the parent's too. */
static long peak_kib(void)
{
    char line[256];
    long kib = 0;
    FILE *status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    if (status)
        fclose(status);
    return kib;
}

struct run {
    struct arrange_instance instance;
    struct arrange_options options;
    struct arrange_progress progress;
    struct arrange_plan plan;
    struct arena *arena;
};

static void *run_it(void *data)
{
    struct run *run = data;
    arrange_run(&run->instance, &run->options, run->arena, &run->plan);
    return NULL;
}

/* CPU seconds from the wish to stop to its answer, once the search is well under way. */
static double measure_cancel(struct run *run)
{
    pthread_t thread;
    run->options.progress = &run->progress;
    CHECK(pthread_create(&thread, NULL, run_it, run) == 0);
    while (atomic_load(&run->progress.moves_done) < 200000)
        ;
    double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    atomic_store(&run->progress.cancel, true);
    pthread_join(thread, NULL);
    return seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
}

static void print_run(struct run *run, char **words, bool cancel)
{
    double cancel_s = 0;
    run->options = (struct arrange_options){
        .moves = strtoll(words[0], NULL, 10),
        .seed = strtoull(words[1], NULL, 10),
        .mode = (enum arrange_mode)atoi(words[2]),
        .moved_max = atoi(words[3]),
    };
    double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (cancel)
        cancel_s = measure_cancel(run);
    else
        run_it(run);
    double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
    printf("{\"cpu_s\":%.6f,\"cancel_s\":%.6f,\"rss_kib\":%ld,\"plan\":%s}\n", cpu_s, cancel_s,
           peak_kib(), arrange_plan_format(&run->instance, &run->plan, run->arena));
}

static void print_proof(struct run *run)
{
    struct arrange_names names = arrange_names_of_ids(&run->instance, run->arena);
    struct arrange_proof_options options = {.ways = getenv("WAYS") != NULL,
                                            .work = atoll(getenv("WORK") ? getenv("WORK") : "0")};
    struct arrange_count count;
    struct arrange_proof proof;
    double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    bool counted = arrange_count_find(&run->instance, NULL, run->arena, &count);
    double count_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
    from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    arrange_proof_find(&run->instance, &options, run->arena, &proof);
    double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
    printf("{\"counted\":%s,\"count_s\":%.6f,\"cpu_s\":%.6f,%s}\n", counted ? "true" : "false",
           count_s, cpu_s, arrange_proof_format(&run->instance, &names, &proof, run->arena));
}

static void print_line(struct run *run)
{
    struct arrange_line line;
    double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    arrange_line_decide(&run->instance, NULL, NULL, run->arena, &line);
    double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
    printf("{\"cpu_s\":%.6f,%s}\n", cpu_s, arrange_line_format(&run->instance, &line, run->arena));
}

int main(int argc, char **argv)
{
    struct run run = {.arena = arena_new()};
    if (argc != 3 && argc < 6)
        return 2;
    token_init();
    read_instance(argv[1], run.arena, &run.instance);
    if (argc >= 6)
        print_run(&run, &argv[2], argc > 6);
    else if (strcmp(argv[2], "proof") == 0)
        print_proof(&run);
    else
        print_line(&run);
    arena_free(run.arena);
    return 0;
}
