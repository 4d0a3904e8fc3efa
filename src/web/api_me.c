/* DESIGN: who a token speaks for. */
#include "api.h"
#include "api_gate.h"
#include "json_view.h"
#include "tz.h"

static enum err schools_of(struct ctx *ctx, json_t *ret_list)
{
    struct person_schools schools;
    struct school school;
    enum err err = person_schools(ctx->store, ctx->actor.person, tz_day(ctx->now), &schools);
    for (int i = 0; err == OK && i < schools.count; i++) {
        err = school_find(ctx->store, schools.ids[i], ctx->arena, &school);
        if (err == OK)
            json_array_append_new(ret_list, json_pack("{s:I, s:s}", "id", (json_int_t)school.id.v,
                                                      "name", school.name));
    }
    return err;
}

/* Each role once, by name. */
static json_t *roles_of(const struct actor *actor)
{
    json_t *roles = json_array();
    for (int role = 0; role < ROLE_COUNT; role++)
        if (actor_has_role(actor, (enum role)role))
            json_array_append_new(roles, json_string(role_name((enum role)role)));
    return roles;
}

/* Where each holds; null: in the whole trust. */
static json_t *grants_of(const struct actor *actor)
{
    json_t *grants = json_array();
    for (int i = 0; i < actor->grants.count; i++) {
        const struct grant *grant = &actor->grants.items[i];
        json_array_append_new(grants, json_pack("{s:s, s:o}", "role", role_name(grant->role),
                                                "school_id", json_view_id(grant->school.v)));
    }
    return grants;
}

enum err api_me_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    json_t *schools = json_array();
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = person_find(ctx->store, ctx->actor.person, ctx->arena, &person);
    if (err == OK)
        err = schools_of(ctx, schools);
    if (err != OK) {
        json_decref(schools);
        return err;
    }
    return response_json(response, 200,
                         json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:s}", "id",
                                   (json_int_t)person.id.v, "name", person.name, "email",
                                   person.email, "schools", schools, "roles", roles_of(&ctx->actor),
                                   "grants", grants_of(&ctx->actor), "scope",
                                   ctx->actor.read_only ? "read" : "write"));
}
