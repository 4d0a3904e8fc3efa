/* DESIGN: colleagues: names and schools for all, addresses for whoever may have them. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "json_person.h"
#include "tz.h"

/* By any school the person works at. */
static bool sees_email(const struct ctx *ctx, const struct person *person,
                       const struct person_schools *schools)
{
    struct object object = {.owner = person->id};
    if (may(&ctx->actor, ACTION_PERSON_EMAIL, &object))
        return true;
    for (int i = 0; i < schools->count; i++) {
        object.school = schools->ids[i];
        if (may(&ctx->actor, ACTION_PERSON_EMAIL, &object))
            return true;
    }
    return false;
}

static enum err add_person(struct ctx *ctx, const struct person *person, json_t *items)
{
    struct person_schools schools;
    enum err err = person_schools(ctx->store, person->id, tz_day(ctx->now), &schools);
    if (err != OK)
        return err;
    json_t *ids = json_array();
    for (int i = 0; i < schools.count; i++)
        json_array_append_new(ids, json_integer(schools.ids[i].v));
    json_t *item = json_pack("{s:I, s:s, s:o}", "id", (json_int_t)person->id.v, "name",
                             person->name, "school_ids", ids);
    if (sees_email(ctx, person, &schools))
        json_object_set_new(item, "email", json_string(person->email));
    json_array_append_new(items, item);
    return OK;
}

enum err api_person_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct person_list people;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_PERSON_LIST);
    if (err != OK)
        return err;
    struct school_id school = {api_list_id(ctx, request, "school")};
    struct str q = str_trim(form_find(&request->query, "q"));
    err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = person_list(ctx->store, school, q, tz_day(ctx->now), list.after[1], list.limit,
                          ctx->arena, &people);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; err == OK && i < people.count; i++)
        err = add_person(ctx, &people.items[i], items);
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return api_list_answer(response, items, api_list_cursor(ctx->arena, 0, people.next));
}

enum err api_person_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_seen seen;
    json_t *view;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = person_gate_find(ctx, request->id, &seen);
    if (err == OK && seen.record.merged_into.v)
        err = ERR_NOT_FOUND;
    if (err == OK)
        err = json_person(ctx, &seen, &view);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, seen.record.version);
    return response_json(response, 200, view);
}
