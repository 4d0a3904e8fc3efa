/* DESIGN: kinds of activity, what people did elsewhere and their files, in the API. */
#include "activity_gate.h"
#include "activity_view.h"
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "file_ask.h"
#include "json_input.h"
#include "policy_gate.h"
#include "tz.h"

/* ---- kinds ---- */

enum err api_activity_type_list(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct api_list list;
    struct policy_pack pack;
    struct school school;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_POLICY_VIEW);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = policy_gate_here(ctx, &pack, &school);
    if (err != OK)
        return err;
    const struct activity_type_list types = activity_type_list(&pack, ctx->arena);
    json_t *items = json_array();
    for (int i = 0; i < types.count; i++)
        json_array_append_new(items, activity_view_type_json(&types.items[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

/* ---- one ---- */

/* With its note for its owner alone. */
static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct activity activity;
    const char *learned = NULL;
    json_t *files;
    enum err err = activity_gate_find(ctx, id, ACTION_ACTIVITY_VIEW, &activity);
    if (err == OK && activity_gate_is_own(ctx, &activity))
        err = activity_note_find(ctx->store, activity.id, ctx->arena, &learned);
    if (err == OK)
        err = file_ask_json(ctx, (struct file_owner){FILE_OF_ACTIVITY, id}, &files);
    if (err != OK)
        return err;
    json_t *view = activity_view_json(&activity, learned, files);
    api_gate_tag(ctx, response, activity.version);
    return status == 201 ? api_gate_created(ctx, response, view, "activities", id)
                         : response_json(response, status, view);
}

enum err api_activity_show(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

/* ---- lists ---- */

static json_t *items_of(const struct activity_list *list)
{
    json_t *items = json_array();
    for (int i = 0; i < list->count; i++)
        json_array_append_new(items, activity_view_json(&list->items[i], NULL, NULL));
    return items;
}

static int after_of(const struct api_list *list)
{
    return list->after[1] < 1000000 ? (int)list->after[1] : 1000000;
}

enum err api_activity_list(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct api_list page;
    struct activity_list list;
    int64_t year = form_int(&request->query, "year", form_has(&request->query, "year") ? -1 : 0);
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = activity_gate_own(ctx);
    if (err == OK && year && (year < 1900 || year > 2199))
        refuse_field(&ctx->why, "year", "Send the year a school year begins in, like 2026.");
    if (err == OK)
        err = api_list_read(ctx, request, &page);
    if (err != OK)
        return err;
    const struct activity_filter filter = {ctx->actor.person, (int)year, after_of(&page),
                                           page.limit};
    err = activity_list(ctx->store, &filter, ctx->arena, &list);
    return err == OK ? api_list_answer(response, items_of(&list),
                                       api_list_cursor(ctx->arena, 0, list.next))
                     : err;
}

enum err api_activity_to_verify(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct api_list page;
    struct activity_watch watch;
    struct activity_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = activity_gate_watch(ctx, &watch);
    if (err == OK)
        err = api_list_read(ctx, request, &page);
    if (err == OK)
        err = activity_list_to_verify(ctx->store, &watch, tz_day(ctx->now), after_of(&page),
                                      page.limit, ctx->arena, &list);
    return err == OK ? api_list_answer(response, items_of(&list),
                                       api_list_cursor(ctx->arena, 0, list.next))
                     : err;
}

/* ---- writing ---- */

static void read_standard(const struct json_input *in, int *ret)
{
    int64_t *parts;
    int count, standard = 0;
    if (!json_input_ids(in, "standard", PD_STANDARD_PARTS, &parts, &count))
        return;
    for (int i = 0; i < count; i++)
        if (parts[i] < 1 || parts[i] > PD_STANDARD_PARTS)
            json_input_refuse(in, "standard", "Send numbers from 1 to 5.");
        else
            standard |= 1 << (parts[i] - 1);
    *ret = standard;
}

static void read_award(const struct json_input *body, struct activity_award *award)
{
    struct json_input in;
    const char *status;
    if (!json_input_object(body, "award", "body level credits status completed_on", &in))
        return;
    json_input_text(&in, "body", &award->body);
    json_input_text(&in, "level", &award->level);
    json_input_int(&in, "credits", &award->credits);
    json_input_day_or_null(&in, "completed_on", &award->on);
    if (json_input_text(&in, "status", &status) &&
        award_status_parse(str_of(status), &award->status) != OK)
        json_input_refuse(&in, "status", "Choose studying, completed, stopped or nothing.");
}

static enum err read_fields(struct ctx *ctx, const struct request *request,
                            struct response *response, bool creates, struct activity_fields *f,
                            const char **ret_learned)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *part;
    if (creates)
        json_input_require(&in, "type title from");
    json_input_text(&in, "type", &f->type);
    json_input_text(&in, "title", &f->title);
    json_input_text(&in, "provider", &f->provider);
    json_input_day(&in, "from", &f->from);
    json_input_day_or_null(&in, "to", &f->to);
    json_input_int(&in, "minutes", &f->minutes);
    json_input_text(&in, "level", &f->level);
    json_input_text(&in, "theme", &f->theme);
    json_input_text(&in, "learned", ret_learned);
    read_standard(&in, &f->standard);
    read_award(&in, &f->award);
    if (json_input_text(&in, "part", &part) && activity_part_parse(str_of(part), &f->part) != OK)
        json_input_refuse(&in, "part", "Choose attendee, leader, co-leader or assistant.");
    return json_input_end(&reader, response);
}

enum err api_activity_create(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct activity_fields fields = {.type = "",
                                     .title = "",
                                     .provider = "",
                                     .from = DAY_NONE,
                                     .to = DAY_NONE,
                                     .level = "",
                                     .theme = "",
                                     .award = {"", "", 0, AWARD_NONE, DAY_NONE}};
    struct policy_pack pack;
    struct school school;
    struct activity_id id = {0};
    const char *learned = "";
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = activity_gate_own(ctx);
    if (err == OK)
        err = read_fields(ctx, request, response, true, &fields, &learned);
    if (err == OK)
        err = policy_gate_here(ctx, &pack, &school);
    if (err == OK)
        err = activity_create(ctx->store, ctx->now, ctx->actor.person, &pack, &fields, &ctx->why,
                              &id);
    if (err == OK)
        err = activity_note_keep(ctx->store, id, learned, &ctx->why);
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct response *response, struct activity *ret, int *ret_version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_KEEP, ret);
    return err == OK ? api_gate_match(ctx, request, response, ret->version, ret_version) : err;
}

enum err api_activity_change(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct activity activity;
    struct policy_pack pack;
    struct school school;
    const char *learned = NULL;
    int version;
    enum err err = find_to_change(ctx, request, response, &activity, &version);
    if (err == OK)
        err = read_fields(ctx, request, response, false, &activity.fields, &learned);
    if (err == OK)
        err = policy_gate_here(ctx, &pack, &school);
    if (err == OK)
        err = activity_change(ctx->store, ctx->now, activity.id, version, &pack, &activity.fields,
                              &ctx->why);
    if (err == OK && learned)
        err = activity_note_keep(ctx->store, activity.id, learned, &ctx->why);
    return err == OK ? answer(ctx, response, 200, activity.id.v) : err;
}

enum err api_activity_delete(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct activity activity;
    int version;
    enum err err = find_to_change(ctx, request, response, &activity, &version);
    if (err == OK)
        err = activity_delete(ctx->store, activity.id, version, &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}

/* ---- the yes of somebody else ---- */

static enum err judge(struct ctx *ctx, const struct request *request, struct response *response,
                      bool verified)
{
    struct activity activity;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_VERIFY, &activity);
    if (err == OK)
        err = verified
                  ? activity_verify(ctx->store, ctx->now, activity.id, ctx->actor.person, &ctx->why)
                  : activity_unverify(ctx->store, activity.id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person,
                        verified ? "activity-verify" : "activity-unverify", activity.person.v,
                        arena_printf(ctx->arena, "%lld", (long long)activity.id.v));
    return err == OK ? answer(ctx, response, 200, activity.id.v) : err;
}

enum err api_activity_verify(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    return judge(ctx, request, response, true);
}

enum err api_activity_unverify(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return judge(ctx, request, response, false);
}
