/* DESIGN: the list's filters: from a query, back into an address that asks the same, in words. */
#include "event_ask.h"

#include "buf.h"
#include "refusal.h"
#include "support.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static enum err read_query(const char *query, struct event_ask *ret)
{
    struct refusal why;
    struct form form;
    const char *what;
    refusal_init(&why, arena);
    assert_ok(form_parse(str_of(query), arena, &form, &what));
    enum err err = event_ask_read(&form, &why, ret);
    if (err != OK)
        assert_string_equal(why.slug, "bad-filter");
    return err;
}

static void test_nothing_asked(void **state)
{
    (void)state;
    struct event_ask ask;
    assert_ok(read_query("q=&kind=&school=&from=", &ask));
    assert_string_equal(ask.q, "");
    assert_int_equal(ask.kind, EVENT_ANY_KIND);
    assert_int_equal(ask.school.v, 0);
    assert_true(day_is_none(ask.from));
    assert_false(ask.free);
    assert_true(day_is_none(ask.to));
    assert_int_equal(ask.after.id, 0);
    assert_string_equal(event_ask_link(&ask, ask.after, arena), "/events");
    struct event_ask_part parts[EVENT_ASK_PARTS_MAX];
    assert_int_equal(event_ask_parts(&ask, &(struct event_ask_names){NULL}, arena, parts), 0);
}

static void test_wrong_filters(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "kind=party",      "kind=SPARK",    "school=x",
        "school=-1",       "school=1.5",    "from=2026-11-31",
        "from=12/11/2026", "from=tomorrow", "after=12",
        "after=12-",       "after=-12",     "after=1-2-3",
        "after=a-b",       "after=1+-2",    "school=9999999999999999999",
        "to=soon",
    };
    for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
        struct event_ask ask = {.q = "untouched"};
        if (read_query(WRONG[i], &ask) != ERR_INVALID)
            fail_msg("%s is taken", WRONG[i]);
        assert_string_equal(ask.q, "untouched");
    }
}

/* 80 characters, counted as people count. */
static void test_length_of_search(void **state)
{
    (void)state;
    struct event_ask ask;
    struct buf query;
    buf_init(&query, 1024);
    buf_add_c(&query, "q=");
    for (int i = 0; i < 80; i++)
        buf_add_c(&query, "%C3%A9");
    assert_ok(read_query(buf_cstr(&query), &ask));
    buf_add_c(&query, "e");
    assert_int_equal(read_query(buf_cstr(&query), &ask), ERR_INVALID);
    buf_done(&query);
}

static void check_same(const struct event_ask *a, const struct event_ask *b)
{
    assert_string_equal(a->q, b->q);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->school.v, b->school.v);
    assert_int_equal(a->from.v, b->from.v);
    assert_int_equal(a->to.v, b->to.v);
    assert_int_equal(a->free, b->free);
    assert_string_equal(a->type, b->type);
    assert_string_equal(a->theme, b->theme);
    assert_string_equal(a->level, b->level);
    assert_string_equal(a->phase, b->phase);
}

/* The address of a page asks what was asked, whatever was typed. */
static void test_link_asks_the_same(void **state)
{
    (void)state;
    static const char *const QUERIES[] = {
        "q=a%26kind%3Dspark",
        "q=50%25+off%3F+%23one+%2B+%C3%A9+%22%3C%3E%27",
        "kind=inset&school=4&from=2027-01-01&to=2027-03-31&free=1",
        "type=coaching&theme=wellbeing&level=trust&phase=Year+6",
        "q=~x._-&free=no",
    };
    const struct event_cursor at = {{1794480300}, 12};
    for (size_t i = 0; i < COUNT_OF(QUERIES); i++) {
        struct event_ask ask, again;
        assert_ok(read_query(QUERIES[i], &ask));
        const char *link = event_ask_link(&ask, at, arena), *query = strchr(link, '?');
        assert_non_null(query);
        assert_ok(read_query(query + 1, &again));
        check_same(&ask, &again);
        assert_int_equal(again.after.starts_at.v, at.starts_at.v);
        assert_int_equal(again.after.id, at.id);
    }
}

static void test_link_as_written(void **state)
{
    (void)state;
    struct event_ask ask;
    const struct event_cursor at = {{1794480300}, 12};
    assert_ok(read_query("free=1&from=2026-12-01&q=a+b&kind=twilight&school=2&after=1-1", &ask));
    assert_string_equal(event_ask_link(&ask, at, arena),
                        "/events?q=a%20b&kind=twilight&school=2&from=2026-12-01&free=1"
                        "&after=1794480300-12");
}

/* Each thing that is asked for has its words, and leaves all the others when it goes. */
static void test_parts(void **state)
{
    static const struct {
        const char *words, *without;
    } WANTED[] = {
        {"“algebra”", "/events?kind=twilight&school=2&theme=well&from=2026-12-01&free=1"},
        {"Twilight", "/events?q=algebra&school=2&theme=well&from=2026-12-01&free=1"},
        {"Oak School", "/events?q=algebra&kind=twilight&theme=well&from=2026-12-01&free=1"},
        {"Wellbeing", "/events?q=algebra&kind=twilight&school=2&from=2026-12-01&free=1"},
        {"From 1 December 2026", "/events?q=algebra&kind=twilight&school=2&theme=well&free=1"},
        {"Places left", "/events?q=algebra&kind=twilight&school=2&theme=well&from=2026-12-01"},
    };
    const struct event_ask_names names = {.school = "Oak School", .theme = "wellbeing"};
    struct event_ask_part parts[EVENT_ASK_PARTS_MAX];
    struct event_ask ask;
    (void)state;
    assert_ok(read_query("q=algebra&kind=twilight&school=2&theme=well&from=2026-12-01&free=1"
                         "&after=1-1",
                         &ask));
    assert_int_equal(event_ask_parts(&ask, &names, arena, parts), COUNT_OF(WANTED));
    for (size_t i = 0; i < COUNT_OF(WANTED); i++) {
        assert_string_equal(parts[i].words, WANTED[i].words);
        assert_string_equal(event_ask_link(&parts[i].without, parts[i].without.after, arena),
                            WANTED[i].without);
    }
    assert_ok(read_query("theme=gone&to=2026-12-31", &ask));
    assert_int_equal(event_ask_parts(&ask, &(struct event_ask_names){NULL}, arena, parts), 2);
    assert_string_equal(parts[0].words, "Gone");
    assert_string_equal(parts[1].words, "Until 31 December 2026");
}

/* Without a day a list begins now; a search looks back as well. */
static void test_filter(void **state)
{
    const struct instant now = {1794480300};
    struct event_ask ask;
    (void)state;
    assert_ok(read_query("", &ask));
    assert_int_equal(event_ask_filter(&ask, now, 20).from.v, now.v);
    assert_ok(read_query("q=maths", &ask));
    assert_int_equal(event_ask_filter(&ask, now, 20).from.v, 0);
    assert_ok(read_query("q=maths&from=2026-12-01&to=2026-12-01", &ask));
    const struct event_filter filter = event_ask_filter(&ask, now, 20);
    assert_int_equal(filter.to.v - filter.from.v, 86400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_asked),    cmocka_unit_test(test_wrong_filters),
        cmocka_unit_test(test_length_of_search), cmocka_unit_test(test_link_asks_the_same),
        cmocka_unit_test(test_link_as_written),  cmocka_unit_test(test_parts),
        cmocka_unit_test(test_filter),
    };
    support_init();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
