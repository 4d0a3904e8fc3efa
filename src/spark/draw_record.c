/* DESIGN: a draw as a record: committed to, drawn, taken up again. */
#include "draw_record.h"

#include <string.h>

const char *draw_record_mode_name(enum draw_mode mode)
{
    static const char *const NAMES[DRAW_MODES] = {
        [DRAW_WHOLE] = "whole", [DRAW_ONE_BY_ONE] = "one_by_one"};
    return NAMES[mode];
}

void draw_record_secret(char ret[static SHA256_HEX_MAX])
{
    uint8_t bytes[SHA256_BYTES];
    token_random(bytes, sizeof bytes);
    token_hex(bytes, sizeof bytes, ret);
}

void draw_record_commit(const char *secret, char ret[static SHA256_HEX_MAX])
{
    token_sha256_hex(str_of(secret), ret);
}

static const char *seed_text(const struct draw_record *record, struct arena *arena)
{
    return arena_printf(arena, "sparkd draw 1\n%lld\n%d\n%s\n%s\n%s", (long long)record->event,
                        record->round, draw_record_mode_name(record->mode), record->secret,
                        draw_record_list(&record->list, arena));
}

static void seed_bytes(const struct draw_record *record, struct arena *arena,
                       uint8_t ret[static SHA256_BYTES])
{
    token_sha256(str_of(seed_text(record, arena)), ret);
}

void draw_record_seed(struct draw_record *record, struct arena *arena)
{
    uint8_t seed[SHA256_BYTES];
    seed_bytes(record, arena, seed);
    token_hex(seed, sizeof seed, record->seed);
    draw_record_commit(record->secret, record->commitment);
}

enum err draw_record_draw(struct draw_record *record, struct arena *arena)
{
    uint8_t seed[SHA256_BYTES];
    draw_record_seed(record, arena);
    seed_bytes(record, arena, seed);
    return draw_rules_whole(&record->list, seed, arena, &record->order);
}

static bool is_same(const struct draw_step *a, const struct draw_step *b)
{
    if (a->kind != b->kind || a->talk != b->talk || a->back != b->back || a->room != b->room ||
        a->start_s != b->start_s || a->among_count != b->among_count)
        return false;
    return a->among_count == 0 ||
           memcmp(a->among, b->among, sizeof *a->among * (size_t)a->among_count) == 0;
}

enum err draw_record_resume(const struct draw_record *record, struct arena *arena,
                            struct draw **ret)
{
    uint8_t seed[SHA256_BYTES];
    seed_bytes(record, arena, seed);
    struct draw *draw = draw_rules_new(&record->list, seed, arena);
    for (int i = 0; i < record->step_count; i++) {
        struct draw_step step;
        if (draw_rules_again(draw, &record->steps[i], &step) != OK ||
            !is_same(&step, &record->steps[i]))
            return ERR_INVALID;
    }
    *ret = draw;
    return OK;
}

enum err draw_record_take_up(const struct draw_record *record, struct arena *arena,
                             struct draw **ret)
{
    uint8_t seed[SHA256_BYTES];
    seed_bytes(record, arena, seed);
    struct draw *draw = draw_rules_new(&record->list, seed, arena);
    for (int i = 0; i < record->step_count; i++)
        if (draw_rules_follow(draw, &record->steps[i]) != OK)
            return ERR_INVALID;
    *ret = draw;
    return OK;
}

static int *list_at(const struct draw *draw, int talk_count, enum draw_place place,
                    struct arena *arena, int *ret_count)
{
    int *list = ARENA_ARRAY(arena, int, (size_t)talk_count + 1);
    *ret_count = 0;
    for (int i = 0; i < talk_count; i++) {
        if (draw_rules_place_of(draw, i) == place)
            list[(*ret_count)++] = i;
    }
    return list;
}

void draw_record_end(struct draw_record *record, struct draw *draw, struct arena *arena)
{
    int hat[DRAW_TALKS_MAX];
    draw_rules_hat(draw, hat); /* who cannot come any more is a reserve */
    int count = record->list.talk_count;
    record->reserves = list_at(draw, count, DRAW_RESERVE, arena, &record->reserve_count);
    record->undrawn = list_at(draw, count, DRAW_IN_HAT, arena, &record->undrawn_count);
}
