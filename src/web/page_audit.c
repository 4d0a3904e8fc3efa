/* DESIGN: the record of what was done: all of it for the administrator, one's own for everybody. */
#include "audit_ask.h"
#include "break_glass_view.h"
#include "list_file.h"
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum { PAGE_ROWS = 50, FILE_ROWS = 2000, CHOICES = 10 };

static enum err gate_all(struct ctx *ctx)
{
    const struct object trust = {.school = {0}};
    if (may(&ctx->actor, ACTION_AUDIT_VIEW, &trust))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only administrators read the whole record. What was done with you or by you is "
                  "on your own page, “What was done”.");
}

static json_t *row_view(struct ctx *ctx, const struct audit_row *row)
{
    json_t *view = json_pack("{s:s, s:s}", "when", words_moment(ctx->arena, row->at), "what",
                             audit_sentence(ctx->arena, row, ctx->actor.person));
    if (row->reason && *row->reason)
        json_object_set_new(view, "reason", json_string(row->reason));
    if (row->detail && *row->detail)
        json_object_set_new(view, "detail", json_string(row->detail));
    return view;
}

static void put_rows(struct ctx *ctx, const struct audit_list *list, json_t *view)
{
    json_t *rows = json_array();
    for (int i = 0; i < list->count; i++)
        json_array_append_new(rows, row_view(ctx, &list->items[i]));
    view_list(view, "rows", rows);
}

static const char *cursor_of(struct ctx *ctx, const struct audit_list *list)
{
    if (!list->more)
        return NULL;
    const struct audit_row *last = &list->items[list->count - 1];
    return arena_printf(ctx->arena, "%lld-%lld", (long long)last->at.v, (long long)last->id);
}

static void put_pages(struct ctx *ctx, const struct audit_ask *ask, const char *path,
                      const struct audit_list *list, json_t *view)
{
    bool first = ask->after[0] == 0 && ask->after[1] == 0;
    if (first && !list->more)
        return;
    json_t *pages = json_pack("{s:s}", "text", "Newest first");
    if (!first)
        json_object_set_new(pages, "previous",
                            json_string(audit_ask_link(ask, path, NULL, ctx->arena)));
    if (list->more)
        json_object_set_new(
            pages, "following",
            json_string(audit_ask_link(ask, path, cursor_of(ctx, list), ctx->arena)));
    json_object_set_new(view, "pages", pages);
}

/* ---- who is meant by a name ---- */

/* One person of that name is taken; several are offered; none is refused. */
static enum err find_named(struct ctx *ctx, struct audit_ask *ask, json_t *view)
{
    struct person_list people;
    json_t *choices = json_array();
    if (!*ask->q || ask->person.v)
        return json_decref(choices), OK;
    enum err err = person_list(ctx->store, (struct school_id){0}, str_of(ask->q), tz_day(ctx->now),
                               0, CHOICES, ctx->arena, &people);
    if (err == OK && people.count == 0)
        err = refuse_field(&ctx->why, "q", "Nobody is called that. Try a part of the name.");
    if (err == OK && people.count == 1)
        ask->person = people.items[0].id;
    for (int i = 0; err == OK && people.count > 1 && i < people.count; i++) {
        struct audit_ask one = *ask;
        one.person = people.items[i].id;
        json_array_append_new(choices, json_pack("{s:s, s:s}", "text", people.items[i].name, "href",
                                                 audit_ask_link(&one, "/audit", NULL, ctx->arena)));
    }
    view_list(view, "choices", choices);
    return err;
}

/* ---- the administrator's page ---- */

static json_t *action_options(struct ctx *ctx, const struct audit_ask *ask)
{
    json_t *options = json_array();
    view_option(options, "", "Anything", !*ask->action);
    for (const struct audit_words *words = audit_words; words->action; words++) {
        const struct audit_row row = {.action = words->action, .actor_name = "Somebody"};
        view_option(options, words->action, audit_sentence(ctx->arena, &row, (struct person_id){0}),
                    str_eq_c(str_of(ask->action), words->action));
    }
    return options;
}

static enum err put_filter(struct ctx *ctx, const struct audit_ask *ask, json_t *view)
{
    struct person person = {.name = NULL};
    enum err err = ask->person.v ? person_find(ctx->store, ask->person, ctx->arena, &person) : OK;
    if (err == ERR_NOT_FOUND)
        err = refuse_field(&ctx->why, "q", "Choose somebody from the list.");
    view_field(view, "q", person.name ? person.name : ask->q, &ctx->why);
    view_field(view, "from", ask->from, &ctx->why);
    view_field(view, "to", ask->to, &ctx->why);
    json_object_set_new(json_object_get(view, "form"), "actions", action_options(ctx, ask));
    json_object_set_new(view, "file",
                        json_string(audit_ask_link(ask, "/audit.csv", NULL, ctx->arena)));
    return err;
}

enum err page_audit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct audit_ask ask;
    struct audit_list list = {.count = 0};
    enum err err = gate_all(ctx);
    if (err != OK)
        return err;
    json_t *view = view_new("What was done");
    err = audit_ask_read(ctx, request, &ask);
    if (err == OK)
        err = find_named(ctx, &ask, view);
    enum err filter = put_filter(ctx, &ask, view);
    if (err == OK)
        err = filter;
    const struct audit_query query = audit_ask_query(&ask, PAGE_ROWS);
    if (err == OK)
        err = audit_list(ctx->store, &query, ctx->arena, &list);
    put_rows(ctx, &list, view);
    put_pages(ctx, &ask, "/audit", &list, view);
    view_errors(view, &ctx->why);
    return err == OK ? response_page(response, "audit.html", view)
                     : response_page_refused(response, err, "audit.html", view);
}

/* ---- the same as a file ---- */

static void add_line(struct ctx *ctx, const struct audit_row *row, struct buf *out)
{
    char at[INSTANT_TEXT_MAX];
    tz_format(row->at, at);
    const char *const cells[] = {
        arena_printf(ctx->arena, "%lld", (long long)row->id),
        at,
        row->actor_name,
        row->action,
        row->subject_name,
        row->reason,
        row->detail,
        audit_sentence(ctx->arena, row, (struct person_id){0}),
    };
    csv_row(out, cells, (int)(sizeof cells / sizeof cells[0]));
}

enum err page_audit_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const names[] = {"row",  "at",     "who",    "action",
                                        "whom", "reason", "detail", "in words"};
    struct audit_ask ask;
    struct audit_list list;
    struct buf out;
    enum err err = gate_all(ctx);
    if (err == OK)
        err = audit_ask_read(ctx, request, &ask);
    if (err != OK)
        return err;
    const struct audit_query query = audit_ask_query(&ask, FILE_ROWS);
    err = audit_list(ctx->store, &query, ctx->arena, &list);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "audit-exported", 0, "");
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, (int)(sizeof names / sizeof names[0]));
    for (int i = 0; i < list.count; i++)
        add_line(ctx, &list.items[i], &out);
    return list_file_answer(ctx, response, "what-was-done.csv", &out);
}

/* ---- everybody's own ---- */

enum err page_audit_mine(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct object own = {.owner = ctx->actor.person};
    struct audit_ask ask;
    struct audit_list list;
    if (!may(&ctx->actor, ACTION_AUDIT_VIEW, &own))
        return ERR_DENIED;
    enum err err = audit_ask_read(ctx, request, &ask);
    if (err != OK)
        return err;
    ask = (struct audit_ask){.person = ctx->actor.person,
                             .action = "",
                             .from_day = DAY_NONE,
                             .to_day = DAY_NONE,
                             .after = {ask.after[0], ask.after[1]}};
    const struct audit_query query = audit_ask_query(&ask, PAGE_ROWS);
    err = audit_list(ctx->store, &query, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("What was done");
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string("What was done by you and with you"));
    put_rows(ctx, &list, view);
    ask.person.v = 0; /* the address says nothing of whom */
    put_pages(ctx, &ask, "/audit/mine", &list, view);
    err = break_glass_view_own(ctx, view);
    response_page(response, "audit_mine.html", view);
    if (err != OK)
        response_done(response);
    return err;
}
