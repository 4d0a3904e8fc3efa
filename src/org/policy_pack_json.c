/* DESIGN: a pack's JSON, read strictly: every fault with its path and what to do about it. */
#include <jansson.h>
#include <string.h>

#include "check.h"
#include "policy_pack.h"

enum { TEXT_BYTES_MAX = 200 };

struct reader {
    const char *file;
    struct refusal *why;
    json_t *documents; /* borrowed: the short names that sources may use */
};

#define PATH(r, ...) arena_printf((r)->why->arena, __VA_ARGS__)

static enum err bad(const struct reader *r, const char *path, const char *what)
{
    return refuse(r->why, ERR_INVALID, "bad-policy", "%s: %s: %s", r->file, path, what);
}

/* ---- values ---- */

static bool known(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* An object with exactly these keys. */
static enum err read_object(const struct reader *r, const char *path, const json_t *value,
                            const char *const *keys)
{
    const char *key;
    json_t *child;
    if (!json_is_object(value))
        return bad(r, path, "must be an object in braces");
    json_object_foreach((json_t *)value, key, child) if (!known(keys, key)) return bad(
        r, PATH(r, "%s.%.60s", path, key), "no such key; correct its spelling or take it out");
    for (; *keys; keys++)
        if (!json_object_get(value, *keys))
            return bad(r, PATH(r, "%s.%s", path, *keys), "is missing; add it");
    return OK;
}

static enum err read_text(const struct reader *r, const char *path, const json_t *object,
                          const char *key, const char **ret)
{
    const json_t *value = json_object_get(object, key);
    struct str text = {json_string_value(value), json_string_length(value)};
    const char *where = PATH(r, "%s.%s", path, key);
    if (!json_is_string(value))
        return bad(r, where, "must be a text in quotation marks");
    if (!text.n || text.n > TEXT_BYTES_MAX || str_has_controls(text, false) ||
        str_trim(text).n != text.n)
        return bad(r, where, "must be 1 to 200 bytes on one line, without spaces at the ends");
    *ret = arena_str_c(r->why->arena, text);
    return OK;
}

static enum err read_number(const struct reader *r, const char *path, const json_t *value,
                            int least, int most, int *ret)
{
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < least || number > most)
        return bad(r, path, PATH(r, "must be a whole number from %d to %d", least, most));
    *ret = (int)number;
    return OK;
}

static bool is_digits(struct str s)
{
    int64_t number;
    return str_parse_int(s, &number) == OK;
}

/* "product", "B:58" or "B:56-61". */
static bool is_reference(const struct reader *r, struct str s)
{
    struct str document, lines, first;
    if (str_eq_c(s, "product"))
        return true;
    if (!str_split(&s, ':', &document) || !s.p || !document.n ||
        !json_object_getn(r->documents, document.p, document.n))
        return false;
    lines = s;
    (void)str_split(&lines, '-', &first);
    return is_digits(first) && (!lines.p || is_digits(lines));
}

static enum err read_source(const struct reader *r, const char *path, const json_t *object,
                            const char *key, const char **ret)
{
    const char *text;
    enum err err = read_text(r, path, object, key, &text);
    if (err != OK)
        return err;
    struct str rest = str_of(text), part;
    while (str_split(&rest, ',', &part))
        if (!is_reference(r, str_trim(part)))
            return bad(r, PATH(r, "%s.%s", path, key),
                       "must be \"product\", or lines of a document named in documents, like "
                       "\"B:58\"; several are parted by commas");
    *ret = text;
    return OK;
}

/* {"value": number, "source": …} */
static enum err read_sourced_number(const struct reader *r, const char *path, const json_t *value,
                                    int least, int most, int *ret)
{
    static const char *const keys[] = {"value", "source", NULL};
    const char *source;
    enum err err = read_object(r, path, value, keys);
    if (err == OK)
        err = read_source(r, path, value, "source", &source);
    if (err == OK)
        err = read_number(r, PATH(r, "%s.value", path), json_object_get(value, "value"), least,
                          most, ret);
    return err;
}

static enum err read_array(const struct reader *r, const char *path, const json_t *value, int most)
{
    if (!json_is_array(value) || !json_array_size(value) || json_array_size(value) > (size_t)most)
        return bad(r, path, PATH(r, "must be a list in square brackets of 1 to %d", most));
    return OK;
}

/* ---- documents and labels ---- */

static enum err read_documents(struct reader *r, json_t *value)
{
    const char *key, *text;
    json_t *child;
    if (!json_is_object(value))
        return bad(r, "documents", "must be an object in braces");
    json_object_foreach(value, key, child)
    {
        if (strlen(key) > 8 || strpbrk(key, ":-, "))
            return bad(r, "documents", "a short name has at most 8 letters, like \"B\"");
        enum err err = read_text(r, "documents", value, key, &text);
        if (err != OK)
            return err;
    }
    r->documents = value;
    return OK;
}

static enum err read_labels(const struct reader *r, const json_t *value, struct policy_pack *pack)
{
    static const char *const keys[] = {"pd",    "pd_mentor",     "pd_plan", "cpd_leader", "ect",
                                       "spark", "spark_in_full", "talk",    NULL};
    static const char *const label_keys[] = {"text", "source", NULL};
    const char *source;
    enum err err = read_object(r, "labels", value, keys);
    for (int i = 0; err == OK && keys[i]; i++) {
        const char *path = PATH(r, "labels.%s", keys[i]);
        const json_t *label = json_object_get(value, keys[i]);
        struct pack_label *to = &pack->labels[pack->label_count++];
        to->key = keys[i];
        err = read_object(r, path, label, label_keys);
        if (err == OK)
            err = read_text(r, path, label, "text", &to->text);
        if (err == OK)
            err = read_source(r, path, label, "source", &source);
    }
    return err;
}

/* ---- talks ---- */

static enum err read_lengths(const struct reader *r, const json_t *value, struct policy_pack *pack)
{
    enum err err = read_array(r, "talks.minutes", value, PACK_TALK_LENGTHS_MAX);
    for (size_t i = 0; err == OK && i < json_array_size(value); i++) {
        int *to = &pack->talk_minutes[pack->talk_length_count++];
        const char *path = PATH(r, "talks.minutes[%zu]", i);
        err = read_sourced_number(r, path, json_array_get(value, i), 1, 60, to);
        if (err == OK && i > 0 && *to <= to[-1])
            return bad(r, path, "lengths must rise, each once");
    }
    return err;
}

static enum err read_category(const struct reader *r, const char *path, const json_t *value,
                              struct policy_pack *pack)
{
    static const char *const keys[] = {"key", "label", "source", NULL};
    static const char *const categories[] = {"good practice", "personal insight",
                                             "practical innovation", NULL};
    struct pack_category category;
    const char *source;
    enum err err = read_object(r, path, value, keys);
    if (err == OK)
        err = read_text(r, path, value, "key", &category.key);
    if (err == OK && !known(categories, category.key))
        err = bad(r, PATH(r, "%s.key", path),
                  "must be \"good practice\", \"personal insight\" or \"practical innovation\"");
    if (err == OK && policy_pack_category(pack, category.key))
        err = bad(r, PATH(r, "%s.key", path), "is there twice; take one out");
    if (err == OK)
        err = read_text(r, path, value, "label", &category.label);
    if (err == OK)
        err = read_source(r, path, value, "source", &source);
    if (err == OK)
        pack->categories[pack->category_count++] = category;
    return err;
}

static enum err read_talks(const struct reader *r, const json_t *value, struct policy_pack *pack)
{
    static const char *const keys[] = {"minutes", "categories", "changeover_s", "fixed_minutes",
                                       NULL};
    enum err err = read_object(r, "talks", value, keys);
    if (err == OK)
        err = read_lengths(r, json_object_get(value, "minutes"), pack);
    if (err != OK)
        return err;
    const json_t *categories = json_object_get(value, "categories");
    err = read_array(r, "talks.categories", categories, PACK_CATEGORIES_MAX);
    for (size_t i = 0; err == OK && i < json_array_size(categories); i++)
        err = read_category(r, PATH(r, "talks.categories[%zu]", i), json_array_get(categories, i),
                            pack);
    if (err == OK)
        err = read_sourced_number(r, "talks.changeover_s", json_object_get(value, "changeover_s"),
                                  0, 900, &pack->changeover_s);
    if (err == OK)
        err = read_sourced_number(r, "talks.fixed_minutes", json_object_get(value, "fixed_minutes"),
                                  0, 120, &pack->fixed_minutes);
    return err;
}

/* ---- cycle ---- */

/* What a cycle of the product has (requirements L18); what each is called is the pack's. */
static const struct {
    const char *kind, *key;
} cycle_parts[] = {
    {"stage", "reflections"}, {"conversation", "initial"}, {"stage", "goals"},
    {"stage", "support"},     {"conversation", "second"},  {"stage", "refine"},
    {"stage", "implement"},   {"conversation", "final"},   {"stage", "review"},
};

static const char *kind_of_part(const char *key)
{
    for (size_t i = 0; i < COUNT_OF(cycle_parts); i++)
        if (strcmp(cycle_parts[i].key, key) == 0)
            return cycle_parts[i].kind;
    return NULL;
}

static const struct pack_item *find_item(const struct policy_pack *pack, const char *key)
{
    for (int i = 0; i < pack->item_count; i++)
        if (strcmp(pack->items[i].key, key) == 0)
            return &pack->items[i];
    return NULL;
}

static enum err read_rule(const struct reader *r, const char *path, const json_t *object,
                          const char *key, struct deadline_rule *ret)
{
    const char *text, *fault;
    enum err err = read_text(r, path, object, key, &text);
    if (err == OK && deadline_rule_parse(str_of(text), ret, &fault) != OK)
        err = bad(r, PATH(r, "%s.%s", path, key), fault);
    return err;
}

static enum err read_key(const struct reader *r, const char *path, const json_t *value,
                         const struct policy_pack *pack, struct pack_item *item)
{
    enum err err = read_text(r, path, value, "key", &item->key);
    if (err == OK)
        err = read_text(r, path, value, "kind", &item->kind);
    if (err != OK)
        return err;
    const char *kind = kind_of_part(item->key);
    if (!kind)
        return bad(r, PATH(r, "%s.key", path),
                   "must be reflections, initial, goals, support, second, refine, implement, "
                   "final or review");
    if (find_item(pack, item->key))
        return bad(r, PATH(r, "%s.key", path), "is there twice; take one out");
    if (strcmp(kind, item->kind) != 0)
        return bad(r, PATH(r, "%s.kind", path), PATH(r, "must be \"%s\"", kind));
    return OK;
}

/* With every weekday a school day, it must open before it is due. */
static enum err check_order(const struct reader *r, const char *path, const struct pack_item *item)
{
    enum { ANY_YEAR = 2026 };
    struct span year = {SPAN_TERM, "", calendar_year_first(ANY_YEAR), calendar_year_last(ANY_YEAR)};
    struct calendar weekdays = calendar_compute(&year, 1, NULL, 0, r->why->arena);
    struct day opens = deadline_rule_resolve(item->opens, ANY_YEAR, weekdays);
    struct day due = deadline_rule_resolve(item->due, ANY_YEAR, weekdays);
    return opens.v <= due.v
               ? OK
               : bad(r, PATH(r, "%s.due", path), "lies before opens; mend one of them");
}

static enum err read_item(const struct reader *r, const char *path, const json_t *value,
                          struct policy_pack *pack)
{
    static const char *const keys[] = {"key",    "kind",  "label",  "opens", "due",
                                       "source", "dates", "nudges", NULL};
    static const char *const nudges[] = {"ladder", "opening", "none", NULL};
    struct pack_item item = {0};
    const char *dates;
    enum err err = read_object(r, path, value, keys);
    if (err == OK)
        err = read_key(r, path, value, pack, &item);
    if (err == OK)
        err = read_text(r, path, value, "label", &item.label);
    if (err == OK)
        err = read_rule(r, path, value, "opens", &item.opens);
    if (err == OK)
        err = read_rule(r, path, value, "due", &item.due);
    if (err == OK)
        err = check_order(r, path, &item);
    if (err == OK)
        err = read_source(r, path, value, "source", &item.source);
    if (err == OK)
        err = read_source(r, path, value, "dates", &dates);
    if (err == OK)
        err = read_text(r, path, value, "nudges", &item.nudges);
    if (err == OK && !known(nudges, item.nudges))
        err = bad(r, PATH(r, "%s.nudges", path), "must be ladder, opening or none");
    if (err == OK)
        pack->items[pack->item_count++] = item;
    return err;
}

static enum err read_cycle(const struct reader *r, const json_t *value, struct policy_pack *pack)
{
    enum err err = read_array(r, "cycle", value, PACK_ITEMS_MAX);
    for (size_t i = 0; err == OK && i < json_array_size(value); i++)
        err = read_item(r, PATH(r, "cycle[%zu]", i), json_array_get(value, i), pack);
    for (size_t i = 0; err == OK && i < COUNT_OF(cycle_parts); i++)
        if (!find_item(pack, cycle_parts[i].key))
            err = bad(r, "cycle",
                      PATH(r, "the %s \"%s\" is missing; add it with label, opens, due and nudges",
                           cycle_parts[i].kind, cycle_parts[i].key));
    return err;
}

/* ---- the whole ---- */

static enum err read_head(const struct reader *r, const json_t *root, struct policy_pack *pack)
{
    enum err err = read_text(r, "pack", root, "name", &pack->name);
    if (err == OK)
        err = read_text(r, "pack", root, "title", &pack->title);
    if (err == OK)
        err = read_text(r, "pack", root, "note", &pack->note);
    if (err == OK)
        err = read_number(r, "pack.version", json_object_get(root, "version"), 1, 1000000,
                          &pack->version);
    return err;
}

static enum err read_pack(struct reader *r, const json_t *root, struct policy_pack *pack)
{
    static const char *const keys[] = {"name",   "title", "note",  "version", "documents",
                                       "labels", "talks", "cycle", NULL};
    enum err err = read_object(r, "pack", root, keys);
    if (err == OK)
        err = read_head(r, root, pack);
    if (err == OK)
        err = read_documents(r, json_object_get(root, "documents"));
    if (err == OK)
        err = read_labels(r, json_object_get(root, "labels"), pack);
    if (err == OK)
        err = read_talks(r, json_object_get(root, "talks"), pack);
    if (err == OK)
        err = read_cycle(r, json_object_get(root, "cycle"), pack);
    return err;
}

enum err policy_pack_check(const char *file, struct str text, struct policy_pack *ret,
                           struct refusal *why)
{
    json_error_t fault;
    struct reader r = {.file = file, .why = why};
    struct policy_pack pack = {0};
    if (text.n > PACK_BYTES_MAX)
        return bad(&r, "pack", "is larger than 256 KB; take out what does not belong to it");
    json_t *root = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &fault);
    if (!root)
        return refuse(why, ERR_INVALID, "bad-policy",
                      "%s:%d: column %d: not JSON as it should be: %s", file, fault.line,
                      fault.column, fault.text);
    enum err err = read_pack(&r, root, &pack);
    json_decref(root);
    if (err == OK)
        *ret = pack;
    return err;
}
