/* DESIGN: people in the API: what one may see of them, and bodies as the forms they stand for. */
#include "json_person.h"

#include <string.h>

#include "json_view.h"
#include "person_merge.h"
#include "relation.h"
#include "tz.h"
#include "working_days.h"

/* ---- looking ---- */

static json_t *job_json(struct ctx *ctx, const struct employment_held *job)
{
    const struct employment_terms *t = &job->terms;
    return json_pack("{s:I, s:I, s:s, s:s, s:s, s:s, s:f, s:b, s:s, s:o, s:o}", "id",
                     (json_int_t)job->id.v, "school_id", (json_int_t)t->school.v, "staff_group",
                     t->staff_group, "role_category", t->role_category, "post", t->post,
                     "staff_ref", t->staff_ref, "fte", (double)t->fte_milli / FTE_FULL,
                     "leadership", t->leadership, "working_days",
                     working_days_words(ctx->arena, t->working_days), "starts_on",
                     json_view_day(t->starts_on), "ends_on", json_view_day(t->ends_on));
}

static json_t *relation_json(const struct relation *r, bool of_other)
{
    return json_pack("{s:I, s:s, s:I, s:s, s:o, s:o}", "id", (json_int_t)r->id.v, "kind",
                     relation_name(r->kind), "person_id",
                     (json_int_t)(of_other ? r->person.v : r->other.v), "name",
                     of_other ? r->person_name : r->other_name, "from", json_view_day(r->from),
                     "to", json_view_day(r->to));
}

json_t *json_person_grant(const struct grant_held *grant)
{
    return json_pack("{s:I, s:s, s:o, s:I, s:s, s:o, s:o}", "id", (json_int_t)grant->id.v, "role",
                     role_name(grant->grant.role), "school_id", json_view_id(grant->grant.school.v),
                     "person_id", (json_int_t)grant->person.v, "name", grant->person_name, "from",
                     json_view_day(grant->from), "to", json_view_day(grant->to));
}

static json_t *part_json(const struct participation *part)
{
    return json_pack("{s:I, s:s, s:o, s:s, s:o, s:o, s:o}", "id", (json_int_t)part->id.v, "kind",
                     participation_kind_name(part->kind), "school_id", json_view_id(part->school.v),
                     "partner", part->partner, "event_id", json_view_id(part->event_id), "from",
                     json_view_day(part->from), "to", json_view_day(part->to));
}

static json_t *absence_json(const struct absence *absence)
{
    return json_pack("{s:I, s:s, s:o, s:o}", "id", (json_int_t)absence->id.v, "kind",
                     absence_kind_name(absence->kind), "from", json_view_day(absence->from),
                     "until", json_view_day(absence->until));
}

static enum err add_work(struct ctx *ctx, struct person_id id, json_t *view)
{
    struct employment_list jobs;
    struct participation_list parts;
    json_t *job_list = json_array(), *part_list = json_array();
    enum err err = employment_list(ctx->store, id, ctx->arena, &jobs);
    if (err == OK)
        err = participation_list(ctx->store, id, ctx->arena, &parts);
    for (int i = 0; err == OK && i < jobs.count; i++)
        json_array_append_new(job_list, job_json(ctx, &jobs.items[i]));
    for (int i = 0; err == OK && i < parts.count; i++)
        json_array_append_new(part_list, part_json(&parts.items[i]));
    json_object_set_new(view, "employments", job_list);
    json_object_set_new(view, "participations", part_list);
    return err;
}

static enum err add_ties(struct ctx *ctx, struct person_id id, json_t *view)
{
    struct relation_list mine, others;
    struct absence_list absences;
    struct day today = tz_day(ctx->now);
    bool self = id.v == ctx->actor.person.v;
    json_t *list = json_array(), *of = json_array(), *away = json_array();
    enum err err = relation_list(ctx->store, id, ctx->arena, &mine);
    if (err == OK)
        err = relation_list_of_other(ctx->store, id, today, ctx->arena, &others);
    if (err == OK)
        err = absence_list(ctx->store, id, today, &absences);
    /* Whom somebody asked for support is between the two (EQ-09). */
    for (int i = 0; err == OK && i < mine.count; i++)
        if (self || mine.items[i].kind != RELATION_SUPPORTER)
            json_array_append_new(list, relation_json(&mine.items[i], false));
    for (int i = 0; err == OK && i < others.count; i++)
        if (self || others.items[i].kind != RELATION_SUPPORTER)
            json_array_append_new(of, relation_json(&others.items[i], true));
    for (int i = 0; err == OK && i < absences.count; i++)
        json_array_append_new(away, absence_json(&absences.items[i]));
    json_object_set_new(view, "relations", list);
    json_object_set_new(view, "relations_to_others", of);
    json_object_set_new(view, "absences", away);
    return err;
}

static enum err add_roles(struct ctx *ctx, struct person_id id, json_t *view)
{
    struct grant_held_list grants;
    json_t *list = json_array();
    enum err err = grant_list_of_person(ctx->store, id, tz_day(ctx->now), ctx->arena, &grants);
    for (int i = 0; err == OK && i < grants.count; i++)
        json_array_append_new(list, json_person_grant(&grants.items[i]));
    json_object_set_new(view, "roles", list);
    return err;
}

static enum err add_merges(struct ctx *ctx, struct person_id id, json_t *view)
{
    struct person_merge_entry *items;
    int count;
    json_t *list = json_array();
    enum err err = person_merge_list(ctx->store, id, ctx->now, ctx->arena, &items, &count);
    for (int i = 0; err == OK && i < count; i++)
        json_array_append_new(
            list, json_pack("{s:I, s:I, s:s, s:o}", "id", (json_int_t)items[i].id.v, "person_id",
                            (json_int_t)items[i].gone.v, "name", items[i].gone_name, "merged_at",
                            json_view_instant(items[i].merged_at)));
    json_object_set_new(view, "merges", list);
    return err;
}

enum err json_person(struct ctx *ctx, const struct person_seen *seen, json_t **ret)
{
    const struct person_record *r = &seen->record;
    const struct object *object = &seen->object;
    json_t *schools = json_array();
    enum err err = OK;
    for (int i = 0; i < object->more_school_count; i++)
        json_array_append_new(schools, json_integer(object->more_schools[i].v));
    json_t *view = json_pack("{s:I, s:s, s:o}", "id", (json_int_t)r->id.v, "name", r->name,
                             "school_ids", schools);
    if (may(&ctx->actor, ACTION_PERSON_EMAIL, object))
        json_object_set_new(view, "email", json_string(r->email));
    if (may(&ctx->actor, ACTION_PERSON_VIEW, object)) {
        json_object_set_new(view, "left_on", json_view_day(r->left_on));
        err = add_work(ctx, r->id, view);
        if (err == OK)
            err = add_ties(ctx, r->id, view);
    }
    if (err == OK && may(&ctx->actor, ACTION_PERSON_EDIT, object))
        err = add_merges(ctx, r->id, view);
    if (err == OK && may(&ctx->actor, ACTION_ROLE_VIEW, object))
        err = add_roles(ctx, r->id, view);
    if (err != OK)
        json_decref(view);
    else
        *ret = view;
    return err;
}

/* ---- bodies as forms ---- */

enum { VALUES_MAX = 48 };

static void put(struct form *form, const char *name, const char *value)
{
    form->fields[form->count++] = (struct form_field){str_of(name), str_of(value)};
}

static void put_day(struct ctx *ctx, struct form *form, const char *name, const json_t *value)
{
    struct day day;
    const char *text = json_string_value(value);
    if (!text || day_parse(str_of(text), &day) != OK) {
        refuse_field(&ctx->why, name, "Send a date like 2026-11-12, or null.");
        return;
    }
    struct civil c = day_civil(day);
    put(form, arena_printf(ctx->arena, "%s_day", name), arena_printf(ctx->arena, "%d", c.day));
    put(form, arena_printf(ctx->arena, "%s_month", name), arena_printf(ctx->arena, "%d", c.month));
    put(form, arena_printf(ctx->arena, "%s_year", name), arena_printf(ctx->arena, "%d", c.year));
}

static void put_value(struct ctx *ctx, struct form *form, const struct act_field *field,
                      const char *name, const json_t *value)
{
    switch (field->json) {
    case JSON_DAY_FIELD:
        put_day(ctx, form, name, value);
        return;
    case JSON_ID_FIELD:
    case JSON_PERSON_FIELD:
        if (json_is_integer(value) && json_integer_value(value) > 0)
            put(form, name, arena_printf(ctx->arena, "%lld", (long long)json_integer_value(value)));
        else
            refuse_field(&ctx->why, name, "Send an id, a whole number.");
        return;
    case JSON_BOOL_FIELD:
        if (json_is_boolean(value))
            put(form, name, json_is_true(value) ? "yes" : "no");
        else
            refuse_field(&ctx->why, name, "Send true or false.");
        return;
    case JSON_TEXT_FIELD:
        if (json_is_string(value))
            put(form, name, arena_str_c(ctx->arena, str_trim(str_of(json_string_value(value)))));
        else if (json_is_number(value))
            put(form, name, arena_printf(ctx->arena, "%g", json_number_value(value)));
        else
            refuse_field(&ctx->why, name, "Send a text.");
        return;
    }
}

enum err json_person_fields(struct ctx *ctx, const struct act_field *fields, int count,
                            const json_t *body, struct form *ret)
{
    struct form form = {ARENA_ARRAY(ctx->arena, struct form_field, VALUES_MAX), 0};
    for (int i = 0; i < count; i++) {
        const char *name = fields[i].json == JSON_PERSON_FIELD ? "person_id" : fields[i].name;
        const json_t *value = json_object_get(body, name);
        if (value && !json_is_null(value))
            put_value(ctx, &form, &fields[i], name, value);
    }
    enum err err = refusal_check(&ctx->why);
    if (err == OK)
        *ret = form;
    return err;
}

enum err json_person_form(struct ctx *ctx, const struct person_act *act, const json_t *body,
                          struct form *ret)
{
    return json_person_fields(ctx, act->fields, act->count, body, ret);
}
