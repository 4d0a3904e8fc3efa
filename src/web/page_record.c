/* DESIGN: somebody's year, read by their mentor, or in an emergency by who was let in. */
#include "conversation.h"
#include "deadline_view.h"
#include "page.h"
#include "reading.h"
#include "view.h"
#include "words.h"

static const char *line_of(struct ctx *ctx, const struct deadline *d, const char *due)
{
    if (!d->starts_at.v)
        return due;
    return arena_printf(ctx->arena, "%s. Time agreed: %s%s%s", due,
                        words_when(ctx->arena, d->starts_at, d->ends_at),
                        d->room && *d->room ? ", " : "", d->room ? d->room : "");
}

static json_t *items_view(struct ctx *ctx, const struct deadline_list *list)
{
    json_t *items = json_array();
    for (int i = 0; i < list->count && !list->exempt; i++) {
        json_t *one = deadline_view(ctx, list, &list->items[i]);
        const char *due = json_string_value(json_object_get(one, "due"));
        json_array_append_new(items, json_pack("{s:s, s:s, s:O}", "label", list->items[i].label,
                                               "text", line_of(ctx, &list->items[i], due), "tag",
                                               json_object_get(one, "tag")));
        json_decref(one);
    }
    return items;
}

static json_t *record_view(struct ctx *ctx, const struct person *person,
                           const struct object *object, const struct deadline_list *list)
{
    bool mentor = object->relations & RELATION_BIT(RELATION_PD_MENTOR);
    const char *title = arena_printf(ctx->arena, "The year of %s", person->name);
    json_t *view = view_new(title);
    view_back(view, mentor ? "/mentees" : "/break-glass",
              mentor ? "Your mentees" : "Emergency readings");
    if (!mentor)
        json_object_set_new(view, "emergency", json_pack("{s:s}", "name", person->name));
    if (list->exempt)
        json_object_set_new(view, "exempt", json_string("Not in the cycle at the moment."));
    view_list(view, "items", items_view(ctx, list));
    return view;
}

enum err page_record(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_id id = {request->id};
    struct person person;
    struct object object;
    struct deadline_list list;
    if (id.v == ctx->actor.person.v)
        return response_redirect(ctx, response, "/deadlines");
    enum err err = reading_gate_as(ctx, id, "read-deadlines", id.v, &object);
    if (err == OK)
        err = person_find(ctx->store, id, ctx->arena, &person);
    if (err == OK)
        err = deadline_list(ctx->store, id, ctx->now, ctx->arena, &list);
    return err == OK
               ? response_page(response, "record.html", record_view(ctx, &person, &object, &list))
               : err;
}
