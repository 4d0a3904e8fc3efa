/* DESIGN: `sparkd demo`: a made-up trust of any size, the same for the same seed. */
#include <stdio.h>

#include "audit.h"
#include "check.h"
#include "command.h"
#include "demo.h"
#include "token.h"
#include "tz.h"

struct demo_order {
    const char *data;
    int64_t schools, people, seed, year;
};

/* What was mailed before the demo begins is in nobody's outbox folder, but it was sent. */
static const char SQL_SENT[] = "UPDATE outbox SET state = 'sent', sent_at = due_at, body = '{}'"
                               " WHERE state = 'queued'";

static enum err make_demo(struct demo *demo)
{
    const char *why = "";
    struct founding founding = {
        .trust = {"Larkfield Learning Trust", "cpd@demo.example"},
        .now = demo_at(demo, 9, 1, 8, 0),
        .year = demo->year,
    };
    enum err err = store_begin(demo->store);
    if (err == OK)
        err = found_trust(demo->store, &founding, demo->arena, &demo->cycle, &why);
    if (err == OK)
        err = demo_people(demo);
    if (err == OK)
        err = demo_org(demo);
    if (err == OK)
        err = demo_cycle(demo);
    if (err == OK)
        err = demo_year(demo);
    if (err == OK)
        err = demo_record(demo);
    if (err == OK)
        err = store_exec(demo->store, SQL_SENT, PARAMS());
    if (err == OK)
        err = audit_add(demo->store, founding.now, demo->coordinator, "demo-made", 0, "");
    if (err == OK)
        err = store_commit(demo->store);
    store_rollback(demo->store);
    return err;
}

/* For ./run: when the first SPARK event takes talks, and a good moment to start the clock at. */
static int write_clock(const struct demo *demo, const struct demo_order *order)
{
    char from[INSTANT_TEXT_MAX], to[INSTANT_TEXT_MAX], start[INSTANT_TEXT_MAX];
    struct day spark = demo_spark_day(demo);
    instant_format(tz_at(day_add(spark, -38), 8, 0), from);
    instant_format(tz_at(day_add(spark, -2), 12, 0), to);
    instant_format(demo_present(demo), start);
    FILE *file = fopen(data_path(demo->arena, order->data, "demo-clock"), "we");
    if (!file)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be written", order->data);
    fprintf(file, "open %s %s\nstart %s\n", from, to, start);
    fclose(file);
    printf("%d schools, %d people, school year %d/%02d\nclock %s\n", demo->school_count,
           demo->people_count, demo->year, (demo->year + 1) % 100, start);
    return EXIT_DONE;
}

static int run_demo(struct arena *arena, const struct demo_order *order)
{
    struct demo *demo = ARENA_NEW(arena, struct demo);
    demo->arena = arena;
    demo->year = (int)order->year;
    demo->school_count = (int)order->schools;
    demo->people_count = (int)order->people;
    token_seed((uint64_t)order->seed);
    int status = data_lock(arena, order->data, true);
    if (status == EXIT_DONE)
        status =
            data_open(arena, order->data, STORE_WRITE, demo_at(demo, 9, 1, 8, 0), &demo->store);
    if (status != EXIT_DONE)
        return status;
    enum err err = make_demo(demo);
    if (err != OK)
        status = command_fail(EXIT_ANSWER_NO,
                              "%s: the demo cannot be made there (%s); give an empty directory",
                              order->data, err_name(err));
    store_close(demo->store);
    return status == EXIT_DONE ? write_clock(demo, order) : status;
}

int command_demo(int argc, char **argv)
{
    struct demo_order order = {.schools = 5, .people = 60, .seed = 1, .year = 2026};
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &order.data, true}, {"schools", OPTION_NUMBER, &order.schools},
        {"people", OPTION_NUMBER, &order.people}, {"seed", OPTION_NUMBER, &order.seed},
        {"year", OPTION_NUMBER, &order.year},     {0},
    };
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    if (status == EXIT_DONE && (order.schools < 2 || order.schools > DEMO_SCHOOLS_MAX))
        status = command_fail(EXIT_USAGE, "--schools is 2 to %d", DEMO_SCHOOLS_MAX);
    if (status == EXIT_DONE && (order.people < 20 || order.people > DEMO_PEOPLE_MAX))
        status = command_fail(EXIT_USAGE, "--people is 20 to %d", DEMO_PEOPLE_MAX);
    if (status == EXIT_DONE && (order.year < 2024 || order.year > 2040))
        status = command_fail(EXIT_USAGE, "--year is 2024 to 2040");
    if (status != EXIT_DONE)
        return status;
    struct arena *arena = arena_new();
    status = run_demo(arena, &order);
    arena_free(arena);
    return status;
}
