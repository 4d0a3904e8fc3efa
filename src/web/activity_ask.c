/* DESIGN: the form of an activity: a short one, the rest folded away. */
#include "activity_ask.h"

#include <string.h>

#include "activity_view.h"
#include "check.h"
#include "words.h"

/* ---- what was typed ---- */

static struct day read_day(struct ctx *ctx, const struct form *typed, const char *name)
{
    static const char *const parts[] = {"day", "month", "year"};
    bool has = false;
    for (int i = 0; i < 3; i++)
        has =
            has || *form_text(typed, arena_printf(ctx->arena, "%s_%s", name, parts[i]), ctx->arena);
    return has ? sheet_day(ctx, typed, name) : DAY_NONE;
}

static int read_minutes(struct ctx *ctx, const struct form *typed)
{
    struct str text = str_of(form_text(typed, "minutes", ctx->arena));
    int minutes = 0;
    if (text.n && words_parse_duration(text, &minutes) != OK)
        refuse_field(&ctx->why, "minutes",
                     "Enter how long it took in hours, like 2 or 1.5 or 1:30.");
    return minutes;
}

static int read_standard(struct ctx *ctx, const struct form *typed)
{
    int standard = 0;
    for (int i = 0; i < PD_STANDARD_PARTS; i++)
        if (form_has(typed, arena_printf(ctx->arena, "standard_%d", i + 1)))
            standard |= 1 << i;
    return standard;
}

static struct activity_award read_award(struct ctx *ctx, const struct form *typed)
{
    struct activity_award award = {
        .body = form_text(typed, "award_body", ctx->arena),
        .level = form_text(typed, "award_level", ctx->arena),
        .on = read_day(ctx, typed, "award_on"),
    };
    struct str credits = str_of(form_text(typed, "award_credits", ctx->arena));
    int64_t number = 0;
    if (credits.n && (str_parse_int(credits, &number) != OK || number > ACTIVITY_CREDITS_MAX))
        number = -1; /* refused with its range */
    award.credits = (int)number;
    if (award_status_parse(str_of(form_text(typed, "award_status", ctx->arena)), &award.status) !=
        OK)
        refuse_field(&ctx->why, "award_status", "Choose how it stands.");
    return award;
}

struct activity_fields activity_ask_read(struct ctx *ctx, const struct form *typed)
{
    struct activity_fields fields = {
        .type = form_text(typed, "type", ctx->arena),
        .title = form_text(typed, "title", ctx->arena),
        .provider = form_text(typed, "provider", ctx->arena),
        .from = read_day(ctx, typed, "from"),
        .to = read_day(ctx, typed, "to"),
        .minutes = read_minutes(ctx, typed),
        .level = form_text(typed, "level", ctx->arena),
        .theme = form_text(typed, "theme", ctx->arena),
        .standard = read_standard(ctx, typed),
        .award = read_award(ctx, typed),
    };
    struct str part = str_of(form_text(typed, "part", ctx->arena));
    if (part.n && activity_part_parse(part, &fields.part) != OK)
        refuse_field(&ctx->why, "part", "Choose what you were there as.");
    return fields;
}

/* ---- what stands ---- */

struct form activity_ask_values(struct ctx *ctx, const struct activity_fields *f,
                                const char *learned)
{
    struct arena *arena = ctx->arena;
    struct form values = sheet_values(arena);
    sheet_put(&values, arena, "type", f->type);
    sheet_put(&values, arena, "title", f->title);
    sheet_put_day(&values, arena, "from", f->from);
    if (f->to.v != f->from.v)
        sheet_put_day(&values, arena, "to", f->to);
    sheet_put(&values, arena, "minutes", words_duration_typed(arena, f->minutes));
    sheet_put(&values, arena, "provider", f->provider);
    sheet_put(&values, arena, "part", activity_part_name(f->part));
    sheet_put(&values, arena, "level", f->level);
    sheet_put(&values, arena, "theme", f->theme);
    for (int i = 0; i < PD_STANDARD_PARTS; i++)
        if (f->standard & (1 << i))
            sheet_put(&values, arena, arena_printf(arena, "standard_%d", i + 1), "yes");
    sheet_put(&values, arena, "learned", learned);
    sheet_put(&values, arena, "award_body", f->award.body);
    sheet_put(&values, arena, "award_level", f->award.level);
    if (f->award.credits)
        sheet_put(&values, arena, "award_credits", arena_printf(arena, "%d", f->award.credits));
    sheet_put(&values, arena, "award_status", award_status_name(f->award.status));
    sheet_put_day(&values, arena, "award_on", f->award.on);
    return values;
}

/* ---- what it asks ---- */

static const struct choice PARTS[] = {{"attendee", "Somebody who took part"},
                                      {"leader", "Its leader"},
                                      {"co-leader", "One of its leaders"},
                                      {"assistant", "An assistant"}};
static const struct choice STATUSES[] = {{"", "No award"},
                                         {"studying", "Studying for it"},
                                         {"completed", "Completed"},
                                         {"stopped", "Stopped without it"}};

static const struct sheet_field FIELDS[] = {
    {SHEET_SELECT, "type", "What kind of activity was it?", NULL, NULL, 0, false},
    {SHEET_TEXT, "title", "What was it called?", "For example, Questioning in mathematics", NULL, 0,
     false},
    {SHEET_DATE, "from", "When was it?", "The first day, for example 12 November 2026", NULL, 0,
     false},
    {SHEET_DATE, "to", "Until when? (optional)", "Only if it took more than one day", NULL, 0,
     false},
    {SHEET_TEXT, "minutes", "How long did it take?", "In hours, like 2 or 1.5 or 1:30", NULL, 0,
     true},
    {SHEET_TEXT, "provider", "Who provided it?", "For example, the Maths Hub", NULL, 0, false},
    {SHEET_RADIOS, "part", "You were there as", NULL, PARTS, COUNT_OF(PARTS), false},
    {SHEET_SELECT, "level", "For whom was it?", NULL, NULL, 0, false},
    {SHEET_SELECT, "theme", "Theme", NULL, NULL, 0, false},
    {SHEET_TICKS, "standard", "What was good about it?", "Choose all that fit.", NULL, 0, false},
    {SHEET_AREA, "learned", "What do you take from it?",
     "For yourself: nobody else sees this, whoever verifies the activity neither.", NULL, 0, false},
    {SHEET_TEXT, "award_body", "Who awards it?", "For example, a university", NULL, 0, false},
    {SHEET_TEXT, "award_level", "At which level?", "For example, NPQ, Masters, level 3", NULL, 0,
     false},
    {SHEET_TEXT, "award_credits", "Credits", NULL, NULL, 0, true},
    {SHEET_SELECT, "award_status", "How does it stand?", NULL, STATUSES, COUNT_OF(STATUSES), false},
    {SHEET_DATE, "award_on", "When did you complete it?", "For example, 1 July 2026", NULL, 0,
     false},
};

/* A policy's words may be a paragraph; a list to choose from has room for a line. */
static const char *short_words(struct arena *arena, const char *text)
{
    enum { CHARS = 70 };
    struct str s = str_of(words_begin(arena, text));
    if (str_utf8_count(s) <= CHARS)
        return s.p;
    return arena_printf(arena, "%.*s…", (int)str_utf8_prefix(s, CHARS - 1), s.p);
}

static void offer_types(struct arena *arena, const struct policy_pack *pack, const char *kept,
                        struct sheet_field *field)
{
    const struct activity_type_list types = activity_type_list(pack, arena);
    struct choice *choices = ARENA_ARRAY(arena, struct choice, (size_t)types.count + 2);
    bool has_kept = !*kept;
    int count = 0;
    choices[count++] = (struct choice){"", "Choose"};
    for (int i = 0; i < types.count; i++) {
        if (!activity_type_is_recorded(&types.items[i]))
            continue;
        has_kept = has_kept || strcmp(types.items[i].key, kept) == 0;
        choices[count++] =
            (struct choice){types.items[i].key, short_words(arena, types.items[i].text)};
    }
    if (!has_kept)
        choices[0] = (struct choice){kept, "The kind it is of now"};
    field->choices = choices;
    field->choice_count = count;
}

static void offer_items(struct arena *arena, const struct policy_pack *pack, const char *list,
                        const char *kept, struct sheet_field *field)
{
    const struct policy_list *found = policy_list_find(pack, list);
    size_t room = found ? (size_t)found->item_count : 0;
    struct choice *choices = ARENA_ARRAY(arena, struct choice, room + 1);
    int count = 0;
    choices[count++] = (struct choice){"", "Not said"};
    for (size_t i = 0; i < room; i++)
        if (!found->items[i].retired || strcmp(found->items[i].key, kept) == 0)
            choices[count++] =
                (struct choice){found->items[i].key, short_words(arena, found->items[i].text)};
    field->choices = choices;
    field->choice_count = count;
}

static void offer_standard(struct arena *arena, struct sheet_field *field)
{
    struct choice *choices = ARENA_ARRAY(arena, struct choice, PD_STANDARD_PARTS);
    for (int i = 0; i < PD_STANDARD_PARTS; i++)
        choices[i] = (struct choice){arena_printf(arena, "%d", i + 1), pd_standard_words[i]};
    field->choices = choices;
    field->choice_count = PD_STANDARD_PARTS;
}

struct sheet activity_ask_sheet(struct ctx *ctx, const struct policy_pack *pack,
                                const struct activity_fields *before)
{
    enum { TYPE = 0, LEVEL = 7, THEME = 8, STANDARD = 9 };
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, COUNT_OF(FIELDS));
    memcpy(fields, FIELDS, sizeof FIELDS);
    offer_types(ctx->arena, pack, before ? before->type : "", &fields[TYPE]);
    offer_items(ctx->arena, pack, "levels", before ? before->level : "", &fields[LEVEL]);
    offer_items(ctx->arena, pack, "themes", before ? before->theme : "", &fields[THEME]);
    offer_standard(ctx->arena, &fields[STANDARD]);
    return (struct sheet){.fields = fields, .count = COUNT_OF(FIELDS)};
}

/* ---- how it looks ---- */

static bool is_filled(const struct form *values, const char *prefix)
{
    for (int i = 0; i < values->count; i++)
        if (str_starts(values->fields[i].name, str_of(prefix)) &&
            str_trim(values->fields[i].value).n)
            return true;
    return false;
}

static bool is_open(struct ctx *ctx, const struct sheet *sheet, const struct form *values, int from,
                    int to)
{
    for (int i = from; i < to; i++) {
        const char *name = sheet->fields[i].name;
        bool usual = strcmp(name, "part") == 0 &&
                     strcmp(form_text(values, "part", ctx->arena), "attendee") == 0;
        if (view_field_error(&ctx->why, name) || (!usual && is_filled(values, name)))
            return true;
    }
    return false;
}

static json_t *taken(json_t *fields, size_t from, size_t to)
{
    json_t *some = json_array();
    for (size_t i = from; i < to; i++)
        json_array_append(some, json_array_get(fields, i));
    return some;
}

json_t *activity_ask_view(struct ctx *ctx, const struct sheet *sheet, const struct form *values)
{
    json_t *view = sheet_view(ctx, sheet, values);
    json_t *all = json_incref(json_object_get(view, "fields"));
    size_t count = (size_t)sheet->count;
    json_object_set_new(view, "fields", taken(all, 0, ACTIVITY_ASK_SHORT));
    json_object_set_new(
        view, "more",
        json_pack("{s:o, s:b}", "fields", taken(all, ACTIVITY_ASK_SHORT, ACTIVITY_ASK_MORE), "open",
                  is_open(ctx, sheet, values, ACTIVITY_ASK_SHORT, ACTIVITY_ASK_MORE)));
    json_object_set_new(view, "award",
                        json_pack("{s:o, s:b}", "fields", taken(all, ACTIVITY_ASK_MORE, count),
                                  "open",
                                  is_open(ctx, sheet, values, ACTIVITY_ASK_MORE, sheet->count)));
    json_decref(all);
    return view;
}
