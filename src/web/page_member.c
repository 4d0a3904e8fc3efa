/* DESIGN: joining and leaving a group or a governing body. */
#include "audit.h"
#include "check.h"
#include "org_gate.h"
#include "org_words.h"
#include "page.h"
#include "person_pick.h"
#include "tz.h"

/* What somebody joins or leaves, as its pages speak of it. */
struct whole {
    enum membership_of of;
    int64_t id;
    const char *name, *href; /* where it is shown */
    const char *action;      /* where its form is sent */
};

static const enum duty GROUP_DUTIES[] = {DUTY_MEMBER, DUTY_LEADER, DUTY_SLT_LINK};
static const enum duty BODY_DUTIES[] = {DUTY_MEMBER, DUTY_CHAIR, DUTY_VICE_CHAIR, DUTY_CLERK};

static enum err find_group(struct ctx *ctx, int64_t id, struct whole *ret)
{
    struct org_group group;
    enum err err = org_gate_group(ctx, id, true, &group);
    if (err != OK)
        return err;
    *ret = (struct whole){MEMBERSHIP_OF_GROUP, id, group.fields.name,
                          arena_printf(ctx->arena, "/groups/%lld", (long long)id),
                          arena_printf(ctx->arena, "/groups/%lld/members", (long long)id)};
    if (day_is_none(group.ended_on))
        return OK;
    return refuse(&ctx->why, ERR_CONFLICT, "ended", "This group has ended. Make a new one.");
}

static enum err find_body(struct ctx *ctx, int64_t id, struct whole *ret)
{
    struct governing_body body;
    enum err err = org_gate_body(ctx, id, true, &body);
    if (err != OK)
        return err;
    *ret =
        (struct whole){MEMBERSHIP_OF_BODY, id, body.name,
                       body.school.v ? arena_printf(ctx->arena, "/schools/%lld/governing-body",
                                                    (long long)body.school.v)
                                     : "/board",
                       arena_printf(ctx->arena, "/governing-bodies/%lld/members", (long long)id)};
    return OK;
}

static enum err find_whole(struct ctx *ctx, enum membership_of of, int64_t id, struct whole *ret)
{
    return of == MEMBERSHIP_OF_GROUP ? find_group(ctx, id, ret) : find_body(ctx, id, ret);
}

/* ---- joining ---- */

static struct sheet_field duty_field(struct ctx *ctx, enum membership_of of)
{
    const struct org_words words = org_words(ctx);
    const enum duty *duties = of == MEMBERSHIP_OF_GROUP ? GROUP_DUTIES : BODY_DUTIES;
    int count = (int)(of == MEMBERSHIP_OF_GROUP ? COUNT_OF(GROUP_DUTIES) : COUNT_OF(BODY_DUTIES));
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count);
    for (int i = 0; i < count; i++)
        choices[i] =
            (struct choice){duty_name(duties[i]), org_words_duty(ctx->arena, &words, duties[i])};
    return (struct sheet_field){SHEET_RADIOS, "duty", "What do they do in it?", NULL, choices,
                                count,        false};
}

static struct sheet add_sheet(struct ctx *ctx, const struct whole *whole,
                              const struct person_pick *pick)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 3);
    fields[0] = (struct sheet_field){SHEET_PERSON,
                                     "person",
                                     "Who?",
                                     "A name, or a work mail address.",
                                     pick ? pick->choices : NULL,
                                     pick ? pick->count : 0,
                                     false};
    fields[1] = duty_field(ctx, whole->of);
    fields[2] = (struct sheet_field){
        SHEET_DATE, "from_on", "From which day?", "For example, 1 September 2026", NULL, 0, false};
    return (struct sheet){
        .title = arena_printf(ctx->arena, "Add somebody to %s", whole->name),
        .action = whole->action,
        .button = "Add",
        .back_href = whole->href,
        .back_text = whole->name,
        .fields = fields,
        .count = 3,
    };
}

static enum err ask_to_add(struct ctx *ctx, const struct request *request, enum membership_of of,
                           struct response *response)
{
    struct whole whole;
    struct form values = sheet_values(ctx->arena);
    enum err err = find_whole(ctx, of, request->id, &whole);
    if (err != OK)
        return err;
    const struct sheet sheet = add_sheet(ctx, &whole, NULL);
    sheet_put(&values, ctx->arena, "duty", duty_name(DUTY_MEMBER));
    sheet_put_day(&values, ctx->arena, "from_on", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err read_new(struct ctx *ctx, const struct form *typed, struct person_pick *pick,
                         struct membership_new *new)
{
    enum err err = person_pick_read(ctx, typed, true, pick);
    if (err != OK)
        return err;
    new->person = pick->person;
    new->from = sheet_day(ctx, typed, "from_on");
    if (duty_parse(new->of, str_of(form_text(typed, "duty", ctx->arena)), &new->duty) != OK)
        refuse_field(&ctx->why, "duty", "Choose what they do in it.");
    return refusal_check(&ctx->why);
}

static enum err add(struct ctx *ctx, const struct request *request, enum membership_of of,
                    const char *audited, struct response *response)
{
    struct whole whole;
    struct person_pick pick = {.count = 0};
    struct membership_new new = {.of = of, .whole = request->id};
    struct membership_id id = {0};
    enum err err = find_whole(ctx, of, request->id, &whole);
    if (err != OK)
        return err;
    err = read_new(ctx, &request->form, &pick, &new);
    if (err == OK)
        err = membership_add(ctx->store, &new, &ctx->why, &id);
    if (err == OK)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, audited, id.v, duty_name(new.duty));
    if (err != OK) {
        person_pick_rename(&ctx->why);
        const struct sheet sheet = add_sheet(ctx, &whole, &pick);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=added", whole.href);
}

enum err page_group_member_new(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return ask_to_add(ctx, request, MEMBERSHIP_OF_GROUP, response);
}

enum err page_group_member_add(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return add(ctx, request, MEMBERSHIP_OF_GROUP, "group-member-add", response);
}

enum err page_body_member_new(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    return ask_to_add(ctx, request, MEMBERSHIP_OF_BODY, response);
}

enum err page_body_member_add(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    return add(ctx, request, MEMBERSHIP_OF_BODY, "body-member-add", response);
}

/* ---- leaving ---- */

static const struct sheet_field END_FIELDS[] = {
    {SHEET_DATE, "to_on", "Their last day in it",
     "The day before the first one says that it was a mistake.", NULL, 0, false},
};

static struct sheet end_sheet(struct ctx *ctx, const struct whole *whole,
                              const struct membership *m)
{
    const char *noun =
        whole->of == MEMBERSHIP_OF_GROUP ? "group-members" : "governing-body-members";
    return (struct sheet){
        .title = arena_printf(ctx->arena, "%s leaves %s?", m->name, whole->name),
        .intro = "They stay in its history.",
        .action = arena_printf(ctx->arena, "/%s/%lld/end", noun, (long long)m->id.v),
        .button = "Save",
        .back_href = whole->href,
        .back_text = whole->name,
        .fields = END_FIELDS,
        .count = COUNT_OF(END_FIELDS),
    };
}

static enum err find_to_end(struct ctx *ctx, enum membership_of of, int64_t id, struct whole *whole,
                            struct membership *ret)
{
    enum err err = org_gate_membership(ctx, of, id, ret);
    return err == OK ? find_whole(ctx, of, ret->whole, whole) : err;
}

static enum err ask_to_end(struct ctx *ctx, const struct request *request, enum membership_of of,
                           struct response *response)
{
    struct whole whole;
    struct membership m;
    struct form values = sheet_values(ctx->arena);
    enum err err = find_to_end(ctx, of, request->id, &whole, &m);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &whole, &m);
    sheet_put_day(&values, ctx->arena, "to_on", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err end(struct ctx *ctx, const struct request *request, enum membership_of of,
                    const char *audited, struct response *response)
{
    struct whole whole;
    struct membership m;
    enum err err = find_to_end(ctx, of, request->id, &whole, &m);
    if (err != OK)
        return err;
    struct day to = sheet_day(ctx, &request->form, "to_on");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = membership_end(ctx->store, of, m.id, to, &ctx->why);
    if (err == OK)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, audited, m.id.v, duty_name(m.duty));
    if (err != OK) {
        const struct sheet sheet = end_sheet(ctx, &whole, &m);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=left", whole.href);
}

enum err page_group_member_end_ask(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    return ask_to_end(ctx, request, MEMBERSHIP_OF_GROUP, response);
}

enum err page_group_member_end(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return end(ctx, request, MEMBERSHIP_OF_GROUP, "group-member-end", response);
}

enum err page_body_member_end_ask(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    return ask_to_end(ctx, request, MEMBERSHIP_OF_BODY, response);
}

enum err page_body_member_end(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    return end(ctx, request, MEMBERSHIP_OF_BODY, "body-member-end", response);
}
