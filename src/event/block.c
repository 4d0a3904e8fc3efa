/* DESIGN: the blocks of a day of workshops: when they are, and how their workshops are chosen. */
#include "block.h"

#include "booking_online.h"
#include "check.h"
#include "event_rules.h"
#include "event_store.h"
#include "workshop_store.h"

#define SELECT                                                                                     \
    "SELECT k.id, k.event_id, k.name, k.starts_at, k.ends_at, k.must_choose, k.version,"           \
    " (SELECT count(*) FROM workshop w JOIN event e ON e.id = w.event_id"                          \
    " WHERE w.block_id = k.id AND e.status <> 'cancelled') FROM block k "

enum { FIND, LIST, INSERT, UPDATE, DELETE, DROP_WORKSHOPS };
static const char *const SQL[] = {
    [FIND] = SELECT "WHERE k.id = $1",
    [LIST] = SELECT "WHERE k.event_id = $1 ORDER BY k.starts_at LIMIT $2",
    [INSERT] = "INSERT INTO block (event_id, name, starts_at, ends_at, must_choose)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [UPDATE] = "UPDATE block SET name = $2, starts_at = $3, ends_at = $4, must_choose = $5,"
               " version = version + 1 WHERE id = $1",
    [DELETE] = "DELETE FROM block WHERE id = $1",
    /* those that were called off: their events stay */
    [DROP_WORKSHOPS] = "DELETE FROM workshop WHERE block_id = $1",
};

const char *block_field(struct arena *arena, struct block_id id)
{
    return arena_printf(arena, "block_%lld", (long long)id.v);
}

/* ---- reading ---- */

static struct block read_block(const struct rows *rows, struct arena *arena)
{
    return (struct block){
        .id = {rows_int(rows, 0)},
        .day = {rows_int(rows, 1)},
        .fields = {.name = rows_text(rows, 2, arena),
                   .starts_at = rows_instant(rows, 3),
                   .ends_at = rows_instant(rows, 4),
                   .must_choose = rows_int(rows, 5) != 0},
        .version = (int)rows_int(rows, 6),
        .workshops = (int)rows_int(rows, 7),
    };
}

enum err block_find(struct store *store, struct block_id id, struct block *ret, struct arena *arena)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct block block = read_block(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = block;
    return err;
}

enum err block_list(struct store *store, struct event_id day, struct arena *arena,
                    struct block_list *ret)
{
    struct block_list list = {.count = 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(day.v), p_int(BLOCKS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = read_block(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- judging ---- */

static const struct block *find_overlap(const struct block_list *list, struct block_id but,
                                        const struct block_fields *fields)
{
    for (int i = 0; i < list->count; i++) {
        const struct block_fields *other = &list->items[i].fields;
        if (list->items[i].id.v != but.v && other->starts_at.v < fields->ends_at.v &&
            fields->starts_at.v < other->ends_at.v)
            return &list->items[i];
    }
    return NULL;
}

/* The times at which a day meets: one or several. */
struct dates {
    struct notice_date once;
    const struct notice_date *items; /* by start */
    int count;
};

static void list_dates(const struct event *day, struct dates *ret)
{
    ret->once = (struct notice_date){
        .starts_at = day->fields.starts_at, .ends_at = day->fields.ends_at, .uid = ""};
    ret->items = day->date_count ? day->dates : &ret->once;
    ret->count = day->date_count ? day->date_count : 1;
}

/* The one in which a block that starts then lies. */
static const struct notice_date *date_of(const struct dates *dates, struct instant starts_at)
{
    const struct notice_date *date = dates->items;
    for (int i = 1; i < dates->count; i++)
        if (dates->items[i].starts_at.v <= starts_at.v)
            date = &dates->items[i];
    return date;
}

static void check_times(const struct event *day, const struct block_fields *fields,
                        struct refusal *why)
{
    struct dates dates;
    list_dates(day, &dates);
    const struct notice_date *date = date_of(&dates, fields->starts_at);
    const char *hours = event_rules_when(why->arena, date->starts_at, date->ends_at);
    if (!fields->starts_at.v)
        refuse_field(why, "starts_at", "Enter the time the block starts.");
    else if (fields->starts_at.v < date->starts_at.v)
        refuse_field(why, "starts_at", "The block must lie within the day: %s.", hours);
    if (!fields->ends_at.v)
        refuse_field(why, "ends_at", "Enter the time the block ends.");
    else if (fields->ends_at.v <= fields->starts_at.v)
        refuse_field(why, "ends_at", "The end must be after the start.");
    else if (fields->ends_at.v > date->ends_at.v)
        refuse_field(why, "ends_at", "The block must lie within the day: %s.", hours);
}

static enum err check_fields(struct store *store, const struct event *day, struct block_id but,
                             const struct block_fields *fields, struct refusal *why)
{
    static const struct text_rule name = {"name", "The name", BLOCK_NAME_CHARS_MAX, true, false};
    struct block_list list;
    text_rule_check(&name, fields->name, why);
    check_times(day, fields, why);
    enum err err = block_list(store, day->id, why->arena, &list);
    if (err == OK)
        err = refusal_check(why);
    const struct block *other = err == OK ? find_overlap(&list, but, fields) : NULL;
    if (other)
        return refuse_field(
            why, "starts_at",
            "It overlaps “%s”, which is from %s. Choose another "
            "time.",
            other->fields.name,
            event_rules_when(why->arena, other->fields.starts_at, other->fields.ends_at));
    if (err == OK && but.v == 0 && list.count == BLOCKS_MAX)
        return refuse(why, ERR_LIMIT, "too-many", "A day has %d blocks at most.", BLOCKS_MAX);
    return err;
}

/* A day that can be changed. */
static enum err find_day(struct store *store, struct event_id id, struct refusal *why,
                         struct event *ret)
{
    enum err err = event_store_find(store, (struct person_id){0}, id, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such event. Look under Events for what is on.");
    return err == OK ? workshop_store_check_day(ret, why) : err;
}

/* ---- changing ---- */

/* Whoever is booked online is not put into a room unasked. */
static enum err check_online(struct store *store, struct instant now, struct event_id day,
                             struct refusal *why)
{
    const char *who = NULL;
    enum err err = booking_online_left_out(store, now, day, ONLINE_BY_ANY, why->arena, &who);
    if (err != OK || !who)
        return err;
    return refuse(why, ERR_CONFLICT, "online",
                  "%s, and workshops are in rooms. Write to them first: each can come to the room "
                  "instead, or give the place up. Then add the block.",
                  who);
}

enum err block_create(struct store *store, struct instant now, struct event_id id,
                      const struct block_fields *fields, struct refusal *why, struct block_id *ret)
{
    struct event day;
    enum err err = find_day(store, id, why, &day);
    if (err == OK)
        err = check_fields(store, &day, (struct block_id){0}, fields, why);
    if (err == OK)
        err = check_online(store, now, id, why);
    if (err == OK)
        err = store_find_int(store, SQL[INSERT],
                             PARAMS(p_int(id.v), p_text(fields->name), p_instant(fields->starts_at),
                                    p_instant(fields->ends_at), p_int(fields->must_choose)),
                             &ret->v);
    return err == OK ? event_store_touch(store, now, id, false) : err;
}

static enum err save(struct store *store, struct block_id id, const struct block_fields *f)
{
    return store_exec(store, SQL[UPDATE],
                      PARAMS(p_int(id.v), p_text(f->name), p_instant(f->starts_at),
                             p_instant(f->ends_at), p_int(f->must_choose)));
}

/* Its workshops meet when it does; whoever has a place there is told by event_update. */
static enum err move_workshops(struct store *store, struct instant now, const struct block *block,
                               struct refusal *why)
{
    struct workshop_ids ids;
    struct event event;
    enum err err = workshop_store_ids(store, block->id, &ids, why->arena);
    for (int i = 0; err == OK && i < ids.count; i++) {
        err = event_store_find(store, (struct person_id){0}, ids.items[i], why->arena, &event);
        if (err != OK)
            return err;
        event.fields.starts_at = block->fields.starts_at;
        event.fields.ends_at = block->fields.ends_at;
        err = event_update(store, now, event.id, 0, &event.fields, why);
    }
    return err;
}

static enum err find_known(struct store *store, struct block_id id, struct refusal *why,
                           struct block *ret)
{
    enum err err = block_find(store, id, ret, why->arena);
    if (err != ERR_NOT_FOUND)
        return err;
    return refuse(why, ERR_NOT_FOUND, "not-found", "There is no such block on this day.");
}

enum err block_update(struct store *store, struct instant now, struct block_id id, int version,
                      const struct block_fields *fields, struct refusal *why)
{
    struct block block;
    struct event day;
    enum err err = find_known(store, id, why, &block);
    if (err == OK)
        err = refusal_check_version(why, version, block.version);
    if (err == OK)
        err = find_day(store, block.day, why, &day);
    if (err == OK)
        err = check_fields(store, &day, id, fields, why);
    if (err == OK)
        err = save(store, id, fields);
    block.fields = *fields;
    if (err == OK)
        err = move_workshops(store, now, &block, why);
    return err == OK ? event_store_touch(store, now, day.id, false) : err;
}

static enum err drop(struct store *store, struct block_id id)
{
    enum err err = store_exec(store, SQL[DROP_WORKSHOPS], PARAMS(p_int(id.v)));
    return err == OK ? store_exec(store, SQL[DELETE], PARAMS(p_int(id.v))) : err;
}

enum err block_remove(struct store *store, struct instant now, struct block_id id,
                      struct refusal *why)
{
    struct block block;
    enum err err = find_known(store, id, why, &block);
    if (err == OK && block.workshops)
        return refuse(why, ERR_CONFLICT, "in-use",
                      "This block still has workshops. Cancel them first: whoever chose one is "
                      "told.");
    if (err == OK)
        err = drop(store, id);
    return err == OK ? event_store_touch(store, now, block.day, false) : err;
}

/* ---- the day moves ---- */

/* Of those who hear of the day itself, what was queued of its workshops is taken back. */
static enum err tell_once(struct store *store, const struct event *day, int64_t mark,
                          struct arena *arena)
{
    struct notice_queued *items;
    int count;
    int64_t told = 0; /* whom the day's own notice is for; by person, the day's comes first */
    enum err err = notice_list_since(store, mark, arena, &items, &count);
    for (int i = 0; err == OK && i < count; i++) {
        const struct notice *notice = &items[i].notice;
        bool changed = notice->kind == NOTICE_EVENT_CHANGED;
        if (changed && notice->event_id == day->id.v)
            told = notice->to.v;
        else if (changed && told == notice->to.v)
            err = notice_take_back(store, items[i].id);
    }
    return err;
}

static const struct notice_date *find_date(const struct dates *dates, const char *uid)
{
    for (int i = 0; i < dates->count; i++)
        if (str_eq(str_of(dates->items[i].uid), str_of(uid)))
            return &dates->items[i];
    return NULL;
}

/* When the first date falls out, another goes on under its number (event_session_match): the one
 * that met at that time before. */
static const struct notice_date *find_heir(const struct dates *before, const struct dates *after)
{
    const struct notice_date *first = find_date(after, "");
    for (int i = 0; first && i < before->count; i++)
        if (before->items[i].starts_at.v == first->starts_at.v &&
            !find_date(after, before->items[i].uid))
            return &before->items[i];
    return NULL;
}

/* What that date is now; NULL: it fell out. */
static const struct notice_date *date_now(const struct notice_date *date,
                                          const struct dates *before, const struct dates *after)
{
    const struct notice_date *heir = find_heir(before, after);
    if (date == heir)
        return find_date(after, "");
    return heir && !*date->uid ? NULL : find_date(after, date->uid);
}

static enum err refuse_outside(struct refusal *why)
{
    return refuse_field(why, "ends_at",
                        "Its blocks would be outside the day. Move or shorten the blocks first.");
}

/* By how much each block moves: as much as the date in which it lies. One whose date fell out goes
 * with it, unless it has workshops. */
static enum err plan(struct store *store, const struct event *was, const struct event *day,
                     struct block_list *list, int64_t by[static BLOCKS_MAX], struct refusal *why)
{
    struct dates before, after;
    int kept = 0;
    enum err err = OK;
    list_dates(was, &before);
    list_dates(day, &after);
    for (int n = 0; err == OK && n < list->count; n++) {
        const struct block block = list->items[n];
        const struct notice_date *date = date_of(&before, block.fields.starts_at);
        const struct notice_date *now = date_now(date, &before, &after);
        if (!now && block.workshops)
            return refuse_outside(why);
        if (!now) {
            err = drop(store, block.id);
            continue;
        }
        by[kept] = now->starts_at.v - date->starts_at.v;
        if (block.fields.starts_at.v + by[kept] < now->starts_at.v ||
            block.fields.ends_at.v + by[kept] > now->ends_at.v)
            return refuse_outside(why);
        list->items[kept++] = block;
    }
    list->count = kept;
    return err;
}

static enum err shift(struct store *store, struct instant now, struct block block, int64_t by,
                      struct refusal *why)
{
    block.fields.starts_at.v += by;
    block.fields.ends_at.v += by;
    enum err err = save(store, block.id, &block.fields);
    return err == OK ? move_workshops(store, now, &block, why) : err;
}

/* The one first that moves out of the way of the others. */
static enum err shift_all(struct store *store, struct instant now, const struct block_list *list,
                          const int64_t by[static BLOCKS_MAX], struct refusal *why)
{
    enum err err = OK;
    for (int n = list->count - 1; err == OK && n >= 0; n--)
        if (by[n] > 0)
            err = shift(store, now, list->items[n], by[n], why);
    for (int n = 0; err == OK && n < list->count; n++)
        if (by[n] < 0)
            err = shift(store, now, list->items[n], by[n], why);
    return err;
}

enum err block_follow_day(struct store *store, struct instant now, const struct event *before,
                          int64_t mark, struct refusal *why)
{
    struct block_list list;
    struct event day;
    int64_t by[BLOCKS_MAX] = {0};
    enum err err = block_list(store, before->id, why->arena, &list);
    if (err != OK || list.count == 0)
        return err;
    err = event_store_find(store, (struct person_id){0}, before->id, why->arena, &day);
    if (err == OK)
        err = plan(store, before, &day, &list, by, why);
    if (err == OK)
        err = shift_all(store, now, &list, by, why);
    return err == OK ? tell_once(store, &day, mark, why->arena) : err;
}
