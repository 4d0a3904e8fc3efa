/* DESIGN: a series on one page: its dates, the group, and what is done to all of it. */
#include "audit.h"
#include "check.h"
#include "flash.h"
#include "page.h"
#include "person_pick.h"
#include "series_gate.h"
#include "series_view.h"
#include "sheet.h"
#include "talk.h"
#include "view_event.h"
#include "words.h"

/* ---- the page ---- */

static const struct flash DONE[] = {
    {"made", "The dates are made as drafts. Publish them when they are ready."},
    {"added", "The dates are added."},
    {"published", "All dates are published."},
    {"saved", "Your changes are saved. Whoever is booked is told once by email."},
    {"ended", "The dates are called off. Everyone who was booked is told by email."},
    {"joined", "You are in the group. One email tells of all your dates."},
    {"left", "You have left the group."},
    {"member-added", "They are in the group. One email tells them of all their dates."},
    {"member-ended", "They are no longer in the group. One email tells them."},
};

static enum err show(struct ctx *ctx, const struct series_scene *scene, json_t **ret)
{
    json_t *view = view_new(scene->next->fields.title);
    view_back(view, "/events", "Events");
    json_object_set_new(view, "series", series_facts_view(ctx, scene));
    enum err err = series_dates_view(ctx, scene, view);
    if (err == OK)
        err = series_group_view(ctx, scene, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

enum err page_series(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct series_scene scene;
    json_t *view;
    enum err err = series_gate_find(ctx, request->id, &scene);
    if (err == OK)
        err = show(ctx, &scene, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "events/series.html", view);
}

/* The page again, as things stand, with what was refused above it. */
static enum err refused(struct ctx *ctx, struct response *response, int64_t id, enum err why)
{
    struct series_scene scene;
    json_t *view;
    bool told = why == ERR_CONFLICT || why == ERR_INVALID;
    enum err err = told ? series_gate_find(ctx, id, &scene) : why;
    if (err == OK)
        err = show(ctx, &scene, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "events/series.html", view);
}

static enum err note(struct ctx *ctx, const char *action, int64_t id)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, id, "");
}

/* ---- publish, bring back ---- */

enum err page_series_publish(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct series_scene scene;
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    err = series_publish(ctx->store, ctx->now, scene.series.id, &ctx->why);
    if (err == OK)
        err = note(ctx, "series-publish", request->id);
    if (err != OK)
        return refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "/series/%lld?done=published", (long long)request->id);
}

enum err page_event_restore(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = series_restore(ctx->store, ctx->now, event.id, &ctx->why);
    if (err == OK)
        err = note(ctx, "event-restore", event.id.v);
    return err == OK ? response_redirect(ctx, response, "%s?done=restored",
                                         event_href(ctx, event.fields.kind, event.id))
                     : err;
}

/* ---- the group ---- */

enum err page_series_join(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct series_scene scene;
    struct series_joined joined;
    enum err err = series_gate_find(ctx, request->id, &scene);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, scene.next))
        err = ERR_DENIED;
    if (err != OK)
        return err;
    err = series_member_join(ctx->store, ctx->now, scene.series.id, ctx->actor.person,
                             ctx->actor.person, &ctx->why, &joined);
    if (err != OK)
        return refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "/series/%lld?done=joined", (long long)request->id);
}

static const struct sheet_field MEMBER_FIELDS[] = {
    {SHEET_PERSON, "person", "Who?", "Type a name or an email address", NULL, 0, false},
};

static struct sheet member_sheet(struct ctx *ctx, const struct series_scene *scene,
                                 const struct person_pick *pick)
{
    struct sheet_field *field = ARENA_NEW(ctx->arena, struct sheet_field);
    *field = MEMBER_FIELDS[0];
    field->choices = pick->choices;
    field->choice_count = pick->count;
    return (struct sheet){
        .title = "Add somebody to the group",
        .intro = "They get a place on every date to come, and on those added later.",
        .action = arena_printf(ctx->arena, "/series/%lld/members", (long long)scene->series.id.v),
        .button = "Add them",
        .back_href = arena_printf(ctx->arena, "/series/%lld", (long long)scene->series.id.v),
        .back_text = scene->next->fields.title,
        .fields = field,
        .count = 1,
    };
}

enum err page_series_member_new(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct series_scene scene;
    const struct person_pick nobody = {.count = 0};
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = member_sheet(ctx, &scene, &nobody);
    const struct form values = sheet_values(ctx->arena);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_series_member_add(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct series_scene scene;
    struct series_joined joined;
    struct person_pick pick = {.count = 0};
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    err = person_pick_read(ctx, &request->form, true, &pick);
    if (err == OK)
        err = series_member_join(ctx->store, ctx->now, scene.series.id, pick.person,
                                 ctx->actor.person, &ctx->why, &joined);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "series-member-add", pick.person.v,
                        "");
    if (err != OK) {
        const struct sheet sheet = member_sheet(ctx, &scene, &pick);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/series/%lld?done=member-added",
                             (long long)request->id);
}

enum err page_series_leave_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct series_member member;
    struct series_scene scene;
    enum err err = series_gate_member(ctx, request->id, &member, &scene);
    if (err != OK)
        return err;
    bool self = member.person.v == ctx->actor.person.v;
    const char *href = arena_printf(ctx->arena, "/series/%lld", (long long)member.series.v);
    json_t *view =
        view_new(self ? "Leave this group?"
                      : arena_printf(ctx->arena, "Take %s out of this group?", member.name));
    view_back(view, href, scene.next->fields.title);
    json_object_update_new(
        view, json_pack("{s:s, s:s, s:s, s:b, s:s, s:{s:s, s:s}}", "subject",
                        scene.next->fields.title, "text",
                        self ? "Your places on all dates to come go to those who wait. One email "
                               "tells you."
                             : "Their places on all dates to come go to those who wait. One email "
                               "tells them.",
                        "action",
                        arena_printf(ctx->arena, "/series-members/%lld/end", (long long)member.id),
                        "grave", 1, "button", self ? "Leave the group" : "Take them out", "keep",
                        "text", "Stay", "href", href));
    return response_page(response, "confirm.html", view);
}

enum err page_series_leave(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct series_member member;
    struct series_scene scene;
    enum err err = series_gate_member(ctx, request->id, &member, &scene);
    if (err != OK)
        return err;
    bool self = member.person.v == ctx->actor.person.v;
    err = series_member_leave(ctx->store, ctx->now, member.id, ctx->actor.person, &ctx->why);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    if (err == OK && !self)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "series-member-end",
                        member.person.v, "");
    return err == OK ? response_redirect(ctx, response,
                                         self ? "/series/%lld?done=left"
                                              : "/series/%lld?done=member-ended",
                                         (long long)member.series.v)
                     : err;
}
