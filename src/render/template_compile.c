/* DESIGN: from sources to a set: nodes that point into the source, escapers fixed, partials linked.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "template_set.h"

struct open_section {
    const struct template_tag *tag;
    size_t node;
    struct template_context before;
};

/* One file on its way. */
struct compile {
    struct template_file *file;
    size_t capacity;
    struct open_section open[TEMPLATE_SECTIONS_MAX];
    int depth;
    struct template_context context;
    struct template_error *ret_error;
};

static enum err fail(struct compile *compile, const char *at, const char *what, struct str name)
{
    *compile->ret_error = (struct template_error){at, what, str_first(name, 60)};
    return ERR_INVALID;
}

static size_t add_node(struct compile *compile, struct template_node node)
{
    struct template_file *file = compile->file;
    if (file->count == compile->capacity) {
        compile->capacity = compile->capacity ? compile->capacity * 2 : 64;
        file->nodes = check_realloc(file->nodes, compile->capacity * sizeof(file->nodes[0]));
    }
    file->nodes[file->count] = node;
    return file->count++;
}

static bool is_html(const struct compile *compile)
{
    return compile->file->kind == TEMPLATE_HTML;
}

static enum err add_text(struct compile *compile, const char *from, const char *to)
{
    if (from == to)
        return OK;
    struct str text = {from, (size_t)(to - from)};
    add_node(compile, (struct template_node){.kind = NODE_TEXT, .text = text});
    if (!is_html(compile))
        return OK;
    const char *at = from;
    const char *refusal = template_context_text(&compile->context, text, &at);
    return refusal ? fail(compile, at, refusal, (struct str){0}) : OK;
}

static enum err add_value(struct compile *compile, const struct template_tag *tag)
{
    enum template_escaper escaper = ESCAPE_NONE;
    bool raw = tag->kind == TAG_RAW;
    if (is_html(compile)) {
        const char *refusal = template_context_value(&compile->context, raw, &escaper);
        if (refusal)
            return fail(compile, tag->start, refusal, tag->name);
    } else if (raw) {
        return fail(compile, tag->start, "{{{…}}} in a .txt template: write {{name}}", tag->name);
    }
    add_node(compile,
             (struct template_node){.kind = NODE_VALUE, .escaper = escaper, .text = tag->name});
    return OK;
}

static enum err open_section(struct compile *compile, const struct template_tag *tag)
{
    if (compile->depth == TEMPLATE_SECTIONS_MAX)
        return fail(compile, tag->start, "more than 32 sections deep", tag->name);
    enum node_kind kind = tag->kind == TAG_SECTION ? NODE_SECTION : NODE_INVERSE;
    size_t node = add_node(compile, (struct template_node){.kind = kind, .text = tag->name});
    compile->open[compile->depth++] = (struct open_section){tag, node, compile->context};
    return OK;
}

static enum err close_section(struct compile *compile, const struct template_tag *tag)
{
    if (compile->depth == 0)
        return fail(compile, tag->start, "this ends a section that was not begun", tag->name);
    const struct open_section *open = &compile->open[--compile->depth];
    if (!str_eq(open->tag->name, tag->name))
        return fail(compile, tag->start,
                    "this ends another section than the one that is open:", open->tag->name);
    if (is_html(compile)) {
        const char *refusal = template_context_join(&open->before, &compile->context);
        if (refusal)
            return fail(compile, tag->start, refusal, tag->name);
    }
    size_t end = add_node(compile, (struct template_node){.kind = NODE_END, .text = tag->name});
    compile->file->nodes[open->node].to = end;
    return OK;
}

static enum err add_tag(struct compile *compile, const struct template_tag *tag)
{
    if (tag->kind == TAG_VALUE || tag->kind == TAG_RAW)
        return add_value(compile, tag);
    if (is_html(compile)) {
        const char *refusal = template_context_tag(&compile->context, tag->kind);
        if (refusal)
            return fail(compile, tag->start, refusal,
                        tag->kind == TAG_COMMENT ? (struct str){0} : tag->name);
    }
    switch (tag->kind) {
    case TAG_SECTION:
    case TAG_INVERSE:
        return open_section(compile, tag);
    case TAG_END:
        return close_section(compile, tag);
    case TAG_PARTIAL:
        add_node(compile, (struct template_node){.kind = NODE_PARTIAL, .text = tag->name});
        return OK;
    default:
        return OK;
    }
}

static enum err end_file(struct compile *compile)
{
    if (compile->depth > 0) {
        const struct template_tag *tag = compile->open[compile->depth - 1].tag;
        return fail(compile, tag->start, "this section is not ended", tag->name);
    }
    if (!is_html(compile))
        return OK;
    const char *refusal = template_context_end(&compile->context);
    const struct str text = compile->file->text;
    return refusal ? fail(compile, text.p + text.n - 1, refusal, (struct str){0}) : OK;
}

static enum err add_all(struct compile *compile, const struct template_tags *tags)
{
    const char *p = compile->file->text.p;
    enum err err = OK;
    for (size_t i = 0; i < tags->count && !err; i++) {
        const struct template_tag *tag = &tags->list[i];
        err = add_text(compile, p, tag->cut_start);
        if (!err)
            err = add_tag(compile, tag);
        p = tag->cut_end;
    }
    if (!err)
        err = add_text(compile, p, compile->file->text.p + compile->file->text.n);
    return err ? err : end_file(compile);
}

static enum err compile_file(struct template_file *file, struct template_error *ret_error)
{
    struct compile compile = {.file = file, .ret_error = ret_error};
    if (!str_is_utf8(file->text) || memchr(file->text.p, '\0', file->text.n))
        return fail(&compile, file->text.p, "not UTF-8 text", (struct str){0});
    struct template_tags tags = {0};
    enum err err = template_lex(file->text, &tags, ret_error);
    if (!err)
        err = add_all(&compile, &tags);
    free(tags.list);
    if (file->count) /* it grew by doubling, and stays for as long as the server */
        file->nodes = check_realloc(file->nodes, file->count * sizeof(file->nodes[0]));
    return err;
}

/* ---- partials ---- */

#define NAME_MAX_BYTES 127 /* what a fault can say */

static const char *ending_of(enum template_kind kind)
{
    return kind == TEMPLATE_HTML ? ".html" : ".txt";
}

struct link {
    struct template_set *set;
    const struct template_file *faulty;
    struct template_error error;
};

static enum err link_file(struct link *link, struct template_file *file);

static enum err link_fail(struct link *link, const struct template_file *file,
                          const struct template_node *node, const char *what)
{
    link->faulty = file;
    link->error = (struct template_error){node->text.p, what, node->text};
    return ERR_INVALID;
}

static const struct template_file *find_partial(const struct link *link,
                                                const struct template_file *file, struct str name)
{
    char full[NAME_MAX_BYTES + 1];
    int n = snprintf(full, sizeof(full), "%.*s%s", (int)name.n, name.p, ending_of(file->kind));
    return n < (int)sizeof(full) ? template_find(link->set, str_of(full)) : NULL;
}

/* Links the partial first and sees that its sections inside `open` others fit a page's stack. */
static enum err link_partial(struct link *link, struct template_file *file,
                             struct template_node *node, int open)
{
    const struct template_file *found = find_partial(link, file, node->text);
    if (!found)
        return link_fail(link, file, node, "there is no partial of this name:");
    node->to = (size_t)(found - link->set->files);
    struct template_file *partial = &link->set->files[node->to];
    if (partial->link == LINK_OPEN)
        return link_fail(link, file, node, "this partial comes back to itself:");
    enum err err = link_file(link, partial);
    if (err)
        return err;
    if (open + partial->levels > TEMPLATE_LEVELS_MAX)
        return link_fail(link, file, node, "more than 62 sections deep with this partial:");
    if (open + partial->levels > file->levels)
        file->levels = open + partial->levels;
    return OK;
}

static enum err link_file(struct link *link, struct template_file *file)
{
    if (file->link == LINK_DONE)
        return OK;
    file->link = LINK_OPEN;
    int open = 0;
    for (size_t i = 0; i < file->count; i++) {
        struct template_node *node = &file->nodes[i];
        if (node->kind == NODE_SECTION || node->kind == NODE_INVERSE)
            open++;
        else if (node->kind == NODE_END)
            open--;
        if (open > file->levels)
            file->levels = open;
        if (node->kind != NODE_PARTIAL)
            continue;
        enum err err = link_partial(link, file, node, open);
        if (err)
            return err;
    }
    file->link = LINK_DONE;
    return OK;
}

/* ---- sets ---- */

static int line_of(struct str text, const char *at)
{
    int line = 1;
    for (const char *p = text.p; p < at && p < text.p + text.n; p++)
        line += *p == '\n';
    return line;
}

static enum err report(struct template_fault *ret_fault, const char *name, struct str text,
                       struct template_error error)
{
    *ret_fault = (struct template_fault){.line = line_of(text, error.at)};
    snprintf(ret_fault->name, sizeof(ret_fault->name), "%s", name);
    snprintf(ret_fault->what, sizeof(ret_fault->what), error.name.n ? "%s \"%.*s\"" : "%s",
             error.what, (int)error.name.n, error.name.p);
    return ERR_INVALID;
}

static enum err add_file(struct template_set *set, const struct template_source *source,
                         struct template_error *ret_error)
{
    struct str name = str_of(source->name), text = source->text;
    if (!text.p)
        text = STR("");
    bool html = str_ends(name, STR(".html"));
    *ret_error = (struct template_error){text.p, "a template's name ends in .html or .txt", {0}};
    if (!html && !str_ends(name, STR(".txt")))
        return ERR_INVALID;
    ret_error->what = "the name is longer than 127 bytes";
    if (name.n > NAME_MAX_BYTES)
        return ERR_INVALID;
    struct template_file *file = &set->files[set->count++];
    file->name = arena_strdup(set->arena, source->name);
    file->text = text;
    file->kind = html ? TEMPLATE_HTML : TEMPLATE_TEXT;
    return compile_file(file, ret_error);
}

static int compare_files(const void *a, const void *b)
{
    const struct template_file *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static enum err link_set(struct template_set *set, struct template_fault *ret_fault)
{
    if (set->count > 1)
        qsort(set->files, set->count, sizeof(set->files[0]), compare_files);
    for (size_t i = 0; i + 1 < set->count; i++) {
        const struct template_file *file = &set->files[i];
        if (strcmp(file->name, file[1].name) == 0)
            return report(ret_fault, file->name, file->text,
                          (struct template_error){file->text.p, "two templates of this name", {0}});
    }
    for (size_t i = 0; i < set->count; i++) {
        struct link link = {.set = set};
        if (link_file(&link, &set->files[i]))
            return report(ret_fault, link.faulty->name, link.faulty->text, link.error);
    }
    return OK;
}

enum err template_compile(const struct template_source *sources, size_t count,
                          struct template_set **ret_set, struct template_fault *ret_fault)
{
    struct arena *arena = arena_new();
    struct template_set *set = ARENA_NEW(arena, struct template_set);
    set->arena = arena;
    set->files = ARENA_ARRAY(arena, struct template_file, count + 1);
    enum err err = OK;
    for (size_t i = 0; i < count && !err; i++) {
        struct template_error error;
        err = add_file(set, &sources[i], &error);
        if (err)
            err = report(ret_fault, sources[i].name, sources[i].text, error);
    }
    if (!err)
        err = link_set(set, ret_fault);
    if (err) {
        template_free(set);
        return err;
    }
    *ret_set = set;
    return OK;
}

void template_free(struct template_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->count; i++)
        free(set->files[i].nodes);
    if (set->texts)
        arena_free(set->texts);
    arena_free(set->arena);
}
