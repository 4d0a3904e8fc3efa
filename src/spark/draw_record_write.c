/* DESIGN: a draw's record in its one form: fixed order of members, whole numbers, no spaces. */
#include "draw_record.h"

#include "buf.h"
#include "check.h"

static void add_number(struct buf *out, const char *before, int64_t number)
{
    buf_printf(out, "%s%lld", before, (long long)number);
}

static void add_bool(struct buf *out, const char *before, bool value)
{
    buf_printf(out, "%s%s", before, value ? "true" : "false");
}

/* "," between, nothing before the first */
static const char *comma(int at)
{
    return at ? "," : "";
}

static void add_rooms(struct buf *out, const struct draw_list *list, uint32_t rooms)
{
    int written = 0;
    for (int i = 0; i < list->room_count; i++) {
        if (rooms >> i & 1)
            add_number(out, comma(written++), list->rooms[i]);
    }
}

static void add_talk(struct buf *out, const struct draw_list *list, const struct draw_talk *talk)
{
    add_number(out, "{\"id\":", talk->id);
    add_number(out, ",\"duration_s\":", talk->duration_s);
    add_number(out, ",\"arrive_s\":", talk->arrive_s);
    add_number(out, ",\"leave_s\":", talk->leave_s);
    buf_add_c(out, ",\"rooms\":[");
    add_rooms(out, list, talk->rooms);
    buf_add_c(out, "],\"people\":[");
    for (int i = 0; i < talk->people_count; i++)
        add_number(out, comma(i), talk->people[i]);
    add_bool(out, "],\"first\":", talk->first);
    add_number(out, ",\"weight\":", talk->weight);
    if (talk->room != DRAW_NONE) {
        add_number(out, ",\"at\":{\"room\":", list->rooms[talk->room]);
        add_number(out, ",\"start_s\":", talk->start_s);
        buf_add_char(out, '}');
    }
    buf_add_char(out, '}');
}

static void add_pairs(struct buf *out, const char *before, const struct draw_list *list,
                      const struct draw_pair *pairs, int count)
{
    buf_add_c(out, before);
    for (int i = 0; i < count; i++) {
        buf_add_c(out, comma(i));
        add_number(out, "[", list->talks[pairs[i].first].id);
        add_number(out, ",", list->talks[pairs[i].second].id);
        buf_add_char(out, ']');
    }
    buf_add_char(out, ']');
}

static void add_list(struct buf *out, const struct draw_list *list)
{
    add_number(out, "{\"changeover_s\":", list->changeover_s);
    buf_add_c(out, ",\"rooms\":[");
    add_rooms(out, list, UINT32_MAX);
    buf_add_c(out, "],\"stretches\":[");
    for (int i = 0; i < list->stretch_count; i++) {
        buf_add_c(out, comma(i));
        add_number(out, "{\"room\":", list->rooms[list->stretches[i].room]);
        add_number(out, ",\"start_s\":", list->stretches[i].start_s);
        add_number(out, ",\"end_s\":", list->stretches[i].end_s);
        buf_add_char(out, '}');
    }
    buf_add_c(out, "],\"talks\":[");
    for (int i = 0; i < list->talk_count; i++) {
        buf_add_c(out, comma(i));
        add_talk(out, list, &list->talks[i]);
    }
    add_pairs(out, "],\"before\":[", list, list->before, list->before_count);
    add_pairs(out, ",\"not_after\":[", list, list->not_after, list->not_after_count);
    buf_add_char(out, '}');
}

static void add_place(struct buf *out, const struct draw_list *list, int room, int start_s)
{
    add_number(out, ",\"room\":", list->rooms[room]);
    add_number(out, ",\"start_s\":", start_s);
}

static void add_slot(struct buf *out, const struct draw_list *list, int room, int start_s)
{
    add_place(out, list, room, start_s);
    buf_add_char(out, '}');
}

/* Only the rooms that are late; nothing if none is. */
static void add_late(struct buf *out, const struct draw_list *list, const int *late_s)
{
    int written = 0;
    for (int i = 0; late_s && i < list->room_count; i++) {
        if (!late_s[i])
            continue;
        buf_add_c(out, written++ ? "," : ",\"late\":[");
        add_number(out, "{\"room\":", list->rooms[i]);
        add_number(out, ",\"s\":", late_s[i]);
        buf_add_char(out, '}');
    }
    if (written)
        buf_add_char(out, ']');
}

static void add_ids(struct buf *out, const char *before, const struct draw_list *list,
                    const int *talks, int count)
{
    buf_add_c(out, before);
    for (int i = 0; i < count; i++)
        add_number(out, comma(i), list->talks[talks[i]].id);
    buf_add_char(out, ']');
}

static void add_order(struct buf *out, const struct draw_record *record)
{
    add_number(out, ",\"tries\":", record->order.tries);
    add_bool(out, ",\"repaired\":", record->order.repaired);
    buf_add_c(out, ",\"order\":[");
    for (int i = 0; i < record->order.count; i++) {
        const struct draw_slot *slot = &record->order.slots[i];
        buf_add_c(out, comma(i));
        add_number(out, "{\"talk\":", record->list.talks[slot->talk].id);
        add_slot(out, &record->list, slot->room, slot->start_s);
    }
    buf_add_char(out, ']');
}

static void add_step(struct buf *out, const struct draw_list *list, const struct draw_step *step)
{
    buf_printf(out, "{\"%s\":%lld", draw_rules_kind_name(step->kind),
               (long long)list->talks[step->talk].id);
    if (step->kind == DRAW_DRAWN) {
        add_ids(out, ",\"among\":[", list, step->among, step->among_count);
        add_place(out, list, step->room, step->start_s);
        add_late(out, list, step->late_s);
    }
    if (step->kind == DRAW_NO_SHOW)
        add_bool(out, ",\"back\":", step->back);
    buf_add_char(out, '}');
}

static void add_steps(struct buf *out, const struct draw_record *record)
{
    buf_add_c(out, ",\"steps\":[");
    for (int i = 0; i < record->step_count; i++) {
        buf_add_c(out, comma(i));
        add_step(out, &record->list, &record->steps[i]);
    }
    add_ids(out, "],\"reserves\":[", &record->list, record->reserves, record->reserve_count);
    add_ids(out, ",\"undrawn\":[", &record->list, record->undrawn, record->undrawn_count);
}

static const char *finish(struct buf *out, struct arena *arena)
{
    CHECK(!out->full);
    const char *text = arena_str_c(arena, buf_str(out));
    buf_done(out);
    return text;
}

const char *draw_record_list(const struct draw_list *list, struct arena *arena)
{
    struct buf out;
    buf_init(&out, DRAW_RECORD_BYTES_MAX + 1); /* a file may lack its line end */
    add_list(&out, list);
    return finish(&out, arena);
}

const char *draw_record_format(const struct draw_record *record, struct arena *arena)
{
    struct buf out;
    buf_init(&out, DRAW_RECORD_BYTES_MAX + 1); /* a file may lack its line end */
    add_number(&out, "{\"sparkd_draw\":1,\"event\":", record->event);
    add_number(&out, ",\"round\":", record->round);
    buf_printf(&out, ",\"mode\":\"%s\",\"commitment\":\"%s\",\"secret\":\"%s\",\"seed\":\"%s\"",
               draw_record_mode_name(record->mode), record->commitment, record->secret,
               record->seed);
    buf_add_c(&out, ",\"list\":");
    add_list(&out, &record->list);
    if (record->mode == DRAW_WHOLE)
        add_order(&out, record);
    else
        add_steps(&out, record);
    buf_add_c(&out, "}\n");
    return finish(&out, arena);
}
