/* DESIGN: what a coordinator wishes for the year, as a form; a wish changed or taken away. */
#include "calendar.h"
#include "date_plan_gate.h"
#include "date_plan_view.h"
#include "page.h"
#include "person_pick.h"
#include "tz.h"
#include "words.h"

enum { FIELDS_MAX = 14 };

static const struct choice KINDS[] = {
    {"spark", "SPARK event"}, {"twilight", "Twilight"}, {"inset", "INSET day"}};
static const struct choice WEEKDAYS[] = {
    {"1", "Monday"}, {"2", "Tuesday"}, {"3", "Wednesday"}, {"4", "Thursday"}, {"5", "Friday"}};

/* ---- what is usual ---- */

/* Of what is left empty: after school, or the whole of an INSET day. */
struct usual {
    int minutes, earliest_min, latest_min;
};

static struct usual usual_of(enum event_kind kind)
{
    const struct event_kind_usual *day = event_kind_usual(EVENT_INSET);
    return kind == EVENT_INSET
               ? (struct usual){day->length_min, day->start_min, day->start_min + day->length_min}
               : (struct usual){90, 16 * 60, 17 * 60 + 30};
}

/* "For example, 16:00. Left empty: 16:00, or 8:45 for an INSET day" */
static const char *usual_hint(struct arena *arena, const char *first, int usual, int inset)
{
    return arena_printf(arena, "%s. Left empty: %d:%02d, or %d:%02d for an INSET day", first,
                        usual / 60, usual % 60, inset / 60, inset % 60);
}

/* ---- the form ---- */

struct places {
    struct choice *schools, *hosts, *groups;
    int school_count, group_count;
};

static enum err find_places(struct ctx *ctx, struct places *ret)
{
    const struct org_group_filter filter = {.kind = "", .limit = 100};
    struct org_group_list groups;
    struct school *schools;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err == OK)
        err = org_group_list(ctx->store, &filter, tz_day(ctx->now), ctx->arena, &groups);
    if (err != OK)
        return err;
    *ret = (struct places){ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1),
                           ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1),
                           ARENA_ARRAY(ctx->arena, struct choice, (size_t)groups.count + 1), count,
                           groups.count};
    ret->hosts[0] = (struct choice){"", "Any that takes part, in turn"};
    ret->groups[0] = (struct choice){"", "All staff"};
    for (int i = 0; i < count; i++)
        ret->schools[i] = ret->hosts[i + 1] =
            sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    for (int i = 0; i < groups.count; i++) {
        const struct org_group *g = &groups.items[i];
        const char *name = g->fields.name;
        if (*g->school_name)
            name = arena_printf(ctx->arena, "%s, %s", name, g->school_name);
        ret->groups[i + 1] = sheet_choice(ctx->arena, g->id.v, name);
    }
    return OK;
}

static enum err wish_sheet(struct ctx *ctx, int year, const struct person_pick *leader,
                           struct sheet *ret)
{
    const struct usual usual = usual_of(EVENT_SPARK), inset = usual_of(EVENT_INSET);
    struct arena *arena = ctx->arena;
    struct places places;
    enum err err = find_places(ctx, &places);
    if (err != OK)
        return err;
    const struct sheet_field fields[] = {
        {SHEET_RADIOS, "kind", "What is it?", NULL, KINDS, (int)(sizeof KINDS / sizeof KINDS[0]),
         false},
        {SHEET_TEXT, "title", "Title", "As people will read it", NULL, 0, false},
        {SHEET_TEXT, "times", "How many of them?", "1 to 12", NULL, 0, true},
        {SHEET_TEXT, "minutes", "How long is each?",
         usual_hint(arena, "For example, 1:30 or 90 minutes", usual.minutes, inset.minutes), NULL,
         0, true},
        {SHEET_TEXT, "earliest", "It begins at",
         usual_hint(arena, "For example, 16:00", usual.earliest_min, inset.earliest_min), NULL, 0,
         true},
        {SHEET_TEXT, "latest", "or later, and ends by",
         usual_hint(arena, "Later than it needs gives more choice: half-hours are tried",
                    usual.latest_min, inset.latest_min),
         NULL, 0, true},
        {SHEET_TICKS, "weekdays", "On which weekdays?", NULL, WEEKDAYS, 5, false},
        {SHEET_DATE, "from", "Not before", NULL, NULL, 0, false},
        {SHEET_DATE, "to", "Not after", NULL, NULL, 0, false},
        {SHEET_TICKS, "schools", "Which schools take part?", "Tick none for every school",
         places.schools, places.school_count, false},
        {SHEET_SELECT, "group", "Who of their staff?", NULL, places.groups, places.group_count + 1,
         false},
        {SHEET_SELECT, "host", "Where?", NULL, places.hosts, places.school_count + 1, false},
        {SHEET_TEXT, "seats", "Seats needed in one room (optional)",
         "Rooms and their seats are in the register of rooms", NULL, 0, true},
        {SHEET_PERSON, "person", "Who leads it? (optional)",
         "Their name or work email. Nobody leads two events at one time", leader->choices,
         leader->count, false},
    };
    struct sheet_field *copy = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS_MAX);
    for (int i = 0; i < FIELDS_MAX; i++)
        copy[i] = fields[i];
    *ret = (struct sheet){
        .title = "What would you like to plan?",
        .intro = "This makes no event yet. It is what dates are looked for.",
        .action = arena_printf(ctx->arena, "/programme-year/dates/wish?year=%d", year),
        .button = "Add",
        .back_href = arena_printf(ctx->arena, "/programme-year/dates?year=%d", year),
        .back_text = "Plan the dates",
        .fields = copy,
        .count = FIELDS_MAX,
    };
    return OK;
}

/* The same of one that is noted already. */
static enum err change_sheet(struct ctx *ctx, int year, const struct date_wish *wish,
                             const struct person_pick *leader, struct sheet *ret)
{
    enum err err = wish_sheet(ctx, year, leader, ret);
    if (err != OK)
        return err;
    ret->title = arena_printf(ctx->arena, "Change “%s”", wish->fields.title);
    ret->intro = "Dates that it has stay until you ask for dates again. Events that were made of "
                 "it stay as they are.";
    ret->action =
        arena_printf(ctx->arena, "/programme-year/dates/%lld/wish", (long long)wish->id.v);
    ret->button = "Save";
    ret->version = wish->version;
    return OK;
}

/* The year that is planned, by whoever may. */
static enum err open_year(struct ctx *ctx, const struct request *request, int *ret_year)
{
    enum err err = date_plan_gate(ctx);
    if (err != OK)
        return err;
    err = date_plan_gate_year(
        ctx, form_int(&request->query, "year", calendar_year(tz_day(ctx->now))), ret_year);
    return err == ERR_INVALID ? ERR_NOT_FOUND : err;
}

/* Nothing is proposed before tomorrow. */
static struct day first_day(struct day today, int year)
{
    const struct day first = day_of(year, 9, 1), tomorrow = day_add(today, 1);
    return tomorrow.v > first.v && tomorrow.v <= day_of(year + 1, 7, 31).v ? tomorrow : first;
}

enum err page_date_wish_new(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    static const char *const DAYS[] = {"weekdays_2", "weekdays_3", "weekdays_4"};
    struct form values = sheet_values(ctx->arena);
    const struct person_pick nobody = {.count = 0};
    struct sheet sheet;
    int year;
    enum err err = open_year(ctx, request, &year);
    if (err == OK)
        err = wish_sheet(ctx, year, &nobody, &sheet);
    if (err != OK)
        return err;
    sheet_put(&values, ctx->arena, "times", "1");
    for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++)
        sheet_put(&values, ctx->arena, DAYS[i], "yes");
    sheet_put_day(&values, ctx->arena, "from", first_day(tz_day(ctx->now), year));
    sheet_put_day(&values, ctx->arena, "to", day_of(year + 1, 7, 31));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* ---- what was typed ---- */

static int clock_field(struct ctx *ctx, const struct form *typed, const char *name, int usual)
{
    int hour, minute;
    struct str text = str_of(form_text(typed, name, ctx->arena));
    if (text.n == 0)
        return usual;
    if (str_eq_c(text, "24:00"))
        return 1440;
    return words_parse_time(text, &hour, &minute) == OK ? hour * 60 + minute : -1;
}

static int small(const struct form *typed, const char *name, int otherwise)
{
    int64_t number = form_int(typed, name, otherwise);
    return number >= -1 && number < 1000000 ? (int)number : -1;
}

static void read_schools(struct ctx *ctx, const struct form *typed, struct date_wish_fields *f)
{
    struct school_id *chosen = ARENA_ARRAY(ctx->arena, struct school_id, SCHOOLS_MAX);
    for (int i = 0; i < typed->count && f->school_count < SCHOOLS_MAX; i++) {
        struct str name = typed->fields[i].name;
        int64_t id;
        if (str_starts(name, STR("schools_")) &&
            str_parse_int((struct str){name.p + 8, name.n - 8}, &id) == OK)
            chosen[f->school_count++] = (struct school_id){id};
    }
    f->schools = chosen;
}

static struct date_wish_fields read_fields(struct ctx *ctx, const struct form *typed)
{
    enum event_kind kind = EVENT_COURSE; /* nothing chosen is refused */
    if (event_kind_parse(form_find(typed, "kind"), &kind) != OK)
        kind = EVENT_COURSE;
    const struct usual usual = usual_of(kind);
    struct str minutes = str_of(form_text(typed, "minutes", ctx->arena));
    struct date_wish_fields f = {
        .kind = kind,
        .title = form_text(typed, "title", ctx->arena),
        .times = small(typed, "times", 0),
        .minutes = usual.minutes,
        .earliest_min = clock_field(ctx, typed, "earliest", usual.earliest_min),
        .latest_min = clock_field(ctx, typed, "latest", usual.latest_min),
        .host = {form_int(typed, "host", 0)},
        .seats = *form_text(typed, "seats", ctx->arena) ? small(typed, "seats", -1) : 0,
        .group = {form_int(typed, "group", 0)},
    };
    if (minutes.n && words_parse_duration(minutes, &f.minutes) != OK)
        f.minutes = 0;
    for (int d = 0; d < 5; d++)
        if (form_has(typed, arena_printf(ctx->arena, "weekdays_%d", d + 1)))
            f.weekdays |= 1u << d;
    read_schools(ctx, typed, &f);
    f.from = sheet_day(ctx, typed, "from");
    f.to = sheet_day(ctx, typed, "to");
    return f;
}

enum err page_date_wish_add(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct date_wish_id id;
    struct person_pick leader = {.count = 0};
    struct sheet sheet;
    int year;
    enum err err = open_year(ctx, request, &year);
    if (err != OK)
        return err;
    struct date_wish_fields fields = read_fields(ctx, &request->form);
    err = person_pick_read(ctx, &request->form, false, &leader);
    if (err != OK && err != ERR_INVALID)
        return err;
    fields.leader = leader.person;
    err = date_plan_gate_wish(ctx, year, &fields, &id);
    if (err != OK) {
        enum err shown = wish_sheet(ctx, year, &leader, &sheet);
        return shown == OK ? sheet_refused(ctx, &sheet, &request->form, NULL, err, response)
                           : shown;
    }
    return response_redirect(ctx, response, "/programme-year/dates?year=%d&done=wished", year);
}

/* ---- another wish ---- */

struct asked {
    int year;
    struct date_wish wish;
};

static enum err find_asked(struct ctx *ctx, int64_t id, struct asked *ret)
{
    struct date_plan plan;
    int year;
    enum err err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_find_year(ctx->store, (struct date_wish_id){id}, &year);
    if (err == OK)
        err = date_plan_load(ctx->store, year, ctx->arena, &plan);
    for (int i = 0; err == OK && i < plan.wish_count; i++)
        if (plan.wishes[i].id.v == id) {
            *ret = (struct asked){year, plan.wishes[i]};
            return OK;
        }
    return err == OK ? ERR_NOT_FOUND : err;
}

static void put_number(struct ctx *ctx, struct form *values, const char *name, int64_t number)
{
    sheet_put(values, ctx->arena, name,
              number ? arena_printf(ctx->arena, "%lld", (long long)number) : "");
}

/* There may be more of them than a form's values hold. */
static struct form with_schools(struct ctx *ctx, const struct form *values,
                                const struct date_wish_fields *f)
{
    size_t room = (size_t)values->count + (size_t)f->school_count + 1;
    struct form all = {ARENA_ARRAY(ctx->arena, struct form_field, room), 0};
    for (int i = 0; i < values->count; i++)
        all.fields[all.count++] = values->fields[i];
    for (int i = 0; i < f->school_count; i++)
        all.fields[all.count++] = (struct form_field){
            str_of(arena_printf(ctx->arena, "schools_%lld", (long long)f->schools[i].v)),
            STR("yes")};
    return all;
}

static struct form values_of(struct ctx *ctx, const struct date_wish *wish)
{
    const struct date_wish_fields *f = &wish->fields;
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "kind", event_kind_name(f->kind));
    sheet_put(&values, ctx->arena, "title", f->title);
    put_number(ctx, &values, "times", f->times);
    sheet_put(&values, ctx->arena, "minutes",
              arena_printf(ctx->arena, "%d:%02d", f->minutes / 60, f->minutes % 60));
    sheet_put(&values, ctx->arena, "earliest", date_plan_view_clock(ctx->arena, f->earliest_min));
    sheet_put(&values, ctx->arena, "latest", date_plan_view_clock(ctx->arena, f->latest_min));
    for (int d = 0; d < 5; d++)
        if (f->weekdays >> d & 1)
            sheet_put(&values, ctx->arena, arena_printf(ctx->arena, "weekdays_%d", d + 1), "yes");
    sheet_put_day(&values, ctx->arena, "from", f->from);
    sheet_put_day(&values, ctx->arena, "to", f->to);
    put_number(ctx, &values, "group", f->group.v);
    put_number(ctx, &values, "host", f->host.v);
    put_number(ctx, &values, "seats", f->seats);
    sheet_put(&values, ctx->arena, "person", wish->leader);
    put_number(ctx, &values, "person_id", f->leader.v);
    return with_schools(ctx, &values, f);
}

enum err page_date_wish_edit(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    const struct person_pick nobody = {.count = 0};
    struct asked asked;
    struct sheet sheet;
    enum err err = find_asked(ctx, request->id, &asked);
    if (err == OK)
        err = change_sheet(ctx, asked.year, &asked.wish, &nobody, &sheet);
    if (err != OK)
        return err;
    const struct form values = values_of(ctx, &asked.wish);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_date_wish_change(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct person_pick leader = {.count = 0};
    struct asked asked;
    struct sheet sheet;
    enum err err = find_asked(ctx, request->id, &asked);
    if (err != OK)
        return err;
    struct date_wish changed = {.id = asked.wish.id,
                                .fields = read_fields(ctx, &request->form),
                                .version = sheet_version(&request->form)};
    err = person_pick_read(ctx, &request->form, false, &leader);
    if (err != OK && err != ERR_INVALID)
        return err;
    changed.fields.leader = leader.person;
    err = date_plan_gate_change(ctx, &changed);
    if (err == OK)
        return response_redirect(ctx, response, "/programme-year/dates?year=%d&done=rewished",
                                 asked.year);
    const struct form theirs = values_of(ctx, &asked.wish);
    enum err shown = change_sheet(ctx, asked.year, &asked.wish, &leader, &sheet);
    return shown == OK ? sheet_refused(ctx, &sheet, &request->form, &theirs, err, response) : shown;
}

/* ---- no longer ---- */

enum err page_date_wish_remove(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    const struct date_wish_id id = {request->id};
    int year;
    enum err err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_find_year(ctx->store, id, &year);
    if (err == OK)
        err = date_plan_gate_remove(ctx, id);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/programme-year/dates?year=%d&done=removed", year);
}
