/* DESIGN: who has a place at an event, for those who arrange places: the list, and colleagues
 * booked in one go. */
#include "booking_online.h"
#include "check.h"
#include "flash.h"
#include "page.h"
#include "places_gate.h"
#include "places_view.h"
#include "tz.h"
#include "view_event.h"

static struct booking_at at_of(const struct ctx *ctx, const struct places_seen *seen,
                               const struct school *school)
{
    return (struct booking_at){seen->event.id, school ? school->id : (struct school_id){0},
                               tz_day(ctx->now)};
}

/* The school that was asked for; NULL for all of them, which only editors see. */
static enum err find_school(const struct places_seen *seen, int64_t id, const struct school **ret)
{
    *ret = NULL;
    if (!id && (seen->edits || !seen->school_count))
        return OK;
    for (int i = 0; i < seen->school_count; i++)
        if (seen->schools[i].id.v == id || (!id && i == 0))
            *ret = &seen->schools[i];
    return *ret ? OK : ERR_NOT_FOUND;
}

/* The first school's people where none was asked for: nobody ticks a whole trust. */
static enum err find_one_school(const struct places_seen *seen, int64_t id,
                                const struct school **ret)
{
    return seen->school_count ? find_school(seen, id ? id : seen->schools[0].id.v, ret)
                              : ERR_NOT_FOUND;
}

/* ---- the list ---- */

static enum err list_view(struct ctx *ctx, const struct places_seen *seen,
                          const struct school *school, json_t **ret)
{
    const struct booking_at at = at_of(ctx, seen, school);
    struct booking_list live, ended;
    enum err err = booking_list_at(ctx->store, &at, ctx->arena, &live);
    if (err == OK)
        err = booking_list_given_up(ctx->store, &at, ctx->arena, &ended);
    if (err != OK)
        return err;
    json_t *view = view_new("Who has a place");
    view_back(view, event_href(ctx, seen->event.fields.kind, seen->event.id),
              seen->event.fields.title);
    json_object_set_new(view, "id", json_integer(seen->event.id.v));
    places_view_schools(view, seen, school, true);
    places_view_list(ctx, view, &seen->event, &live, &ended);
    *ret = view;
    return OK;
}

static const struct flash DONE[] = {
    {"given-up", "Their place is given up, and they are told."},
    {"replaced", "The place has changed hands. Both are told by email."},
};

enum err page_places(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct places_seen seen;
    const struct school *school = NULL;
    json_t *view = NULL;
    enum err err = places_gate_find(ctx, request->id, &seen);
    if (err == OK)
        err = find_school(&seen, form_int(&request->query, "school", 0), &school);
    if (err == OK)
        err = list_view(ctx, &seen, school, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "events/places.html", view);
}

/* ---- booking colleagues ---- */

static enum err book_view(struct ctx *ctx, const struct places_seen *seen,
                          const struct school *school, const struct form *typed, json_t **ret)
{
    const struct booking_at at = at_of(ctx, seen, school);
    struct booking_list live;
    struct person_list people;
    struct booking_online online;
    enum err err = booking_list_at(ctx->store, &at, ctx->arena, &live);
    if (err == OK)
        err = booking_online_find(ctx->store, seen->event.id, ctx->actor.person, &online);
    if (err == OK)
        err = person_list(ctx->store, school->id, (struct str){NULL, 0}, tz_day(ctx->now), 0,
                          PLACES_PEOPLE_MAX, ctx->arena, &people);
    if (err != OK)
        return err;
    json_t *view = view_new("Book colleagues");
    view_back(view, arena_printf(ctx->arena, "/events/%lld/places", (long long)seen->event.id.v),
              "Who has a place");
    json_object_update_new(
        view,
        json_pack("{s:I, s:s, s:s, s:s, s:b}", "id", (json_int_t)seen->event.id.v, "subject",
                  seen->event.fields.title, "when", event_when_words(ctx, &seen->event), "free",
                  places_view_free(ctx, &seen->event), "all", form_has(typed, "all")));
    if (online.offered)
        json_object_set_new(view, "online",
                            json_pack("{s:b}", "chosen", form_has(typed, "online")));
    places_view_schools(view, seen, school, false);
    places_view_people(ctx, view, &people, &live, typed);
    *ret = view;
    return OK;
}

enum err page_places_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct form nothing = {NULL, 0};
    const struct school *school;
    struct places_seen seen;
    json_t *view = NULL;
    enum err err = places_gate_find(ctx, request->id, &seen);
    if (err == OK)
        err = find_one_school(&seen, form_int(&request->query, "school", 0), &school);
    if (err == OK)
        err = book_view(ctx, &seen, school, &nothing, &view);
    return err == OK ? response_page(response, "events/places_book.html", view) : err;
}

static struct booking_group read_group(struct ctx *ctx, const struct places_seen *seen,
                                       const struct form *typed)
{
    struct person_id *people = ARENA_ARRAY(ctx->arena, struct person_id, FORM_FIELDS_MAX);
    struct booking_group group = {.event = seen->event.id,
                                  .people = people,
                                  .by = ctx->actor.person,
                                  .sees_drafts = seen->edits,
                                  .online = form_has(typed, "online"),
                                  .all = form_has(typed, "all")};
    const struct str before = STR("person_");
    for (int i = 0; i < typed->count; i++) {
        const struct str name = typed->fields[i].name;
        int64_t id = 0;
        if (str_starts(name, before) && str_parse_int(str_from(name, before.n), &id) == OK)
            people[group.count++].v = id;
    }
    return group;
}

/* The form again, with the ticks as they were, and what is wrong above them. */
static enum err book_refused(struct ctx *ctx, const struct request *request,
                             const struct places_seen *seen, const struct school *school,
                             enum err why, struct response *response)
{
    json_t *view = NULL;
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    for (int i = 0; i < ctx->why.field_count; i++)
        ctx->why.fields[i].field = "people";
    enum err err = book_view(ctx, seen, school, &request->form, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "events/places_book.html", view);
}

enum err page_places_book(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct booking_group_result *result = ARENA_NEW(ctx->arena, struct booking_group_result);
    const struct school *school = NULL;
    struct places_seen seen;
    enum err err = places_gate_find(ctx, request->id, &seen);
    if (err == OK)
        err = find_one_school(&seen, form_int(&request->form, "school", 0), &school);
    if (err != OK)
        return err;
    const struct booking_group group = read_group(ctx, &seen, &request->form);
    err = places_gate_people(ctx, &seen, &group);
    if (err == OK)
        err = booking_group_book(ctx->store, ctx->now, &group, &ctx->why, result);
    if (err != OK)
        return book_refused(ctx, request, &seen, school, err, response);
    return response_page(response, "events/places_done.html",
                         places_view_done(ctx, &seen.event, result));
}
