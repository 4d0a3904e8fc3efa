/* DESIGN: presenters of talks on the register: a booking of their own without a place. */
#include "register_presenter.h"

#include "booking_store.h"
#include "booking_walk_in.h"
#include "check.h"
#include "talk_spoken_sql.h"
#include "token.h"

enum { PRESENTERS_MAX = 1000 };

enum { INSERT, UNBOOKED };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO booking (uid, event_id, person_id, status, booked_at, modified_at,"
               " walk_in, beyond, presents) VALUES ($1, $2, $3, 'confirmed', $4, $4, 1, 1, 1)",
    [UNBOOKED] = "SELECT DISTINCT m.person_id FROM " TALK_PRESENTERS
                 " WHERE m.event_id = $1 AND NOT EXISTS (SELECT 1"
                 " FROM booking b"
                 " WHERE b.event_id = m.event_id AND b.person_id = m.person_id"
                 " AND b.ended_at IS NULL AND b.status IN ('confirmed', 'attended', 'absent'))"
                 " ORDER BY m.person_id LIMIT $2",
};

/* What they waited for in the audience becomes it. */
static enum err admit(struct store *store, struct instant now, struct event_id id,
                      struct person_id person, struct arena *arena)
{
    struct event event;
    const struct event_viewer all = {.all_drafts = true};
    enum err err = event_find(store, &all, id, arena, &event);
    return err == OK ? booking_walk_in(store, now, &event, person, arena) : err;
}

static enum err join(struct store *store, struct instant now, struct event_id event,
                     struct person_id person, struct arena *arena)
{
    struct booking_row row;
    char uid[UUID_TEXT_MAX];
    enum err err = booking_store_find_live(store, event, person, arena, &row);
    if (err == OK)
        return admit(store, now, event, person, arena);
    if (err != ERR_NOT_FOUND)
        return err;
    token_uuid(uid);
    return store_exec(store, SQL[INSERT],
                      PARAMS(p_text(uid), p_int(event.v), p_int(person.v), p_instant(now)));
}

enum err register_presenter_join(struct store *store, struct instant now, struct event_id event,
                                 struct person_id person, struct arena *arena, bool *ret_on)
{
    bool presents = false;
    enum err err = booking_store_presents(store, event, person, &presents);
    if (err == OK && presents)
        err = join(store, now, event, person, arena);
    if (err == OK)
        *ret_on = presents;
    return err;
}

enum err register_presenter_join_all(struct store *store, struct instant now, struct event_id event,
                                     struct arena *arena)
{
    struct person_id *people = ARENA_ARRAY(arena, struct person_id, PRESENTERS_MAX);
    int count = 0;
    struct rows rows =
        store_query(store, SQL[UNBOOKED], PARAMS(p_int(event.v), p_int(PRESENTERS_MAX)));
    while (rows_next(&rows))
        people[count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = join(store, now, event, people[i], arena);
    return err;
}
