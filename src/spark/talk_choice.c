/* DESIGN: the talks that those who come want to hear: chosen in one step, counted without names. */
#include "talk_choice.h"

#include "check.h"
#include "talk_store.h"

/* Has a place and was not noted as missing when the register closed, or a talk in the programme. */
#define COMES(event, person)                                                                       \
    "(EXISTS (SELECT 1 FROM booking b WHERE b.event_id = " event " AND b.person_id = " person      \
    " AND b.ended_at IS NULL AND b.status IN ('confirmed', 'attended'))"                           \
    " OR EXISTS (SELECT 1 FROM talk_presenter m JOIN talk k ON k.id = m.talk_id"                   \
    " WHERE m.event_id = " event " AND m.answer = 'yes' AND m.person_id = " person                 \
    " AND k.status IN ('confirmed', 'offered')))"
/* $1 the event: choices that count, of talks of others. */
#define COUNTED                                                                                    \
    " FROM talk_choice c JOIN talk t ON t.id = c.talk_id AND t.status IN ('confirmed', 'offered')" \
    " WHERE c.event_id = $1 AND NOT EXISTS (SELECT 1 FROM talk_presenter o"                        \
    " WHERE o.talk_id = c.talk_id AND o.person_id = c.person_id AND o.nth IS NOT NULL"             \
    " AND o.answer = 'yes') AND " COMES("c.event_id", "c.person_id")

enum { IS_COMING, LIST, CLEAR, INSERT, COUNT_TALKS, COUNT, COUNT_PEOPLE, EACH };
static const char *const SQL[] = {
    [IS_COMING] = "SELECT 1 WHERE " COMES("$1", "$2"),
    [LIST] = "SELECT c.talk_id FROM talk_choice c JOIN talk t ON t.id = c.talk_id"
             " AND t.status IN ('confirmed', 'offered') WHERE c.event_id = $1 AND c.person_id = $2"
             " ORDER BY c.talk_id LIMIT 16",
    [CLEAR] = "DELETE FROM talk_choice WHERE event_id = $1 AND person_id = $2",
    [INSERT] = "INSERT INTO talk_choice (event_id, person_id, talk_id) VALUES ($1, $2, $3)"
               " ON CONFLICT DO NOTHING",
    [COUNT_TALKS] = "SELECT count(DISTINCT c.talk_id)" COUNTED,
    [COUNT] = "SELECT c.talk_id, count(*)" COUNTED
              " GROUP BY c.talk_id ORDER BY count(*) DESC, c.talk_id LIMIT $2",
    [EACH] = "SELECT c.person_id, c.talk_id" COUNTED " ORDER BY c.person_id, c.talk_id LIMIT $2",
    [COUNT_PEOPLE] = "SELECT count(DISTINCT c.person_id)" COUNTED,
};

/* ---- one person's ---- */

enum err talk_choice_comes(struct store *store, struct event_id event, struct person_id person,
                           bool *ret)
{
    int64_t found = 0;
    enum err err =
        store_find_int(store, SQL[IS_COMING], PARAMS(p_int(event.v), p_int(person.v)), &found);
    if (err == OK || err == ERR_NOT_FOUND) {
        *ret = err == OK;
        return OK;
    }
    return err;
}

bool talk_chosen_has(const struct talk_chosen *chosen, struct talk_id talk)
{
    for (int i = 0; i < chosen->count; i++)
        if (chosen->items[i].v == talk.v)
            return true;
    return false;
}

enum err talk_choice_list(struct store *store, struct event_id event, struct person_id person,
                          struct talk_chosen *ret)
{
    struct talk_chosen chosen = {.count = 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(event.v), p_int(person.v)));
    while (rows_next(&rows))
        chosen.items[chosen.count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = chosen;
    return err;
}

/* ---- choosing ---- */

static enum err check_open(const struct event *event, struct instant now, struct refusal *why)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled", "This event is cancelled.");
    if (event->status == EVENT_DRAFT)
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This event is still a draft. Talks can be chosen once it is published.");
    if (now.v >= event->fields.ends_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "This event is over, so there is nothing left to choose.");
    return OK;
}

/* Each is in the programme and somebody else's. */
static enum err check_talk(struct store *store, const struct talk_choosing *choosing,
                           struct talk_id id, struct refusal *why)
{
    struct talk talk;
    enum err err = talk_find(store, id, why->arena, &talk);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    if (err == ERR_NOT_FOUND || talk.event.v != choosing->event.v ||
        !talk_status_has_slot(talk.status))
        return refuse_field(why, "talks",
                            "One of these talks is no longer in the programme. Look at the list "
                            "again.");
    if (talk_gives(&talk, choosing->person))
        return refuse_field(why, "talks",
                            "You give one of these talks yourself. Leave it out: you are there "
                            "anyway.");
    return OK;
}

static int count_different(const struct talk_choosing *choosing)
{
    int count = 0;
    for (int i = 0; i < choosing->count; i++) {
        int before = 0;
        while (choosing->talks[before].v != choosing->talks[i].v)
            before++;
        count += before == i;
    }
    return count;
}

static enum err check_choice(struct store *store, const struct talk_choosing *choosing,
                             struct refusal *why)
{
    bool comes = false;
    int different = count_different(choosing);
    enum err err = talk_choice_comes(store, choosing->event, choosing->person, &comes);
    if (err == OK && !comes)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "Only those who come choose talks. Book a place first.");
    if (err == OK && different > TALK_CHOICES_MAX)
        return refuse_field(why, "talks", "You chose %d talks. Choose at most %d.", different,
                            TALK_CHOICES_MAX);
    for (int i = 0; err == OK && i < choosing->count; i++)
        err = check_talk(store, choosing, choosing->talks[i], why);
    return err;
}

static enum err save(struct store *store, const struct talk_choosing *choosing)
{
    enum err err =
        store_exec(store, SQL[CLEAR], PARAMS(p_int(choosing->event.v), p_int(choosing->person.v)));
    for (int i = 0; err == OK && i < choosing->count; i++)
        err = store_exec(store, SQL[INSERT],
                         PARAMS(p_int(choosing->event.v), p_int(choosing->person.v),
                                p_int(choosing->talks[i].v)));
    return err;
}

enum err talk_choose(struct store *store, struct instant now, const struct talk_choosing *choosing,
                     struct refusal *why)
{
    struct event event;
    const struct event_viewer viewer = {.person = choosing->person, .all_drafts = true};
    enum err err = event_find(store, &viewer, choosing->event, why->arena, &event);
    if (err == OK && event.fields.kind != EVENT_SPARK)
        return ERR_NOT_FOUND;
    if (err == OK)
        err = check_open(&event, now, why);
    if (err == OK)
        err = check_choice(store, choosing, why);
    return err == OK ? save(store, choosing) : err;
}

/* ---- counted ---- */

enum err talk_choice_count(struct store *store, struct event_id event, struct arena *arena,
                           struct talk_demand *ret)
{
    int64_t talks = 0, people = 0;
    enum err err = store_find_int(store, SQL[COUNT_TALKS], PARAMS(p_int(event.v)), &talks);
    if (err == OK)
        err = store_find_int(store, SQL[COUNT_PEOPLE], PARAMS(p_int(event.v)), &people);
    if (err != OK)
        return err;
    struct talk_demand demand = {ARENA_ARRAY(arena, struct talk_wanted, (size_t)talks + 1), 0,
                                 (int)people};
    struct rows rows = store_query(store, SQL[COUNT], PARAMS(p_int(event.v), p_int(talks)));
    while (rows_next(&rows))
        demand.items[demand.count++] =
            (struct talk_wanted){{rows_int(&rows, 0)}, (int)rows_int(&rows, 1)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = demand;
    return err;
}

enum err talk_choice_each(struct store *store, struct event_id event, struct arena *arena,
                          struct talk_choices *ret)
{
    struct talk_choices list = {0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[EACH], PARAMS(p_int(event.v), p_int(TALK_CHOICES_EVENT_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 64, &room);
        list.items[list.count++] =
            (struct talk_chosen_by){{rows_int(&rows, 0)}, {rows_int(&rows, 1)}};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

int talk_demand_of(const struct talk_demand *demand, struct talk_id talk)
{
    for (int i = 0; i < demand->count; i++)
        if (demand->items[i].talk.v == talk.v)
            return demand->items[i].people;
    return 0;
}
