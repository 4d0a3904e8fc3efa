/* DESIGN: JSON bodies are read field by field; every fault has its field, in words. */
#include "support.h"

#include <stdio.h>

#include "json_input.h"

/* A body, its reader and what was refused. */
struct body {
    struct arena *arena;
    struct refusal why;
    struct json_reader reader;
    json_t *json;
    struct json_input in;
};

static void body_init(struct body *b, const char *text)
{
    *b = (struct body){.arena = arena_new()};
    refusal_init(&b->why, b->arena);
    b->reader = (struct json_reader){.why = &b->why};
    b->json = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
    assert_true(text == NULL || b->json);
    b->in = json_input_of(&b->reader, b->json);
}

static void body_done(struct body *b)
{
    json_decref(b->json);
    arena_free(b->arena);
}

/* The field's sentence; NULL if it was not refused. */
static const char *refused(const struct body *b, const char *field)
{
    for (int i = 0; i < b->why.field_count; i++)
        if (strcmp(b->why.fields[i].field, field) == 0)
            return b->why.fields[i].message;
    return NULL;
}

enum getter { TEXT, INT, BOOL, ID, INSTANT, INSTANT_OR_NULL, DAY, HOURS };

/* The value a getter gave, as a number; texts as their length. */
static bool get(const struct body *b, enum getter getter, int64_t *ret)
{
    const char *text = "";
    struct instant at = {-7};
    struct day day = {-7};
    int number = -7;
    bool flag = false, good = false;
    *ret = -7;
    switch (getter) {
    case TEXT:
        good = json_input_text(&b->in, "x", &text);
        *ret = good ? (int64_t)strlen(text) : -7;
        break;
    case INT:
        good = json_input_int(&b->in, "x", &number);
        *ret = number;
        break;
    case BOOL:
        good = json_input_bool(&b->in, "x", &flag);
        *ret = good ? flag : -7;
        break;
    case ID:
        good = json_input_id(&b->in, "x", ret);
        break;
    case INSTANT:
        good = json_input_instant(&b->in, "x", &at);
        *ret = at.v;
        break;
    case INSTANT_OR_NULL:
        good = json_input_instant_or_null(&b->in, "x", &at);
        *ret = at.v;
        break;
    case DAY:
        good = json_input_day(&b->in, "x", &day);
        *ret = day.v;
        break;
    case HOURS:
        good = json_input_hours(&b->in, "x", &number);
        *ret = number;
        break;
    }
    return good;
}

static const struct {
    enum getter getter;
    const char *body;
    bool good;
    int64_t value;
} VALUES[] = {
    {TEXT, "{\"x\": \"  Hall \"}", true, 4},
    {TEXT, "{\"x\": \"\"}", true, 0},
    {TEXT, "{\"x\": 5}", false, 0},
    {TEXT, "{\"x\": null}", false, 0},
    {INT, "{\"x\": 7}", true, 7},
    {INT, "{\"x\": -1}", true, -1},
    {INT, "{\"x\": 2147483647}", true, INT32_MAX},
    {INT, "{\"x\": 2147483648}", false, 0},
    {INT, "{\"x\": 7.0}", false, 0},
    {INT, "{\"x\": \"7\"}", false, 0},
    {INT, "{\"x\": true}", false, 0},
    {BOOL, "{\"x\": true}", true, 1},
    {BOOL, "{\"x\": false}", true, 0},
    {BOOL, "{\"x\": 1}", false, 0},
    {BOOL, "{\"x\": \"yes\"}", false, 0},
    {ID, "{\"x\": 9007199254740993}", true, INT64_C(9007199254740993)},
    {ID, "{\"x\": 0}", false, 0},
    {ID, "{\"x\": -4}", false, 0},
    {ID, "{\"x\": [1]}", false, 0},
    {INSTANT, "{\"x\": \"1970-01-02T01:00:00+01:00\"}", true, 86400},
    {INSTANT, "{\"x\": \"1970-01-02T00:00:00Z\"}", true, 86400},
    {INSTANT, "{\"x\": \"2026-11-12T16:00:00\"}", false, 0},
    {INSTANT, "{\"x\": \"2026-11-12\"}", false, 0},
    {INSTANT, "{\"x\": \"2026-02-30T16:00:00Z\"}", false, 0},
    {INSTANT, "{\"x\": \"2026-11-12T24:00:00Z\"}", false, 0},
    {INSTANT, "{\"x\": 1794500000}", false, 0},
    {INSTANT, "{\"x\": null}", false, 0},
    {INSTANT_OR_NULL, "{\"x\": null}", true, 0},
    {INSTANT_OR_NULL, "{\"x\": \"1970-01-02T00:00:00Z\"}", true, 86400},
    {INSTANT_OR_NULL, "{\"x\": false}", false, 0},
    {DAY, "{\"x\": \"1970-01-31\"}", true, 30},
    {DAY, "{\"x\": \"1970-1-31\"}", false, 0},
    {DAY, "{\"x\": \"2027-02-29\"}", false, 0},
    {DAY, "{\"x\": 20}", false, 0},
    {HOURS, "{\"x\": 1.5}", true, 90},
    {HOURS, "{\"x\": 0}", true, 0},
    {HOURS, "{\"x\": 24}", true, 1440},
    {HOURS, "{\"x\": 0.34}", true, 20},
    {HOURS, "{\"x\": 24.1}", false, 0},
    {HOURS, "{\"x\": -0.5}", false, 0},
    {HOURS, "{\"x\": \"1.5\"}", false, 0},
};

/* A value is taken, or its field refused and the output left as it was: never neither, never
 * both. */
static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(VALUES); i++) {
        struct body b;
        int64_t value;
        struct response response = {0};
        body_init(&b, VALUES[i].body);
        bool good = get(&b, VALUES[i].getter, &value);
        if (good != VALUES[i].good || value != (good ? VALUES[i].value : -7))
            fail_msg("%s: %d, %lld", VALUES[i].body, good, (long long)value);
        assert_int_equal(refused(&b, "x") == NULL, good);
        assert_int_equal(json_input_end(&b.reader, &response), good ? OK : ERR_INVALID);
        assert_int_equal(response.status, 0); /* 422, the answer to bad values */
        body_done(&b);
    }
}

/* What is absent is neither taken nor refused, also where no body was sent. */
static void test_absent(void **state)
{
    (void)state;
    static const char *const bodies[] = {NULL, "{}", "{\"y\": 1}"};
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        struct body b;
        struct json_input object, *objects;
        int64_t value, *ids;
        int count = -7;
        body_init(&b, bodies[i]);
        for (int getter = TEXT; getter <= HOURS; getter++) {
            assert_false(get(&b, (enum getter)getter, &value));
            assert_int_equal(value, -7);
        }
        assert_false(json_input_object(&b.in, "x", "a", &object));
        assert_false(json_input_objects(&b.in, "x", "a", 3, &objects, &count));
        assert_false(json_input_ids(&b.in, "x", 3, &ids, &count));
        assert_int_equal(count, -7);
        assert_int_equal(b.why.field_count, 0);
        body_done(&b);
    }
}

static void test_require(void **state)
{
    (void)state;
    struct body b;
    body_init(&b, "{\"title\": null, \"room\": \"\"}");
    json_input_require(&b.in, "title capacity room kind");
    assert_null(refused(&b, "title")); /* there, if of the wrong type */
    assert_null(refused(&b, "room"));
    assert_non_null(refused(&b, "capacity"));
    assert_non_null(refused(&b, "kind"));
    assert_int_equal(b.why.field_count, 2);
    assert_string_equal(b.why.slug, "validation");
    body_done(&b);
}

static void test_ids(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        int count; /* -1: refused */
    } lists[] = {
        {"{\"x\": []}", 0},          {"{\"x\": [3, 1]}", 2},      {"{\"x\": [1, 2, 3, 4]}", -1},
        {"{\"x\": [1, 0]}", -1},     {"{\"x\": [1, \"2\"]}", -1}, {"{\"x\": 1}", -1},
        {"{\"x\": {\"1\": 1}}", -1},
    };
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        struct body b;
        int64_t *ids = NULL;
        int count = -1;
        body_init(&b, lists[i].body);
        assert_int_equal(json_input_ids(&b.in, "x", 3, &ids, &count), lists[i].count >= 0);
        assert_int_equal(count, lists[i].count);
        assert_int_equal(refused(&b, "x") != NULL, lists[i].count < 0);
        if (count == 2)
            assert_true(ids[0] == 3 && ids[1] == 1);
        body_done(&b);
    }
}

/* Nested fields are refused by their whole name. */
static void test_nested(void **state)
{
    (void)state;
    struct body b;
    struct json_input spark, *blocks;
    struct response response = {0};
    struct instant at;
    int count = 0, changeover = 0;
    body_init(&b, "{\"spark\": {\"changeover_s\": \"long\","
                  " \"blocks\": [{\"starts_at\": \"2026-11-12T16:00:00Z\"}, {\"ends_at\": 5}]}}");
    assert_true(json_input_object(&b.in, "spark", "changeover_s blocks", &spark));
    assert_false(json_input_int(&spark, "changeover_s", &changeover));
    assert_true(json_input_objects(&spark, "blocks", "starts_at ends_at", 8, &blocks, &count));
    assert_int_equal(count, 2);
    assert_true(json_input_instant(&blocks[0], "starts_at", &at));
    assert_false(json_input_instant(&blocks[1], "ends_at", &at));
    json_input_require(&blocks[1], "starts_at");
    assert_non_null(refused(&b, "spark.changeover_s"));
    assert_non_null(refused(&b, "spark.blocks[1].ends_at"));
    assert_non_null(refused(&b, "spark.blocks[1].starts_at"));
    assert_int_equal(b.why.field_count, 3);
    assert_int_equal(json_input_end(&b.reader, &response), ERR_INVALID);
    assert_int_equal(response.status, 0);
    body_done(&b);
}

/* A list of objects: not empty, not too long, all objects. */
static void test_lists(void **state)
{
    (void)state;
    static const char *const bad[] = {"{\"x\": []}", "{\"x\": [{}, {}, {}]}", "{\"x\": [{}, 1]}",
                                      "{\"x\": {}}", "{\"x\": \"a\"}"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct body b;
        struct json_input *items;
        int count = 0;
        body_init(&b, bad[i]);
        assert_false(json_input_objects(&b.in, "x", "a", 2, &items, &count));
        assert_non_null(refused(&b, "x"));
        body_done(&b);
    }
}

/* Unknown nested fields are malformed, 400, whatever else is wrong (http specification, 5). */
static void test_unknown(void **state)
{
    (void)state;
    static const struct {
        const char *body, *name;
    } bodies[] = {
        {"{\"spark\": {\"a\": 1, \"seats\": 3}}", "\"spark.seats\""},
        {"{\"spark\": {\"rooms\": [{\"name\": \"Hall\"}, {\"nmae\": \"Gym\"}]}}",
         "\"spark.rooms[1].nmae\""},
        {"{\"spark\": {\"a\\u001b[31m\": 1}}", "\"spark.?\""},
    };
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        struct body b;
        struct json_input spark, *rooms;
        struct response response = {0};
        int count = 0;
        body_init(&b, bodies[i].body);
        json_input_require(&b.in, "title");
        assert_true(json_input_object(&b.in, "spark", "a rooms", &spark));
        json_input_objects(&spark, "rooms", "name", 8, &rooms, &count);
        assert_int_equal(json_input_end(&b.reader, &response), ERR_INVALID);
        assert_int_equal(response.status, 400);
        assert_string_equal(b.why.slug, "unknown-field");
        assert_int_equal(b.why.field_count, 0);
        assert_non_null(strstr(b.why.detail, bodies[i].name));
        body_done(&b);
    }
}

/* The longest name a refusal shows, and the sixteen fields it holds: more are not an overflow. */
static void test_many(void **state)
{
    (void)state;
    struct body b;
    struct json_input object;
    char key[4096], text[8192];
    memset(key, 'k', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    snprintf(text, sizeof text, "{\"x\": {\"%s\": 1}}", key);
    body_init(&b, text);
    for (int i = 0; i < 40; i++)
        json_input_refuse(&b.in, "title", "No.");
    assert_int_equal(b.why.field_count, REFUSAL_FIELDS_MAX);
    assert_true(json_input_object(&b.in, "x", "a", &object));
    assert_true(b.reader.unknown && strlen(b.reader.unknown) == 62);
    body_done(&b);
    /* Cut between characters, or the refusal could not be sent. */
    body_init(&b, "{\"x\": {\"k\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
                  "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
                  "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\": 1}}");
    assert_true(json_input_object(&b.in, "x", "a", &object));
    assert_true(str_is_utf8(str_of(b.reader.unknown)));
    body_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),  cmocka_unit_test(test_absent),
        cmocka_unit_test(test_require), cmocka_unit_test(test_ids),
        cmocka_unit_test(test_nested),  cmocka_unit_test(test_lists),
        cmocka_unit_test(test_unknown), cmocka_unit_test(test_many),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
