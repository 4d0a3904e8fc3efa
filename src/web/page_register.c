/* DESIGN: the register at the door: one tap a person, from paper at once, and who came unannounced.
 */
#include "check.h"
#include "event_tools.h"
#include "flash.h"
#include "page.h"
#include "person_gate.h"
#include "register_rows.h"
#include "register_words.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

enum { FOUND_MAX = 10 };

/* ---- the page ---- */

/* The other sessions, where there are some. */
static json_t *sessions_view(struct ctx *ctx, const struct register_view *scene)
{
    json_t *list = json_array();
    for (int i = 0; scene->states.count > 1 && i < scene->states.count; i++) {
        struct register_view other = *scene;
        other.state = &scene->states.items[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:b}", "href", register_href(ctx, &other, ""), "text",
                      arena_printf(ctx->arena, "%d: %s", i + 1,
                                   words_date_short(ctx->arena, tz_day(other.state->starts_at))),
                      "current", other.state == scene->state));
    }
    return list;
}

/* From when it may be taken and closed, and that it was closed. */
static void add_state(struct ctx *ctx, const struct register_view *scene, json_t *view)
{
    const struct register_state *state = scene->state;
    bool closed = state->closed_at.v != 0, early = !register_may_take(state, ctx->now);
    const char *note = NULL;
    if (closed)
        note = arena_printf(ctx->arena, "%s closed it on %s. What is wrong can still be corrected.",
                            state->closed_by, words_moment(ctx->arena, state->closed_at));
    else if (early)
        note = arena_printf(ctx->arena, "It can be taken from %s.",
                            words_moment(ctx->arena, state->opens_at));
    if (note)
        json_object_set_new(view, "note", json_string(note));
    bool open = scene->takes && !closed && !early && event_status_is_on(scene->event.status);
    json_object_update_new(
        view, json_pack("{s:b, s:b, s:b, s:b}", "open", open, "closed", closed, "may_close",
                        open && register_may_close(state, ctx->now), "may_reopen",
                        closed && scene->takes && scene->event.status != EVENT_ARCHIVED));
    if (open && !register_may_close(state, ctx->now))
        json_object_set_new(
            view, "close_from",
            json_string(arena_printf(ctx->arena, "You can close it from %s, when it is over.",
                                     words_time(ctx->arena, state->ends_at))));
}

static void add_counts(struct ctx *ctx, const struct register_roll *roll, bool closed, json_t *view)
{
    const struct register_counts counts = register_count(roll);
    json_object_update_new(view,
                           json_pack("{s:s, s:s}", "here", register_words_here(ctx->arena, &counts),
                                     "rest", register_words_rest(ctx->arena, &counts, closed)));
}

/* ---- who came without a booking ---- */

static bool is_on(const struct register_roll *roll, struct person_id person)
{
    for (int i = 0; i < roll->count; i++)
        if (roll->items[i].person.v == person.v)
            return true;
    return false;
}

/* Whose name the actor may read (PERSON_LIST), with their school. */
static enum err add_found(struct ctx *ctx, const struct person *person,
                          const struct register_roll *roll, json_t *found)
{
    struct person_seen seen;
    struct school school = {.name = ""};
    enum err err = person_gate_find(ctx, person->id.v, &seen);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err == OK && person->school.v)
        err = school_find(ctx->store, person->school, ctx->arena, &school);
    if (err == OK)
        json_array_append_new(
            found, json_pack("{s:I, s:s, s:s, s:b}", "person", (json_int_t)person->id.v, "name",
                             person->name, "school", school.name, "on", is_on(roll, person->id)));
    return err;
}

static enum err add_search(struct ctx *ctx, const char *name, const struct register_roll *roll,
                           json_t *view)
{
    struct person_list people = {.count = 0};
    json_t *found = json_array();
    enum err err = *name ? person_list(ctx->store, (struct school_id){0}, str_of(name),
                                       tz_day(ctx->now), 0, FOUND_MAX, ctx->arena, &people)
                         : OK;
    for (int i = 0; err == OK && i < people.count; i++)
        err = add_found(ctx, &people.items[i], roll, found);
    json_object_set_new(view, "add", json_string(name));
    if (*name && json_array_size(found) == 0)
        json_object_set_new(view, "nobody", json_true());
    if (people.next)
        json_object_set_new(view, "more_found", json_true());
    view_list(view, "found", found);
    return err;
}

/* ---- together ---- */

static void add_ways(struct ctx *ctx, const struct register_view *scene, json_t *view, bool paper)
{
    const char *door = register_href(ctx, scene, "");
    json_object_update_new(
        view,
        json_pack(
            "{s:b, s:s, s:s, s:s, s:s}", "paper", paper, "paper_href",
            arena_printf(ctx->arena, "%s%sway=paper", door, scene->states.count == 1 ? "?" : "&"),
            "sheet_href", register_href(ctx, scene, "/sheet"), "list_href",
            arena_printf(ctx->arena, "/events/%lld/register.csv", (long long)scene->event.id.v),
            "close_href", register_href(ctx, scene, "/close")));
    json_object_set_new(view, "screen_href", json_string(register_href(ctx, scene, "/screen")));
    json_object_set_new(view, "file_href", json_string(register_href(ctx, scene, "/file")));
    json_object_set_new(view, "reopen_href", json_string(register_href(ctx, scene, "/reopen")));
}

enum err register_page(struct ctx *ctx, const struct register_view *scene,
                       const struct register_asked *asked, json_t **ret)
{
    struct register_roll roll;
    enum err err =
        register_roll(ctx->store, scene->event.id, scene->state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    json_t *view = register_page_view(ctx, scene, "Register");
    view_back(view, event_href(ctx, scene->event.fields.kind, scene->event.id),
              scene->event.fields.title);
    view_list(view, "sessions", sessions_view(ctx, scene));
    add_state(ctx, scene, view);
    add_counts(ctx, &roll, scene->state->closed_at.v != 0, view);
    add_ways(ctx, scene, view, asked->paper);
    register_rows_fill(ctx, scene, &roll, asked, view);
    json_object_update_new(view, json_pack("{s:I, s:I}", "now", (json_int_t)ctx->now.v, "me",
                                           (json_int_t)ctx->actor.person.v));
    err = add_search(ctx, asked->add, &roll, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    *ret = view;
    return OK;
}

static const struct flash DONE[] = {
    {"saved", "Saved."},
    {"added", "They are on the register, and marked as here."},
    {"closed", "The register is closed. Attendance and hours are written down."},
    {"closed-plain", "The register is closed. Attendance is written down; no hours count."},
    {"opened", "The register is open again."},
    {"corrected", "Corrected. Attendance and hours follow."},
};

enum err page_register(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct register_view scene;
    json_t *view;
    const struct register_asked asked = {
        .q = query_text(ctx, request, "q"),
        .add = query_text(ctx, request, "add"),
        .paper = str_eq_c(form_find(&request->query, "way"), "paper"),
        .after = form_int(&request->query, "after", 0),
    };
    enum err err =
        register_gate_view(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err == OK)
        err = register_page(ctx, &scene, &asked, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "events/register.html", view);
}

/* The page again with what was refused above it; `person` 0: of nobody's row. */
static enum err refused(struct ctx *ctx, const struct register_view *scene,
                        const struct register_asked *asked, enum err why, struct response *response)
{
    json_t *view;
    if (why != ERR_CONFLICT && why != ERR_INVALID)
        return why;
    enum err err = register_page(ctx, scene, asked, &view);
    if (err != OK)
        return err;
    for (int i = 0; asked->person && i < ctx->why.field_count; i++)
        ctx->why.fields[i].field = arena_printf(ctx->arena, "p%lld", (long long)asked->person);
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "events/register.html", view);
}

/* ---- one row ---- */

static struct register_mark mark_of(const struct ctx *ctx, const struct register_view *scene,
                                    int64_t person)
{
    return (struct register_mark){.event = scene->event.id,
                                  .session = scene->state->session,
                                  .person = {person},
                                  .mark = REGISTER_HERE,
                                  .how = REGISTER_DOOR,
                                  .by = ctx->actor.person};
}

static enum err do_mark(struct ctx *ctx, const struct register_mark *mark)
{
    struct register_marked marked;
    return register_take(ctx->store, ctx->now, mark, &ctx->why, &marked);
}

static enum err read_mark(struct ctx *ctx, const struct form *form, struct register_mark *mark)
{
    if (register_mark_parse(form_find(form, "mark"), &mark->mark) != OK)
        return refuse_field(&ctx->why, "mark", "Choose whether they are here.");
    if (mark->mark == REGISTER_HERE) {
        register_read_minutes(ctx, form, "late_min", &mark->late_min);
        register_read_minutes(ctx, form, "early_min", &mark->early_min);
    }
    return refusal_check(&ctx->why);
}

enum err page_register_mark(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct register_view scene;
    const struct register_asked asked = {.q = field_text(ctx, request, "q"),
                                         .add = "",
                                         .person = form_int(&request->form, "person_id", 0),
                                         .typed = &request->form};
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->form, "session", 0), &scene);
    if (err != OK)
        return err;
    struct register_mark mark = mark_of(ctx, &scene, asked.person);
    err = read_mark(ctx, &request->form, &mark);
    if (err == OK)
        err = do_mark(ctx, &mark);
    if (err != OK)
        return refused(ctx, &scene, &asked, err, response);
    return response_redirect(ctx, response, "%s",
                             register_rows_href(ctx, &scene, asked.q, asked.person));
}

/* ---- from paper ---- */

/* "here_12" of the form. */
static bool is_ticked(const struct ctx *ctx, const struct form *form, int64_t person)
{
    return form_has(form, arena_printf(ctx->arena, "here_%lld", (long long)person));
}

/* Those whose tick was changed on this page: what stood there when it was shown is in `shown`. */
static enum err save_ticks(struct ctx *ctx, const struct register_view *scene,
                           const struct form *form, const struct register_roll *roll)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < roll->count; i++) {
        const struct register_row *row = &roll->items[i];
        bool was = register_rows_was_ticked(ctx, form, row->person.v);
        bool is = is_ticked(ctx, form, row->person.v);
        struct register_mark mark = mark_of(ctx, scene, row->person.v);
        mark.how = REGISTER_PAPER;
        mark.mark = is ? REGISTER_HERE : REGISTER_NONE;
        if (was != is && is != (row->standing.mark == REGISTER_HERE))
            err = do_mark(ctx, &mark);
    }
    return err;
}

enum err page_register_paper(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct register_view scene;
    struct register_roll roll;
    const struct register_asked asked = {
        .q = "", .add = "", .paper = true, .after = form_int(&request->form, "after", 0)};
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->form, "session", 0), &scene);
    if (err == OK)
        err = register_roll(ctx->store, scene.event.id, scene.state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    err = save_ticks(ctx, &scene, &request->form, &roll);
    if (err != OK)
        return refused(ctx, &scene, &asked, err, response);
    return response_redirect(ctx, response,
                             "/events/%lld/register?session=%d&way=paper&after=%lld"
                             "&done=saved",
                             (long long)scene.event.id.v, scene.state->position,
                             (long long)asked.after);
}

/* ---- somebody more ---- */

enum err page_register_walk_in(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct register_view scene;
    struct register_marked marked;
    struct person_seen seen;
    const struct register_asked asked = {.q = "", .add = field_text(ctx, request, "add")};
    int64_t person = form_int(&request->form, "person_id", 0);
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->form, "session", 0), &scene);
    if (err != OK)
        return err;
    err = person_gate_find(ctx, person, &seen);
    if (err == ERR_NOT_FOUND)
        err = refuse_field(&ctx->why, "add", "Choose somebody who works in the trust.");
    const struct register_mark mark = mark_of(ctx, &scene, person);
    if (err == OK)
        err = register_walk_in(ctx->store, ctx->now, &mark, &ctx->why, &marked);
    if (err != OK)
        return refused(ctx, &scene, &asked, err, response);
    return response_redirect(ctx, response, "/events/%lld/register?session=%d&done=added#p%lld",
                             (long long)scene.event.id.v, scene.state->position, (long long)person);
}
