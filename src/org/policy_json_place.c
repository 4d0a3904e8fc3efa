/* DESIGN: where in a pack's text a path is: a scanner that only looks for lines. */
#include "policy_json_place.h"

#include <string.h>

#include "check.h"

enum { DEPTH_MAX = 16 };

const char *policy_json_place_format(const struct policy_json_place *place, struct arena *arena)
{
    if (!place->up)
        return "pack";
    const char *up = policy_json_place_format(place->up, arena);
    if (!place->key)
        return arena_printf(arena, "%s[%zu]", up, place->index);
    return place->up->up ? arena_printf(arena, "%s.%.60s", up, place->key)
                         : arena_printf(arena, "%.60s", place->key);
}

struct scan {
    struct str text;
    size_t at;
};

static char peek(const struct scan *scan)
{
    return scan->at < scan->text.n ? scan->text.p[scan->at] : '\0';
}

static void skip_blanks(struct scan *scan)
{
    while (scan->at < scan->text.n && memchr(" \t\r\n", scan->text.p[scan->at], 4))
        scan->at++;
}

static bool take(struct scan *scan, char c)
{
    skip_blanks(scan);
    if (scan->at >= scan->text.n || peek(scan) != c)
        return false;
    scan->at++;
    return true;
}

/* Past a string, which begins here; what stands between its quotes, escapes as they are. */
static struct str take_string(struct scan *scan)
{
    size_t from = ++scan->at;
    while (scan->at < scan->text.n && peek(scan) != '"')
        scan->at += peek(scan) == '\\' ? 2 : 1;
    if (scan->at > scan->text.n)
        scan->at = scan->text.n;
    struct str string = {scan->text.p + from, scan->at - from};
    if (scan->at < scan->text.n)
        scan->at++;
    return string;
}

/* Past a value of any depth. */
static void skip_value(struct scan *scan)
{
    int depth = 0;
    for (; scan->at < scan->text.n; scan->at++) {
        char c = peek(scan);
        if (c == '"') {
            (void)take_string(scan);
            scan->at--;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth-- == 0)
                return;
        } else if (c == ',' && depth == 0) {
            return;
        }
    }
}

/* To the value of a member; *at becomes where its key stands. */
static bool enter_member(struct scan *scan, const char *key, size_t *at)
{
    if (!take(scan, '{'))
        return false;
    do {
        skip_blanks(scan);
        size_t start = scan->at;
        if (peek(scan) != '"')
            return false;
        bool same = str_eq_c(take_string(scan), key);
        if (!take(scan, ':'))
            return false;
        skip_blanks(scan);
        if (same) {
            *at = start;
            return true;
        }
        skip_value(scan);
    } while (take(scan, ','));
    return false;
}

static bool enter_element(struct scan *scan, size_t index, size_t *at)
{
    if (!take(scan, '['))
        return false;
    for (size_t i = 0; i < index; i++) {
        skip_value(scan);
        if (!take(scan, ','))
            return false;
    }
    skip_blanks(scan);
    *at = scan->at;
    return scan->at < scan->text.n;
}

int policy_json_place_line(struct str text, const struct policy_json_place *place)
{
    const struct policy_json_place *steps[DEPTH_MAX];
    int depth = 0, line = 1;
    size_t at = 0;
    struct scan scan = {text, 0};
    for (; place->up; place = place->up) {
        CHECK(depth < DEPTH_MAX);
        steps[depth++] = place;
    }
    skip_blanks(&scan);
    at = scan.at;
    while (depth > 0) {
        const struct policy_json_place *step = steps[--depth];
        if (step->key ? !enter_member(&scan, step->key, &at)
                      : !enter_element(&scan, step->index, &at))
            break;
    }
    for (size_t i = 0; i < at && i < text.n; i++)
        line += text.p[i] == '\n';
    return line;
}
