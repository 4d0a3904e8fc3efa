/* DESIGN: a programme as rows, in one list or rooms beside one another. */
#include "programme_sheet.h"

#include <string.h>

#include "check.h"
#include "words.h"

enum { FIXED_MIN_S = 60 };

const char *programme_sheet_room_name(const char *name, const struct event *event)
{
    const char *main_room = event->fields.room;
    return *name ? name : main_room && *main_room ? main_room : "The room";
}

const char *programme_sheet_room(const struct spark_evening *evening, int room)
{
    return programme_sheet_room_name(evening->programme.rooms[room].name, &evening->event);
}

/* ---- one list ---- */

/* The talks and what lies between them are put in order of time. */
struct row {
    struct instant at;
    json_t *view;
};

struct sheet {
    struct arena *arena;
    struct row *rows;
    int count;
    bool given; /* when there was a break is not known */
};

static struct sheet new_sheet(struct arena *arena, const struct spark_evening *evening)
{
    int room = evening->programme.count + PACK_BLOCKS_MAX + 2 * KEYNOTES_MAX + 1;
    return (struct sheet){arena, ARENA_ARRAY(arena, struct row, (size_t)room), 0, evening->given};
}

static void add_row(struct sheet *sheet, struct instant at, json_t *view)
{
    struct row *row = &sheet->rows[sheet->count++];
    while (row > sheet->rows && row[-1].at.v > at.v) {
        row[0] = row[-1];
        row--;
    }
    *row = (struct row){at, view};
}

/* A break says when it ends: the next row is a talk, of which nobody knows that it begins at once.
 */
static const char *fixed_title(struct sheet *sheet, const char *title, struct instant to)
{
    return strcmp(title, "Break") == 0
               ? arena_printf(sheet->arena, "%s until %s", title, words_time(sheet->arena, to))
               : title;
}

static void add_fixed(struct sheet *sheet, const char *title, struct instant from,
                      struct instant to)
{
    if (sheet->given || to.v - from.v < FIXED_MIN_S)
        return;
    add_row(sheet, from,
            json_pack("{s:s, s:s, s:s, s:s, s:b}", "time", words_time(sheet->arena, from), "title",
                      fixed_title(sheet, title, to), "presenters", "", "minutes",
                      arena_printf(sheet->arena, "%lld", (long long)(to.v - from.v) / 60), "fixed",
                      1));
}

static void add_keynote(struct sheet *sheet, const struct spark_evening *evening,
                        const struct keynote *keynote)
{
    bool rooms = evening->programme.room_count > 1;
    add_row(sheet, keynote->starts_at,
            json_pack("{s:s, s:s, s:s, s:s, s:b, s:b}", "time",
                      words_time(sheet->arena, keynote->starts_at), "title",
                      arena_printf(sheet->arena, "Keynote: %s", keynote->title), "presenters",
                      arena_printf(sheet->arena, "%s%s%s", keynote->guest, rooms ? ", in " : "",
                                   rooms ? programme_sheet_room(evening, keynote->room - 1) : ""),
                      "minutes", arena_printf(sheet->arena, "%d", keynote->minutes), "fixed", 1,
                      "keynote", 1));
}

/* What lies between blocks: keynotes, and around them what that time is else. A changeover behind
 * one is no break. */
static void add_gap(struct sheet *sheet, const struct spark_evening *evening, const char *title,
                    struct instant from, struct instant to)
{
    const struct keynotes *keynotes = &evening->settings.keynotes;
    int64_t rest_s = 0;
    for (int i = 0; i < keynotes->count; i++) {
        const struct keynote *keynote = &keynotes->items[i];
        if (keynote->starts_at.v < from.v || keynote->starts_at.v >= to.v)
            continue;
        add_fixed(sheet, title, from, keynote->starts_at);
        add_keynote(sheet, evening, keynote);
        from = keynote_ends_at(keynote);
        rest_s = evening->settings.pack.changeover_s;
    }
    if (to.v - from.v > rest_s)
        add_fixed(sheet, title, from, to);
}

/* Welcome, breaks and close: what the blocks leave of the event (SP-02). */
static void add_fixed_rows(struct sheet *sheet, const struct spark_evening *evening)
{
    const struct pack *pack = &evening->settings.pack;
    struct instant at = evening->event.fields.starts_at;
    for (int i = 0; i < pack->block_count; i++) {
        add_gap(sheet, evening, i == 0 ? "Welcome" : "Break", at,
                (struct instant){pack->blocks[i].start_s});
        at.v = pack->blocks[i].end_s;
    }
    add_gap(sheet, evening, "Close", at, evening->event.fields.ends_at);
}

static json_t *list_of(struct sheet *sheet)
{
    json_t *list = json_array();
    for (int i = 0; i < sheet->count; i++)
        json_array_append_new(list, sheet->rows[i].view);
    return list;
}

static json_t *talk_view(struct arena *arena, const struct spark_evening *evening,
                         const struct programme_item *item)
{
    const struct talk *talk = &item->talk;
    const char *category = policy_pack_category(&evening->policy, talk->category);
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "talk_id", (json_int_t)talk->id.v, "time",
                     words_time(arena, item->starts_at), "title", talk->title, "presenters",
                     spark_presenters(arena, talk), "minutes",
                     arena_printf(arena, "%d", talk->minutes), "category",
                     category ? category : talk->category);
}

json_t *programme_sheet_rows(struct arena *arena, const struct spark_evening *evening, int room)
{
    const struct programme *programme = &evening->programme;
    struct sheet sheet = new_sheet(arena, evening);
    for (int i = 0; i < programme->count; i++) {
        const struct programme_item *item = &programme->items[i];
        if (room != SHEET_ALL_ROOMS && item->room != room)
            continue;
        json_t *view = talk_view(arena, evening, item);
        if (room == SHEET_ALL_ROOMS && programme->room_count > 1)
            json_object_set_new(view, "room",
                                json_string(programme_sheet_room(evening, item->room)));
        add_row(&sheet, item->starts_at, view);
    }
    add_fixed_rows(&sheet, evening);
    return list_of(&sheet);
}

/* ---- rooms beside one another ---- */

static json_t *cells_view(const struct programme *programme, int first, int last,
                          struct arena *arena, const struct spark_evening *evening)
{
    json_t *cells = json_array();
    for (int r = 0; r < programme->room_count; r++) {
        json_t *cell = json_pack("{s:i}", "n", r + 1);
        for (int i = first; i < last; i++)
            if (programme->items[i].room == r)
                json_object_set_new(cell, "talk", talk_view(arena, evening, &programme->items[i]));
        json_array_append_new(cells, cell);
    }
    return cells;
}

/* Items by start: the first that does not begin in the minute of items[i]. */
static int minute_end(const struct programme *programme, int i)
{
    int64_t minute = programme->items[i].starts_at.v / 60;
    while (i < programme->count && programme->items[i].starts_at.v / 60 == minute)
        i++;
    return i;
}

json_t *programme_sheet_grid(struct arena *arena, const struct spark_evening *evening)
{
    const struct programme *programme = &evening->programme;
    struct sheet sheet = new_sheet(arena, evening);
    json_t *rooms = json_array();
    for (int r = 0; r < programme->room_count; r++)
        json_array_append_new(
            rooms, json_pack("{s:i, s:s}", "n", r + 1, "name", programme_sheet_room(evening, r)));
    for (int i = 0, end; i < programme->count; i = end) {
        end = minute_end(programme, i);
        add_row(&sheet, programme->items[i].starts_at,
                json_pack("{s:s, s:o}", "time", words_time(arena, programme->items[i].starts_at),
                          "cells", cells_view(programme, i, end, arena, evening)));
    }
    add_fixed_rows(&sheet, evening);
    return json_pack("{s:o, s:i, s:o}", "rooms", rooms, "count", programme->room_count, "rows",
                     list_of(&sheet));
}
