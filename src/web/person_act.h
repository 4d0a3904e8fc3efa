#ifndef SPARKD_WEB_PERSON_ACT_H
#define SPARKD_WEB_PERSON_ACT_H

#include "employment.h"
#include "person_gate.h"
#include "sheet.h"

/*
 * What is done to people: to join, move, leave, be away, have a mentor, a role.
 * Each is one row of a table: the fields it asks, what they must be, the use
 * case. The page shows it as a form, the API takes the same names as JSON; one
 * function runs both.
 */
enum act_noun { ACT_PERSON, ACT_JOB, ACT_RELATION, ACT_GRANT, ACT_PART, ACT_ABSENCE, ACT_NOUNS };

/* What is acted on: a person, through a thing of theirs or directly. */
struct act_target {
    int64_t id; /* the job's, relation's …; the person's for ACT_PERSON */
    struct person_seen person;
};

/* Where a choice of the form comes from. */
enum act_choices {
    CHOICES_NONE,
    CHOICES_SCHOOLS,
    CHOICES_SCHOOLS_OR_TRUST,
    CHOICES_STAFF_GROUPS,
    CHOICES_CATEGORIES,
    CHOICES_RELATIONS,
    CHOICES_ROLES,
    CHOICES_PARTS,
    CHOICES_EVENTS,
    CHOICES_YES_NO,
    CHOICES_AWAY,
};

/* How the API sends it; a person is "person_id" there. */
enum act_json {
    JSON_TEXT_FIELD,
    JSON_DAY_FIELD,
    JSON_ID_FIELD,
    JSON_BOOL_FIELD,
    JSON_PERSON_FIELD
};

struct act_field {
    enum sheet_kind kind;
    enum act_json json;
    const char *name, *label, *hint;
    enum act_choices choices;
    bool narrow;
};

struct person_act {
    const char *page, *api; /* the routes it answers, NULL if it has none */
    enum act_noun noun;
    enum action needs;
    bool own;          /* its owner's alone: nobody else may, whatever their role */
    bool everywhere;   /* only for whoever may act at every school the person is at */
    const char *title; /* "Add a job" */
    const char *intro; /* NULL: none */
    const char *button;
    const char *audit; /* as the record has it */
    bool grave;
    const struct act_field *fields;
    int count;
    /* The use case, on what was typed or sent; ret_id: of what it made, 0 if nothing. */
    enum err (*run)(struct ctx *ctx, const struct act_target *target, const struct form *typed,
                    int64_t *ret_id);
    /* What the form shows before anything was typed; NULL: nothing. */
    enum err (*fill)(struct ctx *ctx, const struct act_target *target, struct form *values);
};

/* On whom the act is, judged: ERR_NOT_FOUND for what the actor may not know of, ERR_DENIED for what
 * they may not do (http specification, section 11). */
enum err act_target_find(struct ctx *ctx, const struct person_act *act, int64_t id,
                         struct act_target *ret) MUST_USE;

/* Ended by a row whose title is NULL. */
extern const struct person_act person_act_life[], person_act_job_acts[], person_act_tie[];

/* ---- reading what was typed ---- */

const char *person_act_text(struct ctx *ctx, const struct form *typed, const char *name);
/* A date that may be empty: DAY_NONE. */
struct day person_act_day(struct ctx *ctx, const struct form *typed, const char *name);
int64_t person_act_id(const struct form *typed, const char *name);
/* Somebody named; v 0 and a refusal if it is nobody. */
enum err person_act_person(struct ctx *ctx, const struct form *typed,
                           struct person_id *ret) MUST_USE;

/* Deadlines of the year as they are after the act (growth). */
enum err person_act_sync(struct ctx *ctx, struct person_id person) MUST_USE;

/* ---- a job and a part for somebody who is only just being added ---- */

/* Refuses `school` unless the actor may add people there. */
enum err person_act_job_school(struct ctx *ctx, struct school_id school) MUST_USE;
/* The fields of `person-job`. */
enum err person_act_job(struct ctx *ctx, struct person_id person,
                        const struct form *typed) MUST_USE;
/* The fields of `person-part`. */
enum err person_act_tie_part(struct ctx *ctx, struct person_id person,
                             const struct form *typed) MUST_USE;

#endif
