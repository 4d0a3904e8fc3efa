/* DESIGN: keeping the register of providers: new ones, changes, quality, the end. */
#include "audit.h"
#include "check.h"
#include "org_gate.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"
#include "words.h"

static struct provider_fields read_fields(struct ctx *ctx, const struct request *request)
{
    return (struct provider_fields){
        .name = field_text(ctx, request, "name"),
        .kind = field_text(ctx, request, "kind"),
        .contact = field_text(ctx, request, "contact"),
        .email = field_text(ctx, request, "email"),
        .phone = field_text(ctx, request, "phone"),
        .web = field_text(ctx, request, "web"),
    };
}

static const struct sheet_field *fields_of(struct ctx *ctx, int *ret_count)
{
    static const struct sheet_field plain[] = {
        {SHEET_TEXT, "name", "Name", NULL, NULL, 0, false},
        {SHEET_SELECT, "kind", "What kind of provider?", NULL, NULL, 0, false},
        {SHEET_TEXT, "contact", "Who to speak to (optional)", NULL, NULL, 0, false},
        {SHEET_TEXT, "email", "Email (optional)", NULL, NULL, 0, false},
        {SHEET_TEXT, "phone", "Phone (optional)", NULL, NULL, 0, true},
        {SHEET_TEXT, "web", "Web address (optional)", "Begins with https://", NULL, 0, false},
    };
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, COUNT_OF(plain));
    struct choice *kinds = ARENA_ARRAY(ctx->arena, struct choice, PROVIDER_KINDS + 1);
    kinds[0] = (struct choice){"", "Choose"};
    for (int i = 0; i < PROVIDER_KINDS; i++)
        kinds[i + 1] =
            (struct choice){provider_kinds[i], words_begin(ctx->arena, provider_kinds[i])};
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        fields[i] = plain[i];
    fields[1].choices = kinds;
    fields[1].choice_count = PROVIDER_KINDS + 1;
    *ret_count = (int)COUNT_OF(plain);
    return fields;
}

/* ---- a new one ---- */

static struct sheet new_sheet(struct ctx *ctx)
{
    struct sheet sheet = {
        .title = "Add a provider",
        .action = "/providers/new",
        .button = "Add the provider",
        .back_href = "/providers",
        .back_text = "Providers",
    };
    sheet.fields = fields_of(ctx, &sheet.count);
    return sheet;
}

enum err page_provider_new(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    (void)request;
    const struct form none = {NULL, 0};
    enum err err = org_gate_providers(ctx, true);
    if (err != OK)
        return err;
    const struct sheet sheet = new_sheet(ctx);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_provider_create(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    const struct provider_fields fields = read_fields(ctx, request);
    struct provider_id id = {0};
    enum err err = org_gate_providers(ctx, true);
    if (err != OK)
        return err;
    err = provider_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-create", id.v, "");
    if (err != OK) {
        const struct sheet sheet = new_sheet(ctx);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/providers/%lld?done=created", (long long)id.v);
}

/* ---- a change ---- */

static struct sheet edit_sheet(struct ctx *ctx, const struct provider *provider, const char *verb)
{
    struct sheet sheet = {
        .title = "Change this provider",
        .action = arena_printf(ctx->arena, "/providers/%lld/%s", (long long)provider->id.v, verb),
        .button = "Save",
        .back_href = arena_printf(ctx->arena, "/providers/%lld", (long long)provider->id.v),
        .back_text = provider->fields.name,
        .version = provider->version,
    };
    sheet.fields = fields_of(ctx, &sheet.count);
    return sheet;
}

static struct form values_of(struct ctx *ctx, const struct provider *provider)
{
    struct form values = sheet_values(ctx->arena);
    const struct provider_fields *f = &provider->fields;
    sheet_put(&values, ctx->arena, "name", f->name);
    sheet_put(&values, ctx->arena, "kind", f->kind);
    sheet_put(&values, ctx->arena, "contact", f->contact);
    sheet_put(&values, ctx->arena, "email", f->email);
    sheet_put(&values, ctx->arena, "phone", f->phone);
    sheet_put(&values, ctx->arena, "web", f->web);
    return values;
}

enum err page_provider_edit(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct provider provider;
    enum err err = org_gate_provider(ctx, request->id, true, &provider);
    if (err != OK)
        return err;
    const struct sheet sheet = edit_sheet(ctx, &provider, "edit");
    const struct form values = values_of(ctx, &provider);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_provider_save(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    const struct provider_fields fields = read_fields(ctx, request);
    struct provider provider;
    enum err err = org_gate_provider(ctx, request->id, true, &provider);
    if (err != OK)
        return err;
    err =
        provider_change(ctx->store, provider.id, sheet_version(&request->form), &fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-change", provider.id.v,
                        "");
    if (err != OK) {
        const struct sheet sheet = edit_sheet(ctx, &provider, "edit");
        const struct form theirs = values_of(ctx, &provider);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/providers/%lld?done=saved", (long long)provider.id.v);
}

/* ---- quality ---- */

static const struct choice QUALITIES[] = {
    {"approved", "Approved: we would use it again"},
    {"avoid", "Avoid: say why below"},
    {"not looked at", "Not looked at"},
};
static const struct sheet_field QUALITY_FIELDS[] = {
    {SHEET_RADIOS, "quality", "How good is it?", NULL, QUALITIES, COUNT_OF(QUALITIES), false},
    {SHEET_AREA, "note", "Why?", "Seen by those who choose providers, not by the provider.", NULL,
     0, false},
    {SHEET_DATE, "on", "When was it looked at?", "For example, 12 November 2026", NULL, 0, false},
};

static struct sheet quality_sheet(struct ctx *ctx, const struct provider *provider)
{
    struct sheet sheet = edit_sheet(ctx, provider, "quality");
    sheet.title = "Judge its quality";
    sheet.intro = "Your name stands beside it.";
    sheet.fields = QUALITY_FIELDS;
    sheet.count = COUNT_OF(QUALITY_FIELDS);
    return sheet;
}

static struct form quality_values(struct ctx *ctx, const struct provider *provider, struct day day)
{
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "quality", provider_quality_name(provider->quality));
    sheet_put(&values, ctx->arena, "note", provider->quality_note);
    sheet_put_day(&values, ctx->arena, "on", day);
    return values;
}

enum err page_provider_quality_ask(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct provider provider;
    enum err err = org_gate_provider(ctx, request->id, true, &provider);
    if (err != OK)
        return err;
    const struct sheet sheet = quality_sheet(ctx, &provider);
    const struct form values = quality_values(ctx, &provider, tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err read_judgement(struct ctx *ctx, const struct form *typed,
                               struct provider_judgement *ret)
{
    ret->by = ctx->actor.person;
    ret->note = sheet_lines(ctx->arena, typed, "note");
    ret->on = sheet_day(ctx, typed, "on");
    if (provider_quality_parse(form_find(typed, "quality"), &ret->quality) != OK)
        refuse_field(&ctx->why, "quality", "Choose what you found.");
    if (!day_is_none(ret->on) && ret->on.v > tz_day(ctx->now).v)
        refuse_field(&ctx->why, "on", "Enter today or a day that has passed.");
    return refusal_check(&ctx->why);
}

enum err page_provider_quality(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct provider provider;
    struct provider_judgement judgement = {.quality = PROVIDER_NOT_LOOKED_AT};
    enum err err = org_gate_provider(ctx, request->id, true, &provider);
    if (err != OK)
        return err;
    err = read_judgement(ctx, &request->form, &judgement);
    if (err == OK)
        err = provider_judge(ctx->store, provider.id, sheet_version(&request->form), &judgement,
                             &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-judge", provider.id.v,
                        provider_quality_name(judgement.quality));
    if (err != OK) {
        const struct sheet sheet = quality_sheet(ctx, &provider);
        const struct form theirs = quality_values(ctx, &provider, provider.quality_on);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/providers/%lld?done=judged",
                             (long long)provider.id.v);
}

/* ---- the end ---- */

static const struct sheet_field END_FIELDS[] = {
    {SHEET_DATE, "ended_on", "From which day is it no longer used?", "For example, 31 August 2026",
     NULL, 0, false},
};

static struct sheet end_sheet(struct ctx *ctx, const struct provider *provider)
{
    struct sheet sheet = edit_sheet(ctx, provider, "end");
    sheet.title = "Take this provider out of use?";
    sheet.intro = "Its facilitators go with it. All of its history stays.";
    sheet.button = "Take it out of use";
    sheet.fields = END_FIELDS;
    sheet.count = COUNT_OF(END_FIELDS);
    sheet.grave = true;
    return sheet;
}

enum err page_provider_end_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct provider provider;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_provider(ctx, request->id, true, &provider);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &provider);
    sheet_put_day(&values, ctx->arena, "ended_on", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_provider_end(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct provider provider;
    enum err err = org_gate_provider(ctx, request->id, true, &provider);
    if (err != OK)
        return err;
    struct day on = sheet_day(ctx, &request->form, "ended_on");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = provider_end(ctx->store, provider.id, sheet_version(&request->form), on, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-end", provider.id.v, "");
    if (err != OK) {
        const struct sheet sheet = end_sheet(ctx, &provider);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/providers/%lld?done=ended", (long long)provider.id.v);
}
