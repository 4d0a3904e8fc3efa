/* DESIGN: providers with their quality, and facilitators (PR-23, PR-24, AP-03). */
#include "world.h"

#include "facilitator.h"

static struct provider_fields named(const char *name)
{
    return (struct provider_fields){name, "teaching school", "", "", "", ""};
}

static struct provider_id make(struct world *w, const char *name)
{
    struct provider_id id = {0};
    const struct provider_fields fields = named(name);
    assert_ok(provider_create(w->store, &fields, world_why(w), &id));
    return id;
}

static void what_a_provider_may_be(void **state)
{
    struct world w;
    struct provider_id id;
    (void)state;
    world_init(&w);
    static const struct {
        struct provider_fields fields;
        const char *field;
    } bad[] = {
        {{"", "other", "", "", "", ""}, "name"},
        {{"A", "circus", "", "", "", ""}, "kind"},
        {{"A", "", "", "", "", ""}, "kind"},
        {{"A", "other", "", "not an address", "", ""}, "email"},
        {{"A", "other", "", "", "", "javascript:alert(1)"}, "web"},
        {{"A", "other", "", "", "", "www.a.example"}, "web"},
        {{"A", "other", "two\nlines", "", "", ""}, "contact"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(provider_create(w.store, &bad[i].fields, world_why(&w), &id), ERR_INVALID);
        assert_true(world_refused(&w, bad[i].field));
    }
    for (int i = 0; i < PROVIDER_KINDS; i++) {
        const struct provider_fields good = {provider_kinds[i], provider_kinds[i], "", "", "", ""};
        assert_ok(provider_create(w.store, &good, world_why(&w), &id));
        assert_int_equal(provider_create(w.store, &good, world_why(&w), &id), ERR_CONFLICT);
    }
    world_done(&w);
}

/* Who, when, why; a reason is required to avoid somebody. */
static void quality(void **state)
{
    struct world w;
    struct provider provider;
    struct day nov = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    struct provider_id id = make(&w, "Seven Hills");
    struct provider_judgement avoid = {PROVIDER_AVOID, "", w.ana, nov};
    assert_int_equal(provider_judge(w.store, id, 0, &avoid, world_why(&w)), ERR_INVALID);
    assert_true(world_refused(&w, "note"));
    avoid.note = "Read from slides.";
    assert_ok(provider_judge(w.store, id, 1, &avoid, world_why(&w)));
    assert_int_equal(provider_judge(w.store, id, 1, &avoid, world_why(&w)), ERR_STALE);
    assert_ok(provider_find(w.store, id, w.arena, &provider));
    assert_int_equal(provider.quality, PROVIDER_AVOID);
    assert_string_equal(provider.quality_by, "Ana Bell");
    assert_int_equal(provider.quality_on.v, nov.v);
    world_done(&w);
}

static void searching(void **state)
{
    struct world w;
    struct provider_list list;
    struct day nov = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    struct provider_id hills = make(&w, "Seven Hills"), gone = make(&w, "Gone");
    make(&w, "eight Lakes");
    const struct provider_judgement good = {PROVIDER_APPROVED, "", w.ana, nov};
    assert_ok(provider_judge(w.store, hills, 0, &good, world_why(&w)));
    assert_ok(provider_end(w.store, gone, 0, nov, world_why(&w)));
    const struct {
        struct provider_filter filter;
        int count;
    } table[] = {
        {{.quality = -1, .limit = 9}, 2},
        {{.q = "HILL", .quality = -1, .limit = 9}, 1},
        {{.q = "%", .quality = -1, .limit = 9}, 0},
        {{.kind = "other", .quality = -1, .limit = 9}, 0},
        {{.quality = PROVIDER_APPROVED, .limit = 9}, 1},
        {{.quality = PROVIDER_AVOID, .limit = 9}, 0},
        {{.quality = -1, .limit = 9, .after = 1}, 1},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_ok(provider_list(w.store, &table[i].filter, w.arena, &list));
        assert_int_equal(list.count, table[i].count);
    }
    make(&w, "Gone"); /* the name is free again */
    world_done(&w);
}

static void facilitators(void **state)
{
    struct world w;
    struct facilitator_id id, own;
    struct facilitator f;
    struct facilitator_list list;
    struct day nov = support_day("2026-11-02");
    (void)state;
    world_init(&w);
    struct provider_id hills = make(&w, "Seven Hills");
    const struct facilitator_fields none = {"", {0}, {0}, "", ""};
    const struct facilitator_fields wrong = {"A", {99}, {99}, "x", ""};
    const struct facilitator_fields colleague = {"Ignored", w.ana, {0}, "", "Retrieval"};
    const struct facilitator_fields outside = {"Ada Long", {0}, hills, "ada@x.example", "Phonics"};
    assert_int_equal(facilitator_create(w.store, &none, world_why(&w), &id), ERR_INVALID);
    assert_true(world_refused(&w, "name"));
    assert_int_equal(facilitator_create(w.store, &wrong, world_why(&w), &id), ERR_INVALID);
    assert_true(world_refused(&w, "person_id") && world_refused(&w, "provider") &&
                world_refused(&w, "email"));
    assert_ok(facilitator_create(w.store, &colleague, world_why(&w), &own));
    assert_ok(facilitator_create(w.store, &outside, world_why(&w), &id));
    assert_ok(facilitator_find(w.store, own, w.arena, &f));
    assert_string_equal(f.fields.name, "Ana Bell");
    const struct facilitator_filter phonics = {.q = "phon", .limit = 9};
    assert_ok(facilitator_list(w.store, &phonics, w.arena, &list));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].provider_name, "Seven Hills");
    assert_int_equal(facilitator_change(w.store, id, 2, &outside, world_why(&w)), ERR_STALE);
    /* They go with their provider. */
    assert_ok(provider_end(w.store, hills, 0, nov, world_why(&w)));
    assert_ok(facilitator_list(w.store, &phonics, w.arena, &list));
    assert_int_equal(list.count, 0);
    assert_int_equal(facilitator_end(w.store, id, 0, nov, world_why(&w)), ERR_CONFLICT);
    assert_ok(facilitator_end(w.store, own, 1, nov, world_why(&w)));
    world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_provider_may_be),
        cmocka_unit_test(quality),
        cmocka_unit_test(searching),
        cmocka_unit_test(facilitators),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
