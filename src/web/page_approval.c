/* DESIGN: requests: what waits for me, mine, all of a school, the file of them, and the rules. */
#include "approval_form.h"
#include "audit.h"
#include "list_file.h"
#include "money.h"
#include "page.h"
#include "policy_pack.h"
#include "tz.h"
#include "words.h"

enum { MINE_SHOWN = 50, PAGE_REQUESTS = 50, FILE_REQUESTS = 5000 };

static enum err rows_view(struct ctx *ctx, const struct approval_list *list, json_t **ret)
{
    json_t *rows = json_array();
    enum err err = OK;
    for (int i = 0; err == OK && i < list->count; i++) {
        json_t *row;
        err = approval_view_row(ctx, &list->items[i], &row);
        if (err == OK)
            json_array_append_new(rows, row);
    }
    *ret = rows;
    return err;
}

/* ---- mine ---- */

static void fill_ticks(json_t *rows, const struct form *typed)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        const char *mark = json_string_value(json_object_get(row, "mark"));
        json_object_set_new(row, "chosen", json_boolean(form_has(typed, mark)));
        /* the error of the group leads to the first */
        json_object_set_new(row, "tick_id", json_string(i ? mark : "ids"));
    }
}

static enum err fill_waiting(struct ctx *ctx, const struct form *typed, json_t *view)
{
    struct approval_list list;
    json_t *rows = NULL;
    enum err err =
        approval_list_waiting(ctx->store, ctx->actor.person, tz_day(ctx->now), ctx->arena, &list);
    if (err == OK)
        err = rows_view(ctx, &list, &rows);
    if (err != OK) {
        json_decref(rows);
        return err;
    }
    fill_ticks(rows, typed);
    view_list(view, "waiting", rows);
    json_object_set_new(view, "waiting_heading",
                        json_string(arena_printf(ctx->arena, "Waiting for you (%d)", list.count)));
    view_field(view, "note", form_text(typed, "note", ctx->arena), &ctx->why);
    const char *none = view_field_error(&ctx->why, "ids");
    if (none)
        json_object_set_new(view, "ids_error", json_string(none));
    return OK;
}

static enum err fill_mine(struct ctx *ctx, json_t *view)
{
    const struct approval_filter filter = {
        .person = ctx->actor.person, .status = -1, .limit = MINE_SHOWN};
    struct approval_list list;
    json_t *rows = NULL;
    enum err err = approval_list(ctx->store, &filter, ctx->arena, &list);
    if (err == OK)
        err = rows_view(ctx, &list, &rows);
    if (err == OK)
        view_list(view, "own", rows);
    else
        json_decref(rows);
    return err;
}

static void fill_flash(struct ctx *ctx, const struct request *request, json_t *view)
{
    struct str did = form_find(&request->query, "did");
    int64_t count = 0;
    if (str_eq_c(did, "decided"))
        view_flash(view, "Your decision is noted. Whoever has it next, or asked, is told by mail.");
    else if (str_starts(did, STR("decided-")) && str_parse_int(str_from(did, 8), &count) == OK &&
             count > 0 && count < 1000)
        view_flash(view, arena_printf(ctx->arena,
                                      "%s decided. Whoever has them next, or asked, "
                                      "is told by mail.",
                                      words_count(ctx->arena, count, "request", "requests")));
}

static enum err mine_view(struct ctx *ctx, const struct form *typed, json_t **ret)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_REQUEST_VIEW);
    json_t *view = view_new("Requests");
    enum err err = fill_waiting(ctx, typed, view);
    if (err == OK)
        err = fill_mine(ctx, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    json_object_set_new(view, "sees_all", json_boolean(scope.trust || scope.school_count));
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

enum err page_approvals(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct form none = {NULL, 0};
    json_t *view;
    enum err err = approval_gate_make(ctx);
    if (err == OK)
        err = mine_view(ctx, &none, &view);
    if (err != OK)
        return err;
    fill_flash(ctx, request, view);
    return response_page(response, "requests/mine.html", view);
}

enum err page_approvals_again(struct ctx *ctx, const struct form *typed, enum err why,
                              struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID && why != ERR_CONFLICT && why != ERR_DENIED)
        return why;
    enum err err = mine_view(ctx, typed, &view);
    return err == OK ? response_page_refused(response, why, "requests/mine.html", view) : err;
}

/* ---- all of a school ---- */

static enum err read_filter(struct ctx *ctx, const struct request *request,
                            struct permission_scope scopes[2], struct approval_filter *ret)
{
    int64_t after = form_int(&request->query, "after", 0);
    enum err err = approval_gate_list(ctx, &scopes[0], &scopes[1]);
    *ret = (struct approval_filter){
        .funding = &scopes[0],
        .pattern = &scopes[1],
        .status = approval_word(approval_statuses, APPROVAL_STATUSES,
                                form_find(&request->query, "status")),
        .q = query_text(ctx, request, "q"),
        .after = after > 0 && after < 1000000 ? (int)after : 0,
        .limit = PAGE_REQUESTS,
    };
    return err;
}

static const char *link_of(struct ctx *ctx, const char *path, const struct approval_filter *f,
                           int after)
{
    struct buf link;
    buf_init(&link, 2048);
    buf_add_c(&link, path);
    view_link_word(&link, "q", f->q);
    view_link_word(&link, "status", f->status < 0 ? "" : approval_statuses[f->status]);
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

static void fill_filter(struct ctx *ctx, const struct approval_filter *f,
                        const struct approval_list *list, json_t *view)
{
    json_t *statuses = json_array();
    int before = f->after > f->limit ? f->after - f->limit : 0;
    view_option(statuses, "", "Any", f->status < 0);
    for (int i = 0; i < APPROVAL_STATUSES; i++)
        view_option(statuses, approval_statuses[i], words_begin(ctx->arena, approval_statuses[i]),
                    f->status == i);
    json_object_set_new(view, "filter", json_pack("{s:s, s:o}", "q", f->q, "statuses", statuses));
    json_object_set_new(view, "file", json_string(link_of(ctx, "/requests.csv", f, 0)));
    view_pages(view, f->after, list->count,
               f->after ? link_of(ctx, "/requests/all", f, before) : NULL,
               list->next ? link_of(ctx, "/requests/all", f, list->next) : NULL);
}

enum err page_approvals_all(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct permission_scope scopes[2];
    struct approval_filter filter;
    struct approval_list list;
    json_t *rows = NULL;
    enum err err = read_filter(ctx, request, scopes, &filter);
    if (err == OK)
        err = approval_list(ctx->store, &filter, ctx->arena, &list);
    if (err == OK)
        err = rows_view(ctx, &list, &rows);
    if (err != OK) {
        json_decref(rows);
        return err;
    }
    json_t *view = view_new("All requests");
    view_back(view, "/requests", "Requests");
    view_list(view, "requests", rows);
    fill_filter(ctx, &filter, &list, view);
    return response_page(response, "requests/all.html", view);
}

static void add_line(struct ctx *ctx, const struct approval *a, struct buf *out)
{
    const struct approval_fields *f = &a->fields;
    bool funding = f->kind == APPROVAL_FUNDING;
    csv_row(out,
            (const char *const[]){
                arena_printf(ctx->arena, "%lld", (long long)a->id.v), approval_kinds[f->kind],
                a->person_name, a->school_name, f->title, f->provider, list_file_day(ctx, f->from),
                list_file_day(ctx, f->to), funding ? money_words(ctx->arena, f->cost_pence) : "",
                funding ? money_words(ctx->arena, f->travel_pence) : "",
                funding ? approval_payers[f->payer] : "", approval_view_takes(ctx->arena, f),
                approval_statuses[a->status], approval_orders[a->order]},
            14);
}

enum err page_approvals_file(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    static const char *const names[] = {"Number",   "Kind",  "Person", "School", "What",
                                        "Provider", "From",  "To",     "Cost",   "Travel",
                                        "Paid by",  "Takes", "State",  "Order"};
    struct permission_scope scopes[2];
    struct approval_filter filter;
    struct approval_list list;
    struct buf out;
    enum err err = read_filter(ctx, request, scopes, &filter);
    filter.limit = FILE_REQUESTS;
    filter.after = 0;
    if (err == OK)
        err = approval_list(ctx->store, &filter, ctx->arena, &list);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "approval-exported", 0, "");
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 14);
    for (int i = 0; i < list.count; i++)
        add_line(ctx, &list.items[i], &out);
    return list_file_answer(ctx, response, "requests.csv", &out);
}
