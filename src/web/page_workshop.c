/* DESIGN: a workshop of a day added and changed, on one form. */
#include "audit.h"
#include "block_gate.h"
#include "choice_view.h"
#include "event_people.h"
#include "page.h"
#include "person_pick.h"
#include "words.h"

enum { ROOMS_OFFERED = 500, FIELDS = 8 };

static const char *board_path(struct ctx *ctx, const struct event *day)
{
    return arena_printf(ctx->arena, "/events/%lld/blocks", (long long)day->id.v);
}

/* What the form is about; workshop.id v 0: a new one. */
struct workshop_page {
    struct event day, workshop;
    struct block_id block;
    struct person_pick leader; /* of a new one */
};

/* ---- choices ---- */

static enum err block_choices(struct ctx *ctx, const struct event *day, struct sheet_field *ret)
{
    struct block_list list;
    enum err err = block_list(ctx->store, day->id, ctx->arena, &list);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    for (int i = 0; i < list.count; i++) {
        const struct block_fields *f = &list.items[i].fields;
        choices[i] =
            sheet_choice(ctx->arena, list.items[i].id.v,
                         arena_printf(ctx->arena, "%s, %s", f->name,
                                      choice_view_times(ctx, day, f->starts_at, f->ends_at)));
    }
    *ret = (struct sheet_field){SHEET_SELECT, "block_id", "In which block?", NULL, choices,
                                list.count,   false};
    return OK;
}

static enum err room_choices(struct ctx *ctx, const struct event *day, struct sheet_field *ret)
{
    const struct room_filter all = {.limit = ROOMS_OFFERED};
    struct room_list list;
    int count = 0;
    enum err err = room_list(ctx->store, &all, ctx->arena, &list);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    choices[count++] = (struct choice){"", "None of these: I write it below"};
    for (int i = 0; i < list.count; i++) {
        const struct room *room = &list.items[i];
        bool near = room->fields.school.v == 0 || room->fields.school.v == day->fields.school.v;
        if (near)
            choices[count++] = sheet_choice(
                ctx->arena, room->id.v,
                arena_printf(ctx->arena, "%s (%d seats)", room->place, room->fields.seats));
    }
    *ret = (struct sheet_field){SHEET_SELECT,
                                "room_id",
                                "In which room?",
                                "Rooms that are taken then are refused.",
                                choices,
                                count,
                                false};
    return OK;
}

static enum err same_choices(struct ctx *ctx, const struct workshop_page *page,
                             struct sheet_field *ret)
{
    struct workshop_list list;
    int count = 0;
    enum err err =
        workshop_list(ctx->store, page->day.id, (struct person_id){0}, ctx->arena, &list);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    choices[count++] = (struct choice){"", "No, it runs once"};
    for (int i = 0; i < list.count; i++) {
        const struct workshop *w = &list.items[i];
        if (w->id.v != page->workshop.id.v && w->run_of.v == w->id.v)
            choices[count++] = sheet_choice(ctx->arena, w->id.v, w->title);
    }
    *ret = (struct sheet_field){SHEET_SELECT,
                                "same_as",
                                "Is it another one once more?",
                                "Then nobody can choose both.",
                                choices,
                                count,
                                false};
    return OK;
}

/* ---- the form ---- */

static enum err fill_fields(struct ctx *ctx, const struct workshop_page *page,
                            struct sheet_field *fields, int *ret_count)
{
    int count = 0;
    fields[count++] =
        (struct sheet_field){SHEET_TEXT, "title", "What is it called?", NULL, NULL, 0, false};
    fields[count++] = (struct sheet_field){
        SHEET_AREA, "purpose", "What is it about? (optional)", "Whoever chooses reads this.", NULL,
        0,          false};
    enum err err = block_choices(ctx, &page->day, &fields[count++]);
    if (err == OK)
        err = room_choices(ctx, &page->day, &fields[count++]);
    fields[count++] = (struct sheet_field){
        SHEET_TEXT, "room", "Or where else? (optional)", "Like “Library”", NULL, 0, false};
    fields[count++] = (struct sheet_field){
        SHEET_TEXT, "capacity", "How many people have room?", "No more than the room seats", NULL,
        0,          true};
    if (!page->workshop.id.v)
        fields[count++] = (struct sheet_field){
            SHEET_PERSON,
            "person",
            "Which colleague leads it? (optional)",
            "A name or a work mail address. They are told. Others can be named afterwards.",
            page->leader.choices,
            page->leader.count,
            false};
    if (err == OK)
        err = same_choices(ctx, page, &fields[count++]);
    *ret_count = count;
    return err;
}

static enum err sheet_of(struct ctx *ctx, const struct workshop_page *page, struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS);
    bool made = page->workshop.id.v;
    int count = 0;
    enum err err = fill_fields(ctx, page, fields, &count);
    if (err != OK)
        return err;
    *ret = (struct sheet){
        .title = made ? "Change the workshop" : "Add a workshop",
        .intro = made ? "Whoever chose it is told if its title or room changes." : NULL,
        .action =
            made ? arena_printf(ctx->arena, "/workshops/%lld/edit", (long long)page->workshop.id.v)
                 : arena_printf(ctx->arena, "/blocks/%lld/workshops", (long long)page->block.v),
        .button = "Save",
        .back_href = board_path(ctx, &page->day),
        .back_text = "Blocks and workshops",
        .fields = fields,
        .count = count,
        .version = made ? page->workshop.version : 0,
    };
    return OK;
}

static void put_id(struct ctx *ctx, struct form *values, const char *name, int64_t id)
{
    sheet_put(values, ctx->arena, name, id ? arena_printf(ctx->arena, "%lld", (long long)id) : "");
}

static enum err values_of(struct ctx *ctx, const struct workshop_page *page, struct form *ret)
{
    const struct event_fields *f = &page->workshop.fields;
    struct workshop_list list;
    *ret = sheet_values(ctx->arena);
    put_id(ctx, ret, "block_id", page->block.v);
    if (!page->workshop.id.v)
        return OK;
    enum err err =
        workshop_list(ctx->store, page->day.id, (struct person_id){0}, ctx->arena, &list);
    const struct workshop *w = err == OK ? workshop_in(&list, page->workshop.id) : NULL;
    sheet_put(ret, ctx->arena, "title", f->title);
    sheet_put(ret, ctx->arena, "purpose", f->purpose);
    sheet_put(ret, ctx->arena, "room", f->in.v ? "" : f->room);
    put_id(ctx, ret, "room_id", f->in.v);
    put_id(ctx, ret, "capacity", f->capacity);
    put_id(ctx, ret, "same_as", w && w->run_of.v != w->id.v ? w->run_of.v : 0);
    return err;
}

static enum err show(struct ctx *ctx, const struct workshop_page *page, struct response *response)
{
    struct sheet sheet;
    struct form values;
    enum err err = sheet_of(ctx, page, &sheet);
    if (err == OK)
        err = values_of(ctx, page, &values);
    return err == OK ? response_page(response, "form.html", sheet_view(ctx, &sheet, &values)) : err;
}

/* ---- reading and saving ---- */

static struct workshop_fields read_fields(struct ctx *ctx, const struct form *typed)
{
    int64_t capacity = 0;
    struct str text = str_trim(form_find(typed, "capacity"));
    if (text.n && (str_parse_int(text, &capacity) != OK || capacity < 0 || capacity > 10000))
        refuse_field(&ctx->why, "capacity", "Enter a number of people from 1 to 10,000.");
    return (struct workshop_fields){
        .block = {form_int(typed, "block_id", 0)},
        .title = form_text(typed, "title", ctx->arena),
        .purpose = sheet_lines(ctx->arena, typed, "purpose"),
        .room = form_text(typed, "room", ctx->arena),
        .in = {form_int(typed, "room_id", 0)},
        .capacity = (int)capacity,
        .same_as = {form_int(typed, "same_as", 0)},
    };
}

/* What the domain says of a room stands beside the choice of one. */
static enum err refused(struct ctx *ctx, const struct workshop_page *page, const struct form *typed,
                        enum err why, struct response *response)
{
    struct sheet sheet;
    struct form theirs;
    enum err err = sheet_of(ctx, page, &sheet);
    if (err == OK)
        err = values_of(ctx, page, &theirs);
    return err == OK ? sheet_refused(ctx, &sheet, typed, &theirs, why, response) : err;
}

static enum err name_leader(struct ctx *ctx, const struct workshop_page *page, struct event_id id)
{
    const struct event_leading leading = {
        .event = id, .person = page->leader.person, .part = PART_LEADER, .by = ctx->actor.person};
    return leading.person.v ? event_leader_put(ctx->store, ctx->now, &leading, &ctx->why) : OK;
}

static enum err note(struct ctx *ctx, const struct event *day)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, "workshop-save", day->id.v, "");
}

static enum err find_new(struct ctx *ctx, int64_t block, struct workshop_page *page)
{
    struct block found;
    enum err err = block_gate_block(ctx, block, &found, &page->day);
    if (err == OK)
        page->block = found.id;
    return err;
}

enum err page_workshop_new(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct workshop_page page = {.block = {0}};
    enum err err = find_new(ctx, request->id, &page);
    return err == OK ? show(ctx, &page, response) : err;
}

enum err page_workshop_create(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct workshop_page page = {.block = {0}};
    struct event_id id;
    enum err err = find_new(ctx, request->id, &page);
    if (err != OK)
        return err;
    const struct workshop_fields fields = read_fields(ctx, &request->form);
    err = person_pick_read(ctx, &request->form, false, &page.leader);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        err = workshop_create(ctx->store, ctx->now, ctx->actor.person, page.day.id, &fields,
                              &ctx->why, &id);
    if (err == OK)
        err = name_leader(ctx, &page, id);
    if (err == OK)
        err = note(ctx, &page.day);
    return err == OK
               ? response_redirect(ctx, response, "%s?done=workshop", board_path(ctx, &page.day))
               : refused(ctx, &page, &request->form, err, response);
}

static enum err find_made(struct ctx *ctx, int64_t id, struct workshop_page *page)
{
    enum err err = block_gate_workshop(ctx, id, &page->workshop, &page->day);
    return err == OK ? workshop_find_block(ctx->store, page->workshop.id, &page->block) : err;
}

enum err page_workshop_edit(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct workshop_page page = {.block = {0}};
    enum err err = find_made(ctx, request->id, &page);
    return err == OK ? show(ctx, &page, response) : err;
}

enum err page_workshop_save(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct workshop_page page = {.block = {0}};
    enum err err = find_made(ctx, request->id, &page);
    if (err != OK)
        return err;
    const struct workshop_fields fields = read_fields(ctx, &request->form);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = workshop_update(ctx->store, ctx->now, page.workshop.id, sheet_version(&request->form),
                              &fields, &ctx->why);
    if (err == OK)
        err = note(ctx, &page.day);
    return err == OK
               ? response_redirect(ctx, response, "%s?done=workshop", board_path(ctx, &page.day))
               : refused(ctx, &page, &request->form, err, response);
}
