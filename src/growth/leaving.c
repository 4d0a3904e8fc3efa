/* DESIGN: what of the development cycle ends with somebody's last day. */
#include "leaving.h"

#include "booking.h"
#include "busy.h"

enum { CLOSE, TIMES, CLEAR };
enum { TIMES_MAX = 200 };
static const char *const SQL[] = {
    [CLOSE] = "UPDATE deadline SET opens_on = NULL, due_on = NULL, seq = seq + 1, modified_at = $2"
              " WHERE person_id = $1 AND done_on IS NULL"
              " AND (due_on IS NOT NULL OR opens_on IS NOT NULL)",
    [TIMES] = "SELECT v.id, d.person_id, coalesce(v.mentor_id, 0) FROM conversation v"
              " JOIN deadline d ON d.id = v.deadline_id WHERE v.held_on IS NULL"
              " AND v.starts_at > $2 AND $1 IN (d.person_id, v.mentor_id) ORDER BY v.id LIMIT 200",
    [CLEAR] = "UPDATE conversation SET starts_at = NULL, ends_at = NULL, room = '',"
              " version = version + 1, seq = seq + 1, modified_at = $2 WHERE id = $1",
};

struct meeting {
    int64_t id;
    struct person_id person, mentor;
};

static enum err read_meetings(struct store *store, struct person_id person, struct instant now,
                              struct meeting *meetings, int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(store, SQL[TIMES], PARAMS(p_int(person.v), p_instant(now)));
    while (rows_next(&rows))
        meetings[count++] =
            (struct meeting){rows_int(&rows, 0), {rows_int(&rows, 1)}, {rows_int(&rows, 2)}};
    *ret_count = count;
    return rows_end(&rows);
}

static enum err call_off(struct store *store, const struct meeting *meeting,
                         struct person_id leaver, struct instant now, struct arena *arena)
{
    struct person_id other = meeting->person.v == leaver.v ? meeting->mentor : meeting->person;
    enum err err = store_exec(store, SQL[CLEAR], PARAMS(p_int(meeting->id), p_instant(now)));
    if (err == OK)
        err = busy_delete(store, BUSY_CONVERSATION, meeting->id, leaver);
    if (err != OK || !other.v)
        return err;
    err = busy_delete(store, BUSY_CONVERSATION, meeting->id, other);
    return err == OK ? booking_promote_person(store, now, other, arena) : err;
}

enum err leaving_end_cycle(struct store *store, struct person_id person, struct instant now,
                           struct arena *arena)
{
    struct meeting *meetings = ARENA_ARRAY(arena, struct meeting, TIMES_MAX);
    int count = 0;
    enum err err = store_exec(store, SQL[CLOSE], PARAMS(p_int(person.v), p_instant(now)));
    if (err == OK)
        err = read_meetings(store, person, now, meetings, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = call_off(store, &meetings[i], person, now, arena);
    return err;
}
