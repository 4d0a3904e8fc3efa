/* DESIGN: the people of the trust: found by name, school and role, a page at a time; somebody new.
 */
#include <string.h>

#include "audit.h"
#include "check.h"
#include "event.h"
#include "page.h"
#include "person_act.h"
#include "person_words.h"
#include "tz.h"
#include "words.h"

enum { PAGE_PEOPLE = 50 };

/* ---- what the query asks ---- */

/* A list by what only some may know of people: of the schools where the actor may know it. */
static void narrow(struct ctx *ctx, enum action action, struct person_filter *filter)
{
    struct permission_scope *scope = ARENA_NEW(ctx->arena, struct permission_scope);
    *scope = permission_scope(&ctx->actor, action);
    if (scope->trust)
        return;
    filter->schools = scope->schools;
    filter->school_count = scope->school_count;
}

static enum err read_filter(struct ctx *ctx, const struct request *request,
                            struct person_filter *ret)
{
    struct permission_scope *scope = ARENA_NEW(ctx->arena, struct permission_scope);
    struct permission_scope *knows = ARENA_NEW(ctx->arena, struct permission_scope);
    enum role role = ROLE_STAFF;
    *knows = permission_scope(&ctx->actor, ACTION_PERSON_VIEW);
    *scope = permission_scope(&ctx->actor, ACTION_PERSON_LIST);
    if (!scope->trust && scope->school_count == 0)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Colleagues' names are for those who work with the trust.");
    struct person_filter filter = {
        .q = str_of(query_text(ctx, request, "q")),
        .school = {form_int(&request->query, "school", 0)},
        .role = -1,
        .group = form_int(&request->query, "group", 0),
        .left = str_eq_c(form_find(&request->query, "left"), "yes"),
        .schools = scope->schools,
        .school_count = scope->trust ? -1 : scope->school_count,
        .former_schools = knows->schools,
        .former_school_count = knows->trust ? -1 : knows->school_count,
        .after = {form_int(&request->query, "after", 0)},
        .limit = PAGE_PEOPLE,
    };
    if (role_parse(str_of(query_text(ctx, request, "role")), &role) == OK &&
        person_gate_somewhere(ctx, ACTION_ROLE_VIEW, false) == OK)
        filter.role = (int)role;
    if (filter.left && person_gate_somewhere(ctx, ACTION_PERSON_EDIT, false) != OK)
        filter.left = false;
    if (filter.role >= 0)
        narrow(ctx, ACTION_ROLE_VIEW, &filter);
    if (filter.left)
        narrow(ctx, ACTION_PERSON_EDIT, &filter);
    refusal_init(&ctx->why, ctx->arena);
    *ret = filter;
    return OK;
}

static const char *link_of(struct ctx *ctx, const struct person_filter *f, struct person_id after)
{
    struct buf link;
    buf_init(&link, 2048);
    buf_add_c(&link, "/people");
    view_link_word(&link, "q", arena_str_c(ctx->arena, f->q));
    view_link_number(&link, "school", f->school.v);
    if (f->role >= 0)
        view_link_word(&link, "role", role_name((enum role)f->role));
    view_link_number(&link, "group", f->group);
    view_link_word(&link, "left", f->left ? "yes" : "");
    view_link_number(&link, "after", after.v);
    return view_link_end(&link, ctx->arena);
}

/* ---- the list ---- */

static const char *note_of(struct ctx *ctx, const struct person_found *p)
{
    struct day today = tz_day(ctx->now);
    if (!day_is_none(p->first_day) && p->first_day.v > today.v)
        return arena_printf(ctx->arena, "Starts on %s", words_date_plain(ctx->arena, p->first_day));
    if (day_is_none(p->left_on))
        return NULL;
    return arena_printf(ctx->arena, "%s on %s", p->left_on.v < today.v ? "Left" : "Leaves",
                        words_date_plain(ctx->arena, p->left_on));
}

/* That somebody will leave is told to whoever may see their work. */
static enum err may_note(struct ctx *ctx, const struct person_found *p, bool *ret)
{
    struct object object;
    enum err err =
        permission_person(ctx->store, &ctx->actor, p->id, tz_day(ctx->now), ctx->arena, &object);
    if (err == OK)
        *ret = may(&ctx->actor, ACTION_PERSON_VIEW, &object);
    return err;
}

static enum err add_row(struct ctx *ctx, const struct person_found *p, bool left, json_t *rows)
{
    const char *note = note_of(ctx, p);
    bool noted = left; /* those lists are narrowed already */
    enum err err = note && !left ? may_note(ctx, p, &noted) : OK;
    if (err != OK)
        return err;
    json_t *row = json_pack("{s:s, s:s, s:s}", "href",
                            arena_printf(ctx->arena, "/people/%lld", (long long)p->id.v), "name",
                            p->name, "schools", p->school_names);
    if (p->former)
        json_object_set_new(row, "former",
                            json_string(arena_printf(ctx->arena, "Was %s", p->former)));
    if (note && noted)
        json_object_set_new(row, "note", json_string(note));
    json_array_append_new(rows, row);
    return OK;
}

static enum err fill_filter(struct ctx *ctx, const struct person_filter *f, bool edits,
                            json_t *view)
{
    struct school *schools;
    int count;
    json_t *list = json_array(), *roles = json_array();
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    view_option(list, "", "Any school", !f->school.v);
    for (int i = 0; err == OK && i < count; i++)
        view_option_id(list, schools[i].id.v, schools[i].name, schools[i].id.v == f->school.v);
    view_option(roles, "", "Any role", f->role < 0);
    for (int i = 0; i < ROLE_COUNT; i++)
        view_option(roles, role_name((enum role)i), person_words_role(ctx, (enum role)i),
                    f->role == i);
    bool sees_roles = person_gate_somewhere(ctx, ACTION_ROLE_VIEW, false) == OK;
    refusal_init(&ctx->why, ctx->arena);
    json_object_set_new(view, "filter",
                        json_pack("{s:s, s:o, s:o, s:b, s:b, s:b, s:b}", "q",
                                  arena_str_c(ctx->arena, f->q), "schools", list, "roles", roles,
                                  "has_roles", sees_roles, "may_left", edits, "left", f->left,
                                  "open", f->school.v || f->role >= 0 || f->left));
    return err;
}

enum err page_people(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_filter filter;
    struct person_found_list people;
    enum err err = read_filter(ctx, request, &filter);
    if (err == OK)
        err = person_record_search(ctx->store, &filter, tz_day(ctx->now), ctx->arena, &people);
    if (err != OK)
        return err;
    bool edits = person_gate_somewhere(ctx, ACTION_PERSON_EDIT, false) == OK;
    bool sees_roles = person_gate_somewhere(ctx, ACTION_ROLE_VIEW, false) == OK;
    bool sees_mentors = person_gate_somewhere(ctx, ACTION_STATUS_VIEW, false) == OK;
    json_t *view = view_new("People"), *rows = json_array();
    refusal_init(&ctx->why, ctx->arena);
    for (int i = 0; err == OK && i < people.count; i++)
        err = add_row(ctx, &people.items[i], filter.left, rows);
    view_list(view, "people", rows);
    view_back(view, "/trust", "Our trust");
    json_object_set_new(view, "may_edit", json_boolean(edits));
    json_object_set_new(view, "may_roles", json_boolean(sees_roles));
    json_object_set_new(view, "may_mentors", json_boolean(sees_mentors));
    if (people.next.v || filter.after.v) {
        json_t *pages =
            json_pack("{s:s}", "text", filter.after.v ? "The next people" : "The first 50 people");
        if (people.next.v)
            json_object_set_new(pages, "following",
                                json_string(link_of(ctx, &filter, people.next)));
        if (filter.after.v)
            json_object_set_new(pages, "previous",
                                json_string(link_of(ctx, &filter, (struct person_id){0})));
        json_object_set_new(view, "pages", pages);
    }
    if (err == OK)
        err = fill_filter(ctx, &filter, edits, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "people/list.html", view);
}
