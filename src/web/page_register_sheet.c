/* DESIGN: the register to take away: a sheet to sign, and a file. */
#include "list_file.h"
#include "page.h"
#include "register_words.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

enum { EMPTY_LINES = 5 }; /* for those who come without a booking */

enum err page_register_sheet(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct register_view scene;
    struct register_roll roll;
    enum err err =
        register_gate_view(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err == OK)
        err = register_roll(ctx->store, scene.event.id, scene.state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    json_t *view = register_page_view(ctx, &scene, "Register to sign"), *rows = json_array(),
           *empty = json_array();
    view_back(view, register_href(ctx, &scene, ""), "Register");
    for (int i = 0; i < roll.count; i++)
        json_array_append_new(rows, json_pack("{s:s, s:s}", "name", roll.items[i].name, "school",
                                              roll.items[i].school));
    for (int i = 0; i < EMPTY_LINES; i++)
        json_array_append_new(empty, json_pack("{s:i}", "line", roll.count + i + 1));
    view_list(view, "rows", rows);
    json_object_set_new(view, "empty", empty);
    return response_page(response, "events/register_sheet.html", view);
}

/* ---- as a file ---- */

static void add_row(struct ctx *ctx, const struct register_state *state,
                    const struct register_row *row, struct buf *out)
{
    const struct register_standing *s = &row->standing;
    const bool said = s->mark != REGISTER_NONE;
    csv_row(out,
            (const char *const[]){
                list_file_day(ctx, tz_day(state->starts_at)),
                words_time_range(ctx->arena, state->starts_at, state->ends_at), row->name,
                row->school, booking_part_name(row->part), row->walk_in ? "no" : "yes",
                said ? register_mark_name(s->mark) : "",
                arena_printf(ctx->arena, "%d", s->late_min),
                arena_printf(ctx->arena, "%d", s->early_min),
                arena_printf(ctx->arena, "%d", s->away_min), said ? register_how_name(s->how) : "",
                s->by_name, row->online ? "yes" : "no"},
            13);
}

enum err page_register_list(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    static const char *const names[] = {
        "Date",         "Time",          "Name",        "School",   "Part",        "Booked", "Mark",
        "Minutes late", "Minutes early", "Minutes out", "Taken by", "Who took it", "Online"};
    struct register_view scene;
    struct buf out;
    enum err err = register_gate_view(ctx, request->id, 0, &scene);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 13);
    for (int i = 0; err == OK && i < scene.states.count; i++) {
        struct register_roll roll = {.count = 0};
        const struct register_state *state = &scene.states.items[i];
        err = register_roll(ctx->store, scene.event.id, state->session, ctx->arena, &roll);
        for (int k = 0; err == OK && k < roll.count; k++)
            add_row(ctx, state, &roll.items[k], &out);
    }
    if (err != OK) {
        buf_done(&out);
        return err;
    }
    return list_file_answer(ctx, response, "register.csv", &out);
}
