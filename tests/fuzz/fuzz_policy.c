/* DESIGN: policy packs and schools' additions on any bytes: refused with file, line and path, or
 * read back as written; and the scanner for lines on any bytes and any path. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "embedded.h"
#include "policy_json.h"
#include "policy_pack_json.h"
#include "policy_school.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char FILE_NAME[] = "p.json";

/* Every refusal names a line that the text has. */
static void check_refusal(const struct refusal *why, struct str text)
{
    int line = 0, lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    CHECK(why->detail && strcmp(why->slug, "bad-policy") == 0);
    CHECK(sscanf(why->detail, "p.json:%d:", &line) == 1);
    CHECK(line >= -1 && line <= lines + 1);
}

/* sparkd's own defaults, read once. */
static const struct policy_pack *product(void)
{
    static struct policy_pack pack;
    static struct arena *arena;
    struct refusal why;
    if (arena)
        return &pack;
    arena = arena_new();
    refusal_init(&why, arena);
    CHECK(policy_pack_json_read("product.json", embedded_find(embedded_policies, "product.json"),
                                NULL, PACK_WHOLE, &pack, &why) == OK);
    return &pack;
}

static void check_pack(struct str text, struct arena *arena)
{
    struct refusal why;
    struct policy_pack pack, again;
    refusal_init(&why, arena);
    if (policy_pack_json_read(FILE_NAME, text, product(), PACK_WHOLE, &pack, &why) != OK) {
        check_refusal(&why, text);
        return;
    }
    CHECK(pack.item_count == 9 && pack.talk_length_count > 0);
    /* The lists of a pack that says nothing of lists are the product's: written in vain. */
    enum policy_pack_extent extent =
        memmem(text.p, text.n, "lists", strlen("lists")) ? PACK_WHOLE : PACK_BRIEF;
    struct str written = policy_pack_json_write(&pack, extent, arena);
    CHECK(policy_pack_json_read(FILE_NAME, written, NULL, extent, &again, &why) == OK);
    CHECK(str_eq(written, policy_pack_json_write(&again, extent, arena)));
}

static void check_school(struct str text, struct arena *arena)
{
    struct refusal why;
    const struct policy_pack *pack = product();
    struct policy_school school;
    refusal_init(&why, arena);
    if (policy_school_check(FILE_NAME, text, pack, &school, &why) != OK) {
        check_refusal(&why, text);
        return;
    }
    struct policy_pack effective = policy_school_apply(pack, &school, arena);
    for (int i = 0; i < policy_list_kind_count; i++)
        CHECK(effective.lists[i].item_count ==
              pack->lists[i].item_count + school.lists[i].item_count);
}

/* A path out of the first bytes, into the rest. */
static void check_place(const uint8_t *data, size_t size)
{
    static const char *const keys[] = {"lists", "outcomes", "items", "text", "", "a"};
    enum { STEPS = 4 };
    struct policy_json_place places[STEPS + 1] = {{0}};
    if (size < STEPS)
        return;
    for (int i = 0; i < STEPS; i++)
        places[i + 1] = (struct policy_json_place){
            .up = &places[i],
            .key = data[i] & 1 ? keys[data[i] / 2 % 6] : NULL,
            .index = data[i] / 2,
        };
    struct str text = {(const char *)data + STEPS, size - STEPS};
    int lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    int line = policy_json_place_line(text, &places[STEPS]);
    CHECK(line >= 1 && line <= lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct str text = {(const char *)data, size}, out;
    check_place(data, size);
    check_pack(text, arena);
    check_school(text, arena);
    if (policy_layout_json(text, arena, &out) == OK && size < 65536) {
        struct str again;
        CHECK(policy_layout_json(out, arena, &again) == OK && str_eq(out, again));
    }
    arena_free(arena);
    return 0;
}
