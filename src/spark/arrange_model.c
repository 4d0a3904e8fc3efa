/* DESIGN: an instance as clauses: when a talk begins and where are variables of their own, so a
 * window or a kit is one short clause; starts are looked up by cell. */
#include "arrange_model.h"

#include "check.h"

enum {
    STARTS_MAX = 2000000,
    LENGTHS_MAX = 64, /* kinds of length that are told apart */
    STEPS = 3,        /* of work to lay out one start in one room, and to ask about it once */
};

/* Variables; 0: there is none. */
struct arrange_model {
    const struct arrange_instance *instance;
    const struct arrange_rules *rules;
    struct sat *sat;
    int unit_s, rows, rooms;
    int *units;    /* by talk of the instance; 0: not in the model */
    int *at;       /* [talk][row]: begins then */
    int *begun;    /* [talk][row]: began then or before */
    int *in;       /* [talk][room] */
    int *starts;   /* [talk][room][row] */
    int *selector; /* by rule */
    int lengths[LENGTHS_MAX], length_count;
};

static int gcd(int a, int b)
{
    while (b) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int arrange_model_unit_s(const struct arrange_instance *instance)
{
    int unit_s = 0;
    for (int i = 0; i < instance->talk_count; i++) {
        const struct arrange_talk *talk = &instance->talks[i];
        unit_s = gcd(talk->duration_s + instance->changeover_s, unit_s);
        if (talk->pin.room >= 0)
            unit_s = gcd(talk->pin.start_s, unit_s);
    }
    for (int i = 0; i < instance->block_count; i++)
        unit_s = gcd(instance->blocks[i].end_s, gcd(instance->blocks[i].start_s, unit_s));
    return unit_s;
}

/* ---- where a variable stands ---- */

static int *at(const struct arrange_model *m, int talk, int row)
{
    return &m->at[talk * m->rows + row];
}

static int *begun(const struct arrange_model *m, int talk, int row)
{
    return &m->begun[talk * m->rows + row];
}

static int *in(const struct arrange_model *m, int talk, int room)
{
    return &m->in[talk * m->rooms + room];
}

static int *start(const struct arrange_model *m, int talk, int room, int row)
{
    return &m->starts[(talk * m->rooms + room) * m->rows + row];
}

/* ---- one talk: one start, one room ---- */

static bool is_start(const struct arrange_model *m, int row, int units)
{
    const struct arrange_instance *instance = m->instance;
    for (int i = 0; i < instance->block_count; i++)
        if (instance->blocks[i].start_s <= row * m->unit_s &&
            (row + units) * m->unit_s <= instance->blocks[i].end_s)
            return true;
    return false;
}

static void add_times(struct arrange_model *m, int talk)
{
    for (int row = 0; row < m->rows; row++) {
        int before = row ? *begun(m, talk, row - 1) : 0;
        *begun(m, talk, row) = sat_variables(m->sat, 1);
        if (before)
            sat_two(m->sat, -before, *begun(m, talk, row));
        if (!is_start(m, row, m->units[talk]))
            continue;
        *at(m, talk, row) = sat_variables(m->sat, 1);
        sat_two(m->sat, -*at(m, talk, row), *begun(m, talk, row));
        if (before)
            sat_two(m->sat, -*at(m, talk, row), -before);
    }
}

static void add_rooms(struct arrange_model *m, int talk)
{
    for (int room = 0; room < m->rooms; room++) {
        *in(m, talk, room) = sat_variables(m->sat, 1);
        for (int other = 0; other < room; other++)
            sat_two(m->sat, -*in(m, talk, room), -*in(m, talk, other));
        for (int row = 0; row < m->rows; row++) {
            if (!*at(m, talk, row))
                continue;
            int here = sat_variables(m->sat, 1);
            *start(m, talk, room, row) = here;
            sat_two(m->sat, -here, *at(m, talk, row));
            sat_two(m->sat, -here, *in(m, talk, room));
            sat_three(m->sat, here, -*at(m, talk, row), -*in(m, talk, room));
        }
    }
}

/* ---- one room: one talk at a time ---- */

/* Of the talks that could begin in a cell at most one does. Gives a variable a length that is true
 * if one of that length does, and one for any. */
static int add_cell(struct arrange_model *m, int room, int row, int *of_length)
{
    int any = 0, before = 0;
    for (int talk = 0; talk < m->instance->talk_count; talk++) {
        if (!m->units[talk] || !*start(m, talk, room, row))
            continue;
        int here = *start(m, talk, room, row), k = 0;
        any = sat_variables(m->sat, 1); /* this one or one before it */
        sat_two(m->sat, -here, any);
        if (before) {
            sat_two(m->sat, -before, any);
            sat_two(m->sat, -before, -here);
        }
        before = any;
        while (m->lengths[k] != m->units[talk])
            k++;
        if (!of_length[k])
            of_length[k] = sat_variables(m->sat, 1);
        sat_two(m->sat, -here, of_length[k]);
    }
    return any;
}

static void add_room(struct arrange_model *m, int room, int *of_length, int *any)
{
    for (int row = 0; row < m->rows; row++) {
        for (int k = 0; k < m->length_count; k++)
            of_length[row * LENGTHS_MAX + k] = 0;
        any[row] = add_cell(m, room, row, &of_length[row * LENGTHS_MAX]);
    }
    for (int row = 0; row < m->rows; row++)
        for (int k = 0; k < m->length_count; k++)
            for (int then = row + 1; then < row + m->lengths[k] && then < m->rows; then++)
                if (of_length[row * LENGTHS_MAX + k] && any[then])
                    sat_two(m->sat, -of_length[row * LENGTHS_MAX + k], -any[then]);
}

/* ---- rules ---- */

static void add_given(struct arrange_model *m, int z, int talk)
{
    sat_literal(m->sat, -z);
    for (int row = 0; row < m->rows; row++)
        if (*at(m, talk, row))
            sat_literal(m->sat, *at(m, talk, row));
    sat_end(m->sat);
    if (!m->rooms)
        return;
    sat_literal(m->sat, -z);
    for (int room = 0; room < m->rooms; room++)
        sat_literal(m->sat, *in(m, talk, room));
    sat_end(m->sat);
}

static void forbid_times(struct arrange_model *m, int z, int talk, int from_s, int to_s)
{
    for (int row = 0; row < m->rows; row++)
        if (*at(m, talk, row) && (row * m->unit_s < from_s || row * m->unit_s > to_s))
            sat_two(m->sat, -z, -*at(m, talk, row));
}

static void forbid_rooms(struct arrange_model *m, int z, int talk, uint32_t kit, int only)
{
    for (int room = 0; room < m->rooms; room++)
        if ((kit & ~m->instance->rooms[room].kit) || (only >= 0 && only != room))
            sat_two(m->sat, -z, -*in(m, talk, room));
}

/* Not while the other runs: when `a` begins at a row, `b` has not begun by the end of it or was
 * over before. */
static void add_own(struct arrange_model *m, int z, int a, int b)
{
    for (int row = 0; row < m->rows; row++) {
        int end = row + m->units[a] - 1, over = row - m->units[b];
        if (!*at(m, a, row))
            continue;
        sat_literal(m->sat, -z);
        sat_literal(m->sat, -*at(m, a, row));
        sat_literal(m->sat, -*begun(m, b, end < m->rows ? end : m->rows - 1));
        if (over >= 0)
            sat_literal(m->sat, *begun(m, b, over));
        sat_end(m->sat);
    }
}

static void add_before(struct arrange_model *m, int z, int a, int b)
{
    for (int row = 0; row < m->rows; row++) {
        int end = row + m->units[a] - 1;
        if (*at(m, a, row))
            sat_three(m->sat, -z, -*at(m, a, row),
                      -*begun(m, b, end < m->rows ? end : m->rows - 1));
    }
}

static int block_of(const struct arrange_model *m, int row)
{
    for (int i = 0; i < m->instance->block_count; i++)
        if (m->instance->blocks[i].start_s <= row * m->unit_s &&
            row * m->unit_s < m->instance->blocks[i].end_s)
            return i;
    return -1;
}

static void add_not_after(struct arrange_model *m, int z, int a, int b)
{
    for (int row = 0; row + m->units[a] < m->rows; row++)
        for (int room = 0; room < m->rooms; room++) {
            int first = *start(m, a, room, row), then = *start(m, b, room, row + m->units[a]);
            if (first && then && block_of(m, row) == block_of(m, row + m->units[a]))
                sat_three(m->sat, -z, -first, -then);
        }
}

static void add_rule(struct arrange_model *m, const struct arrange_rule *rule, int z)
{
    int a = rule->talks[0], b = rule->talks[1];
    const struct arrange_talk *talk = &m->instance->talks[a];
    if (!m->units[a] || (b >= 0 && !m->units[b]))
        return;
    switch (rule->kind) {
    case RULE_GIVEN:
        add_given(m, z, a);
        break;
    case RULE_ARRIVAL:
        forbid_times(m, z, a, talk->arrive_s, INT32_MAX);
        break;
    case RULE_LEAVING:
        forbid_times(m, z, a, 0, talk->leave_s - talk->duration_s);
        break;
    case RULE_KIT:
        forbid_rooms(m, z, a, talk->kit, -1);
        break;
    case RULE_PINNED:
        forbid_times(m, z, a, talk->pin.start_s, talk->pin.start_s);
        forbid_rooms(m, z, a, 0, talk->pin.room);
        break;
    case RULE_OWN:
        add_own(m, z, a, b);
        break;
    case RULE_BEFORE:
        add_before(m, z, a, b);
        break;
    case RULE_NOT_AFTER:
        add_not_after(m, z, a, b);
        break;
    case RULE_KINDS:
        break;
    }
}

/* ---- the whole ---- */

static bool add_length(struct arrange_model *m, int units)
{
    for (int i = 0; i < m->length_count; i++)
        if (m->lengths[i] == units)
            return true;
    if (m->length_count == LENGTHS_MAX)
        return false;
    m->lengths[m->length_count++] = units;
    return true;
}

/* Which talks stand in it, and is it small enough for what there is to do it in? */
static bool measure(struct arrange_model *m, struct work *work, struct arena *arena)
{
    const struct arrange_instance *instance = m->instance;
    int64_t talks = 0;
    m->units = ARENA_ARRAY(arena, int, (size_t)instance->talk_count + 1);
    for (int i = 0; i < m->rules->count; i++) {
        int talk = m->rules->items[i].talks[0];
        if (m->rules->items[i].kind != RULE_GIVEN)
            continue;
        m->units[talk] = (instance->talks[talk].duration_s + instance->changeover_s) / m->unit_s;
        if (!add_length(m, m->units[talk]))
            return false;
        talks++;
    }
    return talks * m->rows * m->rooms <= STARTS_MAX &&
           work_take(work, STEPS * talks * m->rows * (m->rooms + 1));
}

static void add_talks(struct arrange_model *m, struct arena *arena)
{
    size_t talks = (size_t)m->instance->talk_count, rows = (size_t)m->rows,
           rooms = (size_t)m->rooms;
    m->at = ARENA_ARRAY(arena, int, talks *rows + 1);
    m->begun = ARENA_ARRAY(arena, int, talks *rows + 1);
    m->in = ARENA_ARRAY(arena, int, talks *rooms + 1);
    m->starts = ARENA_ARRAY(arena, int, talks *rooms *rows + 1);
    for (int i = 0; i < m->instance->talk_count; i++) {
        if (!m->units[i])
            continue;
        add_times(m, i);
        add_rooms(m, i);
    }
    int *of_length = ARENA_ARRAY(arena, int, rows *LENGTHS_MAX),
        *any = ARENA_ARRAY(arena, int, rows);
    for (int room = 0; room < m->rooms; room++)
        add_room(m, room, of_length, any);
}

static struct arrange_model *make(const struct arrange_instance *instance, int rooms,
                                  const struct arrange_rules *rules, struct work *work,
                                  struct arena *arena)
{
    struct arrange_model *m = ARENA_NEW(arena, struct arrange_model);
    *m = (struct arrange_model){
        .instance = instance,
        .rules = rules,
        .unit_s = arrange_model_unit_s(instance),
        .rooms = rooms,
    };
    m->rows = instance->length_s / m->unit_s + 1;
    if (!measure(m, work, arena))
        return NULL;
    m->sat = sat_new();
    add_talks(m, arena);
    m->selector = ARENA_ARRAY(arena, int, (size_t)rules->count + 1);
    for (int i = 0; i < rules->count; i++) {
        m->selector[i] = sat_variables(m->sat, 1);
        add_rule(m, &rules->items[i], m->selector[i]);
    }
    return m;
}

struct arrange_model *arrange_model_new(const struct arrange_instance *instance,
                                        const struct arrange_rules *rules, struct work *work,
                                        struct arena *arena)
{
    return make(instance, instance->room_count, rules, work, arena);
}

struct arrange_model *arrange_model_new_times(const struct arrange_instance *instance,
                                              const struct arrange_rules *rules, struct work *work,
                                              struct arena *arena)
{
    return make(instance, 0, rules, work, arena);
}

void arrange_model_free(struct arrange_model *model)
{
    if (model)
        sat_free(model->sat);
}

enum sat_answer arrange_model_solve(struct arrange_model *m, const bool *held, int conflicts,
                                    struct work *work)
{
    for (int i = 0; i < m->rules->count; i++)
        if (held[i])
            sat_assume(m->sat, m->selector[i]);
    return sat_solve(m->sat, conflicts, work);
}

bool arrange_model_is_needed(struct arrange_model *m, int rule)
{
    return sat_is_needed(m->sat, m->selector[rule]);
}

static struct arrange_slot slot_of(struct arrange_model *m, int talk)
{
    for (int room = 0; room < m->rooms; room++)
        for (int row = 0; row < m->rows; row++) {
            int here = *start(m, talk, room, row);
            if (here && sat_is_true(m->sat, here))
                return (struct arrange_slot){room, row * m->unit_s};
        }
    CHECK(!"a talk that is given begins somewhere");
    return (struct arrange_slot){-1, 0};
}

void arrange_model_slots(struct arrange_model *m, const bool *held, struct arrange_slot *ret)
{
    for (int i = 0; i < m->instance->talk_count; i++)
        ret[i] = (struct arrange_slot){-1, 0};
    for (int i = 0; i < m->rules->count; i++)
        if (held[i] && m->rules->items[i].kind == RULE_GIVEN)
            ret[m->rules->items[i].talks[0]] = slot_of(m, m->rules->items[i].talks[0]);
}
