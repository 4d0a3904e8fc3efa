/* DESIGN: the waiting line of an event by precedence; the judgement is the arranger's. */
#include "talk_queue.h"

#include <string.h>

enum { TALKS_MAX = 2000 };

#define HAS_SLOT "t.status IN ('confirmed', 'offered')"
/* Where its lead's last talk before this event stands: the same event's own talks do not count. */
#define LEFT_WAITING                                                                               \
    "coalesce((SELECT o.status = 'waiting' FROM talk o JOIN event b ON b.id = o.event_id"          \
    " WHERE o.person_id = t.person_id AND o.status IN ('confirmed', 'offered', 'waiting')"         \
    " AND b.ends_at <= e.starts_at ORDER BY b.starts_at DESC, o.status, o.id LIMIT 1), 0)"

enum { FIND };
static const char *const SQL[] = {
    [FIND] = "SELECT t.id, " HAS_SLOT ", t.status = 'waiting' OR t.wanted_minutes IS NOT NULL,"
             " t.queued_at, coalesce((SELECT w.school_id FROM employment w WHERE w.person_id ="
             " t.person_id ORDER BY w.ends_on IS NULL DESC, w.ends_on DESC, w.id LIMIT 1), 0),"
             " " LEFT_WAITING " FROM talk t JOIN event e ON e.id = t.event_id"
             " WHERE t.event_id = $1 AND t.status IN ('confirmed', 'offered', 'waiting')"
             " ORDER BY t.id LIMIT $2",
};

struct reading {
    struct arrange_talk *talks;
    int count, room;
    int64_t *schools; /* that have a slot */
    int school_count, school_room;
};

static void read_one(const struct rows *rows, struct arena *arena, struct reading *to)
{
    int64_t school = rows_int(rows, 4);
    if (rows_int(rows, 1)) {
        if (to->school_count == to->school_room)
            to->schools = arena_grow(arena, to->schools, sizeof *to->schools, 16, &to->school_room);
        to->schools[to->school_count++] = school;
    }
    if (!rows_int(rows, 2))
        return;
    if (to->count == to->room)
        to->talks = arena_grow(arena, to->talks, sizeof *to->talks, 16, &to->room);
    to->talks[to->count++] = (struct arrange_talk){.id = rows_int(rows, 0),
                                                   .booked_at = rows_int(rows, 3),
                                                   .school = school,
                                                   .waited = rows_int(rows, 5) != 0,
                                                   .pin = {.room = -1}};
}

static struct talk_queue queue_of(const struct reading *from, struct arena *arena)
{
    size_t room = (size_t)from->count + 1;
    struct talk_queue queue = {
        {from->talks, from->count, NULL, ARENA_ARRAY(arena, bool, room)},
        ARENA_ARRAY(arena, bool, room),
    };
    for (int i = 0; i < from->count; i++) {
        for (int k = 0; from->talks[i].school && k < from->school_count; k++)
            queue.turns.has[i] |= from->schools[k] == from->talks[i].school;
    }
    return queue;
}

enum err talk_queue_find(struct store *store, struct event_id event, struct arena *arena,
                         struct talk_queue *ret)
{
    struct reading reading = {0};
    struct rows rows = store_query(store, SQL[FIND], PARAMS(p_int(event.v), p_int(TALKS_MAX)));
    while (rows_next(&rows))
        read_one(&rows, arena, &reading);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = queue_of(&reading, arena);
    return err;
}

struct talk_id talk_queue_next(struct talk_queue *queue)
{
    int next = arrange_precedence_next(&queue->turns, queue->had);
    if (next < 0)
        return (struct talk_id){0};
    queue->had[next] = true;
    return (struct talk_id){queue->turns.talks[next].id};
}

void talk_queue_give(struct talk_queue *queue, struct talk_id talk)
{
    for (int i = 0; i < queue->turns.count; i++) {
        if (queue->turns.talks[i].id == talk.v)
            arrange_precedence_give(&queue->turns, i);
    }
}

/* What sets one apart that came later, and goes first. */
static enum talk_ahead ahead_of(const struct talk_queue *queue, int first, int second)
{
    const struct arrange_talk *a = &queue->turns.talks[first], *b = &queue->turns.talks[second];
    if (a->booked_at <= b->booked_at)
        return AHEAD_NOBODY;
    return a->waited && !b->waited && queue->turns.has[first] == queue->turns.has[second]
               ? AHEAD_WAITED
               : AHEAD_SCHOOLS;
}

struct talk_place talk_queue_place(const struct talk_queue *queue, struct talk_id talk,
                                   struct arena *arena)
{
    size_t room = (size_t)queue->turns.count + 1;
    struct talk_queue copy = *queue;
    struct talk_place place = {0, AHEAD_NOBODY};
    int order[TALKS_MAX], own = -1;
    copy.had = ARENA_ARRAY(arena, bool, room);
    copy.turns.has = ARENA_ARRAY(arena, bool, room);
    memcpy(copy.turns.has, queue->turns.has, sizeof(bool) * room);
    for (int i; own < 0 && (i = arrange_precedence_next(&copy.turns, copy.had)) >= 0;) {
        order[place.position++] = i;
        copy.had[i] = true;
        own = copy.turns.talks[i].id == talk.v ? i : -1;
        arrange_precedence_give(&copy.turns, i);
    }
    if (own < 0)
        return (struct talk_place){0, AHEAD_NOBODY};
    for (int k = 0; k < place.position - 1 && place.ahead == AHEAD_NOBODY; k++)
        place.ahead = ahead_of(queue, order[k], own);
    return place;
}
