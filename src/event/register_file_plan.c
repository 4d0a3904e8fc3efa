/* DESIGN: what an attendance file would change in a register: who each line is, and for how long
 * they were there. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "person_school_sql.h"
#include "register_file.h"
#include "staff_index.h"
#include "tz.h"

enum { BY_IDENTITY, BY_NAME, SCHOOL };
static const char *const SQL[] = {
    [BY_IDENTITY] = "SELECT i.person_id FROM identity i JOIN person p ON p.id = i.person_id"
                    " WHERE i.email = $1 COLLATE NOCASE AND i.email <> ''"
                    " AND p.merged_into IS NULL AND coalesce(p.left_on, $2) >= $2"
                    " ORDER BY i.id LIMIT 1",
    [BY_NAME] = "SELECT id, name FROM person WHERE name = $1 COLLATE NOCASE"
                " AND merged_into IS NULL AND coalesce(left_on, $2) >= $2 ORDER BY id LIMIT $3",
    [SCHOOL] = "SELECT " PERSON_SCHOOL_NAME " FROM person p WHERE p.id = $1",
};

const char *register_file_kind_name(enum register_file_kind kind)
{
    static const char *const NAMES[REGISTER_FILE_KINDS] = {
        [REGISTER_FILE_MARK] = "mark",       [REGISTER_FILE_ADD] = "add",
        [REGISTER_FILE_SAME] = "same",       [REGISTER_FILE_MARKED] = "marked",
        [REGISTER_FILE_SHORT] = "short",     [REGISTER_FILE_STRANGER] = "stranger",
        [REGISTER_FILE_UNKNOWN] = "unknown", [REGISTER_FILE_LEFT_OUT] = "left-out",
    };
    return NAMES[kind];
}

/* ---- the rule ---- */

static int session_min(const struct register_state *state)
{
    return (int)((state->ends_at.v - state->starts_at.v) / 60);
}

struct register_file_rule register_file_usual(const struct register_state *state)
{
    return (struct register_file_rule){.least_min = (session_min(state) + 1) / 2, .grace_min = 5};
}

enum err register_file_rule_check(const struct register_file_rule *rule,
                                  const struct register_state *state, struct refusal *why)
{
    int most = session_min(state);
    if (rule->least_min < 1 || rule->least_min > most)
        refuse_field(why, "least", "Enter from how many minutes on somebody was here: 1 to %d.",
                     most);
    if (rule->grace_min < 0 || rule->grace_min > most)
        refuse_field(why, "grace", "Enter how many minutes are not worth a note: 0 to %d.", most);
    return refusal_check(why);
}

/* ---- the making ---- */

struct planning {
    struct store *store;
    struct instant now;
    const struct register_file_ask *ask;
    struct arena *arena;
    struct refusal *why;
    struct attendance_file *file;
    struct register_roll roll;
    const struct register_row **by_id; /* the roll, by person */
    const char **folded;               /* the names of the roll */
    struct staff_index names;          /* of the roll, folded, to where they stand on it */
    bool *is_shared;                   /* of the roll: others are called the same */
    bool *is_met;                      /* of the roll: the file has them */
    struct device *devices;            /* of each line of the plan, the last first */
    struct staff_index lines;          /* of the plan, by the person's id */
    struct register_file_plan plan;
};

/* One of the lines of a file that are the same person's. */
struct device {
    const struct attendance_person *in_file;
    const struct device *before; /* NULL: it is the first */
};

static int by_person(const void *a, const void *b)
{
    const struct register_row *x = *(const struct register_row *const *)a;
    const struct register_row *y = *(const struct register_row *const *)b;
    return (x->person.v > y->person.v) - (x->person.v < y->person.v);
}

static void index_roll(struct planning *p)
{
    int count = p->roll.count;
    p->by_id = ARENA_ARRAY(p->arena, const struct register_row *, (size_t)count + 1);
    p->folded = ARENA_ARRAY(p->arena, const char *, (size_t)count + 1);
    p->is_shared = ARENA_ARRAY(p->arena, bool, (size_t)count + 1);
    p->is_met = ARENA_ARRAY(p->arena, bool, (size_t)count + 1);
    staff_index_init(&p->names, p->arena, count + 1);
    for (int i = 0; i < count; i++) {
        const char *folded = attendance_name_fold(p->roll.items[i].name, p->arena);
        p->folded[i] = folded;
        p->by_id[i] = &p->roll.items[i];
        if (!staff_index_put(&p->names, folded, i))
            p->is_shared[staff_index_find(&p->names, folded)] = true;
    }
    qsort(p->by_id, (size_t)count, sizeof(struct register_row *), by_person);
}

static const struct register_row *row_of(const struct planning *p, struct person_id person)
{
    const struct register_row key = {.person = person}, *wanted = &key;
    const struct register_row **found =
        bsearch(&wanted, p->by_id, (size_t)p->roll.count, sizeof(struct register_row *), by_person);
    return found ? *found : NULL;
}

/* ---- whose a line is ---- */

static const struct register_file_choice *find_choice(const struct register_file_ask *ask, int line)
{
    for (int i = 0; i < ask->choice_count; i++)
        if (ask->choices[i].line == line)
            return &ask->choices[i];
    return NULL;
}

static enum err find_address(struct planning *p, const char *email, struct person_id *ret)
{
    struct person person;
    struct day today = tz_day(p->now);
    enum err err = person_find_by_email(p->store, str_of(email), today, p->arena, &person);
    if (err == OK)
        *ret = person.id;
    if (err != ERR_NOT_FOUND)
        return err;
    return store_find_int(p->store, SQL[BY_IDENTITY], PARAMS(p_text(email), p_day(today)), &ret->v);
}

/* ERR_NOT_FOUND: a file must not tell whose an address is to somebody who could not look it up. */
static enum err check_seen(struct planning *p, struct person_id person)
{
    struct object object;
    if (!p->ask->sees)
        return ERR_NOT_FOUND;
    enum err err =
        permission_person(p->store, p->ask->sees, person, tz_day(p->now), p->arena, &object);
    if (err == OK && !may(p->ask->sees, ACTION_PERSON_EMAIL, &object))
        return ERR_NOT_FOUND;
    return err;
}

static enum err find_by_address(struct planning *p, const char *email, struct person_id *ret)
{
    struct person_id found = {0};
    if (!*email)
        return ERR_NOT_FOUND;
    enum err err = find_address(p, email, &found);
    if (err == OK && !row_of(p, found))
        err = check_seen(p, found);
    if (err == OK)
        *ret = found;
    return err;
}

static void add_guess(struct register_file_line *line, struct person_id person, const char *name)
{
    if (line->guess_count < REGISTER_FILE_GUESSES_MAX) {
        line->guesses[line->guess_count] = person;
        line->guess_names[line->guess_count++] = name;
    }
}

/* Whoever is called so: several of the booked, else anybody, for somebody to choose from. */
static enum err guess(struct planning *p, struct register_file_line *line, const char *folded,
                      int first)
{
    if (first >= 0) {
        for (int i = first; i < p->roll.count; i++)
            if (strcmp(p->folded[i], folded) == 0)
                add_guess(line, p->roll.items[i].person, p->roll.items[i].name);
        return OK;
    }
    struct rows rows = store_query(
        p->store, SQL[BY_NAME],
        PARAMS(p_text(line->said), p_day(tz_day(p->now)), p_int(REGISTER_FILE_GUESSES_MAX)));
    while (rows_next(&rows))
        add_guess(line, (struct person_id){rows_int(&rows, 0)}, rows_text(&rows, 1, p->arena));
    return rows_end(&rows);
}

/* A name is told by whoever types it: it counts where no address (`bare`) speaks against it. */
static enum err find_by_name(struct planning *p, struct register_file_line *line, bool bare)
{
    const char *folded = attendance_name_fold(line->said, p->arena);
    int found = *folded ? staff_index_find(&p->names, folded) : -1;
    if (found < 0 || !bare || p->is_shared[found])
        return guess(p, line, folded, found);
    line->person = p->roll.items[found].person;
    line->by_name = true;
    return OK;
}

/* Who it is: as somebody says, by one of two addresses, by name. */
static enum err tell_who(struct planning *p, const struct attendance_person *in_file,
                         struct register_file_line *line)
{
    const struct register_file_choice *choice = find_choice(p->ask, line->line);
    if (choice) {
        line->person = choice->person;
        line->kind = choice->person.v ? REGISTER_FILE_MARK : REGISTER_FILE_LEFT_OUT;
        return OK;
    }
    enum err err = find_by_address(p, in_file->email, &line->person);
    if (err == ERR_NOT_FOUND)
        err = find_by_address(p, in_file->other, &line->person);
    return err == ERR_NOT_FOUND ? find_by_name(p, line, !*in_file->email && !*in_file->other) : err;
}

/* ---- lines ---- */

/* The line that has this person already: they came with two devices. */
static int find_line(struct planning *p, struct person_id person)
{
    if (!person.v)
        return -1;
    const char *key = arena_printf(p->arena, "%lld", (long long)person.v);
    int found = staff_index_find(&p->lines, key);
    if (found < 0)
        staff_index_put(&p->lines, key, p->plan.count);
    return found;
}

static void join_device(struct planning *p, int line, const struct attendance_person *in_file)
{
    struct device *earlier = ARENA_NEW(p->arena, struct device);
    *earlier = p->devices[line];
    p->devices[line] = (struct device){in_file, earlier};
}

static enum err add_line(struct planning *p, const struct attendance_person *in_file)
{
    struct register_file_line line = {.kind = REGISTER_FILE_UNKNOWN,
                                      .line = in_file->line,
                                      .said = in_file->name,
                                      .mail = in_file->email,
                                      .name = "",
                                      .school = ""};
    enum err err = tell_who(p, in_file, &line);
    if (err != OK)
        return err;
    int same = find_line(p, line.person);
    if (same >= 0) {
        join_device(p, same, in_file);
        if (line.kind == REGISTER_FILE_MARK) /* a yes to one is a yes to both */
            p->plan.lines[same].kind = REGISTER_FILE_MARK;
        return OK;
    }
    p->devices[p->plan.count] = (struct device){in_file, NULL};
    p->plan.lines[p->plan.count++] = line;
    return OK;
}

static enum err add_lines(struct planning *p)
{
    struct attendance_file *file = p->file;
    enum err err = OK;
    p->plan.lines = ARENA_ARRAY(p->arena, struct register_file_line, (size_t)file->count + 1);
    p->devices = ARENA_ARRAY(p->arena, struct device, (size_t)file->count + 1);
    staff_index_init(&p->lines, p->arena, file->count + 1);
    for (int i = 0; err == OK && i < file->count; i++)
        err = add_line(p, &file->people[i]);
    return err;
}

/* ---- what becomes of a line ---- */

static int noted(int64_t seconds, int grace_min)
{
    int minutes = seconds > 0 ? (int)(seconds / 60) : 0;
    return minutes > grace_min ? minutes : 0;
}

/* All they had with all their devices. */
static struct attendance_person join(struct planning *p, const struct device *last)
{
    struct attendance_person all = {.name = ""};
    int count = 0;
    if (!last->before)
        return *last->in_file;
    for (const struct device *d = last; d; d = d->before)
        count += d->in_file->stay_count;
    all.stays = ARENA_ARRAY(p->arena, struct attendance_stay, (size_t)count + 1);
    for (const struct device *d = last; d; d = d->before) {
        int had = d->in_file->total_s;
        for (int i = 0; i < d->in_file->stay_count; i++)
            all.stays[all.stay_count++] = d->in_file->stays[i];
        all.total_s = all.total_s < 0 || had < 0 ? -1 : all.total_s + had;
    }
    return all;
}

static void measure(struct planning *p, int at)
{
    const struct register_state *state = p->ask->state;
    struct register_file_line *line = &p->plan.lines[at];
    int grace = p->ask->rule.grace_min;
    const struct attendance_person all = join(p, &p->devices[at]);
    struct attendance_had had =
        attendance_file_had(&all, state->starts_at, state->ends_at, p->arena);
    line->minutes = (had.seconds + 30) / 60;
    if (!had.came.v)
        return;
    int64_t late = had.came.v - state->starts_at.v, early = state->ends_at.v - had.went.v;
    line->late_min = noted(late, grace);
    line->early_min = noted(early, grace);
    line->away_min =
        noted(state->ends_at.v - state->starts_at.v - had.seconds - late - early, grace);
}

static bool is_marked_so(const struct register_file_line *line)
{
    const struct register_standing *s = &line->standing;
    return s->mark == REGISTER_HERE && s->late_min == line->late_min &&
           s->early_min == line->early_min && s->away_min == line->away_min;
}

/* Somebody who is told by the file or by a choice (`chosen`) to be a person of the trust. */
static enum register_file_kind judge(struct planning *p, struct register_file_line *line,
                                     bool chosen)
{
    const struct register_row *row = row_of(p, line->person);
    if (row) {
        p->is_met[row - p->roll.items] = true;
        line->name = row->name;
        line->school = row->school;
        line->standing = row->standing;
    }
    if (row && is_marked_so(line))
        return REGISTER_FILE_SAME;
    if (row && !chosen && row->standing.mark != REGISTER_NONE && row->standing.how != REGISTER_FILE)
        return REGISTER_FILE_MARKED;
    if (line->minutes < p->ask->rule.least_min)
        return REGISTER_FILE_SHORT;
    if (row)
        return REGISTER_FILE_MARK;
    return chosen ? REGISTER_FILE_ADD : REGISTER_FILE_STRANGER;
}

/* The name and first school of somebody who is not on the register. */
static enum err name_stranger(struct planning *p, struct register_file_line *line)
{
    struct person person;
    struct rows rows;
    if (*line->name)
        return OK;
    enum err err = person_find(p->store, line->person, p->arena, &person);
    if (err == ERR_NOT_FOUND)
        return refuse_field(p->why, "people", "Line %d: choose somebody who is known here.",
                            line->line);
    if (err != OK)
        return err;
    line->name = person.name;
    err = store_find(p->store, SQL[SCHOOL], PARAMS(p_int(line->person.v)), &rows);
    if (err == OK) {
        line->school = rows_text(&rows, 0, p->arena);
        err = rows_end(&rows);
    }
    return err;
}

static enum err judge_all(struct planning *p)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < p->plan.count; i++) {
        struct register_file_line *line = &p->plan.lines[i];
        measure(p, i);
        if (line->person.v) {
            line->kind = judge(p, line, line->kind == REGISTER_FILE_MARK);
            err = name_stranger(p, line);
        }
        p->plan.counts[line->kind]++;
    }
    return err;
}

static void list_missing(struct planning *p)
{
    p->plan.missing = ARENA_ARRAY(p->arena, const struct register_row *, (size_t)p->roll.count + 1);
    for (int i = 0; i < p->roll.count; i++)
        if (!p->is_met[i])
            p->plan.missing[p->plan.missing_count++] = &p->roll.items[i];
}

/* ---- the plan ---- */

static enum err check_choices(const struct planning *p)
{
    for (int i = 0; i < p->ask->choice_count; i++) {
        bool named = false;
        for (int k = 0; !named && k < p->file->count; k++)
            named = p->file->people[k].line == p->ask->choices[i].line;
        if (!named)
            return refuse_field(p->why, "people", "Line %d names nobody for the first time.",
                                p->ask->choices[i].line);
    }
    return OK;
}

static enum err read_again(struct planning *p)
{
    struct csv_fault fault;
    const struct register_state *state = p->ask->state;
    p->file = ARENA_NEW(p->arena, struct attendance_file);
    if (attendance_file_read(p->ask->file->bytes, state->starts_at, state->ends_at, p->arena,
                             p->file, &fault) != OK)
        return refuse_field(p->why, "file", "Upload the file again.");
    p->plan.source = p->file->source;
    p->plan.rule = p->ask->rule;
    return OK;
}

enum err register_file_plan(struct store *store, struct instant now,
                            const struct register_file_ask *ask, struct refusal *why,
                            struct register_file_plan *ret)
{
    struct planning p = {.store = store, .now = now, .ask = ask, .arena = why->arena, .why = why};
    enum err err = register_file_rule_check(&ask->rule, ask->state, why);
    if (err == OK)
        err = read_again(&p);
    if (err == OK)
        err = check_choices(&p);
    if (err == OK)
        err = register_roll(store, ask->file->event, ask->file->session, p.arena, &p.roll);
    if (err != OK)
        return err;
    index_roll(&p);
    err = add_lines(&p);
    if (err == OK)
        err = judge_all(&p);
    if (err != OK)
        return err;
    list_missing(&p);
    *ret = p.plan;
    return OK;
}
