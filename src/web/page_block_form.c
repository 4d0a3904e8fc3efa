/* DESIGN: a block added, changed and removed; when people choose among the workshops. */
#include <string.h>

#include "audit.h"
#include "block_gate.h"
#include "choice_view.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"
#include "words.h"

static const char *board_path(struct ctx *ctx, const struct event *day)
{
    return arena_printf(ctx->arena, "/events/%lld/blocks", (long long)day->id.v);
}

static enum err to_board(struct ctx *ctx, struct response *response, const struct event *day,
                         const char *done)
{
    return response_redirect(ctx, response, "%s?done=%s", board_path(ctx, day), done);
}

static enum err note(struct ctx *ctx, const char *action, const struct event *day)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, day->id.v, "");
}

/* ---- times ---- */

/* A time of the day; of a day that lasts several, on the one that was chosen. */
static struct instant read_time(struct ctx *ctx, const struct form *typed, const char *name,
                                struct day on)
{
    struct local wall = {.day = on};
    struct instant at = {0};
    struct str text = str_trim(form_find(typed, name));
    if (text.n == 0 || words_parse_time(text, &wall.hour, &wall.minute) != OK)
        refuse_field(&ctx->why, name, "Enter a time of the day, like 10:30 or 1:15pm.");
    else if (tz_instant(wall, &at) != OK)
        refuse_field(&ctx->why, name, "The clocks change in that hour. Choose another time.");
    return at;
}

static const char *clock_text(struct ctx *ctx, struct instant at)
{
    struct local local = tz_local(at);
    return arena_printf(ctx->arena, "%02d:%02d", local.hour, local.minute);
}

/* The domain speaks of starts_at; the form has a time of the day. */
static void rename_times(struct refusal *why)
{
    for (int i = 0; i < why->field_count; i++) {
        if (strcmp(why->fields[i].field, "starts_at") == 0)
            why->fields[i].field = "start";
        else if (strcmp(why->fields[i].field, "ends_at") == 0)
            why->fields[i].field = "end";
    }
}

/* ---- the form ---- */

static int add_days(struct ctx *ctx, const struct event *day, struct sheet_field *ret)
{
    struct day first = tz_day(day->fields.starts_at), last = tz_day(day->fields.ends_at);
    if (first.v == last.v)
        return 0;
    int count = last.v - first.v + 1 < 14 ? last.v - first.v + 1 : 14;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count);
    for (int i = 0; i < count; i++)
        choices[i] =
            sheet_choice(ctx->arena, first.v + i, words_date(ctx->arena, day_add(first, i)));
    *ret = (struct sheet_field){SHEET_SELECT, "on", "On which day?", NULL, choices, count, false};
    return 1;
}

static struct sheet sheet_of(struct ctx *ctx, const struct event *day, const struct block *block)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 5);
    int count = 0;
    fields[count++] = (struct sheet_field){
        SHEET_TEXT, "name", "What is it called?", "Like “Block 1” or “After lunch”", NULL,
        0,          false};
    count += add_days(ctx, day, &fields[count]);
    fields[count++] = (struct sheet_field){
        SHEET_TEXT, "start", "When does it start?", "Like 10:30", NULL, 0, true};
    fields[count++] =
        (struct sheet_field){SHEET_TEXT, "end", "When does it end?", NULL, NULL, 0, true};
    fields[count++] = (struct sheet_field){
        SHEET_TICK, "must_choose", "Everybody has to choose a workshop here", NULL, NULL, 0, false};
    return (struct sheet){
        .title = block ? "Change the block" : "Add a block",
        .intro =
            arena_printf(ctx->arena, "%s, %s.%s", day->fields.title, event_when_words(ctx, day),
                         block && block->workshops
                             ? " Its workshops move with it, and whoever chose one is told."
                             : ""),
        .action = block ? arena_printf(ctx->arena, "/blocks/%lld/edit", (long long)block->id.v)
                        : arena_printf(ctx->arena, "%s/new", board_path(ctx, day)),
        .button = "Save",
        .back_href = board_path(ctx, day),
        .back_text = "Blocks and workshops",
        .fields = fields,
        .count = count,
        .version = block ? block->version : 0,
    };
}

static struct form values_of(struct ctx *ctx, const struct event *day, const struct block *block)
{
    struct form values = sheet_values(ctx->arena);
    struct instant starts = block ? block->fields.starts_at : day->fields.starts_at;
    sheet_put(&values, ctx->arena, "on",
              arena_printf(ctx->arena, "%lld", (long long)tz_day(starts).v));
    if (!block || block->fields.must_choose)
        sheet_put(&values, ctx->arena, "must_choose", "yes");
    if (!block)
        return values;
    sheet_put(&values, ctx->arena, "name", block->fields.name);
    sheet_put(&values, ctx->arena, "start", clock_text(ctx, block->fields.starts_at));
    sheet_put(&values, ctx->arena, "end", clock_text(ctx, block->fields.ends_at));
    return values;
}

static enum err read_fields(struct ctx *ctx, const struct form *typed, const struct event *day,
                            struct block_fields *ret)
{
    struct day first = tz_day(day->fields.starts_at), last = tz_day(day->fields.ends_at);
    int64_t chosen = form_int(typed, "on", first.v);
    struct day on =
        chosen >= first.v && chosen <= last.v ? day_add(first, (int)(chosen - first.v)) : first;
    *ret = (struct block_fields){
        .name = form_text(typed, "name", ctx->arena),
        .starts_at = read_time(ctx, typed, "start", on),
        .ends_at = read_time(ctx, typed, "end", on),
        .must_choose = str_eq_c(form_find(typed, "must_choose"), "yes"),
    };
    return refusal_check(&ctx->why);
}

enum err page_block_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    enum err err = event_find_editable(ctx, request->id, &day);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &day, NULL);
    const struct form values = values_of(ctx, &day, NULL);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_block_create(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event day;
    struct block_fields fields;
    struct block_id id;
    enum err err = event_find_editable(ctx, request->id, &day);
    if (err != OK)
        return err;
    err = read_fields(ctx, &request->form, &day, &fields);
    if (err == OK)
        err = block_create(ctx->store, ctx->now, day.id, &fields, &ctx->why, &id);
    if (err == OK)
        err = note(ctx, "block-save", &day);
    if (err == OK)
        return to_board(ctx, response, &day, "block");
    rename_times(&ctx->why);
    const struct sheet sheet = sheet_of(ctx, &day, NULL);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

enum err page_block_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct block block;
    enum err err = block_gate_block(ctx, request->id, &block, &day);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &day, &block);
    const struct form values = values_of(ctx, &day, &block);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_block_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct block block;
    struct block_fields fields;
    enum err err = block_gate_block(ctx, request->id, &block, &day);
    if (err != OK)
        return err;
    err = read_fields(ctx, &request->form, &day, &fields);
    if (err == OK)
        err = block_update(ctx->store, ctx->now, block.id, sheet_version(&request->form), &fields,
                           &ctx->why);
    if (err == OK)
        err = note(ctx, "block-save", &day);
    if (err == OK)
        return to_board(ctx, response, &day, "block");
    rename_times(&ctx->why);
    const struct sheet sheet = sheet_of(ctx, &day, &block);
    const struct form theirs = values_of(ctx, &day, &block);
    return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
}

/* ---- removing ---- */

static struct sheet remove_sheet(struct ctx *ctx, const struct event *day,
                                 const struct block *block)
{
    return (struct sheet){
        .title = arena_printf(ctx->arena, "Remove “%s”?", block->fields.name),
        .intro = "Nobody can choose in it any more.",
        .action = arena_printf(ctx->arena, "/blocks/%lld/remove", (long long)block->id.v),
        .button = "Remove the block",
        .grave = true,
        .keep = "Keep it",
        .back_href = board_path(ctx, day),
        .back_text = "Blocks and workshops",
    };
}

enum err page_block_remove_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event day;
    struct block block;
    enum err err = block_gate_block(ctx, request->id, &block, &day);
    if (err != OK)
        return err;
    const struct form none = {NULL, 0};
    const struct sheet sheet = remove_sheet(ctx, &day, &block);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_block_remove(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event day;
    struct block block;
    enum err err = block_gate_block(ctx, request->id, &block, &day);
    if (err != OK)
        return err;
    err = block_remove(ctx->store, ctx->now, block.id, &ctx->why);
    if (err == OK)
        err = note(ctx, "block-remove", &day);
    if (err == OK)
        return to_board(ctx, response, &day, "removed");
    const struct sheet sheet = remove_sheet(ctx, &day, &block);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

/* ---- when people choose ---- */

static struct sheet choosing_sheet(struct ctx *ctx, const struct event *day)
{
    static const struct sheet_field FIELDS[] = {
        {SHEET_MOMENT, "opens_at", "When does choosing open? (optional)",
         "If you leave it empty, as soon as the day is published.", NULL, 0, false},
        {SHEET_MOMENT, "closes_at", "When does choosing close? (optional)",
         "If you leave it empty, when the day starts.", NULL, 0, false},
        {SHEET_TICK, "by_workshop", "Credit hours for each workshop instead of for the day",
         "For days of which people attend only a part. Never both.", NULL, 0, false},
    };
    return (struct sheet){
        .title = "When people choose",
        .intro = "Until choosing closes everybody can change their mind as often as they like.",
        .action = arena_printf(ctx->arena, "/events/%lld/choosing", (long long)day->id.v),
        .button = "Save",
        .back_href = board_path(ctx, day),
        .back_text = "Blocks and workshops",
        .fields = FIELDS,
        .count = 3,
    };
}

static void put_moment(struct ctx *ctx, struct form *values, const char *name, struct instant at)
{
    if (!at.v)
        return;
    sheet_put_day(values, ctx->arena, name, tz_day(at));
    sheet_put(values, ctx->arena, arena_printf(ctx->arena, "%s_time", name), clock_text(ctx, at));
}

/* v 0 for nothing at all. */
static struct instant read_moment(struct ctx *ctx, const struct form *typed, const char *name)
{
    static const char *const PARTS[] = {"day", "month", "year", "time"};
    bool any = false;
    for (int i = 0; i < 4; i++)
        any = any ||
              str_trim(form_find(typed, arena_printf(ctx->arena, "%s_%s", name, PARTS[i]))).n > 0;
    if (!any)
        return (struct instant){0};
    struct local wall = {.day = sheet_day(ctx, typed, name)};
    struct instant at = {0};
    struct str time = str_trim(form_find(typed, arena_printf(ctx->arena, "%s_time", name)));
    if (day_is_none(wall.day))
        return at;
    if (time.n == 0 || words_parse_time(time, &wall.hour, &wall.minute) != OK)
        refuse_field(&ctx->why, name, "Enter the time too, like 08:00 or 4:30pm.");
    else if (tz_instant(wall, &at) != OK)
        refuse_field(&ctx->why, name, "The clocks change in that hour. Choose another time.");
    return at;
}

enum err page_choosing(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct choosing choosing;
    struct form values = sheet_values(ctx->arena);
    enum err err = event_find_editable(ctx, request->id, &day);
    if (err == OK)
        err = choosing_find(ctx->store, day.id, &choosing);
    if (err != OK)
        return err;
    put_moment(ctx, &values, "opens_at", choosing.opens_at);
    put_moment(ctx, &values, "closes_at", choosing.closes_at);
    if (choosing.counts != EVENT_COUNTS_NOTHING)
        sheet_put(&values, ctx->arena, "by_workshop", "yes");
    const struct sheet sheet = choosing_sheet(ctx, &day);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_choosing_save(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event day;
    enum err err = event_find_editable(ctx, request->id, &day);
    if (err != OK)
        return err;
    const struct choosing_fields fields = {
        .opens_at = read_moment(ctx, &request->form, "opens_at"),
        .closes_at = read_moment(ctx, &request->form, "closes_at"),
        .by_workshop = str_eq_c(form_find(&request->form, "by_workshop"), "yes")};
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = choosing_update(ctx->store, ctx->now, day.id, &fields, &ctx->why);
    if (err == OK)
        err = note(ctx, "choosing-save", &day);
    if (err == OK)
        return to_board(ctx, response, &day, "choosing");
    const struct sheet sheet = choosing_sheet(ctx, &day);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}
