/* DESIGN: asking for, agreeing to and ending the reading of a record in an emergency. */
#include "break_glass_view.h"
#include "flash.h"
#include "fresh.h"
#include "page.h"
#include "tz.h"
#include "view.h"

static const struct {
    int hours;
    const char *value, *text;
} HOURS[] = {{4, "4", "4 hours"}, {24, "24", "24 hours"}, {72, "72", "3 days"}};

static json_t *hours_options(int64_t chosen)
{
    json_t *options = json_array();
    for (size_t i = 0; i < sizeof HOURS / sizeof HOURS[0]; i++)
        json_array_append_new(options,
                              json_pack("{s:s, s:s, s:s, s:b}", "id", i ? HOURS[i].value : "hours",
                                        "value", HOURS[i].value, "text", HOURS[i].text, "checked",
                                        chosen == HOURS[i].hours));
    return options;
}

static json_t *form_view(struct ctx *ctx, const struct person *person, const char *reason,
                         int64_t hours)
{
    json_t *view = view_new("Read a record in an emergency");
    view_back(view, "/break-glass", "Emergency readings");
    json_object_set_new(view, "person", json_pack("{s:s}", "name", person->name));
    json_object_set_new(view, "whose", json_string(person->name));
    view_field(view, "reason", reason, &ctx->why);
    json_t *field = view_field(view, "hours", "", &ctx->why);
    json_object_set_new(field, "options", hours_options(hours));
    json_object_set_new(
        json_object_get(view, "form"), "action",
        json_string(arena_printf(ctx->arena, "/people/%lld/break-glass", (long long)person->id.v)));
    view_errors(view, &ctx->why);
    return view;
}

static enum err find_person(struct ctx *ctx, const struct request *request,
                            struct response *response, struct person *ret)
{
    struct person_id id = {request->id};
    enum err err = break_glass_gate(ctx, id);
    if (err == OK)
        err = person_find(ctx->store, id, ctx->arena, ret);
    return err == OK ? fresh_gate(ctx, request, response) : err;
}

enum err page_break_glass_new(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct person person;
    enum err err = find_person(ctx, request, response, &person);
    return err == OK ? response_page(response, "break_glass_form.html",
                                     form_view(ctx, &person, "", BREAK_GLASS_HOURS))
                     : err;
}

enum err page_break_glass_ask(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct person person;
    int64_t id, hours = form_int(&request->form, "hours", 0);
    const char *reason = field_text(ctx, request, "reason");
    enum err err = find_person(ctx, request, response, &person);
    if (err != OK)
        return err;
    err = break_glass_ask(ctx->store, &ctx->actor, person.id, str_of(reason), hours, ctx->now,
                          &ctx->why, &id);
    if (err == OK)
        return response_redirect(ctx, response, "/break-glass?did=asked");
    return response_page_refused(response, err, "break_glass_form.html",
                                 form_view(ctx, &person, reason, hours));
}

/* ---- the list ---- */

static const struct flash DONE[] = {
    {"asked", "Asked. Tell a second person with this right: it opens once they agree."},
    {"approved", "Open now. The person concerned has been told."},
    {"ended", "Ended. Nobody reads the record with it any more."},
};

static enum err show_list(struct ctx *ctx, json_t **ret)
{
    struct break_glass_list list;
    enum err err = break_glass_list_judged(ctx, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("Emergency readings"), *glasses = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(glasses, break_glass_view(ctx, &list.items[i]));
    view_list(view, "glasses", glasses);
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

enum err page_break_glass(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    enum err err = show_list(ctx, &view);
    if (err != OK)
        return err;
    flash_show(view, request, "did", DONE, COUNT_OF(DONE));
    return response_page(response, "break_glass.html", view);
}

/* A refusal shows the list as it is now, with what stands in the way. */
static enum err answer(struct ctx *ctx, struct response *response, enum err err, const char *did)
{
    json_t *view;
    if (err == OK)
        return response_redirect(ctx, response, "/break-glass?did=%s", did);
    if (err != ERR_CONFLICT || show_list(ctx, &view) != OK)
        return err;
    return response_page_refused(response, err, "break_glass.html", view);
}

enum err page_break_glass_approve(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct break_glass glass;
    enum err err = break_glass_find_judged(ctx, request->id, &glass);
    if (err == OK)
        err = fresh_gate(ctx, request, response);
    if (err != OK)
        return err;
    err = break_glass_approve(ctx->store, &ctx->actor, glass.id, ctx->now, &ctx->why);
    return answer(ctx, response, err, "approved");
}

enum err page_break_glass_end(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct break_glass glass;
    enum err err = break_glass_find_judged(ctx, request->id, &glass);
    if (err != OK)
        return err;
    err = break_glass_end(ctx->store, &ctx->actor, glass.id, ctx->now, &ctx->why);
    return answer(ctx, response, err, "ended");
}
