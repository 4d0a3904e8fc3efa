/* DESIGN: what a register says of one person, everything that was ever said, and putting it right.
 */
#include "check.h"
#include "page.h"
#include "register_words.h"
#include "sheet.h"
#include "words.h"

static const struct choice MARKS[] = {
    {"here", "Here"}, {"absent", "Not here"}, {"excused", "Excused"}, {"none", "Not marked"}};
enum { FIELDS = 4 };
static const struct sheet_field SHEET_FIELDS[FIELDS] = {
    {SHEET_RADIOS, "mark", "What is right?", NULL, MARKS, COUNT_OF(MARKS), false},
    {SHEET_TEXT, "late_min", "Minutes late", "Leave it empty if they came in time.", NULL, 0, true},
    {SHEET_TEXT, "early_min", "Minutes left early", "Leave it empty if they stayed to the end.",
     NULL, 0, true},
    {SHEET_TEXT, "reason", "Why?",
     "“Signed the sheet”, “Ill, told us in the morning”. Kept with the "
     "mark, for those who may see this register.",
     NULL, 0, false},
};

/* ERR_INVALID: they are not on it. */
static enum err find_row(struct ctx *ctx, const struct register_view *scene, int64_t person,
                         struct register_row *ret)
{
    struct register_roll roll;
    enum err err =
        register_roll(ctx->store, scene->event.id, scene->state->session, ctx->arena, &roll);
    for (int i = 0; err == OK && i < roll.count; i++)
        if (roll.items[i].person.v == person) {
            *ret = roll.items[i];
            return OK;
        }
    return err == OK ? ERR_INVALID : err;
}

static struct form values_of(struct ctx *ctx, const struct register_row *row)
{
    const struct register_standing *s = &row->standing;
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "mark", register_mark_name(s->mark));
    if (s->late_min)
        sheet_put(&values, ctx->arena, "late_min", arena_printf(ctx->arena, "%d", s->late_min));
    if (s->early_min)
        sheet_put(&values, ctx->arena, "early_min", arena_printf(ctx->arena, "%d", s->early_min));
    return values;
}

static json_t *entry_view(struct ctx *ctx, const struct register_entry *e)
{
    const char *said =
        register_words_mark(ctx->arena, e->mark, e->late_min, e->early_min, e->away_min);
    const char *late =
        e->marked_at.v - e->taken_at.v >= 60
            ? arena_printf(ctx->arena, ", arrived here at %s", words_time(ctx->arena, e->marked_at))
            : "";
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b}", "said", *said ? said : "Not marked",
                     "by", e->by_name, "how", register_words_how(e->how), "when",
                     arena_printf(ctx->arena, "%s%s", words_moment(ctx->arena, e->taken_at), late),
                     "reason", e->reason, "stands", e->stands, "corrects", e->corrects);
}

static enum err add_history(struct ctx *ctx, const struct register_view *scene,
                            struct person_id person, json_t *view)
{
    struct register_history history;
    json_t *entries = json_array();
    enum err err =
        register_history(ctx->store, scene->state->session, person, ctx->arena, &history);
    for (int i = 0; err == OK && i < history.count; i++)
        json_array_append_new(entries, entry_view(ctx, &history.items[i]));
    view_list(view, "entries", entries);
    return err;
}

static enum err person_view(struct ctx *ctx, const struct register_view *scene,
                            const struct register_row *row, const struct form *values, json_t **ret)
{
    json_t *view = register_page_view(ctx, scene, row->name), *fields = json_array();
    const char *said = register_words_standing(ctx->arena, &row->standing);
    view_back(view, register_href(ctx, scene, ""), "Register");
    for (int i = 0; i < FIELDS; i++)
        json_array_append_new(fields, sheet_field_view(ctx, &SHEET_FIELDS[i], values));
    json_object_update_new(view,
                           json_pack("{s:o, s:s, s:s, s:I, s:b}", "fields", fields, "said",
                                     *said ? said : "Not marked", "school", row->school, "whom",
                                     (json_int_t)row->person.v, "may_correct",
                                     scene->takes && register_may_take(scene->state, ctx->now)));
    enum err err = add_history(ctx, scene, row->person, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    *ret = view;
    return OK;
}

enum err page_register_person(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct register_view scene;
    struct register_row row;
    json_t *view;
    enum err err =
        register_gate_view(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err == OK)
        err = find_row(ctx, &scene, form_int(&request->query, "person", 0), &row);
    if (err == ERR_INVALID) /* off it since */
        return response_redirect(ctx, response, "%s", register_href(ctx, &scene, ""));
    if (err != OK)
        return err;
    const struct form values = values_of(ctx, &row);
    err = person_view(ctx, &scene, &row, &values, &view);
    return err == OK ? response_page(response, "events/register_person.html", view) : err;
}

/* Before it is closed a reason may be given, afterwards it must. */
static enum err read_correction(struct ctx *ctx, const struct register_view *scene,
                                const struct form *form, struct register_mark *mark)
{
    mark->reason = form_text(form, "reason", ctx->arena);
    if (register_mark_parse(form_find(form, "mark"), &mark->mark) != OK)
        refuse_field(&ctx->why, "mark", "Choose what is right.");
    if (mark->mark == REGISTER_HERE) {
        register_read_minutes(ctx, form, "late_min", &mark->late_min);
        register_read_minutes(ctx, form, "early_min", &mark->early_min);
    }
    if (scene->state->closed_at.v && !*mark->reason)
        refuse_field(&ctx->why, "reason", "Say why: the register is closed.");
    return refusal_check(&ctx->why);
}

static enum err correct(struct ctx *ctx, const struct register_view *scene, const struct form *form,
                        struct person_id person)
{
    struct register_marked marked;
    struct register_mark mark = {.event = scene->event.id,
                                 .session = scene->state->session,
                                 .person = person,
                                 .how = REGISTER_PAPER,
                                 .by = ctx->actor.person};
    enum err err = read_correction(ctx, scene, form, &mark);
    return err == OK ? register_take(ctx->store, ctx->now, &mark, &ctx->why, &marked) : err;
}

enum err page_register_correct(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct register_view scene;
    struct register_row row = {.name = ""};
    json_t *view;
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->form, "session", 0), &scene);
    if (err != OK)
        return err;
    err = find_row(ctx, &scene, form_int(&request->form, "person_id", 0), &row);
    if (err == ERR_INVALID)
        return response_redirect(ctx, response, "%s", register_href(ctx, &scene, ""));
    if (err == OK)
        err = correct(ctx, &scene, &request->form, row.person);
    if (err == OK)
        return response_redirect(ctx, response, "/events/%lld/register?session=%d&done=%s#p%lld",
                                 (long long)scene.event.id.v, scene.state->position,
                                 scene.state->closed_at.v ? "corrected" : "saved",
                                 (long long)row.person.v);
    enum err again = err == ERR_CONFLICT || err == ERR_INVALID
                         ? person_view(ctx, &scene, &row, &request->form, &view)
                         : err;
    if (again != OK)
        return again;
    view_errors(view, &ctx->why);
    return response_page_refused(response, err, "events/register_person.html", view);
}
