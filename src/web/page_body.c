/* DESIGN: the trust's board and a school's governing body: who sits on it, when it meets. */
#include "flash.h"
#include "list_file.h"
#include "org_gate.h"
#include "org_words.h"
#include "page.h"
#include "tz.h"
#include "words.h"

enum { MEETINGS_SHOWN = 50, YEAR_S = 366 * 86400 };

/* ---- meetings ---- */

static json_t *meeting_view(struct ctx *ctx, const struct body_meeting *m, bool edits)
{
    bool past = m->fields.starts_at.v <= ctx->now.v;
    json_t *view =
        json_pack("{s:s, s:s, s:b}", "when", words_moment(ctx->arena, m->fields.starts_at), "place",
                  m->fields.place, "cancelled", m->cancelled);
    if (*m->received)
        json_object_set_new(view, "received", json_string(m->received));
    if (edits && !m->cancelled)
        json_object_update_new(view, json_pack("{s:I, s:b, s:b}", "change", (json_int_t)m->id.v,
                                               "may_receive", past, "may_cancel", !*m->received));
    return view;
}

/* What was received last, or that it is time: a report is presented every year (GO-04). */
static const char *report_words(struct ctx *ctx, const struct body_meeting_list *meetings)
{
    for (int i = 0; i < meetings->count; i++) {
        const struct body_meeting *m = &meetings->items[i];
        if (m->cancelled || !*m->received)
            continue;
        const char *on = words_date_plain(ctx->arena, tz_day(m->fields.starts_at));
        return m->fields.starts_at.v > ctx->now.v - YEAR_S
                   ? arena_printf(ctx->arena, "A report was last received on %s.", on)
                   : arena_printf(ctx->arena,
                                  "The last report was received on %s, more than a year ago.", on);
    }
    return "No report has been received yet. One is presented every year.";
}

static enum err fill_meetings(struct ctx *ctx, const struct governing_body *body, bool edits,
                              json_t *view)
{
    struct body_meeting_list meetings;
    json_t *coming = json_array(), *past = json_array();
    enum err err =
        body_meeting_list(ctx->store, body->id, 0, MEETINGS_SHOWN, ctx->arena, &meetings);
    for (int i = 0; err == OK && i < meetings.count; i++) {
        const struct body_meeting *m = &meetings.items[i];
        json_t *item = meeting_view(ctx, m, edits);
        if (m->fields.starts_at.v > ctx->now.v)
            json_array_insert_new(coming, 0, item); /* the nearest first */
        else
            json_array_append_new(past, item);
    }
    view_list(view, "coming", coming);
    view_list(view, "past", past);
    if (err == OK)
        json_object_set_new(view, "report", json_string(report_words(ctx, &meetings)));
    return err;
}

/* ---- the page ---- */

static const struct flash DONE[] = {
    {"created", "It is set up. Now say who sits on it."},
    {"saved", "Saved."},
    {"added", "Added."},
    {"left", "Noted. They stay in the history."},
    {"meeting", "The meeting is in the list."},
    {"received", "Noted what was received."},
    {"cancelled", "The meeting is called off."},
};

static enum err fill_body(struct ctx *ctx, const struct governing_body *body,
                          const struct org_words *words, bool edits, json_t *view)
{
    struct membership *members;
    int count;
    enum err err =
        membership_list(ctx->store, MEMBERSHIP_OF_BODY, body->id.v, ctx->arena, &members, &count);
    if (err != OK)
        return err;
    json_object_set_new(view, "body", json_pack("{s:I}", "id", (json_int_t)body->id.v));
    org_words_members(ctx, view, words, members, count, "governing-body-members");
    return fill_meetings(ctx, body, edits, view);
}

/* school NULL: the board. */
static enum err show(struct ctx *ctx, const struct request *request, const struct school *school,
                     struct response *response)
{
    struct governing_body body = {.name = NULL};
    const struct org_words words = org_words(ctx);
    const struct school_id id = {school ? school->id.v : 0};
    const char *what = school ? words.body : words.board;
    bool edits = org_gate_may_edit(ctx, id) && (!school || day_is_none(school->ended_on));
    enum err err = governing_body_find_of(ctx->store, id, ctx->arena, &body);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    json_t *view = view_new(body.name ? body.name : words_begin(ctx->arena, what));
    json_object_update_new(view, json_pack("{s:s, s:b, s:I}", "what", words_begin(ctx->arena, what),
                                           "may_edit", edits, "school", (json_int_t)id.v));
    if (school)
        view_back(view, arena_printf(ctx->arena, "/schools/%lld", (long long)id.v), school->name);
    else
        view_back(view, "/schools", "Schools");
    FLASH_SHOW(view, request, DONE);
    err = body.name ? fill_body(ctx, &body, &words, edits, view) : OK;
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "org/body.html", view);
}

enum err page_school_body(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    enum err err = org_gate_school(ctx, request->id, false, &school);
    return err == OK ? show(ctx, request, &school, response) : err;
}

enum err page_board(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = org_gate_view(ctx);
    return err == OK ? show(ctx, request, NULL, response) : err;
}

/* ---- all members, as a file ---- */

static enum err add_members(struct ctx *ctx, const struct governing_body *body, struct buf *out)
{
    struct membership *members;
    int count;
    enum err err =
        membership_list(ctx->store, MEMBERSHIP_OF_BODY, body->id.v, ctx->arena, &members, &count);
    for (int i = 0; err == OK && i < count; i++) {
        const struct membership *m = &members[i];
        csv_row(out,
                (const char *const[]){body->name, body->school_name, m->name, duty_name(m->duty),
                                      list_file_day(ctx, m->from), list_file_day(ctx, m->to)},
                6);
    }
    return err;
}

enum err page_body_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    static const char *const names[] = {"Body", "School", "Name", "Duty", "From", "To"};
    struct governing_body *bodies;
    struct buf out;
    int count;
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = governing_body_list(ctx->store, ctx->arena, &bodies, &count);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 6);
    for (int i = 0; err == OK && i < count; i++)
        err = add_members(ctx, &bodies[i], &out);
    if (err != OK) {
        buf_done(&out);
        return err;
    }
    return list_file_answer(ctx, response, "governing-bodies.csv", &out);
}
