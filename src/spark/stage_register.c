/* DESIGN: the stage tells the register who is here; whoever stands at the door knows better. */
#include "stage_register.h"

#include "check.h"
#include "register.h"
#include "register_standing_sql.h"
#include "token.h"

enum { PEOPLE_MAX = 1000 };

/* The keys of what the stage said begin so; no client's key does, for they are random. */
#define OURS "'stage:'"
#define STANDING(person) REGISTER_STANDING("$2", person)
#define SPEAKS(person)                                                                             \
    "EXISTS (SELECT 1 FROM stage_talk k JOIN talk_presenter m ON m.talk_id = k.talk_id"            \
    " WHERE k.event_id = $1 AND k.part IN ('on', 'given') AND m.nth IS NOT NULL AND m.answer = "   \
    "'yes'"                                                                                        \
    " AND m.person_id = " person ")"

enum { TO_MARK, TO_TAKE_BACK };
static const char *const SQL[] = {
    [TO_MARK] =
        "SELECT DISTINCT m.person_id FROM stage_talk k JOIN talk_presenter m"
        " ON m.talk_id = k.talk_id AND m.nth IS NOT NULL AND m.answer = 'yes' LEFT JOIN "
        "register_entry e"
        " ON e.id = " STANDING(
            "m.person_id") " WHERE k.event_id = $1"
                           " AND k.part IN ('on', 'given') AND (e.id IS NULL OR (e.mark = 'none'"
                           " AND substr(e.key, 1, 6) = " OURS ")) ORDER BY m.person_id LIMIT $3",
    [TO_TAKE_BACK] =
        "SELECT DISTINCT e.person_id FROM register_entry e WHERE e.session_id = $2"
        " AND e.mark = 'here' AND substr(e.key, 1, 6) = " OURS " AND e.id = " STANDING(
            "e.person_id") " AND NOT " SPEAKS("e.person_id") " ORDER BY e.person_id LIMIT $3",
};

struct marking {
    struct store *store;
    struct instant now;
    struct event_id event;
    int64_t session;
    struct person_id by;
    struct arena *arena;
};

static enum err say(const struct marking *m, struct person_id person, enum register_mark_kind mark)
{
    char uuid[UUID_TEXT_MAX];
    struct refusal why;
    struct register_marked unused;
    token_uuid(uuid);
    refusal_init(&why, m->arena);
    const struct register_mark said = {.event = m->event,
                                       .session = m->session,
                                       .person = person,
                                       .mark = mark,
                                       .how = REGISTER_DOOR,
                                       .by = m->by,
                                       .key = arena_printf(m->arena, "stage:%s", uuid)};
    enum err err = register_take(m->store, m->now, &said, &why, &unused);
    return err == ERR_INVALID || err == ERR_CONFLICT ? OK : err; /* the evening goes on */
}

static enum err say_of_all(const struct marking *m, int statement, enum register_mark_kind mark)
{
    struct person_id *people = ARENA_ARRAY(m->arena, struct person_id, PEOPLE_MAX);
    int count = 0;
    struct rows rows = store_query(m->store, SQL[statement],
                                   PARAMS(p_int(m->event.v), p_int(m->session), p_int(PEOPLE_MAX)));
    while (rows_next(&rows))
        people[count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = say(m, people[i], mark);
    return err;
}

enum err stage_register_follow(struct store *store, struct instant now, struct event_id event,
                               struct person_id by, struct arena *arena)
{
    struct register_states states;
    enum err err = register_list(store, event, arena, &states);
    if (err != OK || states.count == 0)
        return err;
    const struct register_state *state = register_pick(&states, 0, now);
    if (state->closed_at.v || !register_may_take(state, now))
        return OK;
    const struct marking marking = {.store = store,
                                    .now = now,
                                    .event = event,
                                    .session = state->session,
                                    .by = by,
                                    .arena = arena};
    err = say_of_all(&marking, TO_MARK, REGISTER_HERE);
    return err == OK ? say_of_all(&marking, TO_TAKE_BACK, REGISTER_NONE) : err;
}
