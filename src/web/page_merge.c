/* DESIGN: two records of one person: chosen, looked at side by side, made one, and apart again. */
#include <string.h>

#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "check.h"
#include "json_person.h"
#include "page.h"
#include "person_merge.h"
#include "person_merge_view.h"
#include "person_pick.h"
#include "tz.h"
#include "words.h"

/* Both records, each to be changed by the actor. */
struct two {
    struct person_seen kept, gone;
};

/* A merge reaches all of a record, so it takes whoever may change it at each of its schools. */
static enum err find_whole(struct ctx *ctx, int64_t id, struct person_seen *ret)
{
    enum err err = person_gate_may(ctx, id, ACTION_PERSON_EDIT, ret);
    if (err == OK && !person_gate_everywhere(ctx, ACTION_PERSON_EDIT, ret))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "They work at another school too. Ask a trust coordinator to merge the "
                      "records.");
    return err;
}

static enum err find_two(struct ctx *ctx, int64_t kept, int64_t gone, struct two *ret)
{
    enum err err = find_whole(ctx, kept, &ret->kept);
    return err == OK ? find_whole(ctx, gone, &ret->gone) : err;
}

static enum err merge(struct ctx *ctx, const struct two *two, bool name_of_gone, bool email_of_gone,
                      struct person_merge_id *ret)
{
    const struct person_id kept = two->kept.record.id;
    const struct person_merge_request request = {.kept = kept,
                                                 .gone = two->gone.record.id,
                                                 .name_of_gone = name_of_gone,
                                                 .email_of_gone = email_of_gone,
                                                 .by = ctx->actor.person};
    enum err err = person_merge(ctx->store, ctx->now, &request, &ctx->why, ret);
    if (err == OK)
        err = person_act_sync(ctx, kept);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "person-merge", kept.v,
                                 arena_printf(ctx->arena, "%lld", (long long)two->gone.record.id.v))
                     : err;
}

/* ---- which one ---- */

static struct sheet ask_sheet(struct ctx *ctx, const struct person_record *kept,
                              const struct person_pick *pick)
{
    struct sheet_field *fields = ARENA_NEW(ctx->arena, struct sheet_field);
    const char *href = arena_printf(ctx->arena, "/people/%lld", (long long)kept->id.v);
    fields[0] = (struct sheet_field){SHEET_PERSON,
                                     "person",
                                     "Who is the same person?",
                                     "A name, or a work mail address",
                                     pick ? pick->choices : NULL,
                                     pick ? pick->count : 0,
                                     false};
    return (struct sheet){
        .title = arena_printf(ctx->arena, "%s: merge with another record", kept->name),
        .intro = "This record stays, and all of the other one moves to it. You see both before "
                 "anything happens.",
        .action = arena_printf(ctx->arena, "%s/merge", href),
        .button = "Look at both",
        .back_href = href,
        .back_text = kept->name,
        .fields = fields,
        .count = 1,
    };
}

/* ---- side by side ---- */

static const char *schools_of(struct ctx *ctx, const struct object *object)
{
    struct school school;
    const char *text = "";
    for (int i = 0; i < object->more_school_count; i++)
        if (school_find(ctx->store, object->more_schools[i], ctx->arena, &school) == OK)
            text = arena_printf(ctx->arena, "%s%s%s", text, i ? ", " : "", school.name);
    return text;
}

static void add_row(json_t *rows, const char *label, const char *kept, const char *gone)
{
    json_array_append_new(rows, json_pack("{s:s, s:s, s:s}", "label", label, "kept",
                                          *kept ? kept : "None", "gone", *gone ? gone : "None"));
}

static void add_choice(json_t *choices, const char *name, const char *label, const char *kept,
                       const char *gone)
{
    if (strcmp(kept, gone) == 0 || !*gone)
        return;
    json_array_append_new(choices, json_pack("{s:s, s:s, s:s, s:s}", "name", name, "label", label,
                                             "kept", *kept ? kept : "None", "gone", gone));
}

static enum err both_view(struct ctx *ctx, const struct two *two, json_t **ret)
{
    const struct person_record *kept = &two->kept.record, *gone = &two->gone.record;
    struct person_merge_clashes clashes;
    json_t *rows = json_array(), *choices = json_array(), *shared = json_array();
    enum err err = person_merge_clashes(ctx->store, kept->id, gone->id, ctx->arena, &clashes);
    add_row(rows, "Name", kept->name, gone->name);
    add_row(rows, "Mail address", kept->email, gone->email);
    add_row(rows, "Schools", schools_of(ctx, &two->kept.object),
            schools_of(ctx, &two->gone.object));
    add_choice(choices, "name", "Which name?", kept->name, gone->name);
    add_choice(choices, "email", "Which mail address?", kept->email, gone->email);
    for (int i = 0; err == OK && i < clashes.count; i++)
        json_array_append_new(shared, json_string(clashes.titles[i]));
    json_t *view = view_new("Are these the same person?");
    view_back(view, arena_printf(ctx->arena, "/people/%lld", (long long)kept->id.v), kept->name);
    json_object_set_new(view, "rows", rows);
    view_list(view, "choices", choices);
    view_list(view, "shared", shared);
    json_object_set_new(
        view, "action",
        json_string(arena_printf(ctx->arena, "/people/%lld/merge", (long long)kept->id.v)));
    json_object_set_new(view, "with",
                        json_string(arena_printf(ctx->arena, "%lld", (long long)gone->id.v)));
    if (err != OK)
        json_decref(view);
    else
        *ret = view;
    return err;
}

enum err page_merge_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    int64_t with = form_int(&request->query, "with", 0);
    struct two two;
    json_t *view;
    struct form values = sheet_values(ctx->arena);
    enum err err = find_whole(ctx, request->id, &two.kept);
    if (err != OK)
        return err;
    if (!with) {
        const struct sheet sheet = ask_sheet(ctx, &two.kept.record, NULL);
        return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
    }
    err = find_two(ctx, request->id, with, &two);
    if (err == OK)
        err = both_view(ctx, &two, &view);
    return err == OK ? response_page(response, "people/merge.html", view) : err;
}

/* Whom a typed name means; then both are looked at. */
static enum err choose(struct ctx *ctx, const struct request *request,
                       const struct person_record *kept, struct response *response)
{
    struct person_pick pick;
    enum err err = person_pick_read(ctx, &request->form, true, &pick);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/people/%lld/merge?with=%lld",
                                 (long long)kept->id.v, (long long)pick.person.v);
    const struct sheet sheet = ask_sheet(ctx, kept, &pick);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

enum err page_merge(struct ctx *ctx, const struct request *request, struct response *response)
{
    int64_t with = form_int(&request->form, "with", 0);
    struct two two;
    struct person_merge_id id;
    enum err err = find_whole(ctx, request->id, &two.kept);
    if (err != OK)
        return err;
    if (!with)
        return choose(ctx, request, &two.kept.record, response);
    err = find_two(ctx, request->id, with, &two);
    if (err == OK)
        err = merge(ctx, &two, str_eq_c(form_find(&request->form, "name"), "gone"),
                    str_eq_c(form_find(&request->form, "email"), "gone"), &id);
    return err == OK ? response_redirect(ctx, response, "/people/%lld?done=person-merge",
                                         (long long)request->id)
                     : err;
}

/* ---- apart again ---- */

static enum err find_merge(struct ctx *ctx, int64_t id, struct person_merge_entry *ret)
{
    struct person_seen kept;
    enum err err = person_merge_find(ctx->store, (struct person_merge_id){id}, ctx->arena, ret);
    return err == OK ? find_whole(ctx, ret->kept.v, &kept) : err;
}

static enum err undo(struct ctx *ctx, const struct person_merge_entry *entry)
{
    enum err err = person_merge_undo(ctx->store, ctx->now, entry->id, ctx->actor.person, &ctx->why);
    if (err == OK)
        err = person_act_sync(ctx, entry->kept);
    if (err == OK)
        err = person_act_sync(ctx, entry->gone);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "person-unmerge",
                                 entry->kept.v, "")
                     : err;
}

enum err page_merge_undo_ask(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct person_merge_entry entry;
    enum err err = find_merge(ctx, request->id, &entry);
    if (err != OK)
        return err;
    const char *href = arena_printf(ctx->arena, "/people/%lld", (long long)entry.kept.v);
    json_t *view = view_new("Two people after all?");
    view_back(view, href, "Back");
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:s, s:b, s:s, s:{s:s, s:s}}", "subject", entry.gone_name, "text",
                  "Both records are as they were before. A place that somebody else has got "
                  "since becomes a place in line.",
                  "action", arena_printf(ctx->arena, "/merges/%lld/undo", (long long)entry.id.v),
                  "grave", 1, "button", "Undo the merge", "keep", "text", "Keep it", "href", href));
    return response_page(response, "confirm.html", view);
}

enum err page_merge_undo(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_merge_entry entry;
    enum err err = find_merge(ctx, request->id, &entry);
    if (err == OK)
        err = undo(ctx, &entry);
    return err == OK ? response_redirect(ctx, response, "/people/%lld?done=person-unmerge",
                                         (long long)entry.gone.v)
                     : err;
}

enum err person_merge_fill(struct ctx *ctx, struct person_id kept, json_t *view)
{
    struct person_merge_entry *items;
    int count;
    json_t *list = json_array();
    enum err err = person_merge_list(ctx->store, kept, ctx->now, ctx->arena, &items, &count);
    for (int i = 0; err == OK && i < count; i++)
        json_array_append_new(
            list,
            json_pack("{s:s, s:s}", "text",
                      arena_printf(ctx->arena,
                                   "The record of %s was merged into this one "
                                   "on %s.",
                                   items[i].gone_name,
                                   words_date_plain(ctx->arena, tz_day(items[i].merged_at))),
                      "href",
                      arena_printf(ctx->arena, "/merges/%lld/undo", (long long)items[i].id.v)));
    view_list(view, "merges", list);
    return err;
}

/* ---- calls ---- */

static enum err answer(struct ctx *ctx, struct response *response, int64_t person)
{
    struct person_seen seen;
    json_t *view;
    enum err err = person_gate_find(ctx, person, &seen);
    if (err == OK)
        err = json_person(ctx, &seen, &view);
    return err == OK ? response_json(response, 200, view) : err;
}

/* "this" or "other"; the first where nothing is said. */
static bool read_whose(struct ctx *ctx, const json_t *body, const char *name)
{
    const json_t *value = json_object_get(body, name);
    const char *text = value ? json_string_value(value) : "this";
    bool other = text && strcmp(text, "other") == 0;
    if (!other && (!text || strcmp(text, "this") != 0))
        refuse_field(&ctx->why, name, "Send this or other.");
    return other;
}

enum err api_merge(struct ctx *ctx, const struct request *request, struct response *response)
{
    const json_t *with = json_object_get(request->json, "person_id");
    struct two two;
    struct person_merge_id id;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = find_whole(ctx, request->id, &two.kept);
    if (err != OK)
        return err;
    bool name = read_whose(ctx, request->json, "name");
    bool email = read_whose(ctx, request->json, "email");
    if (!json_is_integer(with))
        refuse_field(&ctx->why, "person_id", "Send the id of the record that goes.");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = find_two(ctx, request->id, json_integer_value(with), &two);
    if (err == OK)
        err = merge(ctx, &two, name, email, &id);
    return err == OK ? answer(ctx, response, request->id) : err;
}

enum err api_merge_undo(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_merge_entry entry;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = find_merge(ctx, request->id, &entry);
    if (err == OK)
        err = undo(ctx, &entry);
    return err == OK ? answer(ctx, response, entry.kept.v) : err;
}
