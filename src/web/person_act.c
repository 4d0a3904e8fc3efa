/* DESIGN: the acts on people, run alike for a form and for a call. */
#include "person_act.h"

#include <string.h>

#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "check.h"
#include "deadline.h"
#include "event.h"
#include "fresh.h"
#include "json_person.h"
#include "page.h"
#include "participation.h"
#include "person_pick.h"
#include "tz.h"
#include "viewer.h"
#include "words.h"

/* ---- which act ---- */

static const struct person_act *const TABLES[] = {person_act_life, person_act_job_acts,
                                                  person_act_tie};

static const struct person_act *act_of(const struct route *route)
{
    for (size_t t = 0; t < COUNT_OF(TABLES); t++)
        for (const struct person_act *act = TABLES[t]; act->title; act++) {
            size_t n = act->page ? strlen(act->page) : 0;
            if (act->page && strncmp(route->name, act->page, n) == 0 &&
                (route->name[n] == '\0' || strcmp(route->name + n, "-do") == 0))
                return act;
            if (act->api && strcmp(route->name, act->api) == 0)
                return act;
        }
    CHECK(!"a route of an act without the act");
    return NULL;
}

/* ---- what was typed ---- */

const char *person_act_text(struct ctx *ctx, const struct form *typed, const char *name)
{
    return form_text(typed, name, ctx->arena);
}

struct day person_act_day(struct ctx *ctx, const struct form *typed, const char *name)
{
    static const char *const parts[] = {"day", "month", "year"};
    bool given = false;
    for (int i = 0; i < 3; i++)
        given = given ||
                *person_act_text(ctx, typed, arena_printf(ctx->arena, "%s_%s", name, parts[i]));
    return given ? sheet_day(ctx, typed, name) : DAY_NONE;
}

int64_t person_act_id(const struct form *typed, const char *name)
{
    return form_int(typed, name, 0);
}

enum err person_act_person(struct ctx *ctx, const struct form *typed, struct person_id *ret)
{
    struct person_pick pick;
    if (!form_has(typed, "person")) { /* a call names them by id */
        ret->v = person_act_id(typed, "person_id");
        if (!ret->v)
            refuse_field(&ctx->why, "person_id", "Send the id of a person.");
        return refusal_check(&ctx->why);
    }
    enum err err = person_pick_read(ctx, typed, true, &pick);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        *ret = pick.person;
    return err;
}

enum err person_act_sync(struct ctx *ctx, struct person_id person)
{
    struct cycle cycle;
    enum err err = cycle_find(ctx->store, calendar_year(tz_day(ctx->now)), &cycle);
    if (err == ERR_NOT_FOUND)
        return OK;
    return err == OK ? deadline_sync(ctx->store, person, cycle.id, ctx->now) : err;
}

/* ---- the form ---- */

struct choices {
    struct choice *items;
    int count;
};

static void add_choice(struct choices *choices, const char *value, const char *text)
{
    choices->items[choices->count++] = (struct choice){value, text};
}

static enum err add_schools(struct ctx *ctx, bool or_trust, struct choices *choices)
{
    struct school *schools;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    choices->items = ARENA_ARRAY(ctx->arena, struct choice, SCHOOLS_MAX + 1);
    add_choice(choices, "", or_trust ? "The whole trust" : "Choose a school");
    for (int i = 0; err == OK && i < count; i++)
        add_choice(choices, arena_printf(ctx->arena, "%lld", (long long)schools[i].id.v),
                   schools[i].name);
    return err;
}

static enum err add_events(struct ctx *ctx, struct choices *choices)
{
    const struct event_viewer viewer = event_viewer_of(ctx);
    const struct event_filter filter = {
        .kind = EVENT_ANY_KIND, .from = ctx->now, .limit = EVENT_LIST_MAX};
    struct event_list events;
    enum err err = event_list(ctx->store, &viewer, &filter, ctx->arena, &events);
    choices->items = ARENA_ARRAY(ctx->arena, struct choice, EVENT_LIST_MAX + 1);
    add_choice(choices, "", "None");
    for (int i = 0; err == OK && i < events.count; i++)
        if (events.items[i].status == EVENT_PUBLISHED)
            add_choice(choices, arena_printf(ctx->arena, "%lld", (long long)events.items[i].id.v),
                       arena_printf(
                           ctx->arena, "%s, %s", events.items[i].fields.title,
                           words_date_short(ctx->arena, tz_day(events.items[i].fields.starts_at))));
    return err;
}

static void add_names(struct ctx *ctx, const char *const *names, int count, bool or_none,
                      struct choices *choices)
{
    choices->items = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    if (or_none)
        add_choice(choices, "", "None of these");
    for (int i = 0; i < count; i++)
        add_choice(choices, names[i], words_begin(ctx->arena, names[i]));
}

static void add_named(struct ctx *ctx, enum act_choices kind, struct choices *choices)
{
    choices->items = ARENA_ARRAY(ctx->arena, struct choice, 32);
    if (kind == CHOICES_RELATIONS)
        for (int i = 0; i < RELATION_SUPPORTER; i++)
            add_choice(choices, relation_name((enum relation_kind)i),
                       person_words_relation(ctx, (enum relation_kind)i));
    if (kind == CHOICES_ROLES) {
        add_choice(choices, "", "Choose a role");
        for (int i = 1; i < ROLE_TRAINEE; i++)
            add_choice(choices, role_name((enum role)i), person_words_role(ctx, (enum role)i));
    }
    if (kind == CHOICES_PARTS)
        for (int i = 0; i < PART_KINDS; i++)
            add_choice(choices, participation_kind_name((enum participation_kind)i),
                       person_words_part(ctx, (enum participation_kind)i));
}

static enum err choices_of(struct ctx *ctx, enum act_choices kind, struct choices *choices)
{
    static const char *const yes_no[] = {"no", "yes"};
    static const char *const away[] = {"away", "not in the cycle"};
    switch (kind) {
    case CHOICES_SCHOOLS:
    case CHOICES_SCHOOLS_OR_TRUST:
        return add_schools(ctx, kind == CHOICES_SCHOOLS_OR_TRUST, choices);
    case CHOICES_EVENTS:
        return add_events(ctx, choices);
    case CHOICES_STAFF_GROUPS:
        add_names(ctx, employment_staff_groups, EMPLOYMENT_STAFF_GROUPS, false, choices);
        return OK;
    case CHOICES_CATEGORIES:
        add_names(ctx, employment_role_categories, EMPLOYMENT_ROLE_CATEGORIES, true, choices);
        return OK;
    case CHOICES_YES_NO:
        add_names(ctx, yes_no, 2, false, choices);
        return OK;
    case CHOICES_AWAY:
        add_names(ctx, away, 2, false, choices);
        return OK;
    default:
        add_named(ctx, kind, choices);
        return OK;
    }
}

static enum err fields_of(struct ctx *ctx, const struct person_act *act, struct sheet_field **ret)
{
    struct sheet_field *fields =
        ARENA_ARRAY(ctx->arena, struct sheet_field, (size_t)act->count + 1);
    enum err err = OK;
    for (int i = 0; err == OK && i < act->count; i++) {
        const struct act_field *f = &act->fields[i];
        struct choices choices = {NULL, 0};
        if (f->choices != CHOICES_NONE)
            err = choices_of(ctx, f->choices, &choices);
        fields[i] = (struct sheet_field){f->kind,       f->name,       f->label, f->hint,
                                         choices.items, choices.count, f->narrow};
    }
    if (err == OK)
        *ret = fields;
    return err;
}

static enum err sheet_of(struct ctx *ctx, const struct request *request,
                         const struct person_act *act, const struct act_target *target,
                         struct sheet *ret)
{
    struct sheet_field *fields;
    const struct person_record *record = &target->person.record;
    enum err err = fields_of(ctx, act, &fields);
    if (err != OK)
        return err;
    *ret = (struct sheet){
        .title = arena_printf(ctx->arena, "%s: %s", record->name, act->title),
        .intro = act->intro,
        .action = arena_str_c(ctx->arena, request->path),
        .button = act->button,
        .back_href = arena_printf(ctx->arena, "/people/%lld", (long long)record->id.v),
        .back_text = record->name,
        .fields = fields,
        .count = act->count,
        .grave = act->grave,
    };
    return OK;
}

/* A name that may mean several: those it may, to choose among. */
static enum err add_people(struct ctx *ctx, const struct form *typed, struct sheet *sheet)
{
    struct person_pick pick;
    struct refusal kept = ctx->why;
    for (int i = 0; i < sheet->count; i++) {
        struct sheet_field *field = (struct sheet_field *)&sheet->fields[i];
        if (field->kind != SHEET_PERSON || !*person_act_text(ctx, typed, "person"))
            continue;
        enum err err = person_pick_read(ctx, typed, false, &pick);
        ctx->why = kept;
        if (err != OK)
            return err;
        struct choice *copy = ARENA_ARRAY(ctx->arena, struct choice, PERSON_PICK_MAX);
        memcpy(copy, pick.choices, sizeof pick.choices);
        field->choices = copy;
        field->choice_count = pick.count;
    }
    return OK;
}

/* ---- running it ---- */

static enum err run(struct ctx *ctx, const struct person_act *act, const struct act_target *target,
                    const struct form *typed, int64_t *ret_id)
{
    const struct person_id person = target->person.record.id;
    *ret_id = 0;
    enum err err = act->run(ctx, target, typed, ret_id);
    if (err == OK)
        err = person_act_sync(ctx, person);
    if (err != OK)
        return err;
    const char *reason = person_act_text(ctx, typed, "reason");
    const struct audit_entry entry = {.actor = ctx->actor.person,
                                      .action = act->audit,
                                      .object_id = person.v,
                                      .subject = person,
                                      .reason = *reason ? reason : NULL};
    return audit_record(ctx->store, ctx->now, &entry);
}

/* ---- pages ---- */

enum err page_person_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct person_act *act = act_of(request->route);
    struct act_target target;
    struct sheet sheet;
    struct form values = sheet_values(ctx->arena);
    enum err err = act_target_find(ctx, act, request->id, &target);
    if (err == OK && act->needs == ACTION_ROLE_GRANT)
        err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = sheet_of(ctx, request, act, &target, &sheet);
    if (err == OK && act->fill)
        err = act->fill(ctx, &target, &values);
    return err == OK ? response_page(response, "form.html", sheet_view(ctx, &sheet, &values)) : err;
}

enum err page_person_act(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct person_act *act = act_of(request->route);
    struct act_target target;
    struct sheet sheet;
    int64_t made;
    enum err err = act_target_find(ctx, act, request->id, &target);
    if (err != OK)
        return err;
    if (act->needs == ACTION_ROLE_GRANT)
        err = fresh_gate(ctx, request, response);
    if (err != OK)
        return err;
    err = run(ctx, act, &target, &request->form, &made);
    if (err == OK)
        return response_redirect(ctx, response, "/people/%lld?done=%s",
                                 (long long)target.person.record.id.v, act->audit);
    enum err shown = sheet_of(ctx, request, act, &target, &sheet);
    if (shown == OK)
        shown = add_people(ctx, &request->form, &sheet);
    return shown == OK ? sheet_refused(ctx, &sheet, &request->form, NULL, err, response) : shown;
}

/* ---- calls ---- */

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t person)
{
    json_t *view;
    struct person_seen seen;
    enum err err = person_gate_find(ctx, person, &seen);
    if (err == OK)
        err = json_person(ctx, &seen, &view);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, seen.record.version);
    return status == 201 ? api_gate_created(ctx, response, view, "people", person)
                         : response_json(response, status, view);
}

/* A change keeps what the body does not name: what stands, with what was sent over it. */
static enum err keep_rest(struct ctx *ctx, const struct person_act *act,
                          const struct act_target *target, const json_t *body, struct form *sent)
{
    struct form stands = sheet_values(ctx->arena);
    enum err err = act->fill(ctx, target, &stands);
    if (err != OK)
        return err;
    for (int i = 0; i < stands.count; i++) {
        const char *name = arena_str_c(ctx->arena, stands.fields[i].name);
        for (int f = 0; f < act->count; f++) {
            const char *field = act->fields[f].name;
            size_t n = strlen(field);
            bool is_its = strncmp(name, field, n) == 0 && (name[n] == '\0' || name[n] == '_');
            if (is_its && (name[n] == '\0' || act->fields[f].kind == SHEET_DATE) &&
                !json_object_get(body, field))
                sent->fields[sent->count++] = stands.fields[i];
        }
    }
    return OK;
}

enum err api_person_act(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct person_act *act = act_of(request->route);
    struct act_target target;
    struct form typed;
    int64_t made;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = act_target_find(ctx, act, request->id, &target);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, target.person.record.version);
    if (err == OK)
        err = json_person_form(ctx, act, request->json, &typed);
    if (err == OK && request->method == HTTP_PATCH && act->fill)
        err = keep_rest(ctx, act, &target, request->json, &typed);
    if (err == OK)
        err = run(ctx, act, &target, &typed, &made);
    return err == OK ? answer(ctx, response, made ? 201 : 200, target.person.record.id.v) : err;
}
