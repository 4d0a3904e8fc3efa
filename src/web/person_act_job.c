/* DESIGN: the acts on jobs: joined, changed, moved to another school, ended. */
#include <stdlib.h>

#include "check.h"
#include "leaver.h"
#include "person_act.h"
#include "tz.h"
#include "working_days.h"

/* "0.6" in thousandths, -1 if it is none; nothing is full time. */
static int read_fte(struct ctx *ctx, const struct form *typed)
{
    struct str rest = str_of(person_act_text(ctx, typed, "fte")), whole = STR(""), part = STR("");
    int64_t units = 0, milli = 0;
    if (rest.n == 0)
        return FTE_FULL;
    bool has_part = str_split(&rest, '.', &whole) && rest.p && str_split(&rest, '.', &part);
    if (rest.p || whole.n > 1 || part.n > 3 || str_parse_int(whole, &units) != OK ||
        (has_part && str_parse_int(part, &milli) != OK))
        return -1;
    for (size_t i = part.n; has_part && i < 3; i++)
        milli *= 10;
    return (int)(units * FTE_FULL + milli);
}

static struct employment_terms read_terms(struct ctx *ctx, const struct form *typed)
{
    struct employment_terms terms = {
        .school = {person_act_id(typed, "school")},
        .staff_group = person_act_text(ctx, typed, "staff_group"),
        .role_category = person_act_text(ctx, typed, "role_category"),
        .post = person_act_text(ctx, typed, "post"),
        .staff_ref = person_act_text(ctx, typed, "staff_ref"),
        .fte_milli = read_fte(ctx, typed),
        .leadership = str_eq_c(str_of(person_act_text(ctx, typed, "leadership")), "yes"),
        .starts_on = person_act_day(ctx, typed, "starts_on"),
        .ends_on = person_act_day(ctx, typed, "ends_on"),
    };
    const char *days = person_act_text(ctx, typed, "working_days");
    terms.working_days = WORKING_DAYS_ALL;
    if (*days && working_days_parse(str_of(days), &terms.working_days) != OK)
        refuse_field(&ctx->why, "working_days",
                     "Enter days like Mon, Tue, Wed am. Leave it empty for every day.");
    return terms;
}

/* Somebody who may change people at their own school brings nobody to another. */
enum err person_act_job_school(struct ctx *ctx, struct school_id school)
{
    if (!school.v || may(&ctx->actor, ACTION_PERSON_EDIT, &(struct object){.school = school}))
        return OK;
    return refuse_field(&ctx->why, "school",
                        "You may add people to your own school only. Ask a trust coordinator.");
}

static enum err run_begin(struct ctx *ctx, const struct act_target *target,
                          const struct form *typed, int64_t *ret_id)
{
    const struct person_id person = target->person.record.id;
    struct employment_terms terms = read_terms(ctx, typed);
    struct employment_id id = {0};
    enum err err = person_act_job_school(ctx, terms.school);
    if (err == OK)
        err = leaver_return(ctx->store, person, ctx->arena);
    if (err == OK)
        err = employment_begin(ctx->store, person, &terms, &ctx->why, &id);
    if (err == OK)
        *ret_id = id.v;
    return err;
}

enum err person_act_job(struct ctx *ctx, struct person_id person, const struct form *typed)
{
    const struct act_target target = {.person = {.record = {.id = person}}};
    int64_t id;
    return run_begin(ctx, &target, typed, &id);
}

static enum err run_change(struct ctx *ctx, const struct act_target *target,
                           const struct form *typed, int64_t *ret_id)
{
    const struct employment_terms terms = read_terms(ctx, typed);
    (void)ret_id;
    return employment_change(ctx->store, (struct employment_id){target->id}, &terms, &ctx->why);
}

static enum err fill_change(struct ctx *ctx, const struct act_target *target, struct form *values)
{
    struct employment_held job;
    struct arena *arena = ctx->arena;
    enum err err = employment_find(ctx->store, (struct employment_id){target->id}, arena, &job);
    if (err != OK)
        return err;
    const struct employment_terms *t = &job.terms;
    sheet_put(values, arena, "staff_group", t->staff_group);
    sheet_put(values, arena, "role_category", t->role_category);
    sheet_put(values, arena, "post", t->post);
    sheet_put(values, arena, "staff_ref", t->staff_ref);
    sheet_put(values, arena, "fte", arena_printf(arena, "%g", (double)t->fte_milli / FTE_FULL));
    sheet_put(values, arena, "leadership", t->leadership ? "yes" : "no");
    sheet_put(values, arena, "working_days", working_days_words(arena, t->working_days));
    sheet_put_day(values, arena, "starts_on", t->starts_on);
    sheet_put_day(values, arena, "ends_on", t->ends_on);
    return OK;
}

static enum err fill_begin(struct ctx *ctx, const struct act_target *target, struct form *values)
{
    (void)target;
    sheet_put(values, ctx->arena, "staff_group", employment_staff_groups[0]);
    sheet_put(values, ctx->arena, "fte", "1");
    sheet_put(values, ctx->arena, "leadership", "no");
    sheet_put_day(values, ctx->arena, "starts_on", tz_day(ctx->now));
    return OK;
}

static enum err run_move(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                         int64_t *ret_id)
{
    struct employment_id fresh;
    struct school_id school = {person_act_id(typed, "school")};
    enum err err = employment_move(ctx->store, (struct employment_id){target->id}, school,
                                   person_act_day(ctx, typed, "on"), &ctx->why, &fresh);
    if (err == OK)
        *ret_id = fresh.v;
    return err;
}

static enum err run_end(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                        int64_t *ret_id)
{
    (void)ret_id;
    return employment_end(ctx->store, (struct employment_id){target->id},
                          person_act_day(ctx, typed, "last_day"), &ctx->why);
}

#define SCHOOL_FIELD                                                                               \
    {                                                                                              \
        SHEET_SELECT, JSON_ID_FIELD, "school", "School", NULL, CHOICES_SCHOOLS, false              \
    }
#define TERMS_FIELDS                                                                               \
    {SHEET_RADIOS, JSON_TEXT_FIELD,      "staff_group", "Staff group",                             \
     NULL,         CHOICES_STAFF_GROUPS, false},                                                   \
        {SHEET_SELECT,                                                                             \
         JSON_TEXT_FIELD,                                                                          \
         "role_category",                                                                          \
         "Role category",                                                                          \
         "Which set of standards is theirs",                                                       \
         CHOICES_CATEGORIES,                                                                       \
         false},                                                                                   \
        {SHEET_TEXT,                                                                               \
         JSON_TEXT_FIELD,                                                                          \
         "post",                                                                                   \
         "What the job is called",                                                                 \
         "For example, Year 4 teacher. You may leave this empty",                                  \
         CHOICES_NONE,                                                                             \
         false},                                                                                   \
        {SHEET_TEXT,                                                                               \
         JSON_TEXT_FIELD,                                                                          \
         "staff_ref",                                                                              \
         "Staff number at the school",                                                             \
         "You may leave this empty",                                                               \
         CHOICES_NONE,                                                                             \
         true},                                                                                    \
        {SHEET_TEXT,                                                                               \
         JSON_TEXT_FIELD,                                                                          \
         "fte",                                                                                    \
         "Part of full time",                                                                      \
         "1 is full time, 0.6 is three days of five",                                              \
         CHOICES_NONE,                                                                             \
         true},                                                                                    \
        {SHEET_TEXT,                                                                               \
         JSON_TEXT_FIELD,                                                                          \
         "working_days",                                                                           \
         "Working days",                                                                           \
         "For example, Mon, Tue, Wed am. Leave empty for every day",                               \
         CHOICES_NONE,                                                                             \
         false},                                                                                   \
        {SHEET_RADIOS, JSON_BOOL_FIELD, "leadership", "On the leadership pay range?",              \
         NULL,         CHOICES_YES_NO,  false},                                                    \
        {SHEET_DATE,   JSON_DAY_FIELD, "starts_on", "First day", "For example, 1 September 2026",  \
         CHOICES_NONE, false},                                                                     \
    {                                                                                              \
        SHEET_DATE, JSON_DAY_FIELD, "ends_on", "Last day", "Leave empty if it goes on",            \
            CHOICES_NONE, false                                                                    \
    }

static const struct act_field BEGIN[] = {SCHOOL_FIELD, TERMS_FIELDS};
static const struct act_field CHANGE[] = {TERMS_FIELDS};
static const struct act_field MOVE[] = {
    {SHEET_SELECT, JSON_ID_FIELD, "school", "To which school?", NULL, CHOICES_SCHOOLS, false},
    {SHEET_DATE, JSON_DAY_FIELD, "on", "First day there", "The job here ends the day before",
     CHOICES_NONE, false},
};
static const struct act_field END[] = {
    {SHEET_DATE, JSON_DAY_FIELD, "last_day", "Last day of this job", "For example, 31 August 2027",
     CHOICES_NONE, false},
};

const struct person_act person_act_job_acts[] = {
    {
        .page = "person-job",
        .api = "api-employment-create",
        .noun = ACT_PERSON,
        .needs = ACTION_PERSON_EDIT,
        .title = "Add a job",
        .intro = "Somebody may work at several schools. Each is a job of its own.",
        .button = "Add the job",
        .audit = "job-begin",

        .fields = BEGIN,
        .count = COUNT_OF(BEGIN),
        .run = run_begin,
        .fill = fill_begin,
    },
    {
        .page = "job-change",
        .api = "api-employment-change",
        .noun = ACT_JOB,
        .needs = ACTION_PERSON_EDIT,
        .title = "Change this job",
        .button = "Save",
        .audit = "job-change",
        .fields = CHANGE,
        .count = COUNT_OF(CHANGE),
        .run = run_change,
        .fill = fill_change,
    },
    {
        .page = "job-move",
        .api = "api-employment-move",
        .noun = ACT_JOB,
        .needs = ACTION_PERSON_EDIT,
        .title = "Move to another school",
        .intro = "Their record goes with them: plans, bookings and deadlines stay theirs.",
        .button = "Move",
        .audit = "job-move",

        .fields = MOVE,
        .count = COUNT_OF(MOVE),
        .run = run_move,
    },
    {
        .page = "job-end",
        .api = "api-employment-end",
        .noun = ACT_JOB,
        .needs = ACTION_PERSON_EDIT,
        .title = "End this job",
        .intro = "If they leave the trust altogether, say so on their page instead.",
        .button = "End the job",
        .audit = "job-end",
        .grave = true,

        .fields = END,
        .count = COUNT_OF(END),
        .run = run_end,
    },
    {0},
};
