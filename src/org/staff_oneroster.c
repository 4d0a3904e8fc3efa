/* DESIGN: OneRoster 1.1 and School Data Sync v2.1: three files that speak of one another. */
#include <string.h>

#include "staff_index.h"
#include "staff_read.h"

enum { ORGS, USERS, ROLES, FILE_COUNT };

/* Which of the three a table is, by its headings; -1: none (classes, enrolments …). */
static int kind_of(const struct staff_table *table)
{
    bool id = staff_table_column(table, "sourcedId") >= 0;
    if (staff_table_column(table, "userSourcedId") >= 0 &&
        staff_table_column(table, "orgSourcedId") >= 0 && staff_table_column(table, "role") >= 0 &&
        staff_table_column(table, "classSourcedId") < 0)
        return ROLES;
    if (id && staff_table_column(table, "givenName") >= 0)
        return USERS;
    if (id && staff_table_column(table, "name") >= 0 && staff_table_column(table, "type") >= 0)
        return ORGS;
    return -1;
}

/* What a line of users says. */
struct user {
    int line;
    struct str id, identifier, given, family, email, username, role, orgs;
};

struct roster {
    struct arena *arena;
    struct refusal *why;
    struct staff_table *tables[FILE_COUNT];
    struct staff_index orgs; /* sourcedId to a place in org_names */
    const char **org_names;
    struct staff_index users_by_id; /* to a place in users */
    struct user *users;
    int user_count, user_room;
    struct staff_records records;
    int room;
};

static enum err open_files(struct roster *roster, const struct staff_file *files, int count)
{
    for (int i = 0; i < count; i++) {
        struct staff_table *table = ARENA_NEW(roster->arena, struct staff_table);
        enum err err = staff_table_open(&files[i], roster->arena, table, roster->why);
        if (err != OK)
            return err;
        int kind = kind_of(table);
        if (kind >= 0 && roster->tables[kind])
            return refuse(roster->why, ERR_INVALID, "bad-file",
                          "%s and %s hold the same. Choose one of them.",
                          roster->tables[kind]->name, table->name);
        if (kind >= 0)
            roster->tables[kind] = table;
    }
    return OK;
}

bool staff_oneroster_is(const struct staff_file *files, int count, struct arena *arena)
{
    for (int i = 0; i < count; i++) {
        struct refusal why;
        struct staff_table *table = ARENA_NEW(arena, struct staff_table);
        refusal_init(&why, arena);
        if (staff_table_open(&files[i], arena, table, &why) == OK && kind_of(table) >= 0)
            return true;
    }
    return false;
}

/* The cell of that column, empty if the file has no such column. */
static struct str cell(const struct staff_table *table, const struct csv_row *row, const char *name)
{
    int column = staff_table_column(table, name);
    return column >= 0 && column < row->count ? row->cells[column] : STR("");
}

static enum err bad_row(struct roster *roster, const struct staff_table *table,
                        const struct csv_fault *fault)
{
    return refuse(roster->why, ERR_INVALID, "bad-file", "%s, line %d: %s.", table->name,
                  fault->line, fault->what);
}

/* Gone from the roster: kept in the file for a while and marked so. */
static bool is_inactive(const struct staff_table *table, const struct csv_row *row)
{
    return str_eq_nocase(cell(table, row, "status"), STR("tobedeleted")) ||
           str_eq_nocase(cell(table, row, "status"), STR("inactive")) ||
           str_eq_nocase(cell(table, row, "enabledUser"), STR("false"));
}

static enum err read_orgs(struct roster *roster)
{
    struct staff_table *table = roster->tables[ORGS];
    struct csv_row *row = ARENA_NEW(roster->arena, struct csv_row);
    struct csv_fault fault;
    enum { ORGS_MAX = 2000 };
    int count = 0;
    enum err err;
    roster->org_names = ARENA_ARRAY(roster->arena, const char *, ORGS_MAX);
    staff_index_init(&roster->orgs, roster->arena, ORGS_MAX);
    while ((err = csv_next(&table->csv, row, &fault)) == OK) {
        if (count == ORGS_MAX)
            return refuse(roster->why, ERR_INVALID, "bad-file", "%s has more than %d lines.",
                          table->name, ORGS_MAX);
        roster->org_names[count] = arena_str_c(roster->arena, cell(table, row, "name"));
        staff_index_put(&roster->orgs, arena_str_c(roster->arena, cell(table, row, "sourcedId")),
                        count++);
    }
    return err == ERR_NOT_FOUND ? OK : bad_row(roster, table, &fault);
}

/* ---- who works where ---- */

static const struct {
    const char *role, *group; /* NULL: no member of staff */
} ROLE_GROUPS[] = {
    {"student", NULL},
    {"parent", NULL},
    {"guardian", NULL},
    {"relative", NULL},
    {"alumni", NULL},
    {"teacher", "teaching"},
    {"faculty", "teaching"},
    {"principal", "teaching"},
    {"instructor", "teaching"},
    {"lecturer", "teaching"},
    {"professor", "teaching"},
    {"coach", "teaching"},
    {"substitute", "teaching"},
    {"aide", "classroom support"},
    {"assistant", "classroom support"},
    {"teacherAssistant", "classroom support"},
    {"paraprofessional", "classroom support"},
    {"administrator", "administration"},
    {"officeStaff", "administration"},
    {"itAdmin", "administration"},
};

/* NULL: no member of staff. A role that is not in the table works here all the same. */
static const char *group_of_role(struct str role)
{
    for (size_t i = 0; i < sizeof ROLE_GROUPS / sizeof ROLE_GROUPS[0]; i++)
        if (str_eq_nocase(role, str_of(ROLE_GROUPS[i].role)))
            return ROLE_GROUPS[i].group;
    return "other support";
}

struct place {
    struct str org, role, starts, ends;
};

static enum err too_long(struct roster *roster, const struct staff_table *table)
{
    return refuse(roster->why, ERR_INVALID, "bad-file", "%s has more than %d lines.", table->name,
                  STAFF_RECORDS_MAX);
}

static enum err add_record(struct roster *roster, const struct user *user, struct place place)
{
    const char *group = group_of_role(place.role);
    int org = staff_index_find(&roster->orgs, arena_str_c(roster->arena, str_trim(place.org)));
    if (!group)
        return OK;
    struct staff_record *record = staff_records_add(&roster->records, &roster->room, roster->arena);
    if (!record)
        return too_long(roster, roster->tables[USERS]);
    record->line = user->line;
    record->values[STAFF_SCHOOL] = org >= 0 ? str_of(roster->org_names[org]) : place.org;
    record->values[STAFF_REF] = user->identifier.n ? user->identifier : user->id;
    record->values[STAFF_FIRST_NAME] = user->given;
    record->values[STAFF_LAST_NAME] = user->family;
    record->values[STAFF_EMAIL] =
        user->email.n || str_find(user->username, '@') <= 0 ? user->email : user->username;
    record->values[STAFF_GROUP] = str_of(group);
    if (roster->tables[ROLES]) {
        record->values[STAFF_STARTS] = place.starts;
        record->values[STAFF_ENDS] = place.ends;
    }
    return OK;
}

/* OneRoster 1.1 has the schools in the user's own line, with commas between. */
static enum err add_by_user(struct roster *roster, const struct user *user)
{
    struct str rest = user->orgs, org;
    enum err err = OK;
    while (err == OK && str_split(&rest, ',', &org))
        if (str_trim(org).n)
            err = add_record(roster, user, (struct place){.org = org, .role = user->role});
    return err;
}

static struct user read_user(const struct staff_table *table, const struct csv_row *row)
{
    return (struct user){
        .line = row->line,
        .id = cell(table, row, "sourcedId"),
        .identifier = cell(table, row, "identifier"),
        .given = cell(table, row, "givenName"),
        .family = cell(table, row, "familyName"),
        .email = cell(table, row, "email"),
        .username = cell(table, row, "username"),
        .role = cell(table, row, "role"),
        .orgs = cell(table, row, "orgSourcedIds"),
    };
}

static enum err keep_user(struct roster *roster, const struct user *user)
{
    if (roster->user_count == STAFF_RECORDS_MAX)
        return too_long(roster, roster->tables[USERS]);
    if (roster->user_count == roster->user_room)
        roster->users = arena_grow(roster->arena, roster->users, sizeof roster->users[0], 256,
                                   &roster->user_room);
    roster->users[roster->user_count++] = *user;
    return OK;
}

static enum err read_users(struct roster *roster)
{
    struct staff_table *table = roster->tables[USERS];
    struct csv_row *row = ARENA_NEW(roster->arena, struct csv_row);
    struct csv_fault fault;
    enum err err;
    while ((err = csv_next(&table->csv, row, &fault)) == OK) {
        struct user user = read_user(table, row);
        if (is_inactive(table, row))
            continue;
        err = roster->tables[ROLES] ? keep_user(roster, &user) : add_by_user(roster, &user);
        if (err != OK)
            return err;
    }
    return err == ERR_NOT_FOUND ? OK : bad_row(roster, table, &fault);
}

/* School Data Sync has them in a file of roles. */
static enum err read_roles(struct roster *roster)
{
    struct staff_table *table = roster->tables[ROLES];
    struct csv_row *row = ARENA_NEW(roster->arena, struct csv_row);
    struct csv_fault fault;
    enum err err;
    staff_index_init(&roster->users_by_id, roster->arena, roster->user_count);
    for (int i = 0; i < roster->user_count; i++)
        staff_index_put(&roster->users_by_id, arena_str_c(roster->arena, roster->users[i].id), i);
    while ((err = csv_next(&table->csv, row, &fault)) == OK) {
        int user = staff_index_find(&roster->users_by_id,
                                    arena_str_c(roster->arena, cell(table, row, "userSourcedId")));
        if (user < 0)
            continue;
        err = add_record(roster, &roster->users[user],
                         (struct place){cell(table, row, "orgSourcedId"), cell(table, row, "role"),
                                        cell(table, row, "roleStartDate"),
                                        cell(table, row, "roleEndDate")});
        if (err != OK)
            return err;
    }
    return err == ERR_NOT_FOUND ? OK : bad_row(roster, table, &fault);
}

static void name_columns(struct roster *roster)
{
    static const struct {
        enum staff_field field;
        const char *name;
    } columns[] = {{STAFF_SCHOOL, "orgSourcedIds"}, {STAFF_REF, "sourcedId"},
                   {STAFF_FIRST_NAME, "givenName"}, {STAFF_LAST_NAME, "familyName"},
                   {STAFF_EMAIL, "email"},          {STAFF_GROUP, "role"}};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        roster->records.headings[columns[i].field] = columns[i].name;
        roster->records.columns[columns[i].field] =
            staff_table_column(roster->tables[USERS], columns[i].name) + 1;
    }
    if (roster->tables[ROLES]) {
        roster->records.headings[STAFF_STARTS] = "roleStartDate";
        roster->records.headings[STAFF_ENDS] = "roleEndDate";
    }
}

enum err staff_oneroster_read(const struct staff_source *source, struct arena *arena,
                              struct staff_records *ret, struct refusal *why)
{
    struct roster roster = {.arena = arena, .why = why};
    enum err err = open_files(&roster, source->files, source->file_count);
    if (err != OK)
        return err;
    if (!roster.tables[ORGS] || !roster.tables[USERS])
        return refuse_field(
            why, "file", "Choose orgs.csv and users.csv together, and roles.csv if there is one.");
    err = read_orgs(&roster);
    if (err == OK)
        err = read_users(&roster);
    if (err == OK && roster.tables[ROLES])
        err = read_roles(&roster);
    if (err != OK)
        return err;
    if (roster.records.count == 0)
        return refuse(why, ERR_INVALID, "bad-file", "%s names no member of staff.",
                      roster.tables[USERS]->name);
    name_columns(&roster);
    *ret = roster.records;
    return OK;
}
