/* DESIGN: `sparkd draw verify`: anybody computes a draw again from its public record. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "command.h"
#include "draw_record.h"

struct order {
    const char *words[2];
    int word_count;
    const char *commitment;
};

static int read_file(const char *path, struct buf *ret)
{
    char piece[4096];
    size_t n;
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (!file)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be read: %s", path, strerror(errno));
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(ret, piece, n);
    bool failed = ferror(file);
    if (file != stdin)
        fclose(file);
    return failed ? command_fail(EXIT_ENVIRONMENT, "%s: cannot be read", path) : EXIT_DONE;
}

static void print_clock(int start_s)
{
    printf("%d:%02d:%02d", start_s / 3600, start_s / 60 % 60, start_s % 60);
}

static void print_slot(const struct draw_record *record, int place, int talk, int room, int start_s)
{
    printf("%4d. talk %lld, room %lld, ", place, (long long)record->list.talks[talk].id,
           (long long)record->list.rooms[room]);
    print_clock(start_s);
    puts(" after doors open");
}

/* A no-show takes the line before with it: it was drawn, and did not speak. */
static void print_steps(const struct draw_record *record)
{
    int place = 0;
    for (int i = 0; i < record->step_count; i++) {
        const struct draw_step *step = &record->steps[i];
        bool showed = i + 1 == record->step_count || record->steps[i + 1].kind != DRAW_NO_SHOW;
        if (step->kind == DRAW_DRAWN && showed)
            print_slot(record, ++place, step->talk, step->room, step->start_s);
    }
}

static void print_order(const struct draw_record *record)
{
    for (int i = 0; i < record->order.count; i++)
        print_slot(record, i + 1, record->order.slots[i].talk, record->order.slots[i].room,
                   record->order.slots[i].start_s);
}

static int print_verdict(const struct order *order, const struct draw_verdict *verdict)
{
    const struct draw_record *record = &verdict->record;
    const char *file = order->words[1];
    if (verdict->fault_count) {
        printf("%s: the draw does not hold.\n", file);
        for (int i = 0; i < verdict->fault_count; i++)
            printf("  %s\n", verdict->faults[i]);
        return EXIT_ANSWER_NO;
    }
    printf("%s: the draw holds. Draw %d of event %lld, %d talks, %s:\n", file, record->round,
           (long long)record->event, record->list.talk_count,
           record->mode == DRAW_WHOLE ? "all at once" : "one at a time");
    if (record->mode == DRAW_WHOLE)
        print_order(record);
    else
        print_steps(record);
    if (order->commitment)
        puts("The secret is the one that was committed to.");
    else
        printf("Compare this with the commitment published before the draw:\n  %s\n",
               record->commitment);
    return EXIT_DONE;
}

static int verify(const struct order *order, struct buf *file, struct arena *arena)
{
    struct draw_verdict verdict;
    struct refusal why;
    int status = read_file(order->words[1], file);
    if (status != EXIT_DONE)
        return status;
    if (file->full)
        return command_fail(EXIT_ANSWER_NO, "%s: is larger than a record can be", order->words[1]);
    refusal_init(&why, arena);
    if (draw_record_verify(buf_str(file), order->commitment, &why, &verdict) != OK)
        return command_fail(EXIT_ANSWER_NO, "%s: is not the record of a draw: %s", order->words[1],
                            why.detail);
    return print_verdict(order, &verdict);
}

int command_draw(int argc, char **argv)
{
    struct order order = {.commitment = NULL};
    const struct option_spec specs[] = {{"commitment", OPTION_TEXT, &order.commitment, false},
                                        {NULL, OPTION_FLAG, NULL, false}};
    struct buf file;
    int status = command_options(argc, argv, specs, order.words, 2, &order.word_count);
    if (status != EXIT_DONE)
        return status;
    if (order.word_count != 2 || strcmp(order.words[0], "verify") != 0)
        return command_fail(EXIT_USAGE, "say `sparkd draw verify FILE`; - reads standard input");
    struct arena *arena = arena_new();
    buf_init(&file, DRAW_RECORD_BYTES_MAX);
    status = verify(&order, &file, arena);
    buf_done(&file);
    arena_free(arena);
    return status;
}
