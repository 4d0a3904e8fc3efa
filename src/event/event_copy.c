/* DESIGN: what of one event another one like it has too. */
#include "event_copy.h"

#include "event_room.h"
#include "tz.h"
#include "workshop.h"

enum {
    ABOUT,
    PLACE,
    ORGANISERS,
    LEADERS,
    AUDIENCE,
    QUOTA,
    FILES,
    READING,
    BESIDE_END,
    MARK = BESIDE_END,
    NOT_LATE,
    CHOOSING
};
static const char *const SQL[] = {
    [ABOUT] =
        "INSERT INTO event_about (event_id, methods, objectives, expectations, audience, level,"
        " theme, phase, subject, mode, standard, evaluation, provider_id, cost_pence, strand,"
        " emerging) SELECT $2, methods, objectives, expectations, audience, level, theme, phase,"
        " subject, mode, standard, evaluation, provider_id, cost_pence, strand, emerging"
        " FROM event_about WHERE event_id = $1",
    /* not what people need: that is of those who come to the one */
    [PLACE] = "INSERT INTO event_place (event_id, online_link, getting_in, catering,"
              " equipment) SELECT $2, online_link, getting_in, catering, equipment"
              " FROM event_place WHERE event_id = $1",
    [ORGANISERS] = "INSERT INTO event_organiser (event_id, person_id, added_at)"
                   " SELECT $2, o.person_id, o.added_at FROM event_organiser o JOIN person p"
                   " ON p.id = o.person_id WHERE o.event_id = $1 AND p.left_on IS NULL",
    [LEADERS] = "INSERT INTO event_facilitator (event_id, facilitator_id, duty)"
                " SELECT $2, facilitator_id, duty FROM event_facilitator WHERE event_id = $1",
    [AUDIENCE] = "INSERT INTO event_audience (event_id, kind, school_id, group_id, person_id, word)"
                 " SELECT $2, kind, school_id, group_id, person_id, word FROM event_audience"
                 " WHERE event_id = $1",
    [QUOTA] = "INSERT INTO event_quota (event_id, school_id, places)"
              " SELECT $2, school_id, places FROM event_quota WHERE event_id = $1",
    [FILES] = "INSERT INTO file_link (hash, noun, noun_id, name, added_by, added_at)"
              " SELECT hash, noun, $2, name, added_by, added_at FROM file_link"
              " WHERE noun = 'event' AND noun_id = $1",
    [READING] = "INSERT INTO reading (event_id, address)"
                " SELECT $2, address FROM reading WHERE event_id = $1",
    [MARK] = "UPDATE event SET copied_from = $1 WHERE id = $2",
    [NOT_LATE] = "UPDATE event_about SET emerging = '' WHERE event_id = $2",
    [CHOOSING] = "INSERT INTO choosing (event_id, opens_at, closes_at, counts)"
                 " SELECT $2, $3, $4, counts FROM choosing WHERE event_id = $1",
};

enum err event_copy_beside(struct store *store, struct event_id from, struct event_id to)
{
    enum err err = OK;
    for (int i = ABOUT; err == OK && i < BESIDE_END; i++)
        err = store_exec(store, SQL[i], PARAMS(p_int(from.v), p_int(to.v)));
    return err;
}

enum err event_copy_mark(struct store *store, struct event_id from, struct event_id to)
{
    enum err err = store_exec(store, SQL[MARK], PARAMS(p_int(from.v), p_int(to.v)));
    return err == OK ? store_exec(store, SQL[NOT_LATE], PARAMS(p_int(from.v), p_int(to.v))) : err;
}

/* ---- fields ---- */

static enum err refuse_clock(struct refusal *why)
{
    return refuse_field(why, "on",
                        "The clocks change in that hour on the new day. Choose another.");
}

/* As the event would meet. */
static enum err times_of(struct store *store, const struct event *event, struct event_shift shift,
                         struct refusal *why, struct event_session_fields *items, int *ret_count)
{
    struct event_sessions sessions;
    enum err err = event_session_list(store, event->id, why->arena, &sessions);
    if (err != OK)
        return err;
    *ret_count = event_session_fields(&sessions, items);
    err = event_shift_sessions(shift, items, *ret_count);
    return err == ERR_INVALID ? refuse_clock(why) : err;
}

/* Its room may have gone out of use, or somebody else has it. */
static enum err check_room(struct store *store, const struct event *event,
                           const struct event_session_fields *items, int count, struct arena *arena,
                           bool *ret_free)
{
    const struct event none = {0};
    struct refusal unused;
    struct room room;
    refusal_init(&unused, arena);
    *ret_free = true;
    if (!event->fields.in.v)
        return OK;
    enum err err = room_find(store, event->fields.in, arena, &room);
    bool ended = err == OK && !day_is_none(room.ended_on) &&
                 room.ended_on.v < tz_day(items[count - 1].ends_at).v;
    if (err == OK)
        err = event_room_check(store, room.id, &none, items, count, &unused);
    *ret_free = err == OK && !ended;
    return err == ERR_NOT_FOUND || err == ERR_CONFLICT ? OK : err;
}

enum err event_copy_fields(struct store *store, const struct event *event, struct event_shift shift,
                           struct refusal *why, struct event_fields *ret, bool *ret_without_room)
{
    struct event_session_fields items[EVENT_SESSIONS_MAX];
    struct event_fields fields = event->fields;
    const struct instant from_the_start = {0};
    bool is_free;
    int count = 0;
    enum err err = times_of(store, event, shift, why, items, &count);
    if (err == OK)
        err = check_room(store, event, items, count, why->arena, &is_free);
    if (err == OK)
        err = event_shift_fields(shift, from_the_start, &fields);
    if (err != OK)
        return err == ERR_INVALID && !why->field_count ? refuse_clock(why) : err;
    if (count > 1) /* the others follow */
        fields.ends_at = items[0].ends_at;
    *ret_without_room = !is_free;
    if (!is_free) {
        fields.in.v = 0;
        fields.room = "";
    }
    *ret = fields;
    return OK;
}

enum err event_copy_sessions(struct store *store, struct instant now, const struct event *from,
                             struct event_id to, struct event_shift shift, struct refusal *why)
{
    struct event_session_fields items[EVENT_SESSIONS_MAX];
    int count = 0;
    if (from->session_count < 2)
        return OK;
    enum err err = times_of(store, from, shift, why, items, &count);
    for (int i = 0; i < count; i++)
        items[i].id = 0;
    return err == OK ? event_set_sessions(store, now, to, 0, items, count, why) : err;
}

/* ---- a day of workshops ---- */

struct copying {
    struct store *store;
    struct instant now;
    struct person_id actor;
    struct event_id to;
    struct event_shift shift;
    struct block_list blocks; /* as they were */
    struct block_id made[BLOCKS_MAX];
    struct workshop_list list;
    struct event_id *copies; /* of each workshop; v 0: not yet */
};

static enum err copy_blocks(struct copying *c, struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < c->blocks.count; i++) {
        struct block_fields fields = c->blocks.items[i].fields;
        err = event_shift_at(c->shift, fields.starts_at, &fields.starts_at);
        if (err == OK)
            err = event_shift_at(c->shift, fields.ends_at, &fields.ends_at);
        if (err == ERR_INVALID)
            return refuse_clock(why);
        if (err == OK)
            err = block_create(c->store, c->now, c->to, &fields, why, &c->made[i]);
    }
    return err;
}

/* The copy of a workshop that this one repeats; v 0: it repeats none, or none that is copied. */
static struct event_id same_as(const struct copying *c, const struct workshop *w)
{
    for (int i = 0; i < c->list.count; i++)
        if (c->list.items[i].id.v == w->run_of.v && w->run_of.v != w->id.v)
            return c->copies[i];
    return (struct event_id){0};
}

static enum err copy_workshop(struct copying *c, int index, struct refusal *why)
{
    const struct workshop *w = &c->list.items[index];
    struct workshop_fields fields = {.title = w->title,
                                     .purpose = w->purpose,
                                     .room = w->room,
                                     .in = w->in,
                                     .capacity = w->capacity,
                                     .same_as = same_as(c, w)};
    struct event_id *copy = &c->copies[index];
    struct refusal taken;
    refusal_init(&taken, why->arena);
    for (int i = 0; i < c->blocks.count; i++)
        if (c->blocks.items[i].id.v == w->block.v)
            fields.block = c->made[i];
    enum err err = store_savepoint(c->store);
    if (err == OK)
        err = workshop_create(c->store, c->now, c->actor, c->to, &fields, &taken, copy);
    if (err == OK) {
        err = store_release(c->store);
    } else if (err == ERR_CONFLICT || err == ERR_INVALID) { /* its room is not to be had */
        store_rollback_savepoint(c->store);
        fields.in.v = 0;
        fields.room = "";
        err = workshop_create(c->store, c->now, c->actor, c->to, &fields, why, copy);
    } else {
        store_rollback_savepoint(c->store);
    }
    if (err == OK)
        err = event_copy_beside(c->store, w->id, *copy);
    return err == OK ? event_copy_mark(c->store, w->id, *copy) : err;
}

/* First those that are repeated, then their repeats. */
static enum err copy_list(struct copying *c, struct refusal *why)
{
    enum err err = OK;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; err == OK && i < c->list.count; i++) {
            bool repeats = c->list.items[i].run_of.v != c->list.items[i].id.v;
            if (repeats == (pass == 1))
                err = copy_workshop(c, i, why);
        }
    return err;
}

static enum err copy_choosing(struct copying *c, struct event_id from, struct refusal *why)
{
    struct choosing choosing;
    struct instant opens_at, closes_at;
    enum err err = choosing_find(c->store, from, &choosing);
    if (err == OK)
        err = event_shift_at(c->shift, choosing.opens_at, &opens_at);
    if (err == OK)
        err = event_shift_at(c->shift, choosing.closes_at, &closes_at);
    if (err != OK)
        return err == ERR_INVALID ? refuse_clock(why) : err;
    return store_exec(
        c->store, SQL[CHOOSING],
        PARAMS(p_int(from.v), p_int(c->to.v), p_id_or_null(opens_at.v), p_id_or_null(closes_at.v)));
}

enum err event_copy_workshops(struct store *store, struct instant now, struct person_id actor,
                              const struct event *from, struct event_id to,
                              struct event_shift shift, struct refusal *why)
{
    struct copying c = {store, now, actor, to, shift, .made = {{0}}};
    enum err err = block_list(store, from->id, why->arena, &c.blocks);
    if (err != OK || !c.blocks.count)
        return err;
    err = workshop_list(store, from->id, (struct person_id){0}, why->arena, &c.list);
    if (err != OK)
        return err;
    c.copies = ARENA_ARRAY(why->arena, struct event_id, (size_t)c.list.count + 1);
    err = copy_blocks(&c, why);
    if (err == OK)
        err = copy_choosing(&c, from->id, why);
    return err == OK ? copy_list(&c, why) : err;
}
