/* DESIGN: attendance files of Teams and Meet: tables found by their headings, lines put together
 * by person, then times told by when the event was. */
#include "attendance_file.h"

#include <string.h>

#include "attendance_name.h"
#include "attendance_time.h"
#include "check.h"
#include "person.h"
#include "staff_index.h"

enum column {
    NAME,
    FIRST,
    LAST,
    ACTION,
    AT,
    JOIN,
    LEAVE,
    CAME, /* first of several */
    WENT, /* last of several */
    DURATION,
    EMAIL,
    UPN,
    COLUMNS
};

static const struct {
    const char *text; /* in small letters */
    enum column column;
} HEADINGS[] = {
    {"full name", NAME},
    {"name", NAME},
    {"participant", NAME},
    {"first name", FIRST},
    {"last name", LAST},
    {"user action", ACTION},
    {"action", ACTION},
    {"timestamp", AT},
    {"join time", JOIN},
    {"leave time", LEAVE},
    {"first join", CAME},
    {"first join time", CAME},
    {"last leave", WENT},
    {"last leave time", WENT},
    {"time joined", CAME},
    {"time exited", WENT},
    {"duration", DURATION},
    {"in-meeting duration", DURATION},
    {"email", EMAIL},
    {"email address", EMAIL},
    {"participant id (upn)", UPN},
    {"participant id", UPN},
};

/* What a table has a line for. */
enum table { NO_TABLE, OF_ACTIONS, OF_STAYS, OF_PEOPLE };

struct raw_stay {
    struct wall from, to;
};
struct raw_stays {
    struct raw_stay *items;
    int count, room;
};

/* Somebody in the making. */
struct made {
    struct attendance_person person;
    struct raw_stays stays; /* each */
    struct raw_stays spans; /* from the first coming to the last going */
    int total_s;            /* beside those; -1: not said of each */
    bool is_shared;         /* others are called the same */
};

struct reader {
    struct arena *arena;
    struct csv csv;
    struct csv_row row;
    enum table table;
    bool is_meet, has_list, has_report;
    int columns[COLUMNS]; /* where each stands, -1: nowhere */
    struct made *people;
    int count, room;
    struct staff_index by_email, by_name;
    struct staff_index bare; /* names of those without an address */
    struct csv_fault *fault;
};

const char *attendance_source_words(enum attendance_source source)
{
    return source == ATTENDANCE_MEET ? "Google Meet" : "Microsoft Teams";
}

static enum err blame(struct reader *r, int line, int column, const char *what)
{
    *r->fault = (struct csv_fault){line, column, what};
    return ERR_INVALID;
}

/* ---- headings ---- */

static int column_of(struct str heading)
{
    for (size_t i = 0; i < COUNT_OF(HEADINGS); i++)
        if (str_eq_nocase(heading, str_of(HEADINGS[i].text)))
            return (int)HEADINGS[i].column;
    return -1;
}

static enum table table_of(const int columns[static COLUMNS])
{
    bool named = columns[NAME] >= 0 || columns[FIRST] >= 0;
    if (!named)
        return NO_TABLE;
    if (columns[ACTION] >= 0 && columns[AT] >= 0)
        return OF_ACTIONS;
    if (columns[JOIN] >= 0)
        return OF_STAYS;
    return columns[CAME] >= 0 || columns[DURATION] >= 0 ? OF_PEOPLE : NO_TABLE;
}

/* Is this line the headings of a table? Then it is read from here on. */
static bool begin_table(struct reader *r)
{
    int columns[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        columns[i] = -1;
    for (int i = 0; i < r->row.count; i++) {
        int column = column_of(r->row.cells[i]);
        if (column >= 0 && columns[column] < 0)
            columns[column] = i;
    }
    enum table table = table_of(columns);
    if (table == NO_TABLE)
        return false;
    r->table = table;
    memcpy(r->columns, columns, sizeof columns);
    r->has_list |= table == OF_ACTIONS;
    r->has_report |= table != OF_ACTIONS;
    for (int i = 0; i < r->row.count; i++)
        r->is_meet |= str_eq_nocase(r->row.cells[i], STR("time joined")) ||
                      str_eq_nocase(r->row.cells[i], STR("first name"));
    return true;
}

static bool is_alone(const struct csv_row *row)
{
    for (int i = 1; i < row->count; i++)
        if (row->cells[i].n)
            return false;
    return true;
}

/* "3. In-Meeting Activities" */
static bool is_section(const struct csv_row *row)
{
    struct str text = row->cells[0];
    return is_alone(row) && text.n > 2 && text.p[0] >= '1' && text.p[0] <= '9' && text.p[1] == '.';
}

static struct str cell(const struct reader *r, enum column column)
{
    int at = r->columns[column];
    return at >= 0 && at < r->row.count ? r->row.cells[at] : STR("");
}

/* ---- people ---- */

static const char *address(const struct reader *r, enum column column)
{
    struct str text = cell(r, column);
    if (!person_email_is_valid(text))
        return "";
    char *lower = arena_str_c(r->arena, text);
    for (char *c = lower; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 32);
    return lower;
}

static const char *name_of(const struct reader *r)
{
    struct str first = cell(r, FIRST), last = cell(r, LAST);
    if (r->columns[NAME] >= 0)
        return attendance_name_clean(cell(r, NAME), r->arena);
    return attendance_name_clean(
        str_of(arena_printf(r->arena, "%.*s %.*s", (int)first.n, first.p, (int)last.n, last.p)),
        r->arena);
}

/* By address; who has none, by name: among all where the table has no addresses, if it is one's
 * alone, else among those without. */
static int find_made(const struct reader *r, const char *email, const char *other,
                     const char *folded)
{
    bool addressed = r->columns[EMAIL] >= 0 || r->columns[UPN] >= 0;
    int found = *email ? staff_index_find(&r->by_email, email) : -1;
    if (found < 0 && *other)
        found = staff_index_find(&r->by_email, other);
    if (found >= 0 || *email)
        return found;
    found = addressed ? -1 : staff_index_find(&r->by_name, folded);
    if (found < 0 || r->people[found].is_shared)
        found = staff_index_find(&r->bare, folded);
    return found;
}

static void index_made(struct reader *r, int at, const char *folded)
{
    const struct attendance_person *person = &r->people[at].person;
    if (*person->email)
        (void)staff_index_put(&r->by_email, person->email, at);
    else
        (void)staff_index_put(&r->bare, folded, at);
    if (*person->other)
        (void)staff_index_put(&r->by_email, person->other, at);
    if (*folded && !staff_index_put(&r->by_name, folded, at))
        r->people[staff_index_find(&r->by_name, folded)].is_shared = true;
}

/* Whom the line is about: known from another, or new. */
static enum err take_person(struct reader *r, struct made **ret)
{
    const char *name = name_of(r), *email = address(r, EMAIL), *other = address(r, UPN);
    const char *folded = attendance_name_fold(name, r->arena);
    if (!*email) {
        email = other;
        other = "";
    }
    other = strcmp(email, other) == 0 ? "" : other;
    if (!*name && !*email)
        return blame(r, r->row.line, 0, "there is neither a name nor an address here");
    int found = find_made(r, email, other, folded);
    if (found >= 0) {
        *ret = &r->people[found];
        return OK;
    }
    if (r->count == ATTENDANCE_PEOPLE_MAX)
        return blame(r, r->row.line, 0, "there are more than 2,000 people in this file");
    if (r->count == r->room)
        r->people = arena_grow(r->arena, r->people, sizeof *r->people, 64, &r->room);
    r->people[r->count] = (struct made){
        .person = {.line = r->row.line, .name = name, .email = email, .other = other}};
    index_made(r, r->count, folded);
    *ret = &r->people[r->count++];
    return OK;
}

/* ---- lines ---- */

static enum err take_wall(struct reader *r, enum column column, struct wall *ret)
{
    enum err err = wall_parse(cell(r, column), ret);
    if (err != OK)
        return blame(r, r->row.line, r->columns[column] + 1,
                     "this is not a time as Teams and Meet write it");
    ret->line = r->row.line;
    ret->column = r->columns[column] + 1;
    return OK;
}

static struct raw_stay *add_stay(struct reader *r, struct raw_stays *stays)
{
    if (stays->count == stays->room)
        stays->items = arena_grow(r->arena, stays->items, sizeof *stays->items, 2, &stays->room);
    stays->items[stays->count] = (struct raw_stay){{.kind = WALL_NONE}, {.kind = WALL_NONE}};
    return &stays->items[stays->count++];
}

/* Joined, left: a stay begins, the last one ends. Whoever was there before whoever asked for the
 * list has been there since nobody knows when. */
static enum err take_action(struct reader *r, struct made *made)
{
    struct str action = cell(r, ACTION);
    struct wall at;
    enum err err = take_wall(r, AT, &at);
    if (err != OK)
        return err;
    if (str_eq_nocase(action, STR("joined before"))) {
        add_stay(r, &made->stays);
        return OK;
    }
    if (str_eq_nocase(action, STR("joined"))) {
        add_stay(r, &made->stays)->from = at;
        return OK;
    }
    if (!str_eq_nocase(action, STR("left")))
        return blame(r, r->row.line, r->columns[ACTION] + 1,
                     "this should say Joined or Left. Set Teams to English and download it again");
    int last = made->stays.count - 1;
    bool open = last >= 0 && made->stays.items[last].to.kind == WALL_NONE;
    (open ? &made->stays.items[last] : add_stay(r, &made->stays))->to = at;
    return OK;
}

static enum err take_stay(struct reader *r, struct raw_stays *stays, enum column from,
                          enum column to)
{
    struct raw_stay stay;
    enum err err = take_wall(r, from, &stay.from);
    if (err == OK)
        err = take_wall(r, to, &stay.to);
    if (err == OK)
        *add_stay(r, stays) = stay;
    return err;
}

/* A person, from their first coming to their last going, and how long of it. */
static enum err take_span(struct reader *r, struct made *made)
{
    struct str text = cell(r, DURATION);
    int seconds = duration_parse(text);
    if (text.n && seconds < 0 && r->columns[CAME] < 0)
        return blame(r, r->row.line, r->columns[DURATION] + 1,
                     "this is not a length of time, as 45m 10s or 1 hr 5 min are");
    if (made->spans.count == 0)
        made->total_s = 0;
    made->total_s = seconds < 0 || made->total_s < 0 ? -1 : made->total_s + seconds;
    return take_stay(r, &made->spans, CAME, WENT);
}

static enum err take_line(struct reader *r)
{
    struct made *made;
    if (is_alone(&r->row) && r->row.count > 0)
        return blame(r, r->row.line, 0, "there is a name here and nothing else");
    enum err err = take_person(r, &made);
    if (err != OK)
        return err;
    switch (r->table) {
    case OF_ACTIONS:
        return take_action(r, made);
    case OF_STAYS:
        return take_stay(r, &made->stays, JOIN, LEAVE);
    default:
        return take_span(r, made);
    }
}

static enum err read_rows(struct reader *r)
{
    enum err err = OK;
    for (int rows = 0; err == OK; rows++) {
        err = csv_next(&r->csv, &r->row, r->fault);
        if (err != OK)
            break;
        if (rows == ATTENDANCE_ROWS_MAX)
            return blame(r, r->row.line, 0, "the file has more than 20,000 lines");
        if (is_section(&r->row))
            r->table = NO_TABLE;
        else if (!begin_table(r) && r->table != NO_TABLE)
            err = take_line(r);
    }
    return err == ERR_NOT_FOUND ? OK : err;
}

/* ---- times ---- */

/* Stays one by one are what counts; else from first to last. */
static const struct raw_stays *stays_of(const struct made *made)
{
    return made->stays.count ? &made->stays : &made->spans;
}

enum { NEAR_S = 12 * 3600 };
struct order {
    const struct wall *bad; /* a time that cannot be read so */
    int near;               /* how many are at about the time of the event */
};

static void weigh(struct order *order, const struct wall *wall, bool month_first,
                  struct instant from, struct instant to)
{
    struct instant at;
    if (wall->kind == WALL_NONE || order->bad)
        return;
    if (!wall_fits(wall, month_first) || wall_instant(wall, month_first, tz_day(from), &at) != OK)
        order->bad = wall;
    else
        order->near += at.v >= from.v - NEAR_S && at.v <= to.v + NEAR_S;
}

static struct order weigh_all(const struct reader *r, bool month_first, struct instant from,
                              struct instant to)
{
    struct order order = {.bad = NULL};
    for (int i = 0; i < r->count; i++) {
        const struct raw_stays *stays = stays_of(&r->people[i]);
        for (int k = 0; k < stays->count; k++) {
            weigh(&order, &stays->items[k].from, month_first, from, to);
            weigh(&order, &stays->items[k].to, month_first, from, to);
        }
    }
    return order;
}

/* Day first, unless only month first can be read or is when the event was. */
static enum err choose_order(struct reader *r, struct instant from, struct instant to, bool *ret)
{
    struct order day_first = weigh_all(r, false, from, to);
    struct order month_first = weigh_all(r, true, from, to);
    if (day_first.bad && month_first.bad)
        return blame(r, day_first.bad->line, day_first.bad->column,
                     "this time cannot be read in the same way as the others of the file, or "
                     "there is no such time, because clocks were changed then");
    *ret = day_first.bad || (!month_first.bad && month_first.near > day_first.near);
    return OK;
}

static struct instant told(const struct wall *wall, bool month_first, struct instant from)
{
    struct instant at = {0};
    if (wall->kind != WALL_NONE)
        CHECK(wall_instant(wall, month_first, tz_day(from), &at) == OK); /* weighed before */
    return at;
}

static void note_times(struct attendance_file *file, struct instant at)
{
    if (at.v && (!file->first_at.v || at.v < file->first_at.v))
        file->first_at = at;
    if (at.v > file->last_at.v)
        file->last_at = at;
}

static enum err tell_person(struct reader *r, const struct made *made, bool month_first,
                            struct instant from, struct attendance_file *file)
{
    struct attendance_person *person = &file->people[file->count++];
    const struct raw_stays *stays = stays_of(made);
    *person = made->person;
    person->total_s = made->stays.count ? -1 : made->total_s;
    person->stays = ARENA_ARRAY(r->arena, struct attendance_stay, (size_t)stays->count + 1);
    for (int i = 0; i < stays->count; i++) {
        const struct raw_stay *raw = &stays->items[i];
        struct attendance_stay stay = {told(&raw->from, month_first, from),
                                       told(&raw->to, month_first, from)};
        bool over_night = raw->to.kind == WALL_HOUR && stay.to.v < stay.from.v;
        stay.to.v += over_night ? 24 * 3600 : 0;
        if (stay.from.v && stay.to.v && stay.to.v < stay.from.v)
            return blame(r, raw->to.line, raw->to.column, "they leave before they join");
        note_times(file, stay.from);
        note_times(file, stay.to);
        person->stays[person->stay_count++] = stay;
    }
    return OK;
}

static enum err tell_times(struct reader *r, struct instant from, struct instant to,
                           struct attendance_file *file)
{
    bool month_first;
    enum err err = choose_order(r, from, to, &month_first);
    file->people = ARENA_ARRAY(r->arena, struct attendance_person, (size_t)r->count + 1);
    for (int i = 0; err == OK && i < r->count; i++)
        err = tell_person(r, &r->people[i], month_first, from, file);
    return err;
}

/* ---- the file ---- */

static enum err check_found(struct reader *r)
{
    if (!r->has_list && !r->has_report)
        return blame(r, 0, 0,
                     "this is no attendance file of Teams or Meet: no line has headings like Name, "
                     "Join time and Leave time. If Teams or Meet is not set to English, set it and "
                     "download the file again");
    return r->count ? OK : blame(r, 0, 0, "nobody is in this file");
}

enum err attendance_file_read(struct str bytes, struct instant from, struct instant to,
                              struct arena *arena, struct attendance_file *ret,
                              struct csv_fault *ret_fault)
{
    struct reader *r = ARENA_NEW(arena, struct reader);
    struct attendance_file file = {.count = 0};
    struct str text;
    enum csv_encoding encoding;
    *r = (struct reader){.arena = arena, .fault = ret_fault};
    if (bytes.n > ATTENDANCE_FILE_BYTES_MAX)
        return blame(r, 0, 0, "the file is larger than 1 MB. An attendance file is not");
    enum err err = csv_decode(bytes, arena, &text, &encoding, ret_fault);
    if (err != OK)
        return err;
    staff_index_init(&r->by_email, arena, 2 * ATTENDANCE_PEOPLE_MAX);
    staff_index_init(&r->by_name, arena, ATTENDANCE_PEOPLE_MAX);
    staff_index_init(&r->bare, arena, ATTENDANCE_PEOPLE_MAX);
    csv_open(text, arena, &r->csv);
    if (memchr(text.p, '\t', text.n)) /* the first line, "1. Summary", has nothing to tell it by */
        r->csv.separator = '\t';
    err = read_rows(r);
    if (err == OK)
        err = check_found(r);
    if (err == OK)
        err = tell_times(r, from, to, &file);
    if (err != OK)
        return err;
    file.source = r->has_list  ? ATTENDANCE_TEAMS_LIST
                  : r->is_meet ? ATTENDANCE_MEET
                               : ATTENDANCE_TEAMS;
    *ret = file;
    return OK;
}
