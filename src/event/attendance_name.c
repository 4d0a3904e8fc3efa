/* DESIGN: names out of attendance files: how they are shown, and how two of them are compared. */
#include "attendance_name.h"

#include <string.h>

#include "attendance_file.h"
#include "person.h"

/* Latin letters from U+00C0 on, each as the one it is written with when accents are left out. */
enum { LATIN_FROM = 0xc0 };
static const char LATIN[] = "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
_Static_assert(sizeof LATIN == 0x180 - LATIN_FROM + 1, "a letter for each from U+00C0 to U+017F");

/* What Teams puts behind the name of whoever is not of the organisation. */
static const struct str SUFFIXES[] = {
    {"(guest)", 7}, {"(unverified)", 12}, {"(external)", 10}, {"(anonymous)", 11}};

static struct str without_suffix(struct str name)
{
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof SUFFIXES[0]; i++) {
        struct str suffix = SUFFIXES[i];
        if (name.n > suffix.n && str_eq_nocase(str_from(name, name.n - suffix.n), suffix))
            return without_suffix(str_trim(str_first(name, name.n - suffix.n)));
    }
    return name;
}

static bool is_blank(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == 0xa0 ||
           code == 0x202f || code == 0xfeff;
}

const char *attendance_name_clean(struct str name, struct arena *arena)
{
    char *out = arena_alloc(arena, name.n + 1);
    size_t n = 0, step = 0;
    bool gap = false;
    for (size_t i = 0; i < name.n; i += step) {
        uint32_t code = 0;
        step = str_utf8_next(name, i, &code);
        if (!step) { /* no character at all */
            step = 1;
            continue;
        }
        if (is_blank(code)) {
            gap = n > 0;
            continue;
        }
        if (str_has_unseen(str_first(str_from(name, i), step)))
            continue;
        if (gap)
            out[n++] = ' ';
        gap = false;
        memcpy(out + n, name.p + i, step);
        n += step;
    }
    struct str clean = without_suffix(str_make(out, n));
    return arena_str_c(arena, str_first(clean, str_utf8_prefix(clean, PERSON_NAME_CHARS_MAX)));
}

/* "Lee, Ann" is Ann Lee; with two commas it is no such thing. */
static const char *turn(const char *name, struct arena *arena)
{
    const char *comma = strchr(name, ',');
    if (!comma || strchr(comma + 1, ','))
        return name;
    struct str last = str_trim(str_make(name, (size_t)(comma - name)));
    struct str first = str_trim(str_of(comma + 1));
    if (!first.n || !last.n)
        return name;
    return arena_printf(arena, "%.*s %.*s", (int)first.n, first.p, (int)last.n, last.p);
}

/* One letter as it is compared; 0: it is left as it stands. */
static char plain(uint32_t code)
{
    if (code >= 'A' && code <= 'Z')
        return (char)(code + 32);
    if (code < 0x80)
        return (char)code;
    if (code >= LATIN_FROM && code < 0x180)
        return LATIN[code - LATIN_FROM];
    if (code == 0x2019 || code == 0x2018 || code == 0x2bc)
        return '\'';
    return code == 0x2010 || code == 0x2011 ? '-' : 0;
}

const char *attendance_name_fold(const char *name, struct arena *arena)
{
    struct str clean = str_of(turn(attendance_name_clean(str_of(name), arena), arena));
    char *out = arena_alloc(arena, clean.n + 1);
    size_t n = 0, step;
    uint32_t code = 0;
    for (size_t i = 0; i < clean.n; i += step) {
        step = str_utf8_next(clean, i, &code);
        char letter = plain(code);
        if (letter)
            out[n++] = letter;
        else
            memcpy(out + n, clean.p + i, step), n += step;
    }
    out[n] = '\0';
    return out;
}
