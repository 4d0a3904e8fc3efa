/* DESIGN: who runs an event: its organisers and leaders, named and taken off. */
#include "audit.h"
#include "check.h"
#include "event_gate.h"
#include "flash.h"
#include "page.h"
#include "person_pick.h"
#include "view_event.h"

enum { FACILITATORS_OFFERED = 500 };

static const char *part_words(enum booking_part part)
{
    static const char *const WORDS[BOOKING_PARTS] = {[PART_ATTENDEE] = "Attends",
                                                     [PART_LEADER] = "Leader",
                                                     [PART_CO_LEADER] = "Co-leader",
                                                     [PART_ASSISTANT] = "Assistant"};
    return WORDS[part];
}

/* ---- the list ---- */

static enum err fill_organisers(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event_organisers list;
    json_t *rows = json_array();
    enum err err = event_organiser_list(ctx->store, event->id, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        json_array_append_new(rows, json_pack("{s:s, s:I}", "name", list.items[i].name, "person",
                                              (json_int_t)list.items[i].person.v));
    view_list(view, "organisers", rows);
    return err;
}

static enum err fill_leaders(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event_leaders list;
    json_t *rows = json_array();
    enum err err = event_leader_list(ctx->store, event->id, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct event_leader *leader = &list.items[i];
        json_array_append_new(
            rows,
            json_pack("{s:s, s:s, s:s, s:I, s:I}", "name", leader->name, "from",
                      *leader->from || leader->person.v ? leader->from : "from outside", "part",
                      part_words(leader->part), "person", (json_int_t)leader->person.v,
                      "facilitator", (json_int_t)leader->facilitator.v));
    }
    view_list(view, "leaders", rows);
    return err;
}

static enum err people_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *view = view_new("Who runs it");
    enum err err = fill_organisers(ctx, event, view);
    if (err == OK)
        err = fill_leaders(ctx, event, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    view_back(view, event_href(ctx, event->fields.kind, event->id), event->fields.title);
    json_object_update_new(view, json_pack("{s:I, s:b, s:b}", "id", (json_int_t)event->id.v,
                                           "may_appoint", event_gate_may_appoint(ctx, event),
                                           "spark", event->fields.kind == EVENT_SPARK));
    *ret = view;
    return OK;
}

static const struct flash DONE[] = {
    {"added", "They are named. Colleagues are told by email."},
    {"given", "They organise it from now on."},
    {"removed", "They are taken off."},
};

enum err page_event_people(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = event_gate_arrange(ctx, request->id, &event);
    if (err == OK)
        err = people_view(ctx, &event, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "events/people.html", view);
}

static enum err to_list(struct ctx *ctx, struct response *response, const struct event *event,
                        const char *done)
{
    return response_redirect(ctx, response, "/events/%lld/people?done=%s", (long long)event->id.v,
                             done);
}

/* The list again with what was refused above it. */
static enum err list_refused(struct ctx *ctx, struct response *response, const struct event *event,
                             enum err why)
{
    json_t *view;
    if (why != ERR_CONFLICT && why != ERR_INVALID)
        return why;
    enum err err = people_view(ctx, event, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "events/people.html", view);
}

/* ---- organisers ---- */

static struct sheet organiser_sheet(struct ctx *ctx, const struct event *event,
                                    const struct person_pick *pick)
{
    struct sheet_field *field = ARENA_NEW(ctx->arena, struct sheet_field);
    *field =
        (struct sheet_field){SHEET_PERSON,  "person",    "Who?", "A name or a work mail address",
                             pick->choices, pick->count, false};
    return (struct sheet){
        .title = "Name an organiser",
        .intro = "They may change this event, publish and cancel it, and see who comes.",
        .action = arena_printf(ctx->arena, "/events/%lld/organisers", (long long)event->id.v),
        .button = "Name them",
        .back_href = arena_printf(ctx->arena, "/events/%lld/people", (long long)event->id.v),
        .back_text = "Who runs it",
        .fields = field,
        .count = 1,
    };
}

enum err page_organiser_new(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    const struct person_pick pick = {.count = 0};
    const struct form none = {NULL, 0};
    enum err err = event_gate_appoint(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct sheet sheet = organiser_sheet(ctx, &event, &pick);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

static enum err note(struct ctx *ctx, const char *action, const struct event *event)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, event->id.v, "");
}

enum err page_organiser_add(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    struct person_pick pick = {.count = 0};
    enum err err = event_gate_appoint(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = person_pick_read(ctx, &request->form, true, &pick);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        err = event_organiser_add(ctx->store, ctx->now, event.id, pick.person, &ctx->why);
    if (err == OK)
        err = note(ctx, "organiser-add", &event);
    if (err != OK) {
        const struct sheet sheet = organiser_sheet(ctx, &event, &pick);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return to_list(ctx, response, &event, "given");
}

enum err page_organiser_remove(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    const struct person_id person = {form_int(&request->form, "person_id", 0)};
    enum err err = event_gate_appoint(ctx, request->id, &event);
    if (err == OK)
        err = event_organiser_remove(ctx->store, event.id, person);
    if (err == OK)
        err = note(ctx, "organiser-remove", &event);
    return err == OK ? to_list(ctx, response, &event, "removed") : err;
}

/* ---- leaders ---- */

/* Those from outside: a colleague is named. */
static enum err facilitator_choices(struct ctx *ctx, struct sheet_field *ret)
{
    const struct facilitator_filter all = {.limit = FACILITATORS_OFFERED};
    struct facilitator_list list;
    int count = 0;
    enum err err = facilitator_list(ctx->store, &all, ctx->arena, &list);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    choices[count++] = (struct choice){"", "Nobody from outside"};
    for (int i = 0; i < list.count; i++) {
        const struct facilitator *f = &list.items[i];
        if (!f->fields.person.v)
            choices[count++] =
                sheet_choice(ctx->arena, f->id.v,
                             *f->provider_name ? arena_printf(ctx->arena, "%s, %s", f->fields.name,
                                                              f->provider_name)
                                               : f->fields.name);
    }
    *ret = (struct sheet_field){
        SHEET_SELECT, "facilitator", "Or somebody from outside", NULL, choices, count, false};
    return OK;
}

static enum err leader_sheet(struct ctx *ctx, const struct event *event,
                             const struct person_pick *pick, struct sheet *ret)
{
    static const struct choice PARTS[] = {
        {"leader", "They lead it"},
        {"co-leader", "They lead it together with others"},
        {"assistant", "They help those who lead it"},
    };
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 3);
    enum err err = facilitator_choices(ctx, &fields[1]);
    if (err != OK)
        return err;
    fields[0] = (struct sheet_field){
        SHEET_PERSON,  "person",    "A colleague", "A name or a work mail address. They are told.",
        pick->choices, pick->count, false};
    fields[2] = (struct sheet_field){SHEET_RADIOS,    "part", "What do they do?", NULL, PARTS,
                                     COUNT_OF(PARTS), false};
    *ret = (struct sheet){
        .title = "Name somebody who leads it",
        .intro = "They take no place, and cannot be elsewhere at that time.",
        .action = arena_printf(ctx->arena, "/events/%lld/leaders", (long long)event->id.v),
        .button = "Name them",
        .back_href = arena_printf(ctx->arena, "/events/%lld/people", (long long)event->id.v),
        .back_text = "Who runs it",
        .fields = fields,
        .count = 3,
    };
    return OK;
}

enum err page_leader_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct sheet sheet;
    const struct person_pick pick = {.count = 0};
    struct form values = sheet_values(ctx->arena);
    enum err err = event_gate_arrange(ctx, request->id, &event);
    if (err == OK)
        err = leader_sheet(ctx, &event, &pick, &sheet);
    if (err != OK)
        return err;
    sheet_put(&values, ctx->arena, "part", "leader");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err read_leading(struct ctx *ctx, const struct form *typed, const struct event *event,
                             struct person_pick *pick, struct event_leading *ret)
{
    enum booking_part part = PART_ATTENDEE;
    enum err err = person_pick_read(ctx, typed, false, pick);
    if (err != OK)
        return err;
    if (booking_part_parse(form_find(typed, "part"), &part) != OK || part == PART_ATTENDEE)
        refuse_field(&ctx->why, "part", "Choose what they do.");
    *ret = (struct event_leading){.event = event->id,
                                  .person = pick->person,
                                  .facilitator = {form_int(typed, "facilitator", 0)},
                                  .part = part,
                                  .by = ctx->actor.person};
    return refusal_check(&ctx->why);
}

enum err page_leader_add(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct event_leading leading;
    struct sheet sheet;
    struct person_pick pick = {.count = 0};
    enum err err = event_gate_arrange(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = read_leading(ctx, &request->form, &event, &pick, &leading);
    if (err == OK)
        err = event_leader_put(ctx->store, ctx->now, &leading, &ctx->why);
    if (err == OK)
        err = note(ctx, "leader-add", &event);
    if (err == OK)
        return to_list(ctx, response, &event, "added");
    enum err again = leader_sheet(ctx, &event, &pick, &sheet);
    return again == OK ? sheet_refused(ctx, &sheet, &request->form, NULL, err, response) : again;
}

enum err page_leader_remove(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    enum err err = event_gate_arrange(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct event_leading leading = {
        .event = event.id,
        .person = {form_int(&request->form, "person_id", 0)},
        .facilitator = {form_int(&request->form, "facilitator", 0)},
        .by = ctx->actor.person};
    err = event_leader_remove(ctx->store, ctx->now, &leading, &ctx->why);
    if (err == OK)
        err = note(ctx, "leader-remove", &event);
    return err == OK ? to_list(ctx, response, &event, "removed")
                     : list_refused(ctx, response, &event, err);
}
