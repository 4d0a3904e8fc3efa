/* DESIGN: the acts on somebody's years here: names, leaving, staying, being away, induction. */
#include "absence.h"
#include "check.h"
#include "leaver.h"
#include "person_act.h"
#include "session.h"
#include "tz.h"

/* ---- names ---- */

/* Whoever reads somebody's mail can sign in as them (http specification, 8.2). The address of one
 * who sees others' records is an administrator's to change, or their own. */
static enum err check_address(struct ctx *ctx, const struct act_target *target, const char *email)
{
    struct actor holder;
    const struct person_record *record = &target->person.record;
    if (str_eq_nocase(str_of(email), str_of(record->email)) ||
        record->id.v == ctx->actor.person.v ||
        may(&ctx->actor, ACTION_ROLE_GRANT, &target->person.object))
        return OK;
    enum err err = actor_load(ctx->store, record->id, tz_day(ctx->now), &holder);
    if (err == OK && actor_is_privileged(&holder))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "%s can see other people's records, and signs in with this address. Only an "
                      "administrator changes it. Ask one of them.",
                      record->name);
    return err;
}

static enum err run_edit(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                         int64_t *ret_id)
{
    const struct person_names names = {person_act_text(ctx, typed, "name"),
                                       person_act_text(ctx, typed, "email")};
    int64_t version = form_int(typed, "version", 0);
    (void)ret_id;
    enum err err = check_address(ctx, target, names.email);
    if (err != OK)
        return err;
    return person_record_change(ctx->store, target->person.record.id,
                                version > 0 && version < INT32_MAX ? (int)version : 0, &names,
                                tz_day(ctx->now), &ctx->why);
}

static enum err fill_edit(struct ctx *ctx, const struct act_target *target, struct form *values)
{
    sheet_put(values, ctx->arena, "name", target->person.record.name);
    sheet_put(values, ctx->arena, "email", target->person.record.email);
    return OK;
}

/* ---- leaving ---- */

static enum err run_leave(struct ctx *ctx, const struct act_target *target,
                          const struct form *typed, int64_t *ret_id)
{
    (void)ret_id;
    return leaver_record(ctx->store, ctx->now, target->person.record.id,
                         person_act_day(ctx, typed, "last_day"), &ctx->why);
}

static enum err fill_leave(struct ctx *ctx, const struct act_target *target, struct form *values)
{
    sheet_put_day(values, ctx->arena, "last_day", target->person.record.left_on);
    return OK;
}

static enum err run_stay(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                         int64_t *ret_id)
{
    (void)typed, (void)ret_id;
    return leaver_stay(ctx->store, target->person.record.id, &ctx->why);
}

/* ---- out of the cycle ---- */

static enum err run_away(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                         int64_t *ret_id)
{
    struct str kind = str_of(person_act_text(ctx, typed, "kind"));
    struct absence absence = {.person = target->person.record.id,
                              .kind = ABSENCE_AWAY,
                              .from = person_act_day(ctx, typed, "from"),
                              .until = person_act_day(ctx, typed, "until")};
    struct absence_id id;
    if (str_eq_c(kind, absence_kind_name(ABSENCE_NEUTRAL)))
        absence.kind = ABSENCE_NEUTRAL;
    else if (!str_eq_c(kind, absence_kind_name(ABSENCE_AWAY)))
        refuse_field(&ctx->why, "kind", "Choose one of the two.");
    enum err err = absence_begin(ctx->store, &absence, &ctx->why, &id);
    if (err == OK)
        *ret_id = id.v;
    return err;
}

static enum err fill_away(struct ctx *ctx, const struct act_target *target, struct form *values)
{
    (void)target;
    sheet_put(values, ctx->arena, "kind", absence_kind_name(ABSENCE_AWAY));
    sheet_put_day(values, ctx->arena, "from", tz_day(ctx->now));
    return OK;
}

static enum err run_away_change(struct ctx *ctx, const struct act_target *target,
                                const struct form *typed, int64_t *ret_id)
{
    struct day from = person_act_day(ctx, typed, "from"),
               until = person_act_day(ctx, typed, "until");
    (void)ret_id;
    return absence_change(ctx->store, (struct absence_id){target->id}, from, until, &ctx->why);
}

static enum err fill_away_change(struct ctx *ctx, const struct act_target *target,
                                 struct form *values)
{
    struct absence absence;
    enum err err = absence_find(ctx->store, (struct absence_id){target->id}, &absence);
    if (err != OK)
        return err;
    sheet_put_day(values, ctx->arena, "from", absence.from);
    sheet_put_day(values, ctx->arena, "until", absence.until);
    return OK;
}

static enum err run_away_remove(struct ctx *ctx, const struct act_target *target,
                                const struct form *typed, int64_t *ret_id)
{
    (void)typed, (void)ret_id;
    return absence_remove(ctx->store, (struct absence_id){target->id}, &ctx->why);
}

/* ---- induction ---- */

static enum err fte_of(struct ctx *ctx, struct person_id person, int *ret)
{
    struct employment_list jobs;
    int sum = 0;
    enum err err = employment_list(ctx->store, person, ctx->arena, &jobs);
    for (int i = 0; err == OK && i < jobs.count; i++)
        if (day_is_none(jobs.items[i].terms.ends_on))
            sum += jobs.items[i].terms.fte_milli;
    if (err == OK)
        *ret = sum == 0 || sum > FTE_FULL ? FTE_FULL : sum;
    return err;
}

static enum err run_induction(struct ctx *ctx, const struct act_target *target,
                              const struct form *typed, int64_t *ret_id)
{
    struct induction induction = {
        .person = target->person.record.id,
        .starts_on = person_act_day(ctx, typed, "starts_on"),
        .ends_on = person_act_day(ctx, typed, "ends_on"),
        .opted_in = str_eq_c(str_of(person_act_text(ctx, typed, "opted_in")), "yes"),
    };
    int fte = FTE_FULL;
    (void)ret_id;
    enum err err = fte_of(ctx, induction.person, &fte);
    if (err == OK && day_is_none(induction.ends_on) && !day_is_none(induction.starts_on))
        induction.ends_on = induction_default_end(induction.starts_on, fte);
    return err == OK ? induction_set(ctx->store, &induction, &ctx->why) : err;
}

static enum err fill_induction(struct ctx *ctx, const struct act_target *target,
                               struct form *values)
{
    struct induction induction;
    enum err err = induction_find(ctx->store, target->person.record.id, &induction);
    sheet_put(values, ctx->arena, "opted_in", err == OK && induction.opted_in ? "yes" : "no");
    if (err == OK) {
        sheet_put_day(values, ctx->arena, "starts_on", induction.starts_on);
        sheet_put_day(values, ctx->arena, "ends_on", induction.ends_on);
    }
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err run_induction_remove(struct ctx *ctx, const struct act_target *target,
                                     const struct form *typed, int64_t *ret_id)
{
    (void)typed, (void)ret_id;
    return induction_remove(ctx->store, target->person.record.id);
}

/* ---- the table ---- */

#define DATE_FIELD(name, label, hint)                                                              \
    {                                                                                              \
        SHEET_DATE, JSON_DAY_FIELD, name, label, hint, CHOICES_NONE, false                         \
    }
#define TEXT_FIELD(name, label, hint)                                                              \
    {                                                                                              \
        SHEET_TEXT, JSON_TEXT_FIELD, name, label, hint, CHOICES_NONE, false                        \
    }

static const struct act_field EDIT[] = {
    TEXT_FIELD("name", "Name", "As colleagues know them. The old name still finds them."),
    TEXT_FIELD("email", "Work mail address", "Leave empty if they have none"),
};
static const struct act_field LEAVE[] = {
    DATE_FIELD("last_day", "Their last day", "For example, 31 August 2027"),
};
static const struct act_field AWAY[] = {
    {SHEET_RADIOS, JSON_TEXT_FIELD, "kind", "What is it?",
     "Away lasts exactly these days. Not in the cycle lasts until the September after. No reason "
     "is "
     "kept.",
     CHOICES_AWAY, false},
    DATE_FIELD("from", "First day", "For example, 1 December 2026"),
    DATE_FIELD("until", "Last day", "Leave empty if you do not know yet"),
};
static const struct act_field AWAY_CHANGE[] = {
    DATE_FIELD("from", "First day", "For example, 1 December 2026"),
    DATE_FIELD("until", "Last day", "Leave empty if you do not know yet"),
};
static const struct act_field INDUCTION[] = {
    DATE_FIELD("starts_on", "First day of induction", "For example, 1 September 2026"),
    DATE_FIELD("ends_on", "Expected to end",
               "Leave empty for two school years, longer for part of full time"),
    {SHEET_RADIOS, JSON_BOOL_FIELD, "opted_in", "Do they take part in the cycle all the same?",
     NULL, CHOICES_YES_NO, false},
};

#define LIFE(page_, api_, title_, button_, audit_, fields_, run_, ...)                             \
    {                                                                                              \
        .page = page_, .api = api_, .noun = ACT_PERSON, .needs = ACTION_PERSON_EDIT,               \
        .title = title_, .button = button_, .audit = audit_, .fields = fields_,                    \
        .count = COUNT_OF(fields_), .run = run_, __VA_ARGS__                                       \
    }

const struct person_act person_act_life[] = {
    LIFE("person-edit", "api-person-change", "Change their name or address", "Save",
         "person-change", EDIT, run_edit, .fill = fill_edit),
    LIFE("person-leave", "api-person-leave", "Leaving the trust", "Save", "person-leave", LEAVE,
         run_leave, .fill = fill_leave, .grave = true, .everywhere = true,
         .intro = "Until that day is over nothing changes and you can take it back. Then their "
                  "places go to whoever waits, and their roles and sign-ins end."),
    {
        .page = "person-stay",
        .api = "api-person-stay",
        .noun = ACT_PERSON,
        .needs = ACTION_PERSON_EDIT,
        .everywhere = true,
        .title = "Not leaving after all",
        .intro = "Nothing of theirs was given up. They stay as if no last day had been said.",
        .button = "They stay",
        .audit = "person-stay",
        .run = run_stay,
    },
    LIFE("person-away", "api-absence-create", "Away for a time", "Save", "absence-begin", AWAY,
         run_away, .fill = fill_away,
         .intro = "While it lasts they are not reminded and missed nowhere. What falls due gets a "
                  "later date when they are back."),
    {
        .page = "absence-change",
        .api = "api-absence-change",
        .noun = ACT_ABSENCE,
        .needs = ACTION_PERSON_EDIT,
        .title = "Change the dates",
        .button = "Save",
        .audit = "absence-change",
        .fields = AWAY_CHANGE,
        .count = COUNT_OF(AWAY_CHANGE),
        .run = run_away_change,
        .fill = fill_away_change,
    },
    {
        .page = "absence-remove",
        .api = "api-absence-remove",
        .noun = ACT_ABSENCE,
        .needs = ACTION_PERSON_EDIT,
        .title = "Recorded in error",
        .intro = "It is removed as if it had never been.",
        .button = "Remove it",
        .audit = "absence-remove",
        .grave = true,
        .run = run_away_remove,
    },
    LIFE("person-induction", "api-induction-set", "Induction as an early career teacher", "Save",
         "induction-set", INDUCTION, run_induction, .fill = fill_induction,
         .intro = "Early career teachers (formerly NQTs) have their own programme. They are not in "
                  "the cycle until the September after induction ends, unless they choose to be."),
    {
        .page = "person-induction-remove",
        .api = "api-induction-remove",
        .noun = ACT_PERSON,
        .needs = ACTION_PERSON_EDIT,
        .title = "No induction",
        .intro = "They are in the cycle like everybody else.",
        .button = "Remove the induction",
        .audit = "induction-remove",
        .grave = true,
        .run = run_induction_remove,
    },
    {0},
};
