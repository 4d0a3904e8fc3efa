/* DESIGN: all of one activity, for who did it and for who verifies it. */
#include "activity_show_view.h"

#include "activity_gate.h"
#include "activity_view.h"
#include "file_ask.h"
#include "policy_gate.h"
#include "tz.h"

/* What only its owner sees. */
static enum err fill_own(struct ctx *ctx, const struct activity *activity, json_t *view)
{
    const char *learned;
    enum err err = activity_note_find(ctx->store, activity->id, ctx->arena, &learned);
    if (err == OK)
        json_object_set_new(view, "own", json_pack("{s:s}", "learned", learned));
    return err;
}

static void fill_verify(struct ctx *ctx, const struct activity *activity, json_t *view)
{
    struct object object;
    bool may_verify = permission_person(ctx->store, &ctx->actor, activity->person, tz_day(ctx->now),
                                        ctx->arena, &object) == OK &&
                      may(&ctx->actor, ACTION_ACTIVITY_VERIFY, &object) &&
                      !activity_gate_is_own(ctx, activity);
    bool is_over = activity->fields.to.v <= tz_day(ctx->now).v;
    if (may_verify && activity->verified_by.v)
        json_object_set_new(view, "may_unverify", json_true());
    else if (may_verify)
        json_object_set_new(view, is_over ? "may_verify" : "verify_later", json_true());
}

enum err activity_show_view(struct ctx *ctx, const struct activity *activity, const char *flash,
                            json_t **ret)
{
    struct policy_pack pack;
    struct school school;
    bool own = activity_gate_is_own(ctx, activity);
    json_t *files;
    enum err err = policy_gate_here(ctx, &pack, &school);
    if (err == OK)
        err =
            file_ask_view(ctx, (struct file_owner){FILE_OF_ACTIVITY, activity->id.v}, own, &files);
    if (err != OK)
        return err;
    json_t *view = view_new(activity->fields.title);
    view_back(view, own ? "/activities" : "/activities/to-verify",
              own ? "Your activities" : "Activities to verify");
    view_flash(view, flash);
    view_list(view, "files", files);
    json_object_update_new(view, json_pack("{s:I, s:o, s:s, s:o}", "id", (json_int_t)activity->id.v,
                                           "tag", activity_view_tag(activity), "verified",
                                           activity_view_verified(ctx, activity), "facts",
                                           activity_view_facts(ctx, &pack, activity)));
    if (!own)
        json_object_set_new(view, "whose", json_string(activity->person_name));
    fill_verify(ctx, activity, view);
    view_errors(view, &ctx->why);
    view_field(view, "file", "", &ctx->why);
    err = own ? fill_own(ctx, activity, view) : OK;
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}
