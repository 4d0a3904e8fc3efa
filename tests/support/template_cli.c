/* DESIGN: the template engine as a filter, so that another engine's answers can be compared. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "template.h"

/*
 * A line in: {"templates": {"a.html": "…"}, "name": "a.html", "view": …}.
 * A line out: {"out": "…"}, {"fault": {"name", "line", "what"}} or {"err": "…"}.
 */
#define OUT_LIMIT_BYTES (4 * 1024 * 1024)

static json_t *render(const struct template_set *set, const char *name, const json_t *view)
{
    struct buf out;
    buf_init(&out, OUT_LIMIT_BYTES);
    enum err err = template_render(set, name, view, &out);
    struct str text = buf_str(&out);
    json_t *answer =
        err ? json_pack("{s:s}", "err", err_name(err)) : json_pack("{s:s%}", "out", text.p, text.n);
    buf_done(&out);
    return answer;
}

static json_t *answer_line(const json_t *line)
{
    json_t *templates = json_object_get(line, "templates");
    size_t count = 0;
    struct template_source *sources =
        check_calloc(json_object_size(templates) + 1, sizeof(sources[0]));
    const char *key;
    json_t *text;
    json_object_foreach(templates, key, text)
    {
        struct str s = {json_string_value(text), json_string_length(text)};
        sources[count++] = (struct template_source){key, s};
    }
    struct template_set *set = NULL;
    struct template_fault fault;
    enum err err = template_compile(sources, count, &set, &fault);
    json_t *answer;
    if (err)
        answer = json_pack("{s:{s:s,s:i,s:s}}", "fault", "name", fault.name, "line", fault.line,
                           "what", fault.what);
    else
        answer = render(set, json_string_value(json_object_get(line, "name")),
                        json_object_get(line, "view"));
    template_free(set);
    free(sources);
    return answer;
}

int main(void)
{
    char *text = NULL;
    size_t capacity = 0;
    ssize_t n;
    while ((n = getline(&text, &capacity, stdin)) > 0) {
        json_t *line = json_loadb(text, (size_t)n, JSON_ALLOW_NUL, NULL);
        json_t *answer = line ? answer_line(line) : json_pack("{s:s}", "err", "not JSON");
        CHECK(answer && json_dumpf(answer, stdout, JSON_COMPACT) == 0);
        putchar('\n');
        json_decref(answer);
        json_decref(line);
    }
    free(text);
    return 0;
}
