/* DESIGN: hours agreed with somebody beside the register: recorded with a reason, taken back. */
#include "audit.h"
#include "check.h"
#include "hours_gate.h"
#include "hours_view.h"
#include "page.h"
#include "school_year.h"
#include "sheet.h"
#include "words.h"

static const struct choice COUNTS[] = {
    {"inset", "INSET, which is directed time too"},
    {"directed", "Directed time only"},
};
static const struct choice SIGNS[] = {
    {"more", "Add it: done elsewhere, or agreed instead"},
    {"less", "Take it off: paid for, or given back"},
};
static const struct sheet_field FIELDS[] = {
    {SHEET_RADIOS, "counts", "What does it count toward?", NULL, COUNTS, 2, false},
    {SHEET_RADIOS, "sign", "Is it more or less?", NULL, SIGNS, 2, false},
    {SHEET_TEXT, "minutes", "How many hours?", "Like 6, 1.5 or 1:20", NULL, 0, true},
    {SHEET_TEXT, "reason", "Why?", "They read it too. Nothing about health or family.", NULL, 0,
     false},
};

static int year_of(struct ctx *ctx, const struct form *form)
{
    int64_t year = form_int(form, "year", 0);
    return year >= 2000 && year <= 2200 ? (int)year : hours_gate_this_year(ctx);
}

static struct sheet agree_sheet(struct ctx *ctx, const struct person_seen *seen, int year)
{
    const char *home = arena_printf(ctx->arena, "/people/%lld/hours", (long long)seen->record.id.v);
    const char *name = seen->record.name;
    return (struct sheet){
        .title = arena_printf(ctx->arena, "Agreed hours of %s in %s", name,
                              school_year_name(ctx->arena, year)),
        .intro = "For what no register shows. Your name and the reason stand beside it.",
        .action = arena_printf(ctx->arena, "%s/agree?year=%d", home, year),
        .button = "Record it",
        .back_href = arena_printf(ctx->arena, "%s?year=%d", home, year),
        .back_text = arena_printf(ctx->arena, "Hours of %s", name),
        .fields = FIELDS,
        .count = (int)COUNT_OF(FIELDS),
    };
}

/* Off means off: nothing is agreed in a year without a ledger. */
static enum err find(struct ctx *ctx, const struct request *request, struct person_seen *ret,
                     int *ret_year)
{
    struct hours_setting setting;
    enum err err = hours_gate_person(ctx, request->id, ACTION_HOURS_AGREE, ret);
    *ret_year = year_of(ctx, &request->query);
    if (err == OK)
        err = hours_setting_find(ctx->store, *ret_year, &setting);
    return err == OK && !setting.kept ? ERR_NOT_FOUND : err;
}

enum err page_hours_agree_ask(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct person_seen seen;
    int year;
    enum err err = find(ctx, request, &seen, &year);
    if (err != OK)
        return err;
    const struct sheet sheet = agree_sheet(ctx, &seen, year);
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "counts", "inset");
    sheet_put(&values, ctx->arena, "sign", "more");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static struct hours_agreement read_agreement(struct ctx *ctx, const struct request *request,
                                             int year)
{
    struct hours_agreement what = {
        .person = {request->id}, .year = year, .reason = field_text(ctx, request, "reason")};
    struct str sign = form_find(&request->form, "sign");
    if (hours_counts_parse(form_find(&request->form, "counts"), &what.counts) != OK)
        what.counts = HOURS_COUNT_NOTHING;
    if (hours_view_parse(form_find(&request->form, "minutes"), HOURS_ADJUSTMENT_MIN_MAX,
                         &what.minutes) != OK)
        what.minutes = 0; /* refused with the rest */
    if (str_eq_c(sign, "less"))
        what.minutes = -what.minutes;
    else if (!str_eq_c(sign, "more"))
        refuse_field(&ctx->why, "sign", "Choose whether to add it or to take it off.");
    return what;
}

enum err page_hours_agree(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_seen seen;
    struct hours_adjustment_id id;
    int year;
    enum err err = find(ctx, request, &seen, &year);
    if (err != OK)
        return err;
    const struct hours_agreement what = read_agreement(ctx, request, year);
    err = hours_adjustment_make(ctx->store, &what, ctx->actor.person, ctx->now, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "hours-agreed", request->id, "");
    if (err != OK) {
        const struct sheet sheet = agree_sheet(ctx, &seen, year);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/people/%lld/hours?year=%d&done=agreed",
                             (long long)request->id, year);
}

/* ---- taking it back ---- */

static struct sheet end_sheet(struct ctx *ctx, const struct hours_adjustment *a,
                              const struct person_seen *seen)
{
    int minutes = a->what.minutes;
    return (struct sheet){
        .title = "Take agreed hours back?",
        .intro = arena_printf(ctx->arena,
                              "%s %s %s hours of %s: “%s”. It stays in the record that it was "
                              "agreed, and by whom.",
                              words_duration(ctx->arena, minutes > 0 ? minutes : -minutes),
                              minutes > 0 ? "added to the" : "taken off the",
                              a->what.counts == HOURS_COUNT_INSET ? "INSET" : "directed",
                              seen->record.name, a->what.reason),
        .action = arena_printf(ctx->arena, "/hours/agreed/%lld/end", (long long)a->id.v),
        .button = "Take it back",
        .back_href = arena_printf(ctx->arena, "/people/%lld/hours?year=%d",
                                  (long long)a->what.person.v, a->what.year),
        .back_text = arena_printf(ctx->arena, "Hours of %s", seen->record.name),
        .grave = true,
    };
}

enum err page_hours_agreed_end_ask(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct hours_adjustment found;
    struct person_seen seen;
    const struct form none = {NULL, 0};
    enum err err = hours_gate_agreed(ctx, request->id, &found, &seen);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &found, &seen);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_hours_agreed_end(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct hours_adjustment found;
    struct person_seen seen;
    enum err err = hours_gate_agreed(ctx, request->id, &found, &seen);
    if (err != OK)
        return err;
    err = hours_adjustment_end(ctx->store, found.id, ctx->actor.person, ctx->now, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "hours-agreed-end",
                        found.what.person.v, "");
    if (err != OK) {
        const struct sheet sheet = end_sheet(ctx, &found, &seen);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/people/%lld/hours?year=%d&done=ended",
                             (long long)found.what.person.v, found.what.year);
}
