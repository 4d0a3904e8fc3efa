/* DESIGN: an evening's slides as one numbered set, derived from the programme each time. */
#include "slides_set.h"

enum { CALLED_MAX = 100 };

enum { TAKEN, TAKE, CALLED };
static const char *const SQL[] = {
    [TAKEN] =
        "SELECT order_mark, taken_at FROM slides_taken WHERE event_id = $1 AND person_id = $2",
    [TAKE] = "INSERT INTO slides_taken (event_id, person_id, order_mark, taken_at)"
             " VALUES ($1, $2, $3, $4) ON CONFLICT (event_id, person_id) DO UPDATE SET"
             " order_mark = excluded.order_mark, taken_at = excluded.taken_at",
    [CALLED] = "SELECT t.id FROM stage_talk s JOIN talk t ON t.id = s.talk_id"
               " AND t.status = 'waiting' WHERE s.event_id = $1 AND s.part <> 'absent'"
               " ORDER BY s.began_at IS NULL, s.began_at, t.id LIMIT $2",
};

/* ---- in order ---- */

static void add(struct slides_set *set, const struct talk *talk, int room, int number,
                struct instant starts_at)
{
    set->items[set->count++] =
        (struct slides_item){.talk = talk, .room = room, .number = number, .starts_at = starts_at};
}

static void add_all(struct slides_set *set, struct arena *arena)
{
    const struct programme *programme = &set->programme;
    size_t room_for =
        (size_t)(programme->count + programme->unplaced_count + programme->waiting_count) + 1;
    set->items = ARENA_ARRAY(arena, struct slides_item, room_for);
    for (int room = 0; room < programme->room_count; room++) {
        int number = 0;
        for (int i = 0; i < programme->count; i++) { /* they are by start */
            const struct programme_item *item = &programme->items[i];
            if (item->room == room)
                add(set, &item->talk, room, ++number, item->starts_at);
        }
    }
    for (int i = 0; i < programme->unplaced_count; i++)
        add(set, &programme->unplaced[i], 0, 0, (struct instant){0});
}

static void add_called(struct slides_set *set, int64_t talk)
{
    const struct programme *programme = &set->programme;
    for (int i = 0; i < programme->waiting_count; i++) {
        if (programme->waiting[i].id.v != talk)
            continue;
        add(set, &programme->waiting[i], 0, 0, (struct instant){0});
        set->items[set->count - 1].called = true;
        return;
    }
}

/* Whoever waits is none of the evening, until the chair calls them. */
static enum err add_reserves(struct store *store, struct slides_set *set)
{
    struct rows rows =
        store_query(store, SQL[CALLED], PARAMS(p_int(set->programme.event.v), p_int(CALLED_MAX)));
    while (rows_next(&rows))
        add_called(set, rows_int(&rows, 0));
    return rows_end(&rows);
}

const char *slides_set_heading(const struct slides_set *set, const struct slides_item *item)
{
    const char *room = set->programme.rooms[item->room].name;
    if (!item->number)
        return item->called ? "Called from the waiting list" : "No time yet";
    return *room ? room : "The room";
}

int64_t slides_set_order(const struct slides_set *set)
{
    uint64_t mark = 0xcbf29ce484222325;
    for (int i = 0; i < set->count; i++) {
        const struct slides_item *item = &set->items[i];
        const uint64_t place = (uint64_t)item->talk->id.v << 5 | (uint64_t)item->room;
        mark = item->number ? (mark ^ place) * 0x100000001b3 : mark;
    }
    return (int64_t)(mark >> 1 | 1);
}

/* Sorts by name as it is shown, on any computer. */
static const char *name_of(const struct slides_set *set, const struct slides_item *item,
                           struct arena *arena)
{
    const struct talk *talk = item->talk;
    const char *who = talk->presenter_count ? talk->presenters[0].name : "";
    const char *room = set->programme.rooms[item->room].name;
    const char *name = item->number ? arena_printf(arena, "%02d %s%s%s – %s", item->number, room,
                                                   *room ? " " : "", talk->title, who)
                                    : arena_printf(arena, "%s, talk %lld %s – %s",
                                                   item->called ? "Reserve" : "No time yet",
                                                   (long long)talk->id.v, talk->title, who);
    return file_kind_safe_name(item->slides.file.kind, str_of(name), arena);
}

static void count(struct slides_set *set, struct slides_item *item, struct arena *arena)
{
    const struct slides *slides = &item->slides;
    set->missing += !slides_are_given(slides);
    set->late += slides->late;
    set->newer += set->taken_at.v && slides->given_at.v > set->taken_at.v;
    if (slides->file.id.v) {
        item->file_name = name_of(set, item, arena);
        set->files++;
    }
}

/* ---- the whole ---- */

static enum err read_taken(struct store *store, struct person_id person, struct slides_set *set)
{
    struct rows rows;
    enum err err = store_find(store, SQL[TAKEN],
                              PARAMS(p_int(set->programme.event.v), p_int(person.v)), &rows);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    int64_t mark = rows_int(&rows, 0);
    set->order_changed = mark && mark != slides_set_order(set);
    set->taken_at = rows_instant(&rows, 1);
    return rows_end(&rows);
}

enum err slides_set_find(struct store *store, struct event_id event, struct person_id person,
                         struct arena *arena, struct slides_set *ret)
{
    struct slides_set set = {.count = 0};
    enum err err = programme_find(store, event, arena, &set.programme);
    if (err == OK)
        err = slides_cutoff_find(store, event, &set.closes_at);
    if (err != OK)
        return err;
    add_all(&set, arena);
    err = add_reserves(store, &set);
    if (err == OK)
        err = read_taken(store, person, &set);
    for (int i = 0; err == OK && i < set.count; i++) {
        err = slides_find(store, set.items[i].talk, arena, &set.items[i].slides);
        if (err == OK)
            count(&set, &set.items[i], arena);
    }
    if (err == OK)
        *ret = set;
    return err;
}

enum err slides_set_take(struct store *store, struct instant now, const struct slides_set *set,
                         struct person_id person)
{
    return store_exec(store, SQL[TAKE],
                      PARAMS(p_int(set->programme.event.v), p_int(person.v),
                             p_int(slides_set_order(set)), p_instant(now)));
}
