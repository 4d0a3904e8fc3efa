/* DESIGN: a room's evening out of its programme and what was done on its stage; pure. */
#include "stage_rules.h"

#include <string.h>

#include "check.h"

static const char *const KINDS[] = {"start", "stop",  "extend", "skip", "no-show",
                                    "swap",  "break", "resume", "undo", "keynote"};
static const char *const PHASES[] = {"before", "between", "talking", "break", "over"};

const char *stage_kind_name(enum stage_kind kind)
{
    return KINDS[kind];
}

enum err stage_kind_parse(struct str s, enum stage_kind *ret)
{
    for (int kind = 0; kind < STAGE_KINDS; kind++)
        if (str_eq_c(s, KINDS[kind])) {
            *ret = (enum stage_kind)kind;
            return OK;
        }
    return ERR_INVALID;
}

const char *stage_phase_name(enum stage_phase phase)
{
    return PHASES[phase];
}

/* ---- the room while it is folded ---- */

struct fold {
    const struct stage_plan *plan;
    struct stage_room *room; /* rows in the order that holds so far */
    bool rested;             /* a break was taken since the last talk */
    struct instant last;     /* when the last talk ended, v 0: none has */
};

static struct instant later(struct instant a, struct instant b)
{
    return a.v > b.v ? a : b;
}

static int block_of(const struct pack *pack, struct instant at)
{
    int block = 0;
    while (block + 1 < pack->block_count && pack->blocks[block + 1].start_s <= at.v)
        block++;
    return block;
}

/* The breaks between two blocks. */
static int64_t break_s(const struct pack *pack, int from, int to)
{
    int64_t sum = 0;
    for (int i = from; i < to && i + 1 < pack->block_count; i++)
        sum += pack->blocks[i + 1].start_s - pack->blocks[i].end_s;
    return sum;
}

static int find_row(const struct stage_room *room, struct talk_id talk)
{
    for (int i = 0; i < room->count; i++)
        if (room->rows[i].talk.v == talk.v)
            return i;
    return -1;
}

/* Rows [at, end) go one place on, and what was at `from` stands at `at`. */
static void move_row(struct stage_room *room, int from, int at)
{
    struct stage_row row = room->rows[from];
    if (from > at)
        memmove(&room->rows[at + 1], &room->rows[at], (size_t)(from - at) * sizeof row);
    else
        memmove(&room->rows[from], &room->rows[from + 1], (size_t)(at - from) * sizeof row);
    room->rows[at] = row;
}

static void look(struct fold *fold)
{
    struct stage_room *room = fold->room;
    room->on = room->next = -1;
    for (int i = 0; i < room->count; i++) {
        if (room->rows[i].part == STAGE_ON)
            room->on = i;
        if (room->rows[i].part == STAGE_TO_COME && room->next < 0)
            room->next = i;
    }
    stage_keynote_look(fold->plan, room);
}

static int coming(const struct stage_room *room)
{
    return room->next < 0 ? 0 : room->count - room->next;
}

/* Those of one block from `at` on move up to `from`, one behind the other; none moves back. */
static void move_up(const struct fold *fold, int at, struct instant from)
{
    struct stage_room *room = fold->room;
    if (fold->plan->keeps_times || at >= room->count)
        return;
    for (int i = at, block = room->rows[at].block; i < room->count && room->rows[i].block == block;
         i++) {
        struct stage_row *row = &room->rows[i];
        if (row->floor.v > from.v)
            row->floor = from;
        from = instant_add(from, (int64_t)row->minutes * 60 + fold->plan->pack->changeover_s);
    }
}

/* ---- what each act does; it was found to fit ---- */

static void do_start(struct fold *fold, const struct stage_act *act)
{
    struct stage_room *room = fold->room;
    move_row(room, find_row(room, act->talk), room->next);
    struct stage_row *row = &room->rows[room->next];
    row->part = STAGE_ON;
    row->started = act->at;
    room->limit_s = row->minutes * 60;
    room->keynote.v = 0;
    room->phase = STAGE_TALKING;
    room->since = act->at;
    fold->rested = false;
}

static void do_stop(struct fold *fold, const struct stage_act *act)
{
    struct stage_row *row = &fold->room->rows[fold->room->on];
    row->part = STAGE_GIVEN;
    row->ended = fold->last = act->at;
    fold->room->limit_s = 0;
    fold->room->phase = STAGE_BETWEEN;
    fold->room->since = act->at;
}

static void do_skip(struct fold *fold)
{
    struct stage_room *room = fold->room;
    int at = room->next, end = room->count - 1;
    struct instant floor = room->rows[at].floor;
    int block = room->rows[at].block;
    room->rows[at].floor.v = 0;
    room->rows[at].block = room->rows[end].block;
    move_row(room, at, end);
    if (room->rows[at].block == block)
        move_up(fold, at, floor);
}

static void do_swap(struct fold *fold)
{
    struct stage_row *first = &fold->room->rows[fold->room->next], *second = first + 1,
                     row = *first;
    struct instant one = first->floor, two = second->floor;
    int before = first->block, after = second->block;
    *first = *second;
    *second = row;
    first->floor = one;
    first->block = before;
    second->floor = two;
    second->block = after;
    move_up(fold, fold->room->next, one);
}

static void call_reserve(struct fold *fold, int at, struct talk_id talk, struct stage_row *absent)
{
    struct stage_room *room = fold->room;
    const struct stage_slot *slot = NULL;
    for (int i = 0; i < fold->plan->reserve_count && !slot; i++)
        if (fold->plan->reserves[i].talk.v == talk.v)
            slot = &fold->plan->reserves[i];
    if (!slot || find_row(room, talk) >= 0)
        return;
    memmove(&room->rows[at + 1], &room->rows[at], (size_t)(room->count - at) * sizeof *room->rows);
    room->count++;
    room->rows[at] = (struct stage_row){.talk = talk,
                                        .minutes = slot->minutes,
                                        .reserve = true,
                                        .block = absent->block,
                                        .arrive_at = slot->arrive_at,
                                        .floor = absent->floor};
}

/* Who is absent stands before all that are to come. */
static void do_no_show(struct fold *fold, const struct stage_act *act)
{
    struct stage_room *room = fold->room;
    int from = find_row(room, act->talk), top = room->next;
    struct stage_row absent = room->rows[from];
    room->rows[from].part = STAGE_ABSENT;
    move_row(room, from, top);
    if (act->other.v)
        call_reserve(fold, from + 1, act->other, &absent);
    if (from + 1 < room->count && room->rows[from + 1].block == absent.block)
        move_up(fold, from + 1, absent.floor);
}

static void do_break(struct fold *fold, const struct stage_act *act)
{
    fold->room->phase = STAGE_PAUSED;
    fold->room->since = act->at;
}

static void do_keynote(struct fold *fold, const struct stage_act *act)
{
    const struct keynotes *keynotes = fold->plan->keynotes;
    const struct keynote *keynote = keynote_of(keynotes, act->keynote);
    fold->room->heard[keynote - keynotes->items] = act->at;
    fold->room->phase = STAGE_PAUSED;
    fold->room->since = act->at;
    fold->room->keynote = act->keynote;
    fold->room->limit_s = keynote->minutes * 60;
}

static void do_resume(struct fold *fold, const struct stage_act *act)
{
    fold->room->keynote.v = 0;
    fold->room->limit_s = 0;
    fold->room->phase = fold->last.v ? STAGE_BETWEEN : STAGE_BEFORE;
    fold->room->since = act->at;
    fold->rested = true;
}

static void apply(struct fold *fold, const struct stage_act *act)
{
    switch (act->kind) {
    case STAGE_START:
        do_start(fold, act);
        break;
    case STAGE_STOP:
        do_stop(fold, act);
        break;
    case STAGE_EXTEND:
        fold->room->limit_s += STAGE_EXTEND_S;
        break;
    case STAGE_SKIP:
        do_skip(fold);
        break;
    case STAGE_NO_SHOW:
        do_no_show(fold, act);
        break;
    case STAGE_SWAP:
        do_swap(fold);
        break;
    case STAGE_BREAK:
        do_break(fold, act);
        break;
    case STAGE_RESUME:
        do_resume(fold, act);
        break;
    case STAGE_KEYNOTE:
        do_keynote(fold, act);
        break;
    case STAGE_UNDO:
    case STAGE_KINDS:
        break;
    }
    look(fold);
}

/* ---- may it be done ---- */

static const char *check_start(const struct stage_room *room, const struct stage_act *act)
{
    int at = find_row(room, act->talk);
    if (room->phase == STAGE_TALKING)
        return "A talk is being given. Stop it first.";
    if (at < 0 || room->rows[at].part != STAGE_TO_COME)
        return "That talk is not to come in this room.";
    return NULL;
}

static const char *check_next(const struct stage_room *room, const struct stage_act *act)
{
    if (coming(room) < 2)
        return "Fewer than two talks are to come.";
    if (room->rows[room->next].talk.v != act->talk.v)
        return "Another talk is next by now.";
    if (act->kind == STAGE_SWAP && room->rows[room->next + 1].talk.v != act->other.v)
        return "Another talk comes after it by now.";
    return NULL;
}

static const char *check_no_show(const struct stage_room *room, const struct stage_act *act)
{
    int at = find_row(room, act->talk);
    return at >= 0 && room->rows[at].part == STAGE_TO_COME
               ? NULL
               : "That talk is not to come in this room.";
}

const char *stage_rules_check(const struct stage_room *room, const struct stage_act *act)
{
    switch (act->kind) {
    case STAGE_START:
        return check_start(room, act);
    case STAGE_STOP:
        return room->phase == STAGE_TALKING ? NULL : "No talk is being given.";
    case STAGE_EXTEND:
        return room->phase == STAGE_TALKING || room->keynote.v
                   ? NULL
                   : "Neither a talk nor a keynote is being given.";
    case STAGE_SKIP:
    case STAGE_SWAP:
        return check_next(room, act);
    case STAGE_NO_SHOW:
        return check_no_show(room, act);
    case STAGE_BREAK:
        if (room->phase == STAGE_TALKING)
            return "A talk is being given. Stop it first.";
        return room->phase == STAGE_PAUSED ? "It is a break already."
               : coming(room)              ? NULL
                                           : "No talk is to come after it.";
    case STAGE_RESUME:
        return room->phase == STAGE_PAUSED ? NULL : "It is no break now.";
    case STAGE_KEYNOTE:
        return stage_keynote_check(room, act);
    case STAGE_UNDO:
        return room->last != STAGE_KINDS ? NULL : "There is nothing to undo.";
    case STAGE_KINDS:
        break;
    }
    return "There is no such act.";
}

/* What was on is over, and that is not taken back: it is about what comes next. */
static bool goes_on(enum stage_kind kind, enum stage_kind last)
{
    return (last == STAGE_STOP && kind != STAGE_STOP) ||
           (last == STAGE_RESUME && kind != STAGE_RESUME && kind != STAGE_BREAK);
}

bool stage_rules_is_tap(enum stage_kind kind, const struct stage_act *last, struct instant now)
{
    int64_t passed = now.v - last->at.v; /* less than nothing: the clock was set back */
    bool undoes = kind == STAGE_UNDO && last->kind != STAGE_UNDO;
    int64_t within = goes_on(kind, last->kind) ? STAGE_GO_ON_S : STAGE_TAP_S;
    return passed >= 0 && passed < within && !undoes;
}

/* ---- when ---- */

struct instant stage_due(const struct stage_room *room)
{
    struct instant from = room->keynote.v ? room->since : room->rows[room->on].started;
    return instant_add(from, room->limit_s);
}

/* What lies between a talk and one of another block, or of its own. */
static int64_t gap_s(const struct pack *pack, int block, int next)
{
    return next > block ? break_s(pack, block, next) : pack->changeover_s;
}

/* When the stage is free for the next talk. */
static struct instant free_from(const struct fold *fold, struct instant now)
{
    const struct stage_room *room = fold->room;
    const struct pack *pack = fold->plan->pack;
    const struct stage_row *next = &room->rows[room->next];
    if (room->phase == STAGE_TALKING)
        return instant_add(later(now, stage_due(room)),
                           gap_s(pack, room->rows[room->on].block, next->block));
    if (room->phase == STAGE_PAUSED)
        return later(now, room->break_to);
    int last = -1;
    for (int i = 0; i < room->next; i++)
        if (room->rows[i].part == STAGE_GIVEN)
            last = room->rows[i].block;
    if (last < 0)
        return now;
    if (fold->rested)
        return later(now, room->since);
    return later(now, instant_add(fold->last, gap_s(pack, last, next->block)));
}

static void estimate(struct fold *fold, struct instant now)
{
    struct stage_room *room = fold->room;
    if (room->next < 0)
        return;
    struct instant at = free_from(fold, now);
    for (int i = room->next; i < room->count; i++) {
        struct stage_row *row = &room->rows[i];
        row->estimate = later(later(at, row->floor), row->arrive_at);
        at = instant_add(row->estimate, (int64_t)row->minutes * 60);
        if (i + 1 < room->count)
            at = instant_add(at, gap_s(fold->plan->pack, row->block, row[1].block));
    }
}

/* A break goes on as long as the programme's at that place; one of no place lasts as it lasts. */
static void expect_break(struct fold *fold)
{
    struct stage_room *room = fold->room;
    int last = 0;
    if (room->phase != STAGE_PAUSED)
        return;
    if (room->keynote.v) {
        room->break_to = instant_add(stage_due(room), fold->plan->pack->changeover_s);
        return;
    }
    if (room->next < 0)
        return;
    for (int i = 0; i < room->next; i++)
        if (room->rows[i].part == STAGE_GIVEN)
            last = room->rows[i].block;
    int64_t length = break_s(fold->plan->pack, last, room->rows[room->next].block);
    room->break_to = instant_add(room->since, length);
}

/* ---- together ---- */

static void seat(const struct stage_plan *plan, struct arena *arena, struct stage_room *room)
{
    room->rows = ARENA_ARRAY(arena, struct stage_row, plan->count + plan->reserve_count + 1);
    for (int i = 0; i < plan->count; i++) {
        const struct stage_slot *slot = &plan->slots[i];
        room->rows[i] = (struct stage_row){.talk = slot->talk,
                                           .minutes = slot->minutes,
                                           .block = block_of(plan->pack, slot->starts_at),
                                           .arrive_at = slot->arrive_at,
                                           .floor = slot->starts_at};
    }
    room->count = plan->count;
}

/* The acts that no undo took back, in order; their number. */
static int standing(const struct stage_act *acts, int count, const struct stage_act **ret)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (acts[i].kind != STAGE_UNDO)
            ret[kept++] = &acts[i];
        else if (kept)
            kept--;
    }
    return kept;
}

/* Nobody is waited for any more: who was left speaking is taken to have kept to their time. */
static void close_stage(struct stage_room *room)
{
    if (room->on >= 0) {
        struct stage_row *row = &room->rows[room->on];
        row->part = STAGE_GIVEN;
        row->ended = stage_due(room);
    }
    room->on = room->next = -1;
    room->keynote.v = room->next_keynote.v = 0;
    room->keynote_count = 0;
    room->phase = STAGE_OVER;
}

void stage_rules_fold(const struct stage_plan *plan, const struct stage_act *acts, int count,
                      struct instant now, struct arena *arena, struct stage_room *ret)
{
    struct stage_room room = {.version = count + 1, .last = STAGE_KINDS};
    struct fold fold = {.plan = plan, .room = &room};
    const struct stage_act **stand = ARENA_ARRAY(arena, const struct stage_act *, count + 1);
    int kept = standing(acts, count, stand);
    seat(plan, arena, &room);
    look(&fold);
    for (int i = 0; i < kept; i++) {
        room.ended_keynote = room.keynote.v && stand[i]->kind == STAGE_RESUME;
        /* What the programme no longer has was done nevertheless, and changes nothing here. */
        if (!stage_rules_check(&room, stand[i]))
            apply(&fold, stand[i]);
        room.last = stand[i]->kind;
        room.last_talk = stand[i]->talk;
    }
    if (count)
        now = later(now, acts[count - 1].at);
    bool is_heard = !room.keynote.v && !room.next_keynote.v;
    if (room.count && room.next < 0 && is_heard && !plan->goes_on && room.phase != STAGE_TALKING)
        room.phase = STAGE_OVER;
    if (plan->closes_at.v && now.v > plan->closes_at.v)
        close_stage(&room);
    expect_break(&fold);
    estimate(&fold, now);
    *ret = room;
}
