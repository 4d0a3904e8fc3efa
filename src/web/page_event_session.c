/* DESIGN: the times at which one event meets, as one form: changed, added, and removed by emptying.
 */
#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "check.h"
#include "event_session.h"
#include "page.h"
#include "spark_view.h"
#include "talk.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* Four fields a row, of the 200 that a form may have. */
enum { BLANK_ROWS = 3, ROWS_MAX = 45 };

static const char *const PARTS[] = {"date", "start", "end", "room"};

static const char *name_of(struct ctx *ctx, const char *part, int row)
{
    return arena_printf(ctx->arena, "%s_%d", part, row + 1);
}

static const char *typed(struct ctx *ctx, const struct form *form, const char *part, int row)
{
    return form_text(form, name_of(ctx, part, row), ctx->arena);
}

/* ---- what stands, as it would be typed ---- */

static void put(struct ctx *ctx, struct form *form, const char *part, int row, const char *value)
{
    form->fields[form->count++] =
        (struct form_field){str_of(name_of(ctx, part, row)), str_of(value)};
}

static const char *clock_text(struct ctx *ctx, struct instant at)
{
    struct local local = tz_local(at);
    return arena_printf(ctx->arena, "%02d:%02d", local.hour, local.minute);
}

static struct form form_of(struct ctx *ctx, const struct event_sessions *sessions)
{
    struct form form = {ARENA_ARRAY(ctx->arena, struct form_field, FORM_FIELDS_MAX), 0};
    for (int i = 0; i < sessions->count && i < ROWS_MAX; i++) {
        const struct event_session *s = &sessions->items[i];
        put(ctx, &form, "date", i, words_date_plain(ctx->arena, tz_day(s->starts_at)));
        put(ctx, &form, "start", i, clock_text(ctx, s->starts_at));
        put(ctx, &form, "end", i, clock_text(ctx, s->ends_at));
        put(ctx, &form, "room", i, s->room);
    }
    return form;
}

/* ---- the page ---- */

static json_t *row_view(struct ctx *ctx, const struct form *form, int row, int count)
{
    json_t *view = json_pack("{s:s}", "legend",
                             row < count ? arena_printf(ctx->arena, "Session %d", row + 1)
                                         : "Another session");
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        const char *name = name_of(ctx, PARTS[i], row), *error = view_field_error(&ctx->why, name);
        json_t *field =
            json_pack("{s:s, s:s}", "name", name, "value", typed(ctx, form, PARTS[i], row));
        if (error)
            json_object_set_new(field, "error", json_string(error));
        json_object_set_new(view, PARTS[i], field);
    }
    return view;
}

static const char *notice_words(struct ctx *ctx, const struct event *event)
{
    if (!event_status_is_on(event->status) || event->taken == 0)
        return NULL;
    return arena_printf(ctx->arena,
                        "%s booked, for all sessions. They are told once of what you change here.",
                        words_count(ctx->arena, event->taken, "person is", "people are"));
}

static json_t *sessions_view(struct ctx *ctx, const struct event *event, const struct form *form,
                             int count, int version)
{
    json_t *view = view_new("When it meets"), *rows = json_array();
    const char *href = event_href(ctx, event->fields.kind, event->id);
    const char *notice = notice_words(ctx, event);
    view_back(view, href, event->fields.title);
    for (int row = 0; row < count + BLANK_ROWS && row < ROWS_MAX; row++)
        json_array_append_new(rows, row_view(ctx, form, row, count));
    json_object_update_new(view, json_pack("{s:o, s:i, s:s, s:{s:s, s:s}}", "rows", rows, "version",
                                           version, "action",
                                           arena_printf(ctx->arena, "%s/sessions", href), "keep",
                                           "text", "Leave without saving", "href", href));
    if (notice)
        json_object_set_new(view, "notice", json_string(notice));
    view_errors(view, &ctx->why);
    return view;
}

static enum err find(struct ctx *ctx, int64_t id, struct event *event,
                     struct event_sessions *sessions)
{
    enum err err = event_find_editable(ctx, id, event);
    return err == OK ? event_session_list(ctx->store, event->id, ctx->arena, sessions) : err;
}

enum err page_event_sessions(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    struct event_sessions sessions;
    enum err err = find(ctx, request->id, &event, &sessions);
    if (err != OK)
        return err;
    if (event.fields.kind == EVENT_SPARK || event.series || event.status == EVENT_CANCELLED)
        return response_redirect(ctx, response, "%s", event_href(ctx, event.fields.kind, event.id));
    const struct form form = form_of(ctx, &sessions);
    return response_page(response, "events/sessions.html",
                         sessions_view(ctx, &event, &form, sessions.count, event.version));
}

/* ---- saving ---- */

/* "12 November 2026", "12 Nov 2026", "12/11/2026" */
static enum err parse_date(const char *text, struct day *ret)
{
    struct str rest = str_of(text), parts[3];
    char mark = strchr(text, '/') ? '/' : strchr(text, '.') ? '.' : ' ';
    for (int i = 0; i < 3; i++)
        if (!str_split(&rest, mark, &parts[i]))
            return ERR_INVALID;
    return words_parse_date(str_trim(parts[0]), str_trim(parts[1]), str_trim(parts[2]), ret);
}

static bool read_moment(struct ctx *ctx, const char *text, const char *field, struct day day,
                        struct instant *ret)
{
    struct local wall = {.day = day};
    if (!*text)
        refuse_field(&ctx->why, field, "Enter a time of the day, like 15:45 or 3:45pm.");
    else if (words_parse_time(str_of(text), &wall.hour, &wall.minute) != OK)
        refuse_field(&ctx->why, field, "Enter a time of the day, like 15:45 or 3:45pm.");
    else if (tz_instant(wall, ret) != OK)
        refuse_field(&ctx->why, field, "The clocks change in that hour. Choose another time.");
    else
        return true;
    return false;
}

/* False for an empty row. */
static bool read_row(struct ctx *ctx, const struct form *form, int row,
                     struct event_session_fields *ret)
{
    const char *date = typed(ctx, form, "date", row), *start = typed(ctx, form, "start", row);
    const char *end = typed(ctx, form, "end", row);
    struct day day = DAY_NONE;
    if (!*date && !*start && !*end)
        return false;
    ret->room = typed(ctx, form, "room", row);
    if (parse_date(date, &day) != OK) {
        refuse_field(&ctx->why, name_of(ctx, "date", row),
                     "Enter the date with its year, like 12 November 2026. To remove the session, "
                     "empty all of its fields.");
        return true;
    }
    read_moment(ctx, start, name_of(ctx, "start", row), day, &ret->starts_at);
    read_moment(ctx, end, name_of(ctx, "end", row), day, &ret->ends_at);
    return true;
}

struct typed_rows {
    struct event_session_fields items[EVENT_SESSIONS_MAX];
    int rows[EVENT_SESSIONS_MAX]; /* of the form */
    int count;
};

static void read_rows(struct ctx *ctx, const struct form *form,
                      const struct event_sessions *sessions, struct typed_rows *ret)
{
    for (int row = 0; row < ROWS_MAX; row++) {
        struct event_session_fields item = {.room = ""};
        if (!read_row(ctx, form, row, &item))
            continue;
        item.id = row < sessions->count ? sessions->items[row].id : 0;
        ret->items[ret->count] = item;
        ret->rows[ret->count++] = row;
    }
    if (ret->count == 0)
        refuse_field(&ctx->why, "date_1", "An event meets at least once. Enter a date.");
}

/* The row that became number `index` by start. */
static int row_at(const struct typed_rows *typed_rows, int index)
{
    for (int i = 0; i < typed_rows->count; i++) {
        int before = 0;
        for (int k = 0; k < typed_rows->count; k++)
            before += typed_rows->items[k].starts_at.v < typed_rows->items[i].starts_at.v;
        if (before == index)
            return typed_rows->rows[i];
    }
    return 0;
}

/* "sessions[2].ends_at" is "end_5" on the form. */
static void rename_fields(struct ctx *ctx, const struct typed_rows *typed_rows)
{
    static const struct {
        const char *rule, *part;
    } NAMES[] = {{"starts_at", "date"}, {"ends_at", "end"}, {"room", "room"}};
    for (int i = 0; i < ctx->why.field_count; i++) {
        struct refusal_field *field = &ctx->why.fields[i];
        int index = 0;
        const char *dot = strchr(field->field, '.');
        if (strncmp(field->field, "sessions", strlen("sessions")) != 0)
            continue;
        bool one = dot && sscanf(field->field, "sessions[%d]", &index) == 1;
        int row = one ? row_at(typed_rows, index) : 0;
        const char *part = "date";
        for (size_t n = 0; one && n < COUNT_OF(NAMES); n++)
            if (strcmp(dot + 1, NAMES[n].rule) == 0)
                part = NAMES[n].part;
        field->field = name_of(ctx, part, row);
    }
}

static enum err save(struct ctx *ctx, const struct event *event, int version,
                     const struct typed_rows *rows)
{
    enum err err = event_set_sessions(ctx->store, ctx->now, event->id, version, rows->items,
                                      rows->count, &ctx->why);
    rename_fields(ctx, rows);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-sessions", event->id.v, "");
    return err;
}

enum err page_event_sessions_save(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct event event;
    struct event_sessions sessions;
    struct typed_rows rows = {.count = 0};
    int64_t version = form_int(&request->form, "version", -1);
    enum err err = find(ctx, request->id, &event, &sessions);
    if (err != OK)
        return err;
    err = event_check_version(&event, (int)version, &ctx->why);
    if (err == OK)
        read_rows(ctx, &request->form, &sessions, &rows);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        err = save(ctx, &event, (int)version, &rows);
    if (err == OK)
        return response_redirect(ctx, response, "%s?done=sessions",
                                 event_href(ctx, event.fields.kind, event.id));
    if (err != ERR_INVALID && err != ERR_CONFLICT && err != ERR_STALE)
        return err;
    int count = err == ERR_STALE || rows.count > sessions.count ? rows.count : sessions.count;
    return response_page_refused(response, err, "events/sessions.html",
                                 sessions_view(ctx, &event, &request->form, count, event.version));
}
