/* DESIGN: fields of queries and forms, decoded and checked before anybody reads them. */
#include "form.h"

#include <string.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* application/x-www-form-urlencoded: '+' is a space, %xx a byte. */
static enum err decode(struct str s, struct arena *arena, struct str *ret)
{
    char *out = arena_alloc(arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            if (i + 2 >= s.n || hex(s.p[i + 1]) < 0 || hex(s.p[i + 2]) < 0)
                return ERR_INVALID;
            c = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
            i += 2;
        }
        out[n++] = c;
    }
    *ret = str_make(out, n);
    return OK;
}

static bool is_there(const struct form *form, struct str name)
{
    for (int i = 0; i < form->count; i++)
        if (str_eq(form->fields[i].name, name))
            return true;
    return false;
}

static const char *fault_of(const struct form *form, struct form_field field, struct arena *arena)
{
    if (!str_is_utf8(field.name) || !str_is_utf8(field.value))
        return "a field is not valid UTF-8";
    if (field.name.n == 0 || field.name.n > 64 || str_has_controls(field.name, false))
        return "a field has no proper name";
    if (str_has_controls(field.value, true))
        return arena_printf(arena, "the field %.*s holds a control character", (int)field.name.n,
                            field.name.p);
    if (is_there(form, field.name))
        return arena_printf(arena, "the field %.*s stands there twice", (int)field.name.n,
                            field.name.p);
    return NULL;
}

enum err form_add(struct form *form, struct form_field field, struct arena *arena,
                  const char **ret_what)
{
    const char *fault = form->count == FORM_FIELDS_MAX
                            ? arena_printf(arena, "there are more than %d fields", FORM_FIELDS_MAX)
                            : fault_of(form, field, arena);
    if (fault) {
        *ret_what = fault;
        return ERR_INVALID;
    }
    form->fields[form->count++] = field;
    return OK;
}

static enum err add_field(struct form *form, struct str part, struct arena *arena,
                          const char **ret_what)
{
    struct form_field field = {.value = STR("")};
    long at = str_find(part, '=');
    struct str name = at < 0 ? part : str_first(part, (size_t)at);
    struct str value = at < 0 ? STR("") : str_from(part, (size_t)at + 1);
    if (decode(name, arena, &field.name) != OK || decode(value, arena, &field.value) != OK) {
        *ret_what = "a percent sign is not followed by two hexadecimal digits";
        return ERR_INVALID;
    }
    return form_add(form, field, arena, ret_what);
}

enum err form_parse(struct str text, struct arena *arena, struct form *ret, const char **ret_what)
{
    struct form form = {NULL, 0};
    int room = 1;
    struct str rest = text, part;
    for (size_t i = 0; i < text.n && room < FORM_FIELDS_MAX; i++)
        room += text.p[i] == '&';
    form.fields = ARENA_ARRAY(arena, struct form_field, (size_t)room + 1);
    if (text.n == 0)
        rest.p = NULL;
    while (str_split(&rest, '&', &part)) {
        enum err err = part.n ? add_field(&form, part, arena, ret_what) : OK;
        if (err != OK)
            return err;
    }
    *ret = form;
    return OK;
}

struct str form_find(const struct form *form, const char *name)
{
    for (int i = 0; i < form->count; i++)
        if (str_eq_c(form->fields[i].name, name))
            return form->fields[i].value;
    return str_make(NULL, 0);
}

const char *form_text(const struct form *form, const char *name, struct arena *arena)
{
    struct str value = form_find(form, name);
    return arena_str_c(arena, value.p ? str_trim(value) : STR(""));
}

bool form_has(const struct form *form, const char *name)
{
    return form_find(form, name).p != NULL;
}

int64_t form_int(const struct form *form, const char *name, int64_t otherwise)
{
    int64_t value;
    struct str text = form_find(form, name);
    return text.p && str_parse_int(str_trim(text), &value) == OK ? value : otherwise;
}

bool form_word_in(struct str name, const char *known)
{
    struct str rest = str_of(known), word;
    while (str_split(&rest, ' ', &word)) {
        bool begins = word.n && word.p[word.n - 1] == '*';
        if (word.n && (begins ? str_starts(name, str_first(word, word.n - 1)) : str_eq(word, name)))
            return true;
    }
    return false;
}

enum err form_check_known(const struct form *form, const char *known, struct str *ret_unknown)
{
    for (int i = 0; i < form->count; i++)
        if (!form_word_in(form->fields[i].name, known)) {
            *ret_unknown = form->fields[i].name;
            return ERR_INVALID;
        }
    return OK;
}

struct str cookie_find(struct str header, const char *name)
{
    struct str rest = header, part;
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        long at = str_find(part, '=');
        if (at > 0 && str_eq_c(str_first(part, (size_t)at), name))
            return str_from(part, (size_t)at + 1);
    }
    return str_make(NULL, 0);
}
