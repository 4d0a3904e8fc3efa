/* DESIGN: a day's blocks and workshops as the API shows them. */
#include "block_json.h"

#include "json_view.h"

json_t *block_json_workshop(const struct workshop *w)
{
    return json_pack("{s:I, s:I, s:o, s:s, s:s, s:s, s:s, s:o, s:s, s:s, s:o, s:o, s:i, s:i, s:i, "
                     "s:i, s:b, s:b}",
                     "id", (json_int_t)w->id.v, "block_id", (json_int_t)w->block.v, "same_as",
                     json_view_id(w->run_of.v == w->id.v ? 0 : w->run_of.v), "title", w->title,
                     "purpose", w->purpose, "place", w->place, "room", w->room, "room_id",
                     json_view_id(w->in.v), "leaders", w->leaders, "status",
                     event_status_name(w->status), "starts_at", json_view_instant(w->starts_at),
                     "ends_at", json_view_instant(w->ends_at), "capacity", w->capacity, "taken",
                     w->taken, "places_left", w->capacity - w->taken, "version", w->version, "mine",
                     w->my_booking && !w->my_lead, "lead", w->my_booking && w->my_lead);
}

json_t *block_json(const struct block *block, const struct workshop_list *workshops)
{
    json_t *items = json_array();
    for (int i = 0; i < workshops->count; i++)
        if (workshops->items[i].block.v == block->id.v)
            json_array_append_new(items, block_json_workshop(&workshops->items[i]));
    return json_pack("{s:I, s:I, s:s, s:o, s:o, s:b, s:i, s:o}", "id", (json_int_t)block->id.v,
                     "event_id", (json_int_t)block->day.v, "name", block->fields.name, "starts_at",
                     json_view_instant(block->fields.starts_at), "ends_at",
                     json_view_instant(block->fields.ends_at), "must_choose",
                     block->fields.must_choose, "version", block->version, "workshops", items);
}

json_t *block_json_choosing(const struct choosing *choosing)
{
    return json_pack("{s:o, s:o, s:b, s:o}", "opens_at", json_view_instant(choosing->opens_at),
                     "closes_at", json_view_instant(choosing->closes_at), "hours_by_workshop",
                     choosing->counts != EVENT_COUNTS_NOTHING, "reminded_at",
                     json_view_instant(choosing->reminded_at));
}

void block_json_hide_drafts(struct workshop_list *list)
{
    int kept = 0;
    for (int i = 0; i < list->count; i++)
        if (list->items[i].status != EVENT_DRAFT)
            list->items[kept++] = list->items[i];
    list->count = kept;
}
