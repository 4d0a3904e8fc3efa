/* DESIGN: the demo's programme, read from its table. */
#include "demo_plan.h"

#include "check.h"
#include "embedded.h"
#include "tz.h"

enum { COLUMNS = 13 };

static const char FILE_NAME[] = "demo-programme.csv";
static const char HEADER[] =
    "kind;title;purpose;on;at;minutes;host;room;places;for;repeat;booked;how";

static const char *const FORS[DEMO_FORS] = {
    "", "school", "trust", "support", "leaders", "heads", "governors",
};

static const char *const WORDS[DEMO_WORDS] = {
    [DEMO_DRAFT] = "draft",         [DEMO_INVITED] = "invited",   [DEMO_VOLUNTARY] = "voluntary",
    [DEMO_APPROVAL] = "approval",   [DEMO_OFFER] = "offer",       [DEMO_QUOTA] = "quota",
    [DEMO_CATERING] = "catering",   [DEMO_ONLINE] = "online",     [DEMO_LEAD] = "lead",
    [DEMO_STAGGER] = "stagger",     [DEMO_TALKS] = "talks",       [DEMO_GUEST] = "guest",
    [DEMO_CANCELLED] = "cancelled", [DEMO_PROVIDER] = "provider", [DEMO_POUNDS] = "pounds",
    [DEMO_CLOSES] = "closes",       [DEMO_SESSIONS] = "sessions", [DEMO_APART] = "apart",
    [DEMO_CREDIT] = "credit",       [DEMO_TYPE] = "type",         [DEMO_WORKSHOPS] = "workshops",
    [DEMO_CALL] = "call",           [DEMO_GIVEN] = "given",       [DEMO_KEYNOTE] = "keynote",
};

static enum err find_word(struct str s, const char *const *words, int count, int *ret)
{
    for (int i = 0; i < count; i++) {
        if (str_eq_c(s, words[i])) {
            *ret = i;
            return OK;
        }
    }
    return ERR_INVALID;
}

static enum err read_number(struct str s, int *ret)
{
    int64_t number;
    enum err err = str_parse_int(s, &number);
    if (err == OK)
        *ret = (int)number;
    return err;
}

/* "15:45" */
static enum err read_time(struct str s, int *ret)
{
    struct str hour;
    int h = 0, m = 0;
    enum err err = str_split(&s, ':', &hour) ? read_number(hour, &h) : ERR_INVALID;
    if (err == OK)
        err = read_number(s, &m);
    *ret = h * 60 + m;
    return err;
}

/* "half-termly 6 2": how, how often, and where it counts which of them. */
static enum err read_repeat(struct str s, struct demo_plan *plan)
{
    struct str word;
    if (!s.n)
        return OK;
    plan->repeats = true;
    str_split(&s, ' ', &word);
    enum err err = series_repeat_parse(word, &plan->rule.repeat);
    str_split(&s, ' ', &word);
    if (err == OK)
        err = read_number(word, &plan->rule.times);
    return err == OK && s.n ? read_number(s, &plan->rule.nth) : err;
}

static enum err read_how(struct str s, struct arena *arena, struct demo_plan *plan)
{
    struct str part, name;
    int word = 0;
    plan->type = "";
    while (s.n && str_split(&s, ' ', &part)) {
        bool valued = str_find(part, '=') >= 0;
        if (valued)
            str_split(&part, '=', &name);
        enum err err = find_word(valued ? name : part, WORDS, DEMO_WORDS, &word);
        if (err != OK)
            return err;
        plan->words |= 1U << (unsigned)word;
        if (word == DEMO_TYPE)
            plan->type = arena_str_c(arena, part);
        else if (valued && read_number(part, &plan->numbers[word]) != OK)
            return ERR_INVALID;
    }
    return OK;
}

/* "each" is -1, as "all" is; schools count from 1. */
static enum err read_or_all(struct str s, const char *all, int *ret)
{
    if (!str_eq_c(s, all))
        return read_number(s, ret);
    *ret = -1;
    return OK;
}

static enum err read_line(const struct demo *demo, const struct str cell[static COLUMNS],
                          struct demo_plan *plan)
{
    int whom = 0;
    enum err err = event_kind_parse(cell[0], &plan->kind);
    plan->title = arena_str_c(demo->arena, cell[1]);
    plan->purpose = arena_str_c(demo->arena, cell[2]);
    plan->room = arena_str_c(demo->arena, cell[7]);
    if (err == OK)
        err = day_parse(cell[3], &plan->on);
    if (err == OK)
        err = read_time(cell[4], &plan->at_min);
    if (err == OK)
        err = read_number(cell[5], &plan->minutes);
    if (err == OK)
        err = read_or_all(cell[6], "each", &plan->host);
    if (err == OK)
        err = read_or_all(cell[8], "all", &plan->places);
    if (err == OK)
        err = find_word(cell[9], FORS, DEMO_FORS, &whom);
    if (err == OK)
        err = read_repeat(cell[10], plan);
    if (err == OK)
        err = read_number(cell[11], &plan->booked);
    if (plan->host > 0)
        plan->host--;
    plan->whom = (enum demo_for)whom;
    plan->on = demo_moved(demo, plan->on);
    return err == OK ? read_how(cell[12], demo->arena, plan) : err;
}

enum err demo_programme_read(const struct demo *demo, struct demo_programme *ret)
{
    struct demo_programme programme = {NULL, 0};
    struct str csv = embedded_find(embedded_data, FILE_NAME), line;
    int room = 0;
    enum err err = str_split(&csv, '\n', &line) && str_eq_c(line, HEADER) ? OK : ERR_BUG;
    while (err == OK && str_split(&csv, '\n', &line) && line.n) {
        struct str cell[COLUMNS];
        for (int i = 0; i < COLUMNS; i++)
            if (!str_split(&line, ';', &cell[i]))
                return ERR_BUG;
        if (programme.count == room)
            programme.items =
                arena_grow(demo->arena, programme.items, sizeof *programme.items, 128, &room);
        struct demo_plan *plan = &programme.items[programme.count++];
        *plan = (struct demo_plan){0};
        err = read_line(demo, cell, plan) == OK ? OK : ERR_BUG;
    }
    if (err == OK)
        *ret = programme;
    return err;
}

struct instant demo_talks_from(const struct demo_plan *plan, struct day on)
{
    int days = demo_plan_says(plan, DEMO_CALL) ? plan->numbers[DEMO_CALL] : 38;
    return tz_at(day_add(on, -days), 8, 0);
}
