/* DESIGN: writing down what one did elsewhere, changing it, deleting it. */
#include "activity_ask.h"
#include "activity_gate.h"
#include "check.h"
#include "page.h"
#include "policy_gate.h"
#include "tz.h"

/* ---- a new one ---- */

static struct sheet new_sheet(struct ctx *ctx, const struct policy_pack *pack)
{
    struct sheet sheet = activity_ask_sheet(ctx, pack, NULL);
    sheet.title = "Record an activity";
    sheet.intro = "Something you did for your development that was not booked here.";
    sheet.action = "/activities/new";
    sheet.button = "Record it";
    sheet.back_href = "/activities";
    sheet.back_text = "Your activities";
    return sheet;
}

/* The policy as the actor's school has it, for whoever may write anything down. */
static enum err find_pack(struct ctx *ctx, struct policy_pack *ret)
{
    struct school school;
    enum err err = activity_gate_own(ctx);
    return err == OK ? policy_gate_here(ctx, ret, &school) : err;
}

/* A refused form again; what no form explains goes on as it is. */
static enum err refused(struct ctx *ctx, const struct sheet *sheet, const struct form *typed,
                        enum err why, struct response *response)
{
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    return response_page_refused(response, why, "activities/form.html",
                                 activity_ask_view(ctx, sheet, typed));
}

/* ?type= comes from the catalogue. */
enum err page_activity_new(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct policy_pack pack;
    enum err err = find_pack(ctx, &pack);
    if (err != OK)
        return err;
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "type", query_text(ctx, request, "type"));
    sheet_put(&values, ctx->arena, "part", "attendee");
    const struct sheet sheet = new_sheet(ctx, &pack);
    return response_page(response, "activities/form.html", activity_ask_view(ctx, &sheet, &values));
}

enum err page_activity_create(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct policy_pack pack;
    struct activity_id id = {0};
    enum err err = find_pack(ctx, &pack);
    if (err != OK)
        return err;
    const struct activity_fields fields = activity_ask_read(ctx, &request->form);
    err = activity_create(ctx->store, ctx->now, ctx->actor.person, &pack, &fields, &ctx->why, &id);
    if (err == OK)
        err = activity_note_keep(ctx->store, id, sheet_lines(ctx->arena, &request->form, "learned"),
                                 &ctx->why);
    if (err != OK) {
        const struct sheet sheet = new_sheet(ctx, &pack);
        return refused(ctx, &sheet, &request->form, err, response);
    }
    return response_redirect(ctx, response, "/activities/%lld?done=recorded", (long long)id.v);
}

/* ---- a change ---- */

struct editing {
    struct activity activity;
    struct policy_pack pack;
    const char *learned;
};

static enum err find_to_edit(struct ctx *ctx, int64_t id, struct editing *ret)
{
    struct school school;
    enum err err = activity_gate_find(ctx, id, ACTION_ACTIVITY_KEEP, &ret->activity);
    if (err == OK)
        err = policy_gate_here(ctx, &ret->pack, &school);
    return err == OK ? activity_note_find(ctx->store, ret->activity.id, ctx->arena, &ret->learned)
                     : err;
}

static struct sheet edit_sheet(struct ctx *ctx, const struct editing *editing)
{
    const struct activity *activity = &editing->activity;
    long long id = activity->id.v;
    struct sheet sheet = activity_ask_sheet(ctx, &editing->pack, &activity->fields);
    sheet.title = "Change an activity";
    sheet.intro = activity->verified_by.v
                      ? "It is verified. If you change what it was, when or how long, it has to be "
                        "verified again."
                      : NULL;
    sheet.action = arena_printf(ctx->arena, "/activities/%lld/edit", id);
    sheet.button = "Save";
    sheet.back_href = arena_printf(ctx->arena, "/activities/%lld", id);
    sheet.back_text = activity->fields.title;
    sheet.version = activity->version;
    return sheet;
}

enum err page_activity_edit(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct editing editing;
    enum err err = find_to_edit(ctx, request->id, &editing);
    if (err != OK)
        return err;
    const struct sheet sheet = edit_sheet(ctx, &editing);
    const struct form values = activity_ask_values(ctx, &editing.activity.fields, editing.learned);
    return response_page(response, "activities/form.html", activity_ask_view(ctx, &sheet, &values));
}

static enum err save(struct ctx *ctx, const struct form *typed, const struct editing *editing)
{
    const struct activity_fields fields = activity_ask_read(ctx, typed);
    const struct activity_id id = editing->activity.id;
    enum err err = activity_change(ctx->store, ctx->now, id, sheet_version(typed), &editing->pack,
                                   &fields, &ctx->why);
    return err == OK ? activity_note_keep(ctx->store, id, sheet_lines(ctx->arena, typed, "learned"),
                                          &ctx->why)
                     : err;
}

enum err page_activity_save(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct editing editing;
    enum err err = find_to_edit(ctx, request->id, &editing);
    if (err != OK)
        return err;
    err = save(ctx, &request->form, &editing);
    if (err == ERR_STALE) {
        const struct sheet sheet = edit_sheet(ctx, &editing);
        const struct form theirs =
            activity_ask_values(ctx, &editing.activity.fields, editing.learned);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    if (err != OK) {
        const struct sheet sheet = edit_sheet(ctx, &editing);
        return refused(ctx, &sheet, &request->form, err, response);
    }
    return response_redirect(ctx, response, "/activities/%lld?done=saved", (long long)request->id);
}

/* ---- the end of one ---- */

enum err page_activity_delete_ask(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct activity activity;
    enum err err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_KEEP, &activity);
    if (err != OK)
        return err;
    const char *href = arena_printf(ctx->arena, "/activities/%lld", (long long)activity.id.v);
    json_t *view = view_new("Delete this activity?");
    view_back(view, href, activity.fields.title);
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:s, s:s, s:b, s:{s:s, s:s}}", "subject", activity.fields.title,
                  "text",
                  activity.files ? "What you wrote about it and its files are deleted for good."
                                 : "What you wrote about it is deleted for good.",
                  "action", arena_printf(ctx->arena, "%s/delete", href), "button", "Delete it",
                  "grave", 1, "keep", "text", "Keep it", "href", href));
    return response_page(response, "confirm.html", view);
}

enum err page_activity_delete(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct activity activity;
    enum err err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_KEEP, &activity);
    if (err == OK)
        err = activity_delete(ctx->store, activity.id, 0, &ctx->why);
    return err == OK ? response_redirect(ctx, response, "/activities?done=deleted") : err;
}
