/* DESIGN: forms, cookies, CSRF, limits and routes: what a request must pass before a handler. */
#include <stdio.h>

#include "buf.h"
#include "csrf.h"
#include "form.h"
#include "limit.h"
#include "route.h"
#include "support.h"
#include "token.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void forms_are_decoded(void **state)
{
    struct form form;
    const char *what;
    (void)state;
    assert_ok(
        form_parse(STR("title=Mini+whiteboards%2C%20again&minutes=7&empty=&bare&abstract=a%0D%0Ab"),
                   arena, &form, &what));
    assert_str(form_find(&form, "title"), "Mini whiteboards, again");
    assert_int_equal(form_int(&form, "minutes", 0), 7);
    assert_str(form_find(&form, "empty"), "");
    assert_true(form_has(&form, "bare"));
    assert_false(form_has(&form, "none"));
    assert_str(form_find(&form, "abstract"), "a\r\nb");
    assert_ok(form_parse(STR(""), arena, &form, &what));
    assert_int_equal(form.count, 0);
}

static void bad_forms_are_refused_whole(void **state)
{
    static const char *const bad[] = {"a=1&a=2", "a=%zz", "a=%4", "a=%ff",
                                      "a=%00",   "a=%1b", "=1",   "a%0a=1"};
    struct form form = {NULL, -1};
    const char *what;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        what = NULL;
        assert_int_equal(form_parse(str_of(bad[i]), arena, &form, &what), ERR_INVALID);
        assert_non_null(what);
        assert_int_equal(form.count, -1);
    }
}

static void at_most_so_many_fields(void **state)
{
    struct buf text;
    struct form form;
    const char *what;
    (void)state;
    buf_init(&text, 100000);
    for (int i = 0; i < FORM_FIELDS_MAX; i++)
        buf_printf(&text, "%sf%d=1", i ? "&" : "", i);
    assert_ok(form_parse(buf_str(&text), arena, &form, &what));
    assert_int_equal(form.count, FORM_FIELDS_MAX);
    buf_add_c(&text, "&more=1");
    assert_int_equal(form_parse(buf_str(&text), arena, &form, &what), ERR_INVALID);
    buf_done(&text);
}

static void unknown_fields_are_named(void **state)
{
    struct form form;
    struct str unknown;
    const char *what;
    (void)state;
    assert_ok(form_parse(STR("csrf=x&title=y&role=administrator"), arena, &form, &what));
    assert_int_equal(form_check_known(&form, "csrf title minutes", &unknown), ERR_INVALID);
    assert_str(unknown, "role");
    assert_ok(form_check_known(&form, "csrf title role", &unknown));
}

static void cookies_are_found_by_whole_name(void **state)
{
    (void)state;
    struct str header = STR("a=1; __Host-sparkd-code=c; __Host-sparkd=tok; __Host-sparkd=second");
    assert_str(cookie_find(header, "__Host-sparkd"), "tok");
    assert_str(cookie_find(header, "__Host-sparkd-code"), "c");
    assert_null(cookie_find(header, "Host-sparkd").p);
    assert_null(cookie_find(str_make(NULL, 0), "a").p);
}

static void csrf_tokens_are_masked_and_only_ones_own_unmask(void **state)
{
    static const char key[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    static const char other[] = "10112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    (void)state;
    const char *a = csrf_mask(arena, key), *b = csrf_mask(arena, key);
    assert_string_not_equal(a, b);
    assert_true(csrf_token_is(str_of(a), key));
    assert_true(csrf_token_is(str_of(b), key));
    assert_false(csrf_token_is(str_of(a), other));
    assert_false(csrf_token_is(STR(""), key));
    assert_false(csrf_token_is(str_make(NULL, 0), key));
    assert_false(csrf_token_is(str_first(str_of(a), 80), key));
    assert_false(csrf_token_is(str_of(a), ""));
}

static void only_our_own_pages_may_act(void **state)
{
    static const char base[] = "https://cpd.example";
    static const struct {
        const char *site, *origin, *referer;
        bool own;
    } rows[] = {
        {"same-origin", NULL, NULL, true},
        {"none", NULL, NULL, true},
        {"cross-site", "https://cpd.example", NULL, false},
        {"same-site", NULL, NULL, false},
        {NULL, "https://cpd.example", NULL, true},
        {NULL, "https://cpd.example.evil", NULL, false},
        {NULL, "null", "https://cpd.example/x", false},
        {NULL, NULL, "https://cpd.example/spark/1", true},
        {NULL, NULL, "https://cpd.example.evil/", false},
        {NULL, NULL, NULL, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct csrf_origin origin = {
            rows[i].site ? str_of(rows[i].site) : str_make(NULL, 0),
            rows[i].origin ? str_of(rows[i].origin) : str_make(NULL, 0),
            rows[i].referer ? str_of(rows[i].referer) : str_make(NULL, 0),
        };
        assert_int_equal(csrf_origin_is_own(&origin, base), rows[i].own);
    }
}

static void limits_count_and_reopen(void **state)
{
    struct limiter *limiter = limiter_new(false);
    int retry_s = 0;
    (void)state;
    for (int i = 0; i < 60; i++)
        assert_true(limit_take(limiter, LIMIT_FEED, STR("token"), 1000, &retry_s));
    assert_false(limit_take(limiter, LIMIT_FEED, STR("token"), 601000, &retry_s));
    assert_int_equal(retry_s, 3000);
    assert_false(limit_allows(limiter, LIMIT_FEED, STR("token"), 601000, &retry_s));
    assert_true(limit_take(limiter, LIMIT_FEED, STR("other"), 601000, &retry_s));
    assert_true(limit_take(limiter, LIMIT_WRITE, STR("token"), 601000, &retry_s));
    assert_true(limit_take(limiter, LIMIT_FEED, STR("token"), 3601001, &retry_s));
    limiter_free(limiter);
}

static void limits_can_be_off_and_stay_bounded(void **state)
{
    struct limiter *off = limiter_new(true), *on = limiter_new(false);
    int retry_s = 0;
    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_true(limit_take(off, LIMIT_FEED, STR("token"), 1, &retry_s));
    /* More keys than there are counters: the oldest make room, nothing grows or breaks. */
    for (int i = 0; i < 200000; i++) {
        char who[16];
        snprintf(who, sizeof who, "%d", i);
        assert_true(limit_take(on, LIMIT_WRITE, str_of(who), i, &retry_s));
    }
    limiter_free(off);
    limiter_free(on);
}

static enum err nothing(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)ctx;
    (void)request;
    (void)response;
    return OK;
}

static const struct route SOME[] = {
    {"home", HTTP_GET, "/", LANE_READ, WHO_ANYONE, CSRF_NONE, 0, "", nothing},
    {"event", HTTP_GET, "/events/{id}", LANE_READ, WHO_ANYONE, CSRF_NONE, 0, "", nothing},
    {"new", HTTP_GET, "/events/new", LANE_READ, WHO_ANYONE, CSRF_NONE, 0, "", nothing},
    {"change", HTTP_PATCH, "/events/{id}", LANE_WRITE, WHO_ANYONE, CSRF_NONE, 0, "", nothing},
};
static const struct route MORE[] = {
    {"file", HTTP_GET, "/e/{id}.ics", LANE_READ, WHO_ANYONE, CSRF_NONE, 0, "", nothing},
    {"feed", HTTP_GET, "/cal/{name}.ics", LANE_READ, WHO_ANYONE, CSRF_NONE, 0, "", nothing},
};
static const struct route_list *const LISTS[] = {
    &(const struct route_list){SOME, COUNT_OF(SOME)},
    &(const struct route_list){MORE, COUNT_OF(MORE)},
    NULL,
};

static void routes_are_found_by_whole_segments(void **state)
{
    static const struct {
        enum http_method method;
        const char *path, *name;
        int64_t id;
    } rows[] = {
        {HTTP_GET, "/", "home", 0},
        {HTTP_HEAD, "/", "home", 0},
        {HTTP_GET, "/events/12", "event", 12},
        {HTTP_GET, "/events/new", "new", 0},
        {HTTP_PATCH, "/events/12", "change", 12},
        {HTTP_GET, "/e/7.ics", "file", 7},
        {HTTP_GET, "/cal/abc.ics", "feed", 0},
        {HTTP_GET, "/events/012", NULL, 0},
        {HTTP_GET, "/events/0", NULL, 0},
        {HTTP_GET, "/events/12/", NULL, 0},
        {HTTP_GET, "/events/", NULL, 0},
        {HTTP_GET, "/events/-1", NULL, 0},
        {HTTP_GET, "/events/99999999999999999999", NULL, 0},
        {HTTP_GET, "/cal/.ics", NULL, 0},
        {HTTP_GET, "/cal/a/b.ics", NULL, 0},
        {HTTP_GET, "//", NULL, 0},
        {HTTP_GET, "/Events/12", NULL, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct route_match match = route_find(LISTS, rows[i].method, str_of(rows[i].path));
        if (!rows[i].name) {
            assert_null(match.route);
            continue;
        }
        assert_non_null(match.route);
        assert_string_equal(match.route->name, rows[i].name);
        assert_int_equal(match.id, rows[i].id);
    }
}

static void a_wrong_method_says_which_are_right(void **state)
{
    (void)state;
    struct route_match match = route_find(LISTS, HTTP_DELETE, STR("/events/12"));
    assert_null(match.route);
    assert_true(match.other_method);
    assert_string_equal(match.allow, "GET, HEAD, PATCH");
}

/* Walking them meets every route of every area once. */
static void all_routes_are_walked(void **state)
{
    const struct route *route = route_next(NULL);
    (void)state;
    for (const struct route_list *const *list = route_lists; *list; list++)
        for (size_t i = 0; i < (*list)->count; i++) {
            assert_ptr_equal(route, &(*list)->items[i]);
            route = route_next(route);
        }
    assert_null(route);
}

/* The real table: every POST page has CSRF, every address a permission, limits and fields fit. */
static void the_route_table_keeps_its_promises(void **state)
{
    (void)state;
    for (const struct route *r = route_next(NULL); r; r = route_next(r)) {
        bool api = route_is_api(str_of(r->pattern));
        bool acts = r->method != HTTP_GET;
        assert_true(r->run || r->lane == LANE_STREAM || r->lane == LANE_FEED);
        if (!acts)
            assert_true(r->csrf == CSRF_NONE && r->lane != LANE_WRITE && r->limit_bytes == 0);
        /* A report changes nothing; a provider's logout token, and the token in the address that
         * ends a weekly mail (RFC 8058), are their own proof. */
        if (acts && !api && strcmp(r->name, "csp-report") != 0 &&
            strcmp(r->name, "oidc-back-channel") != 0 && strcmp(r->name, "digest-stop") != 0)
            assert_true(r->csrf == CSRF_ORIGIN || r->csrf == CSRF_SESSION);
        if (r->csrf == CSRF_SESSION)
            assert_true((r->who == WHO_PERSON || r->who == WHO_STEP) &&
                        form_word_in(STR("csrf"), r->fields));
        if (api)
            assert_true(r->who == WHO_BEARER || r->who == WHO_PUBLIC);
        for (const struct route *other = route_next(NULL); other != r; other = route_next(other))
            assert_false(other->method == r->method && strcmp(other->pattern, r->pattern) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_decoded),
        cmocka_unit_test(bad_forms_are_refused_whole),
        cmocka_unit_test(at_most_so_many_fields),
        cmocka_unit_test(unknown_fields_are_named),
        cmocka_unit_test(cookies_are_found_by_whole_name),
        cmocka_unit_test(csrf_tokens_are_masked_and_only_ones_own_unmask),
        cmocka_unit_test(only_our_own_pages_may_act),
        cmocka_unit_test(limits_count_and_reopen),
        cmocka_unit_test(limits_can_be_off_and_stay_bounded),
        cmocka_unit_test(routes_are_found_by_whole_segments),
        cmocka_unit_test(a_wrong_method_says_which_are_right),
        cmocka_unit_test(all_routes_are_walked),
        cmocka_unit_test(the_route_table_keeps_its_promises),
    };
    support_init();
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
