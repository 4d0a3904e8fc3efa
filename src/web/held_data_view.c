/* DESIGN: everything held on one person, as JSON for them to take away. */
#include "held_data_view.h"

#include "json_view.h"

enum err held_data_view_gate(struct ctx *ctx)
{
    const struct object own = {.owner = ctx->actor.person};
    if (may(&ctx->actor, ACTION_DATA_TAKE, &own))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "You have no role in this trust at the moment. Ask the trust's data protection "
                  "officer for what is held on you.");
}

enum err held_data_view_find(struct ctx *ctx, struct held_data *ret)
{
    bool asked = false;
    enum err err = held_data_view_gate(ctx);
    if (err == OK)
        err = held_data_is_asked(ctx->store, ctx->actor.person, ctx->now, &asked);
    if (err == OK && !asked)
        return refuse(&ctx->why, ERR_CONFLICT, "ask-first",
                      "Ask for your data first; it can be opened for ten minutes then.");
    return err == OK ? held_data_read(ctx->store, ctx->actor.person, ctx->arena, ret) : err;
}

static json_t *rows_json(const struct held_section *section)
{
    json_t *rows = json_array();
    for (int r = 0; r < section->row_count; r++) {
        json_t *row = json_object();
        for (int c = 0; c < section->column_count; c++)
            json_object_set_new(row, section->columns[c], json_string(section->rows[r][c]));
        json_array_append_new(rows, row);
    }
    return rows;
}

json_t *held_data_view_json(struct ctx *ctx, const struct held_data *data)
{
    json_t *sections = json_array();
    for (int i = 0; i < data->count; i++) {
        const struct held_section *section = &data->sections[i];
        json_array_append_new(sections, json_pack("{s:s, s:s, s:o}", "key", section->key, "title",
                                                  section->title, "rows", rows_json(section)));
    }
    return json_pack("{s:I, s:o, s:o}", "person_id", (json_int_t)ctx->actor.person.v, "made_at",
                     json_view_instant(ctx->now), "sections", sections);
}
