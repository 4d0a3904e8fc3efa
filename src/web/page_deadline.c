/* DESIGN: somebody's own year: stages, conversations, "we have had it", and taking that back. */
#include <string.h>

#include "conversation.h"
#include "cycle_gate.h"
#include "deadline.h"
#include "deadline_view.h"
#include "flash.h"
#include "page.h"
#include "spark_conversation.h"
#include "tz.h"
#include "view.h"
#include "words.h"

/* What the last action did, by the fixed word in the address. */
static const struct flash DONE[] = {
    {"held",
     "Noted: you have had the conversation. Its reminders stop. You can undo this for 7 days."},
    {"done", "Marked as done. Its reminders stop. You can undo this for 7 days."},
    {"agreed", "Noted, for both of you: it is in both your sparkd calendars, and nobody is "
               "reminded again before it."},
    {"undone", "Undone. It is open again."},
};

/* "September", "November to January" */
static const char *months_of(struct arena *arena, const struct deadline *stage)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    if (day_is_none(stage->opens_on) || day_is_none(stage->due_on))
        return "";
    int from = day_civil(stage->opens_on).month, to = day_civil(stage->due_on).month;
    return from == to ? names[from - 1]
                      : arena_printf(arena, "%s to %s", names[from - 1], names[to - 1]);
}

/* A stage with its own deadline and the conversations that stand behind it in the cycle. */
static json_t *stage_view(struct ctx *ctx, const struct deadline_list *list, int at)
{
    const struct deadline *stage = &list->items[at];
    json_t *deadlines = json_array();
    bool late = stage->status == DEADLINE_LATE, done = stage->status == DEADLINE_DONE;
    for (int i = at; i < list->count && (i == at || list->items[i].kind == DEADLINE_CONVERSATION);
         i++) {
        late = late || list->items[i].status == DEADLINE_LATE;
        done = done && list->items[i].status == DEADLINE_DONE;
        json_t *one = deadline_view(ctx, list, &list->items[i]);
        if (i == at) /* its name stands above already */
            json_object_set_new(one, "label", json_string("This stage"));
        json_array_append_new(deadlines, one);
    }
    return json_pack("{s:s, s:s, s:b, s:b, s:b, s:o}", "months", months_of(ctx->arena, stage),
                     "name", stage->label, "late", late, "done", done && !late, "now",
                     stage->current && !late && !done, "deadlines", deadlines);
}

static json_t *stages_view(struct ctx *ctx, const struct deadline_list *list)
{
    json_t *stages = json_array();
    for (int i = 0; i < list->count && !list->exempt; i++)
        if (list->items[i].kind == DEADLINE_STAGE)
            json_array_append_new(stages, stage_view(ctx, list, i));
    return stages;
}

static enum err intro(struct ctx *ctx, json_t *view)
{
    struct person person;
    struct school school = {.name = "your school"};
    enum err err = person_find(ctx->store, ctx->actor.person, ctx->arena, &person);
    if (err == OK && person.school.v)
        err = school_find(ctx->store, person.school, ctx->arena, &school);
    json_object_set_new(view, "intro",
                        json_string(arena_printf(ctx->arena,
                                                 "Six stages and three conversations. Dates follow "
                                                 "the calendar of %s.",
                                                 school.name)));
    return err;
}

enum err page_deadlines(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct deadline_list list;
    json_t *view = view_new("Deadlines");
    response_page(response, "deadlines.html", view);
    enum err err = deadline_list(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &list);
    if (err == OK)
        err = intro(ctx, view);
    if (err != OK) {
        response_done(response);
        return err;
    }
    json_object_set_new(json_object_get(view, "page"), "heading", json_string("Your year"));
    view_list(view, "stages", stages_view(ctx, &list));
    if (list.exempt)
        json_object_set_new(
            view, "exempt",
            json_string("You are not in the cycle at the moment, so it asks nothing of you. Events "
                        "and SPARK are open to you all the same."));
    flash_show(view, request, "did", DONE, COUNT_OF(DONE));
    return deadline_view_mentees(ctx, view);
}

/* A conversation is held, by either of the two; a stage is its owner's to mark. */
static enum err mark(struct ctx *ctx, const struct deadline *deadline)
{
    if (deadline->kind == DEADLINE_STAGE)
        return deadline_complete(ctx->store, ctx->actor.person, deadline->id, ctx->now, &ctx->why);
    return spark_conversation_hold(ctx->store, ctx->actor.person,
                                   (struct conversation_id){deadline->conversation_id}, 0,
                                   tz_day(ctx->now), ctx->now, &ctx->why);
}

static enum err unmark(struct ctx *ctx, const struct deadline *deadline)
{
    if (deadline->kind == DEADLINE_STAGE)
        return deadline_undo(ctx->store, ctx->actor.person, deadline->id, ctx->now, &ctx->why);
    return conversation_undo(ctx->store, ctx->actor.person,
                             (struct conversation_id){deadline->conversation_id}, ctx->now,
                             &ctx->why);
}

/* The page that the form stood on. */
static const char *page_of(struct ctx *ctx, const struct request *request)
{
    const char *from = field_text(ctx, request, "from");
    return strcmp(from, "home") == 0      ? "/"
           : strcmp(from, "mentees") == 0 ? "/mentees"
                                          : "/deadlines";
}

enum err page_deadline_done(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct deadline deadline;
    enum err err = cycle_gate_deadline(ctx, request->id, ACTION_CONVERSATION_RECORD, &deadline);
    if (err == OK)
        err = mark(ctx, &deadline);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "%s?did=%s", page_of(ctx, request),
                             deadline.kind == DEADLINE_STAGE ? "done" : "held");
}

enum err page_deadline_undo(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct deadline deadline;
    enum err err = cycle_gate_deadline(ctx, request->id, ACTION_CONVERSATION_RECORD, &deadline);
    if (err == OK)
        err = unmark(ctx, &deadline);
    return err == OK ? response_redirect(ctx, response, "%s?did=undone", page_of(ctx, request))
                     : err;
}

/* ---- a mentor's mentees ---- */

/* "By Friday 29 January. You meet on Monday 25 January, 3:45pm to 4:45pm, Library" */
static const char *agreed_words(struct ctx *ctx, const struct deadline *d, const char *due)
{
    bool has_room = d->room && d->room[0];
    return arena_printf(ctx->arena, "%s. You meet on %s%s%s", due,
                        words_when(ctx->arena, d->starts_at, d->ends_at), has_room ? ", " : "",
                        has_room ? d->room : "");
}

static json_t *mentee_conversation_view(struct ctx *ctx, const struct person *mentee,
                                        const struct deadline_list *list, const struct deadline *d)
{
    json_t *view = deadline_view(ctx, list, d);
    const char *due = json_string_value(json_object_get(view, "due"));
    if (d->starts_at.v && d->status != DEADLINE_DONE)
        json_object_set_new(view, "due", json_string(agreed_words(ctx, d, due)));
    json_object_set_new(view, "name", json_string(mentee->name));
    return view;
}

static enum err mentee_view(struct ctx *ctx, const struct person *mentee, json_t **ret)
{
    struct deadline_list list;
    json_t *conversations = json_array();
    enum err err = deadline_list(ctx->store, mentee->id, ctx->now, ctx->arena, &list);
    for (int i = 0; err == OK && !list.exempt && i < list.count; i++) {
        if (list.items[i].kind == DEADLINE_CONVERSATION)
            json_array_append_new(conversations,
                                  mentee_conversation_view(ctx, mentee, &list, &list.items[i]));
    }
    if (err != OK) {
        json_decref(conversations);
        return err;
    }
    *ret = json_pack("{s:I, s:s, s:o}", "id", (json_int_t)mentee->id.v, "name", mentee->name,
                     "conversations", conversations);
    if (list.exempt)
        json_object_set_new(*ret, "exempt", json_string("Not in the cycle at the moment."));
    return OK;
}

enum err page_mentees(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person *mentees;
    int count;
    json_t *view = view_new("Your mentees"), *list = json_array(), *one;
    enum err err = person_mentees(ctx->store, ctx->actor.person, tz_day(ctx->now), ctx->arena,
                                  &mentees, &count);
    for (int i = 0; err == OK && i < count; i++) {
        err = mentee_view(ctx, &mentees[i], &one);
        if (err == OK)
            json_array_append_new(list, one);
    }
    view_list(view, "mentees", list);
    view_back(view, "/deadlines", "Your year");
    flash_show(view, request, "did", DONE, COUNT_OF(DONE));
    response_page(response, "mentees.html", view);
    if (err != OK)
        response_done(response);
    return err;
}
