/* DESIGN: what pages and API of imports have in common. */
#include "import_ask.h"

#include "audit.h"
#include "deadline.h"
#include "grant.h"
#include "permission.h"
#include "session.h"
#include "tz.h"
#include "upload.h"

enum err import_gate(struct ctx *ctx)
{
    const struct object trust = {.school = {0}};
    if (may(&ctx->actor, ACTION_PEOPLE_IMPORT, &trust))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Trust coordinators and administrators import people. Ask one of them.");
}

enum err import_gate_find(struct ctx *ctx, int64_t id, struct staff_import *ret)
{
    enum err err = import_gate(ctx);
    return err == OK ? staff_import_find(ctx->store, id, ctx->arena, ret) : err;
}

/* ---- uploads ---- */

static bool is_yes(const struct form *form, const char *name)
{
    struct str value = form_find(form, name);
    return value.p && (str_eq_c(value, "yes") || str_eq_c(value, "true"));
}

static void take_files(struct ctx *ctx, const struct upload *upload, struct staff_import_new *new)
{
    struct staff_file *files = ARENA_ARRAY(ctx->arena, struct staff_file, UPLOAD_FILES_MAX);
    for (int i = 0; upload && i < upload->count; i++)
        files[new->file_count++] =
            (struct staff_file){upload->files[i].name, upload->files[i].bytes};
    new->files = files;
}

enum err import_ask_upload(struct ctx *ctx, const struct request *request, const struct form *form,
                           struct staff_import_new *ret)
{
    struct staff_import_new new = {.by = ctx->actor.person,
                                   .school = {form_int(form, "school_id", 0)},
                                   .adds_schools = is_yes(form, "add_schools"),
                                   .chooses_columns = is_yes(form, "choose")};
    struct str map = form_find(form, "map");
    struct school school;
    take_files(ctx, request->upload, &new);
    if (new.file_count == 0)
        refuse_field(&ctx->why, "file", "Choose the file that your school's system exported.");
    if (map.p && map.n && staff_preset_parse(map, &new.preset) != OK)
        refuse_field(&ctx->why, "map", "Choose which system the file is from.");
    struct str school_text = form_find(form, "school_id");
    bool wants = school_text.p && str_trim(school_text).n && !str_eq_c(school_text, "0");
    if (wants && (new.school.v <= 0 || school_find(ctx->store, new.school, ctx->arena, &school)))
        refuse_field(&ctx->why, "school_id", "Choose a school from the list.");
    enum err err = refusal_check(&ctx->why);
    if (err == OK)
        *ret = new;
    return err;
}

enum err import_ask_create(struct ctx *ctx, const struct staff_import_new *new, int64_t *ret_id)
{
    enum err err = staff_import_create(ctx->store, new, ctx->now, ctx->arena, &ctx->why, ret_id);
    const char *detail = ctx->why.detail;
    if (err != ERR_INVALID || ctx->why.field_count || !detail)
        return err;
    refusal_init(&ctx->why, ctx->arena);
    return refuse_field(&ctx->why, "file", "%s", detail);
}

/* ---- yes and back ---- */

/* Whoever reads somebody's mail can sign in as them: as on their page, the address of one who sees
 * others' records is an administrator's to change, or their own. */
static enum err check_addresses(struct ctx *ctx, int64_t id)
{
    struct person_id *people;
    struct actor holder;
    struct person person;
    int count = 0;
    if (may(&ctx->actor, ACTION_ROLE_GRANT, &(struct object){.school = {0}}))
        return OK;
    enum err err = staff_import_readdressed(ctx->store, id, ctx->arena, &people, &count);
    for (int i = 0; err == OK && i < count; i++) {
        err = actor_load(ctx->store, people[i], tz_day(ctx->now), &holder);
        if (err != OK || people[i].v == ctx->actor.person.v || !actor_is_privileged(&holder))
            continue;
        err = person_find(ctx->store, people[i], ctx->arena, &person);
        if (err == OK)
            return refuse(&ctx->why, ERR_CONFLICT, "address-of-privileged",
                          "The file gives %s another work email. They can see other people's "
                          "records and sign in with it, so an administrator applies this import. "
                          "Ask one of them, or correct the file.",
                          person.name);
    }
    return err;
}

static enum err check_administrators(struct ctx *ctx, bool had)
{
    bool has = false;
    enum err err = grant_has_administrator(ctx->store, tz_day(ctx->now), &has);
    if (err == OK && had && !has)
        return refuse(&ctx->why, ERR_CONFLICT, "last-administrator",
                      "With this import the last administrator would leave. Give the role to "
                      "somebody else first, or keep those who are not in the file.");
    return err;
}

enum err import_ask_apply(struct ctx *ctx, const struct staff_import_yes *yes,
                          struct staff_import *ret)
{
    bool had = false;
    enum err err = grant_has_administrator(ctx->store, tz_day(ctx->now), &had);
    if (err == OK)
        err = staff_import_apply(ctx->store, yes, ctx->now, tz_day(ctx->now), ctx->arena, &ctx->why,
                                 ret);
    if (err == OK)
        err = check_addresses(ctx, yes->id);
    if (err == OK)
        err = check_administrators(ctx, had);
    if (err != OK)
        return err;
    return audit_add(ctx->store, ctx->now, ctx->actor.person, "people-imported", yes->id,
                     arena_printf(ctx->arena, "%d new, %d changed, %d left", ret->new_count,
                                  ret->changed_count, ret->left_count));
}

enum err import_ask_undo(struct ctx *ctx, int64_t id)
{
    struct person_id *newcomers;
    int count = 0;
    enum err err = staff_undo_newcomers(ctx->store, id, ctx->arena, &newcomers, &count);
    for (int i = 0; i < count && err == OK; i++)
        err = deadline_forget(ctx->store, newcomers[i]);
    if (err == OK)
        err = staff_import_undo(ctx->store, id, ctx->actor.person, ctx->now, ctx->arena, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "people-import-undone", id, "");
    return err;
}

enum err import_ask_share(struct ctx *ctx, int64_t percent)
{
    if (percent < 0 || percent > 100)
        return refuse_field(&ctx->why, "percent", "Enter a number from 0 to 100.");
    enum err err = staff_import_set_share(ctx->store, (int)percent);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "people-import-share", 0,
                        arena_printf(ctx->arena, "%d per cent", (int)percent));
    return err;
}
