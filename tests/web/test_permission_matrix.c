/* DESIGN: every role and relation on every route and object, against a table written by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "page.h"
#include "permission.h"
#include "policy_pack.h"
#include "sealed.h"
#include "spark_view.h"
#include "support.h"
#include "trust.h"

#include "embedded.h"

/* Nouns whose rows do not begin at 0 in permission_world.sql. */
static const struct {
    const char *noun;
    int64_t base;
} BASES[] = {{"spark", 20}, {"meeting", 20}, {"reading", 50}, {"relation", 20}, {"grant", 20},
             {"part", 20},  {"absence", 20}, {"asking", 20},  {"workshop", 120}};

static const char LETTERS[] = "?osxptgl"; /* the id of a row is its letter's place */

enum { ROWS_MAX = 1000, SETS_MAX = 20, ME = 1, FIRST_RELATED = 11, OAK = 2, ASH = 3 };

/* ---- the table ---- */

struct row {
    struct str route, noun, letters, who;
};

static struct {
    struct str text;
    struct row rows[ROWS_MAX];
    int count;
    struct str set_names[SETS_MAX], sets[SETS_MAX];
    int set_count;
} table;

static struct str read_file(const char *path)
{
    FILE *file = fopen(path, "re");
    CHECK(file != NULL);
    static char text[1 << 18];
    size_t n = fread(text, 1, sizeof text, file);
    CHECK(n < sizeof text);
    fclose(file);
    char *kept = malloc(n + 1);
    CHECK(kept != NULL);
    memcpy(kept, text, n);
    kept[n] = 0;
    return str_make(kept, n);
}

static void add_set(struct str line)
{
    struct str name;
    CHECK(str_split(&line, '=', &name) && table.set_count < SETS_MAX);
    table.set_names[table.set_count] = str_trim(name);
    table.sets[table.set_count++] = str_trim(line);
}

static void add_row(struct str line)
{
    struct row row = {.who = {NULL, 0}};
    struct str objects;
    CHECK(table.count < ROWS_MAX);
    CHECK(str_split(&line, '\t', &row.route) && str_split(&line, '\t', &objects));
    row.who = line;
    CHECK(str_split(&objects, ':', &row.noun));
    row.letters = objects;
    table.rows[table.count++] = row;
}

static void read_table(void)
{
    struct str rest, line;
    table.text = read_file(SPARKD_SOURCE_DIR "/tests/data/permissions.tsv");
    rest = table.text;
    while (str_split(&rest, '\n', &line))
        if (line.n && line.p[0] == '@')
            add_set(line);
        else if (line.n && line.p[0] != '#')
            add_row(line);
}

static const struct row *row_of(const char *route)
{
    for (int i = 0; i < table.count; i++)
        if (str_eq_c(table.rows[i].route, route))
            return &table.rows[i];
    return NULL;
}

static bool set_has(struct str set, const char *name)
{
    struct str one;
    for (int i = 0; i < table.set_count; i++)
        if (str_eq(table.set_names[i], set)) {
            struct str rest = table.sets[i];
            while (str_split(&rest, ' ', &one))
                if (str_eq_c(one, name))
                    return true;
            return false;
        }
    fail_msg("no set %.*s", (int)set.n, set.p);
    return false;
}

/* The letters that the last word for that role gives; p NULL if there is none. */
static struct str letters_of(const struct row *row, const char *name)
{
    struct str rest = row->who, word, found = {NULL, 0};
    while (str_split(&rest, ' ', &word)) {
        struct str who = word, letters = STR("");
        if (str_find(word, ':') >= 0) {
            who = str_first(word, (size_t)str_find(word, ':'));
            letters = str_from(word, who.n + 1);
        }
        if (who.n && (who.p[0] == '@' ? set_has(who, name) : str_eq_c(who, name)))
            found = letters;
    }
    return found;
}

/* letter 0: the route is about no one thing */
static bool wanted(const struct row *row, const char *role, char letter)
{
    struct str letters = letters_of(row, role);
    return letters.p && !str_eq_c(letters, "-") && (!letter || str_find(letters, letter) >= 0);
}

/* ---- the world ---- */

static struct store *store;
static struct arena *arena;
static const struct sealed_key sealed_key = {{1}};
static char data_dir[] = "/tmp/sparkd-matrix-XXXXXX";
static const struct site site = {.base_url = "http://127.0.0.1",
                                 .trust_name = "Seven Trees Trust",
                                 .data_dir = data_dir,
                                 .sealed_key = &sealed_key};

static int make_world(void **state)
{
    static const struct trust trust = {"Seven Trees Trust", "cpd@demo.example"};
    struct policy_pack pack;
    struct refusal why;
    (void)state;
    read_table();
    CHECK(mkdtemp(data_dir)); /* where one download is put together */
    arena = arena_new();
    refusal_init(&why, arena);
    store = support_store();
    CHECK(trust_insert(store, &trust, (struct instant){0}) == OK);
    struct str sql = read_file(SPARKD_SOURCE_DIR "/tests/data/permission_world.sql");
    if (store_script(store, sql) != OK)
        fail_msg("permission_world.sql: %s", store_error(store));
    free((void *)(uintptr_t)sql.p);
    CHECK(policy_pack_load(store, "bronte.json", embedded_find(embedded_policies, "bronte.json"),
                           (struct instant){1}, &pack, &why) == OK);
    return 0;
}

static int end_world(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    free((void *)(uintptr_t)table.text.p);
    char folder[sizeof data_dir + sizeof "/files"];
    snprintf(folder, sizeof folder, "%s/files", data_dir);
    rmdir(folder);
    return rmdir(data_dir);
}

static bool is_held_for_the_trust(enum role role)
{
    return role == ROLE_TRUST_COORDINATOR || role == ROLE_TRUSTEE || role == ROLE_ADMINISTRATOR;
}

static struct actor in_role(enum role role)
{
    struct school_id school = {is_held_for_the_trust(role) ? 0 : OAK};
    return (struct actor){.person = {ME}, .grants = {.items = {{role, school}}, .count = 1}};
}

static struct actor in_relation(enum relation_kind kind)
{
    return (struct actor){.person = {FIRST_RELATED + (int)kind},
                          .grants = {.items = {{ROLE_STAFF, {ASH}}}, .count = 1}};
}

static int64_t id_of(struct str noun, char letter)
{
    int64_t id = letter ? strchr(LETTERS, letter) - LETTERS : 0;
    for (size_t i = 0; i < COUNT_OF(BASES); i++)
        if (str_eq_c(noun, BASES[i].noun))
            id += BASES[i].base;
    return id;
}

/* ---- a cell ---- */

static bool is_let_in(enum err err, const struct response *response)
{
    int status = response->status;
    return err != ERR_DENIED && err != ERR_NOT_FOUND && status != 403 && status != 404;
}

/* "=NAME" in the table: what the address holds. */
static struct str name_of(const struct route *route)
{
    const struct row *row = row_of(route->name);
    return row && row->noun.n && row->noun.p[0] == '=' ? str_from(row->noun, 1) : STR("x");
}

static enum err call(const struct route *route, struct ctx *ctx, int64_t id,
                     struct response *response)
{
    struct request request = {.route = route,
                              .method = route->method,
                              .path = str_of(route->pattern),
                              .id = id,
                              .name = name_of(route),
                              .peer = "127.0.0.1"};
    if (route->lane == LANE_STREAM)
        return spark_is_visible(ctx, (struct event_id){id}) ? OK : ERR_NOT_FOUND;
    return route->run(ctx, &request, response);
}

/* With an empty form: permission is judged before what was typed (contract, section 5). */
static bool lets_in(const struct route *route, const struct actor *actor, int64_t id)
{
    struct response response = {.status = 0};
    struct arena *request_arena = arena_new();
    struct ctx ctx = {.store = store,
                      .arena = request_arena,
                      .now = support_at("2026-11-02T09:00"),
                      .site = &site,
                      .actor = *actor};
    ctx.session = (struct session){.id = 1,
                                   .person = actor->person,
                                   .csrf_key = "",
                                   .created_at = support_at("2026-11-02T08:58"),
                                   .seen_at = ctx.now,
                                   .fresh_at = ctx.now,
                                   .agent = ""};
    refusal_init(&ctx.why, request_arena);
    CHECK(store_begin(store) == OK);
    CHECK(store_savepoint(store) == OK);
    enum err err = call(route, &ctx, id, &response);
    bool in = is_let_in(err, &response);
    if (err == ERR_BUG || err == ERR_IO)
        print_message("%s: %s: %s\n", route->name, err_name(err), store_error(store));
    assert_true(err != ERR_BUG && err != ERR_IO);
    response_done(&response);
    store_rollback(store);
    arena_free(request_arena);
    return in;
}

static int cells, faults;

static void check_cell(const struct route *route, const struct row *row, const struct actor *actor,
                       const char *who, char letter, bool want)
{
    bool got = lets_in(route, actor, id_of(row->noun, letter));
    cells++;
    if (got == want)
        return;
    faults++;
    print_message("%s as %s on %.*s:%c: %s, but the table says %s\n", route->name, who,
                  (int)row->noun.n, row->noun.p, letter ? letter : '-', got ? "let in" : "refused",
                  want ? "let in" : "refused");
}

static void check_letter(const struct route *route, const struct row *row, char letter)
{
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct actor actor = in_role((enum role)role);
        const char *name = role_name((enum role)role);
        check_cell(route, row, &actor, name, letter, wanted(row, name, letter));
    }
    for (int kind = 0; letter == 'p' && kind < RELATION_COUNT; kind++) {
        struct actor actor = in_relation((enum relation_kind)kind);
        const char *name = relation_name((enum relation_kind)kind);
        bool want = wanted(row, name, letter) || wanted(row, "staff", letter);
        check_cell(route, row, &actor, name, letter, want);
    }
}

static bool has_no_cells(const struct route *route, const struct row *row)
{
    bool open = route->who == WHO_PUBLIC || route->who == WHO_ANYONE;
    if (str_eq_c(row->noun, "public"))
        return assert_true(open), true;
    if (str_eq_c(row->noun, "demo"))
        return assert_int_equal(route->who, WHO_DEMO), true;
    assert_false(open || route->who == WHO_DEMO);
    return false;
}

static void every_cell(void **state)
{
    (void)state;
    for (const struct route *route = route_next(NULL); route; route = route_next(route)) {
        const struct row *row = row_of(route->name);
        if (!row)
            fail_msg("tests/data/permissions.tsv has no row for the route %s", route->name);
        if (has_no_cells(route, row))
            continue;
        if (!row->letters.p)
            check_letter(route, row, 0);
        for (size_t i = 0; row->letters.p && i < row->letters.n; i++)
            check_letter(route, row, row->letters.p[i]);
    }
    print_message("%d cells\n", cells);
    assert_int_equal(faults, 0);
}

static void every_row_is_a_route_once(void **state)
{
    (void)state;
    for (int i = 0; i < table.count; i++) {
        const struct route *route = route_next(NULL);
        while (route && !str_eq_c(table.rows[i].route, route->name))
            route = route_next(route);
        if (!route)
            fail_msg("there is no route %.*s", (int)table.rows[i].route.n, table.rows[i].route.p);
        assert_ptr_equal(row_of(route->name), &table.rows[i]);
    }
}

/* A route with {id} is tried on things; only a route without one may have "-". */
static void every_route_with_an_id_is_tried_on_objects(void **state)
{
    (void)state;
    for (const struct route *route = route_next(NULL); route; route = route_next(route)) {
        const struct row *row = row_of(route->name);
        if (row && !has_no_cells(route, row))
            assert_int_equal(row->letters.p != NULL, strstr(route->pattern, "{id}") != NULL);
    }
}

/* Nobody is let in anywhere by being signed in alone. */
static void a_person_without_a_role_reaches_nothing_of_others(void **state)
{
    struct actor bare = {.person = {ME}};
    (void)state;
    for (const struct route *route = route_next(NULL); route; route = route_next(route)) {
        const struct row *row = row_of(route->name);
        if (!row || !row->letters.p)
            continue;
        for (size_t i = 0; i < row->letters.n; i++)
            if (row->letters.p[i] != 'o' &&
                lets_in(route, &bare, id_of(row->noun, row->letters.p[i])))
                fail_msg("%s lets in somebody without a role on %c", route->name,
                         row->letters.p[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_a_route_once),
        cmocka_unit_test(every_route_with_an_id_is_tried_on_objects),
        cmocka_unit_test(every_cell),
        cmocka_unit_test(a_person_without_a_role_reaches_nothing_of_others),
    };
    support_init();
    return cmocka_run_group_tests(tests, make_world, end_world);
}
