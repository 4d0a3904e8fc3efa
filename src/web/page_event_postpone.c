/* DESIGN: putting an event off: asked, looked at, done; and what people say of the new day. */
#include "ask_view.h"
#include "audit.h"
#include "check.h"
#include "move_view.h"
#include "page.h"
#include "spark_move.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* ---- the form ---- */

static const struct sheet_field FIELDS[] = {
    {SHEET_MOMENT, "starts_at", "When is it instead?",
     "The day, and when it starts. All of it moves by as much: sessions, workshops, talks, and the "
     "time in which it can be booked or its workshops chosen.",
     NULL, 0, false},
    {SHEET_AREA, "reason", "Why?",
     "Everyone who is told reads it. For example: the speaker’s train is cancelled", NULL, 0,
     false},
    {SHEET_TICK, "without_room", "If its room is taken then, I find another one later", NULL, NULL,
     0, false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct event *event)
{
    return (struct sheet){
        .title = "Move this event",
        .intro = arena_printf(ctx->arena,
                              "%s is on %s. You see whom it touches before anything is done.",
                              event->fields.title, event_when_words(ctx, event)),
        .action = arena_printf(ctx->arena, "/events/%lld/postpone", (long long)event->id.v),
        .button = "See what that would do",
        .version = event->version,
        .back_href = event_href(ctx, event->fields.kind, event->id),
        .back_text = event->fields.title,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_event_postpone_ask(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct event event;
    struct form values = sheet_values(ctx->arena);
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &event);
    struct local at = tz_local(event.fields.starts_at);
    sheet_put(&values, ctx->arena, "starts_at_time",
              arena_printf(ctx->arena, "%02d:%02d", at.hour, at.minute));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static struct spark_move read_move(struct ctx *ctx, const struct request *request,
                                   const struct event *event)
{
    return (struct spark_move){
        .event = event->id,
        .version = sheet_version(&request->form),
        .by = ctx->actor.person,
        .starts_at = move_view_moment(ctx, &request->form, "starts_at"),
        .reason = sheet_lines(ctx->arena, &request->form, "reason"),
        .without_room = str_eq_c(form_find(&request->form, "without_room"), "yes"),
    };
}

static enum err preview(struct ctx *ctx, const struct spark_move *move, const struct sheet *sheet,
                        const struct form *typed, struct response *response)
{
    struct spark_move_look look;
    enum err err = spark_move_look(ctx->store, ctx->now, move, &ctx->why, &look);
    if (err == OK && *look.look.room && !move->without_room)
        err = refuse(&ctx->why, ERR_CONFLICT, "room-taken", "%s", look.look.room);
    if (err != OK)
        return err;
    json_t *view =
        ask_view_new(sheet, "Move it?",
                     arena_printf(ctx->arena, "%s moves to %s. %s", look.event.fields.title,
                                  words_when(ctx->arena, look.starts_at, look.ends_at),
                                  move_view_told(ctx, &look)),
                     "Move it and tell everyone", typed);
    move_view_look(ctx, &look, view);
    return response_page(response, "events/series_ask.html", view);
}

enum err page_event_postpone(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &event);
    const struct spark_move move = read_move(ctx, request, &event);
    bool sure = form_has(&request->form, "sure");
    if (ctx->why.field_count) /* with what the move would say of the rest */
        err = ERR_INVALID;
    else if (sure)
        err = spark_move(ctx->store, ctx->now, &move, &ctx->why);
    else
        err = preview(ctx, &move, &sheet, &request->form, response);
    if (err == OK && sure)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-postpone", event.id.v, "");
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return sure ? response_redirect(ctx, response, "%s?done=moved",
                                    event_href(ctx, event.fields.kind, event.id))
                : OK;
}

/* ---- what they say ---- */

static json_t *person_view(const struct postponement_asked *asked)
{
    static const struct {
        const char *text, *look;
    } TAGS[] = {[POSTPONEMENT_SILENT] = {"No answer", "quiet"},
                [POSTPONEMENT_YES] = {"Yes", "good"},
                [POSTPONEMENT_NO] = {"No", "wait"}};
    bool has_to = asked->required && asked->answer == POSTPONEMENT_SILENT;
    json_t *tag = has_to ? view_tag("Has to come", "quiet")
                         : view_tag(TAGS[asked->answer].text, TAGS[asked->answer].look);
    json_t *view =
        json_pack("{s:s, s:s, s:o}", "name", asked->name, "school", asked->school_name, "tag", tag);
    if (asked->busy)
        json_object_set_new(view, "busy", json_true());
    return view;
}

static enum err move_row(struct ctx *ctx, const struct postponement *p, json_t *rows)
{
    struct postponement_asked_list list;
    json_t *people = json_array();
    enum err err = postponement_asked(ctx->store, p->id, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        json_array_append_new(people, person_view(&list.items[i]));
    if (err != OK) {
        json_decref(people);
        return err;
    }
    json_t *view = json_pack(
        "{s:s, s:s, s:s, s:s}", "was", words_when(ctx->arena, p->from_starts_at, p->from_ends_at),
        "now", words_when(ctx->arena, p->to_starts_at, p->to_ends_at), "who",
        arena_printf(ctx->arena, "%s moved it on %s", p->by, words_moment(ctx->arena, p->at)),
        "sums",
        arena_printf(ctx->arena, "%d can come, %d cannot, %d have not said.", list.yes, list.no,
                     list.count - list.yes - list.no));
    if (*p->reason)
        json_object_set_new(view, "why", json_string(p->reason));
    view_list(view, "people", people);
    json_array_append_new(rows, view);
    return OK;
}

enum err page_event_postponements(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct event event;
    struct postponements list;
    json_t *rows = json_array();
    enum err err = event_find_seen(ctx, request->id, &event);
    if (err == OK)
        err = move_view_gate(ctx, &event);
    if (err == OK)
        err = postponement_list(ctx->store, event.id, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        err = move_row(ctx, &list.items[i], rows);
    if (err != OK) {
        json_decref(rows);
        return err;
    }
    json_t *view = view_new("Who can come on the new day");
    view_back(view, event_href(ctx, event.fields.kind, event.id), event.fields.title);
    view_list(view, "moves", rows);
    return response_page(response, "events/postponements.html", view);
}
