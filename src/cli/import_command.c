/* DESIGN: `sparkd import people`: what a staff file would change, and with --apply that it does. */
#include "import_command.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit.h"
#include "command.h"
#include "staff_import.h"
#include "tz.h"

enum { FILE_BYTES_MAX = STAFF_FILE_BYTES_MAX };

struct order {
    const char *words[2];
    int word_count;
    const char *data, *map, *school;
    bool add_schools, keep_leavers, many_leavers, apply;
    struct staff_file files[STAFF_FILES_MAX];
    struct staff_import_new new;
};

/* ---- files ---- */

static int read_file(struct arena *arena, const char *path, const char *name,
                     struct staff_file *ret)
{
    struct buf buf;
    char block[65536];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be opened: %m", path);
    buf_init(&buf, FILE_BYTES_MAX);
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        buf_add(&buf, block, n);
    bool failed = ferror(file) != 0, full = buf.full;
    fclose(file);
    if (!failed && !full)
        *ret = (struct staff_file){str_of(name), arena_str(arena, buf_str(&buf))};
    buf_done(&buf);
    if (failed)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be read", path);
    return full ? command_fail(EXIT_ANSWER_NO, "%s: the file is larger than 20 MB", path)
                : EXIT_DONE;
}

/* A folder holds the three files of OneRoster or School Data Sync. */
static int read_folder(struct arena *arena, struct order *order)
{
    static const char *const names[] = {"orgs.csv", "users.csv", "roles.csv"};
    int status = EXIT_DONE;
    for (int i = 0; i < 3 && status == EXIT_DONE; i++) {
        const char *path = arena_printf(arena, "%s/%s", order->words[1], names[i]);
        if (i == 2 && access(path, F_OK) != 0)
            break;
        status = read_file(arena, path, names[i], &order->files[order->new.file_count++]);
    }
    return status;
}

static int read_files(struct arena *arena, struct order *order)
{
    struct stat about;
    const char *path = order->words[1], *slash = strrchr(path, '/');
    order->new.files = order->files;
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return read_folder(arena, order);
    order->new.file_count = 1;
    return read_file(arena, path, slash ? slash + 1 : path, &order->files[0]);
}

/* ---- the order ---- */

static int find_school(struct arena *arena, struct store *store, struct order *order)
{
    struct school *schools;
    int count = 0;
    if (!order->school)
        return EXIT_DONE;
    if (school_list(store, arena, &schools, &count) != OK)
        return command_fail(EXIT_ENVIRONMENT, "the schools cannot be read");
    for (int i = 0; i < count; i++)
        if (str_eq_nocase(str_of(order->school), str_of(schools[i].name)))
            order->new.school = schools[i].id;
    return order->new.school.v
               ? EXIT_DONE
               : command_fail(EXIT_ANSWER_NO, "there is no school called \"%s\"", order->school);
}

static int read_order(int argc, char **argv, struct order *order)
{
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &order->data, true},
        {"map", OPTION_TEXT, &order->map},
        {"school", OPTION_TEXT, &order->school},
        {"add-schools", OPTION_FLAG, &order->add_schools},
        {"keep-leavers", OPTION_FLAG, &order->keep_leavers},
        {"many-leavers", OPTION_FLAG, &order->many_leavers},
        {"apply", OPTION_FLAG, &order->apply},
        {0},
    };
    int status = command_options(argc, argv, specs, order->words, 2, &order->word_count);
    if (status != EXIT_DONE)
        return status;
    if (order->word_count != 2 || strcmp(order->words[0], "people") != 0)
        return command_fail(EXIT_USAGE, "import takes the word people and a file or a folder");
    if (order->map && staff_preset_parse(str_of(order->map), &order->new.preset) != OK)
        return command_fail(EXIT_USAGE, "--map is arbor, bromcom, sims, oneroster or sparkd");
    order->new.adds_schools = order->add_schools;
    return EXIT_DONE;
}

static int fail_with(const struct refusal *why, enum err err)
{
    const char *text = why->field_count ? why->fields[0].message : why->detail;
    return command_fail(text ? EXIT_ANSWER_NO : EXIT_ENVIRONMENT, "%s",
                        text ? text : err_name(err));
}

/* ---- the difference, printed ---- */

static void print_place(const struct staff_item *item)
{
    if (item->line)
        printf("line %d: ", item->line);
    printf("%s%s%s\n", item->name, *item->name && *item->school ? ", " : "", item->school);
}

static void print_item(const struct staff_plan *plan, const struct staff_item *item)
{
    static const char *const heads[STAFF_KIND_COUNT] = {"new", "changed", "would leave",
                                                        "needs a hand", "cannot be read"};
    printf("%s: ", heads[item->kind]);
    print_place(item);
    if (item->kind == STAFF_UNREAD && item->column)
        printf("    column %d (%s): %s%s\n", item->column, item->heading ? item->heading : "?",
               item->why, item->whole ? "" : "; the rest of the line is taken");
    else if (item->why)
        printf("    %s\n", item->why);
    for (int i = 0; i < item->candidate_count; i++)
        printf("    perhaps %s\n", plan->present->members[item->candidates[i]].name);
    for (int i = 0; i < item->change_count && item->kind == STAFF_CHANGED; i++)
        printf("    %s: %s -> %s\n", staff_field_info(item->changes[i].field)->label,
               *item->changes[i].old ? item->changes[i].old : "nothing",
               *item->changes[i].new ? item->changes[i].new : "nothing");
}

static void print_plan(const struct staff_plan *plan)
{
    for (int kind = 0; kind < STAFF_KIND_COUNT; kind++)
        for (int i = 0; i < plan->lists[kind].count; i++)
            print_item(plan, &plan->lists[kind].items[i]);
    for (int i = plan->present->school_count; i < plan->school_count; i++)
        printf("new school: %s\n", plan->schools[i]);
    printf("%d new, %d changed, %d would leave, %d need a hand, %d cannot be read, %d the same, "
           "%d passed over\n",
           plan->lists[STAFF_NEW].count, plan->lists[STAFF_CHANGED].count,
           plan->lists[STAFF_LEAVES].count, plan->lists[STAFF_HAND].count,
           plan->lists[STAFF_UNREAD].count, plan->same_count, plan->passed_count);
    if (plan->is_incomplete)
        puts("Nobody is taken to have left, because lines could not be read.");
    if (plan->needs_second_yes)
        puts("More people than usual would leave: --apply needs --many-leavers or "
             "--keep-leavers.");
}

static int show(struct arena *arena, struct store *store, const struct order *order,
                const struct staff_records *records, struct instant now)
{
    struct staff_plan *plan = ARENA_NEW(arena, struct staff_plan);
    enum err err = staff_import_plan_read(store, &order->new, records, tz_day(now), arena, plan);
    if (err != OK)
        return command_fail(EXIT_ENVIRONMENT, "the people cannot be read: %s", err_name(err));
    print_plan(plan);
    return EXIT_DONE;
}

/* ---- done ---- */

struct deed {
    struct staff_import_new new;
    struct str records;
    bool leave, many;
};

static enum err carry_out(struct store *store, const struct deed *deed, struct instant now,
                          struct arena *arena, const char **ret_text)
{
    struct staff_import_yes yes = {.leave = deed->leave, .leave_many = deed->many};
    struct staff_import import;
    struct refusal why;
    refusal_init(&why, arena);
    enum err err = staff_import_create_read(store, &deed->new, deed->records, now, &yes.id);
    if (err == OK)
        err = staff_import_apply(store, &yes, now, tz_day(now), arena, &why, &import);
    if (err == OK)
        err = audit_add(store, now, (struct person_id){0}, "people-imported", yes.id, "");
    *ret_text = err == OK         ? arena_printf(arena, "done: %d new, %d changed, %d left",
                                                 import.new_count, import.changed_count, import.left_count)
                : why.field_count ? why.fields[0].message
                                  : why.detail;
    return err;
}

static struct deed deed_of(const struct order *order, const struct staff_records *records,
                           struct buf *buf)
{
    buf_init(buf, 4 * (size_t)STAFF_FILE_BYTES_MAX);
    staff_records_format(records, buf);
    return (struct deed){.new = order->new,
                         .records = buf_str(buf),
                         .leave = !order->keep_leavers,
                         .many = order->many_leavers};
}

static int apply_here(struct arena *arena, const struct order *order, const struct deed *deed,
                      struct instant now)
{
    struct store *store;
    const char *text = NULL;
    int status = data_open(arena, order->data, STORE_WRITE, now, &store);
    if (status != EXIT_DONE)
        return status;
    enum err err = store_begin(store);
    if (err == OK)
        err = carry_out(store, deed, now, arena, &text);
    if (err == OK)
        err = store_commit(store);
    store_close(store);
    if (err != OK)
        return command_fail(EXIT_ANSWER_NO, "%s", text ? text : err_name(err));
    puts(text);
    return EXIT_DONE;
}

/* ---- beside a live server ---- */

static int write_records(struct arena *arena, const char *data, struct str records,
                         const char **ret_path)
{
    char folder[PATH_MAX];
    if (!realpath(data, folder))
        return command_fail(EXIT_ENVIRONMENT, "%s: %m", data);
    char *path = arena_printf(arena, "%s/import-XXXXXX", folder);
    int fd = mkstemp(path);
    FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (!file)
        return command_fail(EXIT_ENVIRONMENT, "%s: %m", path);
    bool written = fwrite(records.p, 1, records.n, file) == records.n;
    if (fclose(file) != 0 || !written) {
        unlink(path);
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be written: %m", path);
    }
    *ret_path = path;
    return EXIT_DONE;
}

static int apply_there(struct arena *arena, const struct order *order, const struct deed *deed)
{
    const char *path, *text;
    int status = write_records(arena, order->data, deed->records, &path);
    if (status != EXIT_DONE)
        return status;
    json_t *request =
        json_pack("{s:s, s:s, s:s%, s:s, s:I, s:b, s:b, s:b}", "command", "import", "records", path,
                  "name", deed->new.files[0].name.p, deed->new.files[0].name.n, "map",
                  staff_preset_name(deed->new.preset), "school", (json_int_t)deed->new.school.v,
                  "add_schools", deed->new.adds_schools, "leave", deed->leave, "many", deed->many);
    char *line = json_dumps(request, JSON_COMPACT);
    status = line ? control_ask(data_path(arena, order->data, "sparkd.sock"), line, arena, &text)
                  : command_fail(EXIT_USAGE, "the file's name is not UTF-8");
    if (status == EXIT_DONE)
        puts(text);
    free(line);
    json_decref(request);
    unlink(path);
    return status;
}

enum err import_order_serve(struct store *store, const json_t *request, struct instant now,
                            struct arena *arena, const char **ret_text)
{
    const char *path = json_string_value(json_object_get(request, "records"));
    const char *name = json_string_value(json_object_get(request, "name"));
    const char *map = json_string_value(json_object_get(request, "map"));
    struct staff_file named = {str_of(name), STR("")}, file;
    struct deed deed = {
        .new = {.files = &named,
                .file_count = 1,
                .school = {json_integer_value(json_object_get(request, "school"))},
                .adds_schools = json_is_true(json_object_get(request, "add_schools"))},
        .leave = json_is_true(json_object_get(request, "leave")),
        .many = json_is_true(json_object_get(request, "many")),
    };
    if (!path || !map || staff_preset_parse(str_of(map), &deed.new.preset) != OK ||
        read_file(arena, path, "records", &file) != EXIT_DONE) {
        *ret_text = "an import has records to read";
        return ERR_INVALID;
    }
    deed.records = file.bytes;
    return carry_out(store, &deed, now, arena, ret_text);
}

static int import(struct arena *arena, struct order *order)
{
    struct store *store;
    struct clock clock;
    struct staff_records *records = ARENA_NEW(arena, struct staff_records);
    struct refusal why;
    clock_init_real(&clock);
    refusal_init(&why, arena);
    bool served = data_is_served(arena, order->data);
    int status = data_open(arena, order->data, served || !order->apply ? STORE_READ : STORE_WRITE,
                           clock_now(&clock), &store);
    if (status != EXIT_DONE)
        return status;
    status = find_school(arena, store, order);
    enum err err =
        status == EXIT_DONE ? staff_import_read(store, &order->new, arena, records, &why) : OK;
    if (err == ERR_NOT_FOUND)
        status = command_fail(EXIT_ANSWER_NO,
                              "%s: the columns are not known, or the file does not say whose it "
                              "is; give --map and --school, or choose the columns on the page "
                              "/people/import",
                              order->words[1]);
    else if (err != OK)
        status = fail_with(&why, err);
    if (status == EXIT_DONE)
        status = show(arena, store, order, records, clock_now(&clock));
    store_close(store);
    if (status != EXIT_DONE || !order->apply)
        return status;
    struct buf buf;
    struct deed deed = deed_of(order, records, &buf);
    status = served ? apply_there(arena, order, &deed)
                    : apply_here(arena, order, &deed, clock_now(&clock));
    buf_done(&buf);
    return status;
}

int command_import(int argc, char **argv)
{
    struct order order = {.data = NULL};
    struct arena *arena = arena_new();
    int status = read_order(argc, argv, &order);
    if (status == EXIT_DONE)
        status = read_files(arena, &order);
    if (status == EXIT_DONE)
        status = import(arena, &order);
    arena_free(arena);
    return status;
}
