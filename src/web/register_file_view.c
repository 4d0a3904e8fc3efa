/* DESIGN: what an attendance file would change in a register: who is marked, who waits for a word,
 * who is missing. */
#include "register_file_view.h"

#include "check.h"
#include "json_view.h"
#include "register_words.h"
#include "view.h"
#include "words.h"

struct viewing {
    struct ctx *ctx;
    const struct register_file_plan *plan;
    const struct form *typed;
    int asked;  /* fields so far */
    bool names; /* may others be suggested? */
};

/* "1 hour 18 minutes: 12 minutes late" */
static const char *time_words(struct ctx *ctx, const struct register_file_line *line)
{
    static const struct str here = {"Here, ", 6};
    const char *length = words_duration(ctx->arena, line->minutes);
    const char *noted = register_words_mark(ctx->arena, REGISTER_HERE, line->late_min,
                                            line->early_min, line->away_min);
    if (!str_starts(str_of(noted), here))
        return length;
    return arena_printf(ctx->arena, "%s: %s", length, noted + here.n);
}

static const char *short_words(struct ctx *ctx, const struct register_file_line *line)
{
    return line->minutes ? words_duration(ctx->arena, line->minutes) : "Not during the session";
}

static json_t *line_view(struct viewing *v, const struct register_file_line *line)
{
    struct arena *arena = v->ctx->arena;
    json_t *view = json_pack("{s:s, s:s}", "name", *line->name ? line->name : line->said, "school",
                             line->school);
    bool brief = line->kind == REGISTER_FILE_SHORT || line->minutes == 0;
    json_object_set_new(view, "time",
                        json_string(brief ? short_words(v->ctx, line) : time_words(v->ctx, line)));
    if (line->by_name)
        json_object_set_new(view, "by_name", json_true());
    if (!*line->name && *line->mail)
        json_object_set_new(view, "mail", json_string(line->mail));
    if (!*line->name && !*line->said)
        json_object_set_new(view, "name", json_string(line->mail));
    json_object_set_new(view, "line", json_string(arena_printf(arena, "Line %d", line->line)));
    return view;
}

/* A field of that line, if there is room for one more; else the line stands there unasked. */
static const char *ask(struct viewing *v, const char *prefix, const struct register_file_line *line,
                       json_t *view)
{
    if (v->asked == REGISTER_FILE_ASKED_MAX)
        return NULL;
    v->asked++;
    const char *id = arena_printf(v->ctx->arena, "%s_%d", prefix, line->line);
    json_object_set_new(view, "id", json_string(id));
    return id;
}

static json_t *tick_view(struct viewing *v, const char *prefix,
                         const struct register_file_line *line)
{
    json_t *view = line_view(v, line);
    const char *id = ask(v, prefix, line, view);
    if (!id)
        return view;
    json_object_set_new(
        view, "value", json_string(arena_printf(v->ctx->arena, "%lld", (long long)line->person.v)));
    json_object_set_new(view, "checked",
                        json_boolean(v->typed && form_int(v->typed, id, 0) == line->person.v));
    if (line->kind == REGISTER_FILE_MARKED)
        json_object_set_new(view, "standing",
                            json_string(register_words_standing(v->ctx->arena, &line->standing)));
    return view;
}

static bool is_guess(const struct register_file_line *line, struct person_id person)
{
    for (int i = 0; i < line->guess_count; i++)
        if (line->guesses[i].v == person.v)
            return true;
    return false;
}

/* Those called so, then the booked whom nobody has met. */
static json_t *options_of(struct viewing *v, const struct register_file_line *line, int64_t chosen)
{
    json_t *options = json_array();
    const struct register_file_plan *plan = v->plan;
    view_option(options, "", "Leave them out", chosen == 0);
    for (int i = 0; v->names && i < line->guess_count; i++)
        view_option_id(options, line->guesses[i].v, line->guess_names[i],
                       chosen == line->guesses[i].v);
    for (int i = 0; i < plan->missing_count; i++) {
        const struct register_row *row = plan->missing[i];
        if (v->names && is_guess(line, row->person))
            continue;
        view_option_id(options, row->person.v,
                       arena_printf(v->ctx->arena, "%s (booked)", row->name),
                       chosen == row->person.v);
    }
    return options;
}

static json_t *unknown_view(struct viewing *v, const struct register_file_line *line)
{
    json_t *view = line_view(v, line);
    const char *id = ask(v, "who", line, view);
    if (id)
        json_object_set_new(view, "options",
                            options_of(v, line, v->typed ? form_int(v->typed, id, 0) : 0));
    return view;
}

static json_t *one_view(struct viewing *v, const struct register_file_line *line)
{
    switch (line->kind) {
    case REGISTER_FILE_STRANGER:
        return tick_view(v, "add", line);
    case REGISTER_FILE_MARKED:
        return tick_view(v, "over", line);
    case REGISTER_FILE_UNKNOWN:
        return unknown_view(v, line);
    default:
        return line_view(v, line);
    }
}

static void add_list(struct viewing *v, enum register_file_kind kind, const char *key, json_t *page)
{
    json_t *list = json_array();
    for (int i = 0; i < v->plan->count; i++)
        if (v->plan->lines[i].kind == kind)
            json_array_append_new(list, one_view(v, &v->plan->lines[i]));
    view_list(page, key, list);
}

static void add_missing(struct viewing *v, json_t *page)
{
    json_t *list = json_array();
    for (int i = 0; i < v->plan->missing_count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "name", v->plan->missing[i]->name,
                                              "school", v->plan->missing[i]->school));
    view_list(page, "missing", list);
}

static void add_rule(struct viewing *v, json_t *page)
{
    struct arena *arena = v->ctx->arena;
    const struct register_file_rule *rule = &v->plan->rule;
    view_field(page, "least", arena_printf(arena, "%d", rule->least_min), &v->ctx->why);
    view_field(page, "grace", arena_printf(arena, "%d", rule->grace_min), &v->ctx->why);
}

static const struct {
    enum register_file_kind kind;
    const char *key;
} LISTS[] = {
    {REGISTER_FILE_UNKNOWN, "unknown"}, {REGISTER_FILE_STRANGER, "strangers"},
    {REGISTER_FILE_MARKED, "by_hand"},  {REGISTER_FILE_MARK, "marks"},
    {REGISTER_FILE_SHORT, "too_short"},
};

json_t *register_file_view(struct ctx *ctx, const struct register_file_scene *scene,
                           const struct register_file_plan *plan, const struct form *typed)
{
    const int *counts = plan->counts;
    struct viewing v = {.ctx = ctx, .plan = plan, .typed = typed};
    v.names = may(&ctx->actor, ACTION_PERSON_LIST, &(struct object){.school = {0}});
    json_t *page = register_page_view(ctx, &scene->view, "Take the register from a file");
    view_back(page, register_href(ctx, &scene->view, "/file"), "Another file");
    view_errors(page, &ctx->why);
    if (ctx->why.field_count)
        json_object_set_new(page, "has_errors", json_true());
    json_object_update_new(page, json_pack("{s:s, s:s, s:s}", "file", scene->file.name, "source",
                                           attendance_source_words(plan->source), "action",
                                           arena_printf(ctx->arena, "/register/files/%lld",
                                                        (long long)scene->file.id)));
    add_rule(&v, page);
    for (size_t i = 0; i < COUNT_OF(LISTS); i++)
        add_list(&v, LISTS[i].kind, LISTS[i].key, page);
    add_missing(&v, page);
    json_object_set_new(page, "will",
                        json_string(counts[REGISTER_FILE_MARK]
                                        ? words_count(ctx->arena, counts[REGISTER_FILE_MARK],
                                                      "person will be marked as here",
                                                      "people will be marked as here")
                                        : "Nobody new will be marked"));
    if (counts[REGISTER_FILE_SAME])
        json_object_set_new(page, "same",
                            json_string(words_count(ctx->arena, counts[REGISTER_FILE_SAME],
                                                    "person is marked like that already",
                                                    "people are marked like that already")));
    if (v.asked == REGISTER_FILE_ASKED_MAX)
        json_object_set_new(page, "more", json_true());
    return page;
}

/* ---- the API ---- */

static json_t *line_json(const struct register_file_line *line)
{
    json_t *guesses = json_array();
    for (int i = 0; i < line->guess_count; i++)
        json_array_append_new(guesses, json_integer(line->guesses[i].v));
    return json_pack("{s:s, s:i, s:s, s:s, s:o, s:s, s:b, s:i, s:i, s:i, s:i, s:o}", "kind",
                     register_file_kind_name(line->kind), "line", line->line, "said", line->said,
                     "email", line->mail, "person_id", json_view_id(line->person.v), "name",
                     line->name, "by_name", line->by_name, "minutes", line->minutes, "late_minutes",
                     line->late_min, "early_minutes", line->early_min, "away_minutes",
                     line->away_min, "may_be", guesses);
}

json_t *register_file_json(const struct register_file_scene *scene,
                           const struct register_file_plan *plan)
{
    json_t *people = json_array(), *missing = json_array();
    for (int i = 0; i < plan->count; i++)
        json_array_append_new(people, line_json(&plan->lines[i]));
    for (int i = 0; i < plan->missing_count; i++)
        json_array_append_new(missing, json_pack("{s:I, s:s}", "person_id",
                                                 (json_int_t)plan->missing[i]->person.v, "name",
                                                 plan->missing[i]->name));
    return json_pack("{s:I, s:I, s:i, s:s, s:s, s:i, s:i, s:o, s:o}", "id",
                     (json_int_t)scene->file.id, "event_id", (json_int_t)scene->file.event.v,
                     "session", scene->view.state->position, "file", scene->file.name, "source",
                     plan->source == ATTENDANCE_MEET ? "meet" : "teams", "least_minutes",
                     plan->rule.least_min, "grace_minutes", plan->rule.grace_min, "people", people,
                     "missing", missing);
}
