/* DESIGN: every list of every pack against a table taken from the requirements, not from packs. */
#include <stdio.h>
#include <stdlib.h>

#include "embedded.h"
#include "policy_pack_json.h"
#include "support.h"

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* The lines of a table of tests/data, its comments left aside; *ret_count of them. */
static char **read_table(const char *name, int *ret_count)
{
    enum { LINES_MAX = 500, LINE_BYTES_MAX = 4096 };
    char **lines = ARENA_ARRAY(arena, char *, LINES_MAX), line[LINE_BYTES_MAX];
    FILE *file = fopen(arena_printf(arena, "%s/tests/data/%s", SPARKD_SOURCE_DIR, name), "re");
    assert_non_null(file);
    *ret_count = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#')
            continue;
        assert_true(*ret_count < LINES_MAX);
        lines[(*ret_count)++] = arena_strdup(arena, line);
    }
    fclose(file);
    return lines;
}

/* What a pack says itself, of one list or one group of it. */
struct own {
    int count;
    const char *first, *last;
};

static void own_add(struct own *own, const char *text)
{
    own->first = own->count ? own->first : text;
    own->last = text;
    own->count++;
}

static struct own own_of_list(const struct policy_pack *pack, const char *key, const char *group)
{
    const struct policy_list *list = policy_list_find(pack, key);
    enum policy_origin mine = strcmp(pack->name, "product") == 0 ? POLICY_PRODUCT : POLICY_TRUST;
    struct own own = {0};
    if (!list)
        fail_msg("no list %s", key);
    for (int i = 0; i < list->item_count; i++) {
        const struct policy_item *item = &list->items[i];
        const char *of = item->group ? item->group : "";
        if (item->origin == mine && strcmp(of, group) == 0)
            own_add(&own, item->text);
    }
    return own;
}

static struct own own_of(const struct policy_pack *pack, const char *what)
{
    struct own own = {0};
    struct str rest = str_of(what), list, group = {"", 0};
    (void)str_split(&rest, '/', &list);
    if (rest.p)
        group = rest;
    if (str_eq_c(list, "talks.minutes"))
        for (int i = 0; i < pack->talk_length_count; i++)
            own_add(&own, arena_printf(arena, "%d", pack->talk_minutes[i]));
    else if (str_eq_c(list, "talks.categories"))
        for (int i = 0; i < pack->category_count; i++)
            own_add(&own, pack->categories[i].text);
    else if (str_eq_c(list, "cycle"))
        for (int i = 0; i < pack->item_count; i++)
            own_add(&own, pack->items[i].label);
    else
        own = own_of_list(pack, arena_str_c(arena, list), arena_str_c(arena, group));
    return own;
}

static struct policy_pack read_pack(const char *name)
{
    struct policy_pack pack;
    struct refusal why;
    const char *file = arena_printf(arena, "%s.json", name);
    refusal_init(&why, arena);
    if (policy_pack_check(file, embedded_find(embedded_policies, file), &pack, &why) != OK)
        fail_msg("%s", why.detail);
    return pack;
}

struct row {
    const char *pack, *what, *first, *last;
    int64_t count;
};

static struct row read_row(const char *line)
{
    struct str rest = str_of(line), cell[5];
    struct row row;
    for (int i = 0; i < 5; i++)
        if (!str_split(&rest, '\t', &cell[i]))
            fail_msg("five cells are wanted: %s", line);
    assert_null(rest.p);
    row.pack = arena_str_c(arena, cell[0]);
    row.what = arena_str_c(arena, cell[1]);
    assert_ok(str_parse_int(cell[2], &row.count));
    row.first = arena_str_c(arena, cell[3]);
    row.last = arena_str_c(arena, cell[4]);
    return row;
}

static void test_as_the_requirements_count(void **state)
{
    (void)state;
    int count;
    char **lines = read_table("policy_lists.tsv", &count);
    assert_true(count > 60);
    for (int i = 0; i < count; i++) {
        struct row row = read_row(lines[i]);
        struct policy_pack pack = read_pack(row.pack);
        struct own own = own_of(&pack, row.what);
        if (own.count != row.count)
            fail_msg("%s %s: %d items, not %d", row.pack, row.what, own.count, (int)row.count);
        assert_string_equal(own.first, row.first);
        assert_string_equal(own.last, row.last);
    }
}

static bool has_row(char **lines, int count, const char *pack, const char *what)
{
    for (int i = 0; i < count; i++) {
        struct row row = read_row(lines[i]);
        if (strcmp(row.pack, pack) == 0 && strcmp(row.what, what) == 0)
            return true;
    }
    return false;
}

/* No list of a trust's pack stands outside the table. */
static void test_no_list_is_left_out(void **state)
{
    (void)state;
    static const char *const packs[] = {"bronte", "step", "robert-carre", "symphony"};
    int count;
    char **lines = read_table("policy_lists.tsv", &count);
    for (size_t i = 0; i < COUNT_OF(packs); i++) {
        struct policy_pack pack = read_pack(packs[i]);
        for (int k = 0; k < policy_list_kind_count; k++)
            for (int n = 0; n < pack.lists[k].item_count; n++) {
                const struct policy_item *item = &pack.lists[k].items[n];
                const char *key = pack.lists[k].kind->key;
                const char *what =
                    item->group ? arena_printf(arena, "%s/%s", key, item->group) : key;
                if (item->origin == POLICY_TRUST && !has_row(lines, count, packs[i], what))
                    fail_msg("%s %s is in no row", packs[i], what);
            }
    }
}

/* ---- what is refused ---- */

/* The Brontë pack's text with the first `from` replaced; *ret_line is where that is. */
static struct str edited(const char *from, const char *to, int *ret_line)
{
    const char *text = arena_str_c(arena, embedded_find(embedded_policies, "bronte.json"));
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("%s is not in the pack", from);
    *ret_line = 1;
    for (const char *p = text; p < at; p++)
        *ret_line += *p == '\n';
    return str_of(arena_printf(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)));
}

/* Cells: schema too, from, to, whether the line is that of the change, what is said. */
static void test_broken_packs(void **state)
{
    (void)state;
    int count;
    char **lines = read_table("policy_broken.tsv", &count);
    assert_true(count > 40);
    for (int i = 0; i < count; i++) {
        struct str rest = str_of(lines[i]), cell[5];
        struct policy_pack pack;
        struct refusal why;
        int line;
        for (int k = 0; k < 5; k++)
            if (!str_split(&rest, '\t', &cell[k]))
                fail_msg("five cells are wanted: %s", lines[i]);
        refusal_init(&why, arena);
        struct str text = edited(arena_str_c(arena, cell[1]), arena_str_c(arena, cell[2]), &line);
        if (policy_pack_check("b.json", text, &pack, &why) != ERR_INVALID)
            fail_msg("not refused: %s", lines[i]);
        assert_string_equal(why.slug, "bad-policy");
        const char *want = arena_str_c(arena, cell[4]);
        if (!strstr(why.detail, want))
            fail_msg("%s does not say %s", why.detail, want);
        const char *place = arena_printf(arena, "b.json:%d: ", line);
        if (str_eq_c(cell[3], "here") && strncmp(why.detail, place, strlen(place)) != 0)
            fail_msg("%s is not at %s", why.detail, place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_as_the_requirements_count, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_list_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_broken_packs, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
