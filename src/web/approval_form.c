/* DESIGN: the form of a request: one page of plain questions, the policy's points as ticks. */
#include "approval_form.h"

#include <string.h>

#include "buf.h"
#include "check.h"
#include "money.h"
#include "words.h"

static const struct choice PAYERS[] = {
    {"school CPD budget", "The school’s CPD budget"},
    {"INSET budget", "The INSET budget"},
    {"trust", "The trust"},
    {"external grant", "A grant from outside"},
    {"self-funded", "I pay myself"},
};
static const struct choice UNITS[] = {{"periods", "Periods"}, {"hours", "Hours"}};
static const struct choice ANSWERS[] = {
    {"yes", "Yes"}, {"no", "No"}, {"not sure", "I am not sure"}};
static const struct choice LINKS[] = {
    {"need", "A need that was named for me or my team"},
    {"goal", "A goal of my plan"},
};

/* In the order of the form; the policy's criteria come last. */
static const struct sheet_field FUNDING[] = {
    {SHEET_TEXT, "title", "What is it?", "For example, the name of a course or a visit", NULL, 0,
     false},
    {SHEET_TEXT, "provider", "Who provides it? (optional)",
     "Leave it empty if it is somebody of the trust.", NULL, 0, false},
    {SHEET_DATE, "from", "First day", "For example, 12 November 2026", NULL, 0, false},
    {SHEET_DATE, "to", "Last day", "The same day again if it is only one", NULL, 0, false},
    {SHEET_AREA, "outcome", "What will come of it?",
     "For you, your colleagues or your pupils. Only those who decide, cover and pay read this.",
     NULL, 0, false},
    {SHEET_RADIOS, "in_trust", "Could this be done within the trust?",
     "By a colleague, here or at another of our schools", ANSWERS, COUNT_OF(ANSWERS), false},
    {SHEET_TEXT, "in_trust_note", "By whom, or why not? (optional)", NULL, NULL, 0, false},
    {SHEET_TEXT, "cost", "What does it cost, in pounds? (optional)", "For example, 120 or 49.50",
     NULL, 0, true},
    {SHEET_RADIOS, "payer", "Who is to pay?", NULL, PAYERS, COUNT_OF(PAYERS), false},
    {SHEET_TEXT, "cover_needed", "How much cover is needed? (optional)",
     "A whole number; leave it empty if you need none", NULL, 0, true},
    {SHEET_RADIOS, "cover_unit", "Counted in", NULL, UNITS, COUNT_OF(UNITS), false},
    {SHEET_TEXT, "travel", "How do you travel? (optional)", "For example, train to Leeds", NULL, 0,
     false},
    {SHEET_TEXT, "travel_cost", "What does the travel cost, in pounds? (optional)", NULL, NULL, 0,
     true},
    {SHEET_TEXT, "miles", "How many miles by car? (optional)", "There and back", NULL, 0, true},
    {SHEET_TICKS, "linked", "Does it serve one of these?",
     "Only the tick is kept. What your need or your goal says stays where it is.", LINKS,
     COUNT_OF(LINKS), false},
};
static const struct sheet_field PATTERN[] = {
    {SHEET_TEXT, "title", "Which change do you ask for?",
     "For example, Friday afternoons off until July", NULL, 0, false},
    {SHEET_DATE, "from", "First day", "For example, 12 November 2026", NULL, 0, false},
    {SHEET_DATE, "to", "Last day", "For example, 18 July 2027", NULL, 0, false},
    {SHEET_AREA, "outcome", "Which training is it for?", "Only you and those who decide read this.",
     NULL, 0, false},
};

static const struct sheet_field *copy_fields(struct arena *arena, const struct sheet_field *fields,
                                             int count, const struct sheet_field *last)
{
    struct sheet_field *all = ARENA_ARRAY(arena, struct sheet_field, (size_t)count + 1);
    memcpy(all, fields, (size_t)count * sizeof *fields);
    if (last)
        all[count] = *last;
    return all;
}

static enum err criteria_field(struct ctx *ctx, struct sheet_field *ret)
{
    struct policy_pack pack;
    enum err err = policy_pack_find_whole(ctx->store, 0, ctx->arena, &pack);
    if (err != OK)
        return err;
    const struct policy_list *list = approval_criteria(&pack);
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list->item_count + 1);
    int count = 0;
    for (int i = 0; i < list->item_count; i++)
        if (!list->items[i].retired)
            choices[count++] =
                (struct choice){list->items[i].key, words_begin(ctx->arena, list->items[i].text)};
    *ret = (struct sheet_field){
        SHEET_TICKS, "criteria", "Which of these points of our policy does it meet?",
        list->stem,  choices,    count,
        false};
    return OK;
}

enum err approval_form_sheet(struct ctx *ctx, const struct approval_form *form, struct sheet *ret)
{
    bool pattern = form->kind == APPROVAL_PATTERN;
    struct sheet_field criteria = {.choice_count = 0};
    enum err err = pattern ? OK : criteria_field(ctx, &criteria);
    if (err != OK)
        return err;
    bool last = criteria.choice_count > 0;
    *ret = (struct sheet){
        .title = pattern ? "Ask for another working pattern" : "Ask for approval",
        .intro = pattern ? "So that you can train or develop. It goes to the people named under "
                           "“How requests are decided”, and to nobody else."
                         : "For a course, a visit or anything else that takes money, cover or "
                           "travel. You always see who has your request, and why it was decided "
                           "so.",
        .action = form->action,
        .button = form->button,
        .back_href = form->back_href,
        .back_text = form->back_text,
        .version = form->version,
        .fields =
            pattern ? copy_fields(ctx->arena, PATTERN, COUNT_OF(PATTERN), NULL)
                    : copy_fields(ctx->arena, FUNDING, COUNT_OF(FUNDING), last ? &criteria : NULL),
        .count = (int)(pattern ? COUNT_OF(PATTERN) : COUNT_OF(FUNDING) + last),
    };
    return OK;
}

/* ---- what is there ---- */

static void put_number(struct ctx *ctx, struct form *values, const char *name, int number)
{
    sheet_put(values, ctx->arena, name, number ? arena_printf(ctx->arena, "%d", number) : "");
}

static void put_pounds(struct ctx *ctx, struct form *values, const char *name, int pence)
{
    const char *words = money_words(ctx->arena, pence);
    sheet_put(values, ctx->arena, name, pence ? words + strlen("£") : "");
}

static void put_ticks(struct ctx *ctx, struct form *values, const struct approval_fields *f)
{
    struct str rest = str_of(f->criteria), key;
    if (f->for_need)
        sheet_put(values, ctx->arena, "linked_need", "1");
    if (f->for_goal)
        sheet_put(values, ctx->arena, "linked_goal", "1");
    for (int i = 0; i < 30 && rest.n && str_split(&rest, ' ', &key); i++)
        sheet_put(values, ctx->arena, arena_printf(ctx->arena, "criteria_%.*s", (int)key.n, key.p),
                  "1");
}

struct form approval_form_values(struct ctx *ctx, const struct approval_fields *f)
{
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "title", f->title);
    sheet_put(&values, ctx->arena, "provider", f->provider);
    sheet_put_day(&values, ctx->arena, "from", f->from);
    sheet_put_day(&values, ctx->arena, "to", f->to);
    sheet_put(&values, ctx->arena, "outcome", f->outcome);
    if (f->in_trust >= 0)
        sheet_put(&values, ctx->arena, "in_trust", approval_answers[f->in_trust]);
    sheet_put(&values, ctx->arena, "in_trust_note", f->in_trust_note);
    put_pounds(ctx, &values, "cost", f->cost_pence);
    sheet_put(&values, ctx->arena, "payer", approval_payers[f->payer < 0 ? 0 : f->payer]);
    put_number(ctx, &values, "cover_needed", f->cover_amount);
    sheet_put(&values, ctx->arena, "cover_unit", f->cover_hours ? "hours" : "periods");
    sheet_put(&values, ctx->arena, "travel", f->travel);
    put_pounds(ctx, &values, "travel_cost", f->travel_pence);
    put_number(ctx, &values, "miles", f->miles);
    put_ticks(ctx, &values, f);
    return values;
}

/* ---- what was typed ---- */

static int read_pounds(struct ctx *ctx, const struct form *typed, const char *name)
{
    const char *text = form_text(typed, name, ctx->arena);
    int pence = 0;
    if (*text && money_parse(str_of(text), &pence) != OK)
        refuse_field(&ctx->why, name, "Enter an amount in pounds, like 120 or 49.50.");
    return pence;
}

static int read_number(struct ctx *ctx, const struct form *typed, const char *name)
{
    const char *text = form_text(typed, name, ctx->arena);
    int64_t number = 0;
    if (*text && (str_parse_int(str_of(text), &number) != OK || number < 0 || number > INT32_MAX)) {
        refuse_field(&ctx->why, name, "Enter a whole number, like 3.");
        return 0;
    }
    return (int)number;
}

/* The ticked keys, parted by blanks, in the order they were sent. */
static const char *read_criteria(struct ctx *ctx, const struct form *typed)
{
    const struct str before = STR("criteria_");
    struct buf keys;
    buf_init(&keys, 4096);
    for (int i = 0; i < typed->count; i++)
        if (str_starts(typed->fields[i].name, before)) {
            struct str key = str_from(typed->fields[i].name, before.n);
            buf_add_c(&keys, buf_str(&keys).n ? " " : "");
            buf_add(&keys, key.p, key.n);
        }
    const char *text = arena_str_c(ctx->arena, buf_str(&keys));
    buf_done(&keys);
    return text;
}

static void read_funding(struct ctx *ctx, const struct form *typed, struct approval_fields *f)
{
    f->cost_pence = read_pounds(ctx, typed, "cost");
    f->travel_pence = read_pounds(ctx, typed, "travel_cost");
    f->cover_amount = read_number(ctx, typed, "cover_needed");
    f->miles = read_number(ctx, typed, "miles");
    f->payer = approval_word(approval_payers, APPROVAL_PAYERS, form_find(typed, "payer"));
    f->in_trust = approval_word(approval_answers, APPROVAL_ANSWERS, form_find(typed, "in_trust"));
    f->cover_hours = str_eq_c(form_find(typed, "cover_unit"), "hours");
    f->for_need = form_has(typed, "linked_need");
    f->for_goal = form_has(typed, "linked_goal");
    f->criteria = read_criteria(ctx, typed);
}

enum err approval_form_read(struct ctx *ctx, const struct form *typed, enum approval_kind kind,
                            struct approval_fields *ret)
{
    struct approval_fields f = {
        .kind = kind,
        .title = form_text(typed, "title", ctx->arena),
        .provider = form_text(typed, "provider", ctx->arena),
        .from = sheet_day(ctx, typed, "from"),
        .to = sheet_day(ctx, typed, "to"),
        .travel = form_text(typed, "travel", ctx->arena),
        .outcome = sheet_lines(ctx->arena, typed, "outcome"),
        .in_trust = APPROVAL_ANSWERS - 1,
        .in_trust_note = form_text(typed, "in_trust_note", ctx->arena),
        .criteria = "",
    };
    if (kind == APPROVAL_FUNDING)
        read_funding(ctx, typed, &f);
    *ret = f;
    return approval_check(&f, &ctx->why);
}
