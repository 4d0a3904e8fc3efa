/* DESIGN: the register of providers: search, and one of them with its facilitators. */
#include <string.h>

#include "flash.h"
#include "list_file.h"
#include "org_gate.h"
#include "page.h"
#include "view.h"
#include "words.h"

enum { PAGE_PROVIDERS = 50, FACILITATORS_SHOWN = 200 };

/* ---- what the query asks ---- */

static struct provider_filter read_filter(struct ctx *ctx, const struct request *request)
{
    int64_t after = form_int(&request->query, "after", 0);
    enum provider_quality quality;
    struct provider_filter filter = {
        .q = query_text(ctx, request, "q"),
        .kind = query_text(ctx, request, "kind"),
        .quality = -1,
        .after = after > 0 && after < 1000000 ? (int)after : 0,
        .limit = PAGE_PROVIDERS,
    };
    if (!provider_kind_is_known(filter.kind))
        filter.kind = "";
    if (provider_quality_parse(form_find(&request->query, "quality"), &quality) == OK)
        filter.quality = (int)quality;
    return filter;
}

static const char *link_of(struct ctx *ctx, const struct provider_filter *f, int after)
{
    const char *quality =
        f->quality < 0 ? "" : provider_quality_name((enum provider_quality)f->quality);
    struct buf link;
    buf_init(&link, 2048);
    buf_add_c(&link, "/providers");
    view_link_word(&link, "q", f->q);
    view_link_word(&link, "kind", f->kind);
    view_link_word(&link, "quality", quality);
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

/* ---- the list ---- */

static json_t *quality_tag(enum provider_quality quality)
{
    static const char *const WORDS[] = {"Not looked at", "Approved", "Avoid"};
    static const char *const KINDS[] = {"quiet", "good", "wait"};
    return view_tag(WORDS[quality], KINDS[quality]);
}

static void fill_filter(struct ctx *ctx, const struct provider_filter *f, json_t *view)
{
    json_t *kinds = json_array(), *qualities = json_array();
    view_option(kinds, "", "Any kind", !*f->kind);
    for (int i = 0; i < PROVIDER_KINDS; i++)
        view_option(kinds, provider_kinds[i], words_begin(ctx->arena, provider_kinds[i]),
                    strcmp(provider_kinds[i], f->kind) == 0);
    view_option(qualities, "", "Any", f->quality < 0);
    for (int i = 0; i < PROVIDER_QUALITIES; i++) {
        const char *name = provider_quality_name((enum provider_quality)i);
        view_option(qualities, name, words_begin(ctx->arena, name), f->quality == i);
    }
    json_object_set_new(
        view, "filter",
        json_pack("{s:s, s:o, s:o}", "q", f->q, "kinds", kinds, "qualities", qualities));
}

static json_t *row_view(struct ctx *ctx, const struct provider *provider)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:o}", "name", provider->fields.name, "href",
                     arena_printf(ctx->arena, "/providers/%lld", (long long)provider->id.v), "kind",
                     words_begin(ctx->arena, provider->fields.kind), "contact",
                     provider->fields.contact, "tag", quality_tag(provider->quality));
}

static void fill_pages(struct ctx *ctx, const struct provider_filter *f,
                       const struct provider_list *list, json_t *view)
{
    int before = f->after > f->limit ? f->after - f->limit : 0;
    view_pages(view, f->after, list->count, f->after ? link_of(ctx, f, before) : NULL,
               list->next ? link_of(ctx, f, list->next) : NULL);
}

enum err page_providers(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct provider_list list;
    const struct provider_filter filter = read_filter(ctx, request);
    enum err err = org_gate_providers(ctx, false);
    if (err == OK)
        err = provider_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("Providers"), *rows = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows, row_view(ctx, &list.items[i]));
    view_list(view, "providers", rows);
    fill_filter(ctx, &filter, view);
    fill_pages(ctx, &filter, &list, view);
    json_object_set_new(
        view, "may_edit",
        json_boolean(may(&ctx->actor, ACTION_PROVIDER_EDIT, &(struct object){.school = {0}})));
    return response_page(response, "org/providers.html", view);
}

enum err page_providers_file(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    static const char *const names[] = {"Provider", "Kind",    "Contact", "Email", "Phone",
                                        "Web",      "Quality", "Reason",  "By",    "On"};
    struct provider_filter filter = read_filter(ctx, request);
    struct provider_list list;
    struct buf out;
    enum err err = org_gate_providers(ctx, false);
    filter.limit = LIST_FILE_ROWS_MAX;
    filter.after = 0;
    if (err == OK)
        err = provider_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 10);
    for (int i = 0; i < list.count; i++) {
        const struct provider *p = &list.items[i];
        const struct provider_fields *f = &p->fields;
        csv_row(&out,
                (const char *const[]){f->name, f->kind, f->contact, f->email, f->phone, f->web,
                                      provider_quality_name(p->quality), p->quality_note,
                                      p->quality_by, list_file_day(ctx, p->quality_on)},
                10);
    }
    return list_file_answer(ctx, response, "providers.csv", &out);
}

/* ---- one ---- */

static const struct flash DONE[] = {
    {"created", "The provider is in the register."},
    {"saved", "Saved."},
    {"judged", "Your judgement is noted."},
    {"ended", "It is no longer used. Its history stays."},
};

static void fill_provider(struct ctx *ctx, const struct provider *p, json_t *view)
{
    const struct provider_fields *f = &p->fields;
    bool ended = !day_is_none(p->ended_on);
    json_object_update_new(
        view,
        json_pack(
            "{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:b}", "id", (json_int_t)p->id.v, "kind",
            words_begin(ctx->arena, f->kind), "contact", f->contact, "email", f->email, "mailto",
            arena_printf(ctx->arena, "mailto:%s", f->email), "phone", f->phone, "web", f->web,
            "tag", quality_tag(p->quality), "note", p->quality_note, "may_edit",
            !ended && may(&ctx->actor, ACTION_PROVIDER_EDIT, &(struct object){.school = {0}})));
    if (!day_is_none(p->quality_on))
        json_object_set_new(view, "judged",
                            json_string(arena_printf(ctx->arena, "By %s on %s",
                                                     *p->quality_by ? p->quality_by : "somebody",
                                                     words_date_plain(ctx->arena, p->quality_on))));
    if (ended)
        json_object_set_new(view, "ended",
                            json_string(arena_printf(ctx->arena, "Not used since %s",
                                                     words_date_plain(ctx->arena, p->ended_on))));
}

static enum err fill_facilitators(struct ctx *ctx, const struct provider *p, json_t *view)
{
    const struct facilitator_filter filter = {.provider = p->id, .limit = FACILITATORS_SHOWN};
    struct facilitator_list list;
    json_t *items = json_array();
    enum err err = facilitator_list(ctx->store, &filter, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct facilitator *f = &list.items[i];
        json_array_append_new(items, json_pack("{s:s, s:s, s:s}", "name", f->fields.name,
                                               "expertise", f->fields.expertise, "href",
                                               arena_printf(ctx->arena, "/facilitators/%lld/edit",
                                                            (long long)f->id.v)));
    }
    view_list(view, "facilitators", items);
    return err;
}

enum err page_provider(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct provider provider;
    enum err err = org_gate_provider(ctx, request->id, false, &provider);
    if (err != OK)
        return err;
    json_t *view = view_new(provider.fields.name);
    view_back(view, "/providers", "Providers");
    FLASH_SHOW(view, request, DONE);
    fill_provider(ctx, &provider, view);
    err = fill_facilitators(ctx, &provider, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "org/provider.html", view);
}
