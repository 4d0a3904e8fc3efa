/* DESIGN: a school's own dates for a part of the year; what moves is said before. */
#include <string.h>

#include "check.h"
#include "page.h"
#include "policy_gate.h"
#include "rule_form.h"
#include "view.h"
#include "words.h"

enum { NOTHING_TOLD = -1 };

/* One act on one part of the year. */
struct act {
    struct policy_page page;
    struct policy_school_edit *edit;
    const struct pack_item *part; /* as the school has it */
    const struct pack_item *trusts;
    const char *words, *action; /* for the audit; the last step of the address */
};

static const char *href_of(struct ctx *ctx, const struct policy_page *page, const char *rest)
{
    return arena_printf(ctx->arena, "/schools/%lld/policy%s", (long long)page->school.id.v, rest);
}

static const char *rules_of(struct ctx *ctx, const struct pack_item *part)
{
    char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
    deadline_rule_words(part->opens, opens);
    deadline_rule_words(part->due, due);
    return arena_printf(ctx->arena, "From the %s, due on the %s.", opens, due);
}

static bool is_own(const struct act *act)
{
    return strcmp(act->part->dates, "school") == 0;
}

static json_t *form_view(struct ctx *ctx, const struct request *request, const struct act *act)
{
    json_t *view = view_new("The school’s own dates");
    json_object_set_new(json_object_get(view, "page"), "heading", json_string(act->part->label));
    view_back(view, href_of(ctx, &act->page, ""),
              arena_printf(ctx->arena, "What %s adds", act->page.school.name));
    json_object_set_new(view, "school", json_string(act->page.school.name));
    json_object_set_new(view, "trusts", json_string(rules_of(ctx, act->trusts)));
    rule_form_view(ctx, request, "opens", act->part->opens, view);
    rule_form_view(ctx, request, "due", act->part->due, view);
    json_object_update_new(json_object_get(view, "form"),
                           json_pack("{s:s, s:s, s:s}", "action",
                                     href_of(ctx, &act->page, "/dates"), "part", act->part->key,
                                     "version",
                                     arena_printf(ctx->arena, "%d", act->page.own.version)));
    if (is_own(act))
        json_object_set_new(view, "give_back",
                            json_string(href_of(ctx, &act->page, "/dates/trust")));
    view_errors(view, &ctx->why);
    return view;
}

/* False if the year has no part of that key. */
static bool find_part(struct act *act, const char *key)
{
    act->part = policy_pack_part(&act->page.here, key);
    act->trusts = policy_pack_part(&act->page.pack, key);
    return act->part != NULL;
}

enum err page_school_policy_dates(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct act act = {.edit = NULL};
    enum err err = policy_gate_open(ctx, request->id, true, &act.page);
    if (err != OK)
        return err;
    if (!find_part(&act, query_text(ctx, request, "part")))
        return response_redirect(ctx, response, "%s", href_of(ctx, &act.page, ""));
    return response_page(response, "policy/school_dates.html", form_view(ctx, request, &act));
}

/* ---- saving, once what moves is known ---- */

static void add_hidden(json_t *fields, const char *name, const char *value)
{
    json_array_append_new(fields, json_pack("{s:s, s:s}", "name", name, "value", value));
}

static json_t *hidden_fields(struct ctx *ctx, const struct request *request, int moves)
{
    static const char *const NAMES[] = {"version",     "part",     "opens_form", "opens_day",
                                        "opens_month", "due_form", "due_day",    "due_month"};
    json_t *fields = json_array();
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        if (form_has(&request->form, NAMES[i]))
            add_hidden(fields, NAMES[i], field_text(ctx, request, NAMES[i]));
    add_hidden(fields, "moves", arena_printf(ctx->arena, "%d", moves));
    return fields;
}

/* Nothing is kept yet: the same form again, with what it would move. */
static enum err ask(struct ctx *ctx, const struct request *request, const struct act *act,
                    int moves, struct response *response)
{
    json_t *view = view_new("Check what moves");
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string("Deadlines will move"));
    view_back(view, href_of(ctx, &act->page, ""),
              arena_printf(ctx->arena, "What %s adds", act->page.school.name));
    json_object_set_new(
        view, "subject",
        json_string(arena_printf(ctx->arena, "%s at %s", act->part->label, act->page.school.name)));
    json_object_set_new(
        view, "text",
        json_string(arena_printf(ctx->arena,
                                 "This moves %s. The people of this school see the new dates on "
                                 "their pages and in their calendars, and are reminded by them. "
                                 "What is done already stays as it is.",
                                 words_count(ctx->arena, moves, "deadline", "deadlines"))));
    json_object_set_new(view, "action", json_string(href_of(ctx, &act->page, act->action)));
    json_object_set_new(view, "hidden", hidden_fields(ctx, request, moves));
    json_object_set_new(view, "button", json_string("Change the dates"));
    json_object_set_new(view, "keep",
                        json_pack("{s:s, s:s}", "text", "Leave them as they are", "href",
                                  href_of(ctx, &act->page, "")));
    return response_page(response, "confirm.html", view);
}

static enum err save(struct ctx *ctx, const struct request *request, const struct act *act,
                     struct response *response)
{
    int moves = 0;
    int64_t typed = form_int(&request->form, "moves", NOTHING_TOLD);
    int told = typed >= 0 && typed <= INT32_MAX ? (int)typed : NOTHING_TOLD;
    enum err err = policy_gate_save(ctx, &act->page, act->edit, act->words, "due", told, &moves);
    if (err == ERR_LIMIT)
        return ask(ctx, request, act, moves, response);
    if (err == ERR_INVALID)
        return response_page_refused(response, err, "policy/school_dates.html",
                                     form_view(ctx, request, act));
    response->wakes = err == OK;
    return err == OK ? response_redirect(ctx, response, "%s?done=dates&moved=%d",
                                         href_of(ctx, &act->page, ""), moves)
                     : err;
}

static enum err begin(struct ctx *ctx, const struct request *request, struct act *act)
{
    enum err err = policy_gate_begin(ctx, request, &act->page, &act->edit);
    if (err != OK || find_part(act, field_text(ctx, request, "part")))
        return err;
    policy_school_edit_free(act->edit);
    return refuse(&ctx->why, ERR_INVALID, "no-part",
                  "Open what the school adds, and choose there which dates to change.");
}

enum err page_school_policy_dates_save(struct ctx *ctx, const struct request *request,
                                       struct response *response)
{
    struct act act = {.action = "/dates"};
    enum err err = begin(ctx, request, &act);
    if (err != OK)
        return err;
    const char *opens = rule_form_read(ctx, request, "opens", act.part->opens);
    const char *due = rule_form_read(ctx, request, "due", act.part->due);
    err = refusal_check(&ctx->why);
    if (err != OK) {
        policy_school_edit_free(act.edit);
        return response_page_refused(response, err, "policy/school_dates.html",
                                     form_view(ctx, request, &act));
    }
    policy_school_edit_dates(act.edit, act.part->key, opens, due);
    act.words = arena_printf(ctx->arena, "own dates for %s", act.part->key);
    return save(ctx, request, &act, response);
}

enum err page_school_policy_dates_trust(struct ctx *ctx, const struct request *request,
                                        struct response *response)
{
    struct act act = {.action = "/dates/trust"};
    enum err err = begin(ctx, request, &act);
    if (err != OK)
        return err;
    policy_school_edit_dates_remove(act.edit, act.part->key);
    act.words = arena_printf(ctx->arena, "the trust's dates for %s", act.part->key);
    return save(ctx, request, &act, response);
}
