/* DESIGN: the acts on what people are to each other and to the trust: relations, roles, parts. */
#include "check.h"
#include "grant.h"
#include "leaver.h"
#include "participation.h"
#include "person_act.h"
#include "relation.h"
#include "tz.h"

/* ---- relations ---- */

static enum err begin_relation(struct ctx *ctx, const struct act_target *target,
                               enum relation_kind kind, const struct form *typed, int64_t *ret_id)
{
    struct relation_new fresh = {.kind = kind, .person = target->person.record.id};
    struct relation_id id;
    fresh.from = person_act_day(ctx, typed, "from");
    fresh.to = person_act_day(ctx, typed, "to");
    enum err err = person_act_person(ctx, typed, &fresh.other);
    if (err == OK)
        err = relation_begin(ctx->store, &fresh, tz_day(ctx->now), &ctx->why, &id);
    for (int i = 0; i < ctx->why.field_count; i++)
        if (str_eq_c(str_of(ctx->why.fields[i].field), "other"))
            ctx->why.fields[i].field = form_has(typed, "person") ? "person" : "person_id";
    if (err == OK)
        *ret_id = id.v;
    return err;
}

static enum err run_relation(struct ctx *ctx, const struct act_target *target,
                             const struct form *typed, int64_t *ret_id)
{
    enum relation_kind kind = RELATION_SUPPORTER;
    if (relation_parse(str_of(person_act_text(ctx, typed, "kind")), &kind) != OK ||
        kind == RELATION_SUPPORTER)
        return refuse_field(&ctx->why, "kind", "Choose what they are to each other.");
    return begin_relation(ctx, target, kind, typed, ret_id);
}

static enum err run_supporter(struct ctx *ctx, const struct act_target *target,
                              const struct form *typed, int64_t *ret_id)
{
    return begin_relation(ctx, target, RELATION_SUPPORTER, typed, ret_id);
}

static enum err run_relation_end(struct ctx *ctx, const struct act_target *target,
                                 const struct form *typed, int64_t *ret_id)
{
    (void)ret_id;
    struct day last = person_act_day(ctx, typed, "last_day");
    enum err err = refusal_check(&ctx->why);
    return err == OK ? relation_end(ctx->store, (struct relation_id){target->id}, last,
                                    tz_day(ctx->now), &ctx->why)
                     : err;
}

/* ---- roles ---- */

static enum err run_role(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                         int64_t *ret_id)
{
    struct grant_new fresh = {.person = target->person.record.id,
                              .grant.school = {person_act_id(typed, "school")},
                              .from = person_act_day(ctx, typed, "from"),
                              .to = person_act_day(ctx, typed, "to"),
                              .by = ctx->actor.person};
    struct grant_id id;
    if (role_parse(str_of(person_act_text(ctx, typed, "role")), &fresh.grant.role) != OK)
        refuse_field(&ctx->why, "role", "Choose the role.");
    if (!*person_act_text(ctx, typed, "reason"))
        refuse_field(&ctx->why, "reason", "Say why, in a few words. It is kept with the change.");
    enum err err = refusal_check(&ctx->why);
    if (err == OK)
        err = grant_begin(ctx->store, &fresh, tz_day(ctx->now), &ctx->why, &id);
    if (err == OK)
        *ret_id = id.v;
    return err;
}

static enum err run_role_end(struct ctx *ctx, const struct act_target *target,
                             const struct form *typed, int64_t *ret_id)
{
    struct day last = person_act_day(ctx, typed, "last_day");
    (void)ret_id;
    if (!*person_act_text(ctx, typed, "reason"))
        refuse_field(&ctx->why, "reason", "Say why, in a few words. It is kept with the change.");
    enum err err = refusal_check(&ctx->why);
    return err == OK ? grant_end(ctx->store, (struct grant_id){target->id}, last, tz_day(ctx->now),
                                 &ctx->why)
                     : err;
}

/* ---- parts ---- */

static enum err run_part(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                         int64_t *ret_id)
{
    const struct person_id person = target->person.record.id;
    struct participation part = {.person = person,
                                 .school = {person_act_id(typed, "school")},
                                 .partner = person_act_text(ctx, typed, "partner"),
                                 .event_id = person_act_id(typed, "event"),
                                 .from = person_act_day(ctx, typed, "from"),
                                 .to = person_act_day(ctx, typed, "to")};
    struct participation_id id;
    if (participation_kind_parse(str_of(person_act_text(ctx, typed, "kind")), &part.kind) != OK)
        return refuse_field(&ctx->why, "kind", "Choose how they take part.");
    if (participation_is_of_trust(part.kind) &&
        !may(&ctx->actor, ACTION_PERSON_EDIT, &(struct object){.school = {0}}))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Trustees belong to the whole trust. Ask a trust coordinator to add them.");
    enum err err = person_act_job_school(ctx, part.school);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        err = leaver_return(ctx->store, person, ctx->arena);
    if (err == OK)
        err = participation_begin(ctx->store, &part, tz_day(ctx->now), &ctx->why, &id);
    if (err == OK)
        *ret_id = id.v;
    return err;
}

enum err person_act_tie_part(struct ctx *ctx, struct person_id person, const struct form *typed)
{
    const struct act_target target = {.person = {.record = {.id = person}}};
    int64_t id;
    return run_part(ctx, &target, typed, &id);
}

static enum err run_part_end(struct ctx *ctx, const struct act_target *target,
                             const struct form *typed, int64_t *ret_id)
{
    struct day last = person_act_day(ctx, typed, "last_day");
    (void)ret_id;
    enum err err = refusal_check(&ctx->why);
    return err == OK ? participation_end(ctx->store, (struct participation_id){target->id}, last,
                                         tz_day(ctx->now), &ctx->why)
                     : err;
}

/* ---- what the forms begin with ---- */

static enum err fill_from(struct ctx *ctx, const struct act_target *target, struct form *values)
{
    (void)target;
    sheet_put_day(values, ctx->arena, "from", tz_day(ctx->now));
    return OK;
}

/* Where they work rather than everywhere: a wide role is chosen, not left standing. */
static enum err fill_role(struct ctx *ctx, const struct act_target *target, struct form *values)
{
    const struct object *object = &target->person.object;
    if (object->more_school_count)
        sheet_put(values, ctx->arena, "school",
                  arena_printf(ctx->arena, "%lld", (long long)object->more_schools[0].v));
    return fill_from(ctx, target, values);
}

/* ---- the table ---- */

#define DATE_FIELD(name, label, hint)                                                              \
    {                                                                                              \
        SHEET_DATE, JSON_DAY_FIELD, name, label, hint, CHOICES_NONE, false                         \
    }
#define WHO_FIELD(label)                                                                           \
    {                                                                                              \
        SHEET_PERSON, JSON_PERSON_FIELD, "person", label, "A name, or a work mail address",        \
            CHOICES_NONE, false                                                                    \
    }
#define REASON_FIELD                                                                               \
    {                                                                                              \
        SHEET_TEXT, JSON_TEXT_FIELD, "reason", "Why?", "A few words, kept with the change",        \
            CHOICES_NONE, false                                                                    \
    }
#define LAST_DAY DATE_FIELD("last_day", "Last day", "Leave empty to end it now")

static const struct act_field RELATION[] = {
    {SHEET_RADIOS, JSON_TEXT_FIELD, "kind", "What will that person be to them?", NULL,
     CHOICES_RELATIONS, false},
    WHO_FIELD("Who?"),
    DATE_FIELD("from", "First day", "The one of before ends the day before"),
    DATE_FIELD("to", "Last day",
               "Leave empty if it goes on. A professional development mentor's year ends on 31 "
               "August"),
};
static const struct act_field SUPPORTER[] = {
    WHO_FIELD("Who supports you?"),
    DATE_FIELD("from", "First day", "For example, 1 September 2026"),
    DATE_FIELD("to", "Last day", "Leave empty if it goes on"),
};
static const struct act_field END[] = {LAST_DAY};
static const struct act_field ROLE[] = {
    {SHEET_SELECT, JSON_TEXT_FIELD, "role", "Role", NULL, CHOICES_ROLES, false},
    {SHEET_SELECT, JSON_ID_FIELD, "school", "Where?", NULL, CHOICES_SCHOOLS_OR_TRUST, false},
    DATE_FIELD("from", "First day",
               "A school has one named leader: whoever it was ends the day before"),
    DATE_FIELD("to", "Last day", "Leave empty if it goes on"),
    REASON_FIELD,
};
static const struct act_field ROLE_END[] = {LAST_DAY, REASON_FIELD};
static const struct act_field PART[] = {
    {SHEET_RADIOS, JSON_TEXT_FIELD, "kind", "How do they take part?", NULL, CHOICES_PARTS, false},
    {SHEET_SELECT, JSON_ID_FIELD, "school", "Where?", NULL, CHOICES_SCHOOLS_OR_TRUST, false},
    {SHEET_TEXT, JSON_TEXT_FIELD, "partner", "Who sends them?",
     "For an ITT student, their university or teaching school", CHOICES_NONE, false},
    {SHEET_SELECT, JSON_ID_FIELD, "event", "The event that is open to them",
     "For a parent, a guest or a visitor: they see and book this one only", CHOICES_EVENTS, false},
    DATE_FIELD("from", "First day", "For example, 1 September 2026"),
    DATE_FIELD("to", "Last day", "Leave empty if it goes on"),
};

#define TIE(page_, api_, noun_, needs_, title_, button_, audit_, fields_, run_, ...)               \
    {                                                                                              \
        .page = page_, .api = api_, .noun = noun_, .needs = needs_, .title = title_,               \
        .button = button_, .audit = audit_, .fields = fields_, .count = COUNT_OF(fields_),         \
        .run = run_, __VA_ARGS__                                                                   \
    }

const struct person_act person_act_tie[] = {
    TIE("person-relation", "api-relation-create", ACT_PERSON, ACTION_PERSON_EDIT,
        "Mentor, coach or manager", "Save", "relation-begin", RELATION, run_relation,
        .fill = fill_from),
    TIE("person-supporter", "api-supporter-create", ACT_PERSON, ACTION_DEADLINE_VIEW,
        "Name a supporter", "Save", "supporter-named", SUPPORTER, run_supporter, .own = true,
        .fill = fill_from,
        .intro =
            "A supporter is a colleague, of any school, who helps you with your plan. Only you "
            "name and remove them."),
    TIE("relation-end", "api-relation-end", ACT_RELATION, ACTION_PERSON_EDIT, "End this", "End it",
        "relation-end", END, run_relation_end, .grave = true,
        .intro = "The record keeps that it was so."),
    TIE("person-role", "api-role-grant", ACT_PERSON, ACTION_ROLE_GRANT, "Give a role",
        "Give the role", "role-given", ROLE, run_role, .fill = fill_role),
    TIE("role-end", "api-role-end", ACT_GRANT, ACTION_ROLE_GRANT, "End a role", "End the role",
        "role-ended", ROLE_END, run_role_end, .grave = true),
    TIE("person-part", "api-participation-create", ACT_PERSON, ACTION_PERSON_EDIT,
        "Takes part without a job", "Save", "part-begin", PART, run_part, .fill = fill_from,
        .intro =
            "Governors, trustees, trainees, students, parents, volunteers and guests. The role "
            "that goes with it begins and ends on the same days."),
    TIE("part-end", "api-participation-end", ACT_PART, ACTION_PERSON_EDIT, "Takes part no more",
        "End it", "part-end", END, run_part_end, .grave = true),
    {0},
};
