/* DESIGN: what an event calls for: its page, and the form of whoever organises it. */
#include "call_view.h"
#include "check.h"
#include "page.h"
#include "sheet.h"
#include "view_event.h"

enum { FIELDS_MAX = 12 };

enum err page_call(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = call_view(ctx, &event, &view);
    return err == OK ? response_page(response, "spark/call.html", view) : err;
}

/* ---- the form ---- */

/* What is chosen is named by its place: categories have blanks in their keys. */
static struct choice *category_choices(struct ctx *ctx, const struct policy_pack *policy)
{
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, PACK_CATEGORIES_MAX);
    for (int i = 0; i < policy->category_count; i++)
        choices[i] =
            (struct choice){arena_printf(ctx->arena, "%d", i + 1), policy->categories[i].label};
    return choices;
}

static struct choice *length_choices(struct ctx *ctx, const struct talk_lengths *lengths)
{
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, TALK_LENGTHS_MAX);
    for (int i = 0; i < lengths->count; i++)
        choices[i] = (struct choice){arena_printf(ctx->arena, "%d", lengths->minutes[i]),
                                     arena_printf(ctx->arena, "%d minutes", lengths->minutes[i])};
    return choices;
}

static struct sheet call_sheet(struct ctx *ctx, const struct spark_evening *evening)
{
    static const char all[] = "With commas between them. Empty: all of them.";
    const struct sheet_field fields[] = {
        {SHEET_AREA, "words", "A sentence of invitation",
         "It stands at the top of the call. Say whom you would love to hear.", NULL, 0, false},
        {SHEET_DATE, "closes_on", "Last day of the call (optional)",
         "Empty: talks are taken as long as booking is open.", NULL, 0, false},
        {SHEET_TICKS, "lengths", "Lengths", "None ticked: all of them.",
         length_choices(ctx, &evening->lengths), evening->lengths.count, false},
        {SHEET_TICKS, "categories", "What is shared", "None ticked: all of them.",
         category_choices(ctx, &evening->policy), evening->policy.category_count, false},
        {SHEET_TEXT, "themes", "Themes (optional)", all, NULL, 0, false},
        {SHEET_TEXT, "phases", "Phases (optional)", all, NULL, 0, false},
        {SHEET_TEXT, "subjects", "Subjects (optional)", all, NULL, 0, false},
        {SHEET_TEXT, "focuses", "Areas of focus (optional)", all, NULL, 0, false},
        {SHEET_TEXT, "first_timers", "Places kept for people who have not given a talk before",
         "Each is as long as the shortest talk.", NULL, 0, true},
        {SHEET_TEXT, "short_places", "Places kept for the shortest talks", NULL, NULL, 0, true},
        {SHEET_DATE, "short_until", "Kept until the end of which day?",
         "Afterwards they are open to all.", NULL, 0, false},
    };
    struct sheet_field *kept = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS_MAX);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        kept[i] = fields[i];
    return (struct sheet){
        .title = "What the call invites",
        .action = arena_printf(ctx->arena, "/spark/%lld/call", (long long)evening->event.id.v),
        .button = "Save",
        .back_href = event_href(ctx, EVENT_SPARK, evening->event.id),
        .back_text = evening->event.fields.title,
        .fields = kept,
        .count = COUNT_OF(fields),
        .version = evening->call.version,
    };
}

static enum err find(struct ctx *ctx, int64_t id, struct spark_evening *ret)
{
    struct event event;
    enum err err = spark_find_editable(ctx, id, &event);
    return err == OK ? spark_evening_find(ctx, &event, ret) : err;
}

static const char *number(struct ctx *ctx, int n)
{
    return arena_printf(ctx->arena, "%d", n);
}

static void put_ticks(struct ctx *ctx, const struct spark_evening *evening, struct form *values)
{
    const struct call *call = &evening->call;
    for (int i = 0; *call->categories && i < evening->policy.category_count; i++)
        if (call_invites(call->categories, evening->policy.categories[i].key))
            sheet_put(values, ctx->arena, arena_printf(ctx->arena, "categories_%d", i + 1), "yes");
    for (int i = 0; *call->lengths && i < evening->lengths.count; i++)
        if (call_invites(call->lengths, number(ctx, evening->lengths.minutes[i])))
            sheet_put(values, ctx->arena,
                      arena_printf(ctx->arena, "lengths_%d", evening->lengths.minutes[i]), "yes");
}

static struct form values_of(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct call *call = &evening->call;
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "words", call->words);
    if (!day_is_none(call->closes_on))
        sheet_put_day(&values, ctx->arena, "closes_on", call->closes_on);
    put_ticks(ctx, evening, &values);
    sheet_put(&values, ctx->arena, "themes", call->themes);
    sheet_put(&values, ctx->arena, "phases", call->phases);
    sheet_put(&values, ctx->arena, "subjects", call->subjects);
    sheet_put(&values, ctx->arena, "focuses", call->focuses);
    sheet_put(&values, ctx->arena, "first_timers", number(ctx, call->first_timers));
    sheet_put(&values, ctx->arena, "short_places", number(ctx, call->short_places));
    if (!day_is_none(call->short_until))
        sheet_put_day(&values, ctx->arena, "short_until", call->short_until);
    return values;
}

enum err page_call_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct spark_evening evening;
    enum err err = find(ctx, request->id, &evening);
    if (err != OK)
        return err;
    const struct sheet sheet = call_sheet(ctx, &evening);
    const struct form values = values_of(ctx, &evening);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* ---- saving ---- */

static bool has_day(struct ctx *ctx, const struct form *form, const char *name)
{
    static const char *const parts[] = {"day", "month", "year"};
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct str part = form_find(form, arena_printf(ctx->arena, "%s_%s", name, parts[i]));
        any = any || str_trim(part).n > 0;
    }
    return any;
}

static struct day day_or_none(struct ctx *ctx, const struct form *form, const char *name)
{
    return has_day(ctx, form, name) ? sheet_day(ctx, form, name) : DAY_NONE;
}

static const char *join(struct ctx *ctx, const char *list, const char *word)
{
    return arena_printf(ctx->arena, "%s%s%s", list, *list ? ", " : "", word);
}

static void read_ticks(struct ctx *ctx, const struct form *form,
                       const struct spark_evening *evening, struct call *call)
{
    for (int i = 0; i < evening->policy.category_count; i++)
        if (form_has(form, arena_printf(ctx->arena, "categories_%d", i + 1)))
            call->categories = join(ctx, call->categories, evening->policy.categories[i].key);
    for (int i = 0; i < evening->lengths.count; i++) {
        const char *minutes = number(ctx, evening->lengths.minutes[i]);
        if (form_has(form, arena_printf(ctx->arena, "lengths_%s", minutes)))
            call->lengths = join(ctx, call->lengths, minutes);
    }
}

/* Empty is none. */
static int places(const struct form *form, const char *name)
{
    int64_t n = str_trim(form_find(form, name)).n ? form_int(form, name, -1) : 0;
    return n >= 0 && n <= CALL_PLACES_MAX ? (int)n : -1;
}

static struct call read_call(struct ctx *ctx, const struct form *form,
                             const struct spark_evening *evening)
{
    struct call call = {.event = evening->event.id,
                        .words = sheet_lines(ctx->arena, form, "words"),
                        .closes_on = day_or_none(ctx, form, "closes_on"),
                        .categories = "",
                        .lengths = "",
                        .themes = form_text(form, "themes", ctx->arena),
                        .phases = form_text(form, "phases", ctx->arena),
                        .subjects = form_text(form, "subjects", ctx->arena),
                        .focuses = form_text(form, "focuses", ctx->arena),
                        .first_timers = places(form, "first_timers"),
                        .short_places = places(form, "short_places"),
                        .short_until = day_or_none(ctx, form, "short_until"),
                        .version = evening->call.version ? sheet_version(form) : 0};
    read_ticks(ctx, form, evening, &call);
    return call;
}

enum err page_call_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct spark_evening evening;
    enum err err = find(ctx, request->id, &evening);
    if (err != OK)
        return err;
    struct call call = read_call(ctx, &request->form, &evening);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = call_view_save(ctx, &call);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld/call", (long long)evening.event.id.v);
    const struct sheet sheet = call_sheet(ctx, &evening);
    const struct form theirs = values_of(ctx, &evening);
    return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
}
