/* DESIGN: computing a record again, and what does not hold in plain words. */
#include <stdarg.h>
#include <string.h>

#include "draw_record.h"

__attribute__((format(printf, 3, 4))) static void
add_fault(struct draw_verdict *verdict, struct arena *arena, const char *format, ...)
{
    va_list args;
    if (verdict->fault_count == DRAW_FAULTS_MAX)
        return;
    va_start(args, format);
    verdict->faults[verdict->fault_count++] = arena_vprintf(arena, format, args);
    va_end(args);
}

/* The byte at which it is not as sparkd writes it; -1: it is. */
static long first_difference(struct str file, const struct draw_record *record, struct arena *arena)
{
    struct str form = str_of(draw_record_format(record, arena));
    for (size_t i = 0; i < file.n && i < form.n; i++) {
        if (file.p[i] != form.p[i])
            return (long)i;
    }
    return file.n == form.n ? -1 : (long)(file.n < form.n ? file.n : form.n);
}

static void check_form(struct str file, struct draw_verdict *verdict, struct arena *arena)
{
    long at = first_difference(file, &verdict->record, arena);
    if (at >= 0)
        add_fault(verdict, arena,
                  "From byte %ld on the file is not written as a record is; somebody has edited "
                  "it. Use the file as it was downloaded.",
                  at + 1);
}

static void check_hashes(const char *commitment, struct draw_verdict *verdict, struct arena *arena)
{
    const struct draw_record *record = &verdict->record;
    struct draw_record again = *record;
    draw_record_seed(&again, arena);
    if (commitment && strcmp(commitment, again.commitment) != 0)
        add_fault(verdict, arena,
                  "The secret is not the one that was committed to before the draw: its hash is "
                  "%s.",
                  again.commitment);
    if (strcmp(record->commitment, again.commitment) != 0)
        add_fault(verdict, arena, "The commitment is not the hash of the secret: that is %s.",
                  again.commitment);
    if (strcmp(record->seed, again.seed) != 0)
        add_fault(verdict, arena,
                  "The seed does not follow from the event, the secret and the list: it would be "
                  "%s. One of them was changed after the draw.",
                  again.seed);
}

/* ---- the whole order ---- */

static void check_order(struct draw_verdict *verdict, struct arena *arena)
{
    const struct draw_list *list = &verdict->record.list;
    const struct draw_order *order = &verdict->record.order;
    struct draw_record again = verdict->record;
    if (draw_record_draw(&again, arena) != OK) {
        add_fault(verdict, arena, "No order keeps everything on the list, so there is no draw.");
        return;
    }
    if (order->tries != again.order.tries || order->repaired != again.order.repaired)
        add_fault(verdict, arena, "The order was found after %d shuffles%s, not after %d%s.",
                  again.order.tries, again.order.repaired ? " and a repair" : "", order->tries,
                  order->repaired ? " and a repair" : "");
    if (order->count != again.order.count)
        add_fault(verdict, arena, "There are %d talks to draw, not %d.", again.order.count,
                  order->count);
    for (int i = 0; i < order->count && i < again.order.count; i++) {
        const struct draw_slot *here = &order->slots[i], *there = &again.order.slots[i];
        if (here->talk == there->talk && here->room == there->room &&
            here->start_s == there->start_s)
            continue;
        add_fault(verdict, arena,
                  "Place %d is talk %lld in room %lld at second %d, not talk %lld in room %lld at "
                  "second %d.",
                  i + 1, (long long)list->talks[there->talk].id,
                  (long long)list->rooms[there->room], there->start_s,
                  (long long)list->talks[here->talk].id, (long long)list->rooms[here->room],
                  here->start_s);
        return; /* what follows differs too */
    }
}

/* ---- one by one ---- */

static bool is_same_list(const int *a, int a_count, const int *b, int b_count)
{
    return a_count == b_count && (!a_count || memcmp(a, b, sizeof *a * (size_t)a_count) == 0);
}

static void add_step_fault(struct draw_verdict *verdict, int at, const struct draw_step *here,
                           const struct draw_step *there, struct arena *arena)
{
    const struct draw_list *list = &verdict->record.list;
    if (here->talk != there->talk)
        add_fault(verdict, arena, "Step %d is about talk %lld, not talk %lld.", at + 1,
                  (long long)list->talks[there->talk].id, (long long)list->talks[here->talk].id);
    else if (!is_same_list(here->among, here->among_count, there->among, there->among_count))
        add_fault(verdict, arena, "In step %d other talks were in the hat than it says.", at + 1);
    else if (here->room != there->room || here->start_s != there->start_s)
        add_fault(verdict, arena, "In step %d the talk gets room %lld at second %d.", at + 1,
                  (long long)list->rooms[there->room], there->start_s);
    else if (here->back != there->back)
        add_fault(verdict, arena, "In step %d the talk goes back %s.", at + 1,
                  there->back ? "into the hat" : "to the reserves");
}

/* False: it cannot go on from there. */
static bool check_step(struct draw_verdict *verdict, struct draw *draw, int at, struct arena *arena)
{
    const struct draw_step *here = &verdict->record.steps[at];
    struct draw_step there;
    int before = verdict->fault_count;
    if (draw_rules_again(draw, here, &there) != OK) {
        add_fault(verdict, arena, "Step %d cannot happen after the one before.", at + 1);
        return false;
    }
    add_step_fault(verdict, at, here, &there, arena);
    return verdict->fault_count == before;
}

static void check_steps(struct draw_verdict *verdict, struct arena *arena)
{
    const struct draw_record *record = &verdict->record;
    struct draw_record start = *record;
    struct draw *draw;
    start.step_count = 0;
    if (draw_record_resume(&start, arena, &draw) != OK)
        return; /* cannot be: no step to disagree with */
    for (int i = 0; i < record->step_count; i++) {
        if (!check_step(verdict, draw, i, arena))
            return;
    }
    draw_record_end(&start, draw, arena);
    if (!is_same_list(record->reserves, record->reserve_count, start.reserves, start.reserve_count))
        add_fault(verdict, arena, "Other talks than it says were among the reserves at the end.");
    if (!is_same_list(record->undrawn, record->undrawn_count, start.undrawn, start.undrawn_count))
        add_fault(verdict, arena, "Other talks than it says were still in the hat at the end.");
}

enum err draw_record_verify(struct str file, const char *commitment, struct refusal *why,
                            struct draw_verdict *ret)
{
    struct draw_verdict verdict = {.fault_count = 0};
    enum err err = draw_record_parse(file, why, &verdict.record);
    if (err != OK)
        return err;
    check_form(file, &verdict, why->arena);
    check_hashes(commitment, &verdict, why->arena);
    if (verdict.record.mode == DRAW_WHOLE)
        check_order(&verdict, why->arena);
    else
        check_steps(&verdict, why->arena);
    *ret = verdict;
    return OK;
}
