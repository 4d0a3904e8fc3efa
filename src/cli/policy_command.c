/* DESIGN: `sparkd policy`: check a pack, load it having shown what it changes, show what is in
 * force. */
#include "policy_command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "cycle_change.h"
#include "deadline.h"
#include "policy_file.h"
#include "policy_school.h"

struct order {
    const char *words[2];
    int word_count;
    const char *data, *school, *format;
    bool yes;
};

/* A pack that was read, and where from. */
struct source {
    const char *name;
    struct str text;
};

static int fail_with(const struct refusal *why, enum err err)
{
    bool place = err == ERR_IO || err == ERR_LIMIT;
    return command_fail(place ? EXIT_ENVIRONMENT : EXIT_ANSWER_NO, "%s",
                        why->detail ? why->detail : err_name(err));
}

static int read_source(const char *file, struct arena *arena, struct source *ret)
{
    struct refusal why;
    refusal_init(&why, arena);
    enum err err = policy_file_read(file, arena, &ret->text, &ret->name, &why);
    return err == OK ? EXIT_DONE : fail_with(&why, err);
}

/* ---- check ---- */

static int check(const struct order *order, struct arena *arena)
{
    struct source source;
    struct policy_pack pack;
    struct refusal why;
    int status = read_source(order->words[1], arena, &source);
    refusal_init(&why, arena);
    if (status != EXIT_DONE)
        return status;
    enum err err = policy_pack_check(source.name, source.text, &pack, &why);
    if (err != OK)
        return fail_with(&why, err);
    printf("%s: %s, version %d: as it should be\n", source.name, pack.name, pack.version);
    return EXIT_DONE;
}

/* ---- load ---- */

static void print_change(const struct policy_change *change)
{
    printf("  %s: ", change->what);
    if (!change->from)
        printf("new: \"%s\"", change->to);
    else if (!change->to)
        printf("no more: \"%s\"", change->from);
    else
        printf("\"%s\" becomes \"%s\"", change->from, change->to);
    if (change->people)
        printf(" (for %d %s)", change->people, change->people == 1 ? "person" : "people");
    putchar('\n');
}

/* Is there anything to ask about? Says it. */
static bool print_changes(const struct source *source, const struct cycle_change *change)
{
    if (!change->running || change->changes.count == 0)
        return false;
    printf("%s would change in the year %d/%02d:\n", source->name, change->year,
           (change->year + 1) % 100);
    for (int i = 0; i < change->changes.count; i++)
        print_change(&change->changes.items[i]);
    if (change->people)
        printf("%d %s would move.\n", change->people,
               change->people == 1 ? "deadline" : "deadlines");
    return true;
}

/* Somebody at a terminal may say so; a script says --yes. */
static bool is_agreed(const struct order *order)
{
    char answer[16] = "";
    if (order->yes)
        return true;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return false;
    fputs("Load it? [y/N] ", stdout);
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) && (*answer == 'y' || *answer == 'Y');
}

/* The pack, and with no server about to do so the deadlines of everybody. */
static enum err load_here(struct store *store, const struct source *source, int64_t pack_id,
                          struct instant now, struct policy_pack *ret, struct refusal *why)
{
    struct cycle cycles[CYCLES_RUNNING_MAX];
    int count = 0;
    enum err err = store_begin(store);
    if (err == OK)
        err = cycle_change_load(store, source->name, source->text, pack_id, (struct person_id){0},
                                now, ret, why);
    if (err == OK)
        err = cycle_list_running(store, now, cycles, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = deadline_sync(store, (struct person_id){0}, cycles[i].id, now);
    if (err == OK)
        return store_commit(store);
    store_rollback(store);
    return err;
}

static const char *loaded_text(const struct policy_pack *pack, struct arena *arena)
{
    return arena_printf(arena, "%s, version %d, is in force", pack->name, pack->version);
}

enum err policy_order_serve(struct store *store, const json_t *request, struct instant now,
                            struct arena *arena, const char **ret_text)
{
    const json_t *text = json_object_get(request, "text");
    const char *file = json_string_value(json_object_get(request, "file"));
    struct str body = {json_string_value(text), json_string_length(text)};
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, arena);
    if (!file || !body.p) {
        *ret_text = "a policy has a file and a text";
        return ERR_INVALID;
    }
    enum err err = cycle_change_load(store, file, body,
                                     json_integer_value(json_object_get(request, "pack_id")),
                                     (struct person_id){0}, now, &pack, &why);
    *ret_text = err == OK ? loaded_text(&pack, arena) : why.detail;
    return err;
}

enum err policy_order_tell_now(struct store *store, const json_t *request, struct instant now,
                               struct arena *arena, const char **ret_text)
{
    (void)store;
    (void)request;
    *ret_text = arena_printf(arena, "%lld", (long long)now.v);
    return OK;
}

static int ask_server(const struct order *order, json_t *request, struct arena *arena,
                      const char **ret_text)
{
    char *line = request ? json_dumps(request, JSON_COMPACT) : NULL;
    int status =
        line ? control_ask(data_path(arena, order->data, "sparkd.sock"), line, arena, ret_text)
             : command_fail(EXIT_ANSWER_NO, "%s: is not UTF-8", order->words[1]);
    free(line);
    json_decref(request);
    return status;
}

static int load_served(const struct order *order, const struct source *source, int64_t pack_id,
                       struct arena *arena)
{
    const char *text;
    json_t *request =
        json_pack("{s:s, s:s, s:s%, s:I}", "command", "policy", "file", source->name, "text",
                  source->text.p, source->text.n, "pack_id", (json_int_t)pack_id);
    int status = ask_server(order, request, arena, &text);
    if (status == EXIT_DONE)
        puts(text);
    return status;
}

static int load_unserved(const struct order *order, const struct source *source, int64_t pack_id,
                         struct instant now, struct arena *arena)
{
    struct store *store;
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, arena);
    int status = data_open(arena, order->data, STORE_WRITE, now, &store);
    if (status != EXIT_DONE)
        return status;
    enum err err = load_here(store, source, pack_id, now, &pack, &why);
    store_close(store);
    if (err != OK)
        return fail_with(&why, err);
    puts(loaded_text(&pack, arena));
    return EXIT_DONE;
}

/* What time it is for that data: a demo's server has a clock of its own. */
static int read_now(const struct order *order, bool served, struct arena *arena,
                    struct instant *ret)
{
    struct clock clock;
    const char *text;
    clock_init_real(&clock);
    *ret = clock_now(&clock);
    if (!served)
        return EXIT_DONE;
    int status = ask_server(order, json_pack("{s:s}", "command", "now"), arena, &text);
    if (status == EXIT_DONE && str_parse_int(str_of(text), &ret->v) != OK)
        status = command_fail(EXIT_ENVIRONMENT, "the server did not answer; try again");
    return status;
}

static int find_change(const struct order *order, const struct source *source, struct instant now,
                       struct arena *arena, struct cycle_change *ret)
{
    struct store *store;
    struct refusal why;
    refusal_init(&why, arena);
    int status = data_open(arena, order->data, STORE_READ, now, &store);
    if (status != EXIT_DONE)
        return status;
    enum err err = cycle_change_find(store, source->name, source->text, now, arena, ret, &why);
    store_close(store);
    return err == OK ? EXIT_DONE : fail_with(&why, err);
}

static int load(const struct order *order, struct arena *arena)
{
    struct source source;
    struct cycle_change change;
    struct instant now;
    bool served = data_is_served(arena, order->data);
    int status = read_source(order->words[1], arena, &source);
    if (status == EXIT_DONE)
        status = read_now(order, served, arena, &now);
    if (status == EXIT_DONE)
        status = find_change(order, &source, now, arena, &change);
    if (status != EXIT_DONE)
        return status;
    if (print_changes(&source, &change) && !is_agreed(order))
        return command_fail(EXIT_ANSWER_NO, "nothing was changed; say --yes to load it");
    return served ? load_served(order, &source, change.pack_id, arena)
                  : load_unserved(order, &source, change.pack_id, now, arena);
}

/* ---- show ---- */

static enum err find_school(struct store *store, const char *name, struct arena *arena,
                            struct school_id *ret)
{
    struct school *schools;
    int count;
    enum err err = school_list(store, arena, &schools, &count);
    for (int i = 0; err == OK && i < count; i++)
        if (strcmp(schools[i].name, name) == 0) {
            *ret = schools[i].id;
            return OK;
        }
    return err == OK ? ERR_NOT_FOUND : err;
}

static enum err find_effective(struct store *store, const char *school, struct arena *arena,
                               struct policy_pack *ret)
{
    struct policy_school additions;
    struct school_id id;
    enum err err = policy_pack_find_whole(store, 0, arena, ret);
    if (err != OK || !school)
        return err;
    err = find_school(store, school, arena, &id);
    if (err == OK)
        err = policy_school_find(store, id, ret, arena, &additions);
    if (err == OK)
        *ret = policy_school_apply(ret, &additions, arena);
    return err;
}

static int show(const struct order *order, struct arena *arena)
{
    struct store *store;
    struct policy_pack pack;
    bool json = strcmp(order->format, "json") == 0;
    if (!json && strcmp(order->format, "text") != 0)
        return command_fail(EXIT_USAGE, "--format is text or json");
    int status = data_open(arena, order->data, STORE_READ, (struct instant){0}, &store);
    if (status != EXIT_DONE)
        return status;
    enum err err = find_effective(store, order->school, arena, &pack);
    store_close(store);
    if (err == ERR_NOT_FOUND)
        return command_fail(EXIT_ANSWER_NO, "%s",
                            order->school ? "there is no school of that name"
                                          : "no policy pack was loaded");
    if (err != OK)
        return command_fail(EXIT_ENVIRONMENT, "the policy cannot be read: %s", err_name(err));
    if (json) {
        struct str text = policy_pack_format(&pack, arena);
        fwrite(text.p, 1, text.n, stdout);
    } else {
        policy_show_text(&pack, order->school);
    }
    return EXIT_DONE;
}

/* ---- which ---- */

static const struct {
    const char *name;
    int (*run)(const struct order *order, struct arena *arena);
    int words;
    bool data;
} PARTS[] = {
    {"check", check, 2, false},
    {"load", load, 2, true},
    {"show", show, 1, true},
};

static int run(const struct order *order, struct arena *arena)
{
    for (size_t i = 0; order->word_count && i < sizeof PARTS / sizeof PARTS[0]; i++) {
        if (strcmp(PARTS[i].name, order->words[0]) != 0)
            continue;
        if (order->word_count != PARTS[i].words)
            return command_fail(EXIT_USAGE,
                                PARTS[i].words == 2 ? "policy %s takes a FILE"
                                                    : "policy %s takes no FILE",
                                PARTS[i].name);
        if (PARTS[i].data && !order->data)
            return command_fail(EXIT_USAGE, "--data is needed");
        return PARTS[i].run(order, arena);
    }
    return command_fail(EXIT_USAGE, "policy takes check FILE, load FILE or show");
}

int command_policy(int argc, char **argv)
{
    struct order order = {.format = "text"};
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &order.data},
        {"school", OPTION_TEXT, &order.school},
        {"format", OPTION_TEXT, &order.format},
        {"yes", OPTION_FLAG, &order.yes},
        {0},
    };
    struct arena *arena = arena_new();
    int status = command_options(argc, argv, specs, order.words, 2, &order.word_count);
    if (status == EXIT_DONE)
        status = run(&order, arena);
    arena_free(arena);
    return status;
}
